//! Birthdays and other yearly dates of a contact, and their events.

use super::collect::{Calendar, MOST_SUMMARY, Slot, What, YEARLY_DAYS};
use super::event::{Event, Newer};
use crate::core::agenda::model::{FollowUp, Kind, State};
use crate::core::config::outputs::Detail;
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::output::escape::inline::plain;
use crate::core::output::links::Build;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::arrange::{Newest, follow_up};
use crate::core::plan::id::follow_up_id;
use crate::core::plan::offer::{self, Market};
use crate::core::plan::rules::dates::{Dated, on_the_day};
use crate::core::plan::situation::Situation;
use crate::core::plan::when::Shown;
use crate::core::text::{clip, one_line};

impl Calendar<'_> {
    /// Returns birthdays and other yearly dates. Each is a dated event, not a recurrence rule, so that ages
    /// and 29 February are right.
    pub(super) fn yearly(&self) -> Vec<Slot<'_>> {
        let contacts = self.build.compiled.people.indexed();
        let told = contacts.filter(|(_, contact)| contact.is_open() && self.may_tell(contact));
        told.flat_map(|(index, contact)| {
            let dates = Dated::birthday(&contact.facts).into_iter().chain(Dated::others(&contact.facts));
            dates.flat_map(move |dated| self.returns(index, dated))
        })
        .collect()
    }

    fn returns<'s>(&self, index: ContactIndex, dated: Dated<'s>) -> impl Iterator<Item = Slot<'s>> + use<'s> {
        let yearly = dated.yearly;
        let last = self.today().plus_days(YEARLY_DAYS);
        let leap_day = self.build.config.dates.leap_day;
        let first = yearly.on_or_after(self.today(), leap_day);
        std::iter::successors(Some(first), move |day| Some(yearly.on_or_after(day.plus_days(1), leap_day)))
            .take_while(move |day| *day <= last && *day < Day::LAST)
            .filter(move |day| yearly.since.is_none_or(|year| year <= day.year()))
            .map(move |day| Slot { day, what: What::Yearly(index, dated) })
    }

    /// Makes the event of a yearly date on a day.
    pub(super) fn yearly_event(&self, index: ContactIndex, dated: Dated<'_>, day: Day) -> Event {
        let contact = self.build.compiled.people.contact(index);
        let what = match dated.kind {
            Kind::Date if self.detail == Detail::Full && !self.secrets.are_in(dated.label) => {
                plain(dated.label).into_owned()
            }
            kind => kind.label().to_owned(),
        };
        let who = self.who(contact);
        let turns = dated.yearly.turns(day).filter(|_| self.detail >= Detail::Name);
        let turns = years(turns);
        // The id that the agenda gives to this date, so that event and card share it.
        let id = follow_up_id(dated.kind, &contact.id, &dated.key(day));
        let uid = self.uid(&id);
        let announced = (self.detail == Detail::Full).then(|| self.announced(index, dated, day)).flatten();
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
    fn announced(&self, index: ContactIndex, dated: Dated<'_>, day: Day) -> Option<FollowUp> {
        let Build { compiled, config, .. } = self.build;
        compiled.agenda.planned_for(index)?;
        let situation = Situation::of(&compiled.people, index, config, self.today());
        let shown =
            Shown { turn: day, first: day, on: day, by: day, state: State::Upcoming, overdue_days: 0 };
        let offered = (&Market::default(), &Newest::of(&situation));
        let announced = follow_up(&situation, offered, on_the_day(&situation, &dated, day), shown);
        Some(FollowUp { newest: shown_since(&situation), ..announced })
    }
}

/// Returns the day since which topic and channel have been what they are today.
fn shown_since(situation: &Situation<'_>) -> Option<Day> {
    let contacts = || situation.past.iter().rev().filter(|entry| entry.kind.is_contact());
    let told = offer::told(situation.past, situation.name()).and_then(|told| told.text.as_deref());
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
