//! What a follow-up is about: a task, a date or a line of its contact. Like [`super::detail`], it is looked
//! up when an output needs it.

use super::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Contact, Interaction, InteractionKind, OwnedTask};

/// The part of a contact's note that a follow-up is about. Positions are valid within the same build.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum About {
    /// The contact as a whole.
    #[default]
    Contact,
    /// A task, by its position in `Contact::tasks`: a promise or a waiting-for.
    Task(usize),
    /// The note's `next`.
    NextStep,
    /// The note's `see-by`: a meeting to arrange.
    Meeting,
    /// A yearly date, by its position in `Rare::dates`.
    Date(usize),
    /// An event, by its position in `Rare::events`.
    Event(usize),
    /// A sequence, by the position in `Contact::history` of the entry that started it.
    BegunBy(usize),
}

impl FollowUp {
    /// The task of a promise or a waiting-for.
    pub fn task<'c>(&self, contact: &'c Contact) -> Option<&'c OwnedTask> {
        let About::Task(position) = self.about else { return None };
        contact.tasks.get(position)
    }

    /// The note's words for a date or event; `None` for a birthday.
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

    /// The log entry that started its sequence; `None` if a date in the note did.
    pub fn beginning<'c>(&self, contact: &'c Contact) -> Option<&'c Interaction> {
        let About::BegunBy(position) = self.about else { return None };
        contact.history.get(position)
    }

    /// Whether it asks to arrange a meeting.
    pub fn arranges(&self) -> bool {
        self.about == About::Meeting
    }

    /// The hashtag for the line that is proposed for the log. A talk ends a sequence by itself, and the name of a
    /// touch does nothing on its line.
    pub fn hashtag_to_log(&self, contact: &Contact, today: Day) -> Option<&str> {
        self.hashtag().filter(|_| !self.is_talk() || self.goes_out(contact, today))
    }

    /// Whether its channel is one by which people talk with each other.
    pub fn is_talk(&self) -> bool {
        match self.channel {
            Some(Channel::Phone | Channel::Video | Channel::InPerson | Channel::Meeting) => true,
            Some(
                Channel::Email
                | Channel::Text
                | Channel::Linkedin
                | Channel::Letter
                | Channel::Gift
                | Channel::Comment,
            )
            | None => false,
        }
    }

    /// Whether it is logged as something sent to them. Arranging a meeting is not a meeting, a wish before its day
    /// counts only if it was sent, and a question is no answer; and on the day of a talk, a second one would count
    /// as a repetition and send no touch.
    pub fn goes_out(&self, contact: &Contact, today: Day) -> bool {
        let of_today = contact.history.iter().rev().skip_while(|entry| entry.day > today);
        let mut of_today = of_today.take_while(|entry| entry.day == today);
        let talked = |entry: &Interaction| entry.kind == InteractionKind::Clear(Direction::Both);
        self.arranges()
            || matches!(self.kind, Kind::Birthday | Kind::Waiting)
            || self.kind == Kind::Touch && of_today.any(talked)
    }
}
