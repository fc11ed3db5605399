//! When and where somebody was met, as it is typed: `yesterday at FOSDEM`, `3 days ago`, `in Berlin,
//! 2026-11-20`.

use super::another_time::says_another_time;
use super::when::{CountedFrom, back};
use crate::core::date_text::{leading, trailing};
use crate::core::day::Day;
use crate::core::note::body::line::is_separator;
use crate::core::text::{behind_start, one_line};

/// When and where somebody was met. A place may be empty.
pub(super) enum Met {
    /// On a day, at a place.
    On(Day, String),
    /// At a place that says nothing of the time.
    Place(String),
    /// At another time, which is not a day: `at PyCon 2024`.
    AnotherTime(String),
}

/// Why a text does not say when or where somebody was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MetFault {
    /// It has a date that does not exist, or that can be read in two ways.
    BadDate,
    /// It begins neither with a day nor as a place does.
    Unclear,
}

impl Met {
    /// Returns what the note says, with the day for a place alone.
    pub(super) fn noted(self, unsaid: Option<Day>) -> String {
        match (self, unsaid) {
            (Met::On(day, place), _) | (Met::Place(place), Some(day)) => said(day, &place),
            (Met::Place(place), None) | (Met::AnotherTime(place), _) => place,
        }
    }
}

impl MetFault {
    pub(super) fn message(self, text: &str) -> String {
        match self {
            MetFault::BadDate => format!("`{text}` has a date that cannot be used"),
            MetFault::Unclear => format!("`{text}` does not begin with the day you met"),
        }
    }
}

/// Reads when and where somebody was met.
pub(super) fn met(text: &str, from: &CountedFrom<'_>) -> Result<Met, MetFault> {
    let text = text.trim();
    if let Some((day, place)) = day_and_place(text, from) {
        return Ok(Met::On(day, one_line(place.trim().trim_start_matches([',', ':', '-']))));
    }
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    if leading(without_on(text), from.order).is_some() || trailing(text, from.order).is_some() {
        Err(MetFault::BadDate)
    } else if !text.is_empty() && !BEFORE_PLACES.contains(&first.as_str()) {
        Err(MetFault::Unclear)
    } else if says_another_time(text) {
        Ok(Met::AnotherTime(one_line(text)))
    } else {
        Ok(Met::Place(one_line(text)))
    }
}

/// Reads it for a person whom the user names, and returns the day and what the note says. It has to say on
/// which day that was, if it was not today.
pub fn met_on(text: &str, from: &CountedFrom<'_>) -> Result<(Day, String), String> {
    let met = met(text, from).map_err(|fault| fault.message(text))?;
    let day = match &met {
        Met::On(day, _) => *day,
        Met::Place(_) => from.today,
        Met::AnotherTime(text) => return Err(format!("`{text}` does not say on which day")),
    };
    if day > from.today {
        return Err(format!("`{text}` is still to come: {day}"));
    }
    Ok((day, met.noted(Some(day))))
}

/// Maximum number of words of a day: `3 business days ago`.
const MAX_DAY_WORDS: usize = 4;
/// Words that a place begins with.
const BEFORE_PLACES: [&str; 9] = ["at", "in", "on", "via", "through", "during", "with", "near", "@"];

/// Returns the day and the place: a date or a day as for `log --date` on either side of it.
fn day_and_place<'t>(text: &'t str, from: &CountedFrom<'_>) -> Option<(Day, &'t str)> {
    let front = without_on(text);
    if let Some(found) = leading(front, from.order)
        && let Ok(day) = found.day
    {
        return Some((day, front.get(found.length..).unwrap_or_default()));
    }
    if let Some((at, Ok(day))) = trailing(text, from.order) {
        return Some((day, place_before(text, at)));
    }
    let ends = front.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let ends: Vec<usize> = ends.chain([front.len()]).take(MAX_DAY_WORDS).collect();
    let before = ends.into_iter().rev().find_map(|end| {
        let (day, rest) = front.split_at_checked(end)?;
        Some((back(day.trim_end_matches([',', ':']), from).ok()?, rest))
    });
    before.or_else(|| day_behind(text, from))
}

/// Finds a day behind the place, which is apart from it: `with Ben on Monday`, `in Berlin, last friday`, `at
/// the bar 3 days ago`.
fn day_behind<'t>(text: &'t str, from: &CountedFrom<'_>) -> Option<(Day, &'t str)> {
    let spaces = text.char_indices().rev().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let starts: Vec<usize> = spaces.take(MAX_DAY_WORDS).collect();
    starts.into_iter().rev().find_map(|at| {
        let when = text.get(at..)?.trim_matches([' ', '(', ')', '.']).to_lowercase();
        let before = text.get(..at)?;
        let is_clear = when.starts_with("last ") || when.ends_with(" ago");
        let is_apart =
            is_clear || matches!(&*when, "today" | "yesterday") || place_before(text, at) != before;
        let is_place = before.contains(char::is_whitespace) || !BEFORE_PLACES.contains(&before);
        // `last week` is no day.
        let day =
            if is_apart && is_place && !when.ends_with("week") { back(&when, from).ok() } else { None }?;
        Some((day, place_before(text, at)))
    })
}

/// Returns the place before a day that begins at a position, without what joins the two.
fn place_before(text: &str, at: usize) -> &str {
    let place = text.get(..at).unwrap_or_default().trim_end_matches(is_separator);
    place.strip_suffix(" on").map_or(place, |place| place.trim_end_matches(is_separator))
}

/// Returns a text without the `on` before a day.
fn without_on(text: &str) -> &str {
    behind_start(text, "on ").unwrap_or(text)
}

fn said(day: Day, place: &str) -> String {
    if place.is_empty() { day.to_string() } else { format!("{day} {place}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<&str>) {
        let from = CountedFrom::on("2026-11-26");
        let found = met_on(text, &from).ok();
        assert_eq!(found.as_ref().map(|(_, noted)| &**noted), expected, "{text}");
        assert!(found.is_none_or(|(day, noted)| noted.starts_with(&day.to_string())), "{text}");
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
        case("on 2026-11-20 at FOSDEM", Some("2026-11-20 at FOSDEM"));
        case("on Tuesday", Some("2026-11-24"));
        case("On Friday at the fair", Some("2026-11-20 at the fair"));
        case("at FOSDEM", Some("2026-11-26 at FOSDEM"));
        case("on the train", Some("2026-11-26 on the train"));
        case("5 November at the fair", Some("2026-11-05 at the fair"));
        case("the other day", None);
        case("tomorrow", None);
        case("2026-11-27 at the fair", None);
        case("2026-02-30", None);
        case("20/11/26", None);
        case("on 02/11/2026 at the fair", None);
    }

    #[test]
    fn a_day_may_follow_the_place_of_meeting() {
        case("in Berlin, 2026-11-20", Some("2026-11-20 in Berlin"));
        case("Berlin 2026-11-20", Some("2026-11-20 Berlin"));
        case("at PyCon (2026-11-20).", Some("2026-11-20 at PyCon"));
        case("at PyCon, 20 November 2026", Some("2026-11-20 at PyCon"));
        case("on the train, 2026-11-20", Some("2026-11-20 on the train"));
        case("with Ben on 2026-11-20", Some("2026-11-20 with Ben"));
        case("with Ben on Monday", Some("2026-11-23 with Ben"));
        case("in Berlin, last friday", Some("2026-11-20 in Berlin"));
        case("in Berlin (yesterday)", Some("2026-11-25 in Berlin"));
        case("at the bar yesterday", Some("2026-11-25 at the bar"));
        case("at the bar 3 business days ago", Some("2026-11-23 at the bar"));
        case("in person last week", None);
        case("at Yesterday", None);
        case("at Fashion Week", Some("2026-11-26 at Fashion Week"));
        case("in the sun", Some("2026-11-26 in the sun"));
        case("in room 2026-11-20 b", None);
        case("at PyCon, 02/11/2026", None);
        case("in Berlin, 2026-02-30", None);
    }

    #[test]
    fn a_place_of_another_time_has_no_day() {
        case("at PyCon 2024", None);
        case("in Rome last year", None);
        case("at the fair in March", None);
        case("on 12/05", None);
        case("in the summer", None);
        case("at Mayfair", Some("2026-11-26 at Mayfair"));
        case("in room 12345", Some("2026-11-26 in room 12345"));
    }
}
