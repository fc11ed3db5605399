//! The columns of a table for `new --batch`: which line is its header, and which key of a note each heading names.

use crate::core::import::csv::table::{self, Header, record};
use crate::core::import::findings::is_none;
use crate::core::note::fields::keys::{Key, KeyTable};
use crate::core::note::fields::values::is_placeholder;
use crate::core::text::{fold, one_line};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The content of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The value of a key of the note.
    Key(Key),
    Hooks,
    Promise,
    /// Anything else, which becomes a hook with the heading.
    Other,
}

/// All spellings of the keys of notes.
static KEYS: LazyLock<KeyTable> = LazyLock::new(|| KeyTable::new(&BTreeMap::new()));

fn column(heading: &str) -> Column {
    let heading = heading.trim().trim_matches('"');
    match fold(heading).as_str() {
        "displayname" => Column::Key(Key::Name),
        "title" => Column::Key(Key::Role),
        "labels" => Column::Key(Key::Tags),
        "hook" | "hooks" | "note" | "notes" | "remember" | "comment" | "comments" => Column::Hooks,
        "promise" | "promises" | "promised" | "todo" => Column::Promise,
        _ => match KEYS.find(heading) {
            Some((key, _)) if !NOT_OF_A_PERSON.contains(&key) => Column::Key(key),
            Some(_) | None => Column::Other,
        },
    }
}

/// Keys that describe the note itself, and those whose values do not fit into a cell.
const NOT_OF_A_PERSON: [Key; 9] = [
    Key::Dates,
    Key::Interactions,
    Key::Kind,
    Key::Categories,
    Key::Attendees,
    Key::Date,
    Key::Title,
    Key::Url,
    Key::Topics,
];

/// Returns the header if the first line that is neither blank nor `sep=;` is one: a name and another known heading.
pub(super) fn header(text: &str) -> Option<Header<Vec<Column>>> {
    let before = text.lines().take_while(|line| is_before_header(line)).count();
    table::header(text, before + 1, own_columns).ok()
}

fn is_before_header(line: &str) -> bool {
    line.trim().is_empty() || table::names_separator(line)
}

fn own_columns(headings: &[String]) -> Option<Vec<Column>> {
    let columns: Vec<Column> = headings.iter().map(|heading| column(heading)).collect();
    let named = columns.iter().any(|column| matches!(column, Column::Key(Key::Name | Key::FirstName)));
    let known = columns.iter().filter(|column| **column != Column::Other).count();
    (named && (known >= 2 || columns.len() == 1)).then_some(columns)
}

/// Returns the headings of a table that cannot be read, because none names the people or is known.
pub fn foreign_headings(text: &str) -> Option<String> {
    if header(text).is_some() {
        return None;
    }
    let mut lines = text.lines().map(str::trim).filter(|line| !is_before_header(line));
    let first = lines.next()?;
    for mark in [';', '\t', '|'] {
        let known = first.split(mark).filter(|heading| column(heading) != Column::Other).count();
        if known >= 2 {
            return Some(first.to_owned());
        }
    }
    let words = record(first, b',');
    let is_word = |word: &String| {
        !word.is_empty() && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '_'))
    };
    let is_address = |word: &String| column(word) == Column::Key(Key::Email);
    let mut rows = lines.peekable();
    let looks = words.len() > 1 && rows.peek().is_some();
    let looks = looks && (words.iter().all(is_word) || words.iter().any(is_address));
    let alike = looks && rows.all(|row| record(row, b',').len() == words.len() && !row.contains(": "));
    alike.then(|| first.to_owned())
}

/// Returns the headings of a table that are no keys of a note.
pub fn other_headings(text: &str) -> Vec<String> {
    let Some(Header { form, columns, .. }) = header(text) else { return Vec::new() };
    let others = form.iter().zip(&columns).filter(|(column, _)| **column == Column::Other);
    let headings = others.map(|(_, heading)| one_line(heading.trim().trim_matches('"')));
    headings.filter(|heading| !heading.is_empty()).collect()
}

/// Whether a cell says something. As in a note, `n/a` and the like do not; a whole name is what it says.
pub(super) fn is_value(column: Column, value: &str) -> bool {
    match column {
        Column::Key(Key::Name) => !value.is_empty(),
        // Outlook writes `0/0/00` for no day.
        Column::Key(key) if DAYS.contains(&key) => !is_none(value) && !is_placeholder(value),
        _ => !value.is_empty() && !is_placeholder(value),
    }
}

/// Keys whose values are days, or begin with one.
const DAYS: [Key; 10] = [
    Key::Anniversary,
    Key::Birthday,
    Key::Created,
    Key::LastContact,
    Key::Met,
    Key::Next,
    Key::PausedUntil,
    Key::SeeBy,
    Key::SequenceStart,
    Key::Snooze,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unreadable_tables_are_recognized() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(foreign_headings(text).is_some(), expected, "{text}");
        }
        case("Name|Email|Org\nJane Doe|jane@acme.example|Acme\n", true);
        case("Email;Org\njane@acme.example;Acme\n", true);
        case("\"Name, full\",Email\nJane Doe,jane@acme.example\n", true);
        case("Name;Email;Org\nJane Doe;jane@acme.example;Acme\n", false);
        case("Jane Doe, jane@acme.example\nBo Roe, Acme\n", false);
        case("\"Acme, Inc.\", jane@acme.example\nBo Roe, Acme\n", false);
        case("Vorname,Nachname,Firma\nJane,Doe,Acme\n", true);
        case("Name,Email\nJane Doe,jane@acme.example\n", false);
        case("Jane Doe, jane@acme.example, Acme: vinyl; tea\nBo Roe, Acme\n", false);
        case("Jane\nBo\n", false);
    }
}
