//! The weekly review: the stages of all relationships, what moved, what is coming, what got answers, and what
//! needs a decision. It is computed from the same situations and days as the agenda and never changes what is
//! due.

pub mod list;
mod load;
pub mod model;
mod people;
mod replies;

use super::agenda::model::{Agenda, Planned, Section};
use super::config::model::Config;
use super::guard::caught;
use super::people::contact::{ContactIndex, People};
use super::plan::situation::Situation;
use super::plan::situation::stage::{Stage, stage};
use list::{List, Listed};
use model::{Moved, Review};
use rayon::prelude::*;

/// The review looks back this many days.
const WEEK: i64 = 7;

/// Returns the review for the day of the agenda.
pub fn review(people: &People, config: &Config, agenda: &Agenda) -> Review {
    let new = || Review::new(agenda.today, agenda.today.plus_days(-WEEK));
    let indices = (0..people.contacts.len()).into_par_iter().map(ContactIndex::at);
    let shares = indices.fold(new, |mut review, index| {
        let planned = agenda.planned_for(index);
        let situation = || Situation::of(people, index, config, agenda.today);
        if let Err(slip) = caught(|| look(&situation(), planned, &mut review)) {
            let path = &people.contact(index).path;
            review.failed.push(slip.problem(path, "while reviewing", "the review may say too little of it"));
        }
        review
    });
    // An ordered parallel iterator keeps the order of the contacts.
    let shares: Vec<Review> = shares.collect();
    let mut review = new();
    shares.into_iter().for_each(|share| review.add(share));
    review.contacts = people.contacts.len();
    from_agenda(agenda, &mut review);
    review.moved.sort_by_key(|moved| (moved.to, moved.from, moved.contact));
    review.lists.values_mut().for_each(|listed| listed.sort_by_key(|one| (one.day, one.contact)));
    review
}

/// Adds one contact to the review.
fn look(situation: &Situation<'_>, planned: Option<&[Planned]>, review: &mut Review) {
    let stage = stage(situation);
    *review.funnel.entry(stage).or_default() += 1;
    if stage == Stage::Never {
        return;
    }
    review.moved.extend(moved(situation, stage, review));
    replies::count(situation, review);
    // If planning failed, nothing is known about what is planned.
    let Some(planned) = planned else { return };
    load::count(situation, planned, &mut review.load);
    people::look(situation, stage, planned, review);
}

/// The move of a contact whose stage a week ago was another one, by the dates in the notes.
fn moved(situation: &Situation<'_>, now: Stage, review: &Review) -> Option<Moved> {
    let contact = situation.contact;
    let met = contact.facts.rare.met.as_ref().map(|met| met.value.day);
    let first = contact.history.first().map(|entry| entry.day).into_iter().chain(met).min()?;
    let moved = |from| Some(Moved { contact: situation.index, from, to: now });
    if first > review.before {
        return if first <= review.today { moved(None) } else { None };
    }
    let before = stage(&Situation::of(situation.people, situation.index, situation.config, review.before));
    if before == now { None } else { moved(Some(before)) }
}

/// Adds the lists that the agenda already has: resting, going quiet, lapsed.
fn from_agenda(agenda: &Agenda, review: &mut Review) {
    for rest in &agenda.resting {
        let why = rest.cause.in_words(rest.attempts);
        let text = format!("since {}: {why}; returns on {}", rest.since, rest.returns);
        review.list(List::Resting, Listed { day: Some(rest.returns), ..Listed::new(rest.contact, text) });
    }
    for quiet in agenda.follow_ups.iter().filter(|one| one.section == Section::Quiet) {
        let reason = quiet.reasons.first();
        let text = reason.map_or_else(String::new, |reason| reason.text.to_string());
        let place = reason.and_then(|reason| reason.place.clone());
        review.list(List::Quiet, Listed { day: Some(quiet.due), place, ..Listed::new(quiet.contact, text) });
    }
    for lapsed in &agenda.lapsed {
        let kind = lapsed.kind.label().to_lowercase();
        let text = format!("{kind}, due {}, lapsed on {}", lapsed.due, lapsed.on);
        review.list(List::Lapsed, Listed { day: Some(lapsed.on), ..Listed::new(lapsed.contact, text) });
    }
}
