//! Whole phrases that say that nobody was reached, or that nothing took place: `voicemail`, `still no
//! answer`, `lunch cancelled`.

use super::reading::Subjects;
use super::words::{Meaning, WordTable};
use crate::core::text::lower;

/// Words that `still no answer from …` may have.
const LONGEST_PHRASE: usize = 8;

/// Whether an opening holds a word that a phrase may begin with. Few do; in others no name need be
/// compared, nor any copy made.
pub(super) fn may_hold_phrase(opening: &str, table: &WordTable) -> bool {
    let ends_word = |byte: &u8| byte.is_ascii_whitespace() || ends_segment(*byte);
    table.may_be_no_contact(opening, opening.as_bytes().split(ends_word))
}

pub(super) fn ends_segment(byte: u8) -> bool {
    matches!(byte, b',' | b'.' | b';' | b'(' | b')' | b'|')
}

/// `Ada voicemail`: the name before a phrase is no part of it.
pub(super) fn without_subject<'a>(segment: &'a str, subjects: &Subjects<'_>) -> &'a str {
    match segment.trim_start().split_once(' ') {
        Some((first, rest)) if subjects.has(first) => rest,
        _ => segment,
    }
}

pub(super) fn whole_phrase(segment: &str, table: &WordTable) -> Option<Meaning> {
    // A phrase with `still`, `yet` and a name is short; a sentence is none.
    if segment.split_ascii_whitespace().nth(LONGEST_PHRASE).is_some() {
        return None;
    }
    let lower = lower(segment);
    let words: Vec<&str> = lower.split_ascii_whitespace().collect();
    let exact = |words: &[&str]| {
        table.of_words(words).filter(|meaning| matches!(meaning, Meaning::Tried(_) | Meaning::Cancelled))
    };
    let from = words.iter().position(|word| *word == "from").unwrap_or(words.len());
    let core = words.get(..from)?;
    let core = core.strip_suffix(&["yet"]).or(core.strip_suffix(&["again"])).unwrap_or(core);
    let shorter = (core.len() < words.len()).then_some(core);
    exact(&words).or_else(|| exact(shorter?)).or_else(|| exact(core.strip_prefix(&["still"])?)).or_else(
        || match words.as_slice() {
            [first, .., last] if words.len() <= 3 => {
                let called_off = |word: &str| exact(&[word]) == Some(Meaning::Cancelled);
                (called_off(first) || called_off(last)).then_some(Meaning::Cancelled)
            }
            _ => None,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_phrase_is_passed_over(segment in "( |\t|\u{a0}|Ada|Σ|still|no|answer|Left a|message|lunch|from|yet|again|Cancelled|ΑΣ ΑΣ){0,7}") {
            let mut table = WordTable::default();
            table.set("ΑΣ ΑΣ", Some(Meaning::Cancelled));
            table.set("lunch", Some(Meaning::Tried(None)));
            let subjects = Subjects::of(&["ada", "ada\tada"]);
            let found = whole_phrase(without_subject(&segment, &subjects), &table);
            prop_assert!(found.is_none() || may_hold_phrase(&segment, &table), "{segment:?}: {found:?}");
        }
    }
}
