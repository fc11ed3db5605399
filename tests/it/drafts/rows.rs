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
    for (column, text, is_there) in [
        ("says", &message, true),
        ("does not say", &message, false),
        ("the file says", &draft.text, true),
        ("the file does not say", &draft.text, false),
    ] {
        let parts = cell(column).strip_prefix('"').and_then(|parts| parts.strip_suffix('"'));
        let parts = parts.into_iter().flat_map(|parts| parts.split("\", \""));
        let mut wrong = parts.filter(|part| text.contains(&part.replace("<br>", "\n")) != is_there);
        if let Some(part) = wrong.next() {
            return Err(format!("`{column}` \"{part}\":\n{text}"));
        }
    }
    Ok(())
}
