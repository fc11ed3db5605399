//! Spreads whoever was due on the first day, or after a long break, over one cadence (design 5.8), so that no
//! day holds too many.
//!
//! A hash of its id gives each contact a day, whatever other notes there are. Chance alone makes clusters: of
//! thirty people over twenty days four fall on the same one, and with working days only, Mondays also get
//! those of the weekend. So a contact whose day is already full takes the nearest day that is not; nobody
//! else moves. Only what was known before the day of start counts, so that later entries do not move anybody.

use super::id::hash;
use super::situation::{Keeping, keeping};
use crate::core::config::effective::effective;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::interval::{Cadence, Interval};
use crate::core::people::contact::{Contact, ContactIndex, People};
use crate::core::people::settings::Priority;
use std::collections::BTreeMap;

/// Number of days after the start for which loads are counted.
const BALANCED: usize = 120;

/// Number of days over which expected loads are counted in whole numbers: a multiple of most cadences.
const PERIOD: u64 = 36_000;
/// Number of contacts that a day may always hold.
const LEAST_SHARE: u32 = 2;

/// A contact who was due at the start.
struct DueContact {
    contact: ContactIndex,
    interval: Interval,
    /// Number of days over which the contact may be spread.
    span: i64,
    weekdays_only: bool,
    hash: u64,
}

/// The new due day of each contact who was due on or before `start`; empty if the config has no `start`.
pub fn starts(people: &People, config: &Config) -> BTreeMap<ContactIndex, Day> {
    let Some(start) = config.start else { return BTreeMap::new() };
    let mut loads = Loads { start, config, days: vec![0; BALANCED] };
    let mut expected = 0;
    let mut due_contacts = Vec::new();
    for (index, contact) in people.indexed() {
        let settings = effective(config, &contact.facts, &contact.path);
        let Some(Cadence::Every(interval, _)) = settings.cadence.map(|given| given.value) else { continue };
        let Some(anchor) = anchor(contact, start) else { continue };
        // After an attempt the next one is due after `retry`, which may also be before the start.
        let retry = settings.retry.filter(|_| anchor.attempt).and_then(|given| given.value.interval());
        expected += PERIOD / u64::from(interval.about_days());
        let due = retry.unwrap_or(interval).after(anchor.day, &config.workdays);
        if due > start {
            loads.add(due, interval, settings.weekdays_only.value);
            continue;
        }
        let span = interval.after(start, &config.workdays).days_since(start).max(1);
        let span = if settings.priority.value == Priority::High { (span / 3).max(1) } else { span };
        due_contacts.push(DueContact {
            contact: index,
            interval,
            span,
            weekdays_only: settings.weekdays_only.value,
            hash: hash([&"start", &contact.id]),
        });
    }
    let share = u32::try_from(expected * 5 / 4 / PERIOD + 1).unwrap_or(u32::MAX).max(LEAST_SHARE);
    // Contacts with the shortest spans have the least choice, so they choose first.
    due_contacts.sort_by_key(|one| (one.span, one.weekdays_only, one.hash, one.contact));
    let mut starts = BTreeMap::new();
    for one in &due_contacts {
        let day = loads.place(one, share);
        loads.add(day, one.interval, one.weekdays_only);
        starts.insert(one.contact, day);
    }
    starts
}

/// What a cadence counts from at the start.
struct Anchor {
    day: Day,
    /// Whether it is an unanswered message.
    attempt: bool,
}

/// The last contact before the start, else the day you met; `None` without either, or for a contact who is
/// not active. Entries of the day of start itself are left out, since logging one would move the others.
fn anchor(contact: &Contact, start: Day) -> Option<Anchor> {
    if !contact.is_kept_up() || keeping(contact, start) != Keeping::Active {
        return None;
    }
    let past = contact.history.partition_point(|entry| entry.day < start);
    let last = contact.history.get(..past)?.iter().rev().find(|entry| entry.kind.is_contact());
    let met = contact.facts.rare.met.as_ref().map(|met| met.value.day).filter(|day| *day < start);
    let last = last.map(|entry| Anchor { day: entry.day, attempt: entry.kind.is_sent() });
    last.or(met.map(|day| Anchor { day, attempt: false }))
}

/// Number of contacts due on each day from the start on, if each is done on its day.
struct Loads<'a> {
    start: Day,
    config: &'a Config,
    days: Vec<u32>,
}

impl Loads<'_> {
    /// Counts one contact from its first day on, once each interval.
    fn add(&mut self, first: Day, interval: Interval, weekdays_only: bool) {
        let mut day = first;
        loop {
            if weekdays_only {
                day = self.config.workdays.on_or_after(day);
            }
            let Some(load) = self.position(day).and_then(|position| self.days.get_mut(position)) else {
                return;
            };
            *load += 1;
            let next = interval.after(day, &self.config.workdays);
            // At the end of the calendar a step does not advance.
            if next <= day {
                return;
            }
            day = next;
        }
    }

    /// Chooses the day of the contact's hash while it holds less than its share, else the nearest suitable
    /// day that does, else the least loaded one.
    fn place(&self, one: &DueContact, share: u32) -> Day {
        let offset = i64::try_from(one.hash % one.span.unsigned_abs().max(1)).unwrap_or(0);
        let own = self.start.plus_days(offset);
        let shown = if one.weekdays_only { self.config.workdays.on_or_after(own) } else { own };
        if self.load(shown) < share {
            return own;
        }
        let days = (0..one.span).map(|offset| self.start.plus_days(offset));
        let suitable = days.filter(|day| self.config.is_suitable(*day, one.weekdays_only));
        let away = |day: Day| day.days_since(own).abs();
        suitable.min_by_key(|day| (self.load(*day).max(share - 1), away(*day), *day)).unwrap_or(own)
    }

    fn load(&self, day: Day) -> u32 {
        self.position(day).and_then(|position| self.days.get(position)).copied().unwrap_or(0)
    }

    fn position(&self, day: Day) -> Option<usize> {
        usize::try_from(day.days_since(self.start)).ok()
    }
}
