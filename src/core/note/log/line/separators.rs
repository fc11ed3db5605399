//! The separators of a line, the first of which ends its head (design 3.4).

use super::topic::is_property;
use crate::core::note::body::line::begins_with_dash;

/// How much a separator separates.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// `:`, a dash, `|` or `(`.
    Strong,
    /// `,`, `.` or `;`.
    Weak,
    /// The end of the line.
    End,
}

/// Returns the positions of matching bytes. Few bytes match, so this is faster than going by characters.
fn byte_positions<'a>(text: &'a str, is_one: impl Fn(u8) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.as_bytes().get(from..)?.iter().position(|byte| is_one(*byte))?;
        from = at + 1;
        Some(at)
    })
}

/// Splits a text at matching ASCII bytes.
pub(in crate::core::note::log) fn split_at_bytes<'a>(
    text: &'a str,
    is_cut: impl Fn(u8) -> bool + 'a,
) -> impl Iterator<Item = &'a str> {
    let mut start = 0;
    byte_positions(text, is_cut).chain([text.len()]).map(move |end| {
        let piece = text.get(start..end).unwrap_or_default();
        start = end + 1;
        piece
    })
}

/// Returns a text up to its first separator.
pub(super) fn before_stop(text: &str) -> &str {
    stops(text).next().and_then(|(at, ..)| text.get(..at)).unwrap_or(text)
}

/// Returns the separators of a text with their positions. `:` and `.` count only before white space or the
/// end (`1:1`, `a.b`), `-` only between white space (`follow-up`), as do `--` and `---`; `(` does not before a
/// property.
fn stops(text: &str) -> impl Iterator<Item = (usize, char, Stop)> {
    stops_with(text, |_| false)
}

/// As [`stops`], and with the first colon of a property whose key is known: `call:: with her`.
pub(super) fn stops_with<'a>(
    text: &'a str,
    is_known: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = (usize, char, Stop)> + 'a {
    // Both dashes begin with 0xe2, and the wide marks of East Asian languages with 0xe3 or 0xef, as some other
    // characters do.
    let may_stop = |byte| matches!(byte, b':' | b'-' | b'|' | b'(' | b'.' | b',' | b';' | 0xe2 | 0xe3 | 0xef);
    byte_positions(text, may_stop).filter_map(move |at| {
        let (before, from) = text.split_at_checked(at)?;
        let mut letters = from.chars();
        let letter = letters.next()?;
        let after = letters.next().unwrap_or(' ');
        let stop = match letter {
            // Not the second colon of a property, `mood:: good`.
            ':' if after.is_whitespace() && !before.ends_with(':') => Stop::Strong,
            ':' if from.starts_with(":: ") && is_known(before) => Stop::Strong,
            '-' if before.chars().next_back().is_none_or(char::is_whitespace) && begins_with_dash(from) => {
                Stop::Strong
            }
            // `(duration:: 30m)` is no remark.
            '(' if is_property(from.get(1..)?) => return None,
            '–' | '—' | '|' | '(' => Stop::Strong,
            '.' if after.is_whitespace() => Stop::Weak,
            ',' | ';' | '，' | '、' | '。' => Stop::Weak,
            '：' => Stop::Strong,
            _ => return None,
        };
        Some((at, letter, stop))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rule as stated, by characters, to check the search by bytes.
    fn stops_by_letters(text: &str) -> Vec<(usize, char)> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let blank = |place: Option<usize>| {
            place.and_then(|place| letters.get(place)).is_none_or(|(_, letter)| letter.is_whitespace())
        };
        let is_stop = |(place, (at, letter)): &(usize, &(usize, char))| match letter {
            '.' => blank(Some(place + 1)),
            ':' => blank(Some(place + 1)) && !text.get(..*at).is_some_and(|before| before.ends_with(':')),
            '-' => {
                let run = text.get(*at..).unwrap_or_default().chars().take_while(|next| *next == '-').count();
                let is_held = letters.get(place + run).is_some_and(|(_, next)| *next == '\u{a0}');
                blank(place.checked_sub(1)) && blank(Some(place + run)) && !is_held
            }
            '(' => !text.get(*at + 1..).is_some_and(is_property),
            other => ['–', '—', '|', ',', ';', '：', '，', '、', '。'].contains(other),
        };
        letters.iter().enumerate().filter(is_stop).map(|(_, stop)| *stop).collect()
    }

    #[test]
    fn a_property_in_brackets_does_not_end_the_head() {
        let first = |text: &str| stops(text).next().map(|(at, letter, _)| (at, letter));
        assert_eq!(first("call (with her): x"), Some((5, '(')));
        assert_eq!(first("call (long:: 30m): x"), Some((17, ':')));
        assert_eq!(first("電話：新しい仕事"), Some((6, '：')));
    }

    proptest! {
        #[test]
        fn separators_are_found_by_bytes_as_by_letters(text in "[a:. |(,;é–—…→：（、。\u{2002}\u{a0}-]{0,10}") {
            let found: Vec<(usize, char)> = stops(&text).map(|(at, letter, _)| (at, letter)).collect();
            prop_assert_eq!(found, stops_by_letters(&text));
        }
    }
}
