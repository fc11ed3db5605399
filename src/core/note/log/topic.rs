//! The words of a line as a topic: without what marks them for a program (design 3.4), and without what the
//! words before it left, as in `lunch (at hers)`, which is about `at hers`.

use super::{belongs, without_marks};
use crate::core::date_text::{DateOrder, leading};
use crate::core::note::body::line::{plain, released};
use crate::core::note::body::{Line, LineKind};
use crate::core::note::mentions::kept;
use crate::core::text::{holds_any, on_one_line};
use std::borrow::Cow;
use std::sync::Arc;

/// A topic without a bracket whose partner is gone, and without a separator behind which nothing stands.
pub(crate) fn without_crumbs(topic: &str) -> Cow<'_, str> {
    let ends = |letter: char| letter.is_whitespace() || matches!(letter, ':' | '-' | '–' | '—' | '|');
    let topic = topic.trim_end_matches(ends);
    let Some(lone) = lone_bracket(topic) else { return Cow::Borrowed(topic) };
    let (before, from) = topic.split_at_checked(lone).unwrap_or((topic, ""));
    let after = from.strip_prefix(')').unwrap_or(from);
    if after.is_empty() { Cow::Borrowed(before.trim_end()) } else { Cow::Owned(format!("{before}{after}")) }
}

/// The first bracket that closes and was never opened.
fn lone_bracket(text: &str) -> Option<usize> {
    if !holds_any(text, [b')']) {
        return None;
    }
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'(' => open += 1,
            b')' if open == 0 => return true,
            b')' => open -= 1,
            _ => {}
        }
        false
    })
}

/// A text without the id of its block, footnote marks, highlighting and inline fields.
pub(super) fn unmarked(text: Cow<'_, str>) -> Cow<'_, str> {
    if !holds_any(&text, [b'^', b'=']) && !text.contains("::") {
        return text;
    }
    let words = without_block_id(text.trim_end());
    let words = without_fields(&words.replace("==", ""));
    let is_empty = words.chars().all(|letter| !letter.is_alphanumeric());
    if is_empty { text } else { Cow::Owned(words) }
}

/// What is said below a line that is only a word, `call`.
pub(super) fn topic_below(line: &Line<'_>, below: &Line<'_>, order: Option<DateOrder>) -> Option<Arc<str>> {
    let is_text = matches!(below.kind, LineKind::Item(_, None) | LineKind::Text(_)) && belongs(line, below);
    let is_other = || leading(without_marks(&below.text), order).is_some() || is_property(&below.text);
    if !is_text || is_other() {
        return None;
    }
    let words = plain(&below.text);
    kept(&on_one_line(unmarked(released(&words.text))))
}

/// Whether a line is a property of an outliner, `collapsed:: true`, and none of the words above it.
pub(super) fn is_property(line: &str) -> bool {
    // Nearly all lines are refused behind their first word.
    let is_of_key = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/');
    let behind = line.trim_start_matches(is_of_key);
    behind.len() < line.len() && behind.starts_with(":: ")
}

/// `she is moving ^log1`: the last word, if it is the id of a block.
fn without_block_id(text: &str) -> &str {
    let Some((before, last)) = text.rsplit_once(' ') else { return text };
    let id = last.strip_prefix('^');
    let is_id = id.is_some_and(|id| {
        !id.is_empty() && id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    });
    if is_id { before } else { text }
}

/// Without `(mood:: good)`, `[mood:: good]`, `[^1]` and `(^1)`.
fn without_fields(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.find(['(', '[']).and_then(|at| rest.split_at_checked(at)) {
        kept.push_str(before);
        let close = if from.starts_with('(') { ')' } else { ']' };
        let end = from.find(close).map_or(1, |end| end + 1);
        let (group, behind) = from.split_at_checked(end).unwrap_or((from, ""));
        let inside = group.get(1..).unwrap_or_default();
        if inside.starts_with('^') || is_property(inside) {
            kept.truncate(kept.trim_end().len());
        } else {
            kept.push_str(group);
        }
        rest = behind;
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_over_is_taken_off() {
        #[track_caller]
        fn case(topic: &str, expected: &str) {
            assert_eq!(without_crumbs(topic), expected, "{topic}");
        }
        case("at the Engine Museum)", "at the Engine Museum");
        case("call) about it", "call about it");
        case("the plan (of May)", "the plan (of May)");
        case("(of May) and more)", "(of May) and more");
        case("email out:", "email out");
        case("email out — ", "email out");
        case("the plan: all of it", "the plan: all of it");
        case("catch-up", "catch-up");
        case("a smile :)", "a smile :");
        case("—", "");
    }

    #[test]
    fn marks_of_programs_are_no_words() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(unmarked(text.into()), expected, "{text}");
        }
        case("she is moving ^log1", "she is moving");
        case("the ==plan== of May", "the plan of May");
        case("the plan (mood:: good), later", "the plan, later");
        case("the plan [mood:: good]", "the plan");
        case("the plan [^1] of May(^2)", "the plan of May");
        case("a (b) [c] x^2 == y", "a (b) [c] x^2  y");
        case("plain words", "plain words");
        case("core::fmt (a::b)", "core::fmt (a::b)");
        case("(open", "(open");
        case("^log1", "^log1");
    }

    #[test]
    fn properties_are_lines_of_their_own() {
        assert!(is_property("collapsed:: true") && is_property("id:: 6380-ab"));
        for text in ["call: hello", "she said:: hello", "collapsed::true", ":: x", ""] {
            assert!(!is_property(text), "{text}");
        }
    }
}
