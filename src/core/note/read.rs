//! One note from bytes to facts: takes it apart, finds out what it is, and reads
//! what such a note can say. Everything that could not be used is a problem.

use super::body::{self, Body};
use super::dated_paragraphs::DatedParagraphs;
use super::details;
use super::doubts;
use super::facts::{
    ContactFacts, Entry, Exclusion, NoteFacts, Reading, ResourceFacts, Shared, Standing, Task, TaskState,
};
use super::fallback;
use super::field_reader::FieldReader;
use super::fields::{Fields, date_problem};
use super::keys::{Key, KeyTable};
use super::kind::{self, Evidence, Marking};
use super::log::{LogReader, keep_newest_texts};
use super::mentions::MentionReader;
use super::name;
use super::note_settings;
use super::odd_dates;
use super::purposes::{HeadingTable, Purposes};
use super::reading::Subjects;
use super::recover::recover;
use super::report::{Report, words};
use super::split::{self, Decoding, Fence, Front, NotText, Split};
use super::tasks::{Hashtags, TaskReader};
use super::values;
use super::yaml::{self, Pair, Value, YamlFault};
use crate::core::config::model::{Config, DailyNotes};
use crate::core::config::obsidian::VaultSettings;
use crate::core::date_text::{leading, read_date};
use crate::core::day::Day;
use crate::core::place::{NotePath, Spot};
use crate::core::problem::Code;
use crate::core::text::{fold_name, holds_any, one_line};
use std::cell::LazyCell;
use std::collections::HashSet;

/// Entries whose text is kept as a topic.
const TOPICS_KEPT: usize = 2;

/// What reading a note needs to know of the configuration, prepared once.
#[derive(Debug)]
pub struct Reader<'a> {
    config: &'a Config,
    vault: &'a VaultSettings,
    today: Day,
    keys: KeyTable,
    hashtags: Hashtags,
    marking: Marking,
    headings: HeadingTable,
    /// Whether every entry keeps its text, for showing one note.
    whole: bool,
}

impl<'a> Reader<'a> {
    /// A reader for a vault; `today` decides which entries are the newest.
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

    /// The configuration it reads by.
    pub(crate) fn config(&self) -> &'a Config {
        self.config
    }

    /// The spellings of keys.
    pub(crate) fn keys(&self) -> &KeyTable {
        &self.keys
    }

    /// What headings say of their sections.
    pub(crate) fn headings(&self) -> &HeadingTable {
        &self.headings
    }

    /// Obsidian's settings it reads by.
    pub(crate) fn vault(&self) -> &'a VaultSettings {
        self.vault
    }

    /// How the vault calls its daily notes, if anything says so.
    pub(crate) fn daily(&self) -> Option<&'a DailyNotes> {
        self.config.daily.as_ref().or(self.vault.daily.as_ref())
    }

    /// The day it reads for.
    pub(crate) fn today(&self) -> Day {
        self.today
    }

    /// The hashtags with a meaning.
    pub(crate) fn hashtags(&self) -> &Hashtags {
        &self.hashtags
    }

    /// A reader that keeps the text of every entry.
    #[must_use]
    pub fn keeping_texts(mut self) -> Reader<'a> {
        self.whole = true;
        self
    }
}

/// Reads one note. Never fails: what could not be used is a problem among the facts.
pub fn read_note(reader: &Reader<'_>, path: &NotePath, bytes: &[u8]) -> NoteFacts {
    if let Some(exclusion) = kind::excluded_by_name(path) {
        return left_out(path, exclusion);
    }
    let (text, decoding) = match split::decode(bytes) {
        Ok(decoded) => decoded,
        Err(fault) => return not_text(path, fault),
    };
    if text.trim().is_empty() {
        return left_out(path, Exclusion::Empty);
    }
    let mut report = Report::new(path, &text);
    decoding_problems(decoding, &mut report);
    let split = split::split(&text);
    let mut facts = NoteReader { reader, path, split, report }.read();
    // The facts of all notes wait side by side until the last is read.
    facts.entries.shrink_to_fit();
    facts.tasks.shrink_to_fit();
    facts
}

/// A note that is not read, for a reason.
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
    facts(path, Standing::Other(exclusion), report)
}

fn facts(path: &NotePath, standing: Standing, report: Report<'_>) -> NoteFacts {
    NoteFacts {
        path: path.clone(),
        standing,
        contact: None,
        entries: Vec::new(),
        tasks: Vec::new(),
        shared: Shared::default(),
        resource: None,
        problems: report.problems,
    }
}

fn not_text(path: &NotePath, fault: NotText) -> NoteFacts {
    let mut report = Report::new(path, "");
    let message = match fault {
        NotText::Utf16 => "the note is UTF-16 or UTF-32",
        NotText::Binary => "the note begins with NUL bytes: no text, or a damaged file",
    };
    report.whole(Code::NotText, words(message, "save it as UTF-8", "it is not read"));
    facts(path, Standing::Other(Exclusion::Unreadable), report)
}

fn decoding_problems(decoding: Decoding, report: &mut Report<'_>) {
    if let Some(line) = decoding.invalid_line {
        let said = words("bytes that are not UTF-8", "save the note as UTF-8", "they are read as `\u{fffd}`");
        report.at(Code::InvalidUtf8, lost_character(line, report), "", said);
    }
    if let Some(line) = decoding.nul_line {
        let said = words("a NUL character", "remove it", "it is read as `\u{fffd}`");
        report.at(Code::NulCharacter, lost_character(line, report), "", said);
    }
}

/// Where a line holds the first character that was replaced.
fn lost_character(line: usize, report: &Report<'_>) -> Spot {
    let start = Spot::new(line, 1);
    let before = report.line(start).and_then(|text| text.split_once('\u{fffd}'));
    before.map_or(start, |(before, _)| Spot::new(line, before.chars().count() + 1))
}

struct NoteReader<'a, 'b> {
    reader: &'a Reader<'a>,
    path: &'a NotePath,
    split: Split<'b>,
    report: Report<'b>,
}

impl<'b> NoteReader<'_, 'b> {
    fn read(mut self) -> NoteFacts {
        if self.is_template() {
            return left_out(self.path, Exclusion::Template);
        }
        let pairs = self.front_matter();
        let mut fields = Fields::of_front_matter(pairs, &self.reader.keys, &mut self.report);
        let body_text = self.split.body;
        let body = body::read(body_text, self.split.body_line);
        fields.add_fallbacks(fallback::pairs(&body, &self.reader.keys), &self.reader.keys);
        let daily = crate::core::config::obsidian::daily_note_day(self.reader.daily(), self.path.as_str());
        let standing = self.standing(&fields, &body, daily);
        match standing {
            Standing::Contact(_) => self.contact(standing, &fields, &body),
            Standing::Resource => self.resource(&fields),
            Standing::Other(
                Exclusion::Index
                | Exclusion::Template
                | Exclusion::Empty
                | Exclusion::Excalidraw
                | Exclusion::Kanban
                | Exclusion::ConflictCopy
                | Exclusion::Unreadable,
            ) => facts(self.path, standing, self.report),
            Standing::Meeting | Standing::Daily | Standing::Inbox | Standing::Other(_) => {
                self.elsewhere(standing, &fields, &body, daily)
            }
        }
    }

    /// Placeholders in the front matter make a template, and templates are silent.
    fn is_template(&self) -> bool {
        let holds_placeholder =
            |text: &str| holds_any(text, [b'{', b'<']) && (text.contains("{{") || text.contains("<%"));
        self.split.front.as_ref().is_some_and(|front| holds_placeholder(front.text))
    }

    /// The pairs of the front matter; what breaks it is reported, the rest is read.
    fn front_matter(&mut self) -> Vec<Pair<'b>> {
        let Some(Front { text, fence }) = self.split.front else {
            self.late_front_matter();
            return Vec::new();
        };
        match fence {
            Fence::Toml | Fence::Json => {
                let said = words(
                    if fence == Fence::Toml {
                        "TOML front matter"
                    } else {
                        "JSON front matter without `---` fences"
                    },
                    "write the keys as YAML between two lines of `---`",
                    "its keys are not read",
                );
                self.report.at(Code::ForeignFrontMatter, Spot::new(1, 1), "", said);
                return Vec::new();
            }
            Fence::Open => {
                let said = words(
                    "the front matter is never closed",
                    "add a line of `---` after its last key",
                    "the lines up to the first that is no key are read",
                );
                self.report.at(Code::OpenFence, Spot::new(1, 1), "---", said);
            }
            Fence::Closed => {}
        }
        if text.len() > split::MOST_FRONT_MATTER {
            let said = words(
                format!("front matter of {} KB", text.len() / 1024),
                "keep it below 64 KB; move texts to the body",
                "its keys are not read",
            );
            self.report.at(Code::LargeFrontMatter, Spot::new(1, 1), "---", said);
            return Vec::new();
        }
        self.pairs(text)
    }

    /// Blank lines before the first `---` make text of the front matter, here as in Obsidian.
    fn late_front_matter(&mut self) {
        let body = self.split.body;
        let start = body.trim_start();
        let blank = body.get(..body.len() - start.len()).unwrap_or_default();
        let is_front =
            |rest: &str| rest.lines().next().is_some_and(split::looks_like_key) && rest.contains("\n---");
        if blank.contains('\n') && start.strip_prefix("---\n").is_some_and(is_front) {
            let spot = Spot::new(1 + blank.matches('\n').count(), 1);
            let said = words(
                "front matter behind blank lines",
                "remove the lines before its first `---`",
                "its keys are not read",
            );
            self.report.at(Code::LateFrontMatter, spot, "---", said);
        }
    }

    fn pairs(&mut self, text: &'b str) -> Vec<Pair<'b>> {
        match yaml::parse(text, 2) {
            Ok(yaml::Node { value: Value::Map(pairs), .. }) => pairs,
            Ok(yaml::Node { value: Value::Null, .. }) => Vec::new(),
            Ok(yaml::Node { value: Value::List(_), spot }) => {
                let said = words("the front matter is a list", "write `key: value` lines", "it is not read");
                self.report.at(Code::BrokenYaml, spot, "-", said);
                Vec::new()
            }
            Ok(yaml::Node { value: Value::Text(_), .. })
            | Err(YamlFault::Broken(..) | YamlFault::Deep(_) | YamlFault::Alias(_)) => {
                let (pairs, broken) = recover(text, 2);
                for line in broken {
                    let skipped = line.spot.column.saturating_sub(1) as usize;
                    let found: String = line.line.trim_end().chars().skip(skipped).collect();
                    self.report.at(line.code, line.spot, &found, words(line.message, line.help, line.effect));
                }
                pairs
            }
        }
    }

    fn standing(&self, fields: &Fields<'_>, body: &Body<'_>, daily: Option<Day>) -> Standing {
        kind::standing(&Evidence {
            path: self.path,
            config: self.reader.config,
            marking: &self.reader.marking,
            fields,
            body,
            body_text: self.split.body,
            inline_tags: &|| self.undated_tags(body),
            body_line: u32::try_from(self.split.body_line).unwrap_or(u32::MAX),
            daily,
        })
    }

    /// Hashtags of lines that begin with no date.
    fn undated_tags(&self, body: &Body<'_>) -> Vec<(String, u32)> {
        details::inline_tags(body, |line| {
            let start = line.text.trim_start_matches(['*', '_']);
            leading(start, self.reader.config.date_order).is_some()
        })
    }

    fn contact(mut self, standing: Standing, fields: &Fields<'_>, body: &Body<'_>) -> NoteFacts {
        let config = self.reader.config;
        let mut contact = ContactFacts {
            name: name::of(self.path, fields, body, &mut self.report),
            ..ContactFacts::default()
        };
        doubts::commented_values(fields, &mut self.report);
        fields.two_spellings(self.split.body_line, &mut self.report);
        let (order, today) = (config.date_order, self.reader.today);
        FieldReader { fields, order, today, report: &mut self.report }.read(&mut contact);
        note_settings::read(fields, config, &mut self.report, &mut contact);
        doubts::near_misses(fields, &self.reader.keys, &mut self.report);
        let names = std::iter::once(&contact.name).chain(contact.aliases.iter());
        let names: Vec<&str> = names.map(|name| &**name).collect();
        let subjects = Subjects::folded_by(&names, fold_name);
        let purposes = Purposes::of(body, &self.reader.headings);
        let mut log = LogReader {
            words: &config.words,
            hashtags: &self.reader.hashtags,
            order,
            daily: self.reader.daily(),
            today: self.reader.today,
            subjects: &subjects,
            texts: (!self.reader.whole).then_some(TOPICS_KEPT),
            report: &mut self.report,
        }
        .read(body, &purposes);
        if config.sources.log {
            let (words, report) = (&config.words, &mut self.report);
            DatedParagraphs { words, subjects: &subjects, order, report }.tell(body, &purposes);
            odd_dates::tell(body, &purposes, log.days(), today, &mut self.report);
        } else {
            log.entries.clear();
        }
        contact.hooks = details::hooks(body, &purposes, log.said()).into();
        let events = details::events(body, &purposes, order, &mut self.report);
        if !events.is_empty() {
            contact.rare.events = events.into();
        }
        let tags = details::inline_tags(body, |line| log.holds(line));
        let shared = Shared { addresses: once_each(log.addresses), targets: once_each(log.targets) };
        let mut entries = log.entries;
        let of_the_log = entries.len();
        if config.sources.front_matter {
            entries.extend(self.mentions().interactions(fields, &subjects));
        }
        if !tags.is_empty() {
            add_tags(&mut contact, tags);
        }
        let tasks = self.tasks(true, body, &purposes);
        contact.dated = dated_facts(&contact, &entries, &tasks);
        // The log has kept its newest already.
        if !self.reader.whole && entries.len() > of_the_log {
            keep_newest_texts(&mut entries, self.reader.today, TOPICS_KEPT);
        }
        NoteFacts {
            contact: Some(Box::new(contact)),
            entries,
            tasks,
            shared,
            ..facts(self.path, standing, self.report)
        }
    }

    fn mentions(&mut self) -> MentionReader<'_, 'b> {
        MentionReader {
            words: &self.reader.config.words,
            hashtags: &self.reader.hashtags,
            order: self.reader.config.date_order,
            report: &mut self.report,
        }
    }

    fn tasks(&mut self, own: bool, body: &Body<'_>, purposes: &Purposes) -> Vec<Task> {
        TaskReader {
            order: self.reader.config.date_order,
            hashtags: &self.reader.hashtags,
            purposes,
            own,
            report: &mut self.report,
        }
        .read(body)
    }

    /// A meeting, a daily note, the inbox, or any other note: whom it links, and its tasks.
    fn elsewhere(
        mut self,
        standing: Standing,
        fields: &Fields<'_>,
        body: &Body<'_>,
        daily: Option<Day>,
    ) -> NoteFacts {
        let sources = &self.reader.config.sources;
        let entries = match (&standing, daily) {
            (Standing::Meeting, _) if sources.meetings => self.meeting(fields, body),
            (Standing::Daily, Some(day)) if sources.daily => self.mentions().daily(body, day),
            (Standing::Inbox, _) if sources.inbox => self.mentions().inbox(body),
            _ => Vec::new(),
        };
        if standing == Standing::Other(Exclusion::LooksLikeContact) {
            self.looks_like_contact(fields);
        }
        let purposes = Purposes::of(body, &self.reader.headings);
        let tasks = self.tasks(false, body, &purposes);
        NoteFacts { entries, tasks, ..facts(self.path, standing, self.report) }
    }

    fn meeting(&mut self, fields: &Fields<'_>, body: &Body<'_>) -> Vec<Entry> {
        if let Some(found) = fields.text(Key::Date) {
            let (date, spot) = (found.value.to_owned(), found.spot);
            if let Err(fault) = read_date(&date, self.reader.config.date_order) {
                date_problem(
                    &mut self.report,
                    fault,
                    spot,
                    &date,
                    "the date in the name counts, if there is one",
                );
            }
        }
        let Some(day) = kind::meeting_day(self.path, fields, self.reader.config) else { return Vec::new() };
        let title = fields.text(Key::Title).map(|found| found.value.to_owned());
        let topic = title.unwrap_or_else(|| kind::without_day(self.path.stem()).to_owned());
        vec![self.mentions().meeting(fields, body, day, &one_line(&topic))]
    }

    fn looks_like_contact(&mut self, fields: &Fields<'_>) {
        let found = fields.first(Key::Birthday).or_else(|| fields.first(Key::Email));
        let (spot, value) = found.map_or((Spot::new(1, 1), ""), |(_, found)| (found.spot, found.value));
        let said = words(
            "this note could be about a person",
            "add `type: person` to its front matter, or move it to a folder such as `People`",
            "it is no contact",
        );
        self.report.at(Code::LooksLikeContact, spot, value, said);
    }

    fn resource(self, fields: &Fields<'_>) -> NoteFacts {
        let text = |key| fields.text(key).map(|found| one_line(found.value));
        let resource = ResourceFacts {
            title: text(Key::Title).unwrap_or_else(|| self.path.stem().to_owned()).into(),
            url: text(Key::Url).map(Into::into),
            topics: fields
                .nodes(Key::Topics)
                .flat_map(values::items)
                .map(|found| found.value)
                .chain(fields.nodes(Key::Tags).flat_map(values::tags_once))
                .collect(),
        };
        NoteFacts { resource: Some(Box::new(resource)), ..facts(self.path, Standing::Resource, self.report) }
    }
}

fn add_tags(contact: &mut ContactFacts, inline: Vec<(String, u32)>) {
    let mut tags = std::mem::take(&mut contact.tags).into_vec();
    let mut known: HashSet<String> = tags.iter().map(|tag| tag.to_lowercase()).collect();
    for (tag, _) in inline {
        if !known.contains(&tag) {
            known.insert(tag.to_lowercase());
            tags.push(tag.into());
        }
    }
    contact.tags = tags.into();
}

fn once_each<T: Ord>(mut texts: Vec<T>) -> Box<[T]> {
    texts.sort_unstable();
    texts.dedup();
    texts.into()
}

/// Every dated fact of a note, in order of its day.
fn dated_facts(contact: &ContactFacts, entries: &[Entry], tasks: &[Task]) -> Box<[Day]> {
    let met = contact.rare.met.as_ref().map(|found| found.value.day);
    let own = [contact.last_contact.map(|found| found.value), met];
    let own = own.into_iter().flatten();
    // All there is room for, unless a task was done on a day of its own.
    let mut days = Vec::with_capacity(entries.len() + own.clone().count());
    // A skip is told nowhere: what it passes over goes, and the rest is as it was.
    let told = entries.iter().filter(|entry| entry.reading != Reading::Skip);
    days.extend(told.map(|entry| entry.day).chain(own));
    // A done task is an entry too, but only from its day on.
    let done = tasks.iter().filter_map(|task| match task.state {
        TaskState::Done(day) => Some((task.spot.line, day?)),
        TaskState::Open | TaskState::Cancelled => None,
    });
    // Few notes have one, and then the lines of the entries are of no interest.
    let lines = LazyCell::new(|| {
        let mut lines: Vec<u32> = entries.iter().map(|entry| entry.spot.line).collect();
        lines.sort_unstable();
        lines
    });
    days.extend(done.filter(|(line, _)| lines.binary_search(line).is_err()).map(|(_, day)| day));
    days.sort_unstable();
    days.into()
}
