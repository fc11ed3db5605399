//! On which day a follow-up is shown, and how it stands (design 5.7).

use super::hold::{AsOf, holds};
use super::situation::Situation;
use super::situation::sequence::{RunState, Running};
use super::verdict::Proposal;
use crate::core::agenda::model::{Kind, State};
use crate::core::config::model::Touch;
use crate::core::day::Day;

/// Days after its start, in its own unit, up to which the first touch of a sequence is held by no waiting-for.
const SOON: u32 = 2;

/// When and how a follow-up is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The day by which it is chosen among others: its due, or the day until which it is held (design 5.6).
    pub turn: Day,
    /// The first day it may be shown on.
    pub first: Day,
    /// The day it is shown on; never before today.
    pub on: Day,
    /// Last good day, moved to a working day where only those are proposed.
    pub by: Day,
    /// How it stands today.
    pub state: State,
    /// Days past the last good day, or past the date.
    pub overdue_days: i64,
}

/// What a day is looked for, as far as it counts for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub(super) kind: Kind,
    pub(super) awaits: Awaits,
}

/// Whether a waiting-for holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Awaits {
    /// Until it is due.
    Theirs,
    Nothing,
}

impl From<Kind> for Subject {
    fn from(kind: Kind) -> Subject {
        Subject { kind, awaits: Awaits::Nothing }
    }
}

impl Subject {
    /// A touch by its number, from 1. Thanks wait for nothing: a first touch that is due soon after the
    /// start is not held.
    pub fn touch(number: usize, touch: &Touch) -> Subject {
        let awaits = if number == 1 && touch.after <= SOON { Awaits::Nothing } else { Awaits::Theirs };
        Subject { kind: Kind::Touch, awaits }
    }

    /// What a day is looked for to propose this.
    pub fn of(situation: &Situation<'_>, proposal: &Proposal) -> Subject {
        match &situation.sequence {
            Some(Running { state: RunState::Open(open), .. }) if proposal.kind == Kind::Touch => {
                Subject::touch(open.number, open.touch)
            }
            _ => Subject::from(proposal.kind),
        }
    }
}

/// When a proposal is shown.
pub fn shown(situation: &Situation<'_>, proposal: &Proposal) -> Shown {
    let today = situation.today;
    let subject = Subject::of(situation, proposal);
    let turn = turn(situation, subject, proposal.due);
    let first = first(situation, subject, turn);
    let by = moved_by(situation, subject, proposal.by);
    let on = if !proposal.kind.is_relationship() {
        proposal.due.max(today)
    } else if first > today {
        first
    } else {
        suitable(situation, proposal.kind, today)
    };
    let good = by.max(first);
    let (state, overdue_days) = match proposal.date {
        _ if today < on => (State::Upcoming, 0),
        Some(date) if proposal.kind != Kind::Prepare && today > date.max(proposal.by) => {
            (State::Belated, today.days_since(date.max(proposal.by)))
        }
        Some(_) if proposal.kind != Kind::Prepare => (State::Due, 0),
        _ if today > good
            && !proposal.optional
            && !matches!(proposal.kind, Kind::FirstContact | Kind::Drift) =>
        {
            (State::Overdue, today.days_since(good))
        }
        _ => (State::Due, 0),
    };
    Shown { turn, first, on, by, state, overdue_days }
}

/// The last good day, moved to a working day where only those are proposed.
pub fn moved_by(situation: &Situation<'_>, Subject { kind, .. }: Subject, by: Day) -> Day {
    if kind.is_relationship() && situation.settings.weekdays_only.value {
        situation.config.workdays.on_or_after(by)
    } else {
        by
    }
}

/// The first suitable day on or after the day of its turn.
pub fn first(situation: &Situation<'_>, Subject { kind, .. }: Subject, turn: Day) -> Day {
    if kind.is_relationship() { suitable(situation, kind, turn) } else { turn }
}

/// The latest of due, snooze, and the day after what is planned or awaited.
fn turn(situation: &Situation<'_>, subject: Subject, due: Day) -> Day {
    holds(situation, subject, due, AsOf::Today)
        .into_iter()
        .flatten()
        .fold(due, |turn, hold| turn.max(hold.until))
}

/// The first suitable day on or after `day`: not away and, with `weekdays-only`, a working day.
fn suitable(situation: &Situation<'_>, kind: Kind, day: Day) -> Day {
    let mut day = day;
    while day < Day::LAST {
        day = match situation.away_until(day) {
            Some(last) => last.plus_days(1),
            None if !is_suitable(situation, kind, day) => day.plus_days(1),
            None => break,
        };
    }
    day
}

pub(super) fn is_suitable(situation: &Situation<'_>, kind: Kind, day: Day) -> bool {
    let only_working = situation.settings.weekdays_only.value && kind.is_relationship();
    !situation.is_away(day) && (!only_working || situation.config.workdays.is_workday(day))
}
