//! What a rule answers: a [`Verdict`], and the [`Proposal`] in it.

use super::id::Key;
use crate::core::agenda::about::About;
use crate::core::agenda::model::{Kind, Lapsed, Reason};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::place::Place;
use std::fmt;

/// One answer of a rule.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// There is something to do, now or later.
    Due(Box<Proposal>),
    /// There is something to do after the last day that the agenda shows; only its kind and day are known.
    Later(Kind, Day),
    /// There is nothing to do, for a reason.
    Quiet(Because),
    /// The rule does not apply; says in words what is not set.
    Idle(&'static str),
}

impl Verdict {
    /// The proposal, if there is one in words.
    pub fn proposal(&self) -> Option<&Proposal> {
        match self {
            Verdict::Due(proposal) => Some(proposal),
            Verdict::Later(..) | Verdict::Quiet(_) | Verdict::Idle(_) => None,
        }
    }

    /// What lapsed, if that is why the rule is quiet.
    pub fn lapse(&self) -> Option<&Lapsed> {
        match self {
            Verdict::Quiet(Because { lapsed, .. }) => lapsed.as_ref(),
            Verdict::Due(_) | Verdict::Later(..) | Verdict::Idle(_) => None,
        }
    }

    /// The kind and due day of what there is to do.
    pub fn proposed(&self) -> Option<(Kind, Day)> {
        match self {
            Verdict::Due(proposal) => Some((proposal.kind, proposal.due)),
            Verdict::Later(kind, due) => Some((*kind, *due)),
            Verdict::Quiet(_) | Verdict::Idle(_) => None,
        }
    }
}

/// Who asks the rules; decides which answers are put into words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// `why`, which prints every answer.
    Why,
    /// The agenda, which shows proposals up to this day and reports lapses. It only counts later proposals.
    Agenda(Day),
}

/// Collects the answers of the rules.
///
/// Most answers are that there is nothing to do, and only `why` prints those. So their words are passed as
/// [`fmt::Arguments`] and formatted for `why` alone.
#[derive(Debug)]
pub struct Verdicts {
    audience: Audience,
    given: Vec<Verdict>,
}

impl Verdicts {
    /// An empty collection.
    pub fn for_audience(audience: Audience) -> Verdicts {
        Verdicts { audience, given: Vec::new() }
    }

    /// Takes out the answers given so far.
    pub fn take(&mut self) -> impl Iterator<Item = Verdict> {
        self.given.drain(..)
    }

    /// Whether no answer was given since the last [`take`](Verdicts::take).
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Proposes something to do.
    pub fn due(&mut self, proposal: Proposal) {
        self.given.push(Verdict::Due(Box::new(proposal)));
    }

    /// Proposes something that does not compete with other follow-ups and is shown from its due day on. If
    /// that is past the last day of the agenda, as for nearly all birthdays, the proposal is never made.
    /// Relationship kinds are always proposed in full, since they are compared with each other.
    pub fn due_by_itself(&mut self, kind: Kind, due: Day, proposal: impl FnOnce() -> Proposal) {
        match self.audience {
            Audience::Agenda(last) if due > last && !kind.is_relationship() => {
                self.given.push(Verdict::Later(kind, due));
            }
            Audience::Agenda(_) | Audience::Why => self.due(proposal()),
        }
    }

    /// Answers that there is nothing to do, and why.
    pub fn quiet(&mut self, said: fmt::Arguments<'_>, place: Option<Place>) {
        if self.audience == Audience::Why {
            self.given.push(Verdict::Quiet(Because { text: said.to_string(), place, lapsed: None }));
        }
    }

    /// Answers that something lapsed.
    pub fn lapsed(&mut self, lapse: Lapsed, said: fmt::Arguments<'_>, place: Option<Place>) {
        let text = if self.audience == Audience::Why { said.to_string() } else { String::new() };
        self.given.push(Verdict::Quiet(Because { text, place, lapsed: Some(lapse) }));
    }

    /// Answers that the rule does not apply, and what is missing.
    pub fn idle(&mut self, missing: &'static str) {
        if self.audience == Audience::Why {
            self.given.push(Verdict::Idle(missing));
        }
    }
}

/// Why a rule is quiet.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// In words, lower case, without a full stop; empty for the agenda, which does not print it.
    pub text: String,
    /// The evidence.
    pub place: Option<Place>,
    /// What lapsed, if that is the reason.
    pub lapsed: Option<Lapsed>,
}

/// Something to do, before it is decided whether and when it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Kind of the follow-up.
    pub kind: Kind,
    /// What distinguishes it from others of its kind; part of its id.
    pub key: Key,
    /// The part of the contact's note it is about.
    pub about: About,
    /// What to do, in a few words.
    pub title: String,
    /// First day to do it.
    pub due: Day,
    /// Last good day.
    pub by: Day,
    /// The day of the birthday, date or event itself.
    pub date: Option<Day>,
    /// Number of days that count as one unit of lateness: the cadence, or 7 (design 5.8).
    pub interval: u32,
    /// Twice the usual number of days between two contacts; 0 for kinds other than drift.
    pub usual: i64,
    /// The reasons, that of the rule itself first.
    pub reasons: Vec<Reason>,
    /// How many of the reasons are its own; `None` until those of other rules are added.
    pub own_reasons: Option<usize>,
    /// Channel of the touch, which takes precedence over the contact's.
    pub channel: Option<Channel>,
    /// Name of the touch.
    pub touch: Option<Box<str>>,
    /// Name of the sequence.
    pub sequence: Option<Box<str>>,
    /// Whether it is never overdue and not in the feed.
    pub optional: bool,
    /// Number of years since the first one, for yearly dates.
    pub turns: Option<i32>,
    /// For this many days after its date a date is still shown, as belated; 0 for other kinds.
    pub grace: u32,
    /// Newest dated fact it is based on. It does not depend on today, since the feed's time stamps are made
    /// from it.
    pub stamp: Day,
}

impl Proposal {
    /// A proposal with an interval of 7 days and no extras; `by` is never before `due`.
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
            // A `Vec` would start with room for four, and most follow-ups have one or two reasons.
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

    /// Sets the part of the note it is about.
    #[must_use]
    pub fn about(mut self, about: About) -> Proposal {
        self.about = about;
        self
    }

    /// Sets the newest dated fact it is based on.
    #[must_use]
    pub fn since(mut self, day: Day) -> Proposal {
        self.stamp = day;
        self
    }
}
