//! The body of a note as lines that can mean something.
//!
//! One Markdown pass finds the structure (code, quotes, lists, headings, tables);
//! what a reader does not see as the writer's own words is left out or blanked:
//! code, quotes, callouts, comments, strike-through, embeds (design 3.4).

use super::common_markdown::{self, Plain};
use crate::core::place::Spot;
use crate::core::text::fold_heading;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::borrow::Cow;
use std::ops::Range;

/// The lines of a body, with the sections they stand in.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Body<'a> {
    /// Lines in order, without those that are left out and without blank ones.
    pub lines: Vec<Line<'a>>,
    /// Sections in order; a line names its own by position.
    pub sections: Vec<Section>,
}

/// A heading with what it stands under.
#[derive(Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The heading folded with [`fold_heading`].
    pub heading: String,
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
    /// Whether a section or one around it has a heading that `fits` (level, folded heading).
    pub fn within(&self, section: Option<usize>, fits: impl Fn(u8, &str) -> bool) -> bool {
        let mut section = section;
        while let Some(found) = section.and_then(|place| self.sections.get(place)) {
            if fits(found.level, &found.heading) {
                return true;
            }
            section = found.parent;
        }
        false
    }

    /// All sections that are, or lie in, one whose heading `fits` (level, folded heading).
    pub fn under(&self, fits: impl Fn(u8, &str) -> bool) -> Under {
        let mut under = Under(Vec::with_capacity(self.sections.len()));
        for section in &self.sections {
            // A parent stands before what lies in it.
            let holds = under.holds(section.parent) || fits(section.level, &section.heading);
            under.0.push(holds);
        }
        under
    }
}

/// The sections of a body that lie under certain headings. Worked out once a body: many lines
/// stand in one section, and each would look its headings up anew.
pub struct Under(Vec<bool>);

impl Under {
    /// Whether a section is one of them.
    pub fn holds(&self, section: Option<usize>) -> bool {
        section.and_then(|place| self.0.get(place)).copied().unwrap_or(false)
    }
}

/// What one Markdown pass says of byte ranges of the body, each list in order.
#[derive(Default)]
struct Structure {
    excluded: Vec<Range<usize>>,
    blanked: Vec<Range<usize>>,
    items: Vec<(usize, usize)>,
    lists: Vec<(Range<usize>, usize)>,
    headings: Vec<(Range<usize>, u8)>,
    tables: Vec<Range<usize>>,
}

/// Reads a body whose first line is `first_line` of the file.
pub fn read(text: &str, first_line: usize) -> Body<'_> {
    match common_markdown::read(text) {
        Some(Plain { items, headings, code, excluded, tables }) => {
            let structure =
                Structure { items, headings, blanked: code, excluded, tables, ..Structure::default() };
            read_with(structure, text, first_line)
        }
        None => read_fully(text, first_line),
    }
}

/// As [`read`], with the full parser whatever the text: what the short way is compared with.
pub(super) fn read_fully(text: &str, first_line: usize) -> Body<'_> {
    read_with(Structure::of(text), text, first_line)
}

fn read_with(structure: Structure, text: &str, first_line: usize) -> Body<'_> {
    let mut reader = BodyReader {
        structure,
        body: Body::default(),
        path: Vec::new(),
        open_lists: Vec::new(),
        next_list: 0,
        in_comment: false,
        has_embeds: text.contains("!["),
        has_comments: text.contains("%%"),
    };
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        reader.line(line.trim_end_matches('\n'), start, first_line + number);
        start += line.len();
    }
    reader.body
}

impl Structure {
    fn of(text: &str) -> Structure {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut structure = Structure::default();
        let mut depth = 0;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            // With tabs, the range of an item can begin at the line break before it.
            let breaks =
                text.get(range.clone()).map_or(0, |text| text.len() - text.trim_start_matches('\n').len());
            let range = range.start + breaks..range.end;
            match event {
                // A rule is no text, and what follows it continues nothing.
                Event::Rule | Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock)
                    if structure.excluded.last().is_none_or(|last| range.start >= last.end) =>
                {
                    structure.excluded.push(range);
                }
                Event::Start(Tag::List(_)) => {
                    depth += 1;
                    structure.lists.push((range, depth));
                }
                Event::End(TagEnd::List(_)) => depth -= 1,
                Event::Start(Tag::Item) => structure.items.push((range.start, depth)),
                Event::Start(Tag::Heading { level, .. }) => structure.headings.push((range, number(level))),
                Event::Start(Tag::Table(_)) => structure.tables.push(range),
                Event::Start(Tag::Strikethrough) | Event::Code(_) => structure.blank(range),
                Event::InlineHtml(html) if html.starts_with("<!--") => structure.blank(range),
                _ => {}
            }
        }
        structure
    }
}

impl Structure {
    /// Adds what is to be blanked. What lies in a range that is there already is blanked with it:
    /// the list must stay in order by its ends too, for it is searched by halves.
    fn blank(&mut self, range: Range<usize>) {
        if self.blanked.last().is_none_or(|last| range.start >= last.end) {
            self.blanked.push(range);
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

struct BodyReader<'a> {
    structure: Structure,
    body: Body<'a>,
    /// Open sections, outermost first.
    path: Vec<usize>,
    /// End and depth of the lists around the last position asked for.
    open_lists: Vec<(usize, usize)>,
    next_list: usize,
    in_comment: bool,
    /// Whether any line may hold an embed, or a comment: looked for once a body, not once a line.
    has_embeds: bool,
    has_comments: bool,
}

impl<'a> BodyReader<'a> {
    fn line(&mut self, line: &'a str, start: usize, number: usize) {
        let end = start + line.len();
        if line.trim().is_empty() || covers(&self.structure.excluded, start + indent(line)) {
            return;
        }
        let text = self.visible(line, start);
        let item = first_in(&self.structure.items, |(at, _)| *at, start, end);
        let (kind, skip) = match (self.heading(start, end), item) {
            (Some((range, level)), _) => {
                // The second line of a heading underlined with === is its mark, not text.
                if range.start < start && !line.contains('#') {
                    return;
                }
                let skip = if item.is_some() { bullets(&text) } else { 0 };
                (LineKind::Heading(level), skip + heading_marks(text.get(skip..).unwrap_or_default()))
            }
            (None, Some(depth)) => {
                let skip = bullets(&text);
                let (task, after) = task_box(text.get(skip..).unwrap_or_default());
                (LineKind::Item(depth, task), skip + after)
            }
            (None, None) if covers(&self.structure.tables, start) => (LineKind::Row, row_mark(&text)),
            (None, None) => (LineKind::Text(self.depth(start)), indent(&text)),
        };
        let column = line.get(..skip).unwrap_or_default().chars().count() + 1;
        let text = cut(text, skip);
        if text.trim().is_empty() && !matches!(kind, LineKind::Item(..)) {
            return;
        }
        let section = match kind {
            LineKind::Heading(level) => self.enter(level, &text),
            _ => self.path.last().copied(),
        };
        self.body.lines.push(Line { spot: Spot::new(number, column), text, kind, section });
    }

    /// The heading that a line belongs to.
    fn heading(&self, start: usize, end: usize) -> Option<(Range<usize>, u8)> {
        let headings = &self.structure.headings;
        let place = headings.partition_point(|(range, _)| range.end <= start);
        headings.get(place).filter(|(range, _)| range.start < end.max(start + 1)).cloned()
    }

    /// How deep in lists a position lies. Positions are asked for in order.
    fn depth(&mut self, at: usize) -> usize {
        while let Some((range, depth)) =
            self.structure.lists.get(self.next_list).filter(|(range, _)| range.start <= at)
        {
            self.open_lists.push((range.end, *depth));
            self.next_list += 1;
        }
        self.open_lists.retain(|(end, _)| *end > at);
        self.open_lists.last().map_or(0, |(_, depth)| *depth)
    }

    /// Opens a section and gives the one around it.
    fn enter(&mut self, level: u8, heading: &str) -> Option<usize> {
        while self
            .path
            .last()
            .and_then(|last| self.body.sections.get(*last))
            .is_some_and(|last| last.level >= level)
        {
            self.path.pop();
        }
        let parent = self.path.last().copied();
        self.path.push(self.body.sections.len());
        self.body.sections.push(Section { level, heading: fold_heading(heading), parent });
        parent
    }

    /// The line with code, comments, strike-through and embeds blanked, column for column.
    fn visible(&mut self, line: &'a str, start: usize) -> Cow<'a, str> {
        let end = start + line.len();
        let blanked = &self.structure.blanked;
        if blanked.is_empty() && !self.has_embeds && !self.has_comments {
            return Cow::Borrowed(line);
        }
        let from = blanked.partition_point(|range| range.end <= start);
        let mut ranges: Vec<Range<usize>> = blanked
            .get(from..)
            .unwrap_or_default()
            .iter()
            .take_while(|range| range.start < end)
            .map(|range| range.start.max(start) - start..range.end.min(end) - start)
            .collect();
        if self.has_embeds && line.contains("![") {
            ranges.extend(
                super::links::links(line).iter().filter(|link| link.embed).map(|link| link.start..link.end),
            );
        }
        if self.has_comments && (self.in_comment || line.contains("%%")) {
            self.comments(line, &mut ranges);
        }
        if ranges.is_empty() { Cow::Borrowed(line) } else { Cow::Owned(blank(line, ranges)) }
    }

    /// Obsidian's `%%` comments, which may reach over lines.
    fn comments(&mut self, line: &str, ranges: &mut Vec<Range<usize>>) {
        let code = ranges.clone();
        let mut open = self.in_comment.then_some(0);
        for (at, _) in line.match_indices("%%") {
            if code.iter().any(|range| range.contains(&at)) {
                continue;
            }
            open = match open {
                Some(from) => {
                    ranges.push(from..at + 2);
                    None
                }
                None => Some(at),
            };
        }
        if let Some(from) = open {
            ranges.push(from..line.len());
        }
        self.in_comment = open.is_some();
    }
}

fn covers(ranges: &[Range<usize>], at: usize) -> bool {
    let place = ranges.partition_point(|range| range.end <= at);
    ranges.get(place).is_some_and(|range| range.contains(&at))
}

/// The value at the last position within a line.
fn first_in(
    items: &[(usize, usize)],
    at: impl Fn(&(usize, usize)) -> usize,
    start: usize,
    end: usize,
) -> Option<usize> {
    let from = items.partition_point(|item| at(item) < start);
    items.get(from..)?.iter().take_while(|item| at(item) < end).last().map(|(_, depth)| *depth)
}

fn cut(text: Cow<'_, str>, from: usize) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(from..).unwrap_or_default().trim_end()),
        Cow::Owned(text) => Cow::Owned(text.get(from..).unwrap_or_default().trim_end().to_owned()),
    }
}

/// The line with the ranges blanked, one blank for each character.
fn blank(line: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| range.start);
    let mut ranges = ranges.into_iter().peekable();
    let mut end = 0;
    line.char_indices()
        .map(|(at, letter)| {
            while let Some(range) = ranges.next_if(|range| range.start <= at) {
                end = end.max(range.end);
            }
            if at < end { ' ' } else { letter }
        })
        .collect()
}

fn indent(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Bytes of indent and bullets at the start of an item: `- `, `* `, `1. `, `- - `.
fn bullets(text: &str) -> usize {
    let mut skip = indent(text);
    loop {
        let rest = text.get(skip..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = rest.get(digits..).and_then(|rest| rest.chars().next());
        let length = match mark {
            Some('-' | '*' | '+') if digits == 0 => 1,
            Some('.' | ')') if digits > 0 => digits + 1,
            _ => return skip,
        };
        let after = rest.get(length..).unwrap_or_default();
        if !after.is_empty() && !after.starts_with([' ', '\t']) {
            return skip;
        }
        skip += length + indent(after);
    }
}

/// The mark of a task box, and the bytes it takes.
fn task_box(text: &str) -> (Option<char>, usize) {
    let mut letters = text.char_indices();
    let (Some((_, '[')), Some((_, mark)), Some((_, ']'))) = (letters.next(), letters.next(), letters.next())
    else {
        return (None, 0);
    };
    match letters.next() {
        Some((at, ' ' | '\t')) => (Some(mark), at + indent(text.get(at..).unwrap_or_default())),
        None => (Some(mark), text.len()),
        Some(_) => (None, 0),
    }
}

fn heading_marks(text: &str) -> usize {
    let start = indent(text);
    let rest = text.get(start..).unwrap_or_default();
    let marks = rest.len() - rest.trim_start_matches('#').len();
    start + marks + indent(rest.get(marks..).unwrap_or_default())
}

fn row_mark(text: &str) -> usize {
    let start = indent(text);
    let rest = text.get(start..).unwrap_or_default();
    let bar = rest.strip_prefix('|').unwrap_or(rest);
    start + (rest.len() - bar.len()) + indent(bar)
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
        ] {
            let left: Vec<_> = lines(text).into_iter().filter(|line| line.2.contains("call")).collect();
            assert!(left.is_empty(), "{text}: {left:?}");
        }
    }

    #[test]
    fn sections_reach_to_the_next_heading_of_their_level() {
        let body = read("# A\n## Log\n### 2026\n- x\n## Hooks\n- y\n", 1);
        let within =
            |line: usize, heading: &str| body.within(body.lines[line].section, |_, found| found == heading);
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
