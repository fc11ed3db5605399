//! The file name of a note that we make: the person's name as far as every system,
//! Obsidian and a wikilink can bear it, and never a way out of the folder.

use crate::core::note::kind::by_name::excluded_by_name;
use crate::core::place::NotePath;
use crate::core::text::{fold_name, is_control, nfc, prefix};
use std::collections::BTreeSet;

/// Bytes of a file name without its `.md`; `drafts` and sync programs add to it.
const MOST_BYTES: usize = 100;

/// Names that Windows keeps for devices, whatever the ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// File names of a folder that are taken, compared as the least careful disk does:
/// without regard to case and to the form of accents.
#[derive(Clone, Debug, Default)]
pub struct TakenNames(BTreeSet<String>);

impl TakenNames {
    /// Takes a file name without its `.md`; false if it was taken before.
    pub fn take(&mut self, stem: &str) -> bool {
        self.0.insert(fold_name(stem))
    }

    /// Whether a file name without its `.md` is taken.
    pub fn has(&self, stem: &str) -> bool {
        self.0.contains(&fold_name(stem))
    }
}

/// The file name (with `.md`) for a person in a folder; one that is taken gets a
/// number. The name is taken from then on.
pub fn file_name(name: &str, folder: &str, taken: &mut TakenNames) -> String {
    let stem = stem(name, folder);
    format!("{}.md", numbered(&stem, |tried| taken.take(tried)))
}

/// A text with the first number behind it with which it can be taken; without one where that is free.
pub(super) fn numbered(text: &str, mut take: impl FnMut(&str) -> bool) -> String {
    let with_number = (2_u64..).map(|number| format!("{text} {number}"));
    let mut ways = std::iter::once(text.to_owned()).chain(with_number);
    ways.find(|tried| take(tried)).unwrap_or_default()
}

/// The name without what a path, a wikilink or Obsidian cannot bear.
fn stem(name: &str, folder: &str) -> String {
    let name = nfc(name);
    let words = name.split(|letter: char| letter.is_whitespace() || is_forbidden(letter));
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let edges = |letter: char| matches!(letter, '.' | ' ' | '-' | '~');
    let stem = prefix(words.trim_matches(edges), MOST_BYTES).trim_end_matches(edges);
    let stem = if stem.is_empty() { "Unnamed" } else { stem };
    if !is_reserved(stem, folder) {
        return stem.to_owned();
    }
    let marked = format!("{stem} (person)");
    if !is_reserved(&marked, folder) {
        return marked;
    }
    // What reads as a copy of a sync program does so by its dots and brackets.
    let plain: Vec<&str> = stem.split(['.', '(', ')', ' ']).filter(|word| !word.is_empty()).collect();
    plain.join(" ")
}

/// Path separators, what Windows and Obsidian forbid, what ends a wikilink, controls,
/// characters without a width, and the marks of templates.
fn is_forbidden(letter: char) -> bool {
    is_control(letter)
        || matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '^' | '[' | ']')
        || matches!(letter, '{' | '}' | '%' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fffd}' | '\u{00ad}')
        || matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Names with a meaning of their own: devices of Windows, and what the reader of
/// notes takes for an index, a drawing, a conflict copy or the inbox.
fn is_reserved(stem: &str, folder: &str) -> bool {
    let lower = stem.to_lowercase();
    let device = lower.split('.').next().unwrap_or(&lower).trim();
    let numbered = ["com", "lpt"].iter().any(|port| {
        device
            .strip_prefix(port)
            .is_some_and(|rest| rest.chars().count() == 1 && !rest.starts_with(char::is_alphabetic))
    });
    let own = folder.rsplit('/').next().unwrap_or(folder);
    DEVICES.contains(&device)
        || numbered
        || fold_name(stem) == fold_name(own)
        || lower == "inbox"
        || lower == "desktop.ini"
        || excluded_by_name(&NotePath::new(&format!("{stem}.md"))).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_in_their_folder() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(file_name(name, "People", &mut TakenNames::default()), expected);
        }
        case("Ada Lovelace", "Ada Lovelace.md");
        case("Zoe\u{308} García", "Zoë García.md");
        case("../../etc/passwd", "etc passwd.md");
        case("/etc/passwd", "etc passwd.md");
        case("C:\\Windows\\x", "C Windows x.md");
        case("..", "Unnamed.md");
        case("", "Unnamed.md");
        case(".hidden", "hidden.md");
        case("Anna [[Link]] #tag ^x", "Anna Link tag x.md");
        case("a\u{0}b\nc\u{202e}d", "a b c d.md");
        case("{{title}} <% x %>", "title x.md");
        case("CON", "CON (person).md");
        case("com1.txt", "com1 txt.md");
        case("Con Nolan", "Con Nolan.md");
        case("README", "README (person).md");
        case("People", "People (person).md");
        case("x.sync-conflict-1", "x sync-conflict-1.md");
        case("Ada (conflicted copy)", "Ada conflicted copy.md");
        case("Drawing.excalidraw", "Drawing.excalidraw (person).md");
        case("J. R. R.", "J. R. R.md");
    }

    #[test]
    fn a_taken_name_gets_a_number() {
        let mut taken = TakenNames::default();
        taken.take("ada lovelace");
        assert_eq!(file_name("Ada Lovelace", "People", &mut taken), "Ada Lovelace 2.md");
        assert_eq!(file_name("ADA LOVELACE", "People", &mut taken), "ADA LOVELACE 3.md");
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let name = file_name(&"ä".repeat(500), "People", &mut TakenNames::default());
        assert!(name.len() <= 104 && name.ends_with("ä.md"), "{name}");
    }
}
