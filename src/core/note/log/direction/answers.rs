//! Words that tell who answered whom, and what: `answered her email`, `replied to me`, `answered her call`, `LinkedIn:
//! he accepted` (design 3.4).

use super::messages::{BEFORE, wrote_to_me};
use crate::core::note::channel::Channel;
use crate::core::note::fields::about_whom::is_around_contact;
use crate::core::note::log::line::known_words::first_known;
use crate::core::note::log::line::later_part::{Who, beginning};
use crate::core::note::log::line::line_head::{HEAD_WORDS, Head, Known, bare, is_message, owner, stem};
use crate::core::note::log::line::separators::split_at_bytes;
use crate::core::note::log::line::words::{Direction, Meaning};
use crate::core::note::log::no_contact::whole_phrases::ends_segment;
use crate::core::text::behind_start;

/// Whether the contact answered: `replied to me`, `wrote back to me`. Not `reply to me`, which may be a
/// request.
pub(in crate::core::note::log) fn answered_me(head: &Head<'_>, known: Known) -> bool {
    !head.has(known.place, &["reply"]) && wrote_to_me(head, known)
}

/// Returns who answered by whose message it was: `answered her email`, `replied to my question`. Not of the noun
/// `reply`, nor if somebody else is named first.
pub(in crate::core::note::log) fn answered_whom(head: &Head<'_>, known: Known) -> Option<Direction> {
    let after = known.end();
    let leaves_open = |word: &str| BEFORE.contains(&bare(word).as_ref());
    if head.has(known.place, &["reply"]) || !head.written().take(known.place).all(leaves_open) {
        return None;
    }
    let object = head.after_to(after);
    let is_message = |word: &str| {
        is_message(word, head.table) || matches!(word, "question" | "questions" | "invitation" | "request")
    };
    match head.word(object)? {
        "my" | "our" => {
            let is_mine = object == after || head.word(object + 1).is_some_and(is_message);
            is_mine.then_some(Direction::In)
        }
        "her" | "his" | "him" | "their" | "them" => Some(Direction::Out),
        "she" | "he" | "they" => None,
        _ if !head.has(known.place, &["answered"]) => None,
        _ => {
            let name = head.written_at(object)?;
            head.subjects.has(owner(name).unwrap_or(name)).then_some(Direction::Out)
        }
    }
}

/// Returns the channel of a call that was answered: `answered her call`, `Ada answered my FaceTime`. Not `answered her
/// call for papers`, nor if somebody else is named.
pub(in crate::core::note::log) fn answered_call(head: &Head<'_>, known: Known) -> Option<Channel> {
    let leaves_open = |word: &str| {
        matches!(bare(word).as_ref(), "i" | "we")
            || BEFORE.contains(&bare(word).as_ref())
            || head.subjects.has(word)
    };
    if !head.has(known.place, &["answered"]) || !head.written().take(known.place).all(leaves_open) {
        return None;
    }
    let at = known.end();
    if !head.is_owner(at) && !head.has(at, &["my", "our"]) {
        return None;
    }
    match head.table.exactly(head.word(at + 1)?)? {
        Meaning::Contact(Direction::Both, Some(channel @ (Channel::Phone | Channel::Video)))
            if !head.has(at + 2, &["for"]) =>
        {
            Some(channel)
        }
        _ => None,
    }
}

/// Whether a later part of the line answers the message that its first words are about: `email from Ada, replied`, `emailed
/// her and she answered at once`, `email from Ada: replied same day`.
pub(in crate::core::note::log) fn is_answered_later(head: &Head<'_>, message: Direction) -> bool {
    let answers = |text: &str, joint: Joint| {
        if !may_answer(text) {
            return false;
        }
        let (who, length) = beginning(text, head);
        // After `and`, it is the same person who goes on, unless another is named.
        let fits = match (message, who) {
            (Direction::In, Who::Me) => true,
            (Direction::In, Who::Unsaid) => joint != Joint::And,
            (Direction::In, Who::Them) => false,
            (_, Who::Them) => true,
            (_, Who::Unsaid) => joint == Joint::Separator,
            (_, Who::Me) => false,
        };
        let mut words = text.split_ascii_whitespace().skip(length).peekable();
        fits && says_answered(&mut words)
            && (joint != Joint::Topic || who != Who::Unsaid || begins_with_when(words.clone()))
            && !answers_other(&mut words, head, message)
            && (message == Direction::In || names_contact(text, length, head) || !went_to_other(head))
    };
    let mut separated = parts(head.opening, Joint::Separator).skip(1);
    separated.any(|(text, joint)| answers(text, joint))
        || parts(head.told(), Joint::Topic).any(|(text, joint)| answers(text, joint))
}

/// Splits a text at its separators and at `and`. `first` stands before each of its segments.
fn parts(text: &str, first: Joint) -> impl Iterator<Item = (&str, Joint)> {
    let joints = move || std::iter::once(first).chain(std::iter::repeat(Joint::And));
    split_at_bytes(text, ends_segment).flat_map(move |segment| segment.split(" and ").zip(joints()))
}

/// Whether the first words of a text name the contact: `Ada replied`, where `she` may be anybody.
fn names_contact(text: &str, words: usize, head: &Head<'_>) -> bool {
    let is_pronoun = |word: &str| matches!(bare(word).as_ref(), "she" | "he" | "they");
    text.split_ascii_whitespace().take(words).any(|word| head.subjects.has(word) && !is_pronoun(word))
}

/// Whether the message of a head went to somebody around the contact: `emailed her mum`, `letter to Ada's old assistant`.
/// Not `sent her family photos`.
fn went_to_other(head: &Head<'_>) -> bool {
    const BEHIND: [&str; 9] = ["about", "again", "and", "asking", "for", "on", "re", "that", "to"];
    let Some(known) = first_known(head) else { return false };
    let place = head.after_to(head.end_of_message(known));
    let is_owner = head.is_owner(place) || head.has(place, &["my", "our"]);
    let is_other = |place| head.word(place).is_some_and(is_around_contact);
    let is_end = |place| head.word(place).is_none_or(|word| BEHIND.contains(&word));
    is_owner && (place + 1..=place + 2).any(|place| is_other(place) && is_end(place + 1))
}

/// What stands before a later part of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A comma, full stop or bracket.
    Separator,
    /// `and`.
    And,
    /// A `:` or dash, after which a part may be what the message says.
    Topic,
}

/// Whether one of the first words of a text may be a verb for an answer. Few texts have one, and others are not looked at
/// closely.
fn may_answer(text: &str) -> bool {
    const VERBS: [&str; 4] = ["replied", "answered", "responded", "wrote"];
    let mut words = text.split_ascii_whitespace().take(2 * HEAD_WORDS);
    words.any(|word| VERBS.iter().any(|verb| behind_start(word, verb).is_some()))
}

/// Whether words begin with an answer. Takes it off them.
fn says_answered<'w>(words: &mut impl Iterator<Item = &'w str>) -> bool {
    match words.next().map(bare).as_deref() {
        Some("replied" | "answered" | "responded") => true,
        Some("wrote") => words.next().is_some_and(|word| bare(word) == "back"),
        _ => false,
    }
}

/// Whether words only say when: `same day`. Not `to the survey`, which may be what a message is about.
fn begins_with_when<'w>(mut words: impl Iterator<Item = &'w str>) -> bool {
    const WHEN: [&str; 14] = [
        "same", "next", "that", "this", "at", "once", "within", "right", "straight", "immediately",
        "quickly", "today", "later", "yesterday",
    ];
    words.next().is_none_or(|word| WHEN.contains(&bare(word).as_ref()))
}

/// Whether the words after `answered` or the like name something else than the message: `emailed her, answered her
/// questions`, `email from her, replied to Ben`.
fn answers_other<'w>(words: &mut impl Iterator<Item = &'w str>, head: &Head<'_>, message: Direction) -> bool {
    let Some(first) = words.next() else { return false };
    let is_to = bare(first) == "to";
    let object = if is_to { words.next() } else { Some(first) };
    match object.map(bare).as_deref() {
        Some("by" | "well" | "badly") | None => true,
        Some("me" | "us" | "my" | "our" | "mine") => message == Direction::In,
        Some("her" | "his" | "him" | "their" | "them" | "hers" | "all") => message == Direction::Out,
        Some(_) if object.is_some_and(|word| head.subjects.has(stem(word))) => message == Direction::Out,
        Some(_) => is_to,
    }
}

/// Whether the words after `LinkedIn` or the like say that a request was accepted, by the contact or without a name:
/// `LinkedIn: he accepted`. Not `accepted her request`, `accepted a job`.
pub(in crate::core::note::log) fn was_accepted(head: &Head<'_>) -> bool {
    let part = head.next_part();
    let is_subject =
        |word: &&str| head.subjects.has(stem(word)) || matches!(bare(word).as_ref(), "has" | "have");
    let mut words = part.split_ascii_whitespace().skip_while(is_subject).map(bare);
    let mut next = || words.next();
    match next().as_deref() {
        Some("accepted") => next().is_none_or(|word| matches!(word.as_ref(), "my" | "our" | "today")),
        Some("request" | "invite" | "invitation") => {
            next().as_deref() == Some("accepted") && next().as_deref() != Some("by")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn an_answer_is_of_whoever_did_not_write_what_was_answered() {
        for line in [
            "answered her email",
            "answered her",
            "answered [[Ada Lovelace]]'s text",
            "answered [[Ada]]",
            "answered Ada’s question",
            "finally answered his questions",
            "replied to her email",
            "responded to her",
            "replied to my landlord",
        ] {
            case(line, "out");
        }
        for line in [
            "answered my email",
            "answered our question",
            "replied to my email",
            "responded to my LinkedIn message",
            "she answered her email",
        ] {
            case(line, "in");
        }
        for line in
            ["answered", "answered at once", "answered the phone", "answered Ben", "replied, Ada says"]
        {
            case(line, "reply");
        }
        case("answered, she wants the plan", "reply");
        case("Ben answered my question", "in");
    }

    #[test]
    fn a_message_that_was_answered_on_the_line_is_an_exchange() {
        for line in [
            "email from [[Ada]], replied same day",
            "[[Ada]] emailed, I replied",
            "emailed her and she replied: yes",
            "email to her, she wrote back at once",
            "emailed her; answered within the hour",
        ] {
            case(line, "both email");
        }
        case("email from [[Ada]], she answered the census", "in email");
        case("emailed her, I replied to her brother too", "out email");
        case("email from [[Ada]], not replied yet", "in email");
        case("email in: she replied", "in email");
        for line in [
            "email from [[Ada]] - replied same day",
            "email from Ada: replied same day",
            "email from Ada – I replied",
            "Ada emailed - I answered her questions",
            "emailed Ada - she replied",
            "email to Ada: asked about June; she answered at once",
            "email from Ada: asks about June, replied",
            "email from Ada: asks about June and I replied",
        ] {
            case(line, "both email");
        }
        for line in ["emailed her mum, she replied", "email to Ada's new assistant, she answered at once"] {
            case(line, "out email");
        }
        case("wrote to his assistant, she answered", "out");
        case("emailed her mum, Ada replied", "both email");
        case("texted her husband and Ada replied", "both text");
        case("texted her sister about the keys and she replied", "out text");
        case("sent her family photos, she replied", "both");
        case("emailed her work address, she replied", "both email");
        case("email from her mum, replied", "both email");
        // Behind a colon or dash stands what a message says.
        case("email from Ada: replied to the survey", "in email");
        case("email from Ada: answered all my questions", "in email");
        case("email from Ada - Ben replied", "in email");
        case("email to Ada: replied at last", "out email");
        case("emailed Ada - I replied to Ben", "out email");
        case("email in: replied", "in email");
        case("email out: she replied", "out email");
        case("emailed her, answered her questions", "out email");
        case("emailed, she replied to Ben", "out email");
        case("email from Ada, replied by Ben", "in email");
        case("email from Ada, answered my question", "in email");
        case("Ada emailed; replied", "both email");
    }

    #[test]
    fn an_answered_call_is_a_call() {
        for line in [
            "answered her call",
            "answered his call, long chat",
            "answered [[Ada]]'s call",
            "answered my call",
            "answered her phone call",
            "she answered my call",
            "I finally answered Ada’s call",
        ] {
            case(line, "both phone");
        }
        case("answered her FaceTime", "both video");
        case("answered her call for papers", "out");
        case("answered my email about the call", "in");
        case("Ben answered my call", "reply");
        case("her mother answered my call", "reply");
        case("didn’t answer my call", "out phone");
        case("never answered my call", "out");
    }

    #[test]
    fn an_accepted_request_is_contact() {
        for line in [
            "LinkedIn: he accepted",
            "LinkedIn: accepted",
            "LinkedIn - Ada accepted my request, says hi",
            "LinkedIn (accepted)",
            "connection request: accepted",
            "LinkedIn: request accepted",
            "accepted my LinkedIn request",
            "accepted my connection request",
            "she accepted my connection request",
            "[[Ada]] accepted on LinkedIn",
            "connection request accepted",
        ] {
            case(line, "both linkedin");
        }
        case("Ada accepted on LinkedIn and wrote back", "in linkedin");
        case("she accepted on LinkedIn and replied: beer?", "in linkedin");
        case("sent a connection request", "out");
        for line in [
            "connection request accepted by me",
            "LinkedIn request accepted by me",
            "LinkedIn: accepted her request",
            "LinkedIn: I accepted",
            "LinkedIn: request accepted by me",
            "LinkedIn: she accepted a job at Acme",
        ] {
            case(line, "out linkedin");
        }
        case("connection request accepted by her", "both linkedin");
        case("LinkedIn in: she accepted", "in linkedin");
    }
}
