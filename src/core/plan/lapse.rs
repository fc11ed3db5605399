//! When things go away by themselves (design 5.9): counted in days on which
//! somebody was there to act.

use super::situation::Situation;
use crate::core::day::Day;

/// Days that something lapsed is told of.
pub const LAPSED_TOLD: i64 = 30;

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
