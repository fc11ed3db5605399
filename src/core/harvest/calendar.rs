//! Reads the events of a calendar file that took place with other people. The only user of calcard's calendar
//! reader.
//!
//! Each series is expanded on its own and only up to today, since calcard applies its limit to the whole file
//! and expands an endless rule up to that limit.

use super::{Sighting, What};
use crate::core::day::{Day, day_in_zone};
use crate::core::harvest::mail::Own;
use crate::core::import::encoding::{marked, text};
use crate::core::named::named;
use crate::core::note::facts::Reading;
use crate::core::note::log::reading::read_text;
use crate::core::note::log::words::{Meaning, WordTable};
use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarFrequency,
    ICalendarParameterName, ICalendarProperty, ICalendarValue,
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

/// The events of one UID.
struct Series {
    /// The time zones, and behind them the events.
    calendar: ICalendar,
    /// The number of each event in the file, from 0.
    numbers: Vec<usize>,
}

impl Series {
    /// Returns the number in the file of an event, by its place in the calendar of the series.
    fn number(&self, place: u32) -> Option<usize> {
        let zones = self.calendar.components.len().checked_sub(self.numbers.len())?;
        self.numbers.get((place as usize).checked_sub(zones)?).copied()
    }
}

/// Splits a calendar into one calendar for each series, with the changes of single days and the time zones. So many
/// events are `before` it in the file.
fn series(calendar: &ICalendar, before: usize) -> Vec<Series> {
    let is_zone = |one: &&ICalendarComponent| one.component_type == ICalendarComponentType::VTimezone;
    let zones: Vec<&ICalendarComponent> = calendar.components.iter().filter(is_zone).collect();
    let mut by_uid: BTreeMap<String, Vec<(usize, ICalendarComponent)>> = BTreeMap::new();
    for (number, event) in calendar.components.iter().filter(|one| is_event(one)).enumerate() {
        // An event without a UID is a series of its own.
        let uid = event.uid().map_or_else(|| format!("\u{0}{number}"), str::to_owned);
        let event = ICalendarComponent { component_ids: Vec::new(), ..event.clone() };
        by_uid.entry(uid).or_default().push((before + number, event));
    }
    let one = |events| {
        let (numbers, events): (Vec<usize>, Vec<ICalendarComponent>) = newest(events).into_iter().unzip();
        let components = zone_parts(calendar, &zones).into_iter().chain(events).collect();
        Series { calendar: ICalendar { components }, numbers }
    };
    by_uid.into_values().map(one).collect()
}

/// Keeps the current version of each event, the one with the highest SEQUENCE; a file may also hold older
/// ones.
fn newest(events: Vec<(usize, ICalendarComponent)>) -> Vec<(usize, ICalendarComponent)> {
    let of = |event: &ICalendarComponent| {
        let day = event.property(&ICalendarProperty::RecurrenceId).map(|entry| format!("{:?}", entry.values));
        let sequence = event.property(&ICalendarProperty::Sequence).and_then(|entry| entry.values.first());
        let number = match sequence {
            Some(ICalendarValue::Integer(number)) => *number,
            _ => 0,
        };
        (day, number)
    };
    let mut last: BTreeMap<Option<String>, i64> = BTreeMap::new();
    for (day, number) in events.iter().map(|(_, event)| of(event)) {
        let known = last.entry(day).or_insert(number);
        *known = number.max(*known);
    }
    let is_last = |event: &ICalendarComponent| {
        let (day, number) = of(event);
        last.get(&day).is_none_or(|last| *last == number)
    };
    events.into_iter().filter(|(_, event)| is_last(event)).collect()
}

/// Copies the time zones for the beginning of a series' calendar, with their parts renumbered to match.
fn zone_parts(calendar: &ICalendar, zones: &[&ICalendarComponent]) -> Vec<ICalendarComponent> {
    let mut parts: Vec<ICalendarComponent> = Vec::new();
    for zone in zones {
        let place = parts.len();
        let mut zone = (*zone).clone();
        let rules: Vec<ICalendarComponent> =
            zone.component_ids.iter().filter_map(|id| calendar.component_by_id(*id)).cloned().collect();
        zone.component_ids =
            (place + 1..=place + rules.len()).map(|id| u32::try_from(id).unwrap_or(u32::MAX)).collect();
        parts.push(zone);
        parts.extend(rules);
    }
    parts
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
        end_by_own_clock(&mut series.calendar);
        series.calendar.components.iter_mut().for_each(|event| cut_off(event, end));
        let expanded = series.calendar.expand_dates(Tz::Floating, MAX_IN_SERIES);
        let mut unread: Vec<u32> = expanded.errors.iter().map(|error| error.comp_id).collect();
        let yearly = series.calendar.components.iter().any(is_yearly);
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

/// Gives the ends of rules the clock of their events, by which calcard compares them. An end may be in UTC (RFC 5545,
/// section 3.3.10), or a whole day.
fn end_by_own_clock(calendar: &mut ICalendar) {
    if !calendar.components.iter().flat_map(ends).any(|end| end.tz_hour.is_some() || end.hour.is_none()) {
        return;
    }
    let zones = calendar.build_owned_tz_resolver();
    for event in &mut calendar.components {
        let zone = event.property(&ICalendarProperty::Dtstart).and_then(ICalendarEntry::tz_id);
        let zone = zone.and_then(|name| zones.resolve(name));
        let is_timed = start(event).is_some_and(|start| start.hour.is_some());
        for value in event.entries.iter_mut().flat_map(|entry| &mut entry.values) {
            if let ICalendarValue::RecurrenceRule(rule) = value
                && let Some(end) = rule.until.as_mut().filter(|_| is_timed)
                && let Some(own) = by_own_clock(end, zone)
            {
                *end = own;
            }
        }
    }
}

/// The ends of an event's rules.
fn ends(event: &ICalendarComponent) -> impl Iterator<Item = &PartialDateTime> {
    event.entries.iter().flat_map(|entry| &entry.values).filter_map(|value| match value {
        ICalendarValue::RecurrenceRule(rule) => rule.until.as_ref(),
        _ => None,
    })
}

/// Returns the end of a rule by the clock of an event with a time; `None` if it is so already.
fn by_own_clock(end: &PartialDateTime, zone: Option<Tz>) -> Option<PartialDateTime> {
    if end.hour.is_none() {
        return Some(PartialDateTime { hour: Some(23), minute: Some(59), second: Some(59), ..end.clone() });
    }
    end.tz_hour?;
    let zone = zone?;
    let local = end.to_date_time_with_tz(zone)?.with_timezone(&zone).format("%Y %m %d %H %M %S").to_string();
    let numbers: Vec<u16> = local.split(' ').filter_map(|number| number.parse().ok()).collect();
    let [year, rest @ ..] = numbers.as_slice() else { return None };
    let mut rest = rest.iter().map(|number| u8::try_from(*number).ok());
    let mut next = || rest.next().flatten();
    Some(PartialDateTime {
        year: Some(*year),
        month: next(),
        day: next(),
        hour: next(),
        minute: next(),
        second: next(),
        ..PartialDateTime::default()
    })
}

/// Makes the rule of an event end at a day, unless it ends earlier or after a number of times.
fn cut_off(event: &mut ICalendarComponent, end: Day) {
    for entry in &mut event.entries {
        for value in &mut entry.values {
            let ICalendarValue::RecurrenceRule(rule) = value else { continue };
            let last = PartialDateTime {
                year: u16::try_from(end.year()).ok(),
                month: u8::try_from(end.month()).ok(),
                day: u8::try_from(end.day()).ok(),
                hour: Some(0),
                minute: Some(0),
                second: Some(0),
                ..PartialDateTime::default()
            };
            let order = |date: &PartialDateTime| (date.year, date.month, date.day);
            if rule.count.is_none() && rule.until.as_ref().is_none_or(|until| order(until) > order(&last)) {
                rule.until = Some(last);
            }
        }
    }
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

fn is_yearly(event: &ICalendarComponent) -> bool {
    event.entries.iter().flat_map(|entry| &entry.values).any(|value| {
        matches!(value, ICalendarValue::RecurrenceRule(rule) if rule.freq == ICalendarFrequency::Yearly)
    })
}
