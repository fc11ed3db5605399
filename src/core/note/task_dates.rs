//! The dates of a task in every form people use: the Tasks plugin's emoji, Dataview
//! fields, a date in front, `(2026-12-01)` or `by 2026-12-01` at the end (design 3.5).

use crate::core::date_text::{DateOrder, leading};
use crate::core::day::Day;
use crate::core::text::{fold, holds_any, on_one_line, prefix};
use std::borrow::Cow;
use std::ops::Range;

/// Dates and markers of a task, and the words that remain.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TaskDates<'a> {
    /// ⏳, else 🛫.
    pub scheduled: Option<Day>,
    /// 📅.
    pub deadline: Option<Day>,
    /// ✅.
    pub done: Option<Day>,
    /// A date at the start of the task.
    pub leading: Option<Day>,
    /// ❌ stands in it.
    pub cancelled: bool,
    /// Where a marker has no date that could be read.
    pub not_understood: Option<Cow<'a, str>>,
    /// What no marker took.
    rest: Cow<'a, str>,
    /// What of it is neither a date nor a block id.
    words: Range<usize>,
}

impl TaskDates<'_> {
    /// The words without dates and markers, on one line. Put together only when asked.
    pub fn text(&self) -> Cow<'_, str> {
        let words = self.rest.get(self.words.clone()).unwrap_or_default();
        if !holds_any(words, [0xe2, 0xf0]) {
            return on_one_line(Cow::Borrowed(words));
        }
        let is_priority = |letter: &char| matches!(letter, '⏫' | '🔼' | '🔽' | '⏬' | '🔺');
        on_one_line(Cow::Owned(words.chars().filter(|letter| !is_priority(letter)).collect()))
    }
}

/// Which date a marker gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Deadline,
    Scheduled,
    Start,
    Done,
    Cancelled,
    /// Carries a date or a value that does not matter here.
    Passed,
}

const EMOJI: [(char, Marker); 10] = [
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
];

fn field_marker(key: &str) -> Option<Marker> {
    Some(match fold(key).as_str() {
        "due" | "deadline" => Marker::Deadline,
        "scheduled" => Marker::Scheduled,
        "start" => Marker::Start,
        "completion" | "completed" | "done" => Marker::Done,
        "cancelled" | "canceled" => Marker::Cancelled,
        "created" | "repeat" | "recurrence" | "priority" | "id" | "dependson" => Marker::Passed,
        _ => return None,
    })
}

/// Takes the dates out of a task's text.
pub fn dates(text: &str, order: Option<DateOrder>) -> TaskDates<'_> {
    let mut dates = TaskDates::default();
    let rest = without_markers(&mut dates, text, order);
    // What a marker took may have left blanks before it.
    dates.words = words_around(&mut dates, rest.trim_end(), order);
    dates.rest = rest;
    dates
}

/// Takes markers and fields with their dates out of a text.
fn without_markers<'a>(dates: &mut TaskDates<'a>, text: &'a str, order: Option<DateOrder>) -> Cow<'a, str> {
    let mut starts: Option<Day> = None;
    let mut kept = Kept { text, start: 0, words: Cow::Borrowed(""), blanks: 0 };
    let mut at = 0;
    loop {
        let from = text.get(at..).unwrap_or_default();
        // What begins no marker and no field goes in one piece.
        let plain = from.bytes().position(may_begin_marker).unwrap_or(from.len());
        kept.add(at..at + plain);
        at += plain;
        let left = text.get(at..).unwrap_or_default();
        let Some(letter) = left.chars().next() else { break };
        let Some(taken) = marker(left, order).or_else(|| field(left, order)) else {
            kept.add(at..at + letter.len_utf8());
            at += letter.len_utf8();
            continue;
        };
        at += taken.length;
        // What stood on both sides of it is not one word, nor one date.
        let joins = text.get(at..).is_some_and(|left| left.starts_with(char::is_alphanumeric));
        if joins && kept.ends_in_word() {
            kept.blanks = 1;
        }
        match taken.marker {
            Marker::Deadline => dates.deadline = dates.deadline.or(taken.day),
            Marker::Scheduled => dates.scheduled = dates.scheduled.or(taken.day),
            Marker::Start => starts = starts.or(taken.day),
            Marker::Done => dates.done = dates.done.or(taken.day),
            Marker::Cancelled => dates.cancelled = true,
            Marker::Passed => {}
        }
        let wants_day = matches!(taken.marker, Marker::Deadline | Marker::Scheduled | Marker::Start);
        if wants_day && taken.day.is_none() {
            dates.not_understood.get_or_insert(taken.written);
        }
    }
    dates.scheduled = dates.scheduled.or(starts);
    kept.words
}

/// What no marker took of a text. Most of it stands in one piece, with markers behind it: there is no
/// copy until words stand on both sides of one.
struct Kept<'a> {
    text: &'a str,
    /// Where the words begin in it, as long as they are borrowed.
    start: usize,
    words: Cow<'a, str>,
    /// Blanks behind the words, which are kept if others follow.
    blanks: usize,
}

impl Kept<'_> {
    /// Keeps a piece of the text.
    fn add(&mut self, piece: Range<usize>) {
        let added = self.text.get(piece.clone()).unwrap_or_default();
        match &mut self.words {
            Cow::Borrowed(words) if self.blanks == 0 && self.start + words.len() == piece.start => {
                *words = self.text.get(self.start..piece.end).unwrap_or_default();
            }
            _ if added.bytes().all(|byte| byte == b' ') => self.blanks += added.len(),
            Cow::Borrowed("") if self.blanks == 0 => {
                (self.start, self.words) = (piece.start, Cow::Borrowed(added));
            }
            words => {
                let words = words.to_mut();
                words.extend(std::iter::repeat_n(' ', self.blanks));
                words.push_str(added);
                self.blanks = 0;
            }
        }
    }

    fn ends_in_word(&self) -> bool {
        self.blanks == 0 && self.words.ends_with(char::is_alphanumeric)
    }
}

/// Whether a marker or a field may begin with this byte.
fn may_begin_marker(byte: u8) -> bool {
    matches!(byte, b'[' | b'(' | 0xe2 | 0xf0)
}

/// What is taken out of the text of a task.
struct Taken<'a> {
    marker: Marker,
    day: Option<Day>,
    /// Bytes of the text.
    length: usize,
    /// For a problem, if there is no day.
    written: Cow<'a, str>,
}

/// Bytes after an emoji that a problem tells.
const MOST_TOLD: usize = 100;

/// An emoji with its date.
fn marker(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let first = text.chars().next()?;
    let (emoji, marker) = EMOJI.iter().find(|(emoji, _)| *emoji == first)?;
    let after = text.get(emoji.len_utf8()..)?;
    let trimmed = after.trim_start_matches(['\u{fe0f}', ' ', ':']);
    let skipped = emoji.len_utf8() + after.len() - trimmed.len();
    match leading(trimmed, order) {
        Some(found) => {
            let length = skipped + found.length;
            let written = Cow::Borrowed(text.get(..length)?);
            Some(Taken { marker: *marker, day: found.day.ok(), length, written })
        }
        // 🔁 every week: what follows is the plugin's; ✅ alone is an ordinary emoji.
        None => {
            let words = if *marker == Marker::Passed { recurrence(trimmed) } else { 0 };
            let written = match marker {
                // Of a run of emoji without a blank only the beginning is told.
                Marker::Deadline | Marker::Scheduled | Marker::Start => {
                    let word = prefix(trimmed, MOST_TOLD).split_whitespace().next().unwrap_or_default();
                    Cow::Owned(format!("{emoji} {word}"))
                }
                Marker::Done | Marker::Cancelled | Marker::Passed => Cow::Borrowed(""),
            };
            Some(Taken { marker: *marker, day: None, length: skipped + words, written })
        }
    }
}

/// Bytes of `every 2 weeks when done` after 🔁.
fn recurrence(text: &str) -> usize {
    if !text.starts_with("every") {
        return 0;
    }
    text.find(|letter: char| !letter.is_ascii()).unwrap_or_else(|| text.find('[').unwrap_or(text.len()))
}

/// `[due:: 2026-12-01]`, `(scheduled:: …)`.
fn field(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
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
    let day = found.and_then(|found| found.day.ok());
    Some(Taken { marker, day, length, written: Cow::Borrowed(text.get(..length)?) })
}

/// A date in front, or at the end in brackets or after `by`; gives where the words between them are.
fn words_around(dates: &mut TaskDates<'_>, rest: &str, order: Option<DateOrder>) -> Range<usize> {
    let mut text = rest.trim_start();
    if let Some(found) = leading(text, order) {
        if let Ok(day) = found.day {
            dates.leading = Some(day);
        } else {
            let written = text.get(..found.length).unwrap_or_default();
            dates.not_understood.get_or_insert_with(|| Cow::Owned(written.to_owned()));
        }
        text = text.get(found.length..).unwrap_or_default().trim_start_matches([' ', ':', '-', '–', '—']);
    }
    let start = rest.len() - text.len();
    let text = without_block_id(text);
    let (text, trailing) = if may_end_in_date(text) { trailing_date(text, order) } else { (text, None) };
    match trailing {
        Some(Ok(day)) => dates.deadline = dates.deadline.or(Some(day)),
        Some(Err(written)) => {
            dates.not_understood.get_or_insert(Cow::Owned(written));
        }
        None => {}
    }
    start..start + text.len()
}

/// The text without a block id (`^abc`) at its end.
fn without_block_id(text: &str) -> &str {
    match text.rsplit_once('^') {
        Some((before, id))
            if before.ends_with(' ')
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') =>
        {
            before.trim_end()
        }
        _ => text.trim_end(),
    }
}

/// Whether [`trailing_date`] can find one: each ends in a digit or in the brackets of a link.
fn may_end_in_date(text: &str) -> bool {
    let end = text.trim_end_matches(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ')'));
    end.ends_with(|letter: char| letter.is_ascii_digit() || letter == ']')
}

type Trailing<'a> = (&'a str, Option<Result<Day, String>>);

fn trailing_date(text: &str, order: Option<DateOrder>) -> Trailing<'_> {
    let bracketed = text.strip_suffix(')').and_then(|inner| inner.rsplit_once('('));
    let (before, date) = match bracketed {
        Some((before, date)) => {
            let date = date.trim();
            (before, date.strip_prefix("by ").or(date.strip_prefix("due ")).unwrap_or(date))
        }
        None => {
            let lower = text.to_ascii_lowercase();
            match lower.rfind(" by ").map(|at| (at, 4)).or_else(|| lower.rfind(" due ").map(|at| (at, 5))) {
                Some((at, length)) => {
                    let date = text.get(at + length..).unwrap_or_default();
                    (text.get(..at).unwrap_or(text), date.strip_prefix("on ").unwrap_or(date))
                }
                None => return (text, None),
            }
        }
    };
    match leading(date, order) {
        Some(found)
            if date.get(found.length..).is_some_and(|rest| rest.trim_matches('.').trim().is_empty()) =>
        {
            (before.trim_end(), Some(found.day.map_err(|_| date.to_owned())))
        }
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Letter by letter, as the rule is stated.
    fn without_markers_by_letters(text: &str) -> String {
        let mut rest = String::new();
        let mut left = text;
        while let Some(letter) = left.chars().next() {
            let taken = marker(left, None).or_else(|| field(left, None));
            let length = taken.as_ref().map_or(letter.len_utf8(), |taken| taken.length);
            left = left.get(length..).unwrap_or_default();
            if taken.is_none() {
                rest.push(letter);
            } else if rest.ends_with(char::is_alphanumeric) && left.starts_with(char::is_alphanumeric) {
                rest.push(' ');
            }
        }
        rest
    }

    #[test]
    fn of_a_run_of_emoji_only_the_beginning_is_told() {
        let run = "📅".repeat(10_000);
        let told = dates(&run, None).not_understood.map(|told| told.len());
        assert!(told.is_some_and(|told| told < 2 * MOST_TOLD), "{told:?}");
    }

    proptest! {
        #[test]
        fn what_no_marker_takes_is_kept(
            text in "(a|é| |📅|⏳|✅|🔁|every|⏫|→|\\[due:: |\\]|\\(|\\)|2026-12-01|\u{fe0f}){0,10}",
        ) {
            let rest = without_markers(&mut TaskDates::default(), &text, None);
            let (rest, by_letters) = (rest.trim_end_matches(' '), without_markers_by_letters(&text));
            prop_assert_eq!(rest, by_letters.trim_end_matches(' '));
        }

        #[test]
        fn no_date_at_the_end_is_passed_over(
            text in "(send| by | due |on |\\(|\\)|2026-12-01|\\[\\[|\\]\\]|May |1|12/12/2026|\\.| |\u{a0}){0,8}",
        ) {
            prop_assert!(trailing_date(&text, None).1.is_none() || may_end_in_date(&text), "{text:?}");
        }
    }

    #[test]
    fn markers_begin_as_is_asked_first() {
        for (emoji, _) in EMOJI {
            assert!(emoji.to_string().bytes().next().is_some_and(may_begin_marker), "{emoji}");
        }
    }

    #[test]
    fn done_and_cancelled_markers_are_known() {
        let found = dates("send it 📅 2026-12-01 ✅ 2026-11-30", None);
        assert_eq!(found.done, Day::from_iso("2026-11-30"));
        assert!(dates("no ❌ 2026-11-30", None).cancelled);
        assert_eq!(dates("x [completion:: 2026-11-30]", None).done, Day::from_iso("2026-11-30"));
        assert_eq!(dates("pay 📅 tomorrow", None).not_understood.as_deref(), Some("📅 tomorrow"));
    }
}
