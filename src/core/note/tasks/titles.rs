//! The title of a task: its words without dates and markers, but with inline code. Also what is written where a line has text
//! blanked out: code and images.

use super::dates::{TaskDates, dates};
use crate::core::date_text::DateOrder;
use crate::core::note::body::Line;
use crate::core::note::body::links::leading_embed;
use crate::core::note::report::Report;
use crate::core::place::last_part;
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
    let (with_code, is_struck) = with_code(shown, behind_letters(written, behind_box), Images::Dropped);
    let with_code = with_code.trim();
    let title = if with_code == *visible { text } else { dates(with_code, order).text().into_owned().into() };
    (named(&title), is_struck && title.is_empty())
}

/// Returns the text of a list item with its inline code as it is written, and with images.
pub(in crate::core::note) fn item_with_code<'a>(
    line: &'a Line<'_>,
    report: &Report<'_>,
    images: Images,
) -> Cow<'a, str> {
    let Cow::Owned(visible) = &line.text else { return Cow::Borrowed(&line.text) };
    let Some(written) = report.line(line.spot.line) else { return Cow::Borrowed(visible) };
    let column = (line.spot.column as usize).saturating_sub(1);
    // Blanked text at the start of the item was taken for spaces after its bullet.
    let bullet = written.trim_start_matches([' ', '\t', '>']);
    let before = written.len() - bullet.len();
    let behind_bullet = bullet.find(' ').map_or(column, |at| before + at + 1).min(column);
    let letters = behind_letters(written, behind_bullet);
    let shown = std::iter::repeat_n(' ', column - behind_bullet).chain(visible.chars());
    if shown.clone().count() > letters.chars().count() {
        return Cow::Borrowed(visible);
    }
    // Blanked text at the end was cut off.
    Cow::Owned(with_code(shown.chain(std::iter::repeat(' ')), letters, images).0)
}

/// What the blanked letters at this point of a line are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hidden {
    Nothing,
    /// Code, with the number of backticks so far.
    Code(usize),
    Other,
}

/// What becomes of images and other embeds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::core::note) enum Images {
    /// They become links.
    Linked,
    /// They are left out.
    Dropped,
}

/// Merges the shown letters with code as it is written, and with images. Also returns whether any text is struck through.
pub(in crate::core::note) fn with_code(
    mut shown: impl Iterator<Item = char>,
    written: &str,
    images: Images,
) -> (String, bool) {
    let (mut text, mut hidden, mut is_struck) = (String::new(), Hidden::Nothing, false);
    // Letters of an image that are yet to be passed over.
    let mut of_image = 0;
    for (at, letter) in written.char_indices() {
        let Some(shown) = shown.next() else { break };
        if of_image > 0 {
            of_image -= 1;
            continue;
        }
        if images == Images::Linked
            && letter == '!'
            && shown != letter
            && hidden == Hidden::Nothing
            && let Some((image, link)) = written.get(at..).and_then(image_as_link)
        {
            text.push_str(&link);
            of_image = image.chars().count() - 1;
            continue;
        }
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

/// Returns the image or other embed that a text begins with, and a link to it. Without a text of its own it shows the name of
/// the file.
fn image_as_link(text: &str) -> Option<(&str, Cow<'_, str>)> {
    let link = leading_embed(text)?;
    let image = text.get(..link.end)?;
    let written = image.strip_prefix('!')?;
    if !link.shown.trim().is_empty() {
        return Some((image, Cow::Borrowed(written)));
    }
    let name = last_part(link.target.trim_end_matches('/'));
    Some((image, Cow::Owned(format!("[{name}]{}", written.strip_prefix("[]").unwrap_or(written)))))
}

/// Returns a text without its first letters.
pub(in crate::core::note) fn behind_letters(text: &str, count: usize) -> &str {
    text.char_indices().nth(count).and_then(|(at, _)| text.get(at..)).unwrap_or_default()
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
