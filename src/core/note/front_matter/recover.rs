//! Reads front matter that is not valid YAML. A broken line is reported with its fix, and all other lines are
//! still read.
//!
//! The block is split at the lines that begin a key, and each piece is parsed alone. If a piece of one line
//! is broken, its value is kept as plain text where that is surely what was meant; in a longer piece, the
//! broken line is dropped.

mod diagnosis;

use self::diagnosis::diagnose;
use super::yaml::{Node, Pair, Value, YamlFault, parse_events};
use crate::core::note::report::{Words, words};
use crate::core::place::Spot;
use crate::core::problem::Code;
use crate::core::text::clip;
use std::borrow::Cow;

/// Maximum number of lines dropped from a piece before it is given up.
const MOST_DROPPED: usize = 8;

/// A line that is not valid YAML.
#[derive(Clone, Debug)]
pub struct BrokenLine {
    /// Code of the problem.
    pub code: Code,
    /// Position at which the line breaks.
    pub spot: Spot,
    /// The line as written.
    pub line: String,
    /// What is wrong with the line, how to write it, and how it was read.
    pub words: Words,
}

/// Reads as much as possible of a block whose first line is `first_line` of the file. Gives the pairs and the
/// broken lines.
pub fn recover(text: &str, first_line: usize) -> (Vec<Pair<'static>>, Vec<BrokenLine>) {
    let mut recovered = Recovered::default();
    for piece in pieces(text, first_line) {
        piece.read(&mut recovered);
    }
    (recovered.pairs, recovered.broken)
}

#[derive(Default)]
struct Recovered {
    pairs: Vec<Pair<'static>>,
    broken: Vec<BrokenLine>,
}

/// An unindented key and the lines that belong to it.
struct Piece<'a> {
    /// Line of the file, from 1.
    first_line: usize,
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    written: &'a str,
    /// The text given to the parser: the line as written or repaired, or empty if it was dropped.
    read: Cow<'a, str>,
}

fn pieces(text: &str, first_line: usize) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (written, number) in text.lines().zip(first_line..) {
        let line = Line { written, read: Cow::Borrowed(written) };
        match pieces.last_mut() {
            Some(piece) if !begins_key(written) => piece.lines.push(line),
            _ => pieces.push(Piece { first_line: number, lines: vec![line] }),
        }
    }
    pieces
}

fn begins_key(line: &str) -> bool {
    !line.trim().is_empty()
        && !line.starts_with([' ', '\t', '#', ']', '}'])
        && !line.starts_with("- ")
        && line != "-"
}

impl Piece<'_> {
    fn read(mut self, to: &mut Recovered) {
        if let Some(absent) = self.mark_for_nothing() {
            to.pairs.push(absent);
            return;
        }
        for _ in 0..=MOST_DROPPED {
            let lines: Vec<&str> = self.lines.iter().map(|line| &*line.read).collect();
            match parse_events(&lines.join("\n"), self.first_line) {
                Ok(Node { value: Value::Map(mut found), .. }) => {
                    found.iter_mut().for_each(|pair| self.pair_as_written(pair));
                    to.pairs.extend(found);
                    return;
                }
                Ok(Node { value: Value::Null, .. }) => return,
                Ok(node) => return self.not_a_pair(&node, to),
                Err(fault) => {
                    if !self.repair(&fault, to) {
                        return;
                    }
                }
            }
        }
    }

    /// Reads `birthday: ?` and `email: -`, which are not YAML but, like `unknown`, mean that there is no
    /// value (design 3.2).
    fn mark_for_nothing(&self) -> Option<Pair<'static>> {
        let (first, below) = self.lines.split_first()?;
        let (key, after) = first.written.split_once(": ").filter(|(key, _)| is_key(key))?;
        let value = after.split_once(" #").map_or(after, |(value, _)| value).trim();
        let is_alone = matches!(value, "?" | "-")
            && below.iter().all(|line| {
                let text = line.written.trim_start();
                text.is_empty() || text.starts_with('#')
            });
        let blanks = after.chars().take_while(|letter| letter.is_whitespace()).count();
        let spot = Spot::new(self.first_line, key.chars().count() + 2 + blanks + 1);
        is_alone.then(|| text_pair(key.trim(), value, Spot::new(self.first_line, 1), spot))
    }

    /// Reports a piece that is YAML but not a pair: `name:Jane`, or stray text. A missing space after the
    /// colon is forgiven.
    fn not_a_pair(&self, node: &Node<'_>, to: &mut Recovered) {
        let written = self.lines.first().map_or("", |line| line.written);
        let key = written.split_once(':').filter(|(key, value)| is_key(key) && !value.starts_with('/'));
        let (help, effect) = match key {
            Some((key, value)) => {
                let value = value.trim();
                let spot = Spot::new(self.first_line, key.chars().count() + 2);
                to.pairs.push(text_pair(key.trim(), value, node.spot, spot));
                (format!("write a space after the colon: `{}: {value}`", key.trim()), read_as(value))
            }
            None => ("write it as `key: value`, or remove it".to_owned(), left_out()),
        };
        to.broken.push(BrokenLine {
            code: Code::BrokenYaml,
            spot: Spot::new(self.first_line, 1),
            line: written.to_owned(),
            words: words("not a key with a value", help, effect),
        });
    }

    /// Repairs, keeps or drops the line that breaks the piece, and reports it. Returns whether the piece has
    /// to be parsed again.
    fn repair(&mut self, fault: &YamlFault, to: &mut Recovered) -> bool {
        if self.quote_links() {
            return true;
        }
        let at = self.culprit(fault);
        let Some((before, [Line { written, read }, ..])) = self.lines.split_at_mut_checked(at) else {
            return false;
        };
        let above = before.last().map_or("", |line| &*line.read);
        let mut broken = diagnose((written, self.first_line + at), read, above, fault);
        let (effect, goes_on) = if is_indented_by_tab(read) {
            // A tab is repaired first; anything else wrong with the line is reported after the next parse.
            let (indent, words) = read.split_at(indent_of(read).len());
            *read = Cow::Owned(indent.replace('\t', "  ") + words);
            ("the tab was read as two spaces".to_owned(), true)
        } else if at > 0 {
            *read = Cow::Borrowed("");
            (left_out(), true)
        } else if let (YamlFault::Broken(..), Some((pair, value))) =
            (fault, rescue(written, self.first_line + at))
        {
            to.pairs.push(pair);
            (read_as(value), false)
        } else {
            (left_out(), false)
        };
        broken.words.effect = effect;
        to.broken.push(broken);
        goes_on
    }

    /// Quotes the values that are one bare link, such as `[[@Ada]]`, which YAML cannot always read as a list in
    /// a list. Returns whether there are any.
    fn quote_links(&mut self) -> bool {
        let mut is_any = false;
        for line in &mut self.lines {
            if let Some(quoted) = with_quoted_link(&line.read) {
                line.read = Cow::Owned(quoted);
                is_any = true;
            }
        }
        is_any
    }

    /// Returns the index of the line that breaks the piece. The parser stops where it notices a fault, so an
    /// unclosed quote or bracket is searched for from the start.
    fn culprit(&self, fault: &YamlFault) -> usize {
        let (YamlFault::Broken(spot, _) | YamlFault::Deep(spot) | YamlFault::Alias(spot)) = fault;
        let first = |is_it: fn(&str) -> bool| self.lines.iter().position(|line| is_it(&line.read));
        first(is_indented_by_tab).or_else(|| first(|line| unclosed(line).is_some())).unwrap_or_else(|| {
            let stopped = (spot.line as usize).saturating_sub(self.first_line);
            let last = self.lines.iter().rposition(|line| !line.read.trim().is_empty()).unwrap_or(0);
            stopped.min(last)
        })
    }

    /// Moves the positions in a pair back to the columns as written, where a tab that was read as two spaces
    /// is one character.
    fn pair_as_written(&self, pair: &mut Pair<'_>) {
        self.as_written(&mut pair.key_spot);
        self.node_as_written(&mut pair.node);
    }

    fn node_as_written(&self, node: &mut Node<'_>) {
        self.as_written(&mut node.spot);
        match &mut node.value {
            Value::Null | Value::Text(_) => {}
            Value::List(nodes) => nodes.iter_mut().for_each(|node| self.node_as_written(node)),
            Value::Map(pairs) => pairs.iter_mut().for_each(|pair| self.pair_as_written(pair)),
        }
    }

    fn as_written(&self, spot: &mut Spot) {
        let at = (spot.line as usize).checked_sub(self.first_line);
        let Some(line) = at.and_then(|at| self.lines.get(at)) else { return };
        let columns = |line: &str| indent_of(line).chars().count();
        let more = columns(&line.read).saturating_sub(columns(line.written));
        spot.column = spot.column.saturating_sub(u32::try_from(more).unwrap_or(0)).max(1);
    }
}

/// Returns a line with quotes around its value, if that is one link.
fn with_quoted_link(line: &str) -> Option<String> {
    let (before, from) = line.split_at_checked(line.find("[[")?)?;
    let link = from.trim_end();
    let inner = link.strip_prefix("[[")?.strip_suffix("]]")?;
    let is_one = !inner.contains(['[', ']', '"', '\'', '\\']);
    (is_one && before.ends_with([' ', '\t']) && before.trim_end().ends_with([':', '-']))
        .then(|| format!("{before}\"{link}\""))
}

/// Reads a broken line whose value can only be meant as text; gives the pair and the text.
fn rescue(line: &str, number: usize) -> Option<(Pair<'static>, &str)> {
    let (key, value) = line.split_once(": ")?;
    let value = value.trim();
    let starts_other = value.starts_with(['"', '\'', '{', '|', '>', '&', '*', '!'])
        || (value.starts_with('[') && !value.starts_with("[["));
    if !is_key(key) || value.is_empty() || starts_other {
        return None;
    }
    let column = key.chars().count() + 3;
    Some((text_pair(key.trim(), value, Spot::new(number, 1), Spot::new(number, column)), value))
}

fn text_pair(key: &str, value: &str, key_spot: Spot, spot: Spot) -> Pair<'static> {
    let value = if value.is_empty() { Value::Null } else { Value::Text(value.to_owned().into()) };
    Pair { key: key.to_owned().into(), key_spot, node: Node { value, spot } }
}

/// Whether a text could be a key: short, and without characters that mean something to YAML.
pub(in crate::core::note) fn is_key(text: &str) -> bool {
    let text = text.trim();
    // A character has at most four bytes, so a longer text has more than forty characters.
    text.len() <= 160
        && (1..=40).contains(&text.chars().count())
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '.' | '[' | ']'))
}

/// Returns the white space at the start of a line.
fn indent_of(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
}

fn is_indented_by_tab(line: &str) -> bool {
    indent_of(line).contains('\t')
}

/// Returns the bracket or quote that a value opens and does not close on its line.
fn unclosed(line: &str) -> Option<char> {
    let value = line.split_once(": ").map_or(line.trim().trim_start_matches("- "), |(_, value)| value).trim();
    let open = value.chars().next()?;
    let closing = match open {
        '[' => ']',
        '{' => '}',
        '"' | '\'' => open,
        _ => return None,
    };
    let closes = value.chars().skip(1).any(|letter| letter == closing);
    (!closes).then_some(open)
}

fn read_as(text: &str) -> String {
    format!("read as the text `{}`", clip(text, 60))
}

fn left_out() -> String {
    "the line is left out; the others are read".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a block; gives the pairs as `key=value` and the broken lines as `line: message`.
    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let (pairs, broken) = recover(text, 2);
        let value = |node: &Node<'_>| match &node.value {
            Value::Text(text) => text.to_string(),
            other => format!("{other:?}"),
        };
        (
            pairs.iter().map(|pair| format!("{}={}", pair.key, value(&pair.node))).collect(),
            broken.iter().map(|broken| format!("{}: {}", broken.spot.line, broken.words.message)).collect(),
        )
    }

    #[test]
    fn one_broken_line_costs_that_line() {
        #[track_caller]
        fn case(text: &str, pairs: &[&str], broken: &[&str]) {
            let (found, messages) = read(text);
            assert_eq!(
                (found.as_slice(), messages.as_slice()),
                (
                    pairs.iter().map(|pair| (*pair).to_owned()).collect::<Vec<_>>().as_slice(),
                    broken.iter().map(|broken| (*broken).to_owned()).collect::<Vec<_>>().as_slice(),
                )
            );
        }
        case("a: 1\nhandle: @x\nb: 2", &["a=1", "handle=@x", "b=2"], &["3: a value cannot begin with `@`"]);
        case("a: b: c\nd: 1", &["a=b: c", "d=1"], &["2: a second colon in one value"]);
        case("p: %x\nd: 1", &["p=%x", "d=1"], &["2: a value cannot begin with `%`"]);
        case(
            "with: [[A]], [[B]]\nd: 1",
            &["with=[[A]], [[B]]", "d=1"],
            &["2: links side by side are not a YAML value"],
        );
        case("with: [[@Ada B]]\nd: 1", &["with=[[@Ada B]]", "d=1"], &[]);
        case("name:Jane\nd: 1", &["name=Jane", "d=1"], &["2: not a key with a value"]);
        case(
            "a: 1\n\nbroken: [unclosed, \"quote\nb: 2",
            &["a=1", "b=2"],
            &["4: `[` is opened and never closed"],
        );
        case("a: \"open\nb: 2", &["b=2"], &["2: `\"` is opened and never closed"]);
        case("just words\nb: 2", &["b=2"], &["2: not a key with a value"]);
    }

    #[test]
    fn marks_for_no_value_are_kept_as_text() {
        #[track_caller]
        fn case(text: &str, pairs: &[&str], broken: usize) {
            let (found, messages) = read(text);
            assert_eq!((found.join(" "), messages.len()), (pairs.join(" "), broken), "{text}");
        }
        case("birthday: ?\nemail: -\nb: 2", &["birthday=?", "email=-", "b=2"], 0);
        case("born: ?  \n\n# old\nemail: - # none yet", &["born=?", "email=-"], 0);
        case("a: ?\nhandle: @x", &["a=?", "handle=@x"], 1);
        case("a: ? b", &["a=? b"], 1);
        case("a: -\n- b", &["a=-"], 1);
        case("a: ?\n  b", &["a=?"], 1);
    }

    #[test]
    fn a_tab_is_read_as_spaces_and_a_bad_item_is_dropped() {
        let (pairs, broken) = recover("tags:\n\t- a\n\t- b\nd: 1", 2);
        let Value::List(tags) = &pairs[0].node.value else { panic!("{pairs:?}") };
        assert_eq!((tags.len(), pairs.len(), broken.len()), (2, 2, 2));
        assert_eq!((tags[0].spot, tags[1].spot), (Spot::new(3, 4), Spot::new(4, 4)));
        let (pairs, broken) = recover("with:\n  - [[@Ada]]\n  - @b\n  - [[%Cy]]\nd: 1", 2);
        let Value::List(names) = &pairs[0].node.value else { panic!("{pairs:?}") };
        assert_eq!((names.len(), names[0].spot, broken[0].spot.line), (2, Spot::new(3, 5), 4));
        let (pairs, broken) = recover("tags:\n  - a\n  - @b\n  - c\nd: 1", 2);
        let Value::List(tags) = &pairs[0].node.value else { panic!("{pairs:?}") };
        assert_eq!((tags.len(), broken[0].spot.line), (2, 4));
    }

    #[test]
    fn a_key_below_a_value_is_reported_with_its_fix() {
        let (pairs, broken) = recover("role: x\n  org: y\nb: 1", 2);
        assert_eq!((pairs.len(), broken[0].spot.line), (2, 3));
        assert_eq!(broken[0].words.help, "begin it where the line above begins: `org: y`");
    }

    #[test]
    fn a_value_on_a_line_of_its_own_is_quoted_without_a_key() {
        let help = |text: &str| recover(text, 2).1[0].words.help.clone();
        assert_eq!(help("phone:\n  @work"), "put quotes round the value: `\"@work\"`");
        let no_key = "put a key without a value on the line before it, such as `tags:`, or remove it";
        assert_eq!(help("type: person\n- x"), no_key);
        assert_eq!(help("tags:\n- @x"), "put quotes round the value: `\"- @x\"`");
        assert_eq!(help("phone: @work"), "put quotes round the value: `phone: \"@work\"`");
    }

    #[test]
    fn each_fault_of_a_line_with_a_tab_is_reported_once() {
        let (pairs, broken) = recover("tags:\n\t- a\n\t- @b\n\t- c\nd: 1", 2);
        let Value::List(tags) = &pairs[0].node.value else { panic!("{pairs:?}") };
        assert_eq!((tags.len(), pairs.len()), (2, 2));
        let messages: Vec<(u32, &str)> =
            broken.iter().map(|line| (line.spot.line, line.words.message.as_str())).collect();
        let by_tab = "a tab indents this line";
        let expected =
            [(3, by_tab), (4, by_tab), (4, "not valid YAML: unexpected character: `@'"), (5, by_tab)];
        assert!(expected.iter().all(|line| messages.contains(line)) && messages.len() == 4, "{messages:?}");
    }

    #[test]
    fn the_column_is_that_of_the_value() {
        #[track_caller]
        fn case(text: &str, column: u32) {
            assert_eq!(recover(text, 2).1[0].spot.column, column, "{text}");
        }
        case("handle: @x", 9);
        case("handle:  @x", 10);
        case("a: b: c", 4);
        case("tags:\n  - @b", 3);
        case("tags:\n\t- b", 1);
        case("name:Jane", 1);
        case("größe: %x", 8);
    }

    #[test]
    fn a_closed_list_over_lines_stays_whole() {
        let (pairs, broken) = recover("tags: [a,\n  b\n]\nx: @y", 2);
        assert_eq!((pairs.len(), broken.len()), (2, 1));
    }
}
