//! A fast reader for bodies with only headings, lists, paragraphs with inline code, and, between blank lines,
//! rules, quotes, tables and code blocks: nearly all notes. It needs a single pass over the lines.
//!
//! As in [`crate::core::note::front_matter::common_yaml`], any other body is left to the full parser:
//! [`read`] gives `None` for HTML, strike-through, odd indents or a heading in an item. Tests compare both
//! readers (`docs/performance.md`, point 2).

use super::Body;
use super::lines::{Block, BodyLines, may_be_dated};
use super::markdown_marks::{
    Marker, code, fence, has_simple_links, head, holds_odd_tags, is_delimiter, is_plain_start, is_row,
    is_rule, level, marker,
};
use super::marks::BodyMarks;
use crate::core::bytes::holds_pair;
use crate::core::note::raw_lines::{RawLines, without_blanks};
use crate::core::text::holds_any;
use std::ops::Range;

/// Maximum columns by which a line may be indented below its item without being code.
const MOST_INDENT: usize = 3;

/// What is above a line, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing that the line could continue.
    Blank,
    /// Text of an item, which the line may continue.
    Item,
    /// A heading, or text outside of lists.
    Text,
    Quote,
    /// A code block, with its fence.
    Code(&'static str),
    /// The header row of a table, with its number of cells.
    Head(usize),
    Table,
}

/// Reads a body whose first line is line `first_line` of the file. `None` if the full parser is needed.
pub fn read(text: &str, first_line: usize) -> Option<Body<'_>> {
    let marks = BodyMarks::of(text);
    // Comments may span lines.
    if marks.controls || (marks.tags && holds_pair(text, [b'<', b'!']) && text.contains("<!--")) {
        return None;
    }
    let lines = BodyLines::of(text, marks);
    let mut reading = Reading { lines, marks, items: Vec::new(), before: Before::Blank, tildes: 0 };
    for (number, line) in RawLines::of(text).enumerate() {
        reading.line(line, first_line + number)?;
    }
    reading.end_block()?;
    Some(reading.lines.finish())
}

struct Reading<'a> {
    lines: BodyLines<'a>,
    marks: BodyMarks,
    /// Column at which the text of each open item begins, outermost first.
    items: Vec<usize>,
    before: Before,
    /// Number of runs of `~` outside of code. With two of them, text may be struck through.
    tildes: usize,
}

/// A line and its indent.
#[derive(Clone, Copy)]
struct Found<'a> {
    line: &'a str,
    number: usize,
    /// Columns of white space before the words.
    indent: usize,
    words: &'a str,
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &'a str, number: usize) -> Option<()> {
        if let Before::Code(fence) = self.before {
            return self.within_code(line, fence);
        }
        let (indent, words) = self.indent(line)?;
        if words.is_empty() {
            return self.end_block();
        }
        if let (0, Some(fence)) = (indent, fence(words)) {
            return self.open_code(words, fence);
        }
        let code = self.inline_code(line)?;
        let found = Found { line, number, indent, words };
        match self.before {
            Before::Quote => (indent == 0 && words.starts_with('>') && !may_hold_item(words)).then_some(()),
            Before::Table => self.row(found),
            Before::Head(cells) => {
                self.before = Before::Table;
                self.row(found).filter(|()| is_delimiter(words, cells))
            }
            Before::Blank | Before::Item | Before::Text | Before::Code(_) => match marker(words) {
                Some(marker) => self.item(found, marker, code),
                None if indent == 0 && (self.before != Before::Item || level(words).is_some()) => {
                    self.text(found, code)
                }
                None => self.within_item(found, code),
            },
        }
    }

    /// Splits off the indent: its columns, and the words. `None` if tabs make the columns unclear.
    fn indent(&self, line: &'a str) -> Option<(usize, &'a str)> {
        let words = without_blanks(line);
        let blanks = line.len() - words.len();
        if !self.marks.tabs || !words.contains('\t') {
            return Some((blanks, words));
        }
        let words = words.trim_start_matches('\t');
        let tabs = line.len() - blanks - words.len();
        // A tab among the words may stand for a space of a mark, and a tab after spaces is less than four
        // columns wide.
        (words.is_empty() || (blanks == 0 && !words.contains('\t') && !words.starts_with(' ')))
            .then_some((blanks + 4 * tabs, words))
    }

    /// Returns the inline code of a line. `None` if its marks may span lines.
    fn inline_code(&mut self, line: &str) -> Option<Vec<Range<usize>>> {
        if self.marks.tildes && holds_any(line, [b'~']) {
            self.tildes += line.split('~').skip(1).filter(|after| !after.is_empty()).count();
            self.tildes += usize::from(line.ends_with('~'));
        }
        if self.tildes > 1 {
            return None;
        }
        if !self.marks.code {
            return Some(Vec::new());
        }
        // Most lines have none of the following marks.
        if !holds_any(line, [b'`', b'\\', b'<', b']']) {
            return Some(Vec::new());
        }
        // Inline code may begin on one line and end on another, so all lines must be simple.
        let is_simple = !holds_any(line, [b'\\']) && !holds_odd_tags(line) && has_simple_links(line);
        is_simple.then_some(())?;
        if holds_any(line, [b'`']) { code(line) } else { Some(Vec::new()) }
    }

    /// Handles a blank line or the end of the body.
    fn end_block(&mut self) -> Option<()> {
        match self.before {
            Before::Code(_) | Before::Head(_) => return None,
            Before::Blank | Before::Item | Before::Text | Before::Quote | Before::Table => {}
        }
        self.before = Before::Blank;
        Some(())
    }

    /// Handles a line in a code block. A closing fence that is indented or longer than the opening one is
    /// left to the full parser.
    fn within_code(&mut self, line: &str, fence: &str) -> Option<()> {
        let words = line.trim_matches([' ', '\t']);
        if !words.starts_with(fence) || !words.bytes().all(|byte| fence.as_bytes().contains(&byte)) {
            return Some(());
        }
        self.before = Before::Blank;
        (line.trim_end_matches(' ') == fence).then_some(())
    }

    fn open_code(&mut self, words: &str, fence: &'static str) -> Option<()> {
        let named = words.strip_prefix(fence)?;
        let stands = matches!(self.before, Before::Blank | Before::Text);
        self.items.clear();
        self.before = Before::Code(fence);
        (stands && !named.contains(['`', '~'])).then_some(())
    }

    fn row(&mut self, found: Found<'a>) -> Option<()> {
        let Found { line, number, indent, words } = found;
        self.lines.add(line, number, Block::Row, Vec::new());
        (indent == 0 && is_row(words)).then_some(())
    }

    /// Adds an item. It belongs to the open items whose text begins no further to the right.
    fn item(&mut self, found: Found<'a>, marker: Marker, code: Vec<Range<usize>>) -> Option<()> {
        let Found { line, number, indent, words } = found;
        let is_nested = self.close_items(indent)?;
        // A number at the start of a continuation line does not begin a list.
        let may_begin =
            marker.begins_list || self.before == Before::Blank || (self.before == Before::Item && !is_nested);
        if !may_begin || !is_plain_start(words.get(marker.width..)?) {
            return None;
        }
        let marks = indent + marker.width;
        self.items.push(marks);
        self.before = Before::Item;
        // After tabs, bytes are not columns.
        let block = Block::Item { depth: self.items.len(), marks: (!self.marks.tabs).then_some(marks) };
        self.lines.add(line, number, block, code);
        Some(())
    }

    /// Closes the items whose text begins further to the right. Gives whether the last item is still open, or
    /// `None` if a line with this indent is code.
    fn close_items(&mut self, indent: usize) -> Option<bool> {
        let before = self.items.len();
        while self.items.last().is_some_and(|text| *text > indent) {
            self.items.pop();
        }
        let margin = self.items.last().copied().unwrap_or_default();
        (indent - margin <= MOST_INDENT).then_some(self.items.len() == before)
    }

    /// Adds text in an item: a continuation with any indent, or a paragraph after a blank line.
    fn within_item(&mut self, found: Found<'a>, code: Vec<Range<usize>>) -> Option<()> {
        let Found { line, number, indent, words } = found;
        let is_in_item = match self.before {
            Before::Item => true,
            // If it closes an item, the full parser has to find its depth.
            Before::Blank => self.close_items(indent)?,
            Before::Text | Before::Quote | Before::Code(_) | Before::Head(_) | Before::Table => false,
        };
        if !is_in_item || self.items.is_empty() || !is_plain_start(words) {
            return None;
        }
        self.before = Before::Item;
        self.lines.add(line, number, Block::Text(self.items.len()), code);
        Some(())
    }

    /// Adds an unindented line: a heading, a paragraph, a rule, a quote or the header row of a table.
    fn text(&mut self, found: Found<'a>, code: Vec<Range<usize>>) -> Option<()> {
        let Found { line, number, words, .. } = found;
        self.items.clear();
        let after_blank = self.before == Before::Blank;
        match words.as_bytes() {
            [b'>', ..] if may_hold_item(words) => return None,
            [b'>', ..] if after_blank => self.before = Before::Quote,
            [b'|', ..] if after_blank => {
                self.before = Before::Head(head(words)?);
                self.lines.add(line, number, Block::Row, code);
            }
            [b'-', ..] if after_blank && is_rule(words) => {}
            _ => {
                let block = match level(words) {
                    Some(level) => Block::Heading(level),
                    None if is_plain_start(words) => Block::Text(0),
                    None => return None,
                };
                self.before = Before::Text;
                self.lines.add(line, number, block, code);
            }
        }
        Some(())
    }
}

/// Whether a line of a quote may be a task or a dated item, which the full parser has to find.
fn may_hold_item(words: &str) -> bool {
    let words = words.trim_start_matches(['>', ' ', '\t']);
    if !words.starts_with(|letter: char| matches!(letter, '-' | '*' | '+') || letter.is_ascii_digit()) {
        return false;
    }
    let is_bullet = |word: &&str| {
        let digits = word.trim_end_matches(['.', ')']);
        matches!(*word, "-" | "*" | "+")
            || (digits.len() < word.len() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut behind = words.split_ascii_whitespace().skip_while(is_bullet);
    holds_any(words, [b'[']) || behind.next().is_some_and(|word| may_be_dated(word.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body::full_markdown;
    use proptest::prelude::*;

    /// Checks that both readers agree if the fast one reads the text at all; returns whether it did.
    #[track_caller]
    fn agrees(text: &str) -> bool {
        let found = read(text, 1);
        if let Some(body) = &found {
            assert_eq!(*body, full_markdown::read(text, 1), "{text:?}");
        }
        found.is_some()
    }

    #[test]
    fn common_bodies_are_read_by_the_fast_reader() {
        for text in [
            "",
            "# Ada\n\nA text [[x|y]] & so on.\nMore.\n\n## Log\n- 2026-11-02 call: **x**\n  - more\n\n- [x] y\n\nEnd\n",
            "- a\n  - b\n    - c\n- d\n# e\n#tag\n**Bold:** x\n",
            "- **2026-11-02** call\n\n  - far\n",
            "`a` b\n- `c` d <https://x.example/?y> `e`\n# f `g`\n",
            "`a` [b](c.md) [`d`](https://x.example/y)\n",
            "# a\n\n> [!note] b\n> - c\n>\n> `d`\n\ne\n\n> f",
            "a\n```dataview\n- 2026-11-02 b | c\n    d\n```\ne\n\n```\n```",
            "1. a\n2. b\n   - c\n\n---\n\n* d\n+ e\n10) f\n    - g\n",
            "- a\nb\n  c\n\n  d\n  - e\n      f\n# g\n",
            "- a\n\t- b\n\t\t- [ ] c\n\t\td\n\t\n- e\n",
            " - a\n\n   - b\n\n 1. c\n\n     - d",
            "~~~yaml\na ~ b ~ `c`\n~~~\n\n~d",
            "*a* b\n_c_\n$ 5, {d} & \u{3000}\n\u{3000}e\n\u{3000}\n",
            "- a\n\n| b | c |\n| --- | :---: |\n| 2026-11-02 | [[d|e]] | f |\n||\n| g\n\nh\n\n|i|\n|---|",
        ] {
            assert!(agrees(text), "{text}");
        }
    }

    const ODD: &[&str] = &[
        "- <!-- a -->", "- > a", "a ``b``", "a `b\nc`", "a \\`b`", "[a](b`c`)", "[a]: b`c`\n", "<a `b`>",
        "> a\nb", "a\n> b", "- a\n> b", "> a\n- b", "  > a", "> `a\n> b`", "- a\n```\n```", "```",
        "```a`\n```", "````\n````", "```\n````", "```\n ```", "```\n``` a", "| a |", "| a |\n\n|---|",
        "| a | b |\n|---|", "| a \n|---|", "||\n|---|", "b\n| a |\n|---|", "| a |\n|---|\nb",
        "| a `b` |\n|---|", "| a |\n|---|\n|", "[a](b \"`c`\")", "[a](b\n`c`)", "a\n===", "- a\n---",
        "- a\n  2. b", "a\n2. b", "- a\n  # b", "- [a]: b\nc", "[a]: b", "[a\nb]: c", "[a\\]b]: c",
        "- a\n\n[a]: a\n[a]: \n- a\n", "- a\n\n      b", "- a\n\n b", "- a\n  - b\n\n  c", "a\n b", "a\tb",
        " \ta", "#\ta", "```\n```\t", "~a~", "~a\nb~", "~~~ `\n~~~", "-  a", "1234567890. a", "a\n---",
        "a | b\n--|--\n", "|a\n--|--\n", "<b>\n", "-", "- ", "-  a", "- # a", "- - a", "\ta", "    a",
        "a\n\n    b", "~~a~~", "- 1. a", "_ _ _", "\u{a0}", "> - \u{3000}2026-11-02 x`c`",
    ];

    #[test]
    fn odd_bodies_are_left_to_the_full_parser() {
        for text in ODD {
            assert!(!agrees(text), "{text}");
        }
    }

    /// Ordinary and odd pieces of lines, to be joined at random.
    const PIECES: &[&str] = &[
        "a", "b c", "2026-11-02 x", "12", ".", ")", "#", "# ", "## h", "- ", "- ", "- x\n", "  - y\n", "-",
        "*", "**", "+ ", "> ", "|", "=", "==", "_", "`", "~~", "<", "<b>", "<!-- ", "-->", "[", "]", "(x)",
        "[[n|m]]", "[x] ", "[a]: b", "`c`", "`c`", "<http://x>", "](u`v`)", "](u)", "](", "> q\n",
        "> - [ ] q\n", "> - 2026-11-02 q\n", "> 1. **2026-11-02** q\n", "\n>", "```\n", "```\n", "```x\n",
        "````\n", " ```\n", "| a | b |\n", "|---|---|\n", "|---|\n", "| c |\n", "||\n", "``", ":", "\\", " ",
        "  ", "    ", "\t", "\n", "\n", "\n", "\n\n", "\n  ", "!", "é", "→ ", "\u{a0}", "\u{2028}", "&amp;",
        "%%", "---\n", "***\n", "![[e]]", "~", "~~~\n", "---\n", "1. ", "2) ", "\t", "\n\t", "\n\t- ", "* ",
        "\n   ", "\u{3000}", "|:-:|-|\n", "\u{c}", "\"", "$",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_readers_agree(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..16)) {
            agrees(&pieces.concat());
        }

        #[test]
        fn nested_lists_and_texts_agree(lines in proptest::collection::vec(("( {0,7}|\t{0,3})", "(- |- \\[ \\] |# |\\* |1\\. |2\\. |10\\) |\\[a\\]: |)", "[a-z]{0,2}"), 0..9)) {
            let line = |(indent, mark, words): &(String, String, String)| format!("{indent}{mark}{words}\n");
            agrees(&lines.iter().map(line).collect::<String>());
        }
    }
}
