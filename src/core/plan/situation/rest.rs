//! Rest after attempts (design 5.4).

use super::Situation;
use super::sequence::{RunState, Running};
use crate::core::agenda::model::Kind;
use crate::core::agenda::model::{RestCause, unanswered};
use crate::core::day::Day;
use crate::core::note::log::words::Direction;
use crate::core::note::meant_tags::NOT_NOW;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::people::settings::Attempts;
use crate::core::place::Place;

/// The sequence that answers a no.
const AFTER_NO: &str = "after-no";

/// A contact left in peace.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The day the return counts from: the last attempt, or a `#not-now`.
    pub since: Day,
    /// Days of attempts made while resting.
    pub attempts: usize,
    /// When the return is due.
    pub returns: Day,
    /// How long after which day that is, in words.
    pub counted: String,
    /// What began it.
    pub cause: RestCause,
    /// Why, in words.
    pub why: String,
    /// The evidence.
    pub place: Option<Place>,
}

/// What began a rest.
struct Began {
    /// Position of the entry that is the evidence.
    entry: usize,
    /// Position of the history from which attempts are made while resting.
    from: usize,
    cause: RestCause,
    why: String,
}

/// Whether a contact rests. `past` ends today; `attempts` are those of the situation.
pub fn rest(situation: &Situation<'_>) -> Option<Rest> {
    if let Some(Running { state: RunState::Open(_), .. }) = &situation.sequence {
        return None;
    }
    let began = [not_now(situation), closed(situation), tried_enough(situation)];
    // A rest goes on until they are heard from, whatever else would have begun one.
    let began = began.into_iter().flatten().min_by_key(|began| (began.from, began.entry))?;
    let (before, after) = situation.past.split_at_checked(began.from)?;
    let entry = situation.past.get(began.entry)?;
    // After a word of theirs a message of the same day is an attempt of its own.
    let tries = tries(after, if entry.kind.is_sent() { last_attempt(before) } else { None });
    let since = match tries.last() {
        Some(last) => *last,
        None if entry.kind.is_sent() => last_attempt(before)?,
        None => entry.day,
    };
    let ladder = &situation.config.re_engage;
    let step = ladder.get(tries.len()).or(ladder.last())?;
    let from = situation.skipped_since(Kind::ReEngage, since).unwrap_or(since);
    let made = match tries.len() {
        0 => String::new(),
        1 => ", with one attempt made while resting".to_owned(),
        made => format!(", with {made} attempts made while resting"),
    };
    Some(Rest {
        counted: format!("the return is {step} after {from}{made}"),
        since,
        attempts: tries.len(),
        returns: step.after(from, &situation.config.workdays),
        cause: began.cause,
        why: began.why,
        place: situation.past.get(began.entry).and_then(|entry| situation.place(entry)),
    })
}

fn last_attempt(past: &[Interaction]) -> Option<Day> {
    past.iter().rev().find(|entry| entry.kind.is_sent()).map(|entry| entry.day)
}

/// Days of attempts while resting; one on the day of the last attempt before belongs to that.
fn tries(after: &[Interaction], last: Option<Day>) -> Vec<Day> {
    let attempts = after.iter().filter(|entry| entry.kind.is_sent() && Some(entry.day) != last);
    let mut days: Vec<Day> = attempts.map(|entry| entry.day).collect();
    days.dedup();
    days
}

/// Whether nothing clear was heard after a position.
fn silent_after(past: &[Interaction], place: usize) -> bool {
    past.iter().skip(place + 1).all(|entry| !entry.kind.is_heard())
}

/// The sequence that left a trace, if there was one.
fn traced<'s, 'a>(situation: &'s Situation<'a>) -> Option<&'s Running<'a>> {
    situation.sequence.as_ref().filter(|running| !matches!(running.state, RunState::Lapsed { .. }))
}

/// An `in` that said `#not-now`; a sequence started after it ends the rest.
fn not_now(situation: &Situation<'_>) -> Option<Began> {
    let said = |entry: &Interaction| {
        entry.kind == InteractionKind::Clear(Direction::In) && entry.hashtags.has(NOT_NOW)
    };
    let entry = situation.past.iter().rposition(said)?;
    let day = situation.past.get(entry)?.day;
    let begun_since = traced(situation).is_some_and(|running| match running.entry {
        Some(start) => start > entry,
        None => running.anchor > day,
    });
    (silent_after(situation.past, entry) && !begun_since).then(|| Began {
        entry,
        from: entry + 1,
        cause: RestCause::NotNow,
        why: format!("they said not now on {day}"),
    })
}

/// A sequence that closed; `after-no` also when its one answer was sent.
fn closed(situation: &Situation<'_>) -> Option<Began> {
    let running = situation.sequence.as_ref()?;
    let day = match running.state {
        RunState::Closed(day) => day,
        RunState::Done(day) | RunState::PassedOver { on: day, .. }
            if running.name == AFTER_NO && running.sent > 0 =>
        {
            day
        }
        _ => return None,
    };
    let (before, _) = situation.past.split_at_checked(running.span.end)?;
    let entry = before.iter().rposition(|entry| entry.kind.is_sent())?;
    silent_after(situation.past, entry).then(|| Began {
        entry,
        from: running.span.end,
        cause: if running.name == AFTER_NO { RestCause::AfterNo } else { RestCause::Unanswered },
        why: format!("sequence `{}` ended on {day} without an answer", running.name),
    })
}

/// As many attempts as are allowed; those made in a sequence count, but no rest begins before it ends.
fn tried_enough(situation: &Situation<'_>) -> Option<Began> {
    let Attempts::AtMost(most) = situation.settings.attempts.value else { return None };
    if situation.attempts < most {
        return None;
    }
    let enough = situation.attempt_places.get(usize::try_from(most).ok()?.checked_sub(1)?).copied()?;
    let entry = situation.past.iter().rposition(|entry| entry.kind.is_sent())?;
    let last = situation.past.get(entry)?.day;
    let over = traced(situation).map_or(0, |running| running.span.end);
    Some(Began {
        entry,
        from: over.max(enough + 1),
        cause: RestCause::Unanswered,
        why: match situation.attempts {
            1 => format!("{} on {last}", unanswered(1)),
            several => format!("{}, the last of them on {last}", unanswered(several)),
        },
    })
}
