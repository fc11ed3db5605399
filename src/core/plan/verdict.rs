//! What a rule answers.

use crate::core::agenda::model::{Kind, Lapsed, Reason};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::people::contact::ContactIndex;
use crate::core::place::Place;

/// The answer of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There is something to do, now or on a day to come.
    Due(Box<Proposal>),
    /// There is nothing to do, for a reason.
    Quiet(Because),
    /// Nothing in the notes or the configuration concerns this rule: what is missing, in words.
    Idle(&'static str),
}

impl Verdict {
    /// Something to do.
    pub fn due(proposal: Proposal) -> Verdict {
        Verdict::Due(Box::new(proposal))
    }

    /// Nothing to do, because.
    pub fn quiet(text: impl Into<String>, place: Option<Place>) -> Verdict {
        Verdict::Quiet(Because { text: text.into(), place, lapsed: None })
    }
}

impl Verdict {
    /// What lapsed, if that is why the rule is quiet.
    pub fn lapse(&self) -> Option<&Lapse> {
        match self {
            Verdict::Quiet(Because { lapsed, .. }) => lapsed.as_ref(),
            Verdict::Due(_) | Verdict::Idle(_) => None,
        }
    }
}

/// Why a rule is quiet.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// In words, lower case, without a full stop.
    pub text: String,
    /// The evidence.
    pub place: Option<Place>,
    /// What went away by a published rule, if that is why.
    pub lapsed: Option<Lapse>,
}

/// A follow-up that lapsed (design 5.9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse {
    /// What kind.
    pub kind: Kind,
    /// When it was due.
    pub due: Day,
    /// When it lapsed.
    pub on: Day,
}

impl Lapse {
    /// The row of `agenda.json`.
    pub fn of(&self, contact: ContactIndex) -> Lapsed {
        Lapsed { contact, kind: self.kind, due: self.due, on: self.on }
    }
}

/// Something to do, before it is decided whether and when it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What kind of thing.
    pub kind: Kind,
    /// What makes it this one: part of its id, so never a text that changes with the day.
    pub key: String,
    /// What to do, in a few words.
    pub title: String,
    /// First day to do it.
    pub due: Day,
    /// Last good day.
    pub by: Day,
    /// The birthday or event itself.
    pub date: Option<Day>,
    /// Days after which it counts as late once more: the cadence, or 7 (design 5.8).
    pub interval: u32,
    /// Twice the days that usually lie between two contacts, where the silence is what it is about.
    pub usual: i64,
    /// Why, the rule itself first.
    pub reasons: Vec<Reason>,
    /// How many of the reasons are its own, once those of other rules were added.
    pub own_reasons: Option<usize>,
    /// Channel that wins over the contact's own.
    pub channel: Option<Channel>,
    /// Touch of a sequence.
    pub touch: Option<String>,
    /// Sequence it belongs to.
    pub sequence: Option<String>,
    /// Never overdue, not in the feed.
    pub optional: bool,
    /// Years since, for yearly dates.
    pub turns: Option<i32>,
    /// Days after its date on which a date is belated; 0 for other kinds.
    pub grace: u32,
    /// Newest dated fact behind it. The same whatever day it is: the feed's stamps rest on it.
    pub stamp: Day,
}

impl Proposal {
    /// A proposal with the usual interval and nothing special.
    pub fn new(kind: Kind, key: String, title: String, due: Day, by: Day) -> Proposal {
        Proposal {
            kind,
            key,
            title,
            due,
            by: by.max(due),
            date: None,
            interval: 7,
            usual: 0,
            reasons: Vec::new(),
            own_reasons: None,
            channel: None,
            touch: None,
            sequence: None,
            optional: false,
            turns: None,
            grace: 0,
            stamp: due,
        }
    }

    /// Adds a reason.
    #[must_use]
    pub fn because(mut self, rule: &'static str, text: impl Into<String>, place: Option<Place>) -> Proposal {
        self.reasons.push(Reason { rule, text: text.into(), place });
        self
    }

    /// Says which dated fact is the newest behind it.
    #[must_use]
    pub fn since(mut self, day: Day) -> Proposal {
        self.stamp = day;
        self
    }
}
