//! Splits a CSV file into rows. The only user of the `csv` crate, which gets one record at a time, so that an
//! unclosed quotation mark costs its row and not the rest of the file.

use super::Form;
use crate::core::import::findings::Findings;
use crate::core::problem::{Code, quoted};
use crate::core::text::{behind_start, clip, fold};

/// Maximum number of bytes of a record; in a longer one a quotation mark is unclosed.
const MAX_RECORD_BYTES: usize = 256 * 1024;

/// Maximum number of lines of a record whose number of cells differs from the header; a longer one has
/// swallowed other rows.
const MAX_RECORD_LINES: usize = 20;

/// The header of a table.
pub(crate) struct Header<F> {
    pub(crate) form: F,
    pub(crate) columns: Vec<String>,
    delimiter: u8,
    /// Byte and line at which the rows begin.
    start: (usize, usize),
}

/// The rows of a table with the names of their columns.
#[derive(Debug)]
pub(crate) struct Table<F = Form> {
    pub(crate) form: F,
    /// The names of the columns, as written.
    pub(crate) columns: Vec<String>,
    /// The names of the columns, folded.
    pub(super) folded: Vec<String>,
    /// The rows that are not empty.
    pub(crate) rows: Vec<TableRow>,
}

/// A row with its line in the file.
#[derive(Debug)]
pub(crate) struct TableRow {
    pub(crate) line: usize,
    pub(crate) cells: Vec<String>,
}

/// Finds the header among the first lines; the error is the names on the first line that has several.
pub(crate) fn header<F>(
    text: &str,
    lines: usize,
    form: impl Fn(&[String]) -> Option<F>,
) -> Result<Header<F>, Vec<String>> {
    let mut seen = Vec::new();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate().take(lines) {
        let end = at + line.len();
        for delimiter in [b',', b';', b'\t'] {
            // A line break within the quotes of a header is not supported; no known export has one.
            let columns = record(line, delimiter);
            let folded: Vec<String> = columns.iter().map(|column| fold(column.trim())).collect();
            if let Some(form) = form(&folded) {
                return Ok(Header { form, columns, delimiter, start: (end, number + 2) });
            }
            if columns.len() > 1 && seen.is_empty() && !names_separator(line) {
                seen = columns.iter().map(|column| clip(column.trim(), 40).into_owned()).collect();
            }
        }
        at = end;
    }
    if seen.is_empty() {
        let first = text.lines().map(str::trim).find(|line| !line.is_empty());
        seen = first.map(|line| clip(line, 80).into_owned()).into_iter().collect();
    }
    Err(seen)
}

impl<F> Table<F> {
    /// Reads the rows below the header.
    pub(crate) fn read(text: &str, header: Header<F>, findings: &mut Findings<'_>) -> Table<F> {
        let folded = header.columns.iter().map(|column| fold(column.trim())).collect();
        let mut table = Table { form: header.form, columns: header.columns, folded, rows: Vec::new() };
        let (mut at, mut line) = header.start;
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let closed = record_end(rest, header.delimiter).and_then(|end| {
                let chunk = rest.get(..end)?;
                let cells = record(chunk, header.delimiter);
                // A record of many lines with a wrong number of cells contains other rows.
                let has_own_lines = chunk.matches('\n').count() <= MAX_RECORD_LINES;
                (has_own_lines || cells.len() == table.columns.len()).then_some((chunk, cells))
            });
            let (chunk, cells) = closed.unzip();
            let chunk = chunk.or(rest.split_inclusive('\n').next()).unwrap_or(rest);
            match cells {
                Some(cells) => table.add_row(cells, line, findings),
                None => report_unclosed(chunk, line, findings),
            }
            line += chunk.matches('\n').count();
            at += chunk.len().max(1);
        }
        table
    }

    fn add_row(&mut self, mut cells: Vec<String>, line: usize, findings: &mut Findings<'_>) {
        let surplus = cells.split_off(self.columns.len().min(cells.len()));
        if surplus.iter().any(|cell| !cell.trim().is_empty()) {
            findings.report(
                Code::LostValue,
                line,
                format!("the row has more values than the header: {}", quoted(&surplus.join(", "))),
                "put values with commas in quotation marks in the file",
                "the extra values are left out",
            );
        }
        if cells.iter().any(|cell| !cell.trim().is_empty()) {
            self.rows.push(TableRow { line, cells });
        }
    }

    /// Iterates over the texts in columns of dates.
    pub(super) fn dates(&self) -> impl Iterator<Item = &str> {
        let is_date = |column: &str| {
            matches!(column, "birthday" | "anniversary")
                || (column.starts_with("event") && column.ends_with("value"))
        };
        let cells = self.rows.iter().flat_map(|row| row.cells.iter().zip(&self.folded));
        cells.filter(move |(_, name)| is_date(name)).map(|(cell, _)| cell.as_str())
    }
}

fn report_unclosed(chunk: &str, line: usize, findings: &mut Findings<'_>) {
    findings.report(
        Code::BrokenCard,
        line,
        format!("a row with a quotation mark that is never closed: {}", quoted(chunk)),
        "close it in the file and import it again",
        "the row is left out",
    );
}

/// Whether a line only tells Excel by what the cells are separated: `sep=;`.
pub(crate) fn names_separator(line: &str) -> bool {
    let line = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    behind_start(line, "sep=").is_some_and(|mark| mark.chars().count() == 1)
}

/// Splits a record into its cells.
pub(crate) fn record(chunk: &str, delimiter: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(chunk.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(str::to_owned).collect()
}

/// Returns the length of the first record with its line break; `None` if a quotation mark is unclosed. It
/// counts as unclosed also if the closing one, on a later line, is followed by text, since that one opens a
/// cell of another row.
fn record_end(text: &str, delimiter: u8) -> Option<usize> {
    let (mut quoted, mut begins, mut lines) = (false, true, 0);
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if at > MAX_RECORD_BYTES {
            return None;
        }
        match byte {
            b'"' if quoted && bytes.peek().is_some_and(|(_, next)| *next == b'"') => {
                bytes.next();
            }
            b'"' if quoted => {
                let next = bytes.peek().map(|(_, next)| *next);
                let ends = next.is_none_or(|next| next == delimiter || matches!(next, b'\n' | b'\r' | b' '));
                if lines > 0 && !ends {
                    return None;
                }
                quoted = false;
            }
            b'"' if begins => (quoted, lines) = (true, 0),
            b'\n' if quoted => lines += 1,
            b'\n' if !quoted => return Some(at + 1),
            _ => {}
        }
        begins = !quoted && byte == delimiter;
    }
    (!quoted).then_some(text.len())
}
