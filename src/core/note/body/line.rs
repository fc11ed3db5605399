//! Turns a line into plain words: links become single words, and hashtags and marks are removed.

use super::line_marks::LineMarks;
use super::links::{Link, links};
use crate::core::bytes::position;
use crate::core::text::{behind_start, holds_any, is_one_of};
use memchr::memchr_iter;
use std::borrow::Cow;
use std::ops::Range;

/// A line as plain words.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plain<'a> {
    /// The text, with links replaced by what they show, and without hashtags, emphasis marks and no-break spaces.
    pub text: Cow<'a, str>,
    /// Hashtags in order, in lower case, without `#`.
    pub hashtags: Vec<String>,
}

/// Characters that end a word or the head of a line, and the character that replaces each inside a link. The
/// replacements are noncharacters, so no text contains them; only the space becomes a no-break space.
const HELD: [(char, char); 9] = [
    (' ', '\u{a0}'),
    (',', '\u{fdd0}'),
    ('.', '\u{fdd1}'),
    (';', '\u{fdd2}'),
    (':', '\u{fdd3}'),
    ('(', '\u{fdd4}'),
    (')', '\u{fdd7}'),
    ('–', '\u{fdd5}'),
    ('—', '\u{fdd6}'),
];

fn held(letter: char) -> char {
    HELD.iter().find(|(free, _)| *free == letter).map_or(letter, |(_, held)| *held)
}

fn free(letter: char) -> char {
    HELD.iter().find(|(_, held)| *held == letter).map_or(letter, |(free, _)| *free)
}

/// Returns the text with the characters of its links restored.
pub fn released(text: &str) -> Cow<'_, str> {
    if !holds_any(text, HELD_BEGINS) {
        return Cow::Borrowed(text);
    }
    let mut released = String::with_capacity(text.len());
    let may_begin = |byte| (byte == HELD_BEGINS[0]) | (byte == HELD_BEGINS[1]);
    push_exchanged(text, (may_begin, free), &mut released);
    Cow::Owned(released)
}

/// First UTF-8 bytes of the replacements.
const HELD_BEGINS: [u8; 2] = [0xc2, 0xef];

/// Whether a byte may begin one of the characters that are replaced.
fn may_begin_free(byte: u8) -> bool {
    let begins_word = (byte == b' ') | (byte == b',') | (byte == b'.') | (byte == b'(') | (byte == b')');
    begins_word | (byte == b';') | (byte == b':') | (byte == 0xe2)
}

/// Appends a text, replacing some of its letters. `may_begin` finds the bytes that may begin one of them; the
/// text between is copied in one piece.
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

/// Turns a line into plain words. The words of a link are joined, so `[[Müller, Jürgen]]` is one word.
pub fn plain(text: &str) -> Plain<'_> {
    plain_with(text, &links(text))
}

/// As [`plain`], for callers that already have the links of the line.
pub fn plain_with<'a>(text: &'a str, links: &[Link<'_>]) -> Plain<'a> {
    // Most lines need no change.
    let marks = LineMarks::of(text);
    if links.is_empty() && !marks.hide_words(text) {
        return Plain { text: Cow::Borrowed(text), hashtags: Vec::new() };
    }
    let mut words = String::with_capacity(text.len());
    let hashtags = push_plain(text, links, marks, &mut words);
    Plain { text: Cow::Owned(words), hashtags }
}

/// Appends the plain words of a line with these links and marks, and returns its hashtags.
pub fn push_plain(text: &str, links: &[Link<'_>], marks: LineMarks, words: &mut String) -> Vec<String> {
    let is_marked = marks.hide_words(text);
    let mut hashtags = Vec::new();
    let push = |between: Range<usize>, words: &mut String, hashtags: &mut Vec<String>| {
        let between = text.get(between).unwrap_or_default();
        if is_marked { push_words(between, words, hashtags) } else { words.push_str(between) }
    };
    words.reserve(text.len());
    let mut at = 0;
    for link in links {
        push(at..link.start, words, &mut hashtags);
        if is_marked {
            hashtags.extend(linked_hashtag(text, link));
        }
        if !link.embed {
            push_exchanged(link.shown, (may_begin_free, held), words);
        }
        at = link.end;
    }
    push(at..text.len(), words, &mut hashtags);
    hashtags
}

/// Returns the hashtag that a link with a `#` before it is: `#[[proposal]]`, as Logseq writes them. Its words stay.
fn linked_hashtag(text: &str, link: &Link<'_>) -> Option<String> {
    let before = text.get(..link.start)?.strip_suffix('#')?;
    let tag = text.get(link.start..link.end)?.strip_prefix("[[")?.strip_suffix("]]")?;
    let written = format!("#{tag}");
    hashtag(before, &written).filter(|found| *found == tag).map(str::to_lowercase)
}

/// Returns the hashtags of a line with these links.
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

/// Splits a text at its first link to a heading of the same note, `[[#Log|hers]]` or `[hers](#log)`: the text
/// before it, what the link shows, and the text after it. Such a link names no note, so it is not among the
/// [`links`].
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

/// Appends a text with a dash for `<br>`, which separates as it does.
fn push_tagged(text: &str, words: &mut String, hashtags: &mut Vec<String>) {
    let mut rest = text;
    while let Some((before, behind)) = split_at_break(rest) {
        push_line(before.trim_end(), words, hashtags);
        words.push_str(" – ");
        rest = behind;
    }
    push_line(rest, words, hashtags);
}

fn push_line(text: &str, words: &mut String, hashtags: &mut Vec<String>) {
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        let (before, from) = rest.split_at(at);
        if let Some((before, behind)) = priority(before, from) {
            push_unmarked(before, words);
            rest = behind;
            continue;
        }
        match hashtag(before, from) {
            Some(tag) => {
                let behind = from.get(tag.len() + 1..).unwrap_or_default();
                let highlighted = before.strip_suffix("==").zip(behind.strip_prefix("=="));
                let (before, behind) = highlighted.unwrap_or((before, behind));
                push_unmarked(before, words);
                hashtags.push(tag.to_lowercase());
                if is_awaiting_noun(before) {
                    words.push_str(tag);
                }
                rest = behind;
            }
            None => {
                push_unmarked(before, words);
                // The text behind `##` is no tag either.
                rest = from.trim_start_matches('#');
                words.push_str(from.strip_suffix(rest).unwrap_or_default());
            }
        }
    }
    push_unmarked(rest, words);
}

/// Whether a text goes on with a noun, so that a hashtag after it is a word of the sentence: `the #move to Leeds`.
fn is_awaiting_noun(before: &str) -> bool {
    // A hashtag after `about` may be one with a meaning at the end: `the book he asked about #value`.
    const WORDS: [&str; 7] = ["the", "a", "an", "my", "our", "your", "their"];
    let before = before.strip_suffix(' ').unwrap_or_default();
    let last = before.rsplit(' ').next().unwrap_or_default();
    is_one_of(last, &WORDS)
}

/// Splits a text around `[#A]`, a priority as org-mode writes it. `from` begins with the `#`.
fn priority<'a>(before: &'a str, from: &'a str) -> Option<(&'a str, &'a str)> {
    let before = before.strip_suffix('[')?;
    let (letter, behind) = from.strip_prefix('#')?.split_once(']')?;
    (letter.len() == 1 && letter.starts_with(|letter: char| letter.is_ascii_uppercase()))
        .then_some((before, behind))
}

/// Splits a text at the first line break as HTML writes it, `<br>` or `<br/>`, or several in a row. A cell of a table can
/// have no other.
pub(super) fn split_at_break(text: &str) -> Option<(&str, &str)> {
    let tag = |from| behind_start(from, "<br")?.trim_start().trim_start_matches('/').strip_prefix('>');
    let (before, mut behind) = memchr_iter(b'<', text.as_bytes())
        .find_map(|at| text.split_at_checked(at).and_then(|(before, from)| Some((before, tag(from)?))))?;
    while let Some(next) = tag(behind.trim_start()) {
        behind = next;
    }
    Some((before, behind.trim_start()))
}

/// Appends a text without emphasis marks, and with usual spaces; `_` is kept.
fn push_unmarked(text: &str, to: &mut String) {
    const NO_BREAK: char = '\u{a0}';
    for unmarked in text.split(['*', '`']) {
        let mut words = unmarked.split(NO_BREAK);
        to.push_str(words.next().unwrap_or_default());
        words.for_each(|word| to.extend([" ", word]));
    }
}

/// Returns the hashtag at the start of `from`, if the text before allows one: it may be emphasised or
/// highlighted. A hashtag has letters, digits,
/// `-`, `_` and `/`, and is not only a number. Links to headings are not hashtags: `[[#Contact]]`,
/// `[Contact](#contact)`, `[contact]: #contact`.
pub fn hashtag<'a>(before: &str, from: &'a str) -> Option<&'a str> {
    if before
        .chars()
        .next_back()
        .is_some_and(|letter| !letter.is_whitespace() && !matches!(letter, '(' | ',' | ';' | '[' | '*' | '='))
        || before.ends_with('=') && !before.ends_with("==")
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

/// Whether the text before a `#` makes the line a link definition: `[contact]: `.
fn is_of_definition(before: &str) -> bool {
    let name = before.trim_end().strip_suffix("]:").and_then(|name| name.trim_start().strip_prefix('['));
    // The text after `[^1]:` is a footnote.
    name.is_some_and(|name| !name.contains(['[', ']', '^']))
}

/// Whether a text begins with a dash made of hyphens and then white space: `- `, `-- `, `--- `. The spaces of
/// a link do not count, which are no-break spaces here.
pub fn begins_with_dash(text: &str) -> bool {
    let after = text.trim_start_matches('-');
    after.len() < text.len()
        && after.chars().next().is_none_or(|next| next.is_whitespace() && next != '\u{a0}')
}

/// Whether a character may be between a date and the words after it.
pub fn is_separator(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, ':' | '-' | '–' | '—' | '|' | '(' | ')' | ',' | '.' | ';')
        || matches!(letter, '：' | '，' | '、' | '。')
}

/// Whether a character may be between a date and the words after it where one of them is emphasised.
pub fn is_separator_or_emphasis(letter: char) -> bool {
    is_separator(letter) || matches!(letter, '*' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn letters_are_replaced_and_restored_anywhere(text in "[a ,.;:(–—\u{a0}é\u{fdd0}-\u{fdd7}]{0,12}") {
            let mut words = String::new();
            push_exchanged(&text, (may_begin_free, held), &mut words);
            prop_assert_eq!(&words, &text.chars().map(held).collect::<String>());
            let freed = words.chars().map(free).collect::<String>();
            prop_assert_eq!(released(&words), freed);
        }
    }

    #[test]
    fn breaks_separate_words() {
        for (text, expected) in [
            ("Call<br>about the roof", "Call – about the roof"),
            ("a <BR /> b<br/> <br>c", "a – b – c"),
            ("skip<br>", "skip – "),
            ("**a**<br>#x b", "a –  b"),
            ("a < b, <brother> <b>c</b> <br", "a < b, <brother> <b>c</b> <br"),
        ] {
            assert_eq!(plain(text).text, expected, "{text}");
        }
    }

    #[test]
    fn links_to_headings_are_not_hashtags() {
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
        case("##friend C##sharp https://x.example/##people ## #x ###y #a#b", &["x", "a", "b"]);
        case("TODO [#A] call her #x [#AB] [#a]", &["x", "ab", "a"]);
    }

    #[test]
    fn hashtags_may_be_marked_or_linked() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert_eq!(hashtags(text, &links(text)), expected, "{text}");
        }
        case("offer **#proposal**", &["proposal"]);
        case("offer *#proposal*, ==#ask==", &["proposal", "ask"]);
        case("offer #[[Proposal]] and (#[[ask]])", &["proposal", "ask"]);
        case("#[[Ada Lovelace]] #[[a|b]] #[x](y) C#[[x]] x=#y", &[]);
        assert_eq!(plain("offer **#proposal** to her").text, "offer  to her");
        assert_eq!(plain("email in: ==#thanks==").text, "email in: ");
        assert_eq!(plain("spoke of the ==#move== to Leeds").text, "spoke of the move to Leeds");
        assert_eq!(plain("#[[Ada]] replied").text, "#Ada replied");
    }

    #[test]
    fn links_to_headings_become_what_they_show() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(released(&plain(text).text), expected, "{text}");
        }
        case("about [her wish](#wish) and [[#Tea time]]", "about her wish and Tea time");
        case("[[#Log|hers]] #x, [a](b#c) [[Ada#Log]]", "hers , a Ada");
        case("[[#open and ](#x", "[[#open and ](#x");
    }

    #[test]
    fn hashtags_in_the_place_of_a_noun_are_words() {
        #[track_caller]
        fn case(text: &str, words: &str) {
            let read = plain(text);
            assert_eq!(read.text.split_whitespace().collect::<Vec<_>>().join(" "), words, "{text}");
            assert_eq!(read.hashtags.len(), text.matches('#').count(), "{text}");
        }
        case("talked about the #move to Leeds", "talked about the move to Leeds");
        case("call with [[Ada]] about the #pricing #work", "call with Ada about the pricing");
        case("the book he had asked about #value", "the book he had asked about");
        case("email out #proposal the draft", "email out the draft");
        case("call #work about it", "call about it");
        case("sent to her #work", "sent to her");
        case("spoke of a, #work", "spoke of a,");
    }

    #[test]
    fn hashtags_are_removed() {
        let read = plain("**dinner** #thanks, issue #12 and a#b #Ask");
        assert_eq!(read.hashtags, ["thanks", "ask"]);
        assert_eq!(plain("[#B] call [#C]her").text.trim_start(), "call her");
        assert_eq!(read.text.split_whitespace().collect::<Vec<_>>().join(" "), "dinner , issue #12 and a#b");
    }
}
