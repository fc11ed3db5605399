//! Which lines begin an entry, and with what date (design 3.4).

use super::LogReader;
use super::after_date::behind_date;
use super::done_tasks::DoneTask;
use super::entry_text::Head;
use super::odd_dates::odd_date;
use crate::core::date_text::{DateFault, Leading, leading};
use crate::core::day::Day;
use crate::core::note::body::{Line, LineKind};
use crate::core::note::fields::date_problem;
use crate::core::note::tasks::{Ticked, ticked};

impl LogReader<'_, '_> {
    /// The date a line begins with, or the day a ticked task was done, and what follows it.
    pub(super) fn start<'l>(&mut self, line: &'l Line<'_>) -> Option<(Day, &'l str)> {
        if !may_be_entry(line) {
            return None;
        }
        if let LineKind::Item(_, mark) = line.kind {
            match ticked(mark) {
                Ticked::Open | Ticked::Cancelled => return None,
                Ticked::Done => return self.done_task(line),
                Ticked::Plain => {}
            }
        }
        self.leading_date(line)
    }

    fn done_task<'l>(&mut self, line: &'l Line<'_>) -> Option<(Day, &'l str)> {
        let known = (self.words, self.hashtags);
        let task = DoneTask::of(line, known, self.order, |start| self.date_at_start(start));
        task.tell_unreadable(line, "the line does not count as an interaction", self.report);
        let day = task.day.filter(|day| *day <= self.today)?;
        Some((day, task.words))
    }

    fn leading_date<'l>(&mut self, line: &'l Line<'_>) -> Option<(Day, &'l str)> {
        let found = DateInFront::of(&line.text, |start| self.date_at_start(start))?;
        // What stands before the colon was code or struck through: a label, and no date at the start.
        if found.marks.trim_start().starts_with(':') {
            return None;
        }
        match found.day {
            Ok(day) => Some((day, behind_date(found.rest, self.order))),
            Err(DateFault::NotADate) => None,
            Err(fault) => {
                let spot = line.spot.behind(found.marks);
                date_problem(
                    self.report,
                    fault,
                    spot,
                    found.written,
                    "the line does not count as an interaction",
                );
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
}

/// Whether a line can be an entry, if it begins with a date: prose can not, nor can a heading of level 1, which is
/// the title of a note.
pub(super) fn may_be_entry(line: &Line<'_>) -> bool {
    match line.kind {
        LineKind::Text(_) => is_bold(&line.text),
        LineKind::Heading(level) => level > 1,
        LineKind::Row | LineKind::Item(..) => true,
    }
}

/// What a line says that begins as an entry does, wherever it stands; none of one that begins with no date.
pub(in crate::core::note) fn dated(line: &Line<'_>) -> Option<Head> {
    if !may_be_entry(line) {
        return None;
    }
    // A date of which only the order is open is one all the same.
    let found = DateInFront::of(&line.text, |start| leading(start, None))?;
    (found.day != Err(DateFault::NotADate)).then(|| Head::of(behind_date(found.rest, None)))
}

/// A date that a text begins with, or what stands there like one.
pub(super) struct DateInFront<'t> {
    /// What stands before it and is no word.
    pub(super) marks: &'t str,
    pub(super) written: &'t str,
    pub(super) day: Result<Day, DateFault>,
    /// What follows it, without the marks that close bold and italics.
    pub(super) rest: &'t str,
}

impl<'t> DateInFront<'t> {
    /// The one of a text, of whose first word `date_at_start` knows whether it is a date.
    pub(super) fn of(
        text: &'t str,
        date_at_start: impl FnOnce(&str) -> Option<Leading>,
    ) -> Option<DateInFront<'t>> {
        let start = without_marks(text);
        let Leading { day, length } = date_at_start(start)?;
        let (written, rest) = start.split_at_checked(length)?;
        let marks = text.get(..text.len() - start.len())?;
        Some(DateInFront { marks, written, day, rest: rest.trim_start_matches(['*', '_']) })
    }
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
fn is_bold(text: &str) -> bool {
    text.starts_with("**") || text.starts_with("__")
}
