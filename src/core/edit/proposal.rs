//! What a card proposes to log: the words for a contact's own note (design 7).

use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::facts::{Reading, Source};
use crate::core::note::line::plain;
use crate::core::note::reading::{Subjects, read};
use crate::core::note::words::{Direction, WordTable};
use crate::core::people::contact::{Contact, InteractionKind, OwnedTask};
use crate::core::plan::dates::WISH_AHEAD;
use crate::core::text::fold_name;

/// What doing a follow-up as proposed comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// A line of the log.
    Log(String),
    /// A line of the log, and what it leaves open is passed over: a waiting-for asks
    /// again after a while, a meeting that was arranged does not.
    LogAndWait(String),
    /// Its task is ticked.
    Tick,
    /// Nothing can be written: it ends by itself.
    Nothing,
    /// Nothing that is written today would settle it: its day is still to come.
    Early,
}

/// What to write once a follow-up is done as proposed.
pub fn proposed(follow_up: &FollowUp, contact: &Contact, today: Day) -> Proposed {
    if is_early(follow_up, contact, today) {
        return Proposed::Early;
    }
    match follow_up.kind {
        Kind::Promise => Proposed::Tick,
        Kind::Prepare => Proposed::Nothing,
        Kind::Waiting if task_of(follow_up, contact).is_some() => {
            Proposed::LogAndWait(format!("{}{}", words(follow_up.channel), asked(follow_up, contact)))
        }
        // A call or a meeting answers a question by itself.
        Kind::Waiting if !is_live(follow_up.channel) => Proposed::LogAndWait(head(follow_up).to_owned()),
        Kind::Next if is_see_by(follow_up, contact) => Proposed::LogAndWait(wish(follow_up).to_owned()),
        Kind::Birthday
        | Kind::Touch
        | Kind::Reply
        | Kind::Next
        | Kind::Waiting
        | Kind::KeepInTouch
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Date
        | Kind::Event => Proposed::Log(match follow_up.hashtag() {
            Some(hashtag) => format!("{} #{hashtag}", head(follow_up)),
            None => head(follow_up).to_owned(),
        }),
    }
}

fn is_live(channel: Option<Channel>) -> bool {
    matches!(channel, Some(Channel::Phone | Channel::Video | Channel::InPerson | Channel::Meeting))
}

/// Whether it asks to arrange a meeting, which is not yet the meeting.
fn is_see_by(follow_up: &FollowUp, contact: &Contact) -> bool {
    let see_by = contact.facts.see_by.map(|found| found.value);
    follow_up.kind == Kind::Next && see_by == Some(follow_up.by) && follow_up.due < follow_up.by
}

fn is_early(follow_up: &FollowUp, contact: &Contact, today: Day) -> bool {
    let paused = contact.facts.paused_until.is_some_and(|until| until.value > today);
    match follow_up.kind {
        Kind::Next | Kind::Waiting | Kind::Date | Kind::Event => follow_up.due > today,
        Kind::Birthday => follow_up.due > today.plus_days(WISH_AHEAD),
        Kind::ReEngage => paused && follow_up.due > today,
        Kind::Reply
        | Kind::Touch
        | Kind::KeepInTouch
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Promise
        | Kind::Prepare => false,
    }
}

/// Whether words leave open what they were for, so that it is passed over with them.
pub fn leaves_open(follow_up: &FollowUp, contact: &Contact, text: &str, table: &WordTable) -> bool {
    let sent = matches!(
        read(&plain(text).text, table, &Subjects::of(&[])).reading,
        Reading::Clear(Direction::Out, _) | Reading::Light
    );
    sent || task_of(follow_up, contact).is_some()
}

/// Whether these words are the last ones in the log of this day: said twice they settle
/// no more than said once.
pub fn is_said_today(contact: &Contact, words: &str, today: Day, table: &WordTable) -> bool {
    let not_later = contact.history.iter().rev().filter(|entry| entry.day <= today);
    let mut newest = not_later.filter(|entry| entry.kind != InteractionKind::Skip);
    let Some(entry) = newest.next().filter(|entry| entry.day == today && entry.source == Source::Log) else {
        return false;
    };
    let words = plain(words);
    let meant = read(&words.text, table, &Subjects::of(&[]));
    let alike = match meant.reading {
        Reading::Clear(direction, channel) => {
            entry.kind == InteractionKind::Clear(direction) && entry.channel == channel
        }
        Reading::Light => entry.kind == InteractionKind::Light,
        Reading::Assumed
        | Reading::Reply
        | Reading::Mention
        | Reading::Cancelled
        | Reading::Intention
        | Reading::Skip => false,
    };
    let topic = entry.text.as_deref().unwrap_or_default();
    let tags = || entry.hashtags.iter().map(|tag| &**tag);
    alike
        && topic.to_lowercase() == meant.topic().to_lowercase()
        && words.hashtags.iter().map(String::as_str).eq(tags())
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
    let (text, sent) = match read(&words.text, table, &Subjects::of(&names)).reading {
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
    match follow_up.hashtag().filter(|tag| sent && !words.hashtags.contains(&tag.to_lowercase())) {
        Some(tag) => format!("{text} #{tag}"),
        None => text,
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
    if !matches!(follow_up.kind, Kind::Promise | Kind::Waiting) {
        return None;
    }
    let place = follow_up.reasons.first()?.place.as_ref()?;
    contact.tasks.iter().find(|owned| owned.path == place.path && Some(owned.task.spot) == place.spot)
}
