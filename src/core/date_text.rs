//! Reads dates as people write them (design 3.3), without guessing.
//!
//! A date that two readers could read differently is a [`DateFault`], and so is a date that the calendar does
//! not have. Neither is silently rolled over or resolved.

mod forms;
pub mod partial;
mod scan;
pub mod weekdays;
pub mod yearly;

use self::forms::{bare, day_of};
use self::scan::{first_word, may_begin_month};
use self::weekdays::{is_weekday, weekday_prefix};
use super::day::Day;
use super::text::{prefix, unquoted};
use super::time_text::skip_time;
use crate::core::place::last_part;
use crate::core::text::is_digits;

/// Which part of `02/11/2026` is the day, as configured with `date-order`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Does not look like a date.
    NotADate,
    /// Looks like a date that no calendar has: 30 February, month 13.
    Impossible,
    /// Day and month could be swapped, and no order is configured.
    Ambiguous,
    /// `24-05-12`: the century would be a guess.
    TwoDigitYear,
}

/// A date found at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leading {
    /// The day, or why the text is not a valid date.
    pub day: Result<Day, DateFault>,
    /// Length of the date in bytes, including brackets and a weekday before it.
    pub length: usize,
}

/// Maximum length of a link to a day, in bytes. Bounds the search, which runs at many places of a line.
const LONGEST_LINK: usize = 1_000;

/// Maximum length of a date in angle brackets, in bytes.
const LONGEST_ANGLED: usize = 60;

/// Finds a date at the very start of `text`: bare, in `[[…]]` or `<…>`, or after a weekday.
/// Returns `None` when the text does not begin like a date at all.
pub fn leading(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let found = match *text.as_bytes().first()? {
        b'0'..=b'9' => bare(text, order)?,
        b'[' => return linked(text, order),
        b'<' => return angled(text),
        letter if letter.is_ascii_alphabetic() => {
            let start = weekday_prefix(text);
            // Nearly all words are ruled out here.
            if start == 0 && !may_begin_month(text) {
                return None;
            }
            let found = bare(text.get(start..)?, order)?;
            Leading { length: start + found.length, ..found }
        }
        _ => return None,
    };
    let next = text.get(found.length..)?.chars().next();
    let ends = next.is_none_or(|letter| !letter.is_alphanumeric() || letter == 'T');
    ends.then_some(found)
}

/// Finds a date after other words, with nothing behind it: `at PyCon, 2026-11-25`. Returns where the other
/// words end.
pub fn trailing(text: &str, order: Option<DateOrder>) -> Option<(usize, Result<Day, DateFault>)> {
    let mut starts = text.char_indices().filter(|(_, letter)| matches!(letter, ' ' | '(' | ','));
    starts.find_map(|(at, _)| {
        let found = leading(text.get(at + 1..)?, order)?;
        let rest = text.get(at + 1 + found.length..)?;
        rest.trim_matches([')', '.', ' ']).is_empty().then_some((at, found.day))
    })
}

/// Reads a link at the start of `text` that leads to a day, such as `[[Journal/2026-11-02|yesterday]]`.
fn linked(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let (inner, _) = prefix(text.strip_prefix("[[")?, LONGEST_LINK).split_once("]]")?;
    // In a table, the bar before the alias is escaped.
    let target = inner.split(['|', '#']).next().unwrap_or(inner).trim_end_matches('\\');
    let name = last_part(target).trim();
    let start = weekday_prefix(name);
    let found = bare(name.get(start..)?, order)?;
    let rest = name.get(start + found.length..)?;
    let whole = rest.is_empty()
        || is_weekday(rest.trim_start_matches([' ', '-', '_', ',', '(']).trim_end_matches(')'));
    whole.then_some(Leading { day: found.day, length: inner.len() + 4 })
}

/// Reads `<2026-11-02 Mon 10:00>`, as org-mode writes a day, at the start of `text`: with a weekday, a time or a
/// range of times, and a repeater such as `+1w`. A second one after `--` is the last of several days.
pub fn angled(text: &str) -> Option<Leading> {
    let (inner, rest) = prefix(text.strip_prefix('<')?, LONGEST_ANGLED).split_once('>')?;
    let found = leading(inner, None)?;
    let after = skip_time(skip_weekday(inner.get(found.length..)?)).trim_start();
    if !after.is_empty() && !after.starts_with(['+', '-', '.']) {
        return None;
    }
    let last = rest.strip_prefix("--").and_then(angled).map_or(0, |last| last.length + 2);
    Some(Leading { day: found.day, length: inner.len() + 2 + last })
}

/// Reads a whole value as a date. An optional weekday, time and zone are skipped: the date as written counts.
pub fn read_date(text: &str, order: Option<DateOrder>) -> Result<Day, DateFault> {
    let text = unquoted(text.trim()).trim();
    if let Some(day) = compact(text) {
        return day;
    }
    let found = leading(text, order).ok_or(DateFault::NotADate)?;
    let rest = skip_weekday(text.get(found.length..).unwrap_or_default());
    if skip_time(rest).trim().is_empty() { found.day } else { Err(DateFault::NotADate) }
}

/// Skips a weekday after a date: ` (Mon), 10:00` gives ` 10:00`.
fn skip_weekday(rest: &str) -> &str {
    let from = rest.trim_start_matches([' ', ',', '(']);
    let word = first_word(from);
    let is_apart = from.len() < rest.len();
    if !is_apart || !is_weekday(word) {
        return rest;
    }
    from.get(word.len()..).unwrap_or_default().trim_start_matches(['.', ')', ','])
}

/// Reads `19850512`, as vCards write it. Accepted only as a whole value.
pub fn compact(text: &str) -> Option<Result<Day, DateFault>> {
    let date = text.split('T').next().unwrap_or(text);
    if date.len() != 8 || !is_digits(date) {
        return None;
    }
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    Some(day_of(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_the_design_are_read() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(read_date(text, None).map(|day| day.to_string()), Ok(expected.to_owned()), "{text}");
        }
        case("2026-11-02", "2026-11-02");
        case("2026-11-02T09:30:00Z", "2026-11-02");
        case("2026-11-02 23:59:59.123 +02:00", "2026-11-02");
        case("2026-11-02 10:30 pm", "2026-11-02");
        case("2026-11-02 Monday", "2026-11-02");
        case("2026-11-02 (Mon), 10:30", "2026-11-02");
        case("[[2026-11-02]]", "2026-11-02");
        case("[[daily/2026-11-02|yesterday]]", "2026-11-02");
        case("[[2026-11-02\\|Monday]]", "2026-11-02");
        case("[[daily/2026-11-02\\|2 Nov]]", "2026-11-02");
        case("[[2026-11-02 Monday]]", "2026-11-02");
        case("[[2026-11-02-Mo]]", "2026-11-02");
        case("[[Monday, 2 November 2026]]", "2026-11-02");
        case("<2026-11-02>", "2026-11-02");
        case("<2026-11-02 Mon 10:00-11:30 .+1w -2d>", "2026-11-02");
        case("Mo 2026-11-02", "2026-11-02");
        case("Montag, 2026-11-02", "2026-11-02");
        case("\"2026-11-02\"", "2026-11-02");
        case("2026-1-5", "2026-01-05");
        case("2026/11/02", "2026-11-02");
        case("2 November 2026", "2026-11-02");
        case("Monday, 2 Nov. 2026", "2026-11-02");
        case("2nd of November 2026", "2026-11-02");
        case("2. November 2026", "2026-11-02");
        case("Montag, 2. Nov. 2026", "2026-11-02");
        case("Nov 2, 2026", "2026-11-02");
        case("Dec 9th, 1992", "1992-12-09");
        case("May 5 2026", "2026-05-05");
        case("25/11/2026", "2026-11-25");
        case("11/25/2026", "2026-11-25");
        case("03/03/2026", "2026-03-03");
        case("25.11.2026", "2026-11-25");
        case("19850512", "1985-05-12");
    }

    #[test]
    fn faults_are_told_apart() {
        #[track_caller]
        fn case(text: &str, expected: DateFault) {
            assert_eq!(read_date(text, None), Err(expected), "{text}");
        }
        case("2026-02-30", DateFault::Impossible);
        case("2026-13-01", DateFault::Impossible);
        case("30 February 2026", DateFault::Impossible);
        case("45/45/2026", DateFault::Impossible);
        case("02/11/2026", DateFault::Ambiguous);
        case("02.11.2026", DateFault::Ambiguous);
        case("24-05-12", DateFault::TwoDigitYear);
        case("1/2/24", DateFault::TwoDigitYear);
        case("tomorrow", DateFault::NotADate);
        case("2026-11-021", DateFault::NotADate);
        case("2026-11-02 or so", DateFault::NotADate);
        case("1.2.34", DateFault::NotADate);
        case("1. 2. 2026", DateFault::NotADate);
        case("2. May be", DateFault::NotADate);
        case("[[Ada]]", DateFault::NotADate);
        case("é", DateFault::NotADate);
        case("", DateFault::NotADate);
    }

    #[test]
    fn a_configured_order_settles_what_is_ambiguous() {
        let day = |order| read_date("02/11/2026", Some(order)).unwrap().to_string();
        assert_eq!(day(DateOrder::Dmy), "2026-11-02");
        assert_eq!(day(DateOrder::Mdy), "2026-02-11");
    }

    #[test]
    fn a_date_may_be_in_angle_brackets() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, &str)>) {
            let found = angled(text).map(|found| (found.day.unwrap().to_string(), &text[found.length..]));
            assert_eq!(found.as_ref().map(|(day, rest)| (day.as_str(), *rest)), expected, "{text}");
        }
        for date in [
            "<2026-11-02>",
            "<2026-11-02 Mon>",
            "<2026-11-02 Mon 10:00>",
            "<2026-11-02 Mo 10:00-11:00>",
            "<2026-11-02 Mon +1w>",
            "<2026-11-02 Mon 10:00 .+2d -1d>",
            "<2026-11-02 Mon>--<2026-11-04 Wed>",
        ] {
            case(&format!("{date}: call"), Some(("2026-11-02", ": call")));
        }
        for text in
            ["<2026-11-02 call", "<2026-11-02 minutes> call", "<b>2026-11-02", "<- call", "2026-11-02"]
        {
            case(text, None);
        }
    }

    #[test]
    fn a_leading_date_ends_where_the_words_begin() {
        #[track_caller]
        fn case(text: &str, rest: &str) {
            let found = leading(text, None).unwrap();
            assert_eq!(&text[found.length..], rest);
        }
        case("2026-11-02 call", " call");
        case("[[2026-11-02]] coffee", " coffee");
        case("2 November 2026 — call", " — call");
        case("2026-11-02: x", ": x");
        case("<2026-11-02 Mon> x", " x");
        assert_eq!(leading("2026-11-02nd", None), None);
        assert_eq!(leading("12 eggs", None), None);
        assert_eq!(leading("<2026-11-02 or so>", None), None);
        assert_eq!(leading("<2026-11-02", None), None);
        assert_eq!(leading("May I ask", None), None);
    }
}
