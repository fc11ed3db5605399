//! Broken front matter: each note of `tests/trouble/` is wrong in one way, and its row in `expected.md` lists
//! what is read all the same and what is reported. The rows were worked out by hand and are never written by
//! the program.

use crate::folders::repository;
use crate::vault::compiled;
use followup::core::config::model::Config;
use followup::core::day::Day;
use followup::core::people::contact::{Contact, Interaction, InteractionKind};
use followup::core::problem::Problem;
use std::collections::BTreeSet;

/// The columns that the program fills, in order after the case.
const ANSWERED: [&str; 7] = ["contact", "name", "email", "cadence", "log", "problems", "also"];

#[test]
fn intact_fields_of_broken_notes_are_read() {
    let folder = repository().join("tests/trouble");
    let table = std::fs::read_to_string(folder.join("expected.md")).unwrap();
    let mut wrong = Vec::new();
    let mut cases = BTreeSet::new();
    for (number, row) in (1..).zip(table.lines()).filter(|(_, line)| line.starts_with("| ")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [case, wanted @ ..] = cells.as_slice() else { continue };
        if matches!(*case, "case" | "---") {
            continue;
        }
        cases.insert(format!("{case}.md"));
        let read = read(case, &std::fs::read(folder.join(format!("{case}.md"))).unwrap());
        assert_eq!(wanted.len(), ANSWERED.len() + 1, "tests/trouble/expected.md:{number} has other columns");
        for ((column, wanted), read) in ANSWERED.iter().zip(wanted).zip(read) {
            if *wanted != read {
                wrong.push(format!(
                    "tests/trouble/expected.md:{number}: {case}: {column}: {wanted:?} is wanted, {read:?} is read"
                ));
            }
        }
    }
    assert_eq!(cases, notes(), "each note has its row, each row its note");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn notes() -> BTreeSet<String> {
    std::fs::read_dir(repository().join("tests/trouble"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name != "expected.md" && name != ".gitattributes")
        .collect()
}

fn read(case: &str, bytes: &[u8]) -> [String; 7] {
    let today = Day::from_iso("2026-11-22").unwrap();
    let compiled = compiled(&[(format!("{case}.md"), bytes)], &Config::default(), today);
    let problems = joined(compiled.problems.iter().map(problem), "; ");
    let [name, email, cadence, log, also] = match compiled.people.contacts.first() {
        Some(contact) => about(contact),
        None => std::array::from_fn(|_| "-".to_owned()),
    };
    let contact = if compiled.people.contacts.is_empty() { "no" } else { "yes" };
    [contact.to_owned(), name, email, cadence, log, problems, also]
}

/// Formats a problem as `error broken-yaml 4`; a problem of the whole note has no line.
fn problem(problem: &Problem) -> String {
    let line = problem.spot.map_or(String::new(), |spot| format!(" {}", spot.line));
    format!("{} {}{line}", problem.severity().name(), problem.code.name())
}

fn about(contact: &Contact) -> [String; 5] {
    let facts = &contact.facts;
    let also = [
        ("org", facts.org.iter().map(ToString::to_string).collect::<Vec<_>>()),
        ("role", facts.role.iter().map(ToString::to_string).collect()),
        ("aliases", facts.aliases.iter().map(ToString::to_string).collect()),
        ("tags", facts.tags.iter().map(ToString::to_string).collect()),
        ("phones", facts.phones.iter().map(ToString::to_string).collect()),
        ("birthday", facts.birthday.iter().map(|birthday| birthday.value.to_string()).collect()),
        ("status", facts.status.iter().map(|status| status.value.name().to_owned()).collect()),
        ("private", facts.rare.private.then(|| "true".to_owned()).into_iter().collect()),
    ];
    let also = also.into_iter().filter(|(_, values)| !values.is_empty());
    [
        contact.name().to_owned(),
        joined(facts.emails.iter().map(|email| email.value.to_string()), ", "),
        joined(facts.settings.cadence.iter().map(ToString::to_string), ", "),
        joined(contact.history.iter().map(entry), ", "),
        joined(also.map(|(key, values)| format!("{key} {}", values.join(", "))), "; "),
    ]
}

fn entry(entry: &Interaction) -> String {
    let kind = match entry.kind {
        InteractionKind::Clear(direction) => direction.name().to_owned(),
        other => format!("{other:?}").to_lowercase(),
    };
    let channel = entry.channel.map_or(String::new(), |channel| format!(" {}", channel.name()));
    format!("{} {kind}{channel}", entry.day)
}

fn joined(values: impl Iterator<Item = String>, between: &str) -> String {
    let values: Vec<String> = values.collect();
    if values.is_empty() { "-".to_owned() } else { values.join(between) }
}
