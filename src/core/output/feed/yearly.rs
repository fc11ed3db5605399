//! Birthdays and other yearly dates of a contact, and their events.

use super::collect::{Calendar, MOST_SUMMARY, Slot, What, YEARLY_DAYS};
use super::event::{Event, Newer};
use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::{FollowUp, Kind, State};
use crate::core::config::outputs::Detail;
use crate::core::day::{Day, Yearly};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Labelled;
use crate::core::output::escape::inline::plain;
use crate::core::output::links::Build;
use crate::core::people::contact::{Contact, ContactIndex};
use crate::core::plan::arrange::follow_up;
use crate::core::plan::id::{Key, follow_up_id};
use crate::core::plan::offer::{self, Market};
use crate::core::plan::rules::dates;
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::Proposal;
use crate::core::plan::when::Shown;
use crate::core::text::{clip, one_line};

/// A birthday, or an entry of the key `dates`.
#[derive(Clone, Copy)]
pub(super) enum Returning<'a> {
    Birthday(Yearly),
    Date(&'a Labelled),
}

impl<'a> Returning<'a> {
    pub(super) fn yearly(self) -> Yearly {
        match self {
            Returning::Birthday(yearly) => yearly,
            Returning::Date(date) => date.yearly,
        }
    }

    /// The label of a date; a birthday has none.
    pub(super) fn label(self) -> Option<&'a str> {
        match self {
            Returning::Birthday(_) => None,
            Returning::Date(date) => Some(&date.label),
        }
    }

    /// Returns the id that the agenda gives to this date on a day, so that event and card share it.
    fn id(self, contact: &Contact, day: Day) -> FollowUpId {
        let (kind, key) = self.key(day);
        follow_up_id(kind, &contact.id, &key)
    }

    fn key(self, day: Day) -> (Kind, Key) {
        match self {
            Returning::Birthday(_) => (Kind::Birthday, dates::key(dates::BIRTHDAY, 0, day)),
            Returning::Date(date) => (Kind::Date, dates::key(&date.label, date.before, day)),
        }
    }
}

impl Calendar<'_> {
    /// Returns birthdays and other yearly dates. Each is a dated event, not a recurrence rule, so that ages
    /// and 29 February are right.
    pub(super) fn yearly(&self) -> Vec<Slot<'_>> {
        let contacts = self.build.compiled.people.indexed();
        let told = contacts.filter(|(_, contact)| contact.is_open() && self.may_tell(contact));
        told.flat_map(|(index, contact)| {
            let birthday = contact.facts.birthday.iter().map(|found| Returning::Birthday(found.value));
            let dates = contact.facts.rare.dates.iter().map(Returning::Date);
            birthday.chain(dates).flat_map(move |returning| self.returns(index, returning))
        })
        .collect()
    }

    fn returns<'s>(
        &self,
        index: ContactIndex,
        returning: Returning<'s>,
    ) -> impl Iterator<Item = Slot<'s>> + use<'s> {
        let yearly = returning.yearly();
        let last = self.today().plus_days(YEARLY_DAYS);
        let leap_day = self.build.config.dates.leap_day;
        let first = yearly.on_or_after(self.today(), leap_day);
        std::iter::successors(Some(first), move |day| Some(yearly.on_or_after(day.plus_days(1), leap_day)))
            .take_while(move |day| *day <= last && *day < Day::LAST)
            .filter(move |day| yearly.since.is_none_or(|year| year <= day.year()))
            .map(move |day| Slot { day, what: What::Yearly(index, returning) })
    }

    /// Makes the event of a yearly date on a day.
    pub(super) fn yearly_event(&self, index: ContactIndex, returning: Returning<'_>, day: Day) -> Event {
        let contact = self.build.compiled.people.contact(index);
        let label = returning.label();
        let what = match (label, self.detail) {
            (None, _) => Kind::Birthday.label().to_owned(),
            (Some(label), Detail::Full) if !self.secrets.are_in(label) => plain(label).into_owned(),
            (Some(_), Detail::Full | Detail::Name | Detail::Initials | Detail::Busy) => {
                Kind::Date.label().to_owned()
            }
        };
        let who = self.who(contact);
        let turns = returning.yearly().turns(day).filter(|_| self.detail >= Detail::Name);
        let turns = years(turns);
        let id = returning.id(contact, day);
        let uid = self.uid(&id);
        let announced =
            (self.detail == Detail::Full).then(|| self.announced(index, returning, day)).flatten();
        // The first day on which it could be in a feed.
        let first = day.plus_days(-YEARLY_DAYS);
        let newest = announced.as_ref().and_then(|one| one.newest);
        let details = || {
            let mut lines = format!("{what}\n{}\n", one_line(contact.path.as_str()));
            announced.iter().for_each(|one| self.add_help(&mut lines, one));
            lines
        };
        Event {
            day,
            time: None,
            summary: clip(&format!("{who}: {what}{turns}"), MOST_SUMMARY).into_owned(),
            description: self.description(contact, &id, details),
            url: self.url(contact),
            stamp: newest.map_or(first, |newest| newest.max(first)),
            newer: Newer::PutOff(0),
            sequence: 0,
            alarm: self.build.config.feed.alarm,
            uid,
        }
    }

    /// Returns the follow-up that the agenda will have for this day, as it would be today; `None` if planning
    /// failed for the contact.
    fn announced(&self, index: ContactIndex, returning: Returning<'_>, day: Day) -> Option<FollowUp> {
        let Build { compiled, config, .. } = self.build;
        compiled.agenda.planned_for(index)?;
        let situation = Situation::of(&compiled.people, index, config, self.today());
        let (kind, key) = returning.key(day);
        let title = returning.label().unwrap_or_default().to_owned();
        let proposal = Proposal {
            date: Some(day),
            turns: returning.yearly().turns(day),
            ..Proposal::new(kind, key, title, day, day)
        };
        let shown =
            Shown { turn: day, first: day, on: day, by: day, state: State::Upcoming, overdue_days: 0 };
        let announced = follow_up(&situation, &Market::default(), proposal, shown);
        Some(FollowUp { newest: shown_since(&situation), ..announced })
    }
}

/// Returns the day since which topic and channel have been what they are today.
fn shown_since(situation: &Situation<'_>) -> Option<Day> {
    let contacts = || situation.past.iter().rev().filter(|entry| entry.kind.is_contact());
    let told = offer::told(situation.past).and_then(|told| told.text.as_deref());
    let texts = contacts().filter_map(|entry| Some((entry.day, entry.text.as_deref()?)));
    let topic = first_of_run(texts.skip_while(|(_, text)| Some(*text) != told));
    let is_set = situation.settings.channel.is_some();
    let used = contacts().filter(|entry| !is_set && entry.channel.is_some_and(Channel::is_reusable));
    topic.max(first_of_run(used.map(|entry| (entry.day, entry.channel))))
}

/// Returns the day of the oldest value of the newest run of equal ones; the newest comes first.
fn first_of_run<T: PartialEq>(mut values: impl Iterator<Item = (Day, T)>) -> Option<Day> {
    let (newest, value) = values.next()?;
    Some(values.take_while(|(_, older)| *older == value).last().map_or(newest, |(day, _)| day))
}

/// Returns the years of a yearly date for its summary: ` (41)`, or nothing if they are unknown.
pub(super) fn years(turns: Option<i32>) -> String {
    turns.map_or(String::new(), |years| format!(" ({years})"))
}
