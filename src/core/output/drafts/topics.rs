//! What was spoken of, as far as a draft may say it: whose words these are, and whether they are about something.

use super::context::words;
use super::handed;
use super::past::{is_gift, noun};
use crate::core::note::facts::Source;
use crate::core::note::log::topic::tells_nothing;
use crate::core::note::log::words::WordTable;
use crate::core::output::links::Build;
use crate::core::people::contact::{Contact, Interaction};
/// What topics of a contact come to in a draft.
pub(super) struct Topics<'a> {
    /// The build.
    pub(super) build: &'a Build<'a>,
    /// Whom the draft is for.
    pub(super) contact: &'a Contact,
    /// What the contact is called.
    pub(super) names: &'a [&'a str],
}

impl Topics<'_> {
    /// A topic of an entry as it is said to them, if it is about something.
    pub(super) fn told(&self, topic: Option<String>, of: Option<&Interaction>) -> Option<String> {
        let topic = handed::to_them(topic?, self.names);
        let is_none = |of| is_no_topic(&topic, of, self.names, &self.build.config.words);
        if of.is_some_and(is_none) { None } else { Some(with_its_note(self.build, self.contact, of, topic)) }
    }

    /// What an entry says as it was noted.
    pub(super) fn noted(&self, one: &Interaction) -> Option<String> {
        Some(with_its_note(self.build, self.contact, Some(one), topic_of(one)?))
    }
}

/// What an entry is about, as it was noted.
pub(super) fn topic_of(one: &Interaction) -> Option<String> {
    one.text.as_deref().map(words).filter(|topic| !topic.is_empty())
}

/// A topic from somebody else's note with whose that is: what was said about Ben to Ann is no topic of a letter to
/// Ben, and a colon fits no sentence.
fn with_its_note(build: &Build<'_>, contact: &Contact, last: Option<&Interaction>, topic: String) -> String {
    let today = build.compiled.agenda.today;
    let past = contact.history.iter().rev().filter(|past| past.day <= today && past.kind.is_contact());
    let told =
        last.filter(|last| last.text.is_some()).or_else(|| past.into_iter().find(|past| past.text.is_some()));
    let note = told.filter(|told| told.source == Source::Log).and_then(|told| {
        let place = usize::try_from(told.note).ok()?;
        build.compiled.people.notes.get(place)
    });
    match note.filter(|note| **note != contact.path) {
        Some(note) => format!("{}: {topic}", words(note.stem())),
        None => topic,
    }
}

/// Whether what stands in the log is nothing that one talked or wrote about: "I've been thinking about lunch
/// since our lunch", "I wrote to you about email out".
fn is_no_topic(topic: &str, last: &Interaction, names: &[&str], table: &WordTable) -> bool {
    topic.eq_ignore_ascii_case(noun(last))
        || is_gift(last)
        || tells_nothing(topic, last.channel, names, table)
}
