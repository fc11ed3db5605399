//! What a card proposes to log: the words for a contact's own note (design 7).

use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::note::channel::Channel;
use crate::core::output::links::is_hashtag;
use crate::core::people::contact::Contact;

/// What doing a follow-up as proposed comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// A line of the log.
    Log(String),
    /// A line of the log, and the waiting-for asks again after a while.
    LogAndWait(String),
    /// Its task is ticked.
    Tick,
    /// Nothing can be written: it ends by itself.
    Nothing,
}

/// What to write once a follow-up is done as proposed.
pub fn proposed(follow_up: &FollowUp, contact: &Contact) -> Proposed {
    let see_by = contact.facts.see_by.map(|found| found.value);
    let meet = follow_up.kind == Kind::Next && see_by == Some(follow_up.by) && follow_up.due < follow_up.by;
    match follow_up.kind {
        Kind::Promise => Proposed::Tick,
        Kind::Prepare => Proposed::Nothing,
        Kind::Waiting if task_of(follow_up, contact).is_some() => {
            Proposed::LogAndWait(format!("{}{}", words(follow_up.channel), asked(follow_up, contact)))
        }
        Kind::Next if meet => Proposed::Log("met".to_owned()),
        Kind::Birthday => Proposed::Log(format!("{} #birthday", wish(follow_up))),
        Kind::Touch => {
            let hashtag = follow_up.touch.as_deref().filter(|touch| is_hashtag(touch));
            let hashtag = hashtag.map(|touch| format!(" #{touch}")).unwrap_or_default();
            Proposed::Log(format!("{}{hashtag}", words(follow_up.channel)))
        }
        Kind::Reply
        | Kind::Next
        | Kind::Waiting
        | Kind::KeepInTouch
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Date
        | Kind::Event => Proposed::Log(words(follow_up.channel).to_owned()),
    }
}

/// Words that a contact's own log reads as what was done.
fn words(channel: Option<Channel>) -> &'static str {
    match channel {
        Some(Channel::Email) => "email out",
        Some(Channel::Text) => "text out",
        Some(Channel::Linkedin) => "linkedin out",
        Some(Channel::Letter) => "letter out",
        Some(Channel::Gift) => "gift out",
        Some(Channel::Phone) => "call",
        Some(Channel::Video) => "video call",
        Some(Channel::InPerson) => "met",
        Some(Channel::Meeting) => "meeting",
        Some(Channel::Comment) => "commented on a post",
        None => "wrote",
    }
}

/// A wish before its day counts as one if it was sent, so a call is one that goes out.
fn wish(follow_up: &FollowUp) -> &'static str {
    match follow_up.channel {
        Some(Channel::Phone) => "call out",
        Some(Channel::Video) => "video out",
        Some(Channel::InPerson | Channel::Meeting | Channel::Comment) | None => "wrote",
        channel @ Some(
            Channel::Email | Channel::Text | Channel::Linkedin | Channel::Letter | Channel::Gift,
        ) => words(channel),
    }
}

fn asked(follow_up: &FollowUp, contact: &Contact) -> String {
    task_of(follow_up, contact).map(|task| format!(": asked about {}", task.task.text)).unwrap_or_default()
}

/// The task behind a promise or a waiting-for.
pub fn task_of<'c>(
    follow_up: &FollowUp,
    contact: &'c Contact,
) -> Option<&'c crate::core::people::contact::OwnedTask> {
    let place = follow_up.reasons.first()?.place.as_ref()?;
    match follow_up.kind {
        Kind::Promise | Kind::Waiting => {
            contact.tasks.iter().find(|owned| owned.path == place.path && Some(owned.task.spot) == place.spot)
        }
        Kind::Reply
        | Kind::Next
        | Kind::Touch
        | Kind::KeepInTouch
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Birthday
        | Kind::Date
        | Kind::Event
        | Kind::Prepare => None,
    }
}
