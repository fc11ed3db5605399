//! Which lines of a body are text of a dated entry. What an entry says in hashtags, labels and fields is said of
//! that day and not of the contact (design 3.1, 3.2).

use super::body::{Body, Line, LineKind};
use super::log::after_date::behind_date;
use super::log::said::{belongs, is_only_marks, is_other_task};
use super::log::topic::is_property;
use super::log::{is_bold, without_marks};
use crate::core::date_text::{DateFault, leading};

/// What a line is to the dated entry that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// It stands in none.
    Outside,
    /// The dated line, the text that gives it its words, and what is indented below it.
    Words,
    /// What else stands under a dated heading, or right below a dated bold run.
    Below,
}

/// What a dated line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// Nothing but its date: its words are the first text below it.
    Bare,
    /// Words of its own.
    Worded,
}

/// What a line says that begins as an entry does, wherever it stands; none of one that begins with no date.
pub(super) fn dated(line: &Line<'_>) -> Option<Head> {
    let text = line.text.as_ref();
    match line.kind {
        LineKind::Text(_) if !is_bold(text) => return None,
        LineKind::Heading(1) => return None,
        LineKind::Text(_) | LineKind::Heading(_) | LineKind::Row | LineKind::Item(..) => {}
    }
    let start = without_marks(text);
    // A date of which only the order is open is one all the same.
    let found = leading(start, None).filter(|found| found.day != Err(DateFault::NotADate))?;
    let rest = start.get(found.length..).unwrap_or_default().trim_start_matches(['*', '_']);
    Some(if is_only_marks(behind_date(rest, None)) { Head::Bare } else { Head::Worded })
}

/// Goes through a body as far as somebody asks, so that nothing is looked at behind the last line in question.
pub(super) struct EntryText<'b, F> {
    body: &'b Body<'b>,
    /// Whether a line is an entry.
    head: F,
    /// The first line that was not looked at.
    next: usize,
    /// What the line before that one is.
    part: Part,
    /// The level of the dated heading around.
    heading: Option<u8>,
    /// The dated item or bold run around.
    block: Option<Block>,
    words: Words,
    /// The task that was passed over last while the words were looked for.
    task: Option<&'b Line<'b>>,
}

#[derive(Clone, Copy)]
enum Block {
    /// An item, this deep in lists.
    Item(usize),
    /// A bold run, of whose lines this is the last.
    Bold(u32),
}

/// The words of a heading or bold run that is only a date.
#[derive(Clone, Copy)]
enum Words {
    None,
    Wanted,
    /// They were found; this is their last line.
    UpTo(u32),
}

impl<'b, F: FnMut(&Line<'_>) -> Option<Head>> EntryText<'b, F> {
    pub(super) fn new(body: &'b Body<'b>, head: F) -> EntryText<'b, F> {
        let (next, part) = (0, Part::Outside);
        EntryText { body, head, next, part, heading: None, block: None, words: Words::None, task: None }
    }

    /// What the line at a place is. Asked in the order of the body.
    pub(super) fn part_of(&mut self, place: usize) -> Part {
        while self.next <= place
            && let Some(line) = self.body.lines.get(self.next)
        {
            self.part = self.step(line);
            self.next += 1;
        }
        self.part
    }

    fn step(&mut self, line: &'b Line<'b>) -> Part {
        self.close(line);
        match (self.head)(line) {
            Some(head) => self.open(line, head),
            None => self.below(line),
        }
    }

    /// Leaves what does not reach to this line.
    fn close(&mut self, line: &Line<'_>) {
        if let LineKind::Heading(level) = line.kind {
            (self.block, self.words) = (None, Words::None);
            self.heading = self.heading.filter(|own| level > *own);
        }
        self.block = self.block.filter(|block| match (block, line.kind) {
            (Block::Item(own), LineKind::Item(depth, _)) => depth > *own,
            (Block::Item(own), LineKind::Text(depth)) => depth >= *own,
            (Block::Bold(last), LineKind::Text(_) | LineKind::Item(..)) => line.spot.line == *last + 1,
            (Block::Item(_) | Block::Bold(_), LineKind::Row | LineKind::Heading(_)) => false,
        });
    }

    fn open(&mut self, line: &Line<'_>, head: Head) -> Part {
        // A dated line within an entry is of that one too, which reaches further.
        if !matches!(self.block, Some(Block::Item(_))) {
            let wanted = if head == Head::Bare { Words::Wanted } else { Words::None };
            (self.words, self.task) = (Words::None, None);
            match line.kind {
                LineKind::Heading(level) => (self.heading, self.words) = (Some(level), wanted),
                LineKind::Text(_) => (self.block, self.words) = (Some(Block::Bold(line.spot.line)), wanted),
                LineKind::Item(depth, _) => self.block = Some(Block::Item(depth)),
                LineKind::Row => {}
            }
        }
        Part::Words
    }

    fn below(&mut self, line: &'b Line<'b>) -> Part {
        let number = line.spot.line;
        if let Some(Block::Bold(last)) = &mut self.block {
            *last = number;
        }
        let is_text = matches!(line.kind, LineKind::Text(_));
        let may_say = is_text || matches!(line.kind, LineKind::Item(..));
        let is_of_task = self.task.is_some_and(|task| belongs(task, line));
        let is_task = matches!(self.words, Words::Wanted) && !is_of_task && is_other_task(line, None);
        if is_task {
            self.task = Some(line);
        }
        let is_first = || may_say && !is_property(&line.text) && !is_task && !is_of_task;
        match self.words {
            Words::Wanted if is_first() => self.words = Words::UpTo(number),
            Words::UpTo(last) if is_text && number == last + 1 => self.words = Words::UpTo(number),
            Words::UpTo(_) => self.words = Words::None,
            Words::None | Words::Wanted => {}
        }
        match (self.block, self.words) {
            (Some(Block::Item(_)), _) | (_, Words::UpTo(_)) => Part::Words,
            (Some(Block::Bold(_)), _) => Part::Below,
            (None, _) if self.heading.is_some() => Part::Below,
            (None, _) => Part::Outside,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;

    /// A letter for each line: `o` outside, `w` words, `b` below.
    #[track_caller]
    fn case(text: &str, expected: &str) {
        let body = body::read(text, 1);
        let mut entries = EntryText::new(&body, dated);
        let parts = (0..body.lines.len()).map(|place| match entries.part_of(place) {
            Part::Outside => 'o',
            Part::Words => 'w',
            Part::Below => 'b',
        });
        assert_eq!(parts.collect::<String>(), expected, "{text}");
    }

    #[test]
    fn an_item_has_all_that_is_indented_below_it() {
        case("- a\n- 2026-11-02 call\n  b\n  - c\n    - d\n- e", "owwwwo");
        case("- 2026-11-02\n  - call\n\n  b\n\nc", "wwwo");
        case("- a\n  - 2026-11-02 call\n    - b\n  - c", "owwo");
        case("- 2026-11-02\n  - 2026-11-03 call\n  - b\n- c", "wwwo");
        case("- [x] 2026-11-02 call\n  - b", "ww");
    }

    #[test]
    fn a_heading_has_its_first_text_as_words_if_it_is_only_a_date() {
        case("### 2026-11-02\n\na\nb\n\nc\n### d\ne", "wwwboo");
        case("### 2026-11-02\nid:: x\n- a\n- b\n## c\nd", "wbwboo");
        case("### 2026-11-02 call\na\n#### b\nc\n## d\ne", "wbbboo");
        case("# 2026-11-02\na", "oo");
        case("### 2026-11-02\n#### a\nb", "wbb");
        case("### 2026-11-02\n- [ ] a\n- b\n- c", "wbwb");
        case("### 2026-11-02\n- [ ] a\n  b\n- c", "wbbw");
    }

    #[test]
    fn a_bold_run_has_the_lines_right_below_it() {
        case("**2026-11-02** call\na\n- b\n\nc", "wbbo");
        case("**2026-11-02**\n\na\n\nb", "wwo");
        case("2026-11-02 call\na", "oo");
    }

    #[test]
    fn a_row_is_alone() {
        case("| 2026-11-02 | Call |\n|---|---|\n| a | b |\n\nc", "wooo");
    }
}
