//! A short way for the front matter that most notes have: one line a key, with a plain or quoted
//! text, a list on its line or below it, or a small map below it.
//!
//! What is not surely of that form is not read here at all: [`read`] gives `None`, and
//! [`super::yaml`] reads the block from the start. So nothing can be understood in two ways; a test
//! compares both on generated and recorded blocks. With it YAML is less than half of what it was
//! (`docs/performance.md`, lever 4).

use super::yaml::{Node, Pair, Value};
use crate::core::place::Spot;

/// Characters of a key; longer ones are left to the full parser.
const LONGEST_KEY: usize = 40;

/// The tree of a block whose every line is of a common form, as [`super::yaml::parse`] gives it.
pub fn read(text: &str, first_line: usize) -> Option<Node> {
    let mut lines = Lines { rest: text, number: first_line };
    let mut pairs = Vec::new();
    while let Some(line) = lines.next() {
        pairs.push(lines.pair(line, 0)?);
    }
    // A block that begins with an empty line is too odd to hold.
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
    /// The position of a byte of `text`. All before a value is ASCII, so bytes are columns.
    fn spot(&self, at: usize) -> Spot {
        Spot::new(self.number, self.indent + at + 1)
    }
}

struct Lines<'a> {
    rest: &'a str,
    number: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    /// The next line that is not empty.
    fn next(&mut self) -> Option<Line<'a>> {
        loop {
            let (line, after) = self.peeked()?;
            self.rest = after;
            self.number += 1;
            if !line.text.is_empty() {
                return Some(line);
            }
        }
    }
}

impl<'a> Lines<'a> {
    fn peeked(&self) -> Option<(Line<'a>, &'a str)> {
        if self.rest.is_empty() {
            return None;
        }
        let (whole, after) = self.rest.split_once('\n').unwrap_or((self.rest, ""));
        let text = whole.trim_start_matches(' ');
        Some((Line { indent: whole.len() - text.len(), text, number: self.number }, after))
    }

    /// The pair that begins on a line at this depth.
    fn pair(&mut self, line: Line<'a>, indent: usize) -> Option<Pair> {
        let (key, after) = line.text.split_once(':')?;
        if line.indent != indent || !is_key(key) {
            return None;
        }
        let value = after.trim_start_matches(' ');
        let spot = line.spot(line.text.len() - value.len());
        let value = if value.is_empty() {
            return self.below(indent).map(|node| pair(key, line.spot(0), node));
        } else if after.starts_with(' ') {
            value.strip_prefix('[').map_or_else(|| scalar(value), |inner| flow_list(inner, spot))?
        } else {
            return None;
        };
        Some(pair(key, line.spot(0), Node { value, spot }))
    }

    /// The list or the map on the lines under a key.
    fn below(&mut self, indent: usize) -> Option<Node> {
        let first = self.peeked()?.0;
        if first.indent <= indent || first.text.is_empty() {
            return None;
        }
        let is_list = first.text.starts_with("- ");
        let (mut nodes, mut pairs) = (Vec::new(), Vec::new());
        while let Some((line, _)) = self.peeked().filter(|(line, _)| line.indent == first.indent) {
            self.next();
            if is_list {
                let text = line.text.strip_prefix("- ")?.trim_start_matches(' ');
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
}

fn pair(key: &str, key_spot: Spot, node: Node) -> Pair {
    Pair { key: key.to_owned(), key_spot, node }
}

/// Letters, digits, `-`, `_` and blanks inside, beginning with a letter; no word for nothing.
fn is_key(key: &str) -> bool {
    key.len() <= LONGEST_KEY
        && key.starts_with(|letter: char| letter.is_ascii_alphabetic())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b' '))
        && !key.ends_with(' ')
        && !is_null(key)
}

/// Whether a plain scalar stands for nothing.
fn is_null(text: &str) -> bool {
    matches!(text, "null" | "Null" | "NULL")
}

/// A text that ends with its line: quoted without escapes, or plain without marks.
fn scalar(text: &str) -> Option<Value> {
    let text = text.trim_end_matches(' ');
    match text.strip_prefix(['"', '\'']) {
        Some(inner) => quoted(text, inner).filter(|(_, after)| after.is_empty()).map(|(value, _)| value),
        None => (is_plain(text) && !text.contains('#')).then(|| Value::Text(text.to_owned())),
    }
}

/// A quoted text and what follows it. An escape, a doubled quote or a backslash is none of ours.
fn quoted<'a>(text: &str, inner: &'a str) -> Option<(Value, &'a str)> {
    let (value, after) = inner.split_once(text.get(..1)?)?;
    let simple = !value.contains('\\') && !after.starts_with(['"', '\'']) && value.chars().all(is_ordinary);
    simple.then(|| (Value::Text(value.to_owned()), after))
}

/// A plain scalar of one line that no rule of YAML reads as anything else.
fn is_plain(text: &str) -> bool {
    let begins = text.starts_with(|letter: char| letter.is_alphanumeric() || letter == '+')
        || text
            .strip_prefix("--")
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    begins && !text.contains(": ") && !text.ends_with(':') && !is_null(text) && text.chars().all(is_ordinary)
}

/// Characters that are shown and end no line; the other ones are left to the full parser.
fn is_ordinary(letter: char) -> bool {
    matches!(letter, ' '..='~')
        || (letter > '\u{a0}' && !letter.is_whitespace() && !matches!(letter, '\u{feff}' | '\u{fffe}'..))
}

/// A list on one line, from after its bracket.
fn flow_list(inner: &str, list: Spot) -> Option<Value> {
    let (mut nodes, mut rest, mut column) = (Vec::new(), inner, list.column as usize + 1);
    loop {
        let text = rest.trim_start_matches(' ');
        column += rest.len() - text.len();
        let spot = Spot::new(list.line as usize, column);
        let (value, after) = match text.strip_prefix(['"', '\'']) {
            Some(inner) => quoted(text, inner)?,
            None => {
                let end = text.find([',', ']'])?;
                let (item, after) = text.split_at_checked(end)?;
                let item = item.trim_end_matches(' ');
                // A dash before a bracket or comma begins an item of another kind, which is a fault.
                let simple = is_plain(item)
                    && !item.contains(['[', '{', '}', ':', '#', '"', '\''])
                    && !item.ends_with('-');
                (simple.then(|| Value::Text(item.to_owned()))?, after)
            }
        };
        nodes.push(Node { value, spot });
        let taken = text.len() - after.len();
        column += text.get(..taken)?.chars().count();
        let close = after.trim_start_matches(' ');
        column += after.len() - close.len() + 1;
        match close.strip_prefix(',') {
            Some(more) => rest = more,
            None => return (close.trim_end_matches(' ') == "]").then_some(Value::List(nodes)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;
    use proptest::prelude::*;

    /// What the short way reads is what the full parser reads; gives whether it read it.
    #[track_caller]
    fn agrees(text: &str) -> bool {
        let found = read(text, 2);
        if let Some(node) = &found {
            assert_eq!(Ok(node), yaml::parse_events(text, 2).as_ref(), "{text:?}");
        }
        found.is_some()
    }

    #[test]
    fn common_blocks_are_read_and_odd_ones_are_left() {
        let common = [
            "a: 1\n",
            "name: Ada Lovelace\nemail: ada@example.org  \nphone: \"+44 20: #1\"\n\nb: --11-02",
            "tags: [client, 'a, b', \"[[Ada]]\" , x/y]\nb: [x]\n",
            "tags:\n  - a\n  - \"b: c\"\norg: Müller's Söhne\n",
            "address:\n  city: Praha\n  tags:\n    - x\n  country: CZ\nb: it's 12:30, at https://x.example/?a=b\n",
            "last contact: 2026-11-02\n",
        ];
        for text in common {
            assert!(agrees(text), "{text}");
        }
        let odd = [
            "",
            "\na: 1",
            "a:",
            "a:\nb: 1",
            "a: &x 1",
            "a: [b -]\n",
            "a: [b-, c]\n",
            "a: 1 # x",
            "a: #x",
            "a: x:\n",
            "a: b: c",
            "a: 1\n  more",
            "null: 1",
            "a: ~",
            "a: null",
            "a: [x, [y]]",
            "a: []",
            "a: [x,]",
            "a: \"x\\n\"",
            "a: 'it''s'",
            "a: | x",
            "- a",
            "a",
            "a:1",
            "a: \"x\" y",
            "a:\n- x",
            "a:\n  - x\n  y: 1",
            "a:\n  - b: c",
            "a: x\ty",
            "a: [x",
            "\u{a0}a: 1",
            "a: x\u{2028}y",
            "a: [x] y",
            "a: [[Ada]]",
            "a:\n  - x\n   - y",
            "a: -",
            "a: - x",
        ];
        for text in odd {
            assert!(!agrees(text), "{text}");
        }
    }

    /// Pieces of lines, the ordinary and the odd, that are put together at random.
    fn piece() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "a",
            "b c",
            "name",
            "null",
            "1",
            "é",
            "--11-02",
            "-",
            "- ",
            ": ",
            ":",
            " ",
            "  ",
            "\n",
            "\n",
            "\n",
            "\n  ",
            "\n  - ",
            "\n- ",
            "[",
            "]",
            ", ",
            ",",
            "{",
            "}",
            "\"",
            "'",
            "#",
            " # ",
            "&x",
            "*x",
            "!t",
            "|",
            ">",
            "~",
            "\\",
            "?",
            "? ",
            "@",
            "%",
            "`",
            "\t",
            "\u{85}",
            "\u{a0}",
            "\u{2028}",
            "\u{feff}",
            "---\n",
            "...\n",
            "+",
            "://",
            "tags: [x, y]\n",
            "key: value\n",
            "key:\n",
            "it's",
            "\u{1f642}",
        ])
    }

    fn line() -> impl Strategy<Value = String> {
        let value = prop_oneof![
            3 => "[A-Za-z0-9+é][A-Za-z0-9 é:'\"#,\\[\\]-]{0,8}",
            1 => "\"[a-z #:,'é-]{0,6}\"", 1 => "'[a-z #:,\"é-]{0,6}'",
            2 => "\\[[a-z é,'\"-]{0,10}\\]",
            1 => "\n  - [a-z: ]{0,5}\n  - [a-z'\"]{0,4}", 1 => "\n {1,3}[a-c]: [a-z]{0,3}\n {1,3}[a-c]: [a-z:]{0,3}",
            1 => Just(String::new()),
        ];
        ("[a-c][a-c _-]{0,2}", value).prop_map(|(key, value)| format!("{key}: {value}\n"))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn pieces_are_read_as_the_full_parser_reads_them(pieces in proptest::collection::vec(piece(), 0..14)) {
            agrees(&pieces.concat());
            agrees(&format!("a: {}", pieces.concat()));
        }

        #[test]
        fn lines_are_read_as_the_full_parser_reads_them(lines in proptest::collection::vec(line(), 0..5)) {
            agrees(&lines.concat());
        }
    }
}
