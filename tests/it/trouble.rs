//! Front matter in trouble: each note of `tests/trouble/` is wrong in one way, and
//! `read.txt` says what is read of it all the same. `expected.md` beside it says
//! what ought to be read; it was worked out by hand, before the program.

use crate::folders::repository;
use followup::core::compile::compile;
use followup::core::config::model::Config;
use followup::core::config::obsidian::VaultSettings;
use followup::core::day::Day;
use followup::core::note::read::{Reader, read_note};
use followup::core::people::contact::Contact;
use followup::core::place::NotePath;
use followup::core::problem::show::as_text;
use std::fmt::Write;
use std::path::PathBuf;

#[test]
fn what_is_not_in_trouble_is_read() {
    let folder = repository().join("tests/trouble");
    let mut said = String::new();
    for path in notes() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let _ = writeln!(said, "== {name}\n{}", read(&name, &std::fs::read(&path).unwrap()));
    }
    let expected = folder.join("read.txt");
    if std::env::var_os("FOLLOWUP_REWRITE").is_some() {
        std::fs::write(&expected, &said).unwrap();
    }
    let wanted = std::fs::read_to_string(&expected).unwrap_or_default();
    let different = said.lines().zip(wanted.lines()).position(|(said, wanted)| said != wanted);
    assert!(
        said == wanted,
        "tests/trouble/read.txt:{} differs",
        different.unwrap_or(wanted.lines().count()) + 1
    );
}

/// Every note, in order of its name; the two other `.md` files are about them.
fn notes() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(repository().join("tests/trouble")).unwrap();
    let mut notes: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|ending| ending == "md") && !path.ends_with("expected.md")
        })
        .collect();
    notes.sort();
    assert!(notes.len() > 30, "the notes are there");
    notes
}

fn read(name: &str, bytes: &[u8]) -> String {
    let (config, settings) = (Config::default(), VaultSettings::default());
    let today = Day::from_iso("2026-11-22").unwrap();
    let path = NotePath::new(&format!("{name}.md"));
    let facts = read_note(&Reader::new(&config, &settings, today), &path, bytes);
    let compiled = compile(vec![facts], &config, today, "trouble");
    let mut text = match compiled.people.contacts.first() {
        Some(contact) => about(contact),
        None => format!("no contact: {:?}\n", compiled.others.first().map(|(_, standing)| standing)),
    };
    for problem in &compiled.problems {
        let said = anstream::adapter::strip_str(&as_text(problem)).to_string();
        text.push_str(said.lines().next().unwrap_or_default());
        let _ = writeln!(text, "\n  instead: {}", problem.effect);
    }
    text
}

fn about(contact: &Contact) -> String {
    let facts = &contact.facts;
    let emails: Vec<&str> = facts.emails.iter().map(|email| &*email.value).collect();
    let cadence = facts.settings.cadence.map(|cadence| cadence.to_string());
    let entries: Vec<String> =
        contact.history.iter().map(|entry| format!("{} {:?}", entry.day, entry.kind)).collect();
    format!(
        "{}; email {}; cadence {}; log {}; org {}; tags {}; phones {}; birthday {}\n",
        contact.name(),
        emails.join(" "),
        cadence.as_deref().unwrap_or("-"),
        entries.join(", "),
        facts.org.as_deref().unwrap_or("-"),
        facts.tags.join(" "),
        facts.phones.join(", "),
        facts.birthday.map_or("-".to_owned(), |birthday| birthday.value.to_string()),
    )
}
