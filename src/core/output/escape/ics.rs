//! Escapes text for TEXT values of iCalendar (RFC 5545, 3.3.11).

use super::{Kept, in_runs};
use std::fmt;

/// Displays a text as a TEXT value:
///
/// - `\ ; ,` and line breaks are escaped;
/// - control characters become spaces, as do the line separators at which Python and JavaScript split lines;
/// - `<` and `>` become `‹` and `›`, since Google Calendar renders HTML in descriptions;
/// - a backslash before an `n` or `r` becomes `∖`, since readers that undo one kind of escape after the other
///   would find a line break there.
#[derive(Clone, Copy, Debug)]
pub struct IcsText<'a>(pub &'a str);

const KEPT: Kept = Kept::all_but(b"\\;,<>");

impl fmt::Display for IcsText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        in_runs(self.0, f, &KEPT, |at, letter| stand(self.0, at, letter))
    }
}

/// Returns the replacement of the character at a byte of a text, or `None` if it stays.
pub(super) fn stand(text: &str, at: usize, letter: char) -> Option<&'static str> {
    let next = || text.as_bytes().get(at + 1);
    match letter {
        '\\' if matches!(next(), Some(b'n' | b'N' | b'r' | b'R')) => Some("∖"),
        '\\' => Some("\\\\"),
        ';' => Some("\\;"),
        ',' => Some("\\,"),
        '\r' if next() == Some(&b'\n') => Some(""),
        '\n' | '\r' => Some("\\n"),
        '<' => Some("‹"),
        '>' => Some("›"),
        '\u{2028}' | '\u{2029}' | '\u{feff}' => Some(" "),
        control if control.is_control() || is_noncharacter(control) => Some(" "),
        _ => None,
    }
}

/// Whether a character is one of Unicode's noncharacters, which XML refuses.
pub fn is_noncharacter(letter: char) -> bool {
    matches!(letter, '\u{fdd0}'..='\u{fdef}') || u32::from(letter) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_line() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(IcsText(text).to_string(), expected);
        }
        case("a, b; c\\d", "a\\, b\\; c\\\\d");
        case("C:\\new \\N \\t", "C:∖new ∖N \\\\t");
        case("C:\\report \\R \\\\r", "C:∖report ∖R \\\\∖r");
        case("x\r\nBEGIN:VEVENT\nEND\ry", "x\\nBEGIN:VEVENT\\nEND\\ny");
        case("a\u{2028}b\u{85}c\u{0}d\u{7f}e", "a b c d e");
        case("a\u{fffe}b\u{ffff}c\u{fdd0}d\u{1fffe}e\u{10ffff}f\u{fffd}", "a b c d e f\u{fffd}");
        case("<b>bold</b>", "‹b›bold‹/b›");
        case("שלום 🎂", "שלום 🎂");
    }
}
