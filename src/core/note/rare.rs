//! What few notes say of a contact. A vault has thousands of contacts, of which most have none of it: held
//! beside what all have, it would take half of their memory.

use super::facts::{Event, Labelled, Met, Next};
use crate::core::day::Day;
use crate::core::place::{Found, Spot};
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

/// What few notes say of a contact, parsed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RareFacts {
    /// Relationship, as written.
    pub relationship: Option<Box<str>>,
    /// Next step.
    pub next: Option<Found<Next>>,
    /// Day by which to meet.
    pub see_by: Option<Found<Day>>,
    /// Other yearly dates.
    pub dates: Box<[Labelled]>,
    /// Where the note says that the person died.
    pub died: Option<Spot>,
    /// When and where first met.
    pub met: Option<Found<Met>>,
    /// Until when nothing is proposed, whatever the status.
    pub paused_until: Option<Found<Day>>,
    /// Day until which relationship follow-ups are put off.
    pub snooze: Option<Found<Day>>,
    /// Day that the sequence of `settings` counts from.
    pub sequence_start: Option<Found<Day>>,
    /// Interests, matched with topics of resources.
    pub interests: Box<[Box<str>]>,
    /// What this person looks for.
    pub needs: Box<[Box<str>]>,
    /// What this person can give.
    pub offers: Box<[Box<str>]>,
    /// An id that survives a rename.
    pub id: Option<Box<str>>,
    /// Kept out of what is published.
    pub private: bool,
    /// One-off events.
    pub events: Box<[Event]>,
}

/// Room for [`RareFacts`] that is asked for only where there are any.
#[derive(Clone, Debug, Default)]
pub struct Rare(Option<Box<RareFacts>>);

impl Rare {
    /// Keeps them, if there are any.
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

/// Room without facts in it is as good as none.
impl PartialEq for Rare {
    fn eq(&self, other: &Rare) -> bool {
        **self == **other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_asked_for_only_where_there_is_something_to_keep() {
        let none = Rare::of(RareFacts::default());
        let mut some = Rare::of(RareFacts { private: true, ..RareFacts::default() });
        assert!(none.0.is_none() && some.0.is_some() && some.private && !none.private);
        assert_ne!(none, some);
        some.private = false;
        assert_eq!(none, some);
    }
}
