//! Decides which lines begin an entry, and on which day (design 3.4).

use super::after_date::behind_date;
use super::odd_dates::odd_date;
use crate::core::date_text::{DateFault, DateOrder, Leading, angled, leading};
use crate::core::day::Day;
use crate::core::note::body::LineKind;
use crate::core::note::body::{Body, Line};
use crate::core::note::facts::Reading;
use crate::core::note::fields::date_problem;
use crate::core::note::log::LogReader;
use crate::core::note::log::entries::done_tasks::DoneTask;
use crate::core::note::log::entries::entry_text::Head;
use crate::core::note::log::line::reading::read;
use crate::core::note::report::LINE_IS_NO_INTERACTION;
use crate::core::place::Spot;

impl LogReader<'_, '_> {
    /// Returns the day of an entry that begins on this line, and the text after the date. The day is that of
    /// the date in front or, for a ticked task, of its completion.
    pub(in crate::core::note) fn start<'l>(&mut self, line: &'l Line<'_>) -> Option<(Day, &'l str)> {
        if !may_be_entry(line) {
            return None;
        }
        if line.kind.is_pending() {
            None
        } else if line.kind.is_done() {
            self.done_task(line)
        } else {
            self.leading_date(line)
        }
    }

    fn done_task<'l>(&mut self, line: &'l Line<'_>) -> Option<(Day, &'l str)> {
        let task = DoneTask::of(line, self.reader, |start| self.date_at_start(start));
        task.report_unreadable(line, LINE_IS_NO_INTERACTION, self.report);
        let day = task.day.filter(|day| *day <= self.reader.today)?;
        Some((day, task.words))
    }

    fn leading_date<'l>(&mut self, line: &'l Line<'_>) -> Option<(Day, &'l str)> {
        let Some(found) = DateInFront::of(&line.text, |start| self.date_at_start(start)) else {
            return self.date_at_end(line);
        };
        // Text before the colon was blanked as code or struck through, so this is a label.
        if found.marks.trim_start().starts_with(':') {
            return None;
        }
        match found.day {
            Ok(day) => Some((day, behind_date(found.rest, self.reader.order()))),
            Err(DateFault::NotADate) => None,
            Err(fault) => {
                let (spot, written) = found.at(line);
                self.report_fault(spot, written, fault);
                None
            }
        }
    }

    /// Returns the day and the words of a heading such as `Call - 2026-11-12`.
    fn date_at_end<'l>(&mut self, line: &'l Line<'_>) -> Option<(Day, &'l str)> {
        let found = self.late_entry(line)?;
        let faulty = |fault| self.report_fault(line.spot_of(found.written), found.written, fault);
        Some((found.day.map_err(faulty).ok()?, found.words))
    }

    fn report_fault(&mut self, spot: Spot, written: &str, fault: DateFault) {
        date_problem(self.report, fault, spot, written, LINE_IS_NO_INTERACTION);
    }

    /// Reads the date at the start of a text. A link in the format of the vault's daily notes counts even
    /// where the date alone would be ambiguous.
    fn date_at_start(&self, start: &str) -> Option<Leading> {
        let found = leading(start, self.reader.order());
        if found.is_some_and(|found| found.day.is_ok()) {
            return found;
        }
        odd_date(start, self.reader.order(), self.reader.daily()).or(found)
    }

    /// Returns the date at the start of a text.
    pub(in crate::core::note) fn date_in_front<'t>(&self, text: &'t str) -> Option<DateInFront<'t>> {
        DateInFront::of(text, |start| leading(start, self.reader.order())).filter(|date| date.day.is_ok())
    }

    /// Whether words give more than an assumed reading.
    pub(in crate::core::note) fn is_known(&self, words: &str) -> bool {
        let words = words.trim_start_matches(['*', '_']);
        read(words, self.vocabulary()).reading != Reading::Assumed
    }
}

/// Whether a line can be an entry if it begins with a date. Prose cannot, nor can a heading of level 1, the
/// title.
pub(in crate::core::note) fn may_be_entry(line: &Line<'_>) -> bool {
    match line.kind {
        LineKind::Text(_) => is_bold(&line.text),
        LineKind::Heading(level) => level > 1,
        LineKind::Row | LineKind::Item(..) => true,
    }
}

/// Whether a section is that of a day, whose items need no date.
pub(in crate::core::note) fn is_below_day(
    body: &Body<'_>,
    section: Option<usize>,
    order: Option<DateOrder>,
) -> bool {
    body.section(section).is_some_and(|section| leading(skip_marks(&section.heading), order).is_some())
}

/// Returns the head of a line that begins like an entry, wherever it is. `None` if it begins with no date.
pub(in crate::core::note) fn dated(line: &Line<'_>) -> Option<Head> {
    if !may_be_entry(line) {
        return None;
    }
    // A date of which only the order of day and month is unknown is still a date.
    let found = DateInFront::of(&line.text, |start| leading(start, None))?;
    (found.day != Err(DateFault::NotADate)).then(|| Head::of(behind_date(found.rest, None)))
}

/// A date, or what looks like one, at the start of a text.
pub(in crate::core::note) struct DateInFront<'t> {
    /// Marks before the date.
    pub(in crate::core::note) marks: &'t str,
    pub(in crate::core::note) written: &'t str,
    pub(in crate::core::note) day: Result<Day, DateFault>,
    /// The text after the date, without marks that close bold and italics.
    pub(in crate::core::note) rest: &'t str,
}

impl<'t> DateInFront<'t> {
    /// Splits a text at the date in front, which `date_at_start` reads.
    pub(in crate::core::note) fn of(
        text: &'t str,
        date_at_start: impl FnOnce(&str) -> Option<Leading>,
    ) -> Option<DateInFront<'t>> {
        let start = skip_marks(text);
        let marks = text.get(..text.len() - start.len())?;
        let in_angles = marks.strip_suffix('<').and_then(|marks| {
            let start = text.get(marks.len()..)?;
            Some((marks, start, angled(start)?))
        });
        let (marks, start, Leading { day, length }) = match in_angles {
            Some(found) => found,
            None => (marks, start, date_at_start(start)?),
        };
        let (written, rest) = start.split_at_checked(length)?;
        Some(DateInFront { marks, written, day, rest: rest.trim_start_matches(['*', '_']) })
    }

    /// Returns the date as written, with its position in the line that begins with it.
    pub(in crate::core::note) fn at(&self, line: &Line<'_>) -> (Spot, &'t str) {
        (line.spot.behind(self.marks), self.written)
    }
}

/// Skips marks before the first word.
pub(in crate::core::note) fn skip_marks(text: &str) -> &str {
    match text.as_bytes() {
        // Most lines begin like this.
        [b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'[', ..] => text,
        _ => text.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '['),
    }
}

/// Whether a line begins with a bold run, in which a date counts.
fn is_bold(text: &str) -> bool {
    text.starts_with("**") || text.starts_with("__")
}
