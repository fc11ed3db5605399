//! Reads what stands behind the separator of a bare word for a message, if it says who wrote: `WhatsApp: Ada asks if we
//! come`, `Email | she sent the specs` (design 3.4).

use super::line_head::{Head, Known, bare, holds, stem};
use super::messages::WORKS;
use super::who_wrote::adds_nothing;

/// Verbs of writing, asking, telling and wanting.
const VERBS: [&str; 26] = [
    "announced", "answered", "asked", "asking", "asks", "confirmed", "confirms", "offers", "proposed",
    "proposes", "replied", "replies", "requests", "said", "says", "sends", "sent", "suggested", "suggests",
    "thanked", "told", "tells", "wanted", "wants", "writes", "wrote",
];

/// Whether a head is a bare word for a message, and behind it the contact does something by it.
pub(super) fn is_told_by_contact(head: &Head<'_>, known: Known) -> bool {
    if known.place != 0 || !head.ends_strongly() || head.written().count() != known.length {
        return false;
    }
    let part = head.next_part();
    if !may_tell(part) {
        return false;
    }
    let is_subject = |word: &&str| head.subjects.has(stem(word));
    let who = part.split_ascii_whitespace().take_while(is_subject).count();
    let mut does = part.split_ascii_whitespace().skip(who).map(bare).skip_while(|word| adds_nothing(word));
    let is_told = who > 0 && does.next().is_some_and(|verb| VERBS.contains(&verb.as_ref()));
    // `LinkedIn: she wrote a post` is what she wrote for everybody.
    is_told && !holds(does.take(3), &WORKS)
}

/// Whether a text may begin with the contact: with a capital letter or a pronoun. Does not compare names.
pub(super) fn may_tell(text: &str) -> bool {
    let first = text.split_ascii_whitespace().next().unwrap_or_default();
    first.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| !letter.is_ascii_lowercase())
        || matches!(stem(first), "she" | "he" | "they")
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn words_behind_a_bare_message_may_say_who_wrote() {
        for line in
            ["Email: she sent the specs", "email - Ada asked for pricing", "Email | she sent the specs |"]
        {
            case(line, "in email");
        }
        for line in ["WhatsApp: [[Ada]] asks if we come on Sunday", "text: Ada Lovelace wants the recipe"] {
            case(line, "in text");
        }
        case("LinkedIn: she has just asked for an intro", "in linkedin");
        for line in [
            "email: asked for pricing",
            "Email: asked her for the specs",
            "Email: Ben asked for the specs",
            "email: she is ill",
            "email: she wrote a post",
            "email: Ada, the specs",
            "email out: she sent the specs",
            "Email | out | she sent the specs",
            "email to her: she asked for it",
            "email, she asked for it",
            "email: her sister asked",
        ] {
            case(line, "out email");
        }
        case("call: she asked for the specs", "both phone");
    }
}
