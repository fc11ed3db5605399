//! The forms of a date without brackets around it.

use super::scan::Scan;
use super::{DateFault, DateOrder, Leading};
use crate::core::day::Day;
use crate::core::text::begins_with_digit;

/// Reads a date without brackets at the start of `text`.
#[inline]
pub(super) fn bare(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    iso(text).or_else(|| any_form(text, order))
}

/// Reads `2026-11-24`, the form of nearly all dates, without trying the others.
#[inline]
fn iso(text: &str) -> Option<Leading> {
    let (day, rest) = text.split_at_checked(10)?;
    let day = Day::from_iso(day)?;
    let ends = !begins_with_digit(rest);
    ends.then_some(Leading { day: Ok(day), length: 10 })
}

fn any_form(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let mut scan = Scan::new(text);
    let day = if let Some(month) = scan.month_name() {
        let day = scan.day_after_month()?;
        day_of(scan.year_after()?, month, day)
    } else {
        let (first, digits) = scan.number(1, 4)?;
        match (digits, scan.any(&['-', '/', '.'])) {
            (4, Some(mark)) => {
                let (month, _) = scan.number(1, 2)?;
                scan.any(&[mark])?;
                let (day, _) = scan.number(1, 2)?;
                day_of(first, month, day)
            }
            // `2. November 2026`, as it is written in German.
            (1 | 2, Some('.')) if scan.rest().starts_with(' ') => {
                let month = scan.month_after_day()?;
                day_of(scan.year_after()?, month, first)
            }
            (1 | 2, Some(mark)) => day_month_year(&mut scan, (first, digits), mark, order)?,
            (1 | 2, None) => {
                let month = scan.month_after_day()?;
                day_of(scan.year_after()?, month, first)
            }
            _ => return None,
        }
    };
    let ends = !begins_with_digit(scan.rest());
    ends.then_some(Leading { day, length: scan.at })
}

/// Reads the second and third part of `02/11/2026`. A two-digit year is reported as a fault only where the
/// text is unlikely to be anything else, so that `1.2.34` stays a version number.
pub(super) fn day_month_year(
    scan: &mut Scan<'_>,
    (first, first_digits): (u32, usize),
    mark: char,
    order: Option<DateOrder>,
) -> Option<Result<Day, DateFault>> {
    let (second, second_digits) = scan.number(1, 2)?;
    scan.any(&[mark])?;
    let (year, digits) = scan.number(2, 4)?;
    match digits {
        4 => Some(in_order(first, second, order).and_then(|(month, day)| day_of(year, month, day))),
        2 if mark == '/' || (first_digits, second_digits) == (2, 2) => Some(Err(DateFault::TwoDigitYear)),
        _ => None,
    }
}

/// Returns `(month, day)` from the two numbers as written.
pub(super) fn in_order(first: u32, second: u32, order: Option<DateOrder>) -> Result<(u32, u32), DateFault> {
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

/// Returns the day, if the calendar has it.
pub(super) fn day_of(year: u32, month: u32, day: u32) -> Result<Day, DateFault> {
    i32::try_from(year).ok().and_then(|year| Day::new(year, month, day)).ok_or(DateFault::Impossible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shortcut_agrees_with_the_general_reader() {
        for text in [
            "2026-11-02", "2026-11-02T", "2026-11-02é", "2026-11-021", "2026-11-0", "0000-01-02",
            "0001-01-02", "9999-12-31 x", "2026-02-30", "2026/11/02", "é026-11-02", "",
        ] {
            assert!(iso(text).is_none() || iso(text) == any_form(text, None), "{text}");
        }
        assert!(iso("2026-11-02 x").is_some());
    }
}
