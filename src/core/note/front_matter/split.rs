//! Decodes a note and splits it into front matter and body.
//!
//! No library is used for this: Markdown parsers take a rule in the body for a fence, and front-matter crates
//! lose bytes and offsets (docs/dependencies.md).

use crate::core::note::raw_lines::RawLines;
use memchr::memchr;
use std::borrow::Cow;

/// Maximum bytes of front matter (design 8).
pub const MOST_FRONT_MATTER: usize = 64 * 1024;

/// Replacements made while decoding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decoding {
    /// First line with bytes that are not UTF-8; they were replaced.
    pub invalid_line: Option<usize>,
    /// First line with a NUL character; all were replaced.
    pub nul_line: Option<usize>,
}

/// Why bytes are not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotText {
    /// They begin with a byte order mark of UTF-16 or UTF-32.
    Utf16,
    /// A NUL is among the first 8 KB.
    Binary,
}

/// Decodes the text of a note, without byte order mark and with `\n` as the only line ending. Lines and
/// columns stay those of the file.
pub fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Decoding), NotText> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(NotText::Utf16);
    }
    let has = |byte| memchr(byte, bytes).is_some();
    let (has_nul, has_return) = (has(0), has(b'\r'));
    if has_nul && bytes.iter().take(8 * 1024).any(|byte| *byte == 0) {
        return Err(NotText::Binary);
    }
    let bytes = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    let mut decoding = Decoding::default();
    let mut text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(fault) => {
            let before = bytes.get(..fault.valid_up_to()).unwrap_or_default();
            decoding.invalid_line = Some(line_count(before));
            Cow::Owned(String::from_utf8_lossy(bytes).into_owned())
        }
    };
    if has_nul && let Some(at) = text.find('\0') {
        decoding.nul_line = Some(line_count(text.as_bytes().get(..at).unwrap_or_default()));
        text = Cow::Owned(text.replace('\0', "\u{fffd}"));
    }
    if has_return {
        text = Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Ok((text, decoding))
}

/// Returns the number of the line that follows `before`. A CR alone ends a line too.
fn line_count(before: &[u8]) -> usize {
    let feeds = before.iter().filter(|byte| **byte == b'\n').count();
    let returns = before.iter().filter(|byte| **byte == b'\r').count();
    let pairs = before.windows(2).filter(|pair| pair == b"\r\n").count();
    1 + feeds + returns - pairs
}

/// The parts of a note.
#[derive(Debug, PartialEq, Eq)]
pub struct Split<'a> {
    /// The front matter, if there is any.
    pub front: Option<Front<'a>>,
    /// The text after the closing fence.
    pub body: &'a str,
    /// Line of the file on which the body begins, from 1.
    pub body_line: usize,
}

/// The front matter of a note.
#[derive(Debug, PartialEq, Eq)]
pub struct Front<'a> {
    /// The lines between the fences.
    pub text: &'a str,
    /// The kind of fence.
    pub fence: Fence,
}

/// How front matter is fenced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fence {
    /// YAML between `---` and `---` or `...`.
    Closed,
    /// `---` that is never closed: YAML up to the first line that is not a key.
    Open,
    /// TOML between `+++`.
    Toml,
    /// JSON: `{ … }` at the top, without fences.
    Json,
}

/// Splits a text. Front matter begins on the first line or not at all.
pub fn split(text: &str) -> Split<'_> {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    match first.trim_end() {
        "---" => yaml(text, rest),
        "+++" => closed(text, rest, &["+++"], Fence::Toml).unwrap_or_else(|| none(text)),
        opening if is_json(opening, rest) => json(text).unwrap_or_else(|| none(text)),
        _ => none(text),
    }
}

fn none(text: &str) -> Split<'_> {
    Split { front: None, body: text, body_line: 1 }
}

/// Whether JSON begins here: `{` and a quoted key, on the same line or the next. `{{` begins a template.
fn is_json(opening: &str, rest: &str) -> bool {
    opening.strip_prefix('{').is_some_and(|inner| {
        let inner = inner.trim_start();
        inner.starts_with('"') || (inner.is_empty() && rest.trim_start().starts_with('"'))
    })
}

/// Splits after the brace that closes the first one, if it ends its line.
fn json(text: &str) -> Option<Split<'_>> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let end = text.bytes().take(MOST_FRONT_MATTER).position(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'{' if !quoted => depth += 1,
            b'}' if !quoted => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let (line_end, body) = text.get(end + 1..)?.split_once('\n').unwrap_or((text.get(end + 1..)?, ""));
    line_end.trim().is_empty().then(|| Split {
        front: Some(Front { text: text.get(1..end).unwrap_or_default(), fence: Fence::Json }),
        body,
        body_line: line_count(text.as_bytes().get(..end).unwrap_or_default()) + 1,
    })
}

fn yaml<'a>(text: &'a str, rest: &'a str) -> Split<'a> {
    if let Some(split) = closed(text, rest, &["---", "..."], Fence::Closed) {
        return split;
    }
    let lines = rest.split_inclusive('\n').take_while(|line| is_yaml_line(line));
    let (lines, end) = lines.fold((0, 0), |(lines, end), line| (lines + 1, end + line.len()));
    let keys = rest.get(..end).unwrap_or_default();
    if !keys.lines().next().is_some_and(looks_like_key) {
        return none(text);
    }
    Split {
        front: Some(Front { text: keys, fence: Fence::Open }),
        body: rest.get(end..).unwrap_or_default(),
        body_line: 2 + lines,
    }
}

/// Splits at the first line that is one of `ends`.
fn closed<'a>(text: &'a str, rest: &'a str, ends: &[&str], fence: Fence) -> Option<Split<'a>> {
    let opening = text.len() - rest.len();
    let mut end = opening;
    let mut body_line = 3;
    let mut lines = RawLines::of(rest);
    while let Some(line) = lines.next() {
        // The first byte rules out nearly all lines.
        let may_end = matches!(line.as_bytes().first(), Some(b'-' | b'.' | b'+'));
        if may_end && ends.contains(&line.trim_end()) {
            let front = Front { text: text.get(opening..end)?, fence };
            return Some(Split { front: Some(front), body: lines.rest, body_line });
        }
        end = text.len() - lines.rest.len();
        body_line += 1;
    }
    None
}

/// Whether a line can belong to front matter that is never closed.
fn is_yaml_line(line: &str) -> bool {
    let trimmed = line.trim();
    if trimmed.is_empty() {
        return false;
    }
    line.starts_with([' ', '\t']) || trimmed.starts_with("- ") || looks_like_key(trimmed)
}

/// Whether a line is `key: value` or `key:`, with a short key.
pub(super) fn looks_like_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, value)| {
        let key = key.trim();
        (1..=40).contains(&key.chars().count())
            && !key.starts_with(['#', '-', '>', '*'])
            && (value.is_empty() || value.starts_with([' ', '\t']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_found() {
        #[track_caller]
        fn case(text: &str, front: Option<(&str, Fence)>, body: &str, body_line: usize) {
            let split = split(text);
            assert_eq!(split.front.map(|front| (front.text, front.fence)), front);
            assert_eq!((split.body, split.body_line), (body, body_line));
        }
        case("---\na: 1\n---\nbody\n", Some(("a: 1\n", Fence::Closed)), "body\n", 4);
        case("---  \na: 1\n...\t\nbody", Some(("a: 1\n", Fence::Closed)), "body", 4);
        case("---\n---\n", Some(("", Fence::Closed)), "", 3);
        case("text\n---\na: 1\n---\n", None, "text\n---\na: 1\n---\n", 1);
        case("---\na: 1\nb:\n  - x\n\ntext\n", Some(("a: 1\nb:\n  - x\n", Fence::Open)), "\ntext\n", 5);
        case("---\nA rule, then text: yes\n", Some(("A rule, then text: yes\n", Fence::Open)), "", 3);
        case("---\n\ntext\n", None, "---\n\ntext\n", 1);
        case("+++\na = 1\n+++\nbody", Some(("a = 1\n", Fence::Toml)), "body", 4);
        case(
            "{\n\"a\": {\"b\": \"}\"}\n}\nbody",
            Some(("\n\"a\": {\"b\": \"}\"}\n", Fence::Json)),
            "body",
            4,
        );
        case("{\"a\": 1}\n\nbody", Some(("\"a\": 1", Fence::Json)), "\nbody", 2);
        case("{\"a\" is a word} of text\n", None, "{\"a\" is a word} of text\n", 1);
        case("{{title}}\n", None, "{{title}}\n", 1);
        case("{\"never closed", None, "{\"never closed", 1);
        case("", None, "", 1);
    }

    #[test]
    fn bytes_become_text_or_say_why_not() {
        assert_eq!(decode(b"\xef\xbb\xbfa\r\nb\rc").unwrap().0, "a\nb\nc");
        assert_eq!(decode(b"\xff\xfea\0"), Err(NotText::Utf16));
        assert_eq!(decode(b"a\0"), Err(NotText::Binary));
        let (text, decoding) = decode(b"a\r\nb\xe9\n").unwrap();
        assert_eq!((text.as_ref(), decoding.invalid_line), ("a\nb\u{fffd}\n", Some(2)));
        let mut long = vec![b'a'; 9000];
        long.extend(b"\n\0");
        assert_eq!(decode(&long).unwrap().1.nul_line, Some(2));
    }
}
