//! Turns nodes of front matter into values, with one function for each shape that a key takes.

use crate::core::bytes::holds_pair;
use crate::core::date_text::leading;
use crate::core::note::body::links::{only_link, unlinked};
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::place::Found;
use crate::core::text::{begins_with_digit, folded, on_one_line, one_line};
use crate::core::truth::truth;
use std::collections::BTreeSet;

/// Returns every text in a node with its position: one of a scalar, all items of a list at any depth, all
/// values of a map.
pub fn texts<'n>(node: &'n Node<'_>) -> impl Iterator<Item = Found<&'n str>> {
    // A single text or a list of texts, the usual cases, need no allocation.
    let (mut nodes, mut waiting) = (std::slice::from_ref(node).iter(), Vec::new());
    std::iter::from_fn(move || {
        loop {
            let node = waiting.pop().or_else(|| nodes.next())?;
            match &node.value {
                Value::Text(text) if !is_blank(text) => {
                    return Some(Found { value: &**text, spot: node.spot });
                }
                Value::Null | Value::Text(_) => {}
                Value::List(items) if waiting.is_empty() && nodes.len() == 0 => nodes = items.iter(),
                Value::List(items) => waiting.extend(items.iter().rev()),
                Value::Map(pairs) => waiting.extend(pairs.iter().rev().map(|pair| &pair.node)),
            }
        }
    })
}

/// Whether a text is empty or white space.
fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Returns the first of the [`texts`] of a node.
pub fn first_text<'n>(node: &'n Node<'_>) -> Option<Found<&'n str>> {
    texts(node).next()
}

/// Returns the text of a node that should hold only one; a list of one is accepted.
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

/// Whether a node holds nothing.
pub fn is_empty(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Text(text) => is_blank(text),
        Value::List(nodes) => nodes.iter().all(is_empty),
        Value::Map(pairs) => pairs.iter().all(|pair| is_empty(&pair.node)),
    }
}

/// Returns the items of a list, or of a text split at commas, semicolons and line breaks. Links are kept
/// whole.
pub fn items(node: &Node<'_>) -> impl Iterator<Item = Found<Box<str>>> {
    items_between(node, b",\n;")
}

/// As [`items`], for words that describe a person. One that stands as a label without a value of its own is an item,
/// too: `- vinyl:`, `jazz: true`.
pub fn items_or_labels(node: &Node<'_>) -> Vec<Found<Box<str>>> {
    match &node.value {
        Value::List(nodes) => nodes.iter().flat_map(items_or_labels).collect(),
        Value::Map(pairs) => pairs.iter().flat_map(item_or_label).collect(),
        Value::Null | Value::Text(_) => items(node).collect(),
    }
}

fn item_or_label(pair: &Pair<'_>) -> Vec<Found<Box<str>>> {
    let is_said = match text(&pair.node) {
        Some(found) => truth(found.value),
        None => is_empty(&pair.node).then_some(true),
    };
    match is_said {
        Some(true) => vec![Found { value: shown(&pair.key).into(), spot: pair.key_spot }],
        Some(false) => Vec::new(),
        None => items_or_labels(&pair.node),
    }
}

/// As [`items`], for names: an item of a list may hold a comma, so `["Lovelace, Ada"]` is one name.
pub fn names(node: &Node<'_>) -> impl Iterator<Item = Found<Box<str>>> {
    let is_list = matches!(node.value, Value::List(_));
    items_between(node, if is_list { b"\n" } else { b",\n;" })
}

fn items_between(node: &Node<'_>, separators: &'static [u8]) -> impl Iterator<Item = Found<Box<str>>> {
    texts(node).flat_map(move |found| {
        let parts = split_outside_links(found.value, separators);
        let plain = parts.map(shown).filter(|plain| !plain.is_empty());
        plain.map(move |plain| Found { value: plain.into(), spot: found.spot })
    })
}

/// Returns a text on one line as a reader sees it, with links replaced by what they show.
pub fn shown(text: &str) -> String {
    on_one_line(unlinked(text)).into_owned()
}

/// Splits a text at separators outside of `[[…]]`.
pub fn split_outside_links<'a>(text: &'a str, separators: &'static [u8]) -> impl Iterator<Item = &'a str> {
    parts(text, is_outside_links(separators))
}

/// Returns the parts of a text between the bytes that `is_end` finds, without the white space around them.
fn parts(text: &str, mut is_end: impl FnMut(u8) -> bool) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(&mut is_end);
        rest = end.and_then(|end| text.get(end + 1..));
        Some(text.get(..end.unwrap_or(text.len())).unwrap_or_default().trim())
    })
}

/// Returns a test that is given every byte of a text and tells whether it is a separator outside of `[[…]]`.
fn is_outside_links(separators: &'static [u8]) -> impl FnMut(u8) -> bool {
    let mut depth = 0_usize;
    move |byte| {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => return depth == 0 && separators.contains(&byte),
        }
        false
    }
}

/// Returns tags: a list, or a text split at commas and white space. `#` is optional.
pub fn tags<'n>(node: &'n Node<'_>) -> impl Iterator<Item = &'n str> {
    const SEPARATORS: &[u8] = b", \n\t";
    texts(node).flat_map(|found| {
        let is_linked = holds_pair(found.value, [b'['; 2]);
        let mut separates = is_outside_links(SEPARATORS);
        let is_end = move |byte| if is_linked { separates(byte) } else { SEPARATORS.contains(&byte) };
        let tag_of = move |part: &'n str| {
            if !is_linked {
                return part;
            }
            // The words of a link are one tag: `[[book club]]`, `#[[book club]]`.
            let tag = part.trim_start_matches('#');
            only_link(tag).map_or(tag, |link| link.shown)
        };
        let tags = parts(found.value, is_end).map(tag_of);
        tags.map(|tag| tag.trim().trim_start_matches('#').trim_matches('/')).filter(|tag| !tag.is_empty())
    })
}

/// Returns the [`tags`] of a node, each once.
pub fn tags_once(node: &Node<'_>) -> Vec<Box<str>> {
    let mut known = BTreeSet::new();
    tags(node).filter(|tag| known.insert(*tag)).map(Box::from).collect()
}

/// Returns addresses or numbers: a list, a map by label, or a text split at commas, semicolons and line
/// breaks. A label (`Work: …`) or a link around a value is removed.
pub fn labelled_items(node: &Node<'_>) -> impl Iterator<Item = Found<Box<str>>> {
    let (own, within) = match &node.value {
        Value::Null | Value::Text(_) => (Some(node), Vec::new()),
        Value::List(_) | Value::Map(_) => (None, without_kinds(node)),
    };
    own.into_iter().chain(within).flat_map(texts).flat_map(|found| {
        let mut depth = 0_usize;
        let parts = found.value.split(move |letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                // A remark such as `(old, bounced)` belongs to the text before it.
                ',' | ';' => return depth == 0,
                '\n' => depth = 0,
                _ => {}
            }
            letter == '\n'
        });
        let values = parts.map(|part| without_label(part.trim())).filter(|value| !value.is_empty());
        values.map(move |value| Found { value: value.into(), spot: found.spot })
    })
}

/// Returns the values of a node without those that describe another value: `{email: …, type: work}`.
fn without_kinds<'n, 'a>(node: &'n Node<'a>) -> Vec<&'n Node<'a>> {
    match &node.value {
        Value::List(nodes) => nodes.iter().flat_map(without_kinds).collect(),
        Value::Map(pairs) => {
            let is_kind = |pair: &&Pair<'_>| {
                let key = folded(&pair.key);
                // `email_label`, `phone type`
                key.ends_with("label")
                    || key.ends_with("type")
                    || matches!(key.as_ref(), "kind" | "primary" | "preferred" | "pref" | "name")
            };
            let (kinds, values): (Vec<&Pair<'_>>, Vec<&Pair<'_>>) = pairs.iter().partition(is_kind);
            let wanted = if values.is_empty() { kinds } else { values };
            wanted.into_iter().flat_map(|pair| without_kinds(&pair.node)).collect()
        }
        Value::Null | Value::Text(_) => vec![node],
    }
}

/// Whether a value says that there is none, or that it is not known.
pub fn is_unknown(text: &str) -> bool {
    let word = text.trim();
    // Dates are short, too, and need not be folded.
    let may_be_word = word.len() <= LONGEST_NOTHING && !begins_with_digit(word);
    let is_word = || matches!(folded(word).as_ref(), "na" | "none" | "null" | "nil" | "todo");
    is_placeholder(text) || (may_be_word && is_word())
}

/// As [`is_unknown`], for names and other words, since people and companies are called Na, Nil and Todo.
pub fn is_no_word(text: &str) -> bool {
    is_placeholder(text) || text.trim().eq_ignore_ascii_case("none")
}

/// Bytes of the longest word for nothing, with some room.
const LONGEST_NOTHING: usize = 12;

/// Whether a text means nothing in every key: `N/A`, `unknown`, `TBD`, `-`, `?`.
pub fn is_placeholder(text: &str) -> bool {
    // The first byte rules out nearly all values.
    let may_begin_so = |first: u8| {
        matches!(first, b'-' | b'?' | b'.' | b'n' | b'N' | b'u' | b'U' | b't' | b'T')
            || first.is_ascii_whitespace()
            || may_fold_away(first)
    };
    if text.bytes().next().is_some_and(|first| !may_begin_so(first)) {
        return false;
    }
    let text = text.trim();
    text.len() <= LONGEST_NOTHING
        && text != "."
        && (text.bytes().all(|byte| matches!(byte, b'-' | b'?' | b'.'))
            || matches!(folded(text).as_ref(), "n/a" | "unknown" | "tbd" | "tba" | "unbekannt" | "—" | "–"))
}

/// Whether a letter beyond ASCII with this first byte may be a dash, or be gone when it is folded, as white space is.
fn may_fold_away(first: u8) -> bool {
    matches!(first, 0xc2 | 0xe1..=0xe3 | 0xef)
}

/// Whether a node holds only texts that mean nothing.
pub fn is_absent(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Text(text) => is_placeholder(text),
        Value::List(nodes) => nodes.iter().all(is_absent),
        Value::Null | Value::Map(_) => false,
    }
}

/// Returns an address or number without what is around it, as in `Work: ada@acme.example`,
/// `[ada@acme.example](mailto:…)` and `Ada <ada@acme.example>`.
fn without_label(text: &str) -> String {
    // Anything around a value needs one of these.
    if !text.bytes().any(|byte| matches!(byte, b':' | b'[' | b'<' | b'(')) {
        return one_line(text);
    }
    let text = match text.split_once(" (") {
        Some((address, remark)) if address.contains('@') && remark.ends_with(')') => address.trim(),
        _ => text,
    };
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

/// Minimum digits of a phone number. A shorter one may be anything else that a log entry says.
const LEAST_DIGITS: usize = 5;

/// Whether a text is a phone number, perhaps with a word in brackets, and not a date.
pub fn is_phone_number(text: &str) -> bool {
    let mut depth = 0_usize;
    let is_written_so = text.chars().all(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            letter if letter.is_alphabetic() => return depth > 0,
            _ => {}
        }
        true
    });
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    is_written_so && digits >= LEAST_DIGITS && leading(text, None).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::front_matter::yaml::parse_events;
    use crate::core::place::Spot;
    use proptest::prelude::*;

    #[test]
    fn values_are_ruled_out_by_first_bytes_of_other_letters() {
        for letter in ('\u{80}'..='\u{1ffff}').map(String::from) {
            let is_other =
                |folded: &str| !folded.is_empty() && !folded.starts_with(['n', 't', 'u', '—', '–']);
            assert!(may_fold_away(letter.as_bytes()[0]) || is_other(&folded(&letter)), "{letter:?}");
        }
    }

    fn node(value: &str) -> Node<'static> {
        match parse_events(&format!("a: {value}"), 1).unwrap().value {
            Value::Map(mut pairs) => pairs.remove(0).node,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_shape_gives_its_values() {
        let emails = |value: &str| {
            labelled_items(&node(value)).map(|found| found.value.into_string()).collect::<Vec<_>>()
        };
        assert_eq!(emails("a@b.example"), ["a@b.example"]);
        assert_eq!(emails("[a@b.example, c@d.example]"), ["a@b.example", "c@d.example"]);
        assert_eq!(emails("{work: a@b.example, home: c@d.example}"), ["a@b.example", "c@d.example"]);
        assert_eq!(emails("\"Work: a@b.example\""), ["a@b.example"]);
        assert_eq!(emails("\"[a@b.example](mailto:a@b.example)\""), ["a@b.example"]);
        assert_eq!(emails("Ada <a@b.example>"), ["a@b.example"]);
        assert_eq!(emails("a@b.example (old, bounced), c@d.example"), ["a@b.example", "c@d.example"]);
        assert_eq!(emails("(030) 123, +44 20 (work)"), ["(030) 123", "+44 20 (work)"]);
        assert_eq!(
            tags_once(&node("\"#friend, client/acme #x\"")),
            ["friend".into(), "client/acme".into(), "x".into()]
        );
        assert_eq!(tags_once(&node("[\"[[client]]\", x]")), ["client".into(), "x".into()]);
        assert_eq!(tags_once(&node("\"[[book club]], x #y\"")), ["book club".into(), "x".into(), "y".into()]);
        assert_eq!(
            tags_once(&node("\"#people [[client]] #[[Key Account]], [vip](Tags/vip.md) z\"")),
            ["people".into(), "client".into(), "Key Account".into(), "vip".into(), "z".into()]
        );
        assert_eq!(emails("[{email: a@b.example, type: work}]"), ["a@b.example"]);
        assert_eq!(emails("[{email_label: Personal, email_address: a@b.example}]"), ["a@b.example"]);
        assert_eq!(emails("{phone-type: Mobile, phone-number: '555'}"), ["555"]);
        let words = |value: &str| {
            items_or_labels(&node(value))
                .into_iter()
                .map(|found| found.value.into_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(words("{work: a designer, music: [jazz, vinyl]}"), ["a designer", "jazz", "vinyl"]);
        assert_eq!(words("{jazz: , vinyl: true, golf: no}"), ["jazz", "vinyl"]);
        assert_eq!(words("[a designer: , [tea]]"), ["a designer", "tea"]);
        assert!(words("{}").is_empty() && words("[]").is_empty());
        assert!(is_unknown("N/A") && is_unknown("?") && is_unknown("-") && !is_unknown("2026"));
        assert!(is_unknown(" TBD ") && is_unknown("nil") && is_unknown("—") && !is_unknown("Nora"));
        assert!(is_no_word("n/a") && is_no_word("None") && !is_no_word("Na") && !is_no_word("Todo"));
        assert!(is_absent(&node("[\"-\", unknown]")) && !is_absent(&node("[x, \"?\"]")));
        let names =
            |value: &str| names(&node(value)).map(|found| found.value.into_string()).collect::<Vec<_>>();
        assert_eq!(names("[\"Lovelace, Ada\", Countess]"), ["Lovelace, Ada", "Countess"]);
        assert_eq!(names("Ada, Countess; \"A, B\""), ["Ada", "Countess", "\"A", "B\""]);
        let items =
            |value: &str| items(&node(value)).map(|found| found.value.into_string()).collect::<Vec<_>>();
        assert_eq!(items("\"[[Acme, Inc]], Foo\""), ["Acme, Inc", "Foo"]);
        assert_eq!(items("[[a, [b]], c]"), ["a", "b", "c"]);
    }

    #[test]
    fn texts_are_in_order_at_any_depth() {
        let node = node("[a, [b, {c: d, e: [f, ' ']}], g, [[h], ~], {i: j}, k]");
        let found: Vec<&str> = texts(&node).map(|found| found.value).collect();
        assert_eq!(found, ["a", "b", "d", "f", "g", "h", "j", "k"]);
    }

    proptest! {
        #[test]
        fn tags_are_split_at_commas_and_spaces(text in "[a-cA1é#/, \t\u{a0}_-]{0,9}") {
            let node = Node { value: Value::Text((&*text).into()), spot: Spot::new(1, 1) };
            let mut expected: Vec<Box<str>> = Vec::new();
            for tag in text.split([',', ' ', '\n', '\t']) {
                let tag = tag.trim().trim_start_matches('#').trim_matches('/');
                if !tag.is_empty() && !expected.iter().any(|known| **known == *tag) {
                    expected.push(tag.into());
                }
            }
            prop_assert_eq!(tags_once(&node), expected);
        }
    }
}
