//! Words that name a part of a date, or a day whose week is unknown: `2 Nov`, `10/11`, `Nov 2026`, `Friday`. No
//! day is guessed from them; whoever looks for dates asks here what to report.

use super::LONGEST_LINK;
use super::scan::Scan;
use super::weekdays::{is_whole_weekday, weekday_prefix};
use crate::core::day::{is_year_number, month_named};
use crate::core::place::last_part;
use crate::core::text::{begins_with_digit, lower, prefix};

/// What such words say. A weekday before the day makes no difference, nor does a link around all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `2 Nov`, `Nov 2nd`, `1. März`: the year is missing.
    DayOfMonth,
    /// `1/12`, `1.12.`: the year is missing, and perhaps the order of day and month.
    Numbers,
    /// `3/4`, `24/7`: a day, if it is not a part, a score or `always`.
    Fraction,
    /// `11-21`: month and day, if it is a date at all.
    Dashed,
    /// `Nov 2026`, `2026-11`: the day is missing.
    Month,
    /// `2 novembre 2026`, `2026年11月2日`: whole, but in a language whose dates are not read.
    Elsewhere,
    /// `Friday`, `tomorrow`, `next week`.
    Near,
}

/// A part of a date at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partial {
    /// What it says.
    pub part: Part,
    /// Its length in bytes.
    pub length: usize,
}

/// Finds a part of a date at the very start of a text that does not begin with a whole date.
pub fn partial(text: &str) -> Option<Partial> {
    // These languages have no spaces between words.
    if let Some(found) = east_asian(text) {
        return Some(found);
    }
    let found = match *text.as_bytes().first()? {
        b'0'..=b'9' => from_number(text),
        b'[' => return linked(text),
        _ => behind_weekday(text).or_else(|| from_word(text)),
    }?;
    let ends = !text.get(found.length..)?.starts_with(char::is_alphanumeric);
    ends.then_some(found)
}

/// Returns the length in bytes of the day of a month that is named elsewhere, as in a heading: `24`, `24th`, `Tue 24`.
pub fn day_number(text: &str) -> Option<usize> {
    let mut scan = Scan::behind(text, weekday_prefix(text));
    let (day, _) = scan.number(1, 2)?;
    scan.skip_ordinal();
    let ends = !scan.rest().starts_with(|next: char| next.is_alphanumeric() || next == '/');
    (ends && (1..=31).contains(&day)).then_some(scan.at)
}

/// Returns the length in bytes of a day whose week or year is unknown: `Friday`, `tomorrow`, `Nov 27`, `1.12.`.
pub fn uncertain_day(text: &str) -> Option<usize> {
    let found = partial(text)?;
    matches!(found.part, Part::DayOfMonth | Part::Numbers | Part::Fraction | Part::Near)
        .then_some(found.length)
}

/// Reads `[[Nov 2]]` or `[[Journal/2 Nov|then]]`.
fn linked(text: &str) -> Option<Partial> {
    let (inner, _) = prefix(text.strip_prefix("[[")?, LONGEST_LINK).split_once("]]")?;
    let target = inner.split('|').next().unwrap_or(inner);
    let name = last_part(target).trim();
    let found = partial(name).filter(|found| found.length == name.len() && !name.starts_with('['))?;
    Some(Partial { length: inner.len() + 4, ..found })
}

/// Reads `Mon 2 Nov`, `Monday, Nov 2nd` or `Mon 1/12`.
fn behind_weekday(text: &str) -> Option<Partial> {
    let start = weekday_prefix(text);
    let date = text.get(start..).filter(|_| start > 0)?;
    let is_number = begins_with_digit(date);
    let found = if is_number { from_number(date) } else { from_word(date) }?;
    let is_day = matches!(found.part, Part::DayOfMonth | Part::Numbers | Part::Fraction | Part::Elsewhere);
    is_day.then_some(Partial { length: start + found.length, ..found })
}

/// Reads `2026年11月2日`.
fn east_asian(text: &str) -> Option<Partial> {
    if !text.get(4..)?.starts_with('年') {
        return None;
    }
    let mut scan = Scan::new(text);
    scan.number(4, 4)?;
    for mark in ['年', '月'] {
        scan.any(&[mark])?;
        scan.number(1, 2)?;
    }
    scan.any(&['日']).map(|_| Partial { part: Part::Elsewhere, length: scan.at })
}

/// Reads `2 Nov`, `2. März`, `1/12`, `1.12.`, `11-21` or `2026-11`.
fn from_number(text: &str) -> Option<Partial> {
    let mut scan = Scan::new(text);
    let (first, digits) = scan.number(1, 4)?;
    if digits == 4 {
        scan.any(&['-', '/'])?;
        let (month, _) = scan.number(2, 2)?;
        let is_month = is_year_number(text.get(..4)?) && (1..=12).contains(&month);
        let goes_on = scan.rest().starts_with(['-', '/']);
        return (is_month && !goes_on).then_some(Partial { part: Part::Month, length: scan.at });
    }
    let with_number = match text.as_bytes().get(digits)? {
        b'-' => Some(Part::Dashed),
        b'/' => Some(Part::Fraction),
        b'.' => Some(Part::Numbers),
        _ => None,
    };
    if let Some(part) = with_number
        && let Some(length) = two_numbers(text, first, digits)
    {
        // `10/11` is hardly ever anything but a day.
        let is_longer = length > "3/4".len() && text.get(..length) != Some("24/7");
        let part = if part == Part::Fraction && is_longer { Part::Numbers } else { part };
        return Some(Partial { part, length });
    }
    scan.skip_ordinal();
    scan.skip_gap()?;
    scan.skip_of();
    skip_word(&mut scan, "de ");
    day_of_month(scan, first)
}

/// Returns the length of two numbers with a mark between them, if they can be a day and a month. `1.5` may be
/// anything, `1.5.` is a day.
fn two_numbers(text: &str, first: u32, digits: usize) -> Option<usize> {
    let mut scan = Scan::behind(text, digits);
    let mark = scan.any(&['-', '/', '.'])?;
    let (second, _) = scan.number(1, 2)?;
    let ends = if mark == '.' { scan.any(&['.']).is_some() } else { !scan.rest().starts_with(mark) };
    let (month, day) = if mark == '-' { (first, second) } else { (first.min(second), first.max(second)) };
    (ends && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(scan.at)
}

/// Reads the month after the number of a day.
fn day_of_month(mut scan: Scan<'_>, day: u32) -> Option<Partial> {
    let word = any_word(scan.rest());
    let is_english = is_month(word)?;
    scan.at += word.len();
    let length = scan.at;
    skip_word(&mut scan, " de ");
    let part = if scan.year_after().is_none() {
        Partial { part: Part::DayOfMonth, length }
    } else if is_english {
        return None;
    } else {
        Partial { part: Part::Elsewhere, length: scan.at }
    };
    (1..=31).contains(&day).then_some(part)
}

/// Skips the words of `2 de noviembre de 2026`.
fn skip_word(scan: &mut Scan<'_>, word: &str) {
    if scan.rest().starts_with(word) {
        scan.at += word.len();
    }
}

/// Reads `Nov 2`, `Nov 2026`, `Friday`, `tomorrow` or `next week`.
fn from_word(text: &str) -> Option<Partial> {
    let word = any_word(text);
    let mut scan = Scan::behind(text, word.len());
    let before_number = scan.skip_gap().is_some() && begins_with_digit(scan.rest());
    match before_number.then(|| is_month(word)).flatten() {
        Some(is_english) => after_month(text, scan, is_english),
        None => near(text, word).map(|length| Partial { part: Part::Near, length }),
    }
}

/// Reads the day or the year after a month.
fn after_month(text: &str, mut scan: Scan<'_>, is_english: bool) -> Option<Partial> {
    let start = scan.at;
    let (number, digits) = scan.number(1, 4)?;
    if digits == 4 {
        let is_year = is_year_number(text.get(start..scan.at)?);
        return is_year.then_some(Partial { part: Part::Month, length: scan.at });
    }
    scan.skip_ordinal();
    let length = scan.at;
    let is_whole = is_english && scan.year_after().is_some();
    ((1..=31).contains(&number) && !is_whole).then_some(Partial { part: Part::DayOfMonth, length })
}

/// Returns the length of `Friday`, `tomorrow` or `next week`.
fn near(text: &str, word: &str) -> Option<usize> {
    let is = |name: &&str| name.eq_ignore_ascii_case(word);
    if is_whole_weekday(word) || ["tomorrow", "tonight", "morgen"].iter().any(is) {
        return Some(word.len());
    }
    let after = text.get(word.len()..).filter(|_| is(&"next"))?.trim_start();
    let named = any_word(after);
    let is_span = matches!(named, "week" | "month" | "year") || is_whole_weekday(named);
    is_span.then_some(text.len() - after.len() + named.len())
}

/// Returns the letters at the start of a text.
fn any_word(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Months in languages whose dates are not read, where they differ from English ones.
const MONTHS_ELSEWHERE: [&str; 51] = [
    "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "janvier", "février", "mars",
    "avril", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", "enero", "febrero",
    "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    "januari", "februari", "maart", "mei", "augustus", "gennaio", "febbraio", "aprile", "maggio", "giugno",
    "luglio", "ottobre", "okt", "dez", "janv", "févr", "juil", "déc", "ene", "dic",
];

/// Whether a word is a month in English, or in another language. `None` if it is no month.
fn is_month(word: &str) -> Option<bool> {
    if month_named(word).is_some() {
        return Some(true);
    }
    MONTHS_ELSEWHERE.contains(&&*lower(word)).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<(Part, &str)>) {
        let found = partial(text).map(|found| (found.part, &text[..found.length]));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn each_form_says_its_part() {
        for date in
            ["2 Nov", "22nd November", "2. Nov", "2nd of Nov", "Nov 2", "Sept. 27", "Oct 20th", "1. März"]
        {
            case(&format!("{date}: call"), Some((Part::DayOfMonth, date)));
            case(date, Some((Part::DayOfMonth, date)));
        }
        for date in ["1/12", "10/11", "1.12.", "2.1."] {
            case(&format!("{date} call"), Some((Part::Numbers, date)));
        }
        for date in ["3/4", "24/7"] {
            case(&format!("{date} call"), Some((Part::Fraction, date)));
        }
        case("11-21 party", Some((Part::Dashed, "11-21")));
        for date in ["Nov 2026", "Oktober 2026", "2026-11", "2026/09"] {
            case(&format!("{date}, call"), Some((Part::Month, date)));
        }
        for date in [
            "2 novembre 2026", "15. Oktober 2026", "5 de octubre de 2026", "2 déc. 2025", "1. Okt. 2026",
            "2026年1月10日",
        ] {
            case(&format!("{date}: call"), Some((Part::Elsewhere, date)));
        }
        case("5 de octubre, comida", Some((Part::DayOfMonth, "5 de octubre")));
        for day in ["Friday", "freitag", "tomorrow", "Morgen", "next week", "next Friday"] {
            case(&format!("{day}, call"), Some((Part::Near, day)));
        }
        for date in ["Mon 2 Nov", "Monday, Nov 2nd", "[[Nov 2]]", "[[Journal/2 Nov|then]]"] {
            case(&format!("{date} call"), Some((Part::DayOfMonth, date)));
        }
        case("Mon 1/12: call", Some((Part::Numbers, "Mon 1/12")));
        case("Friday 27", Some((Part::Near, "Friday")));
    }

    #[test]
    fn a_number_may_be_the_day_of_a_month() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(day_number(text).map(|length| &text[..length]), expected, "{text}");
        }
        case("24: call", Some("24"));
        case("24th, call", Some("24th"));
        case("Tue 24 call", Some("Tue 24"));
        for text in ["0: call", "32 call", "24/11 call", "24h call", "100 calls", "call", "Tue call", ""] {
            case(text, None);
        }
    }

    #[test]
    fn other_words_and_whole_dates_say_no_part() {
        for text in [
            "2 November 2026", "Nov 2, 2026", "2026-11-02", "2026-13", "2026/27 season", "2026", "1.5 hours",
            "1/2/3", "45/60", "13-21", "2026-1102", "45 Nov", "2Nov", "2 eggs", "2 Marys", "Nov 2x",
            "May I call", "Mary 2", "Mon", "Sat 2 of us", "Mon 2 Nov 2026", "[[2 Nov plan]]", "[[Ada]]",
            "[[[[2 Nov", "[2 Nov]", "next time", "Fridays", "20261102", "é", "",
        ] {
            case(text, None);
        }
    }
}
