//! Days in the words people use, seen from today.

use crate::core::day::Day;
use crate::core::text::count;

/// `today`, `on Tuesday`, `in 9 days`, `on 2 December`; `yesterday`, `3 days ago`, `5 weeks ago`.
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

/// A last good day: `today`, `by tomorrow`, `by Tuesday`, `within 9 days`, `by 2 December`.
pub(crate) fn by_words(day: Day, today: Day) -> String {
    let words = in_words(day, today);
    match day.days_since(today) {
        0 => words,
        ahead @ 7..=13 => format!("within {ahead} days"),
        _ => format!("by {}", words.strip_prefix("on ").unwrap_or(&words)),
    }
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
}
