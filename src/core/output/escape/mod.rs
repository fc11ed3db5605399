//! One type for each format that text of notes is put into. Such text reaches an output only through
//! one of these (design 8), so that it cannot break out of its format.

pub mod html;
pub mod ics;
pub mod inline;
pub mod markdown;
pub mod url;
pub mod wikilink;

use std::fmt;

/// Writes a text with some characters replaced: `stand` returns the replacement of the character at a byte,
/// or `None` if it stays. The text between replacements, nearly all of it, is written in one piece. Of
/// the bytes that are kept none is asked about.
fn in_runs(
    text: &str,
    f: &mut fmt::Formatter<'_>,
    kept: &Kept,
    stand: impl Fn(usize, char) -> Option<&'static str>,
) -> fmt::Result {
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = text.get(at..) {
        at += rest.bytes().take_while(|byte| kept.has(*byte)).count();
        let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        let after = at + letter.len_utf8();
        if let Some(stand) = stand(at, letter) {
            f.write_str(text.get(start..at).unwrap_or_default())?;
            f.write_str(stand)?;
            start = after;
        }
        at = after;
    }
    f.write_str(text.get(start..).unwrap_or_default())
}

/// A table of the bytes that a format keeps as they are, all of them ASCII. A look-up takes a third of the time
/// of comparisons.
struct Kept([bool; 256]);

#[allow(clippy::indexing_slicing, reason = "done by the compiler, which would say so")]
impl Kept {
    /// Makes a table of the ASCII letters, digits and the given signs.
    const fn letters_and(signs: &[u8]) -> Kept {
        let mut kept = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            kept[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        Kept::with(kept, signs, true)
    }

    /// Makes a table of printable ASCII and the space without the given signs.
    const fn all_but(signs: &[u8]) -> Kept {
        let mut kept = [false; 256];
        let mut byte = b' ';
        while byte <= b'~' {
            kept[byte as usize] = true;
            byte += 1;
        }
        Kept::with(kept, signs, false)
    }

    const fn with(mut kept: [bool; 256], signs: &[u8], value: bool) -> Kept {
        let mut place = 0;
        while place < signs.len() {
            kept[signs[place] as usize] = value;
            place += 1;
        }
        Kept(kept)
    }

    fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)) == Some(&true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn letter_by_letter(text: &str, stand: impl Fn(usize, char) -> Option<&'static str>) -> String {
        text.char_indices()
            .map(|(at, letter)| stand(at, letter).map_or_else(|| letter.to_string(), str::to_owned))
            .collect()
    }

    proptest! {
        #[test]
        fn runs_are_written_as_if_every_letter_were_asked(
            text in "([ -~]|[0-9]|[\u{0}-\u{1f}\u{7f}\u{202e}\u{2028}\u{feff}é📅]|\\PC){0,24}",
        ) {
            let html = letter_by_letter(&text, |_, letter| html::stand(letter));
            prop_assert_eq!(html::Html(&text).to_string(), html);
            let ics = letter_by_letter(&text, |at, letter| ics::stand(&text, at, letter));
            prop_assert_eq!(ics::IcsText(&text).to_string(), ics);
            let line = markdown::line(&text);
            let markdown = letter_by_letter(&line, markdown::stands(&line));
            prop_assert_eq!(markdown::MarkdownText(&text).to_string(), markdown);
        }
    }
}
