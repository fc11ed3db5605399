//! A row of a table, read by the names of its columns. It records which columns were read, so that the others
//! can be kept.

use super::table::{Table, TableRow};
use crate::core::import::card::{Card, LabelledText, add_once};
use crate::core::note::fields::values::is_no_word;
use crate::core::text::one_line;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Separates several values in a cell of Google's export.
const SEPARATOR: &str = ":::";

/// A row with the columns of its table.
pub(super) struct Row<'t> {
    table: &'t Table,
    row: &'t TableRow,
    used: RefCell<BTreeSet<usize>>,
}

impl<'t> Row<'t> {
    pub(super) fn new(table: &'t Table, row: &'t TableRow) -> Row<'t> {
        Row { table, row, used: RefCell::default() }
    }

    pub(super) fn line(&self) -> usize {
        self.row.line
    }

    /// Returns the text of a column by its folded name, trimmed; empty if there is none. A second column of
    /// that name with another text counts as not read.
    pub(super) fn text(&self, column: &str) -> &'t str {
        let mut found = "";
        for place in self.places(|name| name == column) {
            let text = self.cell(place);
            if found.is_empty() {
                found = text;
            }
            if text == found {
                self.used.borrow_mut().insert(place);
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

    /// Returns the text of a column on one line, or `None` if it is empty or a filler such as `-` or `N/A`.
    pub(super) fn value(&self, column: &str) -> Option<String> {
        let text = one_line(self.text(column));
        (!is_no_word(&text)).then_some(text)
    }

    /// Joins the texts of several columns.
    pub(super) fn joined(&self, columns: &[&str], by: &str) -> Option<String> {
        let values: Vec<String> = columns.iter().filter_map(|column| self.value(column)).collect();
        (!values.is_empty()).then(|| values.join(by))
    }

    /// Returns the text of a column with its lines.
    pub(super) fn note(&self, column: &str) -> Option<String> {
        Some(self.text(column)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// Returns the values of a cell that holds several.
    pub(super) fn several(&self, column: &str) -> Vec<String> {
        split(self.text(column))
    }

    /// Returns the numbers in the names of columns: 1, 2 and 3 for `E-mail 1 - Value` and so on.
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

    /// Returns the columns whose folded name fits, as pairs of the written name and the text.
    pub(super) fn columns(&self, fits: impl Fn(&str) -> bool) -> Vec<(&'t str, &'t str)> {
        let mut found = Vec::new();
        for place in self.places(fits) {
            self.used.borrow_mut().insert(place);
            let text = self.cell(place);
            if let Some(written) = self.table.columns.get(place).filter(|_| !text.is_empty()) {
                found.push((written.trim(), text));
            }
        }
        found
    }

    /// Marks columns as read without using them.
    pub(super) fn ignore(&self, names: &str) {
        self.columns(|name| names.split(' ').any(|known| known == name));
    }

    /// Keeps the texts of all columns that were not read, by the names of the columns.
    pub(super) fn rest(&self, card: &mut Card) {
        let used = self.used.borrow();
        for (place, cell) in self.row.cells.iter().enumerate() {
            let text = one_line(cell);
            let name = self.table.columns.get(place).map_or("", |name| name.trim());
            if !used.contains(&place) && !text.is_empty() {
                card.keep("other", LabelledText::new(name, text));
            }
        }
    }
}

/// Splits a cell that holds several values.
pub(super) fn split(cell: &str) -> Vec<String> {
    let parts = cell.split(SEPARATOR).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// Adds texts with one label, without duplicates.
pub(super) fn add(texts: &mut Vec<LabelledText>, label: &str, values: Vec<String>) {
    values.into_iter().for_each(|value| add_once(texts, LabelledText::new(label, value)));
}

/// Whether a title is only how somebody is addressed, and no part of the name: `Herr`, `Mr.`; not `Dr.`
pub(super) fn is_salutation(title: &str) -> bool {
    const WORDS: [&str; 19] = [
        "mr", "mrs", "ms", "mx", "miss", "herr", "hr", "frau", "fr", "monsieur", "madame", "mme", "mlle",
        "sr", "sra", "srta", "dhr", "mevr", "fru",
    ];
    WORDS.contains(&title.trim_end_matches('.').to_lowercase().as_str())
}

/// Returns the name from its parts, else from the nickname, company, address or number of the card.
pub(super) fn name(parts: &[Option<String>], card: &Card) -> Option<String> {
    let values: Vec<&str> = parts.iter().flatten().map(String::as_str).collect();
    if !values.is_empty() {
        return Some(values.join(" "));
    }
    let local = |address: &LabelledText| address.value.split('@').next().unwrap_or_default().to_owned();
    card.aliases
        .first()
        .cloned()
        .or_else(|| card.org.clone())
        .or_else(|| card.emails.first().map(local))
        .or_else(|| card.phones.first().map(|phone| phone.value.clone()))
}
