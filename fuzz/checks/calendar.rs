//! Checks our calendar files without our own code: CRLF lines of at most 75 octets, only lines that we write,
//! and the same events when read by the `ical` crate.

use ical::IcalParser;
use std::collections::BTreeSet;

/// Names of the properties in our calendars.
const NAMES: [&str; 21] = [
    "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "NAME", "REFRESH-INTERVAL",
    "X-PUBLISHED-TTL", "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY",
    "DESCRIPTION", "URL", "TRANSP", "ACTION", "TRIGGER",
];

/// Panics if the bytes are not a calendar, or if a text of a note made a line of its own.
pub fn is_sound(bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect("a calendar is UTF-8");
    assert!(text.ends_with("\r\n"));
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(|letter: char| letter.is_control()), "{line:?}");
    }
    let unfolded = text.replace("\r\n ", "");
    let mut open: Vec<&str> = Vec::new();
    let mut events = 0;
    for line in unfolded.trim_end_matches("\r\n").split("\r\n") {
        let (name, value) = line.split_once(':').expect("a line has a name");
        let name = name.split(';').next().unwrap_or(name);
        assert!(NAMES.contains(&name), "a line of its own: {line:?}");
        match name {
            "BEGIN" => {
                open.push(value);
                events += usize::from(value == "VEVENT");
            }
            "END" => assert_eq!(open.pop(), Some(value)),
            "SUMMARY" | "DESCRIPTION" | "NAME" | "X-WR-CALNAME" => is_escaped(value),
            _ => assert!(value.is_ascii(), "{line:?}"),
        }
    }
    assert!(open.is_empty());
    reads_alike(bytes, events);
}

/// Whether a TEXT value is escaped: every backslash begins an escape, and nothing that needs one is bare.
fn is_escaped(value: &str) {
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => assert!(
                letters.next().is_some_and(|next| matches!(next, '\\' | ';' | ',' | 'n')),
                "{value:?}"
            ),
            letter => assert!(!matches!(letter, ';' | ',' | '<' | '>'), "{value:?}"),
        }
    }
}

fn reads_alike(bytes: &[u8], events: usize) {
    let mut calendars = IcalParser::new(bytes);
    let calendar = calendars.next().expect("a calendar").expect("that can be read");
    assert!(calendars.next().is_none() && calendar.events.len() == events);
    let uids = calendar.events.iter().filter_map(|event| {
        event.properties.iter().find(|property| property.name == "UID").and_then(|uid| uid.value.clone())
    });
    assert_eq!(uids.collect::<BTreeSet<String>>().len(), events, "two events of one name");
}
