//! Records which marks a body contains at all. Most bodies contain none of a kind, and then their lines need
//! not be searched for it.

use crate::core::bytes::{all, holds_pair};
use memchr::{memchr, memchr2_iter};

/// Which marks a body contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BodyMarks {
    /// Backquotes.
    pub(super) code: bool,
    /// `<`, which begins HTML tags and comments.
    pub(super) tags: bool,
    /// `~`, which may strike text through.
    pub(super) tildes: bool,
    /// Tabs.
    pub(super) tabs: bool,
    /// Control characters, which the fast reader does not handle.
    pub(super) controls: bool,
    /// `![`, which begins embeds.
    pub(super) embeds: bool,
    /// `%%`, around comments.
    pub(super) comments: bool,
    /// Escaped brackets: `\\[`, `\\<`, `\\>`, `&lt;`, `&gt;`.
    pub(super) escapes: bool,
}

impl BodyMarks {
    /// Searches a text for one mark after the other: `memchr` looks at more bytes at a time than a search for all of
    /// them could.
    pub(super) fn of(text: &str) -> BodyMarks {
        let holds = |byte: u8| memchr(byte, text.as_bytes()).is_some();
        let is_control = |byte: u8| ((byte < b' ') & (byte != b'\n') & (byte != b'\t')) | (byte == 0x7f);
        BodyMarks {
            code: holds(b'`'),
            tags: holds(b'<'),
            tildes: holds(b'~'),
            tabs: holds(b'\t'),
            controls: !all(text.as_bytes(), |byte| !is_control(byte)),
            embeds: holds_pair(text, [b'!', b'[']),
            comments: holds_pair(text, [b'%'; 2]),
            escapes: holds_escape(text),
        }
    }
}

/// Whether a text contains an escaped bracket.
fn holds_escape(text: &str) -> bool {
    let begins_escape =
        |from: &str| ["\\[", "\\<", "\\>", "&lt;", "&gt;"].iter().any(|bracket| from.starts_with(bracket));
    memchr2_iter(b'\\', b'&', text.as_bytes()).any(|at| text.get(at..).is_some_and(begins_escape))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn all_marks_of_a_body_are_found(text in "(a{9}|\n|\t|\u{1}|\u{7f}|é|`|<|~|!|\\[|%|\\\\|&|lt;|gt;|>){0,12}") {
            let holds = |marks: &[char]| text.contains(marks);
            let expected = BodyMarks {
                code: holds(&['`']),
                tags: holds(&['<']),
                tildes: holds(&['~']),
                tabs: holds(&['\t']),
                controls: holds(&['\u{1}', '\u{7f}']),
                embeds: text.contains("!["),
                comments: text.contains("%%"),
                escapes: ["\\[", "\\<", "\\>", "&lt;", "&gt;"].iter().any(|bracket| text.contains(bracket)),
            };
            prop_assert_eq!(BodyMarks::of(&text), expected);
        }
    }
}
