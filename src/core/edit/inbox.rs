//! Lines of the inbox on their way into the notes of whom they name.

use super::lines::{Lines, Splice};
use super::verify::{Meant, verify};
use super::{Change, Refused};
use crate::core::date_text::{DateOrder, leading, skip_time};
use crate::core::note::line::{is_separator, plain};
use crate::core::note::read::Reader;
use crate::core::place::NotePath;
use crate::core::text::fold_name;

/// The words of an inbox line for the note of somebody it names: without bullet, date and
/// the names in front.
pub fn words_of(line: &str, names: &[&str], order: Option<DateOrder>) -> Option<String> {
    let item = line.trim_start().trim_start_matches(['-', '*', '+']).trim_start();
    let found = leading(item, order)?;
    let text = skip_time(item.get(found.length..)?).trim_start_matches(is_separator).trim();
    // `[[Ada]], Ben: lunch`: what stands before the colon are names.
    let words = match text.split_once(": ") {
        Some((head, rest)) if is_names(head, names) => rest,
        _ => without_name(text, names),
    };
    Some(words.trim().to_owned())
}

/// Whether every part of a text is one of the names, in brackets or not.
fn is_names(text: &str, names: &[&str]) -> bool {
    let parts = text.split([',', '&', ';', '+']).flat_map(|part| part.split(" and "));
    parts.map(bare).filter(|part| !part.is_empty()).all(|part| is_name(&part, names))
}

fn bare(part: &str) -> String {
    let part = part.trim().trim_matches(['"', '\'', '@']).trim();
    match part.strip_prefix("[[").and_then(|inner| inner.strip_suffix("]]")) {
        Some(inner) => {
            let target = inner.split(['|', '#']).next().unwrap_or(inner);
            fold_name(target.rsplit('/').next().unwrap_or(target))
        }
        None => fold_name(part),
    }
}

fn is_name(part: &str, names: &[&str]) -> bool {
    names.iter().any(|name| fold_name(name) == *part)
}

/// `Ada lunch`: the name in front says whose line it is, and is no word of it.
fn without_name<'t>(text: &'t str, names: &[&str]) -> &'t str {
    let ends = text.char_indices().filter(|(_, letter)| letter.is_whitespace()).map(|(at, _)| at);
    let longest = ends.rev().find(|at| text.get(..*at).is_some_and(|start| is_name(&bare(start), names)));
    longest.and_then(|at| text.get(at..)).map_or(text, |rest| rest.trim_start_matches(is_separator))
}

/// Whether a dated line of a log says these words and nothing else, whatever the marks
/// and the spelling of its date.
pub fn says(line: &str, words: &str, order: Option<DateOrder>) -> bool {
    let (line, words) = (plain(line), plain(words));
    let item = line.text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let Some(rest) = leading(item, order).and_then(|found| item.get(found.length..)) else { return false };
    let letters = |text: &str| {
        let kept = skip_time(text).chars().filter(|letter| letter.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    letters(rest) == letters(&words.text) && line.hashtags == words.hashtags
}

/// The change that takes a line out of the inbox. A line with more below it stays: what
/// is below would be lost.
pub fn without_line(
    reader: &Reader<'_>,
    path: &NotePath,
    bytes: &[u8],
    line: &str,
) -> Result<Change, Refused> {
    let lines = Lines::of(bytes)?;
    let gone = || Refused::new("the line is not there any more", "run `followup sync --file-inbox` again");
    let at = (1..=lines.len()).find(|at| lines.text(*at) == Some(line)).ok_or_else(gone)?;
    let splice = Splice { at, remove: 1, insert: Vec::new() };
    let new = lines.spliced(&splice);
    verify(reader, path, bytes, &new, &splice, &Meant::Gone(at))?;
    Ok(Change::new(path, bytes, new, at))
}

/// Whether lines stand below an item that belong to it.
pub fn has_more_below(lines: &[&str], line: usize) -> bool {
    lines.get(line).is_some_and(|next| next.starts_with([' ', '\t']) && !next.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_the_same_only_word_for_word() {
        #[track_caller]
        fn case(line: &str, words: &str, expected: bool) {
            assert_eq!(says(line, words, None), expected, "{line} / {words}");
        }
        case("- 2026-11-22 email in: the budget", "email in: the budget", true);
        case("### 2026-11-22 — Email in: the budget", "email in: the budget", true);
        case("- **2026-11-22**: lunch (with [[Ben]])", "lunch (with [[Ben]])", true);
        case("- 2026-11-22 call: the budget", "email in: the budget", false);
        case("- 2026-11-22 lunch (with [[Ben]])", "dinner with wine (with [[Ben]])", false);
        case("- 2026-11-22 team lunch", "lunch", false);
        case("- 2026-11-22 lunch #ask", "lunch", false);
    }

    #[test]
    fn the_words_are_what_follows_date_and_names() {
        #[track_caller]
        fn case(line: &str, expected: &str) {
            let names = ["Ada Lovelace", "Ada", "Ben"];
            assert_eq!(words_of(line, &names, None).unwrap(), expected, "{line}");
        }
        case("- 2026-11-22 [[Ada]], Ben: lunch", "lunch");
        case("- 2026-11-22 Ada and Ben: email out: the plan", "email out: the plan");
        case("* 2026-11-22 10:30 [[People/Ada Lovelace|A]]: lunch", "lunch");
        case("- 2026-11-22 Ada Lovelace lunch at noon", "lunch at noon");
        case("- 2026-11-22 coffee with [[Ada]]", "coffee with [[Ada]]");
        case("- 2026-11-22: email out to Ada: the plan", "email out to Ada: the plan");
    }
}
