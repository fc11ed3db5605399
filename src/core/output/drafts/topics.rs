//! Decides which topics of log entries a draft may mention, and marks those that come from another contact's
//! note.

use super::context::words;
use super::handover;
use super::past::{is_gift, noun};
use crate::core::note::facts::Source;
use crate::core::note::log::line::topic::tells_nothing;
use crate::core::note::log::line::words::WordTable;
use crate::core::output::links::Build;
use crate::core::people::contact::{Contact, Interaction};

/// The context in which topics are read.
pub(super) struct Topics<'a> {
    pub(super) build: &'a Build<'a>,
    /// The reader of the draft.
    pub(super) contact: &'a Contact,
    /// The names of the reader.
    pub(super) names: &'a [&'a str],
}

impl Topics<'_> {
    /// Returns the topic of an entry as it is said to the reader; `None` if the text is not a topic.
    pub(super) fn to_reader(&self, topic: Option<String>, of: Option<&Interaction>) -> Option<String> {
        let topic = handover::without_receiver(topic?, self.names);
        let is_none = |of| is_no_topic(&topic, of, self.names, &self.build.config.words);
        if of.is_some_and(is_none) { None } else { Some(with_its_note(self.build, self.contact, of, topic)) }
    }

    /// Returns the text of an entry as it was noted.
    pub(super) fn as_noted(&self, one: &Interaction) -> Option<String> {
        Some(with_its_note(self.build, self.contact, Some(one), topic_of(one)?))
    }
}

/// Returns the plain text of an entry, if it has any.
pub(super) fn topic_of(one: &Interaction) -> Option<String> {
    one.text.as_deref().map(words).filter(|topic| !topic.is_empty())
}

/// Puts the name of the note before a topic that comes from another contact's note. What was said to Ann
/// about Ben is not a topic for a letter to Ben, and a text with a colon is not used in sentences.
fn with_its_note(build: &Build<'_>, contact: &Contact, last: Option<&Interaction>, topic: String) -> String {
    let today = build.compiled.agenda.today;
    let newest = || contact.contacts(today).rev().find(|past| past.text.is_some());
    let told = last.filter(|last| last.text.is_some()).or_else(newest);
    let note = told.filter(|told| told.source == Source::Log).and_then(|told| {
        let place = usize::try_from(told.note).ok()?;
        build.compiled.people.notes.get(place)
    });
    match note.filter(|note| **note != contact.path) {
        Some(note) => format!("{}: {topic}", words(note.stem())),
        None => topic,
    }
}

/// Whether the text of an entry is not a topic, but names a gift or the interaction itself. It would give
/// "I've been thinking about lunch since our lunch" or "I wrote to you about email out".
fn is_no_topic(topic: &str, last: &Interaction, names: &[&str], table: &WordTable) -> bool {
    topic.eq_ignore_ascii_case(noun(last))
        || is_gift(last)
        || tells_nothing(topic, last.channel, names, table)
}
