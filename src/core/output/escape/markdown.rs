//! Escapes text for a line of Markdown that Obsidian, the Tasks plugin and Dataview read.

use super::{Kept, in_runs};
use crate::core::note::tasks::markers::is_task_sign;
use crate::core::text::{holds_any, on_one_line};
use std::borrow::Cow;
use std::fmt;

/// Displays a text as plain words on one line: it cannot make a link, tag, task, block id, inline
/// field, comment, HTML or emphasis, and the Tasks plugin's emoji are removed.
#[derive(Clone, Copy, Debug)]
pub struct MarkdownText<'a>(pub &'a str);

/// The first bytes in UTF-8 of the task signs and of the emoji variation selector; few other characters begin
/// with these.
const SIGN_BEGINS: [u8; 3] = [0xe2, 0xef, 0xf0];

const KEPT: Kept = Kept::all_but(b"\\`*_[]()#|~%$=:^<>&-+.");

impl fmt::Display for MarkdownText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = line(self.0);
        in_runs(&line, f, &KEPT, stands(&line))
    }
}

/// Returns a text on one line and without task signs, ready to be escaped.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    on_one_line(signless(text))
}

/// Returns a function that gives the replacement of the character at a byte of a line, or `None` if it stays.
pub(super) fn stands(line: &str) -> impl Fn(usize, char) -> Option<&'static str> {
    let leading_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let ends_number = move |at| at == leading_digits && at > 0;
    move |at, letter| match letter {
        // As an entity it is not found by Obsidian or by a search for ` ^id`.
        '^' => Some("&#94;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '-' if at == 0 => Some("\\-"),
        '+' if at == 0 => Some("\\+"),
        '.' if ends_number(at) => Some("\\."),
        '(' | ')' if ends_number(at) => escaped(letter),
        letter => escaped(letter).filter(|_| needs_escape(letter, at, line)),
    }
}

/// Removes the task signs, and the variation selector that asks for a coloured emoji.
fn signless(text: &str) -> Cow<'_, str> {
    let is_sign = |letter: char| is_task_sign(letter) || letter == '\u{fe0f}';
    if holds_any(text, SIGN_BEGINS) && text.contains(is_sign) {
        Cow::Owned(text.replace(is_sign, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the escaped form of a Markdown character.
fn escaped(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\\' => "\\\\",
        '`' => "\\`",
        '*' => "\\*",
        '_' => "\\_",
        '[' => "\\[",
        ']' => "\\]",
        '(' => "\\(",
        ')' => "\\)",
        '#' => "\\#",
        '|' => "\\|",
        '~' => "\\~",
        '%' => "\\%",
        '$' => "\\$",
        '=' => "\\=",
        ':' => "\\:",
        _ => return None,
    })
}

/// Whether a Markdown character must be escaped at its position: `::` makes a Dataview field, a single colon
/// nothing.
fn needs_escape(letter: char, at: usize, line: &str) -> bool {
    let before = line.get(..at).and_then(|text| text.chars().next_back());
    let after = line.get(at + letter.len_utf8()..).and_then(|text| text.chars().next());
    match letter {
        ':' | '=' | '%' | '~' => before == Some(letter) || after == Some(letter) || at == 0,
        '(' | ')' => before == Some(']'),
        '_' => !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_of_the_tasks_plugin_is_removed() {
        for sign in "📅🗓📆⏳⌛🛫✅❌➕🔁⏰🏁⛔🆔⏫🔼🔽⏬🔺\u{fe0f}".chars() {
            assert_eq!(signless(&format!("é{sign}b{sign}")), "éb");
        }
        assert!(matches!(signless("è → ü"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_text_becomes_markup() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(MarkdownText(text).to_string(), expected);
        }
        case("plain, words: 3 (three)", "plain, words: 3 (three)");
        case("[[Ben]] and ![[x]]", "\\[\\[Ben\\]\\] and !\\[\\[x\\]\\]");
        case("- [ ] buy 📅 2026-12-01 ✅", "\\- \\[ \\] buy 2026-12-01");
        case("due:: 2026-12-01", "due\\:\\: 2026-12-01");
        case("a\n- [x] b\u{2028}c", "a - \\[x\\] b c");
        case("#tag ^f-0123456789", "\\#tag &#94;f-0123456789");
        case("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;");
        case("%%hidden%% ==mark== ~~no~~ $x$", "\\%\\%hidden\\%\\% \\=\\=mark\\=\\= \\~\\~no\\~\\~ \\$x\\$");
        case("1. first", "1\\. first");
        case("2) second", "2\\) second");
        case("*a* _b_ c_d `e` | f \\", "\\*a\\* \\_b\\_ c_d \\`e\\` \\| f \\\\");
        case("[x](javascript:y)", "\\[x\\]\\(javascript:y)");
    }
}
