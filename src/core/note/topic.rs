//! A topic without what the words before it left: `lunch (at hers)` is about `at hers`.

use crate::core::text::holds_any;
use std::borrow::Cow;

/// A topic without a bracket whose partner is gone, and without a separator behind which nothing stands.
pub(super) fn without_crumbs(topic: &str) -> Cow<'_, str> {
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
}
