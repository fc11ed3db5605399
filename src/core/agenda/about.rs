//! What a follow-up is about: which task, date or line of its contact. What that says is looked up there when an
//! output asks, as for [`super::detail`].

use super::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::note::log::words::Direction;
use crate::core::people::contact::{Contact, Interaction, InteractionKind, OwnedTask};

/// What of its contact a follow-up is about. Positions are those of the lists named, of the same build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// The contact as a whole, as far as its kind does not say more.
    #[default]
    Contact,
    /// One of `Contact::tasks`: a promise, or what they owe you.
    Task(usize),
    /// What `next` says.
    NextStep,
    /// The day by which to meet, `see-by`.
    Meeting,
    /// One of `Rare::dates`, the yearly ones.
    Date(usize),
    /// One of `Rare::events`.
    Event(usize),
    /// A sequence that this entry of `Contact::history` began.
    BegunBy(usize),
}

impl FollowUp {
    /// The task behind a promise or a waiting-for.
    pub fn task<'c>(&self, contact: &'c Contact) -> Option<&'c OwnedTask> {
        let About::Task(position) = self.about else { return None };
        contact.tasks.get(position)
    }

    /// What the note calls its date or event, as written; none for a birthday.
    pub fn label<'c>(&self, contact: &'c Contact) -> Option<&'c str> {
        let rare = &contact.facts.rare;
        if let About::Date(position) = self.about {
            rare.dates.get(position).map(|date| &*date.label)
        } else if let About::Event(position) = self.about {
            rare.events.get(position).map(|event| &*event.text)
        } else {
            None
        }
    }

    /// The line of the log that began its sequence; none if a day that the note names did.
    pub fn beginning<'c>(&self, contact: &'c Contact) -> Option<&'c Interaction> {
        let About::BegunBy(position) = self.about else { return None };
        contact.history.get(position)
    }

    /// Whether it asks to arrange a meeting, which is not yet the meeting.
    pub fn arranges(&self) -> bool {
        self.about == About::Meeting
    }

    /// Whether only what goes out to them does it, on the day it is done: to arrange a meeting is no meeting, and a
    /// second talk on the day of one is that one told again, which sends no touch.
    pub fn goes_out(&self, contact: &Contact, today: Day) -> bool {
        let of_today = contact.history.iter().rev().skip_while(|entry| entry.day > today);
        let mut of_today = of_today.take_while(|entry| entry.day == today);
        let talked = |entry: &Interaction| entry.kind == InteractionKind::Clear(Direction::Both);
        self.arranges() || self.kind == Kind::Touch && of_today.any(talked)
    }
}
