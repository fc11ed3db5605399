//! Front matter that is not valid YAML: the line that breaks it is named with
//! its fix, and every other line is still read.
//!
//! The block is cut at the lines that begin a key, and each piece is read alone.
//! A piece that is one broken line gives its value as plain text, where that is
//! surely what was meant; in a longer piece the broken line is left out.

use super::yaml::{Node, Pair, Value, YamlFault, parse};
use crate::core::place::Spot;
use crate::core::problem::Code;

/// Lines of one piece that are left out before the piece is given up.
const MOST_DROPPED: usize = 8;

/// A line that is not YAML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenLine {
    /// What kind of problem it is.
    pub code: Code,
    /// Where on the line it breaks.
    pub spot: Spot,
    /// The line as written.
    pub line: String,
    /// What is wrong with it.
    pub message: String,
    /// How to write it instead.
    pub help: String,
    /// What was done with it.
    pub effect: String,
}

/// Reads what can be read of a block whose lines begin at `first_line` of the file.
pub fn recover(text: &str, first_line: usize) -> (Vec<Pair<'static>>, Vec<BrokenLine>) {
    let mut pairs = Vec::new();
    let mut broken = Vec::new();
    for piece in pieces(text) {
        piece.read(first_line + piece.line, &mut pairs, &mut broken);
    }
    (pairs, broken)
}

/// A key at the margin with the lines that belong to it.
struct Piece<'a> {
    /// Line of the block, from 0.
    line: usize,
    lines: Vec<&'a str>,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        match pieces.last_mut() {
            Some(piece) if !begins_key(line) => piece.lines.push(line),
            _ => pieces.push(Piece { line: number, lines: vec![line] }),
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
    fn read(&self, line: usize, pairs: &mut Vec<Pair<'static>>, broken: &mut Vec<BrokenLine>) {
        let mut kept: Vec<String> = self.lines.iter().map(|line| (*line).to_owned()).collect();
        for _ in 0..=MOST_DROPPED {
            match parse(&kept.join("\n"), line) {
                Ok(Node { value: Value::Map(mut found), .. }) => {
                    found.iter_mut().for_each(|pair| self.pair_as_written(line, &kept, pair));
                    pairs.extend(found.into_iter().map(Pair::into_owned));
                    return;
                }
                Ok(Node { value: Value::Null, .. }) => return,
                Ok(node) => {
                    self.no_map(line, &node, pairs, broken);
                    return;
                }
                Err(fault) => {
                    if !self.mend(line, &fault, &mut kept, pairs, broken) {
                        return;
                    }
                }
            }
        }
    }

    /// The piece is YAML, but no key with a value: `name:Jane`, or stray text.
    fn no_map(
        &self,
        line: usize,
        node: &Node<'_>,
        pairs: &mut Vec<Pair<'static>>,
        broken: &mut Vec<BrokenLine>,
    ) {
        let written = self.lines.first().copied().unwrap_or_default();
        let key = written.split_once(':').filter(|(key, value)| is_key(key) && !value.starts_with('/'));
        let (help, effect) = match key {
            Some((key, value)) => {
                let value = value.trim();
                pairs.push(text_pair(key.trim(), value, node.spot, Spot::new(line, key.chars().count() + 2)));
                (format!("write a blank after the colon: `{}: {value}`", key.trim()), read_as(value))
            }
            None => ("write it as `key: value`, or remove it".to_owned(), left_out()),
        };
        broken.push(BrokenLine {
            code: Code::BrokenYaml,
            spot: Spot::new(line, 1),
            line: written.to_owned(),
            message: "not a key with a value".to_owned(),
            help,
            effect,
        });
    }

    /// Takes the broken line out of `kept` or rescues its value; false when the piece is done.
    fn mend(
        &self,
        line: usize,
        fault: &YamlFault,
        kept: &mut [String],
        pairs: &mut Vec<Pair<'static>>,
        broken: &mut Vec<BrokenLine>,
    ) -> bool {
        let at = self.culprit(line, fault, kept);
        let written = self.lines.get(at).copied().unwrap_or_default();
        // A tab is mended once: what else is wrong with the line is told after it.
        let by_tab = kept.get(at).is_some_and(|line| indented_by_tab(line));
        let read = kept.get(at).filter(|line| !line.is_empty()).map_or(written, String::as_str);
        let above = at.checked_sub(1).and_then(|above| kept.get(above)).map_or("", String::as_str);
        let in_vain = indented_in_vain(above, read);
        let column = match in_vain {
            _ if by_tab => 1,
            Some(_) => indent_of(written).chars().count() + 1,
            None => value_column(written),
        };
        let spot = Spot::new(line + at, column);
        let (message, help) = in_vain.unwrap_or_else(|| diagnose(read, fault));
        let mut report = |effect: String| {
            broken.push(BrokenLine {
                code: match fault {
                    // A piece read alone does not know the anchors of the others.
                    YamlFault::Broken(_, words) if is_alias(words) => Code::YamlAlias,
                    YamlFault::Broken(..) => Code::BrokenYaml,
                    YamlFault::Deep(_) => Code::DeepFrontMatter,
                    YamlFault::Alias(_) => Code::YamlAlias,
                },
                spot,
                line: written.to_owned(),
                message: message.clone(),
                help: help.clone(),
                effect,
            });
        };
        if let (true, Some(slot)) = (by_tab, kept.get_mut(at)) {
            let indent = indent_of(slot);
            *slot = format!("{}{}", indent.replace('\t', "  "), slot.get(indent.len()..).unwrap_or_default());
            report("the tab was read as two blanks".to_owned());
            return true;
        }
        if at == 0 {
            let rescued = if matches!(fault, YamlFault::Broken(..)) { rescue(written, line) } else { None };
            match rescued {
                Some((pair, text)) => {
                    pairs.push(pair);
                    report(read_as(&text));
                }
                None => report(left_out()),
            }
            return false;
        }
        if let Some(slot) = kept.get_mut(at) {
            slot.clear();
        }
        report(left_out());
        true
    }

    /// Moves the places of a pair to the columns as written: a tab that was read as two
    /// blanks is one character of its line.
    fn pair_as_written(&self, line: usize, kept: &[String], pair: &mut Pair<'_>) {
        self.as_written(line, kept, &mut pair.key_spot);
        self.node_as_written(line, kept, &mut pair.node);
    }

    fn node_as_written(&self, line: usize, kept: &[String], node: &mut Node<'_>) {
        self.as_written(line, kept, &mut node.spot);
        match &mut node.value {
            Value::Null | Value::Text(_) => {}
            Value::List(nodes) => nodes.iter_mut().for_each(|node| self.node_as_written(line, kept, node)),
            Value::Map(pairs) => pairs.iter_mut().for_each(|pair| self.pair_as_written(line, kept, pair)),
        }
    }

    fn as_written(&self, line: usize, kept: &[String], spot: &mut Spot) {
        let Some(at) = (spot.line as usize).checked_sub(line) else { return };
        let (Some(written), Some(read)) = (self.lines.get(at), kept.get(at)) else { return };
        let more = indent_of(read).chars().count().saturating_sub(indent_of(written).chars().count());
        spot.column = spot.column.saturating_sub(u32::try_from(more).unwrap_or(0)).max(1);
    }

    /// The line of the piece that breaks it. The parser stops where it notices, so an
    /// unclosed quote or bracket is looked for where it opens.
    fn culprit(&self, line: usize, fault: &YamlFault, kept: &[String]) -> usize {
        let (YamlFault::Broken(spot, _) | YamlFault::Deep(spot) | YamlFault::Alias(spot)) = fault;
        if let Some(tabbed) = kept.iter().position(|line| indented_by_tab(line)) {
            return tabbed;
        }
        if let Some(opened) = kept.iter().position(|line| unclosed(line).is_some()) {
            return opened;
        }
        let stopped = (spot.line as usize).saturating_sub(line);
        let last = kept.iter().rposition(|line| !line.trim().is_empty()).unwrap_or(0);
        stopped.min(last)
    }
}

fn is_key(text: &str) -> bool {
    let text = text.trim();
    (1..=40).contains(&text.chars().count())
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_' | '.' | '[' | ']'))
}

fn text_pair(key: &str, value: &str, key_spot: Spot, spot: Spot) -> Pair<'static> {
    let value = if value.is_empty() { Value::Null } else { Value::Text(value.to_owned().into()) };
    Pair { key: key.to_owned().into(), key_spot, node: Node { value, spot } }
}

/// Column of a line's value; of its first letter, if it is no key with a value.
fn value_column(line: &str) -> usize {
    let indent = line.chars().take_while(|letter| letter.is_whitespace()).count();
    match line.split_once(": ") {
        Some((key, value)) if is_key(key) && !value.trim().is_empty() => {
            let blanks = value.chars().take_while(|letter| letter.is_whitespace()).count();
            key.chars().count() + 2 + blanks + 1
        }
        _ => indent + 1,
    }
}

fn read_as(text: &str) -> String {
    format!("read as the text `{}`", crate::core::text::clip(text, 60))
}

fn left_out() -> String {
    "the line is left out; the others are read".to_owned()
}

/// A broken line whose value can only be meant as text.
fn rescue(line: &str, number: usize) -> Option<(Pair<'static>, String)> {
    let (key, value) = line.split_once(": ")?;
    let value = value.trim();
    let starts_other = value.starts_with(['"', '\'', '{', '|', '>', '&', '*', '!'])
        || (value.starts_with('[') && !value.starts_with("[["));
    if !is_key(key) || value.is_empty() || starts_other {
        return None;
    }
    let column = key.chars().count() + 3;
    Some((text_pair(key.trim(), value, Spot::new(number, 1), Spot::new(number, column)), value.to_owned()))
}

/// The parser's words for an alias of something it has not seen.
fn is_alias(words: &str) -> bool {
    words.contains("unknown anchor")
}

fn indented_by_tab(line: &str) -> bool {
    indent_of(line).contains('\t')
}

fn indent_of(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len()).unwrap_or_default()
}

/// The bracket or quote that a value opens and never closes on its line.
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

/// `role: x` with `  org: y` below it: what has a value takes no keys.
fn indented_in_vain(above: &str, line: &str) -> Option<(String, String)> {
    let holds_value = |line: &str| {
        let pair = line.split_once(": ").filter(|(key, _)| is_key(key));
        pair.is_some_and(|(_, value)| !value.trim().is_empty())
    };
    // Behind several words a colon may stand in a text that goes on from the line above.
    let is_word = |line: &str| line.trim().split_once(':').is_some_and(|(key, _)| !key.contains(' '));
    let (outer, inner) = (indent_of(above), indent_of(line));
    let is_deeper = inner.len() > outer.len() && inner.starts_with(outer) && !inner.contains('\t');
    (is_deeper && is_word(line) && holds_value(above) && holds_value(line)).then(|| {
        let help = format!("begin it where the line above begins: `{}`", line.trim());
        ("a key below one that has a value already".to_owned(), help)
    })
}

/// What is wrong with a line, and how to write it.
fn diagnose(line: &str, fault: &YamlFault) -> (String, String) {
    let (key, value) = line.split_once(": ").unwrap_or(("", line.trim()));
    let (key, value) = (key.trim(), value.trim());
    let quoted = match key {
        "" => format!("put quotes round the value: `\"{value}\"`"),
        key => format!("put quotes round the value: `{key}: \"{value}\"`"),
    };
    let alias = match fault {
        YamlFault::Alias(_) => true,
        YamlFault::Broken(_, words) => is_alias(words),
        YamlFault::Deep(_) => false,
    };
    if alias {
        return (
            "an alias of a list or a map".to_owned(),
            "write the value itself instead of `*name`".to_owned(),
        );
    }
    if indented_by_tab(line) {
        return (
            "a tab indents this line".to_owned(),
            "indent with blanks: YAML takes no tabs there".to_owned(),
        );
    }
    if let Some(open) = unclosed(line) {
        return (format!("`{open}` is opened and never closed"), format!("close it, or remove the `{open}`"));
    }
    if let YamlFault::Deep(_) = fault {
        return (
            "nested deeper than 32 levels".to_owned(),
            "use fewer brackets, or shorter indents".to_owned(),
        );
    }
    if value.starts_with("[[") {
        return (
            "links beside each other are no YAML value".to_owned(),
            format!("quote each link in a list: `{key}: [\"[[A]]\", \"[[B]]\"]`"),
        );
    }
    match value.chars().next() {
        Some(mark @ ('@' | '`' | '%' | '&' | '*' | '!' | '|' | '>')) => {
            (format!("a value cannot begin with `{mark}`"), quoted)
        }
        _ if value.contains(": ") || value.ends_with(':') => {
            ("a second colon in one value".to_owned(), quoted)
        }
        _ => match fault {
            YamlFault::Broken(_, words) => (format!("not valid YAML: {words}"), quoted),
            YamlFault::Deep(_) | YamlFault::Alias(_) => ("not readable".to_owned(), quoted),
        },
    }
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
            broken.iter().map(|broken| format!("{}: {}", broken.spot.line, broken.message)).collect(),
        )
    }

    #[test]
    fn one_broken_line_costs_that_line() {
        #[track_caller]
        fn case(text: &str, pairs: &[&str], broken: &[&str]) {
            let (found, told) = read(text);
            assert_eq!(
                (found.as_slice(), told.as_slice()),
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
            &["2: links beside each other are no YAML value"],
        );
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
    fn a_tab_is_read_as_blanks_and_a_bad_item_is_left_out() {
        let (pairs, broken) = recover("tags:\n\t- a\n\t- b\nd: 1", 2);
        let Value::List(tags) = &pairs[0].node.value else { panic!("{pairs:?}") };
        assert_eq!((tags.len(), pairs.len(), broken.len()), (2, 2, 2));
        assert_eq!((tags[0].spot, tags[1].spot), (Spot::new(3, 4), Spot::new(4, 4)));
        let (pairs, broken) = recover("tags:\n  - a\n  - @b\n  - c\nd: 1", 2);
        let Value::List(tags) = &pairs[0].node.value else { panic!("{pairs:?}") };
        assert_eq!((tags.len(), broken[0].spot.line), (2, 4));
    }

    #[test]
    fn a_key_that_is_indented_in_vain_goes_where_the_one_above_is() {
        let (pairs, broken) = recover("role: x\n  org: y\nb: 1", 2);
        assert_eq!((pairs.len(), broken[0].spot.line), (2, 3));
        assert_eq!(broken[0].help, "begin it where the line above begins: `org: y`");
    }

    #[test]
    fn a_value_on_a_line_of_its_own_is_quoted_without_a_key() {
        let help = |text: &str| recover(text, 2).1[0].help.clone();
        assert_eq!(help("phone:\n  @work"), "put quotes round the value: `\"@work\"`");
        assert_eq!(help("phone: @work"), "put quotes round the value: `phone: \"@work\"`");
    }

    #[test]
    fn a_line_with_a_tab_is_told_of_once_for_each_thing_that_is_wrong() {
        let (pairs, broken) = recover("tags:\n\t- a\n\t- @b\n\t- c\nd: 1", 2);
        let Value::List(tags) = &pairs[0].node.value else { panic!("{pairs:?}") };
        assert_eq!((tags.len(), pairs.len()), (2, 2));
        let told: Vec<(u32, &str)> =
            broken.iter().map(|line| (line.spot.line, line.message.as_str())).collect();
        let by_tab = "a tab indents this line";
        let expected =
            [(3, by_tab), (4, by_tab), (4, "not valid YAML: unexpected character: `@'"), (5, by_tab)];
        assert!(expected.iter().all(|line| told.contains(line)) && told.len() == 4, "{told:?}");
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
