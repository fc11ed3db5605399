//! What a single line of Markdown begins with and holds, as far as [`super::common_markdown`] is sure of it:
//! each of these refuses what could also be read in another way.

use crate::core::text::{holds_any, holds_pair};
use std::ops::Range;

/// What begins and ends a block of code, if a line begins with it.
pub(super) fn fence(words: &str) -> Option<&'static str> {
    ["```", "~~~"].into_iter().find(|fence| words.starts_with(fence))
}

/// What an item begins with.
pub(super) struct Marker {
    /// Its bytes with the blank behind it.
    pub(super) width: usize,
    /// Whether a list may begin with it right below a text.
    pub(super) begins_list: bool,
}

/// The bullet or number of an item, with the one blank behind it.
pub(super) fn marker(words: &str) -> Option<Marker> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let mark = words.as_bytes().get(digits..digits + 2)?;
    match (digits, mark) {
        (0, [b'-' | b'*' | b'+', b' ']) => Some(Marker { width: 2, begins_list: true }),
        (1..=9, [b'.' | b')', b' ']) => Some(Marker {
            width: digits + 2,
            begins_list: words.starts_with("1.") || words.starts_with("1)"),
        }),
        _ => None,
    }
}

/// Three dashes or more, which are a rule if no text stands above them.
pub(super) fn is_rule(words: &str) -> bool {
    let dashes = words.trim_end_matches(' ');
    dashes.len() >= 3 && dashes.bytes().all(|byte| byte == b'-')
}

/// The cells of the first row of a table, each of which holds something.
pub(super) fn head(words: &str) -> Option<usize> {
    let cells = cells(words).filter(|_| is_row(words))?;
    cells.clone().all(|cell| !cell.trim().is_empty()).then(|| cells.count())
}

/// Whether a row is the one of dashes below a head of as many cells.
pub(super) fn is_delimiter(words: &str, head: usize) -> bool {
    let is_dashes = |cell: &str| {
        let cell = cell.trim_matches(' ');
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    };
    cells(words).is_some_and(|cells| cells.clone().count() == head && cells.clone().all(is_dashes))
}

fn cells(words: &str) -> Option<impl Iterator<Item = &str> + Clone> {
    let inner = words.trim_end_matches(' ').strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|'))
}

/// A row of a table in which no bar is anything else.
pub(super) fn is_row(words: &str) -> bool {
    words.starts_with('|') && !words.contains(['`', '\\'])
}

/// Whether nothing on a line weighs more than its backquotes, or those of a line near it: no escape, no
/// target of a link that could hold one, no tag. An address between angle brackets is no tag.
pub(super) fn has_simple_code(line: &str) -> bool {
    let after = |at: usize| line.get(at + 1..).unwrap_or_default();
    let is_address = |after: &str| {
        after.split_once('>').is_some_and(|(address, _)| {
            address.starts_with("http") && address.contains(':') && !address.contains(['`', '<', ' '])
        })
    };
    let is_target = |after: &str| {
        let target = after.split_once(')');
        target.is_some_and(|(target, _)| !target.contains(['`', '(', '"', '\'', '<', ' ']))
    };
    let ends_simply = |after: &str| !after.starts_with(':') && after.strip_prefix('(').is_none_or(is_target);
    let may_lead = || holds_pair(line, |one, next| (one == b']') & ((next == b'(') | (next == b':')));
    let has_simple_links = || line.match_indices(']').all(|(at, _)| ends_simply(after(at)));
    !holds_any(line, [b'\\'])
        && (!holds_any(line, [b'<']) || line.match_indices('<').all(|(at, _)| is_address(after(at))))
        && (!may_lead() || has_simple_links())
}

/// The words between two backquotes of a line; `None` if one is left over, or two stand together.
pub(super) fn code(line: &str) -> Option<Vec<Range<usize>>> {
    let mut code = Vec::new();
    let mut end = 0;
    while let Some(open) = line.get(end..)?.find('`').map(|open| end + open) {
        let inner = line.get(open + 1..)?.find('`').filter(|inner| *inner > 0)?;
        end = open + 1 + inner + 1;
        code.push(open..end);
        if line.get(end..)?.starts_with('`') {
            return None;
        }
    }
    Some(code)
}

/// Whether a paragraph begins that nothing turns into something else: no bullet, number, quote,
/// table, rule, HTML or underline of a heading.
pub(super) fn is_plain_start(words: &str) -> bool {
    let Some(first) = words.bytes().next() else { return false };
    match first {
        b'a'..=b'z' | b'A'..=b'Z' => true,
        b'0'..=b'9' => {
            !words.trim_start_matches(|letter: char| letter.is_ascii_digit()).starts_with(['.', ')'])
        }
        b'[' => !may_define(words),
        b'(' | b'`' | b'!' | b'"' | b'\'' | b'@' | b'%' | b'$' | b'&' | b'/' | b'{' => true,
        b'*' | b'_' => {
            let bold = words.trim_start_matches(char::from(first));
            words.len() - bold.len() <= 2 && bold.starts_with(|one: char| one.is_alphanumeric())
        }
        b'#' => level(words).is_none(),
        b'~' => fence(words).is_none(),
        _ => words.starts_with(|first: char| {
            !first.is_ascii() && (first.is_alphanumeric() || u32::from(first) > 0x2000)
        }),
    }
}

/// Whether a line with a bracket may say where a link leads: that may go on over lines that look like others.
fn may_define(words: &str) -> bool {
    let Some((label, after)) = words.split_once(']') else { return true };
    label.ends_with('\\') || after.starts_with(':')
}

/// The level of a heading: up to six marks and a blank.
pub(super) fn level(words: &str) -> Option<u8> {
    let rest = words.trim_start_matches('#');
    let marks = words.len() - rest.len();
    let level = u8::try_from(marks).ok().filter(|level| (1..=6).contains(level))?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(level)
}
