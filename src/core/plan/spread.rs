//! The first day, and the day after a long break (design 5.8): whoever was due when the
//! vault was taken up, or again, is spread over one cadence, evenly over the days that
//! suit, so that no day holds a wall.
//!
//! A hash of each contact alone would be simpler, but chance makes heaps: of thirty people
//! in twenty days four fall on one of them, and with working days alone each Monday gets
//! the weekend's too. So the hash only gives the order, and each takes its place in turn.
//! The places depend on what was known before the day of start, so that nothing that
//! happens on it or later moves anybody.

use super::id::hash;
use crate::core::config::effective::effective;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::interval::{Cadence, Interval};
use crate::core::note::words::Direction;
use crate::core::people::contact::{Contact, ContactIndex, InteractionKind, People};
use crate::core::people::settings::{Priority, Status};
use std::collections::BTreeMap;

/// Days after the start whose loads are balanced.
const BALANCED: usize = 120;

/// A contact that was due at the start.
struct Waiting {
    contact: ContactIndex,
    interval: Interval,
    /// Days over which it may be spread.
    span: i64,
    weekdays_only: bool,
    hash: u64,
}

/// On which day each contact is due that was due on or before `start`; empty without one.
pub fn starts(people: &People, config: &Config) -> BTreeMap<ContactIndex, Day> {
    let Some(start) = config.start else { return BTreeMap::new() };
    let mut loads = Loads { start, config, days: vec![0; BALANCED] };
    let mut waiting = Vec::new();
    for (place, contact) in people.contacts.iter().enumerate() {
        let index = ContactIndex(u32::try_from(place).unwrap_or(u32::MAX));
        let settings = effective(config, &contact.facts, &contact.path);
        let Some(Cadence::Every(interval, _)) = settings.cadence.map(|given| given.value) else { continue };
        let Some(anchor) = anchor(contact, start) else { continue };
        // After an attempt the next one is due sooner, and may wait for the start as well.
        let retry = settings.retry.filter(|_| anchor.attempt).map(|given| given.value);
        let due = retry.unwrap_or(interval).after(anchor.day, &config.workdays);
        if due > start {
            loads.add(due, interval, settings.weekdays_only.value);
            continue;
        }
        let span = interval.after(start, &config.workdays).days_since(start).max(1);
        let span = if settings.priority.value == Priority::High { (span / 3).max(1) } else { span };
        waiting.push(Waiting {
            contact: index,
            interval,
            span,
            weekdays_only: settings.weekdays_only.value,
            hash: hash(&["start", &contact.id]),
        });
    }
    // The shortest spans have the least choice, so they choose first.
    waiting.sort_by_key(|one| (one.span, one.weekdays_only, one.hash, one.contact));
    let mut starts = BTreeMap::new();
    for group in waiting.chunk_by(|a, b| (a.span, a.weekdays_only) == (b.span, b.weekdays_only)) {
        for (place, one) in group.iter().enumerate() {
            let day = loads.place(one, place, group.len());
            loads.add(day, one.interval, one.weekdays_only);
            starts.insert(one.contact, day);
        }
    }
    starts
}

/// What a cadence counts from at the start.
struct Anchor {
    day: Day,
    /// Whether it is a message that nobody has answered.
    attempt: bool,
}

/// The last contact before the start, else the day you met; none for somebody at peace. What
/// happens on the day itself is left out, or logging it would move the others.
fn anchor(contact: &Contact, start: Day) -> Option<Anchor> {
    let status = contact.facts.status.map_or(Status::Active, |found| found.value);
    if !contact.is_kept_up() || status != Status::Active {
        return None;
    }
    let past = contact.history.partition_point(|entry| entry.day < start);
    let last = contact.history.get(..past)?.iter().rev().find(|entry| entry.kind.is_contact());
    let met = contact.facts.met.as_ref().map(|met| met.value.day).filter(|day| *day < start);
    let last = last.map(|entry| Anchor {
        day: entry.day,
        attempt: entry.kind == InteractionKind::Clear(Direction::Out),
    });
    last.or(met.map(|day| Anchor { day, attempt: false }))
}

/// How many are due on each day from the start, if each is done on its day.
struct Loads<'a> {
    start: Day,
    config: &'a Config,
    days: Vec<u32>,
}

impl Loads<'_> {
    /// Counts somebody from a day on, again after each interval.
    fn add(&mut self, first: Day, interval: Interval, weekdays_only: bool) {
        let mut day = first;
        loop {
            if weekdays_only {
                day = self.config.workdays.on_or_after(day);
            }
            let place = usize::try_from(day.days_since(self.start)).ok();
            match place.and_then(|place| self.days.get_mut(place)) {
                Some(load) => *load += 1,
                None => return,
            }
            day = interval.after(day, &self.config.workdays);
        }
    }

    /// The least loaded of the days near the place that is this one's in its group.
    fn place(&self, one: &Waiting, place: usize, of: usize) -> Day {
        let suitable: Vec<Day> = (0..one.span)
            .map(|offset| self.start.plus_days(offset))
            .filter(|day| self.is_suitable(*day, one.weekdays_only))
            .collect();
        let length = suitable.len();
        let ideal = (2 * place + 1) * length / (2 * of.max(1));
        // Far enough to find room, near enough to keep the group even.
        let reach = (length / of.max(1)).clamp(2, 15);
        let near = suitable.iter().enumerate().skip(ideal.saturating_sub(reach)).take(2 * reach + 1);
        let best = near.min_by_key(|(at, day)| (self.load(**day), at.abs_diff(ideal), *at));
        best.map_or(self.start, |(_, day)| *day)
    }

    fn is_suitable(&self, day: Day, weekdays_only: bool) -> bool {
        let away = self.config.away.iter().any(|away| (away.from..=away.to).contains(&day));
        !away && (!weekdays_only || self.config.workdays.is_workday(day))
    }

    fn load(&self, day: Day) -> u32 {
        let place = usize::try_from(day.days_since(self.start)).ok();
        place.and_then(|place| self.days.get(place)).copied().unwrap_or(0)
    }
}
