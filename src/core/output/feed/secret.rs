//! Finds the names of private contacts in texts that others may read: names, aliases and note names.

use crate::core::people::contact::Contact;
use crate::core::text::{fold_name, folded_words};
use std::collections::HashMap;

/// The names of private contacts; empty in the owner's calendar.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    /// Each name as its words, by the first word.
    words: HashMap<String, Vec<Vec<String>>>,
    /// Names in scripts that do not separate words, and names without letters or digits.
    parts: Vec<String>,
}

impl Secrets {
    pub(super) fn of<'a>(contacts: impl Iterator<Item = &'a Contact>) -> Secrets {
        let mut secrets = Secrets::default();
        for contact in contacts {
            let aliases = contact.facts.aliases.iter().map(|alias| &**alias);
            for name in [contact.name(), contact.path.stem()].into_iter().chain(aliases) {
                secrets.add(name);
            }
        }
        secrets
    }

    fn add(&mut self, name: &str) {
        let words = folded_words(name);
        // In these scripts (Thai, Chinese, Korean and others) names are not separated from the words around
        // them.
        let runs_on =
            |letter: char| matches!(letter, '\u{e00}'..='\u{1cff}' | '\u{2e80}'..) && letter.is_alphabetic();
        match words.first() {
            Some(first) if !name.chars().any(runs_on) => {
                self.words.entry(first.clone()).or_default().push(words);
            }
            Some(_) | None if !name.trim().is_empty() => self.parts.push(fold_name(name)),
            Some(_) | None => {}
        }
    }

    /// Whether a text contains one of the names.
    pub(super) fn are_in(&self, text: &str) -> bool {
        if self.words.is_empty() && self.parts.is_empty() {
            return false;
        }
        let text = text.replace("%20", " ");
        let found = folded_words(&text);
        let starts_here = |place: usize| {
            let rest = found.get(place..).unwrap_or_default();
            let names = rest.first().and_then(|first| self.words.get(first));
            names.is_some_and(|names| names.iter().any(|name| rest.starts_with(name)))
        };
        let folded = fold_name(&text);
        (0..found.len()).any(starts_here) || self.parts.iter().any(|part| folded.contains(part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture;

    #[test]
    fn names_are_found_as_whole_words_in_any_spelling() {
        let mut contact = fixture::contact("People/Priv Ate.md", "Priv Ate");
        contact.facts.aliases = Box::new(["Al".into(), "李明".into()]);
        let secrets = Secrets::of([contact].iter());
        for text in [
            "call about [[Priv Ate]]", "priv-ate's book", "PRIV  ATE", "[she](Priv%20Ate.md)",
            "met al, late", "与李明见面",
        ] {
            assert!(secrets.are_in(text), "{text}");
        }
        for text in ["private matters", "also this", "Ate lunch with Priv", ""] {
            assert!(!secrets.are_in(text), "{text}");
        }
        assert!(!Secrets::default().are_in("Priv Ate"));
    }
}
