//! Markers that carry a date or a state in a task: the Tasks plugin's emoji, Dataview fields, dates on cards of
//! the Kanban plugin, and what Org and Logseq plan (design 3.5).

use crate::core::date_text::partial::uncertain_day;
use crate::core::date_text::{DateFault, DateOrder, leading};
use crate::core::day::Day;
use crate::core::text::{fold, lower, prefix};
use crate::core::time_text::skip_time;
use std::borrow::Cow;

/// What the date of a marker means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Deadline,
    Scheduled,
    Start,
    Done,
    Cancelled,
    /// ⏰: the first day, if it has a date. A time alone is ignored.
    Reminder,
    /// Carries a date or a value that does not matter here.
    Ignored,
    /// 🏁, ⛔, 🆔: carries a name.
    Named,
}

impl Marker {
    /// Whether a missing day is worth a hint.
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
    ('➕', Marker::Ignored),
    ('🔁', Marker::Ignored),
    ('⏰', Marker::Reminder),
    ('🏁', Marker::Named),
    ('⛔', Marker::Named),
    ('🆔', Marker::Named),
];

pub(super) fn field_marker(key: &str) -> Option<Marker> {
    Some(match fold(key).as_str() {
        "due" | "deadline" => Marker::Deadline,
        "scheduled" => Marker::Scheduled,
        "start" => Marker::Start,
        "completion" | "completed" | "done" => Marker::Done,
        "cancelled" | "canceled" => Marker::Cancelled,
        "created" | "repeat" | "recurrence" | "priority" | "id" | "dependson" | "oncompletion"
        | "channel" => Marker::Ignored,
        _ => return None,
    })
}

/// Whether a letter is an emoji that carries a date.
pub(super) fn is_marker(letter: char) -> bool {
    EMOJI.iter().any(|(emoji, _)| *emoji == letter)
}

/// Whether a letter is a priority of the Tasks plugin.
pub(super) fn is_priority(letter: char) -> bool {
    matches!(letter, '⏫' | '🔼' | '🔽' | '⏬' | '🔺')
}

/// Whether a letter means something to the Tasks plugin.
pub(in crate::core) fn is_task_sign(letter: char) -> bool {
    is_marker(letter) || is_priority(letter)
}

/// Whether a marker or a field may begin with this byte.
pub(super) fn may_begin_marker(byte: u8) -> bool {
    let opens = (byte == b'[') | (byte == b'(') | (byte == b'{');
    opens | (byte == b'@') | (byte == b':') | (byte == 0xe2) | (byte == 0xf0)
}

/// A marker with its date, taken out of the text of a task.
pub(super) struct Taken<'a> {
    pub(super) marker: Marker,
    pub(super) day: Option<Result<Day, DateFault>>,
    /// Length in bytes.
    pub(super) length: usize,
    /// The text to quote in a problem if there is no day.
    pub(super) written: Cow<'a, str>,
}

impl Taken<'_> {
    /// A marker without a day, and nothing to report.
    fn without_day(marker: Marker, length: usize) -> Self {
        Taken { marker, day: None, length, written: Cow::Borrowed("") }
    }
}

/// Maximum bytes after an emoji that a problem quotes.
pub(super) const MAX_QUOTED: usize = 100;

/// Reads a marker, field or card date at the start of a text.
pub(super) fn taken(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let known = marker(text, order).or_else(|| field(text, order)).or_else(|| card_date(text, order));
    known.or_else(|| priority(text))
}

/// Reads `SCHEDULED: <2026-12-01>` or `DEADLINE: <2026-12-01>` of Org and Logseq at its colon, where `from`
/// begins. Also returns the bytes of its word at the end of the text `before`. Other deadlines are words.
pub(super) fn planned<'a>(
    before: &str,
    from: &'a str,
    order: Option<DateOrder>,
) -> Option<(usize, Taken<'a>)> {
    let value = from.strip_prefix("::").or_else(|| from.strip_prefix(':'))?.trim_start_matches(' ');
    let word = before.rsplit(|letter: char| !letter.is_alphabetic()).next()?;
    let marker = match lower(word).as_ref() {
        "scheduled" => Marker::Scheduled,
        "deadline" => Marker::Deadline,
        _ => return None,
    };
    if marker == Marker::Deadline && !value.starts_with('<') {
        return None;
    }
    let found = leading(value, order)?;
    let start = from.len() - value.len();
    let written = Cow::Borrowed(from.get(start..start + found.length)?);
    let opens = before.get(..before.len() - word.len())?.ends_with('(');
    let brackets = usize::from(opens && value.get(found.length..)?.starts_with(')'));
    let length = start + found.length + brackets;
    Some((word.len() + brackets, Taken { marker, day: Some(found.day), length, written }))
}

/// Reads the priority `[#A]` of Org and Logseq.
fn priority(text: &str) -> Option<Taken<'_>> {
    matches!(text.as_bytes(), [b'[', b'#', b'A'..=b'Z', b']', ..])
        .then(|| Taken::without_day(Marker::Ignored, "[#A]".len()))
}

/// Reads `@{2026-12-01}`, `@[[2026-12-01]]`, `@2026-12-01` and `@@{10:30}` of the Kanban plugin, or
/// `(@2026-12-01)`.
fn card_date(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let opening = ["(@", "@@{", "@{", "{", "@"].into_iter().find(|opening| text.starts_with(opening))?;
    let inner = text.get(opening.len()..)?;
    if opening == "@@{" {
        let length = prefix(inner, MAX_QUOTED).find('}')? + opening.len() + 1;
        return Some(Taken::without_day(Marker::Ignored, length));
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

/// Reads an emoji with its date.
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
        let rest = trimmed.get(found.length..)?;
        let rest = if *marker == Marker::Reminder { skip_time(rest) } else { rest };
        let length = text.len() - rest.len();
        let written = Cow::Borrowed(text.get(..length)?);
        return Some(Taken { marker: *marker, day: Some(found.day), length, written });
    }
    // The text of `🔁 every week` belongs to the plugin. ✅ without a date is an ordinary emoji.
    let words = if *marker == Marker::Ignored { recurrence(trimmed) } else { 0 };
    let mut taken = Taken::without_day(*marker, skipped + words);
    if marker.wants_day() {
        // A long run of emoji without a space is quoted only in part.
        let from = prefix(trimmed, MAX_QUOTED);
        let day = uncertain_day(from).and_then(|length| from.get(..length));
        let word = day.or_else(|| from.split_whitespace().next()).unwrap_or_default();
        taken.written = Cow::Owned(format!("{emoji} {word}"));
    }
    Some(taken)
}

/// Returns the length in bytes of the names after 🏁, ⛔ or 🆔. Without a name these are ordinary emoji.
fn named(emoji: char, text: &str) -> Option<usize> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | ',');
    let length = text.find(|letter| !is_name(letter)).unwrap_or(text.len());
    let name = text.get(..length)?;
    let fits = if emoji == '🏁' { matches!(name, "delete" | "keep") } else { !name.is_empty() };
    fits.then_some(length)
}

/// Returns the length in bytes of a recurrence such as `every 2 weeks when done`, after 🔁.
fn recurrence(text: &str) -> usize {
    if !text.starts_with("every") {
        return 0;
    }
    text.find(|letter: char| !letter.is_ascii()).unwrap_or_else(|| text.find('[').unwrap_or(text.len()))
}

/// Reads a field such as `[due:: 2026-12-01]` or `(scheduled:: …)`, or an attribute such as `[due: 2026-12-01]`, which
/// has to hold a date.
pub(super) fn field(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let closing = match text.chars().next()? {
        '[' => "]",
        '(' => ")",
        _ => return None,
    };
    // Fields are short. The bound keeps long runs of brackets cheap.
    let inner = prefix(text.get(1..)?, 200);
    let (key, rest) = inner.split_at_checked(inner.find(':')?)?;
    let marker = field_marker(key)?;
    let after = rest.trim_start_matches(':');
    let colons = rest.len() - after.len();
    let value = after.trim_start();
    let found = leading(value, order);
    let is_attribute = closing == "]" && found.is_some() && (marker.wants_day() || marker == Marker::Done);
    if !(colons == 2 || colons == 1 && is_attribute) {
        return None;
    }
    let from = after.len() - value.len() + found.map_or(0, |found| found.length);
    let end = after.get(from..)?.find(closing)? + from;
    let length = 1 + key.len() + colons + end + 1;
    let day = found.map(|found| found.day);
    Some(Taken { marker, day, length, written: Cow::Borrowed(text.get(..length)?) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_marker_begins_with_an_expected_byte() {
        for (emoji, _) in EMOJI {
            assert!(emoji.to_string().bytes().next().is_some_and(may_begin_marker), "{emoji}");
        }
    }
}
