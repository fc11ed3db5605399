//! Ids of follow-ups: stable, short, and legal as Obsidian block ids.

use crate::core::agenda::model::Kind;
use sha2::{Digest, Sha256};

/// Ten of `[0-9a-z]`, from kind, contact id and what makes the follow-up this one.
pub fn follow_up_id(kind: Kind, contact_id: &str, key: &str) -> String {
    let mut number = hash(&[kind.name(), contact_id, key]);
    let mut id = String::with_capacity(10);
    for _ in 0..10 {
        let digit = u32::try_from(number % 36).unwrap_or(0);
        id.push(char::from_digit(digit, 36).unwrap_or('0'));
        number /= 36;
    }
    id
}

/// A number that depends on the texts alone.
pub fn hash(parts: &[&str]) -> u64 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
