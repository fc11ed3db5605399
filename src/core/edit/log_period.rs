//! Logs with a heading for each year or month: a line goes below the heading of its own
//! day, and one for which there is none gets one, in the order of those there are.

use super::date_form::{Period, period_as};
use super::log_entry::{LogEntry, Logbook};
use super::log_layout::{AmongDay, Heading, Layout, Order, beside, order, title};
use crate::core::day::Day;

/// How long the time is that a heading stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Year,
    Month,
    /// A month whose year stands elsewhere.
    MonthAlone,
}

/// A section whose heading names the year or month of its entries.
struct Section<'g> {
    entries: &'g [LogEntry],
    span: Span,
    line: usize,
    level: u8,
    parent: Option<usize>,
    /// A day of the time it stands for.
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

/// Where a line goes by its year or month; `None` if the log has no such headings.
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
    // Of a year and a month that both hold the day, the month is closer.
    let held = all.iter().filter(|one| one.holds(day));
    if let Some(found) = held.min_by_key(|one| (one.span == Span::Year, one.level != own.level, one.line)) {
        return Some(beside(book, found.entries, day, among));
    }
    empty_section(book, &own, day).or_else(|| new_heading(book, &own, &all, day))
}

/// Below a heading of this day's year or month under which nothing dated stands yet.
fn empty_section(book: &Logbook<'_>, own: &Section<'_>, day: Day) -> Option<Layout> {
    let says = |line: usize| period_as(title(book.line(line)), day, day);
    let (index, found) = book.body.sections.iter().enumerate().find(|(index, found)| {
        let inner = book.body.sections.iter().any(|other| other.parent == Some(*index));
        let period = book.heading_line(*index).and_then(says);
        let in_year = || found.parent.and_then(|parent| book.heading_line(parent)).and_then(says);
        found.level == own.level
            && !inner
            && match period {
                Some(Period::Year(_) | Period::Month(_)) => true,
                Some(Period::MonthAlone(_)) => matches!(in_year(), Some(Period::Year(_))),
                None => false,
            }
    })?;
    let line = book.heading_line(index)?;
    let end = book.section_end(line, found.level);
    let blanks = book.blanks_below(own.line);
    let last = end + usize::from(end == line) * blanks.min(book.blanks_below(line));
    Some(Layout {
        at: last + 1,
        before: 0,
        after: 0,
        model: own.entries.first().copied(),
        heading: Heading::Present,
        rule: None,
    })
}

/// The section of some entries, if its heading says when they were.
fn section<'g>(book: &Logbook<'_>, entries: &'g [LogEntry]) -> Option<Section<'g>> {
    let index = entries.first()?.section?;
    let found = book.body.sections.get(index)?;
    let line = book.heading_line(index)?;
    let written = title(book.line(line));
    let (known, span) = entries.iter().find_map(|entry| {
        let span = match period_as(written, entry.day, entry.day)? {
            Period::Year(_) => Span::Year,
            Period::Month(_) => Span::Month,
            Period::MonthAlone(_) => Span::MonthAlone,
        };
        Some((entry.day, span))
    })?;
    Some(Section { entries, span, line, level: found.level, parent: found.parent, known })
}

fn new_heading(book: &Logbook<'_>, own: &Section<'_>, all: &[Section<'_>], day: Day) -> Option<Layout> {
    let in_year = own.span != Span::Year && is_year(book, own);
    let mut beside: Vec<&Section<'_>> = all
        .iter()
        .filter(|one| one.span == own.span && one.level == own.level)
        .filter(|one| if in_year { one.known.year() == day.year() } else { one.parent == own.parent })
        .collect();
    if own.span == Span::MonthAlone {
        beside.retain(|one| one.known.year() == day.year());
    }
    beside.sort_by_key(|one| one.line);
    let (first, last) = (beside.first()?, beside.last()?);
    let order = match first.known.cmp(&last.known) {
        std::cmp::Ordering::Greater => Order::NewestFirst,
        std::cmp::Ordering::Less => Order::NewestLast,
        std::cmp::Ordering::Equal => order(book, own.entries),
    };
    let follows = |one: &&&Section<'_>| match order {
        Order::NewestFirst => one.known < day,
        Order::NewestLast => one.known > day,
    };
    let layout = |like: &Section<'_>, at: usize, before: usize, after: usize| Layout {
        at,
        before,
        after,
        model: like.entries.first().copied(),
        heading: Heading::Period(like.line, like.known),
        rule: None,
    };
    let blanks = |one: &Section<'_>| book.blanks_above(one.line).max(1);
    Some(match beside.iter().find(follows) {
        Some(next) => layout(next, next.line, 0, blanks(next)),
        None => layout(last, book.section_end(last.line, last.level) + 1, blanks(last), 0),
    })
}

/// Whether a section lies in one that stands for its year.
fn is_year(book: &Logbook<'_>, section: &Section<'_>) -> bool {
    let line = section.parent.and_then(|parent| book.heading_line(parent));
    let written = line.map(|line| title(book.line(line))).unwrap_or_default();
    matches!(period_as(written, section.known, section.known), Some(Period::Year(_)))
}
