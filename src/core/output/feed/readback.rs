//! The finished feed, read by a parser that is not ours (the `ical` crate), before
//! it replaces the old one (design 6.3).

use super::event::{Event, compact};
use crate::core::output::escape::ics::is_noncharacter;
use crate::core::text::count;
use ical::IcalParser;
use ical::property::Property;

/// What reads differently from what was meant, if anything does.
pub(super) fn check(bytes: &[u8], events: &[Event]) -> Result<(), String> {
    let mut calendars = IcalParser::new(bytes);
    let calendar = match calendars.next() {
        Some(Ok(calendar)) => calendar,
        Some(Err(error)) => return Err(format!("the calendar does not read back: {error}")),
        None => return Err("the calendar reads back empty".to_owned()),
    };
    if calendars.next().is_some() {
        return Err("the calendar reads back as more than one".to_owned());
    }
    if calendar.events.len() != events.len() {
        let read = count(calendar.events.len(), "event");
        return Err(format!("{read} read back of {}", events.len()));
    }
    for (read, meant) in calendar.events.iter().zip(events) {
        let start = compact(meant.day);
        let same = value(&read.properties, "UID") == meant.uid.to_string()
            && value(&read.properties, "DTSTART").starts_with(&start)
            && unescaped(value(&read.properties, "SUMMARY")) == as_read(&meant.summary)
            && unescaped(value(&read.properties, "DESCRIPTION")) == as_read(&meant.text())
            && value(&read.properties, "URL") == meant.url.as_deref().unwrap_or_default();
        if !same {
            return Err(format!("the event {} reads back differently", meant.uid));
        }
    }
    Ok(())
}

fn value<'a>(properties: &'a [Property], name: &str) -> &'a str {
    let property = properties.iter().find(|property| property.name == name);
    property.and_then(|property| property.value.as_deref()).unwrap_or_default()
}

/// TEXT without its escapes, undone apart from the code that made them.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            letter => text.push(letter),
        }
    }
    trimmed(&text)
}

/// What a reader of the text should see: no controls, no angle brackets, no `\n` in letters.
fn as_read(text: &str) -> String {
    let text = text.replace("\\n", "∖n").replace("\\N", "∖N");
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let read = text.chars().map(|letter| match letter {
        '\n' => '\n',
        '<' => '‹',
        '>' => '›',
        '\u{2028}' | '\u{2029}' | '\u{feff}' => ' ',
        letter if letter.is_control() || is_noncharacter(letter) => ' ',
        letter => letter,
    });
    trimmed(&read.collect::<String>())
}

/// `ical` drops colons at the start of a value and blanks at the ends of a line.
fn trimmed(text: &str) -> String {
    text.trim_start_matches(':').trim().to_owned()
}
