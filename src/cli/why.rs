//! `followup why NAME`: every rule for one contact: what it saw, and what came of it.

use super::arguments::Why;
use super::loading::{Wanted, load};
use super::meaning::Meaning;
use super::person::meant;
use super::report::{Report, in_form, to_json};
use super::stages::{Verdict, why};
use super::terminal::{padded, safe, typed, width, wrapped};
use crate::core::day::Day;
use crate::core::people::contact::Contact;
use crate::io::failure::Failure;
use serde::Serialize;

/// Runs `why`.
pub fn run(command: &Why, meaning: &Meaning) -> Result<Report, Failure> {
    let mut wanted = Wanted::from(meaning);
    wanted.today = command.on.or(wanted.today);
    let loaded = load(&wanted)?;
    let compiled = &loaded.compiled;
    let index = meant(&compiled.people, &command.name)?;
    let contact = compiled.people.contact(index);
    let verdicts = why(compiled, &loaded.config, index);
    let day = compiled.agenda.today;
    let stdout = in_form(
        meaning.form,
        || json(contact, day, &verdicts),
        || {
            let next = format!("next: followup show {}\n", typed(contact.name()));
            text(contact, day, &verdicts, width()) + &next
        },
    );
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

#[derive(Serialize)]
struct Answer<'a> {
    contact: &'a str,
    path: &'a str,
    on: Day,
    rules: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    outcome: &'a str,
    text: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
}

fn json(contact: &Contact, on: Day, verdicts: &[Verdict]) -> String {
    let rules = verdicts.iter().map(|verdict| Row {
        rule: verdict.rule,
        outcome: verdict.outcome.name(),
        text: &verdict.text,
        path: verdict.place.as_ref().map(|place| place.path.as_str()),
        line: verdict.place.as_ref().and_then(|place| place.spot).map(|spot| spot.line),
    });
    to_json(&Answer { contact: contact.name(), path: contact.path.as_str(), on, rules: rules.collect() })
}

/// One paragraph a rule.
pub fn text(contact: &Contact, on: Day, verdicts: &[Verdict], width: usize) -> String {
    let mut text =
        format!("{}  ({}) on {}\n", safe(contact.name()), safe(contact.path.as_str()), on.in_words());
    for verdict in verdicts {
        let place = verdict.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        let first = format!("  {}  {}  ", padded(verdict.outcome.name(), 6), padded(verdict.rule, 13));
        let rest = " ".repeat(first.len());
        text.push_str(&wrapped(&safe(&format!("{}{place}", verdict.text)), &first, &rest, width));
    }
    text
}
