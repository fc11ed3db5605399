//! Civil days and the arithmetic that the rules need.
//!
//! A [`Day`] has no time and no zone, since notes speak of days. This is the only module of `core` that uses
//! chrono. Every step is checked and stays inside the years 1 to 9999, so no interval from a note can
//! overflow or panic.

use chrono::{Datelike, Days, Month, Months, NaiveDate};
use std::fmt;
use std::ops::Range;

/// A calendar day of the proleptic Gregorian calendar, years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

impl Day {
    /// The last supported day. Sums that would pass it stop here.
    pub const LAST: Day = Day(match NaiveDate::from_ymd_opt(9999, 12, 31) {
        Some(date) => date,
        None => NaiveDate::MAX,
    });
    /// The first supported day. Differences that would pass it stop here.
    pub const FIRST: Day = Day(match NaiveDate::from_ymd_opt(1, 1, 1) {
        Some(date) => date,
        None => NaiveDate::MIN,
    });

    /// Returns the day, if the calendar has it: 30 February is `None`, never 2 March.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// Reads exactly `YYYY-MM-DD`. Use `date_text` for notes, which knows more forms.
    pub fn from_iso(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return None;
        }
        let number = |digits: Range<usize>| {
            bytes.get(digits)?.iter().try_fold(0_u16, |number, digit| {
                digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0'))
            })
        };
        Day::new(number(0..4)?.into(), number(5..7)?.into(), number(8..10)?.into())
    }

    /// Year, 1 to 9999.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// Day of the week, Monday being 0.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// English name of the weekday.
    pub fn weekday_name(self) -> &'static str {
        const NAMES: [&str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
        NAMES.get(self.weekday() as usize).copied().unwrap_or_default()
    }

    /// English name of the month.
    pub fn month_name(self) -> &'static str {
        month_name(self.month())
    }

    /// Returns this day moved by whole days, stopping at the ends of the calendar.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Day {
        let moved = if days >= 0 {
            self.0.checked_add_days(Days::new(days.unsigned_abs()))
        } else {
            self.0.checked_sub_days(Days::new(days.unsigned_abs()))
        };
        moved.map_or(if days >= 0 { Day::LAST } else { Day::FIRST }, Day::clamped)
    }

    /// Returns this day moved by calendar months, clamped to the end of the month (31 January + 1 = 28
    /// February), stopping at the end of the calendar.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Day {
        self.0.checked_add_months(Months::new(months)).map_or(Day::LAST, Day::clamped)
    }

    /// Returns this day moved back by calendar months, clamped like [`Day::plus_months`].
    #[must_use]
    pub fn minus_months(self, months: u32) -> Day {
        self.0.checked_sub_months(Months::new(months)).map_or(Day::FIRST, Day::clamped)
    }

    /// Returns the whole days from `earlier` to this day. Negative if `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// Formats the day as `2 November 2026`.
    pub fn in_words(self) -> String {
        format!("{} {} {}", self.day(), self.month_name(), self.year())
    }

    /// Formats the day in full: `Tuesday, 24 November 2026`.
    pub fn in_full(self) -> String {
        format!("{}, {}", self.weekday_name(), self.in_words())
    }

    /// Formats the day as `2026-11-24`.
    pub fn iso(self) -> IsoDay {
        IsoDay(self.digits())
    }

    /// Formats the day digit by digit. A build writes a hundred thousand days, and padded formatting takes
    /// four times as long.
    pub(crate) fn digits(self) -> [u8; 10] {
        let year = self.year().unsigned_abs();
        let digit = |number: u32| b'0' + u8::try_from(number % 10).unwrap_or(0);
        let [y, m, d] = [year, self.month(), self.day()];
        let [thousands, hundreds, tens] = [y / 1000, y / 100, y / 10].map(digit);
        [thousands, hundreds, tens, digit(y), b'-', digit(m / 10), digit(m), b'-', digit(d / 10), digit(d)]
    }

    fn clamped(date: NaiveDate) -> Day {
        Day(date).clamp(Day::FIRST, Day::LAST)
    }
}

/// English name of a month, 1 to 12. Empty for other numbers.
pub fn month_name(month: u32) -> &'static str {
    u8::try_from(month).ok().and_then(|month| Month::try_from(month).ok()).map_or("", |month| month.name())
}

/// Whether a word is the number of a day: `12`, `12th`.
pub(crate) fn is_day_number(word: &str) -> bool {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    digits.parse().is_ok_and(|day: u8| (1..=31).contains(&day))
}

/// Whether a word is a year of this century or the last one.
pub(crate) fn is_year_number(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u16>().is_ok()
}

/// Reads an English month name, its abbreviation of three letters or `Sept`, in any case, as a number from 1
/// to 12.
pub(crate) fn month_named(word: &str) -> Option<u32> {
    let word = if word.eq_ignore_ascii_case("sept") { "sep" } else { word };
    word.parse().ok().map(|month: Month| month.number_from_month())
}

/// Whether this is the exact name of an IANA time zone.
pub fn is_zone(name: &str) -> bool {
    name.parse::<chrono_tz::Tz>().is_ok()
}

/// Returns the day in a zone at a moment, given in seconds since 1970 in UTC.
pub fn day_in_zone(seconds: i64, zone: &str) -> Option<Day> {
    let zone: chrono_tz::Tz = zone.parse().ok()?;
    let moment = chrono::DateTime::from_timestamp(seconds, 0)?;
    let local = moment.with_timezone(&zone).date_naive();
    Day::new(local.year(), local.month(), local.day())
}

/// Lists every IANA time zone, in alphabetical order.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name())
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

/// A day formatted as `2026-11-24`, without an allocation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IsoDay([u8; 10]);

impl std::ops::Deref for IsoDay {
    type Target = str;

    fn deref(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso())
    }
}

/// A day of the year with or without the year it began: a birthday, an anniversary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Yearly {
    /// Month, 1 to 12.
    pub month: u32,
    /// Day of the month. 29 for a 29 February.
    pub day: u32,
    /// The year it began, if given. Never a year that stands for none (1604, 1900, 0000).
    pub since: Option<i32>,
}

/// The day on which a 29 February is observed in a common year (design 3.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LeapDay {
    /// 28 February.
    #[default]
    Feb28,
    /// 1 March.
    Mar1,
}

impl Yearly {
    /// Returns a yearly day, if some year has it: 29 February is valid, 30 February is not.
    pub fn new(month: u32, day: u32, since: Option<i32>) -> Option<Yearly> {
        Day::new(2000, month, day)?;
        Some(Yearly { month, day, since })
    }

    /// Whether two dates may be the same one: on one day, and in one year if both have a year.
    pub fn may_be(self, other: Yearly) -> bool {
        (self.month, self.day) == (other.month, other.day)
            && self.since.zip(other.since).is_none_or(|(one, other)| one == other)
    }

    /// Returns the day on which it falls in `year`.
    pub fn in_year(self, year: i32, leap_day: LeapDay) -> Day {
        let exact = Day::new(year, self.month, self.day);
        let instead = match leap_day {
            LeapDay::Feb28 => Day::new(year, 2, 28),
            LeapDay::Mar1 => Day::new(year, 3, 1),
        };
        exact.or(instead).unwrap_or(Day::LAST)
    }

    /// Returns the day on which it began, if its year is known.
    pub fn first(self, leap_day: LeapDay) -> Option<Day> {
        self.since.map(|year| self.in_year(year, leap_day))
    }

    /// Returns the first occurrence on or after `day`.
    pub fn on_or_after(self, day: Day, leap_day: LeapDay) -> Day {
        let this_year = self.in_year(day.year(), leap_day);
        if this_year >= day { this_year } else { self.in_year(day.year() + 1, leap_day) }
    }

    /// Returns the whole years reached in the year of `day`. `None` if no year is known, or if `day` is not
    /// in a later year.
    pub fn turns(self, day: Day) -> Option<i32> {
        self.since.map(|year| day.year() - year).filter(|years| *years >= 1)
    }
}

/// Formats as `YYYY-MM-DD`, or `--MM-DD` without a year (RFC 6350, 4.3.1).
impl fmt::Display for Yearly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.since {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::from_iso(text).unwrap()
    }

    #[test]
    fn days_are_written_as_padded_numbers() {
        for text in ["0001-01-01", "0999-12-31", "2026-11-24", "9999-10-05"] {
            assert_eq!(day(text).to_string(), text);
            assert_eq!(serde_json::to_string(&day(text)).unwrap(), format!("\"{text}\""));
        }
    }

    #[test]
    fn months_clamp_to_the_end_of_the_month() {
        #[track_caller]
        fn case(start: &str, months: u32, expected: &str) {
            assert_eq!(day(start).plus_months(months).to_string(), expected);
        }
        case("2026-01-31", 1, "2026-02-28");
        case("2026-01-31", 2, "2026-03-31");
        case("2028-01-31", 1, "2028-02-29");
        case("2024-02-29", 12, "2025-02-28");
        case("9999-12-01", 1, "9999-12-31");
    }

    #[test]
    fn days_stop_at_the_ends_of_the_calendar() {
        assert_eq!(day("9999-12-30").plus_days(i64::MAX), Day::LAST);
        assert_eq!(day("0001-01-02").plus_days(i64::MIN), Day::FIRST);
    }

    #[test]
    fn only_the_exact_iso_form_is_read() {
        for text in ["2026-1-05", "24-05-12", "2026-02-30", "2026-01-05x", "+026-01-05", ""] {
            assert_eq!(Day::from_iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_leap_day_has_its_place_in_common_years() {
        let born = Yearly::new(2, 29, Some(1996)).unwrap();
        assert_eq!(born.in_year(2027, LeapDay::Feb28), day("2027-02-28"));
        assert_eq!(born.in_year(2027, LeapDay::Mar1), day("2027-03-01"));
        assert_eq!(born.in_year(2028, LeapDay::Mar1), day("2028-02-29"));
        assert_eq!(born.turns(day("2027-02-28")), Some(31));
        assert_eq!(Yearly::new(2, 30, None), None);
    }
}
