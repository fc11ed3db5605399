//! Records which meaningful bytes a line contains, once when the line is read, so that later readers need not
//! search it. Most lines contain few of them.

use super::line::split_at_break;
use crate::core::bytes::united;

/// A set of meaningful bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineMarks(u8);

impl LineMarks {
    /// `:`, which every field and label has.
    pub const COLON: LineMarks = LineMarks(1);
    /// `#`, which begins hashtags.
    pub const HASH: LineMarks = LineMarks(2);
    /// `[`, which begins links.
    pub const BRACKET: LineMarks = LineMarks(4);
    /// `/`, which every URL has.
    pub const SLASH: LineMarks = LineMarks(8);
    /// `*` and the backquote.
    pub const EMPHASIS: LineMarks = LineMarks(16);
    /// The first byte of a no-break space, which separates words like any other.
    pub const NO_BREAK: LineMarks = LineMarks(32);
    /// `<`, which begins `<br>`.
    pub const ANGLE: LineMarks = LineMarks(64);
    /// What a line has that links anything.
    pub const LINKS: LineMarks = LineMarks::BRACKET.with(LineMarks::SLASH);
    /// Characters that are removed from a line or replaced before its words are read.
    const NO_WORDS: LineMarks = LineMarks::HASH.with(LineMarks::EMPHASIS).with(LineMarks::NO_BREAK);

    /// Returns the marks that a line contains.
    pub fn of(line: &str) -> LineMarks {
        let bit = |is_one: bool, mark: LineMarks| if is_one { mark.0 } else { 0 };
        LineMarks(united(line.as_bytes(), |byte| {
            bit(byte == b':', LineMarks::COLON)
                | bit(byte == b'#', LineMarks::HASH)
                | bit(byte == b'[', LineMarks::BRACKET)
                | bit(byte == b'/', LineMarks::SLASH)
                | bit((byte == b'*') | (byte == b'`'), LineMarks::EMPHASIS)
                | bit(byte == 0xc2, LineMarks::NO_BREAK)
                | bit(byte == b'<', LineMarks::ANGLE)
        }))
    }

    /// Whether anything is removed from a line with these marks, or replaced, before its words are read.
    pub fn hide_words(self, line: &str) -> bool {
        self.hold(LineMarks::NO_WORDS) || (self.hold(LineMarks::ANGLE) && split_at_break(line).is_some())
    }

    /// Whether the set contains any of these marks.
    pub fn hold(self, any: LineMarks) -> bool {
        self.0 & any.0 != 0
    }

    /// Returns the union of two sets.
    #[must_use]
    pub const fn with(self, others: LineMarks) -> LineMarks {
        LineMarks(self.0 | others.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body::line::{Plain, plain};
    use crate::core::note::body::links::{links, urls};
    use proptest::prelude::*;
    use std::borrow::Cow;

    proptest! {
        #[test]
        fn a_line_without_a_mark_has_nothing_that_needs_it(line in "[a :#*`/\\[\\]é\u{a0}]{0,40}|(https://x|\\[\\[a\\]\\]|#a|b|<br>| ){0,5}") {
            let marks = LineMarks::of(&line);
            prop_assert!(marks.hold(LineMarks::BRACKET) || links(&line).is_empty());
            prop_assert!(marks.hold(LineMarks::SLASH) || urls(&line).next().is_none());
            prop_assert_eq!(marks.hold(LineMarks::COLON), line.contains(':'));
            let read = plain(&line);
            prop_assert!(marks.hold(LineMarks::HASH) || read.hashtags.is_empty());
            let is_marked = marks.hide_words(&line) || marks.hold(LineMarks::BRACKET);
            let as_it_stands = Plain { text: Cow::Borrowed(&line), hashtags: vec![] };
            prop_assert!(is_marked || read == as_it_stands, "{line:?}");
        }
    }
}
