//! The names by which a line may mean its contact. They tell who wrote: `she wrote`, `Ada replied` (design
//! 3.4).

use super::line_head::trimmed;
use crate::core::note::body::line::released;
use crate::core::text::{fold_name, lower};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The names of a contact and their parts. Folded on first use, since in most notes no line has a word before
/// its verb.
pub struct Subjects<'a> {
    names: &'a [&'a str],
    fold: fn(&str) -> String,
    folded: OnceCell<BTreeSet<String>>,
}

impl<'a> Subjects<'a> {
    /// Takes names that are folded already.
    pub fn of(names: &'a [&'a str]) -> Subjects<'a> {
        Subjects::folded_by(names, str::to_owned)
    }

    /// Takes the names of a contact.
    pub fn named(names: &'a [&'a str]) -> Subjects<'a> {
        Subjects::folded_by(names, fold_name)
    }

    /// Takes the texts that links show.
    pub fn shown(texts: &'a [&'a str]) -> Subjects<'a> {
        Subjects::folded_by(texts, |text| lower(text).into_owned())
    }

    fn folded_by(names: &'a [&'a str], fold: fn(&str) -> String) -> Subjects<'a> {
        Subjects { names, fold, folded: OnceCell::new() }
    }

    /// Whether a word means the contact: a pronoun such as `she`, or a name or part of one.
    pub(in crate::core::note) fn has(&self, word: &str) -> bool {
        let bare = released(word_of_name(word));
        let lower = lower(&bare);
        matches!(lower.as_ref(), "she" | "he" | "they") || (!lower.is_empty() && self.is_named(&lower))
    }

    /// Whether any word was compared with the names.
    pub(super) fn were_consulted(&self) -> bool {
        self.folded.get().is_some()
    }

    fn is_named(&self, word: &str) -> bool {
        let folded =
            self.folded.get_or_init(|| self.names.iter().flat_map(|name| self.parts(name)).collect());
        folded.contains(word)
    }

    /// Returns a name and each of its words, without the marks at their ends that [`Subjects::has`] takes off
    /// too: `@Kenji Ito`, `Ann Ames (Acme)`.
    fn parts(&self, name: &str) -> Vec<String> {
        let name = (self.fold)(name);
        let parts = name.split(' ').map(word_of_name).map(str::to_owned);
        std::iter::once(word_of_name(&name).to_owned()).chain(parts).collect()
    }
}

/// Returns a word or a name without marks at its ends.
fn word_of_name(word: &str) -> &str {
    trimmed(word, |letter| !letter.is_alphanumeric())
}
