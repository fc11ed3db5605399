//! A contact as JSON (design 6.1, `list --json`): a key is never left out.

use super::loading::Loaded;
use crate::core::day::Day;
use crate::core::note::log::words::Direction;
use crate::core::people::contact::{ContactIndex, Interaction, InteractionKind, People};
use crate::core::people::settings::Status;
use crate::core::plan::explain::Explanation;
use serde::Serialize;

/// A contact.
#[derive(Serialize)]
pub struct ContactJson<'a> {
    name: &'a str,
    path: &'a str,
    id: &'a str,
    marked_by: String,
    aliases: Vec<&'a str>,
    emails: Vec<&'a str>,
    phones: Vec<&'a str>,
    org: Option<&'a str>,
    role: Option<&'a str>,
    tags: Vec<&'a str>,
    birthday: Option<String>,
    status: &'a str,
    stage: &'a str,
    last_contact: Option<LastContact<'a>>,
    last_heard: Option<Day>,
    attempts: u32,
    cadence: Option<String>,
    next_due: Option<Day>,
}

/// The last interaction.
#[derive(Serialize)]
pub struct LastContact<'a> {
    date: Day,
    path: Option<&'a str>,
    line: u32,
    source: &'a str,
    direction: &'a str,
    channel: Option<&'a str>,
    clear: bool,
}

/// The contact at a place.
pub fn contact_json(loaded: &Loaded, index: ContactIndex) -> ContactJson<'_> {
    let people = &loaded.compiled.people;
    let contact = people.contact(index);
    let facts = &contact.facts;
    let Explanation { stage, last, last_heard, attempts, cadence, next_due, .. } = loaded.explain(index);
    ContactJson {
        name: contact.name(),
        path: contact.path.as_str(),
        id: &contact.id,
        marked_by: contact.mark.describe(),
        aliases: texts(&facts.aliases),
        emails: facts.emails.iter().map(|email| &*email.value).collect(),
        phones: texts(&facts.phones),
        org: facts.org.as_deref(),
        role: facts.role.as_deref(),
        tags: texts(&facts.tags),
        birthday: facts.birthday.map(|birthday| birthday.value.to_string()),
        status: facts.status.map_or(Status::Active, |status| status.value).name(),
        stage: stage.name(),
        last_contact: last.map(|interaction| last_contact_json(people, interaction)),
        last_heard,
        attempts,
        cadence,
        next_due,
    }
}

fn last_contact_json<'a>(people: &'a People, interaction: &'a Interaction) -> LastContact<'a> {
    LastContact {
        date: interaction.day,
        path: people.notes.get(interaction.note as usize).map(|path| path.as_str()),
        line: interaction.spot.line,
        source: interaction.source.name(),
        direction: direction(interaction.kind).map_or("both", Direction::name),
        channel: interaction.channel.map(|channel| channel.name()),
        clear: matches!(interaction.kind, InteractionKind::Clear(_)),
    }
}

/// Which way an interaction went, if it is one.
pub fn direction(kind: InteractionKind) -> Option<Direction> {
    match kind {
        InteractionKind::Clear(direction) => Some(direction),
        InteractionKind::Assumed => Some(Direction::Both),
        InteractionKind::Mention
        | InteractionKind::Light
        | InteractionKind::Cancelled
        | InteractionKind::Intention
        | InteractionKind::Skip
        | InteractionKind::Reply
        | InteractionKind::Again => None,
    }
}

fn texts(texts: &[Box<str>]) -> Vec<&str> {
    texts.iter().map(|text| &**text).collect()
}
