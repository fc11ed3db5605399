//! The agenda: what the rules decided, in sections and order. Outputs read this and the contacts, and decide
//! nothing themselves.

use super::about::About;
use super::follow_up_id::FollowUpId;
use crate::core::day::Day;
use crate::core::named::named;
use crate::core::note::channel::Channel;
use crate::core::note::meant_tags::BIRTHDAY;
use crate::core::people::contact::ContactIndex;
use crate::core::place::{NotePath, Place};
use crate::core::text::count;
use std::sync::Arc;

/// All follow-ups of a day, the resting contacts, and what lapsed.
#[derive(Clone, Debug)]
pub struct Agenda {
    /// The day it was made for.
    pub today: Day,
    /// Name of the vault, never a path.
    pub vault: String,
    /// Whether to welcome the user back: after a long break, if anything can be done today (design 5.8).
    pub welcome_back: bool,
    /// Everything due, overdue or belated, and what comes within the horizon, in agenda order: by section,
    /// then by rank (Week and Later: by `on`).
    #[allow(clippy::vec_box, reason = "ranking moves them, and what they take is never taken twice")]
    pub follow_ups: Vec<Box<FollowUp>>,
    /// The days of all follow-ups that the rules chose, also those past the horizon, by contact; for the
    /// review.
    pub planned: Vec<Planned>,
    /// Contacts whose plan panicked, sorted; nothing is known of what is due for them.
    pub failed: Vec<ContactIndex>,
    /// Resting contacts, by the day of their return.
    pub resting: Vec<Resting>,
    /// What lapsed within the last 30 days.
    pub lapsed: Vec<Lapsed>,
    /// Number of contacts, for texts of an empty agenda.
    pub contacts: usize,
}

/// One thing to do for one contact.
#[derive(Clone, Debug, PartialEq)]
pub struct FollowUp {
    /// Stable from day to day.
    pub id: FollowUpId,
    /// Kind of the follow-up.
    pub kind: Kind,
    /// Index of the contact.
    pub contact: ContactIndex,
    /// The part of the contact's note it is about.
    pub about: About,
    /// What to do, in a few words: "Reply to Ada".
    pub title: Box<str>,
    /// First day to do it.
    pub due: Day,
    /// Last good day.
    pub by: Day,
    /// The day it is shown on, today at the earliest.
    pub on: Day,
    /// Its due day, or the day until which it is put off.
    pub turn: Day,
    /// The first day it may be shown on, regardless of today.
    pub first: Day,
    /// The day of the birthday, date or event itself.
    pub date: Option<Day>,
    /// State today.
    pub state: State,
    /// Days past its last good day, or past its date; 0 if neither has passed.
    pub overdue_days: i64,
    /// Section of the agenda.
    pub section: Section,
    /// Proposed channel.
    pub channel: Option<Channel>,
    /// Name of the touch.
    pub touch: Option<Box<str>>,
    /// Name of the sequence.
    pub sequence: Option<Box<str>>,
    /// Whether it is never overdue and not in the feed.
    pub optional: bool,
    /// Number of years since the first one, for birthdays and yearly dates.
    pub turns: Option<i32>,
    /// Attempts since they were last heard from.
    pub attempts: u32,
    /// The reasons with their evidence, that of the rule itself first.
    pub reasons: Vec<Reason>,
    /// How many of the reasons are its own; those of other kinds change from day to day.
    pub own_reasons: u32,
    /// The text of the newest interaction that has one.
    pub topic: Option<Arc<str>>,
    /// Resources to share.
    pub resources: Box<[Offer]>,
    /// Contacts to introduce.
    pub introductions: Box<[Introduction]>,
    /// The newest dated fact it is based on, which may be in the future; for the feed's time stamps.
    pub stamp: Day,
    /// The first day of the newest run of interactions with the same topic and channel.
    pub newest: Option<Day>,
    /// The day since which a planned meeting, time away or days off have moved it to where it is.
    pub put_off: Option<Day>,
}

impl FollowUp {
    /// Whether it is in Today.
    pub fn is_today(&self) -> bool {
        self.section == Section::Today
    }

    /// The hashtag that completes it in a log, without `#`; `None` if its kind needs none, or if the touch
    /// has a name that cannot be a hashtag.
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

named! {
    /// Kinds of follow-ups (design 5), the relationship kinds first and in their order (5.6).
    pub enum Kind {
        /// You owe an answer.
        Reply "reply" "Reply owed",
        /// The next step named in the note.
        Next "next" "Next step",
        /// A message of a sequence.
        Touch "touch" "Follow up",
        /// They owe you something.
        Waiting "waiting" "Waiting for",
        /// The interval of the cadence has passed.
        KeepInTouch "keep-in-touch" "Keep in touch",
        /// The return after a rest or a pause.
        ReEngage "re-engage" "Get back in touch",
        /// A contact with a cadence and no interaction yet.
        FirstContact "first-contact" "First contact",
        /// The silence is longer than usual.
        Drift "drift" "Going quiet",
        /// You owe them something.
        Promise "promise" "Promise",
        /// Their birthday.
        Birthday "birthday" "Birthday",
        /// Another yearly date.
        Date "date" "Date",
        /// An event that happens once.
        Event "event" "Event",
        /// Time to prepare for a date or an event.
        Prepare "prepare" "Prepare",
    }
    /// The label people read on a card.
    label
}

impl Kind {
    /// Whether it is a relationship kind: of these together a contact has at most one follow-up at a time.
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

    /// Whether a message is drafted for this kind (design 6.4).
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

    /// Whether the kind recurs each year on a date of the contact.
    pub fn is_yearly(self) -> bool {
        matches!(self, Kind::Birthday | Kind::Date)
    }

    /// Whether the kind belongs to a calendar day.
    pub fn is_date(self) -> bool {
        matches!(self, Kind::Birthday | Kind::Date | Kind::Event | Kind::Prepare)
    }
}

/// The start of the title of all follow-ups of kind `prepare`, and of no other kind.
pub const PREPARE_FOR: &str = "Prepare for ";

named! {
    /// State of a follow-up on a day (design 5.7).
    pub enum State {
        /// Its day has not come.
        Upcoming "upcoming",
        /// To be done now.
        Due "due",
        /// A date that has passed but may still be kept.
        Belated "belated",
        /// Past its last good day.
        Overdue "overdue",
    }
}

named! {
    /// Sections of the agenda, in order.
    pub enum Section {
        /// To be done today.
        Today "today" "Today",
        /// Due as well, but over the limit for a day.
        More "more" "More due",
        /// Within the next seven days.
        Week "week" "This week",
        /// Later, within the horizon.
        Later "later" "Later",
        /// Contacts without any interaction.
        First "first" "First contact",
        /// Contacts who are going quiet.
        Quiet "quiet" "Going quiet",
    }
    /// The heading people read.
    heading
}

/// Why a follow-up is on the agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Name of the rule.
    pub rule: &'static str,
    /// The reason in words.
    pub text: Box<str>,
    /// The evidence.
    pub place: Option<Place>,
}

/// A resource to share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offer {
    /// Title of the resource.
    pub title: String,
    /// Path of its note.
    pub path: NotePath,
    /// Its URL, if any.
    pub url: Option<String>,
}

/// A contact to introduce.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Introduction {
    /// The other contact's name.
    pub name: String,
    /// The other contact's note.
    pub path: NotePath,
    /// What one needs and the other offers, in the words of the note of the one in need.
    pub need: String,
    /// The same in a sentence.
    pub why: String,
}

/// A resting contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resting {
    /// Index of the contact.
    pub contact: ContactIndex,
    /// The day from which the return is counted.
    pub since: Day,
    /// What began it.
    pub cause: RestCause,
    /// Number of attempts without an answer.
    pub attempts: u32,
    /// The day on which the return is shown.
    pub returns: Day,
}

/// What began a rest (design 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestCause {
    /// They said `#not-now`.
    NotNow,
    /// They said no, and that was answered.
    AfterNo,
    /// A sequence closed, or as many attempts as allowed were made.
    Unanswered,
}

impl RestCause {
    /// The cause in words, given the number of attempts.
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
    /// Whether anything can be done today, in whatever section.
    pub fn has_waiting(&self) -> bool {
        self.follow_ups.iter().any(|one| one.state != State::Upcoming)
    }

    /// The chosen follow-ups of a contact; `None` if planning failed for it.
    pub fn planned_for(&self, contact: ContactIndex) -> Option<&[Planned]> {
        if self.failed.binary_search(&contact).is_ok() {
            return None;
        }
        let start = self.planned.partition_point(|one| one.contact < contact);
        let end = self.planned.partition_point(|one| one.contact <= contact);
        Some(self.planned.get(start..end).unwrap_or_default())
    }
}

/// The day of a follow-up chosen by the rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Index of the contact.
    pub contact: ContactIndex,
    /// Kind of the follow-up.
    pub kind: Kind,
    /// The day it is shown on.
    pub on: Day,
}

/// A follow-up that lapsed (design 5.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lapsed {
    /// Index of the contact.
    pub contact: ContactIndex,
    /// Kind of the follow-up.
    pub kind: Kind,
    /// First day to do it.
    pub due: Day,
    /// The day on which it lapsed.
    pub on: Day,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture;

    #[test]
    fn planned_days_are_found_by_contact() {
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
