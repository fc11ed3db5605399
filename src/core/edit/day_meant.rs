//! Words in a line for today that seem to mean another day, such as `coffee yesterday`. Only a complete date at
//! the beginning counts as the day of a line; about anything else the user is told.

use super::when::{CountedFrom, back, last_in_a_year};
use crate::core::date_text::{read_date, weekdays};
use crate::core::day::Day;
use crate::core::text::is_one_of;

/// What ends the part of a line that says what happened.
const ENDS: [&str; 8] = [": ", "; ", ", ", ". ", " - ", " – ", " — ", " | "];
/// Words before a day on which something else happens: `call about monday`, `the friday before`.
const OTHER: [&str; 19] = [
    "a", "about", "after", "and", "before", "by", "each", "every", "for", "from", "good", "into", "is", "of",
    "since", "the", "till", "to", "until",
];
/// Words before a weekday that is yet to come: `agreed to meet on monday`, `she will call on monday`.
const AHEAD: [&str; 3] = ["to", "will", "next"];
/// Maximum number of words in a day: `3 days ago`, `2 November 2026`.
const MOST_WORDS: usize = 3;

/// A date without a year that was longer ago is rather one to come.
const HALF_A_YEAR: i64 = 183;

/// Returns the first words that seem to mean a day in the past, and this day. Looks only at what happened, not at the
/// details after a comma, colon or dash, and there only at its beginning and its end.
pub fn day_meant(text: &str, from: &CountedFrom<'_>) -> Option<(String, Day)> {
    let end = ENDS.iter().filter_map(|mark| text.find(mark)).min().unwrap_or(text.len());
    let words: Vec<&str> = text.get(..end)?.split_whitespace().map(bare).collect();
    let counts = || (1..=MOST_WORDS.min(words.len())).rev();
    let day = |part: &[&str]| {
        let phrase = part.join(" ");
        day_of(&phrase, from).map(|day| (phrase, day))
    };
    let first = words.strip_prefix(&["on"]).unwrap_or(&words);
    let in_front = counts().find_map(|count| day(first.get(..count)?));
    let at_the_end = || {
        let (before, found) = counts().find_map(|count| {
            let (before, part) = words.split_at_checked(words.len() - count)?;
            Some((before, day(part)?))
        })?;
        let before = before.strip_suffix(&["on"]).unwrap_or(before);
        let is_other = before.last().is_some_and(|word| is_one_of(word, &OTHER));
        let is_ahead = || {
            before
                .iter()
                .any(|word| is_one_of(word, &AHEAD) || word.ends_with("'ll") || word.ends_with("’ll"))
        };
        let is_no_day = is_other || is_weekday(&found.0.to_lowercase()) && is_ahead();
        (!is_no_day).then_some(found)
    };
    in_front.or_else(at_the_end).filter(|(_, day)| *day < from.today)
}

fn bare(word: &str) -> &str {
    word.trim_start_matches(['*', '_', '[', '(']).trim_end_matches([':', ',', '.', '!', '*', '_', ']', ')'])
}

fn day_of(phrase: &str, from: &CountedFrom<'_>) -> Option<Day> {
    let lower = phrase.to_lowercase();
    match lower.split_once(' ') {
        None if lower == "yesterday" => back(&lower, from).ok(),
        // On a Tuesday, `call on tuesday` is about today or next week rather than last week.
        None if is_weekday(&lower) => {
            back(&lower, from).ok().filter(|day| day.weekday() != from.today.weekday())
        }
        Some(("last", "night")) => back("yesterday", from).ok(),
        Some(("last", word)) if is_weekday(word) => back(word, from).ok(),
        // Not the end of `a couple of days ago`.
        Some((_, unit)) if unit.ends_with(" ago") => back(&lower, from).ok(),
        _ => read_date(phrase, from.order).ok().or_else(|| {
            let day = last_in_a_year(&lower, from)?;
            (from.today.days_since(day) <= HALF_A_YEAR).then_some(day)
        }),
    }
}

fn is_weekday(word: &str) -> bool {
    weekdays::is_whole_weekday(word) && weekdays::weekday(word).is_some_and(|(_, rest)| rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_only_seem_to_be_some_are_known() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, &str)>) {
            let found = day_meant(text, &CountedFrom::on("2026-11-26"));
            let shown = found.as_ref().map(|(words, day)| (words.as_str(), day.to_string()));
            assert_eq!(shown, expected.map(|(words, day)| (words, day.to_owned())), "{text}");
        }
        case("yesterday: coffee", Some(("yesterday", "2026-11-25")));
        case("monday coffee", Some(("monday", "2026-11-23")));
        case("on monday coffee", Some(("monday", "2026-11-23")));
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
        case("coffee last friday, with Ben", Some(("last friday", "2026-11-20")));
        case("dinner with Ben and Cleo last night", Some(("last night", "2026-11-25")));
        case("call 3 days ago", Some(("3 days ago", "2026-11-23")));
        case("agreed to meet yesterday", Some(("yesterday", "2026-11-25")));
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
            "call about 3 days ago",
            "talked about 2 years ago",
            "call of 2 weeks ago",
            "call a couple of days ago",
            "call tomorrow",
            "call on 5 December",
            "coffee next monday",
            "call on thursday",
            "agreed to meet 2026-12-01",
            "agreed to meet on monday",
            "she'll call on monday",
            "sent slides, she answers on monday",
            "coffee with May 4 colleagues",
            "met at 5 May Street",
            "call with Tuesday Weld",
            "Good Friday lunch",
            "coffee on Good Friday",
            "lunch is on monday",
        ] {
            case(text, None);
        }
    }
}
