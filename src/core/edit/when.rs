//! Reads days as people type them after a command: `tomorrow`, `3d`, `2 weeks`, `monday`, `3 days ago`,
//! `24 December`, or a date.

use crate::core::config::model::Config;
use crate::core::date_text::weekdays;
use crate::core::date_text::{self, DateFault, DateOrder, read_date};
use crate::core::day::{Day, is_year_number};
use crate::core::interval::{Interval, IntervalFault};
use crate::core::note::body::line::is_separator;
use crate::core::text::begins_with_digit;
use crate::core::workdays::Workdays;

/// How many years around today may have the day of a date without a year: a leap day comes within eight.
const MOST_YEARS: i32 = 8;

/// How many days ago a date without a year may be.
const MOST_DAYS_BACK: i64 = 300;

/// What a typed day is counted from, and the settings by which it is read.
#[derive(Clone, Copy, Debug)]
pub struct CountedFrom<'a> {
    /// Today.
    pub today: Day,
    /// How dates with slashes are read.
    pub order: Option<DateOrder>,
    /// The working days, for `5 business days`.
    pub workdays: &'a Workdays,
}

impl<'a> CountedFrom<'a> {
    /// Counts from a day, with the settings of a vault.
    pub fn with(config: &'a Config, today: Day) -> CountedFrom<'a> {
        CountedFrom { today, order: config.date_order, workdays: &config.workdays }
    }
}

#[cfg(test)]
impl CountedFrom<'static> {
    /// Counts from a day, with the usual settings.
    pub(super) fn on(today: &str) -> CountedFrom<'static> {
        static CONFIG: std::sync::LazyLock<Config> = std::sync::LazyLock::new(Config::default);
        CountedFrom::with(&CONFIG, Day::from_iso(today).unwrap())
    }
}

/// Why a text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhenFault {
    /// Not in any known form.
    Unknown,
    /// A date that cannot be used.
    Date(DateFault),
    /// An interval of more than a hundred years, less than a day, or with fractions.
    OutOfRange,
}

/// Reads a day in the future: `tomorrow`, `3d`, `in 2 weeks`, `monday`, `next week`, `24 December`, or a date.
pub fn ahead(text: &str, from: &CountedFrom<'_>) -> Result<Day, WhenFault> {
    let lower = text.trim().to_lowercase();
    let text = ["until ", "till ", "on "].iter().find_map(|word| lower.strip_prefix(word)).unwrap_or(&lower);
    let bare =
        text.strip_prefix("in ").or(text.strip_prefix("next ")).or(text.strip_prefix("for ")).unwrap_or(text);
    let bare = bare.strip_prefix("a ").or(bare.strip_prefix("one ")).unwrap_or(bare);
    if let Some(weekday) = weekday(bare) {
        let days = (i64::from(weekday) - i64::from(from.today.weekday()) + 6).rem_euclid(7) + 1;
        return Ok(from.today.plus_days(days));
    }
    match bare {
        "today" => return Ok(from.today),
        "tomorrow" | "day" => return Ok(from.today.plus_days(1)),
        "week" => return Ok(from.today.plus_days(7)),
        "month" => return Ok(from.today.plus_months(1)),
        "year" => return Ok(from.today.plus_months(12)),
        _ => {}
    }
    // A year alone is no day, and not that number of days either.
    if bare.len() == 4 && is_year_number(bare) {
        return Err(WhenFault::Unknown);
    }
    let year = from.today.year();
    let next = || in_a_year(text, from, year..=year + MOST_YEARS, |day| day >= from.today);
    match (date(text, from, next), Interval::read(bare)) {
        (Err(WhenFault::Unknown), Ok(interval)) => Ok(interval.after(from.today, from.workdays)),
        (Err(WhenFault::Unknown), Err(IntervalFault::OutOfRange)) => Err(WhenFault::OutOfRange),
        (found, _) => found,
    }
}

/// Reads a date; `in_a_year` finds the day of one without a year.
fn date(text: &str, from: &CountedFrom<'_>, in_a_year: impl Fn() -> Option<Day>) -> Result<Day, WhenFault> {
    read_date(text, from.order).or_else(|fault| match fault {
        DateFault::NotADate => in_a_year().ok_or(WhenFault::Unknown),
        DateFault::Impossible | DateFault::Ambiguous | DateFault::TwoDigitYear => Err(WhenFault::Date(fault)),
    })
}

/// Returns the day of `24 December` or `Dec 24` in the first of these years in which it exists and fits.
fn in_a_year(
    text: &str,
    from: &CountedFrom<'_>,
    mut years: impl Iterator<Item = i32>,
    fits: impl Fn(Day) -> bool,
) -> Option<Day> {
    let (one, other) = text.split_once(' ')?;
    let is_day = begins_with_digit;
    let is_month = |word: &str| word.chars().all(char::is_alphabetic);
    if other.contains(' ') || !(is_day(one) && is_month(other) || is_month(one) && is_day(other)) {
        return None;
    }
    years.find_map(|year| read_date(&format!("{text} {year}"), from.order).ok().filter(|day| fits(*day)))
}

/// Reads a day in the past: `yesterday`, `monday` (the last one), `3 days ago`, `24 December`, or a date.
pub fn back(text: &str, from: &CountedFrom<'_>) -> Result<Day, WhenFault> {
    let text = text.trim().to_lowercase();
    let bare = text.strip_prefix("last ").unwrap_or(&text);
    if let Some(weekday) = weekday(bare) {
        let days = (i64::from(from.today.weekday()) - i64::from(weekday) + 6).rem_euclid(7) + 1;
        return Ok(from.today.plus_days(-days));
    }
    match bare {
        "today" => return Ok(from.today),
        "yesterday" => return Ok(from.today.plus_days(-1)),
        "week" => return Ok(from.today.plus_days(-7)),
        "tomorrow" => return Ok(from.today.plus_days(1)),
        _ => {}
    }
    let ago = bare.strip_suffix(" ago").or(bare.strip_prefix('-'));
    if let Some(interval) = ago.and_then(|ago| Interval::read(ago).ok()) {
        return Ok(interval.before(from.today, from.workdays));
    }
    let last = || last_in_a_year(text.strip_prefix("on ").unwrap_or(&text), from);
    // What was almost a year ago is rather one to come.
    date(&text, from, || last().filter(|day| from.today.days_since(*day) <= MOST_DAYS_BACK))
}

/// Reads the last `24 December` that is not to come; the text is in lower case.
pub(super) fn last_in_a_year(text: &str, from: &CountedFrom<'_>) -> Option<Day> {
    let year = from.today.year();
    in_a_year(text, from, (year - MOST_YEARS..=year).rev(), |day| day <= from.today)
}

/// Splits the words of a log line into the date at their start and the words after it; `None` without a date.
pub fn leading_day(text: &str, order: Option<DateOrder>) -> Option<(Result<Day, DateFault>, &str)> {
    let found = date_text::leading(text, order).filter(|found| found.day != Err(DateFault::NotADate))?;
    let rest = text.get(found.length..)?;
    // `10.10.10.10 is down` does not begin with a date.
    let goes_on = rest.starts_with(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '/'));
    let words = rest.trim_start_matches(is_separator);
    // The dash of a range such as `2026-11-20 – 2026-11-22 trip` is kept.
    let is_range = date_text::leading(words, order).is_some_and(|found| found.day.is_ok());
    (!goes_on).then(|| (found.day, if is_range { rest.trim_start() } else { words }))
}

fn weekday(text: &str) -> Option<u32> {
    weekdays::weekday(text).filter(|(_, rest)| rest.is_empty()).map(|(weekday, _)| weekday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_dates_count_as_the_day() {
        #[track_caller]
        fn case(text: &str, expected: Option<(Option<&str>, &str)>) {
            let found = leading_day(text, None);
            let day = |text: &str| Day::from_iso(text).unwrap();
            let shown = found.map(|(found, words)| (found.ok(), words));
            assert_eq!(shown, expected.map(|(iso, words)| (iso.map(day), words)), "{text}");
        }
        case("2026-11-20 call", Some((Some("2026-11-20"), "call")));
        case("2026-11-20: call", Some((Some("2026-11-20"), "call")));
        case("2026-11-31 call", Some((None, "call")));
        case("10.10.10.10 is down", None);
        case("call on 2026-11-20", None);
        case("2026-11-20 – 2026-11-22 trip", Some((Some("2026-11-20"), "– 2026-11-22 trip")));
    }

    #[test]
    fn days_are_read_as_people_type_them() {
        // A Tuesday.
        let from = CountedFrom::on("2026-11-24");
        #[track_caller]
        fn case(found: Result<Day, WhenFault>, expected: &str) {
            assert_eq!(found, Ok(Day::from_iso(expected).unwrap()));
        }
        case(ahead("3d", &from), "2026-11-27");
        case(ahead("in 2 weeks", &from), "2026-12-08");
        case(ahead("Monday", &from), "2026-11-30");
        case(ahead("tue", &from), "2026-12-01");
        case(ahead("next week", &from), "2026-12-01");
        case(ahead("a month", &from), "2026-12-24");
        case(ahead("tomorrow", &from), "2026-11-25");
        case(ahead("2027-01-05", &from), "2027-01-05");
        case(ahead("5 business days", &from), "2026-12-01");
        case(ahead("24 December", &from), "2026-12-24");
        case(ahead("on Dec 24th", &from), "2026-12-24");
        case(ahead("until 24 December", &from), "2026-12-24");
        case(ahead("until next monday", &from), "2026-11-30");
        case(ahead("24 November", &from), "2026-11-24");
        case(ahead("Nov 23", &from), "2027-11-23");
        case(ahead("29 Feb", &from), "2028-02-29");
        case(back("Nov 5", &from), "2026-11-05");
        case(back("24 november", &from), "2026-11-24");
        case(back("5 Mar", &from), "2026-03-05");
        case(back("yesterday", &from), "2026-11-23");
        case(back("monday", &from), "2026-11-23");
        case(back("last tuesday", &from), "2026-11-17");
        case(back("3 days ago", &from), "2026-11-21");
        case(back("2026-11-02", &from), "2026-11-02");
        case(back("1 month ago", &from), "2026-10-24");
        case(back("3 months ago", &from), "2026-08-24");
        case(back("1 year ago", &from), "2025-11-24");
        case(back("2 weeks ago", &from), "2026-11-10");
        case(back("3 business days ago", &from), "2026-11-19");
        let end_of_march = CountedFrom::on("2026-03-31");
        case(back("1 month ago", &end_of_march), "2026-02-28");
        assert_eq!(ahead("whenever", &from), Err(WhenFault::Unknown));
        for text in ["25 November", "5 January", "29 February", "Monday 5 Nov"] {
            assert_eq!(back(text, &from), Err(WhenFault::Unknown), "{text}");
        }
        assert_eq!(ahead("2026-02-30", &from), Err(WhenFault::Date(DateFault::Impossible)));
        assert_eq!(ahead("2027", &from), Err(WhenFault::Unknown));
        assert_eq!(ahead("next 2027", &from), Err(WhenFault::Unknown));
        assert_eq!(ahead("3000 years", &from), Err(WhenFault::OutOfRange));
        assert_eq!(ahead("0 days", &from), Err(WhenFault::OutOfRange));
        assert_eq!(ahead("", &from), Err(WhenFault::Unknown));
        for text in ["30 February", "December", "24 December maybe", "5 people", "24 12"] {
            assert_eq!(ahead(text, &from), Err(WhenFault::Unknown), "{text}");
        }
    }
}
