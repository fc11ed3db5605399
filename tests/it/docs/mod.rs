//! The documentation holds what the program holds: references are made of its own tables,
//! and every link leads somewhere. `FOLLOWUP_REWRITE=1 cargo test --test it docs` writes
//! what is made of tables anew; the difference is then reviewed like code.

mod commands;
mod config;
mod dependencies;
mod links;
mod note_format;
mod problems;
mod rules;
mod templates;

use crate::folders::repository;
use std::path::PathBuf;

fn rewriting() -> bool {
    std::env::var_os("FOLLOWUP_REWRITE").is_some()
}

fn path(file: &str) -> PathBuf {
    repository().join(file)
}

fn text(file: &str) -> String {
    std::fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A file that is made of tables from its first line to its last.
fn is(file: &str, made: &str) {
    if rewriting() {
        std::fs::write(path(file), made).unwrap();
        return;
    }
    let found = text(file);
    let line = found.lines().zip(made.lines()).position(|(found, made)| found != made);
    let line = line.unwrap_or_else(|| found.lines().count().min(made.lines().count()));
    assert!(
        found == made,
        "{file}:{}: found {:?}, should be {:?}; FOLLOWUP_REWRITE=1 writes it anew",
        line + 1,
        found.lines().nth(line),
        made.lines().nth(line)
    );
}

/// A part of a file that is made of tables: it stands between `<!-- name -->` and `<!-- /name -->`.
pub(crate) fn holds(file: &str, name: &str, made: &str) {
    let text = text(file);
    let (open, close) = (format!("<!-- {name} -->\n\n"), format!("\n\n<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("{file} has no {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{file} has no {close}"));
    is(file, &format!("{before}{open}{}{close}{after}", made.trim_end()));
}

/// What stands between the marks now.
fn held(file: &str, name: &str) -> String {
    let text = text(file);
    let (_, rest) =
        text.split_once(&format!("<!-- {name} -->\n\n")).unwrap_or_else(|| panic!("{file}: {name}"));
    rest.split_once(&format!("<!-- /{name} -->")).unwrap_or_else(|| panic!("{file}: {name}")).0.to_owned()
}

/// The cells of a row of a Markdown table.
fn cells(row: &str) -> Vec<String> {
    let inner = row.trim().trim_start_matches('|').trim_end_matches('|').replace("\\|", "\u{0}");
    inner.split('|').map(|cell| cell.trim().replace('\u{0}', "\\|")).collect()
}

/// The rows of the tables of a text, without their heads.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &str| line.starts_with("| ---");
    let body = |number: &usize| {
        let line = lines[*number];
        line.starts_with("| ") && !is_rule(line) && !lines.get(number + 1).is_some_and(|next| is_rule(next))
    };
    (0..lines.len()).filter(body).map(|number| cells(lines[number])).collect()
}
