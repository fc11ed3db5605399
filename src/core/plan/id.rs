//! Ids of follow-ups: stable, short and legal as Obsidian block ids.

use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use sha2::{Digest, Sha256};
use std::fmt::{self, Write};
use std::sync::Arc;

/// Distinguishes a follow-up from others of its kind and contact. Ids are hashes of the texts below, so these
/// formats must never change, and must not contain anything that changes from day to day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A fact and its day: `last 2026-11-02`.
    Dated(&'static str, Day),
    /// The only one of its kind: `first`.
    First,
    /// A touch, with its sequence and anchor: `proposal 2026-11-11 resend`.
    Touch {
        /// Name of the sequence.
        sequence: Box<str>,
        /// The day the sequence counts from.
        anchor: Day,
        /// Name of the touch.
        touch: Box<str>,
    },
    /// The text of a task; the second with the same text is `send the list #2`.
    Task(Arc<str>, u32),
    /// The label and year of a yearly date; the second with the same label is `wedding 2026 #2`.
    Yearly(Box<str>, i32, u32),
    /// The day and folded text of an event: `2026-12-09 her exhibition opens`.
    Event(Day, Box<str>),
    /// What `followup draft` asked for, and the day of the last interaction: `asked value 2026-11-02`.
    Asked(Box<str>, Day),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Key::Dated(word, day) => write!(f, "{word} {day}"),
            Key::First => f.write_str("first"),
            Key::Touch { sequence, anchor, touch } => write!(f, "{sequence} {anchor} {touch}"),
            Key::Task(text, 1) => f.write_str(text),
            Key::Task(text, number) => write!(f, "{text} #{number}"),
            Key::Yearly(label, year, 1) => write!(f, "{label} {year}"),
            Key::Yearly(label, year, number) => write!(f, "{label} {year} #{number}"),
            Key::Event(day, what) => write!(f, "{day} {what}"),
            Key::Asked(what, since) => write!(f, "asked {what} {since}"),
        }
    }
}

/// The id of a follow-up, hashed from its kind, contact and key.
pub fn follow_up_id(kind: Kind, contact_id: &str, key: &Key) -> FollowUpId {
    FollowUpId::of(hash([&kind.name(), &contact_id, key]))
}

/// Hashes the texts to a number, without building a string.
pub fn hash<const COUNT: usize>(texts: [&dyn fmt::Display; COUNT]) -> u64 {
    let mut hasher = Hasher(Sha256::new());
    for text in texts {
        // Writing to a hasher cannot fail.
        let _ = write!(hasher, "{text}\0");
    }
    let digest = hasher.0.finalize();
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

struct Hasher(Sha256);

impl fmt::Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_ids_never_change() {
        #[track_caller]
        fn case(key: &Key, text: &str, id: &str) {
            assert_eq!(key.to_string(), text);
            assert_eq!(follow_up_id(Kind::Touch, "People/Ada.md", key).to_string(), id, "{text}");
        }
        let day = Day::from_iso("2026-11-02").unwrap();
        let touch = Key::Touch { sequence: "proposal".into(), anchor: day, touch: "resend".into() };
        case(&Key::Dated("last", day), "last 2026-11-02", "a7c67y41oj");
        case(&Key::First, "first", "w31pw24fu2");
        case(&touch, "proposal 2026-11-02 resend", "6wtphv2f6w");
        case(&Key::Task("send it".into(), 1), "send it", "51h1pz9fak");
        case(&Key::Task("send it".into(), 2), "send it #2", "ynivw17d7q");
        case(&Key::Yearly("wedding".into(), 2026, 1), "wedding 2026", "s5ciddkzzq");
        case(&Key::Yearly("wedding".into(), 2026, 2), "wedding 2026 #2", "kp9ejn9jmg");
        case(&Key::Event(day, "trip to rome".into()), "2026-11-02 trip to rome", "9j1utmk6s7");
        case(&Key::Asked("value".into(), day), "asked value 2026-11-02", "taqunq3oo8");
    }
}
