//! Hints about contacts that need the whole history, such as a touch hashtag without a running sequence.

mod touches;

use super::rules::next;
use super::situation::Situation;
use super::verdict::{Audience, Because, Verdict, Verdicts};
use crate::core::config::effective::{Origin, effective, setting_spot};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::guard::caught;
use crate::core::interval::Cadence;
use crate::core::note::facts::Next;
use crate::core::note::fields::keys::Key;
use crate::core::note::log::line::words::Direction;
use crate::core::note::meant_tags::ASK;
use crate::core::people::contact::{Contact, ContactIndex, Interaction, InteractionKind, People};
use crate::core::people::settings::Status;
use crate::core::place::{Place, Spot};
use crate::core::problem::{Code, Problem};
use crate::core::text::clip;
use rayon::prelude::*;

/// Maximum number of characters of a name in a message (design 8).
const LONGEST_NAME: usize = 80;

/// Returns all such hints.
pub fn doubts(people: &People, config: &Config, today: Day) -> Vec<Problem> {
    let guarded = |index: ContactIndex| {
        caught(|| doubts_about(people, index, config, today)).unwrap_or_else(|slip| {
            let path = &people.contact(index).path;
            vec![slip.problem(path, "while looking for doubts in", "hints about it may be missing")]
        })
    };
    // An ordered parallel iterator keeps the order of the contacts.
    (0..people.contacts.len()).into_par_iter().map(ContactIndex::at).flat_map_iter(guarded).collect()
}

/// The hints about one contact.
fn doubts_about(people: &People, index: ContactIndex, config: &Config, today: Day) -> Vec<Problem> {
    let contact = people.contact(index);
    // Seldom needed, and it takes long to make.
    let situation = || Situation::of(people, index, config, today);
    let mut doubts = touches::idle(people, contact, config, situation);
    doubts.extend(idle_asks(contact, situation));
    if contact.is_kept_up() {
        let others = [
            wrote_since(contact, today),
            no_next_step(contact),
            no_anchor(contact),
            idle_max(contact, config),
        ];
        doubts.extend(others.into_iter().flatten());
        doubts.extend(lapsed_steps(contact, today, situation));
    }
    doubts
}

/// Reports questions that are not asked again, since a sequence was in force, whose touches ask.
fn idle_asks<'a>(contact: &Contact, situation: impl Fn() -> Situation<'a>) -> Vec<Problem> {
    let asks = |entry: &Interaction| entry.kind.is_sent() && entry.hashtags.has(ASK);
    if !contact.history.iter().any(asks) {
        return Vec::new();
    }
    let situation = situation();
    let is_within = |place: &usize| situation.sequences.spans.iter().any(|span| span.contains(place));
    let within = situation.past.iter().enumerate().filter(|(place, entry)| asks(entry) && is_within(place));
    let places = within.filter_map(|(_, entry)| situation.place(entry));
    let problem = |place: Place| {
        let message = format!("`#{ASK}` does nothing within a sequence");
        let problem = Problem::new(Code::NoEffect, &place.path, message).at(place.spot?);
        let help = "leave it out: the next touch of the sequence asks again";
        Some(problem.help(help).effect("no waiting-for comes of it"))
    };
    places.filter_map(problem).collect()
}

/// Reports a closed contact whose last interaction is a message from them.
fn wrote_since(contact: &Contact, today: Day) -> Option<Problem> {
    let status = contact.facts.status?;
    if !matches!(status.value, Status::Closed | Status::Archived) {
        return None;
    }
    let last = contact.last_contact(today)?;
    (last.kind == InteractionKind::Clear(Direction::In)).then(|| {
        let message = format!("{} is closed, but wrote on {}", clip(contact.name(), LONGEST_NAME), last.day);
        let problem = Problem::new(Code::WroteSince, &contact.path, message).at(status.spot);
        problem.help("answer and log it, or set `status: active`").effect("no reply is proposed")
    })
}

/// Reports a contact with a `met` date but no hook, channel or next step (practices, "A reason to
/// reconnect").
fn no_next_step(contact: &Contact) -> Option<Problem> {
    let facts = &contact.facts;
    let met = facts.rare.met.as_ref()?;
    let reason = !facts.hooks.is_empty() || facts.settings.channel.is_some() || facts.rare.next.is_some();
    (!reason).then(|| {
        let message = format!("no hook, channel or next step for {}", clip(contact.name(), LONGEST_NAME));
        let problem = Problem::new(Code::NoNextStep, &contact.path, message).at(met.spot);
        let help = "add a line under `## Hooks`, a `channel:` or a `next:` date";
        problem.help(help).effect("only the rules propose anything for this contact")
    })
}

/// Reports a `next` or `see-by` that has lapsed.
fn lapsed_steps<'a>(contact: &Contact, today: Day, situation: impl Fn() -> Situation<'a>) -> Vec<Problem> {
    let facts = &contact.facts;
    let next =
        facts.rare.next.as_ref().is_some_and(|found| matches!(found.value, Next::On(day, _) if day < today));
    if !next && facts.rare.see_by.is_none_or(|found| found.value >= today) {
        return Vec::new();
    }
    let mut verdicts = Verdicts::for_audience(Audience::Why);
    next::look(&situation(), &mut verdicts);
    let lapsed = verdicts.take().filter_map(|verdict| match verdict {
        Verdict::Quiet(because) if because.lapsed.is_some() => Some(because),
        Verdict::Quiet(_) | Verdict::Due(_) | Verdict::Later(..) | Verdict::Idle(_) => None,
    });
    let problem = |because: Because| {
        let place = because.place?;
        let problem = Problem::new(Code::LapsedNext, &place.path, because.text).at(place.spot?);
        Some(problem.help("give it a new date, or remove it").effect("it is no longer on the agenda"))
    };
    lapsed.filter_map(problem).collect()
}

/// Reports a `max` in the note that has no effect: a rule gives the cadence, the cadence is longer, or there
/// is no cadence.
fn idle_max(contact: &Contact, config: &Config) -> Option<Problem> {
    let own = contact.facts.settings.max?;
    let spot = setting_spot(&contact.facts, Key::Max)?;
    let effective = effective(config, &contact.facts, &contact.path);
    let (message, help) = match effective.cadence.map(|given| (given.value, given.origin)) {
        Some((_, Origin::Rule(_))) => (
            "a rule gives the cadence, and its `max` goes with it",
            "write the cadence too, such as `cadence: 4 weeks`",
        ),
        Some((Cadence::Every(_, max), _)) if max == own.interval() => return None,
        Some((Cadence::Every(..), _)) => {
            ("it is shorter than the cadence", "make it longer than `cadence`, or leave it out")
        }
        Some((Cadence::Off, _)) | None => {
            ("there is no cadence that it could go with", "write the cadence too, such as `cadence: 4 weeks`")
        }
    };
    let message = format!("`max` does nothing: {message}");
    Some(Problem::new(Code::NoEffect, &contact.path, message).at(spot).help(help).effect("it is ignored"))
}

/// The help for a sequence without an anchor date.
pub(super) const ADD_ANCHOR: &str = "add `sequence-start: 2026-11-02`, or a `met:` date";

/// The name and position of a `sequence:` in the note that has no day to count from.
pub(super) fn without_anchor(contact: &Contact) -> Option<(&str, Spot)> {
    let facts = &contact.facts;
    let name = facts.settings.sequence.as_ref()?.name()?;
    let has_day = facts.rare.sequence_start.is_some() || facts.rare.met.is_some();
    if has_day { None } else { Some((name, setting_spot(facts, Key::Sequence)?)) }
}

fn no_anchor(contact: &Contact) -> Option<Problem> {
    let (name, spot) = without_anchor(contact)?;
    let message = format!("sequence `{name}` has no day to count from");
    let problem = Problem::new(Code::MissingAnchor, &contact.path, message).at(spot);
    Some(problem.help(ADD_ANCHOR).effect("the sequence does not start"))
}
