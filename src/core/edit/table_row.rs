//! Writes a row of a table that serves as a log: cells in the order of its columns, bars and spaces as in the
//! other rows.

use super::log_entry::Logbook;
use super::log_style::head_and_rest;
use crate::core::text::fold_heading;

/// Names of columns for what was done and by which channel.
const HEADS: &str = "type kind channel what how medium method via action event activity mode";
/// Names of columns for the topic.
const ABOUT: &str =
    "notes note summary topic about subject details description comment comments text outcome";

/// Names of the first column in a table that is a log.
const DATES: &str = "date when day";

/// Whether a line is the header of a table whose first column is for dates.
pub(super) fn is_header(book: &Logbook<'_>, line: usize) -> bool {
    cells(book.line(line).trim()).first().is_some_and(|first| is_one_of(first, DATES))
        && is_rule(book.line(line + 1))
}

fn is_one_of(heading: &str, names: &str) -> bool {
    let folded = fold_heading(heading);
    names.split(' ').any(|name| name == folded)
}

/// Returns versions of a new row in the form of the row on a line, best first.
pub(super) fn rows(book: &Logbook<'_>, like: usize, date: &str, text: &str) -> Vec<String> {
    let table = Table::of(book, like, book.line(like));
    let safe = text.replace('|', "\\|");
    let mut ways = Vec::new();
    let columns = table.columns;
    let head = table.column(HEADS).unwrap_or(1).min(columns.saturating_sub(1));
    let about = table.column(ABOUT).filter(|about| *about != head).unwrap_or(if head == 1 { 2 } else { 1 });
    if columns > 2 && about < columns && head > 0 {
        match head_and_rest(&safe) {
            Some((first, rest)) => ways.push(vec![(head, first), (about, rest)]),
            None if safe.contains(' ') => ways.push(vec![(about, &*safe)]),
            None => {}
        }
        ways.push(vec![(head, &*safe)]);
    }
    ways.push(vec![(1, &*safe)]);
    ways.into_iter().map(|cells| table.row(date, &cells)).collect()
}

struct Table<'t> {
    columns: usize,
    header: Vec<&'t str>,
    /// Width of each cell of the model row, with its spaces.
    widths: Vec<usize>,
    opens: bool,
    closes: bool,
    indent: &'t str,
    aligned: bool,
}

impl<'t> Table<'t> {
    fn of(book: &Logbook<'t>, line: usize, raw: &'t str) -> Table<'t> {
        let trimmed = raw.trim();
        let cells = cells(trimmed);
        let rule = (1..=line + 1).rev().find(|line| is_rule(book.line(*line)));
        let header = rule.and_then(|rule| rule.checked_sub(1)).map_or("", |line| book.line(line));
        let header = self::cells(header.trim());
        let own = rule.map_or("", |rule| book.line(rule));
        let widths =
            |cells: &[&str]| -> Vec<usize> { cells.iter().map(|cell| cell.chars().count()).collect() };
        let (rule_widths, widths) = (widths(&self::cells(own.trim())), widths(&cells));
        let padded = cells.iter().any(|cell| cell.ends_with("  "));
        Table {
            columns: cells.len().max(header.len()).max(2),
            header,
            aligned: padded || (widths == rule_widths && widths.iter().any(|width| *width > 5)),
            widths,
            opens: trimmed.starts_with('|'),
            closes: trimmed.ends_with('|') && trimmed.len() > 1,
            indent: raw.get(..raw.len() - raw.trim_start().len()).unwrap_or_default(),
        }
    }

    /// Returns the first column with one of these names.
    fn column(&self, names: &str) -> Option<usize> {
        self.header.iter().position(|cell| is_one_of(cell, names))
    }

    fn row(&self, date: &str, filled: &[(usize, &str)]) -> String {
        let mut row = String::from(self.indent);
        for column in 0..self.columns {
            let text = match column {
                0 => date,
                _ => filled.iter().find(|(place, _)| *place == column).map_or("", |(_, text)| text),
            };
            if column > 0 || self.opens {
                row.push('|');
            }
            let cell = if column == 0 && !self.opens { format!("{text} ") } else { format!(" {text} ") };
            let width = if self.aligned { self.widths.get(column).copied().unwrap_or(0) } else { 0 };
            row.push_str(&cell);
            row.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count())));
        }
        if self.closes {
            row.push('|');
        }
        row.trim_end().to_owned()
    }
}

/// Whether a line is the rule between the header of a table and its rows.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains('-')
        && line.contains('|')
        && line.chars().all(|letter| matches!(letter, '|' | '-' | ':' | ' ' | '\t'))
}

/// Splits a row into its cells, with their spaces, at bars that are not escaped.
fn cells(row: &str) -> Vec<&str> {
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').filter(|inner| !inner.ends_with('\\')).unwrap_or(inner);
    let mut cells = Vec::new();
    let mut start = 0;
    let mut escaped = false;
    for (at, letter) in inner.char_indices() {
        if letter == '|' && !escaped {
            cells.push(inner.get(start..at).unwrap_or_default());
            start = at + 1;
        }
        escaped = letter == '\\' && !escaped;
    }
    cells.push(inner.get(start..).unwrap_or_default());
    cells
}
