//! Which lines of a body are text of a dated entry. What an entry says in hashtags, labels and fields is said of
//! that day and not of the contact (design 3.1, 3.2).

use super::reach::{Head, Part, Reach};
use crate::core::date_text::DateOrder;
use crate::core::note::body::{Body, Line, LineKind};

/// Goes through a body as far as somebody asks, so that nothing is looked at behind the last line in question.
pub(in crate::core::note) struct EntryText<'b, F> {
    body: &'b Body<'b>,
    /// Whether a line is an entry.
    head: F,
    order: Option<DateOrder>,
    /// The first line that was not looked at.
    next: usize,
    /// The entries that reach to the line before that one, and where they begin; the innermost last.
    open: Vec<(u32, Reach)>,
    /// What that line is to the one that it belongs to most closely.
    part: Option<Part>,
}

impl<'b, F: FnMut(&Line<'_>) -> Option<Head>> EntryText<'b, F> {
    /// Of a body in which `head` knows the entries.
    pub(in crate::core::note) fn new(
        body: &'b Body<'b>,
        order: Option<DateOrder>,
        head: F,
    ) -> EntryText<'b, F> {
        EntryText { body, head, order, next: 0, open: Vec::new(), part: None }
    }

    /// What the line at a place is to an entry; none if it belongs to none. Asked in the order of the body.
    pub(in crate::core::note) fn part_of(&mut self, place: usize) -> Option<Part> {
        while self.next <= place
            && let Some(line) = self.body.lines.get(self.next)
        {
            self.part = self.step(line);
            self.next += 1;
        }
        self.part
    }

    /// The line of the innermost entry that the line asked about last belongs to.
    pub(super) fn innermost(&self) -> Option<u32> {
        self.open.last().map(|(line, _)| *line)
    }

    fn step(&mut self, line: &Line<'_>) -> Option<Part> {
        let mut closest = None;
        self.open.retain_mut(|(_, reach)| {
            let part = reach.next(line);
            closest = closest.max(part);
            part.is_some()
        });
        let Some(head) = (self.head)(line) else { return closest };
        // A bold run reaches at least as far as one above it: kept, all of a paragraph would be asked on each line.
        if matches!(line.kind, LineKind::Text(_)) {
            self.open.retain(|(_, reach)| !reach.is_of_text());
        }
        self.open.push((line.spot.line, Reach::of(line, head, self.order)));
        Some(Part::Words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::note::log::start::dated;

    /// A letter for each line: `o` outside, `w` words, `i` indented, `b` below.
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
    fn an_item_has_all_that_is_indented_below_it() {
        case("- a\n- 2026-11-02 call\n  b\n  - c\n    - d\n- e", "owwiio");
        case("- 2026-11-02\n  - call\n\n  b\n\nc", "wwio");
        case("- a\n  - 2026-11-02 call\n    - b\n  - c", "owio");
        case("- 2026-11-02\n  - 2026-11-03 call\n  - b\n- c", "wwio");
        case("- [x] 2026-11-02 call\n  - b", "wi");
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
    fn a_paragraph_of_bold_runs_holds_the_last_alone() {
        let text = "**2026-11-02** call\n".repeat(50) + "and";
        let body = body::read(&text, 1);
        let mut entries = EntryText::new(&body, None, dated);
        assert_eq!(entries.part_of(50), Some(Part::Below));
        assert_eq!((entries.open.len(), entries.innermost()), (1, Some(50)));
    }

    #[test]
    fn a_row_is_alone() {
        case("### 2026-11-02\n\n| a | b |\n|---|---|\n\nc", "wwbb");
        case("| 2026-11-02 | Call |\n|---|---|\n| a | b |\n\nc", "wooo");
    }
}
