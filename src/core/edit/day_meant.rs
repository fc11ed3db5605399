//! Words in a line for today that seem to mean another day, such as `coffee yesterday`. Only a complete date at
//! the beginning counts as the day of a line; about anything else the user is told.

use super::when::{From, ahead, back};
use crate::core::date_text::{read_date, weekdays};
use crate::core::day::Day;

/// What ends the part of a line that says what happened.
const ENDS: [&str; 7] = [": ", "; ", ". ", " - ", " – ", " — ", " | "];
/// Words before a day on which something else happens: `call about monday`, `the friday before`.
const OTHER: [&str; 17] = [
    "a", "about", "after", "and", "before", "by", "each", "every", "for", "from", "into", "of", "since",
    "the", "till", "to", "until",
];
/// Maximum number of words in a day: `3 days ago`, `2 November 2026`.
const MOST_WORDS: usize = 3;

/// Returns the first words that seem to mean a day, and this day. Looks only at what happened, not at the
/// details after a colon or a dash.
pub fn day_meant(text: &str, from: &From<'_>) -> Option<(String, Day)> {
    let end = ENDS.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let words: Vec<&str> = text.get(..end)?.split_whitespace().map(bare).collect();
    (0..words.len()).find_map(|at| {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        if before.is_some_and(|word| OTHER.iter().any(|other| word.eq_ignore_ascii_case(other))) {
            return None;
        }
        (1..=MOST_WORDS).rev().find_map(|count| {
            let phrase = words.get(at..at + count)?.join(" ");
            day_of(&phrase, from).map(|day| (phrase, day))
        })
    })
}

fn bare(word: &str) -> &str {
    word.trim_start_matches(['*', '_', '[', '(']).trim_end_matches([':', ',', '.', '!', '*', '_', ']', ')'])
}

fn day_of(phrase: &str, from: &From<'_>) -> Option<Day> {
    let lower = phrase.to_lowercase();
    let day = match lower.split_once(' ') {
        None if matches!(&*lower, "yesterday" | "tomorrow") || is_weekday(&lower) => back(&lower, from),
        Some(("last", "night")) => back("yesterday", from),
        Some(("last", word)) if is_weekday(word) => back(word, from),
        Some(("next", word)) if is_weekday(word) => ahead(word, from),
        Some(_) if lower.ends_with(" ago") => back(&lower, from),
        // `20 November`, `Nov 20`
        Some((one, other)) if is_day_and_month(one, other) => {
            return read_date(&format!("{lower} {}", from.today.year()), from.order).ok();
        }
        _ => return read_date(phrase, from.order).ok(),
    };
    day.ok()
}

/// Whether one of two words may be the day, and the other one a month: `20 November`, `Nov 20`.
fn is_day_and_month(one: &str, other: &str) -> bool {
    let is_day = |word: &str| word.starts_with(|letter: char| letter.is_ascii_digit());
    let is_month = |word: &str| word.chars().all(char::is_alphabetic);
    (is_day(one) && is_month(other)) || (is_month(one) && is_day(other))
}

fn is_weekday(word: &str) -> bool {
    weekdays::is_whole_weekday(word) && weekdays::weekday(word).is_some_and(|(_, rest)| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;

    #[test]
    fn days_that_only_seem_to_be_some_are_known() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, &str)>) {
            let workdays = Config::default().workdays;
            let today = Day::from_iso("2026-11-26").unwrap();
            let found = day_meant(text, &From { today, order: None, workdays: &workdays });
            let shown = found.as_ref().map(|(words, day)| (words.as_str(), day.to_string()));
            assert_eq!(shown, expected.map(|(words, day)| (words, day.to_owned())), "{text}");
        }
        case("yesterday: coffee", Some(("yesterday", "2026-11-25")));
        case("monday coffee", Some(("monday", "2026-11-23")));
        case("20 November call", Some(("20 November", "2026-11-20")));
        case("Nov 20, call", Some(("Nov 20", "2026-11-20")));
        case("**2026-11-20** call", Some(("2026-11-20", "2026-11-20")));
        case("call yesterday", Some(("yesterday", "2026-11-25")));
        case("Call Yesterday.", Some(("Yesterday", "2026-11-25")));
        case("call yesterday: the plan for friday", Some(("yesterday", "2026-11-25")));
        case("call 2026-11-20", Some(("2026-11-20", "2026-11-20")));
        case("call ([[2026-11-20]])", Some(("2026-11-20", "2026-11-20")));
        case("call 2 Nov 2026", Some(("2 Nov 2026", "2026-11-02")));
        case("call on 20 November", Some(("20 November", "2026-11-20")));
        case("coffee on monday", Some(("monday", "2026-11-23")));
        case("coffee last friday with Ben", Some(("last friday", "2026-11-20")));
        case("dinner with Ben and Cleo last night", Some(("last night", "2026-11-25")));
        case("call 3 days ago", Some(("3 days ago", "2026-11-23")));
        case("call tomorrow", Some(("tomorrow", "2026-11-27")));
        case("coffee next monday", Some(("next monday", "2026-11-30")));
        for text in [
            "call",
            "20 people came",
            "2-3 of us met",
            "May called",
            "10-15 guests came",
            "call: he was ill yesterday",
            "call - back on monday",
            "call about monday",
            "the monday meeting",
            "sent the invoice for 2026-11-20",
            "sat in the sun",
            "call with Mon",
        ] {
            case(text, None);
        }
    }
}
