//! Free text of a card as a block quote of its note.

use super::card::Card;
use crate::core::text::is_control;

/// Free text as a block quote, in which this program reads nothing; links, tags, tasks
/// and comments are escaped, so that Obsidian and its plugins read nothing either.
pub(super) fn quote(card: &Card) -> Option<String> {
    let note = card.note.as_deref()?;
    let mut lines: Vec<String> = Vec::new();
    for line in
        note.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}', '\u{b}', '\u{c}'])
    {
        let clean: String =
            line.chars().map(|letter| if is_control(letter) { ' ' } else { letter }).collect();
        let clean = plain_markdown(clean.trim_end());
        if !(clean.is_empty() && lines.last().is_none_or(|last: &String| last == ">")) {
            lines.push(if clean.is_empty() { ">".to_owned() } else { format!("> {clean}") });
        }
    }
    while lines.last().is_some_and(|last| last == ">") {
        lines.pop();
    }
    (!lines.is_empty()).then(|| format!("{}\n", lines.join("\n")))
}

fn plain_markdown(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut before = ' ';
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let acts = match letter {
            '[' => next == '[' || is_box(&plain),
            '#' => (before.is_whitespace() || before == '(') && (next.is_alphabetic() || next == '_'),
            '%' => next == '%' && before != '%',
            _ => false,
        };
        if acts {
            plain.push('\\');
        }
        plain.push(letter);
        before = letter;
    }
    plain
}

/// Whether a bracket after a bullet, or after several, would open a task box.
fn is_box(before: &str) -> bool {
    let words = before.split(|letter: char| letter.is_whitespace() || letter == '>');
    let mut marks = words.filter(|word| !word.is_empty()).peekable();
    marks.peek().is_some() && marks.all(is_bullet)
}

/// `-`, `*`, `+`, `1.`, `1)`.
fn is_bullet(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']).unwrap_or_default();
    matches!(word, "-" | "*" | "+")
        || (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
