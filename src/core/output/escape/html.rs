//! Escapes text for HTML elements and quoted attributes.

use super::{Kept, in_runs};
use crate::core::text::is_control;
use std::fmt;

/// Displays a text with HTML's special characters escaped. Control characters become spaces, also those
/// that change the direction of writing.
#[derive(Clone, Copy, Debug)]
pub struct Html<'a>(pub &'a str);

const KEPT: Kept = Kept::all_but(b"&<>\"'");

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        in_runs(self.0, f, &KEPT, |_, letter| stand(letter))
    }
}

/// Returns the replacement of a character, or `None` if it stays.
pub(super) fn stand(letter: char) -> Option<&'static str> {
    match letter {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\n' | '\t' => None,
        control if is_control(control) => Some(" "),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_an_element_or_an_attribute() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(Html(text).to_string(), expected);
        }
        case("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
        case("\" onclick='x'", "&quot; onclick=&#39;x&#39;");
        case("a & b &amp;", "a &amp; b &amp;amp;");
        case("people/ada.md:4", "people/ada.md:4");
        case("a\u{202e}b\u{0}c\u{1b}", "a b c ");
    }
}
