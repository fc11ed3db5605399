//! Hashtags of a line that have a meaning.

use crate::core::text::behind_start;
use std::ops::Deref;

/// A question that is asked again (design 3.4).
pub const ASK: &str = "ask";
/// No answer is owed.
pub const NO_REPLY: &str = "no-reply";
/// No answer is owed, and the contact rests.
pub const NOT_NOW: &str = "not-now";
/// A birthday wish (design 5.5).
pub const BIRTHDAY: &str = "birthday";
/// A task that the contact owes (design 3.5).
pub const WAITING: &str = "waiting";

/// Whether a hashtag says that the contact owes a task: `waiting`, or `waiting-for` as other programs write it.
pub fn is_waiting(hashtag: &str) -> bool {
    let rest = behind_start(hashtag, WAITING);
    rest.is_some_and(|rest| rest.is_empty() || ["-for", "for", "_for"].contains(&&*rest.to_ascii_lowercase()))
}

/// Hashtags with a meaning in every vault. The names of sequences and touches have one too.
pub const EVERYWHERE: [&str; 5] = [NO_REPLY, NOT_NOW, ASK, WAITING, BIRTHDAY];

/// Hashtags with a meaning, folded, each once. Few of the many lines of a vault have any, so an empty list
/// takes only the room of a pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MeantTags(Option<Box<Hashtags>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Hashtags(Box<[Box<str>]>);

impl MeantTags {
    /// Whether a hashtag is among them.
    pub fn has(&self, hashtag: &str) -> bool {
        self.iter().any(|own| **own == *hashtag)
    }
}

impl Deref for MeantTags {
    type Target = [Box<str>];

    fn deref(&self) -> &[Box<str>] {
        self.0.as_ref().map_or(&[], |hashtags| &hashtags.0)
    }
}

impl FromIterator<Box<str>> for MeantTags {
    fn from_iter<I: IntoIterator<Item = Box<str>>>(found: I) -> MeantTags {
        let mut hashtags: Vec<Box<str>> = Vec::new();
        for hashtag in found {
            if !hashtags.contains(&hashtag) {
                hashtags.push(hashtag);
            }
        }
        MeantTags((!hashtags.is_empty()).then(|| Box::new(Hashtags(hashtags.into()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_written_in_several_ways() {
        assert!(
            ["waiting", "Waiting", "waiting-for", "waitingfor", "waiting_for"].into_iter().all(is_waiting)
        );
        assert!(!["wait", "waiting-room", "waitingforever", "waiting/for", ""].into_iter().any(is_waiting));
    }

    #[test]
    fn tags_are_unique_and_an_empty_list_is_pointer_sized() {
        let tags: MeantTags = ["thanks", "ask", "thanks"].map(Box::from).into_iter().collect();
        assert_eq!(tags.iter().map(|tag| &**tag).collect::<Vec<&str>>(), ["thanks", "ask"]);
        let none: MeantTags = std::iter::empty().collect();
        assert!(none.is_empty() && none == MeantTags::default());
        assert_eq!(size_of::<MeantTags>(), size_of::<usize>());
    }
}
