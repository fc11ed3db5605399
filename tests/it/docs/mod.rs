//! Keeps the documentation true: references are generated from the program's own tables, and links are checked.
//! `FOLLOWUP_REWRITE=1 cargo test --test it docs` rewrites the generated parts; review the diff like code.

mod commands;
mod config;
mod dependencies;
mod links;
mod note_format;
mod problems;
mod rules;

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

/// Checks, or rewrites, a file that is generated as a whole.
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

/// Checks, or rewrites, a generated part of a file, between `<!-- name -->` and `<!-- /name -->`.
pub(crate) fn holds(file: &str, name: &str, made: &str) {
    let text = text(file);
    let (open, close) = (format!("<!-- {name} -->\n\n"), format!("\n\n<!-- /{name} -->"));
    let (before, rest) = text.split_once(&open).unwrap_or_else(|| panic!("{file} has no {open}"));
    let (_, after) = rest.split_once(&close).unwrap_or_else(|| panic!("{file} has no {close}"));
    is(file, &format!("{before}{open}{}{close}{after}", made.trim_end()));
}

/// Returns the text that is between the marks now.
fn held(file: &str, name: &str) -> String {
    let text = text(file);
    let (_, rest) =
        text.split_once(&format!("<!-- {name} -->\n\n")).unwrap_or_else(|| panic!("{file}: {name}"));
    rest.split_once(&format!("<!-- /{name} -->")).unwrap_or_else(|| panic!("{file}: {name}")).0.to_owned()
}

/// Returns the cells of a row of a Markdown table.
fn cells(row: &str) -> Vec<String> {
    let inner = row.trim().trim_start_matches('|').trim_end_matches('|').replace("\\|", "\u{0}");
    inner.split('|').map(|cell| cell.trim().replace('\u{0}', "\\|")).collect()
}

/// Returns the rows of all tables in a text, without their heads.
fn rows(text: &str) -> Vec<Vec<String>> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |line: &str| line.starts_with("| ---");
    let body = |number: &usize| {
        let line = lines[*number];
        line.starts_with("| ") && !is_rule(line) && !lines.get(number + 1).is_some_and(|next| is_rule(next))
    };
    (0..lines.len()).filter(body).map(|number| cells(lines[number])).collect()
}
