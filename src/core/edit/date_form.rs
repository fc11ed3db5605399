//! Writes a day in the form of another date of the same note: `2026-11-02`, `[[Daily/2026-11-02]]`,
//! `2 Nov 2026`, `Mon 02/11/2026`.

use crate::core::date_text::{DateOrder, Leading, leading};
use crate::core::day::{Day, month_name};

/// A part of a written date.
#[derive(Clone, Copy)]
enum Part<'a> {
    Literal(&'a str),
    Year,
    Month(Digits),
    Day(Digits),
    MonthName(Letters),
    Weekday(Letters),
    /// The ending of an ordinal: `st`, `nd`, `rd` or `th`.
    Ordinal,
}

/// Whether a number is written with a leading zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digits {
    Two,
    Fewest,
    /// Not known, since the number is 10 or above.
    Unknown,
}

/// The form of a name: the number of letters, if it is shortened, and the case.
#[derive(Clone, Copy)]
struct Letters {
    length: Option<usize>,
    case: fn(&str) -> String,
}

/// Reads a date in brackets, possibly with its weekday, `[2026-11-02 Mon]`, or a link to its daily note,
/// `[2026-11-02](Daily/2026-11-02.md)`.
pub fn in_brackets(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let (label, target, length) = bracketed(text)?;
    let whole = |date: &str| leading(date, order).filter(|found| is_all(date, found));
    let found = whole(label).filter(|found| found.day.is_ok())?;
    let fits = |target: Target<'_>| whole(target.date).is_some_and(|linked| linked.day == found.day);
    target.is_none_or(fits).then_some(Leading { length, ..found })
}

/// Whether a text is nothing but the date at its beginning, possibly with its weekday.
fn is_all(text: &str, found: &Leading) -> bool {
    let rest = text.get(found.length..).unwrap_or_default().trim_start().to_lowercase();
    let is_weekday = |day: Day| rest.len() >= 2 && day.weekday_name().to_lowercase().starts_with(&rest);
    rest.is_empty() || found.day.as_ref().is_ok_and(|day| is_weekday(*day))
}

/// The target of a date in brackets.
#[derive(Clone, Copy)]
struct Target<'a> {
    folder: &'a str,
    date: &'a str,
}

/// Returns the text in brackets at the start, the target of its link, and the length of both.
fn bracketed(text: &str) -> Option<(&str, Option<Target<'_>>, usize)> {
    let (label, rest) = text.strip_prefix('[').filter(|inner| !inner.starts_with('['))?.split_once(']')?;
    let Some(link) = rest.strip_prefix('(') else { return Some((label, None, text.len() - rest.len())) };
    let (target, after) = link.split_once(')')?;
    let name = target.strip_suffix(".md")?;
    let (folder, date) = name.split_at(name.rfind('/').map_or(0, |at| at + 1));
    Some((label, Some(Target { folder, date }), text.len() - after.len()))
}

/// Writes `day` in the form in which `written` gives the day `known`. Uses the ISO form if the result would
/// not be read as `day`.
pub fn written_as(written: &str, known: Day, day: Day, order: Option<DateOrder>) -> String {
    if let Some((label, target, _)) = bracketed(written) {
        let as_label = written_as(label, known, day, order);
        let link = target
            .map(|Target { folder, date }| format!("({folder}{}.md)", written_as(date, known, day, order)));
        return format!("[{as_label}]{}", link.unwrap_or_default());
    }
    let ways = [MonthDay::InOrder, MonthDay::Exchanged];
    let mut ways = ways.into_iter().map(|meant| render(&parts(written, known, meant), day));
    let reads = |text: &String| {
        leading(text, order).is_some_and(|found| found.day == Ok(day) && is_all(text, &found))
    };
    ways.find(reads).unwrap_or_else(|| day.to_string())
}

/// The period in a heading above entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// `2026`.
    Year,
    /// `November 2026`, `2026-11`.
    Month,
    /// `November`, with the year elsewhere.
    MonthAlone,
}

/// Writes the year or month of `day` in the form in which `written` gives that of `known`; `None` if
/// `written` is not just that.
pub fn period_as(written: &str, known: Day, day: Day) -> Option<(Span, String)> {
    let parts = parts(written, known, MonthDay::InOrder);
    let has = |wanted: fn(&Part<'_>) -> bool| parts.iter().any(wanted);
    let other = |part: &Part<'_>| match part {
        Part::Literal(text) => text.chars().any(char::is_alphanumeric),
        Part::Day(_) | Part::Weekday(_) | Part::Ordinal => true,
        Part::Year | Part::Month(_) | Part::MonthName(_) => false,
    };
    let year = has(|part| matches!(part, Part::Year));
    let name = has(|part| matches!(part, Part::MonthName(_)));
    if has(other) || !(year || name) {
        return None;
    }
    let month = has(|part| matches!(part, Part::Month(_) | Part::MonthName(_)));
    let span = match (year, month) {
        (true, true) => Span::Month,
        (true, false) => Span::Year,
        (false, _) => Span::MonthAlone,
    };
    Some((span, render(&parts, day)))
}

/// Which number is the day if day and month are equal.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MonthDay {
    /// The month comes first after a year, else the day.
    InOrder,
    Exchanged,
}

fn parts<'a>(written: &'a str, known: Day, meant: MonthDay) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        // Tokens are runs of digits, of letters, or of other characters.
        let kind = |letter: char| (letter.is_ascii_digit(), letter.is_alphabetic());
        let end = rest.find(|letter| kind(letter) != kind(first)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(end);
        let part = if first.is_ascii_digit() {
            number_part(token, known, &parts, meant, has_month_name(rest))
        } else if first.is_alphabetic() {
            name_part(token, known, &parts)
        } else {
            None
        };
        parts.push(part.unwrap_or(Part::Literal(token)));
        rest = after;
    }
    parts
}

fn has_month_name(text: &str) -> bool {
    let names = || (1..=12).map(|month| month_name(month).to_lowercase());
    let words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
    words.filter(|word| word.len() >= 3).any(|word| names().any(|name| name.starts_with(&word)))
}

fn number_part<'a>(
    token: &str,
    known: Day,
    before: &[Part<'a>],
    meant: MonthDay,
    named: bool,
) -> Option<Part<'a>> {
    let value: u32 = token.parse().ok()?;
    let digits = match (token.len(), value) {
        (2, 0..=9) => Digits::Two,
        (1, _) => Digits::Fewest,
        _ => Digits::Unknown,
    };
    if token.len() == 4 {
        return (i64::from(value) == i64::from(known.year())).then_some(Part::Year);
    }
    let has = |wanted: fn(&Part<'_>) -> bool| before.iter().rev().take(6).any(wanted);
    let year_first = has(|part| matches!(part, Part::Year));
    let month_done = named || has(|part| matches!(part, Part::Month(_) | Part::MonthName(_)));
    let day_done = has(|part| matches!(part, Part::Day(_)));
    let (is_month, is_day) = (value == known.month() && !month_done, value == known.day() && !day_done);
    match (is_month, is_day) {
        (true, true) if year_first == (meant == MonthDay::InOrder) => Some(Part::Month(digits)),
        (_, true) => Some(Part::Day(digits)),
        (true, false) => Some(Part::Month(digits)),
        // The date is written twice, as in `[[2026-11-02|2 Nov]]`.
        (false, false) if value == known.day() => Some(Part::Day(digits)),
        (false, false) if value == known.month() => Some(Part::Month(digits)),
        (false, false) => None,
    }
}

fn name_part<'a>(token: &str, known: Day, before: &[Part<'a>]) -> Option<Part<'a>> {
    let lower = token.to_lowercase();
    // Behind a day, `th` is an ending, also if the day is a Thursday.
    let ordinal = matches!(lower.as_str(), "st" | "nd" | "rd" | "th");
    if ordinal && matches!(before.last(), Some(Part::Day(_))) {
        return Some(Part::Ordinal);
    }
    let letters = |name: &str| {
        let whole = lower.len() == name.len();
        // `Sept` is the only month shortened to four letters.
        let lower = if lower == "sept" { "sep" } else { lower.as_str() };
        let fits = lower.len() >= 2 && name.to_lowercase().starts_with(lower);
        let upper = token.len() > 1 && token.chars().all(char::is_uppercase);
        let case = match token.starts_with(char::is_uppercase) {
            _ if upper => str::to_uppercase,
            true => str::to_owned,
            false => str::to_lowercase,
        };
        fits.then_some(Letters { length: (!whole).then_some(lower.len()), case })
    };
    if let Some(letters) = letters(known.month_name()).filter(|_| lower.len() >= 3) {
        // `May` is both a full and a short name; other months are then shortened.
        return Some(Part::MonthName(letters));
    }
    letters(known.weekday_name()).map(Part::Weekday)
}

fn render(parts: &[Part<'_>], day: Day) -> String {
    let known_digits = parts.iter().find_map(|part| match part {
        Part::Month(digits) | Part::Day(digits) if *digits != Digits::Unknown => Some(*digits),
        _ => None,
    });
    let named = parts.iter().any(|part| matches!(part, Part::MonthName(_)));
    let usual = known_digits.unwrap_or(if named { Digits::Fewest } else { Digits::Two });
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Literal(literal) => text.push_str(literal),
            Part::Year => text.push_str(&format!("{:04}", day.year())),
            Part::Month(digits) => text.push_str(&in_digits(day.month(), *digits, usual)),
            Part::Day(digits) => text.push_str(&in_digits(day.day(), *digits, usual)),
            Part::MonthName(letters) => text.push_str(&in_letters(day.month_name(), *letters)),
            Part::Weekday(letters) => text.push_str(&in_letters(day.weekday_name(), *letters)),
            Part::Ordinal => text.push_str(ordinal(day.day())),
        }
    }
    text
}

fn in_digits(number: u32, digits: Digits, usual: Digits) -> String {
    match if digits == Digits::Unknown { usual } else { digits } {
        Digits::Fewest => number.to_string(),
        Digits::Two | Digits::Unknown => format!("{number:02}"),
    }
}

fn in_letters(name: &str, letters: Letters) -> String {
    let short = letters.length.and_then(|length| name.get(..length));
    (letters.case)(short.unwrap_or(name))
}

fn ordinal(day: u32) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_the_note_writes_them() {
        #[track_caller]
        fn case(written: &str, known: &str, expected: &str) {
            let day = |text| Day::from_iso(text).unwrap();
            let order = Some(DateOrder::Dmy);
            assert_eq!(written_as(written, day(known), day("2026-12-03"), order), expected, "{written}");
        }
        case("2026-11-02", "2026-11-02", "2026-12-03");
        case("[[2026-11-11]]", "2026-11-11", "[[2026-12-03]]");
        case("[[Daily/2026/2026-11-02|2 Nov]]", "2026-11-02", "[[Daily/2026/2026-12-03|3 Dec]]");
        case("2026/11/02", "2026-11-02", "2026/12/03");
        case("2026-1-5", "2026-01-05", "2026-12-3");
        case("2 November 2026", "2026-11-02", "3 December 2026");
        case("12 Nov 2026", "2026-11-12", "3 Dec 2026");
        case("Nov 2, 2026", "2026-11-02", "Dec 3, 2026");
        case("November 2nd, 2026", "2026-11-02", "December 3rd, 2026");
        case("[[Nov 12th, 2026]]", "2026-11-12", "[[Dec 3rd, 2026]]");
        case("12th Nov 2026", "2026-11-12", "3rd Dec 2026");
        case("Thu 12th Nov 2026", "2026-11-12", "Thu 3rd Dec 2026");
        case("Mon 2026-11-02", "2026-11-02", "Thu 2026-12-03");
        case("25/11/2026", "2026-11-25", "03/12/2026");
        case("05.05.2026", "2026-05-05", "03.12.2026");
        case("[2026-11-02]", "2026-11-02", "[2026-12-03]");
        case("[2026-11-02 Mon]", "2026-11-02", "[2026-12-03 Thu]");
        case("[2026-11-02](Daily/2026-11-02.md)", "2026-11-02", "[2026-12-03](Daily/2026-12-03.md)");
        case("[[2026-09-02|2 Sept]]", "2026-09-02", "[[2026-12-03|3 Dec]]");
    }

    #[test]
    fn headings_of_years_and_months_are_recognized() {
        #[track_caller]
        fn case(written: &str, expected: Option<(Span, &str)>) {
            let day = |text| Day::from_iso(text).unwrap();
            let found = period_as(written, day("2026-11-11"), day("2027-01-05"));
            assert_eq!(found.as_ref().map(|(span, text)| (*span, text.as_str())), expected, "{written}");
        }
        case("2026", Some((Span::Year, "2027")));
        case("November 2026", Some((Span::Month, "January 2027")));
        case("2026-11", Some((Span::Month, "2027-01")));
        case("Nov 2026", Some((Span::Month, "Jan 2027")));
        case("November", Some((Span::MonthAlone, "January")));
        case("11", None);
        case("Log 2026", None);
        case("2025", None);
        case("11 November 2026", None);
    }

    #[test]
    fn ambiguous_forms_are_not_used() {
        let day = |text| Day::from_iso(text).unwrap();
        assert_eq!(written_as("25/11/2026", day("2026-11-25"), day("2026-12-03"), None), "2026-12-03");
        assert_eq!(written_as("25/11/2026", day("2026-11-25"), day("2026-12-30"), None), "30/12/2026");
    }
}
