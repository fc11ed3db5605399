//! `followup config`: the configuration in force; with a name, which of its
//! settings a contact has from where.

use super::arguments::Name;
use super::arguments::looks::Config;
use super::loading::{self, Wanted, load};
use super::meaning::Meaning;
use super::person::meant;
use super::report::{Report, in_form, object, to_json};
use super::terminal::{safe, typed};
use crate::core::config::effective::{Effective, Given, Origin, effective};
use crate::core::config::model::ReplyWithin;
use crate::core::config::print;
use crate::core::people::contact::Contact;
use crate::core::people::settings::Attempts;
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// Runs `config`.
pub fn run(command: &Config, meaning: &Meaning) -> Result<Report, Failure> {
    if command.name.is_empty() {
        let config = loading::config(&meaning.vault)?;
        let stdout =
            in_form(meaning.form, || to_json(&print::effective_json(&config)), || print::effective(&config));
        return Ok(Report { stdout, ..Report::default() });
    }
    let loaded = load(&Wanted::from(meaning))?;
    let compiled = &loaded.compiled;
    let index = meant(&compiled.people, &Name { words: command.name.clone() })?;
    let contact = compiled.people.contact(index);
    let settings = settings(contact, &effective(&loaded.config, &contact.facts, &contact.path));
    let stdout = in_form(meaning.form, || json(contact, &settings), || text(contact, &settings));
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

/// A setting of a contact, and what gave it.
#[derive(Serialize)]
struct SettingFrom {
    key: &'static str,
    value: String,
    from: String,
}

/// The settings in force for a contact, in the order of the reference.
fn settings(contact: &Contact, settings: &Effective) -> Vec<SettingFrom> {
    let mut rows = Vec::new();
    let mut row = |key, value: String, origin: &Origin| {
        let place = origin.place(&contact.path).map(|place| place.to_string()).unwrap_or_default();
        let from = match origin {
            Origin::Rule(_) => format!("rule, {place}"),
            Origin::Note(_) => place,
            Origin::Default => "default".to_owned(),
        };
        rows.push(SettingFrom { key, value, from });
    };
    if let Some(Given { value, origin }) = &settings.cadence {
        row("cadence", value.to_string(), origin);
    }
    row("weekdays-only", settings.weekdays_only.value.to_string(), &settings.weekdays_only.origin);
    let attempts = match settings.attempts.value {
        Attempts::Never => "never".to_owned(),
        Attempts::AtMost(number) => number.to_string(),
    };
    row("attempts", attempts, &settings.attempts.origin);
    if let Some(Given { value, origin }) = &settings.retry {
        row("retry", value.to_string(), origin);
    }
    if let Some(Given { value, origin }) = &settings.channel {
        row("channel", value.name().to_owned(), origin);
    }
    row("priority", settings.priority.value.name().to_owned(), &settings.priority.origin);
    if let Some(Given { value, origin }) = &settings.sequence {
        row("sequence", value.clone(), origin);
    }
    if let Some(Given { value, origin }) = &settings.lead {
        row("lead", format!("{value} days"), origin);
    }
    let reply = match settings.reply_within.value {
        ReplyWithin::Off => "off".to_owned(),
        ReplyWithin::Within(interval) => interval.to_string(),
    };
    row("reply-within", reply, &settings.reply_within.origin);
    rows
}

fn json(contact: &Contact, settings: &[SettingFrom]) -> String {
    to_json(&object! { contact: contact.name(), path: contact.path.as_str(), settings: settings })
}

fn text(contact: &Contact, settings: &[SettingFrom]) -> String {
    let mut text = format!("{}  ({})\n", safe(contact.name()), safe(contact.path.as_str()));
    for setting in settings {
        let _ = writeln!(text, "  {:<14} {:<24} {}", setting.key, safe(&setting.value), safe(&setting.from));
    }
    let _ = writeln!(text, "next: followup why {}", typed(contact.name()));
    text
}
