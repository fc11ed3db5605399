//! The names by which a line may mean its contact. They tell who wrote: `she wrote`, `Ada replied` (design
//! 3.4).

use super::line_head::trimmed;
use crate::core::note::body::line::released;
use crate::core::text::lower;
use std::cell::OnceCell;
use std::collections::HashSet;

/// The names of a contact and their parts. Folded on first use, since in most notes no line has a word before
/// its verb.
pub struct Subjects<'a> {
    names: &'a [&'a str],
    fold: fn(&str) -> String,
    folded: OnceCell<HashSet<String>>,
}

impl<'a> Subjects<'a> {
    /// Takes names that are folded already.
    pub fn of(names: &'a [&'a str]) -> Subjects<'a> {
        Subjects::folded_by(names, str::to_owned)
    }

    /// Takes names, and the function to fold them.
    pub fn folded_by(names: &'a [&'a str], fold: fn(&str) -> String) -> Subjects<'a> {
        Subjects { names, fold, folded: OnceCell::new() }
    }

    /// Whether a word means the contact: a pronoun such as `she`, or a name or part of one.
    pub(super) fn has(&self, word: &str) -> bool {
        let bare = released(trimmed(word, |letter| !letter.is_alphanumeric()));
        let lower = lower(&bare);
        matches!(lower.as_ref(), "she" | "he" | "they") || (!lower.is_empty() && self.is_named(&lower))
    }

    /// Whether any word was compared with the names.
    pub(super) fn were_consulted(&self) -> bool {
        self.folded.get().is_some()
    }

    fn is_named(&self, word: &str) -> bool {
        let with_parts = |name: &&str| {
            let name = (self.fold)(name);
            let parts: Vec<String> = name.split(' ').map(str::to_owned).collect();
            std::iter::once(name).chain(parts)
        };
        self.folded.get_or_init(|| self.names.iter().flat_map(with_parts).collect()).contains(word)
    }
}
