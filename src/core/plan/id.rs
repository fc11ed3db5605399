//! Ids of follow-ups: stable, short, and legal as Obsidian block ids.

use crate::core::agenda::follow_up_id::FollowUpId;
use crate::core::agenda::model::Kind;
use crate::core::day::{Day, IsoDay};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What makes a follow-up of a contact this one among those of its kind. Keys are alike if their texts are.
///
/// Most are a word and a day, or the text of a task, and are needed for nothing but an id: they are no texts
/// of their own.
#[derive(Clone, Debug)]
pub enum Key {
    /// `last 2026-11-02`.
    Dated(&'static str, IsoDay),
    /// The text of a task.
    Task(Arc<str>),
    /// Any other text.
    Text(String),
}

impl Key {
    /// A word and a day.
    pub fn dated(word: &'static str, day: Day) -> Key {
        Key::Dated(word, day.iso())
    }

    /// The pieces that its text is made of.
    fn pieces(&self) -> [&str; 3] {
        match self {
            Key::Dated(word, day) => [word, " ", day],
            Key::Task(text) => [text, "", ""],
            Key::Text(text) => [text, "", ""],
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        self.pieces().concat() == other.pieces().concat()
    }
}

impl Eq for Key {}

/// The id, from kind, contact id and what makes the follow-up this one.
pub fn follow_up_id(kind: Kind, contact_id: &str, key: &Key) -> FollowUpId {
    FollowUpId::of(hash_pieces(&[&[kind.name()], &[contact_id], &key.pieces()]))
}

/// A number that depends on the texts alone.
pub fn hash(parts: [&str; 2]) -> u64 {
    hash_pieces(&parts.each_ref().map(std::slice::from_ref))
}

/// As [`hash`], of texts that are given in pieces.
fn hash_pieces(parts: &[&[&str]]) -> u64 {
    let mut hasher = Sha256::new();
    for pieces in parts {
        for piece in *pieces {
            hasher.update(piece.as_bytes());
        }
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_its_text_however_it_is_held() {
        let day = Day::from_iso("2026-11-02").unwrap();
        let same =
            [Key::dated("ask", day), Key::Task("ask 2026-11-02".into()), Key::Text("ask 2026-11-02".into())];
        for one in &same {
            let ids: Vec<FollowUpId> =
                same.iter().map(|key| follow_up_id(Kind::Waiting, "Ada.md", key)).collect();
            assert!(same.iter().all(|other| one == other), "{one:?}");
            assert_eq!(ids, [ids[0]; 3]);
        }
        assert_ne!(Key::dated("ask", day), Key::dated("ask", day.plus_days(1)));
        assert_ne!(Key::Text("ask".into()), Key::Task("as".into()));
    }
}
