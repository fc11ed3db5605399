//! Recognises exchanges, which a word for a message alone would make one-sided: `WhatsApp call`, `Signal chat`, `texted
//! with Ada`, `emailed back and forth`, `we texted` (design 3.4).

use crate::core::note::channel::Channel;
use crate::core::note::log::line::beginnings::is_person;
use crate::core::note::log::line::line_head::{Head, Known, bare};
use crate::core::note::log::line::words::{Direction, Meaning};

/// Services on which people also call each other.
const SERVICES: [&str; 4] = ["whatsapp", "signal", "telegram", "linkedin"];

/// What is exchanged by such a service or in writing.
const EXCHANGES: [&str; 8] =
    ["chat", "chats", "conversation", "convo", "correspondence", "exchange", "exchanges", "thread"];

/// Words after `we texted` that name neither whom nor what.
const AFTER_WE: [&str; 14] = [
    "about", "again", "all", "back", "each", "every", "last", "on", "re", "this", "today", "tonight",
    "until", "yesterday",
];

/// Returns a known word for a message with the word that makes it an exchange, or as it was.
pub(in crate::core::note::log) fn as_exchange(head: &Head<'_>, known: Known) -> Known {
    exchange(head, known).unwrap_or(known)
}

fn exchange(head: &Head<'_>, known: Known) -> Option<Known> {
    let (channel, is_verb) = match known.meaning {
        Meaning::Contact(Direction::Out, channel) => (channel, false),
        Meaning::Verb(channel) => (channel, true),
        _ => return None,
    };
    let written = channel.filter(|it| matches!(it, Channel::Email | Channel::Text | Channel::Linkedin))?;
    let after = known.end();
    let both = |channel, words| {
        let meaning = Meaning::Contact(Direction::Both, Some(channel));
        Some(Known { meaning, length: known.length + words, ..known })
    };
    if is_verb {
        let is_mutual =
            is_with_contact(head, after) || is_back_and_forth(head, after) || is_by_us(head, known);
        return if is_mutual { both(written, 0) } else { None };
    }
    if head.has(known.place, &SERVICES) {
        let kind = head.word(after).unwrap_or_default();
        let is_missed =
            |place| head.has(place, &["missed", "request", "requested"]) || head.has(0, &["missed"]);
        let is_call = |place| {
            head.has(place, &["call", "calls"]) && !head.has(place + 1, &["for"]) && !is_missed(place + 1)
        };
        match kind {
            "call" | "calls" if is_call(after) => return both(Channel::Phone, 1),
            "phone" | "voice" | "audio" if is_call(after + 1) => return both(Channel::Phone, 2),
            "video" if is_call(after + 1) || head.has(after + 1, &["chat"]) => {
                return both(Channel::Video, 2);
            }
            _ => {}
        }
    }
    if head.has(after, &EXCHANGES) {
        return both(written, 1);
    }
    let is_mutual = is_with_contact(head, after) || is_back_and_forth(head, after) || is_where(head, known);
    if is_mutual { both(written, 0) } else { None }
}

fn is_with_contact(head: &Head<'_>, place: usize) -> bool {
    head.has(place, &["with", "w"]) && is_person(head, place + 1)
}

/// Whether `back and forth` follows, at most after whom: `texted her back and forth`.
fn is_back_and_forth(head: &Head<'_>, place: usize) -> bool {
    let begins = |at| head.has(at, &["back"]) && head.has(at + 1, &["and"]) && head.has(at + 2, &["forth"]);
    begins(place) || begins(place + 1)
}

/// Whether `we` wrote, and to nobody who is named: not `we emailed the council`.
fn is_by_us(head: &Head<'_>, known: Known) -> bool {
    let after = head.word(known.end());
    head.before(known.place).is_some_and(|word| bare(word) == "we")
        && after.is_none_or(|word| AFTER_WE.contains(&word))
}

/// Whether the service only says where a talk took place: `on WhatsApp: talked about the trip`.
fn is_where(head: &Head<'_>, known: Known) -> bool {
    let is_talk = |word: &str| head.table.exactly(&bare(word)).is_some_and(Meaning::is_talk);
    known.place == 1
        && head.has(0, &["on", "over", "via"])
        && head.next_part().split_ascii_whitespace().next().is_some_and(is_talk)
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn a_service_before_a_call_or_chat_says_where() {
        for line in
            ["WhatsApp call, he is well", "Signal call: the trip", "long WhatsApp voice call with Ada"]
        {
            case(line, "both phone");
        }
        for line in ["WhatsApp video call with [[Ada]]", "telegram video chat"] {
            case(line, "both video");
        }
        for line in
            ["WhatsApp chat", "Signal chat: the trip", "text exchange", "text chat", "long WhatsApp chat"]
        {
            case(line, "both text");
        }
        case("email exchange about the lease", "both email");
        case("email thread: the lease", "both email");
        case("LinkedIn chat", "both linkedin");
        case("chatted on LinkedIn", "both");
        case("on WhatsApp: talked about the trip", "both text");
        case("WhatsApp call: no answer", "out phone");
        case("WhatsApp call, no answer", "out phone");
        case("WhatsApp call out: voicemail", "out phone");
        case("WhatsApp call tomorrow", "assumed");
        for line in [
            "WhatsApp: call me",
            "WhatsApp out: call?",
            "WhatsApp message to her about the call",
            "WhatsApp video of the kids",
            "on WhatsApp: hello",
            "text about the call",
            "signal to her: call off",
        ] {
            case(line, "out text");
        }
        case("missed WhatsApp call from Ada", "in text");
        case("LinkedIn call for speakers", "out linkedin");
        for line in ["WhatsApp call missed", "signal call missed, texted", "WhatsApp call request"] {
            case(line, "out text");
        }
        case("WhatsApp voice message from her", "in text");
        case("email call list to her", "out email");
    }

    #[test]
    fn what_is_written_with_somebody_is_an_exchange() {
        for line in [
            "texted with [[Ada]]",
            "texted with her about the trip",
            "texted back and forth",
            "texted her back and forth all day",
            "we texted",
            "We messaged about the trip",
            "WhatsApp with Ada",
        ] {
            case(line, "both text");
        }
        for line in ["we emailed", "emailed back and forth", "emailed with Ada", "email with her: the lease"]
        {
            case(line, "both email");
        }
        for line in [
            "emailed with the slides", "emailed her with the slides", "we emailed the council",
            "we emailed her", "email with her photos", "emailed back",
        ] {
            case(line, "out email");
        }
        case("texted her back", "out text");
        case("email out: with Ada", "out email");
        case("we wrote about the move", "out");
    }
}
