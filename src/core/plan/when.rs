//! On which day a follow-up is shown, and in which state (design 5.7).

use super::hold::{AsOf, holds};
use super::situation::Situation;
use super::situation::sequence::{RunState, Running};
use super::verdict::Proposal;
use crate::core::agenda::model::{Kind, State};
use crate::core::config::model::Touch;
use crate::core::day::Day;

/// A first touch due within this many days of the start, in the sequence's unit, is not held by a
/// waiting-for.
const SOON: u32 = 2;

/// When and in which state a follow-up is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The day by which it competes with others: its due day, or the day until which it is held (design 5.6).
    pub turn: Day,
    /// The first day it may be shown on.
    pub first: Day,
    /// The day it is shown on, today at the earliest.
    pub on: Day,
    /// Last good day, moved to a working day under `weekdays-only`.
    pub by: Day,
    /// State on the day of the situation.
    pub state: State,
    /// Days past the last good day, or past the date; 0 if neither has passed.
    pub overdue_days: i64,
}

/// The properties of a follow-up that decide on which days it can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    pub(super) kind: Kind,
    pub(super) awaits: Awaits,
}

/// Whether a follow-up waits for something they owe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Awaits {
    /// It is held until that is due.
    Theirs,
    Nothing,
}

impl From<Kind> for Subject {
    fn from(kind: Kind) -> Subject {
        Subject { kind, awaits: Awaits::Nothing }
    }
}

impl Subject {
    /// The touch with this number, counted from 1. A first touch due soon after the start (a thank-you) is
    /// not held.
    pub fn touch(number: usize, touch: &Touch) -> Subject {
        let awaits = if number == 1 && touch.after <= SOON { Awaits::Nothing } else { Awaits::Theirs };
        Subject { kind: Kind::Touch, awaits }
    }

    /// The subject of a proposal.
    pub fn of(situation: &Situation<'_>, proposal: &Proposal) -> Subject {
        match &situation.sequences.current {
            Some(Running { state: RunState::Open(open), .. }) if proposal.kind == Kind::Touch => {
                Subject::touch(open.number, open.touch)
            }
            _ => Subject::from(proposal.kind),
        }
    }
}

/// Determines when a proposal is shown.
pub fn shown(situation: &Situation<'_>, proposal: &Proposal) -> Shown {
    let today = situation.today;
    let subject = Subject::of(situation, proposal);
    let turn = turn(situation, subject, proposal.due, AsOf::Today);
    let first = first(situation, subject, turn);
    let by = moved_by(situation, subject, proposal.by);
    let on = if !proposal.kind.is_relationship() {
        proposal.due.max(today)
    } else if first > today {
        first
    } else {
        suitable(situation, proposal.kind, today)
    };
    let (late, last_good) = match proposal.date.filter(|_| proposal.kind != Kind::Prepare) {
        Some(date) => (State::Belated, date.max(proposal.by)),
        None => (State::Overdue, by.max(first)),
    };
    let is_never_late = proposal.optional || matches!(proposal.kind, Kind::FirstContact | Kind::Drift);
    let (state, overdue_days) = if today < on {
        (State::Upcoming, 0)
    } else if today > last_good && !is_never_late {
        (late, today.days_since(last_good))
    } else {
        (State::Due, 0)
    };
    Shown { turn, first, on, by, state, overdue_days }
}

/// The last good day, moved to a working day under `weekdays-only`.
pub fn moved_by(situation: &Situation<'_>, Subject { kind, .. }: Subject, by: Day) -> Day {
    if kind.is_relationship() && situation.settings.weekdays_only.value {
        situation.config.workdays.on_or_after(by)
    } else {
        by
    }
}

/// The first suitable day on or after `turn`.
pub fn first(situation: &Situation<'_>, Subject { kind, .. }: Subject, turn: Day) -> Day {
    if kind.is_relationship() { suitable(situation, kind, turn) } else { turn }
}

/// The first day on which something due on `due` could be shown.
pub fn first_shown(situation: &Situation<'_>, subject: Subject, due: Day, as_of: AsOf) -> Day {
    first(situation, subject, turn(situation, subject, due, as_of))
}

/// The latest of the due day and the days until which it is held.
fn turn(situation: &Situation<'_>, subject: Subject, due: Day, as_of: AsOf) -> Day {
    holds(situation, subject, due, as_of).into_iter().flatten().fold(due, |turn, hold| turn.max(hold.until))
}

/// The first suitable day on or after `day`: not away and, under `weekdays-only`, a working day.
pub(super) fn suitable(situation: &Situation<'_>, kind: Kind, day: Day) -> Day {
    let mut day = day;
    while day < Day::LAST {
        day = match situation.config.away_until(day) {
            Some(last) => last.plus_days(1),
            None if !is_suitable(situation, kind, day) => day.plus_days(1),
            None => break,
        };
    }
    day
}

pub(super) fn is_suitable(situation: &Situation<'_>, kind: Kind, day: Day) -> bool {
    let only_working = situation.settings.weekdays_only.value && kind.is_relationship();
    situation.config.is_suitable(day, only_working)
}
