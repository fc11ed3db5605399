//! What many tests of commands begin with: a contact, the day on which commands run, and ticks in an agenda.

use crate::folders::{agenda, write};
use crate::program::run_on;
use std::path::Path;

pub(crate) const TODAY: &str = "2026-11-24";

pub(crate) const ADA: &str = "---\ntype: person\ncadence: 4 weeks\nemail: ada@post.example\n---\n\n## Log\n\n- 2026-10-20 email out: proof\n";

/// Runs the program on that day; returns exit status, standard output and standard error.
pub(crate) fn run(vault: &Path, arguments: &[&str]) -> (i32, String, String) {
    run_on(vault, TODAY, arguments)
}

/// Changes the line of the open card that contains some words.
#[track_caller]
pub(crate) fn tick(vault: &Path, words: &str, change: impl Fn(&str) -> String) {
    let agenda = agenda(vault);
    let is_meant = |line: &&str| line.starts_with("- [ ]") && line.contains(words);
    let cards: Vec<&str> = agenda.lines().filter(is_meant).collect();
    let [card] = cards[..] else { panic!("cards with `{words}`: {cards:?}\n{agenda}") };
    write(vault, "agenda/agenda.md", agenda.replace(card, &change(card)));
}
