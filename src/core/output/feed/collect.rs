//! Which events a calendar has, and how much each one tells.

use super::event::{Event, Time};
use crate::core::agenda::model::{FollowUp, Kind, State};
use crate::core::config::model::{Detail, OverdueOn};
use crate::core::day::{Day, Yearly};
use crate::core::output::escape::inline::plain;
use crate::core::output::links::{self, Build};
use crate::core::people::contact::Contact;
use crate::core::people::settings::Status;
use crate::core::place::Spot;
use crate::core::plan::{dates, id::follow_up_id};
use crate::core::text::{clip, count, one_line};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Days that cadence events, yearly dates and a fixed stamp reach.
const CADENCE_DAYS: i64 = 28;
const YEARLY_DAYS: i64 = 400;
/// Characters of a summary.
const MOST_SUMMARY: usize = 120;
/// Stamp of what no dated fact stands behind.
const UNDATED: (i32, u32, u32) = (2000, 1, 1);

/// One calendar: for whom it is, and so what it may tell.
#[derive(Debug)]
pub(super) struct Calendar<'a> {
    pub(super) build: &'a Build<'a>,
    pub(super) detail: Detail,
    /// Whether others may read it: then contacts marked private are left out.
    pub(super) audience: Audience,
}

/// Who reads a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// The owner of the vault.
    Owner,
    /// Whoever has the address.
    Subscribers,
}

/// The place of an event in a calendar. The event is made only if the limit leaves it in: of a
/// large vault nine in ten are cut, and their texts would be most of the feed's work.
struct Slot<'a> {
    day: Day,
    uid: Uuid,
    make: Box<dyn Fn() -> Event + 'a>,
}

impl Calendar<'_> {
    /// The events, by day and then by identity, and how many of the later ones the limit cuts.
    pub(super) fn events(&self) -> (Vec<Event>, usize) {
        let mut slots = self.follow_ups();
        slots.extend(self.yearly());
        if self.detail == Detail::Busy {
            let events: Vec<Event> = slots.iter().map(|slot| (slot.make)()).collect();
            slots = self.busy(&events).into_iter().map(Slot::of).collect();
        }
        slots.sort_by_key(|slot| (slot.day, slot.uid));
        slots.dedup_by_key(|slot| slot.uid);
        let own: Vec<Event> = self.review().into_iter().chain(self.watchdog()).collect();
        // The watchdog is what tells of a dead job: it is never cut.
        let most = self.build.config.feed.max_events.saturating_sub(own.len());
        let cut = slots.len().saturating_sub(most);
        let mut events: Vec<Event> = slots.iter().take(most).map(|slot| (slot.make)()).collect();
        events.extend(own);
        events.sort_by_key(|event| (event.day, event.uid));
        events.dedup_by_key(|event| event.uid);
        (events, cut)
    }

    fn today(&self) -> Day {
        self.build.compiled.agenda.today
    }

    /// Follow-ups that stand in the feed; of those moved to today at most a day's worth.
    fn follow_ups(&self) -> Vec<Slot<'_>> {
        let config = self.build.config;
        let mut slots = Vec::new();
        let mut moved = 0;
        let mut waiting = 0;
        for one in &self.build.compiled.agenda.follow_ups {
            if !self.stands(one) {
                continue;
            }
            let is_moved = one.on == self.today() && one.due < one.on;
            if is_moved && config.feed.overdue == OverdueOn::Today {
                moved += 1;
                if moved > config.per_day {
                    waiting += 1;
                    continue;
                }
            }
            slots.push(Slot {
                day: self.day(one, is_moved),
                uid: self.uid(&one.id),
                make: Box::new(move || self.event(one, is_moved)),
            });
        }
        if waiting > 0 {
            let more = self.own("more", self.today(), &format!("and {waiting} more are waiting"));
            slots.push(Slot::of(more));
        }
        slots
    }

    fn stands(&self, one: &FollowUp) -> bool {
        let kind = match one.kind {
            Kind::FirstContact | Kind::Drift => false,
            Kind::KeepInTouch => one.on <= self.today().plus_days(CADENCE_DAYS),
            Kind::Touch => !one.optional,
            // On the day itself they come from the notes, for more than a year ahead.
            Kind::Birthday | Kind::Date => one.state == State::Belated,
            Kind::Reply
            | Kind::Next
            | Kind::Waiting
            | Kind::ReEngage
            | Kind::Promise
            | Kind::Event
            | Kind::Prepare => true,
        };
        kind && self.may_tell(self.build.contact(one))
    }

    fn may_tell(&self, contact: &Contact) -> bool {
        self.audience == Audience::Owner || !contact.facts.private
    }

    /// Where a follow-up stands: on its due day, if it was moved and the feed keeps such.
    fn day(&self, one: &FollowUp, is_moved: bool) -> Day {
        if self.keeps(is_moved) { one.due } else { one.on }
    }

    fn keeps(&self, is_moved: bool) -> bool {
        is_moved && self.build.config.feed.overdue == OverdueOn::Due
    }

    fn event(&self, one: &FollowUp, is_moved: bool) -> Event {
        let contact = self.build.contact(one);
        let summary = match self.detail {
            Detail::Full if one.state == State::Belated => format!("Belated: {}", plain(&one.title)),
            Detail::Full if !plain(&one.title).is_empty() => plain(&one.title),
            Detail::Full | Detail::Name => format!("{}: {}", one_line(contact.name()), one.kind.label()),
            Detail::Initials | Detail::Busy => format!("{}: {}", initials(contact), one.kind.label()),
        };
        Event {
            uid: self.uid(&one.id),
            day: self.day(one, is_moved),
            time: None,
            summary: clip(&summary, MOST_SUMMARY).into_owned(),
            description: self.description(contact, &one.id, || self.details(one)),
            url: self.url(contact),
            stamp: if is_moved && !self.keeps(is_moved) { self.today() } else { one.stamp.min(self.today()) },
            sequence: one.facts,
            alarm: self.build.config.feed.alarm,
        }
    }

    /// What only the owner sees: reasons, hooks, and where to act.
    fn details(&self, one: &FollowUp) -> Vec<String> {
        let mut lines: Vec<String> = one
            .reasons
            .iter()
            .map(|reason| match &reason.place {
                Some(place) => format!("{} ({})", plain(&reason.text), one_line(&place.to_string())),
                None => plain(&reason.text),
            })
            .collect();
        lines.extend(one.hooks.iter().map(|hook| format!("Remember: {}", plain(&hook.text))));
        lines.extend(one.topic.iter().map(|topic| format!("Last topic: {}", plain(topic))));
        let address = links::address(self.build.contact(one)).filter(|_| links::by_mail(one));
        lines.extend(address.map(|address| format!("Mail: {}", links::mailto(&address, None))));
        lines.extend(self.build.log_url(one).map(|url| format!("Log it: {url}")));
        lines
    }

    /// The lines under an event at this detail; the link to the note comes last.
    fn description(&self, contact: &Contact, id: &str, details: impl Fn() -> Vec<String>) -> Vec<String> {
        match self.detail {
            Detail::Busy => Vec::new(),
            Detail::Initials => vec![id.to_owned()],
            // Without its id two promises of a day would be one event to vdirsyncer.
            Detail::Name => [id.to_owned()].into_iter().chain(self.url(contact)).collect(),
            Detail::Full => {
                let mut lines = details();
                lines.extend(self.url(contact));
                lines
            }
        }
    }

    fn url(&self, contact: &Contact) -> Option<String> {
        match self.detail {
            Detail::Busy | Detail::Initials => None,
            Detail::Name | Detail::Full => self.build.note_url(&contact.path),
        }
    }

    /// Birthdays and other yearly dates as dated events, so that ages and 29 February are right.
    fn yearly(&self) -> Vec<Slot<'_>> {
        let contacts = self.build.compiled.people.contacts.iter();
        let told = contacts.filter(|contact| is_kept_up(contact) && self.may_tell(contact));
        told.flat_map(|contact| {
            let birthday = contact.facts.birthday.iter().map(|found| (None, found.value, found.spot));
            let dates = contact.facts.dates.iter().map(|date| (Some(&*date.label), date.yearly, date.spot));
            birthday.chain(dates).flat_map(|(label, yearly, spot)| self.returns(contact, label, yearly, spot))
        })
        .collect()
    }

    fn returns<'s>(
        &'s self,
        contact: &'s Contact,
        label: Option<&'s str>,
        yearly: Yearly,
        spot: Spot,
    ) -> Vec<Slot<'s>> {
        let today = self.today();
        let leap_day = self.build.config.dates.leap_day;
        let mut slots = Vec::new();
        let mut day = yearly.on_or_after(today, leap_day);
        while day <= today.plus_days(YEARLY_DAYS) && day < Day::LAST {
            if yearly.since.is_none_or(|year| year <= day.year()) {
                slots.push(Slot {
                    day,
                    uid: self.yearly_uid(contact, label, day),
                    make: Box::new(move || self.yearly_event(contact, label, yearly, spot, day)),
                });
            }
            day = yearly.on_or_after(day.plus_days(1), leap_day);
        }
        slots
    }

    /// From the id that the agenda gives the day, so that event and card are one thing.
    fn yearly_uid(&self, contact: &Contact, label: Option<&str>, day: Day) -> Uuid {
        let kind = if label.is_none() { Kind::Birthday } else { Kind::Date };
        let key = dates::key(label.unwrap_or(dates::BIRTHDAY), day);
        self.uid(&follow_up_id(kind, &contact.id, &key))
    }

    fn yearly_event(
        &self,
        contact: &Contact,
        label: Option<&str>,
        yearly: Yearly,
        spot: Spot,
        day: Day,
    ) -> Event {
        let what = match (label, self.detail) {
            (None, _) => Kind::Birthday.label().to_owned(),
            (Some(label), Detail::Full) => plain(label),
            (Some(_), Detail::Name | Detail::Initials | Detail::Busy) => Kind::Date.label().to_owned(),
        };
        let who = match self.detail {
            Detail::Full | Detail::Name => one_line(contact.name()),
            Detail::Initials | Detail::Busy => initials(contact),
        };
        let turns = yearly.turns(day).filter(|_| self.detail >= Detail::Name);
        let turns = turns.map_or(String::new(), |years| format!(" ({years})"));
        let uid = self.yearly_uid(contact, label, day);
        let known = contact.facts.dated.iter().filter(|fact| **fact <= self.today());
        let undated = Day::new(UNDATED.0, UNDATED.1, UNDATED.2).unwrap_or(Day::FIRST);
        let place = one_line(&contact.place(spot).to_string());
        Event {
            day,
            time: None,
            summary: clip(&format!("{who}: {what}{turns}"), MOST_SUMMARY).into_owned(),
            description: self.description(contact, &uid.simple().to_string(), || vec![place.clone()]),
            url: self.url(contact),
            stamp: known.clone().max().copied().unwrap_or(undated),
            sequence: u32::try_from(known.count()).unwrap_or(u32::MAX),
            alarm: self.build.config.feed.alarm,
            uid,
        }
    }

    /// One event a day that says how many there are.
    fn busy(&self, events: &[Event]) -> Vec<Event> {
        let mut days: BTreeMap<Day, Vec<&Event>> = BTreeMap::new();
        for event in events {
            days.entry(event.day).or_default().push(event);
        }
        let busy = days.into_iter().map(|(day, events)| Event {
            stamp: events.iter().map(|event| event.stamp).max().unwrap_or(day),
            sequence: events.iter().fold(0, |sum, event| event.sequence.saturating_add(sum)),
            alarm: self.build.config.feed.alarm,
            ..self.own(&format!("day\0{day}"), day, &count(events.len(), "follow-up"))
        });
        busy.collect()
    }

    /// Lies ahead of every build that works: only a dead job lets people reach it.
    fn watchdog(&self) -> Option<Event> {
        let days = self.build.config.feed.watchdog;
        let day = self.today().plus_days(i64::from(days));
        let summary = format!("Calendar not rebuilt since {}", self.today());
        (days > 0).then(|| self.own("watchdog", day, &summary))
    }

    /// The weekly review, in floating local time.
    fn review(&self) -> Vec<Event> {
        let Some(block) = &self.build.config.review else { return Vec::new() };
        let (hour, minute) = block.at;
        let time = Time { hour, minute, minutes: block.minutes };
        let days = (0..=i64::from(self.build.config.horizon)).map(|ahead| self.today().plus_days(ahead));
        let days = days.filter(|day| day.weekday() == block.weekday);
        let undated = Day::new(UNDATED.0, UNDATED.1, UNDATED.2).unwrap_or(Day::FIRST);
        days.map(|day| Event {
            time: Some(time),
            stamp: undated,
            sequence: 0,
            ..self.own(&format!("review\0{day}"), day, "Weekly review of follow-ups")
        })
        .collect()
    }

    /// An event of the calendar's own, newer with every day.
    fn own(&self, key: &str, day: Day, summary: &str) -> Event {
        let since = Day::new(UNDATED.0, UNDATED.1, UNDATED.2).unwrap_or(Day::FIRST);
        Event {
            uid: self.uid(&format!("own\0{key}")),
            day,
            time: None,
            summary: summary.to_owned(),
            description: Vec::new(),
            url: None,
            stamp: self.today(),
            sequence: u32::try_from(self.today().days_since(since)).unwrap_or(0),
            alarm: None,
        }
    }

    /// A name-based UUID of the vault's name and what the event is. Where nobody is to be
    /// told, the file name nobody can guess goes in too, so that names cannot be tried out.
    fn uid(&self, key: &str) -> Uuid {
        let namespace = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"followup");
        let salt = match self.detail {
            Detail::Busy | Detail::Initials => self.build.config.feed.file.as_deref().unwrap_or_default(),
            Detail::Name | Detail::Full => "",
        };
        let name = [self.build.compiled.agenda.vault.as_str(), salt, key].join("\0");
        Uuid::new_v5(&namespace, name.as_bytes())
    }
}

impl Slot<'_> {
    /// For an event that is made already.
    fn of(event: Event) -> Slot<'static> {
        Slot { day: event.day, uid: event.uid, make: Box::new(move || event.clone()) }
    }
}

/// Whether a contact's yearly dates are kept (design 5.6).
fn is_kept_up(contact: &Contact) -> bool {
    let status = contact.facts.status.map_or(Status::Active, |found| found.value);
    let open = match status {
        Status::Active | Status::Paused | Status::Dormant | Status::Inactive => true,
        Status::Closed | Status::Archived | Status::DoNotContact => false,
    };
    open && contact.facts.died.is_none()
}

fn initials(contact: &Contact) -> String {
    let letters = one_line(contact.name());
    let letters = letters.split_whitespace().filter_map(|word| word.chars().find(|one| one.is_alphabetic()));
    let initials: String = letters.take(3).flat_map(char::to_uppercase).collect();
    if initials.is_empty() { "?".to_owned() } else { initials }
}
