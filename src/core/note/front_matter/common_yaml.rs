//! A fast reader for the front matter that most notes have: on each line a key with a plain or quoted text, a
//! list on the same line or below, a small map below, or a text of several lines.
//!
//! Anything else is left alone: [`read`] gives `None`, and [`super::yaml`] reads the whole block. So both
//! readers always agree; a test compares them on generated and recorded blocks. The fast reader more than
//! halves the time spent on YAML (`docs/performance.md`, point 1).

use super::yaml::{Node, Pair, Value};
use crate::core::bytes::{all, holds_pair};
use crate::core::note::raw_lines::{RawLines, without_blanks};
use crate::core::place::Spot;
use crate::core::text::{holds_any, is_printable};
use std::borrow::Cow;
use std::iter::Peekable;

/// Maximum length of a key; longer ones are left to the full parser.
const LONGEST_KEY: usize = 40;

/// Initial capacity for pairs; most notes have fewer.
const USUAL_PAIRS: usize = 12;

/// Reads a block whose lines all have a common form, with the same result as [`super::yaml::parse`]. `None`
/// for any other block.
pub fn read(text: &str, first_line: usize) -> Option<Node<'_>> {
    let lines = RawLines::of(text).zip(first_line..).map(|(whole, number)| {
        let text = without_blanks(whole);
        Line { indent: whole.len() - text.len(), text, number }
    });
    let mut lines = Lines(lines.peekable());
    let mut pairs = Vec::with_capacity(USUAL_PAIRS);
    while let Some(line) = lines.0.find(|line| !line.text.is_empty()) {
        pairs.push(lines.pair(line, 0)?);
    }
    // A block that begins with an empty line is left to the full parser.
    let spot = Spot::new(first_line, 1);
    let first = pairs.first()?;
    (first.key_spot == spot).then_some(Node { value: Value::Map(pairs), spot })
}

/// A line without its indent.
#[derive(Clone, Copy)]
struct Line<'a> {
    indent: usize,
    text: &'a str,
    number: usize,
}

impl Line<'_> {
    /// Returns the position of a byte of `text`. Everything before a value is ASCII, so bytes are columns.
    fn spot(&self, at: usize) -> Spot {
        Spot::new(self.number, self.indent + at + 1)
    }
}

struct Lines<I: Iterator>(Peekable<I>);

impl<'a, I: Iterator<Item = Line<'a>>> Lines<I> {
    /// Reads the pair that begins on a line with this indent.
    fn pair(&mut self, line: Line<'a>, indent: usize) -> Option<Pair<'a>> {
        let (key, after) = key(line.text).filter(|_| line.indent == indent)?;
        let written = without_blanks(after);
        let spot = line.spot(line.text.len() - written.len());
        let node = match written.as_bytes().first() {
            None => self.below(indent)?,
            Some(_) if !after.starts_with(' ') => return None,
            Some(b'[') => Node { value: flow_list(written.get(1..)?, spot)?, spot },
            Some(b'>' | b'|') => self.block_text(written, indent)?,
            Some(_) => Node { value: scalar(written)?, spot },
        };
        Some(Pair { key: key.into(), key_spot: line.spot(0), node })
    }

    /// Reads the list or map on the lines below a key.
    fn below(&mut self, indent: usize) -> Option<Node<'a>> {
        let first = *self.0.peek().filter(|line| line.indent > indent && !line.text.is_empty())?;
        let is_list = first.text.starts_with("- ");
        let (mut nodes, mut pairs) = (Vec::new(), Vec::new());
        while let Some(line) = self.0.next_if(|line| line.indent == first.indent) {
            if is_list {
                let text = without_blanks(line.text.strip_prefix("- ")?);
                let spot = line.spot(line.text.len() - text.len());
                nodes.push(Node { value: scalar(text)?, spot });
            } else if indent == 0 {
                pairs.push(self.pair(line, first.indent)?);
            } else {
                return None;
            }
        }
        let value = if is_list { Value::List(nodes) } else { Value::Map(pairs) };
        Some(Node { value, spot: first.spot(0) })
    }

    /// Reads the text below `>` or `|`: lines of one indent, none of them empty, joined with spaces or line
    /// breaks. Its position is that of its first line.
    fn block_text(&mut self, mark: &str, indent: usize) -> Option<Node<'a>> {
        let between = if mark.starts_with('>') { ' ' } else { '\n' };
        let first = *self.0.peek().filter(|line| line.indent > indent)?;
        let mut text = String::new();
        while let Some(line) = self.0.next_if(|line| line.indent == first.indent) {
            if !is_ordinary(line.text) || line.text.is_empty() || line.text.ends_with(' ') {
                return None;
            }
            if !text.is_empty() {
                text.push(between);
            }
            text.push_str(line.text);
        }
        let next = self.0.peek();
        let ends = next.is_none_or(|line| line.indent <= indent && !line.text.is_empty());
        match mark {
            // At the end of the block, the last line may lack its line feed.
            ">" | "|" if next.is_some() => text.push('\n'),
            ">-" | "|-" => {}
            _ => return None,
        }
        ends.then_some(Node { value: Value::Text(text.into()), spot: first.spot(0) })
    }
}

/// Splits a line after the colon of its key. A key begins with a letter and has letters, digits, `-`, `_` and
/// spaces; it must not be `null`.
fn key(text: &str) -> Option<(&str, &str)> {
    let may_hold = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b' ');
    let length = text.bytes().take_while(may_hold).count();
    let (key, after) = text.split_at_checked(length)?;
    let is_key = length <= LONGEST_KEY
        && key.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && !key.ends_with(' ')
        && !is_null(key);
    Some((key, after.strip_prefix(':').filter(|_| is_key)?))
}

/// Whether a plain scalar is a null.
fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL")
}

/// Reads a scalar that ends with its line: quoted without escapes, or plain.
fn scalar(text: &str) -> Option<Value<'_>> {
    let text = text.trim_end_matches(' ');
    match text.as_bytes() {
        [b'"' | b'\'', ..] => quoted(text).filter(|(_, after)| after.is_empty()).map(|(value, _)| value),
        // Most texts have none of the characters that need a closer look.
        _ if holds_no_mark(text) => begins_plainly(text).then_some(Value::Text(Cow::Borrowed(text))),
        _ => is_plain(text).then_some(Value::Text(Cow::Borrowed(text))),
    }
}

/// Splits a quoted text from the text after it. `None` if it has a backslash.
fn quoted(text: &str) -> Option<(Value<'_>, &str)> {
    let (mark, inner) = text.split_at_checked(1)?;
    let mut end = inner.find(mark)?;
    // Two single quotes stand for one inside single quotes.
    while mark == "'" && inner.get(end + 1..)?.starts_with(mark) {
        end += 2 + inner.get(end + 2..)?.find(mark)?;
    }
    let (value, after) = (inner.get(..end)?, inner.get(end + 1..)?);
    if value.contains('\\') || after.starts_with(['"', '\'']) || !is_ordinary(value) {
        return None;
    }
    let is_doubled = mark == "'" && value.contains(mark);
    let value = if is_doubled { Cow::Owned(value.replace("''", "'")) } else { Cow::Borrowed(value) };
    Some((Value::Text(value), after))
}

/// Whether YAML can only read a text as a plain scalar on one line.
fn is_plain(text: &str) -> bool {
    begins_plainly(text)
        && !holds_pair(text, [b':', b' '])
        && !text.ends_with(':')
        && !holds_any(text, [b'#'])
        && is_ordinary(text)
}

/// Whether a text begins like a plain scalar and is not a null.
fn begins_plainly(text: &str) -> bool {
    let begins = match text.as_bytes() {
        [b'-', b'-', digit, ..] => digit.is_ascii_digit(),
        [b'+', ..] => true,
        _ => text.starts_with(char::is_alphanumeric),
    };
    begins && !is_null(text)
}

/// Whether a text is printable ASCII without a colon or a hash.
fn holds_no_mark(text: &str) -> bool {
    all(text.as_bytes(), |byte| matches!(byte, b' '..=b'~') & (byte != b':') & (byte != b'#'))
}

/// Whether all characters are visible or spaces; the full parser handles others.
fn is_ordinary(text: &str) -> bool {
    is_printable(text)
        || text.chars().all(|letter| {
            matches!(letter, ' '..='~')
                || (letter > '\u{a0}'
                    && !letter.is_whitespace()
                    && !matches!(letter, '\u{feff}' | '\u{fffe}'..))
        })
}

/// Reads a list on one line; `inner` is the text after its bracket, `list` the position of the bracket.
fn flow_list(inner: &str, list: Spot) -> Option<Value<'_>> {
    let (mut nodes, mut rest, mut column) = (Vec::new(), inner, list.column as usize + 1);
    loop {
        let text = without_blanks(rest);
        column += rest.len() - text.len();
        let spot = Spot::new(list.line as usize, column);
        let (value, after) = match text.as_bytes() {
            [b'"' | b'\'', ..] => quoted(text)?,
            _ => {
                let end = text.find([',', ']'])?;
                let (item, after) = text.split_at_checked(end)?;
                let item = item.trim_end_matches(' ');
                let holds_mark = holds_any(item, [b'[', b'{', b'}', b':', b'#', b'"', b'\'']);
                // YAML refuses a dash before a bracket or comma.
                let is_simple =
                    !holds_mark && begins_plainly(item) && is_ordinary(item) && !item.ends_with('-');
                (is_simple.then_some(Value::Text(Cow::Borrowed(item)))?, after)
            }
        };
        nodes.push(Node { value, spot });
        let taken = text.len() - after.len();
        column += text.get(..taken)?.chars().count();
        let close = without_blanks(after);
        column += after.len() - close.len() + 1;
        match close.strip_prefix(',') {
            Some(more) => rest = more,
            None => return (close.trim_end_matches(' ') == "]").then_some(Value::List(nodes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::front_matter::yaml;
    use proptest::prelude::*;

    /// Checks that both readers agree if the fast one reads the text at all; returns whether it did.
    #[track_caller]
    fn agrees(text: &str) -> bool {
        let found = read(text, 2);
        if let Some(node) = &found {
            assert_eq!(Ok(node), yaml::parse_events(text, 2).as_ref(), "{text:?}");
        }
        found.is_some()
    }

    const COMMON: &[&str] = &[
        "a: 1\n",
        "name: Ada Lovelace\nemail: ada@example.org  \nphone: \"+44 20: #1\"\n\nb: --11-02",
        "tags: [client, 'a, b', \"[[Ada]]\" , x/y]\nb: [x]\n",
        "tags:\n  - a\n  - \"b: c\"\norg: Müller's Söhne\n",
        "address:\n  city: Praha\n  tags:\n    - x\n  country: CZ\nb: it's 12:30, at https://x.example/?a=b\n",
        "last contact: 2026-11-02\n",
        "a: 'it''s'\nb: ['', '''x''', \"it's\"]\n",
        "a: >-\n  one\n  two: # three\nb: |\n    é\n    \"x\"\nc: >\n - d\ne: |-\n  f",
    ];

    const ODD: &[&str] = &[
        "", "\na: 1", "a:", "a:\nb: 1", "a: &x 1", "a: [b -]\n", "a: [b-, c]\n", "a: 1 # x", "a: #x",
        "a: x:\n", "a: b: c", "a: 1\n  more", "null: 1", "a: ~", "a: null", "a: [x, [y]]", "a: []",
        "a: [x,]", "a: \"x\\n\"", "a: 'it''s", "a: ''''b'", "a: | x", "a: >-", "a: >-\nb: 1", "a: >\n  x",
        "a: >+\n  x\nb: 1", "a: >2\n  x\nb: 1", "a: >-\n  x\n   y\n", "a: >-\n  x\n y\n",
        "a: >-\n  x\n\nb: 1\n", "a: >-\n\n  x\n", "a: >-\n  x \n", "a: >-\n  \tx\n", "- a", "a", "a:1",
        "a: \"x\" y", "a:\n- x", "a:\n  - x\n  y: 1", "a:\n  - b: c", "a: x\ty", "a: [x", "\u{a0}a: 1",
        "a: x\u{2028}y", "a: [x] y", "a: [[Ada]]", "a:\n  - x\n   - y", "a: -", "a: - x",
    ];

    #[test]
    fn common_blocks_are_read_and_odd_ones_are_left() {
        for text in COMMON {
            assert!(agrees(text), "{text}");
        }
        for text in ODD {
            assert!(!agrees(text), "{text}");
        }
    }

    /// Ordinary and odd pieces of lines, to be joined at random.
    const PIECES: &[&str] = &[
        "a", "b c", "name", "null", "1", "é", "--11-02", "-", "- ", ": ", ":", " ", "  ", "\n", "\n", "\n",
        "\n  ", "\n  - ", "\n- ", "[", "]", ", ", ",", "{", "}", "\"", "'", "#", " # ", "&x", "*x", "!t",
        "|", ">", "~", "\\", "?", "? ", "@", "%", "`", "\t", "\u{85}", "\u{a0}", "\u{2028}", "\u{feff}",
        "---\n", "...\n", "+", "://", "tags: [x, y]\n", "key: value\n", "key:\n", "it's", "''", ": >-\n  ",
        ": |\n  ", ">", "\u{1f642}",
    ];

    fn line() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            3 => "[A-Za-z0-9+é][A-Za-z0-9 é:'\"#,\\[\\]-]{0,8}",
            1 => "\"[a-z #:,'é-]{0,6}\"", 1 => "'[a-z #:,\"é-]{0,6}'",
            2 => "\\[[a-z é,'\"-]{0,10}\\]",
            1 => "\n  - [a-z: ]{0,5}\n  - [a-z'\"]{0,4}", 1 => "\n {1,3}[a-c]: [a-z]{0,3}\n {1,3}[a-c]: [a-z:]{0,3}",
            1 => Just(String::new()),
            1 => "[>|][-+]?\n {1,3}[a-z#:' é-]{1,4}\n {0,3}[a-z: ]{0,4}", 1 => "'[a-z']{0,5}'",
        ];
        ("[a-c][a-c _-]{0,2}", value).prop_map(|(key, value)| format!("{key}: {value}\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pieces_are_read_as_the_full_parser_reads_them(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14)) {
            agrees(&pieces.concat());
            agrees(&format!("a: {}", pieces.concat()));
        }

        #[test]
        fn lines_are_read_as_the_full_parser_reads_them(lines in proptest::collection::vec(line(), 0..5)) {
            agrees(&lines.concat());
        }
    }
}
