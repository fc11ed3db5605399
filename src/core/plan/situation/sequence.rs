//! Sequences (design 5.2): which one is in force, which of its touches is open, or how it ended.

mod replay;

use self::replay::replayed;
use super::Situation;
use super::starts::Cause;
use crate::core::agenda::about::About;
use crate::core::agenda::model::Lapsed;
use crate::core::config::model::Touch;
use crate::core::day::Day;
use crate::core::people::contact::Interaction;
use crate::core::place::Place;
use crate::core::text::lower;
use std::ops::Range;

/// The results of all sequences of a contact, in the order of their starts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sequences<'a> {
    /// The sequence in force, else the last one that ended. One that lapsed does not hide how an earlier one
    /// ended, and one that was cut short before anything was sent counts only if there is no other.
    pub current: Option<Running<'a>>,
    /// The lapses of all sequences, oldest first.
    pub lapses: Vec<Lapsed>,
    /// The ranges of the history during which a sequence that did not lapse was in force.
    pub spans: Vec<Range<usize>>,
    /// The positions of the entries that started a sequence, unless it was cut short before anything was
    /// sent.
    pub starters: Vec<usize>,
}

/// A sequence of a contact and its state.
#[derive(Clone, Debug, PartialEq)]
pub struct Running<'a> {
    /// Name of the sequence.
    pub name: &'a str,
    /// The day it counts from.
    pub anchor: Day,
    /// What started it.
    pub cause: Cause<'a>,
    /// The evidence.
    pub place: Option<Place>,
    /// Position in the history of the entry that started it; `None` if a date of the note did.
    pub entry: Option<usize>,
    /// The range of the history that was replayed: from the first entry after its start to its end.
    pub span: Range<usize>,
    /// State at the end of the replay.
    pub state: RunState<'a>,
    /// Number of touches sent.
    pub sent: u32,
    /// Number of touches of the sequence.
    pub touches: usize,
    /// The positions of messages that only name touches sent before. They send none.
    pub sent_again: Vec<usize>,
}

impl Running<'_> {
    /// What its touches are about.
    pub fn about(&self) -> About {
        self.entry.map_or(About::Contact, About::BegunBy)
    }

    /// The first entry that belongs to it.
    pub fn begin(&self) -> usize {
        self.entry.unwrap_or(self.span.start)
    }

    fn weight(&self) -> Weight {
        match self.state {
            RunState::Superseded | RunState::Paused(_) if self.sent == 0 => Weight::CutShort,
            RunState::Lapsed { .. } => Weight::Lapsed,
            _ => Weight::Traced,
        }
    }
}

/// State of a sequence.
#[derive(Clone, Debug, PartialEq)]
pub enum RunState<'a> {
    /// A touch is open.
    Open(OpenTouch<'a>),
    /// They answered, or you met, on this day.
    Answered(Day),
    /// The last touch was sent, and at least two in all.
    Closed(Day),
    /// The last touch was sent, and it was the only one.
    Done(Day),
    /// The last touch was skipped, in the entry at this position of the history.
    Skipped(usize),
    /// The last touch was passed over, after something had been sent.
    PassedOver {
        /// When that touch was due.
        due: Day,
        /// When it was passed over.
        on: Day,
    },
    /// A later sequence started before this one had ended; it never resumes.
    Superseded,
    /// A pause ended on this day before this one had; it never resumes.
    Paused(Day),
    /// Nothing was ever sent.
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
    /// Day of the last touch sent, if any.
    pub last_sent: Option<Day>,
}

/// Replays all sequences of a contact and finds the current one.
pub fn sequences<'a>(situation: &Situation<'a>) -> Sequences<'a> {
    let mut sequences = Sequences::default();
    for (run, lapses) in replayed(situation) {
        sequences.lapses.extend(lapses);
        let weight = run.weight();
        if weight != Weight::CutShort {
            sequences.starters.extend(run.entry);
        }
        if weight != Weight::Lapsed {
            sequences.spans.push(run.begin()..run.span.end);
        }
        if sequences.current.as_ref().is_none_or(|before| before.weight() <= weight) {
            sequences.current = Some(run);
        }
    }
    sequences
}

/// How much the end of a sequence says, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Weight {
    /// It was cut short before anything was sent.
    CutShort,
    Lapsed,
    /// It is in force, or something was sent or answered.
    Traced,
}

/// All sequences ever started, each in its state when the next one started. Only the review counts the
/// earlier ones; what is due does not depend on them.
pub fn runs<'a>(situation: &Situation<'a>) -> impl Iterator<Item = Running<'a>> {
    replayed(situation).into_iter().map(|(run, _)| run)
}

/// Whether a hashtag of an entry names a touch.
pub fn is_named(touch: &Touch, entry: &Interaction) -> bool {
    // Most entries have no hashtags, so the name is only folded when needed.
    !entry.hashtags.is_empty() && {
        let name = lower(&touch.name);
        entry.hashtags.iter().any(|tag| **tag == *name)
    }
}
