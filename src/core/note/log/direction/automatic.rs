//! Recognises answers that a machine sent: `out of office reply`, `got an auto-reply` (design 3.4). They are no answer.

use crate::core::note::channel::Channel;
use crate::core::note::log::line::known_words::first_known;
use crate::core::note::log::line::line_head::{HEAD_WORDS, Head, bare};
use crate::core::note::log::line::words::{Direction, Meaning};
use crate::core::text::{behind_start, is_mark};

/// Words for such an answer.
const WORDS: [&str; 7] =
    ["out-of-office", "ooo", "auto-reply", "autoreply", "auto-response", "autoresponder", "auto-responder"];

/// Words that with one for an answer mean such an answer: `automatic reply`.
const KINDS: [&str; 4] = ["auto", "automatic", "automated", "vacation"];
const ANSWERS: [&str; 4] = ["reply", "replies", "response", "responder"];

/// Whether a text may begin with such an answer, by the letters with which one does.
pub(in crate::core::note::log) fn may_be_automatic(text: &str) -> bool {
    const BEGINNINGS: [&str; 6] = ["an ", "auto", "bounced", "ooo", "out", "vacation"];
    let text = text.trim_start_matches(is_mark);
    // The first letter rules out nearly all texts.
    text.starts_with(['a', 'b', 'o', 'v', 'A', 'B', 'O', 'V'])
        && BEGINNINGS.iter().any(|beginning| behind_start(text, beginning).is_some())
}

/// Whether behind a message that came stands only that a machine wrote it: `email in: out of office until Monday`,
/// `email in: bounced`.
fn is_message_of_machine(head: &Head<'_>) -> bool {
    let part = head.next_part();
    if !may_be_automatic(part) {
        return false;
    }
    let Some(known) = first_known(head) else { return false };
    let is_written = matches!(known.meaning, Meaning::Contact(Direction::Out | Direction::In, channel) if channel.is_some_and(Channel::is_written));
    let is_ours = head.last_word(Some(known)) == Some(Direction::Out)
        || head.arrow() == Some(Direction::Out)
        || head.has(head.end_of_message(known), &["to"]);
    if !is_written || is_ours {
        return false;
    }
    let part = head.of_part(part);
    let skipped = usize::from(part.has(0, &["an"]));
    part.word(skipped).is_some_and(|word| {
        let has_bounced = word == "bounced" && !part.has(skipped + 1, &["back"]);
        has_bounced || is_automatic_at(&part, skipped, word)
    })
}

/// Whether the first words of a line are about an answer that a machine sent, and none of its words about a talk.
pub(in crate::core::note::log) fn is_automatic(head: &Head<'_>) -> bool {
    let mut words = head.words().take(HEAD_WORDS).enumerate();
    // The first letter rules out nearly all words.
    let may_be = |word: &str| matches!(word.bytes().next(), Some(b'a' | b'o' | b'v'));
    (words.any(|(place, word)| may_be(word) && is_automatic_at(head, place, word))
        || is_message_of_machine(head))
        && !names_talk(head)
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
    use crate::core::note::log::line::reading::tests::case;

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
        for line in [
            "email in: out of office until 1 Dec",
            "email in: auto-reply",
            "email in (auto-reply)",
            "email in: automatic reply: back on Monday",
            "email from Ada: out of office until 1 Dec",
            "email in: bounced",
        ] {
            case(line, "light");
        }
        case("email in: about the office", "in email");
        case("email in: out of office next week, can we call before?", "in email");
        case("email in: bounced back from the flu", "in email");
        case("email out: out of office is on", "out email");
        case("email in: out in Leeds on Monday", "in email");
        case("text in: vacation plans", "in text");
        case("out of office drinks with Ada", "both in-person");
        case("call about auto reply setup", "both phone");
        case("OOO today but called Ada", "both phone");
        case("I was out of office, she called", "assumed");
        case("vacation email from her: they're in Bali", "in email");
        case("walked out of her office", "assumed");
        case("emailed an automatic door firm", "out email");
    }
}
