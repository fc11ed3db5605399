//! Days in the names of notes, and the day of a meeting (design 3.1, 3.4).

use super::fields::Fields;
use super::fields::keys::Key;
use super::fields::values::{is_unknown, text};
use super::kind::words::is_kind;
use super::meeting::has_attendees;
use crate::core::config::model::Config;
use crate::core::date_text::{DateFault, Leading, leading, read_date};
use crate::core::day::Day;
use crate::core::place::NotePath;
use crate::core::text::folded;

/// Returns the day of a meeting: `date:`, else a date in the name, else a compact date such as `20261102` at its
/// start, else the start that a calendar plugin wrote.
pub(super) fn meeting_day(path: &NotePath, fields: &Fields<'_>, config: &Config) -> Option<Day> {
    day_of_key(fields, config)
        .or_else(|| day_in_name(path.stem()))
        .or_else(|| compact_day(path.stem()))
        .or_else(|| start_day(fields, config))
}

fn day_of_key(fields: &Fields<'_>, config: &Config) -> Option<Day> {
    let date = fields.text(Key::Date)?;
    read_date(date.value, config.date_order).ok()
}

/// Returns the start in the front matter of a note that says it is a meeting. In other notes it may be the
/// start of anything.
fn start_day(fields: &Fields<'_>, config: &Config) -> Option<Day> {
    if !is_kind(fields, "meeting") {
        return None;
    }
    let is_start =
        |key: &str| matches!(&*folded(key), "start" | "starttime" | "startdate" | "datetime" | "starts");
    let found = fields.unknown.iter().find(|pair| is_start(&pair.key))?;
    text(&found.node).and_then(|found| read_date(found.value, config.date_order).ok())
}

/// Whether a note with attendees has a `date:` that cannot be read. Where they are not called `attendees` the
/// note need not be a meeting, so there the value must at least look like a date.
pub(super) fn is_misdated(fields: &Fields<'_>, config: &Config) -> bool {
    let date = fields.text(Key::Date).filter(|found| !is_unknown(found.value));
    match date.map(|found| read_date(found.value, config.date_order)) {
        None | Some(Ok(_)) => false,
        Some(Err(DateFault::NotADate)) => names_people(fields) && has_attendees(fields),
        Some(Err(DateFault::Impossible | DateFault::Ambiguous | DateFault::TwoDigitYear)) => {
            names_people(fields)
        }
    }
}

/// Whether the attendees are people: they are links, or names in a note that does not say it is something
/// else. A recipe is for four `people`, `with` butter.
fn names_people(fields: &Fields<'_>) -> bool {
    let any = |is: fn(&str) -> bool| fields.texts(Key::Attendees).any(|found| is(found.value));
    let may_be_meeting = || !fields.has(Key::Kind) || is_kind(fields, "meeting");
    any(|text| text.contains("[["))
        || has_attendees(fields) && may_be_meeting() && any(|text| text.contains(char::is_alphabetic))
}

/// Returns the date in a file name, at its start or after a space, bracket, `_` or `-`: `2026-11-02`, or with
/// the month as a word, or with day and month that cannot be swapped: `25.11.2026`.
pub(super) fn day_in_name(stem: &str) -> Option<Day> {
    let starts = std::iter::once(0).chain(
        stem.char_indices()
            .filter(|(_, letter)| matches!(letter, ' ' | '(' | '_' | '-'))
            .map(|(at, letter)| at + letter.len_utf8()),
    );
    for start in starts {
        let rest = stem.get(start..)?;
        let numbered = rest.bytes().take_while(u8::is_ascii_digit).count() == 4;
        let room = if numbered { rest.get(..10).unwrap_or(rest) } else { rest };
        let is_worded = |length| rest.get(..length).is_some_and(|date| date.contains(char::is_alphabetic));
        let is_certain = |found: &Leading| numbered || is_worded(found.length) || found.day.is_ok();
        if let Some(found) = leading(room, None).filter(is_certain) {
            return found.day.ok();
        }
    }
    None
}

/// Returns the date in a name that begins with `20261102`. Many notes have such numbers for other reasons, so
/// it gives the day of a meeting but does not exclude a contact.
fn compact_day(stem: &str) -> Option<Day> {
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let rest = stem.get(digits..)?;
    let date = stem.get(..digits).filter(|date| date.len() == 8)?;
    let ends = !rest.starts_with(char::is_alphanumeric);
    ends.then(|| read_date(date, None).ok()).flatten()
}

/// Returns a file name without the date at its start.
pub(super) fn without_day(stem: &str) -> &str {
    let digits = stem.bytes().take_while(u8::is_ascii_digit).count();
    let length = match digits {
        // A compact date such as `20261117`.
        8 => digits,
        _ => leading(stem, None).map_or(0, |found| found.length),
    };
    let rest = stem.get(length..).unwrap_or_default();
    let rest = rest.trim_start_matches(['-', ' ', '_']);
    if length == 0 || rest.is_empty() { stem } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_is_removed_from_a_name() {
        #[track_caller]
        fn case(stem: &str, expected: &str) {
            assert_eq!(without_day(stem), expected);
        }
        case("2026-11-17 1on1", "1on1");
        case("2026-11-21 2nd interview", "2nd interview");
        case("2026-11-19 - 10 things", "10 things");
        case("2026-11-19_kick-off", "kick-off");
        case("20261119 kick-off", "kick-off");
        case("2026-11-19", "2026-11-19");
        case("10 things 2026-11-19", "10 things 2026-11-19");
    }

    #[test]
    fn dates_in_names_are_found() {
        #[track_caller]
        fn case(stem: &str, expected: Option<&str>) {
            assert_eq!(day_in_name(stem).map(|day| day.to_string()).as_deref(), expected, "{stem}");
        }
        case("2026-11-02", Some("2026-11-02"));
        case("2026-11-02 Kick-off with Ada", Some("2026-11-02"));
        case("Kick-off (2026-11-02)", Some("2026-11-02"));
        case("Kick-off 2026-11-02", Some("2026-11-02"));
        case("2026-13-02", None);
        case("Ada Lovelace", None);
        case("Project 2026", None);
        case("é 2026-11-0é", None);
        case("2 November 2026 Kick-off", Some("2026-11-02"));
        case("Monday, 2nd Nov 2026 Kick-off", Some("2026-11-02"));
        case("Kick-off (Nov 2, 2026)", Some("2026-11-02"));
        case("30 February 2026", None);
        case("April 2026 Jones", None);
        case("25.11.2026 Kick-off", Some("2026-11-25"));
        case("Kick-off 25-09-2026", Some("2026-09-25"));
        case("02.11.2026 Kick-off", None);
        case("Release 1.2.2026", None);
        case("20261102 Kick-off", None);
    }

    #[test]
    fn a_name_may_begin_with_a_compact_date() {
        let shown = |stem| compact_day(stem).map(|day| day.to_string());
        assert_eq!(shown("20261102 Kick-off").as_deref(), Some("2026-11-02"));
        assert_eq!(shown("20261102").as_deref(), Some("2026-11-02"));
        for stem in ["202611021030 Kick-off", "20261302 x", "20261102x", "Kick-off 20261102", "2026", ""] {
            assert_eq!(shown(stem), None, "{stem}");
        }
    }
}
