//! `followup show NAME`: prints one contact, and each dated line with how it was read.

use super::arguments::Name;
use super::contact_json::{contact_json, direction};
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use super::person::{meant, why_never};
use super::report::{Report, in_form, object, to_json};
use super::terminal::safe;
use crate::core::day::Day;
use crate::core::people::contact::{ContactIndex, Interaction, InteractionKind};
use crate::core::people::settings::Status;
use crate::io::failure::Failure;
use std::fmt::Write;

/// Runs `show`.
pub fn run(name: &Name, meaning: &Meaning) -> Result<Report, Failure> {
    let loaded = load(&Wanted { every_text: true, ..Wanted::from(meaning) })?;
    let compiled = &loaded.compiled;
    let index = meant(&compiled.people, name)?;
    let next = format!("next: followup why {}\n", loaded.typed(index));
    let stdout = in_form(meaning.form, || json(&loaded, index), || text(&loaded, index) + &next);
    Ok(Report::of_notes(stdout, &compiled.problems, meaning))
}

/// Returns the output of `show --json`.
pub fn json(loaded: &Loaded, index: ContactIndex) -> String {
    let compiled = &loaded.compiled;
    let dated = compiled.people.contact(index).history.iter().map(|interaction| {
        object! {
            date: interaction.day,
            reading: reading(interaction, compiled.agenda.today),
            direction: direction(interaction.kind),
            channel: interaction.channel,
            source: interaction.source,
            path: compiled.people.notes.get(interaction.note as usize).map(|path| path.as_str()),
            line: interaction.spot.line,
            text: interaction.text.as_deref(),
            hashtags: interaction.hashtags.iter().map(|hashtag| &**hashtag).collect::<Vec<_>>(),
        }
    });
    to_json(&object! { contact: contact_json(loaded, index), dated: dated.collect::<Vec<_>>() })
}

/// Returns the contact and its dated lines, newest last, as in a log.
pub fn text(loaded: &Loaded, index: ContactIndex) -> String {
    let compiled = &loaded.compiled;
    let contact = compiled.people.contact(index);
    let mut text = format!("{}  ({})\n", safe(contact.name()), safe(contact.path.as_str()));
    for (label, value) in about(loaded, index) {
        if !value.is_empty() {
            let _ = writeln!(text, "  {label:<13} {}", safe(&value));
        }
    }
    if contact.history.is_empty() {
        text.push_str("  no dated lines\n");
    }
    for interaction in &contact.history {
        let place = compiled.people.place(interaction).map(|place| place.to_string()).unwrap_or_default();
        let what = interaction.text.as_deref().unwrap_or_default();
        let line = format!(
            "  {}  {:<22}  {}  {}",
            interaction.day,
            reading(interaction, compiled.agenda.today),
            safe(&place),
            safe(what)
        );
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

/// Returns a label and a value for each known fact; the caller leaves out empty values.
fn about(loaded: &Loaded, index: ContactIndex) -> Vec<(&'static str, String)> {
    let contact = loaded.contact(index);
    let facts = &contact.facts;
    let standing = loaded.explain(index);
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
    let never = why_never(contact).map_or(String::new(), |why| format!(": {why}"));
    let emails: Vec<&str> = facts.emails.iter().map(|email| &*email.value).collect();
    vec![
        ("marked by", contact.mark.describe()),
        ("aliases", facts.aliases.join(", ")),
        ("e-mail", emails.join(", ")),
        ("phone", facts.phones.join(", ")),
        ("organisation", text(&facts.org)),
        ("role", text(&facts.role)),
        ("tags", facts.tags.join(", ")),
        ("birthday", facts.birthday.map(|birthday| birthday.value.to_string()).unwrap_or_default()),
        ("created", day(facts.created)),
        ("status", facts.status.map_or(Status::Active, |status| status.value).name().to_owned()),
        ("stage", standing.stage.name().to_owned() + &never),
        ("last heard", day(standing.last_heard)),
        ("attempts", if standing.attempts == 0 { String::new() } else { standing.attempts.to_string() }),
        ("cadence", standing.cadence.unwrap_or_default()),
        ("next due", day(standing.next_due)),
    ]
}

/// Describes how a dated line was read.
pub fn reading(interaction: &Interaction, today: Day) -> String {
    let planned = if interaction.day > today { ", to come" } else { "" };
    let channel = interaction.channel.map(|channel| format!(", {}", channel.name())).unwrap_or_default();
    let what = match interaction.kind {
        InteractionKind::Clear(direction) => direction.name(),
        InteractionKind::Wish => "out, a wish",
        InteractionKind::Assumed | InteractionKind::Errand => "both, assumed",
        InteractionKind::Mention => "mention",
        InteractionKind::Light => "light touch",
        InteractionKind::Cancelled => "cancelled",
        InteractionKind::Intention => "undated promise",
        InteractionKind::Skip => "skip",
        InteractionKind::Again => "told again",
        InteractionKind::Reply => "reply",
    };
    format!("{what}{channel}{planned}")
}
