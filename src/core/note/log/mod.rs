//! A contact's own log: the dated lines of the note, with their readings (design 3.4, 1).

pub mod after_date;
pub mod attempt;
pub(super) mod beginnings;
pub(super) mod bottom_up;
pub(super) mod code_topic;
pub(super) mod dated_paragraphs;
pub(super) mod done_tasks;
pub(super) mod entry;
pub(super) mod entry_text;
pub mod kept_texts;
pub(super) mod known_heads;
pub(super) mod known_words;
pub(super) mod line_head;
pub(super) mod loose_hashtags;
pub(super) mod messages;
pub(super) mod missed_lines;
pub(super) mod no_contact;
pub(crate) mod odd_dates;
pub(super) mod reach;
pub mod reading;
pub(super) mod said;
pub(super) mod start;
pub mod subjects;
pub(crate) mod topic;
pub(super) mod whole_phrases;
pub mod wishes;
pub mod words;

use self::bottom_up::read_bottom_up;
use self::done_tasks::is_done;
use self::entry::Room;
use self::entry_text::EntryText;
use self::kept_texts::oldest_kept;
use self::loose_hashtags::{Loose, loose_hashtags};
use self::reach::Head;
use self::said::{Words, words_of};
use self::start::Start;
use self::subjects::Subjects;
use self::words::WordTable;
use super::body::{Body, Line};
use super::facts::Entry;
use super::purposes::Purposes;
use super::report::Report;
use super::tasks::Hashtags;
use crate::core::config::model::DailyNotes;
use crate::core::date_text::DateOrder;
use crate::core::day::Day;
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
    /// Hashtags of the note that stand outside the words of its entries.
    pub(super) loose: Vec<Loose<'a>>,
    /// The lines that became entries, in the order of the note.
    dated: Vec<Dated<'a>>,
}

impl Log<'_> {
    /// The lines of the entries with their days, in order.
    pub fn days(&self) -> impl Iterator<Item = (u32, Day)> + Clone {
        self.dated.iter().map(|dated| (dated.line.spot.line, dated.day))
    }

    /// What the entries say, for finding hooks that were mentioned.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        self.dated.iter().map(|dated| dated.words.text.as_ref())
    }
}

/// A dated line before its words are read.
#[derive(Debug)]
struct Dated<'a> {
    line: &'a Line<'a>,
    /// The line below it.
    below: Option<&'a Line<'a>>,
    day: Day,
    head: Head,
    words: Words<'a>,
}

impl LogReader<'_, '_> {
    /// Reads every dated line of a body, but for sections that have another purpose.
    pub fn read<'t>(&mut self, body: &'t Body<'t>, purposes: &Purposes) -> Log<'t> {
        let mut dated: Vec<Dated<'_>> = Vec::with_capacity(body.lines.len());
        let places = body.lines.iter().enumerate().filter(|(_, line)| purposes.is_log(line.section));
        dated.extend(places.filter_map(|(place, line)| self.dated(body, place, line)));
        let days = dated.iter().map(|dated| dated.day);
        let oldest = self.texts.and_then(|texts| oldest_kept(days, self.today, texts));
        let mut log = Log::default();
        log.entries.reserve_exact(dated.len());
        let mut room = Room::of(self.report.lines());
        for dated in &dated {
            let is_new = oldest.is_none_or(|oldest| dated.day >= oldest);
            let entry = self.entry(dated, is_new, &mut room, &mut log);
            log.entries.push(entry);
        }
        let section = |place: usize| dated.get(place).and_then(|dated| dated.line.section);
        let is_ticked = |place: usize| dated.get(place).is_some_and(|dated| is_done(dated.line.kind));
        read_bottom_up(&mut log.entries, section, is_ticked);
        let mut heads = dated.iter().map(|dated| (dated.line.spot.line, dated.head)).peekable();
        let head =
            |line: &Line<'_>| heads.next_if(|(number, _)| *number == line.spot.line).map(|(_, head)| head);
        log.loose = loose_hashtags(body, u32::MAX, EntryText::new(body, self.order, head)).collect();
        log.dated = dated;
        log
    }

    /// The dated line at a place, if it is one.
    fn dated<'t>(&mut self, body: &'t Body<'t>, place: usize, line: &'t Line<'t>) -> Option<Dated<'t>> {
        let Start { day, rest } = self.start(line)?;
        let head = Head::of(rest);
        let words = words_of(body, place, (head, rest), self.order)?;
        Some(Dated { line, below: body.lines.get(place + 1), day, head, words })
    }
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
}
