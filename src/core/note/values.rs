//! From nodes of front matter to values, one reader for each shape a key takes.

use super::links::{only_link, unlinked};
use super::yaml::{Node, Value};
use crate::core::place::{Found, Spot};
use crate::core::text::{fold, one_line};

/// Every text in a node, with its place: a scalar gives one, a list all of its items
/// at any depth, a map all of its values.
pub fn texts<'n>(node: &'n Node<'_>) -> Vec<Found<&'n str>> {
    let mut found = Vec::new();
    each_text(node, &mut |text| found.push(text));
    found
}

/// Calls with every text in a node, in the order of [`texts`].
pub fn each_text<'n>(node: &'n Node<'_>, take: &mut impl FnMut(Found<&'n str>)) {
    match &node.value {
        Value::Null => {}
        Value::Text(text) if text.trim().is_empty() => {}
        Value::Text(text) => take(Found { value: text, spot: node.spot }),
        Value::List(nodes) => nodes.iter().for_each(|node| each_text(node, take)),
        Value::Map(pairs) => pairs.iter().for_each(|pair| each_text(&pair.node, take)),
    }
}

/// The first of the [`texts`] of a node.
pub fn first_text<'n>(node: &'n Node<'_>) -> Option<Found<&'n str>> {
    match &node.value {
        Value::Null => None,
        Value::Text(text) => (!text.trim().is_empty()).then_some(Found { value: text, spot: node.spot }),
        Value::List(nodes) => nodes.iter().find_map(first_text),
        Value::Map(pairs) => pairs.iter().find_map(|pair| first_text(&pair.node)),
    }
}

/// The one text of a node that should hold one; a list of one is one.
pub fn text<'n>(node: &'n Node<'_>) -> Option<Found<&'n str>> {
    match &node.value {
        Value::Text(_) if is_empty(node) => None,
        Value::Text(text) => Some(Found { value: text, spot: node.spot }),
        Value::List(nodes) => match nodes.as_slice() {
            [only] => text(only),
            _ => None,
        },
        Value::Null | Value::Map(_) => None,
    }
}

/// Whether a node holds anything at all.
pub fn is_empty(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(nodes) => nodes.iter().all(is_empty),
        Value::Map(pairs) => pairs.iter().all(|pair| is_empty(&pair.node)),
    }
}

/// A list, or a text with commas between its items. Links are kept whole.
pub fn items(node: &Node<'_>) -> Vec<Found<Box<str>>> {
    let mut items = Vec::new();
    each_text(node, &mut |found| {
        for part in split_outside_links(found.value, &[',', '\n', ';']) {
            let plain = shown(part);
            if !plain.is_empty() {
                items.push(Found { value: plain.into(), spot: found.spot });
            }
        }
    });
    items
}

/// A text as a reader sees it, on one line: of a link what it shows.
pub fn shown(text: &str) -> String {
    // Without a bracket there is no link.
    if text.contains('[') { one_line(&unlinked(text)) } else { one_line(text) }
}

/// The parts of a text between separators that stand outside of `[[…]]`.
pub fn split_outside_links<'a>(text: &'a str, separators: &[char]) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 && separators.contains(&letter) => {
                parts.push(text.get(start..at).unwrap_or_default().trim());
                start = at + letter.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text.get(start..).unwrap_or_default().trim());
    parts
}

/// Tags: a list, or a text split on commas and blanks; `#` is optional.
pub fn tags(node: &Node<'_>) -> Vec<Box<str>> {
    let mut tags: Vec<Box<str>> = Vec::new();
    let mut add = |tag: &str| {
        if !tag.is_empty() && !tags.iter().any(|known| &**known == tag) {
            tags.push(tag.into());
        }
    };
    each_text(node, &mut |found| {
        // Most items of a list are one word.
        if found.value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return add(found.value);
        }
        for tag in found.value.split([',', ' ', '\n', '\t']) {
            add(tag.trim().trim_start_matches('#').trim_matches('/'));
        }
    });
    tags
}

/// Addresses or numbers: a list, a map by label, or text with commas between,
/// each perhaps after a label (`Work: …`) or inside a link.
pub fn labelled_items(node: &Node<'_>) -> Vec<Found<Box<str>>> {
    let mut items = Vec::new();
    let is_end = |letter: char| matches!(letter, ',' | ';' | '\n');
    each_text(node, &mut |found| {
        for part in found.value.split(is_end) {
            let value = without_label(part.trim());
            if !value.is_empty() {
                items.push(Found { value: value.into(), spot: found.spot });
            }
        }
    });
    items
}

/// `Work: ada@acme.example`, `[ada@acme.example](mailto:…)`, `Ada <ada@acme.example>`
/// without what is round the value.
fn without_label(text: &str) -> String {
    // Nothing stands round a value without one of these.
    if !text.bytes().any(|byte| matches!(byte, b':' | b'[' | b'<')) {
        return one_line(text);
    }
    let text = match text.split_once(": ") {
        Some((label, value)) if !label.contains(['@', '+']) => value.trim(),
        _ => text,
    };
    if let Some(link) = only_link(text) {
        let target = link.target.strip_prefix("mailto:").or(link.target.strip_prefix("tel:"));
        return target.unwrap_or(link.shown).trim().to_owned();
    }
    let text = text.strip_prefix("mailto:").or(text.strip_prefix("tel:")).unwrap_or(text);
    match text.split_once('<').and_then(|(_, rest)| rest.split_once('>')) {
        Some((inner, _)) => inner.trim().to_owned(),
        None => one_line(text),
    }
}

/// How a yes-or-no value reads (design 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    /// `false`, `no`, `0`, or nothing.
    Absent,
    /// `true`, `yes`, `1`, and, where a date says so too, a date.
    Set,
    /// Anything else: counts as set, with a warning.
    Doubtful(Spot),
}

/// Reads a yes-or-no value.
pub fn flag(node: &Node<'_>) -> Flag {
    let Some(found) = first_text(node) else { return Flag::Absent };
    match fold(found.value).as_str() {
        "false" | "no" | "0" | "off" | "n" | "f" => Flag::Absent,
        "true" | "yes" | "1" | "on" | "y" | "x" => Flag::Set,
        _ => Flag::Doubtful(found.spot),
    }
}

/// Whether an address is one that a message can be sent to: ASCII, one `@`, no blank,
/// something on both sides (interop: one address, no line break).
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let clean = |part: &str| {
        let is_mark = |byte: u8| {
            matches!(byte, b'@' | b',' | b';' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'"' | b'\\' | b':')
        };
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_graphic() && !is_mark(byte))
    };
    let dots = |part: &str| !part.starts_with('.') && !part.ends_with('.') && !part.contains("..");
    text.len() <= 254 && clean(local) && clean(domain) && dots(local) && dots(domain)
}

#[cfg(test)]
mod tests {
    use super::super::yaml::parse;
    use super::*;
    use proptest::prelude::*;

    fn node(value: &str) -> Node<'static> {
        match parse(&format!("a: {value}"), 1).unwrap().value {
            Value::Map(mut pairs) => pairs.remove(0).into_owned().node,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn values_come_out_of_every_shape() {
        let emails = |value: &str| {
            labelled_items(&node(value))
                .into_iter()
                .map(|found| found.value.into_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(emails("a@b.example"), ["a@b.example"]);
        assert_eq!(emails("[a@b.example, c@d.example]"), ["a@b.example", "c@d.example"]);
        assert_eq!(emails("{work: a@b.example, home: c@d.example}"), ["a@b.example", "c@d.example"]);
        assert_eq!(emails("\"Work: a@b.example\""), ["a@b.example"]);
        assert_eq!(emails("\"[a@b.example](mailto:a@b.example)\""), ["a@b.example"]);
        assert_eq!(emails("Ada <a@b.example>"), ["a@b.example"]);
        assert_eq!(
            tags(&node("\"#friend, client/acme #x\"")),
            ["friend".into(), "client/acme".into(), "x".into()]
        );
        let items = |value: &str| {
            items(&node(value)).into_iter().map(|found| found.value.into_string()).collect::<Vec<_>>()
        };
        assert_eq!(items("\"[[Acme, Inc]], Foo\""), ["Acme, Inc", "Foo"]);
        assert_eq!(items("[[a, [b]], c]"), ["a", "b", "c"]);
    }

    proptest! {
        #[test]
        fn tags_of_one_word_are_tags_as_any_other(text in "[a-cA1é#/, \t_-]{0,9}") {
            let node = Node { value: Value::Text((&*text).into()), spot: Spot::new(1, 1) };
            let mut expected: Vec<Box<str>> = Vec::new();
            for tag in text.split([',', ' ', '\n', '\t']) {
                let tag = tag.trim_start_matches('#').trim_matches('/');
                if !tag.is_empty() && !expected.iter().any(|known| **known == *tag) {
                    expected.push(tag.into());
                }
            }
            prop_assert_eq!(tags(&node), expected);
        }
    }

    #[test]
    fn flags_and_addresses_are_strict() {
        assert_eq!(flag(&node("no")), Flag::Absent);
        assert_eq!(flag(&node("true")), Flag::Set);
        assert!(matches!(flag(&node("perhaps")), Flag::Doubtful(_)));
        for good in ["a@b", "ada.l+x@acme.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@",
            "a b@c.example",
            "a@b@c",
            "é@b.example",
            "a@b\nBcc: c@d",
            ".a@b",
            "a@b..c",
            "a@[1]",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}
