//! Makes the file name of a new note from a person's name, limited to characters that are safe in every file
//! system, in Obsidian and in a wikilink. A name never leads out of the folder.

use crate::core::note::kind::by_name::excluded_by_name;
use crate::core::place::{NotePath, last_part};
use crate::core::text::{fold_name, is_control, nfc, prefix};
use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of bytes of a file name without its `.md`; drafts and sync programs make it longer.
const MAX_BYTES: usize = 100;

/// Names that Windows reserves for devices, with any ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The names taken in a folder. They are compared as the least precise file systems do, without regard to
/// case and to the form of accents.
#[derive(Clone, Debug, Default)]
pub struct TakenNames {
    names: BTreeSet<String>,
    /// The number to try next for a name, so that an export of namesakes is not tried again from the start.
    next: BTreeMap<String, u64>,
}

impl TakenNames {
    /// Takes a file name without its `.md`; returns false if it was taken already.
    pub fn take(&mut self, stem: &str) -> bool {
        self.names.insert(fold_name(stem))
    }
}

/// Returns the file name (with `.md`) for a person in a folder, with a number if the plain name is taken, and
/// takes it.
pub fn file_name(name: &str, folder: &str, taken: &mut TakenNames) -> String {
    let stem = stem(name, folder);
    let folded = fold_name(&stem);
    let mut next = taken.next.get(&folded).copied().unwrap_or(2);
    let free = numbered(&stem, &mut next, |tried| taken.take(tried));
    taken.next.insert(folded, next);
    format!("{free}.md")
}

/// Returns the text if it can be taken, else the text with the first number from `next` that can.
pub(super) fn numbered(text: &str, next: &mut u64, mut take: impl FnMut(&str) -> bool) -> String {
    let mut tried = text.to_owned();
    while !take(&tried) {
        tried = format!("{text} {next}");
        *next += 1;
    }
    tried
}

/// Returns the name without characters that a path, a wikilink or Obsidian does not allow.
fn stem(name: &str, folder: &str) -> String {
    let name = nfc(name);
    let words = name.split(|letter: char| letter.is_whitespace() || is_forbidden(letter));
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let edges = |letter: char| matches!(letter, '.' | ' ' | '-' | '~');
    let stem = prefix(words.trim_matches(edges), MAX_BYTES).trim_end_matches(edges);
    let stem = if stem.is_empty() { "Unnamed" } else { stem };
    if !is_reserved(stem, folder) {
        return stem.to_owned();
    }
    let marked = format!("{stem} (person)");
    if !is_reserved(&marked, folder) {
        return marked;
    }
    // Names of copies made by sync programs are recognised by dots and brackets.
    let plain: Vec<&str> = stem.split(['.', '(', ')', ' ']).filter(|word| !word.is_empty()).collect();
    plain.join(" ")
}

/// Whether the character is a path separator, forbidden by Windows or Obsidian, the end of a wikilink, a
/// control character, without width, private, or part of a template's marks.
fn is_forbidden(letter: char) -> bool {
    is_control(letter)
        || matches!(letter, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '#' | '^' | '[' | ']')
        || matches!(letter, '{' | '}' | '%' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fffd}' | '\u{00ad}')
        || matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a name has a special meaning: a device of Windows, or what reading notes takes for an index, a
/// drawing, a conflict copy or the inbox.
fn is_reserved(stem: &str, folder: &str) -> bool {
    let lower = stem.to_lowercase();
    let device = lower.split('.').next().unwrap_or(&lower).trim();
    let numbered = ["com", "lpt"].iter().any(|port| {
        device
            .strip_prefix(port)
            .is_some_and(|rest| rest.chars().count() == 1 && !rest.starts_with(char::is_alphabetic))
    });
    let own = last_part(folder);
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
        taken.take("Ada Lovelace 4");
        assert_eq!(file_name("Ada Lovelace", "People", &mut taken), "Ada Lovelace 5.md");
        assert_eq!(file_name("Ben", "People", &mut taken), "Ben.md");
        assert_eq!(file_name("Ben", "People", &mut taken), "Ben 2.md");
    }

    #[test]
    fn long_names_are_cut_between_characters() {
        let name = file_name(&"ä".repeat(500), "People", &mut TakenNames::default());
        assert!(name.len() <= 104 && name.ends_with("ä.md"), "{name}");
    }
}
