//! The log of a note as it is written: its dated lines, each with its extent and its section.

use super::outline::{Below, Items};
use crate::core::day::Day;
use crate::core::note::body::{self, Body, Line, LineKind};
use crate::core::note::facts::Entry;
use crate::core::note::front_matter::split;
use crate::core::note::headings::HeadingSort;
use crate::core::note::log::LogReader;
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::purposes::{Purpose, Purposes};
use crate::core::note::read::Reader;
use crate::core::note::report::Report;
use crate::core::place::NotePath;

/// The form of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A list item, at this depth.
    Item(usize),
    /// A heading of this level, with its text below.
    Heading(u8),
    /// A row of a table.
    Row,
    /// A paragraph that begins with a bold date.
    Text,
}

/// A dated line of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LogEntry {
    pub(super) day: Day,
    /// The line in the file.
    pub(super) line: usize,
    /// The index in the lines of the body.
    pub(super) place: usize,
    pub(super) shape: Shape,
    pub(super) section: Option<usize>,
    /// The line of the bullet that contains it.
    pub(super) bullet: Option<usize>,
    /// The meaning of the bullets that contain it.
    pub(super) below: Below,
}

/// A note with the entries of its log.
pub(super) struct Logbook<'t> {
    /// The lines of the file without their ends.
    pub(super) raw: Vec<&'t str>,
    /// The line of the file on which the body begins.
    pub(super) first_line: usize,
    pub(super) body: Body<'t>,
    /// The entries in the order of the note. Ticked tasks are included only if there are no others.
    pub(super) entries: Vec<LogEntry>,
    pub(super) items: Items,
    pub(super) today: Day,
}

impl<'t> Logbook<'t> {
    /// Reads the log of a note from its decoded text.
    pub(super) fn of(reader: &Reader<'_>, path: &NotePath, text: &'t str) -> Logbook<'t> {
        let split = split::split(text);
        let body = body::read(split.body, split.body_line);
        let mut report = Report::new(path, text);
        let purposes = Purposes::of_contact(&body, &reader.headings, |_| true);
        let log =
            LogReader { reader, subjects: &Subjects::of(&[]), emails: &[], texts: None, report: &mut report }
                .read(&body, &purposes);
        let items = Items::of(split.body, split.body_line);
        let entry = |entry: &Entry| {
            let place = body.lines.binary_search_by_key(&entry.spot.line, |line| line.spot.line).ok()?;
            let line = body.lines.get(place)?;
            let shape = shape(line)?;
            // What was promised is no place for what took place.
            let (day, section, line) = (entry.day, line.section, line.spot.line as usize);
            if purposes.holds(section, Purpose::Open) {
                return None;
            }
            let bullet = items.bullet_above(line);
            let below = items.below(line, &body, &reader.headings);
            Some(LogEntry { day, line, place, shape, section, bullet, below })
        };
        let mut entries: Vec<LogEntry> = log.entries.iter().filter_map(entry).collect();
        entries.sort_by_key(|entry| entry.line);
        let mut book = Logbook {
            raw: text.split('\n').collect(),
            first_line: split.body_line,
            items,
            body,
            today: reader.today,
            entries: Vec::new(),
        };
        // Ticked tasks are the log only where it has no other entries.
        let is_plain = |entry: &LogEntry| !book.is_ticked(entry);
        let has_plain = entries.iter().any(is_plain);
        entries.retain(|entry| if has_plain { is_plain(entry) } else { book.is_log(entry.section) });
        book.entries = entries;
        book
    }

    /// Whether an entry is a task that is done.
    pub(super) fn is_ticked(&self, entry: &LogEntry) -> bool {
        self.body_line(entry).is_some_and(|line| line.kind.is_done())
    }

    /// Returns a line of the file.
    pub(super) fn line(&self, line: usize) -> &'t str {
        line.checked_sub(1).and_then(|at| self.raw.get(at)).copied().unwrap_or_default()
    }

    /// Returns the line of an entry in the body.
    pub(super) fn body_line(&self, entry: &LogEntry) -> Option<&Line<'t>> {
        self.body.lines.get(entry.place)
    }

    /// Whether the section or one that contains it has the heading of a log.
    pub(super) fn is_log(&self, section: Option<usize>) -> bool {
        self.body.around(section).any(|section| HeadingSort::Log.has(&section.heading))
    }

    /// Returns the line of a section's heading.
    pub(super) fn heading_line(&self, section: usize) -> Option<usize> {
        let mut headings = self.body.lines.iter().filter(|line| matches!(line.kind, LineKind::Heading(_)));
        headings.nth(section).map(|line| line.spot.line as usize)
    }

    /// Returns the last line that is not blank before the next heading of `level` or above, for a section
    /// that begins on `line`.
    pub(super) fn section_end(&self, line: usize, level: u8) -> usize {
        let next = self.body.lines.iter().find(|other| {
            other.spot.line as usize > line
                && matches!(other.kind, LineKind::Heading(found) if found <= level)
        });
        self.last_filled(next.map_or(self.raw.len(), |next| next.spot.line as usize - 1), line)
    }

    /// Returns the last line that is not blank from `first` to `end`, or `first` if all are blank.
    pub(super) fn last_filled(&self, end: usize, first: usize) -> usize {
        (first..=end).rev().find(|line| !self.line(*line).trim().is_empty()).unwrap_or(first)
    }

    /// Returns the number of blank lines directly above a line.
    pub(super) fn blanks_above(&self, line: usize) -> usize {
        (1..line).rev().take_while(|above| self.line(*above).trim().is_empty()).count()
    }

    /// Returns the number of blank lines directly below a line; 0 at the end of the file.
    pub(super) fn blanks_below(&self, line: usize) -> usize {
        let blanks =
            (line + 1..=self.raw.len()).take_while(|below| self.line(*below).trim().is_empty()).count();
        if line + blanks >= self.raw.len() { 0 } else { blanks }
    }

    /// Returns the last line that belongs to an entry.
    pub(super) fn end(&self, entry: &LogEntry) -> usize {
        match entry.shape {
            Shape::Item(_) => self.items.on(entry.line).map_or(entry.line, |item| item.end),
            Shape::Heading(level) => self.section_end(entry.line, level),
            Shape::Row => entry.line,
            Shape::Text => {
                let later = self.entries.iter().find(|other| other.line > entry.line);
                let heading = self.section_end(entry.line, 6);
                later.map_or(heading, |later| heading.min(self.last_filled(later.line - 1, entry.line)))
            }
        }
    }
}

fn shape(line: &Line<'_>) -> Option<Shape> {
    match line.kind {
        kind if kind.is_pending() => None,
        LineKind::Item(depth, _) => Some(Shape::Item(depth)),
        LineKind::Heading(level) => Some(Shape::Heading(level)),
        LineKind::Row => Some(Shape::Row),
        LineKind::Text(_) => Some(Shape::Text),
    }
}
