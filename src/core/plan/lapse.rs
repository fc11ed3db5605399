//! When things go away by themselves (design 5.9): counted in days on which
//! somebody was there to act.

use super::hold::{AsOf, Hold, Holding, holds};
use super::situation::Situation;
use super::verdict::Proposal;
use super::when::{self, Subject};
use crate::core::agenda::model::Kind;
use crate::core::day::Day;

/// Days that something lapsed is told of.
pub const LAPSED_TOLD: i64 = 30;

/// Days that something is snoozed at most: what lapsed so long before the day of a snooze was never put off by it.
const SNOOZED: i64 = 183;
/// The same for a sequence of which nothing was sent yet, or of which the last touch is open.
const SNOOZED_SEQUENCE: i64 = 60;
/// Days before a snooze on which the touch is open that it holds: so far the agenda's own `[>]` puts off.
const SNOOZED_TOUCH: i64 = 7;

/// Days that one waits for something at most: what was over so long before it is due, it never held.
const AWAITED: i64 = 120;

/// How something ends that nobody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It goes away, so many days past its last good day.
    Lapses(u32),
    /// The next touch takes its place, so many days past its last good day.
    PassedOver(u32),
}

impl Ending {
    fn days(self) -> u32 {
        match self {
            Ending::Lapses(days) | Ending::PassedOver(days) => days,
        }
    }

    /// The day on which something still stood that was put off like this. Nobody puts off what is over, and a
    /// snooze does not say when it was set.
    fn stood_on(self, hold: Hold, kind: Kind) -> Day {
        match (hold.cause, self) {
            // Months later nobody is thanked for a talk.
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

/// Something that may be done from one day to another.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// What it is, as far as days go.
    pub subject: Subject,
    /// The first day.
    pub due: Day,
    /// The last good one.
    pub by: Day,
}

/// The day on which a follow-up lapses that may stand `days` days past its last good day. What was good
/// before the day of adoption lapses by that day.
pub fn proposal_lapses_on(situation: &Situation<'_>, proposal: &Proposal, days: u32) -> Day {
    let period = Period { subject: Subject::of(situation, proposal), due: proposal.due, by: proposal.by };
    let on = ends_on(situation, period, Ending::Lapses(days), AsOf::Today);
    let start = situation.config.start.filter(|start| proposal.by < *start);
    start.map_or(on, |start| on.min(start))
}

/// The day on which something ends by itself, counted from its last good day, or from the first day on which it
/// is shown, if that is later (design 5.7).
pub fn ends_on(situation: &Situation<'_>, period: Period, ending: Ending, as_of: AsOf) -> Day {
    let by = when::moved_by(situation, period.subject, period.by);
    let counted = |turn| {
        let first = when::first(situation, period.subject, turn);
        days_after(situation, by.max(first), ending.days())
    };
    let mut on = counted(period.due);
    let mut holds = holds(situation, period.subject, period.due, as_of);
    holds.sort_unstable_by_key(|hold| hold.map(|hold| hold.until));
    for hold in holds.into_iter().flatten().filter(|hold| hold.until > period.due) {
        if on > ending.stood_on(hold, period.subject.kind) {
            on = on.max(counted(hold.until));
        }
    }
    on
}

/// So many days after a day; days away do not count.
fn days_after(situation: &Situation<'_>, day: Day, days: u32) -> Day {
    let mut left = days;
    let mut day = day;
    while left > 0 && day < Day::LAST {
        day = day.plus_days(1);
        match situation.away_until(day) {
            Some(last) => day = last,
            None => left -= 1,
        }
    }
    day
}
