//! The dates of a task in every form people use: the Tasks plugin's emoji, Dataview
//! fields, a date in front, `(2026-12-01)` or `by 2026-12-01` at the end (design 3.5).

use super::worded_dates::{Known, worded_date};
use crate::core::bytes::position;
use crate::core::date_text::{DateFault, DateOrder, leading};
use crate::core::day::Day;
use crate::core::text::{fold, holds_any, on_one_line, prefix};
use crate::core::time_text::skip_time;
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
    /// What is written for the day on which it was done, in front or behind ✅, and why it is no day.
    pub unreadable: Option<(DateFault, Cow<'a, str>)>,
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
        on_one_line(Cow::Owned(words.chars().filter(|letter| !is_priority(*letter)).collect()))
    }
}

/// A mark of the Tasks plugin for how much a task matters.
pub(super) fn is_priority(letter: char) -> bool {
    matches!(letter, '⏫' | '🔼' | '🔽' | '⏬' | '🔺')
}

/// Which date a marker gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
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
        let plain = position(from.as_bytes(), may_begin_marker).unwrap_or(from.len());
        kept.add(at..at + plain);
        at += plain;
        let left = text.get(at..).unwrap_or_default();
        let Some(letter) = left.chars().next() else { break };
        let Some(taken) = taken(left, order) else {
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
        let day = taken.day.and_then(Result::ok);
        match taken.marker {
            Marker::Deadline => dates.deadline = dates.deadline.or(day),
            Marker::Scheduled | Marker::Reminder => dates.scheduled = dates.scheduled.or(day),
            Marker::Start => starts = starts.or(day),
            Marker::Done => {
                dates.done = dates.done.or(day);
                if let Some(Err(fault)) = taken.day {
                    dates.unreadable.get_or_insert_with(|| (fault, taken.written.clone()));
                }
            }
            Marker::Cancelled => dates.cancelled = true,
            Marker::Passed | Marker::Named => {}
        }
        let wants_day = matches!(taken.marker, Marker::Deadline | Marker::Scheduled | Marker::Start);
        if wants_day && day.is_none() {
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
    let opens = (byte == b'[') | (byte == b'(') | (byte == b'{');
    opens | (byte == b'@') | (byte == 0xe2) | (byte == 0xf0)
}

/// What is taken out of the text of a task.
struct Taken<'a> {
    marker: Marker,
    day: Option<Result<Day, DateFault>>,
    /// Bytes of the text.
    length: usize,
    /// For a problem, if there is no day.
    written: Cow<'a, str>,
}

/// Bytes after an emoji that a problem tells.
const MOST_TOLD: usize = 100;

/// What a text begins with that is no word of a task.
fn taken(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    marker(text, order).or_else(|| field(text, order)).or_else(|| card_date(text, order))
}

/// `@{2026-12-01}`, `@[[2026-12-01]]`, `@2026-12-01` and `@@{10:30}` of the Kanban plugin, `(@2026-12-01)` of others.
fn card_date(text: &str, order: Option<DateOrder>) -> Option<Taken<'_>> {
    let opening = ["(@", "@@{", "@{", "{", "@"].into_iter().find(|opening| text.starts_with(opening))?;
    let inner = text.get(opening.len()..)?;
    if opening == "@@{" {
        let length = prefix(inner, MOST_TOLD).find('}')? + opening.len() + 1;
        return Some(Taken { marker: Marker::Passed, day: None, length, written: Cow::Borrowed("") });
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
        return Some(Taken { marker: *marker, day: None, length, written: Cow::Borrowed("") });
    }
    match leading(trimmed, order) {
        Some(found) => {
            let behind = trimmed.get(found.length..)?;
            let behind = if *marker == Marker::Reminder { skip_time(behind) } else { behind };
            let length = text.len() - behind.len();
            let written = Cow::Borrowed(text.get(..length)?);
            Some(Taken { marker: *marker, day: Some(found.day), length, written })
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
                Marker::Done | Marker::Cancelled | Marker::Passed | Marker::Reminder | Marker::Named => {
                    Cow::Borrowed("")
                }
            };
            Some(Taken { marker: *marker, day: None, length: skipped + words, written })
        }
    }
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
    let day = found.map(|found| found.day);
    Some(Taken { marker, day, length, written: Cow::Borrowed(text.get(..length)?) })
}

/// A date in front, or at the end in brackets or after `by`; gives where the words between them are.
fn words_around(dates: &mut TaskDates<'_>, rest: &str, order: Option<DateOrder>) -> Range<usize> {
    let filtered = without_filter(rest.trim_start());
    let (marks, mut text) = in_bold(filtered, order).unwrap_or(("", filtered));
    if let Some(found) = leading(text, order) {
        match found.day {
            Ok(day) => dates.leading = Some(day),
            Err(fault) => {
                let written = text.get(..found.length).unwrap_or_default();
                dates.not_understood.get_or_insert_with(|| Cow::Owned(written.to_owned()));
                dates.unreadable = Some((fault, Cow::Owned(written.to_owned())));
            }
        }
        let behind = text.get(found.length..).unwrap_or_default();
        text = behind.strip_prefix(marks).unwrap_or(behind).trim_start_matches([' ', ':', '-', '–', '—']);
    }
    let start = rest.len() - text.len();
    let text = without_block_id(text);
    let is_dated =
        dates.leading.or(dates.deadline).or(dates.scheduled).is_some() || dates.not_understood.is_some();
    let known = if is_dated { Known::Dated } else { Known::Undated };
    let found = worded_date(text, known, order);
    match found.day {
        Some(Ok(day)) => dates.deadline = dates.deadline.or(Some(day)),
        Some(Err(written)) => {
            dates.not_understood.get_or_insert(Cow::Owned(written));
        }
        None => {}
    }
    start + found.words.start..start + found.words.end
}

/// `**2026-12-01** send it`: the marks around a date in front, and the text behind the first of them.
fn in_bold(text: &str, order: Option<DateOrder>) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches(['*', '_']);
    let (marks, _) =
        text.split_at_checked(text.len() - inner.len()).filter(|(marks, _)| !marks.is_empty())?;
    let behind = inner.get(leading(inner, order)?.length..)?;
    behind.starts_with(marks).then_some((marks, inner))
}

/// The text without `#task`, by which the Tasks plugin can be told to know tasks.
pub fn without_filter(text: &str) -> &str {
    match text.strip_prefix("#task") {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest.trim_start(),
        Some(_) | None => text,
    }
}

/// Whether one of the emoji that carry a date stands in a text.
pub fn holds_marker(text: &str) -> bool {
    text.chars().any(|letter| EMOJI.iter().any(|(emoji, _)| *emoji == letter))
}

/// The text without the fields at its end, as in `call her (completion:: 2026-11-10)`: a bracket would end what
/// is read of it.
pub fn without_fields_at_end(text: &str) -> &str {
    let mut rest = without_block_id(text);
    while let Some(start) = rest.rfind(['(', '[']) {
        let is_field = field(rest.get(start..).unwrap_or_default(), None)
            .is_some_and(|taken| start + taken.length == rest.len());
        if !is_field {
            break;
        }
        rest = rest.get(..start).unwrap_or_default().trim_end();
    }
    if rest.len() == without_block_id(text).len() { text } else { rest }
}

/// The text without a block id (`^abc`) at its end.
fn without_block_id(text: &str) -> &str {
    if !holds_any(text, [b'^']) {
        return text.trim_end();
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Letter by letter, as the rule is stated.
    fn without_markers_by_letters(text: &str) -> String {
        let mut rest = String::new();
        let mut left = text;
        while let Some(letter) = left.chars().next() {
            let taken = taken(left, None);
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

    #[test]
    fn fields_at_the_end_are_no_words() {
        for text in [
            "call her",
            "call her (completion:: 2026-11-10)",
            "call her (due:: x) [completion:: 2026-11-10] ^a",
        ] {
            assert_eq!(without_fields_at_end(text), "call her", "{text}");
        }
        for text in ["call (her)", "call [[Ada]]", "(completion:: 2026-11-10) call", "call ^a", ""] {
            assert_eq!(without_fields_at_end(text), text);
        }
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
        let unreadable = |text| dates(text, None).unreadable.map(|(fault, _)| fault);
        assert_eq!(unreadable("send it ✅ 02/11/2026"), Some(DateFault::Ambiguous));
        assert_eq!(unreadable("send it [completion:: 2026-02-30]"), Some(DateFault::Impossible));
        assert_eq!(unreadable("24-11-02 send it ✅ 2026-11-02"), Some(DateFault::TwoDigitYear));
        assert_eq!(unreadable("send it ✅ yes 📅 02/11/2026"), None);
        assert_eq!(dates("pay 📅 tomorrow", None).not_understood.as_deref(), Some("📅 tomorrow"));
    }
}
