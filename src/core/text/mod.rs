//! Small operations on text: what it begins with and holds, clipping, and in the modules below folding for comparison,
//! one-lining and lists.

mod fold;
mod one_line;
mod wording;

pub use fold::{
    fold, fold_heading, fold_name, folded, folded_words, folds_to, lower, nfc, push_folded_heading,
    push_folded_name, same_name,
};
pub use one_line::{is_control, on_one_line, one_line, visible};
pub use wording::{NUMBERS, capitalized, count, count_of, grouped, list, list_in_ticks};

use super::bytes::all;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Removes emoji, `@` and `#` before a name, unless there is nothing else.
pub fn undecorated(name: &str) -> &str {
    let is_quote = |letter: char| matches!(letter, '‘' | '’' | '“' | '”' | '„' | '«' | '»');
    let bare = name.trim_start_matches(|letter: char| {
        let is_symbol = !letter.is_ascii() && !letter.is_alphanumeric() && !is_quote(letter);
        is_symbol || matches!(letter, '@' | '#') || letter.is_whitespace()
    });
    if bare.is_empty() { name } else { bare }
}

/// Returns a text without the quotes around all of it. The quotes of `"Ada", "Countess"` stay.
pub fn unquoted(text: &str) -> &str {
    let within = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark).filter(|text| !text.contains(mark));
    ['"', '\''].into_iter().find_map(within).unwrap_or(text)
}

/// Replaces letters by those of a plain keyboard: no accents, `o` for `ø`.
pub fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfd() {
        match letter {
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            'ø' => plain.push('o'),
            'ł' => plain.push('l'),
            'đ' | 'ð' => plain.push('d'),
            'ı' => plain.push('i'),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'œ' => plain.push_str("oe"),
            'þ' => plain.push_str("th"),
            letter => plain.push(letter),
        }
    }
    plain
}

/// Returns at most `most` characters. If text was cut, the last one is an ellipsis.
pub fn clip(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most || text.chars().count() <= most {
        return Cow::Borrowed(text);
    }
    let mut clipped: String = text.chars().take(most.saturating_sub(1)).collect();
    clipped.truncate(clipped.trim_end().len());
    clipped.push('…');
    Cow::Owned(clipped)
}

/// Returns at most the first `most` bytes of a text, ending between characters.
pub fn prefix(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// Whether a text is a number: digits and nothing else.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text begins with a digit.
pub fn begins_with_digit(text: &str) -> bool {
    text.as_bytes().first().is_some_and(u8::is_ascii_digit)
}

/// Whether a text has a digit.
pub fn has_digit(text: &str) -> bool {
    !all(text.as_bytes(), |byte| !byte.is_ascii_digit())
}

/// Returns the text behind its beginning, whatever the case of that in ASCII.
pub fn behind_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let (first, behind) = text.split_at_checked(start.len())?;
    first.eq_ignore_ascii_case(start).then_some(behind)
}

/// Whether a word is one of a list, whatever the case of its letters in ASCII.
pub fn is_one_of(word: &str, list: &[&str]) -> bool {
    list.iter().any(|one| word.eq_ignore_ascii_case(one))
}

/// Whether a text has a number of four digits, as a year is.
pub fn has_year(text: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_digit()).any(|number| number.len() == 4)
}

/// Whether a character is in no word: a mark or white space.
#[inline]
pub fn is_mark(letter: char) -> bool {
    !letter.is_alphanumeric()
}

/// Returns the words of a text without punctuation.
pub fn bare_words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(is_mark).filter(|word| !word.is_empty())
}

/// Whether a text contains one of these bytes. Several times as fast as searching for a `char` that is
/// absent.
pub fn holds_any<const N: usize>(text: &str, bytes: [u8; N]) -> bool {
    let is_one = |byte: u8| bytes.iter().fold(false, |found, one| found | (byte == *one));
    !all(text.as_bytes(), |byte| !is_one(byte))
}

/// Whether a text is printable ASCII throughout.
pub fn is_printable(text: &str) -> bool {
    all(text.as_bytes(), |byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clipped_text_ends_in_an_ellipsis() {
        assert_eq!(clip("abcdef", 4), "abc…");
        assert_eq!(clip("abcd", 4), "abcd");
    }
}
