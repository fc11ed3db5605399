//! The body of a note as lines that can mean something.
//!
//! The structure (code, quotes, lists, headings, tables) is found by [`self::common_markdown`] or
//! [`self::full_markdown`]; what a reader does not see as the writer's own words is left out or blanked:
//! code, quotes, callouts, comments, strike-through, embeds (design 3.4).

pub mod common_markdown;
pub mod full_markdown;
pub mod line;
pub mod line_marks;
pub(super) mod lines;
pub mod links;
pub(super) mod markdown_marks;
pub(super) mod marks;

use self::line_marks::LineMarks;
use crate::core::place::Spot;
use crate::core::text::fold_heading;
use std::borrow::Cow;

/// The lines of a body, with the sections they stand in.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Body<'a> {
    /// Lines in order, without those that are left out and without blank ones.
    pub lines: Vec<Line<'a>>,
    /// Sections in order; a line names its own by position.
    pub sections: Vec<Section<'a>>,
    /// Tasks in quotes and callouts, which nothing but tasks is read from; and items there that may begin with
    /// a date, of which is told where they are meant as a log.
    pub quoted: Vec<Line<'a>>,
}

/// A heading with what it stands under.
#[derive(Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// 1 to 6.
    pub level: u8,
    /// The words of the heading.
    pub heading: Cow<'a, str>,
    /// The section it lies in.
    pub parent: Option<usize>,
}

/// A line of the body.
#[derive(Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Where `text` begins in the file.
    pub spot: Spot,
    /// The words, without bullet, task box, heading marks and first table bar; what
    /// does not count is blanked, so that columns hold.
    pub text: Cow<'a, str>,
    /// What stands in the words, as far as it can mean something.
    pub marks: LineMarks,
    /// What the line is.
    pub kind: LineKind,
    /// The section it stands in; for a heading, the section around it.
    pub section: Option<usize>,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A heading of this level.
    Heading(u8),
    /// The first line of a list item: how deep (from 1), and the mark in its task box.
    Item(usize, Option<char>),
    /// A row of a table.
    Row,
    /// Anything else; how deep in lists it stands (0: in none).
    Text(usize),
}

impl Body<'_> {
    /// Whether a line stands above the first section: a level-1 heading is the title of all. A section lies in those
    /// of higher level alone, so its own level says it.
    pub fn is_in_head(&self, line: &Line<'_>) -> bool {
        let section = line.section.and_then(|place| self.sections.get(place));
        section.is_none_or(|section| section.level < 2)
    }

    /// A section, and those around it, the innermost first.
    pub fn around(&self, section: Option<usize>) -> impl Iterator<Item = &Section<'_>> {
        let at = |place: Option<usize>| place.and_then(|place| self.sections.get(place));
        std::iter::successors(at(section), move |section| at(section.parent))
    }

    /// Whether a section or one around it has a heading that `fits`, folded with [`fold_heading`].
    pub fn within(&self, section: Option<usize>, fits: impl Fn(&str) -> bool) -> bool {
        self.around(section).any(|section| fits(&fold_heading(&section.heading)))
    }
}

/// Reads a body whose first line is `first_line` of the file.
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
        case("* [x] done", 7, "done", Item(1, Some('x')));
        case("- [>] moved", 7, "moved", Item(1, Some('>')));
        case("12) twelve", 5, "twelve", Item(1, None));
        case("## A heading ", 4, "A heading", Heading(2));
        case("plain", 1, "plain", Text(0));
        case("a `b` ~~c~~ d", 1, "a           d", Text(0));
        assert_eq!(lines("~~a `b`\n~c~ `d`~~\ne").last().map(|line| line.2.as_str()), Some("e"));
        case("a %%b%% <!-- c --> d", 1, "a                  d", Text(0));
        case("see ![[x]] y", 1, "see        y", Text(0));
        assert_eq!(lines("| a | b |\n|---|---|\n| c | d |")[2], (3, 3, "c | d |".to_owned(), Row));
        assert_eq!(
            lines("- a\n  - b\n    more")[1..],
            [(2, 5, "b".to_owned(), Item(2, None)), (3, 5, "more".to_owned(), Text(2)),]
        );
    }

    #[test]
    fn what_is_not_the_writers_word_is_left_out() {
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
        ] {
            let left: Vec<_> = lines(text).into_iter().filter(|line| line.2.contains("call")).collect();
            assert!(left.is_empty(), "{text}: {left:?}");
        }
    }

    #[test]
    fn sections_reach_to_the_next_heading_of_their_level() {
        let body = read("# A\n## Log\n### 2026\n- x\n## Hooks\n- y\n", 1);
        let within =
            |line: usize, heading: &str| body.within(body.lines[line].section, |found| found == heading);
        assert!(within(3, "log") && within(3, "2026") && within(3, "a"));
        assert!(within(5, "hooks") && !within(5, "log"));
    }

    #[test]
    fn an_outline_of_bullets_has_headings_too() {
        let found = lines("- ## Log\n\t- [[2026-11-05]] coffee\n\t\t- the oboe\n\t- [[2026-10-20]] call");
        let texts: Vec<&str> = found.iter().map(|line| line.2.as_str()).collect();
        assert_eq!(texts, ["Log", "[[2026-11-05]] coffee", "the oboe", "[[2026-10-20]] call"]);
    }

    #[test]
    fn an_underlined_heading_is_one_line() {
        assert_eq!(lines("Ada\n===\n\ntext").len(), 2);
    }
}
