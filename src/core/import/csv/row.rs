//! One row of a table, read by the names of its columns. What was not asked for is known,
//! so that it can be kept.

use super::table::{Table, TableRow};
use crate::core::address::Address;
use crate::core::import::card::{Card, LabelledText};
use crate::core::import::findings::Findings;
use crate::core::note::fields::values::is_no_word;
use crate::core::problem::{Code, quoted};
use crate::core::text::one_line;
use std::cell::RefCell;

/// What separates several values of one cell in Google's export.
const SEPARATOR: &str = ":::";

/// A row under its header.
pub(super) struct Row<'t> {
    table: &'t Table,
    row: &'t TableRow,
    asked: RefCell<Vec<bool>>,
}

impl<'t> Row<'t> {
    pub(super) fn new(table: &'t Table, row: &'t TableRow) -> Row<'t> {
        Row { table, row, asked: RefCell::new(vec![false; row.cells.len()]) }
    }

    pub(super) fn line(&self) -> usize {
        self.row.line
    }

    /// The text of a column by its folded name, without blanks round it; empty if there is none.
    /// A second column of that name which says something else is among the rest.
    pub(super) fn text(&self, column: &str) -> &'t str {
        let mut found = "";
        for (place, _) in self.table.folded.iter().enumerate().filter(|(_, name)| *name == column) {
            let text = self.row.cells.get(place).map_or("", |cell| cell.trim());
            if found.is_empty() {
                found = text;
            }
            if text == found {
                self.ask(place);
            }
        }
        found
    }

    fn ask(&self, place: usize) -> &'t str {
        if let Some(asked) = self.asked.borrow_mut().get_mut(place) {
            *asked = true;
        }
        self.row.cells.get(place).map_or("", |cell| cell.trim())
    }

    /// The text of a column on one line, if it says anything: `-` and `N/A` do not.
    pub(super) fn said(&self, column: &str) -> Option<String> {
        let text = one_line(self.text(column));
        (!is_no_word(&text)).then_some(text)
    }

    /// The several texts of a cell.
    pub(super) fn several(&self, column: &str) -> Vec<String> {
        split(self.text(column))
    }

    /// Numbers that columns of a name have: 1, 2, 3 for `E-mail 1 - Value` and so on.
    pub(super) fn numbers(&self, stem: &str) -> Vec<u32> {
        let mut numbers: Vec<u32> = Vec::new();
        for name in &self.table.folded {
            let digits: String = name
                .strip_prefix(stem)
                .unwrap_or_default()
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            if let Ok(number) = digits.parse()
                && !numbers.contains(&number)
            {
                numbers.push(number);
            }
        }
        numbers.sort_unstable();
        numbers
    }

    /// Columns whose folded name fits, with name as written and text.
    pub(super) fn columns(&self, fits: impl Fn(&str) -> bool) -> Vec<(&'t str, &'t str)> {
        let mut found = Vec::new();
        for (place, _) in self.table.folded.iter().enumerate().filter(|(_, name)| fits(name)) {
            let text = self.ask(place);
            if let Some(written) = self.table.columns.get(place).filter(|_| !text.is_empty()) {
                found.push((written.trim(), text));
            }
        }
        found
    }

    /// Marks columns as of no interest: nothing is lost with them.
    pub(super) fn pass_over(&self, names: &[&str]) {
        for (place, _) in
            self.table.folded.iter().enumerate().filter(|(_, folded)| names.contains(&folded.as_str()))
        {
            self.ask(place);
        }
    }

    /// Everything that nobody asked for, by the names of its columns.
    pub(super) fn rest(&self, card: &mut Card) {
        let asked = self.asked.borrow();
        let mut texts = Vec::new();
        for (place, cell) in self.row.cells.iter().enumerate() {
            let text = one_line(cell);
            let name = self.table.columns.get(place).map_or("", |name| name.trim());
            if !asked.get(place).copied().unwrap_or(true) && !text.is_empty() {
                texts.push(LabelledText::new(name, text));
            }
        }
        match card.more.iter_mut().find(|(key, _)| key == "other") {
            Some((_, known)) => known.extend(texts),
            None if texts.is_empty() => {}
            None => card.more.push(("other".to_owned(), texts)),
        }
    }
}

/// The texts of a cell that holds several.
pub(super) fn split(cell: &str) -> Vec<String> {
    let parts = cell.split(SEPARATOR).map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

/// Adds addresses to a card; one that no message can be sent to is kept apart and said.
pub(super) fn add_emails(
    card: &mut Card,
    label: &str,
    texts: Vec<String>,
    line: usize,
    findings: &mut Findings<'_>,
) {
    for text in texts {
        let text = text.strip_prefix("mailto:").unwrap_or(&text).to_owned();
        if Address::is(&text) {
            if !card.emails.iter().any(|known| known.value == text) {
                card.emails.push(LabelledText::new(label, text));
            }
            continue;
        }
        findings.say(
            Code::BadEmail,
            line,
            format!("not an e-mail address: {}", quoted(&text)),
            "correct it in the note, under `email`",
            "it is kept under `other-email`",
        );
        card.more.push(("other-email".to_owned(), vec![LabelledText::new(label, text)]));
    }
}

/// Adds texts with one label, each once.
pub(super) fn add(texts: &mut Vec<LabelledText>, label: &str, values: Vec<String>) {
    for value in values {
        if !texts.iter().any(|known| known.value == value) {
            texts.push(LabelledText::new(label, value));
        }
    }
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
