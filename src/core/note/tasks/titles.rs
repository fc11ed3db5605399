//! What a task is called: its words without dates and markers, with the words of code that stand among them.

use super::dates::{TaskDates, dates};
use crate::core::date_text::DateOrder;
use crate::core::note::body::Line;
use std::borrow::Cow;
use std::str::Lines;
use std::sync::Arc;

/// What a task without a word is called.
const UNNAMED: &str = "a task without words";

/// The words of a task.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Title {
    /// Its words.
    Words(Arc<str>),
    /// It has none.
    None,
    /// All of it is struck through.
    Struck,
}

impl Title {
    /// The title of the task on a line whose words hold these dates.
    pub(super) fn of(
        line: &Line<'_>,
        dates_of_line: &TaskDates<'_>,
        written: &mut WrittenLines<'_>,
        order: Option<DateOrder>,
    ) -> Title {
        let text = dates_of_line.text();
        // What is no word of a line was blanked in a copy of it.
        let Cow::Owned(visible) = &line.text else { return Title::Words(text.as_ref().into()).or_none() };
        let column = (line.spot.column as usize).saturating_sub(1);
        let Some(written) = written.line(line.spot.line) else {
            return Title::Words(text.as_ref().into()).or_none();
        };
        // What does not count at the beginning of the words was taken for one of the blanks behind the box.
        let behind_box =
            written.chars().position(|letter| letter == ']').map_or(column, |at| at + 1).min(column);
        let shown = std::iter::repeat_n(' ', column - behind_box).chain(visible.chars());
        let (with_code, is_struck) = with_code(shown, written.chars().skip(behind_box));
        let with_code = with_code.trim();
        let title =
            if with_code == *visible { text } else { dates(with_code, order).text().into_owned().into() };
        if title.is_empty() && is_struck {
            Title::Struck
        } else {
            Title::Words(title.as_ref().into()).or_none()
        }
    }

    fn or_none(self) -> Title {
        match self {
            Title::Words(words) if words.is_empty() => Title::None,
            other => other,
        }
    }

    /// The title as a card shows it.
    pub(super) fn text(self) -> Arc<str> {
        match self {
            Title::Words(words) => words,
            Title::None | Title::Struck => UNNAMED.into(),
        }
    }
}

/// What the letters of a line that do not count belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    Nothing,
    /// Code, with how many of its marks there were.
    Code(usize),
    Other,
}

/// The letters that are shown, with those of code as they were written; and whether any are struck through.
pub(in crate::core::note) fn with_code(
    shown: impl Iterator<Item = char>,
    written: impl Iterator<Item = char>,
) -> (String, bool) {
    let (mut text, mut hidden, mut is_struck) = (String::new(), Hidden::Nothing, false);
    for (shown, letter) in shown.zip(written) {
        hidden = match (hidden, shown == letter) {
            (Hidden::Code(marks), false) => Hidden::Code(marks + usize::from(letter == '`')),
            (Hidden::Other, false) => Hidden::Other,
            (Hidden::Nothing, false) if letter == '`' => Hidden::Code(1),
            (Hidden::Nothing, false) => {
                is_struck |= letter == '~';
                Hidden::Other
            }
            // A blank within is as it was. Behind code that has its second mark something else may begin.
            (Hidden::Code(marks), true) if letter == ' ' && marks % 2 == 1 => hidden,
            (Hidden::Other, true) if letter == ' ' => hidden,
            (_, true) => Hidden::Nothing,
        };
        text.push(if matches!(hidden, Hidden::Code(_)) { letter } else { shown });
    }
    (text, is_struck)
}

/// The lines of a note as written. They are asked for in order, so that all are gone through once.
pub(super) struct WrittenLines<'a> {
    lines: Lines<'a>,
    next: u32,
}

impl<'a> WrittenLines<'a> {
    /// The lines of a text.
    pub(super) fn of(text: &'a str) -> WrittenLines<'a> {
        WrittenLines { lines: text.lines(), next: 1 }
    }

    /// A line by its number, from 1; none that lies before the last one asked for.
    fn line(&mut self, number: u32) -> Option<&'a str> {
        let passed = number.checked_sub(self.next)?;
        self.next = number + 1;
        self.lines.nth(passed as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;

    #[test]
    fn code_is_a_word_of_a_title_and_what_is_struck_is_none() {
        #[track_caller]
        fn case(text: &str, title: &str) {
            let body = body::read(text, 1);
            let line = body.lines.first().unwrap();
            let found = crate::core::note::tasks::dates::dates(&line.text, None);
            let title_found = Title::of(line, &found, &mut WrittenLines::of(text), None);
            let shown = if title_found == Title::Struck { "~".into() } else { title_found.text() };
            assert_eq!(&*shown, title, "{text}");
        }
        case("- [ ] send `invoice.pdf` now 📅 2026-12-01", "send `invoice.pdf` now");
        case("- [ ] `a b` 📅 2026-12-01", "`a b`");
        case("- [ ] send `a` ~~b c~~ d", "send `a` d");
        case("- [ ] send %%`a`%% b", "send b");
        case("- [ ] ~~send it~~ 📅 2026-12-01", "~");
        case("- [ ] ~~send~~ it", "it");
        case("- [ ] 📅 2026-12-01", UNNAMED);
        case("- [ ] send it", "send it");
    }
}
