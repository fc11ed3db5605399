//! Links to notes that we write and that must lead to the note.

use super::markdown::TASK_SIGNS;
use super::url::PathPart;
use crate::core::place::{NotePath, without_ending};
use crate::core::text::{fold_name, one_line};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

/// A link to a note; no part of it can end it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wikilink<'a> {
    /// `[[target]]`.
    Bare(&'a str),
    /// `[[target|shown]]`.
    Shown(&'a str, Cow<'a, str>),
    /// `[shown](path)`, with the path percent-encoded: for names that brackets cannot hold.
    Markdown(&'a str, Cow<'a, str>),
}

impl Wikilink<'_> {
    /// Writes it into a line, which costs a third of formatting it: every follow-up has one.
    pub fn write_to(&self, to: &mut impl fmt::Write) -> fmt::Result {
        let mut pieces = |pieces: &[&str]| pieces.iter().try_for_each(|piece| to.write_str(piece));
        match self {
            Wikilink::Bare(target) => pieces(&["[[", target, "]]"]),
            Wikilink::Shown(target, shown) => pieces(&["[[", target, "|", shown, "]]"]),
            Wikilink::Markdown(path, shown) => write!(to, "[{shown}]({})", PathPart(path)),
        }
    }
}

impl fmt::Display for Wikilink<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(f)
    }
}

/// File names that stand more than once in the vault, folded as Obsidian compares them.
#[derive(Debug, Default)]
pub struct Stems(BTreeSet<String>);

impl Stems {
    /// Finds them among all notes.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a NotePath>) -> Stems {
        let all: Vec<&NotePath> = all.into_iter().collect();
        let mut folded: Vec<String> = all.into_par_iter().map(|path| fold_name(path.stem())).collect();
        folded.par_sort_unstable();
        let doubled = folded.windows(2).filter_map(|pair| match pair {
            [one, next] if one == next => Some(one.clone()),
            _ => None,
        });
        Stems(doubled.collect())
    }

    /// The link to a contact's note: its bare name if that leads there and is the
    /// contact's name, else its path; a Markdown link if no brackets can hold the path.
    pub fn link<'a>(&self, path: &'a NotePath, name: &'a str) -> Wikilink<'a> {
        let stem = path.stem();
        // In most vaults no name stands twice, and then none is folded.
        let is_alone = || self.0.is_empty() || !self.0.contains(&fold_name(stem));
        if stem == name && can_be_linked(stem) && is_alone() {
            return Wikilink::Bare(stem);
        }
        let shown = speakable(name);
        let whole = path.as_str();
        let target = without_ending(whole);
        if can_be_linked(target) {
            return Wikilink::Shown(target, shown);
        }
        Wikilink::Markdown(whole, shown)
    }
}

/// Characters that end or divide a link, that Obsidian refuses in one, or between two of
/// which the text counts as struck out.
const BREAKING: [char; 7] = ['[', ']', '|', '#', '^', '`', '~'];
/// Begins a comment, wherever it stands.
const COMMENT: &str = "%%";

fn can_be_linked(target: &str) -> bool {
    is_plain(target) || can_be_linked_fully(target)
}

/// Words of letters and digits with single blanks or `/` between: nothing in them can end a link. Most
/// names and paths are such, and every follow-up links one.
fn is_plain(text: &str) -> bool {
    let mut is_word = false;
    for letter in text.chars() {
        match letter {
            ' ' | '/' if !is_word => return false,
            ' ' | '/' => is_word = false,
            '-' | '_' | '.' | ',' | '\'' => is_word = true,
            letter if is_harmless(letter) => is_word = true,
            _ => return false,
        }
    }
    is_word
}

/// A letter or digit, or a sign among the letters of the usual scripts, none of which ends a link: to
/// look each up in the tables takes ten times as long.
fn is_harmless(letter: char) -> bool {
    match letter {
        '\0'..='\u{7f}' => letter.is_ascii_alphanumeric(),
        // Latin, Greek and Cyrillic; Hebrew and Arabic; the scripts of India; Thai.
        'À'..='ɏ' | 'Α'..='ҁ' | 'א'..='ת' | 'ء'..='ٟ' | 'ऀ'..='ൿ' | 'ก'..='๎' | 'Ḁ'..='ỿ' => {
            true
        }
        // Those of Japan, China and Korea.
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿' | '가'..='힣' => true,
        _ => letter.is_alphanumeric(),
    }
}

fn can_be_linked_fully(target: &str) -> bool {
    !target.contains(TASK_SIGNS)
        && !target.is_empty()
        && target.split('/').all(|part| part.trim() == part)
        && !target.contains(COMMENT)
        && !target.contains(BREAKING)
        && one_line(target) == target
        && !has_percent_code(target)
}

/// `a%20b`: readers of links, our own too, take it for `a b`.
fn has_percent_code(target: &str) -> bool {
    target.match_indices('%').any(|(at, _)| {
        target.get(at + 1..at + 3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()))
    })
}

/// The name without what would end the link or mean something to a plugin.
fn speakable(name: &str) -> Cow<'_, str> {
    if is_plain(name) { Cow::Borrowed(name) } else { Cow::Owned(speakable_fully(name)) }
}

fn speakable_fully(name: &str) -> String {
    let name = name.replace(BREAKING, " ").replace(TASK_SIGNS, " ").replace(['<', '>'], " ");
    let name = one_line(&name.replace(COMMENT, " "));
    if name.is_empty() { "?".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_plain_is_linked_as_it_stands(text in "[a-zé1 /.,'_-]{0,12}|[À-ɏΑ-ҁא-תء-ٟऀ-ൿก-๎Ḁ-ỿぁ-ヺー一-鿿가-힣 ]{0,4}|[\\PC]{0,4}") {
            let as_it_stands = can_be_linked_fully(&text) && speakable_fully(&text) == text;
            prop_assert!(!is_plain(&text) || as_it_stands);
        }
    }

    #[test]
    fn what_is_harmless_is_linked_as_it_stands() {
        let changes = |letter: &char| {
            [format!("{letter}"), format!("a{letter}"), format!("{letter}a")]
                .iter()
                .any(|text| !can_be_linked_fully(text) || speakable_fully(text) != *text)
        };
        let found: Vec<char> =
            (char::MIN..=char::MAX).filter(|letter| is_harmless(*letter)).filter(changes).collect();
        assert_eq!(found, Vec::<char>::new());
    }

    #[test]
    fn a_name_that_stands_twice_is_known_however_it_is_written() {
        let paths = ["a/Zoë.md", "b/Zoe\u{308}.md", "c/zoë.md", "Ada.md", "Ben.md", "d/Ben.md", "e/BEN.md"]
            .map(NotePath::new);
        let stems = Stems::of(&paths);
        assert_eq!(stems.0.into_iter().collect::<Vec<_>>(), ["ben", "zoë"]);
    }

    #[test]
    fn links_lead_to_the_note_and_end_where_they_should() {
        #[track_caller]
        fn case(path: &str, name: &str, expected: &str) {
            let paths = ["People/Ada Lovelace.md", "People/Ben.md", "Old/ben.md"].map(NotePath::new);
            let path = NotePath::new(path);
            let stems = Stems::of(&paths);
            assert_eq!(stems.link(&path, name).to_string(), expected);
        }
        case("People/Ada Lovelace.md", "Ada Lovelace", "[[Ada Lovelace]]");
        case("People/ada.md", "Ada Lovelace", "[[People/ada|Ada Lovelace]]");
        case("People/Ben.md", "Ben", "[[People/Ben|Ben]]");
        case("People/C#.md", "C#", "[C](People/C%23.md)");
        case("People/x.md", "]] - [ ] evil [[\n", "[[People/x|- evil]]");
        case("People/x%%y.md", "x%%y", "[x y](People/x%25%25y.md)");
        case("People/x%%%y.md", "Ada %%", "[Ada](People/x%25%25%25y.md)");
        case("People/~a~.md", "~a~", "[a](People/%7Ea%7E.md)");
        case("People/ Ada .md", " Ada ", "[Ada](People/%20Ada%20.md)");
        case("People/a|b.md", "a|b", "[a b](People/a%7Cb.md)");
        case("People/line\nbreak.md", "[]", "[?](People/line%0Abreak.md)");
        case("People/a (b) [c].md", "a (b) [c]", "[a (b) c](People/a%20%28b%29%20%5Bc%5D.md)");
    }
}
