//! The words with which a later part of a line begins: `email from Ada, and then I replied` (design 3.4).

use super::line_head::{Head, bare};
use crate::core::note::log::no_contact::whole_phrases::means_contact;

/// Words that join a part to the one before it.
const JOINING: [&str; 6] = ["and", "but", "later", "since", "so", "then"];

/// Who does what a part of a line says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::core::note::log) enum Who {
    Me,
    Them,
    Unsaid,
}

/// Returns who does what a part says, and the number of words that say so or join it to the part before.
pub(in crate::core::note::log) fn beginning(part: &str, head: &Head<'_>) -> (Who, usize) {
    let mut who = Who::Unsaid;
    let adds_nothing = |word: &&str| {
        let lower = bare(word);
        if matches!(lower.as_ref(), "i" | "we") {
            who = Who::Me;
        } else if head.subjects.has(word) {
            who = Who::Them;
        } else {
            return JOINING.contains(&lower.as_ref());
        }
        true
    };
    let length = part.split_ascii_whitespace().take_while(adds_nothing).count();
    (who, length)
}

/// Whether a part says that they talked after all: `then talked for an hour`, `great chat`. Not `spoke to her mum`.
pub(in crate::core::note::log) fn says_talked(part: &str, head: &Head<'_>) -> bool {
    let mut words = part.split_ascii_whitespace().skip(beginning(part, head).1).map(bare);
    let first = words.next().unwrap_or_default();
    let next = words.next().unwrap_or_default();
    match first.as_ref() {
        "talked" | "spoke" | "chatted" if matches!(next.as_ref(), "to" | "with") => {
            words.next().is_some_and(|whom| means_contact(&whom, head))
                && words.next().is_none_or(|word| matches!(word.as_ref(), "about" | "for" | "later"))
        }
        "talked" | "spoke" | "chatted" => true,
        "got" => next == "through",
        "good" | "great" | "long" | "nice" | "lovely" | "quick" | "short" => {
            matches!(next.as_ref(), "chat" | "talk") && words.next().is_none()
        }
        _ => false,
    }
}
