//! Finds the places for a new entry in a note: in the log that the note has, in its order.

use super::log_entry::{LogEntry, Logbook, Shape};
use super::log_period::by_period;
use super::outline::Below;
use super::table_row::{is_header, is_rule};
use crate::core::day::Day;
use crate::core::note::body::{Line, LineKind};

/// A place for a new entry.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The line before which it is inserted.
    pub(super) at: usize,
    /// Number of blank lines before it.
    pub(super) before: usize,
    /// Number of blank lines after it.
    pub(super) after: usize,
    /// The entry whose form it takes.
    pub(super) model: Option<LogEntry>,
    /// The heading that it needs.
    pub(super) heading: Heading,
    /// The line of a rule that separates entries of this log.
    pub(super) rule: Option<usize>,
}

impl Layout {
    /// Returns a place before a line, without blank lines or a heading.
    pub(super) fn before(at: usize) -> Layout {
        Layout { at, before: 0, after: 0, model: None, heading: Heading::Present, rule: None }
    }
}

/// The heading for a new entry.
#[derive(Clone, Debug)]
pub(super) enum Heading {
    /// None, since there is one.
    Present,
    /// None; the entry goes below the bullet on this line.
    Bullet(usize),
    /// None; the entry is the first row below the table header on this line.
    Table(usize),
    /// A heading `Log` of this level.
    Log(u8),
    /// Headings for the year, the month or both, each in the form of the heading on a line, which is that of
    /// a day.
    Periods(Vec<(usize, Day)>),
}

/// The order of a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// The newest entry is at the top.
    NewestFirst,
    /// The newest entry is at the bottom.
    NewestLast,
}

/// The place of an entry among those of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmongDay {
    /// After so many of them: before all of them with 0.
    Behind(usize),
    /// After all of them.
    Last,
}

/// Returns the places to try, best first. Each result is read back before it is used, since some notes hide
/// what is written at the obvious place.
pub(super) fn layouts(book: &Logbook<'_>, day: Day, among: AmongDay) -> Vec<Layout> {
    let mut layouts = Vec::new();
    let groups = groups(book);
    if let Some(group) = main_group(book, &groups, day) {
        layouts.extend(by_period(book, &groups, group, day, among));
        layouts.push(next_to_entries(book, group, day, among));
    } else {
        layouts.extend(empty_table(book));
        layouts.extend(empty_log(book));
        layouts.extend(empty_outline(book));
        layouts.push(at_the_end(book, 2));
        layouts.push(at_the_end(book, 1));
        layouts.extend(before_hidden_end(book));
    }
    layouts
}

/// Groups the entries by section, bullet and form.
fn groups(book: &Logbook<'_>) -> Vec<Vec<LogEntry>> {
    let mut groups: Vec<Vec<LogEntry>> = Vec::new();
    for entry in &book.entries {
        let alike = |group: &&mut Vec<LogEntry>| {
            let place = |entry: &LogEntry| (entry.section, entry.bullet, entry.shape);
            group.first().is_some_and(|first| place(first) == place(entry))
        };
        match groups.iter_mut().find(alike) {
            Some(group) => group.push(*entry),
            None => groups.push(vec![*entry]),
        }
    }
    groups
}

/// Returns the entries that are the log. Those under a heading or bullet of a log come first, then groups of
/// more than one entry, then the one with the newest day up to today or up to the new entry's day, whichever
/// is later.
/// Entries below a bullet such as `Gifts` are not a log, nor is a section that holds only plans, such as `Next contact`.
fn main_group<'g>(book: &Logbook<'_>, groups: &'g [Vec<LogEntry>], day: Day) -> Option<&'g Vec<LogEntry>> {
    let last = day.max(book.today);
    let is_named = |first: &LogEntry| first.below == Below::Log || book.is_log(first.section);
    let newest = |group: &[LogEntry]| group.iter().map(|entry| entry.day).filter(|day| *day <= last).max();
    let may_be_log = |group: &&Vec<LogEntry>| {
        group.first().is_none_or(|first| {
            let section = book.body.section(first.section);
            let is_plan = section.is_some_and(|section| section.level > 1) && newest(group).is_none();
            first.below != Below::Other && (is_named(first) || !is_plan)
        })
    };
    groups.iter().filter(may_be_log).rev().max_by_key(|group| {
        let first = group.first();
        let depth = if let Some(LogEntry { shape: Shape::Item(depth), .. }) = first { *depth } else { 0 };
        let named = first.is_some_and(is_named);
        let newest = newest(group);
        let outermost = std::cmp::Reverse(depth);
        (named, named || group.len() > 1, newest, outermost, group.len())
    })
}

/// Returns the order of a group of entries, else that of all entries of the note.
pub(super) fn order(book: &Logbook<'_>, group: &[LogEntry]) -> Order {
    let of = |entries: &[LogEntry]| {
        let steps = entries.iter().zip(entries.iter().skip(1)).map(|(a, b)| b.day.cmp(&a.day) as i32);
        match steps.sum::<i32>() {
            ..0 => Some(Order::NewestFirst),
            0 => None,
            1.. => Some(Order::NewestLast),
        }
    };
    of(group).or_else(|| of(&book.entries)).unwrap_or(Order::NewestLast)
}

/// Returns the place next to the entries of a group, by day.
pub(super) fn next_to_entries(book: &Logbook<'_>, group: &[LogEntry], day: Day, among: AmongDay) -> Layout {
    let rule = rule(book, group);
    let blanks = gap(book, group);
    let of_day = group.iter().filter(|entry| entry.day == day);
    // Number of entries of that day that stay behind the new one.
    let mut later = match among {
        AmongDay::Behind(number) => of_day.count().saturating_sub(number),
        AmongDay::Last => 0,
    };
    let mut is_earlier = |entry: &&LogEntry| {
        let is_earlier = entry.day < day || (entry.day == day && later == 0);
        later -= usize::from(entry.day == day && later > 0);
        is_earlier
    };
    let at = |entry: &LogEntry, line: usize| {
        let line = after_header(book, entry).unwrap_or(line);
        Layout { model: Some(*entry), rule, ..Layout::before(line) }
    };
    let before = |entry: &LogEntry| Layout { after: blanks, ..at(entry, entry.line) };
    let after = |entry: &LogEntry| Layout { before: blanks, ..at(entry, book.end(entry) + 1) };
    let found = match order(book, group) {
        Order::NewestFirst => {
            group.iter().find(&mut is_earlier).map(before).or_else(|| group.last().map(after))
        }
        Order::NewestLast => {
            group.iter().rfind(&mut is_earlier).map(after).or_else(|| group.first().map(before))
        }
    };
    found.unwrap_or_else(|| at_the_end(book, 2))
}

/// Returns the line below the header of a table, if the entry is that header.
fn after_header(book: &Logbook<'_>, entry: &LogEntry) -> Option<usize> {
    (entry.shape == Shape::Row && is_rule(book.line(entry.line + 1))).then_some(entry.line + 2)
}

/// Returns the line of a rule (`---`) if one separates all entries.
fn rule(book: &Logbook<'_>, group: &[LogEntry]) -> Option<usize> {
    let is_rule = |line: &usize| {
        let text = book.line(*line).trim();
        text.len() >= 3 && ['-', '*', '_'].iter().any(|mark| text.chars().all(|letter| letter == *mark))
    };
    let above = |entry: &LogEntry| book.last_filled(entry.line.saturating_sub(1), 1);
    let mut rules = group.iter().skip(1).map(above);
    let all = group.len() > 1 && rules.clone().all(|line| is_rule(&line));
    rules
        .next()
        .filter(|_| all && group.iter().all(|entry| matches!(entry.shape, Shape::Heading(_) | Shape::Text)))
}

/// Returns the usual number of blank lines between entries.
fn gap(book: &Logbook<'_>, group: &[LogEntry]) -> usize {
    let mut gaps: Vec<usize> = group.iter().skip(1).map(|entry| book.blanks_above(entry.line)).collect();
    gaps.sort_unstable();
    if let Some(middle) = gaps.get(gaps.len() / 2) {
        return *middle;
    }
    match group.first() {
        Some(LogEntry { shape: Shape::Heading(_), line, .. }) => book.blanks_above(*line).min(1),
        Some(LogEntry { shape: Shape::Text, .. }) => 1,
        Some(LogEntry { shape: Shape::Item(_) | Shape::Row, .. }) | None => 0,
    }
}

/// Returns the text of a heading without its marks.
pub(super) fn title(line: &str) -> &str {
    line.trim().trim_start_matches('#').trim()
}

/// Returns the place in a table below a log's heading that has only a header.
fn empty_table(book: &Logbook<'_>) -> Option<Layout> {
    let is_row = |line: &&Line<'_>| line.kind == LineKind::Row && book.is_log(line.section);
    let header = book.body.lines.iter().find(is_row)?.spot.line as usize;
    let layout = Layout { heading: Heading::Table(header), ..Layout::before(header + 2) };
    is_header(book, header).then_some(layout)
}

/// Returns the place below a log's heading without dated lines.
fn empty_log(book: &Logbook<'_>) -> Option<Layout> {
    let section = (0..book.body.sections.len()).find(|section| book.is_log(Some(*section)))?;
    let heading = book.heading_line(section)?;
    let end = book.section_end(heading, 6);
    let spaced = usize::from(heads_are_spaced(book));
    // An item written by the user begins a list, which goes on; other text is separated by a blank line.
    let last = book.body.lines.iter().rfind(|line| (heading + 1..=end).contains(&(line.spot.line as usize)));
    let before = match last.map(|line| line.kind) {
        Some(LineKind::Item(..)) => 0,
        Some(_) => 1,
        None if end > heading => 1,
        None => spaced,
    };
    let next = book.line(end + 1);
    let after = if next.trim().is_empty() || end >= book.raw.len() { 0 } else { spaced };
    // Blank lines that exist already are used, to keep the layout of the note.
    let there = if end == heading { book.blanks_below(heading).min(before) } else { 0 };
    let following = book.blanks_below(end);
    let after = if there > 0 && following <= there && end + following < book.raw.len() {
        there.max(1)
    } else {
        after
    };
    Some(Layout { before: before - there, after, ..Layout::before(end + 1 + there) })
}

/// Returns the place below a log's bullet without dated lines.
fn empty_outline(book: &Logbook<'_>) -> Option<Layout> {
    let bullet = book.items.log_bullet(&book.body)?;
    Some(Layout { heading: Heading::Bullet(bullet.start), ..Layout::before(bullet.end + 1) })
}

/// Whether most headings of the note are followed by a blank line; also true without headings.
pub(super) fn heads_are_spaced(book: &Logbook<'_>) -> bool {
    let heads = book.body.lines.iter().filter(|line| matches!(line.kind, LineKind::Heading(_)));
    let signs = heads.map(|head| match head.spot.line as usize {
        line if book.blanks_below(line) > 0 => 1,
        line if !book.line(line + 1).trim().is_empty() => -1,
        _ => 0,
    });
    signs.sum::<i32>() >= 0
}

/// Returns the place for a new log at the end of the note.
fn at_the_end(book: &Logbook<'_>, level: u8) -> Layout {
    let length = book.raw.len() - usize::from(book.raw.last().is_some_and(|last| last.is_empty()));
    let blank = length == 0 || book.line(length).trim().is_empty();
    Layout { before: usize::from(!blank), heading: Heading::Log(level), ..Layout::before(length + 1) }
}

/// Returns the place before an unclosed fence or comment, which hides the end of the note.
fn before_hidden_end(book: &Logbook<'_>) -> Option<Layout> {
    let last = book.body.lines.last().map_or(book.first_line, |line| line.spot.line as usize);
    let hidden = (last..=book.raw.len()).find(|line| {
        let text = book.line(*line).trim_start();
        text.starts_with("```") || text.starts_with("~~~") || text.contains("%%") || text.contains("<!--")
    })?;
    let above = usize::from(hidden > 1 && !book.line(hidden - 1).trim().is_empty());
    Some(Layout { before: above, after: 1, heading: Heading::Log(2), ..Layout::before(hidden) })
}
