//! Birthdays and other yearly dates of a contact.

use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::Kind;
use crate::core::day::{Day, Yearly};
use crate::core::note::facts::Labelled;
use crate::core::people::contact::Contact;
use crate::core::plan::id::follow_up_id;
use crate::core::plan::rules::dates;

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
