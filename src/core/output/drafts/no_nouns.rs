//! Words that stand where the noun of a phrase would stand, and are none: `the plan ready`, `the board agrees`,
//! `the map lol`. A log is full of them, for it leaves out what a sentence needs.

use super::phrase::is_any;

/// How a thing is.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "ready", "unclear", "open", "missing", "late", "ok", "okay", "sad", "older", "younger", "better", "worse",
    "fine", "good", "great", "ill", "sick", "tired", "busy", "happy", "angry", "early", "broken", "dead", "alone",
    "gone", "due", "overdue", "unpaid", "back", "only", "else", "enough", "after", "before", "over", "around",
];

/// What it does.
#[rustfmt::skip]
const DEEDS: &[&str] = &[
    "quit", "quits", "agrees", "disagrees", "cries", "sucks", "sleeps", "wins", "loses", "fails", "folds", "barks",
    "sells", "dies", "argues", "complains", "refuses", "hurts", "stinks", "resigns", "insists", "decides",
    "believes", "feels", "tells", "forgets", "becomes", "happens", "arrives", "sings",
];

/// What one adds in passing.
#[rustfmt::skip]
const ASIDES: &[&str] = &[
    "lol", "btw", "ugh", "etc", "fyi", "haha", "omg", "wtf", "meh", "hmm", "pls", "please", "thx", "imo", "tbc",
    "tbd", "tba", "wip", "nb", "ps",
];

/// What it is on, in or at: `the plan on hold`.
#[rustfmt::skip]
const STANDINGS: &[&str] = &[
    "hold", "ice", "track", "time", "fire", "sale", "leave", "strike", "doubt", "limbo", "progress", "trouble",
    "risk", "review", "place", "order", "vain", "question", "stake", "last", "first", "hand",
];

/// Whether a word at the end of a run is surely no noun; the word before it may tell.
pub(super) fn is_no_noun(word: &str, before: Option<&str>) -> bool {
    let stands = || before.is_some_and(|before| is_any(before, &["on", "in", "at"]));
    [STATES, DEEDS, ASIDES].iter().any(|list| is_any(word, list)) || (is_any(word, STANDINGS) && stands())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_noun_is_told() {
        for (words, expected) in [
            ("plan ready", true),
            ("board agrees", true),
            ("map lol", true),
            ("on hold", true),
            ("the hold", false),
            ("on wind", false),
            ("tide tables", false),
        ] {
            let (before, word) = words.split_once(' ').unwrap();
            assert_eq!(is_no_noun(word, Some(before)), expected, "{words}");
        }
    }
}
