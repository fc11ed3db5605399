//! `followup why NAME`: every rule for one contact: what it saw, and what came of it.

use super::arguments::Why;
use super::loading::{Wanted, load};
use super::meaning::Meaning;
use super::person::meant;
use super::report::{Report, in_form, to_json};
use super::terminal::{padded, safe, typed, width, wrapped};
use crate::core::day::Day;
use crate::core::people::contact::Contact;
use crate::core::plan::explain::{Explanation, RuleLine};
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// Runs `why`.
pub fn run(command: &Why, meaning: &Meaning) -> Result<Report, Failure> {
    let mut wanted = Wanted::from(meaning);
    wanted.today = command.on.or(wanted.today);
    let loaded = load(&wanted)?;
    let compiled = &loaded.compiled;
    let index = meant(&compiled.people, &command.name)?;
    let contact = compiled.people.contact(index);
    let explanation = loaded.explain(index);
    let day = compiled.agenda.today;
    let stdout = in_form(
        meaning.form,
        || json(contact, day, &explanation),
        || {
            let next = format!("next: followup show {}\n", typed(contact.name()));
            text(contact, day, &explanation, width()) + &next
        },
    );
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

#[derive(Serialize)]
struct Answer<'a> {
    contact: &'a str,
    path: &'a str,
    on: Day,
    stage: &'a str,
    rules: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    outcome: &'a str,
    text: &'a str,
    kind: Option<&'a str>,
    due: Option<Day>,
    by: Option<Day>,
    on: Option<Day>,
    evidence: Vec<Evidence<'a>>,
}

#[derive(Serialize)]
struct Evidence<'a> {
    text: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
}

fn json(contact: &Contact, on: Day, explanation: &Explanation<'_>) -> String {
    let rules = explanation.lines.iter().map(|line| Row {
        rule: line.rule,
        outcome: line.outcome,
        text: &line.text,
        kind: line.kind.map(|kind| kind.name()),
        due: line.due,
        by: line.by,
        on: line.on,
        evidence: line
            .places
            .iter()
            .map(|(text, place)| Evidence {
                text,
                path: place.as_ref().map(|place| place.path.as_str()),
                line: place.as_ref().and_then(|place| place.spot).map(|spot| spot.line),
            })
            .collect(),
    });
    to_json(&Answer {
        contact: contact.name(),
        path: contact.path.as_str(),
        on,
        stage: explanation.stage.name(),
        rules: rules.collect(),
    })
}

/// One paragraph a rule: those that speak first, then those that are quiet.
pub fn text(contact: &Contact, on: Day, explanation: &Explanation<'_>, width: usize) -> String {
    let mut text = format!(
        "{}  ({})  on {}, {}\n",
        safe(contact.name()),
        safe(contact.path.as_str()),
        on.in_words(),
        explanation.stage.name()
    );
    let (quiet, speaking): (Vec<_>, Vec<_>) = explanation.lines.iter().partition(|line| line.kind.is_none());
    for line in speaking.into_iter().chain(quiet) {
        push_line(&mut text, line, width);
    }
    text
}

fn push_line(text: &mut String, line: &RuleLine, width: usize) {
    let first = format!("  {}  {}  ", padded(line.outcome, 8), padded(line.rule, 9));
    let rest = " ".repeat(first.len());
    let mut said = line.text.clone();
    if let (Some(due), Some(by), Some(shown)) = (line.due, line.by, line.on) {
        let _ = write!(said, "; due {due}");
        if by != due {
            let _ = write!(said, ", by {by}");
        }
        if shown > due {
            let _ = write!(said, ", shown on {shown}");
        }
    } else if let Some((_, Some(place))) = line.places.first() {
        let _ = write!(said, " ({place})");
    }
    text.push_str(&wrapped(&safe(&said), &first, &rest, width));
    for (because, place) in line.places.iter().filter(|_| line.kind.is_some()) {
        let place = place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        text.push_str(&wrapped(
            &safe(&format!("because {because}{place}")),
            &rest,
            &format!("{rest}  "),
            width,
        ));
    }
}
