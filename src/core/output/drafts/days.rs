//! Says days as in a letter: "yesterday", "on Sunday", "a week ago", "in March".

use crate::core::day::Day;
use crate::core::output::when::{by_words, in_words};

/// Says a day in a letter written on `today`. Future days are said as on the agenda.
pub(super) fn letter_day(day: Day, today: Day) -> String {
    let ago = today.days_since(day);
    if ago <= 1 {
        return in_words(day, today);
    }
    let months = (today.year() - day.year()) * 12 + month(today) - month(day);
    match ago {
        2..=6 => format!("on {}", day.weekday_name()),
        7 => "a week ago".to_owned(),
        8..=13 => format!("on {} {}", day.day(), day.month_name()),
        14..=17 => "two weeks ago".to_owned(),
        18..=30 => "a few weeks ago".to_owned(),
        _ if months <= 10 => format!("in {}", day.month_name()),
        _ if today.year() - day.year() == 1 => format!("in {} last year", day.month_name()),
        _ => format!("in {} {}", day.month_name(), day.year()),
    }
}

/// Says a deadline: "by Friday", "within a week". A deadline that is over is said as any other day.
pub(super) fn deadline(day: Day, today: Day) -> String {
    match day.days_since(today) {
        ..0 => letter_day(day, today),
        7 => "within a week".to_owned(),
        0.. => by_words(day, today),
    }
}

/// Says by when to meet: "in the next few days", "before 4 December". A day that is over becomes "soon".
pub(super) fn meeting_by(day: Day, today: Day) -> String {
    match day.days_since(today) {
        ..0 => "soon".to_owned(),
        0 => "today".to_owned(),
        1 => "today or tomorrow".to_owned(),
        2..=6 => "in the next few days".to_owned(),
        7.. => format!("before {} {}", day.day(), day.month_name()),
    }
}

fn month(day: Day) -> i32 {
    i32::try_from(day.month()).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn past_days_are_said_as_in_a_letter() {
        #[track_caller]
        fn case(day: &str, expected: &str) {
            // A Tuesday.
            let today = Day::from_iso("2026-11-24").unwrap();
            assert_eq!(letter_day(Day::from_iso(day).unwrap(), today), expected);
        }
        case("2026-11-24", "today");
        case("2026-11-23", "yesterday");
        case("2026-11-22", "on Sunday");
        case("2026-11-18", "on Wednesday");
        case("2026-11-17", "a week ago");
        case("2026-11-16", "on 16 November");
        case("2026-11-11", "on 11 November");
        case("2026-11-10", "two weeks ago");
        case("2026-11-07", "two weeks ago");
        case("2026-11-06", "a few weeks ago");
        case("2026-11-03", "a few weeks ago");
        case("2026-10-24", "in October");
        case("2026-03-02", "in March");
        case("2026-01-02", "in January");
        case("2025-12-30", "in December last year");
        case("2024-03-02", "in March 2024");
        case("2026-11-26", "on Thursday");
        case("2026-12-24", "on 24 December");
    }

    #[test]
    fn deadlines_are_said_in_words() {
        let day = |text: &str| Day::from_iso(text).unwrap();
        let case = |text: &str| deadline(day(text), day("2026-11-24"));
        assert_eq!(case("2026-11-30"), "by Monday");
        assert_eq!(case("2026-12-01"), "within a week");
        assert_eq!(case("2026-12-03"), "within 9 days");
        assert_eq!(case("2026-11-22"), "on Sunday");
        let case = |text: &str| meeting_by(day(text), day("2026-11-24"));
        assert_eq!(case("2026-11-22"), "soon");
        assert_eq!(case("2026-11-24"), "today");
        assert_eq!(case("2026-11-25"), "today or tomorrow");
        assert_eq!(case("2026-11-30"), "in the next few days");
        assert_eq!(case("2026-12-04"), "before 4 December");
    }
}
