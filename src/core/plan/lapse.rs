//! When things go away by themselves (design 5.9): counted in days on which
//! somebody was there to act.

use super::situation::Situation;
use super::verdict::Proposal;
use super::when;
use crate::core::day::Day;

/// Days that something lapsed is told of.
pub const LAPSED_TOLD: i64 = 30;

/// The day on which a follow-up lapses that may stand `days` days past its last good day. What was good
/// before the day of adoption lapses by that day.
pub fn proposal_lapses_on(situation: &Situation<'_>, proposal: &Proposal, days: u32) -> Day {
    let on = lapses_on(situation, when::last_good(situation, proposal), days);
    let start = situation.config.start.filter(|start| proposal.by < *start);
    start.map_or(on, |start| on.min(start))
}

/// The day on which something lapses that may stand `days` days past `last_good`;
/// days away do not count.
pub fn lapses_on(situation: &Situation<'_>, last_good: Day, days: u32) -> Day {
    let mut left = days;
    let mut day = last_good;
    while left > 0 && day < Day::LAST {
        day = day.plus_days(1);
        match situation.away_until(day) {
            Some(last) => day = last,
            None => left -= 1,
        }
    }
    day
}
