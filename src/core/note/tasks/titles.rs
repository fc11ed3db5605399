//! The title of a task: its words without dates and markers, but with inline code.

use super::dates::{TaskDates, dates};
use crate::core::date_text::DateOrder;
use crate::core::note::body::Line;
use crate::core::note::report::Report;
use std::borrow::Cow;
use std::sync::Arc;

/// Title of a task without words.
const UNNAMED: &str = "a task without words";

/// Returns the title of the task on a line with these dates, and whether all of it is struck through.
pub(super) fn title_of(
    line: &Line<'_>,
    dates_of_line: &TaskDates<'_>,
    report: &Report<'_>,
    order: Option<DateOrder>,
) -> (Arc<str>, bool) {
    let text = dates_of_line.text();
    let named = |words: &str| if words.is_empty() { UNNAMED.into() } else { words.into() };
    // A line that is owned has text blanked out, such as code or struck-through text.
    let Cow::Owned(visible) = &line.text else { return (named(&text), false) };
    let Some(written) = report.line(line.spot.line) else { return (named(&text), false) };
    let column = (line.spot.column as usize).saturating_sub(1);
    // Blanked text at the start of the words was taken for spaces after the box.
    let behind_box = written.chars().position(|letter| letter == ']').map_or(column, |at| at + 1).min(column);
    let shown = std::iter::repeat_n(' ', column - behind_box).chain(visible.chars());
    let (with_code, is_struck) = with_code(shown, written.chars().skip(behind_box));
    let with_code = with_code.trim();
    let title = if with_code == *visible { text } else { dates(with_code, order).text().into_owned().into() };
    (named(&title), is_struck && title.is_empty())
}

/// Returns the text of a list item with its inline code as it is written.
pub(in crate::core::note) fn item_with_code<'a>(line: &'a Line<'_>, report: &Report<'_>) -> Cow<'a, str> {
    let Cow::Owned(visible) = &line.text else { return Cow::Borrowed(&line.text) };
    let Some(written) = report.line(line.spot.line) else { return Cow::Borrowed(visible) };
    let column = (line.spot.column as usize).saturating_sub(1);
    // Blanked text at the start of the item was taken for spaces after its bullet.
    let bullet = written.trim_start_matches([' ', '\t', '>']);
    let before = written.len() - bullet.len();
    let behind_bullet = bullet.find(' ').map_or(column, |at| before + at + 1).min(column);
    let letters = written.chars().skip(behind_bullet);
    let shown = std::iter::repeat_n(' ', column - behind_bullet).chain(visible.chars());
    if shown.clone().count() > letters.clone().count() {
        return Cow::Borrowed(visible);
    }
    // Blanked text at the end was cut off.
    Cow::Owned(with_code(shown.chain(std::iter::repeat(' ')), letters).0)
}

/// What the blanked letters at this point of a line are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    Nothing,
    /// Code, with the number of backticks so far.
    Code(usize),
    Other,
}

/// Merges the shown letters with code as it is written. Also returns whether any text is struck through.
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
            // A space inside looks the same in both texts. After the closing backtick, something else may
            // begin.
            (Hidden::Code(marks), true) if letter == ' ' && marks % 2 == 1 => hidden,
            (Hidden::Other, true) if letter == ' ' => hidden,
            (_, true) => Hidden::Nothing,
        };
        text.push(if matches!(hidden, Hidden::Code(_)) { letter } else { shown });
    }
    (text, is_struck)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::place::NotePath;

    #[test]
    fn titles_keep_code_and_drop_struck_text() {
        #[track_caller]
        fn case(text: &str, title: &str) {
            let body = body::read(text, 1);
            let line = body.lines.first().unwrap();
            let found = crate::core::note::tasks::dates::dates(&line.text, None);
            let path = NotePath::new("Ada.md");
            let (found, is_struck) = title_of(line, &found, &Report::new(&path, text), None);
            assert_eq!(if is_struck { "~" } else { &found }, title, "{text}");
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
