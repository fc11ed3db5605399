//! `followup skip NAME`: passes over what is due for a contact.

use super::arguments::edits::Skip;
use super::editing::{Task, apply_all, mode, report};
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::person::{meant, taken_for};
use super::report::Report;
use super::terminal::{safe, typed};
use crate::core::edit::log_style::Wording;
use crate::core::people::contact::ContactIndex;
use crate::io::failure::Failure;

/// The word that passes over the current follow-up (design 3.4).
pub const SKIPPED: &str = "skipped";

/// Runs `skip`.
pub fn run(skip: &Skip, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let index = meant(&loaded.compiled.people, &skip.name)?;
    let task = task(&loaded, index)?;
    let mode = mode(skip.dry_run);
    let made = apply_all(meaning, &loaded, &[task], mode)?;
    let said = taken_for(&loaded.compiled.people, &skip.name.words.join(" "));
    let said: Vec<String> = said.into_iter().collect();
    report(meaning, &made, mode, &said, "followup next")
}

/// The line that passes over what is chosen for a contact, if there is such a thing.
pub fn task(loaded: &Loaded, index: ContactIndex) -> Result<Task, Failure> {
    let lines = loaded.explain(index).lines;
    let chosen =
        lines.iter().any(|line| line.fate.is_shown() && line.kind.is_some_and(|kind| kind.is_relationship()));
    if chosen {
        return Ok(Task::Log(index, loaded.today.day, SKIPPED.to_owned(), Wording::Proposed));
    }
    let name = loaded.compiled.people.contact(index).name();
    Err(Failure::new(format!("there is nothing to pass over for {}", safe(name))).help(format!(
        "promises and dates are not skipped; `followup why {}` tells what each rule sees",
        typed(name)
    )))
}
