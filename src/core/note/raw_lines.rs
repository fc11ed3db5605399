//! Splits a text into lines. Every line of a note is searched for, and those of front matter twice (first for
//! the closing fence), so the search takes many bytes at a time.

use memchr::memchr;

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
    let feed = memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(feed).unwrap_or((text, ""));
    (line, rest.get(1..).unwrap_or_default())
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
