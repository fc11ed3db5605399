//! What stays open however often you write about it: a waiting-for that was asked about or passed over, a meeting
//! that you wrote about. It is left alone for a while (design 5.5).

use super::id::Key;
use super::situation::Situation;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;

/// Working days for which it is left alone.
const LEFT_ALONE: u32 = 5;

/// The day on which something that was due on `first` is due again, if it was passed over since or you wrote
/// on that day or later.
pub(super) fn asks_again(situation: &Situation<'_>, kind: Kind, key: &Key, first: Day) -> Option<Day> {
    let skipped = situation.skipped_key(kind, key);
    let last = wrote_since(situation, first).max(skipped)?;
    Some(situation.config.workdays.plus(last, LEFT_ALONE).max(first))
}

/// The day of your last message on or after a day.
fn wrote_since(situation: &Situation<'_>, first: Day) -> Option<Day> {
    let recent = situation.past.iter().rev().take_while(|entry| entry.day >= first);
    recent.filter(|entry| entry.kind.is_sent()).map(|entry| entry.day).next()
}
