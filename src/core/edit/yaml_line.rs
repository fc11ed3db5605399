//! One `key: value` line of a YAML text, changed so that quotes, comment and blanks stay.

use super::Refused;
use super::date_form::written_as;
use super::lines::Splice;
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
        let start = raw.char_indices().nth((pair.key_spot.column as usize).saturating_sub(1))?.0;
        let key = raw.get(start..)?;
        let quoted = usize::from(key.starts_with(['"', '\''])) * 2;
        let from = start + pair.key.len() + quoted;
        let colon = from + raw.get(from..)?.find(':')? + 1;
        let (before, rest) = raw.split_at(colon);
        let mut at = rest.len() - rest.trim_start().len();
        while rest.get(at..)?.starts_with(['&', '!']) {
            let token = rest.get(at..)?;
            let word = token.find(char::is_whitespace)?;
            at += word + token.get(word..)?.len() - token.get(word..)?.trim_start().len();
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
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''));
    if let Some(quote) = quote {
        let inner = text.get(1..)?;
        return inner.find(quote).map(|end| end + 2);
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
    let end = text
        .match_indices('#')
        .map(|(at, _)| at)
        .find(|at| text.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace)));
    Some(text.get(..end.unwrap_or(text.len()))?.trim_end().len())
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
    let found = leading(inner, order).filter(|found| found.length == inner.len());
    let like = found.and_then(|found| found.day.ok()).map(|known| written_as(inner, known, day, order));
    // `2026-11-30 because of the fair`: the words stay behind the new day, where they
    // make it unreadable as a comment.
    let worded: Vec<String> = leading(inner, order)
        .filter(|found| found.length < inner.len())
        .and_then(|found| {
            let (date, words) = inner.split_at_checked(found.length)?;
            let date = written_as(date, found.day.ok()?, day, order);
            let comment = words.trim_start_matches(|letter: char| !letter.is_alphanumeric());
            Some(vec![format!("{open}{date}{words}{close}"), format!("{open}{date}{close} # {comment}")])
        })
        .unwrap_or_default();
    let gap = if taken.gap.is_empty() { " " } else { taken.gap };
    let after = match taken.after {
        after if after.starts_with('#') => format!(" {after}"),
        after => after.to_owned(),
    };
    let line = |value: &str| format!("{}{gap}{value}{after}", taken.before);
    let quoted = |date: &str| line(&format!("{open}{date}{close}"));
    let mut ways: Vec<String> = like.iter().map(|date| quoted(date)).collect();
    ways.extend(worded.iter().map(|value| line(value)));
    ways.push(quoted(&day.to_string()));
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
    taken.ok_or_else(|| {
        Refused::new(
            format!(
                "`{}` on line {} is more than one value on one line",
                pair.key.trim(),
                pair.key_spot.line
            ),
            format!("write it as `{}: 2026-12-01`", pair.key.trim()),
        )
    })
}

fn unquoted(value: &str) -> (&str, &str, &str) {
    for quote in ["\"", "'"] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|inner| inner.strip_suffix(quote)) {
            return (quote, inner, quote);
        }
    }
    ("", value, "")
}

/// The splice that adds a line at the end of a block of pairs, between two lines of the file.
pub(super) fn added(text: &str, first_line: usize, pairs: &[Pair<'_>], key: &str, day: Day) -> Splice {
    let indent = pairs.first().map_or(0, |pair| pair.key_spot.column as usize - 1);
    let lines = text.lines().enumerate();
    let filled = lines.filter(|(_, line)| !line.trim().is_empty()).last().map_or(0, |(last, _)| last + 1);
    Splice::insert(first_line + filled, vec![format!("{}{key}: {day}", " ".repeat(indent))])
}
