//! The words and signs that say who wrote to whom: `in`, `→`, `(out)`, a cell `Inbound`, `Them → me` (design 3.4).

use super::marks::{ARROWS, may_hold_arrow};
use crate::core::note::log::line::line_head::{bare, is_message, without_variant};
use crate::core::note::log::line::words::{Direction, WordTable};
use crate::core::text::{holds_any, lower};

/// Returns the end of a direction in brackets, which belongs to the head: `Email (in)`, `Email (received)`.
pub(in crate::core::note::log) fn after_direction(text: &str, bracket: usize) -> usize {
    let inside = text.get(bracket + 1..).unwrap_or_default();
    // `email in (received)` has its direction already.
    let has_none = || {
        let before = text.get(..bracket).and_then(|before| before.split_ascii_whitespace().next_back());
        before.is_none_or(|word| direction_word(&lower(word)).is_none())
    };
    let is_direction = |word: &str| direction_word(word).is_some() || (word == "received" && has_none());
    let direction = inside.split_once(')').filter(|(word, _)| is_direction(&lower(word)));
    direction.map_or(bracket, |(word, _)| bracket + word.len() + 2)
}

/// Returns the end of a direction behind a comma, which belongs to the head: `email, in: x`, `(email, in) x`.
pub(in crate::core::note::log) fn after_comma(text: &str, comma: usize, table: &WordTable) -> Option<usize> {
    let (before, behind) = (text.get(..comma)?, text.get(comma + 1..)?);
    let word = behind.trim_start();
    let length = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = word.split_at_checked(length)?;
    let closing = usize::from(rest.starts_with(')'));
    let is_end =
        closing > 0 || rest.trim_start().starts_with([':', '|', '–', '—']) || rest.starts_with(" - ");
    let is_direction = is_end && direction_word(&lower(word)).is_some();
    let last = || before.split_ascii_whitespace().next_back();
    (is_direction && last().is_some_and(|last| is_message(&bare(last), table)))
        .then(|| text.len() - rest.len() + closing)
}

/// Reads the two cells of a table around a bar, if one holds only a direction: the first or the second. Also returns the
/// end of the second.
pub(in crate::core::note::log) fn direction_cell(text: &str, bar: usize) -> Option<(usize, Direction)> {
    let cell = text.get(bar + 1..)?.split('|').next()?;
    let first = || sign_of(&lower(text.get(..bar)?.trim()));
    Some((bar + 1 + cell.len(), word_of_cell(&lower(cell.trim())).or_else(first)?))
}

/// Reads the value of a label or key for the direction: `Inbound`, `from them`, `Them → me`.
pub(in crate::core::note) fn stated_direction(value: &str) -> Option<Direction> {
    match bare(value).as_ref() {
        "from them" | "from her" | "from him" => Some(Direction::In),
        "to them" | "to her" | "to him" => Some(Direction::Out),
        word => word_of_cell(word),
    }
}

/// Reads a text behind another one that holds only a direction. In front, these words are verbs.
fn word_of_cell(text: &str) -> Option<Direction> {
    match text {
        "received" => Some(Direction::In),
        "sent" => Some(Direction::Out),
        _ => sign_of(text),
    }
}

/// Reads a text that holds only a direction: `inbound`, `them → me`.
fn sign_of(text: &str) -> Option<Direction> {
    match text {
        "incoming" | "inbound" => Some(Direction::In),
        "outgoing" | "outbound" => Some(Direction::Out),
        _ => direction_word(text).or_else(|| direction_between(text)),
    }
}

/// Reads an arrow between the user and somebody else.
fn direction_between(text: &str) -> Option<Direction> {
    if !may_hold_arrow(text) {
        return None;
    }
    let words = text.split_once(' ').zip(text.rsplit_once(' '));
    let ((first, behind), (before, last)) = words?;
    let is_user = |word: &str| matches!(word, "me" | "i" | "us");
    let arrow = if is_user(last) { before.rsplit(' ').next() } else { behind.split(' ').next() }?;
    let direction = self::arrow(arrow)?;
    match (is_user(first), is_user(last)) {
        (true, false) => Some(direction),
        (false, true) => Some(direction.turned()),
        _ => None,
    }
}

/// Returns a head in brackets with the closing one: `email in)` of `(email in) asks`, whose opening bracket
/// was skipped as a separator.
pub(in crate::core::note::log) fn in_brackets<'a>(head: &'a str, table: &WordTable) -> Option<&'a str> {
    if !holds_any(head, [b')', b']']) {
        return None;
    }
    let end = head.find([')', ']'])?;
    let inside = head.get(..end)?.trim_start_matches('[');
    let (message, direction) = inside.split_once(' ')?;
    let names = is_message(&bare(message), table) && direction_word(&bare(direction)).is_some();
    if names { head.get(..=end) } else { None }
}

/// Reads an arrow alone.
fn arrow(sign: &str) -> Option<Direction> {
    ARROWS.into_iter().find(|(known, _)| *known == sign).map(|(_, direction)| direction)
}

/// Reads a word or sign that is a direction.
pub(in crate::core::note::log) fn direction_word(word: &str) -> Option<Direction> {
    match without_variant(word) {
        "out" => Some(Direction::Out),
        "in" => Some(Direction::In),
        sign => arrow(sign),
    }
}
