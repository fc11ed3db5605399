//! A contact's own log (design 3.4, 1): finds the dated lines of a note and reads them as entries.
//!
//! - `dates`: which lines begin an entry, on which day, and which only look as if they did.
//! - `entries`: what belongs to an entry.
//! - `line`: how its line is read, and what it is about.
//! - `direction`: who wrote to whom.
//! - `no_contact`: lines that say that nothing took place.
//!
//! The comment of each folder's `mod.rs` says which file does what.

pub mod dates;
pub mod direction;
pub(in crate::core::note) mod entries;
pub mod line;
pub(super) mod no_contact;

use self::dates::next_steps::Step;
use self::dates::open_rows::OpenRows;
use self::entries::entry_labels::EntryLabels;
use self::entries::entry_text::{EntryText, Words};
use self::entries::labels::topic_line;
use self::entries::line_break::LineBreaks;
use self::entries::loose_hashtags::{Loose, Misspelt, loose_hashtags};
use self::entries::newest_texts::NewestTexts;
use self::entries::order::read_bottom_up;
use self::entries::parties::Parties;
use self::line::reading::Tense;
use self::line::subjects::Subjects;
use self::line::vocabulary::Vocabulary;
use super::body::{Body, Line};
use super::facts::Entry;
use super::purposes::Purposes;
use super::read::Reader;
use super::report::Report;
use crate::core::day::Day;
use crate::core::place::Found;
use std::sync::Arc;

/// The context for reading a log.
pub struct LogReader<'a, 'b> {
    /// What reading a note needs from the configuration.
    pub reader: &'a Reader<'a>,
    /// The names of the contact, for `Ada replied`.
    pub subjects: &'a Subjects<'a>,
    /// The addresses of the contact, for `From: ada@lovelace.example`.
    pub emails: &'a [Found<Box<str>>],
    /// How many of the newest entries keep their text. `None` keeps all.
    pub texts: Option<usize>,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}

/// The entries of a log and what they link.
#[derive(Debug, Default)]
pub struct Log<'a> {
    /// The entries, oldest first within a section.
    pub entries: Vec<Entry>,
    /// Addresses (URLs) in dated lines and the text below them.
    pub addresses: Vec<Box<str>>,
    /// Targets of the links to notes there, as written.
    pub targets: Vec<Arc<str>>,
    /// Hashtags of the note outside the words of its entries.
    pub(super) loose: Vec<Loose<'a>>,
    /// The first hashtag of an entry that is almost one with a meaning.
    misspelt: Option<Misspelt>,
    /// The lines that became entries, in the same order.
    dated: Vec<Dated<'a>>,
}

impl Log<'_> {
    /// Returns the line number and day of each entry.
    pub fn days(&self) -> impl Iterator<Item = (u32, Day)> + Clone {
        self.dated.iter().map(|dated| (dated.line.spot.line, dated.day))
    }

    /// Returns the line on which each entry begins, with the entry.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&Line<'_>, &Entry)> + Clone {
        self.dated.iter().map(|dated| dated.line).zip(&self.entries)
    }

    /// Returns the words of each entry, for finding hooks that were mentioned.
    pub fn said(&self) -> impl Iterator<Item = &str> {
        self.dated.iter().map(|dated| dated.words.text.as_ref())
    }
}

/// A dated line before its words are read.
#[derive(Debug)]
struct Dated<'a> {
    line: &'a Line<'a>,
    /// The line below it that may say what it was about.
    below: Option<&'a Line<'a>>,
    labels: EntryLabels<'a>,
    day: Day,
    words: Words<'a>,
    /// Whether it is an undated promise, by its heading.
    is_promised: bool,
}

impl LogReader<'_, '_> {
    /// Reads every dated line of a body, except in sections with another purpose.
    pub fn read<'t>(&mut self, body: &'t Body<'t>, purposes: &Purposes) -> Log<'t> {
        let mut dated: Vec<Dated<'_>> = Vec::with_capacity(body.lines.len());
        let lines =
            body.lines.iter().enumerate().filter(|(_, line)| purposes.may_hold_interactions(line.section));
        let mut rows = OpenRows::default();
        dated.extend(lines.filter_map(|(place, line)| {
            let is_open = rows.pass(line);
            let dated = self.dated(body, place, line)?;
            let step = self.step(line, dated.day, &dated.words.text, purposes);
            let is_entry = step != Step::Open && (!is_open || dated.day > self.reader.today);
            is_entry.then_some(Dated { is_promised: step == Step::Promised, ..dated })
        }));
        let mut heads = dated.iter().map(|dated| (dated.line.spot.line, dated.words.head)).peekable();
        let head =
            |line: &Line<'_>| heads.next_if(|(number, _)| *number == line.spot.line).map(|(_, head)| head);
        let loose = loose_hashtags(body, u32::MAX, EntryText::new(body, self.reader.order(), head)).collect();
        read_bottom_up(&mut dated, body, self.reader.order());
        let mut log = Log { loose, ..Log::default() };
        let mut newest = self.texts.map(|keep| NewestTexts::new(keep, self.reader.today));
        // From the newest, so that the older ones need no text.
        let read = |dated: &Dated<'_>| {
            let is_new = newest.as_ref().is_none_or(|newest| newest.may_hold(dated.day));
            let entry = self.entry(dated, is_new, &mut log);
            newest.iter_mut().for_each(|newest| newest.add(&entry));
            entry
        };
        let mut entries: Vec<Entry> = dated.iter().rev().map(read).collect();
        entries.reverse();
        log.entries = entries;
        log.dated = dated;
        log.add_below(body, self.reader.order());
        log
    }

    pub(in crate::core::note) fn vocabulary(&self) -> Vocabulary<'_> {
        self.reader.words().with(self.subjects)
    }

    /// Returns the line at a place, if it is dated.
    fn dated<'t>(&mut self, body: &'t Body<'t>, place: usize, line: &'t Line<'t>) -> Option<Dated<'t>> {
        let (day, rest) = self.start(line)?;
        let breaks = LineBreaks {
            line: (line.kind, Tense::of(day, self.reader.today)),
            vocabulary: self.vocabulary(),
        };
        let separates = |first: &str, next: &str| breaks.separates(first, next);
        let words = Words::of(body, place, rest, self.reader.order(), separates)?;
        let parties = Parties { me: &self.reader.config().me, emails: self.emails, subjects: self.subjects };
        let labels = EntryLabels::of(body, place, self.reader.words(), parties);
        Some(Dated { line, below: topic_line(body, place), labels, day, words, is_promised: false })
    }
}

#[cfg(test)]
pub(in crate::core::note) mod tests {
    use super::*;
    use crate::core::config::model::{Config, DailyNotes};
    use crate::core::config::obsidian::VaultSettings;
    use crate::core::place::{NotePath, Spot};
    use crate::core::problem::{Code, Problem};

    pub(in crate::core::note::log) fn log(text: &str) -> (Vec<String>, Vec<Code>) {
        log_in(text, None)
    }

    pub(in crate::core::note::log) fn log_in(
        text: &str,
        daily: Option<&DailyNotes>,
    ) -> (Vec<String>, Vec<Code>) {
        let (shown, problems) = with(text, daily, |reader, body, purposes| {
            let log = reader.read(body, purposes);
            let shown = log.entries.iter().map(|entry| {
                let tags: String = entry.hashtags.iter().map(|tag| format!(" #{tag}")).collect();
                format!(
                    "{} {:?} {}{tags}",
                    entry.day,
                    entry.said.reading,
                    entry.text.as_deref().unwrap_or("-")
                )
            });
            shown.collect()
        });
        (shown, problems.iter().map(|problem| problem.code).collect())
    }

    /// Runs a function with a log reader. Also returns the problems.
    pub(in crate::core::note) fn with<T>(
        text: &str,
        daily: Option<&DailyNotes>,
        run: impl FnOnce(&mut LogReader<'_, '_>, &Body<'_>, &Purposes) -> T,
    ) -> (T, Vec<Problem>) {
        let path = NotePath::new("People/Ada.md");
        let mut report = Report::new(&path, text);
        let config = Config { daily: daily.cloned(), ..Config::default() };
        let vault = VaultSettings::default();
        let reader = &Reader::new(&config, &vault, Day::LAST);
        let subjects = &Subjects::of(&["ada"]);
        let emails = &[Found { value: "ada@b.example".into(), spot: Spot::START }];
        let body = crate::core::note::body::read(text, 1);
        let purposes = Purposes::of(&body, &reader.headings);
        let mut log = LogReader { reader, subjects, emails, texts: None, report: &mut report };
        let found = run(&mut log, &body, &purposes);
        (found, report.problems)
    }

    /// Checks the only entry of a log, which is of 2 November 2026.
    #[track_caller]
    pub(in crate::core::note::log) fn case(text: &str, expected: &str) {
        assert_eq!(log(text).0, [format!("2026-11-02 {expected}")], "{text}");
    }

    #[test]
    fn dates_in_every_supported_place_begin_an_entry() {
        case("- 2026-11-02 email out: sent the case study", "Clear(Out, Some(Email)) sent the case study");
        case("- **2026-11-02** — call", "Clear(Both, Some(Phone)) call");
        case("- [[2026-11-02]] coffee", "Clear(Both, Some(InPerson)) coffee");
        case("### 2026-11-02 — Kick-off", "Assumed Kick-off");
        case("### 📞 2026-11-02 call", "Clear(Both, Some(Phone)) call");
        case("**2026-11-02** lunch in town", "Clear(Both, Some(InPerson)) lunch in town");
        case("| 2026-11-02 | Call | about it |\n|---|---|---|\n", "Clear(Both, Some(Phone)) about it");
        case(
            "- 2026-11-02\n  - coffee at hers #thanks",
            "Clear(Both, Some(InPerson)) coffee at hers #thanks",
        );
        case(
            "### 2026-11-02\n\nCoffee with her\nand the dog.",
            "Clear(Both, Some(InPerson)) Coffee with her and the dog.",
        );
        case("- <2026-11-02 Mon> lunch in town", "Clear(Both, Some(InPerson)) lunch in town");
        case("- <2026-11-02 Mon 10:00>: email out: x", "Clear(Out, Some(Email)) x");
        case("- \\<2026-11-02 Mon\\> lunch", "Clear(Both, Some(InPerson)) lunch");
        case("- \\[2026-11-02 Mon 10:00\\] call \\[hm\\]", "Clear(Both, Some(Phone)) call [hm]");
        case("- &lt;2026-11-02 Mon&gt;: call", "Clear(Both, Some(Phone)) call");
        case("### <2026-11-02>\ncall", "Clear(Both, Some(Phone)) call");
        case("- [x] <2026-11-02 Mon> call her", "Clear(Both, Some(Phone)) call her");
        case("| 2026-11-02 | 🍺 | pub quiz |\n|---|---|---|\n", "Assumed pub quiz");
        case("- 2026-11-02 10:30 call", "Clear(Both, Some(Phone)) call");
        case("- 2026-11-02 email out: sent\n  the case study", "Clear(Out, Some(Email)) sent the case study");
        case("### 2026-11-02 (Monday) — call", "Clear(Both, Some(Phone)) call");
        case("### 2026-11-02 Monday\n\nCoffee.", "Clear(Both, Some(InPerson)) Coffee.");
        case("- **2026-11-02 (Tue)**\n  - 10:00 call", "Clear(Both, Some(Phone)) call");
        case("- 2026-11-02 – 2026-11-04 stayed with us", "Assumed stayed with us");
        case("- [x] 2026-11-02 Mon: call her", "Clear(Both, Some(Phone)) call her");
        case("- 2026-11-02 she is moving ^log1", "Assumed she is moving");
        case("- 2026-11-02 call\n  collapsed:: true", "Clear(Both, Some(Phone)) call");
        case("- 2026-11-02\n  id:: 6380-ab\n  - call", "Clear(Both, Some(Phone)) call");
        case("- 2026-11-02 call\n  - she got the new job", "Clear(Both, Some(Phone)) she got the new job");
        case("- 2026-11-02 call Ben\n  - she moved", "Clear(Both, Some(Phone)) call Ben");
        case("- 2026-11-02 call\n  - [ ] send it", "Clear(Both, Some(Phone)) call");
        case("- ~~2026-11-01~~ 2026-11-02 call", "Clear(Both, Some(Phone)) call");
    }

    #[test]
    fn hashtags_and_emoji_next_to_a_date_are_no_words() {
        case("### 2026-11-02 #Work\nemail in: hi", "Clear(In, Some(Email)) hi");
        case("### 2026-11-02 10:00 #a/b #ask 📝\n\nLunch.", "Clear(Both, Some(InPerson)) Lunch. #ask");
        case("### 2026-11-02\n#work\n\nLunch.", "Clear(Both, Some(InPerson)) Lunch.");
        case("- 2026-11-02 ✅\n  - call", "Clear(Both, Some(Phone)) call");
        case("- 2026-11-02 ^abc\n  - call", "Clear(Both, Some(Phone)) call");
        case("**2026-11-02** #work\n10:00 call", "Clear(Both, Some(Phone)) call");
        case("- 2026-11-02 #thanks\n  - lunch", "Clear(Both, Some(InPerson)) lunch #thanks");
        case("- 2026-11-02 📝", "Assumed 📝");
        case("- 2026-11-02 🎂\n  - the cake", "Clear(Out, None) 🎂");
        case("- 2026-11-02 ←\n  - asks", "Clear(In, None) ←");
        case("- 2026-11-02 #12\n  - call", "Assumed #12");
    }

    #[test]
    fn a_date_takes_no_words_from_unrelated_tasks() {
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
        case("**2026-11-03**\n**2026-11-02** call", &[call[0], "2026-11-03 Assumed -"]);
        assert_eq!(log(&"**2026-11-02**\n".repeat(8_000)).0.len(), 8_000);
        case("## 2026-11-02", &["2026-11-02 Assumed -"]);
        case("- 2026-11-02\n- [ ] email her", &["2026-11-02 Assumed -"]);
    }

    #[test]
    fn other_lines_are_not_entries() {
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
    fn unusable_dates_are_reported() {
        assert_eq!(log("- 2026-02-30 call"), (vec![], vec![Code::ImpossibleDate]));
        assert_eq!(log("- 02/11/2026 call"), (vec![], vec![Code::AmbiguousDate]));
    }

    #[test]
    fn a_falling_log_is_read_bottom_up() {
        let (entries, _) = log("- 2026-11-02 call\n- 2026-11-02 email in\n- 2026-11-01 lunch");
        assert!(entries[0].contains("lunch") && entries[1].contains("In"), "{entries:?}");
    }

    #[test]
    fn a_section_of_one_day_has_the_order_of_the_log() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let entries = log(text).0;
            let words: Vec<&str> = entries.iter().filter_map(|entry| entry.split(' ').next_back()).collect();
            assert_eq!(words, expected, "{text}");
        }
        let newest = "- 2026-12-01 email out: d\n- 2026-12-01 email in: c";
        let older = "- 2026-11-20 call b\n- 2026-11-02 call a";
        let falling = ["c", "d", "a", "b"];
        case(&format!("## Log\n### December 2026\n{newest}\n### November 2026\n{older}"), &falling);
        case(&format!("## 2026-W49\n{newest}\n## 2026-W47\n{older}"), &falling);
        // A heading that is the day is an entry too.
        case(&format!("## 2026-12-01\n{newest}\n## 2026-11-20\nb"), &["d", "d", "c", "b"]);
        let rising = "- 2026-11-02 call a\n- 2026-11-20 call b";
        case(&format!("## 2026-11\n{rising}\n## 2026-12\n{newest}"), &["a", "b", "d", "c"]);
        case(&format!("## Log\n{newest}"), &["d", "c"]);
        let ticked = "- [x] c ✅ 2026-12-01\n- [x] d ✅ 2026-12-01";
        case(&format!("## Tasks\n{ticked}\n## Log\n{older}"), &["c", "d", "a", "b"]);
    }

    #[test]
    fn ticked_tasks_do_not_decide_the_order() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            let days: Vec<String> =
                log(text).0.iter().map(|entry| entry.get(5..10).unwrap().to_owned()).collect();
            assert_eq!(days, expected, "{text}");
        }
        let newest_first = "- 2026-11-20 call\n  - [x] send it ✅ 2026-11-23\n- 2026-10-02 call";
        case(newest_first, &["10-02", "11-23", "11-20"]);
        let newest_last =
            "- 2026-10-02 call\n- [x] a ✅ 2026-10-01\n- 2026-11-20 call\n  - [x] b ✅ 2026-11-02";
        case(newest_last, &["10-02", "10-01", "11-20", "11-02"]);
        // A tick turns nothing round, even where entries of one day or other tasks are all there is.
        case("- [x] a ✅ 2026-11-23\n- 2026-11-20 call", &["11-23", "11-20"]);
        let of_one_day = "- [x] a ✅ 2026-11-23\n- [x] b ✅ 2026-11-20\n- [x] c ✅ 2026-11-20";
        assert!(log(of_one_day).0[1].ends_with('b'), "{of_one_day}");
        case("- [x] 2026-11-23 call\n- [x] 2026-11-20 call", &["11-20", "11-23"]);
    }
}
