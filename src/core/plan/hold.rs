//! What puts a follow-up off to a later day: a snooze, a planned meeting, something they owe you (design
//! 5.7).

use super::owed;
use super::situation::{PLANNED_AHEAD, Situation};
use super::verdict::Proposal;
use super::when::{Awaits, Shown, Subject, is_suitable, suitable};
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::people::contact::OwnedTask;
use crate::core::place::Place;

/// A planned interaction holds what is due, or overdue, at most this many days before it.
const HELD_BEFORE: i64 = 14;

/// One thing that puts a follow-up off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The first day on which it no longer does.
    pub until: Day,
    /// What puts it off.
    pub cause: Holding,
}

/// Kinds of things that put a follow-up off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// The note's `snooze`, which does not record when it was set.
    Snooze,
    /// A planned meeting.
    Plan {
        /// The day from which the meeting is close enough to hold anything.
        near: Day,
    },
    /// A waiting-for.
    Awaited,
}

/// The point in time for which the holds are determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// The day of the situation.
    Today,
    /// The moment at which an entry of the history was written.
    Entry {
        /// Day of the entry.
        day: Day,
        /// Day of the last contact before it.
        last: Option<Day>,
    },
}

/// Returns what puts off something that is due on `due`: the snooze, the planned meetings, the waiting-fors.
/// Only relationship kinds are ever put off.
pub fn holds(situation: &Situation<'_>, subject: Subject, due: Day, as_of: AsOf) -> [Option<Hold>; 3] {
    let Subject { kind, awaits } = subject;
    if !kind.is_relationship() {
        return [None; 3];
    }
    let last = match as_of {
        AsOf::Today => situation.last.map(|last| last.day),
        AsOf::Entry { last, .. } => last,
    };
    let snooze = situation.contact.facts.rare.snooze.map(|found| found.value);
    // A snooze ends with an interaction on its day or later.
    let snooze = snooze.filter(|until| last.is_none_or(|last| *until > last));
    let plan = planned(situation, kind, due).filter(|_| is_held_by_plans(kind));
    let awaited = if awaits == Awaits::Theirs { latest_waiting_for(situation, as_of) } else { None };
    [
        snooze.map(|until| Hold { until, cause: Holding::Snooze }),
        plan.map(|plan| Hold { until: plan.until, cause: Holding::Plan { near: plan.near } }),
        awaited.map(|(until, _)| Hold { until, cause: Holding::Awaited }),
    ]
}

/// Whether planned interactions hold this kind; replies and promises are never held.
fn is_held_by_plans(kind: Kind) -> bool {
    match kind {
        Kind::Touch | Kind::Next | Kind::KeepInTouch | Kind::FirstContact | Kind::ReEngage | Kind::Drift => {
            true
        }
        Kind::Reply
        | Kind::Waiting
        | Kind::Promise
        | Kind::Birthday
        | Kind::Date
        | Kind::Event
        | Kind::Prepare => false,
    }
}

/// How planned interactions hold something.
#[derive(Clone, Copy)]
struct Planned {
    /// The day after the last of them.
    until: Day,
    /// The day from which the first of them is near.
    near: Day,
    /// The day since which the last of them holds it.
    since: Day,
}

/// The planned interactions that hold something due on `due`.
fn planned(situation: &Situation<'_>, kind: Kind, due: Day) -> Option<Planned> {
    let mut held: Option<Planned> = None;
    // A plan that will be near on the next day on which anything is shown holds it today, or it would be announced for
    // a day on which it waits again.
    let shown_on = |day| suitable(situation, kind, day);
    for planned in situation.planned() {
        let until = held.map_or(due, |held| held.until);
        let near = planned.day.plus_days(-HELD_BEFORE);
        if planned.day < until || near > shown_on(until.max(situation.today)) {
            continue;
        }
        let since = if near <= until { planned.day.plus_days(-PLANNED_AHEAD) } else { near };
        held = Some(Planned {
            until: planned.day.plus_days(1),
            near: held.map_or(near, |held| held.near),
            since: held.map_or(since, |held| held.since.max(since)),
        });
    }
    held
}

/// The day since which the follow-up has been put off to the day it is now shown on; `None` if it is shown
/// then because of its due day, or because it moves to today each day. It is the day on which a meeting came
/// near, or on which a run of days without proposals began, if today is one of them or the first after them.
pub fn put_off_since(situation: &Situation<'_>, proposal: &Proposal, shown: Shown) -> Option<Day> {
    let today = situation.today;
    if !proposal.kind.is_relationship() || shown.on < today {
        return None;
    }
    let first = shown.first;
    if first < today {
        let from = if shown.on > today { today } else { today.plus_days(-1) };
        return run_of_unsuitable(situation, proposal.kind, from, first);
    }
    let plan = planned(situation, proposal.kind, proposal.due).filter(|_| is_held_by_plans(proposal.kind));
    plan.map(|plan| plan.since.min(today))
}

/// The first day of the run of unsuitable days that ends on `last`; days up to `first` do not count.
fn run_of_unsuitable(situation: &Situation<'_>, kind: Kind, last: Day, first: Day) -> Option<Day> {
    let unsuitable = |day: Day| day > first && !is_suitable(situation, kind, day);
    let mut day = Some(last).filter(|day| unsuitable(*day))?;
    while unsuitable(day.plus_days(-1)) {
        day = day.plus_days(-1);
    }
    Some(day)
}

/// The day until which waiting-fors hold touches, with the evidence; of several, the last. One that is due by
/// now or was done counts too: from its day on a touch is open and its lapse is counted.
fn latest_waiting_for(situation: &Situation<'_>, as_of: AsOf) -> Option<(Day, Place)> {
    let waiting = situation.contact.tasks.iter().filter(|owned| owned.task.waiting.is_some());
    let held = waiting.filter_map(|owned| Some((held_until(situation, owned, as_of)?, owned.place())));
    held.max_by_key(|(until, _)| *until)
}

/// The day until which one waiting-for holds touches, or did before it was done.
fn held_until(situation: &Situation<'_>, owned: &OwnedTask, as_of: AsOf) -> Option<Day> {
    let looked_back_to = match as_of {
        AsOf::Today => situation.looked_back_to(),
        AsOf::Entry { day, .. } => Some(day),
    };
    let done = owed::open_until(situation, owned, looked_back_to)?.plus_days(1);
    Some(owed::asked_on(situation, owned)?.min(done))
}

/// Explains in words, with the evidence, why a follow-up is shown later than its due day.
pub fn put_off(situation: &Situation<'_>, proposal: &Proposal, shown: Shown) -> Vec<(String, Option<Place>)> {
    if !proposal.kind.is_relationship() {
        return Vec::new();
    }
    let holds = holds(situation, Subject::of(situation, proposal), proposal.due, AsOf::Today);
    let holds = holds.into_iter().flatten().filter(|hold| hold.until > proposal.due);
    let mut said: Vec<_> = holds.filter_map(|hold| in_words(situation, hold)).collect();
    let turn = shown.turn.max(situation.today);
    if situation.config.away_until(turn).is_some() {
        said.push((format!("you are away: shown on {}", shown.on), None));
    } else if shown.on > turn {
        said.push((format!("only working days are proposed: shown on {}", shown.on), None));
    }
    said
}

/// Puts one hold that is in effect today into words, with the evidence.
fn in_words(situation: &Situation<'_>, Hold { until, cause }: Hold) -> Option<(String, Option<Place>)> {
    match cause {
        Holding::Snooze => {
            let found = situation.contact.facts.rare.snooze?;
            Some((format!("snoozed until {until}"), Some(situation.contact.place(found.spot))))
        }
        Holding::Plan { .. } => {
            let planned = situation.planned().take_while(|planned| planned.day < until).last()?;
            let said = format!("you meet on {}: it waits until {until}", planned.day);
            Some((said, situation.place(planned)))
        }
        Holding::Awaited => {
            let (_, place) =
                latest_waiting_for(situation, AsOf::Today).filter(|_| until >= situation.today)?;
            let said = format!("you still wait for something from them: it waits until {until}");
            Some((said, Some(place)))
        }
    }
}
