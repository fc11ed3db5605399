//! Reads `followup.yaml` into a small tree. The limits of design 8 (size, depth, aliases, tags, one document)
//! are checked on the events of `saphyr-parser` before the tree grows.
//!
//! It is separate from the tree of front matter on purpose: what a note may contain by accident (`tags: #friend`,
//! bare links) is forgiven there and an error here, and an error here underlines the whole value, so a node
//! knows its width.

use super::FILE;
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem};
use crate::core::text::fold;
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// Maximum size of the file in bytes.
const MAX_BYTES: usize = 64 * 1024;
/// Maximum depth of nesting.
const MAX_DEPTH: usize = 32;

/// A value of the file, with its position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) spot: Spot,
    /// Number of characters that it takes on its first line, at least 1.
    pub(super) width: usize,
}

/// The content of a value. Numbers, dates and yes-or-no stay text, which each key reads as it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// An empty value, `~` or `null`.
    Null,
    /// A scalar, without its quotes.
    Text(String),
    List(Vec<Node>),
    Map(Vec<Pair>),
}

impl Node {
    /// Returns the pair of a key of a map, compared folded, unless its value is empty.
    pub(super) fn pair(&self, key: &str) -> Option<&Pair> {
        let Value::Map(pairs) = &self.value else { return None };
        let folded = fold(key);
        pairs.iter().find(|pair| fold(&pair.key) == folded && pair.node.value != Value::Null)
    }

    /// Returns the text of a scalar without surrounding whitespace.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text.trim()),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Returns the items of a list; any other value counts as a list of itself.
    pub(super) fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(nodes) => nodes,
            Value::Null | Value::Text(_) | Value::Map(_) => std::slice::from_ref(self),
        }
    }
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) key: String,
    /// The key as a node, so that problems can point at it.
    pub(super) key_node: Node,
    pub(super) node: Node,
}

/// Reads the text as one document, or returns the first fault that prevents it.
pub(super) fn parse(text: &str) -> Result<Node, Box<Problem>> {
    if text.len() > MAX_BYTES {
        let problem = Problem::new(Code::BadConfig, &NotePath::new(FILE), "the file is larger than 64 KB");
        let help = "a configuration has a few hundred lines at most; check the file";
        return Err(Box::new(problem.help(help).effect(super::EFFECT)));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut builder = Builder { lines: text.lines().collect(), ..Builder::default() };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => builder.take(event, span)?,
            Err(fault) => {
                let spot = Spot::new(fault.marker().line(), fault.marker().col() + 1);
                let message = format!("not valid YAML: {}", fault.info());
                return Err(builder.refuse(Code::BrokenYaml, (spot, 1), &message, BROKEN_HELP));
            }
        }
    }
    Ok(builder.root.unwrap_or(Node { value: Value::Null, spot: Spot::new(1, 1), width: 1 }))
}

const BROKEN_HELP: &str = "write `key: value`, indent with spaces, and quote a value that contains `: ` or ` #` or \
                           begins with one of `@ % & * ! | > [ {`";

/// A list or map whose end has not been read.
enum Open {
    List(Vec<Node>),
    /// The pairs so far, and the key whose value comes next.
    Map(Vec<Pair>, Option<(String, Node)>),
}

#[derive(Default)]
struct Builder<'a> {
    lines: Vec<&'a str>,
    stack: Vec<(Open, Spot)>,
    documents: usize,
    root: Option<Node>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Box<Problem>> {
        let spot = Spot::new(span.start.line(), span.start.col() + 1);
        if let Event::Scalar(.., Some(_))
        | Event::SequenceStart(_, Some(_))
        | Event::MappingStart(_, Some(_)) = event
        {
            let help = "remove it; the key decides how a value is read";
            return Err(self.refuse(Code::BadConfig, (spot, 1), "a YAML tag", help));
        }
        match event {
            Event::Scalar(text, style, ..) => {
                let value = scalar(&text, style);
                self.put(Node { value, spot, width: width(span) })
            }
            Event::Alias(_) => Err(self.refuse(
                Code::YamlAlias,
                (spot, 1),
                "an alias",
                "write the value out where it is used",
            )),
            Event::SequenceStart(..) => self.open(Open::List(Vec::new()), spot),
            Event::MappingStart(..) => self.open(Open::Map(Vec::new(), None), spot),
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents == 1 {
                    return Ok(());
                }
                let help = "remove the `---` and keep one document";
                Err(self.refuse(Code::BadConfig, (spot, 1), "a second document", help))
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, open: Open, spot: Spot) -> Result<(), Box<Problem>> {
        if self.stack.len() >= MAX_DEPTH {
            let help = "no key needs more than six; check the brackets and the indentation";
            return Err(self.refuse(Code::BadConfig, (spot, 1), "nested deeper than 32 levels", help));
        }
        self.stack.push((open, spot));
        Ok(())
    }

    fn close(&mut self, span: Span) -> Result<(), Box<Problem>> {
        let Some((open, spot)) = self.stack.pop() else { return Ok(()) };
        let line = Spot::new(span.end.line(), 1).line;
        let until = Spot::new(1, span.end.col() + 1).column;
        let width = if line == spot.line { until.saturating_sub(spot.column) } else { 1 };
        let value = match open {
            Open::List(nodes) => Value::List(nodes),
            Open::Map(pairs, _) => Value::Map(pairs),
        };
        self.put(Node { value, spot, width: (width as usize).max(1) })
    }

    fn put(&mut self, node: Node) -> Result<(), Box<Problem>> {
        let place = (node.spot, node.width);
        let Some((open, _)) = self.stack.last_mut() else {
            self.root.get_or_insert(node);
            return Ok(());
        };
        match open {
            Open::List(nodes) => nodes.push(node),
            Open::Map(pairs, waiting) => match (waiting.take(), &node.value) {
                (Some((key, key_node)), _) => pairs.push(Pair { key, key_node, node }),
                (None, Value::Text(key)) => *waiting = Some((key.clone(), node)),
                (None, Value::Null) => *waiting = Some(("null".to_owned(), node)),
                (None, Value::List(_) | Value::Map(_)) => {
                    let message = "a list or a map where a key belongs";
                    return Err(self.refuse(Code::BadConfig, place, message, "write a word before the `:`"));
                }
            },
        }
        Ok(())
    }

    fn refuse(&self, code: Code, place: (Spot, usize), message: &str, help: &str) -> Box<Problem> {
        Box::new(problem(&self.lines, code, place, message.to_owned(), help))
    }
}

/// Returns a problem of the file that underlines `width` characters.
pub(super) fn problem(
    lines: &[&str],
    code: Code,
    (spot, width): (Spot, usize),
    message: String,
    help: impl Into<String>,
) -> Problem {
    let line = lines.get((spot.line as usize).saturating_sub(1)).copied().unwrap_or_default();
    let problem = Problem::new(code, &NotePath::new(FILE), message).at(spot).help(help).effect(super::EFFECT);
    problem.quoting(line, width)
}

fn scalar(text: &str, style: ScalarStyle) -> Value {
    let plain = matches!(style, ScalarStyle::Plain);
    if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
        return Value::Null;
    }
    Value::Text(text.to_owned())
}

/// Returns the number of characters of a scalar, or 1 if it spans several lines.
fn width(span: Span) -> usize {
    if span.start.line() == span.end.line() { span.len().max(1) } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::problem::show;

    #[test]
    fn nodes_have_positions_and_widths() {
        let Value::Map(pairs) = parse("a: one\nbé:  [x, \"y z\"]\n").unwrap().value else { panic!() };
        assert_eq!((pairs[0].node.spot, pairs[0].node.width), (Spot::new(1, 4), 3));
        assert_eq!((pairs[1].key_node.spot, pairs[1].key_node.width), (Spot::new(2, 1), 2));
        assert_eq!((pairs[1].node.spot, pairs[1].node.width), (Spot::new(2, 6), 10));
        let Value::List(nodes) = &pairs[1].node.value else { panic!() };
        assert_eq!((nodes[1].spot, nodes[1].width), (Spot::new(2, 10), 5));
    }

    #[test]
    fn only_unquoted_empty_values_are_null() {
        let Value::Map(pairs) = parse("a:\nb: ~\nc: null\nd: 'null'\ne: ''").unwrap().value else { panic!() };
        let nulls: Vec<bool> = pairs.iter().map(|pair| pair.node.value == Value::Null).collect();
        assert_eq!(nulls, [true, true, true, false, false]);
        assert_eq!(parse("").unwrap().value, Value::Null);
        assert_eq!(parse("\u{feff}a: 1").unwrap().spot, Spot::new(1, 1));
    }

    #[test]
    fn limits_are_enforced_with_a_position() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let problem = parse(text).unwrap_err();
            let shown = format!("{}: {} {}", show::location(&problem), problem.code.name(), problem.message);
            assert_eq!(shown, expected);
        }
        case(&"[".repeat(40), "followup.yaml:1:33: bad-config nested deeper than 32 levels");
        case("a: &x [1]\nb: *x", "followup.yaml:2:4: yaml-alias an alias");
        case("a: !!str 1", "followup.yaml:1:4: bad-config a YAML tag");
        case("a: 1\n---\nb: 2", "followup.yaml:2:1: bad-config a second document");
        case("? [a]\n: b", "followup.yaml:1:3: bad-config a list or a map where a key belongs");
        case(&"#".repeat(70_000), "followup.yaml: bad-config the file is larger than 64 KB");
        assert_eq!(parse("a: @x").unwrap_err().code, Code::BrokenYaml);
    }
}
