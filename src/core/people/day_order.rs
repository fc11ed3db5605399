//! The order of the entries of one day (design 3.4, "Order"). Lines of one note keep theirs. Between notes nothing says what
//! came first, so what can be an answer goes after what it may answer.

use crate::core::note::facts::Source;
use crate::core::note::log::direction::attempt::Attempt;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the entries of a day in order. They are sorted by source, those of the contact's own log first. `touches` are the
/// names of all touches.
pub(super) fn order_day(day: &mut [Interaction], own: u32, touches: &BTreeSet<String>) {
    let logged = day.iter().take_while(|entry| is_own_log(entry, own)).count();
    if let Some((_, elsewhere)) = day.split_at_mut_checked(logged) {
        answers_last(elsewhere, touches);
    }
    if day.split_at_checked(logged).is_some_and(|(log, elsewhere)| is_log_last(log, elsewhere, touches)) {
        day.rotate_left(logged);
    }
}

/// Whether an entry is in the contact's own log.
pub(super) fn is_own_log(entry: &Interaction, own: u32) -> bool {
    entry.source == Source::Log && entry.note == own
}

/// Puts what answers, and what follows it in its note, after what was heard from them according to other notes.
fn answers_last(elsewhere: &mut [Interaction], touches: &BTreeSet<String>) {
    if elsewhere.iter().all(|entry| answer(entry, touches).is_none()) {
        return;
    }
    // The notes that say what may be answered: by a talk, or only by a message.
    let asking = notes_with(elsewhere, asks);
    let heard = notes_with(elsewhere, |entry| asks(entry) || is_talk(entry));
    let mut late = BTreeSet::new();
    let is_late = elsewhere.iter().enumerate().map(|(place, entry)| {
        let is_answer = match answer(entry, touches) {
            Some(Answer::Talk) => are_in_others(&asking, entry.note),
            Some(Answer::Message) => are_in_others(&heard, entry.note),
            None => false,
        };
        // What they wrote after it in the same note is not to be answered by it.
        if is_answer && asking.get(&entry.note).is_none_or(|last| *last < place) {
            late.insert(entry.note);
        }
        late.contains(&entry.note)
    });
    let (last, first): (Vec<_>, Vec<_>) =
        elsewhere.iter().zip(is_late.collect::<Vec<bool>>()).partition(|(_, is_late)| *is_late);
    let arranged: Vec<Interaction> = first.into_iter().chain(last).map(|(entry, _)| entry.clone()).collect();
    elsewhere.clone_from_slice(&arranged);
}

/// Returns the notes with such entries, each with the place of its last one.
fn notes_with(entries: &[Interaction], holds: impl Fn(&Interaction) -> bool) -> BTreeMap<u32, usize> {
    let found = entries.iter().enumerate().filter(|(_, entry)| holds(entry));
    found.map(|(place, entry)| (entry.note, place)).collect()
}

fn are_in_others(notes: &BTreeMap<u32, usize>, note: u32) -> bool {
    notes.keys().any(|other| *other != note)
}

/// Whether the own log goes after the entries from elsewhere. If it ends with what may answer them, it does. If it ends with
/// a message of theirs, that goes only before what is said to be an answer: nothing shows that another message of yours that
/// day was one.
fn is_log_last(log: &[Interaction], elsewhere: &[Interaction], touches: &BTreeSet<String>) -> bool {
    let counts = |kind: InteractionKind| kind.is_contact() || kind == InteractionKind::Skip;
    let mut elsewhere = elsewhere.iter();
    match log.iter().rev().map(|entry| entry.kind).find(|kind| counts(*kind)) {
        Some(InteractionKind::Skip) => elsewhere.any(|entry| entry.kind.is_contact()),
        Some(InteractionKind::Clear(Direction::Out)) => elsewhere.any(|entry| asks(entry) || is_talk(entry)),
        Some(InteractionKind::Clear(Direction::Both)) => elsewhere.any(asks),
        Some(InteractionKind::Clear(Direction::In)) => {
            let answered = elsewhere.clone().any(|entry| answer(entry, touches).is_some());
            !answered && elsewhere.any(|entry| entry.kind.is_sent())
        }
        _ => false,
    }
}

/// What may answer a message of theirs.
enum Answer {
    Talk,
    /// A message that is said to be an answer, or names the touch that it was.
    Message,
}

fn answer(entry: &Interaction, touches: &BTreeSet<String>) -> Option<Answer> {
    let is_said = || entry.attempt == Some(Attempt::Answered);
    let names_touch = || entry.hashtags.iter().any(|tag| touches.contains(&**tag));
    if is_talk(entry) {
        Some(Answer::Talk)
    } else {
        (entry.kind.is_sent() && (is_said() || names_touch())).then_some(Answer::Message)
    }
}

/// Whether it is a message of theirs, and no answer itself: not `Ada replied`.
fn asks(entry: &Interaction) -> bool {
    entry.kind == InteractionKind::Clear(Direction::In) && entry.attempt != Some(Attempt::Answered)
}

fn is_talk(entry: &Interaction) -> bool {
    entry.kind == InteractionKind::Clear(Direction::Both)
}
