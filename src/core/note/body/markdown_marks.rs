//! Recognises the marks on a single line of Markdown for [`super::common_markdown`]. Each function refuses
//! anything that could also be read in another way.

use crate::core::bytes::split_once_at;
use memchr::{memchr, memchr_iter};
use std::ops::Range;

/// Returns the fence of a code block, if a line begins with one.
pub(super) fn fence(words: &str) -> Option<&'static str> {
    match words.as_bytes() {
        [b'`', b'`', b'`', ..] => Some("```"),
        [b'~', b'~', b'~', ..] => Some("~~~"),
        _ => None,
    }
}

/// The mark that begins a list item.
pub(super) struct Marker {
    /// Bytes of the mark and the space after it.
    pub(super) width: usize,
    /// Whether a list may begin with it directly below a paragraph.
    pub(super) begins_list: bool,
}

/// Returns the bullet or number of an item, with one space after it.
pub(super) fn marker(words: &str) -> Option<Marker> {
    match words.as_bytes() {
        [b'-' | b'*' | b'+', b' ', ..] => Some(Marker { width: 2, begins_list: true }),
        [b'0'..=b'9', ..] => number(words),
        _ => None,
    }
}

fn number(words: &str) -> Option<Marker> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let begins_list = words.starts_with("1.") || words.starts_with("1)");
    match words.as_bytes().get(digits..digits + 2)? {
        [b'.' | b')', b' '] if digits <= 9 => Some(Marker { width: digits + 2, begins_list }),
        _ => None,
    }
}

/// Whether a line is three or more dashes, which are a rule unless text is above them.
pub(super) fn is_rule(words: &str) -> bool {
    let dashes = words.trim_end_matches(' ');
    dashes.len() >= 3 && dashes.bytes().all(|byte| byte == b'-')
}

/// Returns the number of cells in the header row of a table. None of them may be empty.
pub(super) fn head(words: &str) -> Option<usize> {
    let cells = cells(words).filter(|_| is_row(words))?;
    cells.clone().all(|cell| !cell.trim().is_empty()).then(|| cells.count())
}

/// Whether a row is the delimiter row below a header with this number of cells.
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

/// Whether a line is a row of a table in which every bar separates cells.
pub(super) fn is_row(words: &str) -> bool {
    // A bar on its own ends the table.
    words.starts_with('|') && words.trim_end() != "|" && !words.contains(['`', '\\'])
}

/// Whether a line has angle brackets that may be a tag, which would take precedence over backquotes here or
/// on a nearby line. An autolink is not one.
pub(super) fn holds_odd_tags(line: &str) -> bool {
    let is_address = |after: &str| {
        after.split_once('>').is_some_and(|(address, _)| {
            address.starts_with("http") && address.contains(':') && !address.contains(['`', '<', ' '])
        })
    };
    memchr_iter(b'<', line.as_bytes()).any(|at| !line.get(at + 1..).is_some_and(is_address))
}

/// Whether no link on a line takes precedence over backquotes here or on a nearby line: no target could
/// contain one.
pub(super) fn has_simple_links(line: &str) -> bool {
    let is_target = |after: &str| {
        let target = after.split_once(')');
        target.is_some_and(|(target, _)| !target.contains(['`', '(', '"', '\'', '<', ' ']))
    };
    let ends_simply = |after: &str| !after.starts_with(':') && after.strip_prefix('(').is_none_or(is_target);
    let mut rest = line;
    while let Some(at) = memchr(b']', rest.as_bytes()) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if !ends_simply(rest) {
            return false;
        }
    }
    true
}

/// Returns the ranges of inline code on a line. `None` if a backquote is left over, or two are side by side.
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

/// Whether a line begins a paragraph and nothing else: no bullet, number, quote, table, rule, HTML or
/// underline of a heading.
pub(super) fn is_plain_start(words: &str) -> bool {
    let Some(first) = words.bytes().next() else { return false };
    match first {
        b'a'..=b'z' | b'A'..=b'Z' => true,
        b'0'..=b'9' => {
            let behind = words.bytes().find(|byte| !byte.is_ascii_digit());
            !matches!(behind, Some(b'.' | b')'))
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

/// Whether a line may begin a link definition, which could continue over lines that look like something else.
fn may_define(words: &str) -> bool {
    let Some((label, after)) = split_once_at(words, b']') else { return true };
    label.ends_with('\\') || after.starts_with(':')
}

/// Returns the level of a heading: one to six `#`, and a space or the end.
pub(super) fn level(words: &str) -> Option<u8> {
    let rest = words.trim_start_matches('#');
    let marks = words.len() - rest.len();
    let level = u8::try_from(marks).ok().filter(|level| (1..=6).contains(level))?;
    (rest.is_empty() || rest.starts_with(' ')).then_some(level)
}
