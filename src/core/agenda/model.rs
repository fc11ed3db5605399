//! The agenda: what the rules decided, arranged for people. Outputs read this
//! and the contacts, and decide nothing themselves.

use super::about::About;
use super::follow_up_id::FollowUpId;
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::meant_tags::BIRTHDAY;
use crate::core::people::contact::ContactIndex;
use crate::core::place::{NotePath, Place};
use crate::core::text::count;
use std::sync::Arc;

/// Everything there is to do, and who is left in peace.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// The day it was made for.
    pub today: Day,
    /// Name of the vault, never a path.
    pub vault: String,
    /// Whether the newest interaction is over 21 days old (design 5.8).
    pub welcome_back: bool,
    /// All that is due, overdue or belated, and what comes within the horizon, in
    /// agenda order: section, then rank (week and later: by `on`).
    #[allow(clippy::vec_box, reason = "ranking moves them, and what they take is never taken twice")]
    pub follow_ups: Vec<Box<FollowUp>>,
    /// The days of all that the rules chose, beyond the horizon too, by contact; for the review.
    pub planned: Vec<Planned>,
    /// Contacts on whom planning failed, in order: what they plan is not known.
    pub failed: Vec<ContactIndex>,
    /// Contacts at rest, by the day they return.
    pub resting: Vec<Resting>,
    /// What lapsed within the last 30 days.
    pub lapsed: Vec<Lapsed>,
    /// How many contacts there are; for empty states.
    pub contacts: usize,
}

/// One thing to do for one contact.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// The same each day.
    pub id: FollowUpId,
    /// What kind of thing.
    pub kind: Kind,
    /// For whom.
    pub contact: ContactIndex,
    /// What of theirs it is about.
    pub about: About,
    /// What to do, in a few words: "Reply to Ada".
    pub title: Box<str>,
    /// First day to do it.
    pub due: Day,
    /// Last good day.
    pub by: Day,
    /// The day it is shown on; never before today.
    pub on: Day,
    /// The first day it could be shown on, whatever today is.
    pub first: Day,
    /// The birthday or event itself.
    pub date: Option<Day>,
    /// How it stands today.
    pub state: State,
    /// Days past its last good day, or past its date; 0 if neither.
    pub overdue_days: i64,
    /// Part of the agenda.
    pub section: Section,
    /// Proposed channel.
    pub channel: Option<Channel>,
    /// Touch of a sequence.
    pub touch: Option<Box<str>>,
    /// Sequence it belongs to.
    pub sequence: Option<Box<str>>,
    /// Never overdue, not in the feed.
    pub optional: bool,
    /// Years since, for birthdays and yearly dates.
    pub turns: Option<i32>,
    /// Attempts since they were last heard from.
    pub attempts: u32,
    /// Why, with evidence; the first is the rule itself.
    pub reasons: Vec<Reason>,
    /// How many of the reasons are its own; those of other kinds come and go with the days.
    pub own_reasons: u32,
    /// What the last interaction was about.
    pub topic: Option<Arc<str>>,
    /// What to share.
    pub resources: Box<[Offer]>,
    /// Whom to introduce.
    pub introductions: Box<[Introduction]>,
    /// Date of the newest dated fact behind it, which may lie ahead; for the feed's stamps.
    pub stamp: Day,
    /// Day of the newest contact or attempt that is not ahead.
    pub newest: Option<Day>,
    /// The day from which something planned, or a time away, has put it where it is.
    pub put_off: Option<Day>,
}

impl FollowUp {
    /// Whether it is in Today.
    pub fn is_today(&self) -> bool {
        self.section == Section::Today
    }

    /// The hashtag that settles it in a log, without `#`; none if its kind needs none, or the name of
    /// its touch is no hashtag.
    pub fn hashtag(&self) -> Option<&str> {
        if self.kind == Kind::Birthday {
            return Some(BIRTHDAY);
        }
        self.touch.as_deref().filter(|touch| self.kind == Kind::Touch && is_hashtag(touch))
    }
}

fn is_hashtag(name: &str) -> bool {
    name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/'))
        && name.chars().any(char::is_alphabetic)
}

/// Kinds of follow-ups (design 5), relationship kinds first and in their order (5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An answer is owed.
    Reply,
    /// The note names the next step.
    Next,
    /// A message of a sequence.
    Touch,
    /// They owe you something.
    Waiting,
    /// The cadence has come round.
    KeepInTouch,
    /// A rest ends.
    ReEngage,
    /// Never contacted.
    FirstContact,
    /// Going quiet.
    Drift,
    /// You owe them something.
    Promise,
    /// Their birthday.
    Birthday,
    /// Another yearly date.
    Date,
    /// Something that happens once.
    Event,
    /// Time to prepare for a date.
    Prepare,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: &[Kind] = &[
        Kind::Reply,
        Kind::Next,
        Kind::Touch,
        Kind::Waiting,
        Kind::KeepInTouch,
        Kind::ReEngage,
        Kind::FirstContact,
        Kind::Drift,
        Kind::Promise,
        Kind::Birthday,
        Kind::Date,
        Kind::Event,
        Kind::Prepare,
    ];

    /// The name in JSON, file names and filters.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// The label people read on a card.
    pub fn label(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Kind::Reply => ("reply", "Reply owed"),
            Kind::Next => ("next", "Next step"),
            Kind::Touch => ("touch", "Follow up"),
            Kind::Waiting => ("waiting", "Waiting for"),
            Kind::KeepInTouch => ("keep-in-touch", "Keep in touch"),
            Kind::ReEngage => ("re-engage", "Get back in touch"),
            Kind::FirstContact => ("first-contact", "First contact"),
            Kind::Drift => ("drift", "Going quiet"),
            Kind::Promise => ("promise", "Promise"),
            Kind::Birthday => ("birthday", "Birthday"),
            Kind::Date => ("date", "Date"),
            Kind::Event => ("event", "Event"),
            Kind::Prepare => ("prepare", "Prepare"),
        }
    }

    /// Kinds of which a contact has one at a time; they come first.
    pub fn is_relationship(self) -> bool {
        match self {
            Kind::Reply
            | Kind::Next
            | Kind::Touch
            | Kind::Waiting
            | Kind::KeepInTouch
            | Kind::ReEngage
            | Kind::FirstContact
            | Kind::Drift => true,
            Kind::Promise | Kind::Birthday | Kind::Date | Kind::Event | Kind::Prepare => false,
        }
    }

    /// Kinds that a message is written for (design 6.4).
    pub fn is_written(self) -> bool {
        match self {
            Kind::FirstContact | Kind::Drift | Kind::Prepare => false,
            Kind::Reply
            | Kind::Next
            | Kind::Touch
            | Kind::Waiting
            | Kind::KeepInTouch
            | Kind::ReEngage
            | Kind::Promise
            | Kind::Birthday
            | Kind::Date
            | Kind::Event => true,
        }
    }

    /// Kinds that come round each year on a date of the contact.
    pub fn is_yearly(self) -> bool {
        matches!(self, Kind::Birthday | Kind::Date)
    }

    /// Kinds that belong to a day of the calendar.
    pub fn is_date(self) -> bool {
        matches!(self, Kind::Birthday | Kind::Date | Kind::Event | Kind::Prepare)
    }
}

/// What the title of everything of kind `prepare` begins with, and of no other kind.
pub const PREPARE_FOR: &str = "Prepare for ";

/// How a follow-up stands today (design 5.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not yet.
    Upcoming,
    /// Now.
    Due,
    /// A date that passed and may still be kept.
    Belated,
    /// Past its last good day.
    Overdue,
}

impl State {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            State::Upcoming => "upcoming",
            State::Due => "due",
            State::Belated => "belated",
            State::Overdue => "overdue",
        }
    }
}

/// Parts of the agenda, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// For today.
    Today,
    /// Due too, but more than a day's worth.
    More,
    /// The next seven days.
    Week,
    /// Within the horizon.
    Later,
    /// Never contacted.
    First,
    /// Going quiet.
    Quiet,
}

impl Section {
    /// Every section, in order.
    pub const ALL: &[Section] =
        &[Section::Today, Section::More, Section::Week, Section::Later, Section::First, Section::Quiet];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// The heading people read.
    pub fn heading(self) -> &'static str {
        self.words().1
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Section::Today => ("today", "Today"),
            Section::More => ("more", "More due"),
            Section::Week => ("week", "This week"),
            Section::Later => ("later", "Later"),
            Section::First => ("first", "First contact"),
            Section::Quiet => ("quiet", "Going quiet"),
        }
    }
}

/// Why a follow-up is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Name of the rule that speaks.
    pub rule: &'static str,
    /// What it says.
    pub text: Box<str>,
    /// The evidence.
    pub place: Option<Place>,
}

/// A resource to share.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Offer {
    /// Title.
    pub title: String,
    /// Its note.
    pub path: NotePath,
    /// Address, if it has one.
    pub url: Option<String>,
}

/// Somebody worth introducing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Introduction {
    /// The other contact's name.
    pub name: String,
    /// The other contact's note.
    pub path: NotePath,
    /// What the one needs and the other offers, in the words of the one's note.
    pub need: String,
    /// The same as a sentence.
    pub why: String,
}

/// A contact at rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resting {
    /// Who.
    pub contact: ContactIndex,
    /// The day the rest counts from.
    pub since: Day,
    /// What began it.
    pub cause: RestCause,
    /// Attempts without an answer.
    pub attempts: u32,
    /// When the return is shown.
    pub returns: Day,
}

/// What began a rest (design 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestCause {
    /// They said `#not-now`.
    NotNow,
    /// They said no, and were answered.
    AfterNo,
    /// A sequence closed, or all attempts were made.
    Unanswered,
}

impl RestCause {
    /// Why, of somebody to whom so many attempts were made.
    pub fn in_words(self, attempts: u32) -> String {
        match self {
            RestCause::NotNow => "they said not now".to_owned(),
            RestCause::AfterNo => "they said no".to_owned(),
            RestCause::Unanswered => unanswered(attempts),
        }
    }
}

/// `1 attempt without an answer`.
pub fn unanswered(attempts: u32) -> String {
    format!("{} without an answer", count(usize::try_from(attempts).unwrap_or(usize::MAX), "attempt"))
}

impl Agenda {
    /// Whether to welcome somebody back: after a long break, to what waits.
    pub fn welcomes(&self) -> bool {
        self.welcome_back && self.has_waiting()
    }

    /// Whether anything can be done today, of whatever section.
    pub fn has_waiting(&self) -> bool {
        self.follow_ups.iter().any(|one| one.state != State::Upcoming)
    }

    /// What the rules chose for a contact; `None` if they failed on it.
    pub fn planned_for(&self, contact: ContactIndex) -> Option<&[Planned]> {
        if self.failed.binary_search(&contact).is_ok() {
            return None;
        }
        let start = self.planned.partition_point(|one| one.contact < contact);
        let end = self.planned.partition_point(|one| one.contact <= contact);
        Some(self.planned.get(start..end).unwrap_or_default())
    }
}

/// The day of a follow-up that the rules chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Whose.
    pub contact: ContactIndex,
    /// What kind.
    pub kind: Kind,
    /// The day it is shown on.
    pub on: Day,
}

/// Something that went away by a published rule (design 5.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapsed {
    /// Whose.
    pub contact: ContactIndex,
    /// What kind.
    pub kind: Kind,
    /// When it was due.
    pub due: Day,
    /// When it lapsed.
    pub on: Day,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture;

    #[test]
    fn what_is_planned_is_found_by_contact() {
        let mut agenda = fixture::compiled(Vec::new(), |_| Vec::new()).agenda;
        let planned = |contact, kind| Planned { contact: ContactIndex(contact), kind, on: agenda.today };
        let (reply, promise, date) =
            (planned(1, Kind::Reply), planned(1, Kind::Promise), planned(3, Kind::Date));
        agenda.planned = vec![reply, promise, date];
        agenda.failed = vec![ContactIndex(2)];
        let planned: Vec<Option<&[Planned]>> =
            (0..4).map(|contact| agenda.planned_for(ContactIndex(contact))).collect();
        assert_eq!(planned, [Some([].as_slice()), Some(&[reply, promise]), None, Some(&[date])]);
    }
}
