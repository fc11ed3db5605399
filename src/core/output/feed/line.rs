//! Writes content lines of iCalendar, folded at 75 octets between characters and ended by CRLF.

use crate::core::output::escape::ics::IcsText;
use crate::core::text::prefix;
use std::fmt::{Display, Write};

/// Maximum octets of a line without its line break (RFC 5545, 3.1).
const MOST: usize = 75;

/// The text of a calendar. Text of notes must be added with [`Lines::text`], which escapes it.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line with a TEXT value.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.line(name, IcsText(value));
    }

    /// Adds a line with a value that needs no escaping: it has no text of notes unless percent-encoded.
    pub(super) fn line(&mut self, name: &str, value: impl Display) {
        let start = self.0.len();
        let _ = write!(self.0, "{name}:{value}");
        if self.0.len() - start > MOST {
            let line = self.0.split_off(start);
            self.folded(&line);
        }
        self.0.push_str("\r\n");
    }

    fn folded(&mut self, line: &str) {
        let mut room = MOST;
        let mut rest = line;
        loop {
            let piece = prefix(rest, room);
            self.0.push_str(piece);
            rest = rest.get(piece.len()..).unwrap_or_default();
            let Some(next) = rest.chars().next() else { return };
            // Readers that trim lines, such as `ical`, would lose spaces before a fold, so these are carried
            // to the next line, unless they would leave no room there.
            let words = self.0.trim_end_matches(' ').len();
            let room_after = (MOST - 1).saturating_sub(self.0.len() - words);
            let carried = room_after >= next.len_utf8();
            let blanks = if carried { self.0.split_off(words) } else { String::new() };
            self.0.push_str("\r\n ");
            self.0.push_str(&blanks);
            room = if carried { room_after } else { MOST - 1 };
        }
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unfold(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn spaces_longer_than_a_line_are_folded_too() {
        for blanks in 60..240 {
            let text = format!("a{}b 🎂", " ".repeat(blanks));
            let mut lines = Lines::default();
            lines.text("NAME", &text);
            let written = String::from_utf8(lines.into_bytes()).unwrap();
            assert!(written.split("\r\n").all(|line| line.len() <= MOST), "{blanks}: {written}");
            assert_eq!(unfold(&written), format!("NAME:{text}\r\n"));
        }
    }

    proptest! {
        #[test]
        fn unfolding_gives_back_what_was_folded(text in "(\\PC{0,9} ?){0,40}") {
            let text = crate::core::text::one_line(&text);
            let mut lines = Lines::default();
            lines.text("SUMMARY", &text);
            let written = String::from_utf8(lines.into_bytes()).unwrap();
            prop_assert!(written.split("\r\n").all(|line| line.len() <= MOST && !line.ends_with(' ')));
            prop_assert_eq!(unfold(&written), format!("SUMMARY:{}\r\n", IcsText(&text)));
        }
    }
}
