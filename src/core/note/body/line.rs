//! A line as plain words: its links held together, its hashtags and marks taken out.

use super::line_marks::LineMarks;
use super::links::{Link, links};
use crate::core::bytes::position;
use crate::core::text::holds_any;
use std::borrow::Cow;
use std::ops::Range;

/// A line as plain words, with what was taken out of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plain<'a> {
    /// The text with links as their shown text and without hashtags and emphasis marks.
    pub text: Cow<'a, str>,
    /// Hashtags in order, folded to lower case, without `#`.
    pub hashtags: Vec<String>,
}

/// Characters that would end a word or a head, and what stands for each inside a link:
/// code points that are no characters, so no text holds them.
const HELD: [(char, char); 8] = [
    (' ', '\u{a0}'),
    (',', '\u{fdd0}'),
    ('.', '\u{fdd1}'),
    (';', '\u{fdd2}'),
    (':', '\u{fdd3}'),
    ('(', '\u{fdd4}'),
    ('–', '\u{fdd5}'),
    ('—', '\u{fdd6}'),
];

fn held(letter: char) -> char {
    HELD.iter().find(|(free, _)| *free == letter).map_or(letter, |(_, held)| *held)
}

fn free(letter: char) -> char {
    HELD.iter().find(|(_, held)| *held == letter).map_or(letter, |(free, _)| *free)
}

/// Text with the characters of its links as they were.
pub fn released(text: &str) -> Cow<'_, str> {
    if !holds_any(text, HELD_BEGINS) {
        return Cow::Borrowed(text);
    }
    let mut released = String::with_capacity(text.len());
    let may_begin = |byte| (byte == HELD_BEGINS[0]) | (byte == HELD_BEGINS[1]);
    push_exchanged(text, (may_begin, free), &mut released);
    Cow::Owned(released)
}

/// The bytes that the UTF-8 of what stands for a character that is held begins with.
const HELD_BEGINS: [u8; 2] = [0xc2, 0xef];

/// Whether the UTF-8 of a character that is held may begin with this byte.
fn may_begin_free(byte: u8) -> bool {
    let begins_word = (byte == b' ') | (byte == b',') | (byte == b'.') | (byte == b'(');
    begins_word | (byte == b';') | (byte == b':') | (byte == 0xe2)
}

/// Appends a text with some of its letters exchanged. What lies between letters that may be one of
/// them goes in one piece.
fn push_exchanged(
    text: &str,
    (may_begin, exchange): (impl Fn(u8) -> bool, impl Fn(char) -> char),
    to: &mut String,
) {
    let mut rest = text;
    while let Some((before, from)) =
        position(rest.as_bytes(), &may_begin).and_then(|at| rest.split_at_checked(at))
    {
        to.push_str(before);
        let mut letters = from.chars();
        if let Some(letter) = letters.next() {
            to.push(exchange(letter));
        }
        rest = letters.as_str();
    }
    to.push_str(rest);
}

/// Turns the text of a line into plain words. A link's words are held together, so
/// that `[[Müller, Jürgen]]` is one word of the line.
pub fn plain(text: &str) -> Plain<'_> {
    plain_with(text, &links(text))
}

/// As [`plain`], for whoever has the links of the line already.
pub fn plain_with<'a>(text: &'a str, links: &[Link<'_>]) -> Plain<'a> {
    // Most lines are plain as they stand.
    let marks = LineMarks::of(text);
    if links.is_empty() && !marks.hold(LineMarks::NO_WORDS) {
        return Plain { text: Cow::Borrowed(text), hashtags: Vec::new() };
    }
    let mut words = String::with_capacity(text.len());
    let hashtags = push_plain(text, links, marks, &mut words);
    Plain { text: Cow::Owned(words), hashtags }
}

/// Appends the plain words of a line with these links and marks, and gives its hashtags.
pub fn push_plain(text: &str, links: &[Link<'_>], marks: LineMarks, words: &mut String) -> Vec<String> {
    let is_marked = marks.hold(LineMarks::NO_WORDS);
    let mut hashtags = Vec::new();
    let mut push = |between: Range<usize>, words: &mut String| {
        let between = text.get(between).unwrap_or_default();
        if is_marked { push_words(between, words, &mut hashtags) } else { words.push_str(between) }
    };
    words.reserve(text.len());
    let mut at = 0;
    for link in links {
        push(at..link.start, words);
        if !link.embed {
            push_exchanged(link.shown, (may_begin_free, held), words);
        }
        at = link.end;
    }
    push(at..text.len(), words);
    hashtags
}

/// The hashtags of a line with these links, as [`plain_with`] has them.
pub fn hashtags(text: &str, links: &[Link<'_>]) -> Vec<String> {
    if holds_any(text, [b'#']) { plain_with(text, links).hashtags } else { Vec::new() }
}

fn push_words(text: &str, words: &mut String, hashtags: &mut Vec<String>) {
    let mut rest = text;
    while let Some((before, shown, behind)) = heading_link(rest) {
        push_tagged(before, words, hashtags);
        push_exchanged(shown, (may_begin_free, held), words);
        rest = behind;
    }
    push_tagged(rest, words, hashtags);
}

/// The first link to a heading of the note itself, `[[#Log|hers]]` or `[hers](#log)`: what stands before it, what a
/// reader sees of it, and what stands behind. It names no note, so it is none of the [`links`] of a line.
fn heading_link(text: &str) -> Option<(&str, &str, &str)> {
    let at = text
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| text.get(..*at).is_some_and(|before| before.ends_with("[[") || before.ends_with("](")))?;
    let (opened, from) = text.split_at_checked(at)?;
    if let Some(before) = opened.strip_suffix("[[") {
        let (inner, behind) = from.split_once("]]")?;
        let shown = inner.split_once('|').map_or(inner.trim_start_matches('#'), |(_, shown)| shown);
        return Some((before, shown, behind));
    }
    let (before, shown) = opened.strip_suffix("](")?.rsplit_once('[')?;
    let (_, behind) = from.split_once(')')?;
    Some((before, shown, behind))
}

fn push_tagged(text: &str, words: &mut String, hashtags: &mut Vec<String>) {
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        let (before, from) = rest.split_at(at);
        let tag = hashtag(before, from);
        push_unmarked(before, words);
        match tag {
            Some(tag) => {
                hashtags.push(tag.to_lowercase());
                rest = from.get(tag.len() + 1..).unwrap_or_default();
            }
            None => {
                words.push('#');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    push_unmarked(rest, words);
}

/// Text without the marks of emphasis; `_` inside a word stays.
fn push_unmarked(text: &str, to: &mut String) {
    text.split(['*', '`']).for_each(|unmarked| to.push_str(unmarked));
}

/// The hashtag that `from` begins with, if what is before it allows one: letters,
/// digits, `-`, `_`, `/`, and not a number alone. A link to a heading of the note is none:
/// `[[#Contact]]`, `[Contact](#contact)`, `[contact]: #contact`.
pub fn hashtag<'a>(before: &str, from: &'a str) -> Option<&'a str> {
    if before
        .chars()
        .next_back()
        .is_some_and(|letter| !letter.is_whitespace() && !matches!(letter, '(' | ',' | ';' | '['))
    {
        return None;
    }
    if before.ends_with("[[") || before.ends_with("](") || is_of_definition(before) {
        return None;
    }
    let tag = from.strip_prefix('#')?;
    let end = tag
        .find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/')))
        .unwrap_or(tag.len());
    let tag = tag.get(..end)?.trim_end_matches('/');
    (tag.chars().any(|letter| !letter.is_ascii_digit() && letter.is_alphanumeric())).then_some(tag)
}

/// Whether what stands before a `#` is the name of a link that is defined on its line: `[contact]: `.
fn is_of_definition(before: &str) -> bool {
    let name = before.trim_end().strip_suffix("]:").and_then(|name| name.trim_start().strip_prefix('['));
    // What stands behind `[^1]:` is the text of a footnote.
    name.is_some_and(|name| !name.contains(['[', ']', '^']))
}

/// Characters that may stand between a date and its words.
pub fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ':' | '-' | '–' | '—' | '|' | '(' | ')' | ',' | '.' | ';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_are_exchanged_wherever_they_stand(text in "[a ,.;:(–—\u{a0}é\u{fdd0}-\u{fdd7}]{0,12}") {
            let mut words = String::new();
            push_exchanged(&text, (may_begin_free, held), &mut words);
            prop_assert_eq!(&words, &text.chars().map(held).collect::<String>());
            let freed = words.chars().map(free).collect::<String>();
            prop_assert_eq!(released(&words), freed);
        }
    }

    #[test]
    fn links_to_headings_are_no_hashtags() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert_eq!(hashtags(text, &links(text)), expected, "{text}");
        }
        case("[Contact](#contact) #x", &["x"]);
        case("![](#people) and [[#Contact]], ![[#Log|log]]", &[]);
        case("[people]: #people", &[]);
        case("[[Ada#Log]] [[Ada]]: #x [#y], (#z)", &["x", "y", "z"]);
        case("see [x] : #x, [] #y", &["x", "y"]);
        case("[^1]: #x", &["x"]);
    }

    #[test]
    fn of_a_link_to_a_heading_there_is_what_a_reader_sees() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(released(&plain(text).text), expected, "{text}");
        }
        case("about [her wish](#wish) and [[#Tea time]]", "about her wish and Tea time");
        case("[[#Log|hers]] #x, [a](b#c) [[Ada#Log]]", "hers , a Ada");
        case("[[#open and ](#x", "[[#open and ](#x");
    }

    #[test]
    fn hashtags_are_taken_out() {
        let read = plain("**dinner** #thanks, issue #12 and a#b #Ask");
        assert_eq!(read.hashtags, ["thanks", "ask"]);
        assert_eq!(read.text.split_whitespace().collect::<Vec<_>>().join(" "), "dinner , issue #12 and a#b");
    }
}
