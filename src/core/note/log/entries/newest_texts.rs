//! Keeps the texts of the newest entries alone: only they are shown, and a long log would fill the memory (design 9).

use crate::core::day::Day;
use crate::core::note::facts::{Entry, Name, Reading};
use crate::core::note::log::line::topic::is_message_only;

/// Drops the texts of entries older than the `keep` newest up to today that can be what somebody was last told, except
/// where `keeps_text` holds. This saves memory, since only the newest topics are shown. Older texts are read again
/// on demand.
pub(in crate::core::note) fn keep_newest_texts(entries: &mut [Entry], today: Day, keep: usize) {
    let mut newest = NewestTexts::new(keep, today);
    entries.iter().rev().for_each(|entry| newest.add(entry));
    for entry in entries {
        if !newest.may_hold(entry.day) && !keeps_text(entry.said.reading, &entry.names) {
            entry.text = None;
        }
    }
}

/// The days of the newest entries whose texts are kept.
pub(in crate::core::note::log) struct NewestTexts {
    /// Maximum number of entries.
    keep: usize,
    today: Day,
    /// Days up to today, newest first.
    days: Vec<Day>,
}

impl NewestTexts {
    pub(in crate::core::note::log) fn new(keep: usize, today: Day) -> NewestTexts {
        NewestTexts { keep: keep.max(1), today, days: Vec::new() }
    }

    /// Whether an entry of a day is among the newest so far, or as new as the oldest of them.
    pub(in crate::core::note::log) fn may_hold(&self, day: Day) -> bool {
        self.oldest().is_none_or(|oldest| day >= oldest)
    }

    /// The day of the last of them, if there are as many as may be.
    fn oldest(&self) -> Option<Day> {
        self.days.get(self.keep - 1).copied()
    }

    /// Adds an entry if it counts as contact and its text says what it was about.
    pub(in crate::core::note::log) fn add(&mut self, entry: &Entry) {
        let is_new = entry.day <= self.today && self.oldest().is_none_or(|oldest| entry.day > oldest);
        let is_contact = matches!(entry.said.reading, Reading::Clear(..) | Reading::Reply | Reading::Assumed);
        let tells = |text: &str| !is_message_only(text);
        if is_new && is_contact && entry.text.as_deref().is_some_and(tells) {
            let place = self.days.partition_point(|kept| *kept >= entry.day);
            self.days.insert(place, entry.day);
            self.days.truncate(self.keep);
        }
    }
}

/// Whether an entry keeps its text however old it is: an intention, one that says what was cancelled, or one that
/// names others, for whom it may be the latest topic even if newer entries follow here.
pub(super) fn keeps_text(reading: Reading, names: &[Name]) -> bool {
    matches!(reading, Reading::Intention | Reading::Cancelled) || !names.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::log::tests::with;

    #[test]
    fn texts_are_kept_of_the_newest_contact() {
        #[track_caller]
        fn case(lines: &[&str], expected: &[&str]) {
            let text: String = lines.iter().map(|line| format!("- 2026-11-{line}\n")).collect();
            let (mut entries, _) = with(&text, None, |reader, body, purposes| {
                reader.texts = Some(2);
                reader.read(body, purposes).entries
            });
            keep_newest_texts(&mut entries, Day::new(2026, 11, 20).unwrap(), 2);
            let mut kept: Vec<&str> = entries.iter().filter_map(|entry| entry.text.as_deref()).collect();
            kept.sort_unstable();
            assert_eq!(kept, expected, "{lines:?}");
        }
        case(
            &["03 met: a", "25 met: b", "09 met: c", "07 met: d", "09 met: e", "01 met: f"],
            &["b", "c", "e"],
        );
        case(&["03 met: a", "25 met: b"], &["a", "b"]);
        case(
            &["03 met: a", "05 met: b", "09 skip", "10 liked: her boat", "11 email out"],
            &["a", "b", "email out", "her boat", "skip"],
        );
        case(&["01 met: a", "03 met: b", "05 #value", "09 commented: c", "10 #thanks"], &["a", "b", "c"]);
        case(
            &["03 met: a", "05 met: b", "06 met: c", "09 lunch cancelled", "10 should write"],
            &["b", "c", "lunch cancelled", "should write"],
        );
    }
}
