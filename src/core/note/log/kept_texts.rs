//! Which entries keep their text: memory grows with facts, not prose, and a topic is shown of the newest alone. The
//! others are read again when somebody asks.

use crate::core::day::Day;
use crate::core::note::facts::{Entry, Name, Reading};

/// Drops the texts of all but the newest entries up to today.
pub fn keep_newest_texts(entries: &mut [Entry], today: Day, keep: usize) {
    let days = entries.iter().map(|entry| entry.day);
    let Some(oldest) = oldest_kept(days, today, keep) else { return };
    for entry in entries {
        if entry.day < oldest && !keeps_text(entry.reading, &entry.names) {
            entry.text = None;
        }
    }
}

/// The day of the oldest of the newest entries up to today; none where there are no more than those.
pub(super) fn oldest_kept(days: impl Iterator<Item = Day>, today: Day, keep: usize) -> Option<Day> {
    let keep = keep.max(1);
    // Newest first. Few are kept, so that there is nothing to sort.
    let mut newest: Vec<Day> = Vec::new();
    for day in days.filter(|day| *day <= today) {
        if newest.len() == keep && newest.last().is_some_and(|oldest| *oldest >= day) {
            continue;
        }
        newest.insert(newest.partition_point(|other| *other > day), day);
        newest.truncate(keep);
    }
    newest.get(keep - 1).copied()
}

/// Whether an entry keeps its text however old it is: one that names others is the last topic of
/// theirs, however many came after it here.
pub(super) fn keeps_text(reading: Reading, names: &[Name]) -> bool {
    reading == Reading::Intention || !names.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_that_keeps_its_text_is_the_last_of_the_newest() {
        let day = |day: u32| Day::new(2026, 11, day).unwrap();
        let oldest = |days: &[u32], keep| oldest_kept(days.iter().map(|one| day(*one)), day(20), keep);
        assert_eq!(oldest(&[3, 9, 25, 7, 9, 1], 2), Some(day(9)));
        assert_eq!(oldest(&[3, 9, 25, 7, 9, 1], 3), Some(day(7)));
        assert_eq!(oldest(&[3, 25], 2), None);
        assert_eq!(oldest(&[3, 9], 0), Some(day(9)));
    }
}
