//! Pairs of a key and a value as the text of a note writes them: Dataview fields, labels, and rows of the table of the
//! Contacts plugin.

use crate::core::note::front_matter::recover;
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::place::Spot;
use crate::core::text::{prefix, unquoted};
use memchr::memchr_iter;

/// Maximum bytes of a field in brackets.
const MOST_FIELD: usize = 1_000;

/// Maximum bytes of a line with several labels, and maximum number of labels on it that are told apart.
const LONGEST_SEVERAL: usize = 1_000;
const MOST_SEVERAL: usize = 20;

/// Creates a pair with its value at a column of the same line.
fn pair<'a>(key: &'a str, value: &'a str, key_spot: Spot, column: usize) -> Pair<'a> {
    // A backslash at the end is a line break.
    let value = value.trim();
    let value = value.strip_suffix('\\').map_or(value, str::trim_end);
    // As in the front matter, and as Dataview reads them, quotes are not part of a value.
    let value = unquoted(value).trim();
    let value = if value.is_empty() { Value::Null } else { Value::Text(value.into()) };
    let spot = Spot::new(key_spot.line as usize, column);
    Pair { key: key.trim().into(), key_spot, node: Node { value, spot } }
}

/// Reads a row of the Contacts plugin's table: `| Birthday | 1990-04-27 |`.
pub(super) fn row(text: &str, spot: Spot) -> Option<Pair<'_>> {
    let mut cells = text.trim().trim_matches('|').splitn(2, '|');
    let (key, value) = (cells.next()?.trim(), cells.next()?.trim());
    let rule = |cell: &str| cell.chars().all(|letter| matches!(letter, '-' | ':' | ' '));
    let heading = (key.eq_ignore_ascii_case("key"), value.eq_ignore_ascii_case("value")) == (true, true);
    (!rule(key) && !heading).then(|| pair(key, value, spot, spot.column as usize))
}

/// Reads `key:: value` as a whole line, or `[key:: v]` and `(key:: v)` anywhere in it.
pub(super) fn inline_fields(text: &str, spot: Spot) -> Vec<Pair<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut before = 0;
    // The column of the last field and its byte offset; the next column is counted from there.
    let (mut column, mut counted) = (spot.column as usize, 0);
    while let Some(open) = rest.find(['[', '(']) {
        let inner = prefix(rest.get(open + 1..).unwrap_or_default(), MOST_FIELD);
        let closing = if rest.get(open..).is_some_and(|rest| rest.starts_with('[')) { ']' } else { ')' };
        let field = inner.split_once("::").filter(|(key, _)| is_key(key)).and_then(|(key, after)| {
            let end = closing_bracket(after, closing)?;
            Some((key, after.get(..end)?, open + 1 + key.len() + 2 + end + 1))
        });
        let step = match field {
            Some((key, value, step)) => {
                column += text.get(counted..before + open).unwrap_or_default().chars().count();
                counted = before + open;
                found.push(pair(key, value, Spot::new(spot.line as usize, column), column));
                step
            }
            None => open + 1,
        };
        before += step;
        rest = rest.get(step..).unwrap_or_default();
    }
    if found.is_empty()
        && let Some((key, behind)) = text.split_once("::")
        && is_key(key)
        && let value = after_bold(key, behind)
        && (value.is_empty() || value.starts_with([' ', '\t']))
    {
        let column = spot.column as usize + key.chars().count() + 3 + behind.len() - value.len();
        found.push(pair(unmarked(key), value, spot, column));
    }
    found
}

/// Returns the value after `**key::**`, whose colons are in bold too.
fn after_bold<'t>(key: &str, value: &'t str) -> &'t str {
    let key = key.trim_start();
    let is_open =
        |mark: &&str| key.starts_with(*mark) && !key.get(mark.len()..).is_some_and(|key| key.contains(*mark));
    ["**", "__"].iter().copied().find(is_open).and_then(|mark| value.strip_prefix(mark)).unwrap_or(value)
}

/// Returns the end of a field in brackets. Nested brackets, as in a link, belong to the value.
fn closing_bracket(text: &str, closing: char) -> Option<usize> {
    let opening = if closing == ']' { '[' } else { '(' };
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == opening {
            depth += 1;
        } else if letter == closing {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        }
    }
    None
}

/// Splits a label from its value: `**Birthday:** …`, `**Birthday**: …`, `- Birthday: 04-27`.
pub(super) fn label(text: &str, is_item: bool) -> Option<(&str, &str)> {
    let (key, value) = match text.strip_prefix("**").or(text.strip_prefix("__")) {
        Some(bold) => {
            let (key, value) = bold.split_once("**").or(bold.split_once("__"))?;
            match key.strip_suffix(':') {
                Some(key) => (key, value),
                None => (key, value.strip_prefix(':')?),
            }
        }
        None if is_item => {
            let is_end = |at: &usize| matches!(text.as_bytes().get(at + 1), Some(b' ' | b'\t'));
            let colon = memchr_iter(b':', text.as_bytes()).find(is_end)?;
            (text.get(..colon)?, text.get(colon + 2..)?)
        }
        None => return None,
    };
    is_key(key).then_some((key, value))
}

/// Characters between two labels on a line: `**Email:** a@b.example | **Phone:** 555`. Two blanks are such, too.
const SEPARATORS: [char; 5] = ['|', '·', '•', ',', ';'];

/// Splits a line with several labels or fields, and gives where each begins. `None` if there are not several, or more than
/// are written by hand.
pub(super) fn parts_of(line: &str) -> Option<Vec<(usize, &str)>> {
    if line.len() > LONGEST_SEVERAL {
        return None;
    }
    let (mut parts, mut from) = (Vec::new(), line);
    while parts.len() < MOST_SEVERAL
        && let Some((part, rest)) = split_at_further(from)
    {
        parts.push((line.len() - from.len(), part));
        from = rest;
    }
    if parts.is_empty() || parts.len() == MOST_SEVERAL {
        return None;
    }
    parts.push((line.len() - from.len(), from));
    Some(parts)
}

/// Splits a line where a separator is followed by a bold label or a field: `Email:: a@b.example | Birthday:: 04-27`.
/// Returns what is before the separator, and the rest from the label or field on.
fn split_at_further(line: &str) -> Option<(&str, &str)> {
    let bold = ["**", "__"].into_iter().flat_map(|mark| line.match_indices(mark));
    let bold = bold.filter_map(|(at, _)| {
        let (before, from) = line.split_at_checked(at)?;
        Some((without_separator(before)?, from)).filter(|_| label(from, false).is_some())
    });
    let fields = line.match_indices("::").filter_map(|(at, _)| {
        let (before, behind) = line.split_at_checked(at)?;
        let ends_key = behind
            .strip_prefix("::")
            .is_some_and(|value| value.is_empty() || value.starts_with([' ', '\t', '*', '_']));
        let start = before.rfind("  ").map(|at| at + 2).max(
            before.rfind(SEPARATORS).and_then(|at| Some(at + before.get(at..)?.chars().next()?.len_utf8())),
        )?;
        let key = before.get(start..)?.trim_start();
        let (before, from) = line.split_at_checked(at - key.len())?;
        Some((without_separator(before)?, from)).filter(|_| ends_key && is_key(key))
    });
    bold.chain(fields).min_by_key(|(before, _)| before.len())
}

/// Returns a text without the separator at its end, if it ends with one.
fn without_separator(text: &str) -> Option<&str> {
    let before = text.trim_end();
    let is_apart = text.len() - before.len() > 1;
    let before = match before.strip_suffix(SEPARATORS) {
        Some(before) => before.trim_end(),
        None => Some(before).filter(|_| is_apart)?,
    };
    (!before.is_empty()).then_some(before)
}

pub(super) fn label_pair<'a>(text: &str, key: &'a str, value: &'a str, spot: Spot) -> Pair<'a> {
    let column = spot.column as usize + (text.chars().count() - value.trim_start().chars().count());
    pair(key, value, spot, column)
}

fn unmarked(key: &str) -> &str {
    key.trim().trim_matches(['*', '_'])
}

/// Whether a text could be a key, with marks around it or not.
pub(super) fn is_key(text: &str) -> bool {
    recover::is_key(unmarked(text)) && text.contains(char::is_alphabetic)
}
