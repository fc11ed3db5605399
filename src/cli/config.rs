//! `followup config`: the configuration in force; with a name, which of its
//! settings a contact has from where.

use super::arguments::{Config, Name};
use super::loading::{self, Wanted, load};
use super::meaning::Meaning;
use super::person::meant;
use super::report::{Report, in_form, to_json};
use super::stages::{SettingFrom, effective, effective_json, settings_of};
use super::terminal::{safe, typed};
use crate::core::people::contact::Contact;
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// Runs `config`.
pub fn run(command: &Config, meaning: &Meaning) -> Result<Report, Failure> {
    if command.name.is_empty() {
        let config = loading::config(&meaning.vault)?;
        let stdout = in_form(meaning.form, || effective_json(&config), || effective(&config));
        return Ok(Report { stdout, ..Report::default() });
    }
    let loaded = load(&Wanted::from(meaning))?;
    let compiled = &loaded.compiled;
    let index = meant(&compiled.people, &Name { words: command.name.clone() })?;
    let contact = compiled.people.contact(index);
    let settings = settings_of(compiled, &loaded.config, index);
    let stdout = in_form(meaning.form, || json(contact, &settings), || text(contact, &settings));
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

#[derive(Serialize)]
struct Answer<'a> {
    contact: &'a str,
    path: &'a str,
    settings: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    key: &'a str,
    value: &'a str,
    from: &'a str,
}

fn json(contact: &Contact, settings: &[SettingFrom]) -> String {
    let settings =
        settings.iter().map(|setting| Row { key: setting.key, value: &setting.value, from: &setting.from });
    to_json(&Answer { contact: contact.name(), path: contact.path.as_str(), settings: settings.collect() })
}

fn text(contact: &Contact, settings: &[SettingFrom]) -> String {
    let mut text = format!("{}  ({})\n", safe(contact.name()), safe(contact.path.as_str()));
    for setting in settings {
        let _ = writeln!(text, "  {:<14} {:<24} {}", setting.key, safe(&setting.value), safe(&setting.from));
    }
    if settings.is_empty() {
        text.push_str("  no settings: neither the note nor a rule gives one\n");
    }
    let _ = writeln!(text, "next: followup why {}", typed(contact.name()));
    text
}
