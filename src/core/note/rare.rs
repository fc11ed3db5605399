//! Facts that few contacts have. Most of the thousands of contacts of a vault have none; kept in every
//! contact, they would take half of the memory.

use super::facts::{Event, Labelled, Met, Next};
use crate::core::day::Day;
use crate::core::place::{Found, Spot};
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

/// Facts that few contacts have, parsed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RareFacts {
    /// Given name that the keys state, if the name does not begin with it.
    pub given: Option<Box<str>>,
    /// Relationship, as written.
    pub relationship: Option<Box<str>>,
    /// Next step.
    pub next: Option<Found<Next>>,
    /// Day by which to meet.
    pub see_by: Option<Found<Day>>,
    /// Yearly dates other than the birthday.
    pub dates: Box<[Labelled]>,
    /// Position at which the note says that the person died.
    pub died: Option<Spot>,
    /// When and where the contact was met.
    pub met: Option<Found<Met>>,
    /// Day until which nothing is proposed, whatever the status.
    pub paused_until: Option<Found<Day>>,
    /// Day until which relationship follow-ups are put off.
    pub snooze: Option<Found<Day>>,
    /// Day from which the sequence in the settings counts.
    pub sequence_start: Option<Found<Day>>,
    /// Interests, matched with topics of resources.
    pub interests: Box<[Box<str>]>,
    /// What this person looks for.
    pub needs: Box<[Box<str>]>,
    /// What this person can give.
    pub offers: Box<[Box<str>]>,
    /// An id that survives a rename.
    pub id: Option<Box<str>>,
    /// Whether the contact is kept out of what is published.
    pub private: bool,
    /// One-off events.
    pub events: Box<[Event]>,
}

/// Optional [`RareFacts`], allocated only for contacts that have some.
#[derive(Clone, Debug, Default)]
pub struct Rare(Option<Box<RareFacts>>);

impl Rare {
    /// Keeps the facts, if any is set.
    pub fn of(facts: RareFacts) -> Rare {
        Rare((facts != RareFacts::default()).then(|| Box::new(facts)))
    }
}

impl Deref for Rare {
    type Target = RareFacts;

    fn deref(&self) -> &RareFacts {
        static NONE: LazyLock<RareFacts> = LazyLock::new(RareFacts::default);
        self.0.as_deref().unwrap_or(&NONE)
    }
}

impl DerefMut for Rare {
    fn deref_mut(&mut self) -> &mut RareFacts {
        self.0.get_or_insert_default()
    }
}

/// An allocation without facts equals none.
impl PartialEq for Rare {
    fn eq(&self, other: &Rare) -> bool {
        **self == **other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_facts_that_are_set_are_allocated() {
        let none = Rare::of(RareFacts::default());
        let mut some = Rare::of(RareFacts { private: true, ..RareFacts::default() });
        assert!(none.0.is_none() && some.0.is_some() && some.private && !none.private);
        assert_ne!(none, some);
        some.private = false;
        assert_eq!(none, some);
    }
}
