//! Unfolds the lines of a vCard file. This is done on bytes before any decoding, since a fold may split a
//! character. Every line keeps its number in the file.

/// A line without folds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogicalLine {
    /// The number of its first line in the file, from 1.
    pub number: usize,
    /// The bytes, without folds and soft line breaks.
    pub octets: Vec<u8>,
}

/// Unfolds a file. Values in base64 (photos, keys) are dropped, since nothing reads them.
pub fn unfold(octets: &[u8]) -> Vec<LogicalLine> {
    let mut unfolding = Unfolding { lines: Vec::new(), open: Open::Nothing, old: false };
    for (number, line) in physical_lines(octets).into_iter().enumerate() {
        unfolding.take(line, number + 1);
    }
    unfolding.lines
}

/// Splits the file into lines. Any number of CRs before the LF belong to the line end.
fn physical_lines(octets: &[u8]) -> Vec<&[u8]> {
    let end = if octets.contains(&b'\n') { b'\n' } else { b'\r' };
    octets
        .split(|octet| *octet == end)
        .map(|mut line| {
            while let [before @ .., b'\r'] = line {
                line = before;
            }
            line
        })
        .collect()
}

/// How the next line of the file may continue the current one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// Not at all.
    Nothing,
    /// With a space at its start.
    Folded,
    /// Without change, after quoted-printable text that ended in `=`.
    Soft,
    /// As more base64, which may go on without a space until an empty line.
    Base64,
}

struct Unfolding {
    lines: Vec<LogicalLine>,
    open: Open,
    /// Whether the card is vCard 2.1, in which the space of a fold is part of the text.
    old: bool,
}

impl Unfolding {
    fn take(&mut self, line: &[u8], number: usize) {
        if line.is_empty() {
            self.open = Open::Nothing;
            return;
        }
        let blank = matches!(line, [b' ' | b'\t', ..]);
        match self.open {
            Open::Soft if !is_end(line) => self.continue_softly(line),
            Open::Folded if blank => self.append(line.get(usize::from(!self.old)..).unwrap_or_default()),
            Open::Base64 if blank || is_base64(line) => {}
            Open::Nothing | Open::Folded | Open::Soft | Open::Base64 => self.begin(line, number),
        }
    }

    fn begin(&mut self, line: &[u8], number: usize) {
        let start = line.trim_ascii_start();
        let header = header(start).to_ascii_uppercase();
        if header == b"VERSION" {
            self.old = start.ends_with(b"2.1") || start.ends_with(b"2.0");
        }
        let mut octets = start.to_vec();
        self.open = Open::Folded;
        if has(&header, b"BASE64") || has(&header, b"ENCODING=B") {
            self.open = Open::Base64;
            octets.truncate(header.len() + 1);
        }
        self.lines.push(LogicalLine { number, octets });
        self.take_soft_break();
    }

    fn append(&mut self, rest: &[u8]) {
        if let Some(last) = self.lines.last_mut() {
            last.octets.extend_from_slice(rest);
        }
        self.take_soft_break();
    }

    /// Adds a line after a soft break as it is, without the space that some programs add.
    fn continue_softly(&mut self, line: &[u8]) {
        let rest = match line {
            [b' ' | b'\t', rest @ ..] if !self.old => rest,
            _ => line,
        };
        self.open = Open::Folded;
        self.append(rest);
    }

    /// Removes a soft break from the end of quoted-printable text.
    fn take_soft_break(&mut self) {
        let Some(last) = self.lines.last_mut() else { return };
        let quoted = has(&header(&last.octets).to_ascii_uppercase(), b"QUOTED-PRINTABLE");
        if quoted && self.open != Open::Base64 && last.octets.last() == Some(&b'=') {
            last.octets.pop();
            self.open = Open::Soft;
        }
    }
}

/// Returns the name and the parameters of a line, which end at the colon.
pub fn header(line: &[u8]) -> &[u8] {
    let mut quoted = false;
    let end = line.iter().position(|octet| match octet {
        b'"' => {
            quoted = !quoted;
            false
        }
        b':' => !quoted,
        _ => false,
    });
    // An unclosed quotation mark does not hide the colon.
    let end = end.or_else(|| line.iter().position(|octet| *octet == b':'));
    line.get(..end.unwrap_or(line.len())).unwrap_or_default()
}

fn has(header: &[u8], word: &[u8]) -> bool {
    header.windows(word.len()).enumerate().any(|(at, found)| {
        found == word
            && header.get(at + word.len()).is_none_or(|next| matches!(next, b';' | b'"') || word.len() > 10)
    })
}

fn is_end(line: &[u8]) -> bool {
    line.to_ascii_uppercase().starts_with(b"END:VCARD")
}

fn is_base64(line: &[u8]) -> bool {
    line.iter().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=' | b' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: &[(usize, &str)]) {
        let lines = unfold(text.as_bytes());
        let found: Vec<(usize, &str)> =
            lines.iter().map(|line| (line.number, std::str::from_utf8(&line.octets).unwrap())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn lines_are_unfolded() {
        case("A:b\r\n c\r\n\td\r\nB:x", &[(1, "A:bcd"), (4, "B:x")]);
        case("A:b\r\r\n  c\n", &[(1, "A:b c")]);
        case("VERSION:2.1\nA:b\n c\n", &[(1, "VERSION:2.1"), (2, "A:b c")]);
        case("A:1\rB:2\r", &[(1, "A:1"), (2, "B:2")]);
    }

    #[test]
    fn soft_breaks_and_photos_are_removed() {
        case(
            "N;ENCODING=QUOTED-PRINTABLE:=C3=\n=B1=\n\nT:1\n",
            &[(1, "N;ENCODING=QUOTED-PRINTABLE:=C3=B1"), (4, "T:1")],
        );
        case("N;QUOTED-PRINTABLE:a=\nEND:VCARD\n", &[(1, "N;QUOTED-PRINTABLE:a"), (2, "END:VCARD")]);
        case("PHOTO;ENCODING=BASE64:\nAAAA\n BBB=\n\nT:1", &[(1, "PHOTO;ENCODING=BASE64:"), (5, "T:1")]);
        case("PHOTO;ENCODING=b;TYPE=JPEG:AA\n BB\nT:1", &[(1, "PHOTO;ENCODING=b;TYPE=JPEG:"), (3, "T:1")]);
        case("X;Y=\"a:b\":c", &[(1, "X;Y=\"a:b\":c")]);
    }
}
