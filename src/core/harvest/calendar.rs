//! Reads the events of a calendar file that took place with other people. The only user of calcard's calendar
//! reader.

mod series;

use self::series::{Series, series};
use super::{Sighting, What};
use crate::core::day::{Day, day_in_zone};
use crate::core::harvest::mail::Own;
use crate::core::import::encoding::{marked, text};
use crate::core::named::named;
use crate::core::note::facts::Reading;
use crate::core::note::log::line::reading::read_text;
use crate::core::note::log::line::words::{Meaning, WordTable};
use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName, ICalendarProperty,
};
use calcard::{Entry, Parser};
use std::collections::BTreeMap;

/// Maximum number of days of one series; enough for 27 years of a daily one.
const MAX_IN_SERIES: usize = 10_000;
/// Maximum number of other participants; beyond it an event is an assembly, not a conversation.
const MAX_PARTICIPANTS: usize = 25;

/// The result of reading a calendar file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Events {
    /// Number of events read, with each day of a series counted.
    pub looked_at: usize,
    /// The participants of the events.
    pub sightings: Vec<Sighting>,
    /// Number of events left out, by reason.
    pub left_out: BTreeMap<Reason, usize>,
    /// The events with a date or a rule that cannot be read.
    pub unread: Vec<Unread>,
}

/// An event that cannot be read, or a series of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unread {
    /// The line on which it begins.
    pub line: usize,
    /// Its title.
    pub title: String,
}

named! {
    /// Why an event is left out.
    pub enum Reason {
        /// It was cancelled, or you declined it.
        Cancelled "cancelled or declined",
        /// A whole day that recurs each year, such as a birthday.
        Birthday "birthdays and other days of the year",
        /// More than 25 people take part.
        Assembly "with more than 25 participants",
        /// Nobody but the user takes part.
        Alone "without other participants",
        /// The date or the rule cannot be read.
        Unreadable "with a date or a rule that cannot be read",
    }
}

/// What decides which events count.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The user's addresses and the days to harvest.
    pub own: &'a Own,
    /// The user's own time zone, for events written in UTC.
    pub zone: Option<&'a str>,
    /// The words that say in a title that the event was called off.
    pub words: &'a WordTable,
}

/// Reads a calendar file; `None` if it contains no calendar.
pub fn read(octets: &[u8], wanted: Wanted<'_>) -> Option<Events> {
    let octets = marked(octets);
    let (text, _) = text(&octets, None);
    let mut parser = Parser::new(&text);
    let mut events = None;
    let mut unread = Vec::new();
    let mut before = 0;
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => {
                let events: &mut Events = events.get_or_insert_default();
                let is_off = calendar.components.iter().any(is_cancellation);
                let series = series(&calendar, before).into_iter();
                unread.extend(series.flat_map(|series| events.add(series, is_off, wanted)));
                before += calendar.components.iter().filter(|one| is_event(one)).count();
            }
            Entry::Eof => {
                let unread = in_lines(unread, &text);
                return events.map(|events| Events { unread, ..events });
            }
            _ => {}
        }
    }
}

fn is_event(component: &ICalendarComponent) -> bool {
    component.component_type == ICalendarComponentType::VEvent
}

/// Returns events that could not be read, by the lines on which they begin. They come with their numbers in the file.
fn in_lines(unread: Vec<(usize, String)>, text: &str) -> Vec<Unread> {
    if unread.is_empty() {
        return Vec::new();
    }
    let lines = beginnings(text);
    let with_line = |(event, title)| Unread { line: lines.get(event).copied().unwrap_or(1), title };
    let mut unread: Vec<Unread> = unread.into_iter().map(with_line).collect();
    unread.sort();
    unread
}

/// Returns the lines on which events begin. A long line goes on in those below it that begin with a space.
fn beginnings(text: &str) -> Vec<usize> {
    let mut lines = (1..).zip(text.lines()).peekable();
    let mut found = Vec::new();
    while let Some((number, line)) = lines.next() {
        // Most lines need not be put together.
        if !line.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("begin")) {
            continue;
        }
        let mut whole = line.trim_end().to_owned();
        while let Some((_, more)) = lines.next_if(|(_, more)| more.starts_with([' ', '\t'])) {
            whole.push_str(more.get(1..).unwrap_or_default().trim_end());
        }
        let says = whole.split_once(':').map_or("", |(_, value)| value);
        found.extend(says.eq_ignore_ascii_case("VEVENT").then_some(number));
    }
    found
}

impl Events {
    /// Adds the events of a series. Returns the numbers and the titles of those that could not be read.
    fn add(&mut self, mut series: Series, is_off: bool, wanted: Wanted<'_>) -> BTreeMap<usize, String> {
        let Wanted { own, zone, words } = wanted;
        let end = own.today.plus_days(2);
        series.end_at(end);
        let expanded = series.calendar.expand_dates(Tz::Floating, MAX_IN_SERIES);
        let mut unread: Vec<u32> = expanded.errors.iter().map(|error| error.comp_id).collect();
        let yearly = series.is_yearly();
        for day in expanded.events {
            let Some(event) = series.calendar.component_by_id(day.comp_id) else { continue };
            let start = &day.start;
            let local = Day::from_iso(&start.format("%Y-%m-%d").to_string());
            let zone = zone.filter(|_| is_utc(event));
            let Some(on) = zone.and_then(|zone| day_in_zone(start.timestamp(), zone)).or(local) else {
                unread.push(day.comp_id);
                continue;
            };
            if on <= own.today && own.since.is_none_or(|since| on >= since) {
                self.looked_at += 1;
                let title = title(event);
                let reason = if is_off || says_off(&title, words) {
                    Some(Reason::Cancelled)
                } else {
                    (yearly && is_whole_day(event)).then_some(Reason::Birthday)
                };
                match (participants(event, own), reason) {
                    (Err(reason), _) | (Ok(_), Some(reason)) => self.leave_out(reason),
                    (Ok(others), None) => self.take(others, on, start.timestamp(), &title),
                }
            }
        }
        if !unread.is_empty() {
            *self.left_out.entry(Reason::Unreadable).or_default() += unread.len();
        }
        let named = unread.into_iter().filter_map(|place| {
            let title = series.calendar.component_by_id(place).map(title).unwrap_or_default();
            Some((series.number(place)?, title))
        });
        named.collect()
    }

    fn leave_out(&mut self, reason: Reason) {
        *self.left_out.entry(reason).or_default() += 1;
    }

    fn take(&mut self, others: Vec<String>, day: Day, order: i64, title: &str) {
        self.sightings.extend(others.into_iter().map(|address| Sighting {
            day,
            order,
            address,
            what: What::Meeting,
            topic: title.to_owned(),
        }));
    }
}

/// Whether a title says that the event was called off, in a part of its own or at its end: `Canceled: Kick-off`, `lunch
/// cancelled`, but not `Cancelled orders`. Calendars keep such an event until somebody removes it.
fn says_off(title: &str, words: &WordTable) -> bool {
    let mut parts = title.split([':', '-', '–', '—', '(', ')', '[', ']', '|']).map(str::trim);
    let is_off = |part: &str| words.exactly(&part.to_lowercase()) == Some(Meaning::Cancelled);
    parts.any(is_off)
        || title.split_whitespace().next_back().is_some_and(is_off)
            && read_text(title, words) == Reading::Cancelled
}

fn title(event: &ICalendarComponent) -> String {
    event.property(&ICalendarProperty::Summary).and_then(first_text).unwrap_or_default()
}

/// Whether the whole file takes events back.
fn is_cancellation(calendar: &ICalendarComponent) -> bool {
    let method = calendar.property(&ICalendarProperty::Method).and_then(first_text);
    method.is_some_and(|method| method.eq_ignore_ascii_case("cancel"))
}

/// Returns the other participants of an event that took place, in lower case.
fn participants(event: &ICalendarComponent, own: &Own) -> Result<Vec<String>, Reason> {
    let text =
        |property: ICalendarProperty| event.property(&property).and_then(first_text).unwrap_or_default();
    if text(ICalendarProperty::Status).eq_ignore_ascii_case("cancelled") {
        return Err(Reason::Cancelled);
    }
    let mut others: Vec<String> = Vec::new();
    let people = |entry: &&ICalendarEntry| {
        matches!(entry.name, ICalendarProperty::Attendee | ICalendarProperty::Organizer)
    };
    for entry in event.entries.iter().filter(people) {
        let Some(address) = first_text(entry).and_then(|text| address(&text)) else { continue };
        // Who delegates sends somebody else, and who is no participant is only told (RFC 5545, 3.2.12 and 3.2.16).
        let state = parameter(entry, &ICalendarParameterName::Partstat);
        let declined = matches!(state.as_str(), "declined" | "delegated");
        let kind = parameter(entry, &ICalendarParameterName::Cutype);
        let is_person = !matches!(kind.as_str(), "resource" | "room" | "group")
            && parameter(entry, &ICalendarParameterName::Role) != "non-participant";
        match own.is_own(&address) {
            true if declined => return Err(Reason::Cancelled),
            false if !declined && is_person && !others.contains(&address) => others.push(address),
            true | false => {}
        }
    }
    match others.len() {
        0 => Err(Reason::Alone),
        1..=MAX_PARTICIPANTS => Ok(others),
        _ => Err(Reason::Assembly),
    }
}

fn address(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let address = lower.strip_prefix("mailto:").unwrap_or(&lower).trim().to_owned();
    address.contains('@').then_some(address)
}

fn first_text(entry: &ICalendarEntry) -> Option<String> {
    entry.values.first().and_then(|value| value.clone().into_text()).map(|text| text.into_owned())
}

fn parameter(entry: &ICalendarEntry, name: &ICalendarParameterName) -> String {
    entry.parameters(name).next().and_then(|value| value.as_text()).unwrap_or_default().to_lowercase()
}

fn start(event: &ICalendarComponent) -> Option<&PartialDateTime> {
    event.property(&ICalendarProperty::Dtstart)?.values.first()?.as_partial_date_time()
}

fn is_whole_day(event: &ICalendarComponent) -> bool {
    start(event).is_some_and(|start| start.hour.is_none())
}

fn is_utc(event: &ICalendarComponent) -> bool {
    start(event).is_some_and(|start| start.tz_hour == Some(0) && start.hour.is_some())
}
