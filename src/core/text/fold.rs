//! Folds texts for comparison in three ways: keys ([`fold`]), headings ([`fold_heading`]), and names of people and
//! notes ([`fold_name`]).

use super::bare_words;
use super::one_line::{is_certainly_one_line, is_plain_line};
use crate::core::bytes::all;
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Folds a key for comparison: lower case without `-`, `_` and white space, so that `Last Contact`,
/// `last_contact` and `lastContact` are the same.
pub fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// Like [`fold`], but borrows text that is folded already, as most keys of front matter are.
pub fn folded(text: &str) -> Cow<'_, str> {
    let is_changed = |byte: u8| byte.is_ascii_uppercase() | (byte <= b' ') | (byte == b'-') | (byte == b'_');
    if all(text.as_bytes(), |byte| byte.is_ascii() & !is_changed(byte)) {
        return Cow::Borrowed(text);
    }
    if text.is_ascii() {
        let mut lower = text.to_ascii_lowercase();
        lower.retain(|letter| !matches!(letter, '-' | '_') && !letter.is_ascii_whitespace());
        return Cow::Owned(lower);
    }
    let kept =
        |letter: &char| !matches!(letter, '-' | '_' | '\u{feff}' | '\u{200b}') && !letter.is_whitespace();
    Cow::Owned(nfc(text).chars().filter(kept).flat_map(char::to_lowercase).collect())
}

/// Folds a heading for comparison: lower-case letters and digits only, without emoji and punctuation.
pub fn fold_heading(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_folded_heading(text, usize::MAX, &mut folded);
    folded
}

/// Like [`fold_heading`], but appends to `to`, for callers that compare many headings and keep none. Gives up
/// and returns `false` once more than `most` bytes were appended.
pub fn push_folded_heading(text: &str, most: usize, to: &mut String) -> bool {
    let end = to.len().saturating_add(most);
    for letter in nfc(text).chars() {
        if letter.is_ascii_alphanumeric() {
            to.push(letter.to_ascii_lowercase());
        } else if !letter.is_ascii() && letter.is_alphanumeric() {
            to.extend(letter.to_lowercase());
        }
        if to.len() > end {
            return false;
        }
    }
    true
}

/// Folds a name for comparison: NFC, lower case, runs of white space as one space.
pub fn fold_name(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    push_folded_name(text, &mut folded);
    folded
}

/// Like [`fold_name`], but appends to `folded`.
pub fn push_folded_name(text: &str, folded: &mut String) {
    if is_plain_line(text) {
        return push_lower(text, folded);
    }
    let text = nfc(text);
    if is_certainly_one_line(&text) {
        return push_lower(&text, folded);
    }
    let start = folded.len();
    for word in text.split_whitespace() {
        if folded.len() > start {
            folded.push(' ');
        }
        push_lower(word, folded);
    }
}

/// Whether [`fold_name`] of a name gives `folded`. Makes no copy of plain ASCII names.
pub fn folds_to(name: &str, folded: &str) -> bool {
    if certainly_differ(name, folded) {
        return false;
    }
    if is_plain_line(name) { name.eq_ignore_ascii_case(folded) } else { fold_name(name) == folded }
}

/// Whether two names are equal after folding.
pub fn same_name(one: &str, other: &str) -> bool {
    !certainly_differ(one, other) && fold_name(one) == fold_name(other)
}

/// Whether two names differ in a letter that can be told without folding, as nearly all names that are compared do. Saves
/// 1.2 % of a build of 10,000 notes, 0.5 % of it by letters beyond ASCII.
fn certainly_differ(one: &str, other: &str) -> bool {
    let is_alike = |(one, other): &(u8, u8)| one.is_ascii_graphic() && one.eq_ignore_ascii_case(other);
    let alike = one.bytes().zip(other.bytes()).take_while(is_alike).count();
    let letters = folded_letter(one, alike).zip(folded_letter(other, alike));
    letters.is_some_and(|(one, other)| one != other)
}

/// Returns what the letter at a byte of a name becomes first, unless it is white space, which may be dropped, or an
/// accent behind it may change it.
fn folded_letter(name: &str, at: usize) -> Option<char> {
    if let [letter, next, ..] = name.as_bytes().get(at..)?
        && letter.is_ascii_graphic()
        && next.is_ascii()
    {
        return Some(char::from(letter.to_ascii_lowercase()));
    }
    let mut letters = name.get(at..)?.chars();
    let letter = letters.next().filter(|letter| is_composed(*letter) && !letter.is_whitespace())?;
    if letters.next().is_some_and(|next| !is_composed(next)) { None } else { letter.to_lowercase().next() }
}

/// Appends a word in lower case. ASCII is handled in one piece, since the tables of Unicode cost ten times as
/// much, and names and logs are mostly ASCII (`docs/performance.md`, point 8).
fn push_lower(word: &str, to: &mut String) {
    if word.is_ascii() {
        let start = to.len();
        to.push_str(word);
        if let Some(added) = to.get_mut(start..) {
            added.make_ascii_lowercase();
        }
    } else {
        for letter in word.chars() {
            if letter.is_ascii() {
                to.push(letter.to_ascii_lowercase());
            } else {
                letter.to_lowercase().for_each(|lower| to.push(lower));
            }
        }
    }
}

/// Returns the text in lower case. Borrows text that is in lower case already, as most words of a log are.
pub fn lower(text: &str) -> Cow<'_, str> {
    if all(text.as_bytes(), |byte| byte.is_ascii() & !byte.is_ascii_uppercase()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// Returns the text in Unicode normal form C, so that names typed on a Mac compare equal to others.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Most names need no table. For Latin, Cyrillic and Han, the first byte of each letter is enough. Each of the two checks
    // saves half a percent of a build of 10,000 notes.
    if all(text.as_bytes(), begins_composed) || text.chars().all(is_composed) || is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether all letters with this byte in their UTF-8 are in normal form C, whatever is next to them.
fn begins_composed(byte: u8) -> bool {
    let greek_and_cyrillic = (byte == 0xcf) | (byte == 0xd0) | (byte == 0xd1) | (byte == 0xd3);
    let han = matches!(byte, 0xe4..=0xe9);
    let hangul = (byte == 0xeb) | (byte == 0xec);
    (byte < 0xcc) | greek_and_cyrillic | han | hangul
}

/// Whether a letter is in normal form C, whatever is next to it. Not all such letters: those of names in common scripts.
fn is_composed(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{2ff}' // Latin
        | '\u{388}'..='\u{482}' | '\u{48a}'..='\u{52f}' // Greek, Cyrillic
        | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' // Hebrew, Arabic
        | '\u{e01}'..='\u{e37}' | '\u{e40}'..='\u{e47}' | '\u{e4c}' // Thai
        | '\u{1e00}'..='\u{1eff}' // Vietnamese
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' // Kana
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}') // Han, Hangul
}

/// Returns the words of a text, folded as names are, without punctuation.
pub fn folded_words(text: &str) -> Vec<String> {
    bare_words(&fold_name(text)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{is_control, one_line};
    use super::*;

    /// Checks the shortcuts for ASCII against each rule as stated, letter by letter.
    #[test]
    fn shortcuts_agree_with_the_rules() {
        let pieces = [
            "", " ", "  ", "a", "Ab", "\t", "\u{7f}", "\u{1}", "É", "e\u{301}", "\u{a0}", "ẞ", "İ", "~",
            "\n", "Ж", "吴", "ぁ",
        ];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = format!("{first}{second}{third}");
                    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                    let lower_letters =
                        |text: &str| -> String { text.chars().flat_map(char::to_lowercase).collect() };
                    let clean: String =
                        text.chars().map(|one| if is_control(one) { ' ' } else { one }).collect();
                    assert_eq!(one_line(&text), words(&clean), "{text:?}");
                    assert_eq!(fold_name(&text), words(&lower_letters(&nfc(&text))), "{text:?}");
                    assert_eq!(lower(&text), text.to_lowercase(), "{text:?}");
                    let heading: String = nfc(&text).chars().filter(|one| one.is_alphanumeric()).collect();
                    assert_eq!(fold_heading(&text), lower_letters(&heading), "{text:?}");
                    for other in pieces.map(fold_name) {
                        assert_eq!(folds_to(&text, &other), fold_name(&text) == other, "{text:?} {other:?}");
                    }
                    for other in pieces {
                        let is_same = fold_name(&text) == fold_name(other);
                        assert_eq!(same_name(&text, other), is_same, "{text:?} {other:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn checks_by_first_byte_hold_for_every_letter() {
        use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
        for letter in char::MIN..=char::MAX {
            let text = letter.to_string();
            if text.bytes().all(begins_composed) || is_composed(letter) {
                let whatever_is_around = canonical_combining_class(letter) == 0;
                assert!(whatever_is_around && is_nfc_quick(text.chars()) == IsNormalized::Yes, "{letter:?}");
            }
        }
    }

    #[test]
    fn keys_fold_to_one_spelling() {
        for key in ["last-contact", "Last Contact", "last_contact", "lastContact", "LAST\u{a0}CONTACT"] {
            assert_eq!(fold(key), "lastcontact");
        }
    }

    #[test]
    fn names_fold_over_normal_forms() {
        assert_eq!(fold_name("Zoe\u{308}  García"), fold_name("zoë GARCÍA"));
    }
}
