//! Fits text to the terminal: widths, wrapping, columns, and quoting of names for the shell.

use crate::core::note::body::links::unlinked;
use crate::core::place::Place;
use crate::core::text::{one_line, visible};
use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const USUAL: usize = 80;
const NARROWEST: usize = 30;
const WIDEST: usize = 110;

/// Returns the width of the terminal in columns; 80 if standard output is not a terminal.
pub(super) fn width() -> usize {
    let told = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
    told.unwrap_or(USUAL).clamp(NARROWEST, WIDEST)
}

/// Returns text of a note on one line, with control characters made visible.
pub(super) fn safe(text: &str) -> String {
    visible(&one_line(text)).into_owned()
}

/// As [`safe`], with links as their reader sees them.
pub(super) fn spoken(text: &str) -> String {
    safe(&unlinked(text))
}

/// Returns text of several lines with control characters made visible, each line behind an indent.
pub(super) fn visible_lines(text: &str, indent: &str) -> String {
    text.lines().map(|line| format!("{indent}{}\n", visible(line))).collect()
}

/// Returns a place in brackets after a space, or nothing.
pub(super) fn in_brackets(place: Option<&Place>) -> String {
    place.map(|place| format!(" ({place})")).unwrap_or_default()
}

/// Returns the width of a text in columns, not counting colour codes.
fn columns(text: &str) -> usize {
    anstream::adapter::strip_str(text).map(UnicodeWidthStr::width).sum()
}

/// Wraps a text at spaces. The first line begins with `first`, the others with `rest`.
pub(super) fn wrapped(text: &str, first: &str, rest: &str, width: usize) -> String {
    let mut lines = String::from(first);
    let (mut column, mut fresh) = (first.width(), true);
    for word in text.split(' ') {
        if !fresh && column + 1 + columns(word) > width {
            lines.push('\n');
            lines.push_str(rest);
            (column, fresh) = (rest.width(), true);
        }
        if !fresh {
            lines.push(' ');
            column += 1;
        }
        lines.push_str(word);
        column += columns(word);
        fresh = false;
    }
    lines.push('\n');
    lines
}

/// Adds a style to a text; a stream without colour leaves the style out.
pub(super) fn styled(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

/// Pads a text with spaces to a width.
pub(super) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Cuts a text to `width` columns, the last one an ellipsis if something was cut.
pub(super) fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut clipped = String::new();
    let mut column = 1;
    for letter in text.chars() {
        column += letter.width().unwrap_or(0);
        if column > width {
            break;
        }
        clipped.push(letter);
    }
    clipped.push('…');
    clipped
}

/// Quotes a name, if need be, so that it can be typed after a command.
pub(super) fn typed(name: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '.' | '_');
    let name = safe(name);
    if name.chars().all(|letter| plain(letter) && letter != ' ') {
        name
    } else if name.chars().all(plain) {
        format!("\"{name}\"")
    } else {
        format!("'{}'", name.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_wrapped_at_blanks() {
        assert_eq!(wrapped("one two three", "- ", "  ", 9), "- one two\n  three\n");
        assert_eq!(
            wrapped(&format!("one {} three", styled("two", Style::new().bold())), "", "", 9),
            "one \u{1b}[1mtwo\u{1b}[0m\nthree\n"
        );
        assert_eq!(wrapped("Lindwurmlangwort", "", "", 5), "Lindwurmlangwort\n");
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(clipped("山田太郎", 5), "山田…");
        assert_eq!(padded("山", 4), "山  ");
    }

    #[test]
    fn names_can_be_pasted_into_a_shell() {
        assert_eq!(typed("Ada"), "Ada");
        assert_eq!(typed("Ada Lovelace"), "\"Ada Lovelace\"");
        assert_eq!(typed("$(rm) O'Brien"), "'$(rm) O'\\''Brien'");
    }
}
