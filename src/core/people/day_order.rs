//! The order of the entries of one day (design 3.4, "Order"). Lines of one note keep theirs, and the contact's own log comes
//! first. What is said to be an answer goes after what other notes say that was heard that day.

use crate::core::note::facts::Source;
use crate::core::note::log::direction::attempt::Attempt;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use std::collections::{BTreeMap, BTreeSet};

/// Puts the entries of a day in order. They are sorted by source, those of the contact's own log first. `touches` are the
/// names of all touches.
pub(super) fn order_day(day: &mut [Interaction], own: u32, touches: &BTreeSet<String>) {
    let logged = day.iter().take_while(|entry| is_own_log(entry, own)).count();
    let Some((log, elsewhere)) = day.split_at_mut_checked(logged) else { return };
    answers_last(elsewhere, touches);
    if is_log_last(log, elsewhere, touches) {
        day.rotate_left(logged);
    }
}

/// Whether an entry is in the contact's own log.
pub(super) fn is_own_log(entry: &Interaction, own: u32) -> bool {
    entry.source == Source::Log && entry.note == own
}

/// Whether an entry is a message that is said to be an answer, or names the touch that it was.
pub(super) fn is_answer(entry: &Interaction, touches: &BTreeSet<String>) -> bool {
    let is_said = || entry.attempt == Some(Attempt::Answered);
    let names_touch = || entry.hashtags.iter().any(|tag| touches.contains(&**tag));
    (is_talk(entry) && is_said()) || (entry.kind.is_sent() && (is_said() || names_touch()))
}

/// Puts answers, and what follows them in their notes, after what was heard according to other notes.
fn answers_last(elsewhere: &mut [Interaction], touches: &BTreeSet<String>) {
    if !elsewhere.iter().any(|entry| is_answer(entry, touches)) {
        return;
    }
    // The notes that say that something was heard, each with the place of its last message of theirs, if it has one.
    let mut heard: BTreeMap<u32, Option<usize>> = BTreeMap::new();
    for (place, entry) in elsewhere.iter().enumerate().filter(|(_, entry)| entry.kind.is_heard()) {
        let last = heard.entry(entry.note).or_default();
        *last = if is_talk(entry) { *last } else { Some(place) };
    }
    let mut late = BTreeSet::new();
    let is_late = |(place, entry): (usize, &Interaction)| {
        // What they wrote after it in the same note is not answered by it.
        let is_last = heard.get(&entry.note).copied().flatten().is_none_or(|last| last < place);
        if is_last && is_answer(entry, touches) && heard.keys().any(|note| *note != entry.note) {
            late.insert(entry.note);
        }
        late.contains(&entry.note)
    };
    let are_late: Vec<bool> = elsewhere.iter().enumerate().map(is_late).collect();
    let mut are_late = are_late.into_iter();
    // The key is asked for once for each entry, in order.
    elsewhere.sort_by_cached_key(|_| are_late.next());
}

/// Whether the own log goes after the entries from elsewhere. It does if it ends with what may answer them: a skip, a message
/// of yours after something was heard, or a talk that is said to be an answer. If it ends with a message of theirs, that goes
/// only before what is said to be an answer: nothing shows that another message of yours that day was one.
fn is_log_last(log: &[Interaction], elsewhere: &[Interaction], touches: &BTreeSet<String>) -> bool {
    let is_skip = |entry: &Interaction| entry.kind == InteractionKind::Skip;
    let mut known = log.iter().rev().filter(|entry| entry.kind.is_clear() || is_skip(entry));
    let Some(last) = known.next() else { return false };
    // A talk after a message of yours is part of the answer.
    let decides = if is_talk(last) && !is_answer(last, touches) {
        known.find(|entry| !is_talk(entry)).filter(|entry| entry.kind.is_sent())
    } else {
        Some(last)
    };
    let Some(decides) = decides else { return false };
    let holds = |which: &dyn Fn(&Interaction) -> bool| elsewhere.iter().any(which);
    let is_plain_sent = |entry: &Interaction| entry.kind.is_sent();
    if is_skip(decides) {
        holds(&|entry| entry.kind.is_contact())
    } else if is_answer(decides, touches) && decides.attempt == Some(Attempt::Answered) {
        holds(&|entry| entry.kind.is_heard())
    } else if decides.kind.is_sent() {
        holds(&|entry| entry.kind.is_heard() && entry.attempt != Some(Attempt::Answered))
    } else {
        let is_answered = holds(&|entry| is_answer(entry, touches) || is_talk(entry));
        decides.kind == InteractionKind::Clear(Direction::In) && !is_answered && holds(&is_plain_sent)
    }
}

fn is_talk(entry: &Interaction) -> bool {
    entry.kind == InteractionKind::Clear(Direction::Both)
}
