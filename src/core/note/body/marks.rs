//! Records which marks a body contains at all. Most bodies contain none of a kind, and then their lines need
//! not be searched for it.

use crate::core::bytes::{holds_pair, united};
use memchr::memchr2_iter;

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
    /// Searches a text, without an early exit so that the compiler checks sixteen bytes at a time.
    pub(super) fn of(text: &str) -> BodyMarks {
        let bit = |is_one: bool, bit: u8| if is_one { bit } else { 0 };
        let found = united(text.as_bytes(), |byte| {
            bit(byte == b'`', 1)
                | bit(byte == b'<', 2)
                | bit(byte == b'~', 4)
                | bit(byte == b'!', 8)
                | bit(byte == b'%', 16)
                | bit((byte < b' ') & (byte != b'\n'), 32)
                | bit(byte == 0x7f, 64)
                | bit((byte == b'\\') | (byte == b'&'), 128)
        });
        let holds = |bit: u8| found & bit != 0;
        // Rare marks share a bit and are told apart only if it is set.
        let is_other = |byte: u8| byte < b' ' && !matches!(byte, b'\n' | b'\t');
        BodyMarks {
            code: holds(1),
            tags: holds(2),
            tildes: holds(4),
            tabs: holds(32) && text.contains('\t'),
            controls: holds(64) || (holds(32) && text.bytes().any(is_other)),
            embeds: holds(8) && holds_pair(text, [b'!', b'[']),
            comments: holds(16) && holds_pair(text, [b'%'; 2]),
            escapes: holds(128) && holds_escape(text),
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
