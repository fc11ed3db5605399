//! Reads any body with a Markdown parser, in one pass over the text and one over its lines. Most notes are
//! read by [`super::common_markdown`] instead.

use super::day_numbers::without_day_numbers;
use super::lines::{Block, BodyLines, bullets, indent};
use super::markdown_marks::fence;
use super::marks::BodyMarks;
use super::{Body, OpenEnd, Unclosed};
use crate::core::place::Spot;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a body whose first line is line `first_line` of the file.
pub fn read(text: &str, first_line: usize) -> Body<'_> {
    let mut reader = Reading {
        structure: Structure::of(text),
        lines: BodyLines::of(text, BodyMarks::of(text)),
        open_lists: Vec::new(),
        next_list: 0,
    };
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        reader.line(line.trim_end_matches('\n'), start, first_line + number);
        start += line.len();
    }
    let unclosed = reader.structure.unclosed(text, first_line);
    let body = reader.lines.finish();
    // A block below a comment that is never closed is in it.
    Body { unclosed: body.unclosed.or(unclosed), ..body }
}

/// Byte ranges of the body by their structure, each list in order.
#[derive(Default)]
struct Structure {
    excluded: Vec<Range<usize>>,
    /// The last code block between fences or block of HTML.
    last_block: Range<usize>,
    blanked: Vec<Range<usize>>,
    items: Vec<(usize, usize)>,
    lists: Vec<(Range<usize>, usize)>,
    headings: Vec<(Range<usize>, u8)>,
    tables: Vec<Range<usize>>,
    /// Where text or a link begins with a bracket.
    brackets: Vec<usize>,
}

impl Structure {
    fn of(text: &str) -> Structure {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let mut structure = Structure::default();
        let mut depth = 0;
        for (event, range) in Parser::new_ext(&without_day_numbers(text), options).into_offset_iter() {
            // With tabs, the range of an item can begin at the line break before it.
            let breaks =
                text.get(range.clone()).map_or(0, |text| text.len() - text.trim_start_matches('\n').len());
            let range = range.start + breaks..range.end;
            if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)) | Tag::HtmlBlock) = event {
                structure.last_block = range.clone();
            }
            match event {
                // A rule has no text, and the lines after it continue nothing.
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
                Event::Start(Tag::Heading { level, .. }) => structure.headings.push((range, level as u8)),
                Event::Start(Tag::Table(_)) => structure.tables.push(range),
                Event::Start(Tag::Strikethrough) | Event::Code(_) => structure.blank(range),
                Event::Text(_) | Event::Start(Tag::Link { .. } | Tag::Image { .. })
                    if text.as_bytes().get(range.start) == Some(&b'[') =>
                {
                    structure.brackets.push(range.start);
                }
                Event::InlineHtml(html) if html.starts_with("<!--") => structure.blank(range),
                _ => {}
            }
        }
        structure
    }

    /// Returns the code block or comment that reaches to the end of the text because it is never closed.
    fn unclosed(&self, text: &str, first_line: usize) -> Option<Unclosed> {
        let block = text.get(self.last_block.clone()).filter(|block| !block.is_empty())?;
        let what = open_end(block)?;
        text.get(self.last_block.end..).filter(|behind| behind.trim().is_empty())?;
        let before = text.get(..self.last_block.start)?;
        let own_line = before.rsplit('\n').next().unwrap_or_default();
        let line = first_line + before.matches('\n').count();
        // A quote is not read, closed or not.
        let spot = Spot::new(line, own_line.chars().count() + 1);
        (!own_line.contains('>')).then_some(Unclosed { what, spot })
    }

    /// Adds a range to blank out, unless an earlier one covers it. The list is searched by bisection, so it
    /// must be sorted by its ends too.
    fn blank(&mut self, range: Range<usize>) {
        if self.blanked.last().is_none_or(|last| range.start >= last.end) {
            self.blanked.push(range);
        }
    }
}

struct Reading<'a> {
    structure: Structure,
    lines: BodyLines<'a>,
    /// End and depth of the lists around the position that was last looked up.
    open_lists: Vec<(usize, usize)>,
    next_list: usize,
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &'a str, start: usize, number: usize) {
        let end = start + line.len();
        if line.trim().is_empty() {
            return;
        }
        let from = self.structure.items.partition_point(|(at, _)| *at < start);
        let items = self.structure.items.get(from..).unwrap_or_default();
        let item = items.iter().take_while(|(at, _)| *at < end).last().map(|(_, depth)| *depth);
        if covers(&self.structure.excluded, start + indent(line)) {
            if item.is_some() && line.trim_start().starts_with('>') {
                self.lines.add_quoted(line, number, self.blanked(start, end));
            }
            return;
        }
        let mut blanked = self.blanked(start, end);
        blanked.extend(item.and_then(|_| self.hidden_in_item(line, start)));
        let block = match (self.heading(start, end), item) {
            // The second line of a heading underlined with `===` is not text.
            (Some((range, _)), _) if range.start < start && !line.contains('#') => {
                return self.lines.skip_line(line, number, blanked);
            }
            (Some((_, level)), None) => Block::Heading(level),
            (Some((_, level)), Some(_)) => Block::HeadingInItem(level),
            (None, Some(depth)) => Block::Item { depth, marks: None },
            (None, None) if covers(&self.structure.tables, start) => Block::Row,
            (None, None) if self.is_definition(line, start) => return,
            (None, None) => Block::Text(self.depth(start)),
        };
        self.lines.add(line, number, block, blanked);
    }

    /// Returns the range of a comment or quote directly after the bullet of an item: `- <!-- … -->`, `- > …`.
    fn hidden_in_item(&self, line: &str, start: usize) -> Option<Range<usize>> {
        let from = bullets(line);
        let words = line.get(from..)?;
        let is_hidden = (words.starts_with("<!--") || words.starts_with('>'))
            && covers(&self.structure.excluded, start + from);
        is_hidden.then_some(from..line.trim_end().len())
    }

    /// Returns the heading that a line belongs to.
    fn heading(&self, start: usize, end: usize) -> Option<(Range<usize>, u8)> {
        let headings = &self.structure.headings;
        let place = headings.partition_point(|(range, _)| range.end <= start);
        headings.get(place).filter(|(range, _)| range.start < end.max(start + 1)).cloned()
    }

    /// Whether a line is a link definition, which is no text: `[a]: b.md`. The text after `[^1]:` is a footnote.
    fn is_definition(&self, line: &str, start: usize) -> bool {
        let words = line.trim_start();
        let is_set_off = words.starts_with('[') && !words.starts_with("[^") && words.contains("]:");
        is_set_off && self.structure.brackets.binary_search(&(start + indent(line))).is_err()
    }

    /// Returns how deep in lists a position is. Calls must follow the order of the body.
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

    /// Returns the ranges of a line to blank out.
    fn blanked(&self, start: usize, end: usize) -> Vec<Range<usize>> {
        let blanked = &self.structure.blanked;
        let from = blanked.partition_point(|range| range.end <= start);
        let ranges = blanked.get(from..).unwrap_or_default().iter().take_while(|range| range.start < end);
        ranges.map(|range| range.start.max(start) - start..range.end.min(end) - start).collect()
    }
}

/// Returns what a block is, if it lacks its end.
fn open_end(block: &str) -> Option<OpenEnd> {
    let block = block.trim();
    if block.starts_with("<!--") {
        return (!block.contains("-->")).then_some(OpenEnd::HtmlComment);
    }
    let fence = fence(block)?;
    let letter = fence.chars().next()?;
    let length = |line: &str| line.len() - line.trim_start_matches(letter).len();
    let last = block.lines().skip(1).last().unwrap_or_default().trim();
    let is_closed = length(last) == last.len() && length(last) >= length(block);
    (!is_closed).then_some(OpenEnd::Code(fence))
}

fn covers(ranges: &[Range<usize>], at: usize) -> bool {
    let place = ranges.partition_point(|range| range.end <= at);
    ranges.get(place).is_some_and(|range| range.contains(&at))
}
