//! Words that say whose a message was: `got a letter`, `her email` (design 3.4).

use super::line_head::Head;
use super::subjects::Subjects;
use super::words::{Direction, Meaning, WordTable};

/// Words behind which `got` tells of news, or of what was done: `got promoted`, `got to call her`.
const NOT_GOT: [&str; 14] = [
    "to", "together", "back", "in", "into", "over", "through", "talking", "promoted", "engaged", "married",
    "divorced", "invited", "lost",
];

/// Whether `got` at a place tells of something from the contact, and not of a talk: `got coffee`.
pub(super) fn got_message(head: &Head<'_>, place: usize, table: &WordTable) -> bool {
    let next = head.word(place + 1);
    if next.as_deref().is_some_and(|word| NOT_GOT.contains(&word)) {
        return false;
    }
    let is_talk = |at: usize| {
        head.word(at)
            .is_some_and(|word| matches!(table.exactly(&word), Some(Meaning::Contact(Direction::Both, _))))
    };
    let behind_article = next.as_deref().is_some_and(|word| matches!(word, "a" | "our" | "some"));
    !(is_talk(place + 1)
        || (behind_article && is_talk(place + 2) && head.word(place + 2).as_deref() != Some("call")))
}

/// Whether a head begins with whose something is: `her`, `Ada’s`.
pub(super) fn is_possessive(head: &Head<'_>, subjects: &Subjects<'_>) -> bool {
    let Some(first) = head.written().next() else { return false };
    let name = first.strip_suffix("'s").or(first.strip_suffix("’s"));
    matches!(head.word(0).as_deref(), Some("her" | "his" | "their"))
        || name.is_some_and(|name| subjects.has(name))
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn messages_of_theirs_are_known() {
        case("text message from her", "in text");
        case("LinkedIn message from her", "in linkedin");
        case("WhatsApp message from him: yes", "in text");
        case("reply from her", "in");
        case("email reply from Ada", "in email");
        case("text message to her", "out text");
        case("wrote back to her", "out");
        case("her email: asks for prices", "in email");
        case("Ada’s letter came", "in letter");
        case("her reply: yes", "in");
        case("sent her card", "out");
        case("Email (in): hi", "in email");
        case("email (out) the plan", "out email");
        case("email in, asks for the plan", "in email");
        case("she called while I was out, need to call back", "both phone");
        case("moved in, happy", "assumed");
        case("voicemail from her: call back", "in phone");
        case("missed call from Ada", "in phone");
        case("she left a message", "in");
        case("left me a voicemail", "in");
    }

    #[test]
    fn got_is_theirs_but_for_news_and_talk() {
        for line in ["she got promoted", "he got engaged!", "they got a dog", "she got my letter"] {
            case(line, "assumed");
        }
        case("got coffee together", "both in-person");
        case("got together for lunch", "both in-person");
        case("I got to call her", "both phone");
        for line in [
            "got an email",
            "got a long letter",
            "got her reply",
            "got word",
            "got a call back",
            "got a message",
            "got a text",
            "got a note",
            "got photos from the wedding",
            "got the recipe from her",
            "got news from Ada",
            "I got her email",
            "got the parcel",
            "got the keys back",
            "she got back to me",
            "got back to me",
        ] {
            case(line, "in");
        }
        case("got back to her", "out");
    }
}
