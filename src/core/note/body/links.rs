//! Finds links in a line: `[[wikilinks]]` and Markdown links. A link never spans lines, so `[[a` cannot reach
//! over a line break.

use crate::core::bytes::split_once_at;
use crate::core::place::{last_part, without_ending};
use crate::core::text::holds_any;
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// Maximum bytes of a link.
const LONGEST: usize = 2_000;

/// A link in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// First byte, including the `!` of an embed.
    pub start: usize,
    /// Byte after the link.
    pub end: usize,
    /// The target as written, without heading, alias and `.md`.
    pub target: &'a str,
    /// The text that a reader sees.
    pub shown: &'a str,
    /// Whether it is an embed (`![[…]]`), which shows the text of another note.
    pub embed: bool,
    /// Whether it points outside the vault, as `https:` does.
    pub outside: bool,
}

/// Returns the links of a line, in order.
pub fn links(line: &str) -> Vec<Link<'_>> {
    each(line).collect()
}

/// Iterates over the links of a line.
fn each(line: &str) -> impl Iterator<Item = Link<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + memchr(b'[', line.as_bytes().get(at..)?)?;
            let link = wiki(line, start).or_else(|| markdown(line, start));
            at = link.as_ref().map_or(start + 1, |link| link.end);
            if link.is_some() {
                return link;
            }
        }
    })
}

/// Returns the image or other embed that a text begins with.
pub fn leading_embed(text: &str) -> Option<Link<'_>> {
    each(text).next().filter(|link| link.embed && link.start == 0)
}

/// Returns the link if a text is one link and nothing else.
pub fn only_link(text: &str) -> Option<Link<'_>> {
    let line = text.trim();
    each(line).next().filter(|link| link.start == 0 && link.end == line.len())
}

/// Replaces links by what they show: `[[Acme|the firm]]` becomes `the firm`.
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

/// Returns the text from `start` on, up to the maximum length of a link, so that a line full of brackets
/// takes linear time.
fn near(line: &str, start: usize) -> Option<&str> {
    line.get(start..).map(|rest| crate::core::text::prefix(rest, LONGEST))
}

fn wiki(line: &str, start: usize) -> Option<Link<'_>> {
    let inner = near(line, start)?.strip_prefix("[[")?;
    // The first double bracket must close the link; if another link opens first, this is not a link.
    let length = first_pair(inner.as_bytes())?;
    let (inner, _) = inner.split_at_checked(length).filter(|(_, rest)| rest.starts_with(']'))?;
    let embed = line.get(..start).is_some_and(|before| before.ends_with('!'));
    // Most links are only the name of a note.
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

/// Returns the position of the first `[[` or `]]`.
fn first_pair(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + memchr2(b'[', b']', bytes.get(from..)?)?;
        if bytes.get(at) == bytes.get(at + 1) {
            return Some(at);
        }
        from = at + 1;
    }
}

/// Splits a wikilink such as `People/Ada#Log|her` into its target and the text it shows.
fn target_and_shown(inner: &str) -> (&str, &str) {
    let (target, alias) = match split_once_at(inner, b'|') {
        Some((target, alias)) => (target.trim_end_matches('\\'), Some(alias.trim())),
        None => (inner, None),
    };
    let target = without_ending(target.split(['#', '^']).next().unwrap_or(target).trim());
    (target, alias.unwrap_or_else(|| last_part(target)))
}

fn markdown(line: &str, start: usize) -> Option<Link<'_>> {
    let rest = near(line, start + 1)?;
    let (shown, after) = rest.split_once("](")?;
    if shown.contains(['[', ']']) {
        return None;
    }
    let (target, _) = match after.strip_prefix('<') {
        Some(angled) => angled.split_once(">)")?,
        None => after.split_at_checked(closing_bracket(after)?)?,
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

/// Returns where the bracket closes that a link's target is in. Brackets in the target are in pairs, or else the
/// first one closes it.
fn closing_bracket(after: &str) -> Option<usize> {
    let mut open = 0_u32;
    let ends = |(at, letter): (usize, char)| {
        match letter {
            '(' => open += 1,
            ')' if open == 0 => return Some(Some(at)),
            ')' => open -= 1,
            letter if letter.is_whitespace() => return Some(None),
            _ => {}
        }
        None
    };
    after.char_indices().find_map(ends).flatten().or_else(|| after.find(')'))
}

/// Whether a link target is a URL with a scheme.
pub fn is_url(target: &str) -> bool {
    target.split_once(':').is_some_and(|(scheme, _)| {
        (2..=12).contains(&scheme.len())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+')
    })
}

/// Returns the URLs in a line, in links or bare.
pub fn urls(line: &str) -> impl Iterator<Item = &str> {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, '>' | ')' | ']' | '"' | '|' | '<');
    // Most lines have no URL, and a slash is quicker to search for.
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
        fn a_link_ends_at_the_first_closing_pair(line in "(\\[|\\]|a|é|\\||#){0,12}") {
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
        case(
            "see [Rust](https://a.example/Rust_(language)) page",
            &[("https://a.example/Rust_(language)", "Rust")],
        );
        case("([x](a (b) and more", &[("a (b", "x")]);
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

    #[test]
    fn links_are_shown_without_their_brackets() {
        assert_eq!(unlinked("send [[Mum|mum]] the `#plan`"), "send mum the `#plan`");
        assert_eq!(unlinked("[Jane](../Jane%20Doe.md): [x] no link [["), "Jane: [x] no link [[");
    }
}
