//! Dates that count only in a log: `[2026-11-02]`, and links to daily notes in the format of the vault. Also
//! reports text that is almost a date (design 3.4).

use super::after_date::behind_date;
use crate::core::config::model::DailyNotes;
use crate::core::date_text::{DateOrder, Leading, leading};
use crate::core::day::Day;
use crate::core::place::last_part;

/// Number of years by which a log line may lie ahead.
pub(in crate::core::note) const YEARS_AHEAD: i32 = 5;

/// First plausible year of a log line.
pub(in crate::core::note) const EARLIEST: i32 = 1900;

/// Whether a day in the log is most likely a typing error.
pub(crate) fn is_unlikely(day: Day, today: Day) -> bool {
    day.year() > today.year() + YEARS_AHEAD || day.year() < EARLIEST
}

/// Reads a date in one of these forms at the start of a text.
pub(super) fn odd_date(text: &str, order: Option<DateOrder>, daily: Option<&DailyNotes>) -> Option<Leading> {
    match text.strip_prefix("[[") {
        Some(inner) => daily_link(inner, daily?),
        None => bracketed(text, order),
    }
}

/// Reads `[[2026-11-02 lundi]]`, if the vault names its daily notes that way.
fn daily_link(inner: &str, daily: &DailyNotes) -> Option<Leading> {
    let (inner, _) = inner.split_once("]]")?;
    let target = inner.split(['|', '#']).next().unwrap_or(inner).trim();
    // A link may give the path in the vault, or a path below the folder of daily notes.
    let day = daily.day_of_link(target)?;
    Some(Leading { day: Ok(day), length: inner.len() + 4 })
}

/// Reads `[2026-11-02]`, `[2026-11-02 Mon 10:15]`, or `[2026-11-02](2026-11-02.md)`, a link to the note of
/// that day. Not a link that leads elsewhere.
pub(in crate::core::note) fn bracketed(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let inner = text.strip_prefix('[')?;
    let found = leading(inner, order).filter(|found| found.day.is_ok())?;
    let (hour, rest) = inner.get(found.length..)?.split_once(']')?;
    if !behind_date(hour, order).is_empty() {
        return None;
    }
    let rest = match rest.strip_prefix('(') {
        Some(link) => {
            let (target, after) = link.split_once(')')?;
            let name = last_part(target).strip_suffix(".md")?;
            let is_same =
                leading(name, order).is_some_and(|day| day.length == name.len() && day.day == found.day);
            is_same.then_some(after)?
        }
        None => rest,
    };
    Some(Leading { day: found.day, length: text.len() - rest.len() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::log::tests::{log, log_in};
    use crate::core::problem::Code;

    #[test]
    fn odd_forms_are_read_if_unambiguous() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, usize)>) {
            let daily = DailyNotes { folder: "Journal".to_owned(), format: "YYYY-MM-DD dddd".to_owned() };
            let found = odd_date(text, None, Some(&daily))
                .map(|found| (found.day.unwrap().to_string(), found.length));
            assert_eq!(found.as_ref().map(|(day, length)| (day.as_str(), *length)), expected, "{text}");
        }
        case("[2026-11-02] coffee", Some(("2026-11-02", 12)));
        case("[2026-11-02 10:15] coffee", Some(("2026-11-02", 18)));
        case("[2026-11-02 Mon] coffee", Some(("2026-11-02", 16)));
        case("[2026-11-02 Mon 10:15-11:00] coffee", Some(("2026-11-02", 28)));
        case("[2026-11-02 10:15](2026-11-02.md) coffee", Some(("2026-11-02", 33)));
        case("[2026-11-02 minutes] of the meeting", None);
        case("[2026-11-02 10:15](https://x.example)", None);
        case("[2026-11-02](https://x.example) minutes", None);
        case("[2026-11-02](2026-11-02.md) coffee", Some(("2026-11-02", 27)));
        case("[2026-11-02](../Journal/2026-11-02.md) coffee", Some(("2026-11-02", 38)));
        case("[2026-11-02](2026-11-03.md) coffee", None);
        case("[2026-11-02](Minutes.md) coffee", None);
        case("[[2026-11-02 lundi]] coffee", Some(("2026-11-02", 20)));
        case("[[Journal/2026-11-02 lundi|lundi]] coffee", Some(("2026-11-02", 34)));
        case("20261102 is the order number", None);
        case("[2026-11-02 coffee", None);
        case("[[Ada]] coffee", None);
        case("2026 was good", None);
    }

    #[test]
    fn links_to_daily_notes_use_the_format_of_the_vault() {
        #[track_caller]
        fn case(format: &str, line: &str) {
            let daily = DailyNotes { folder: "D".to_owned(), format: format.to_owned() };
            let expected = (vec!["2026-11-02 Clear(Both, Some(Phone)) call".to_owned()], vec![]);
            assert_eq!(log_in(line, Some(&daily)), expected, "{line}");
        }
        for line in ["- [[02.11.2026]] call", "- [[D/02.11.2026|Monday]] call", "- [x] [[02.11.2026]] call"] {
            case("DD.MM.YYYY", line);
        }
        case("DD-MM-YYYY", "- [[02-11-2026]] call");
        case("MM-DD-YYYY", "- [[11-02-2026]] call");
        case("YY-MM-DD", "- [[26-11-02]] call");
        case("DD.MM.YYYY", "- [[2026-11-02]] call");
        let daily = DailyNotes { folder: String::new(), format: "DD.MM.YYYY".to_owned() };
        assert_eq!(log_in("- 02.11.2026 call", Some(&daily)).1, [Code::AmbiguousDate]);
        assert_eq!(log("- [[02.11.2026]] call").1, [Code::AmbiguousDate]);
    }
}
