//! Small operations on text: folding for comparison, clipping, counting, lists.
//!
//! Texts are compared in three ways: as keys ([`fold`]), as headings ([`fold_heading`]) and as names of
//! people and notes ([`fold_name`]).

use super::bytes::{all, any_pair};
use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The numbers from one to twelve in words.
pub const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

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
    // Most headings are ASCII: their letters need no table.
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        to.extend(letters.take(most.saturating_add(1)).map(|letter| char::from(letter.to_ascii_lowercase())));
        return to.len() <= end;
    }
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

/// Whether two names differ in a letter that can be told without folding, as nearly all names that are compared do.
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
    } else if text.is_ascii() {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Owned(text.to_lowercase())
    }
}

/// Returns the text in Unicode normal form C, so that names typed on a Mac compare equal to others.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Most names need no table. For Latin, Cyrillic and Han, the first byte of each letter is enough.
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

/// Whether a text has a number of four digits, as a year is.
pub fn has_year(text: &str) -> bool {
    text.split(|letter: char| !letter.is_ascii_digit()).any(|number| number.len() == 4)
}

/// `1 note`, `2 notes`. For words whose plural just adds an `s`.
pub fn count(number: usize, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {one}s", grouped(number)) }
}

/// `1 person`, `2 people`.
pub fn count_of(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(number)) }
}

/// Formats a number with thousands separators: `12,345`.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Joins words with a conjunction before the last: `a`, `a or b`, `a, b or c`.
pub fn list(words: &[impl AsRef<str>], last: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [init @ .., end] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", init.join(", "), end.as_ref())
        }
    }
}

/// Joins names in backticks: `` `a`, `b` or `c` ``.
pub fn list_in_ticks(names: impl IntoIterator<Item = impl std::fmt::Display>, last: &str) -> String {
    let ticked: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    list(&ticked, last)
}

/// Returns the text with its first letter in upper case.
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Returns the words of a text without punctuation.
pub fn bare_words(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns the words of a text, folded as names are, without punctuation.
pub fn folded_words(text: &str) -> Vec<String> {
    bare_words(&fold_name(text)).map(str::to_owned).collect()
}

/// Makes text safe for a terminal or a log line. C0, DEL, C1 and bidirectional controls are escaped, so that
/// a note cannot move the cursor or hide text.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_control(letter) {
            shown.extend(letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character acts on a display instead of being shown.
pub fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a text contains one of these bytes. Several times as fast as searching for a `char` that is
/// absent.
pub fn holds_any<const N: usize>(text: &str, bytes: [u8; N]) -> bool {
    let is_one = |byte: u8| bytes.iter().fold(false, |found, one| found | (byte == *one));
    !all(text.as_bytes(), |byte| !is_one(byte))
}

/// Puts a text on one line: line breaks and controls become spaces, and runs of spaces become one.
pub fn one_line(text: &str) -> String {
    on_one_line(Cow::Borrowed(text)).into_owned()
}

/// Like [`one_line`], but without a copy of text that is one line already.
pub fn on_one_line(text: Cow<'_, str>) -> Cow<'_, str> {
    if is_certainly_one_line(&text) {
        return text;
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split(|letter: char| letter.is_whitespace() || is_control(letter)) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    Cow::Owned(line)
}

/// Whether a text is printable ASCII with only single spaces inside. Such a text is one line already, and
/// most texts are like that (`docs/performance.md`, point 8).
fn is_plain_line(text: &str) -> bool {
    let is_odd = |byte: u8| !matches!(byte, b' '..=b'~');
    let breaks = |one: u8, next: u8| is_odd(one) | ((one == b' ') & (next == b' '));
    let ends_plainly = text.bytes().next_back().is_none_or(|last| last.is_ascii_graphic());
    ends_plainly && !text.starts_with(' ') && !any_pair(text.as_bytes(), breaks)
}

/// Whether a text is printable ASCII throughout.
pub fn is_printable(text: &str) -> bool {
    all(text.as_bytes(), |byte| matches!(byte, b' '..=b'~'))
}

/// Whether a text is certainly one line already: no byte of it can begin a control character or white space
/// other than a space.
fn is_certainly_one_line(text: &str) -> bool {
    // Most texts are printable ASCII, which is a quarter of the work to check.
    is_plain_line(text) || all(text.as_bytes(), |byte| !may_begin_space(byte)) && has_single_spaces(text)
}

/// Whether the UTF-8 of a control character, or of white space other than a space, may begin with this byte.
fn may_begin_space(byte: u8) -> bool {
    let ascii = (byte < b' ') | (byte == 0x7f);
    ascii | (byte == 0xc2) | (byte == 0xd8) | matches!(byte, 0xe1..=0xe3) | (byte == 0xef)
}

/// Whether a text has no space at its edges and no two in a row.
fn has_single_spaces(text: &str) -> bool {
    let has_two = any_pair(text.as_bytes(), |one, next| (one == b' ') & (next == b' '));
    !has_two && !text.starts_with(' ') && !text.ends_with(' ')
}

#[cfg(test)]
mod tests {
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
            if (letter.is_whitespace() || is_control(letter)) && letter != ' ' {
                assert!(text.bytes().next().is_some_and(may_begin_space), "{letter:?}");
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

    #[test]
    fn controls_are_shown_and_never_obeyed() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}"), "a\\u{1b}[2Jb\\u{202e}");
        assert_eq!(one_line(" a\r\n b\u{2028}c "), "a b c");
    }

    #[test]
    fn counts_and_lists_read_as_prose() {
        assert_eq!(count(1, "note"), "1 note");
        assert_eq!(count(12_345, "note"), "12,345 notes");
        assert_eq!(count_of(1, "person", "people"), "1 person");
        assert_eq!(count_of(2_000, "person", "people"), "2,000 people");
        assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(clip("abcdef", 4), "abc…");
    }
}
