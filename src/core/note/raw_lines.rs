//! Splits a text into lines. Every line of a note is searched for, and those of front matter twice (first for
//! the closing fence), so the search takes sixteen bytes at a time.

/// Iterator over the lines of a text, without their line feeds.
pub(super) struct RawLines<'a> {
    /// The text after the last returned line.
    pub(super) rest: &'a str,
}

impl<'a> RawLines<'a> {
    /// Returns the lines of a text: none if it is empty, and none after a final line feed.
    pub(super) fn of(text: &'a str) -> RawLines<'a> {
        RawLines { rest: text }
    }
}

impl<'a> Iterator for RawLines<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let (line, rest) = split_at_feed(self.rest);
        self.rest = rest;
        Some(line)
    }
}

/// Returns a line without its leading spaces.
pub(super) fn without_blanks(line: &str) -> &str {
    let blanks = line.bytes().take_while(|byte| *byte == b' ').count();
    line.get(blanks..).unwrap_or_default()
}

/// Splits a text after its first line; gives the line without its line feed, and the rest.
fn split_at_feed(text: &str) -> (&str, &str) {
    let (line, rest) = text.split_at_checked(first_feed(text.as_bytes())).unwrap_or((text, ""));
    (line, rest.get(1..).unwrap_or_default())
}

/// Returns the position of the first line feed, or the length.
fn first_feed(bytes: &[u8]) -> usize {
    let is_feed = |byte: &u8| *byte == b'\n';
    let (blocks, last) = bytes.as_chunks::<16>();
    for (place, block) in blocks.iter().enumerate() {
        // Without an early exit, the compiler checks all sixteen bytes in one step.
        if block.iter().fold(false, |any, byte| any | is_feed(byte)) {
            return place * 16 + first_of_sixteen(*block);
        }
    }
    bytes.len() - last.len() + last.iter().position(is_feed).unwrap_or(last.len())
}

/// Returns the position of the first line feed in a block that holds one.
fn first_of_sixteen(block: [u8; 16]) -> usize {
    const ONES: u128 = u128::from_ne_bytes([1; 16]);
    const FEEDS: u128 = u128::from_ne_bytes([b'\n'; 16]);
    const HIGH: u128 = u128::from_ne_bytes([0x80; 16]);
    // A zero byte borrows from the next one, and the lowest that borrows is the first line feed.
    let differs = u128::from_le_bytes(block) ^ FEEDS;
    let feeds = differs.wrapping_sub(ONES) & !differs & HIGH;
    feeds.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_match_those_of_the_standard_library(text in "([a-z]|é|\n|\u{b}|\u{8a}|\u{10a0a}|\\PC){0,90}") {
            let lines: Vec<&str> = text.split_inclusive('\n').map(|line| line.trim_end_matches('\n')).collect();
            prop_assert_eq!(RawLines::of(&text).collect::<Vec<_>>(), lines);
        }
    }
}
