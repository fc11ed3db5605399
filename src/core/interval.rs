//! Intervals as people write them: `2w`, `every 3 months`, `10 business days`.

mod in_words;

use super::day::Day;
use super::text::{NUMBERS, folded, lower};
use super::truth::is_off;
use super::workdays::Workdays;
use crate::core::text::{begins_with_digit, behind_start};
use std::fmt;

/// A length of time counted from an anchor day (design 3.3). Never zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Interval {
    /// Calendar days.
    Days(u32),
    /// Working days of the configured week, without holidays.
    BusinessDays(u32),
    /// Calendar months, clamped to the month's end.
    Months(u32),
}

/// An interval that a note or a rule can switch off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalOrOff {
    /// `off`, `never`, `none`.
    Off,
    /// Every so often, or within so long.
    Every(Interval),
}

/// Why a text is not an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntervalFault {
    /// Does not look like an interval.
    Unknown,
    /// `bimonthly` means twice a month to some and every two months to others.
    Ambiguous,
    /// A range that begins with its longer side.
    Reversed,
    /// Zero, negative, a fraction, or longer than a hundred years.
    OutOfRange,
}

/// A cadence as given in a note or a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cadence {
    /// `off`, `never`, `none`.
    Off,
    /// The wished interval, and the longest acceptable one if given.
    Every(Interval, Option<Interval>),
}

/// A hundred years in days. More is a typing error.
const MAX_DAYS: u32 = 36_525;

impl Interval {
    /// Returns the n-th occurrence, always counted from the anchor and never from the last occurrence, so
    /// that 31 January monthly gives 28 February and 31 March.
    pub fn nth(self, anchor: Day, n: u32, workdays: &Workdays) -> Day {
        match self {
            Interval::Days(days) => anchor.plus_days(i64::from(days) * i64::from(n)),
            Interval::BusinessDays(days) => workdays.plus(anchor, days.saturating_mul(n)),
            Interval::Months(months) => anchor.plus_months(months.saturating_mul(n)),
        }
    }

    /// Returns the day one interval after the anchor.
    pub fn after(self, anchor: Day, workdays: &Workdays) -> Day {
        self.nth(anchor, 1, workdays)
    }

    /// Returns the day one interval before a day.
    pub fn before(self, day: Day, workdays: &Workdays) -> Day {
        match self {
            Interval::Days(days) => day.plus_days(-i64::from(days)),
            Interval::BusinessDays(days) => workdays.minus(day, days),
            Interval::Months(months) => day.minus_months(months),
        }
    }

    /// Returns the approximate length in days. For ranking only, never for a date.
    pub fn about_days(self) -> u32 {
        match self {
            Interval::Days(days) => days,
            Interval::BusinessDays(days) => days.saturating_mul(7) / 5,
            Interval::Months(months) => months.saturating_mul(30),
        }
        .max(1)
    }

    /// Reads one interval (design 3.3).
    pub fn read(text: &str) -> Result<Interval, IntervalFault> {
        let mut text = lower(text.trim());
        if text.contains('_') {
            text = text.replace('_', " ").into();
        }
        match exact(&text) {
            Err(IntervalFault::Unknown) => in_words::read(&text),
            read => read,
        }
    }

    /// Says how often: `every 2 weeks`, `every month`.
    pub fn every(self) -> String {
        match self.number_and_unit() {
            (1, unit) => ["every ", unit].concat(),
            (number, unit) => ["every ", &number.to_string(), " ", unit, "s"].concat(),
        }
    }

    /// A number of the largest unit that fits.
    fn number_and_unit(self) -> (u32, &'static str) {
        match self {
            Interval::Days(days) if days % 7 == 0 => (days / 7, "week"),
            Interval::Days(days) => (days, "day"),
            Interval::BusinessDays(days) => (days, "business day"),
            Interval::Months(months) if months % 12 == 0 => (months / 12, "year"),
            Interval::Months(months) => (months, "month"),
        }
    }
}

impl IntervalOrOff {
    /// Reads an interval or `off`.
    pub fn read(text: &str) -> Result<IntervalOrOff, IntervalFault> {
        if is_off(text) { Ok(IntervalOrOff::Off) } else { Interval::read(text).map(IntervalOrOff::Every) }
    }

    /// Returns the interval, unless it is off.
    pub fn interval(self) -> Option<Interval> {
        match self {
            IntervalOrOff::Off => None,
            IntervalOrOff::Every(interval) => Some(interval),
        }
    }
}

/// Maximum number of days that a setting may count: ten years.
pub const MOST_DAYS: u32 = 3_660;

/// Reads a number of days, or an interval of whole days such as `2 weeks`. Returns `None` outside of `least`
/// to [`MOST_DAYS`].
pub fn whole_days(text: &str, least: u32) -> Option<u32> {
    let days = text.parse().ok().or_else(|| match Interval::read(text) {
        Ok(Interval::Days(days)) => Some(days),
        Ok(Interval::BusinessDays(_) | Interval::Months(_)) | Err(_) => None,
    })?;
    (least..=MOST_DAYS).contains(&days).then_some(days)
}

impl Cadence {
    /// Reads an interval, a range `4 weeks..6 weeks` or `4-6 weeks`, or `off`.
    pub fn read(text: &str) -> Result<Cadence, IntervalFault> {
        let text = text.trim();
        if is_off(text) {
            return Ok(Cadence::Off);
        }
        if let Some((low, high)) = range(behind_start(text, "every ").map_or(text, str::trim)) {
            // In `4-6 weeks` the unit is written once, after the second number.
            let unit = high.trim_start_matches(|letter: char| letter.is_ascii_digit());
            let bare = low.bytes().all(|byte| byte.is_ascii_digit());
            let low = if bare { Interval::read(&format!("{low}{unit}"))? } else { Interval::read(low)? };
            let high = Interval::read(high)?;
            // `2-3 times a year`
            let is_rate = text.contains(" a ") || text.contains(" per ") || text.contains('/');
            let (low, high) =
                if is_rate && low.about_days() > high.about_days() { (high, low) } else { (low, high) };
            return if low.about_days() <= high.about_days() {
                Ok(Cadence::Every(low, Some(high)))
            } else {
                Err(IntervalFault::Reversed)
            };
        }
        Interval::read(text).map(|interval| Cadence::Every(interval, None))
    }
}

/// Splits a range `monthly..quarterly`, `4 weeks - 6 weeks`, `4-6 weeks` or `4 to 6 weeks` into its two sides.
fn range(text: &str) -> Option<(&str, &str)> {
    // Most intervals are not ranges, and a few bytes tell. Both dashes begin with 0xe2.
    if !text.bytes().any(|byte| matches!(byte, b'.' | b'-' | 0xe2)) && !text.contains(" to ") {
        return None;
    }
    if let Some((low, high)) = text.split_once("..") {
        let (low, high) = (low.trim(), high.trim());
        return (!low.is_empty() && !high.is_empty()).then_some((low, high));
    }
    let (low, high) = ["–", "—", " to ", "-"].iter().find_map(|mark| text.split_once(mark))?;
    let (low, high) = (low.trim(), high.trim());
    (begins_with_digit(low) && begins_with_digit(high)).then_some((low, high))
}

/// Reads a text in lower case that is nothing but a name of an interval, or a number and a unit.
fn exact(text: &str) -> Result<Interval, IntervalFault> {
    if let Some(interval) = named(&folded(text)) {
        return interval;
    }
    if let Some(rest) = text.strip_prefix('p')
        && begins_with_digit(rest)
    {
        return counted(rest);
    }
    let text = text.strip_prefix("every ").or(text.strip_prefix("each ")).unwrap_or(text).trim();
    if let Some(rest) = text.strip_prefix("other ") {
        return unit(rest.trim(), 2);
    }
    match unit(text, 1) {
        Err(IntervalFault::Unknown) => counted(text),
        read => read,
    }
}

fn named(folded: &str) -> Option<Result<Interval, IntervalFault>> {
    Some(match folded {
        "daily" | "everyday" => Ok(Interval::Days(1)),
        "weekly" | "onceaweek" => Ok(Interval::Days(7)),
        "biweekly" | "fortnightly" | "fortnight" | "everyfortnight" => Ok(Interval::Days(14)),
        "monthly" | "onceamonth" => Ok(Interval::Months(1)),
        "quarterly" | "everyquarter" | "onceaquarter" => Ok(Interval::Months(3)),
        "halfyearly" | "twiceayear" | "twiceyearly" | "semiannually" | "semiannual" | "biannually"
        | "halfayear" | "everyhalfyear" => Ok(Interval::Months(6)),
        "yearly" | "annually" | "annual" | "onceayear" => Ok(Interval::Months(12)),
        "bimonthly" => Err(IntervalFault::Ambiguous),
        _ => return None,
    })
}

/// Reads `2w`, `6 weeks`, `30`, `10 business days` or `two months`.
fn counted(text: &str) -> Result<Interval, IntervalFault> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).unwrap_or(("", text));
    if number.is_empty() {
        if text.starts_with(['-', '+', '.']) {
            return Err(IntervalFault::OutOfRange);
        }
        let (word, rest) = text.split_once(' ').ok_or(IntervalFault::Unknown)?;
        return unit(rest.trim(), number_word(word).ok_or(IntervalFault::Unknown)?);
    }
    let is_rate = rest.strip_prefix('/').is_some_and(|unit| unit.starts_with(char::is_alphabetic));
    if rest.starts_with(['.', ',', '/']) && !is_rate {
        return Err(IntervalFault::OutOfRange);
    }
    let number = number.parse().map_err(|_| IntervalFault::OutOfRange)?;
    let rest = rest.trim().trim_start_matches('-').trim();
    if rest.is_empty() { bounded(Interval::Days(number)) } else { unit(rest, number) }
}

fn number_word(word: &str) -> Option<u32> {
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    NUMBERS.iter().position(|known| *known == word).and_then(|place| u32::try_from(place + 1).ok())
}

fn unit(word: &str, number: u32) -> Result<Interval, IntervalFault> {
    bounded(match folded(word).as_ref() {
        "d" | "day" | "days" => Interval::Days(number),
        "w" | "wk" | "wks" | "week" | "weeks" => Interval::Days(number.saturating_mul(7)),
        "fortnight" | "fortnights" => Interval::Days(number.saturating_mul(14)),
        "m" | "mo" | "mos" | "month" | "months" => Interval::Months(number),
        "q" | "quarter" | "quarters" => Interval::Months(number.saturating_mul(3)),
        "y" | "yr" | "yrs" | "year" | "years" => Interval::Months(number.saturating_mul(12)),
        "bd" | "businessday" | "businessdays" | "workingday" | "workingdays" | "workday" | "workdays"
        | "weekday" | "weekdays" => Interval::BusinessDays(number),
        _ => return Err(IntervalFault::Unknown),
    })
}

fn bounded(interval: Interval) -> Result<Interval, IntervalFault> {
    let (amount, most) = match interval {
        Interval::Days(days) => (days, MAX_DAYS),
        Interval::BusinessDays(days) => (days, MAX_DAYS),
        Interval::Months(months) => (months, 1200),
    };
    if (1..=most).contains(&amount) { Ok(interval) } else { Err(IntervalFault::OutOfRange) }
}

/// Formats as `4 weeks`, `10 business days`, `3 months` or `1 year`, which [`Interval::read`] reads back.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, unit) = self.number_and_unit();
        write!(f, "{number} {unit}{}", if number == 1 { "" } else { "s" })
    }
}

impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cadence::Off => f.write_str("off"),
            Cadence::Every(interval, None) => interval.fmt(f),
            Cadence::Every(interval, Some(max)) => write!(f, "{interval}..{max}"),
        }
    }
}

impl fmt::Display for IntervalOrOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IntervalOrOff::Off => f.write_str("off"),
            IntervalOrOff::Every(interval) => interval.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_left_out_after_every() {
        for number in [1, 2, 7, 12, 14, 90] {
            for interval in [Interval::Days(number), Interval::BusinessDays(number), Interval::Months(number)]
            {
                assert_eq!(interval.every(), format!("every {interval}").replacen(" 1 ", " ", 1));
            }
        }
    }

    #[test]
    fn every_form_of_the_design_is_read() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(
                Interval::read(text).map(|interval| interval.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        case("14", "2 weeks");
        case("30d", "30 days");
        case("2w", "2 weeks");
        case("6 weeks", "6 weeks");
        case("every 3 months", "3 months");
        case("Every two weeks", "2 weeks");
        case("1y", "1 year");
        case("10 business days", "10 business days");
        case("P6W", "6 weeks");
        case("daily", "1 day");
        case("biweekly", "2 weeks");
        case("Half-Yearly", "6 months");
        case("half yearly", "6 months");
        case("twice a year", "6 months");
        case("every other week", "2 weeks");
        case("1m", "1 month");
        case("every month", "1 month");
        case("90-days", "90 days");
        case("annually", "1 year");
    }

    #[test]
    fn every_leaves_out_one() {
        let every = |text: &str| Interval::read(text).map(Interval::every);
        assert_eq!(every("monthly"), Ok("every month".to_owned()));
        assert_eq!(every("1 week"), Ok("every week".to_owned()));
        assert_eq!(every("10 weeks"), Ok("every 10 weeks".to_owned()));
    }

    #[test]
    fn faults_are_told_apart() {
        #[track_caller]
        fn case(text: &str, expected: IntervalFault) {
            assert_eq!(Interval::read(text), Err(expected), "{text}");
        }
        case("bimonthly", IntervalFault::Ambiguous);
        case("0", IntervalFault::OutOfRange);
        case("0 weeks", IntervalFault::OutOfRange);
        case("-3 weeks", IntervalFault::OutOfRange);
        case("1.5 months", IntervalFault::OutOfRange);
        case("99999999999999 days", IntervalFault::OutOfRange);
        case("4000000000 weeks", IntervalFault::OutOfRange);
        case("fortnightly-ish", IntervalFault::Unknown);
        case("sometimes", IntervalFault::Unknown);
        case("", IntervalFault::Unknown);
        case("p", IntervalFault::Unknown);
        case("é", IntervalFault::Unknown);
    }

    #[test]
    fn a_range_is_a_cadence_and_a_max() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(
                Cadence::read(text).map(|cadence| cadence.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        case("4 weeks..6 weeks", "4 weeks..6 weeks");
        case("4-6 weeks", "4 weeks..6 weeks");
        case("4–6 weeks", "4 weeks..6 weeks");
        case("10-20 days", "10 days..20 days");
        case("2-4 months", "2 months..4 months");
        case("monthly..quarterly", "1 month..3 months");
        case("4..6 weeks", "4 weeks..6 weeks");
        case("P4W .. P6W", "4 weeks..6 weeks");
        case("2-3 times a year", "4 months..6 months");
        case("2 weeks", "2 weeks");
        case("Never", "off");
        assert!(Cadence::read("..6 weeks").is_err());
        assert_eq!(Cadence::read("6-4 weeks"), Err(IntervalFault::Reversed));
    }
}
