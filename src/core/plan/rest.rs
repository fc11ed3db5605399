//! Rest after attempts, and the gentle return (design 5.4, and `paused-until` of 5.5).

use super::sequence::{RunState, Running};
use super::situation::Situation;
use super::verdict::{Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::note::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::people::settings::Attempts;
use crate::core::place::Place;

/// Days in which a return may be made.
const RETURN_WITHIN: i64 = 14;

/// A contact left in peace.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The day the return counts from: the last attempt, or a `#not-now`.
    pub since: Day,
    /// Attempts made while resting.
    pub attempts: u32,
    /// When the return is due.
    pub returns: Day,
    /// Why, in words.
    pub why: String,
    /// The evidence.
    pub place: Option<Place>,
}

/// Whether a contact rests. `past` ends today; `attempts` are those of the situation.
pub fn rest(situation: &Situation<'_>) -> Option<Rest> {
    if let Some(Running { state: RunState::Open(_), .. }) = &situation.sequence {
        return None;
    }
    let began = [not_now(situation), closed(situation), tried_enough(situation)];
    let (place, why) = began.into_iter().flatten().max_by_key(|(place, _)| *place)?;
    let began = situation.past.get(place)?;
    let tries = tries_after(situation.past, place);
    let last_try = tries.last().copied();
    let is_try = began.kind == InteractionKind::Clear(Direction::Out);
    let counted = u32::try_from(tries.len()).unwrap_or(u32::MAX);
    let since = last_try.unwrap_or(began.day);
    let ladder = &situation.config.re_engage;
    let step = ladder.get(tries.len()).or(ladder.last())?;
    let from = situation.skipped_since(Kind::ReEngage, since).unwrap_or(since);
    Some(Rest {
        since,
        attempts: if is_try { counted } else { situation.attempts },
        returns: step.after(from, &situation.config.workdays),
        why,
        place: situation.place(began),
    })
}

/// Days of attempts after a position, in order.
fn tries_after(past: &[Interaction], place: usize) -> Vec<Day> {
    let began = past.get(place).map(|entry| entry.day);
    let mut days: Vec<Day> = past
        .iter()
        .skip(place + 1)
        .filter(|entry| entry.kind == InteractionKind::Clear(Direction::Out) && Some(entry.day) != began)
        .map(|entry| entry.day)
        .collect();
    days.dedup();
    days
}

/// Whether nothing clear was heard after a position.
fn silent_after(past: &[Interaction], place: usize) -> bool {
    past.iter()
        .skip(place + 1)
        .all(|entry| !matches!(entry.kind, InteractionKind::Clear(Direction::In | Direction::Both)))
}

type Began = (usize, String);

/// An `in` that said `#not-now`.
fn not_now(situation: &Situation<'_>) -> Option<Began> {
    let said = |entry: &Interaction| {
        entry.kind == InteractionKind::Clear(Direction::In)
            && entry.hashtags.iter().any(|tag| &**tag == "not-now")
    };
    let place = situation.past.iter().rposition(said)?;
    let day = situation.past.get(place)?.day;
    silent_after(situation.past, place).then(|| (place, format!("they said not now on {day}")))
}

/// A sequence that closed; `after-no` also when its one answer was sent.
fn closed(situation: &Situation<'_>) -> Option<Began> {
    let running = situation.sequence.as_ref()?;
    let day = match running.state {
        RunState::Closed(day) => day,
        RunState::Done(day) if running.name == "after-no" && running.sent > 0 => day,
        _ => return None,
    };
    let sent = |entry: &Interaction| entry.day <= day && entry.kind == InteractionKind::Clear(Direction::Out);
    let place = situation.past.iter().rposition(sent)?;
    silent_after(situation.past, place)
        .then(|| (place, format!("sequence `{}` closed on {day}", running.name)))
}

/// As many attempts as are allowed.
fn tried_enough(situation: &Situation<'_>) -> Option<Began> {
    let Attempts::AtMost(most) = situation.settings.attempts.value else { return None };
    if situation.attempts < most {
        return None;
    }
    let days = situation.attempt_places();
    let place = days.get(usize::try_from(most).ok()?.checked_sub(1)?).copied()?;
    let day = situation.past.get(place)?.day;
    Some((place, format!("{most} attempts without an answer, the last of them on {day}")))
}

/// The gentle return of a contact at rest, or of one whose pause is over.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    if let Some(until) = situation.contact.facts.paused_until {
        let place = Some(situation.contact.place(until.spot));
        return vec![match situation.contact_since(until.value) {
            Some(used) => {
                Verdict::quiet(format!("back from the pause since {}", used.day), situation.place(used))
            }
            None => Verdict::due(returning(situation, until.value, "paused").because(
                "re-engage",
                format!("the pause ends on {}", until.value),
                place,
            )),
        }];
    }
    let Some(rest) = &situation.rest else {
        return vec![Verdict::quiet("the contact is not at rest", None)];
    };
    let proposal = returning(situation, rest.returns, "rest")
        .because("re-engage", rest.why.clone(), rest.place.clone())
        .since(rest.since);
    vec![Verdict::due(Proposal { key: format!("rest {}", rest.since), ..proposal })]
}

fn returning(situation: &Situation<'_>, due: Day, key: &str) -> Proposal {
    let title = format!("Get back in touch with {}", situation.name());
    Proposal::new(Kind::ReEngage, format!("{key} {due}"), title, due, due.plus_days(RETURN_WITHIN)).since(due)
}
