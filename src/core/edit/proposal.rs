//! What a card proposes to log: the words for a contact's own note (design 7).

use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::line::{plain, read};
use crate::core::note::words::{Direction, WordTable};
use crate::core::output::links::is_hashtag;
use crate::core::people::contact::{Contact, OwnedTask};
use crate::core::text::fold_name;

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
        Kind::Birthday | Kind::Touch => Proposed::Log(match hashtag(follow_up) {
            Some(hashtag) => format!("{} #{hashtag}", head(follow_up)),
            None => head(follow_up).to_owned(),
        }),
        Kind::Reply
        | Kind::Next
        | Kind::Waiting
        | Kind::KeepInTouch
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Date
        | Kind::Event => Proposed::Log(head(follow_up).to_owned()),
    }
}

/// A text of the user's own in place of what is proposed: where it does not say how it
/// was, what is proposed says so, and the hashtag that settles the card goes with it.
pub fn in_own_words(follow_up: &FollowUp, contact: &Contact, text: &str, table: &WordTable) -> String {
    let names: Vec<String> = std::iter::once(&contact.facts.name)
        .chain(&contact.facts.aliases)
        .map(|name| fold_name(name))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let words = plain(text);
    let (text, sent) = match read(&words.text, table, &names).reading {
        Reading::Assumed => (format!("{}: {text}", head(follow_up)), true),
        Reading::Clear(Direction::Out, _) | Reading::Light => (text.to_owned(), true),
        Reading::Clear(Direction::Both, _) => (text.to_owned(), follow_up.kind == Kind::Birthday),
        Reading::Clear(Direction::In, _)
        | Reading::Reply
        | Reading::Mention
        | Reading::Cancelled
        | Reading::Intention
        | Reading::Skip => (text.to_owned(), false),
    };
    match hashtag(follow_up).filter(|tag| sent && !words.hashtags.contains(&tag.to_lowercase())) {
        Some(tag) => format!("{text} #{tag}"),
        None => text,
    }
}

/// The hashtag that settles a card.
fn hashtag(follow_up: &FollowUp) -> Option<&str> {
    match follow_up.kind {
        Kind::Birthday => Some("birthday"),
        Kind::Touch => follow_up.touch.as_deref().filter(|touch| is_hashtag(touch)),
        Kind::Reply
        | Kind::Next
        | Kind::Waiting
        | Kind::KeepInTouch
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Promise
        | Kind::Date
        | Kind::Event
        | Kind::Prepare => None,
    }
}

/// What was done, without what it was about.
fn head(follow_up: &FollowUp) -> &'static str {
    if follow_up.kind == Kind::Birthday { wish(follow_up) } else { words(follow_up.channel) }
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
pub fn task_of<'c>(follow_up: &FollowUp, contact: &'c Contact) -> Option<&'c OwnedTask> {
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
