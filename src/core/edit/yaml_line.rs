//! One `key: value` line of a YAML text, changed so that quotes, comment and blanks stay.

use super::Refused;
use super::date_form::written_as;
use super::lines::{Splice, split_at_column};
use crate::core::date_text::{DateOrder, leading};
use crate::core::day::Day;
use crate::core::note::front_matter::recover::recover;
use crate::core::note::front_matter::yaml::{self, Pair, Value};

/// The pairs at the top of a YAML text whose first line is `first_line` of its file.
pub(super) fn pairs(text: &str, first_line: usize) -> Vec<Pair<'_>> {
    match yaml::parse(text, first_line) {
        Ok(yaml::Node { value: Value::Map(pairs), .. }) => pairs,
        Ok(yaml::Node { value: Value::Null, .. }) => Vec::new(),
        Ok(yaml::Node { value: Value::List(_) | Value::Text(_), .. }) | Err(_) => recover(text, first_line).0,
    }
}

/// Whether a YAML text is written in braces, where a line is no pair.
pub(super) fn is_flow(text: &str) -> bool {
    text.lines()
        .map(str::trim_start)
        .find(|line| !line.is_empty() && !line.starts_with('#'))
        .is_some_and(|line| line.starts_with('{'))
}

/// A line of a pair taken apart: `before value after`.
struct Taken<'a> {
    /// Indent, key, colon.
    before: &'a str,
    /// Blanks, and an anchor or a tag.
    gap: &'a str,
    /// The value as written, with its quotes.
    value: &'a str,
    /// Blanks and a comment.
    after: &'a str,
}

impl<'a> Taken<'a> {
    fn of(raw: &'a str, pair: &Pair<'_>) -> Option<Taken<'a>> {
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
        Some(Taken {
            before,
            gap: rest.get(..at)?,
            value: rest.get(at..at + length)?,
            after: rest.get(at + length..)?,
        })
    }
}

/// Bytes of a value that begins a text; `None` if it does not end on the line.
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

/// The line of a pair with a day as its value, written as the value before it; several
/// ways, the likest first.
pub(super) fn with_day(
    raw: &str,
    pair: &Pair<'_>,
    day: Day,
    order: Option<DateOrder>,
) -> Result<Vec<String>, Refused> {
    let taken = taken(raw, pair)?;
    let (open, inner, close) = unquoted(taken.value);
    let found = leading(inner, order);
    let found = found.and_then(|found| Some((inner.split_at_checked(found.length)?, found.day.ok()?)));
    let gap = if taken.gap.is_empty() { " " } else { taken.gap };
    let after = match taken.after {
        after if after.starts_with('#') => format!(" {after}"),
        after => after.to_owned(),
    };
    let line = |value: &str| format!("{}{gap}{value}{after}", taken.before);
    let mut ways = Vec::new();
    if let Some(((date, words), known)) = found {
        let date = written_as(date, known, day, order);
        ways.push(line(&format!("{open}{date}{words}{close}")));
        // `2026-11-30 because of the fair`: the words stay behind the new day, where they
        // make it unreadable as a comment.
        let comment = words.trim_start_matches(|letter: char| !letter.is_alphanumeric());
        ways.extend((!words.is_empty()).then(|| line(&format!("{open}{date}{close} # {comment}"))));
    }
    ways.push(line(&format!("{open}{day}{close}")));
    ways.push(format!("{} {day}{after}", taken.before));
    ways.dedup();
    Ok(ways)
}

/// The line of a pair without its value, if it has a comment to keep.
pub(super) fn without_value(raw: &str, pair: &Pair<'_>) -> Result<Option<String>, Refused> {
    let taken = taken(raw, pair)?;
    let comment = taken.after.trim_start();
    Ok(comment.starts_with('#').then(|| format!("{} {comment}", taken.before)))
}

fn taken<'a>(raw: &'a str, pair: &Pair<'_>) -> Result<Taken<'a>, Refused> {
    let on_one_line = match &pair.node.value {
        Value::Null => true,
        Value::Text(_) => pair.node.spot.line == pair.key_spot.line,
        Value::List(_) | Value::Map(_) => false,
    };
    let taken = if on_one_line { Taken::of(raw, pair) } else { None };
    let (key, line) = (pair.key.trim(), pair.key_spot.line);
    let message = || format!("`{key}` on line {line} is more than one value on one line");
    taken.ok_or_else(|| Refused::new(message(), format!("write it as `{key}: 2026-12-01`")))
}

fn unquoted(value: &str) -> (&str, &str, &str) {
    let inner = |quote| value.strip_prefix(quote).and_then(|inner: &str| inner.strip_suffix(quote));
    let quoted = ["\"", "'"].into_iter().find_map(|quote| Some((quote, inner(quote)?, quote)));
    quoted.unwrap_or(("", value, ""))
}

/// The splice that adds a line at the end of a block of pairs, between two lines of the file.
pub(super) fn added(text: &str, first_line: usize, pairs: &[Pair<'_>], key: &str, day: Day) -> Splice {
    let indent = pairs.first().map_or(0, |pair| pair.key_spot.column as usize - 1);
    let lines = text.lines().enumerate();
    let filled = lines.filter(|(_, line)| !line.trim().is_empty()).last().map_or(0, |(last, _)| last + 1);
    Splice::insert(first_line + filled, vec![format!("{}{key}: {day}", " ".repeat(indent))])
}
