//! When follow-ups lapse by themselves (design 5.9), counted in days on which you were not away.

use super::hold::{AsOf, Hold, Holding, holds};
use super::situation::{Again, Situation};
use super::verdict::{Proposal, Verdicts};
use super::when::{self, Subject};
use crate::core::agenda::model::{Kind, Lapsed};
use crate::core::day::Day;
use std::fmt;

/// For how many days a lapse is reported.
pub const LAPSED_SHOWN: i64 = 30;

/// The longest that a snooze can have been set beforehand: a follow-up that lapsed earlier than this many
/// days before the snooze ends was never put off by it.
const SNOOZED: i64 = 183;
/// The same for a sequence of which nothing was sent yet, or whose last touch is open.
const SNOOZED_SEQUENCE: i64 = 60;
/// The same for an open touch that the next one would replace: as long as a `[>]` in the agenda snoozes.
const SNOOZED_TOUCH: i64 = 7;

/// The same for a waiting-for, counted before its due day.
const AWAITED: i64 = 120;

/// How an undone follow-up ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It lapses this many days past its last good day.
    Lapses(u32),
    /// The next touch replaces it this many days past its last good day.
    PassedOver(u32),
}

impl Ending {
    fn days(self) -> u32 {
        match self {
            Ending::Lapses(days) | Ending::PassedOver(days) => days,
        }
    }

    /// The day on which a follow-up must still have been open for the hold to apply. Nobody puts off what is
    /// over, but a snooze does not record when it was set, so its day is an assumption.
    fn must_be_open_on(self, hold: Hold, kind: Kind) -> Day {
        match (hold.cause, self) {
            // Thanks for a talk make no sense months later.
            (Holding::Snooze, Ending::Lapses(_)) if kind == Kind::Touch => {
                hold.until.plus_days(-SNOOZED_SEQUENCE)
            }
            (Holding::Snooze, Ending::Lapses(_)) => hold.until.plus_days(-SNOOZED),
            (Holding::Snooze, Ending::PassedOver(_)) => hold.until.plus_days(-SNOOZED_TOUCH),
            (Holding::Plan { near }, _) => near,
            (Holding::Awaited, _) => hold.until.plus_days(-AWAITED),
        }
    }
}

/// The span in which something may be done.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// What it is.
    pub subject: Subject,
    /// First day.
    pub due: Day,
    /// Last good day.
    pub by: Day,
}

/// How something lapses that is proposed until then.
#[derive(Clone, Copy)]
pub struct Lapsing<'w> {
    /// It lapses this many days past its last good day.
    pub after: u32,
    /// What lapses, in words.
    pub what: fmt::Arguments<'w>,
}

/// Proposes a follow-up, on the day `again` if there is one, unless it has lapsed or will have by the first
/// day on which it could be shown. The lapse is counted from the proposal's own days, however often it is due again.
pub fn propose_unless_lapsed(
    situation: &Situation<'_>,
    proposal: Proposal,
    again: Option<Again<'_>>,
    Lapsing { after, what }: Lapsing<'_>,
    verdicts: &mut Verdicts,
) {
    let on = lapses_on(situation, &proposal, after);
    let (kind, due) = (proposal.kind, proposal.due);
    let reason = proposal.reasons.first().map(|reason| (reason.rule, reason.place.clone()));
    let (rule, place) = reason.unwrap_or_default();
    let mut proposal = proposal;
    if let Some(again) = again {
        proposal = Proposal { due: again.day, by: proposal.by.max(again.day), ..proposal }.since(again.day);
        proposal.reasons.push(again.reason(rule, situation));
    }
    if situation.today >= on {
        let due = if proposal.due < on { proposal.due } else { due };
        let lapse = Lapsed { contact: situation.index, kind, due, on };
        verdicts.lapsed(lapse, format_args!("{what} lapsed on {on}"), place);
    } else if when::shown(situation, &proposal).on >= on {
        verdicts.quiet(format_args!("{what} lapses on {on}, before it would come up"), place);
    } else {
        verdicts.due(proposal);
    }
}

/// The day on which a proposal lapses that may stay open for `days` days past its last good day. A proposal
/// whose last good day is before the day of adoption lapses on the day of adoption at the latest.
fn lapses_on(situation: &Situation<'_>, proposal: &Proposal, days: u32) -> Day {
    let period = Period { subject: Subject::of(situation, proposal), due: proposal.due, by: proposal.by };
    let on = ends_on(situation, period, Ending::Lapses(days), AsOf::Today);
    let by = when::moved_by(situation, period.subject, proposal.by);
    let start = situation.config.start.filter(|start| by < *start);
    start.map_or(on, |start| on.min(start))
}

/// The day on which something ends by itself, counted from its last good day, or from the first day on which
/// it is shown if that is later (design 5.7).
pub fn ends_on(situation: &Situation<'_>, period: Period, ending: Ending, as_of: AsOf) -> Day {
    let by = when::moved_by(situation, period.subject, period.by);
    let counted = |turn| {
        let first = when::first(situation, period.subject, turn);
        let on = days_after(situation, by.max(first), ending.days());
        match ending {
            // Behind a weekend or days away, it is shown once more: it was announced for that day.
            Ending::Lapses(_) => when::first(situation, period.subject, on.plus_days(-1)).plus_days(1),
            Ending::PassedOver(_) => on,
        }
    };
    let mut on = counted(period.due);
    let mut holds = holds(situation, period.subject, period.due, as_of);
    holds.sort_unstable_by_key(|hold| hold.map(|hold| hold.until));
    for hold in holds.into_iter().flatten().filter(|hold| hold.until > period.due) {
        if on > ending.must_be_open_on(hold, period.subject.kind) {
            on = on.max(counted(hold.until));
        }
    }
    on
}

/// The day `days` days after `day`, not counting days away.
fn days_after(situation: &Situation<'_>, mut day: Day, days: u32) -> Day {
    let mut left = days;
    while left > 0 && day < Day::LAST {
        day = day.plus_days(1);
        match situation.config.away_until(day) {
            Some(last) => day = last,
            None => left -= 1,
        }
    }
    day
}
