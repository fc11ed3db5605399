//! Dates as people write them (design 3.3), read without guessing.
//!
//! A date that two readers could read differently is a fault, and so is one the
//! calendar does not have: neither is ever rolled over or chosen in silence.

use super::day::{Day, Yearly};
use super::text::prefix;
use super::time_text::skip_time;

/// How `02/11/2026` is meant, when the configuration says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
}

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Nothing that looks like a date.
    NotADate,
    /// It looks like a date, but no calendar has it: 30 February, month 13.
    Impossible,
    /// Day and month can be exchanged, and no order is configured.
    Ambiguous,
    /// `24-05-12`: the century would be a guess.
    TwoDigitYear,
}

/// Years that programs write when they mean "no year" (design 3.3).
const NO_YEAR: [i32; 3] = [0, 1604, 1900];

/// A date found at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leading {
    /// The day, or why it is none.
    pub day: Result<Day, DateFault>,
    /// Bytes of the text it takes, closing brackets included.
    pub length: usize,
}

/// Bytes within which a link to a day ends: it is asked for at many places of a line.
const LONGEST_LINK: usize = 1_000;

/// Finds a date at the very start of `text`: bare, in `[[…]]`, or after a weekday.
/// `None` when the text does not begin like a date at all.
pub fn leading(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let found = match *text.as_bytes().first()? {
        b'0'..=b'9' => bare(text, order)?,
        b'[' => return linked(text, order),
        letter if letter.is_ascii_alphabetic() => {
            let start = weekday_prefix(text);
            let found = bare(text.get(start..)?, order)?;
            Leading { length: start + found.length, ..found }
        }
        _ => return None,
    };
    let next = text.get(found.length..)?.chars().next();
    let ends = next.is_none_or(|letter| !letter.is_alphanumeric() || letter == 'T');
    ends.then_some(found)
}

/// A date that is the target of a link at the start of `text`.
fn linked(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let (inner, _) = prefix(text.strip_prefix("[[")?, LONGEST_LINK).split_once("]]")?;
    let target = inner.split(['|', '#']).next().unwrap_or(inner);
    let name = target.rsplit('/').next().unwrap_or(target).trim();
    let start = weekday_prefix(name);
    let found = bare(name.get(start..)?, order)?;
    let rest = name.get(start + found.length..)?;
    let whole = rest.is_empty()
        || is_weekday(rest.trim_start_matches([' ', '-', '_', ',', '(']).trim_end_matches(')'));
    whole.then_some(Leading { day: found.day, length: inner.len() + 4 })
}

/// Reads a whole value as a date, with an optional weekday, time and zone, which are passed over:
/// the date as written counts.
pub fn read_date(text: &str, order: Option<DateOrder>) -> Result<Day, DateFault> {
    let text = unquoted(text);
    if let Some(day) = compact(text) {
        return day;
    }
    let found = leading(text, order).ok_or(DateFault::NotADate)?;
    let rest = behind_weekday(text.get(found.length..).unwrap_or_default());
    if skip_time(rest).trim().is_empty() { found.day } else { Err(DateFault::NotADate) }
}

/// What follows a weekday behind a date: of `2026-11-02 (Mon), 10:00` the time.
fn behind_weekday(rest: &str) -> &str {
    let from = rest.trim_start_matches([' ', ',', '(']);
    let word = first_word(from);
    let is_apart = from.len() < rest.len();
    if !is_apart || !is_weekday(word) {
        return rest;
    }
    from.get(word.len()..).unwrap_or_default().trim_start_matches(['.', ')', ','])
}

/// Reads a birthday or another yearly date: a date, or a day without a year.
pub fn read_yearly(text: &str, order: Option<DateOrder>) -> Result<Yearly, DateFault> {
    let text = unquoted(text);
    let text = text.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")).unwrap_or(text);
    if let Some(yearly) = year_less(text, order).or_else(|| marked_no_year(text)) {
        return yearly;
    }
    let day = match read_date(text, order) {
        // 1900 had no 29 February; where it stands for no year, 1604 does as well.
        Err(DateFault::Impossible) => read_date(&text.replacen("1900", "1604", 1), order)?,
        read => read?,
    };
    let since = Some(day.year()).filter(|year| !NO_YEAR.contains(year));
    Yearly::new(day.month(), day.day(), since).ok_or(DateFault::Impossible)
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    ['"', '\''].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark)).unwrap_or(text).trim()
}

/// `19850512`, as vCards write it; only as a whole value.
fn compact(text: &str) -> Option<Result<Day, DateFault>> {
    let date = text.split('T').next().unwrap_or(text);
    if date.len() != 8 || !date.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| date.get(from..to)?.parse::<u32>().ok();
    let (year, month, day) = (part(0, 4)?, part(4, 6)?, part(6, 8)?);
    Some(day_of(i64::from(year), month, day))
}

fn day_of(year: i64, month: u32, day: u32) -> Result<Day, DateFault> {
    i32::try_from(year).ok().and_then(|year| Day::new(year, month, day)).ok_or(DateFault::Impossible)
}

/// `--11-02`, `--1102`, `11-02`, `27 April`, `April 27th`, `27/04`.
fn year_less(text: &str, order: Option<DateOrder>) -> Option<Result<Yearly, DateFault>> {
    let yearly = |month, day| Some(Yearly::new(month, day, None).ok_or(DateFault::Impossible));
    if let Some(rest) = text.strip_prefix("--") {
        let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
        if !matches!(rest.len(), 4 | 5) || digits.len() != 4 || (rest.len() == 5 && !rest.contains('-')) {
            return None;
        }
        return yearly(digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?);
    }
    let mut scan = Scan::new(text);
    if let Some(month) = scan.month_name() {
        scan.blanks();
        let day = scan.day_number()?;
        return if scan.at_end() { yearly(month, day) } else { None };
    }
    let (first, _) = scan.number(1, 2)?;
    let Some(mark) = scan.any(&['-', '/', '.']) else {
        scan.ordinal();
        scan.blanks();
        scan.word("of ");
        let month = scan.month_name()?;
        return if scan.at_end() { yearly(month, first) } else { None };
    };
    let (second, _) = scan.number(1, 2)?;
    scan.any(&['.']);
    if !scan.at_end() {
        return None;
    }
    if mark == '-' {
        return yearly(first, second);
    }
    Some(
        in_order(first, second, order)
            .and_then(|(month, day)| Yearly::new(month, day, None).ok_or(DateFault::Impossible)),
    )
}

/// `0000-04-27`: a year that is none.
fn marked_no_year(text: &str) -> Option<Result<Yearly, DateFault>> {
    let rest = text.strip_prefix("0000-")?;
    let (month, day) = rest.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    Some(Yearly::new(month, day, None).ok_or(DateFault::Impossible))
}

/// Which of two numbers is the month: (month, day).
fn in_order(first: u32, second: u32, order: Option<DateOrder>) -> Result<(u32, u32), DateFault> {
    match (first, second, order) {
        (13.., 13.., _) => Err(DateFault::Impossible),
        (13.., _, _) => Ok((second, first)),
        (_, 13.., _) => Ok((first, second)),
        (_, _, Some(DateOrder::Dmy)) => Ok((second, first)),
        (_, _, Some(DateOrder::Mdy)) => Ok((first, second)),
        (_, _, None) if first == second => Ok((first, second)),
        (_, _, None) => Err(DateFault::Ambiguous),
    }
}

/// Bytes of a weekday before a date: `Mon `, `Monday, `, `Mo `.
fn weekday_prefix(text: &str) -> usize {
    // The first three letters refuse nearly all words.
    let may_begin = match first_three(text) {
        Some([b'm' | b'd' | b'f' | b's', b'o' | b'i' | b'r' | b'a', b' ' | b'.' | b',']) => true,
        Some(three) => is_start_of(&three, &WEEKDAYS) || is_start_of(&three, &GERMAN_WEEKDAYS),
        None => false,
    };
    let word = first_word(text);
    if !may_begin || !is_weekday(word) {
        return 0;
    }
    let rest = text.get(word.len()..).unwrap_or_default();
    word.len() + (rest.len() - rest.trim_start_matches(['.', ',', ' ']).len())
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const GERMAN_WEEKDAYS: [&str; 7] =
    ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];

/// The weekday that a text begins with, counted from Monday, and what follows its name. English alone: it may
/// stand behind a date, where `Die` and `Son` begin a sentence.
pub fn weekday(text: &str) -> Option<(u32, &str)> {
    let three = first_three(text)?;
    let number = WEEKDAYS.iter().position(|day| day.as_bytes().first_chunk() == Some(&three))?;
    let word = first_word(text);
    let is_name = WEEKDAYS.get(number).is_some_and(|day| begins_so(day, word));
    is_name.then_some((u32::try_from(number).ok()?, text.get(word.len()..)?))
}

fn is_start_of(three: &[u8; 3], days: &[&str]) -> bool {
    days.iter().any(|day| day.as_bytes().first_chunk() == Some(three))
}

fn begins_so(day: &str, word: &str) -> bool {
    day.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// A weekday, or its first letters: three, or in German two.
pub fn is_weekday(word: &str) -> bool {
    let is_short =
        ["mo", "di", "mi", "do", "fr", "sa", "so"].iter().any(|day| day.eq_ignore_ascii_case(word));
    is_short || (word.len() >= 3 && WEEKDAYS.iter().chain(&GERMAN_WEEKDAYS).any(|day| begins_so(day, word)))
}

/// The first three bytes in lower case: they tell months and weekdays apart, and both from nearly
/// all that lines and links begin with.
fn first_three(text: &str) -> Option<[u8; 3]> {
    text.as_bytes().first_chunk().map(|first: &[u8; 3]| first.map(|byte| byte.to_ascii_lowercase()))
}

/// The letters of ASCII that a text begins with.
fn first_word(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    text.get(..letters).unwrap_or_default()
}

/// A date without brackets at the start of `text`.
fn bare(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let is_number = text.starts_with(|letter: char| letter.is_ascii_digit());
    if is_number { iso(text).or_else(|| any_form(text, order)) } else { any_form(text, order) }
}

/// `2026-11-24`, the form of nearly all dates, without looking for the others first.
fn iso(text: &str) -> Option<Leading> {
    let (day, rest) = text.split_at_checked(10)?;
    let day = Day::from_iso(day)?;
    let ends = !rest.starts_with(|letter: char| letter.is_ascii_digit());
    ends.then_some(Leading { day: Ok(day), length: 10 })
}

fn any_form(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let mut scan = Scan::new(text);
    let day = if let Some(month) = scan.month_name() {
        scan.blanks();
        let day = scan.day_number()?;
        scan.any(&[',']);
        scan.blanks();
        let (year, _) = scan.number(4, 4)?;
        day_of(i64::from(year), month, day)
    } else {
        let (first, digits) = scan.number(1, 4)?;
        match (digits, scan.any(&['-', '/', '.'])) {
            (4, Some(mark)) => {
                let (month, _) = scan.number(1, 2)?;
                scan.any(&[mark])?;
                let (day, _) = scan.number(1, 2)?;
                day_of(i64::from(first), month, day)
            }
            (1 | 2, Some(mark)) => scan.day_month_year((first, digits), mark, order)?,
            (1 | 2, None) => {
                scan.ordinal();
                scan.blanks();
                scan.word("of ");
                let month = scan.month_name()?;
                scan.any(&[',']);
                scan.blanks();
                let (year, _) = scan.number(4, 4)?;
                day_of(i64::from(year), month, first)
            }
            _ => return None,
        }
    };
    let length = scan.at;
    (!scan.rest().starts_with(|letter: char| letter.is_ascii_digit())).then_some(Leading { day, length })
}

/// A cursor over the text of one date.
struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Scan<'a> {
        Scan { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn at_end(&self) -> bool {
        self.rest().trim().is_empty()
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\u{a0}', '.']).len();
    }

    fn any(&mut self, marks: &[char]) -> Option<char> {
        let found = self.rest().chars().next().filter(|letter| marks.contains(letter))?;
        self.at += found.len_utf8();
        Some(found)
    }

    fn word(&mut self, word: &str) {
        if self.rest().starts_with(word) {
            self.at += word.len();
        }
    }

    /// A number of `least` to `most` digits, with how many it has.
    fn number(&mut self, least: usize, most: usize) -> Option<(u32, usize)> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if !(least..=most).contains(&digits) {
            return None;
        }
        let number = self.rest().get(..digits)?.parse().ok()?;
        self.at += digits;
        Some((number, digits))
    }

    /// A day of the month with an optional `st`, `nd`, `rd`, `th`.
    fn day_number(&mut self) -> Option<u32> {
        let (day, _) = self.number(1, 2)?;
        self.ordinal();
        Some(day)
    }

    fn ordinal(&mut self) {
        let ending = self.rest().get(..2).unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "st" | "nd" | "rd" | "th") {
            self.at += 2;
        }
    }

    /// An English month name or its abbreviation of three or four letters.
    fn month_name(&mut self) -> Option<u32> {
        let month = match &first_three(self.rest())? {
            b"jan" => 1,
            b"feb" => 2,
            b"mar" => 3,
            b"apr" => 4,
            b"may" => 5,
            b"jun" => 6,
            b"jul" => 7,
            b"aug" => 8,
            b"sep" => 9,
            b"oct" => 10,
            b"nov" => 11,
            b"dec" => 12,
            _ => return None,
        };
        let word = first_word(self.rest());
        let whole = word.len() == 3
            || word.eq_ignore_ascii_case(super::day::month_name(month))
            || (month == 9 && word.eq_ignore_ascii_case("sept"));
        if !whole {
            return None;
        }
        self.at += word.len();
        Some(month)
    }

    /// The second and third part of `02/11/2026`. Two digits for a year are taken for a
    /// date only when nothing else is likely, so that `1.2.34` stays a version number.
    fn day_month_year(
        &mut self,
        (first, first_digits): (u32, usize),
        mark: char,
        order: Option<DateOrder>,
    ) -> Option<Result<Day, DateFault>> {
        let (second, second_digits) = self.number(1, 2)?;
        self.any(&[mark])?;
        let (year, digits) = self.number(2, 4)?;
        match digits {
            4 => Some(
                in_order(first, second, order).and_then(|(month, day)| day_of(i64::from(year), month, day)),
            ),
            2 if mark == '/' || (first_digits, second_digits) == (2, 2) => Some(Err(DateFault::TwoDigitYear)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_the_design_are_read() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(read_date(text, None).map(|day| day.to_string()), Ok(expected.to_owned()), "{text}");
        }
        case("2026-11-02", "2026-11-02");
        case("2026-11-02T09:30:00Z", "2026-11-02");
        case("2026-11-02 23:59:59.123 +02:00", "2026-11-02");
        case("2026-11-02 10:30 pm", "2026-11-02");
        case("2026-11-02 Monday", "2026-11-02");
        case("2026-11-02 (Mon), 10:30", "2026-11-02");
        case("[[2026-11-02]]", "2026-11-02");
        case("[[daily/2026-11-02|yesterday]]", "2026-11-02");
        case("[[2026-11-02 Monday]]", "2026-11-02");
        case("[[2026-11-02-Mo]]", "2026-11-02");
        case("[[Monday, 2 November 2026]]", "2026-11-02");
        case("Mo 2026-11-02", "2026-11-02");
        case("Montag, 2026-11-02", "2026-11-02");
        case("\"2026-11-02\"", "2026-11-02");
        case("2026-1-5", "2026-01-05");
        case("2026/11/02", "2026-11-02");
        case("2 November 2026", "2026-11-02");
        case("Monday, 2 Nov. 2026", "2026-11-02");
        case("2nd of November 2026", "2026-11-02");
        case("Nov 2, 2026", "2026-11-02");
        case("Dec 9th, 1992", "1992-12-09");
        case("May 5 2026", "2026-05-05");
        case("25/11/2026", "2026-11-25");
        case("11/25/2026", "2026-11-25");
        case("03/03/2026", "2026-03-03");
        case("25.11.2026", "2026-11-25");
        case("19850512", "1985-05-12");
    }

    #[test]
    fn the_common_form_is_read_as_any_other() {
        for text in [
            "2026-11-02",
            "2026-11-02T",
            "2026-11-02é",
            "2026-11-021",
            "2026-11-0",
            "0000-01-02",
            "0001-01-02",
            "9999-12-31 x",
            "2026-02-30",
            "2026/11/02",
            "é026-11-02",
            "",
        ] {
            assert!(iso(text).is_none() || iso(text) == any_form(text, None), "{text}");
        }
        assert!(iso("2026-11-02 x").is_some());
    }

    /// Three letters decide first; this is the rule as it is stated.
    #[test]
    fn months_and_weekdays_are_known_by_whole_words() {
        let months: Vec<String> =
            (1..=12).map(|month| crate::core::day::month_name(month).to_lowercase()).collect();
        let days = WEEKDAYS;
        let short = ["mo", "di", "mi", "do", "fr", "sa", "so"];
        let names =
            months.iter().map(String::as_str).chain(days).chain(["sept", "apricot", "sunny", "mondo"]);
        for name in names {
            for length in 0..=name.len() {
                for after in ["", "x", "é", "1", ".", ", "] {
                    let text = format!("{}{after}", &name[..length]);
                    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
                    let is_month = |name: &String| {
                        *name == word || name[..3] == word || (word == "sept" && name == "september")
                    };
                    let month = (1..).zip(&months).find(|(_, name)| is_month(name)).map(|(month, _)| month);
                    for text in [text.to_uppercase(), text] {
                        assert_eq!(Scan::new(&text).month_name(), month, "{text}");
                        let is_short = short.contains(&&*word) && matches!(after, "." | ", ");
                        let is_day =
                            is_short || (word.len() >= 3 && days.iter().any(|day| day.starts_with(&word)));
                        assert_eq!(weekday_prefix(&text) > 0, is_day, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_no_date_says_why() {
        #[track_caller]
        fn case(text: &str, expected: DateFault) {
            assert_eq!(read_date(text, None), Err(expected), "{text}");
        }
        case("2026-02-30", DateFault::Impossible);
        case("2026-13-01", DateFault::Impossible);
        case("30 February 2026", DateFault::Impossible);
        case("45/45/2026", DateFault::Impossible);
        case("02/11/2026", DateFault::Ambiguous);
        case("02.11.2026", DateFault::Ambiguous);
        case("24-05-12", DateFault::TwoDigitYear);
        case("1/2/24", DateFault::TwoDigitYear);
        case("tomorrow", DateFault::NotADate);
        case("2026-11-021", DateFault::NotADate);
        case("2026-11-02 or so", DateFault::NotADate);
        case("1.2.34", DateFault::NotADate);
        case("[[Ada]]", DateFault::NotADate);
        case("é", DateFault::NotADate);
        case("", DateFault::NotADate);
    }

    #[test]
    fn a_configured_order_settles_what_is_ambiguous() {
        let day = |order| read_date("02/11/2026", Some(order)).unwrap().to_string();
        assert_eq!(day(DateOrder::Dmy), "2026-11-02");
        assert_eq!(day(DateOrder::Mdy), "2026-02-11");
    }

    #[test]
    fn yearly_dates_may_lack_a_year() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(
                read_yearly(text, None).map(|yearly| yearly.to_string()),
                Ok(expected.to_owned()),
                "{text}"
            );
        }
        case("1985-05-12", "1985-05-12");
        case("11-02", "--11-02");
        case("--11-02", "--11-02");
        case("--1102", "--11-02");
        case("1604-05-12", "--05-12");
        case("1900-02-29", "--02-29");
        case("1900-05-12", "--05-12");
        case("0000-05-12", "--05-12");
        case("27 April", "--04-27");
        case("April 27th", "--04-27");
        case("27/04", "--04-27");
        case("02-29", "--02-29");
        case("1985-05-12T00:00:33", "1985-05-12");
        assert_eq!(read_yearly("02-30", None), Err(DateFault::Impossible));
        assert_eq!(read_yearly("03/04", None), Err(DateFault::Ambiguous));
        assert_eq!(read_yearly("1985-05", None), Err(DateFault::NotADate));
    }

    #[test]
    fn a_leading_date_ends_where_the_words_begin() {
        #[track_caller]
        fn case(text: &str, rest: &str) {
            let found = leading(text, None).unwrap();
            assert_eq!(&text[found.length..], rest);
        }
        case("2026-11-02 call", " call");
        case("[[2026-11-02]] coffee", " coffee");
        case("2 November 2026 — call", " — call");
        case("2026-11-02: x", ": x");
        assert_eq!(leading("2026-11-02nd", None), None);
        assert_eq!(leading("12 eggs", None), None);
        assert_eq!(leading("May I ask", None), None);
        assert_eq!(skip_time(" 10:30 lunch"), " lunch");
        assert_eq!(skip_time(" 10:300 lunch"), " 10:300 lunch");
    }
}
