//! The names by which a line may mean its contact. They tell who wrote: `she wrote`, `Ada replied` (design
//! 3.4).

use super::line_head::trimmed;
use super::short_names::forms_of;
use crate::core::note::body::line::released;
use crate::core::place::NotePath;
use crate::core::text::{fold_name, lower, plain_letters};
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
        folded.contains(word) || (!word.is_ascii() && folded.contains(&plain_letters(word)))
    }

    /// Returns a name and each of its words, without the marks at their ends that [`Subjects::has`] takes off
    /// too: `@Kenji Ito`, `Ann Ames (Acme)`. Also their parts between hyphens, short forms, and forms without accents.
    fn parts(&self, name: &str) -> Vec<String> {
        let name = (self.fold)(name);
        let mut parts = vec![word_of_name(&name).to_owned()];
        for word in name.split(' ').map(word_of_name) {
            let pieces = word.split('-').filter(|piece| piece.chars().nth(2).is_some());
            parts.extend(pieces.chain(forms_of(word)).chain([word]).map(str::to_owned));
        }
        let accented = parts.iter().filter(|part| !part.is_ascii());
        let plain: Vec<String> = accented.map(|part| plain_letters(part)).collect();
        parts.extend(plain);
        parts
    }
}

/// Returns the names by which the log of a contact may call them: name, aliases, and the file name if it is one.
pub fn names_in_log<'a>(name: &'a str, aliases: &'a [Box<str>], path: &'a NotePath) -> Vec<&'a str> {
    let file_name = path.page_name();
    let is_name = || {
        let mut words = file_name.split(' ').map(word_of_name);
        words.all(|word| word.starts_with(char::is_uppercase) && !matches!(word, "My" | "Our" | "The"))
    };
    let mut names = Vec::with_capacity(aliases.len() + 2);
    names.push(name);
    names.extend(aliases.iter().map(|alias| &**alias));
    if file_name != name && is_name() {
        names.push(file_name);
    }
    names
}

/// Returns a word or a name without marks at its ends.
fn word_of_name(word: &str) -> &str {
    trimmed(word, |letter| !letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_forms_of_a_name_mean_the_contact() {
        #[track_caller]
        fn case(name: &str, word: &str, expected: bool) {
            let names = [name];
            assert_eq!(Subjects::named(&names).has(word), expected, "{name}: {word}");
        }
        case("Elizabeth Smith", "Liz", true);
        case("Liz Smith", "Elizabeth", true);
        case("José García", "Jose", true);
        case("Jose Garcia", "José", true);
        case("Anna-Lena Meier", "Lena", true);
        case("Hye-in Kim", "in", false);
        case("Elizabeth Smith", "Tom", false);
    }

    #[test]
    fn a_file_name_may_be_a_name_too() {
        let names = |path| {
            let path = NotePath::new(path);
            let names = names_in_log("Elizabeth Smith", &[], &path);
            names.into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(names("People/Liz.md"), ["Elizabeth Smith", "Liz"]);
        assert_eq!(names("People/Elizabeth Smith.md"), ["Elizabeth Smith"]);
        assert_eq!(names("People/My sister.md"), ["Elizabeth Smith"]);
        assert_eq!(names("People/Liz at work.md"), ["Elizabeth Smith"]);
    }
}
