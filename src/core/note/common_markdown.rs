//! A short way to the structure of a body that holds nothing but headings, lists of `-` and
//! paragraphs, with a word of code here and there, as most notes do.
//!
//! As with [`super::common_yaml`], a body that is not surely of that form is left to the full
//! parser: [`read`] gives `None` for blocks of code, quotes, tables, HTML, strike-through, other bullets,
//! odd indents, text that continues an item. A test compares both (`docs/performance.md`, lever 5).

use std::ops::Range;

/// What the lines of a plain body are, by the bytes they begin at.
#[derive(Debug, Default)]
pub struct Plain {
    /// Items, each with how deep it stands, from 1.
    pub items: Vec<(usize, usize)>,
    /// Headings with their levels.
    pub headings: Vec<(Range<usize>, u8)>,
    /// Words between backquotes.
    pub code: Vec<Range<usize>>,
}

/// The line before, as far as it matters to the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Blank,
    Item,
    Text,
}

/// The structure, or `None` if the full parser has to look.
pub fn read(text: &str) -> Option<Plain> {
    // Strike-through and comments reach over lines, and a tab is no fixed indent; tables are common
    // enough to be seen before anything is done.
    if !is_simple(text.as_bytes()) || text.contains("\n|") || text.contains("<!--") {
        return None;
    }
    if text.contains('`') && !has_simple_code(text) {
        return None;
    }
    let mut plain = Plain::default();
    let (mut start, mut depth, mut before) = (0, 0, Before::Blank);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let words = words.trim_end_matches('\n');
        add_code(line, start, &mut plain.code)?;
        if words.is_empty() {
            before = Before::Blank;
        } else if let Some(item) = words.strip_prefix("- ") {
            // An item stands as deep as the one above it, less deep, or one deeper.
            if indent % 2 != 0 || indent / 2 > depth || !is_plain_start(item) {
                return None;
            }
            depth = indent / 2 + 1;
            plain.items.push((start + indent, depth));
            before = Before::Item;
        } else {
            if indent > 0 {
                return None;
            }
            match level(words) {
                Some(level) => {
                    plain.headings.push((start..end, level));
                    before = Before::Text;
                }
                None if before == Before::Item || !is_plain_start(words) => return None,
                None => before = Before::Text,
            }
            depth = 0;
        }
        start = end;
    }
    Some(plain)
}

/// Whether all bytes are line feeds or text, and none is `~`. To the end without a break, which goes
/// sixteen bytes at a time.
fn is_simple(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |simple, byte| {
        simple & ((*byte == b'\n') | ((*byte >= b' ') & (*byte != b'~') & (*byte != 0x7f)))
    })
}

/// Whether every backquote stands alone and nothing weighs more than it: no escape, no target of a
/// link, no tag. An address between angle brackets is no tag.
fn has_simple_code(text: &str) -> bool {
    let is_address = |at: usize| {
        let address = text.get(at + 1..).and_then(|after| after.split_once('>'));
        address.is_some_and(|(address, _)| {
            address.starts_with("http") && address.contains(':') && !address.contains(['`', '<', ' ', '\n'])
        })
    };
    ["``", "\\", "](", "]:"].iter().all(|odd| !text.contains(odd))
        && text.match_indices('<').all(|(at, _)| is_address(at))
}

/// Adds the words between two backquotes of a line; `None` if one is left over.
fn add_code(line: &str, start: usize, code: &mut Vec<Range<usize>>) -> Option<()> {
    let mut marks = line.match_indices('`').map(|(at, _)| start + at);
    while let Some(open) = marks.next() {
        code.push(open..marks.next()? + 1);
    }
    Some(())
}

/// Whether a paragraph begins that nothing turns into something else: no bullet, number, quote,
/// table, rule, HTML or underline of a heading.
fn is_plain_start(words: &str) -> bool {
    match words.chars().next() {
        Some(first) if first.is_ascii_digit() => {
            let after = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
            !after.starts_with(['.', ')'])
        }
        Some('[' | '(' | '`' | '!' | '"' | '\'' | '@' | '%') => true,
        Some('*') => {
            words.strip_prefix("**").is_some_and(|bold| bold.starts_with(|one: char| one.is_alphanumeric()))
        }
        Some('#') => level(words).is_none(),
        Some(first) => first.is_alphanumeric() || u32::from(first) > 0x2000,
        None => false,
    }
}

/// The level of a heading: up to six marks and a blank.
fn level(words: &str) -> Option<u8> {
    let rest = words.trim_start_matches('#');
    let marks = words.len() - rest.len();
    let level = u8::try_from(marks).ok().filter(|level| (1..=6).contains(level))?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(level)
}

#[cfg(test)]
mod tests {
    use super::super::body;
    use super::*;
    use proptest::prelude::*;

    /// The short way gives what the full parser gives, if it gives anything; tells whether it did.
    #[track_caller]
    fn agrees(text: &str) -> bool {
        assert_eq!(body::read(text, 1), body::read_fully(text, 1), "{text:?}");
        read(text).is_some()
    }

    #[test]
    fn common_bodies_take_the_short_way() {
        for text in [
            "",
            "# Ada\n\nA text [[x|y]] & so on.\nMore.\n\n## Log\n- 2026-11-02 call: **x**\n  - more\n\n- [x] y\n\nEnd\n",
            "- a\n  - b\n    - c\n- d\n# e\n#tag\n**Bold:** x\n",
            "- **2026-11-02** call\n\n  - far\n",
            "`a` b\n- `c` d <https://x.example/?y> `e`\n# f `g`\n",
        ] {
            assert!(agrees(text), "{text}");
        }
        for text in [
            "a ``b``",
            "a `b\nc`",
            "a \\`b`",
            "[a](b`c`)",
            "[a]: b`c`\n",
            "<a `b`>",
            "- a\nb",
            "- a\n  b",
            "> a",
            "a\n===",
            "a\n---",
            "---",
            "1. a",
            "* a",
            "a | b\n--|--\n",
            "<b>\n",
            "-",
            "- ",
            "-  a",
            "- # a",
            "- - a",
            "  - a",
            "\ta",
            "    a",
            "a\n\n    b",
            "~~a~~",
            "+ a",
            "- 1. a",
            "- a\n\n    - b",
            "_ _ _",
            "\u{a0}",
        ] {
            assert!(!agrees(text), "{text}");
        }
    }

    /// Pieces of lines, the ordinary and the odd, that are put together at random.
    const PIECES: &[&str] = &[
        "a",
        "b c",
        "2026-11-02 x",
        "12",
        ".",
        ")",
        "#",
        "# ",
        "## h",
        "- ",
        "- ",
        "- x\n",
        "  - y\n",
        "-",
        "*",
        "**",
        "+ ",
        "> ",
        "|",
        "=",
        "==",
        "_",
        "`",
        "~~",
        "<",
        "<b>",
        "<!-- ",
        "-->",
        "[",
        "]",
        "(x)",
        "[[n|m]]",
        "[x] ",
        "[a]: b",
        "`c`",
        "`c`",
        "<http://x>",
        "](u`v`)",
        "``",
        ":",
        "\\",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n  ",
        "!",
        "é",
        "→ ",
        "\u{a0}",
        "\u{2028}",
        "&amp;",
        "%%",
        "---\n",
        "***\n",
        "![[e]]",
        "\u{c}",
        "\"",
        "$",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_short_way_gives_what_the_full_parser_gives(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..16)) {
            agrees(&pieces.concat());
        }

        #[test]
        fn nested_lists_and_texts_agree(lines in proptest::collection::vec(("( {0,6})", "(- |- \\[ \\] |# |)", "[a-z]{0,2}"), 0..8)) {
            let line = |(indent, mark, words): &(String, String, String)| format!("{indent}{mark}{words}\n");
            agrees(&lines.iter().map(line).collect::<String>());
        }
    }
}
