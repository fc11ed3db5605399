//! Reads a contact's history for a draft: when they were last heard from, and what an interaction is called
//! in a sentence.

use crate::core::agenda::model::FollowUp;
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::log::direction::attempt::Attempt;
use crate::core::note::log::line::meal::Meal;
use crate::core::note::log::line::words::Direction;
use crate::core::note::meant_tags::{BIRTHDAY, NO_REPLY, NOT_NOW};
use crate::core::output::links::Build;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};
use crate::core::text::{bare_words, is_one_of, lower};

/// Number of messages after which a meeting is proposed if there never was one.
const ENOUGH_MESSAGES: usize = 5;
/// The touch that gives thanks.
const THANK_YOU: &str = "thank-you";

/// Counts the interactions of a kind up to today.
pub(super) fn number_of(contact: &Contact, kind: InteractionKind, today: Day) -> usize {
    contact.past(today).iter().filter(|one| one.kind == kind).count()
}

/// Whether there were many messages and never a meeting or a call, so that it is time to propose one.
pub(super) fn only_messages(contact: &Contact, today: Day) -> bool {
    let number = |direction| number_of(contact, InteractionKind::Clear(direction), today);
    let (sent, received) = (number(Direction::Out), number(Direction::In));
    number(Direction::Both) == 0 && received > 0 && sent + received >= ENOUGH_MESSAGES
}

/// Returns the interaction in which they last wrote or spoke. A message of thanks is for what its sequence began with,
/// or for what came since, not for a call of long ago.
pub(super) fn heard<'a>(contact: &'a Contact, one: &FollowUp, today: Day) -> Option<&'a Interaction> {
    let began = one.beginning(contact).filter(|_| one.touch.as_deref() == Some(THANK_YOU));
    last_heard(contact, today).filter(|heard| began.is_none_or(|began| heard.day >= began.day))
}

/// Returns the last conversation, since the entry that began the sequence if one did.
pub(super) fn talk<'a>(contact: &'a Contact, one: &FollowUp, today: Day) -> Option<&'a Interaction> {
    let began = one.beginning(contact).map(|began| began.day);
    let is_talk = |entry: &&Interaction| entry.kind == InteractionKind::Clear(Direction::Both);
    let talk = contact.past(today).iter().rev().find(is_talk);
    talk.filter(|talk| began.is_none_or(|began| talk.day >= began))
}

/// Returns the newest interaction in which they wrote or spoke.
fn last_heard(contact: &Contact, today: Day) -> Option<&Interaction> {
    contact.past(today).iter().rev().find(|one| one.kind.is_heard())
}

pub(super) fn direction(one: &Interaction) -> Option<&'static str> {
    let InteractionKind::Clear(direction) = one.kind else { return None };
    Some(direction.name())
}

/// Returns the noun for an interaction, as in "thank you for the call".
pub(super) fn noun(one: &Interaction) -> &'static str {
    match one.channel {
        Some(Channel::Email) => "email",
        Some(Channel::Text | Channel::Linkedin) => "message",
        Some(Channel::Letter) => "letter",
        Some(Channel::Gift) => "gift",
        Some(Channel::Phone | Channel::Video) => "call",
        Some(Channel::Meeting) => "meeting",
        None if one.kind == InteractionKind::Clear(Direction::In) => match one.reached() {
            Attempt::Wrote | Attempt::Answered => "message",
            Attempt::Tried => "call",
            Attempt::Gave => "gift",
            Attempt::InTouch => "[? message or parcel]",
        },
        None if one.kind.is_sent() => "message",
        Some(Channel::InPerson) => one.meal.map_or("conversation", Meal::name),
        Some(Channel::Comment) | None => "conversation",
    }
}

/// Returns the start of a sentence about an attempt: "I wrote to you". `None` for gifts, and for interactions
/// that are not attempts.
pub(super) fn attempt(one: &Interaction) -> Option<&'static str> {
    one.said().to_them.filter(|_| one.kind.is_sent())
}

/// Returns the start of a sentence about how they got in touch: "you wrote". `None` for gifts, and if they
/// did not.
pub(super) fn theirs(one: &Interaction) -> Option<&'static str> {
    one.said().to_them.filter(|_| !one.kind.is_sent())
}

/// Whether an entry is about a gift, to them or from them; its text then names a thing, not a topic.
pub(super) fn is_gift(one: &Interaction) -> bool {
    one.channel == Some(Channel::Gift) || one.reached() == Attempt::Gave
}

/// Whether an entry is a message that asks for something and that nothing has answered or dismissed. A sequence
/// that it started answers it.
pub(super) fn asks(build: &Build<'_>, contact: &Contact, one: &Interaction, topic: Option<&str>) -> bool {
    let starts = |tag: &str| build.config.sequences.keys().any(|name| *lower(name) == *tag);
    let is_written = !matches!(one.channel, Some(Channel::Phone | Channel::Video | Channel::Gift));
    let is_dismissed = one.hashtags.iter().any(|tag| starts(tag))
        || [NO_REPLY, NOT_NOW, BIRTHDAY].iter().any(|tag| one.hashtags.has(tag))
        || contact.history.iter().any(|other| other.kind == InteractionKind::Skip && other.day >= one.day);
    let is_theirs = one.kind == InteractionKind::Clear(Direction::In);
    is_theirs && is_written && !is_dismissed && topic.is_some_and(is_question)
}

/// Whether words of a log say that something was asked for: `asks for the map`, `can you call me`.
fn is_question(topic: &str) -> bool {
    let is_end = |letter: char| matches!(letter, ',' | ';' | '.' | ':' | '!' | '(' | '–' | '—');
    topic.contains('?') || topic.split(is_end).flat_map(|part| part.split(" and ")).any(is_request)
}

/// Whether a clause asks for something: `she wants the map`, not `the questions are answered`, `asked Ann for
/// the map` or `needs nothing`.
fn is_request(clause: &str) -> bool {
    const BEFORE: [&str; 17] = [
        "she", "he", "they", "also", "still", "now", "again", "but", "a", "an", "another", "one", "two",
        "three", "some", "few", "more",
    ];
    const ASKING: [&str; 11] = [
        "asks", "asked", "asking", "question", "questions", "wants", "wonders", "whether", "request",
        "requests", "needs",
    ];
    const OF_OTHERS: [&str; 8] = ["nothing", "no", "none", "him", "her", "them", "around", "after"];
    const POLITE: [&str; 5] = ["can", "could", "would", "will", "may"];
    let words = bare_words(clause);
    let mut pairs = words.clone().zip(words.clone().skip(1));
    let is_polite = pairs.any(|(verb, who)| is_one_of(verb, &POLITE) && is_one_of(who, &["you", "we", "i"]));
    let mut clause = words.skip_while(|word| is_one_of(word, &BEFORE));
    let asks = clause.next().is_some_and(|word| is_one_of(word, &ASKING));
    let is_of_another = |next: &str| {
        is_one_of(next, &OF_OTHERS) || next.chars().count() > 1 && next.starts_with(char::is_uppercase)
    };
    is_polite || asks && !clause.next().is_some_and(is_of_another)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_asking_are_known() {
        for topic in [
            "can you send me the invoice by Friday?",
            "asks whether the map can be ready",
            "wants a call next week",
            "Could we meet",
            "a question",
            "two questions about the map",
            "thanks, and she still needs the map",
            "asked for the map",
            "asked me whether it fits",
            "the invoice is there, wants a receipt",
        ] {
            assert!(is_question(topic), "{topic}");
        }
        for topic in [
            "the map",
            "her father died on Saturday",
            "she's pregnant!!",
            "thanks for the photos",
            "she can come on Friday",
            "tells how it went",
            "not now, ask in spring",
            "the questions are answered, thanks",
            "thanks, she needs nothing more",
            "asked Ann for the map, she has it now",
            "thanks for asking",
            "no questions",
            "her boss wants the moon",
            "if you can, I can",
            "",
        ] {
            assert!(!is_question(topic), "{topic}");
        }
    }
}
