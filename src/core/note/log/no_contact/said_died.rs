//! Lines that say that their contact died: `passed away`, `Ada died peacefully`. They are no contact.

use crate::core::note::log::line::line_head::bare;
use crate::core::note::log::line::subjects::Subjects;

/// Words that may stand around the name of the contact.
const BEFORE: [&str; 6] = ["has", "just", "peacefully", "sadly", "suddenly", "unexpectedly"];

/// Where and how it was, which is all that may follow. Anything else could be about the battery of a phone or a story.
const AFTER: [&str; 16] = [
    "at home", "in hospice", "in hospital", "in the hospital", "in her sleep", "in his sleep",
    "in their sleep", "last night", "last week", "peacefully", "suddenly", "this morning", "this week",
    "today", "unexpectedly", "yesterday",
];

/// Maximum number of words before the verb.
const MOST_BEFORE: usize = 5;

/// Whether a line says that its contact died, and nothing else: not `her father died`, `died laughing`, `died - her
/// mother` or `died?`.
pub(in crate::core::note) fn says_died(text: &str, subjects: &Subjects<'_>) -> bool {
    // Both are in few lines.
    if (!text.contains("ied") && !text.contains("assed")) || text.contains('?') {
        return false;
    }
    let mut words = text.split_ascii_whitespace();
    for _ in 0..=MOST_BEFORE {
        let Some(written) = words.next() else { return false };
        let word = bare(written);
        match word.as_ref() {
            "died" => return is_place_or_manner(words),
            "passed" => {
                return words.next().is_some_and(|next| bare(next) == "away") && is_place_or_manner(words);
            }
            // An emoji or a dash.
            "" => {}
            other if BEFORE.contains(&other) || subjects.has(written) => {}
            _ => return false,
        }
    }
    false
}

/// Whether words are nothing, or one of [`AFTER`].
fn is_place_or_manner<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let words: Vec<_> = words.map(bare).filter(|word| !word.is_empty()).collect();
    words.is_empty() || AFTER.contains(&words.join(" ").as_str())
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn the_death_of_the_contact_is_no_contact() {
        for line in [
            "died",
            "Passed away",
            "Ada died",
            "[[Ada Lovelace]] died",
            "Ada Lovelace passed away last night",
            "she died at home",
            "Died in hospital.",
            "she sadly passed away, peacefully",
            "passed away 🕯",
        ] {
            case(line, "mention");
        }
    }

    #[test]
    fn other_deaths_are_none_of_the_contacts() {
        for line in [
            "her father passed away",
            "her dog died",
            "Ben died",
            "died laughing",
            "she died of embarrassment",
            "the deal died",
            "talk of the friend who died",
            "passed the exam",
            "she passed",
            "Ada passed away the time with cards",
            "tried the new place",
            "watched Dead Poets Society",
            "death metal concert",
            "died - her mother",
            "passed away, her grandma",
            "died last night, her dog Rex",
            "died (my phone)",
            "died on stage, great set",
            "just died in Minecraft",
            "died in the first round of Mario Kart",
            "died?",
        ] {
            case(line, "assumed");
        }
        case("call, her father died", "both phone");
        case("visited, she died the day after", "both in-person");
    }
}
