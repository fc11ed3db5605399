//! What each `skip` in a history passed over: the relationship follow-up that would have been chosen on its
//! day (design 5.6).

use super::{LEFT_ALONE, Situation};
use crate::core::agenda::about::About;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::people::contact::InteractionKind;
use crate::core::plan::choose::{chosen, telling_answers};
use crate::core::plan::id::Key;
use crate::core::plan::verdict::Proposal;
use crate::core::plan::when::Shown;
use crate::core::workdays::Workdays;

/// A skip passes over a next step, or a meeting to arrange, that is due at most this many days ahead.
const NEXT_AHEAD: i64 = 7;

/// The last day of a next step that a skip on `day` passes over. One further ahead must have been written
/// down later, in place of another.
pub(super) fn next_reached(day: Day) -> Day {
    day.plus_days(NEXT_AHEAD)
}

/// Explains why a skip of today does not reach a next step, or a meeting to arrange, that is too far ahead.
pub fn out_of_reach(about: About, due: Day, today: Day) -> Option<String> {
    if due <= next_reached(today) {
        return None;
    }
    let what = match about {
        About::NextStep => format!("the next step of {due}"),
        About::Meeting => format!("arranging the meeting, due {due},"),
        About::Contact | About::Task(_) | About::Date(_) | About::Event(_) | About::BegunBy(_) => {
            return None;
        }
    };
    Some(format!("{what} is more than a week ahead, too far to skip"))
}

/// Whether a skip would ask again on the same day or an earlier one: what you wait for was put off already.
pub fn changes_nothing(kind: Kind, due: Day, day: Day, workdays: &Workdays) -> bool {
    kind == Kind::Waiting && workdays.plus(day, LEFT_ALONE) <= due
}

/// A skip and what it passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Position of the skip in the history.
    pub entry: usize,
    /// Day of the skip.
    pub day: Day,
    /// Kind of what was passed over.
    pub kind: Kind,
    /// Key of what was passed over.
    pub key: Key,
}

/// Whether a skip of today has already passed over what another skip would.
pub fn is_passed_over(situation: &Situation<'_>, proposal: &Proposal) -> bool {
    // A skipped cadence counts from the day of the skip.
    let is_counted_anew = proposal.kind == Kind::KeepInTouch && proposal.stamp == situation.today;
    let of_today = situation.skips.iter().filter(|skipped| skipped.day == situation.today);
    let mut of_kind = of_today.filter(|skipped| skipped.kind == proposal.kind);
    of_kind.any(|skipped| skipped.key == proposal.key || is_counted_anew)
}

/// Decides what every skip up to today passed over, oldest first. Each is decided from the entries and skips
/// before it.
pub fn skips(situation: &Situation<'_>) -> Vec<Skipped> {
    let mut skipped: Vec<Skipped> = Vec::new();
    for (entry, line) in situation.past.iter().enumerate() {
        if line.kind != InteractionKind::Skip {
            continue;
        }
        let before = situation.before_skip(line.day, entry, skipped.clone());
        if let Some((proposal, _)) = passed_over(&before) {
            skipped.push(Skipped { entry, day: line.day, kind: proposal.kind, key: proposal.key });
        }
    }
    skipped
}

/// What a skip on the day of the situation passes over, and when that is shown.
pub fn passed_over(situation: &Situation<'_>) -> Option<(Box<Proposal>, Shown)> {
    chosen(telling_answers(situation)).find(|(proposal, _)| proposal.kind.is_relationship())
}
