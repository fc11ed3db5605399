//! Changes the value of a `key: value` line in YAML and keeps its quotes, comment and spaces.

use super::Refused;
use super::date_form::written_as;
use super::lines::{Splice, split_at_column};
use crate::core::date_text::{DateOrder, leading};
use crate::core::day::Day;
use crate::core::note::front_matter::recover::recover;
use crate::core::note::front_matter::yaml::{self, Pair, Value};
use crate::core::text::is_mark;

/// Returns the top-level pairs of a YAML text whose first line is line `first_line` of its file.
pub(super) fn pairs(text: &str, first_line: usize) -> Vec<Pair<'_>> {
    match yaml::parse(text, first_line) {
        Ok(yaml::Node { value: Value::Map(pairs), .. }) => pairs,
        Ok(yaml::Node { value: Value::Null, .. }) => Vec::new(),
        Ok(yaml::Node { value: Value::List(_) | Value::Text(_), .. }) | Err(_) => recover(text, first_line).0,
    }
}

/// Whether a YAML text is in braces, so that a pair does not have a line of its own.
pub(super) fn is_flow(text: &str) -> bool {
    text.lines()
        .map(str::trim_start)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .is_some_and(|line| line.starts_with('{'))
}

/// The parts of a line with a pair: `before`, `gap`, `value`, `after`.
struct PairLine<'a> {
    /// The indentation, the key and the colon.
    before: &'a str,
    /// White space, and an anchor or a tag.
    gap: &'a str,
    /// The value as written, with its quotes.
    value: &'a str,
    /// White space and a comment.
    after: &'a str,
}

impl<'a> PairLine<'a> {
    fn of(raw: &'a str, pair: &Pair<'_>) -> Option<PairLine<'a>> {
        let (indent, key) = split_at_column(raw, pair.key_spot);
        let quoted = usize::from(key.starts_with(['"', '\''])) * 2;
        let from = indent.len() + pair.key.len() + quoted;
        let colon = from + raw.get(from..)?.find(':')? + 1;
        let (before, rest) = raw.split_at(colon);
        let mut at = rest.len() - rest.trim_start().len();
        while rest.get(at..)?.starts_with(['&', '!']) {
            let token = rest.get(at..)?;
            let word = token.find(char::is_whitespace)?;
            at = rest.len() - token.get(word..)?.trim_start().len();
        }
        let length = value_length(rest.get(at..)?)?;
        Some(PairLine {
            before,
            gap: rest.get(..at)?,
            value: rest.get(at..at + length)?,
            after: rest.get(at + length..)?,
        })
    }
}

/// Returns the number of bytes of the value at the start of a text; `None` if it does not end on the line.
fn value_length(text: &str) -> Option<usize> {
    if let Some(quote) = text.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        return text.get(1..)?.find(quote).map(|end| end + 2);
    }
    if text.starts_with("[[") {
        return text.find("]]").map(|end| end + 2);
    }
    if text.starts_with(['[', '{', '|', '>']) {
        return None;
    }
    if text.starts_with('#') {
        return Some(0);
    }
    let mut before_marks = text.match_indices('#').filter_map(|(at, _)| text.get(..at));
    let value = before_marks.find(|before| before.ends_with(char::is_whitespace)).unwrap_or(text);
    Some(value.trim_end().len())
}

/// Returns the line of a pair with a day as its value in the form of the old value, in several versions with
/// the closest one first.
pub(super) fn with_day(
    raw: &str,
    pair: &Pair<'_>,
    day: Day,
    order: Option<DateOrder>,
) -> Result<Vec<String>, Refused> {
    let line_parts = split_pair(raw, pair)?;
    let (open, inner, close) = unquoted(line_parts.value);
    let found = leading(inner, order);
    let found = found.and_then(|found| Some((inner.split_at_checked(found.length)?, found.day.ok()?)));
    let gap = if line_parts.gap.is_empty() { " " } else { line_parts.gap };
    let after = match line_parts.after {
        after if after.starts_with('#') => format!(" {after}"),
        after => after.to_owned(),
    };
    let line = |value: &str| format!("{}{gap}{value}{after}", line_parts.before);
    let mut ways = Vec::new();
    if let Some(((date, words), known)) = found {
        let date = written_as(date, known, day, order);
        ways.push(line(&format!("{open}{date}{words}{close}")));
        // Words after the date, as in `2026-11-30 because of the fair`, are kept, or become a comment where
        // they would make the new value unreadable.
        let comment = words.trim_start_matches(is_mark);
        ways.extend((!words.is_empty()).then(|| line(&format!("{open}{date}{close} # {comment}"))));
    }
    ways.push(line(&format!("{open}{day}{close}")));
    ways.push(format!("{} {day}{after}", line_parts.before));
    ways.dedup();
    Ok(ways)
}

/// Returns the line of a pair without its value, if it has a comment to keep.
pub(super) fn without_value(raw: &str, pair: &Pair<'_>) -> Result<Option<String>, Refused> {
    let line_parts = split_pair(raw, pair)?;
    let comment = line_parts.after.trim_start();
    Ok(comment.starts_with('#').then(|| format!("{} {comment}", line_parts.before)))
}

fn split_pair<'a>(raw: &'a str, pair: &Pair<'_>) -> Result<PairLine<'a>, Refused> {
    let on_one_line = match &pair.node.value {
        Value::Null => true,
        Value::Text(_) => pair.node.spot.line == pair.key_spot.line,
        Value::List(_) | Value::Map(_) => false,
    };
    let line_parts = if on_one_line { PairLine::of(raw, pair) } else { None };
    let (key, line) = (pair.key.trim(), pair.key_spot.line);
    let message = || format!("`{key}` on line {line} is more than one value on one line");
    line_parts.ok_or_else(|| Refused::new(message(), format!("write it as `{key}: 2026-12-01`")))
}

fn unquoted(value: &str) -> (&str, &str, &str) {
    let inner = |quote| value.strip_prefix(quote).and_then(|inner: &str| inner.strip_suffix(quote));
    let quoted = ["\"", "'"].into_iter().find_map(|quote| Some((quote, inner(quote)?, quote)));
    quoted.unwrap_or(("", value, ""))
}

/// Returns the splice that adds a line at the end of a block of pairs.
pub(super) fn added(text: &str, first_line: usize, pairs: &[Pair<'_>], key: &str, day: Day) -> Splice {
    let indent = pairs.first().map_or(0, |pair| pair.key_spot.column as usize - 1);
    let lines = text.lines().enumerate();
    let filled = lines.filter(|(_, line)| !line.trim().is_empty()).last().map_or(0, |(last, _)| last + 1);
    Splice::insert(first_line + filled, vec![format!("{}{key}: {day}", " ".repeat(indent))])
}
