//! Reads a contact's history for a draft: when they were last heard from, and what an interaction is called
//! in a sentence.

use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::log::attempt::Attempt;
use crate::core::note::log::words::Direction;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};

/// Number of messages after which a meeting is proposed if there never was one.
const ENOUGH_MESSAGES: usize = 5;

/// Counts the interactions of a kind up to today.
pub(super) fn number_of(contact: &Contact, kind: InteractionKind, today: Day) -> usize {
    contact.history.iter().filter(|one| one.day <= today && one.kind == kind).count()
}

/// Whether there were many messages and never a meeting or a call, so that it is time to propose one.
pub(super) fn only_messages(contact: &Contact, today: Day) -> bool {
    let number = |direction| number_of(contact, InteractionKind::Clear(direction), today);
    let (sent, received) = (number(Direction::Out), number(Direction::In));
    number(Direction::Both) == 0 && received > 0 && sent + received >= ENOUGH_MESSAGES
}

/// Returns the newest interaction in which they wrote or spoke.
pub(super) fn last_heard(contact: &Contact, today: Day) -> Option<&Interaction> {
    let wanted = [InteractionKind::Clear(Direction::In), InteractionKind::Clear(Direction::Both)];
    contact.history.iter().rev().find(|one| one.day <= today && wanted.contains(&one.kind))
}

pub(super) fn direction(one: &Interaction) -> Option<&'static str> {
    let InteractionKind::Clear(direction) = one.kind else { return None };
    Some(direction.name())
}

/// Returns the noun for an interaction, as in "thank you for the call".
pub(super) fn noun(one: &Interaction) -> &'static str {
    let written = matches!(one.kind, InteractionKind::Clear(Direction::In | Direction::Out));
    match one.channel {
        Some(Channel::Email) => "email",
        Some(Channel::Text | Channel::Linkedin) => "message",
        Some(Channel::Letter) => "letter",
        Some(Channel::Gift) => "gift",
        Some(Channel::Phone | Channel::Video) => "call",
        Some(Channel::Meeting) => "meeting",
        None if written => "message",
        Some(Channel::InPerson) => meal(one).unwrap_or("conversation"),
        Some(Channel::Comment) | None => "conversation",
    }
}

/// Returns the meal or walk that the entry's text begins with, as in "thank you for the dinner".
fn meal(one: &Interaction) -> Option<&'static str> {
    const MEALS: [&str; 8] = ["dinner", "lunch", "breakfast", "brunch", "coffee", "tea", "walk", "drinks"];
    let text = one.text.as_deref()?;
    let first = text.split(|letter: char| !letter.is_alphanumeric()).next()?;
    MEALS.into_iter().find(|meal| first.eq_ignore_ascii_case(meal))
}

/// Returns the start of a sentence about an attempt: "I wrote to you". `None` for gifts, and for interactions
/// that are not attempts.
pub(super) fn attempt(one: &Interaction) -> Option<&'static str> {
    match one.attempt()? {
        Attempt::Wrote => Some("I wrote to you"),
        Attempt::Tried => Some("I tried to reach you"),
        Attempt::InTouch => Some("I got in touch"),
        Attempt::Gave => None,
    }
}

/// Whether an entry is about a gift to them; its text then names a thing, not a topic.
pub(super) fn is_gift(one: &Interaction) -> bool {
    one.attempt() == Some(Attempt::Gave)
}
