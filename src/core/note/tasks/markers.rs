//! What carries a date in a task or says how it stands: the Tasks plugin's emoji, Dataview fields, the cards of
//! Kanban (design 3.5).

use crate::core::date_text::{DateFault, DateOrder, leading};
use crate::core::day::Day;
use crate::core::text::{fold, prefix};
use crate::core::time_text::skip_time;
use std::borrow::Cow;

/// Which date a marker gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Deadline,
    Scheduled,
    Start,
    Done,
    Cancelled,
    /// ⏰: the first day, if it has a date; a time alone says nothing.
    Reminder,
    /// Carries a date or a value that does not matter here.
    Passed,
    /// 🏁, ⛔, 🆔: carries a name.
    Named,
}

impl Marker {
    /// Whether it says nothing without a day.
    pub(super) fn wants_day(self) -> bool {
        matches!(self, Marker::Deadline | Marker::Scheduled | Marker::Start)
    }
}

const EMOJI: [(char, Marker); 14] = [
    ('📅', Marker::Deadline),
    ('🗓', Marker::Deadline),
    ('📆', Marker::Deadline),
    ('⏳', Marker::Scheduled),
    ('⌛', Marker::Scheduled),
    ('🛫', Marker::Start),
    ('✅', Marker::Done),
    ('❌', Marker::Cancelled),
    ('➕', Marker::Passed),
    ('🔁', Marker::Passed),
    ('⏰', Marker::Reminder),
    ('🏁', Marker::Named),
    ('⛔', Marker::Named),
    ('🆔', Marker::Named),
];

fn field_marker(key: &str) -> Option<Marker> {
    Some(match fold(key).as_str() {
        "due" | "deadline" => Marker::Deadline,
        "scheduled" => Marker::Scheduled,
        "start" => Marker::Start,
        "completion" | "completed" | "done" => Marker::Done,
        "cancelled" | "canceled" => Marker::Cancelled,
        "created" | "repeat" | "recurrence" | "priority" | "id" | "dependson" | "oncompletion"
        | "channel" => Marker::Passed,
        _ => return None,
    })
}

/// Whether a letter is one of the emoji that carry a date.
pub(super) fn is_marker(letter: char) -> bool {
    EMOJI.iter().any(|(emoji, _)| *emoji == letter)
}

/// A mark of the Tasks plugin for how much a task matters.
pub(super) fn is_priority(letter: char) -> bool {
    matches!(letter, '⏫' | '🔼' | '🔽' | '⏬' | '🔺')
}

/// Whether a marker or a field may begin with this byte.
pub(super) fn may_begin_marker(byte: u8) -> bool {
    let opens = (byte == b'[') | (byte == b'(') | (byte == b'{');
    opens | (byte == b'@') | (byte == 0xe2) | (byte == 0xf0)
}

/// What is taken out of the text of a task.
pub(super) struct Taken<'a> {
    pub(super) marker: Marker,
    pub(super) day: Option<Result<Day, DateFault>>,
    /// Bytes of the text.
    pub(super) length: usize,
    /// For a problem, if there is no day.
    pub(super) written: Cow<'a, str>,
}

impl Taken<'_> {
    /// A marker that gives no day, of which there is nothing to tell.
    fn without_day(marker: Marker, length: usize) -> Self {
        Taken { marker, day: None, length, written: Cow::Borrowed("") }
    }
}

/// Bytes after an emoji that a problem tells.
pub(super) const MOST_TOLD: usize = 100;

/// What a text begins with that is no word of a task.
pub(super) fn taken(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    marker(text, order).or_else(|| field(text, order)).or_else(|| card_date(text, order))
}

/// `@{2026-12-01}`, `@[[2026-12-01]]`, `@2026-12-01` and `@@{10:30}` of the Kanban plugin, `(@2026-12-01)` of others.
fn card_date(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let opening = ["(@", "@@{", "@{", "{", "@"].into_iter().find(|opening| text.starts_with(opening))?;
    let inner = text.get(opening.len()..)?;
    if opening == "@@{" {
        let length = prefix(inner, MOST_TOLD).find('}')? + opening.len() + 1;
        return Some(Taken::without_day(Marker::Passed, length));
    }
    let found = leading(inner, order)?;
    let rest = skip_time(inner.get(found.length..)?);
    let rest = match opening {
        "(@" => rest.strip_prefix(')')?,
        "@{" | "{" => rest.strip_prefix('}')?,
        _ => rest, // `@`, and nothing that closes it.
    };
    let length = text.len() - rest.len();
    let written = Cow::Borrowed(text.get(..length)?);
    Some(Taken { marker: Marker::Deadline, day: Some(found.day), length, written })
}

/// An emoji with its date.
fn marker(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let first = text.chars().next()?;
    let (emoji, marker) = EMOJI.iter().find(|(emoji, _)| *emoji == first)?;
    let after = text.get(emoji.len_utf8()..)?;
    let trimmed = after.trim_start_matches(['\u{fe0f}', ' ', ':']);
    let skipped = emoji.len_utf8() + after.len() - trimmed.len();
    if *marker == Marker::Named {
        let length = skipped + named(*emoji, trimmed)?;
        return Some(Taken::without_day(*marker, length));
    }
    if let Some(found) = leading(trimmed, order) {
        let behind = trimmed.get(found.length..)?;
        let behind = if *marker == Marker::Reminder { skip_time(behind) } else { behind };
        let length = text.len() - behind.len();
        let written = Cow::Borrowed(text.get(..length)?);
        return Some(Taken { marker: *marker, day: Some(found.day), length, written });
    }
    // 🔁 every week: what follows is the plugin's; ✅ alone is an ordinary emoji.
    let words = if *marker == Marker::Passed { recurrence(trimmed) } else { 0 };
    let mut taken = Taken::without_day(*marker, skipped + words);
    if marker.wants_day() {
        // Of a run of emoji without a blank only the beginning is told.
        let word = prefix(trimmed, MOST_TOLD).split_whitespace().next().unwrap_or_default();
        taken.written = Cow::Owned(format!("{emoji} {word}"));
    }
    Some(taken)
}

/// Bytes of the names behind 🏁, ⛔ and 🆔; without one they are ordinary emoji.
fn named(emoji: char, text: &str) -> Option<usize> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ',');
    let length = text.find(|letter| !is_name(letter)).unwrap_or(text.len());
    let name = text.get(..length)?;
    let fits = if emoji == '🏁' { matches!(name, "delete" | "keep") } else { !name.is_empty() };
    fits.then_some(length)
}

/// Bytes of `every 2 weeks when done` after 🔁.
fn recurrence(text: &str) -> usize {
    if !text.starts_with("every") {
        return 0;
    }
    text.find(|letter: char| !letter.is_ascii()).unwrap_or_else(|| text.find('[').unwrap_or(text.len()))
}

/// `[due:: 2026-12-01]`, `(scheduled:: …)`.
pub(super) fn field(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let closing = match text.chars().next()? {
        '[' => "]",
        '(' => ")",
        _ => return None,
    };
    // A field is short: looked for within a bound, so that brackets alone cost nothing.
    let inner = prefix(text.get(1..)?, 200);
    let (key, after) = inner.split_once("::")?;
    let marker = field_marker(key)?;
    let value = after.trim_start();
    let found = leading(value, order);
    let from = after.len() - value.len() + found.map_or(0, |found| found.length);
    let end = after.get(from..)?.find(closing)? + from;
    let length = 1 + key.len() + 2 + end + 1;
    let day = found.map(|found| found.day);
    Some(Taken { marker, day, length, written: Cow::Borrowed(text.get(..length)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_begin_as_is_asked_first() {
        for (emoji, _) in EMOJI {
            assert!(emoji.to_string().bytes().next().is_some_and(may_begin_marker), "{emoji}");
        }
    }
}
