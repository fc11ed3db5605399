//! Sequences replayed over a history (design 5.2): which one is in force, which of
//! its touches is open, or how it ended.

mod replay;

use self::replay::replayed;
use super::Situation;
use super::starts::Cause;
use crate::core::agenda::about::About;
use crate::core::config::model::Touch;
use crate::core::day::Day;
use crate::core::people::contact::Interaction;
use crate::core::place::Place;
use crate::core::plan::verdict::Lapse;
use crate::core::text::lower;
use std::ops::Range;

/// The sequences of a contact, replayed in the order of their starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequences<'a> {
    /// The one in force, or the last one that left a trace; one that lapsed only if no other did.
    pub current: Option<Running<'a>>,
    /// What lapsed of all of them, oldest first.
    pub lapses: Vec<Lapse>,
    /// The positions of the history at which one that did not lapse was in force.
    pub spans: Vec<Range<usize>>,
    /// The positions of the entries that started one.
    pub starters: Vec<usize>,
}

/// A sequence of a contact, with where it stands today.
#[derive(Clone, Debug, PartialEq)]
pub struct Running<'a> {
    /// Its name.
    pub name: &'a str,
    /// The day it counts from.
    pub anchor: Day,
    /// What started it.
    pub cause: Cause<'a>,
    /// The evidence.
    pub place: Option<Place>,
    /// Position in the history of the entry that started it, if one did.
    pub entry: Option<usize>,
    /// The positions of the history that were replayed: the first after its start, and
    /// the first after its end.
    pub span: Range<usize>,
    /// Where it stands.
    pub state: RunState<'a>,
    /// Touches of it that were sent.
    pub sent: u32,
    /// Touches it has.
    pub touches: usize,
}

impl Running<'_> {
    /// What a touch of it is about.
    pub fn about(&self) -> About {
        self.entry.map_or(About::Contact, About::BegunBy)
    }
}

/// Where a sequence stands.
#[derive(Clone, Debug, PartialEq)]
pub enum RunState<'a> {
    /// A touch is open.
    Open(OpenTouch<'a>),
    /// They answered, or you met.
    Answered(Day),
    /// The last touch was sent, and at least two in all.
    Closed(Day),
    /// The last touch was sent alone, or skipped.
    Done(Day),
    /// The time of the last touch passed, after something was sent.
    PassedOver {
        /// When that touch was due.
        due: Day,
        /// When it was passed over.
        on: Day,
    },
    /// A later one began before it had ended; it never resumes.
    Superseded,
    /// Nothing was ever sent: it leaves no trace.
    Lapsed {
        /// When its first touch was due.
        due: Day,
        /// When it lapsed.
        on: Day,
    },
}

/// The touch to send next.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenTouch<'a> {
    /// The touch.
    pub touch: &'a Touch,
    /// Its number, from 1.
    pub number: usize,
    /// First day.
    pub due: Day,
    /// Last good day.
    pub by: Day,
    /// Day of the last thing sent, if anything was.
    pub last_sent: Option<Day>,
}

/// The sequences of a contact: which one is in force, what lapsed of any.
pub fn sequences<'a>(situation: &Situation<'a>) -> Sequences<'a> {
    let mut sequences = Sequences::default();
    for (run, lapses) in replayed(situation) {
        sequences.lapses.extend(lapses);
        sequences.starters.extend(run.entry);
        let lapsed = matches!(run.state, RunState::Lapsed { .. });
        if !lapsed {
            sequences.spans.push(run.entry.unwrap_or(run.span.start)..run.span.end);
        }
        // What lapsed, or was overtaken before anything was sent, leaves no trace: how an
        // earlier one ended still counts.
        let traced = !lapsed && (run.state != RunState::Superseded || run.sent > 0);
        let before = sequences.current.take();
        sequences.current = match before {
            Some(before) if !traced && !matches!(before.state, RunState::Lapsed { .. }) => Some(before),
            Some(_) | None if traced || lapsed => Some(run),
            before => before,
        };
    }
    sequences
}

/// Every sequence that was ever started, each as it stood when the next one took its place.
/// What is due never depends on the earlier ones; the review counts them.
pub fn runs<'a>(situation: &Situation<'a>) -> impl Iterator<Item = Running<'a>> {
    replayed(situation).map(|(run, _)| run)
}

/// Whether a hashtag of a line names a touch.
pub fn is_named(touch: &Touch, entry: &Interaction) -> bool {
    // Most lines have none.
    !entry.hashtags.is_empty() && {
        let name = lower(&touch.name);
        entry.hashtags.iter().any(|tag| **tag == *name)
    }
}
