//! Birthdays and other yearly dates of a contact, and their events.

use super::collect::{Calendar, MOST_SUMMARY, Slot, What, YEARLY_DAYS};
use super::event::{Event, Newer};
use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::Kind;
use crate::core::config::outputs::Detail;
use crate::core::day::{Day, Yearly};
use crate::core::note::facts::Labelled;
use crate::core::output::escape::inline::plain;
use crate::core::people::contact::Contact;
use crate::core::plan::id::follow_up_id;
use crate::core::plan::rules::dates;
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
    pub(super) fn id(self, contact: &Contact, day: Day) -> FollowUpId {
        let (kind, key) = match self {
            Returning::Birthday(_) => (Kind::Birthday, dates::key(dates::BIRTHDAY, 0, day)),
            Returning::Date(date) => (Kind::Date, dates::key(&date.label, date.before, day)),
        };
        follow_up_id(kind, &contact.id, &key)
    }
}

impl Calendar<'_> {
    /// Returns birthdays and other yearly dates. Each is a dated event, not a recurrence rule, so that ages
    /// and 29 February are right.
    pub(super) fn yearly(&self) -> Vec<Slot<'_>> {
        let contacts = self.build.compiled.people.contacts.iter();
        let told = contacts.filter(|contact| contact.is_open() && self.may_tell(contact));
        told.flat_map(|contact| {
            let birthday = contact.facts.birthday.iter().map(|found| Returning::Birthday(found.value));
            let dates = contact.facts.rare.dates.iter().map(Returning::Date);
            birthday.chain(dates).flat_map(|returning| self.returns(contact, returning))
        })
        .collect()
    }

    fn returns<'s>(
        &self,
        contact: &'s Contact,
        returning: Returning<'s>,
    ) -> impl Iterator<Item = Slot<'s>> + use<'s> {
        let yearly = returning.yearly();
        let last = self.today().plus_days(YEARLY_DAYS);
        let leap_day = self.build.config.dates.leap_day;
        let first = yearly.on_or_after(self.today(), leap_day);
        std::iter::successors(Some(first), move |day| Some(yearly.on_or_after(day.plus_days(1), leap_day)))
            .take_while(move |day| *day <= last && *day < Day::LAST)
            .filter(move |day| yearly.since.is_none_or(|year| year <= day.year()))
            .map(move |day| Slot { day, what: What::Yearly(contact, returning) })
    }

    /// Makes the event of a yearly date on a day.
    pub(super) fn yearly_event(&self, contact: &Contact, returning: Returning<'_>, day: Day) -> Event {
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
        let place = one_line(contact.path.as_str());
        // If the label is secret, the id tells two dates of a day apart.
        let hidden = label.is_some_and(|label| self.secrets.are_in(label));
        let told = if hidden { &*id } else { &*what };
        Event {
            day,
            time: None,
            summary: clip(&format!("{who}: {what}{turns}"), MOST_SUMMARY).into_owned(),
            description: self.description(contact, &id, || format!("{told}\n{place}\n")),
            url: self.url(contact),
            // The first day on which it could be in a feed; no line of the log changes that.
            stamp: day.plus_days(-YEARLY_DAYS),
            newer: Newer::PutOff(0),
            sequence: 0,
            alarm: self.build.config.feed.alarm,
            uid,
        }
    }
}

/// Returns the years of a yearly date for its summary: ` (41)`, or nothing if they are unknown.
pub(super) fn years(turns: Option<i32>) -> String {
    turns.map_or(String::new(), |years| format!(" ({years})"))
}
