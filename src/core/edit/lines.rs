//! Splits a file into lines that keep their own line ends, so that everything outside of a change stays byte
//! for byte: byte order mark, CRLF, invalid UTF-8, a missing line break at the end.

use super::Refused;
use crate::core::place::Spot;

/// A line of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line<'a> {
    text: &'a [u8],
    /// `\n`, `\r\n`, or empty on a last line without a line break.
    end: &'static str,
}

/// The lines of a file.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    mark: &'a [u8],
    lines: Vec<Line<'a>>,
}

/// A replacement of some lines by others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Splice {
    /// The line (from 1) at which lines are removed, or before which lines are inserted.
    pub at: usize,
    /// Number of lines to remove.
    pub remove: usize,
    /// The lines to insert, without line ends.
    pub insert: Vec<String>,
}

impl Splice {
    /// Inserts lines before a line.
    pub fn insert(at: usize, insert: Vec<String>) -> Splice {
        Splice { at, remove: 0, insert }
    }

    /// Replaces a line.
    pub fn replace(at: usize, line: String) -> Splice {
        Splice { at, remove: 1, insert: vec![line] }
    }

    /// Removes a number of lines from a line on.
    pub fn remove(at: usize, remove: usize) -> Splice {
        Splice { at, remove, insert: Vec::new() }
    }

    /// Returns by how much later lines move.
    pub fn shift(&self) -> i64 {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        count(self.insert.len()) - count(self.remove)
    }
}

/// Splits a line at the column of a position in it.
pub(super) fn split_at_column(line: &str, spot: Spot) -> (&str, &str) {
    let column = (spot.column as usize).saturating_sub(1);
    line.split_at(line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
}

const MARK: &[u8] = &[0xef, 0xbb, 0xbf];

impl<'a> Lines<'a> {
    /// Splits a file. A lone carriage return as a line end is refused: such files can be read, but editors do
    /// not agree on their lines.
    pub fn of(bytes: &'a [u8]) -> Result<Lines<'a>, Refused> {
        let (mark, body) = match bytes.strip_prefix(MARK) {
            Some(body) => (MARK, body),
            None => (&[][..], bytes),
        };
        let mut lines = Vec::new();
        for piece in body.split_inclusive(|byte| *byte == b'\n') {
            let (text, end) = match piece {
                [text @ .., b'\r', b'\n'] => (text, "\r\n"),
                [text @ .., b'\n'] => (text, "\n"),
                text => (text, ""),
            };
            if text.contains(&b'\r') {
                return Err(Refused::new(
                    format!("line {} ends with a carriage return alone", lines.len() + 1),
                    "save the note with Unix or Windows line endings, then try again",
                ));
            }
            lines.push(Line { text, end });
        }
        Ok(Lines { mark, lines })
    }

    /// Returns the number of lines.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Returns a line (from 1), if it exists and is UTF-8.
    pub fn text(&self, line: usize) -> Option<&'a str> {
        std::str::from_utf8(self.lines.get(line.checked_sub(1)?)?.text).ok()
    }

    /// Returns the bytes of the file after a splice. New lines get the line end of the line before them.
    pub fn spliced(&self, splice: &Splice) -> Vec<u8> {
        let at = splice.at.saturating_sub(1).min(self.lines.len());
        let rest = (at + splice.remove).min(self.lines.len());
        let mut lines: Vec<(&[u8], &str)> =
            self.lines.iter().take(at).map(|line| (line.text, line.end)).collect();
        let end = self.end_near(at);
        let last_had_none = self.lines.last().is_some_and(|line| line.end.is_empty());
        if let Some(last) = lines.last_mut()
            && last.1.is_empty()
            && !splice.insert.is_empty()
        {
            last.1 = end;
        }
        for (place, text) in splice.insert.iter().enumerate() {
            let own = self.lines.get(at + place).filter(|_| place < splice.remove);
            let own = own.map(|line| line.end).filter(|end| !end.is_empty());
            lines.push((text.as_bytes(), own.unwrap_or(end)));
        }
        lines.extend(self.lines.iter().skip(rest).map(|line| (line.text, line.end)));
        if rest >= self.lines.len()
            && last_had_none
            && let Some(last) = lines.last_mut()
        {
            last.1 = "";
        }
        let mut bytes = self.mark.to_vec();
        for (text, end) in lines {
            bytes.extend_from_slice(text);
            bytes.extend_from_slice(end.as_bytes());
        }
        bytes
    }

    /// Returns the line end to use at an index: that of the line before it, else of the line after it, else
    /// of any line.
    fn end_near(&self, at: usize) -> &'static str {
        let before = at.checked_sub(1).and_then(|before| self.lines.get(before));
        let near = before.into_iter().chain(self.lines.get(at)).chain(&self.lines);
        near.map(|line| line.end).find(|end| !end.is_empty()).unwrap_or("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unchanged_lines_stay_byte_for_byte() {
        #[track_caller]
        fn case(before: &[u8], splice: &Splice, after: &[u8]) {
            let lines = Lines::of(before).unwrap();
            assert_eq!(String::from_utf8_lossy(&lines.spliced(splice)), String::from_utf8_lossy(after));
        }
        let new = |at| Splice::insert(at, vec!["new".to_owned()]);
        case(b"a\nb\n", &new(2), b"a\nnew\nb\n");
        case(b"a\r\nb\n", &new(2), b"a\r\nnew\r\nb\n");
        case(b"a\nb", &new(3), b"a\nb\nnew");
        case(b"\xef\xbb\xbfa\n", &new(1), b"\xef\xbb\xbfnew\na\n");
        case(b"", &new(1), b"new\n");
        case(b"a\xff\n", &new(2), b"a\xff\nnew\n");
        case(b"a\r\nb\r\nc", &Splice::replace(2, "x".to_owned()), b"a\r\nx\r\nc");
        case(b"a\nb", &Splice::replace(2, "x".to_owned()), b"a\nx");
        case(b"a\nb\nc\n", &Splice { at: 2, remove: 1, insert: vec![] }, b"a\nc\n");
        assert!(Lines::of(b"a\rb\n").is_err());
    }
}
