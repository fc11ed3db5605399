//! Dates of the log in forms that are dates nowhere else: `[2026-11-02]`, and links to daily notes as
//! the vault names them. And what is almost a date, which is told (design 3.4).

use crate::core::config::model::DailyNotes;
use crate::core::date_text::{DateOrder, Leading, leading};
use crate::core::day::Day;
use crate::core::note::body::{Body, LineKind};
use crate::core::note::purposes::Purposes;
use crate::core::note::report::{Report, words};
use crate::core::problem::{Code, quoted};
use std::collections::BTreeSet;

/// Years by which a line of the log may lie ahead.
const YEARS_AHEAD: i32 = 5;

/// The date that a line of the log begins with, if it is in one of these forms.
pub(super) fn odd_date(text: &str, order: Option<DateOrder>, daily: Option<&DailyNotes>) -> Option<Leading> {
    match text.as_bytes().first()? {
        b'[' => match text.strip_prefix("[[") {
            Some(inner) => daily_link(inner, daily?),
            None => bracketed(text, order),
        },
        _ => None,
    }
}

/// `[[2026-11-02 lundi]]`, where daily notes are called so.
fn daily_link(inner: &str, daily: &DailyNotes) -> Option<Leading> {
    let (inner, _) = inner.split_once("]]")?;
    let target = inner.split(['|', '#']).next().unwrap_or(inner).trim();
    // A link may name the note by its path in the vault, or from the folder of daily notes on.
    let day = daily.day_of_link(target)?;
    Some(Leading { day: Ok(day), length: inner.len() + 4 })
}

/// `[2026-11-02]`; a link to somewhere else that is called so is none.
fn bracketed(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let inner = text.strip_prefix('[')?;
    let found = leading(inner, order).filter(|found| found.day.is_ok())?;
    let rest = inner.get(found.length..)?.strip_prefix(']')?;
    if rest.starts_with('(') {
        return None;
    }
    Some(Leading { day: found.day, length: text.len() - rest.len() })
}

/// Tells of lines that begin with what is almost a date, in sections that hold lines of the log (`entries`), and
/// of lines that lie far ahead.
pub(crate) fn tell(
    body: &Body<'_>,
    purposes: &Purposes,
    entries: impl Iterator<Item = (u32, Day)> + Clone,
    today: Day,
    report: &mut Report<'_>,
) {
    let ahead = |(_, day): &(u32, Day)| day.year() > today.year() + YEARS_AHEAD;
    let far: BTreeSet<u32> = entries.clone().filter(ahead).map(|(line, _)| line).collect();
    let is_almost =
        |text: &str| text.starts_with(|letter: char| letter.is_ascii_digit()) && almost(text).is_some();
    let mut doubtful = body
        .lines
        .iter()
        .filter(|line| {
            let is_item = matches!(line.kind, LineKind::Item(_, None) | LineKind::Heading(2..));
            (!far.is_empty() && far.contains(&line.spot.line))
                || (is_item && is_almost(&line.text) && purposes.is_log(line.section))
        })
        .peekable();
    if doubtful.peek().is_none() {
        return;
    }
    // In order of their lines, as the lines are.
    let dated: BTreeSet<u32> = entries.map(|(line, _)| line).collect();
    let logs: BTreeSet<Option<usize>> =
        body.lines.iter().filter(|line| dated.contains(&line.spot.line)).map(|line| line.section).collect();
    for line in doubtful {
        if far.contains(&line.spot.line) {
            let year = line.text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            let found = year.split_whitespace().next().unwrap_or_default();
            report.at(
                Code::UnlikelyDate,
                line.spot,
                found,
                words(
                    format!("a line of the log that lies more than {YEARS_AHEAD} years ahead"),
                    "correct its year",
                    "it is no contact before that day",
                ),
            );
        } else if logs.contains(&line.section)
            && let Some(found) = almost(&line.text)
        {
            report.at(
                Code::AlmostDated,
                line.spot,
                found,
                words(
                    format!("almost a date, but none: {}", quoted(found)),
                    "write it as `2026-11-02`",
                    "the line is no interaction",
                ),
            );
        }
    }
}

/// `20226-11-01`, `2026-11-0x`, `2026-1102`: what a line begins with that has the digits of a date and is none.
fn almost(text: &str) -> Option<&str> {
    // Nearly every line that begins with a digit begins with a date as it should be.
    if matches!(
        text.as_bytes(),
        [_, _, _, _, b'-', _, _, b'-', b'0'..=b'9', b'0'..=b'9', b' ' | b':' | b',', ..]
    ) {
        return None;
    }
    let end =
        text.find(|letter: char| letter.is_whitespace() || matches!(letter, ':' | ',')).unwrap_or(text.len());
    let word = text.get(..end)?;
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let year = word.split('-').next().unwrap_or_default();
    let is_year = matches!(year.len(), 4 | 5)
        && year.starts_with("20")
        && year.bytes().all(|byte| byte.is_ascii_digit());
    let fits = is_year
        && word.contains('-')
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && (7..=9).contains(&digits)
        && letters <= 1
        // `2026-2027` are two years.
        && !word.split_once('-').is_some_and(|(_, rest)| rest.len() == 4 && rest.starts_with("20"))
        && digits + letters >= 8
        && leading(word, None).is_none();
    fits.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_forms_are_dates_where_no_other_is_meant() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, usize)>) {
            let daily = DailyNotes { folder: "Journal".to_owned(), format: "YYYY-MM-DD dddd".to_owned() };
            let found = odd_date(text, None, Some(&daily))
                .map(|found| (found.day.unwrap().to_string(), found.length));
            assert_eq!(found.as_ref().map(|(day, length)| (day.as_str(), *length)), expected, "{text}");
        }
        case("[2026-11-02] coffee", Some(("2026-11-02", 12)));
        case("[2026-11-02](https://x.example) minutes", None);
        case("[[2026-11-02 lundi]] coffee", Some(("2026-11-02", 20)));
        case("[[Journal/2026-11-02 lundi|lundi]] coffee", Some(("2026-11-02", 34)));
        case("20261102 is the order number", None);
        case("[2026-11-02 coffee", None);
        case("[[Ada]] coffee", None);
        case("2026 was good", None);
    }

    #[test]
    fn what_is_almost_a_date_is_known() {
        for text in ["20226-11-01 call", "2026-11-0x call", "2026-1102 call", "202611-02: call"] {
            let is_told = almost(text).is_some();
            assert_eq!(is_told, !text.starts_with("202611"), "{text}");
        }
        for text in [
            "2026-11-02 call",
            "2026 was good",
            "2026-11",
            "2026-11-02-call",
            "2026-2027",
            "2024-Q3-report",
            "",
        ] {
            assert_eq!(almost(text), None, "{text}");
        }
    }
}
