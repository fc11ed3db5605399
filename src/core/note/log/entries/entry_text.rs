//! Determines which lines of a body belong to a dated entry, as its words or as further text of that day.
//! Hashtags, labels and fields in an entry are about that day, not about the contact (design 3.1, 3.2, 3.4).

use super::labels::is_label;
use crate::core::date_text::DateOrder;
use crate::core::note::body::line::{hashtags, is_separator_or_emphasis, plain};
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line, LineKind, TaskBox};
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::dates::start::dated;
use crate::core::note::log::line::topic::is_property;
use crate::core::note::log::line::wishes::CAKE;
use crate::core::note::tasks::dates::{dates, without_block_id};
use crate::core::note::tasks::is_marked_task;
use std::borrow::Cow;

/// How a line belongs to an entry, from the loosest to the closest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::core::note) enum Part {
    /// Under a dated heading, or directly below a dated bold run.
    Below,
    /// Indented below a dated item.
    Indented,
    /// The dated line itself, its continuation, or the text that gives it its words.
    Words,
}

/// Whether a dated line has words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core::note) enum Head {
    /// Only a date, perhaps with hashtags or an emoji. Its words are the first text below it.
    Bare,
    /// A date and words.
    Worded,
}

impl Head {
    /// Decides by the text after the date.
    pub(in crate::core::note) fn of(rest: &str) -> Head {
        if says_nothing(rest) { Head::Bare } else { Head::Worded }
    }
}

/// Whether a text has no words: only hashtags, a block id, emoji and other marks. Arrows and a cake count as
/// words, since they tell what took place.
fn says_nothing(text: &str) -> bool {
    let is_mark = |letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '#' | '^' | '→' | '←' | '<' | '>' | CAKE)
    };
    match text.trim_start_matches(is_mark).chars().next() {
        None => true,
        Some('#' | '^') => plain(without_block_id(text)).text.chars().all(is_mark),
        Some(_) => false,
    }
}

/// The words of a dated line, including continuation lines. If the line is only a date, these are the first
/// text below it.
#[derive(Debug)]
pub(in crate::core::note::log) struct Words<'a> {
    pub(in crate::core::note::log) head: Head,
    pub(in crate::core::note::log) text: Cow<'a, str>,
    /// What the words may contain.
    pub(super) marks: LineMarks,
    /// The last line of the words.
    pub(super) last: u32,
}

impl<'a> Words<'a> {
    /// Collects the words of the dated line at a place; `rest` is the text after its date. `None` for a date
    /// with nothing below it but tasks that say nothing about that day. `separates` tells whether the first line of the
    /// words ends there like before a dash.
    pub(in crate::core::note::log) fn of(
        body: &Body<'_>,
        place: usize,
        rest: &'a str,
        order: Option<DateOrder>,
        separates: impl Fn(&str, &str) -> bool,
    ) -> Option<Words<'a>> {
        let line = body.lines.get(place)?;
        let head = Head::of(rest);
        let text = Cow::Borrowed(if rest.chars().all(is_separator_or_emphasis) { "" } else { rest });
        let mut words = Words { head, text, marks: line.marks, last: line.spot.line };
        let mut open_entry = OpenEntry::of(line, head, order);
        let mut below = body.below(place).iter();
        let mut is_first_break = true;
        while open_entry.expected != Expected::Nothing
            && let Some(next) = below.next()
            && let Some(part) = open_entry.next(next)
        {
            if part == Part::Words {
                if says_nothing(&words.text) {
                    words.begin(next, order);
                } else {
                    let is_end = is_first_break && separates(without_hard_break(&words.text), &next.text);
                    words.go_on(next, if is_end { " — " } else { " " });
                    is_first_break = false;
                }
            }
        }
        let has_words = words.last > line.spot.line || open_entry.task.is_none();
        has_words.then_some(words)
    }

    /// Takes the first text below a line that is only a date.
    fn begin(&mut self, line: &Line<'_>, order: Option<DateOrder>) {
        let text = self.text.to_mut();
        *text = hashtags(text, &[]).iter().map(|tag| format!("#{tag} ")).collect();
        text.push_str(behind_date(&line.text, order));
        self.reach(line);
    }

    /// Adds a continuation line.
    fn go_on(&mut self, line: &Line<'_>, separator: &str) {
        let text = self.text.to_mut();
        text.truncate(without_hard_break(text).len());
        text.push_str(separator);
        text.push_str(&line.text);
        self.reach(line);
    }

    fn reach(&mut self, line: &Line<'_>) {
        self.marks = self.marks.with(line.marks);
        self.last = line.spot.line;
    }
}

/// Returns a line without the backslash at its end that makes the break after it a hard one.
fn without_hard_break(text: &str) -> &str {
    let text = text.trim_end();
    text.strip_suffix('\\').map_or(text, str::trim_end)
}

/// Goes through a body line by line, only as far as needed.
pub(in crate::core::note) struct EntryText<'b, F> {
    body: &'b Body<'b>,
    /// Returns the head of a line that is an entry.
    head: F,
    order: Option<DateOrder>,
    /// The next line to look at.
    next: usize,
    /// The entries that are open at the line before `next`, the innermost last.
    open: Vec<OpenEntry>,
    /// How that line belongs to the closest of them.
    part: Option<Part>,
}

impl<'b, F: FnMut(&Line<'_>) -> Option<Head>> EntryText<'b, F> {
    /// Starts at the first line of a body.
    pub(in crate::core::note) fn new(
        body: &'b Body<'b>,
        order: Option<DateOrder>,
        head: F,
    ) -> EntryText<'b, F> {
        EntryText { body, head, order, next: 0, open: Vec::new(), part: None }
    }

    /// Returns how the line at a place belongs to an entry. `None` if it belongs to none. Places must not
    /// decrease.
    pub(in crate::core::note) fn part_of(&mut self, place: usize) -> Option<Part> {
        while self.next <= place
            && let Some(line) = self.body.lines.get(self.next)
        {
            self.part = self.step(line);
            self.next += 1;
        }
        self.part
    }

    /// Returns the line number of the innermost entry that contains the line last asked about.
    pub(super) fn innermost(&self) -> Option<u32> {
        self.open.last().map(|open_entry| open_entry.entry)
    }

    fn step(&mut self, line: &Line<'_>) -> Option<Part> {
        let mut closest = None;
        self.open.retain_mut(|open_entry| {
            let part = open_entry.next(line);
            closest = closest.max(part);
            part.is_some()
        });
        let Some(head) = (self.head)(line) else { return closest };
        // A bold run reaches at least as far as the one above. That one is dropped, as a long paragraph would
        // take quadratic time otherwise.
        if matches!(line.kind, LineKind::Text(_)) {
            self.open.retain(|open_entry| !matches!(open_entry.kind, LineKind::Text(_)));
        }
        self.open.push(OpenEntry::of(line, head, self.order));
        Some(Part::Words)
    }
}

/// The next line that an entry takes as words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// The first text, after tasks that say nothing about the day.
    FirstText,
    /// A continuation line directly below.
    Continuation,
    /// None.
    Nothing,
}

/// An entry while the lines below it are visited.
struct OpenEntry {
    /// Line number of the entry.
    entry: u32,
    kind: LineKind,
    order: Option<DateOrder>,
    expected: Expected,
    /// The last task that was skipped while looking for the words.
    task: Option<LineKind>,
    /// The last line of the words. For a bold run, also of the text directly below it.
    last: u32,
}

impl OpenEntry {
    fn of(entry: &Line<'_>, head: Head, order: Option<DateOrder>) -> OpenEntry {
        let expected = match (head, entry.kind) {
            (Head::Bare, _) => Expected::FirstText,
            (Head::Worded, LineKind::Item(..)) => Expected::Continuation,
            (Head::Worded, LineKind::Heading(_) | LineKind::Row | LineKind::Text(_)) => Expected::Nothing,
        };
        let line = entry.spot.line;
        OpenEntry { entry: line, kind: entry.kind, order, expected, task: None, last: line }
    }

    /// Returns how the next line belongs to the entry. `None` if the entry ends before it.
    fn next(&mut self, line: &Line<'_>) -> Option<Part> {
        if !belongs(self.kind, line.kind) {
            return None;
        }
        let number = line.spot.line;
        if self.takes_as_words(line) {
            self.last = number;
            return Some(Part::Words);
        }
        match self.kind {
            LineKind::Item(..) => Some(Part::Indented),
            LineKind::Heading(_) | LineKind::Row => Some(Part::Below),
            LineKind::Text(_) => {
                let is_next = number == self.last + 1;
                self.last += u32::from(is_next);
                (is_next || self.expected == Expected::FirstText).then_some(Part::Below)
            }
        }
    }

    /// Whether the next line is part of the words.
    fn takes_as_words(&mut self, line: &Line<'_>) -> bool {
        // A bold date ends where the next one begins, even in the same paragraph.
        if matches!(self.kind, LineKind::Text(_)) && dated(line).is_some() {
            self.expected = Expected::Nothing;
            return false;
        }
        let expected = self.expected;
        let is_taken = match expected {
            Expected::FirstText if matches!(line.kind, LineKind::Heading(_)) => false,
            Expected::FirstText => {
                if self.task.is_some_and(|task| belongs(task, line.kind))
                    || is_property(&line.text)
                    || is_label(line)
                {
                    return false;
                }
                if is_unrelated_task(line, self.order) {
                    self.task = Some(line.kind);
                    return false;
                }
                true
            }
            Expected::Continuation => {
                let goes_on = matches!(line.kind, LineKind::Text(_)) && line.spot.line == self.last + 1;
                goes_on && !is_property(&line.text) && !is_label(line)
            }
            Expected::Nothing => false,
        };
        self.expected = match (is_taken, expected) {
            // `#work` alone on its line.
            (true, Expected::FirstText) if says_nothing(&line.text) => Expected::FirstText,
            (true, _) => Expected::Continuation,
            (false, _) => Expected::Nothing,
        };
        is_taken
    }
}

/// Whether a line is a task that says nothing about the day above it: it is open or cancelled, or has a
/// completion date of its own, on which it counts.
fn is_unrelated_task(line: &Line<'_>, order: Option<DateOrder>) -> bool {
    let LineKind::Item(_, Some(task_box)) = line.kind else { return false };
    match task_box {
        TaskBox::Open | TaskBox::Cancelled => true,
        TaskBox::Done => {
            let dates = dates(&line.text, order);
            dates.leading.or(dates.done).is_some()
        }
        TaskBox::Other => is_marked_task(&line.text, order),
    }
}

/// Whether a line of one kind can contain a line of another kind below it.
pub(in crate::core::note) fn belongs(above: LineKind, below: LineKind) -> bool {
    match (above, below) {
        (LineKind::Heading(own), LineKind::Heading(level)) => level > own,
        (LineKind::Heading(_), _) => true,
        (LineKind::Item(own, _), LineKind::Item(depth, _)) => depth > own,
        (LineKind::Item(own, _), LineKind::Text(depth)) => depth >= own,
        (LineKind::Text(_), LineKind::Text(_) | LineKind::Item(..)) => true,
        (LineKind::Row | LineKind::Item(..) | LineKind::Text(_), _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;

    /// One letter per line: `o` outside, `w` words, `i` indented, `b` below.
    #[track_caller]
    fn case(text: &str, expected: &str) {
        let body = body::read(text, 1);
        let mut entries = EntryText::new(&body, None, dated);
        let parts = (0..body.lines.len()).map(|place| match entries.part_of(place) {
            None => 'o',
            Some(Part::Words) => 'w',
            Some(Part::Indented) => 'i',
            Some(Part::Below) => 'b',
        });
        assert_eq!(parts.collect::<String>(), expected, "{text}");
    }

    #[test]
    fn an_item_contains_everything_indented_below_it() {
        case("- a\n- 2026-11-02 call\n  b\n  - c\n    - d\n- e", "owwiio");
        case("- 2026-11-02\n  - call\n\n  b\n\nc", "wwio");
        case("- a\n  - 2026-11-02 call\n    - b\n  - c", "owio");
        case("- 2026-11-02\n  - 2026-11-03 call\n  - b\n- c", "wwio");
        case("- [x] 2026-11-02 call\n  - b", "wi");
    }

    #[test]
    fn a_heading_that_is_only_a_date_takes_the_first_text_as_words() {
        case("### 2026-11-02\n\na\nb\n\nc\n### d\ne", "wwwboo");
        case("### 2026-11-02\nid:: x\n- a\n- b\n## c\nd", "wbwboo");
        case("### 2026-11-02 call\na\n#### b\nc\n## d\ne", "wbbboo");
        case("# 2026-11-02\na", "oo");
        case("### 2026-11-02\n#### a\nb", "wbb");
        case("### 2026-11-02\n- [ ] a\n- b\n- c", "wbwb");
        case("### 2026-11-02\n- [ ] a\n  b\n- c", "wbbw");
    }

    #[test]
    fn a_bold_run_contains_the_lines_directly_below_it() {
        case("**2026-11-02** call\na\n- b\n\nc", "wbbo");
        case("**2026-11-02**\n\na\n\nb", "wwo");
        case("2026-11-02 call\na", "oo");
    }

    #[test]
    fn only_the_last_bold_run_of_a_paragraph_stays_open() {
        let text = "**2026-11-02** call\n".repeat(50) + "and";
        let body = body::read(&text, 1);
        let mut entries = EntryText::new(&body, None, dated);
        assert_eq!(entries.part_of(50), Some(Part::Below));
        assert_eq!((entries.open.len(), entries.innermost()), (1, Some(50)));
    }

    #[test]
    fn a_row_contains_nothing_else() {
        case("### 2026-11-02\n\n| a | b |\n|---|---|\n\nc", "wwbb");
        case("| 2026-11-02 | Call |\n|---|---|\n| a | b |\n\nc", "wooo");
    }
}
