//! Logs with a heading for each year or month: a line goes below the heading of its own
//! day, and one for which there is none gets one, in the order of those there are.

use super::date_form::{Period, period_as};
use super::log_entry::{LogEntry, Logbook};
use super::log_layout::{AmongDay, Heading, Layout, Order, beside, order, title};
use crate::core::day::Day;

/// What a heading stands for, written for another day. Below a year a number may be a month: `11`.
pub(super) fn period_in(book: &Logbook<'_>, section: usize, known: Day, day: Day) -> Option<Period> {
    let written = title(book.line(book.heading_line(section)?));
    period_as(written, known, day).or_else(|| {
        let month = month_number(written, known, day)?;
        let parent = book.body.sections.get(section)?.parent?;
        let above = title(book.line(book.heading_line(parent)?));
        matches!(period_as(above, known, known), Some(Period::Year(_))).then_some(Period::MonthAlone(month))
    })
}

/// The number of a month, with as many digits as that of another day.
fn month_number(written: &str, known: Day, day: Day) -> Option<String> {
    let is_number = (1..=2).contains(&written.len()) && written.parse() == Ok(known.month());
    let digits = if known.month() >= 10 { 2 } else { written.len() };
    is_number.then(|| format!("{:0digits$}", day.month()))
}

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
    let says = |section: usize| period_in(book, section, day, day);
    let (index, found) = book.body.sections.iter().enumerate().find(|(index, found)| {
        let inner = book.body.sections.iter().any(|other| other.parent == Some(*index));
        let period = says(*index);
        let in_year = || found.parent.and_then(says);
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
    let (known, span) = entries.iter().find_map(|entry| {
        let span = match period_in(book, index, entry.day, entry.day)? {
            Period::Year(_) => Span::Year,
            Period::Month(_) => Span::Month,
            Period::MonthAlone(_) => Span::MonthAlone,
        };
        Some((entry.day, span))
    })?;
    Some(Section { entries, span, line, level: found.level, parent: found.parent, known })
}

/// A heading for the month or year of a day, beside those there are.
fn new_heading(book: &Logbook<'_>, own: &Section<'_>, all: &[Section<'_>], day: Day) -> Option<Layout> {
    let alike = || all.iter().filter(|one| one.span == own.span && one.level == own.level);
    let of = |one: &Section<'_>| Neighbour {
        line: one.line,
        level: one.level,
        known: one.known,
        model: one.entries.first().copied(),
    };
    if own.span == Span::Year || !is_year(book, own) {
        let beside = alike().filter(|one| one.parent == own.parent).map(of).collect();
        return place(book, own, beside, day, |like| Heading::Period(like.line, like.known));
    }
    let beside: Vec<Neighbour> = alike().filter(|one| one.known.year() == day.year()).map(of).collect();
    if !beside.is_empty() {
        return place(book, own, beside, day, |like| Heading::Period(like.line, like.known));
    }
    if let Some(layout) = in_empty_year(book, own, day) {
        return Some(layout);
    }
    // The first month of a year: both get a heading.
    let years = alike().filter_map(|one| {
        let index = one.parent.filter(|_| is_year(book, one))?;
        let (line, level) = (book.heading_line(index)?, book.body.sections.get(index)?.level);
        Some(Neighbour { line, level, ..of(one) })
    });
    let month = (own.line, own.known);
    place(book, own, years.collect(), day, |like| Heading::MonthOfYear((like.line, like.known), month))
}

/// A section for a year or month, beside which another may be made.
struct Neighbour {
    line: usize,
    level: u8,
    /// A day of the time it stands for.
    known: Day,
    model: Option<LogEntry>,
}

/// Where a new section goes among its neighbours, in their order.
fn place(
    book: &Logbook<'_>,
    own: &Section<'_>,
    mut beside: Vec<Neighbour>,
    day: Day,
    heading: impl Fn(&Neighbour) -> Heading,
) -> Option<Layout> {
    beside.sort_by_key(|one| one.line);
    beside.dedup_by_key(|one| one.line);
    let (first, last) = (beside.first()?, beside.last()?);
    let order = match first.known.cmp(&last.known) {
        std::cmp::Ordering::Greater => Order::NewestFirst,
        std::cmp::Ordering::Less => Order::NewestLast,
        std::cmp::Ordering::Equal => order(book, own.entries),
    };
    let follows = |one: &&Neighbour| match order {
        Order::NewestFirst => one.known < day,
        Order::NewestLast => one.known > day,
    };
    let layout = |like: &Neighbour, at: usize, before: usize, after: usize| Layout {
        at,
        before,
        after,
        model: like.model,
        heading: heading(like),
        rule: None,
    };
    let blanks = |one: &Neighbour| book.blanks_above(one.line).max(1);
    Some(match beside.iter().find(follows) {
        Some(next) => layout(next, next.line, 0, blanks(next)),
        None => layout(last, book.section_end(last.line, last.level) + 1, blanks(last), 0),
    })
}

/// A heading for a month below that of its year, under which nothing stands yet.
fn in_empty_year(book: &Logbook<'_>, own: &Section<'_>, day: Day) -> Option<Layout> {
    let level = book.body.sections.get(own.parent?)?.level;
    let says = |section| period_in(book, section, day, day);
    let (index, _) = book
        .body
        .sections
        .iter()
        .enumerate()
        .find(|(index, found)| found.level == level && matches!(says(*index), Some(Period::Year(_))))?;
    let line = book.heading_line(index)?;
    let end = book.section_end(line, level);
    Some(Layout {
        at: end + 1,
        before: if end == line { book.blanks_above(own.line) } else { book.blanks_above(own.line).max(1) },
        after: 0,
        model: own.entries.first().copied(),
        heading: Heading::Period(own.line, own.known),
        rule: None,
    })
}

/// Whether a section lies in one that stands for its year.
fn is_year(book: &Logbook<'_>, section: &Section<'_>) -> bool {
    let year = section.parent.and_then(|parent| period_in(book, parent, section.known, section.known));
    matches!(year, Some(Period::Year(_)))
}
