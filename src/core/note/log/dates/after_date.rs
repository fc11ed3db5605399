//! Skips what may come between the date of a line and its words (design 3.4): a weekday, a time or a range of
//! times, and the last day of several, each after separators.

use crate::core::date_text::weekdays::weekday;
use crate::core::date_text::{DateOrder, leading};
use crate::core::note::body::line::{begins_with_dash, is_separator};
use crate::core::time_text::skip_time;

/// Maximum number of such parts in a row: `2026-11-12 (Thu) – 2026-11-14 (Sat) 10:00`.
const MOST: usize = 4;

/// Returns the text after a date without the weekday, times and last day that follow it. Separators in front
/// stay unless something was skipped after them.
pub fn behind_date(text: &str, order: Option<DateOrder>) -> &str {
    let mut rest = text;
    for _ in 0..MOST {
        match skip_one(rest, order) {
            Some(after) => rest = after,
            None => break,
        }
    }
    rest
}

/// Returns the text after a time and separators at the start of a line. Returns the line itself if there is
/// no time.
pub fn skip_leading_time(text: &str) -> &str {
    let start = text.trim_start_matches('(');
    let rest = skip_time(start);
    if rest.len() == start.len() { text } else { rest.trim_start_matches(is_separator) }
}

fn skip_one(text: &str, order: Option<DateOrder>) -> Option<&str> {
    let is_between = |letter| is_separator(letter) || matches!(letter, '*' | '_' | '→' | '>' | '/');
    let start = text.trim_start_matches(is_between);
    let first = start.as_bytes().first()?.to_ascii_lowercase();
    let between = text.get(..text.len() - start.len())?;
    // Nearly all words are ruled out here. Some months begin like no weekday.
    let may_be_month = || matches!(first, b'j' | b'o' | b'n' | b'd') && between.len() > 1;
    if !(first.is_ascii_digit()
        || matches!(first, b'm' | b't' | b'w' | b'f' | b's' | b'a' | b'@' | b'[')
        || may_be_month())
    {
        return None;
    }
    let timeless = skip_time(start);
    let after = if between.contains(['→', '>', '/']) {
        skip_last_day(between, start, order)?
    } else if timeless.len() < start.len() {
        timeless
    } else {
        skip_weekday(start).or_else(|| skip_last_day(between, start, order))?
    };
    Some(after.trim_start_matches([')', '*', '_']))
}

/// Skips a weekday before a separator, a time or the end. Before a word, `Mon`, `Sat` and `Sun` may be words
/// too.
fn skip_weekday(text: &str) -> Option<&str> {
    let (_, rest) = weekday(text)?;
    let next = rest.trim_start();
    let is_blank = next.len() < rest.len();
    let ends = next.is_empty()
        || next.starts_with([':', ',', '.', ';', ')', '(', '|', '–', '—', '*', '_'])
        || (is_blank && begins_with_dash(next))
        || (is_blank && skip_time(rest).len() < rest.len());
    ends.then_some(rest)
}

/// Skips the last day of `2026-11-12 – 2026-11-14`: the first day of several counts. Between two days, an arrow
/// is no mark of direction, but one in a cell of its own is.
fn skip_last_day<'t>(between: &str, text: &'t str, order: Option<DateOrder>) -> Option<&'t str> {
    let is_range = between.contains(['-', '–', '—', '→', '/']) && !between.contains(['|']);
    if !is_range && !text.starts_with("to ") {
        return None;
    }
    let text = text.strip_prefix("to ").unwrap_or(text);
    let last = leading(text, order).filter(|last| last.day.is_ok()).map(|last| last.length);
    text.get(last.or_else(|| day_of_month(between, text))?..)
}

/// Returns the length of `11-14`, the last day in the same year. After a space, `10-12 people` may be a number, and
/// so may `05-11` after a dash that separates.
fn day_of_month(between: &str, text: &str) -> Option<usize> {
    let (month, rest) = text.split_once('-')?;
    let day = rest.get(..2)?;
    let is_number = |part: &str, most: u8| {
        part.len() == 2 && part.parse().is_ok_and(|number: u8| (1..=most).contains(&number))
    };
    let ends = !rest.get(2..)?.starts_with(|next: char| next.is_alphanumeric() || next == '-');
    let is_day = is_number(month, 12) && is_number(day, 31) && ends;
    let is_meant = !between.contains(' ') || (month.starts_with('0') && between.trim() != "-");
    (is_day && is_meant).then_some("11-14".len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &str) {
        let said = behind_date(text, None).trim_start_matches(is_separator);
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn weekdays_and_times_are_skipped() {
        for between in [
            " ",
            " Fri: ",
            " (Wed): ",
            ", Friday, ",
            " Sat. ",
            " Tue — ",
            " Tue -- ",
            " (Tuesday) — ",
            " - 10:00 - ",
            ", 10:00, ",
            " 10:00–11:00: ",
            " 10 am: ",
            " 10:00 CET: ",
            " (10:00) ",
            " | 10:00 | ",
            "T10:00 ",
            " Wed 10:00 ",
            " Sat 10:00: ",
            " 10:00 (Wed) ",
            " (Wed, 10:00): ",
            " – 2026-11-06 ",
            " - [[2026-11-06]]: ",
            " to 2026-11-06: ",
            " (Wed) – 2026-11-06 (Fri): ",
            " → 2026-11-06 ",
            " -> 2026-11-06: ",
            " (Wed) → [[2026-11-06]] 10:00: ",
            " 2:00 PM → 3:00 PM ",
            "/2026-11-06 ",
            " – October 21, 2026 ",
            " → Jan 2, 2027: ",
            " – 04-03 ",
            "–11-14: ",
        ] {
            case(&format!("{between}emailed"), "emailed");
        }
        for between in [" Wed", " (Monday)", " 10:00", " Fri, 10:00–11:00", ""] {
            case(between, "");
        }
        case(" Wed** — emailed", "emailed");
    }

    #[test]
    fn words_that_look_like_weekdays_or_times_stay() {
        for said in [
            "Wed emailed", "Mon ami est venu", "9am's are hard", "4pm-ish coffee",
            "Sat with her in the garden", "Sun came out", "Monica called", "Mon's call", "Friday's call",
            "Friday’s call", "Friday-night dinner", "Monday group lunch", "Wedding of her sister",
            "sat down", "to Berlin", "2 people came", "10 people came", "at her place", "tea", "met",
            "2026-11-06 follow-up", "[[Ada]] came", "→ asked", "→ 10:00 works", "→ 3 letters",
            "→ | 2026-11-06 works", "/ 3 of us", "04-03 cake", "Dec 9 was hard", "June 2, 2027 cake",
        ] {
            case(&format!(" {said}"), said);
        }
        case(" – 10-12 people came", "10-12 people came");
        case(" - 04-2 cake", "04-2 cake");
        case("–11-14th of them", "11-14th of them");
    }
}
