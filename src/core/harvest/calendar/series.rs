//! The series of a calendar file: the events of one UID, with the changes of single days and the time zones. Each is expanded
//! on its own and only up to today, since calcard applies its limit to the whole file and expands an endless rule up to that
//! limit.

use super::{is_event, start};
use crate::core::day::Day;
use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarFrequency,
    ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue,
};
use std::collections::BTreeMap;

/// The events of one UID.
pub(super) struct Series {
    /// The time zones, and behind them the events.
    pub(super) calendar: ICalendar,
    /// The number of each event in the file, from 0.
    numbers: Vec<usize>,
}

impl Series {
    /// Returns the number in the file of an event, by its place in the calendar of the series.
    pub(super) fn number(&self, place: u32) -> Option<usize> {
        let zones = self.calendar.components.len().checked_sub(self.numbers.len())?;
        self.numbers.get((place as usize).checked_sub(zones)?).copied()
    }

    /// Whether one of its rules is for each year.
    pub(super) fn is_yearly(&self) -> bool {
        self.calendar.components.iter().flat_map(rules).any(|rule| rule.freq == ICalendarFrequency::Yearly)
    }

    /// Makes its rules end at a day, unless they end earlier or after a number of times.
    pub(super) fn end_at(&mut self, end: Day) {
        self.give_days_their_clock();
        self.end_by_own_clock();
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
        for rule in self.calendar.components.iter_mut().flat_map(rules_mut) {
            if rule.count.is_none() && rule.until.as_ref().is_none_or(|until| order(until) > order(&last)) {
                rule.until = Some(last.clone());
            }
        }
    }

    /// Gives the days that are left out or changed the clock of the series. Some programs write whole days there
    /// (`EXDATE;VALUE=DATE`), though the events have a time, and calcard compares both.
    fn give_days_their_clock(&mut self) {
        let is_own = |event: &&ICalendarComponent| event.property(&ICalendarProperty::RecurrenceId).is_none();
        let begins = self.calendar.components.iter().filter(is_own).find_map(|event| {
            Some((start(event)?.clone(), event.property(&ICalendarProperty::Dtstart)?.params.clone()))
        });
        let Some((start, params)) = begins.filter(|(start, _)| start.hour.is_some()) else { return };
        let is_meant = |entry: &&mut ICalendarEntry| {
            matches!(entry.name, ICalendarProperty::Exdate | ICalendarProperty::RecurrenceId)
        };
        let events = self.calendar.components.iter_mut().filter(|one| is_event(one));
        for entry in events.flat_map(|event| &mut event.entries).filter(is_meant) {
            for value in &mut entry.values {
                if let ICalendarValue::PartialDateTime(day) = value
                    && day.hour.is_none()
                {
                    let PartialDateTime { year, month, day, .. } = **day;
                    *value = ICalendarValue::PartialDateTime(Box::new(PartialDateTime {
                        year,
                        month,
                        day,
                        ..start.clone()
                    }));
                    entry.params.clone_from(&params);
                }
            }
        }
    }

    /// Gives the ends of rules the clock of their events, by which calcard compares them. An end may be in UTC (RFC 5545,
    /// section 3.3.10), or a whole day.
    fn end_by_own_clock(&mut self) {
        let has_other_clock = |rule: &ICalendarRecurrenceRule| {
            rule.until.as_ref().is_some_and(|end| end.tz_hour.is_some() || end.hour.is_none())
        };
        if !self.calendar.components.iter().flat_map(rules).any(has_other_clock) {
            return;
        }
        let zones = self.calendar.build_owned_tz_resolver();
        for event in &mut self.calendar.components {
            let zone = event.property(&ICalendarProperty::Dtstart).and_then(ICalendarEntry::tz_id);
            let zone = zone.and_then(|name| zones.resolve(name));
            if start(event).is_none_or(|start| start.hour.is_none()) {
                continue;
            }
            for end in rules_mut(event).filter_map(|rule| rule.until.as_mut()) {
                if let Some(own) = by_own_clock(end, zone) {
                    *end = own;
                }
            }
        }
    }
}

/// Splits a calendar into one calendar for each series, with the changes of single days and the time zones. So many
/// events are `before` it in the file.
pub(super) fn series(calendar: &ICalendar, before: usize) -> Vec<Series> {
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

/// The rules by which an event recurs.
fn rules(event: &ICalendarComponent) -> impl Iterator<Item = &ICalendarRecurrenceRule> {
    event.entries.iter().flat_map(|entry| &entry.values).filter_map(|value| match value {
        ICalendarValue::RecurrenceRule(rule) => Some(&**rule),
        _ => None,
    })
}

fn rules_mut(event: &mut ICalendarComponent) -> impl Iterator<Item = &mut ICalendarRecurrenceRule> {
    event.entries.iter_mut().flat_map(|entry| &mut entry.values).filter_map(|value| match value {
        ICalendarValue::RecurrenceRule(rule) => Some(&mut **rule),
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
