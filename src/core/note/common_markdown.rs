//! A short way to the structure of a body that holds nothing but headings, lists of `-`, paragraphs with
//! a word of code here and there, and, each between blank lines, quotes, tables and blocks of code, as
//! nearly all notes do.
//!
//! As with [`super::common_yaml`], a body that is not surely of that form is left to the full
//! parser: [`read`] gives `None` for HTML, strike-through, other bullets, odd indents, text that
//! continues an item. A test compares both (`docs/performance.md`, lever 5).

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
    /// Quotes and blocks of code.
    pub excluded: Vec<Range<usize>>,
    /// Tables.
    pub tables: Vec<Range<usize>>,
}

/// The line before, as far as it matters to the next one; blocks with the byte they begin at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Blank,
    Item,
    Text,
    Quote(usize),
    Code(usize),
    /// The first row of a table.
    Head {
        open: usize,
        cells: usize,
    },
    Table(usize),
}

/// Begins and ends a block of code.
const FENCE: &str = "```";

/// The structure, or `None` if the full parser has to look.
pub fn read(text: &str) -> Option<Plain> {
    // Strike-through and comments reach over lines, and a tab is no fixed indent.
    if !is_simple(text.as_bytes()) || text.contains("<!--") {
        return None;
    }
    if text.contains('`') && !has_simple_code(text) {
        return None;
    }
    let mut reading = Reading { plain: Plain::default(), depth: 0, before: Before::Blank };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        reading.line(line, start)?;
        start += line.len();
    }
    reading.end_block(start)?;
    Some(reading.plain)
}

struct Reading {
    plain: Plain,
    /// How deep the last item stands; 0 outside of lists.
    depth: usize,
    before: Before,
}

impl Reading {
    fn line(&mut self, line: &str, start: usize) -> Option<()> {
        let words = line.trim_start_matches(' ');
        let indent = line.len() - words.len();
        let words = words.trim_end_matches('\n');
        if let Before::Code(open) = self.before {
            return self.within_code(words, indent, open..start + line.len());
        }
        if words.is_empty() {
            return self.end_block(start);
        }
        if indent == 0 && words.starts_with(FENCE) {
            return self.open_code(words, start);
        }
        add_code(line, start, &mut self.plain.code)?;
        match self.before {
            Before::Quote(_) => (indent == 0 && words.starts_with('>')).then_some(()),
            Before::Table(_) => (indent == 0 && is_row(words)).then_some(()),
            Before::Head { open, cells } => {
                self.before = Before::Table(open);
                (indent == 0 && is_row(words) && is_delimiter(words, cells)).then_some(())
            }
            Before::Blank | Before::Item | Before::Text | Before::Code(_) => match words.strip_prefix("- ") {
                Some(item) => self.item(item, indent, start),
                None if indent > 0 => None,
                None => self.text(words, start..start + line.len()),
            },
        }
    }

    /// A blank line, or the end: what stands between blank lines ends before it.
    fn end_block(&mut self, start: usize) -> Option<()> {
        match self.before {
            Before::Quote(open) => self.plain.excluded.push(open..start),
            Before::Table(open) => self.plain.tables.push(open..start),
            Before::Code(_) | Before::Head { .. } => return None,
            Before::Blank | Before::Item | Before::Text => {}
        }
        self.before = Before::Blank;
        Some(())
    }

    /// A line of a block of code, or its end, which may be longer than its beginning, and indented: not here.
    fn within_code(&mut self, words: &str, indent: usize, block: Range<usize>) -> Option<()> {
        let words = words.trim_end_matches(' ');
        if !words.starts_with(FENCE) || !words.bytes().all(|byte| byte == b'`') {
            return Some(());
        }
        self.plain.excluded.push(block);
        self.before = Before::Blank;
        (indent == 0 && words == FENCE).then_some(())
    }

    fn open_code(&mut self, words: &str, start: usize) -> Option<()> {
        let named = words.strip_prefix(FENCE)?;
        let stands = matches!(self.before, Before::Blank | Before::Text);
        (self.depth, self.before) = (0, Before::Code(start));
        (stands && !named.contains('`')).then_some(())
    }

    /// An item stands as deep as the one above it, less deep, or one deeper.
    fn item(&mut self, item: &str, indent: usize, start: usize) -> Option<()> {
        if !indent.is_multiple_of(2) || indent / 2 > self.depth || !is_plain_start(item) {
            return None;
        }
        self.depth = indent / 2 + 1;
        self.plain.items.push((start + indent, self.depth));
        self.before = Before::Item;
        Some(())
    }

    /// A line that begins at the margin: a heading, a paragraph, a quote, the head of a table.
    fn text(&mut self, words: &str, line: Range<usize>) -> Option<()> {
        self.depth = 0;
        let before = self.before;
        self.before = match (words.as_bytes(), level(words)) {
            ([b'>', ..], _) if before == Before::Blank => Before::Quote(line.start),
            ([b'|', ..], _) if before == Before::Blank => {
                Before::Head { open: line.start, cells: head(words)? }
            }
            (_, Some(level)) => {
                self.plain.headings.push((line, level));
                Before::Text
            }
            (_, None) if before == Before::Item || !is_plain_start(words) => return None,
            (_, None) => Before::Text,
        };
        Some(())
    }
}

/// The cells of the first row of a table, each of which holds something.
fn head(words: &str) -> Option<usize> {
    let cells = cells(words).filter(|_| is_row(words))?;
    cells.clone().all(|cell| !cell.trim().is_empty()).then(|| cells.count())
}

/// Whether a row is the one of dashes below a head of as many cells.
fn is_delimiter(words: &str, head: usize) -> bool {
    let is_dashes = |cell: &str| {
        let dashes = cell.trim_matches(' ').trim_start_matches(':').trim_end_matches(':');
        dashes.len() >= 3 && dashes.bytes().all(|byte| byte == b'-')
    };
    cells(words).is_some_and(|cells| cells.clone().count() == head && cells.clone().all(is_dashes))
}

fn cells(words: &str) -> Option<impl Iterator<Item = &str> + Clone> {
    let inner = words.trim_end_matches(' ').strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|'))
}

/// A row of a table in which no bar is anything else.
fn is_row(words: &str) -> bool {
    words.starts_with('|') && !words.contains(['`', '\\'])
}

/// Whether all bytes are line feeds or text, and none is `~`. To the end without a break, which goes
/// sixteen bytes at a time.
fn is_simple(bytes: &[u8]) -> bool {
    bytes.iter().fold(true, |simple, byte| {
        simple & ((*byte == b'\n') | ((*byte >= b' ') & (*byte != b'~') & (*byte != 0x7f)))
    })
}

/// Whether nothing weighs more than the backquotes: no escape, no target of a link that could hold one,
/// no tag. An address between angle brackets is no tag.
fn has_simple_code(text: &str) -> bool {
    let is_address = |at: usize| {
        let address = text.get(at + 1..).and_then(|after| after.split_once('>'));
        address.is_some_and(|(address, _)| {
            address.starts_with("http") && address.contains(':') && !address.contains(['`', '<', ' ', '\n'])
        })
    };
    let is_target = |at: usize| {
        let target = text.get(at + 2..).and_then(|after| after.split_once(')'));
        target.is_some_and(|(target, _)| !target.contains(['`', '(', '"', '\'', '<', ' ', '\n']))
    };
    !text.contains('\\')
        && !text.contains("]:")
        && text.match_indices("](").all(|(at, _)| is_target(at))
        && text.match_indices('<').all(|(at, _)| is_address(at))
}

/// Adds the words between two backquotes of a line; `None` if one is left over, or two stand together.
fn add_code(line: &str, start: usize, code: &mut Vec<Range<usize>>) -> Option<()> {
    if !line.contains('`') {
        return Some(());
    }
    if line.contains("``") {
        return None;
    }
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
            "`a` [b](c.md) [`d`](https://x.example/y)\n",
            "# a\n\n> [!note] b\n> - c\n>\n> `d`\n\ne\n\n> f",
            "a\n```dataview\n- 2026-11-02 b | c\n    d\n```\ne\n\n```\n```",
            "- a\n\n| b | c |\n| --- | :---: |\n| 2026-11-02 | [[d|e]] | f |\n||\n| g\n\nh\n\n|i|\n|---|",
        ] {
            assert!(agrees(text), "{text}");
        }
    }

    #[test]
    fn odd_bodies_are_left_to_the_full_parser() {
        for text in [
            "a ``b``",
            "a `b\nc`",
            "a \\`b`",
            "[a](b`c`)",
            "[a]: b`c`\n",
            "<a `b`>",
            "- a\nb",
            "- a\n  b",
            "> a\nb",
            "a\n> b",
            "- a\n> b",
            "> a\n- b",
            "  > a",
            "> `a\n> b`",
            "- a\n```\n```",
            "```",
            "```a`\n```",
            "````\n````",
            "```\n````",
            "```\n ```",
            "~~~\n~~~",
            "```\n``` a",
            "| a |",
            "| a |\n\n|---|",
            "| a | b |\n|---|",
            "| a |\n|-|",
            "| a \n|---|",
            "||\n|---|",
            "b\n| a |\n|---|",
            "| a |\n|---|\nb",
            "| a `b` |\n|---|",
            "[a](b \"`c`\")",
            "[a](b\n`c`)",
            "a\n===",
            "a\n---",
            "---",
            "1. a",
            "* a",
            "a | b\n--|--\n",
            "|a\n--|--\n",
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
        "](u)",
        "](",
        "> q\n",
        "\n>",
        "```\n",
        "```\n",
        "```x\n",
        "````\n",
        " ```\n",
        "| a | b |\n",
        "|---|---|\n",
        "|---|\n",
        "| c |\n",
        "||\n",
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
