//! Reads holidays from a calendar file: its all-day events. It is read line by line, since the `ical` crate
//! refuses a whole calendar for one component that it does not know.

use crate::core::date_text::compact;
use crate::core::day::Day;
use ical::property::Property;
use ical::{LineReader, PropertyParser};
use std::collections::BTreeSet;

/// Maximum number of days of one event; anything longer is taken for a mistake and cut off.
const MAX_DAYS: i64 = 366;

/// Returns the days of all all-day events, sorted: from DTSTART up to but not including DTEND. An event from midnight to
/// midnight is one as well. Cancelled events and others with a time of day are left out. Repetition rules are not
/// followed; only the written day counts.
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
    start: Option<Moment>,
    end: Option<Moment>,
    /// Number of days.
    duration: Option<i64>,
    cancelled: bool,
}

/// The beginning of a day.
#[derive(Clone, Copy)]
struct Moment {
    day: Day,
    /// Whether it is a midnight, not a date.
    is_timed: bool,
}

impl Event {
    fn take(&mut self, name: &str, value: &str, property: &Property) {
        match name {
            "DTSTART" => self.start = moment(value, property),
            "DTEND" => self.end = moment(value, property),
            "DURATION" => self.duration = whole_days(value),
            "STATUS" => self.cancelled = value.eq_ignore_ascii_case("CANCELLED"),
            _ => {}
        }
    }

    fn days(&self) -> Vec<Day> {
        let Some(start) = self.start.filter(|_| !self.cancelled) else { return Vec::new() };
        let length = self.end.map(|end| end.day.days_since(start.day)).or(self.duration);
        // A date alone is a whole day, a midnight alone a moment.
        let length = length.map(|length| length.max(i64::from(!start.is_timed)));
        let length = length.unwrap_or(i64::from(!start.is_timed)).min(MAX_DAYS);
        (0..length).map(|days| start.day.plus_days(days)).collect()
    }
}

/// Reads a date such as `20261225` or a midnight such as `20261225T000000`, with or without its `VALUE`; `None` if it is
/// something else. A midnight of UTC is one nowhere else.
fn moment(value: &str, property: &Property) -> Option<Moment> {
    let (date, is_timed) = match value.strip_suffix("T000000") {
        Some(date) => (date, true),
        None => (value, false),
    };
    let kind = if is_timed { "DATE-TIME" } else { "DATE" };
    let typed = property.params.iter().flatten().find(|(name, _)| name == "VALUE");
    if typed.is_some_and(|(_, values)| values.iter().any(|value| !value.eq_ignore_ascii_case(kind))) {
        return None;
    }
    // A time after the day would be skipped.
    let day = if date.len() == 8 { compact(date)?.ok()? } else { return None };
    Some(Moment { day, is_timed })
}

/// Reads a duration of whole days: `P2W`, `P3D`, `P1DT0H`.
fn whole_days(value: &str) -> Option<i64> {
    let value = value.trim_start_matches('+').to_ascii_uppercase();
    let (days, time) = value.strip_prefix('P')?.split_once('T').unwrap_or((value.get(1..)?, ""));
    if time.contains(|letter: char| ('1'..='9').contains(&letter)) {
        return None;
    }
    let number = |text: &str| text.parse::<u16>().ok().map(i64::from);
    days.strip_suffix('W').and_then(number).map(|weeks| weeks * 7).or_else(|| number(days.strip_suffix('D')?))
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
            "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261221\nDURATION:P1W\nEND:VEVENT",
            &[
                "2026-12-21", "2026-12-22", "2026-12-23", "2026-12-24", "2026-12-25", "2026-12-26",
                "2026-12-27",
            ],
        );
        case(
            "BEGIN:VEVENT\nDTSTART:20261221T000000\nDURATION:P2DT0H\nEND:VEVENT",
            &["2026-12-21", "2026-12-22"],
        );
        case(
            "BEGIN:VEVENT\nDTSTART;TZID=Europe/Berlin:20261130T000000\nDTEND;TZID=Europe/Berlin:20261201T000000\nEND:VEVENT",
            &["2026-11-30"],
        );
        case(
            "BEGIN:X-ODD\nA:b\nEND:X-ODD\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nEND:VEVENT",
            &["2026-12-25"],
        );
    }

    #[test]
    fn other_events_are_not_holidays() {
        case("BEGIN:VEVENT\nDTSTART:20261225T100000Z\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART:20261225T000000\nDTEND:20261225T100000\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART:20261225T000000\nDURATION:PT8H\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART:20261225T000000\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART:20261225T100000\nDTEND:20261226T000000\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260230\nEND:VEVENT", &[]);
        case("BEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225\nSTATUS:CANCELLED\nEND:VEVENT", &[]);
        case("BEGIN:VTODO\nDTSTART;VALUE=DATE:20261225\nEND:VTODO", &[]);
        assert_eq!(holidays_from_ics("no calendar"), []);
        assert_eq!(holidays_from_ics(""), []);
    }
}
