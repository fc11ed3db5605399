//! What a dated line says: its own words with the lines that continue them, or, if it is only a date, the
//! first text below it (design 3.4).

use super::after_date::behind_date;
use super::reach::{Head, Part, Reach};
use crate::core::date_text::DateOrder;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line};
use std::borrow::Cow;

/// What a dated line says.
#[derive(Debug)]
pub(super) struct Words<'a> {
    /// Its words.
    pub(super) text: Cow<'a, str>,
    /// What may stand in them.
    pub(super) marks: LineMarks,
    /// The last line that they stand on.
    pub(super) last: u32,
}

impl Words<'_> {
    fn add(&mut self, line: &Line<'_>, order: Option<DateOrder>) {
        let text = self.text.to_mut();
        if text.is_empty() {
            text.push_str(behind_date(&line.text, order));
        } else {
            text.push(' ');
            text.push_str(&line.text);
        }
        self.marks = self.marks.with(line.marks);
        self.last = line.spot.line;
    }
}

/// The words of the dated line at a place, behind whose date `rest` stands. None of a date below which nothing but
/// tasks stands that tell nothing of its day.
pub(super) fn words_of<'a>(
    body: &Body<'_>,
    place: usize,
    (head, rest): (Head, &'a str),
    order: Option<DateOrder>,
) -> Option<Words<'a>> {
    let line = body.lines.get(place)?;
    let text = match head {
        Head::Bare => "",
        Head::Worded => rest,
    };
    let mut words = Words { text: Cow::Borrowed(text), marks: line.marks, last: line.spot.line };
    let mut reach = Reach::of(line, head, order);
    let mut below = body.lines.get(place + 1..).unwrap_or_default().iter();
    while reach.seeks_words()
        && let Some(next) = below.next()
        && let Some(part) = reach.next(next)
    {
        if part == Part::Words {
            words.add(next, order);
        }
    }
    let is_said = words.last > line.spot.line || !reach.passed_tasks();
    is_said.then_some(words)
}
