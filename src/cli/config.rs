//! `followup config`: prints the effective configuration or, with a name, the settings of a contact and where each
//! comes from.

use super::arguments::looks::Config;
use super::loading::{self, Loaded, Wanted, load};
use super::meaning::Meaning;
use super::person::named;
use super::report::{Report, in_form, object, to_json};
use super::terminal::safe;
use crate::core::config::effective::{Effective, Given, Origin, effective};
use crate::core::config::print;
use crate::core::people::contact::Contact;
use crate::core::people::settings::Attempts;
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

pub(super) fn run(command: &Config, meaning: &Meaning) -> Result<Report, Failure> {
    if command.name.is_empty() {
        let config = loading::config(&meaning.vault)?;
        let stdout =
            in_form(meaning.form, || to_json(&print::effective_json(&config)), || print::effective(&config));
        return Ok(Report::printing(stdout));
    }
    let loaded = load(&Wanted::from(meaning))?;
    let compiled = &loaded.compiled;
    let index = named(&compiled.people, &command.name.join(" "))?;
    let contact = compiled.people.contact(index);
    let settings = settings(contact, &effective(&loaded.config, &contact.facts, &contact.path));
    let stdout = in_form(meaning.form, || json(contact, &settings), || text(&loaded, contact, &settings));
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

/// A setting of a contact, and its source.
#[derive(Serialize)]
struct SettingFrom {
    key: &'static str,
    value: String,
    from: String,
}

/// Returns the settings of a contact, in the order of the reference.
fn settings(contact: &Contact, settings: &Effective) -> Vec<SettingFrom> {
    let attempts = |attempts: &Attempts| match attempts {
        Attempts::Never => "never".to_owned(),
        Attempts::AtMost(number) => number.to_string(),
    };
    let all = [
        ("cadence", settings.cadence.as_ref().map(|given| shown(given, ToString::to_string))),
        ("weekdays-only", Some(shown(&settings.weekdays_only, ToString::to_string))),
        ("attempts", Some(shown(&settings.attempts, attempts))),
        ("retry", settings.retry.as_ref().map(|given| shown(given, ToString::to_string))),
        ("channel", settings.channel.as_ref().map(|given| shown(given, |channel| channel.name().to_owned()))),
        ("priority", Some(shown(&settings.priority, |priority| priority.name().to_owned()))),
        (
            "sequence",
            settings
                .sequence
                .as_ref()
                .map(|given| shown(given, |choice| choice.name().unwrap_or("off").to_owned())),
        ),
        ("lead", settings.lead.as_ref().map(|given| shown(given, |lead| format!("{lead} days")))),
        ("reply-within", Some(shown(&settings.reply_within, ToString::to_string))),
    ];
    let rows = all.into_iter().filter_map(|(key, given)| {
        let (value, origin) = given?;
        let place = origin.place(&contact.path).map(|place| place.to_string()).unwrap_or_default();
        let from = match origin {
            Origin::Rule(_) => format!("rule, {place}"),
            Origin::Note(_) => place,
            Origin::Default => "default".to_owned(),
        };
        Some(SettingFrom { key, value, from })
    });
    rows.collect()
}

fn shown<T>(given: &Given<T>, text: impl Fn(&T) -> String) -> (String, &Origin) {
    (text(&given.value), &given.origin)
}

fn json(contact: &Contact, settings: &[SettingFrom]) -> String {
    to_json(&object! { contact: contact.name(), path: contact.path.as_str(), settings: settings })
}

fn text(loaded: &Loaded, contact: &Contact, settings: &[SettingFrom]) -> String {
    let mut text = format!("{}  ({})\n", safe(contact.name()), safe(contact.path.as_str()));
    for setting in settings {
        let _ = writeln!(text, "  {:<14} {:<24} {}", setting.key, safe(&setting.value), safe(&setting.from));
    }
    let _ = writeln!(text, "next: followup why {}", loaded.typed_name(contact.name(), &contact.path));
    text
}
