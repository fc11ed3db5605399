//! When and where somebody was met, as it is typed: `yesterday at FOSDEM`, `3 days ago`, `in Berlin, 2026-11-20`.

use super::when::{From, back};
use crate::core::date_text::{leading, trailing};
use crate::core::day::{Day, month_named};
use crate::core::note::body::line::is_separator;
use crate::core::text::one_line;

/// Reads when and where somebody was met, and returns it as a note says it. A place alone, which has to begin
/// like one, means the day `unsaid`; if it says another time (`at PyCon 2024`), or there is no such day, it
/// stays without a day.
pub(super) fn met(text: &str, from: &From<'_>, unsaid: Option<Day>) -> Result<String, String> {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    match day_and_place(text, from) {
        Some((day, place)) => Ok(said(day, place)),
        None if has_date(text, from) => Err(format!("`{text}` has a date that cannot be used")),
        None if text.is_empty() || BEFORE_PLACES.contains(&first.as_str()) => {
            let day = unsaid.filter(|_| !says_a_time(text));
            Ok(day.map_or_else(|| one_line(text), |day| said(day, text)))
        }
        None => Err(format!("`{text}` does not begin with the day you met")),
    }
}

/// As [`met`], for one person whom the user names: it has to say on which day that was, if it was not today.
pub fn met_on(text: &str, from: &From<'_>) -> Result<String, String> {
    let met = met(text, from, Some(from.today))?;
    if day_of(&met).is_some() { Ok(met) } else { Err(format!("`{met}` does not say on which day")) }
}

/// Maximum number of words of a day: `3 business days ago`.
const MAX_DAY_WORDS: usize = 4;
/// Words that a place begins with.
const BEFORE_PLACES: [&str; 9] = ["at", "in", "on", "via", "through", "during", "with", "near", "@"];

/// Returns the day, in any form of `log --date` before the place, or a date behind it, and the place.
fn day_and_place<'t>(text: &'t str, from: &From<'_>) -> Option<(Day, &'t str)> {
    if let Some(found) = leading(text, from.order)
        && let Ok(day) = found.day
    {
        return Some((day, text.get(found.length..).unwrap_or_default()));
    }
    if let Some((at, Ok(day))) = trailing(text, from.order) {
        return Some((day, text.get(..at).unwrap_or_default().trim_end_matches(is_separator)));
    }
    let ends = text.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([text.len()]).take(MAX_DAY_WORDS).collect();
    ends.into_iter().rev().find_map(|end| {
        let (day, rest) = text.split_at_checked(end)?;
        Some((back(day.trim_end_matches([',', ':']), from).ok()?, rest))
    })
}

/// Whether a text begins or ends with a date, which may be one that cannot be used.
pub(super) fn has_date(text: &str, from: &From<'_>) -> bool {
    leading(text, from.order).is_some() || trailing(text, from.order).is_some()
}

/// Returns the day on which somebody was met.
pub fn day_of(met: &str) -> Option<Day> {
    leading(met, None)?.day.ok()
}

/// Whether a place says when it was, but not on which day: `at PyCon 2024`, `in Rome last year`.
fn says_a_time(place: &str) -> bool {
    let mut words = place.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| {
        let is_year = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_time = matches!(word.to_lowercase().as_str(), "ago" | "last" | "yesterday");
        is_year || is_time || word.len() > 3 && month_named(word).is_some()
    })
}

fn said(day: Day, place: &str) -> String {
    let place = one_line(place.trim().trim_start_matches([',', ':', '-']));
    if place.is_empty() { day.to_string() } else { format!("{day} {place}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<&str>) {
        let workdays = crate::core::config::model::Config::default().workdays;
        let from = From { today: Day::from_iso("2026-11-26").unwrap(), order: None, workdays: &workdays };
        assert_eq!(met_on(text, &from).ok().as_deref(), expected, "{text}");
    }

    #[test]
    fn a_place_may_follow_the_day_of_meeting() {
        case("today", Some("2026-11-26"));
        case("", Some("2026-11-26"));
        case("last friday", Some("2026-11-20"));
        case("last friday at the fair", Some("2026-11-20 at the fair"));
        case("3 days ago at the gym", Some("2026-11-23 at the gym"));
        case("yesterday, FOSDEM", Some("2026-11-25 FOSDEM"));
        case("2026-11-20 at FOSDEM", Some("2026-11-20 at FOSDEM"));
        case("at FOSDEM", Some("2026-11-26 at FOSDEM"));
        case("the other day", None);
        case("2026-02-30", None);
        case("20/11/26", None);
    }

    #[test]
    fn a_date_may_follow_the_place_of_meeting() {
        case("in Berlin, 2026-11-20", Some("2026-11-20 in Berlin"));
        case("Berlin 2026-11-20", Some("2026-11-20 Berlin"));
        case("at PyCon (2026-11-20).", Some("2026-11-20 at PyCon"));
        case("at PyCon, 20 November 2026", Some("2026-11-20 at PyCon"));
        case("in room 2026-11-20 b", None);
        case("at PyCon, 02/11/2026", None);
        case("in Berlin, 2026-02-30", None);
    }

    #[test]
    fn a_place_of_another_time_has_no_day() {
        case("at PyCon 2024", None);
        case("in Rome last year", None);
        case("at the fair in March", None);
        case("at Mayfair", Some("2026-11-26 at Mayfair"));
        case("in room 12345", Some("2026-11-26 in room 12345"));
    }
}
