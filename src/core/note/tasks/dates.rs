//! The dates of a task in every form people use (design 3.5): the Tasks plugin's emoji, Dataview fields, a
//! date in front, and `(2026-12-01)` or `by 2026-12-01` at the end.

use super::markers::{
    Marker, Taken, field, field_marker, is_marker, is_priority, may_begin_marker, planned, taken,
};
use super::worded_dates::{Known, worded_date};
use crate::core::bytes::position;
use crate::core::date_text::partial::{Part, partial};
use crate::core::date_text::{DateFault, DateOrder, leading};
use crate::core::day::Day;
use crate::core::note::log::dates::odd_dates::bracketed;
use crate::core::text::{holds_any, on_one_line};
use std::borrow::Cow;
use std::ops::Range;

/// The dates and markers of a task, and its remaining words.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct TaskDates<'a> {
    /// ⏳, else 🛫.
    pub scheduled: Option<Day>,
    /// 🛫.
    start: Option<Day>,
    /// 📅.
    pub deadline: Option<Day>,
    /// ✅.
    pub done: Option<Day>,
    /// A date at the start of the task.
    pub leading: Option<Day>,
    /// Whether it contains ❌.
    pub cancelled: bool,
    /// The first date or marker that could not be read as a day.
    pub not_understood: Option<Cow<'a, str>>,
    /// The text of a completion date (in front or after ✅) that could not be read, and why.
    pub unreadable: Option<(DateFault, Cow<'a, str>)>,
    /// The text without markers.
    rest: Cow<'a, str>,
    /// The part of `rest` that is neither a date nor a block id.
    words: Range<usize>,
}

impl<'a> TaskDates<'a> {
    /// Adds what a marker or a field says.
    fn take(&mut self, taken: Taken<'a>) {
        let day = taken.day.and_then(Result::ok);
        match taken.marker {
            Marker::Deadline => self.deadline = self.deadline.or(day),
            Marker::Scheduled | Marker::Reminder => self.scheduled = self.scheduled.or(day),
            Marker::Start => self.start = self.start.or(day),
            Marker::Done => {
                self.done = self.done.or(day);
                if let Some(Err(fault)) = taken.day {
                    self.unreadable.get_or_insert_with(|| (fault, taken.written.clone()));
                }
            }
            Marker::Cancelled => self.cancelled = true,
            Marker::Ignored | Marker::Named => {}
        }
        if taken.marker.wants_day() && day.is_none() {
            self.not_understood.get_or_insert(taken.written);
        }
    }

    /// Whether it has a date other than one in front.
    pub fn is_planned(&self) -> bool {
        self.deadline.or(self.scheduled).is_some()
    }

    /// Adds the dates of a line below the task: `DEADLINE: <2026-12-01>`, as Logseq and Org write them, or a
    /// property `due:: 2026-12-01`. Returns whether the line has a date that was not understood.
    pub fn add_planned(&mut self, below: &str, order: Option<DateOrder>) -> bool {
        if !begins_with_plan(below) {
            return false;
        }
        let TaskDates { scheduled, deadline, not_understood, .. } = dates(below, order);
        self.scheduled = self.scheduled.or(scheduled);
        self.deadline = self.deadline.or(deadline);
        let Some(written) = not_understood.filter(|_| self.not_understood.is_none()) else { return false };
        self.not_understood = Some(Cow::Owned(written.into_owned()));
        true
    }

    /// Returns the words without dates and markers, on one line. Composed on demand.
    pub fn text(&self) -> Cow<'_, str> {
        let words = self.rest.get(self.words.clone()).unwrap_or_default();
        if !holds_any(words, [0xe2, 0xf0]) {
            return on_one_line(Cow::Borrowed(words));
        }
        on_one_line(Cow::Owned(words.chars().filter(|letter| !is_priority(*letter)).collect()))
    }
}

/// Whether a line below a task says when it is due.
fn begins_with_plan(below: &str) -> bool {
    // Nearly all lines are ruled out by their first letter.
    if !matches!(below.as_bytes(), [b'D' | b'S' | b'd' | b's', ..]) {
        return false;
    }
    let Some((word, value)) = below.split_once(':') else { return false };
    matches!(word, "DEADLINE" | "SCHEDULED")
        || value.starts_with(':') && matches!(field_marker(word), Some(Marker::Deadline | Marker::Scheduled))
}

/// Separates the dates of a task from its words.
pub fn dates(text: &str, order: Option<DateOrder>) -> TaskDates<'_> {
    let mut dates = TaskDates::default();
    let rest = without_markers(&mut dates, text, order);
    // Removing a marker may leave spaces before it.
    dates.words = words_around(&mut dates, rest.trim_end(), order);
    dates.rest = rest;
    dates
}

/// Takes markers and fields with their dates out of a text. Most texts are one run of words followed by
/// markers: nothing is copied until there are words on both sides of a marker.
fn without_markers<'a>(dates: &mut TaskDates<'a>, text: &'a str, order: Option<DateOrder>) -> Cow<'a, str> {
    let mut words = Cow::Borrowed("");
    // Spaces after the words, which are kept only if more words follow.
    let mut spaces = 0;
    let mut keep = |piece: &'a str, after: &str| {
        if piece.bytes().all(|byte| byte == b' ') {
            spaces += piece.len();
        } else if words.is_empty() && spaces == 0 {
            words = Cow::Borrowed(piece);
        } else {
            let words = words.to_mut();
            words.extend(std::iter::repeat_n(' ', spaces));
            words.push_str(piece);
            spaces = 0;
        }
        // Text on the two sides of a marker must not become one word or one date.
        if spaces == 0 && words.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric) {
            spaces = 1;
        }
    };
    let (mut start, mut at) = (0, 0);
    // Bytes that cannot begin a marker or a field are skipped in one piece.
    while let Some(found) = text.get(at..).and_then(|from| position(from.as_bytes(), may_begin_marker)) {
        at += found;
        let left = text.get(at..).unwrap_or_default();
        let before = text.get(start..at).unwrap_or_default();
        let found = planned(before, left, order).or_else(|| Some((0, taken(left, order)?)));
        let Some((word, taken)) = found else {
            at += left.chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let after = left.get(taken.length..).unwrap_or_default();
        keep(before.get(..before.len() - word).unwrap_or_default(), after);
        at += taken.length;
        start = at;
        dates.take(taken);
    }
    keep(text.get(start..).unwrap_or_default(), "");
    dates.scheduled = dates.scheduled.or(dates.start);
    words
}

/// Finds a date in front, or at the end in brackets or after `by`. Returns where the words between them are.
fn words_around(dates: &mut TaskDates<'_>, rest: &str, order: Option<DateOrder>) -> Range<usize> {
    let filtered = without_filter(rest.trim_start());
    let (marks, mut text) = emphasised_date(filtered, order).unwrap_or(("", filtered));
    if let Some(found) = leading(text, order).or_else(|| bracketed(text, order)) {
        match found.day {
            Ok(day) => dates.leading = Some(day),
            Err(fault) => {
                let written = text.get(..found.length).unwrap_or_default();
                dates.not_understood.get_or_insert_with(|| Cow::Owned(written.to_owned()));
                dates.unreadable = Some((fault, Cow::Owned(written.to_owned())));
            }
        }
        let after = text.get(found.length..).unwrap_or_default();
        text = after.strip_prefix(marks).unwrap_or(after).trim_start_matches([' ', ':', '-', '–', '—']);
    }
    let start = rest.len() - text.len();
    let text = without_block_id(text);
    let is_dated =
        dates.leading.or(dates.deadline).or(dates.scheduled).is_some() || dates.not_understood.is_some();
    let known = if is_dated { Known::Dated } else { Known::Undated };
    let found = worded_date(text, known, order);
    let not_understood = match found.day {
        Some(Ok(day)) => {
            dates.deadline = dates.deadline.or(Some(day));
            None
        }
        Some(Err(written)) => Some(written),
        None if is_dated => None,
        None => partial_in_front(text).map(str::to_owned),
    };
    if let Some(written) = not_understood {
        dates.not_understood.get_or_insert(Cow::Owned(written));
    }
    start + found.words.start..start + found.words.end
}

/// Returns the part of a date in front of a colon or a dash: `2 Dec: send it`, `Friday – call her`. Without such
/// a mark, the task may be about that day.
fn partial_in_front(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(['*', '_']);
    let found = partial(text).filter(|found| !matches!(found.part, Part::Fraction | Part::Dashed))?;
    let (written, after) = text.split_at_checked(found.length)?;
    let after = after.trim_start_matches(['*', '_']);
    (after.starts_with(':') || after.starts_with(' ') && after.trim_start().starts_with(['-', '–', '—']))
        .then_some(written)
}

/// Splits `**2026-12-01** send it` into the marks around the date in front, and the text after the first of
/// them.
fn emphasised_date(text: &str, order: Option<DateOrder>) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches(['*', '_']);
    let (marks, _) =
        text.split_at_checked(text.len() - inner.len()).filter(|(marks, _)| !marks.is_empty())?;
    let after = inner.get(leading(inner, order)?.length..)?;
    after.starts_with(marks).then_some((marks, inner))
}

/// Removes a leading `#task`, which the Tasks plugin may use to recognise tasks.
pub fn without_filter(text: &str) -> &str {
    match text.strip_prefix("#task") {
        Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest.trim_start(),
        Some(_) | None => text,
    }
}

/// Whether a text contains an emoji that carries a date.
pub fn holds_marker(text: &str) -> bool {
    text.chars().any(is_marker)
}

/// Removes fields at the end, as in `call her (completion:: 2026-11-10)`, since a bracket would end the head
/// of a log line.
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

/// Removes a block id at the end, as in `she is moving ^log1`, and trailing white space.
pub fn without_block_id(text: &str) -> &str {
    let text = text.trim_end();
    if !holds_any(text, [b'^']) {
        return text;
    }
    let is_id =
        |id: &str| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    match text.rsplit_once(" ^") {
        Some((before, id)) if is_id(id) => before.trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::markers::MAX_QUOTED;
    use super::*;
    use proptest::prelude::*;

    /// The rule as stated, letter by letter.
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
    fn a_long_run_of_emoji_is_quoted_in_part() {
        let run = "📅".repeat(10_000);
        let quoted = dates(&run, None).not_understood.map(|quoted| quoted.len());
        assert!(quoted.is_some_and(|length| length < 2 * MAX_QUOTED), "{quoted:?}");
    }

    #[test]
    fn fields_at_the_end_are_removed() {
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
        fn text_outside_of_markers_is_kept(
            text in "(a|é| |📅|⏳|✅|🔁|every|⏫|→|\\[due:: |\\]|\\(|\\)|2026-12-01|\u{fe0f}){0,10}",
        ) {
            let rest = without_markers(&mut TaskDates::default(), &text, None);
            let (rest, by_letters) = (rest.trim_end_matches(' '), without_markers_by_letters(&text));
            prop_assert_eq!(rest, by_letters.trim_end_matches(' '));
        }
    }

    #[test]
    fn a_line_below_may_say_when_a_task_is_due() {
        #[track_caller]
        fn case(below: &str, deadline: Option<&str>, not_understood: Option<&str>) {
            let mut found = dates("send it", None);
            assert_eq!(found.add_planned(below, None), not_understood.is_some(), "{below}");
            assert_eq!(found.deadline, deadline.and_then(Day::from_iso), "{below}");
            assert_eq!(found.not_understood.as_deref(), not_understood, "{below}");
        }
        case("DEADLINE: <2026-12-01 Tue>", Some("2026-12-01"), None);
        case("deadline:: [[2026-12-01]]", Some("2026-12-01"), None);
        case("due:: 2026-12-01", Some("2026-12-01"), None);
        case("DEADLINE: <2026-13-24>", None, Some("<2026-13-24>"));
        case("due:: Friday", None, Some("due:: Friday"));
        case("due: she said so", None, None);
        case("due to the weather:: no", None, None);
        case("scheduled:: soon", None, None);
        case("sent by 2026-12-01", None, None);
    }

    #[test]
    fn done_and_cancelled_markers_are_read() {
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
        let not_understood = |text| dates(text, None).not_understood.map(Cow::into_owned);
        for (text, written) in [
            ("2 Dec: send it", "2 Dec"),
            ("**Mon 2 Dec**: send it", "Mon 2 Dec"),
            ("**2 Dec:** send it", "2 Dec"),
            ("[[Nov 2]] - send it", "[[Nov 2]]"),
            ("10/11: send it", "10/11"),
            ("tomorrow – call her", "tomorrow"),
        ] {
            assert_eq!(not_understood(text).as_deref(), Some(written), "{text}");
        }
        for text in [
            "2 Dec dinner: send menu", "1/2: the first part", "3-4: the chapters", "Friday club: join",
            "2 Dec: send it 📅 2026-12-01", "2 Dec: send it by 2026-12-01", "2 eggs: buy", "2 Dec",
            "Mon-Fri: call",
        ] {
            assert_eq!(not_understood(text), None, "{text}");
        }
        assert_eq!(dates("pay 📅 30 Nov please", None).not_understood.as_deref(), Some("📅 30 Nov"));
    }
}
