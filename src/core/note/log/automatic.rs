//! Recognises answers that a machine sent: `out of office reply`, `got an auto-reply` (design 3.4). They are no answer.

use super::line_head::Head;
use std::borrow::Cow;

/// Words for such an answer.
const WORDS: [&str; 8] = [
    "out-of-office",
    "ooo",
    "oof",
    "auto-reply",
    "autoreply",
    "auto-response",
    "autoresponder",
    "auto-responder",
];

/// Words that with one for a message mean such an answer: `automatic reply`.
const KINDS: [&str; 4] = ["auto", "automatic", "automated", "vacation"];
const ANSWERS: [&str; 7] = ["reply", "replies", "response", "responder", "answer", "email", "message"];

/// Whether a head is about an answer that a machine sent.
pub(super) fn is_automatic(head: &Head<'_>) -> bool {
    // The first letter rules out nearly all words.
    let may_be = |word: &str| matches!(word.bytes().next(), Some(b'a' | b'o' | b'v'));
    let mut words = head.words().enumerate().filter(|(_, word)| may_be(word));
    words.any(|(place, word)| is_automatic_at(head, place, word))
}

fn is_automatic_at(head: &Head<'_>, place: usize, word: Cow<'_, str>) -> bool {
    let word = word.as_ref();
    let is_absent = || head.has(place + 1, &["of"]) && head.has(place + 2, &["office"]);
    WORDS.contains(&word)
        || (word == "out" && is_absent())
        || (KINDS.contains(&word) && head.has(place + 1, &ANSWERS))
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
        case("walked out of her office", "assumed");
        case("emailed an automatic door firm", "out email");
    }
}
