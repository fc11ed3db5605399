//! Makes the JSON of a contact (design 6.1, `list --json`). No key is ever left out.

use super::loading::Loaded;
use super::report::object;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{ContactIndex, InteractionKind};
use crate::core::people::settings::Status;
use crate::core::plan::explain::Explanation;
use serde::Serialize;

/// Returns a contact as a JSON object.
pub(super) fn contact_json(loaded: &Loaded, index: ContactIndex) -> impl Serialize {
    let people = &loaded.compiled.people;
    let contact = people.contact(index);
    let facts = &contact.facts;
    let Explanation { stage, last, last_heard, attempts, cadence, next_due, .. } = loaded.explain(index);
    let last = last.map(|interaction| {
        object! {
            date: interaction.day,
            path: people.notes.get(interaction.note as usize).map(|path| path.as_str()),
            line: interaction.spot.line,
            source: interaction.source,
            direction: direction(interaction.kind).unwrap_or(Direction::Both),
            channel: interaction.channel,
            clear: interaction.kind.direction().is_some(),
        }
    });
    object! {
        name: contact.name(),
        path: contact.path.as_str(),
        id: &*contact.id,
        marked_by: contact.mark.describe(),
        aliases: texts(&facts.aliases),
        emails: facts.emails.iter().map(|email| &*email.value).collect::<Vec<_>>(),
        phones: texts(&facts.phones),
        org: facts.org.as_deref(),
        role: facts.role.as_deref(),
        tags: texts(&facts.tags),
        birthday: facts.birthday.map(|birthday| birthday.value.to_string()),
        status: facts.status.map_or(Status::Active, |status| status.value),
        stage,
        last_contact: last,
        last_heard,
        attempts,
        cadence,
        next_due,
    }
}

/// Returns the direction of an interaction; `None` for an entry that is not one.
pub(super) fn direction(kind: InteractionKind) -> Option<Direction> {
    match kind {
        InteractionKind::Clear(_) | InteractionKind::Wish => kind.direction(),
        InteractionKind::Assumed | InteractionKind::Errand => Some(Direction::Both),
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
