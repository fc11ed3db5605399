//! Reads the day from a file name by a Moment.js format, the way Obsidian names daily notes.
//!
//! All numbers in a name must agree. Only English names of months are known; names of weekdays are skipped,
//! since Obsidian writes them in its own language.

use crate::core::day::{Day, month_named};

/// The format of daily notes if no other is set.
pub(super) const DEFAULT_FORMAT: &str = "YYYY-MM-DD";

/// The tokens of Moment.js with their meaning and form. A longer token comes before those that it begins
/// with.
const TOKENS: [(&[&str], Field, Form); 17] = [
    (&["YYYY"], Field::Year, Form::Digits(4, 4)),
    (&["YY"], Field::Year, Form::ShortYear),
    (&["MMMM", "MMM"], Field::Month, Form::MonthName),
    (&["MM"], Field::Month, Form::Digits(2, 2)),
    (&["Mo"], Field::Month, Form::Ordinal),
    (&["M"], Field::Month, Form::Digits(1, 2)),
    (&["DDDD"], Field::DayOfYear, Form::Digits(3, 3)),
    (&["DDD"], Field::DayOfYear, Form::Digits(1, 3)),
    (&["DD"], Field::Day, Form::Digits(2, 2)),
    (&["Do"], Field::Day, Form::Ordinal),
    (&["D"], Field::Day, Form::Digits(1, 2)),
    (&["dddd", "ddd", "dd"], Field::Ignored, Form::Word),
    (&["do", "wo", "Wo", "Qo"], Field::Ignored, Form::Ordinal),
    (&["d", "Q", "E", "e"], Field::Ignored, Form::Digits(1, 1)),
    (&["gggg", "GGGG"], Field::Ignored, Form::Digits(4, 4)),
    (&["gg", "GG", "ww", "WW", "HH", "hh", "mm", "ss"], Field::Ignored, Form::Digits(2, 2)),
    (&["w", "W", "H"], Field::Ignored, Form::Digits(1, 2)),
];

/// The part of a date that a token stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Year,
    Month,
    Day,
    DayOfYear,
    /// Nothing that is needed for the day.
    Ignored,
}

/// The form of a token in a file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Between a minimum and a maximum number of digits.
    Digits(usize, usize),
    /// The last two digits of a year; like Moment, 69 to 99 are read as 1969 to 1999.
    ShortYear,
    /// A number with its ending, such as `2nd`.
    Ordinal,
    /// The name of a month or its first three letters.
    MonthName,
    /// Letters, possibly with a final dot.
    Word,
}

/// A token or literal text of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Token(Field, Form),
    Literal(&'a str),
}

/// Whether a file name in this format identifies a day.
pub(super) fn identifies_a_day(format: &str) -> bool {
    let parts = parts(format);
    let has =
        |wanted: Field| parts.iter().any(|part| matches!(part, Part::Token(field, _) if *field == wanted));
    has(Field::Year) && (has(Field::Month) && has(Field::Day) || has(Field::DayOfYear))
}

/// Returns the day of a name that has this format from beginning to end, if that day exists.
pub(super) fn day_of(format: &str, name: &str) -> Option<Day> {
    let mut found = Found::default();
    let mut rest = name;
    for part in parts(format) {
        rest = match part {
            Part::Literal(literal) => rest.strip_prefix(literal)?,
            Part::Token(field, form) => read_token(field, form, rest, &mut found)?,
        };
    }
    if rest.is_empty() { found.day() } else { None }
}

/// Splits a format into tokens, `[literals]` and single characters.
fn parts(format: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let literal = rest.strip_prefix('[').and_then(|inner| inner.split_once(']'));
        let token = TOKENS.iter().find_map(|(names, field, form)| {
            let after = names.iter().find_map(|name| rest.strip_prefix(*name))?;
            Some((Part::Token(*field, *form), after))
        });
        let (part, after) = match (literal, token) {
            (Some((literal, after)), _) => (Part::Literal(literal), after),
            (None, Some(token)) => token,
            (None, None) => {
                let (single, after) = rest.split_at_checked(first.len_utf8()).unwrap_or((rest, ""));
                (Part::Literal(single), after)
            }
        };
        parts.push(part);
        rest = after;
    }
    parts
}

/// The numbers read from a name so far. A number that differs from an earlier one makes the name no date.
#[derive(Default)]
struct Found {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    day_of_year: Option<u32>,
}

impl Found {
    fn day(&self) -> Option<Day> {
        let year = i32::try_from(self.year?).ok()?;
        let by_month = match (self.month, self.day) {
            (Some(month), Some(day)) => Some(Day::new(year, month, day)?),
            _ => None,
        };
        let by_year = match self.day_of_year {
            Some(number) => Some(nth_day(year, number)?),
            None => None,
        };
        match (by_month, by_year) {
            (Some(one), Some(other)) if one != other => None,
            (one, other) => one.or(other),
        }
    }
}

fn nth_day(year: i32, number: u32) -> Option<Day> {
    let day = Day::new(year, 1, 1)?.plus_days(i64::from(number) - 1);
    (day.year() == year).then_some(day)
}

/// Reads one token from the start of a name into `found` and returns the rest, unless it contradicts a number
/// found before.
fn read_token<'a>(field: Field, form: Form, name: &'a str, found: &mut Found) -> Option<&'a str> {
    let (number, rest) = match form {
        Form::Digits(least, most) => number(name, least, most).map(|(number, rest)| (Some(number), rest)),
        Form::ShortYear => number(name, 2, 2)
            .map(|(short, rest)| (Some(if short > 68 { 1900 + short } else { 2000 + short }), rest)),
        Form::Ordinal => ordinal(name).map(|(number, rest)| (Some(number), rest)),
        // A month in another language is skipped, and a number must say it.
        Form::MonthName => word(name).map(|(word, rest)| (month_named(word.trim_end_matches('.')), rest)),
        Form::Word => word(name).map(|(_, rest)| (None, rest)),
    }?;
    let slot = match field {
        Field::Year => &mut found.year,
        Field::Month => &mut found.month,
        Field::Day => &mut found.day,
        Field::DayOfYear => &mut found.day_of_year,
        Field::Ignored => return Some(rest),
    };
    number.is_none_or(|number| *slot.get_or_insert(number) == number).then_some(rest)
}

fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let digits = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    if digits < least {
        return None;
    }
    let (number, rest) = text.split_at_checked(digits)?;
    Some((number.parse().ok()?, rest))
}

fn ordinal(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = number(text, 1, 2)?;
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|ending| rest.strip_prefix(ending)).unwrap_or(rest);
    Some((number, rest))
}

fn word(text: &str) -> Option<(&str, &str)> {
    let length = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let dot = usize::from(text.get(length..)?.starts_with('.'));
    (length > 0).then(|| text.split_at_checked(length + dot)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_format_give_a_day() {
        #[track_caller]
        fn case(format: &str, name: &str, expected: Option<&str>) {
            assert_eq!(
                day_of(format, name).map(|day| day.to_string()).as_deref(),
                expected,
                "{format} {name}"
            );
        }
        case("YYYY-MM-DD", "2026-11-02", Some("2026-11-02"));
        case("YYYY-MM-DD", "2026-11-02 Monday", None);
        case("YYYY-MM-DD", "2026-11-2", None);
        case("YYYY-MM-DD", "2026-02-30", None);
        case("YYYYMMDD", "20261102", Some("2026-11-02"));
        case("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2026/11-November/2026-11-02-Monday", Some("2026-11-02"));
        case("YYYY/MM-MMMM/YYYY-MM-DD-dddd", "2026/11-novembre/2026-11-02-lundi", Some("2026-11-02"));
        case("YYYY/MM/YYYY-MM-DD", "2025/11/2026-11-02", None);
        case("D. MMMM YYYY", "2. March 2026", Some("2026-03-02"));
        case("D. MMMM YYYY", "2. März 2026", None);
        case("MMMM Do, YYYY", "November 2nd, 2026", Some("2026-11-02"));
        case("ddd, MMM D YYYY", "Mon, Nov 2 2026", Some("2026-11-02"));
        case("[Daily] YY-M-D", "Daily 26-11-2", Some("2026-11-02"));
        case("[Week] ww [of] YYYY, MM-DD", "Week 45 of 2026, 11-02", Some("2026-11-02"));
        case("YYYY-DDDD", "2026-306", Some("2026-11-02"));
        case("YYYY-DDDD", "2026-366", None);
        case("GGGG-[W]WW", "2026-W45", None);
        case("YYYY-MM-DD[", "2026-11-02[", Some("2026-11-02"));
        case("", "", None);
    }

    #[test]
    fn formats_that_identify_a_day_are_recognized() {
        #[track_caller]
        fn case(format: &str, expected: bool) {
            assert_eq!(identifies_a_day(format), expected, "{format}");
        }
        case(DEFAULT_FORMAT, true);
        case("YYYY-DDD", true);
        case("D MMM YY", true);
        case("YYYY-MM", false);
        case("GGGG-[W]WW", false);
        case("[YYYY-MM-DD]", false);
    }
}
