//! Reads holidays from a calendar file: its all-day events. It is read line by line, since the `ical` crate
//! refuses a whole calendar for one component that it does not know.

use crate::core::date_text::compact;
use crate::core::day::Day;
use ical::property::Property;
use ical::{LineReader, PropertyParser};
use std::collections::BTreeSet;

/// Maximum number of days of one event; anything longer is taken for a mistake and cut off.
const MAX_DAYS: i64 = 366;

/// Returns the days of all all-day events, sorted: from DTSTART up to but not including DTEND. Cancelled
/// events and events with a time of day are left out. Repetition rules are not followed; only the written day
/// counts.
pub fn holidays_from_ics(text: &str) -> Vec<Day> {
    let mut days = BTreeSet::new();
    let mut event: Option<Event> = None;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for property in PropertyParser::new(LineReader::new(text.as_bytes())).flatten() {
        let value = property.value.as_deref().unwrap_or_default().trim();
        match (property.name.to_ascii_uppercase().as_str(), value.to_ascii_uppercase().as_str()) {
            ("BEGIN", "VEVENT") => event = Some(Event::default()),
            ("END", "VEVENT") => days.extend(event.take().iter().flat_map(Event::days)),
            (name, _) => {
                if let Some(event) = &mut event {
                    event.take(name, value, &property);
                }
            }
        }
    }
    days.into_iter().collect()
}

/// The properties of an event that decide about a holiday.
#[derive(Default)]
struct Event {
    start: Option<Day>,
    end: Option<Day>,
    cancelled: bool,
}

impl Event {
    fn take(&mut self, name: &str, value: &str, property: &Property) {
        match name {
            "DTSTART" => self.start = whole_day(value, property),
            "DTEND" => self.end = whole_day(value, property),
            "STATUS" => self.cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
    }

    fn days(&self) -> Vec<Day> {
        let Some(start) = self.start.filter(|_| !self.cancelled) else { return Vec::new() };
        let length = self.end.map_or(1, |end| end.days_since(start)).clamp(1, MAX_DAYS);
        (0..length).map(|days| start.plus_days(days)).collect()
    }
}

/// Reads a date such as `20261225`, with or without `VALUE=DATE`; `None` if another `VALUE` is given.
fn whole_day(value: &str, property: &Property) -> Option<Day> {
    let typed = property.params.iter().flatten().find(|(name, _)| name == "VALUE");
    if typed.is_some_and(|(_, values)| values.iter().any(|value| !value.eq_ignore_ascii_case("DATE"))) {
        return None;
    }
    // A time after the day would be skipped.
    if value.len() == 8 { compact(value)?.ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(lines: &str, expected: &[&str]) {
        let text = format!("BEGIN:VCALENDAR\nX-WR-CALNAME:Feiertage\n{lines}\nEND:VCALENDAR\n");
        let found: Vec<String> = holidays_from_ics(&text).iter().map(Day::to_string).collect();
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn all_day_events_are_holidays() {
        case(
            "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261227\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT",
            &["2026-01-01", "2026-12-25", "2026-12-26"],
        );
        case(
            "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225\nEND:VEVENT",
            &["2026-12-25"],
        );
        case(
            "BEGIN:X-ODD\nA:b\nEND:X-ODD\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT",
            &["2026-12-25"],
        );
    }

    #[test]
    fn other_events_are_not_holidays() {
        case("BEGIN:VEVENT\nDTSTART:20261225T100000Z\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260230\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSTATUS:CANCELLED\nEND:VEVENT", &[]);
        case("BEGIN:VTODO\nDTSTART;VALUE=DATE:20261225\nEND:VTODO", &[]);
        assert_eq!(holidays_from_ics("no calendar"), []);
        assert_eq!(holidays_from_ics(""), []);
    }
}
