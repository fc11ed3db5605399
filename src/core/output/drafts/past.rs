//! What a contact's history tells a message: whether they know who writes, when they were last
//! heard from, and what that is called in a sentence. Nobody who was called in vain was written to.

use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::log::attempt::Attempt;
use crate::core::note::log::words::Direction;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};

/// Messages exchanged after which a meeting is proposed, if there never was one.
const ENOUGH_MESSAGES: usize = 5;

pub(super) fn clear(contact: &Contact, wanted: Direction, today: Day) -> usize {
    let past = contact.history.iter().filter(|one| one.day <= today);
    past.filter(|one| one.kind == InteractionKind::Clear(wanted)).count()
}

/// Many messages and never a meeting or a call: time to propose one.
pub(super) fn only_messages(contact: &Contact, today: Day) -> bool {
    let (sent, received) = (clear(contact, Direction::Out, today), clear(contact, Direction::In, today));
    clear(contact, Direction::Both, today) == 0 && received > 0 && sent + received >= ENOUGH_MESSAGES
}

/// The last time that they spoke or wrote.
pub(super) fn heard(contact: &Contact, today: Day) -> Option<&Interaction> {
    let wanted = [InteractionKind::Clear(Direction::In), InteractionKind::Clear(Direction::Both)];
    contact.history.iter().rev().find(|one| one.day <= today && wanted.contains(&one.kind))
}

pub(super) fn direction(one: &Interaction) -> Option<&'static str> {
    let InteractionKind::Clear(direction) = one.kind else { return None };
    Some(direction.name())
}

/// What an interaction is called in a sentence: "thank you for the call".
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

/// What one calls it when its own words begin with that: "thank you for the dinner".
fn meal(one: &Interaction) -> Option<&'static str> {
    const MEALS: [&str; 8] = ["dinner", "lunch", "breakfast", "brunch", "coffee", "tea", "walk", "drinks"];
    let text = one.text.as_deref()?;
    let first = text.split(|letter: char| !letter.is_alphanumeric()).next()?;
    MEALS.into_iter().find(|meal| first.eq_ignore_ascii_case(meal))
}

/// What a clear message to somebody is called, as a sentence begins; nothing of a gift, and of what they did.
pub(super) fn attempt(one: &Interaction) -> Option<&'static str> {
    match one.attempt()? {
        Attempt::Wrote => Some("I wrote to you"),
        Attempt::Tried => Some("I tried to reach you"),
        Attempt::InTouch => Some("I got in touch"),
        Attempt::Gave => None,
    }
}

/// Whether the entry tells of something given to them: that is a thing, and nothing one talked about.
pub(super) fn is_gift(one: &Interaction) -> bool {
    one.attempt() == Some(Attempt::Gave)
}
