//! What a follow-up is about: a task, a date or a line of its contact. Like [`super::detail`], it is looked
//! up when an output needs it.

use super::model::{FollowUp, Kind};
use crate::core::note::channel::Channel;
use crate::core::people::contact::{Contact, Interaction, OwnedTask};

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

    /// Whether it is done only by something sent, whatever the channel: a wish before its day counts only if it was
    /// sent, and a question is no answer.
    pub fn is_sent(&self) -> bool {
        matches!(self.kind, Kind::Birthday | Kind::Waiting)
    }

    /// Whether, done as proposed, it is logged as something sent to them. Arranging a meeting is not a meeting, and a
    /// talk would end the sequence of a touch as answered.
    pub fn goes_out(&self) -> bool {
        self.arranges() || self.is_sent() || self.kind == Kind::Touch && self.is_talk()
    }
}
