//! Finds lines with a date that link somebody in notes whose lines are not read: of a project, of a company. Those that would
//! count in a daily note become one hint for the whole vault (`people/gather`).

use crate::core::date_text::DateOrder;
use crate::core::day::Day;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::{Entry, Reading};
use crate::core::note::fields::Fields;
use crate::core::note::kind::words::other_kind;
use crate::core::note::log::line::words::Meaning;
use crate::core::note::mentions::MentionReader;
use crate::core::note::purposes::Purposes;
use crate::core::note::read::Reader;
use crate::core::note::tasks::dates::dates;
use crate::core::place::NotePath;
use crate::core::text::{folded, has_digit, lower};

/// Maximum number of such lines of a note: only one is reported, but some link no contact.
const MOST: usize = 64;

/// Maximum length of such a line in bytes.
const LONGEST: usize = 1000;

/// Maximum length in bytes of an item that is only a date.
const LONGEST_DAY: usize = 40;

/// Returns the entries of lines that say clearly that there was contact, on a date of their own, of the item around them or
/// of the heading above, and of ticked tasks on the day that their ✅ gives. `day` is that of the note.
pub(in crate::core::note) fn unread_lines(
    reader: &mut MentionReader<'_, '_>,
    day: Option<Day>,
    body: &Body<'_>,
    purposes: &Purposes,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut around = DaysAround { heading: day.map(|day| (0, day)), item: None };
    for line in body.lines.iter().filter(|line| line.text.len() <= LONGEST) {
        around.end_before(line.kind);
        let may_count = may_count(line, purposes, reader.reader);
        if !may_count && !matches!(line.kind, LineKind::Heading(_)) && !may_be_day(line) {
            continue;
        }
        let (words, own) = reader.dated_line(line);
        let day = if line.kind.is_done() {
            day_done(line, reader.reader.order())
        } else {
            around.begin(line.kind, words, own);
            own.or_else(|| around.day())
        };
        let Some(day) = day.filter(|day| *day <= reader.reader.today) else { continue };
        if may_count {
            reader.daily_line((line, None), day, &mut entries);
            entries.retain(|entry| matches!(entry.said.reading, Reading::Clear(..)));
        }
        if entries.len() >= MOST {
            break;
        }
    }
    entries
}

/// The days of lines without a date of their own.
struct DaysAround {
    /// The day of the heading above, with its level.
    heading: Option<(u8, Day)>,
    /// The day of an item that is only a date, with its depth. The lines below it are in that item.
    item: Option<(usize, Day)>,
}

impl DaysAround {
    /// Forgets the days of what ends before a line.
    fn end_before(&mut self, line: LineKind) {
        self.item = self.item.filter(|(depth, _)| match line {
            LineKind::Item(own, _) => own > *depth,
            LineKind::Text(own) => own >= *depth,
            LineKind::Heading(_) | LineKind::Row => false,
        });
        if let LineKind::Heading(level) = line {
            self.heading = self.heading.filter(|(outer, _)| *outer < level);
        }
    }

    /// Takes the day of a line for those below it, if it is a heading or only a date.
    fn begin(&mut self, line: LineKind, words: &str, day: Option<Day>) {
        match line {
            LineKind::Heading(level) => self.heading = day.map(|day| (level, day)).or(self.heading),
            LineKind::Item(depth, None) if !words.contains(char::is_alphanumeric) => {
                self.item = day.map(|day| (depth, day)).or(self.item);
            }
            LineKind::Item(..) | LineKind::Text(_) | LineKind::Row => {}
        }
    }

    fn day(&self) -> Option<Day> {
        self.item.map(|(_, day)| day).or(self.heading.map(|(_, day)| day))
    }
}

/// Words of notes that may be daily notes all the same.
const OF_DAYS: [&str; 4] = ["daily", "dailynote", "journal", "note"];

/// Returns the day of a note that is named like the daily notes of the settings, but is in another folder. One that says what
/// it is, such as a dream or a workout, is there on purpose.
pub(in crate::core::note) fn day_outside(
    path: &NotePath,
    reader: &Reader<'_>,
    fields: &Fields<'_>,
) -> Option<Day> {
    let day = reader.daily().filter(|_| has_digit(path.stem()))?.day_of_link(path.stem())?;
    let may_be_daily = |kind: String| OF_DAYS.contains(&&*folded(kind.trim_start_matches('#')));
    other_kind(fields).is_none_or(may_be_daily).then_some(day)
}

/// Whether an item without a link may be only a date.
fn may_be_day(line: &Line<'_>) -> bool {
    matches!(line.kind, LineKind::Item(_, None)) && line.text.len() <= LONGEST_DAY && has_digit(&line.text)
}

/// Whether a line is a ticked task with a word for contact in front and the link behind it: `call with [[Ada]]`. A ticked
/// `draft email to [[Ada]]` or `card for [[Ada]]` is none.
fn begins_with_contact(line: &Line<'_>, reader: &Reader<'_>) -> bool {
    let mut words = line.text.split_whitespace();
    let is_way = |meaning| matches!(meaning, Meaning::Contact(..) | Meaning::Verb(_) | Meaning::Reply);
    line.kind.is_done()
        && words.next().is_some_and(|first| reader.words().exactly(&lower(first)).is_some_and(is_way))
        && words
            .find(|word| !matches!(*word, "with" | "to" | "w/"))
            .is_some_and(|word| word.starts_with("[["))
}

/// Returns the day on which a ticked task was done, by its ✅ date. A date in front may be that of the plan.
fn day_done(line: &Line<'_>, order: Option<DateOrder>) -> Option<Day> {
    let found = dates(&line.text, order);
    found.done.filter(|_| !found.cancelled)
}

/// Whether a line links something, is no task but one that was contact, and is not in a section about something else.
fn may_count(line: &Line<'_>, purposes: &Purposes, reader: &Reader<'_>) -> bool {
    line.marks.hold(LineMarks::BRACKET)
        && (!matches!(line.kind, LineKind::Item(_, Some(_))) || begins_with_contact(line, reader))
        && purposes.may_hold_interactions(line.section)
}

#[cfg(test)]
mod tests {
    use super::MOST;
    use crate::core::note::read::tests::note;

    #[track_caller]
    fn case(path: &str, text: &str, expected: usize) {
        assert_eq!(note(path, text).entries.len(), expected, "{path}: {text}");
    }

    #[test]
    fn only_past_contact_on_a_dated_line_of_a_note_that_is_not_read_counts() {
        case("Bridge.md", "- 2026-11-20 call with [[Ada]]", 1);
        case("Bridge.md", "- **2026-11-20** met [[Ada]]\n- 2026-11-21 email to [[Ben]]", 2);
        case("Bridge.md", "2026-11-20: call with [[Ada]]", 1);
        case("Bridge.md", "## 2026-11-20 Lunch with [[Ada]]", 1);
        case("Bridge.md", "---\ntype: project\n---\n- 2026-11-20 [[Ada]]: call", 1);
        case("Bridge.md", &"- 2026-11-20 call with [[Ada]]\n".repeat(100), MOST);
        for line in [
            "- 2026-11-20 call with Ada",
            "- call with [[Ada]]",
            "- 2026-11-20 the plan of [[Ada]]",
            "- 2026-12-01 call with [[Ada]]",
            "- [x] 2026-11-20 call with [[Ada]]",
        ] {
            case("Bridge.md", line, 0);
        }
        case(
            "Bridge.md",
            "# The bridge\n## 2026-11-20\n- call with [[Ada]]\n## Later\n- call with [[Ben]]",
            1,
        );
        case("Bridge.md", "### 2026-11-20 Kick-off\nCall with [[Ada]]\n#### More\n- met [[Ben]]", 2);
        case("Bridge.md", "## Key dates\n- 2026-11-20 call with [[Ada]]", 0);
        case("Bridge.md", &format!("- 2026-11-20 call with [[Ada]]{}", " met [[Ben]].".repeat(100)), 0);
        case("Templates/Bridge.md", "- 2026-11-20 call with [[Ada]]", 0);
        case("Bridge.md", "---\ntags: [moc]\n---\n- 2026-11-20 call with [[Ada]]", 0);
        case("Dashboard.md", "- 2026-11-20 call with [[Ada]]", 0);
        case("Bridge.md", "- 2026-11-20\n  - call with [[Ada]]\n- met [[Ben]]", 1);
        case("Bridge.md", "- [[2026-11-20]]\n  call with [[Ada]]\n  - met [[Ben]]", 2);
        case("Bridge.md", "- 2026-11-20 the plan\n  - call with [[Ada]]", 0);
        case("Bridge.md", "- 2026-11-20\n\ncall with [[Ada]]", 0);
        case("Bridge.md", "- [x] call [[Ada]] ✅ 2026-11-20", 1);
        case("Bridge.md", "- [x] email [[Ada]] the plan [completion:: 2026-11-20]", 1);
        for line in [
            "- [ ] call [[Ada]] 📅 2026-11-20",
            "- [x] call [[Ada]] 📅 2026-11-20",
            "- [x] call [[Ada]]",
            "- [x] card for [[Ada]] bought ✅ 2026-11-20",
            "- [x] text of [[Ada]] proofread ✅ 2026-11-20",
            "- [x] the plan of [[Ada]] ✅ 2026-11-20",
            "- [x] draft reply email to [[Ada]] ✅ 2026-11-19",
            "- [x] prepare call with [[Ada]] ✅ 2026-11-19",
            "- [-] call [[Ada]] ❌ 2026-11-20",
            "- 2026-11-20\n  - [x] call [[Ada]]",
            "- [x] call Ada ✅ 2026-11-20",
        ] {
            case("Bridge.md", line, 0);
        }
        case("2026-11-20 Bridge.md", "# Call with [[Ada]]\nmet [[Ben]]", 0);
        case("2026-11-20 Bridge.md", "# The bridge\n## Call with [[Ada]]", 0);
        case("2026-11-20 Bridge.md", "# The bridge of [[Ada]]", 0);
        case("Index.md", "---\ntype: moc\n---\n- 2026-11-20 call with [[Ada]]", 0);
    }
}
