//! Drafts as tables: each row of `tests/drafts/*.md` is a vault with one note about Ada Lovelace, as in the tables of
//! rules, and a kind of draft. The texts in quotes are parts of the message or of its file, or must not be;
//! `<br>` breaks their lines too.

use super::Vault;
use crate::rules::{Row, note, rows_hold};

const COLUMNS: [&str; 7] =
    ["practice", "note says", "draft", "says", "does not say", "the file says", "the file does not say"];

#[test]
fn every_row_holds() {
    rows_hold("tests/drafts", &COLUMNS, check);
}

fn check(row: &Row) -> Result<(), String> {
    let cell = |column: &str| row.get(column).map_or("", String::as_str);
    let vault = Vault::of(&note(&format!("type: person<br>name: Ada Lovelace<br>{}", cell("note says"))));
    let draft = vault.draft(&vault.follow_up(cell("draft")));
    let message = format!("{}\n{}", draft.subject, draft.body);
    let mut count = 0;
    for (column, text, is_there) in [
        ("says", &message, true),
        ("does not say", &message, false),
        ("the file says", &draft.text, true),
        ("the file does not say", &draft.text, false),
    ] {
        for part in quoted(cell(column))? {
            count += 1;
            if text.contains(&part.replace("<br>", "\n")) != is_there {
                return Err(format!("`{column}` \"{part}\":\n{text}"));
            }
        }
    }
    if count == 0 { Err("the row says nothing about the draft".to_owned()) } else { Ok(()) }
}

/// Returns the texts of a cell, each in quotes; none of them is empty.
fn quoted(cell: &str) -> Result<Vec<&str>, String> {
    if cell.is_empty() {
        return Ok(Vec::new());
    }
    let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"'));
    let parts: Vec<&str> = inner.unwrap_or_default().split("\", \"").collect();
    if parts.contains(&"") { Err(format!("not texts in quotes: {cell}")) } else { Ok(parts) }
}
