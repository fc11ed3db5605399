//! One row of a table, read by the names of its columns. What was not asked for is known,
//! so that it can be kept.

use super::table::{Table, TableRow};
use crate::core::import::card::{Card, LabelledText, add_once};
use crate::core::note::fields::values::is_no_word;
use crate::core::text::one_line;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What separates several values of one cell in Google's export.
const SEPARATOR: &str = ":::";

/// A row under its header.
pub(super) struct Row<'t> {
    table: &'t Table,
    row: &'t TableRow,
    asked: RefCell<BTreeSet<usize>>,
}

impl<'t> Row<'t> {
    pub(super) fn new(table: &'t Table, row: &'t TableRow) -> Row<'t> {
        Row { table, row, asked: RefCell::default() }
    }

    pub(super) fn line(&self) -> usize {
        self.row.line
    }

    /// The text of a column by its folded name, without blanks round it; empty if there is none.
    /// A second column of that name which says something else is among the rest.
    pub(super) fn text(&self, column: &str) -> &'t str {
        let mut found = "";
        for place in self.places(|name| name == column) {
            let text = self.cell(place);
            if found.is_empty() {
                found = text;
            }
            if text == found {
                self.asked.borrow_mut().insert(place);
            }
        }
        found
    }

    fn places(&self, fits: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        let folded = self.table.folded.iter().enumerate();
        folded.filter(move |(_, name)| fits(name)).map(|(place, _)| place)
    }

    fn cell(&self, place: usize) -> &'t str {
        self.row.cells.get(place).map_or("", |cell| cell.trim())
    }

    /// The text of a column on one line, if it says anything: `-` and `N/A` do not.
    pub(super) fn said(&self, column: &str) -> Option<String> {
        let text = one_line(self.text(column));
        (!is_no_word(&text)).then_some(text)
    }

    /// What several columns say, as one text.
    pub(super) fn joined(&self, columns: &[&str], by: &str) -> Option<String> {
        let said: Vec<String> = columns.iter().filter_map(|column| self.said(column)).collect();
        (!said.is_empty()).then(|| said.join(by))
    }

    /// The text of a column as it is written, with its lines.
    pub(super) fn note(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The several texts of a cell.
    pub(super) fn several(&self, column: &str) -> Vec<String> {
        split(self.text(column))
    }

    /// Numbers that columns of a name have: 1, 2, 3 for `E-mail 1 - Value` and so on.
    pub(super) fn numbers(&self, stem: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::new();
        for name in &self.table.folded {
            let rest = name.strip_prefix(stem).unwrap_or_default();
            let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
            numbers.extend(rest.get(..digits).and_then(|number| number.parse::<u32>().ok()));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// Columns whose folded name fits, with name as written and text.
    pub(super) fn columns(&self, fits: impl Fn(&str) -> bool) -> Vec<(&'t str, &'t str)> {
        let mut found = Vec::new();
        for place in self.places(fits) {
            self.asked.borrow_mut().insert(place);
            let text = self.cell(place);
            if let Some(written) = self.table.columns.get(place).filter(|_| !text.is_empty()) {
                found.push((written.trim(), text));
            }
        }
        found
    }

    /// Marks columns as of no interest: nothing is lost with them.
    pub(super) fn pass_over(&self, names: &str) {
        self.columns(|name| names.split(' ').any(|known| known == name));
    }

    /// Everything that nobody asked for, by the names of its columns.
    pub(super) fn rest(&self, card: &mut Card) {
        let asked = self.asked.borrow();
        for (place, cell) in self.row.cells.iter().enumerate() {
            let text = one_line(cell);
            let name = self.table.columns.get(place).map_or("", |name| name.trim());
            if !asked.contains(&place) && !text.is_empty() {
                card.keep("other", LabelledText::new(name, text));
            }
        }
    }
}

/// The texts of a cell that holds several.
pub(super) fn split(cell: &str) -> Vec<String> {
    let parts = cell.split(SEPARATOR).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// Adds texts with one label, each once.
pub(super) fn add(texts: &mut Vec<LabelledText>, label: &str, values: Vec<String>) {
    values.into_iter().for_each(|value| add_once(texts, LabelledText::new(label, value)));
}

/// The name of a card from its parts, or from what else tells who it is.
pub(super) fn name(parts: &[Option<String>], card: &Card) -> Option<String> {
    let said: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    if !said.is_empty() {
        return Some(said.join(" "));
    }
    let local = |address: &LabelledText| address.value.split('@').next().unwrap_or_default().to_owned();
    card.aliases
        .first()
        .cloned()
        .or_else(|| card.org.clone())
        .or_else(|| card.emails.first().map(local))
        .or_else(|| card.phones.first().map(|phone| phone.value.clone()))
}
