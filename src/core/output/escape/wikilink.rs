//! Wikilinks that we write and that must lead to the note.

use super::markdown::TASK_SIGNS;
use crate::core::place::NotePath;
use crate::core::text::{fold_name, one_line};
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// A link `[[target]]` or `[[target|shown]]`; neither part can end it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wikilink {
    target: String,
    shown: Option<String>,
}

impl fmt::Display for Wikilink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.shown {
            Some(shown) => write!(f, "[[{}|{shown}]]", self.target),
            None => write!(f, "[[{}]]", self.target),
        }
    }
}

/// File names that stand more than once in the vault, folded as Obsidian compares them.
#[derive(Debug, Default)]
pub struct Stems(BTreeSet<String>);

impl Stems {
    /// Counts the names of `wanted` among all notes; others are of no interest.
    pub fn count<'a>(
        wanted: impl Iterator<Item = &'a NotePath>,
        all: impl Iterator<Item = &'a NotePath>,
    ) -> Stems {
        let mut stems: HashMap<String, u32> = wanted.map(|path| (fold_name(path.stem()), 0)).collect();
        for path in all {
            if let Some(number) = stems.get_mut(&fold_name(path.stem())) {
                *number += 1;
            }
        }
        Stems(stems.into_iter().filter(|(_, number)| *number > 1).map(|(stem, _)| stem).collect())
    }

    /// The link to a contact's note: its bare name if that leads there and is the
    /// contact's name, else its path; the name alone if no link can hold the path
    /// (the names of contacts are understood in daily notes too).
    pub fn link(&self, path: &NotePath, name: &str) -> Wikilink {
        let stem = path.stem();
        // In most vaults no name stands twice, and then none is folded.
        let is_alone = || self.0.is_empty() || !self.0.contains(&fold_name(stem));
        if stem == name && can_be_linked(stem) && is_alone() {
            return Wikilink { target: stem.to_owned(), shown: None };
        }
        let shown = speakable(name);
        let whole = path.as_str();
        let target = match whole.len().checked_sub(3).and_then(|cut| whole.split_at_checked(cut)) {
            Some((start, ending)) if ending.eq_ignore_ascii_case(".md") => start,
            _ => whole,
        };
        if can_be_linked(target) {
            return Wikilink { target: target.to_owned(), shown: Some(shown) };
        }
        Wikilink { target: shown, shown: None }
    }
}

/// Characters that end or divide a link, or that Obsidian refuses in one.
const BREAKING: [char; 6] = ['[', ']', '|', '#', '^', '`'];

fn can_be_linked(target: &str) -> bool {
    !target.contains(TASK_SIGNS)
        && !target.is_empty()
        && target.trim() == target
        && !target.contains(BREAKING)
        && one_line(target) == target
}

/// The name without what would end the link or mean something to a plugin.
fn speakable(name: &str) -> String {
    let name = one_line(&name.replace(BREAKING, " ").replace(TASK_SIGNS, " ").replace(['<', '>'], " "));
    if name.is_empty() { "?".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_note_and_end_where_they_should() {
        #[track_caller]
        fn case(path: &str, name: &str, expected: &str) {
            let paths = ["People/Ada Lovelace.md", "People/Ben.md", "Old/ben.md"].map(NotePath::new);
            let path = NotePath::new(path);
            let stems = Stems::count([path.clone()].iter(), paths.iter());
            assert_eq!(stems.link(&path, name).to_string(), expected);
        }
        case("People/Ada Lovelace.md", "Ada Lovelace", "[[Ada Lovelace]]");
        case("People/ada.md", "Ada Lovelace", "[[People/ada|Ada Lovelace]]");
        case("People/Ben.md", "Ben", "[[People/Ben|Ben]]");
        case("People/C#.md", "C#", "[[C]]");
        case("People/x.md", "]] - [ ] evil [[\n", "[[People/x|- evil]]");
        case("People/a|b.md", "a|b", "[[a b]]");
        case("People/line\nbreak.md", "[]", "[[?]]");
    }
}
