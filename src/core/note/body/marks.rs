//! Which marks stand in a body at all: looked for once a body, for most have none, and their lines need not
//! be searched for them.

use crate::core::bytes::united;

/// Whether a body holds marks of these sorts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BodyMarks {
    /// Backquotes.
    pub(super) code: bool,
    /// `<`, with which tags and comments of HTML begin.
    pub(super) tags: bool,
    /// `~`, of which two strike through.
    pub(super) tildes: bool,
    /// Tabs.
    pub(super) tabs: bool,
    /// Bytes that no note of the common form holds.
    pub(super) controls: bool,
    /// `![`, with which embeds begin.
    pub(super) embeds: bool,
    /// `%%`, around comments.
    pub(super) comments: bool,
}

impl BodyMarks {
    /// To the end without a break, which goes sixteen bytes at a time.
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
        });
        let holds = |bit: u8| found & bit != 0;
        // What few bodies hold is told apart only where there is some.
        let is_other = |byte: u8| byte < b' ' && !matches!(byte, b'\n' | b'\t');
        BodyMarks {
            code: holds(1),
            tags: holds(2),
            tildes: holds(4),
            tabs: holds(32) && text.contains('\t'),
            controls: holds(64) || (holds(32) && text.bytes().any(is_other)),
            embeds: holds(8) && text.contains("!["),
            comments: holds(16) && text.contains("%%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_body_holds_the_marks_that_stand_in_it(text in "(a{9}|\n|\t|\u{1}|\u{7f}|é|`|<|~|!|\\[|%){0,12}") {
            let holds = |marks: &[char]| text.contains(marks);
            let expected = BodyMarks {
                code: holds(&['`']),
                tags: holds(&['<']),
                tildes: holds(&['~']),
                tabs: holds(&['\t']),
                controls: holds(&['\u{1}', '\u{7f}']),
                embeds: text.contains("!["),
                comments: text.contains("%%"),
            };
            prop_assert_eq!(BodyMarks::of(&text), expected);
        }
    }
}
