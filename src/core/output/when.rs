//! Says days in everyday words, relative to today.

use crate::core::day::Day;
use crate::core::text::count;
use serde::Serialize;

/// A day as `YYYY-MM-DD` and in words.
#[derive(Debug, Serialize)]
pub(crate) struct Dated {
    pub(crate) iso: Day,
    pub(crate) words: String,
}

impl Dated {
    pub(crate) fn full(day: Day) -> Dated {
        Dated { iso: day, words: day.in_full() }
    }
}

/// Renders a day as an HTML `<time>` element that shows the given words. The full date is in `title`, for the
/// mouse, and in a hidden `<i>`, for screen readers.
pub(crate) fn time(day: Day, words: &str) -> String {
    let (weekday, exact) = (day.weekday_name(), day.in_words());
    format!("<time datetime=\"{day}\" title=\"{weekday}, {exact}\">{words}<i> ({exact})</i></time>")
}

/// Returns a day without a preposition: `24 November`, with the year if it is not the current one.
pub(crate) fn day_and_month(day: Day, today: Day) -> String {
    if day.year() == today.year() { format!("{} {}", day.day(), day.month_name()) } else { day.in_words() }
}

/// A part of a sentence.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Unchanged text.
    Words(&'a str),
    /// A day, and the words for it in this place.
    Day(Day, String),
}

/// Splits a sentence at its ISO days and gives the words for each: `on 2026-11-23` is `yesterday`,
/// `since 2026-09-20` is `since 20 September`.
pub(crate) fn pieces(text: &str, today: Day) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, day, after)) = next_day(rest) {
        let (before, words) = match before.strip_suffix("on ") {
            Some(start) if start.is_empty() || start.ends_with(' ') => (start, in_words(day, today)),
            _ => (before, day_and_month(day, today)),
        };
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Day(day, words));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// Finds the first day that is a word of its own, not part of a path or a URL.
fn next_day(text: &str) -> Option<(&str, Day, &str)> {
    const LENGTH: usize = "2026-11-24".len();
    let apart = |letter: Option<char>| {
        letter.is_none_or(|letter| letter.is_whitespace() || "(),;:.".contains(letter))
    };
    text.match_indices(|letter: char| letter.is_ascii_digit()).find_map(|(at, _)| {
        let before = text.get(..at)?;
        let day = Day::from_iso(text.get(at..at + LENGTH)?)?;
        let after = text.get(at + LENGTH..)?;
        let stands = apart(before.chars().next_back()) && apart(after.chars().next());
        stands.then_some((before, day, after))
    })
}

/// Says a day: `today`, `on Tuesday`, `in 9 days`, `on 2 December`; `yesterday`, `3 days ago`, `5 weeks ago`.
pub(crate) fn in_words(day: Day, today: Day) -> String {
    let ahead = day.days_since(today);
    match ahead {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2..=6 => format!("on {}", day.weekday_name()),
        7..=13 => format!("in {ahead} days"),
        14.. if day.year() == today.year() => format!("on {} {}", day.day(), day.month_name()),
        14.. => format!("on {}", day.in_words()),
        _ => ago(-ahead),
    }
}

/// Says a deadline: `today`, `by tomorrow`, `by Tuesday`, `within 9 days`, `by 2 December`.
pub(crate) fn by_words(day: Day, today: Day) -> String {
    let words = in_words(day, today);
    match day.days_since(today) {
        0 => words,
        ahead @ 7..=13 => format!("within {ahead} days"),
        _ => format!("by {}", words.strip_prefix("on ").unwrap_or(&words)),
    }
}

/// Says how long something has lasted: `for 6 months`, `since yesterday`.
pub(crate) fn so_long(since: Day, today: Day) -> String {
    let words = in_words(since, today);
    words.strip_suffix(" ago").map_or_else(|| format!("since {words}"), |span| format!("for {span}"))
}

fn ago(days: i64) -> String {
    let days = usize::try_from(days).unwrap_or(usize::MAX);
    let span = match days {
        0..=13 => count(days, "day"),
        14..=59 => count(days / 7, "week"),
        60..=729 => count(days / 30, "month"),
        _ => count(days / 365, "year"),
    };
    format!("{span} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_counted_from_two_days_on() {
        let so_long = |since| so_long(Day::from_iso(since).unwrap(), Day::from_iso("2026-11-24").unwrap());
        assert_eq!(so_long("2026-05-24"), "for 6 months");
        assert_eq!(so_long("2026-11-20"), "for 4 days");
        assert_eq!(so_long("2026-11-23"), "since yesterday");
        assert_eq!(so_long("2026-11-24"), "since today");
    }

    #[test]
    fn days_are_said_as_people_say_them() {
        #[track_caller]
        fn case(day: &str, expected: &str) {
            // A Tuesday.
            let today = Day::from_iso("2026-11-24").unwrap();
            assert_eq!(in_words(Day::from_iso(day).unwrap(), today), expected);
        }
        case("2026-11-24", "today");
        case("2026-11-25", "tomorrow");
        case("2026-11-23", "yesterday");
        case("2026-11-27", "on Friday");
        case("2026-12-01", "in 7 days");
        case("2026-12-12", "on 12 December");
        case("2027-01-02", "on 2 January 2027");
        case("2026-11-21", "3 days ago");
        case("2026-10-24", "4 weeks ago");
        case("2026-08-24", "3 months ago");
        case("2023-08-24", "3 years ago");
        case("9999-12-31", "on 31 December 9999");
    }

    #[test]
    fn days_in_a_sentence_become_words() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let today = Day::from_iso("2026-11-24").unwrap();
            let said = pieces(text, today).into_iter().map(|piece| match piece {
                Piece::Words(words) => words.to_owned(),
                Piece::Day(day, words) => format!("<{words}|{day}>"),
            });
            assert_eq!(said.collect::<String>(), expected);
        }
        case("they wrote on 2026-11-23 and wait", "they wrote <yesterday|2026-11-23> and wait");
        case("last contact on 2026-09-20", "last contact <2 months ago|2026-09-20>");
        case(
            "due 2026-12-21 (by 2025-11-20)",
            "due <21 December|2026-12-21> (by <20 November 2025|2025-11-20>)",
        );
        case("2026-11-24", "<24 November|2026-11-24>");
        case("Daily/2026-11-23.md", "Daily/2026-11-23.md");
        case("12026-11-23 2026-11-31 2026-11-233", "12026-11-23 2026-11-31 2026-11-233");
        case("seon 2026-11-23", "seon <23 November|2026-11-23>");
        case("é2026-11-23 日2026-11-23", "é2026-11-23 日2026-11-23");
        case("", "");
    }
}
