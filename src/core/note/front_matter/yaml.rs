//! Parses front matter into a small tree in which scalars are text as written and every node knows its
//! position.
//!
//! `common_yaml` reads what most notes have. Anything else is built from the events of `saphyr-parser`, which
//! stays linear on hostile input; only this module and `config/tree` use that crate. `recover` reads blocks
//! that are not valid YAML.

use crate::core::place::Spot;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};
use std::borrow::Cow;
use std::collections::HashMap;

/// Maximum depth of nesting (design 8).
const DEEPEST: usize = 32;

/// A value of front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<'a> {
    /// The value.
    pub value: Value<'a>,
    /// Position at which it begins.
    pub spot: Spot,
}

/// The kinds of values. Numbers and dates are kept as text and parsed by the key that needs them, so `0123`
/// and `NO` keep their spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Empty, `~` or `null`.
    Null,
    /// A scalar as written, without its quotes; borrowed from the note where possible.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// A map, in the order of the note.
    Map(Vec<Pair<'a>>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair<'a> {
    /// The key as written.
    pub key: Cow<'a, str>,
    /// Position of the key.
    pub key_spot: Spot,
    /// The value.
    pub node: Node<'a>,
}

/// Why a text could not be parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlFault {
    /// Not YAML: the position where the parser stopped, and its message.
    Broken(Spot, String),
    /// Nested too deeply.
    Deep(Spot),
    /// An alias of a list or a map.
    Alias(Spot),
}

/// Parses a text as one YAML document. Its first line is line `first_line` of the file.
pub fn parse(text: &str, first_line: usize) -> Result<Node<'_>, YamlFault> {
    super::common_yaml::read(text, first_line).map_or_else(|| parse_events(text, first_line), Ok)
}

/// As [`parse`], but always with the full parser: for text that is not kept, and to test the fast reader.
pub fn parse_events(text: &str, first_line: usize) -> Result<Node<'static>, YamlFault> {
    // YAML allows a tab after the colon of a key, but the parser does not.
    let text = tabs_as_spaces(text);
    let parsed = parse_whole(&text, first_line);
    match surrogates_joined(&text) {
        Cow::Owned(joined) if parsed.is_err() => parse_whole(&joined, first_line),
        _ => parsed,
    }
}

fn parse_whole(text: &str, first_line: usize) -> Result<Node<'static>, YamlFault> {
    let mut builder = Builder {
        lines: text.lines().collect(),
        first_line,
        stack: Vec::new(),
        root: None,
        anchors: HashMap::new(),
    };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((Event::DocumentEnd, _)) => break,
            Ok((event, span)) => builder.take(event, span)?,
            Err(fault) => {
                let mark = fault.marker();
                let spot = Spot::new(first_line + mark.line().saturating_sub(1), mark.col() + 1);
                return Err(YamlFault::Broken(spot, fault.info().to_owned()));
            }
        }
    }
    Ok(builder.finish())
}

/// Replaces tabs directly after the colon of a key by as many spaces, so that columns stay.
fn tabs_as_spaces(text: &str) -> Cow<'_, str> {
    // A quote or bracket before the first colon may enclose the colon.
    let tabs_of = |line: &str| {
        let (key, rest) = line.split_once(':')?;
        let value = rest.trim_start_matches('\t');
        let is_key = !key.contains(['"', '\'', '#', '{', '[']);
        is_key.then(|| format!("{key}:{}{value}", " ".repeat(rest.len() - value.len())))
    };
    if !text.contains(":\t") {
        return Cow::Borrowed(text);
    }
    text.split_inclusive('\n').map(|line| tabs_of(line).unwrap_or_else(|| line.to_owned())).collect()
}

/// Writes two escapes of JSON that are one character together as the one escape of YAML: `\ud83d\ude00` as `\U0001f600`.
fn surrogates_joined(text: &str) -> Cow<'_, str> {
    let mut joined = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        let (before, escape) = rest.split_at(at);
        joined.push_str(before);
        // A backslash behind another one begins nothing.
        let is_escaped = before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        let whole = unit(escape).zip(escape.get(6..).and_then(unit)).filter(|_| !is_escaped);
        let letter = whole.and_then(|(high, low)| char::decode_utf16([high, low]).next()?.ok());
        let (written, length) = match letter.filter(|letter| *letter > '\u{ffff}') {
            Some(letter) => (format!("\\U{:08x}", u32::from(letter)), 12),
            None => ("\\u".to_owned(), 2),
        };
        joined.push_str(&written);
        rest = escape.get(length..).unwrap_or_default();
    }
    if joined.is_empty() {
        return Cow::Borrowed(text);
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

/// What stands for half of a character, which no text can hold: a noncharacter.
const HALF: char = '\u{fdd0}';

/// Marks escapes that are half of a character; `None` if there is none, or if the mark would be ambiguous.
pub(super) fn halves_marked(text: &str) -> Option<String> {
    let joined = surrogates_joined(text);
    let mut marked = String::new();
    let mut rest = &*joined;
    while let Some(at) = rest.find("\\u") {
        let (before, escape) = rest.split_at(at);
        let is_escaped = before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
        let is_half = !is_escaped && unit(escape).is_some_and(|unit| (0xd800..0xe000).contains(&unit));
        marked.push_str(before);
        marked.push_str(if is_half { "\\ufdd0" } else { "\\u" });
        rest = escape.get(if is_half { 6 } else { 2 }..).unwrap_or_default();
    }
    marked.push_str(rest);
    (marked != *joined && !text.contains(HALF)).then_some(marked)
}

/// Whether a value, or one in it, has half of a character.
pub(super) fn has_half(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Null => false,
        Value::Text(text) => text.contains(HALF),
        Value::List(nodes) => nodes.iter().any(has_half),
        Value::Map(pairs) => pairs.iter().any(|pair| pair.key.contains(HALF) || has_half(&pair.node)),
    }
}

/// Reads the escape of a UTF-16 code unit at the start of a text.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
}

/// A list or map that is not closed yet.
enum Open {
    List(Vec<Node<'static>>),
    /// The pairs so far, and a key that waits for its value (`None` for a key that is not a scalar).
    Map(Vec<Pair<'static>>, Option<(Option<Cow<'static, str>>, Spot)>),
}

struct Frame {
    open: Open,
    spot: Spot,
    start: (usize, usize),
    anchor: usize,
}

struct Builder<'a> {
    lines: Vec<&'a str>,
    first_line: usize,
    stack: Vec<Frame>,
    root: Option<Node<'static>>,
    /// Scalars by anchor. An alias gives the text of its scalar.
    anchors: HashMap<usize, Cow<'static, str>>,
}

impl Builder<'_> {
    fn spot(&self, span: Span) -> Spot {
        Spot::new(self.first_line + span.start.line().saturating_sub(1), span.start.col() + 1)
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlFault> {
        let spot = self.spot(span);
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = self.scalar(text, style, span);
                if anchor > 0
                    && let Value::Text(text) = &value
                {
                    self.anchors.insert(anchor, text.clone());
                }
                self.put(Node { value, spot });
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(text) => {
                    let value = Value::Text(text.clone());
                    self.put(Node { value, spot });
                }
                None => return Err(YamlFault::Alias(spot)),
            },
            Event::SequenceStart(anchor, _) => self.open(Open::List(Vec::new()), span, anchor)?,
            Event::MappingStart(anchor, _) => self.open(Open::Map(Vec::new(), None), span, anchor)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn scalar(&self, text: Cow<'_, str>, style: ScalarStyle, span: Span) -> Value<'static> {
        let plain = matches!(style, ScalarStyle::Plain);
        if plain && matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL") {
            return match self.after_hash(span) {
                Some(text) => Value::Text(text.into()),
                None => Value::Null,
            };
        }
        Value::Text(Cow::Owned(text.into_owned()))
    }

    /// Returns the value of `tags: #friend`, which is a comment to YAML but meant as a value. A real comment
    /// has a space after its `#`.
    fn after_hash(&self, span: Span) -> Option<String> {
        let line = self.lines.get(span.start.line().checked_sub(1)?)?;
        let (before, comment) = line.split_once('#')?;
        let before = before.trim_end();
        let meant =
            before.ends_with([':', '-']) && comment.starts_with(|letter: char| letter.is_alphanumeric());
        meant.then(|| format!("#{}", comment.trim_end()))
    }

    fn open(&mut self, open: Open, span: Span, anchor: usize) -> Result<(), YamlFault> {
        let spot = self.spot(span);
        if self.stack.len() >= DEEPEST {
            return Err(YamlFault::Deep(spot));
        }
        self.stack.push(Frame { open, spot, start: (span.start.line(), span.start.col()), anchor });
        Ok(())
    }

    fn close(&mut self, span: Span) {
        let Some(frame) = self.stack.pop() else { return };
        let value = match frame.open {
            Open::List(nodes) => match self.bare_link(frame.start, span) {
                Some(link) => Value::Text(link.into()),
                None => Value::List(nodes),
            },
            Open::Map(pairs, _) => Value::Map(pairs),
        };
        if frame.anchor > 0
            && let Value::Text(text) = &value
        {
            self.anchors.insert(frame.anchor, text.clone());
        }
        self.put(Node { value, spot: frame.spot });
    }

    /// Returns a link without quotes: `[[Ada]]` is a list in a list to YAML.
    fn bare_link(&self, (line, column): (usize, usize), end: Span) -> Option<String> {
        if end.end.line() != line {
            return None;
        }
        let text = self.lines.get(line.checked_sub(1)?)?;
        let written: String = text.chars().skip(column).take(end.end.col().checked_sub(column)?).collect();
        let inner = written.trim().strip_prefix("[[")?.strip_suffix("]]")?;
        // The quotes in `[["Acme"]]` show that a list is meant.
        let is_quoted = ['"', '\''].iter().any(|mark| inner.starts_with(*mark) && inner.ends_with(*mark));
        (!is_quoted && !inner.contains(['[', ']'])).then(|| written.trim().to_owned())
    }

    fn put(&mut self, node: Node<'static>) {
        let Some(frame) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        match &mut frame.open {
            Open::List(nodes) => nodes.push(node),
            Open::Map(pairs, waiting) => match waiting.take() {
                Some((Some(key), key_spot)) => pairs.push(Pair { key, key_spot, node }),
                Some((None, _)) => {}
                None => {
                    let key = match node.value {
                        Value::Text(key) => Some(key),
                        Value::Null => Some("null".into()),
                        Value::List(_) | Value::Map(_) => None,
                    };
                    *waiting = Some((key, node.spot));
                }
            },
        }
    }

    fn finish(self) -> Node<'static> {
        self.root.unwrap_or(Node { value: Value::Null, spot: Spot::new(self.first_line, 1) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, Value<'_>)> {
        match parse(text, 2).unwrap().value {
            Value::Map(pairs) => {
                pairs.into_iter().map(|pair| (pair.key.into_owned(), pair.node.value)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn scalars_are_text_as_written() {
        #[track_caller]
        fn case(line: &str, expected: &str) {
            assert_eq!(pairs(line)[0].1, Value::Text(expected.into()), "{line}");
        }
        case("a: 0123", "0123");
        case("a: +44 20", "+44 20");
        case("a: NO", "NO");
        case("a: 1.10", "1.10");
        case("a: 2026-11-02", "2026-11-02");
        case("a: 'null'", "null");
        case("a: [[Ada]]", "[[Ada]]");
        case("a: [[Doe, Jane|Jane]]", "[[Doe, Jane|Jane]]");
        case("a: #friend", "#friend");
        assert!(matches!(pairs("a: [[\"Acme\"]]")[0].1, Value::List(_)));
        case("a: &x one", "one");
        case("a:\t2 weeks", "2 weeks");
        case(r#"{"a": "\ud83d\ude00 Smile \u00e9"}"#, "\u{1f600} Smile é");
        case(r#"a: "\uD83D\uDE00""#, "\u{1f600}");
        case(r#"a: "\\ud83d \\ude00""#, r"\ud83d \ude00");
    }

    #[test]
    fn only_tabs_after_a_key_become_spaces() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(tabs_as_spaces(text), expected, "{text:?}");
        }
        case("a:\t1\nb:\t\t2\n", "a: 1\nb:  2\n");
        case("a: x:\ty\n\tb: 1", "a: x:\ty\n\tb: 1");
        case("\"a:\tb\"", "\"a:\tb\"");
        case("a:\t[x,\ty]\r\n", "a: [x,\ty]\r\n");
    }

    #[test]
    fn empty_values_are_null() {
        for line in ["a:", "a: ~", "a: null", "a: # a comment"] {
            assert_eq!(pairs(line)[0].1, Value::Null, "{line}");
        }
    }

    #[test]
    fn links_in_lists_are_links() {
        let Value::List(nodes) = &pairs("a: [[[Ada]], \"[[Ben]]\"]")[0].1 else { panic!() };
        assert_eq!(nodes[0].value, Value::Text("[[Ada]]".into()));
        assert_eq!(nodes[1].value, Value::Text("[[Ben]]".into()));
    }

    #[test]
    fn positions_are_those_of_the_file() {
        let Value::Map(pairs) = parse("a: 1\nb:  [x]\n", 2).unwrap().value else { panic!() };
        assert_eq!((pairs[1].key_spot, pairs[1].node.spot), (Spot::new(3, 1), Spot::new(3, 5)));
    }

    #[test]
    fn hostile_trees_are_refused() {
        assert!(matches!(parse(&"[".repeat(40), 1), Err(YamlFault::Deep(_))));
        assert!(matches!(parse("a: &x [1]\nb: *x", 1), Err(YamlFault::Alias(_))));
        assert!(matches!(parse("a: @x", 1), Err(YamlFault::Broken(_, _))));
        assert_eq!(pairs("a: &x one\nb: *x")[1].1, Value::Text("one".into()));
    }
}
