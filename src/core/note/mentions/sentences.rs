//! Tells the sentences of a daily line apart that are about different people, so that the words of one are not
//! given to the person of another: `coffee with Anna; [[Joel]] has left` (design 3.4, 3).

use crate::core::note::body::line::hashtags;
use crate::core::note::body::links::{Link, links};
use crate::core::note::log::line_head::bare;
use crate::core::note::log::words::{Meaning, WordTable};
use crate::core::text::same_name;

/// Abbreviations whose full stop ends no sentence.
const ABBREVIATIONS: [&str; 13] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "hr", "fr", "mme", "approx", "incl"];

/// Words with which a sentence adds somebody to what the one before it says: `[[Ben]] came too`.
const ADDING: [&str; 7] = ["too", "also", "joined", "well", "there", "came", "with"];

/// Returns where the next sentence begins that is about somebody else: with a link to somebody new, after words that
/// already say who was met. In `Lunch at the mill. [[Ada]] is well` nobody else was.
pub(super) fn next_sentence(text: &str, table: &WordTable) -> Option<usize> {
    // Few lines have such a separator before a link.
    if !text.contains("; ") && !text.contains(". ") {
        return None;
    }
    let links = links(text);
    let begins = |(place, link): (usize, &Link<'_>)| {
        let (before, after) = (text.get(..link.start)?, text.get(link.end..)?);
        let earlier = links.get(..place)?;
        let is_new =
            !link.embed && !link.outside && !earlier.iter().any(|one| same_name(one.target, link.target));
        (is_new && ends_sentence(before) && is_about_link(after) && says_who(before, earlier, table))
            .then_some(link.start)
    };
    let at = links.iter().enumerate().find_map(begins)?;
    // A hashtag at the end may be about the whole line.
    hashtags(text, &links).is_empty().then_some(at)
}

/// Whether a text ends with a full stop or semicolon and a space.
fn ends_sentence(before: &str) -> bool {
    let before = before.trim_end_matches(['*', '_']);
    let trimmed = before.trim_end();
    let last = trimmed.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
    let is_short = || last.chars().nth(1).is_none() || ABBREVIATIONS.contains(&bare(last).as_ref());
    trimmed.len() < before.len() && (trimmed.ends_with(';') || (trimmed.ends_with('.') && !is_short()))
}

/// Whether words follow a link that are about it: not another name, and not that it was there too.
fn is_about_link(after: &str) -> bool {
    let sentence = after.split([';', '.']).next().unwrap_or_default();
    let mut words = sentence.split_ascii_whitespace();
    sentence.contains(char::is_alphabetic)
        && !sentence.trim_start().starts_with([',', '&', '+', '/'])
        && words.clone().next().is_none_or(|word| word != "and")
        && !words.any(|word| ADDING.contains(&bare(word).as_ref()))
}

/// Whether a text says who was met or wrote: by a link, as in `coffee with Anna`, or as in `Dad called`.
fn says_who(before: &str, earlier: &[Link<'_>], table: &WordTable) -> bool {
    // A list of names is no sentence.
    if let Some(first) = earlier.first() {
        let last = earlier.last().map_or(0, |link| link.end);
        return [before.get(..first.start), before.get(last..)]
            .into_iter()
            .flatten()
            .any(|words| words.contains(char::is_alphabetic));
    }
    let is_name = |word: &str| word.starts_with(char::is_uppercase) && table.exactly(&bare(word)).is_none();
    let is_past = |word: &str| {
        let is_verb =
            matches!(table.exactly(word), Some(Meaning::Contact(..) | Meaning::Verb(_) | Meaning::Reply));
        is_verb && (word.ends_with("ed") || matches!(word, "rang" | "wrote" | "sent"))
    };
    let is_pair = |(word, next): (&str, &str)| {
        (bare(word) == "with" && is_name(next))
            || (is_name(word) && !NOBODY.contains(&bare(word).as_ref()) && is_past(&bare(next)))
    };
    let words = before.split_ascii_whitespace();
    words.clone().zip(words.skip(1)).any(is_pair)
}

/// Words before a verb that name nobody else.
const NOBODY: [&str; 12] =
    ["i", "we", "she", "he", "they", "just", "finally", "then", "also", "today", "again", "and"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_about_somebody_else_is_told_apart() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            let at = next_sentence(text, &WordTable::default());
            assert_eq!(at.and_then(|at| text.get(at..)), expected, "{text}");
        }
        case("coffee with Anna; [[Joel]] has left Hays, she says", Some("[[Joel]] has left Hays, she says"));
        case("Dad called. [[Aunt Rosie]] died last night.", Some("[[Aunt Rosie]] died last night."));
        case("lunch with [[Ann]]; [[Joel]]: no answer", Some("[[Joel]]: no answer"));
        case("[[Ann]] emailed. **[[Joel]]** has moved", Some("[[Joel]]** has moved"));
        for text in [
            "coffee; [[Ada]]",
            "[[Ann]]; coffee",
            "[[Ann]]; [[Joel]] call",
            "lunch; [[Ann]], [[Joel]]",
            "lunch with [[Ann]]; [[Joel]], [[Cy]]",
            "lunch with [[Ann]]; [[Joel]] and [[Cy]] too",
            "lunch with [[Ann]]. [[Joel]] joined later",
            "Lunch at Prater. [[Ada]] has a new job.",
            "Lunch with my new neighbour. [[Ada]] has a new job.",
            "Just called. [[Ada]] is well",
            "I called. [[Ada]] is well",
            "met [[Ann]] and Dr. [[Joel]] at the fair",
            "coffee with [[Ann]] on the 3. [[Joel]] paid",
            "lunch with [[Ann]]. [[Ann]] has left Hays",
            "lunch with [[Ann]]; [[Joel]] has left #proposal",
            "lunch with [[Ann]].[[Joel]] has left",
            "call: [[Ann]]; see ![[Joel]] has left",
        ] {
            case(text, None);
        }
    }
}
