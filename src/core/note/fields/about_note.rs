//! Decides which fields in the text describe the note itself and so say what kind of note it is: fields that
//! stand alone, in some places only above the first section (design 3.1, 3.4).

use super::keys::{Key, KeyTable};
use super::owner::{is_field, is_in_item};
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::front_matter::yaml::Pair;
use crate::core::note::meeting::means_attendees;

/// Maximum number of lines above a line that are searched for its list item, to keep the cost linear.
const MOST_ABOVE: usize = 200;

/// Where a note is, which decides which fields of its text describe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::core) enum Location {
    /// In a folder of contacts, where a section is about part of a person's life.
    AmongContacts,
    /// A daily note, where list items are events of the day.
    Daily,
    /// Anywhere else.
    Elsewhere,
}

/// Whether a pair on line `at` of the body describes the note. Always true for keys that do not say what kind
/// of note it is.
pub(super) fn describes_note(
    key: Key,
    pair: &Pair<'_>,
    (body, at, table): (&Body<'_>, usize, &KeyTable),
    location: &dyn Fn() -> Location,
) -> bool {
    if !matches!(key, Key::Kind | Key::Categories | Key::Attendees | Key::Date) {
        return true;
    }
    let Some(line) = body.lines.get(at) else { return true };
    let location = location();
    // `with` and `people` are used for many other things.
    let means_attendees = key == Key::Attendees && means_attendees(&pair.key);
    let is_about_whole_note = match key {
        Key::Attendees => {
            is_alone(line) && !(location == Location::Daily && is_in_item(line) && !means_attendees)
        }
        // A sentence describes the note as a whole: `A book (type:: book) by [[Ada]].`
        Key::Kind => is_alone(line) || matches!(line.kind, LineKind::Text(0) | LineKind::Heading(1)),
        _ => is_alone(line),
    };
    let must_be_in_head = match location {
        Location::AmongContacts => true,
        Location::Daily => !means_attendees,
        Location::Elsewhere => key == Key::Attendees && !means_attendees,
    };
    is_about_whole_note && is_outermost(body, at, line, table) && (!must_be_in_head || body.is_in_head(line))
}

/// Whether a line holds only fields, or begins with the field in question.
fn is_alone(line: &Line<'_>) -> bool {
    let begins_with_bracket = line.text.trim_start().starts_with(['[', '(']);
    match line.kind {
        LineKind::Heading(_) => false,
        LineKind::Row => true,
        // A field without brackets, or a label, is the whole line.
        LineKind::Item(..) | LineKind::Text(_) => {
            !has_brackets_with_field(&line.text) || begins_with_bracket && !has_words_outside(&line.text)
        }
    }
}

/// Whether a line holds a field in brackets. Then its fields without brackets are not read.
fn has_brackets_with_field(text: &str) -> bool {
    let mut groups = text.split(['[', '(']).skip(1);
    groups.any(|group| group.split([']', ')', '[', '(']).next().is_some_and(|inner| inner.contains("::")))
}

/// Maximum characters searched for words, as the search runs for each field of the line.
const MOST_OF_A_LINE: usize = 4_096;

/// Whether a line has words outside of all brackets.
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

/// Whether a line is outside of lists, an outermost item, or the continuation of an outermost item that is
/// only a field, as page properties are.
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
