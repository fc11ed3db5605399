//! Reads the body of a note as lines that can mean something.
//!
//! [`self::common_markdown`] or [`self::full_markdown`] finds the structure: code, quotes, lists, headings,
//! tables. Text that is not the writer's own is left out or blanked out: code, quotes, callouts, comments,
//! strike-through, embeds (design 3.4).

pub mod common_markdown;
pub mod day_numbers;
pub mod full_markdown;
pub mod line;
pub mod line_marks;
pub(super) mod lines;
pub mod links;
pub(super) mod markdown_marks;
pub(super) mod marks;
pub mod task_keywords;

use self::line_marks::LineMarks;
use crate::core::place::Spot;
use std::borrow::Cow;

/// The lines and sections of a body.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Body<'a> {
    /// Lines in order, without blank and excluded ones.
    pub lines: Vec<Line<'a>>,
    /// Sections in order; a line refers to its section by index.
    pub sections: Vec<Section<'a>>,
    /// Items in quotes and callouts: tasks, which are read as tasks only, and items that may begin with a
    /// date, which are reported if they look like a log.
    pub quoted: Vec<Line<'a>>,
    /// What is opened and never closed, so that it hides the rest of the body.
    pub unclosed: Option<Unclosed>,
}

/// A code block or a comment without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unclosed {
    /// What it is.
    pub what: OpenEnd,
    /// Where it begins.
    pub spot: Spot,
}

/// What can be without an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenEnd {
    /// A code block that begins with this fence.
    Code(&'static str),
    /// A comment of Obsidian, between `%%`.
    Comment,
    /// A comment of HTML.
    HtmlComment,
}

/// A heading and its place among the other headings.
#[derive(Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// Level of the heading, 1 to 6.
    pub level: u8,
    /// Text of the heading.
    pub heading: Cow<'a, str>,
    /// Index of the section around it.
    pub parent: Option<usize>,
}

/// A line of the body.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Position of `text` in the file.
    pub spot: Spot,
    /// The text without bullet, task box or keyword, heading marks and first table bar. Characters that do not
    /// count are replaced by spaces, so that columns stay.
    pub text: Cow<'a, str>,
    /// The meaningful bytes in `text`.
    pub marks: LineMarks,
    /// The kind of line.
    pub kind: LineKind,
    /// Index of its section; for a heading, of the section around it.
    pub section: Option<usize>,
}

impl Line<'_> {
    /// Returns the position of a text in the line, or that of the line if it is not there.
    pub fn spot_of(&self, written: &str) -> Spot {
        self.spot.behind(self.text.split_once(written).map_or("", |(before, _)| before))
    }
}

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A heading of this level.
    Heading(u8),
    /// The first line of a list item: its depth (from 1), and its task box, or the one that its keyword stands
    /// for (`TODO`).
    Item(usize, Option<TaskBox>),
    /// A row of a table.
    Row,
    /// Anything else, with its depth in lists (0 outside of them).
    Text(usize),
}

/// What the box of a task shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskBox {
    /// `[ ]`, or a mark for "in progress", "moved" or "question".
    Open,
    /// `[x]`.
    Done,
    /// `[-]`.
    Cancelled,
    /// Another mark, such as `[!]`: an open task if it has a date, else an ordinary item with an icon.
    Other,
}

impl TaskBox {
    /// Reads the mark in a box.
    pub fn of(mark: char) -> TaskBox {
        match mark {
            ' ' | '/' | '>' | '<' | '?' => TaskBox::Open,
            'x' | 'X' => TaskBox::Done,
            '-' => TaskBox::Cancelled,
            _ => TaskBox::Other,
        }
    }
}

impl LineKind {
    /// Whether it is an item whose box says that it is a task.
    pub fn is_task(self) -> bool {
        self.is_pending() || self.is_done()
    }

    /// Whether it is a task that is not done: still open, or cancelled.
    pub fn is_pending(self) -> bool {
        matches!(self, LineKind::Item(_, Some(TaskBox::Open | TaskBox::Cancelled)))
    }

    /// Whether it is a ticked task.
    pub fn is_done(self) -> bool {
        matches!(self, LineKind::Item(_, Some(TaskBox::Done)))
    }
}

impl<'t> Body<'t> {
    /// Returns the section with this index.
    pub fn section(&self, index: Option<usize>) -> Option<&Section<'t>> {
        index.and_then(|index| self.sections.get(index))
    }

    /// Returns the lines after the one with this index.
    pub fn below(&self, index: usize) -> &[Line<'t>] {
        self.lines.get(index + 1..).unwrap_or_default()
    }

    /// Whether a line is above the first section. A level-1 heading does not count, as it is the title.
    /// Parents have a lower level than their sections, so checking the line's own section is enough.
    pub fn is_in_head(&self, line: &Line<'_>) -> bool {
        self.section(line.section).is_none_or(|section| section.level < 2)
    }

    /// Returns the index of the title: the first heading of level 1. Further ones are sections.
    pub fn title(&self) -> Option<usize> {
        self.sections.iter().position(|section| section.level == 1)
    }

    /// Iterates over a section and those around it, innermost first.
    pub fn around(&self, section: Option<usize>) -> impl Iterator<Item = &Section<'_>> {
        std::iter::successors(self.section(section), |section| self.section(section.parent))
    }
}

/// Reads a body whose first line is line `first_line` of the file.
pub fn read(text: &str, first_line: usize) -> Body<'_> {
    common_markdown::read(text, first_line).unwrap_or_else(|| full_markdown::read(text, first_line))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u32, u32, String, LineKind)> {
        read(text, 1)
            .lines
            .into_iter()
            .map(|line| (line.spot.line, line.spot.column, line.text.into_owned(), line.kind))
            .collect()
    }

    #[test]
    fn lines_lose_their_marks_and_keep_their_columns() {
        use LineKind::{Heading, Item, Row, Text};
        #[track_caller]
        fn case(text: &str, column: u32, words: &str, kind: LineKind) {
            assert_eq!(lines(text), [(1, column, words.to_owned(), kind)], "{text}");
        }
        case("- one", 3, "one", Item(1, None));
        case("* [x] done", 7, "done", Item(1, Some(TaskBox::Done)));
        case("- [>] moved", 7, "moved", Item(1, Some(TaskBox::Open)));
        case("- TODO write", 8, "write", Item(1, Some(TaskBox::Open)));
        case("- [ ] TODO write", 12, "write", Item(1, Some(TaskBox::Open)));
        case("- [x] TODO write", 12, "write", Item(1, Some(TaskBox::Done)));
        case("- [ ] TODO: write", 7, "TODO: write", Item(1, Some(TaskBox::Open)));
        case("- [ ] DONE write", 7, "DONE write", Item(1, Some(TaskBox::Open)));
        case("- DONE write", 8, "write", Item(1, Some(TaskBox::Done)));
        case("12) twelve", 5, "twelve", Item(1, None));
        case("## A heading ", 4, "A heading", Heading(2));
        case("- 2. November 2026: call", 3, "2. November 2026: call", Item(1, None));
        case("- 2. November: call", 6, "November: call", Item(2, None));
        case("plain", 1, "plain", Text(0));
        case("a `b` ~~c~~ d", 1, "a           d", Text(0));
        assert_eq!(lines("~~a `b`\n~c~ `d`~~\ne").last().map(|line| line.2.as_str()), Some("e"));
        case("a %%b%% <!-- c --> d", 1, "a                  d", Text(0));
        case("- \\[ab\\] b &lt;c&gt;", 4, "[ab]  b    <c>", Item(1, None));
        case("- email -&gt; the slides", 3, "email ->    the slides", Item(1, None));
        case("## \\<a\\> `\\[bc\\]` c", 5, "<a>           c", Heading(2));
        case("a \\[\\[bc\\]\\] \\(b\\)", 1, "a \\[\\[bc\\]\\] \\(b\\)", Text(0));
        for kept in ["\\[\\[ab\\]\\] c", "\\[ ] a", "\\[x\\] a", "\\[[Ada]]", "\\[ab](c.md)", "\\[ab", "\\["]
        {
            case(&format!("- {kept}"), 3, kept, Item(1, None));
        }
        case("see ![[x]] y", 1, "see        y", Text(0));
        assert_eq!(lines("| a | b |\n|---|---|\n| c | d |")[2], (3, 3, "c | d |".to_owned(), Row));
        assert_eq!(
            lines("- a\n  - b\n    more")[1..],
            [(2, 5, "b".to_owned(), Item(2, None)), (3, 5, "more".to_owned(), Text(2)),]
        );
    }

    #[test]
    fn a_day_with_a_dot_is_no_list_in_the_item() {
        let found = lines("- 2. Nov. 2026\n  - call\n    more\n* 3. Nov. 2026 b\n  c");
        let places: Vec<_> = found.into_iter().map(|(_, column, _, kind)| (column, kind)).collect();
        use LineKind::{Item, Text};
        let items = [(3, Item(1, None)), (5, Item(2, None)), (5, Text(2)), (3, Item(1, None)), (3, Text(1))];
        assert_eq!(places, items);
    }

    #[test]
    fn text_that_is_not_the_writers_is_left_out() {
        for text in [
            "```\n- 2026-11-02 call\n```",
            "> - 2026-11-02 call",
            "> [!note]\n> 2026-11-02 call",
            "<!--\n- 2026-11-02 call\n-->",
            "    - 2026-11-02 call",
            "%%\n- 2026-11-02 call\n%%",
            "- <!-- 2026-11-02 call -->",
            "- a\n\t- <!-- 2026-11-02 call --> 2026-11-03 call",
            "1. <!-- 2026-11-02 call\n   2026-11-03 call -->\n- b",
            "- > 2026-11-02 call\n2026-11-03 call",
            "- a\n  * > [[x]] call\n    > call",
            "- a\n\n[//begin]: # \"call\"\n[call]: <b c.md> 'call'\n\n[//]: # (call)\n[//]: # (call)",
            "- a\n\n  [call]: b\n",
        ] {
            let left: Vec<_> = lines(text).into_iter().filter(|line| line.2.contains("call")).collect();
            assert!(left.is_empty(), "{text}: {left:?}");
        }
    }

    #[test]
    fn text_like_a_link_definition_is_text() {
        for text in [
            "[[Ada]]: call", "[Ada]: a call", "[^1]: call", "a\n[b]: call", "[[b]: call", "[b](c): [d]: call",
        ] {
            assert!(lines(text).iter().any(|line| line.2.contains("call")), "{text}");
        }
    }

    #[test]
    fn sections_reach_to_the_next_heading_of_their_level() {
        let body = read("# A\n## Log\n### 2026\n- x\n## Hooks\n- y\n", 1);
        let around = |line: usize| {
            body.around(body.lines[line].section).map(|section| &*section.heading).collect::<Vec<_>>()
        };
        assert_eq!(around(3), ["2026", "Log", "A"]);
        assert_eq!(around(5), ["Hooks", "A"]);
    }

    #[test]
    fn an_outline_of_bullets_has_headings_too() {
        let found = lines("- ## Log\n\t- [[2026-11-05]] coffee\n\t\t- the oboe\n\t- [[2026-10-20]] call");
        let texts: Vec<&str> = found.iter().map(|line| line.2.as_str()).collect();
        assert_eq!(texts, ["Log", "[[2026-11-05]] coffee", "the oboe", "[[2026-10-20]] call"]);
    }

    #[test]
    fn what_is_never_closed_is_found_where_it_begins() {
        #[track_caller]
        fn case(text: &str, expected: Option<(OpenEnd, u32, u32)>) {
            let found = read(text, 1).unclosed.map(|found| (found.what, found.spot.line, found.spot.column));
            assert_eq!(found, expected, "{text}");
        }
        case("a\n```yaml\nb\n\n- c\n\n", Some((OpenEnd::Code("```"), 2, 1)));
        case("a\n\n~~~~\n~~~\nb", Some((OpenEnd::Code("~~~"), 3, 1)));
        case("```\na\n```\nb\n  ```", Some((OpenEnd::Code("```"), 5, 3)));
        case("- é\n\n  ```\n  b\n", Some((OpenEnd::Code("```"), 3, 3)));
        case("é %% a\n- b\n", Some((OpenEnd::Comment, 1, 3)));
        case("%% a %% b %%\n- b\n```\nc", Some((OpenEnd::Comment, 1, 11)));
        case("a\n\n<!-- b\n\n- c\n", Some((OpenEnd::HtmlComment, 3, 1)));
        for closed in [
            "```\na\n```", "```\na\n  `````  \n\n", "~~~\na\n~~~\nb", "- ```\n  a\n- b", "%%\na\n%%",
            "`%%` a", "```\n%%\n```", "<!-- a -->", "<!-- a\n\nb --> c", "a <!-- b\n\nc", "    ```\n    a",
            "> ```\n> a\n\nb",
        ] {
            case(closed, None);
        }
    }

    #[test]
    fn an_underlined_heading_is_one_line() {
        assert_eq!(lines("Ada\n===\n\ntext").len(), 2);
    }
}
