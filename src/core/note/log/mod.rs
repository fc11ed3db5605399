//! A contact's own log: the dated lines of the note, with their readings (design 3.4, 1).

pub mod after_date;
pub(super) mod beginnings;
pub(super) mod code_topic;
pub(super) mod dated_paragraphs;
pub(super) mod done_tasks;
pub(super) mod known_heads;
pub(super) mod known_words;
pub(super) mod line_head;
pub(super) mod lost_hashtags;
pub(super) mod messages;
pub(super) mod missed_lines;
pub(super) mod no_contact;
pub(super) mod nothing_came;
pub(super) mod odd_dates;
pub(super) mod phrase_reading;
pub mod reading;
pub(super) mod said;
pub mod subjects;
pub(crate) mod topic;
pub(super) mod whole_phrases;
pub mod wishes;
pub mod words;

use self::after_date::behind_date;
use self::code_topic::HiddenIn;
use self::done_tasks::{is_done, read_done};
use self::odd_dates::odd_date;
use self::reading::{LineReading, read};
use self::said::{Words, is_only_marks, words_of};
use self::subjects::Subjects;
use self::topic::topic_below;
use self::words::WordTable;
use super::body::line::push_plain;
use super::body::line_marks::LineMarks;
use super::body::links::{Link, push_links, urls};
use super::body::{Body, Line, LineKind};
use super::entry_text::Head;
use super::facts::{Entry, Name, Reading, Source};
use super::fields::date_problem;
use super::mentions::kept;
use super::purposes::Purposes;
use super::report::Report;
use super::tasks::dates as task_dates;
use super::tasks::{Hashtags, Ticked, name_of, ticked};
use crate::core::config::model::DailyNotes;
use crate::core::date_text::{DateFault, DateOrder, Leading, leading};
use crate::core::day::Day;
use crate::core::place::Spot;
use std::borrow::Cow;
use std::sync::Arc;

/// What reading a log needs to know.
pub struct LogReader<'a, 'b> {
    /// How words are read.
    pub words: &'a WordTable,
    /// Hashtags with a meaning.
    pub hashtags: &'a Hashtags,
    /// How slashed dates are meant.
    pub order: Option<DateOrder>,
    /// How the vault calls its daily notes.
    pub daily: Option<&'a DailyNotes>,
    /// A task ticked for a day to come is no plan.
    pub today: Day,
    /// What lines call the contact, for `Ada replied`.
    pub subjects: &'a Subjects<'a>,
    /// How many of the newest entries keep their text; all if none.
    pub texts: Option<usize>,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}

/// What a log holds.
#[derive(Debug, Default)]
pub struct Log<'a> {
    /// The entries, oldest first within a section.
    pub entries: Vec<Entry>,
    /// Addresses that dated lines name.
    pub addresses: Vec<Box<str>>,
    /// Targets of the links to notes in them, as written.
    pub targets: Vec<Arc<str>>,
    /// The lines that became entries, in the order of the note.
    dated: Vec<Dated<'a>>,
}

impl Log<'_> {
    /// The lines of the entries in order, with what each says: their hashtags are no tags of the note.
    pub fn heads(&self) -> impl Iterator<Item = (u32, Head)> {
        self.dated.iter().map(|dated| {
            let head = if dated.below.is_some() { Head::Worded } else { Head::Bare };
            (dated.line.spot.line, head)
        })
    }

    /// The lines of the entries with their days, in order.
    pub fn days(&self) -> impl Iterator<Item = (u32, Day)> + Clone {
        self.dated.iter().map(|dated| (dated.line.spot.line, dated.day))
    }

    /// What the entries say, for finding hooks that were mentioned.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        self.dated.iter().map(|dated| dated.text.as_ref())
    }
}

/// Whether an entry keeps its text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keeping {
    /// It is among the newest.
    Always,
    /// It is older: as [`keeps_text`] says.
    IfItMatters,
}

/// A dated line before its words are read.
#[derive(Debug)]
struct Dated<'a> {
    line: &'a Line<'a>,
    day: Day,
    /// What it says: [`words_of`].
    text: Cow<'a, str>,
    /// What may stand in that.
    marks: LineMarks,
    /// The last line that it says this on.
    last: u32,
    /// The line right below it, if it is none of its words.
    below: Option<&'a Line<'a>>,
}

/// The date of a line, with what follows it.
struct Start<'a> {
    day: Day,
    rest: &'a str,
}

/// What lines of a log are put together in, one after the other, instead of in memory of their own.
#[derive(Default)]
struct Room {
    words: String,
    topic: String,
}

impl LogReader<'_, '_> {
    /// Reads every dated line of a body, but for sections that have another purpose.
    pub fn read<'t>(&mut self, body: &'t Body<'t>, purposes: &Purposes) -> Log<'t> {
        let mut dated: Vec<Dated<'_>> = Vec::with_capacity(body.lines.len());
        let places = body.lines.iter().enumerate().filter(|(_, line)| purposes.is_log(line.section));
        dated.extend(places.filter_map(|(place, line)| {
            let Start { day, rest } = self.start(line)?;
            let Words { text, marks, last } = words_of(body, place, rest, self.order)?;
            let below = body.lines.get(place + 1).filter(|_| !is_only_marks(rest));
            Some(Dated { line, day, text, marks, last, below })
        }));
        let days = dated.iter().map(|dated| dated.day);
        let oldest = self.texts.and_then(|texts| oldest_kept(days, self.today, texts));
        let mut log = Log::default();
        log.entries.reserve_exact(dated.len());
        let (mut links, mut room) = (Vec::new(), Room::default());
        let written = self.report.lines();
        for Dated { line, day, text, marks, last, below } in &dated {
            let keeping = match oldest {
                Some(oldest) if *day < oldest => Keeping::IfItMatters,
                Some(_) | None => Keeping::Always,
            };
            links.clear();
            if marks.hold(LineMarks::BRACKET) {
                push_links(text, &mut links);
            }
            if marks.hold(LineMarks::SLASH) {
                log.addresses.extend(urls(text).map(Box::from));
            }
            let names = names(&links, line, &mut log.targets);
            let said = Said { text, links: &links, marks: *marks };
            let mut entry = self.entry((line, *day, *below), said, names, keeping, &mut room);
            // What is hidden in a line was blanked in a copy of it.
            if let (Cow::Owned(_), Some(topic), true) = (&line.text, &entry.text, *last == line.spot.line)
                && let Some(written) = written.at(line.spot.line)
            {
                let hidden = HiddenIn { line, written, said: text };
                let with_code = hidden.topic(topic, self.words, self.subjects);
                entry.text = with_code.or_else(|| entry.text.take());
            }
            log.entries.push(entry);
        }
        let section = |place: usize| dated.get(place).and_then(|dated| dated.line.section);
        read_bottom_up(&mut log.entries, section);
        log.dated = dated;
        log
    }

    /// The date a line begins with, or the day a ticked task was done.
    fn start<'l>(&mut self, line: &'l Line<'_>) -> Option<Start<'l>> {
        let text = line.text.as_ref();
        let start = || without_marks(text);
        match line.kind {
            LineKind::Text(_) if !is_bold(text) => return None,
            // A level-1 heading is the title of a note, even where it is a date (design 3.4).
            LineKind::Heading(1) => return None,
            LineKind::Text(_) | LineKind::Heading(_) | LineKind::Row | LineKind::Item(_, None) => {}
            LineKind::Item(_, mark) => match ticked(mark) {
                Ticked::Open | Ticked::Cancelled => return None,
                Ticked::Done => return self.done_task(line).filter(|done| done.day <= self.today),
                Ticked::Plain => {}
            },
        }
        self.leading_date(line, text, start())
    }

    fn leading_date<'l>(&mut self, line: &Line<'_>, text: &str, start: &'l str) -> Option<Start<'l>> {
        let before = text.get(..text.len() - start.len()).unwrap_or_default();
        // What stands before the colon was code or struck through: a label, and no date at the start.
        if before.trim_start().starts_with(':') {
            return None;
        }
        let found = self.date_at_start(start)?;
        let rest = start.get(found.length..).unwrap_or_default();
        match found.day {
            Ok(day) => {
                let rest = behind_date(rest.trim_start_matches(['*', '_']), self.order);
                Some(Start { day, rest })
            }
            Err(DateFault::NotADate) => None,
            Err(fault) => {
                let written = start.get(..found.length).unwrap_or_default();
                let spot = behind(line.spot, before);
                date_problem(self.report, fault, spot, written, "the line is no interaction");
                None
            }
        }
    }

    /// The date that words begin with. A link may be called as the vault calls its daily notes, even where others
    /// could read that differently.
    fn date_at_start(&self, start: &str) -> Option<Leading> {
        let found = leading(start, self.order);
        if found.is_some_and(|found| found.day.is_ok()) {
            return found;
        }
        odd_date(start, self.order, self.daily).or(found)
    }

    /// The entry of a dated line.
    fn entry(
        &self,
        (line, day, below): (&Line<'_>, Day, Option<&Line<'_>>),
        said: Said<'_>,
        names: Box<[Name]>,
        keeping: Keeping,
        room: &mut Room,
    ) -> Entry {
        let (plain, hashtags) = said.plain(&mut room.words);
        let read = if is_done(line.kind) {
            read_done(plain, self.words, self.subjects)
        } else {
            read(plain, self.words, self.subjects)
        };
        let keeps = keeping == Keeping::Always || keeps_text(read.reading, &names);
        let below = below.filter(|_| keeps && read.is_bare(self.words));
        let text = match below.and_then(|below| topic_below(line, below, self.order)) {
            Some(below) => Some(below),
            None if keeps => kept(&topic(line, &read, self.order, &mut room.topic)),
            None => None,
        };
        Entry {
            day,
            spot: line.spot,
            source: Source::Log,
            reading: read.reading,
            text,
            hashtags: self.hashtags.meant(&hashtags),
            names,
        }
    }
}

/// The place behind some words of a line.
fn behind(spot: Spot, words: &str) -> Spot {
    Spot::new(spot.line as usize, spot.column as usize + words.chars().count())
}

/// A line without the marks before its first word.
pub(super) fn without_marks(text: &str) -> &str {
    match text.as_bytes() {
        // As most lines begin.
        [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'[', ..] => text,
        _ => text.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '['),
    }
}

/// Whether a line begins with a bold run, in which a date counts.
pub(super) fn is_bold(text: &str) -> bool {
    text.starts_with("**") || text.starts_with("__")
}

/// Whom the links of a line name. What they lead to goes to `targets`: who is named there and here is
/// written once.
fn names(links: &[Link<'_>], line: &Line<'_>, targets: &mut Vec<Arc<str>>) -> Box<[Name]> {
    let mut named = |link: &Link<'_>| {
        let name = name_of(link, line.spot);
        if !link.outside {
            targets.push(name.as_ref().map_or_else(|| link.target.into(), |name| Arc::clone(&name.target)));
        }
        name
    };
    match links {
        [] => Box::default(),
        // Room for one, instead of room for several that is given back.
        [link] => named(link).into_iter().collect(),
        [..] => links.iter().filter_map(named).collect(),
    }
}

/// The words of a dated line, with the links among them.
struct Said<'a> {
    text: &'a str,
    links: &'a [Link<'a>],
    /// What may stand among them.
    marks: LineMarks,
}

impl<'a> Said<'a> {
    /// The line as plain words, which are put together in `room` if they do not stand there so, and its hashtags.
    fn plain(&self, room: &'a mut String) -> (&'a str, Vec<String>) {
        if self.links.is_empty() && !self.marks.hold(LineMarks::NO_WORDS) {
            return (self.text, Vec::new());
        }
        room.clear();
        let hashtags = push_plain(self.text, self.links, self.marks, room);
        (room.as_str(), hashtags)
    }
}

/// What a line is about: of a ticked task, its words without dates and markers.
fn topic<'a>(
    line: &Line<'_>,
    read: &LineReading<'a>,
    order: Option<DateOrder>,
    room: &'a mut String,
) -> Cow<'a, str> {
    let topic = read.topic_in(room);
    if is_done(line.kind) { task_dates::dates(&topic, order).text().into_owned().into() } else { topic }
}

/// A section whose dates mostly fall is read bottom-up, so that entries of one day
/// come in the order they happened.
fn read_bottom_up(entries: &mut [Entry], section: impl Fn(usize) -> Option<usize>) {
    let mut start = 0;
    while start < entries.len() {
        let others = (start + 1..entries.len()).take_while(|place| section(*place) == section(start));
        let length = 1 + others.count();
        if let Some(run) = entries.get_mut(start..start + length) {
            let falls = run.windows(2).filter(|pair| matches!(pair, [a, b] if a.day > b.day)).count();
            let rises = run.windows(2).filter(|pair| matches!(pair, [a, b] if a.day < b.day)).count();
            if falls > rises {
                run.reverse();
            }
        }
        start += length;
    }
}

/// Drops the texts of all but the newest entries up to today; the others are read again
/// when somebody asks (design: memory grows with facts, not prose).
pub fn keep_newest_texts(entries: &mut [Entry], today: Day, keep: usize) {
    let days = entries.iter().map(|entry| entry.day);
    let Some(oldest) = oldest_kept(days, today, keep) else { return };
    for entry in entries {
        if entry.day < oldest && !keeps_text(entry.reading, &entry.names) {
            entry.text = None;
        }
    }
}

/// The day of the oldest of the newest entries up to today; none where there are no more than those.
fn oldest_kept(days: impl Iterator<Item = Day>, today: Day, keep: usize) -> Option<Day> {
    let keep = keep.max(1);
    // Newest first. Few are kept, so that there is nothing to sort.
    let mut newest: Vec<Day> = Vec::new();
    for day in days.filter(|day| *day <= today) {
        if newest.len() == keep && newest.last().is_some_and(|oldest| *oldest >= day) {
            continue;
        }
        newest.insert(newest.partition_point(|other| *other > day), day);
        newest.truncate(keep);
    }
    newest.get(keep - 1).copied()
}

/// Whether an entry keeps its text however old it is: one that names others is the last topic of
/// theirs, however many came after it here.
fn keeps_text(reading: Reading, names: &[Name]) -> bool {
    reading == Reading::Intention || !names.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::purposes::HeadingTable;
    use crate::core::place::NotePath;
    use crate::core::problem::Code;

    pub(in crate::core::note::log) fn log(text: &str) -> (Vec<String>, Vec<Code>) {
        log_in(text, None)
    }

    pub(in crate::core::note::log) fn log_in(
        text: &str,
        daily: Option<&DailyNotes>,
    ) -> (Vec<String>, Vec<Code>) {
        let path = NotePath::new("People/Ada.md");
        let mut report = Report::new(&path, text);
        let hashtags = Hashtags::new(&crate::core::config::defaults::sequences());
        let table = WordTable::default();
        let subjects = Subjects::of(&["ada"]);
        let mut reader = LogReader {
            words: &table,
            hashtags: &hashtags,
            order: None,
            daily,
            today: Day::LAST,
            subjects: &subjects,
            texts: None,
            report: &mut report,
        };
        let body = crate::core::note::body::read(text, 1);
        let log = reader.read(&body, &Purposes::of(&body, &HeadingTable::new(&table.headings)));
        let shown = log.entries.iter().map(|entry| {
            let tags: String = entry.hashtags.iter().map(|tag| format!(" #{tag}")).collect();
            format!("{} {:?} {}{tags}", entry.day, entry.reading, entry.text.as_deref().unwrap_or("-"))
        });
        (shown.collect(), report.problems.iter().map(|problem| problem.code).collect())
    }

    #[test]
    fn every_place_of_a_date_is_an_entry() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(log(text).0, [expected], "{text}");
        }
        case(
            "- 2026-11-02 email out: sent the case study",
            "2026-11-02 Clear(Out, Some(Email)) sent the case study",
        );
        case("- **2026-11-02** — call", "2026-11-02 Clear(Both, Some(Phone)) call");
        case("- [[2026-11-02]] coffee", "2026-11-02 Clear(Both, Some(InPerson)) coffee");
        case("### 2026-11-02 — Kick-off", "2026-11-02 Assumed Kick-off");
        case("### 📞 2026-11-02 call", "2026-11-02 Clear(Both, Some(Phone)) call");
        case("**2026-11-02** lunch in town", "2026-11-02 Clear(Both, Some(InPerson)) lunch in town");
        case(
            "| 2026-11-02 | Call | about it |\n|---|---|---|\n",
            "2026-11-02 Clear(Both, Some(Phone)) about it",
        );
        case(
            "- 2026-11-02\n  - coffee at hers #thanks",
            "2026-11-02 Clear(Both, Some(InPerson)) coffee at hers #thanks",
        );
        case(
            "### 2026-11-02\n\nCoffee with her\nand the dog.",
            "2026-11-02 Clear(Both, Some(InPerson)) Coffee with her and the dog.",
        );
        case("- 2026-11-02 10:30 call", "2026-11-02 Clear(Both, Some(Phone)) call");
        case(
            "- 2026-11-02 email out: sent\n  the case study",
            "2026-11-02 Clear(Out, Some(Email)) sent the case study",
        );
        case("### 2026-11-02 (Monday) — call", "2026-11-02 Clear(Both, Some(Phone)) call");
        case("### 2026-11-02 Monday\n\nCoffee.", "2026-11-02 Clear(Both, Some(InPerson)) Coffee.");
        case("- **2026-11-02 (Tue)**\n  - 10:00 call", "2026-11-02 Clear(Both, Some(Phone)) call");
        case("- 2026-11-02 – 2026-11-04 stayed with us", "2026-11-02 Assumed stayed with us");
        case("- [x] 2026-11-02 Mon: call her", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- 2026-11-02 she is moving ^log1", "2026-11-02 Assumed she is moving");
        case("- 2026-11-02 call\n  collapsed:: true", "2026-11-02 Clear(Both, Some(Phone)) call");
        case("- 2026-11-02\n  id:: 6380-ab\n  - call", "2026-11-02 Clear(Both, Some(Phone)) call");
        case(
            "- 2026-11-02 call\n  - she got the new job",
            "2026-11-02 Clear(Both, Some(Phone)) she got the new job",
        );
        case("- 2026-11-02 call Ben\n  - she moved", "2026-11-02 Clear(Both, Some(Phone)) call Ben");
        case("- 2026-11-02 call\n  - [ ] send it", "2026-11-02 Clear(Both, Some(Phone)) call");
        case("- ~~2026-11-01~~ 2026-11-02 call", "2026-11-02 Clear(Both, Some(Phone)) call");
    }

    #[test]
    fn a_date_takes_no_words_from_tasks_that_tell_nothing_of_its_day() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert_eq!(log(text).0, expected, "{text}");
        }
        let call = ["2026-11-02 Clear(Both, Some(Phone)) call"];
        case("## 2026-11-02\n- [ ] email her\n- call", &call);
        case("## 2026-11-02\n- [ ] email her\n  the deck\n  - lunch?\n- [-] write\n\ncall", &call);
        case("- 2026-11-02\n  - [/] email her\n  - call", &call);
        case("**2026-11-02**\n- [ ] email her\n- call", &call);
        case("## 2026-11-02\n- [!] email her 📅 2026-11-09\n- call", &call);
        case("## 2026-11-02\n- [x] call", &call);
        case("## 2026-11-02\n- [x] call ✅ 2026-11-02", &["2026-11-02 Clear(Both, Some(Phone)) call"]);
        case(
            "## 2026-11-02\n- [x] emailed her ✅ 2026-11-01\n- call",
            &[call[0], "2026-11-01 Clear(Out, Some(Email)) emailed her"],
        );
        for tasks in
            ["## 2026-11-02\n- [ ] email her", "- 2026-11-02\n  - [ ] call", "**2026-11-02**\n- [-] x"]
        {
            case(tasks, &[]);
        }
        case("## 2026-11-02", &["2026-11-02 Assumed -"]);
        case("- 2026-11-02\n- [ ] email her", &["2026-11-02 Assumed -"]);
    }

    #[test]
    fn what_is_no_entry_is_passed_over() {
        for text in [
            "2026-11-02 in plain text",
            "- on 2026-11-02 we met",
            "- [ ] 2026-11-02 call her",
            "- [-] 2026-11-02 call her",
            "## Career\n- 2026-11-02 new job",
            "## Gift ideas\n- 2026-11-02 the blue teapot",
            "## Key dates\n### Kids\n- 2026-11-02 born",
            "## Upcoming\n- 2026-11-24 launch",
            "- ~~2026-11-02 call~~",
            "- `Birthday`: 1990-04-27",
            "- ~~Birthday~~: 1990-04-27",
            "```\n- 2026-11-02 call\n```",
        ] {
            assert_eq!(log(text).0, Vec::<String>::new(), "{text}");
        }
        assert_eq!(log("# Family\n- 2026-11-02 call").0.len(), 1);
    }

    #[test]
    fn a_date_that_cannot_be_used_is_said() {
        assert_eq!(log("- 2026-02-30 call"), (vec![], vec![Code::ImpossibleDate]));
        assert_eq!(log("- 02/11/2026 call"), (vec![], vec![Code::AmbiguousDate]));
    }

    #[test]
    fn the_oldest_that_keeps_its_text_is_the_last_of_the_newest() {
        let day = |day: u32| Day::new(2026, 11, day).unwrap();
        let oldest = |days: &[u32], keep| oldest_kept(days.iter().map(|one| day(*one)), day(20), keep);
        assert_eq!(oldest(&[3, 9, 25, 7, 9, 1], 2), Some(day(9)));
        assert_eq!(oldest(&[3, 9, 25, 7, 9, 1], 3), Some(day(7)));
        assert_eq!(oldest(&[3, 25], 2), None);
        assert_eq!(oldest(&[3, 9], 0), Some(day(9)));
    }

    #[test]
    fn a_falling_log_is_read_bottom_up() {
        let (entries, _) = log("- 2026-11-02 call\n- 2026-11-02 email in\n- 2026-11-01 lunch");
        assert!(entries[0].contains("lunch") && entries[1].contains("In"), "{entries:?}");
    }
}
