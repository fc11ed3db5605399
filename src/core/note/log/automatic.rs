//! Recognises answers that a machine sent: `out of office reply`, `got an auto-reply` (design 3.4). They are no answer.

use super::line_head::{HEAD_WORDS, Head, bare};
use super::words::Meaning;

/// Words for such an answer.
const WORDS: [&str; 7] =
    ["out-of-office", "ooo", "auto-reply", "autoreply", "auto-response", "autoresponder", "auto-responder"];

/// Words that with one for an answer mean such an answer: `automatic reply`.
const KINDS: [&str; 4] = ["auto", "automatic", "automated", "vacation"];
const ANSWERS: [&str; 4] = ["reply", "replies", "response", "responder"];

/// Whether the first words of a line are about an answer that a machine sent, and none of its words about a talk.
pub(super) fn is_automatic(head: &Head<'_>) -> bool {
    let mut words = head.words().take(HEAD_WORDS).enumerate();
    // The first letter rules out nearly all words.
    let may_be = |word: &str| matches!(word.bytes().next(), Some(b'a' | b'o' | b'v'));
    words.any(|(place, word)| may_be(&word) && is_automatic_at(head, place, &word)) && !names_talk(head)
}

fn is_automatic_at(head: &Head<'_>, place: usize, word: &str) -> bool {
    let is_absent = || head.has(place + 1, &["of"]) && head.has(place + 2, &["office"]);
    WORDS.contains(&word)
        || (word == "out" && is_absent())
        || (KINDS.contains(&word) && head.has(place + 1, &ANSWERS))
}

fn names_talk(head: &Head<'_>) -> bool {
    let is_talk = |word: &str| head.table.exactly(word).is_some_and(Meaning::is_talk);
    let words = [head.opening, head.after_opening].into_iter().flat_map(str::split_ascii_whitespace);
    words.map(bare).any(|word| is_talk(&word))
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn what_a_machine_sent_is_no_answer() {
        for line in [
            "out of office reply, back 30 Nov",
            "Out of office until 30 Nov",
            "got an out-of-office, back on 23 Nov",
            "received OOO",
            "got an autoreply",
            "auto reply: back 30 Jan",
            "automatic reply from Ada",
            "she's out of office till Monday",
        ] {
            case(line, "light");
        }
        case("out of office drinks with Ada", "both in-person");
        case("call about auto reply setup", "both phone");
        case("OOO today but called Ada", "both phone");
        case("I was out of office, she called", "assumed");
        case("vacation email from her: they're in Bali", "in email");
        case("walked out of her office", "assumed");
        case("emailed an automatic door firm", "out email");
    }
}
