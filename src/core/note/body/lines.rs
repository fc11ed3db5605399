//! Builds the body from its lines, once the kind of each is known: removes its marks, blanks out text that is
//! not the writer's own, and opens sections. Both Markdown readers use it.

use super::day_numbers::begins_with_day;
use super::line_marks::LineMarks;
use super::marks::BodyMarks;
use super::task_keywords::task_keyword;
use super::{Body, Line, LineKind, OpenEnd, Section, TaskBox, Unclosed};
use crate::core::bytes::holds_pair;
use crate::core::place::Spot;
use std::borrow::Cow;
use std::ops::Range;

/// Typical bytes of a line, to allocate the list of lines once.
const USUAL_LINE: usize = 64;

/// The kind of a line, by the structure around it.
#[derive(Clone, Copy)]
pub(super) enum Block {
    /// A heading of this level.
    Heading(u8),
    /// A heading after the bullet of an item.
    HeadingInItem(u8),
    /// The first line of an item.
    Item {
        /// Depth in lists, from 1.
        depth: usize,
        /// Bytes of indent and bullets before the words, if known.
        marks: Option<usize>,
    },
    /// A row of a table.
    Row,
    /// Anything else, at this depth in lists.
    Text(usize),
}

/// The body so far.
pub(super) struct BodyLines<'a> {
    pub(super) body: Body<'a>,
    /// Index of the innermost open section; its parents are open too.
    open: Option<usize>,
    /// Where the comment around the end of the last line begins.
    open_comment: Option<Spot>,
    marks: BodyMarks,
}

impl<'a> BodyLines<'a> {
    /// Starts the body of a text with these marks.
    pub(super) fn of(text: &str, marks: BodyMarks) -> BodyLines<'a> {
        let lines = Vec::with_capacity(text.len() / USUAL_LINE + 4);
        BodyLines { body: Body { lines, ..Body::default() }, open: None, open_comment: None, marks }
    }

    /// Returns the body after its last line.
    pub(super) fn finish(mut self) -> Body<'a> {
        self.body.unclosed = self.open_comment.map(|spot| Unclosed { what: OpenEnd::Comment, spot });
        self.body
    }

    /// Adds line `number` of the file, of which the ranges `blanked` are blanked out.
    pub(super) fn add(&mut self, line: &'a str, number: usize, block: Block, blanked: Vec<Range<usize>>) {
        // Most bodies have nothing to blank out.
        let is_plain =
            blanked.is_empty() && !self.marks.embeds && !self.marks.comments && !self.marks.escapes;
        let text = if is_plain { Cow::Borrowed(line) } else { self.visible(line, number, blanked) };
        let text = if self.marks.escapes { unescaped(text) } else { text };
        let (kind, skip) = match block {
            Block::Heading(level) => (LineKind::Heading(level), heading_marks(&text)),
            Block::HeadingInItem(level) => {
                let skip = bullets(&text);
                (LineKind::Heading(level), skip + heading_marks(text.get(skip..).unwrap_or_default()))
            }
            Block::Item { depth, marks } => {
                // Blanked text after the marks counts as their white space.
                let is_word = |at: &usize| text.as_bytes().get(*at).is_some_and(u8::is_ascii_graphic);
                let skip = marks.filter(is_word).unwrap_or_else(|| bullets(&text));
                let (task, after) = task_mark(text.get(skip..).unwrap_or_default());
                (LineKind::Item(depth, task), skip + after)
            }
            Block::Row => (LineKind::Row, row_mark(&text)),
            Block::Text(depth) => (LineKind::Text(depth), indent(&text)),
        };
        let before = line.get(..skip).unwrap_or_default();
        // Nearly always ASCII.
        let column = 1 + if before.is_ascii() { before.len() } else { before.chars().count() };
        let text = cut(text, skip);
        if text.is_empty() && !matches!(kind, LineKind::Item(..)) {
            return;
        }
        let section = match kind {
            LineKind::Heading(level) => self.open_section(level, text.clone()),
            LineKind::Item(..) | LineKind::Row | LineKind::Text(_) => self.open,
        };
        let marks = LineMarks::of(&text);
        self.body.lines.push(Line { spot: Spot::new(number, column), text, marks, kind, section });
    }

    /// Adds an item in a quote, if it is a task or may begin with a date. Escaped brackets stay escaped there:
    /// `import` writes texts of others so.
    pub(super) fn add_quoted(&mut self, line: &'a str, number: usize, blanked: Vec<Range<usize>>) {
        if self.open_comment.is_some() || line.contains("%%") {
            return;
        }
        let quotes = line.len() - line.trim_start_matches(['>', ' ', '\t']).len();
        let text = self.visible(line, number, blanked);
        let skip = quotes + bullets(text.get(quotes..).unwrap_or_default());
        let (task, after) = task_box(text.get(skip..).unwrap_or_default());
        let words = text.get(skip..).unwrap_or_default();
        if task.is_some() || may_be_dated(words) {
            let column = line.get(..skip + after).unwrap_or_default().chars().count() + 1;
            let (spot, kind) = (Spot::new(number, column), LineKind::Item(1, task));
            let text = cut(text, skip + after);
            let marks = LineMarks::of(&text);
            self.body.quoted.push(Line { spot, text, marks, kind, section: self.open });
        }
    }

    /// Skips a line, but notes a comment that begins or ends on it.
    pub(super) fn skip_line(&mut self, line: &'a str, number: usize, blanked: Vec<Range<usize>>) {
        self.visible(line, number, blanked);
    }

    /// Opens a section and returns its parent.
    fn open_section(&mut self, level: u8, heading: Cow<'a, str>) -> Option<usize> {
        let mut parent = self.open;
        while let Some(around) = parent.and_then(|place| self.body.sections.get(place)) {
            if around.level < level {
                break;
            }
            parent = around.parent;
        }
        self.open = Some(self.body.sections.len());
        self.body.sections.push(Section { level, heading, parent });
        parent
    }

    /// Returns the line with code, comments, strike-through and embeds blanked out, keeping its columns.
    fn visible(&mut self, line: &'a str, number: usize, blanked: Vec<Range<usize>>) -> Cow<'a, str> {
        let mut ranges = blanked;
        if self.marks.embeds && holds_pair(line, [b'!', b'[']) {
            ranges.extend(
                super::links::links(line).iter().filter(|link| link.embed).map(|link| link.start..link.end),
            );
        }
        if self.marks.comments && (self.open_comment.is_some() || holds_pair(line, [b'%'; 2])) {
            self.comments(line, number, &mut ranges);
        }
        if ranges.is_empty() { Cow::Borrowed(line) } else { Cow::Owned(blank(line, ranges)) }
    }

    /// Adds the ranges of Obsidian's `%%` comments, which may span lines.
    fn comments(&mut self, line: &str, number: usize, ranges: &mut Vec<Range<usize>>) {
        ranges.sort_unstable_by_key(|range| range.start);
        let mut code = ranges.clone().into_iter().peekable();
        let mut code_end = 0;
        let mut open = self.open_comment.map(|_| 0);
        for (at, _) in line.match_indices("%%") {
            while let Some(range) = code.next_if(|range| range.start <= at) {
                code_end = code_end.max(range.end);
            }
            if at < code_end {
                continue;
            }
            open = match open {
                Some(from) => {
                    ranges.push(from..at + 2);
                    self.open_comment = None;
                    None
                }
                None => {
                    let before = line.get(..at).unwrap_or_default().chars().count();
                    self.open_comment = Some(Spot::new(number, before + 1));
                    Some(at)
                }
            };
        }
        if let Some(from) = open {
            ranges.push(from..line.len());
        }
    }
}

fn cut(text: Cow<'_, str>, from: usize) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.get(from..).unwrap_or_default().trim_end()),
        Cow::Owned(text) => Cow::Owned(text.get(from..).unwrap_or_default().trim_end().to_owned()),
    }
}

/// Replaces every character in the ranges by a space.
fn blank(line: &str, mut ranges: Vec<Range<usize>>) -> String {
    ranges.sort_by_key(|range| range.start);
    let mut text = String::with_capacity(line.len());
    let mut end = 0;
    for range in ranges {
        let start = range.start.max(end);
        text.push_str(line.get(end..start).unwrap_or_default());
        let hidden = line.get(start..range.end).unwrap_or_default();
        text.extend(std::iter::repeat_n(' ', hidden.chars().count()));
        end = end.max(range.end);
    }
    text.push_str(line.get(end..).unwrap_or_default());
    text
}

/// Escaped angle brackets, as pandoc and some editors write them, and the brackets with spaces on their outer
/// side, so that columns stay.
const ESCAPED: [(&str, &str); 4] = [("\\<", " <"), ("\\>", "> "), ("&lt;", "   <"), ("&gt;", ">   ")];

fn unescaped(text: Cow<'_, str>) -> Cow<'_, str> {
    let text = ESCAPED.iter().fold(text, |text, (escaped, bracket)| {
        if text.contains(escaped) { Cow::Owned(text.replace(escaped, bracket)) } else { text }
    });
    if text.contains("\\[") { Cow::Owned(square_unescaped(&text)) } else { text }
}

/// Does the same for pairs of square brackets, `\[2026-11-02 Mon\]`, other than boxes. A bracket that is escaped
/// alone keeps a text from being a link or a box, `\[[Ada]]`, and so do two pairs, `\[\[Ada\]\]`.
fn square_unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("\\[") {
        plain.push_str(before);
        let pair = from.find(['[', ']']).and_then(|end| from.split_at_checked(end));
        let inner =
            pair.filter(|(_, after)| after.starts_with(']')).and_then(|(inner, _)| inner.strip_suffix('\\'));
        let is_double = before.is_empty() && plain.ends_with("\\[");
        match inner.filter(|inner| inner.chars().count() > 1 && !is_double) {
            Some(inner) => {
                plain.extend([" [", inner, "] "]);
                rest = from.get(inner.len() + "\\]".len()..).unwrap_or_default();
            }
            None => {
                plain.push_str("\\[");
                rest = from;
            }
        }
    }
    plain + rest
}

/// Whether words may begin with a date, after marks of emphasis.
pub(super) fn may_be_dated(words: &str) -> bool {
    let start = words.trim_start_matches(['*', '_']);
    start.starts_with(|letter: char| letter.is_ascii_digit() || letter == '[')
}

/// Returns the bytes of white space at the start of a text.
pub(super) fn indent(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Returns the bytes of indent and bullets at the start of an item: `- `, `* `, `1. `, `- - `. Not the day in
/// `- 2. November 2026`.
pub(super) fn bullets(text: &str) -> usize {
    let from = indent(text);
    let mut skip = from;
    loop {
        let rest = text.as_bytes().get(skip..).unwrap_or_default();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let length = match rest.get(digits) {
            Some(b'-' | b'*' | b'+') if digits == 0 => 1,
            Some(b'.') if skip > from && text.get(skip..).is_some_and(begins_with_day) => return skip,
            Some(b'.' | b')') if digits > 0 => digits + 1,
            _ => return skip,
        };
        if !matches!(rest.get(length), None | Some(b' ' | b'\t')) {
            return skip;
        }
        skip += length + indent(text.get(skip + length..).unwrap_or_default());
    }
}

/// Returns the box of a task, and the bytes of its box or keyword and the space after it. A box may have a
/// keyword for an open task behind it, `[ ] TODO send it`, which says no more than the box.
fn task_mark(text: &str) -> (Option<TaskBox>, usize) {
    if let Some((found, behind)) = task_keyword(text) {
        return (Some(found), text.len() - behind.trim_start().len());
    }
    let (found, length) = match task_box(text) {
        (None, _) => hasty_box(text).map_or((None, 0), |(found, length)| (Some(found), length)),
        found => found,
    };
    let behind = text.get(length..).filter(|_| found.is_some()).and_then(task_keyword);
    match behind {
        Some((TaskBox::Open, behind)) => (found, text.len() - behind.trim_start().len()),
        _ => (found, length),
    }
}

/// Returns a task box, and the bytes of the box and the space after it.
fn task_box(text: &str) -> (Option<TaskBox>, usize) {
    let mark = text.strip_prefix('[').and_then(|inner| inner.chars().next());
    let behind = mark.and_then(|mark| text.get(1 + mark.len_utf8()..)?.strip_prefix(']'));
    match behind.filter(|behind| behind.is_empty() || behind.starts_with([' ', '\t'])) {
        Some(behind) => (mark.map(TaskBox::of), text.len() - behind.trim_start().len()),
        None => (None, 0),
    }
}

/// Returns a box with a space too few or too many, `[] call`, `[  ] call`, `[ ]call`, or as a character, `☐ call`. Not
/// `[]string`, as code has it.
fn hasty_box(text: &str) -> Option<(TaskBox, usize)> {
    let (found, behind, may_be_glued) = match text.as_bytes().first()? {
        b'[' => {
            let (mark, behind) = text.strip_prefix('[')?.split_once(']')?;
            let is_blank = mark.bytes().all(|byte| byte == b' ');
            let found = if is_blank { TaskBox::Open } else { TaskBox::of(mark.chars().next()?) };
            let may_be_glued = matches!(mark, " " | "x" | "X");
            (found, Some(behind).filter(|_| is_blank || may_be_glued)?, may_be_glued)
        }
        0xe2 => {
            let done = || text.strip_prefix(['☑', '☒']).map(|behind| (TaskBox::Done, behind));
            let (found, behind) =
                text.strip_prefix('☐').map(|behind| (TaskBox::Open, behind)).or_else(done)?;
            (found, behind, true)
        }
        _ => return None,
    };
    let words = behind.trim_start_matches('\u{fe0f}').trim_start();
    let is_apart = words.len() < behind.len() && !words.is_empty();
    // `[ ](address)` is a link.
    let is_glued = words.starts_with(char::is_alphanumeric) || words.starts_with("[[");
    let begins = is_apart || (may_be_glued && is_glued);
    begins.then_some((found, text.len() - words.len()))
}

fn heading_marks(text: &str) -> usize {
    text.len() - text.trim_start().trim_start_matches('#').trim_start().len()
}

fn row_mark(text: &str) -> usize {
    let row = text.trim_start();
    text.len() - row.strip_prefix('|').unwrap_or(row).trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_ranges_are_blanked_out() {
        #[track_caller]
        fn case(ranges: &[Range<usize>], expected: &str) {
            assert_eq!(blank("aébcd→f", ranges.to_vec()), expected);
        }
        case(&[], "aébcd→f");
        case(&[1..3, 5..9], "a bc  f");
        case(&[3..5, 0..4], "    d→f");
        case(&[0..9, 1..3], "      f");
        case(&[9..10, 9..10], "aébcd→ ");
    }

    #[test]
    fn boxes_typed_in_haste_are_boxes() {
        #[track_caller]
        fn case(text: &str, expected: Option<TaskBox>, words: &str) {
            let (found, length) = task_mark(text);
            assert_eq!((found, text.get(length..).unwrap()), (expected, words), "{text}");
        }
        for text in ["[ ] call", "[] call", "[  ] call", "[ ]call", "☐ call", "☐call"] {
            case(text, Some(TaskBox::Open), "call");
        }
        for text in ["[x] call", "[x]call", "[X]call", "☑ call", "☒ call"] {
            case(text, Some(TaskBox::Done), "call");
        }
        case("[ ][[Ada]] call", Some(TaskBox::Open), "[[Ada]] call");
        case("[x]2026-11-20 called", Some(TaskBox::Done), "2026-11-20 called");
        for text in [
            "[](plan.md)", "[ ](plan.md)", "[x](plan.md)", "[x]: plan", "[x][plan]", "[call] her",
            "[[Ada]] call", "[2026-11-02] call", "[-]call", "[]", "☐", "→ call", "[]call", "[]string",
            "[]byte is a slice", "[][[Ada]]",
        ] {
            case(text, None, text);
        }
    }
}
