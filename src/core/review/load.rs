//! The load of the coming weeks: what the notes plan, and further rounds of each cadence.

use super::model::{Load, WEEKS};
use crate::core::agenda::model::{Kind, Planned};
use crate::core::day::Day;
use crate::core::interval::Cadence;
use crate::core::plan::situation::Situation;

/// Counts the follow-ups of a contact in the weeks they are shown in.
pub(super) fn count(situation: &Situation<'_>, planned: &[Planned], load: &mut [Load; WEEKS]) {
    for planned in planned {
        // These have no day of their own on which they must be done.
        if matches!(planned.kind, Kind::FirstContact | Kind::Drift) {
            continue;
        }
        add(load, planned.on, |week| week.planned += 1);
        if planned.kind == Kind::KeepInTouch {
            again(situation, planned.on, load);
        }
    }
}

/// Counts the rounds of a cadence after the planned one, if each is kept on its day.
fn again(situation: &Situation<'_>, on: Day, load: &mut [Load; WEEKS]) {
    let Some(Cadence::Every(interval, _)) = situation.settings.cadence.as_ref().map(|given| given.value)
    else {
        return;
    };
    let last = load.last().map_or(on, |week| week.to);
    for round in 1..=u32::try_from(WEEKS * 7).unwrap_or(0) {
        let day = interval.nth(on, round, &situation.config.workdays);
        if day > last {
            return;
        }
        add(load, day, |week| week.again += 1);
    }
}

fn add(load: &mut [Load; WEEKS], day: Day, one: impl Fn(&mut Load)) {
    if let Some(week) = load.iter_mut().find(|week| (week.from..=week.to).contains(&day)) {
        one(week);
    }
}
