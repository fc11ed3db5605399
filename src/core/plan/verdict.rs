//! What a rule answers.

use super::id::Key;
use crate::core::agenda::about::About;
use crate::core::agenda::model::{Kind, Lapsed, Reason};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::people::contact::ContactIndex;
use crate::core::place::Place;
use std::fmt;

/// The answer of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There is something to do, now or on a day to come.
    Due(Box<Proposal>),
    /// There will be something to do, on a day past those of which anything is shown.
    Later(Kind, Day),
    /// There is nothing to do, for a reason.
    Quiet(Because),
    /// Nothing in the notes or the configuration concerns this rule: what is missing, in words.
    Idle(&'static str),
}

impl Verdict {
    /// What there is to do, if it was put into words.
    pub fn proposal(&self) -> Option<&Proposal> {
        match self {
            Verdict::Due(proposal) => Some(proposal),
            Verdict::Later(..) | Verdict::Quiet(_) | Verdict::Idle(_) => None,
        }
    }

    /// What lapsed, if that is why the rule is quiet.
    pub fn lapse(&self) -> Option<&Lapse> {
        match self {
            Verdict::Quiet(Because { lapsed, .. }) => lapsed.as_ref(),
            Verdict::Due(_) | Verdict::Later(..) | Verdict::Idle(_) => None,
        }
    }

    /// The kind and the day of what there is to do.
    pub fn proposed(&self) -> Option<(Kind, Day)> {
        match self {
            Verdict::Due(proposal) => Some((proposal.kind, proposal.due)),
            Verdict::Later(kind, due) => Some((*kind, *due)),
            Verdict::Quiet(_) | Verdict::Idle(_) => None,
        }
    }
}

/// Who asks the rules, and so what is put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// `why`, to which every answer is told.
    Why,
    /// The agenda: what is to be done, and what lapsed. It shows nothing past this day, and counts the rest.
    Agenda(Day),
}

/// What the rules answer, one after the other.
///
/// Most answers are that there is nothing to do. They are only ever told by `why`, so their words come as
/// [`fmt::Arguments`], which are made into a text for `why` alone.
#[derive(Debug)]
pub struct Verdicts {
    audience: Audience,
    given: Vec<Verdict>,
}

impl Verdicts {
    /// No answers yet.
    pub fn for_audience(audience: Audience) -> Verdicts {
        Verdicts { audience, given: Vec::new() }
    }

    /// The answers since they were last taken.
    pub fn take(&mut self) -> impl Iterator<Item = Verdict> {
        self.given.drain(..)
    }

    /// Whether none was given since they were last taken.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Something to do.
    pub fn due(&mut self, proposal: Proposal) {
        self.given.push(Verdict::Due(Box::new(proposal)));
    }

    /// Something to do that stands beside whatever else there is to do, and so is shown from its own day on.
    /// Where that day is past all that is shown, nothing of it is put into words: of birthdays that is nearly all.
    /// What competes with others is put into words in any case, for they are compared by what it proposes.
    pub fn due_by_itself(&mut self, kind: Kind, due: Day, proposal: impl FnOnce() -> Proposal) {
        match self.audience {
            Audience::Agenda(last) if due > last && !kind.is_relationship() => {
                self.given.push(Verdict::Later(kind, due));
            }
            Audience::Agenda(_) | Audience::Why => self.due(proposal()),
        }
    }

    /// Nothing to do, because.
    pub fn quiet(&mut self, said: fmt::Arguments<'_>, place: Option<Place>) {
        if self.audience == Audience::Why {
            self.given.push(Verdict::Quiet(Because { text: said.to_string(), place, lapsed: None }));
        }
    }

    /// Nothing to do any more: it lapsed.
    pub fn lapsed(&mut self, lapse: Lapse, said: fmt::Arguments<'_>, place: Option<Place>) {
        let text = if self.audience == Audience::Why { said.to_string() } else { String::new() };
        self.given.push(Verdict::Quiet(Because { text, place, lapsed: Some(lapse) }));
    }

    /// Nothing concerns this rule: what is missing.
    pub fn idle(&mut self, missing: &'static str) {
        if self.audience == Audience::Why {
            self.given.push(Verdict::Idle(missing));
        }
    }
}

/// Why a rule is quiet.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// In words, lower case, without a full stop; empty for the agenda, which does not tell it.
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
    pub key: Key,
    /// What of its contact it is about.
    pub about: About,
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
    pub touch: Option<Box<str>>,
    /// Sequence it belongs to.
    pub sequence: Option<Box<str>>,
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
    pub fn new(kind: Kind, key: Key, title: String, due: Day, by: Day) -> Proposal {
        Proposal {
            kind,
            key,
            about: About::Contact,
            title,
            due,
            by: by.max(due),
            date: None,
            interval: 7,
            usual: 0,
            // A list makes room for four by itself, and most follow-ups have one reason or two.
            reasons: Vec::with_capacity(if kind == Kind::KeepInTouch { 2 } else { 1 }),
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
    pub fn because(
        mut self,
        rule: &'static str,
        text: impl Into<Box<str>>,
        place: Option<Place>,
    ) -> Proposal {
        self.reasons.push(Reason { rule, text: text.into(), place });
        self
    }

    /// Says what of its contact it is about.
    #[must_use]
    pub fn about(mut self, about: About) -> Proposal {
        self.about = about;
        self
    }

    /// Says which dated fact is the newest behind it.
    #[must_use]
    pub fn since(mut self, day: Day) -> Proposal {
        self.stamp = day;
        self
    }
}
