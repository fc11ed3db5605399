//! Lines that say that their contact died: `passed away`, `Ada died peacefully`. They are no contact.

use super::line_head::bare;
use super::subjects::Subjects;

/// Words that may stand around the name of the contact.
const BEFORE: [&str; 6] = ["has", "just", "peacefully", "sadly", "suddenly", "unexpectedly"];

/// Words after which the line goes on about that death, and not about the battery of a phone or a story.
const AFTER: [&str; 13] = [
    "aged", "after", "at", "early", "in", "last", "on", "peacefully", "suddenly", "this", "today",
    "unexpectedly", "yesterday",
];

/// Maximum number of words before the verb.
const MOST_BEFORE: usize = 5;

/// Whether a line says that its contact died, and names nobody else before: not `her father died`, `died laughing` or
/// `the deal died`.
pub(in crate::core::note) fn says_died(text: &str, subjects: &Subjects<'_>) -> bool {
    // Both are in few lines.
    if !text.contains("ied") && !text.contains("assed") {
        return false;
    }
    let mut words = text.split_ascii_whitespace().peekable();
    for _ in 0..=MOST_BEFORE {
        let Some(written) = words.next() else { return false };
        let word = bare(written);
        let verb = match word.as_ref() {
            "died" => written,
            "passed" => match words.next_if(|next| bare(next) == "away") {
                Some(away) => away,
                None => return false,
            },
            // An emoji or a dash.
            "" => continue,
            other if BEFORE.contains(&other) || subjects.has(written) => continue,
            _ => return false,
        };
        let is_over = !verb.ends_with(char::is_alphanumeric);
        return is_over || words.peek().is_none_or(|next| may_follow(next));
    }
    false
}

/// Whether a word may follow the verb.
fn may_follow(word: &str) -> bool {
    !word.starts_with(char::is_alphabetic) || AFTER.contains(&bare(word).as_ref())
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn the_death_of_the_contact_is_no_contact() {
        for line in [
            "died",
            "Passed away",
            "Ada died",
            "[[Ada Lovelace]] died",
            "Ada Lovelace passed away last night",
            "she died peacefully at home",
            "sadly passed away, funeral on Friday",
            "Died (cancer)",
            "died - her daughter wrote",
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
        ] {
            case(line, "assumed");
        }
        case("call, her father died", "both phone");
        case("visited, she died the day after", "both in-person");
    }
}
