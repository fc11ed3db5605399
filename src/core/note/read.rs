//! Reads one note from bytes to facts: splits it, decides what kind of note it is, and reads what that kind
//! can hold. Everything that could not be used becomes a problem.

use super::body::{self, Body, Line};
use super::doubts::unclosed;
use super::doubts::unread_lines::{day_outside, unread_lines};
use super::facts::{Entry, Exclusion, NoteFacts, Reading, ResourceFacts, Shared, Standing, Task};
use super::fields::fallback;
use super::fields::keys::{Key, KeyTable};
use super::fields::owner::About;
use super::fields::values;
use super::fields::{Fields, date_problem};
use super::folder_notes;
use super::front_matter;
use super::front_matter::split::{self, Decoding, NotText, Split};
use super::hashtags::Hashtags;
use super::kind::marks::{Marking, is_export, without_export_id};
use super::kind::words::is_list;
use super::kind::{self, Evidence};
use super::log::dates::start::dated;
use super::log::entries::entry_text::EntryText;
use super::log::entries::loose_hashtags::loose_hashtags;
use super::log::line::subjects::Subjects;
use super::log::line::words::WordTable;
use super::meant_tags::MeantTags;
use super::meeting;
use super::mentions::MentionReader;
use super::mentions::meeting::shared_in;
use super::name;
use super::name_day;
use super::purposes::{HeadingTable, Purposes};
use super::report::{Report, words};
use super::tasks::about::Unlinked;
use super::tasks::{Kept, TaskReader};
use crate::core::config::model::{Config, DailyNotes};
use crate::core::config::obsidian::VaultSettings;
use crate::core::date_text::{DateOrder, leading, read_date};
use crate::core::day::Day;
use crate::core::place::{NotePath, Spot};
use crate::core::problem::Code;
use crate::core::text::{holds_any, one_line};
use std::collections::BTreeSet;

/// What reading a note needs from the configuration, prepared once.
#[derive(Debug)]
pub struct Reader<'a> {
    config: &'a Config,
    pub(crate) vault: &'a VaultSettings,
    pub(crate) today: Day,
    pub(crate) keys: KeyTable,
    pub(crate) hashtags: Hashtags,
    pub(super) marking: Marking,
    pub(crate) headings: HeadingTable,
    /// Whether every entry keeps its text; set to show a single note.
    pub(super) whole: bool,
}

impl<'a> Reader<'a> {
    /// Returns a reader for a vault; `today` decides which entries are the newest.
    pub fn new(config: &'a Config, vault: &'a VaultSettings, today: Day) -> Reader<'a> {
        Reader {
            config,
            vault,
            today,
            keys: KeyTable::new(&config.fields),
            hashtags: Hashtags::new(&config.sequences),
            marking: Marking::of(config),
            headings: HeadingTable::new(&config.words.headings),
            whole: false,
        }
    }

    /// The configuration.
    pub(crate) fn config(&self) -> &'a Config {
        self.config
    }

    /// The known words and their meanings.
    pub(crate) fn words(&self) -> &'a WordTable {
        &self.config.words
    }

    /// The order of day and month in dates with slashes.
    pub(crate) fn order(&self) -> Option<DateOrder> {
        self.config.date_order
    }

    /// Where daily notes are and how they are named, if the configuration or Obsidian says so.
    pub(crate) fn daily(&self) -> Option<&'a DailyNotes> {
        self.config.daily.as_ref().or(self.vault.daily.as_ref())
    }

    /// Makes the reader keep the text of every entry.
    #[must_use]
    pub fn keeping_texts(mut self) -> Reader<'a> {
        self.whole = true;
        self
    }
}

/// Reads one note. Never fails: what could not be used is a problem among the facts.
pub fn read_note(reader: &Reader<'_>, path: &NotePath, bytes: &[u8]) -> NoteFacts {
    if let Some(exclusion) = kind::by_name::excluded_by_name(path)
        && !folder_notes::may_be_contact(path, &reader.marking, &exclusion)
    {
        return left_out(path, exclusion);
    }
    if reader.marking.is_note_template(path) {
        return left_out(path, Exclusion::NoteTemplate);
    }
    let (text, decoding) = match split::decode(bytes) {
        Ok(decoded) => decoded,
        Err(fault) => return not_text(path, fault),
    };
    if text.trim().is_empty() {
        return left_out(path, Exclusion::Empty);
    }
    let mut report = Report::new(path, &text);
    report_decoding(decoding, &mut report);
    let split = split::split(&text);
    let mut facts = NoteReader { reader, path, split, report }.read();
    // The facts of all notes are kept until the last note is read.
    facts.entries.shrink_to_fit();
    facts.tasks.shrink_to_fit();
    facts
}

/// Returns the names that the front matter and the file name give the contact.
fn names(fields: &Fields<'_>, path: &NotePath) -> Vec<String> {
    let names = [Key::Name, Key::Aliases].into_iter().flat_map(|key| fields.texts(key));
    names.map(|found| found.value).chain([path.stem()]).map(str::to_owned).collect()
}

/// Returns the facts of a note that is not read.
fn left_out(path: &NotePath, exclusion: Exclusion) -> NoteFacts {
    let mut report = Report::new(path, "");
    if exclusion == Exclusion::ConflictCopy {
        report.whole(
            Code::ConflictCopy,
            words(
                "a conflict copy that a sync program left",
                "compare it with the original, then delete it",
                "it is not read",
            ),
        );
    }
    NoteFacts::new(path, Standing::Other(exclusion), report.problems)
}

fn not_text(path: &NotePath, fault: NotText) -> NoteFacts {
    let mut report = Report::new(path, "");
    let message = match fault {
        NotText::Utf16 => "the note is UTF-16 or UTF-32",
        NotText::Binary => "a NUL byte in its first 8 KB: no text, or a damaged file",
    };
    report.whole(Code::NotText, words(message, "save it as UTF-8", "it is not read"));
    NoteFacts::new(path, Standing::Other(Exclusion::Unreadable), report.problems)
}

fn report_decoding(decoding: Decoding, report: &mut Report<'_>) {
    if let Some(line) = decoding.invalid_line {
        let said = words("bytes that are not UTF-8", "save the note as UTF-8", "they are read as `\u{fffd}`");
        report.at(Code::InvalidUtf8, first_replacement(line, report), "", said);
    }
    if let Some(line) = decoding.nul_line {
        let said = words("a NUL character", "remove it", "it is read as `\u{fffd}`");
        report.at(Code::NulCharacter, first_replacement(line, report), "", said);
    }
}

/// Returns the position of the first replaced character on a line.
fn first_replacement(line: usize, report: &Report<'_>) -> Spot {
    let start = Spot::new(line, 1);
    let before = report.line(start.line).and_then(|text| text.split_once('\u{fffd}'));
    before.map_or(start, |(before, _)| Spot::new(line, before.chars().count() + 1))
}

/// A note while it is read.
pub(super) struct NoteReader<'a, 'b> {
    pub(super) reader: &'a Reader<'a>,
    pub(super) path: &'a NotePath,
    pub(super) split: Split<'b>,
    pub(super) report: Report<'b>,
}

impl<'b> NoteReader<'_, 'b> {
    fn read(mut self) -> NoteFacts {
        if self.is_template() {
            return left_out(self.path, Exclusion::Template);
        }
        let pairs = front_matter::pairs(&self.split, &mut self.report);
        let mut fields = Fields::of_front_matter(pairs, &self.reader.keys, &mut self.report);
        let body_text = self.split.body;
        let body = body::read(body_text, self.split.body_line);
        let daily = crate::core::config::obsidian::daily_note_day(self.reader.daily(), self.path.as_str());
        let location = || kind::location(self.path, &self.reader.marking, daily);
        let table = &self.reader.keys;
        let names = || names(&fields, self.path);
        let about = About { names: &names, location: &location, is_export: is_export(self.path) };
        let in_text = fallback::read(&body, table, self.reader.order(), &about);
        fields.add_fallbacks(in_text);
        let standing = kind::standing(&Evidence { note: &self, fields: &fields, body: &body, daily });
        if let Some(found) = body.unclosed {
            unclosed::report(found, &standing, &self.reader.headings, &mut self.report);
        }
        match standing {
            Standing::Contact(_) => self.contact(standing, &fields, &body),
            Standing::Resource => self.resource(&fields, &body),
            Standing::Other(Exclusion::Index) => self.index(&fields, &body),
            Standing::Other(Exclusion::Excalidraw | Exclusion::Kanban | Exclusion::Template) => {
                NoteFacts::new(self.path, standing, self.report.problems)
            }
            Standing::Meeting | Standing::Daily | Standing::Inbox | Standing::Other(_) => {
                self.other_note(standing, &fields, &body, daily)
            }
        }
    }

    /// Whether the note is an unfilled template: it has placeholders in its front matter or, in a folder of
    /// templates, in its text. Templates are skipped without a problem.
    fn is_template(&self) -> bool {
        let holds_placeholder =
            |text: &str| holds_any(text, [b'{', b'<']) && (text.contains("{{") || text.contains("<%"));
        self.split.front.as_ref().is_some_and(|front| holds_placeholder(front.text))
            || folder_notes::is_among_templates(self.path) && holds_placeholder(self.split.body)
    }

    /// Reads an index of other notes: reports it if it could be about a person, and drops all its other
    /// problems.
    fn index(self, fields: &Fields<'_>, body: &Body<'_>) -> NoteFacts {
        let mut report = Report::new(self.path, self.report.text());
        if folder_notes::is_below_contacts(self.path, &self.reader.marking) {
            folder_notes::report_lookalike(fields, body, &mut report);
        }
        NoteFacts::new(self.path, Standing::Other(Exclusion::Index), report.problems)
    }

    /// Returns the hashtags of the first lines, except those of lines that begin with a date or belong to a
    /// log entry.
    pub(super) fn undated_tags(&self, body: &Body<'_>) -> Vec<String> {
        let order = self.reader.order();
        let first = u32::try_from(self.split.body_line).unwrap_or(u32::MAX);
        let above = first.saturating_add(kind::TAG_LINES);
        // A date in prose or in a title does not make an entry, but hashtags on its line still belong to that
        // day.
        let begins_with_date =
            |line: &Line<'_>| leading(line.text.trim_start_matches(['*', '_']), order).is_some();
        loose_hashtags(body, above, EntryText::new(body, order, dated))
            .filter(|loose| loose.are_tags() && !begins_with_date(loose.line))
            .flat_map(|loose| loose.hashtags)
            .collect()
    }

    pub(super) fn mentions(&mut self) -> MentionReader<'_, 'b> {
        MentionReader { reader: self.reader, report: &mut self.report }
    }

    pub(super) fn tasks(
        &mut self,
        (kept, unlinked): (Kept, Unlinked<'_>),
        body: &Body<'_>,
        purposes: &Purposes,
        subjects: &Subjects<'_>,
    ) -> Vec<Task> {
        TaskReader { reader: self.reader, purposes, kept, unlinked, subjects, report: &mut self.report }
            .read(body)
    }

    /// Reads any note that is not a contact, a resource or an index: its interactions, if it has any, and its
    /// tasks.
    fn other_note(
        mut self,
        standing: Standing,
        fields: &Fields<'_>,
        body: &Body<'_>,
        daily: Option<Day>,
    ) -> NoteFacts {
        let sources = &self.reader.config.sources;
        let purposes = Purposes::of(body, &self.reader.headings);
        let entries = match (&standing, daily) {
            (Standing::Meeting, Some(day)) => self.daily_meeting(fields, (body, &purposes), day),
            (Standing::Meeting, None) if sources.meetings => self.meeting(fields, body),
            (Standing::Daily, Some(day)) if sources.daily => self.mentions().daily(body, &purposes, day),
            (Standing::Inbox, _) if sources.inbox => self.mentions().inbox(body),
            (Standing::Other(Exclusion::Unmarked | Exclusion::SaysItIs(_)), _)
                if sources.daily && !is_list(self.path, fields) =>
            {
                let mut ignored = Report::new(self.path, "");
                let mut reader = MentionReader { reader: self.reader, report: &mut ignored };
                let day = day_outside(self.path, self.reader, fields);
                unread_lines(&mut reader, day, body, &purposes)
            }
            _ => Vec::new(),
        };
        self.report_doubts(&standing, fields, body);
        let is_inbox = standing == Standing::Inbox && sources.inbox;
        let kept = if is_inbox { Kept::LinkedOrPlanned } else { Kept::Linked };
        let unlinked = match (&standing, &*entries) {
            // A daily note has other tasks too, whoever attended a meeting.
            (Standing::Daily, _) => Unlinked::About(None),
            (Standing::Meeting, _) if daily.is_some() => Unlinked::About(None),
            (Standing::Meeting, [Entry { names, .. }]) => {
                Unlinked::About(names.first().filter(|_| names.len() == 1))
            }
            _ => Unlinked::Dropped,
        };
        let tasks = self.tasks((kept, unlinked), body, &purposes, &Subjects::of(&[]));
        // What a meeting was about was shown to all who were there; the lines of a daily note have links of their own.
        let took_place = entries.iter().any(|entry| entry.day <= self.reader.today);
        let is_meeting = standing == Standing::Meeting && daily.is_none();
        let shared = if is_meeting && took_place { shared_in(body, &purposes) } else { Shared::default() };
        NoteFacts { entries, tasks, shared, ..NoteFacts::new(self.path, standing, self.report.problems) }
    }

    fn meeting(&mut self, fields: &Fields<'_>, body: &Body<'_>) -> Vec<Entry> {
        let day = name_day::meeting_day(self.path, fields, self.reader.config);
        if let Some(found) = fields.text(Key::Date).filter(|found| !values::is_unknown(found.value))
            && let Err(fault) = read_date(found.value, self.reader.order())
        {
            let effect = match day {
                Some(_) => "the date in the name counts",
                None => "the meeting counts for nobody",
            };
            date_problem(&mut self.report, fault, found.spot, found.value, effect);
        }
        let Some(day) = day else { return Vec::new() };
        let title = fields.text(Key::Title).map(|found| found.value);
        let topic =
            one_line(title.unwrap_or_else(|| without_export_id(name_day::without_day(self.path.stem()))));
        let meeting = self.mentions().meeting(fields, (body, |_: &Line<'_>| true), day, &topic);
        // Who was absent, or could not be read, was named all the same.
        let is_unread = meeting.names.is_empty()
            && (fields.has(Key::Attendees) || meeting::report_unread(body, &mut self.report));
        if is_unread { Vec::new() } else { vec![meeting] }
    }

    /// Reads a daily note with attendees: its lines, and a meeting on its day with the attendees.
    fn daily_meeting(
        &mut self,
        fields: &Fields<'_>,
        (body, purposes): (&Body<'_>, &Purposes),
        day: Day,
    ) -> Vec<Entry> {
        let sources = &self.reader.config.sources;
        let mut lines = if sources.daily { self.mentions().daily(body, purposes, day) } else { Vec::new() };
        if !sources.meetings {
            return lines;
        }
        let title = fields.text(Key::Title).map(|found| one_line(found.value)).unwrap_or_default();
        // A clear line keeps its hashtags; those of other lines go to the meeting.
        let is_clear = |line: &Entry| matches!(line.said.reading, Reading::Clear(..));
        let clear: BTreeSet<u32> =
            lines.iter().filter(|line| is_clear(line)).map(|line| line.spot.line).collect();
        let is_own = |line: &Line<'_>| !clear.contains(&line.spot.line);
        let meeting = self.mentions().meeting(fields, (body, is_own), day, &title);
        lines.iter_mut().filter(|line| !is_clear(line)).for_each(|line| line.hashtags = MeantTags::default());
        // The folder may name who was met: `1-1s/Ada Lovelace/2026-11-02.md`.
        let unnamed = (meeting.names.is_empty() && !fields.has(Key::Attendees)).then(|| meeting.clone());
        let mut joined = meeting::join_lines(meeting, lines);
        joined.extend(unnamed);
        joined
    }

    fn resource(self, fields: &Fields<'_>, body: &Body<'_>) -> NoteFacts {
        let text = |key| fields.text(key).map(|found| one_line(found.value));
        let heading = || Some(name::heading_name(body, &self.reader.headings)?.0);
        let title = text(Key::Title).or_else(heading);
        let resource = ResourceFacts {
            title: title.unwrap_or_else(|| self.path.stem().to_owned()).into(),
            url: text(Key::Url).map(Into::into),
            topics: fields
                .nodes(Key::Topics)
                .flat_map(values::items)
                .map(|found| found.value)
                .chain(fields.nodes(Key::Tags).flat_map(values::tags_once))
                .collect(),
        };
        NoteFacts {
            resource: Some(Box::new(resource)),
            ..NoteFacts::new(self.path, Standing::Resource, self.report.problems)
        }
    }
}

#[cfg(test)]
pub(in crate::core) mod tests {
    use super::*;

    /// Reads a note on 22 November 2026, without a configuration.
    pub(in crate::core) fn note(path: &str, text: &str) -> NoteFacts {
        let (config, vault) = (Config::default(), VaultSettings::default());
        let reader = Reader::new(&config, &vault, Day::from_iso("2026-11-22").unwrap());
        read_note(&reader, &NotePath::new(path), text.as_bytes())
    }
}
