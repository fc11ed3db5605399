//! Words that say whose a message was: `got a letter`, `her email` (design 3.4).

use super::line_head::{Head, is_message};
use super::reading::Subjects;
use super::words::WordTable;

/// Words behind `got` among which a message is looked for.
const BEHIND_GOT: usize = 4;

/// What else somebody sends.
const SENT: [&str; 14] = [
    "call",
    "word",
    "news",
    "messages",
    "emails",
    "texts",
    "letters",
    "photos",
    "pictures",
    "invitation",
    "invite",
    "parcel",
    "package",
    "voicemail",
];

/// Words behind which `got` tells of something else: `got to call her`, `got together over a letter`.
const NOT_GOT: [&str; 10] = ["to", "for", "at", "in", "on", "over", "with", "together", "into", "about"];

/// Whether `got` at a place is followed by a message, or by something from the contact.
pub(super) fn got_message(head: &Head<'_>, place: usize, table: &WordTable, subjects: &Subjects<'_>) -> bool {
    for at in place + 1..=place + BEHIND_GOT {
        let Some(word) = head.word(at) else { return false };
        match word.as_ref() {
            "from" => return head.written().nth(at + 1).is_some_and(|whom| is_contact(whom, subjects)),
            word if NOT_GOT.contains(&word) => return false,
            word if is_message(word, table) || SENT.contains(&word) => return true,
            _ => {}
        }
    }
    false
}

/// Whether a head begins with whose something is: `her`, `Ada’s`.
pub(super) fn is_possessive(head: &Head<'_>, subjects: &Subjects<'_>) -> bool {
    let Some(first) = head.written().next() else { return false };
    let name = first.strip_suffix("'s").or(first.strip_suffix("’s"));
    matches!(head.word(0).as_deref(), Some("her" | "his" | "their"))
        || name.is_some_and(|name| subjects.has(name))
}

fn is_contact(word: &str, subjects: &Subjects<'_>) -> bool {
    let bare = super::line_head::bare(word);
    matches!(bare.as_ref(), "her" | "him" | "them") || subjects.has(word)
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::case;

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
    fn got_needs_a_message() {
        for line in [
            "she got promoted",
            "he got engaged!",
            "they got a dog",
            "got her number from Ben",
            "she got my letter",
        ] {
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
            "she got back to me",
            "got back to me",
        ] {
            case(line, "in");
        }
        case("got back to her", "out");
    }
}
