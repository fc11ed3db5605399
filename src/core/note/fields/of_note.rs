//! Which fields in the text are a note's word about itself, by which it says what it is: a field that stands for
//! itself, before the first section (design 3.1, 3.4).

use super::keys::{Key, KeyTable};
use super::owner::{is_field, is_in_item};
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::front_matter::yaml::Pair;
use crate::core::note::meeting::means_attendees;

/// Lines above one among which its item is looked for: all of them would cost their product.
const MOST_ABOVE: usize = 200;

/// How much of the text of a note may say what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core) enum Place {
    /// In a folder of contacts, where a section is part of what is told of somebody.
    AmongContacts,
    /// A daily note, whose items are what happened on the day.
    Daily,
    /// Anywhere else.
    Elsewhere,
}

/// Whether a pair on the line at a place of the body is the note's word about itself, if it has a key by which a note
/// says what it is: such a field stands for itself, before the first section (design 3.1, 3.4).
pub(super) fn is_of_note(
    key: Key,
    pair: &Pair<'_>,
    (body, at, table): (&Body<'_>, usize, &KeyTable),
    place: &dyn Fn() -> Place,
) -> bool {
    if !matches!(key, Key::Kind | Key::Categories | Key::Attendees | Key::Date) {
        return true;
    }
    let Some(line) = body.lines.get(at) else { return true };
    let place = place();
    // `with` and `people` are said of much else.
    let is_sure = key == Key::Attendees && means_attendees(&pair.key);
    let is_said_of_all = match key {
        Key::Attendees => is_alone(line) && !(place == Place::Daily && is_in_item(line) && !is_sure),
        // A sentence of the text speaks of the note as a whole: `A book (type:: book) by [[Ada]].`
        Key::Kind => is_alone(line) || matches!(line.kind, LineKind::Text(0) | LineKind::Heading(1)),
        _ => is_alone(line),
    };
    let needs_head = match place {
        Place::AmongContacts => true,
        Place::Daily => !is_sure,
        Place::Elsewhere => key == Key::Attendees && !is_sure,
    };
    is_said_of_all && is_outermost(body, at, line, table) && (!needs_head || body.is_in_head(line))
}

/// Whether nothing but fields, or one that the line begins with, stands in a line.
fn is_alone(line: &Line<'_>) -> bool {
    let begins_with_bracket = line.text.trim_start().starts_with(['[', '(']);
    match line.kind {
        LineKind::Heading(_) => false,
        LineKind::Row => true,
        // Without brackets a field, as a label, is all of its line.
        LineKind::Item(..) | LineKind::Text(_) => {
            !has_brackets_with_field(&line.text) || begins_with_bracket && !has_words_outside(&line.text)
        }
    }
}

/// Whether a line holds a field in brackets: then there is none without.
fn has_brackets_with_field(text: &str) -> bool {
    let mut groups = text.split(['[', '(']).skip(1);
    groups.any(|group| group.split([']', ')', '[', '(']).next().is_some_and(|inner| inner.contains("::")))
}

/// Characters of a line in which words are looked for: it is asked for each of its fields.
const MOST_OF_A_LINE: usize = 4_096;

/// Whether there are words outside of all brackets.
fn has_words_outside(text: &str) -> bool {
    let mut depth = 0_usize;
    text.chars().take(MOST_OF_A_LINE).any(|letter| {
        match letter {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && letter.is_alphanumeric()
    })
}

/// Whether a line stands in no list, or is an outermost item, or goes on with one that is only a field, as the
/// properties of a page do.
fn is_outermost(body: &Body<'_>, at: usize, line: &Line<'_>, table: &KeyTable) -> bool {
    let mut above = body.lines.get(..at).unwrap_or_default().iter().rev().take(MOST_ABOVE);
    match line.kind {
        LineKind::Text(0) | LineKind::Row | LineKind::Heading(_) => true,
        LineKind::Item(depth, _) => depth == 1,
        LineKind::Text(depth) => {
            let item = above.find(|line| !matches!(line.kind, LineKind::Text(1..)));
            depth == 1
                && item.is_some_and(|item| matches!(item.kind, LineKind::Item(..)) && is_field(item, table))
        }
    }
}
