//! Tells the words of a heading that ends with its day: whether they say nothing but how there was contact, with whom
//! and where, as in `Lunch with Ben at the Crown` (design 3.4).

use crate::core::day::month_named;
use crate::core::note::log::LogReader;
use crate::core::note::log::line::line_head::bare;

/// A part of the words of an entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    How,
    Who,
    Where,
}

impl Part {
    /// The part that a word begins. `in` is a direction where nobody met.
    fn begun_by(word: &str, has_met: bool) -> Option<Part> {
        match word {
            "with" => Some(Part::Who),
            "at" | "in" if has_met => Some(Part::Where),
            _ => None,
        }
    }
}

/// Words before a date on which something ends or begins.
const TILL: [&str; 7] = ["until", "till", "by", "before", "since", "from", "of"];

impl LogReader<'_, '_> {
    /// Whether the words are only known ones for contact, perhaps with names and a place: `Phone call`, `Lunch with Ben and
    /// Ada`, `Lunch at the Crown`. Only where people met is a place said.
    pub(super) fn says_only_how(&self, words: &str, has_met: bool) -> bool {
        let mut part = Part::How;
        let mut is_whole = true;
        for word in words.split_ascii_whitespace() {
            let begun = if is_whole { Part::begun_by(word, has_met) } else { None };
            if let Some(begun) = begun {
                (part, is_whole) = (begun, false);
                continue;
            }
            let fits = match part {
                Part::How => self.is_bare_how(word),
                Part::Who => is_name(word) || matches!(word, "and" | "&") || self.is_subject(word),
                Part::Where => (is_name(word) && month_named(word).is_none()) || matches!(word, "the" | "&"),
            };
            if !fits {
                return false;
            }
            is_whole |= !matches!(word, "the" | "and" | "&");
        }
        is_whole
    }

    /// Whether all words say how there was contact and with whom: `Phone call with Ada`, `Email from her`, or where people
    /// met: `Lunch at the pub`. Other words may make it a document: `Interview questions`.
    pub(super) fn is_plain(&self, words: &str, has_met: bool) -> bool {
        let mut how =
            words.split_ascii_whitespace().take_while(|word| Part::begun_by(word, has_met).is_none());
        let is_plain = how.all(|word| {
            let bare = bare(word);
            let joins = matches!(bare.as_ref(), "" | "from" | "to" | "and" | "her" | "him" | "them");
            joins || self.is_how(&bare) || self.subjects.has(word)
        });
        is_plain && !TILL.contains(&words.rsplit(' ').next().unwrap_or_default())
    }

    /// Whether a word or mark says how there was contact.
    fn is_bare_how(&self, word: &str) -> bool {
        let bare = bare(word);
        (bare.is_empty() && !word.contains(['[', ']', '(', ')'])) || self.is_how(&bare)
    }

    /// Whether a word is the contact's name.
    fn is_subject(&self, word: &str) -> bool {
        self.subjects.has(unmarked(word))
    }

    /// Whether a word in lower case says how there was contact: a known one, or a direction.
    fn is_how(&self, word: &str) -> bool {
        matches!(word, "out" | "in") || self.reader.words().exactly(word).is_some()
    }
}

/// Whether a word is a name, by its first letter.
fn is_name(word: &str) -> bool {
    let name = unmarked(word);
    name.starts_with(char::is_uppercase) && !name.contains(['(', ')', ':', ';', '.'])
}

/// Returns a word without the marks of a link and a comma.
fn unmarked(word: &str) -> &str {
    word.trim_start_matches('[').trim_end_matches([',', ']'])
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::log;

    #[test]
    fn a_meeting_may_have_a_place() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert_eq!(log(text).0, expected, "{text}");
        }
        for heading in [
            "Lunch at the Crown", "Lunch in Leeds", "Dinner at Ben's with Ada",
            "Dinner with Ben & Ada in Rome", "Lunch at the Crown in Leeds", "Coffee at [[Café Blau]]",
            "Lunch in New York",
        ] {
            let topic = heading.replace(['[', ']'], "");
            let expected = format!("2026-11-20 Clear(Both, Some(InPerson)) {topic}");
            case(&format!("## {heading} (2026-11-20)\nx"), &[&expected]);
        }
        case("## Lunch at the Crown, Leeds 2026-11-20\nx", &["2026-11-20 Clear(Both, Some(InPerson)) Leeds"]);
        case("## Meeting at Acme 2026-11-20\nx", &["2026-11-20 Clear(Both, Some(Meeting)) Meeting at Acme"]);
        for text in [
            "## Notes from lunch at the Crown (2026-11-20)",
            "## Lunch at the Crown cancelled (2026-11-20)",
            "## Lunch in May (2026-11-20)",
            "## Lunch in progress (2026-11-20)",
            "## Lunch at (2026-11-20)",
            "## Lunch at the (2026-11-20)",
            "## Lunch menu in Leeds (2026-11-20)",
            "## Lunch at the Crown: booked (2026-11-20)",
            "## Interview in The Guardian (2026-11-20)",
            "## Workshop at Acme (2026-11-20)",
            "## Call in Leeds (2026-11-20)",
            "## Letter in Print (2026-11-20)",
            "## Phone at Work (2026-11-20)",
        ] {
            case(text, &[]);
        }
    }
}
