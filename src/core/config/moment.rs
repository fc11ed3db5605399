//! Moment.js formats, as Obsidian names daily notes with them, read backwards:
//! from a file name to its day.
//!
//! Numbers decide and must agree; names of months are known in English alone, and
//! names of weekdays are passed over, since Obsidian writes them in its own language.

use crate::core::day::{Day, month_name};

/// What a daily note is called where nothing says otherwise.
pub(super) const PLAIN: &str = "YYYY-MM-DD";

/// Tokens of Moment.js, those of one meaning together and the longer ones before those that begin them: what each
/// tells, and how it is written.
const TOKENS: [(&[&str], Of, Form); 17] = [
    (&["YYYY"], Of::Year, Form::Digits(4, 4)),
    (&["YY"], Of::Year, Form::ShortYear),
    (&["MMMM", "MMM"], Of::Month, Form::MonthName),
    (&["MM"], Of::Month, Form::Digits(2, 2)),
    (&["Mo"], Of::Month, Form::Ordinal),
    (&["M"], Of::Month, Form::Digits(1, 2)),
    (&["DDDD"], Of::DayOfYear, Form::Digits(3, 3)),
    (&["DDD"], Of::DayOfYear, Form::Digits(1, 3)),
    (&["DD"], Of::Day, Form::Digits(2, 2)),
    (&["Do"], Of::Day, Form::Ordinal),
    (&["D"], Of::Day, Form::Digits(1, 2)),
    (&["dddd", "ddd", "dd"], Of::Nothing, Form::Word),
    (&["do", "wo", "Wo", "Qo"], Of::Nothing, Form::Ordinal),
    (&["d", "Q", "E", "e"], Of::Nothing, Form::Digits(1, 1)),
    (&["gggg", "GGGG"], Of::Nothing, Form::Digits(4, 4)),
    (&["gg", "GG", "ww", "WW", "HH", "hh", "mm", "ss"], Of::Nothing, Form::Digits(2, 2)),
    (&["w", "W", "H"], Of::Nothing, Form::Digits(1, 2)),
];

/// What a token tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Year,
    Month,
    Day,
    DayOfYear,
    /// Nothing that decides.
    Nothing,
}

/// How a token is written in a file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// At least and at most so many digits.
    Digits(usize, usize),
    /// Two digits of a year, as Moment reads them: from 69 on they are of 1900.
    ShortYear,
    /// `2nd`.
    Ordinal,
    /// A month's name or its first letters.
    MonthName,
    /// A word.
    Word,
}

/// A part of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Token(Of, Form),
    Literal(&'a str),
}

/// Whether a file name in this format tells which day it is.
pub(super) fn tells_the_day(format: &str) -> bool {
    let parts = parts(format);
    let has = |wanted: Of| parts.iter().any(|part| matches!(part, Part::Token(of, _) if *of == wanted));
    has(Of::Year) && (has(Of::Month) && has(Of::Day) || has(Of::DayOfYear))
}

/// The day of a name in this format, if the whole name has it and the calendar too.
pub(super) fn day_of(format: &str, name: &str) -> Option<Day> {
    let mut found = Found::default();
    let mut rest = name;
    for part in parts(format) {
        rest = match part {
            Part::Literal(literal) => rest.strip_prefix(literal)?,
            Part::Token(of, form) => take(of, form, rest, &mut found)?,
        };
    }
    if rest.is_empty() { found.day() } else { None }
}

/// Cuts a format into tokens, `[literals]` and single characters.
fn parts(format: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        let literal = rest.strip_prefix('[').and_then(|inner| inner.split_once(']'));
        let token = TOKENS.iter().find_map(|(names, of, form)| {
            let after = names.iter().find_map(|name| rest.strip_prefix(*name))?;
            Some((Part::Token(*of, *form), after))
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

/// What a name said so far; a second, different number is no date.
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

/// Takes what a token stands for from the start of a name; gives what follows, if it agrees with what was found.
fn take<'a>(of: Of, form: Form, name: &'a str, found: &mut Found) -> Option<&'a str> {
    let (number, rest) = match form {
        Form::Digits(least, most) => number(name, least, most).map(|(number, rest)| (Some(number), rest)),
        Form::ShortYear => number(name, 2, 2)
            .map(|(short, rest)| (Some(if short > 68 { 1900 + short } else { 2000 + short }), rest)),
        Form::Ordinal => ordinal(name).map(|(number, rest)| (Some(number), rest)),
        Form::MonthName => word(name).map(|(word, rest)| (month(word), rest)),
        Form::Word => word(name).map(|(_, rest)| (None, rest)),
    }?;
    let slot = match of {
        Of::Year => &mut found.year,
        Of::Month => &mut found.month,
        Of::Day => &mut found.day,
        Of::DayOfYear => &mut found.day_of_year,
        Of::Nothing => return Some(rest),
    };
    number.is_none_or(|number| *slot.get_or_insert(number) == number).then_some(rest)
}

/// An English name decides; another one is passed over, and a number must decide.
fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.').to_lowercase();
    (1..=12).find(|number| {
        let english = month_name(*number).to_lowercase();
        english == word || (word.len() == 3 && english.starts_with(&word))
    })
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
    fn names_in_a_format_are_days() {
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
    fn only_some_formats_tell_the_day() {
        #[track_caller]
        fn case(format: &str, expected: bool) {
            assert_eq!(tells_the_day(format), expected, "{format}");
        }
        case(PLAIN, true);
        case("YYYY-DDD", true);
        case("D MMM YY", true);
        case("YYYY-MM", false);
        case("GGGG-[W]WW", false);
        case("[YYYY-MM-DD]", false);
    }
}
