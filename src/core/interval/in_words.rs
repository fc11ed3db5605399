//! Intervals in other words than a number and a unit: `3 times a year`, `once/quarter`, `six-monthly`, `every couple of
//! weeks`; and with words around them that change nothing: `about every 3 months`, `[[Monthly]]`, `contact every 2
//! weeks`.

use super::{Interval, IntervalFault, exact, number_word, unit};
use crate::core::text::is_digits;

/// Words that may stand before an interval and change nothing.
const FILLERS: [&str; 10] = [
    "about", "around", "roughly", "approximately", "approx", "ca", "circa", "contact", "check in", "catch up",
];

/// Reads such an interval, in lower case.
pub(super) fn read(text: &str) -> Result<Interval, IntervalFault> {
    if text
        .split(|letter: char| !letter.is_ascii_digit() && letter != '-')
        .any(|part| part.starts_with('-') && part.len() > 1)
    {
        return Err(IntervalFault::OutOfRange);
    }
    let words = text.replace('-', " ");
    let bare = bare(&words);
    let every = bare.strip_prefix("every ").or(bare.strip_prefix("each ")).unwrap_or(bare);
    let read = rate(every).or_else(|| adjective(every)).or_else(|| couple(every));
    if let Some(interval) = read {
        return Ok(interval);
    }
    if bare != text
        && let Ok(interval) = exact(bare)
    {
        return Ok(interval);
    }
    // `[[A List]]: contact every 2 weeks`.
    let (_, behind_label) = text.rsplit_once(": ").ok_or(IntervalFault::Unknown)?;
    Interval::read(behind_label)
}

/// Returns the text without what says nothing about how long an interval is.
fn bare(text: &str) -> &str {
    let is_sign = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '[' | ']' | '#' | '~' | '.' | '*')
            || !letter.is_ascii() && !letter.is_alphanumeric()
    };
    let mut bare = text.trim_matches(is_sign);
    // A remark; with a number in it, it may be another interval.
    if let Some((before, remark)) = bare.split_once(" (")
        && remark.ends_with(')')
        && !remark.bytes().any(|byte| byte.is_ascii_digit())
    {
        bare = before;
    }
    bare = bare.strip_suffix(" or so").unwrap_or(bare);
    while let Some(rest) = behind_filler(bare) {
        bare = rest.trim_start_matches(is_sign);
    }
    bare
}

fn behind_filler(text: &str) -> Option<&str> {
    let rest = FILLERS.iter().find_map(|word| text.strip_prefix(word))?;
    rest.starts_with([' ', '.']).then_some(rest)
}

/// Reads how often there is contact in a unit of time: `twice a quarter`, `3x per year`, `once every 6 weeks`. Twice a
/// month is every two weeks; other numbers must divide the unit.
fn rate(text: &str) -> Option<Interval> {
    let (times, per) =
        [" every ", " each ", " per ", " a ", "/"].iter().find_map(|mark| text.split_once(mark))?;
    let (times, per) = (number_of_times(times.trim())?, per.trim());
    if times == 1 {
        return exact(per).ok();
    }
    match unit(per, 1).ok()? {
        Interval::Months(1) if times == 2 => Some(Interval::Days(14)),
        Interval::Months(months) if months % times == 0 => Some(Interval::Months(months / times)),
        Interval::Days(days) if days % times == 0 => Some(Interval::Days(days / times)),
        Interval::Months(_) | Interval::Days(_) | Interval::BusinessDays(_) => None,
    }
}

/// Reads `once`, `twice`, `3x`, `three times`, `4`; never zero.
fn number_of_times(text: &str) -> Option<u32> {
    let number = match text {
        "once" => return Some(1),
        "twice" => return Some(2),
        "thrice" => return Some(3),
        _ => text.trim_end_matches("times").trim_end_matches(['x', '×']).trim_end(),
    };
    let number = if is_digits(number) { number.parse().ok() } else { number_word(number) };
    number.filter(|number| *number > 0)
}

/// Reads `six monthly`, `2 weekly`.
fn adjective(text: &str) -> Option<Interval> {
    let (number, word) = text.split_once(' ')?;
    let number = if is_digits(number) { number.parse().ok()? } else { number_word(number)? };
    let noun = match word {
        "weekly" => "weeks",
        "monthly" => "months",
        "yearly" => "years",
        _ => return None,
    };
    unit(noun, number).ok()
}

/// Reads `a couple of weeks`.
fn couple(text: &str) -> Option<Interval> {
    let text = text.strip_prefix("a ").unwrap_or(text).strip_prefix("couple ")?;
    unit(text.strip_prefix("of ").unwrap_or(text), 2).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Cadence, Interval, IntervalFault};

    #[test]
    fn how_often_is_read_in_words() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let read = Interval::read(text).map(|interval| interval.to_string());
            assert_eq!(read.as_deref(), Ok(expected), "{text}");
            assert_eq!(
                Cadence::read(text).map(|cadence| cadence.to_string()).as_deref(),
                Ok(expected),
                "{text}"
            );
        }
        case("twice a month", "2 weeks");
        case("2x/month", "2 weeks");
        case("Once a quarter", "3 months");
        case("once per year", "1 year");
        case("once/quarter", "3 months");
        case("1/month", "1 month");
        case("1x every 6 weeks", "6 weeks");
        case("once every 3 months", "3 months");
        case("once every other month", "2 months");
        case("3x a year", "4 months");
        case("4 times per year", "3 months");
        case("three times a year", "4 months");
        case("six-monthly", "6 months");
        case("3 monthly", "3 months");
        case("2-weekly", "2 weeks");
        case("every couple of months", "2 months");
        case("a couple weeks", "2 weeks");
        case("~3 months", "3 months");
        case("about every 3 months", "3 months");
        case("approx. 6 weeks", "6 weeks");
        case("every 2 months or so", "2 months");
        case("[[Monthly]]", "1 month");
        case("#quarterly", "3 months");
        case("🟢 monthly", "1 month");
        case("monthly 🗓️", "1 month");
        case("monthly (roughly)", "1 month");
        case("Contact every six months", "6 months");
        case("#[[C List]]: Contact every six months", "6 months");
    }

    #[test]
    fn what_is_not_certain_is_refused() {
        for text in [
            "5 times a year", "twice a week", "0 times a year", "0 monthly", "few weeks", "every few months",
            "often", "a lot", "monthly (6 weeks at most)", "twice a day", "once", "x a year", "/month",
            "monthly or yearly", "high: soon", ": ", "(", "a couple", "6 quarterly", "every year or two",
        ] {
            assert_eq!(Interval::read(text), Err(IntervalFault::Unknown), "{text}");
        }
        for text in ["-1 monthly", "1/2 month", "~0 weeks", "about 1.5 months", "~-6 weeks"] {
            assert!(Interval::read(text).is_err(), "{text}");
        }
    }
}
