//! The words that a card proposes to log in its contact's own note (design 7).

use super::{Refused, names};
use crate::core::agenda::about::About;
use crate::core::agenda::logged::logged;
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::note::body::line::plain;
use crate::core::note::facts::{Reading, Source};
use crate::core::note::log::line::reading::{read, read_alone, read_text};
use crate::core::note::log::line::subjects::Subjects;
use crate::core::note::log::line::words::{Direction, WordTable};
use crate::core::people::contact::{Contact, Interaction, InteractionKind};
use crate::core::plan::rules::dates::WISH_AHEAD;
use crate::core::problem::MOST_QUOTED;
use crate::core::text::clip;
use std::ops::RangeInclusive;

/// What to write when a follow-up is done as proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proposed {
    /// A line in the log.
    Log(String),
    /// A tick on its task.
    Tick,
    /// Nothing; it ends by itself.
    Nothing,
    /// Nothing, since its day is still to come and a line written today would not settle it.
    Early,
}

/// Returns what to write when a follow-up is done as proposed.
pub fn proposed(follow_up: &FollowUp, contact: &Contact, today: Day) -> Proposed {
    if is_early(follow_up, contact, today) {
        return Proposed::Early;
    }
    match follow_up.kind {
        Kind::Promise => Proposed::Tick,
        Kind::Prepare => Proposed::Nothing,
        Kind::Waiting => Proposed::Log(format!("{}{}", sent(follow_up), asked(follow_up, contact))),
        Kind::Next if follow_up.arranges() => {
            Proposed::Log(format!("{}: arranging to meet", sent(follow_up)))
        }
        Kind::Birthday
        | Kind::Touch
        | Kind::Reply
        | Kind::Next
        | Kind::KeepInTouch
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Date
        | Kind::Event => {
            if let Some(answer) = logged(follow_up.channel).answer.filter(|_| follow_up.kind == Kind::Reply) {
                return Proposed::Log(format!("{answer} {}", whom(contact)));
            }
            let head = if follow_up.goes_out() { sent(follow_up) } else { head(follow_up) };
            let hashtag = follow_up.hashtag();
            Proposed::Log(hashtag.map_or(head.to_owned(), |hashtag| format!("{head} #{hashtag}")))
        }
    }
}

/// Returns the name of a contact, or a word for one whose name would be more than words in a line: a comment, a hashtag.
fn whom(contact: &Contact) -> &str {
    let is_mark = |letter: char| letter.is_ascii_punctuation() && !".'-".contains(letter);
    let name = contact.name();
    if name.contains(is_mark) { "them" } else { name }
}

/// Whether the day of a follow-up is still to come, so that no line of the given day settles it.
pub fn is_early(follow_up: &FollowUp, contact: &Contact, today: Day) -> bool {
    let paused = contact.facts.rare.paused_until.is_some_and(|until| until.value > today);
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

/// Says why a preparation is neither done nor put off nor skipped, however that is asked for.
pub fn nothing_to_log(preparation: &FollowUp) -> Refused {
    let message = format!("`{}` ends by itself on the day; there is nothing to log", preparation.title);
    let is_birthday = preparation.about == About::Contact;
    let wish = "a wish that is sent before, such as `card #birthday`, settles it and the birthday";
    Refused::new(message, if is_birthday { wish } else { "`[x]` in agenda.md keeps it ticked until then" })
}

/// Refuses words about a preparation that would be read as a message of theirs: `got the gift`.
pub fn taken_for_theirs(follow_up: &FollowUp, words: &str, table: &WordTable) -> Result<(), Refused> {
    if follow_up.kind != Kind::Prepare || read_text(words, table) != Reading::Clear(Direction::In, None) {
        return Ok(());
    }
    let words = clip(words, MOST_QUOTED);
    let message = format!("`{words}` would be read as something that they sent you");
    Err(Refused::new(message, "a preparation needs no line; if they did write, say how: `email in: ...`"))
}

/// Whether a follow-up stays open after the given words are logged on a day, so that it must be skipped as
/// well: a waiting-for that came up in a conversation. A message counts as asking by itself (design 5.5).
pub fn stays_open(
    follow_up: &FollowUp,
    contact: &Contact,
    (day, words): (Day, &str),
    table: &WordTable,
) -> bool {
    if follow_up.kind != Kind::Waiting {
        return false;
    }
    match read_text(words, table) {
        Reading::Clear(Direction::Out, _) => day < follow_up.due,
        Reading::Light => true,
        Reading::Clear(Direction::In | Direction::Both, _)
        | Reading::Assumed
        | Reading::Reply
        | Reading::Mention
        | Reading::Cancelled
        | Reading::Intention
        | Reading::Skip => follow_up.task(contact).is_some(),
    }
}

/// Says why a follow-up that is not a waiting-for stays open after the given words are logged on a day.
pub fn why_it_stays(
    follow_up: &FollowUp,
    contact: &Contact,
    (day, words): (Day, &str),
    table: &WordTable,
) -> Option<String> {
    if is_early(follow_up, contact, day) {
        return Some(format!("it is for {}, and nothing logged before that settles it", follow_up.due));
    }
    let is_talk = |entry: &Interaction| {
        entry.day == day
            && entry.source == Source::Log
            && entry.kind == InteractionKind::Clear(Direction::Both)
    };
    let is_told_again = follow_up.kind == Kind::Touch
        && matches!(read_text(words, table), Reading::Clear(Direction::Both, _))
        && contact.history.iter().any(is_talk);
    is_told_again.then(|| {
        "a talk of that day is logged already, and one more is the same; a message, such as `call out: ...`, \
         would be another"
            .to_owned()
    })
}

/// Whether the last entry that the log has of these days says these words already, so that a second one would settle
/// nothing more.
pub fn is_logged(contact: &Contact, words: &str, days: RangeInclusive<Day>, table: &WordTable) -> bool {
    let of_days = contact.history.iter().rev().filter(|entry| days.contains(&entry.day));
    let mut logged = of_days.filter(|entry| {
        entry.source == Source::Log && !matches!(entry.kind, InteractionKind::Skip | InteractionKind::Again)
    });
    let Some(entry) = logged.next() else { return false };
    let words = plain(words);
    let meant = read_alone(&words.text, table);
    let alike = match meant.reading {
        Reading::Clear(direction, channel) => {
            entry.kind.direction() == Some(direction) && entry.channel == channel
        }
        Reading::Light => entry.kind == InteractionKind::Light,
        Reading::Assumed => entry.kind == InteractionKind::Assumed,
        Reading::Reply | Reading::Mention | Reading::Cancelled | Reading::Intention | Reading::Skip => false,
    };
    let topic = entry.text.as_deref().unwrap_or_default();
    let tags = || entry.hashtags.iter().map(|tag| &**tag);
    alike
        && topic.to_lowercase() == meant.topic().to_lowercase()
        && words.hashtags.iter().map(String::as_str).eq(tags())
}

/// Whether a follow-up before its day would be the second one on a day, as if the command for the first had
/// been repeated: a touch after a message, a keep-in-touch after any contact.
pub fn is_second_today(follow_up: &FollowUp, contact: &Contact, today: Day) -> bool {
    let came_before = |entry: &Interaction| match follow_up.kind {
        Kind::Touch => entry.kind == InteractionKind::Clear(Direction::Out),
        Kind::KeepInTouch => entry.kind.is_contact(),
        Kind::Birthday
        | Kind::Reply
        | Kind::Next
        | Kind::ReEngage
        | Kind::FirstContact
        | Kind::Drift
        | Kind::Date
        | Kind::Event
        | Kind::Waiting
        | Kind::Promise
        | Kind::Prepare => false,
    };
    let is_of_today = |entry: &Interaction| entry.day == today && entry.source == Source::Log;
    follow_up.due > today && contact.history.iter().any(|entry| is_of_today(entry) && came_before(entry))
}

/// Returns the user's own text for the log, in place of the proposed one. If the text does not say what was
/// done, the proposed words come first. The hashtag that settles the card is added unless the text is about
/// something else than sending: a talk (but not on a birthday), a message from them, a cancelled meeting.
pub fn in_own_words(follow_up: &FollowUp, contact: &Contact, text: &str, table: &WordTable) -> String {
    let names = names(&contact.facts, &contact.path);
    let words = plain(text);
    let (text, sent) = match read(&words.text, table.with(&Subjects::named(&names))).reading {
        Reading::Assumed => {
            let is_sent = follow_up.kind == Kind::Birthday || !follow_up.is_talk();
            (format!("{}: {text}", head(follow_up)), is_sent)
        }
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

/// Returns the words for what was done, without a topic.
fn head(follow_up: &FollowUp) -> &'static str {
    if follow_up.is_sent() { sent(follow_up) } else { logged(follow_up.channel).own }
}

/// Returns words that are read as going out.
fn sent(follow_up: &FollowUp) -> &'static str {
    logged(follow_up.channel).own_out
}

fn asked(follow_up: &FollowUp, contact: &Contact) -> String {
    follow_up.task(contact).map(|task| format!(": asked about {}", task.task.title())).unwrap_or_default()
}
