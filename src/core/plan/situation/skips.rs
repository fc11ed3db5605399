//! What each `skip` of a history passed over: the relationship follow-up that would
//! have been chosen on its day (design 5.6).

use super::Situation;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::people::contact::InteractionKind;
use crate::core::plan::choose::{chosen, telling_answers};
use crate::core::plan::id::Key;

/// Days ahead of a skip up to which it passes over the note's next step: one that is further ahead was written
/// down since, in place of another.
pub const NEXT_AHEAD: i64 = 7;

/// A skip with what it passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Position in the history.
    pub entry: usize,
    /// The day.
    pub day: Day,
    /// Kind of what was passed over.
    pub kind: Kind,
    /// Key of what was passed over.
    pub key: Key,
}

/// Every skip up to today, oldest first. Each is decided on the history before it, with
/// the skips before it.
pub fn skips(situation: &Situation<'_>) -> Vec<Skipped> {
    let mut skipped: Vec<Skipped> = Vec::new();
    for (entry, line) in situation.past.iter().enumerate() {
        if line.kind != InteractionKind::Skip {
            continue;
        }
        let before = situation.before_skip(line.day, entry, skipped.clone());
        let passed = chosen(telling_answers(&before)).find(|(proposal, _)| proposal.kind.is_relationship());
        if let Some((proposal, _)) = passed {
            skipped.push(Skipped { entry, day: line.day, kind: proposal.kind, key: proposal.key });
        }
    }
    skipped
}
