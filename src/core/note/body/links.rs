//! Links in the text of a line: `[[wikilinks]]` and Markdown links to notes.
//! Found on one line only, so that `[[a` never reaches over a line break.

use crate::core::bytes::position;
use crate::core::place::without_ending;
use crate::core::text::holds_any;
use std::borrow::Cow;

/// Bytes that a link may have.
const LONGEST: usize = 2_000;

/// A link in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// Byte where it begins, its `!` included.
    pub start: usize,
    /// Byte after its end.
    pub end: usize,
    /// What it points to, as written, without heading, alias and `.md`.
    pub target: &'a str,
    /// What a reader sees.
    pub shown: &'a str,
    /// An embed (`![[…]]`), which shows another note's text.
    pub embed: bool,
    /// Whether it points outside the vault (`https:` and the like).
    pub outside: bool,
}

/// The links of a line, in order.
pub fn links(line: &str) -> Vec<Link<'_>> {
    let mut found = Vec::new();
    push_links(line, &mut found);
    found
}

/// Adds the links of a line, for whoever goes through many lines with one list.
pub fn push_links<'a>(line: &'a str, found: &mut Vec<Link<'a>>) {
    if holds_any(line, [b'[']) {
        found.extend(each(line));
    }
}

/// The links of a line, one after the other.
fn each(line: &str) -> impl Iterator<Item = Link<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + position(line.as_bytes().get(at..)?, |byte| byte == b'[')?;
            let link = wiki(line, start).or_else(|| markdown(line, start));
            at = link.as_ref().map_or(start + 1, |link| link.end);
            if link.is_some() {
                return link;
            }
        }
    })
}

/// The one link that a value consists of, or `None`.
pub fn only_link(text: &str) -> Option<Link<'_>> {
    let line = text.trim();
    each(line).next().filter(|link| link.start == 0 && link.end == line.len())
}

/// A value without the link around it: `[[Acme|the firm]]` is `the firm`.
pub fn unlinked(text: &str) -> Cow<'_, str> {
    if !holds_any(text, [b'[']) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for link in each(text) {
        plain.push_str(text.get(at..link.start).unwrap_or_default());
        if !link.embed {
            plain.push_str(link.shown);
        }
        at = link.end;
    }
    plain.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(plain)
}

/// The text from `start` on, as far as a link may reach: so that a line of
/// nothing but brackets costs no more than its length.
fn near(line: &str, start: usize) -> Option<&str> {
    line.get(start..).map(|rest| crate::core::text::prefix(rest, LONGEST))
}

fn wiki(line: &str, start: usize) -> Option<Link<'_>> {
    let inner = near(line, start)?.strip_prefix("[[")?;
    // The first pair of brackets closes it: where another opens first, this one is no link.
    let length = first_pair(inner.as_bytes())?;
    let (inner, _) = inner.split_at_checked(length).filter(|(_, rest)| rest.starts_with(']'))?;
    let embed = line.get(..start).is_some_and(|before| before.ends_with('!'));
    // Most links are the name of a note and nothing else.
    let (target, shown) = if holds_any(inner, [b'|', b'#', b'^', b'/']) {
        target_and_shown(inner)
    } else {
        let name = without_ending(inner.trim());
        (name, name)
    };
    (!target.is_empty()).then_some(Link {
        start: if embed { start - 1 } else { start },
        end: start + length + 4,
        target,
        shown,
        embed,
        outside: false,
    })
}

/// Where the first two brackets of one kind stand side by side.
fn first_pair(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + position(bytes.get(from..)?, |byte| (byte == b'[') | (byte == b']'))?;
        if bytes.get(at) == bytes.get(at + 1) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// What a wikilink points to, and what a reader sees of it: `People/Ada#Log|her`.
fn target_and_shown(inner: &str) -> (&str, &str) {
    let (target, alias) = match inner.split_once('|') {
        Some((target, alias)) => (target.trim_end_matches('\\'), Some(alias.trim())),
        None => (inner, None),
    };
    let target = without_ending(target.split(['#', '^']).next().unwrap_or(target).trim());
    (target, alias.unwrap_or_else(|| target.rsplit('/').next().unwrap_or(target)))
}

fn markdown(line: &str, start: usize) -> Option<Link<'_>> {
    let rest = near(line, start + 1)?;
    let (shown, after) = rest.split_once("](")?;
    if shown.contains(['[', ']']) {
        return None;
    }
    let (target, _) = match after.strip_prefix('<') {
        Some(angled) => angled.split_once(">)")?,
        None => after.split_once(')')?,
    };
    let closing = if after.starts_with('<') { 3 } else { 1 };
    let end = start + 1 + shown.len() + 2 + target.len() + closing;
    let embed = line.get(..start).is_some_and(|before| before.ends_with('!'));
    let outside = is_url(target);
    let target = if outside { target } else { target.split('#').next().unwrap_or(target) };
    (!target.is_empty()).then_some(Link {
        start: if embed { start - 1 } else { start },
        end,
        target: if outside { target } else { without_ending(target) },
        shown,
        embed,
        outside,
    })
}

/// Whether a target is an address with a scheme.
pub fn is_url(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        (2..=12).contains(&scheme.len())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
    })
}

/// The addresses that stand in a line, in links or bare.
pub fn urls(line: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '>' | ')' | ']' | '"' | '|' | '<');
    // Most lines have no address, and a slash is found sooner than a word.
    let mut rest = if holds_any(line, [b'/']) { line } else { "" };
    let words = std::iter::from_fn(move || {
        let from = rest.get(rest.find("http")?..)?;
        let (word, behind) = from.split_at_checked(from.find(ends).unwrap_or(from.len()))?;
        rest = behind;
        Some(word.trim_end_matches(['.', ',', ';', ':', '!', '?']))
    });
    words.filter(|word| word.starts_with("http://") || word.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_bare_name_is_target_and_shown(inner in "(Ada|\\\\|\\.md|\\.MD| |é|\\||#|\\^|/){0,5}") {
            let line = format!("[[{inner}]]");
            let found = wiki(&line, 0).map(|link| (link.target, link.shown));
            let expected = Some(target_and_shown(&inner)).filter(|(target, _)| !target.is_empty());
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn a_link_reaches_to_the_first_pair_without_another_in_it(line in "(\\[|\\]|a|é|\\||#){0,12}") {
            let inner = line.strip_prefix("[[").and_then(|inner| Some(inner.split_once("]]")?.0));
            let expected = inner.filter(|inner| !inner.contains("[["));
            let found = wiki(&line, 0);
            let target = |inner: &str| {
                let target = inner.split(['|', '#']).next().unwrap_or_default();
                (!target.is_empty()).then(|| (target.to_owned(), inner.len() + 4))
            };
            prop_assert_eq!(found.map(|link| (link.target.to_owned(), link.end)), expected.and_then(target));
        }
    }

    #[test]
    fn links_give_target_and_shown_text() {
        #[track_caller]
        fn case(line: &str, expected: &[(&str, &str)]) {
            let found: Vec<_> = links(line).iter().map(|link| (link.target, link.shown)).collect();
            assert_eq!(found, expected, "{line}");
        }
        case("met [[Ada]] today", &[("Ada", "Ada")]);
        case(
            "[[People/Ada Lovelace|Ada]] and [[Ben#Log]]",
            &[("People/Ada Lovelace", "Ada"), ("Ben", "Ben")],
        );
        case("[[Ada.md]] ![[photo.jpg]]", &[("Ada", "Ada"), ("photo.jpg", "photo.jpg")]);
        case("see [the note](<People/Ada L.md>)", &[("People/Ada L", "the note")]);
        case("see [x](People/Ada.md#Log)", &[("People/Ada", "x")]);
        case("[[a [[Ben]]", &[("Ben", "Ben")]);
        case("[[open and [ ] nothing", &[]);
        case("| [[Ada\\|A]] |", &[("Ada", "A")]);
        case("[[]] [[#Log]] [[|x]]", &[]);
    }

    #[test]
    fn outside_links_and_urls_are_known() {
        assert!(links("[x](https://a.example/b)")[0].outside);
        assert_eq!(
            urls("see <https://a.example/1>, https://b.example/x.").collect::<Vec<_>>(),
            ["https://a.example/1", "https://b.example/x"]
        );
        assert_eq!(unlinked("at [[Acme|the firm]] with [[Ben]]"), "at the firm with Ben");
        assert!(only_link(" [[Ada]] ").is_some() && only_link("[[A]], [[B]]").is_none());
    }
}
