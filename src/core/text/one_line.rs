//! Makes texts safe to show: on one line, and without characters that act on a display.

use crate::core::bytes::{all, any_pair};
use std::borrow::Cow;

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
pub(super) fn is_plain_line(text: &str) -> bool {
    let is_odd = |byte: u8| !matches!(byte, b' '..=b'~');
    let breaks = |one: u8, next: u8| is_odd(one) | ((one == b' ') & (next == b' '));
    let ends_plainly = text.bytes().next_back().is_none_or(|last| last.is_ascii_graphic());
    ends_plainly && !text.starts_with(' ') && !any_pair(text.as_bytes(), breaks)
}

/// Whether a text is certainly one line already: no byte of it can begin a control character or white space
/// other than a space.
pub(super) fn is_certainly_one_line(text: &str) -> bool {
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

    #[test]
    fn first_bytes_of_controls_and_spaces_hold_for_every_letter() {
        for letter in char::MIN..=char::MAX {
            if (letter.is_whitespace() || is_control(letter)) && letter != ' ' {
                assert!(letter.to_string().bytes().next().is_some_and(may_begin_space), "{letter:?}");
            }
        }
    }

    #[test]
    fn controls_are_shown_and_never_obeyed() {
        assert_eq!(visible("a\u{1b}[2Jb\u{202e}"), "a\\u{1b}[2Jb\\u{202e}");
        assert_eq!(one_line(" a\r\n b\u{2028}c "), "a b c");
    }
}
