//! Logs with a heading for each year or month. A new entry goes below the heading of its period; a missing
//! heading is added in the order of the others.

use super::date_form::{Span, period_as};
use super::log_entry::{LogEntry, Logbook, Shape};
use super::log_layout::{AmongDay, Heading, Layout, Order, next_to_entries, order, title};
use crate::core::day::Day;

/// Returns the period in a section's heading, written for another day. Below the heading of a year, a number
/// such as `11` may be a month.
pub(super) fn period_in(book: &Logbook<'_>, section: usize, known: Day, day: Day) -> Option<(Span, String)> {
    let written = title(book.line(book.heading_line(section)?));
    period_as(written, known, day).or_else(|| {
        let month = month_number(written, known, day)?;
        let parent = book.body.sections.get(section)?.parent?;
        let above = title(book.line(book.heading_line(parent)?));
        matches!(period_as(above, known, known), Some((Span::Year, _))).then_some((Span::MonthAlone, month))
    })
}

/// Returns the number of a day's month, with the digits of the written one.
fn month_number(written: &str, known: Day, day: Day) -> Option<String> {
    let is_number = (1..=2).contains(&written.len()) && written.parse() == Ok(known.month());
    let digits = if known.month() >= 10 { 2 } else { written.len() };
    is_number.then(|| format!("{:0digits$}", day.month()))
}

/// Returns the kind of period if the heading is that of `day`.
fn span_in(book: &Logbook<'_>, section: usize, day: Day) -> Option<Span> {
    period_in(book, section, day, day).map(|(span, _)| span)
}

/// A section whose heading is the year or month of its entries.
#[derive(Clone, Copy)]
struct Section<'g> {
    entries: &'g [LogEntry],
    span: Span,
    line: usize,
    level: u8,
    parent: Option<usize>,
    /// A day in its period.
    known: Day,
}

impl Section<'_> {
    fn holds(&self, day: Day) -> bool {
        let same_year = self.known.year() == day.year();
        match self.span {
            Span::Year => same_year,
            Span::Month | Span::MonthAlone => same_year && self.known.month() == day.month(),
        }
    }
}

/// Returns the place for an entry by its year or month; `None` if the log has no such headings.
pub(super) fn by_period(
    book: &Logbook<'_>,
    groups: &[Vec<LogEntry>],
    group: &[LogEntry],
    day: Day,
    among: AmongDay,
) -> Option<Layout> {
    let own = section(book, group)?;
    let named = book.is_log(group.first()?.section);
    let all: Vec<Section<'_>> = groups
        .iter()
        .filter(|other| other.first().is_some_and(|first| book.is_log(first.section) == named))
        .filter_map(|other| section(book, other))
        .collect();
    // If a year and a month both contain the day, the month is the closer one.
    let held = all.iter().filter(|one| one.holds(day));
    if let Some(found) = held.min_by_key(|one| (one.span == Span::Year, one.level != own.level, one.line)) {
        return Some(next_to_entries(book, found.entries, day, among));
    }
    empty_section(book, &own, day).or_else(|| new_heading(book, &own, &all, day))
}

/// Returns the place below a heading of the day's year or month that has no entries yet. Headings within it
/// that are no entries, such as `### 22nd November` without a year, stay in the order of the log.
fn empty_section(book: &Logbook<'_>, own: &Section<'_>, day: Day) -> Option<Layout> {
    let says = |section: usize| span_in(book, section, day);
    let (index, found) = book.body.sections.iter().enumerate().find(|(index, found)| {
        let is_own = || match says(*index) {
            Some(Span::Year | Span::Month) => true,
            Some(Span::MonthAlone) => found.parent.and_then(says) == Some(Span::Year),
            None => false,
        };
        found.level == own.level && is_own()
    })?;
    let line = book.heading_line(index)?;
    let inner = book.body.sections.iter().position(|other| other.parent == Some(index));
    let gap = inner.and_then(|inner| book.heading_line(inner)).map_or(0, |inner| book.blanks_above(inner));
    let model = own.entries.first().copied();
    let is_heading = model.is_some_and(|model| matches!(model.shape, Shape::Heading(_)));
    let is_newest_last = (line > own.line) == (day > own.known);
    let end = book.section_end(line, if is_heading && is_newest_last { found.level } else { 6 });
    let blanks = book.blanks_below(own.line);
    let last = end + usize::from(end == line) * blanks.min(book.blanks_below(line));
    let (before, after) = if end == line { (0, gap) } else { (gap, 0) };
    Some(Layout { before, after, model, ..Layout::before(last + 1) })
}

/// Returns the section of some entries, if its heading is their period.
fn section<'g>(book: &Logbook<'_>, entries: &'g [LogEntry]) -> Option<Section<'g>> {
    let index = entries.first()?.section?;
    let found = book.body.sections.get(index)?;
    let line = book.heading_line(index)?;
    let (known, span) =
        entries.iter().find_map(|entry| Some((entry.day, span_in(book, index, entry.day)?)))?;
    Some(Section { entries, span, line, level: found.level, parent: found.parent, known })
}

/// Returns the place for a new heading of the day's month or year, next to the existing ones.
fn new_heading(book: &Logbook<'_>, own: &Section<'_>, all: &[Section<'_>], day: Day) -> Option<Layout> {
    let alike = || all.iter().filter(|one| one.span == own.span && one.level == own.level);
    if own.span == Span::Year || !is_in_year(book, own) {
        let neighbours = alike().filter(|one| one.parent == own.parent).copied().collect();
        return place(book, own, neighbours, day, None);
    }
    let neighbours: Vec<Section<'_>> =
        alike().filter(|one| one.known.year() == day.year()).copied().collect();
    if !neighbours.is_empty() {
        return place(book, own, neighbours, day, None);
    }
    if let Some(layout) = in_empty_year(book, own, day) {
        return Some(layout);
    }
    // For the first month of a year, both headings are added.
    let years = alike().filter_map(|one| {
        let index = one.parent.filter(|_| is_in_year(book, one))?;
        let (line, level) = (book.heading_line(index)?, book.body.sections.get(index)?.level);
        Some(Section { line, level, ..*one })
    });
    place(book, own, years.collect(), day, Some((own.line, own.known)))
}

/// Returns the place of a new section among its neighbours, in their order. `month` adds a second heading for
/// the month, in the form of the heading on a line.
fn place(
    book: &Logbook<'_>,
    own: &Section<'_>,
    mut neighbours: Vec<Section<'_>>,
    day: Day,
    month: Option<(usize, Day)>,
) -> Option<Layout> {
    neighbours.sort_by_key(|one| one.line);
    neighbours.dedup_by_key(|one| one.line);
    let (first, last) = (neighbours.first()?, neighbours.last()?);
    let order = match first.known.cmp(&last.known) {
        std::cmp::Ordering::Greater => Order::NewestFirst,
        std::cmp::Ordering::Less => Order::NewestLast,
        std::cmp::Ordering::Equal => order(book, own.entries),
    };
    let follows = |one: &&Section<'_>| match order {
        Order::NewestFirst => one.known < day,
        Order::NewestLast => one.known > day,
    };
    let next = neighbours.iter().find(follows);
    let like = next.unwrap_or(last);
    let at = next.map_or_else(|| book.section_end(last.line, last.level) + 1, |next| next.line);
    let blanks = book.blanks_above(like.line).max(1);
    let (before, after) = if next.is_some() { (0, blanks) } else { (blanks, 0) };
    let heading = Heading::Periods([(like.line, like.known)].into_iter().chain(month).collect());
    Some(Layout { before, after, heading, model: like.entries.first().copied(), ..Layout::before(at) })
}

/// Returns the place for a new heading of a month below an empty heading of its year.
fn in_empty_year(book: &Logbook<'_>, own: &Section<'_>, day: Day) -> Option<Layout> {
    let level = book.body.section(own.parent)?.level;
    let mut sections = book.body.sections.iter().enumerate().filter(|(_, found)| found.level == level);
    let (index, _) = sections.find(|(index, _)| span_in(book, *index, day) == Some(Span::Year))?;
    let line = book.heading_line(index)?;
    let end = book.section_end(line, level);
    Some(Layout {
        before: book.blanks_above(own.line).max(usize::from(end > line)),
        model: own.entries.first().copied(),
        heading: Heading::Periods(vec![(own.line, own.known)]),
        ..Layout::before(end + 1)
    })
}

/// Whether a section is within the section of its year.
fn is_in_year(book: &Logbook<'_>, section: &Section<'_>) -> bool {
    section.parent.and_then(|parent| span_in(book, parent, section.known)) == Some(Span::Year)
}
