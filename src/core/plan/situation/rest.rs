//! Rest: after enough unanswered attempts a contact is left in peace for a while (design 5.4).

use super::Situation;
use super::sequence::{RunState, Running};
use crate::core::agenda::model::{Kind, RestCause, unanswered};
use crate::core::day::Day;
use crate::core::note::log::line::words::Direction;
use crate::core::note::meant_tags::NOT_NOW;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::people::settings::Attempts;
use crate::core::place::Place;

/// The shipped sequence that answers a refusal.
const AFTER_NO: &str = "after-no";

/// The rest of a contact.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The day from which the return is counted: that of the last attempt, or of a `#not-now`.
    pub since: Day,
    /// Number of days with an attempt while resting.
    pub attempts: usize,
    /// The day on which the return is due.
    pub returns: Day,
    /// How that day was counted, in words.
    pub counted: String,
    /// The skip from which it was counted, if one was.
    pub skip_place: Option<Place>,
    /// What began the rest.
    pub cause: RestCause,
    /// The cause in words.
    pub why: String,
    /// The evidence.
    pub place: Option<Place>,
}

/// The beginning of a rest.
struct Beginning {
    /// Position in the history of the entry that is the evidence.
    entry: usize,
    /// Attempts from this position on are made while resting.
    from: usize,
    cause: RestCause,
    why: String,
}

/// Returns the rest that the contact is in, if any.
pub fn rest(situation: &Situation<'_>) -> Option<Rest> {
    if situation.running().is_some() {
        return None;
    }
    let began = [not_now(situation), closed(situation), tried_enough(situation)];
    // A rest goes on until they are heard from, so the earliest of its causes decides.
    let began = began.into_iter().flatten().min_by_key(|began| (began.from, began.entry))?;
    let (before, after) = situation.past.split_at_checked(began.from)?;
    let entry = situation.past.get(began.entry)?;
    // After a message from them, one of yours on the same day is an attempt of its own.
    let tries = attempt_days(after, if entry.kind.is_sent() { last_attempt(before) } else { None });
    let since = match tries.last() {
        Some(last) => *last,
        None if entry.kind.is_sent() => last_attempt(before)?,
        None => entry.day,
    };
    let ladder = &situation.config.re_engage;
    let step = ladder.get(tries.len()).or(ladder.last())?;
    let skipped = situation.skipped_since(Kind::ReEngage, since);
    let from = skipped.map_or(since, |skipped| skipped.day);
    let skip = if skipped.is_some() { "the skip on " } else { "" };
    let made = match tries.len() {
        0 => String::new(),
        1 => ", with one attempt made while resting".to_owned(),
        made => format!(", with {made} attempts made while resting"),
    };
    Some(Rest {
        counted: format!("the return is {step} after {skip}{from}{made}"),
        skip_place: skipped.and_then(|skipped| situation.skip_place(skipped)),
        since,
        attempts: tries.len(),
        returns: step.after(from, &situation.config.workdays),
        cause: began.cause,
        why: began.why,
        place: situation.place(entry),
    })
}

fn last_attempt(past: &[Interaction]) -> Option<Day> {
    past.iter().rev().find(|entry| entry.kind.is_sent()).map(|entry| entry.day)
}

/// The days with an attempt, except `last`, the day of the last attempt before the rest.
fn attempt_days(after: &[Interaction], last: Option<Day>) -> Vec<Day> {
    let attempts = after.iter().filter(|entry| entry.kind.is_sent() && Some(entry.day) != last);
    let mut days: Vec<Day> = attempts.map(|entry| entry.day).collect();
    days.dedup();
    days
}

/// Whether nothing was clearly heard from them after a position.
fn silent_after(past: &[Interaction], place: usize) -> bool {
    past.iter().skip(place + 1).all(|entry| !entry.kind.is_heard())
}

/// The current sequence, unless it lapsed.
fn traced<'s, 'a>(situation: &'s Situation<'a>) -> Option<&'s Running<'a>> {
    situation.sequences.current.as_ref().filter(|running| !matches!(running.state, RunState::Lapsed { .. }))
}

/// A rest begun by an `in` with `#not-now`, unless a sequence was started since.
fn not_now(situation: &Situation<'_>) -> Option<Beginning> {
    let said = |entry: &Interaction| {
        entry.kind == InteractionKind::Clear(Direction::In) && entry.hashtags.has(NOT_NOW)
    };
    let entry = situation.past.iter().rposition(said)?;
    let day = situation.past.get(entry)?.day;
    let begun_since = traced(situation).is_some_and(|running| match running.entry {
        Some(start) => start > entry,
        None => running.anchor > day,
    });
    (silent_after(situation.past, entry) && !begun_since).then(|| Beginning {
        entry,
        from: entry + 1,
        cause: RestCause::NotNow,
        why: format!("they said not now on {day}"),
    })
}

/// A rest begun by a sequence that closed, or by `after-no` once its answer was sent or skipped.
fn closed(situation: &Situation<'_>) -> Option<Beginning> {
    let running = situation.sequences.current.as_ref()?;
    let day = match running.state {
        RunState::Closed(day) => day,
        RunState::Done(day) | RunState::PassedOver { on: day, .. } if running.name == AFTER_NO => day,
        RunState::Skipped(entry) if running.name == AFTER_NO => situation.past.get(entry)?.day,
        _ => return None,
    };
    let (before, _) = situation.past.split_at_checked(running.span.end)?;
    // A sequence of which nothing was sent ends with the skip of its last touch.
    let is_evidence = |entry: &Interaction| match running.sent {
        0 => entry.kind == InteractionKind::Skip,
        _ => entry.kind.is_sent(),
    };
    let entry = before.iter().rposition(is_evidence)?;
    silent_after(situation.past, entry).then(|| Beginning {
        entry,
        from: running.span.end,
        cause: if running.name == AFTER_NO { RestCause::AfterNo } else { RestCause::Unanswered },
        why: format!("sequence `{}` ended on {day} without an answer", running.name),
    })
}

/// A rest begun by as many attempts as are allowed. Attempts of a sequence count, but the rest begins after
/// its end.
fn tried_enough(situation: &Situation<'_>) -> Option<Beginning> {
    let Attempts::AtMost(most) = situation.settings.attempts.value else { return None };
    if situation.attempts() < most {
        return None;
    }
    let enough = situation.attempt_places.get(usize::try_from(most).ok()?.checked_sub(1)?).copied()?;
    let entry = situation.past.iter().rposition(|entry| entry.kind.is_sent())?;
    let last = situation.past.get(entry)?.day;
    let over = traced(situation).map_or(0, |running| running.span.end);
    Some(Beginning {
        entry,
        from: over.max(enough + 1),
        cause: RestCause::Unanswered,
        why: match situation.attempts() {
            1 => format!("{} on {last}", unanswered(1)),
            several => format!("{}, the last of them on {last}", unanswered(several)),
        },
    })
}
