//! Birthdays and other yearly dates, which may lack their year.

use super::forms::in_order;
use super::scan::Scan;
use super::{DateFault, DateOrder, read_date};
use crate::core::day::Yearly;
use crate::core::text::{behind_start, is_digits, unquoted};

/// Years that programs write when they mean "no year" (design 3.3).
const NO_YEAR: [i32; 3] = [0, 1604, 1900];

/// Reads a birthday or another yearly date, with or without a year.
pub fn read_yearly(text: &str, order: Option<DateOrder>) -> Result<Yearly, DateFault> {
    let text = unquoted(text.trim()).trim();
    let linked = text.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]"));
    // In a link, the text that it shows comes after a bar.
    let text = linked.map_or(text, |inner| inner.split('|').next().unwrap_or(inner));
    match plain_yearly(text, order) {
        Err(DateFault::NotADate) => {
            let plain = unadorned(text);
            if plain.len() < text.len() {
                return plain_yearly(plain, order);
            }
            day_month_name_year(text).unwrap_or(Err(DateFault::NotADate))
        }
        read => read,
    }
}

/// Returns a date without bold, emoji around it and an age behind it: `**Dec 12**`, `🎂 Dec 12`, `Dec 12 (turning 40)`.
fn unadorned(text: &str) -> &str {
    const AGES: [&str; 5] = ["turning ", "turns ", "turned ", "age ", "aged "];
    let age = text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let age = age.filter(|(_, age)| AGES.iter().any(|word| behind_start(age, word).is_some_and(is_digits)));
    age.map_or(text, |(date, _)| date).trim_matches(is_around)
}

/// Whether a letter may stand around a date and says nothing about it: a blank, a mark of bold, a quote or an emoji.
fn is_around(letter: char) -> bool {
    matches!(letter,
        ' ' | '*' | '_' | '‘'..='‟' | '\u{200d}' | '\u{fe0f}' | '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

/// Reads `12-Dec-1990`, as spreadsheets write it.
fn day_month_name_year(text: &str) -> Option<Result<Yearly, DateFault>> {
    let mut scan = Scan::new(text);
    let (day, _) = scan.number(1, 2)?;
    scan.any(&['-'])?;
    let month = scan.month_name()?;
    scan.any(&['-'])?;
    let (year, _) = scan.number(4, 4)?;
    let since = i32::try_from(year).ok().filter(|year| !NO_YEAR.contains(year));
    scan.at_end().then(|| Yearly::new(month, day, since).ok_or(DateFault::Impossible))
}

fn plain_yearly(text: &str, order: Option<DateOrder>) -> Result<Yearly, DateFault> {
    if let Some(yearly) = year_less(text, order) {
        return yearly;
    }
    let day = match read_date(text, order) {
        // No calendar has the year 0, and 1900 had no 29 February. Programs that write them for "no year" mean
        // any leap year, such as 1604.
        Err(DateFault::Impossible) => {
            let in_leap_year = |none: &&str| read_date(&text.replacen(*none, "1604", 1), order).ok();
            ["0000", "1900"].iter().find_map(in_leap_year).ok_or(DateFault::Impossible)?
        }
        read => read?,
    };
    let since = Some(day.year()).filter(|year| !NO_YEAR.contains(year));
    Yearly::new(day.month(), day.day(), since).ok_or(DateFault::Impossible)
}

/// Reads `--11-02`, `--1102`, `11-02`, `27 April`, `April 27th` or `27/04`.
fn year_less(text: &str, order: Option<DateOrder>) -> Option<Result<Yearly, DateFault>> {
    if let Some(rest) = text.strip_prefix("--") {
        let digits = rest.replacen('-', "", 1);
        if digits.len() != 4 || !is_digits(&digits) {
            return None;
        }
        return Some(yearly(digits.get(..2)?.parse().ok()?, digits.get(2..)?.parse().ok()?));
    }
    let mut scan = Scan::new(text);
    let found = if let Some(month) = scan.month_name() {
        yearly(month, scan.day_after_month()?)
    } else {
        let (first, _) = scan.number(1, 2)?;
        match scan.any(&['-', '/', '.']) {
            None => yearly(scan.month_after_day()?, first),
            Some(mark) => {
                let (second, _) = scan.number(1, 2)?;
                scan.any(&['.']);
                // `11-02` is the end of `2026-11-02`: month first.
                let parts = if mark == '-' { Ok((first, second)) } else { in_order(first, second, order) };
                parts.and_then(|(month, day)| yearly(month, day))
            }
        }
    };
    scan.at_end().then_some(found)
}

fn yearly(month: u32, day: u32) -> Result<Yearly, DateFault> {
    Yearly::new(month, day, None).ok_or(DateFault::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        case("0000-05-12T00:00:00", "--05-12");
        case("0000-02-29", "--02-29");
        case("00000512", "--05-12");
        case("27.04.0000", "--04-27");
        case("[[04-27]]", "--04-27");
        case("[[1990-12-10|10 Dec]]", "1990-12-10");
        case("27 April", "--04-27");
        case("April 27th", "--04-27");
        case("27/04", "--04-27");
        case("02-29", "--02-29");
        case("1985-05-12T00:00:33", "1985-05-12");
        case("Dec 12 🎉", "--12-12");
        case("🎂 1985-05-12", "1985-05-12");
        case("**Dec 12**", "--12-12");
        case("Dec 12 (turning 40)", "--12-12");
        case("12-Dec-1990", "1990-12-12");
        case("1-december-1604", "--12-01");
        for text in ["0000-02-30", "0000-00-00", "1900-02-30", "2023-02-29T00:00:00"] {
            assert_eq!(read_yearly(text, None), Err(DateFault::Impossible), "{text}");
        }
        assert_eq!(read_yearly("02-30", None), Err(DateFault::Impossible));
        assert_eq!(read_yearly("03/04", None), Err(DateFault::Ambiguous));
        assert_eq!(read_yearly("31-Nov-1990", None), Err(DateFault::Impossible));
        for text in [
            "1985-05", "Dec 12 (or 13)", "Dec 12 (1990)", "Dec 12?", "~Dec 12", "≈ Dec 12", "Dec 12 …",
            "Dec 12-13", "Dec 12 Ada", "Dec 12 (turning)", "12-Dec-90", "12-Dec-1990 or so", "🎉",
            "12 – 13 Dec", "Dec 12 – 13", "Dec",
        ] {
            assert_eq!(read_yearly(text, None), Err(DateFault::NotADate), "{text}");
        }
    }
}
