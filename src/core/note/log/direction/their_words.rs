//! Reads what stands behind the separator of a bare word for a message, if it says who wrote: `WhatsApp: Ada asks if we
//! come`, `Email | she sent the specs`, `Email | from her` (design 3.4).

use super::messages::WORKS;
use super::who_wrote::adds_nothing;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::line::line_head::{Head, Known, bare, holds, stem};
use crate::core::note::log::line::words::Direction;
use crate::core::note::log::no_contact::whole_phrases::means_contact;

/// Verbs of writing, asking, telling and wanting.
const VERBS: [&str; 26] = [
    "announced", "answered", "asked", "asking", "asks", "confirmed", "confirms", "offers", "proposed",
    "proposes", "replied", "replies", "requests", "said", "says", "sends", "sent", "suggested", "suggests",
    "thanked", "told", "tells", "wanted", "wants", "writes", "wrote",
];

/// Words that tell what a message from the contact is about.
const ABOUT: [&str; 7] = ["about", "asking", "concerning", "on", "re", "regarding", "saying"];

/// Returns the reading of a head that is only a bare word for a message in this channel, if what stands behind it says that
/// the contact wrote.
pub(in crate::core::note::log) fn by_words_behind(
    head: &Head<'_>,
    known: Known,
    channel: Option<Channel>,
) -> Option<Reading> {
    if known.place != 0 || !head.ends_strongly() || head.written().count() != known.length {
        return None;
    }
    let part = head.next_part();
    let is_theirs = may_tell(part) && (is_told_by_contact(part, head) || is_from_contact(part, head));
    is_theirs.then_some(Reading::Clear(Direction::In, channel))
}

/// Whether a text says that the contact does something by a message.
fn is_told_by_contact(part: &str, head: &Head<'_>) -> bool {
    let is_subject = |word: &&str| head.subjects.has(stem(word));
    let who = part.split_ascii_whitespace().take_while(is_subject).count();
    let mut does = part.split_ascii_whitespace().skip(who).map(bare).skip_while(|word| adds_nothing(word));
    let is_told = who > 0 && does.next().is_some_and(|verb| VERBS.contains(&verb.as_ref()));
    // `LinkedIn: she wrote a post` is what she wrote for everybody.
    is_told && !holds(does.take(3), &WORKS)
}

/// Whether a text says whom a message is from, and nothing else before what it is about: `from her`, `from Ada about the
/// roof`. Not `from her list`.
fn is_from_contact(part: &str, head: &Head<'_>) -> bool {
    let mut words = part.split_ascii_whitespace();
    let is_from = words.next().is_some_and(|word| word.eq_ignore_ascii_case("from"));
    let mut behind = words.clone().skip_while(|word| means_contact(&bare(word), head));
    is_from
        && words.next().is_some_and(|word| means_contact(&bare(word), head))
        && behind.next().is_none_or(|word| ABOUT.contains(&bare(word).as_ref()))
}

/// Whether a text may begin with the contact or `from`: with a capital letter or a pronoun. Does not compare names.
pub(in crate::core::note::log) fn may_tell(text: &str) -> bool {
    let first = text.split_ascii_whitespace().next().unwrap_or_default();
    first.chars().find(|letter| letter.is_alphanumeric()).is_some_and(|letter| !letter.is_ascii_lowercase())
        || matches!(stem(first), "she" | "he" | "they" | "from")
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

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
            "Email | from her",
            "email: from Ada Lovelace",
            "Email | from Ada: the plan",
            "email — From him, the plan",
            "Email | From her about the list",
        ] {
            case(line, "in email");
        }
        case("call: from her", "both phone");
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
            "Email | from the shop",
            "Email | from her list",
            "Email | from Ben",
            "Email | to her",
            "email: her birthday",
            "Email | her question about the list",
            "email: question about the list",
            "email out: her question about the list",
            "Email | out | her question about the list",
        ] {
            case(line, "out email");
        }
        case("call: she asked for the specs", "both phone");
    }
}
