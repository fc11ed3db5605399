//! `followup next`: goes through what is due, one card at a time, with one key and Enter. Each choice is
//! carried out at once, so quitting or a closed input loses nothing.

use super::arguments::edits::Next;
use super::dialogue::Dialogue;
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Meaning};
use super::next_session::Session;
use super::print::choice;
use super::report::Report;
use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::State;
use crate::core::interval::Cadence;
use crate::io::failure::Failure;
use anstream::AutoStream;
use std::collections::BTreeSet;

pub(super) fn run(next: &Next, meaning: &Meaning) -> Result<Report, Failure> {
    let mut input = std::io::stdin().lock();
    match meaning.form {
        Form::Text => {
            let mut output = AutoStream::new(std::io::stdout().lock(), choice(meaning.color));
            converse(next, meaning, &mut Dialogue::new(&mut input, &mut output))
        }
        // Standard output is JSON only, so the conversation goes to standard error.
        Form::Json => {
            let mut output = AutoStream::new(std::io::stderr().lock(), choice(meaning.color));
            converse(next, meaning, &mut Dialogue::new(&mut input, &mut output))
        }
    }
}

fn converse(next: &Next, meaning: &Meaning, dialogue: &mut Dialogue<'_>) -> Result<Report, Failure> {
    let loaded = load(&Wanted::from(meaning))?;
    let queue = queue(&loaded, next.catch_up);
    let mut session = Session::new(next, meaning, loaded);
    if next.catch_up && !queue.is_empty() {
        dialogue.say("Welcome back. The closest people come first; a word to one of them is enough for today.\nTo start again with everybody: `followup restart`.\n");
    }
    if queue.is_empty() {
        dialogue.say("Nothing is due today.\n");
    }
    session.cards(&queue, dialogue)?;
    Ok(session.report())
}

/// Returns the ids of the cards to go through. A catch-up has one card for each contact, the closest contacts
/// first.
fn queue(loaded: &Loaded, catch_up: bool) -> Vec<FollowUpId> {
    let agenda = &loaded.compiled.agenda;
    let due = agenda.follow_ups.iter().filter(|one| one.state != State::Upcoming);
    if !catch_up {
        return due.map(|one| one.id).collect();
    }
    let mut seen = BTreeSet::new();
    let mut cards: Vec<(_, FollowUpId)> = due
        .filter(|one| seen.insert(one.contact))
        .map(|one| {
            let situation = loaded.situation(one.contact);
            let days = match situation.settings.cadence.as_ref().map(|given| &given.value) {
                Some(Cadence::Every(interval, _)) => interval.about_days(),
                Some(Cadence::Off) | None => u32::MAX,
            };
            ((situation.settings.priority.value, days), one.id)
        })
        .collect();
    cards.sort_by_key(|(value, _)| *value);
    cards.into_iter().map(|(_, id)| id).collect()
}
