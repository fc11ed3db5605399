//! Words that tell whether a message came from the contact: `got a letter`, `her email`, `emailed me`, `email
//! received` (design 3.4).

use super::who_wrote::leaves_open;
use crate::core::note::channel::Channel;
use crate::core::note::log::line::line_head::{Head, Known, bare, holds, stem};
use crate::core::note::log::line::words::Meaning;

/// Words after `got` with which it does not mean a message: `got promoted`, `got to call her`.
const AFTER_GOT: [&str; 14] = [
    "to", "together", "back", "in", "into", "over", "through", "talking", "promoted", "engaged", "married",
    "divorced", "invited", "lost",
];

/// Words before a verb of writing that leave open who wrote. Any other word, unless it means the contact,
/// most often names somebody else (`Ben texted me`).
pub(super) const BEFORE: [&str; 8] =
    ["also", "and", "again", "finally", "just", "then", "today", "yesterday"];

/// What one gets without a message: `got the job`.
const GAINS: [&str; 8] = ["job", "promotion", "role", "house", "flat", "dog", "puppy", "visa"];

/// Whether `got` at a place means something from the contact, not a conversation (`got coffee`).
pub(in crate::core::note::log) fn got_message(head: &Head<'_>, place: usize) -> bool {
    let is_talk =
        |at: usize| head.word(at).and_then(|word| head.table.exactly(word)).is_some_and(Meaning::is_talk);
    let is_talk_after_article = || {
        head.has(place + 1, &["a", "our", "some"]) && is_talk(place + 2) && !head.has(place + 2, &["call"])
    };
    let is_news = || {
        let object = place + 2 + usize::from(head.has(place + 2, &["new"]));
        let goes_on = head.word(object + 1);
        head.has(place + 1, &["a", "the", "his", "her"])
            && head.has(object, &GAINS)
            && goes_on.is_none_or(|word| matches!(word, "at" | "in" | "as" | "with" | "on"))
            && !head.words().any(|word| word == "from")
    };
    !head.has(place + 1, &AFTER_GOT) && !is_talk(place + 1) && !is_talk_after_article() && !is_news()
}

/// Whether somebody else told about the contact: `heard from Ben that she moved`.
pub(in crate::core::note::log) fn heard_of_contact(head: &Head<'_>, known: Known) -> bool {
    let name = known.end();
    let is_other = |word: &str| word.starts_with(char::is_uppercase) && !head.subjects.has(word);
    let is_about = |word: &str| bare(word) == "that" || head.subjects.has(stem(word));
    head.has(known.place, &["heard"])
        // `heard from Dr Berg`
        && !head.written_at(name + 1).is_some_and(|word| head.subjects.has(word))
        && head.written_at(name).is_some_and(is_other)
        && head.written().skip(name + 1).any(is_about)
}

/// Whether a head begins with the contact as owner of the message at a place: `her email: …`, `Ada’s letter`.
pub(in crate::core::note::log) fn belongs_to_contact(head: &Head<'_>, place: usize) -> bool {
    place == 1 && head.is_owner(0)
}

/// Whether a verb of writing is followed by `me` or `us`: `emailed me`, `wrote to us`.
pub(in crate::core::note::log) fn wrote_to_me(head: &Head<'_>, known: Known) -> bool {
    let object = head.after_to(known.end());
    names_me(head, object)
        && !is_more_than_message(head, object + 1)
        && head.written().take(known.place).all(|word| leaves_open(word, head))
}

/// What is written for everybody.
pub(super) const WORKS: [&str; 10] =
    ["article", "blog", "book", "column", "novel", "paper", "poem", "post", "review", "thesis"];

/// Whether the contact wrote or posted something for everybody, which is news: `she wrote a book`, `Ada posted
/// photos of the party`. `posted her a card`, without a name before it, is the user's.
pub(in crate::core::note::log) fn is_publication(head: &Head<'_>, known: Known) -> bool {
    /// What is put in the post.
    const MAIL: [&str; 10] =
        ["letter", "card", "postcard", "parcel", "package", "present", "gift", "book", "key", "keys"];
    let Meaning::Verb(channel) = known.meaning else { return false };
    if !head.follows_subject(known.place) || wrote_to_me(head, known) {
        return false;
    }
    let objects = head.words().skip(known.end()).take(3).take_while(|word| *word != "about");
    let has = |wanted: &[&str]| holds(objects.clone(), wanted);
    match channel {
        Some(Channel::Letter) => !has(&MAIL),
        _ => head.has(known.place, &["wrote"]) && has(&WORKS),
    }
}

/// Whether a word is `me` or `us`, but not the country or the start of a quotation.
fn names_me(head: &Head<'_>, place: usize) -> bool {
    let is_plain = |written: &str| written.starts_with(['m', 'u', 'M']) && written != "ME";
    head.has(place, &["me", "us"]) && head.written_at(place).is_some_and(is_plain)
}

/// Whether the words after `me` make it something else than a message: `wrote me off`, `sent me to
/// voicemail`.
fn is_more_than_message(head: &Head<'_>, after: usize) -> bool {
    head.has(after, &["off"]) || (head.has(after, &["to"]) && head.has(after + 1, &["voicemail"]))
}

/// Whether a line says that a message was received: `email received`, `letter (received)`, `incoming email`.
/// The name of the contact may come first: `Ada, email received`.
pub(in crate::core::note::log) fn is_received(head: &Head<'_>, known: Known) -> bool {
    match known.place {
        0 => says_received(head, known),
        1 => {
            head.has(0, &["incoming", "inbound", "rejection"])
                || (says_received(head, known) && head.follows_subject(1))
        }
        _ => false,
    }
}

/// Whether `received` follows a message, but has no object: `letter received an award`.
fn says_received(head: &Head<'_>, known: Known) -> bool {
    let at = head.end_of_message(known);
    head.has(at, &["received"]) && !head.has(at + 1, &["a", "an", "the", "no"])
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::read_alone;
    use crate::core::note::log::line::reading::tests::case;
    use crate::core::note::log::line::words::WordTable;

    #[test]
    fn messages_from_the_contact_are_incoming() {
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
        case("she called while I was out, need to call back", "in phone");
        case("moved in, happy", "assumed");
        case("voicemail from her: call back", "in phone");
        case("missed call from Ada", "in phone");
        case("she left a message", "in");
        case("left me a voicemail", "in");
    }

    #[test]
    fn what_goes_on_about_something_else_is_no_message() {
        for line in
            ["we got a letter from Ada", "got a job offer from Ada", "got the job description from her"]
        {
            case(line, "in");
        }
        case("we got coffee at Nero", "both in-person");
        for line in [
            "got hold of tickets for us",
            "got hold of her number from Ben",
            "emails to answer",
            "notes to self: she likes tea",
            "[[Ada]] interviewed with Acme",
        ] {
            case(line, "assumed");
        }
        case("invited to my birthday party", "out");
    }

    #[test]
    fn got_means_a_message_except_for_news_and_talk() {
        for line in [
            "she's got a new job at Shell",
            "they’ve got a baby!",
            "[[Ada]]'s got a new flat",
            "we've got a date for the wedding",
            "got the job!!",
            "got invited to interview",
            "heard from Ben that she's moving",
        ] {
            case(line, "assumed");
        }
        case("heard from her sister", "in");
        case("heard from [[Ada]] that she moved", "in");
        case("finally got hold of him", "both");
        case("invited to interview on 24 Nov", "in");
        case("invited her to the opening", "out");
        case("interviewed with the panel", "both");
        case("thank-you emails to [[Ada]] and Ben", "out email");
        case("calls w/ [[Ada]]", "both phone");
        case("texts from her all day", "in");
        case("busy with calls and emails", "assumed");
        for line in ["she got promoted", "he got engaged!", "they got a dog", "she got my letter"] {
            case(line, "assumed");
        }
        case("got coffee together", "both in-person");
        case("got together for lunch", "both in-person");
        case("I got to call her", "both phone");
        for line in [
            "got an email", "got a long letter", "got her reply", "got word", "got a call back",
            "got a message", "got a text", "got a note", "got photos from the wedding",
            "got the recipe from her", "got news from Ada", "I got her email", "got the parcel",
            "got the keys back", "she got back to me", "got back to me",
        ] {
            case(line, "in");
        }
        case("got back to her", "out");
    }

    #[test]
    fn messages_written_to_me_are_incoming() {
        case("emailed me again", "in email");
        case("texted me back", "in text");
        case("messaged us: all well", "in text");
        case("emailed US office about her visa", "out email");
        case("texted \"me too\"", "out text");
        case("wrote to me", "in");
        case("wrote me a long letter", "in");
        case("sent me the photos", "in");
        case("just sent us the slides", "in");
        case("invited me to a party", "in");
        case("posted me a card", "in letter");
        case("got back to us", "in");
        case("replied to me", "in");
        case("answered me, at last", "in");
        case("wrote back to us", "in");
        case("[[Ada]] emailed me", "in email");
        case("she just emailed me", "in email");
        case("yesterday emailed me", "in email");
        case("Today she replied to me", "in");
    }

    #[test]
    fn messages_of_others_and_requests_are_not_incoming() {
        case("email me", "out email");
        case("email to me and Ben", "out email");
        case("ask her to email me", "intention");
        case("should have sent me a reminder", "intention");
        case("sent media files", "out");
        case("emailed her about me", "out email");
        case("never wrote to me", "assumed");
        case("didn’t email me", "assumed");
        case("Ben texted me, she is ill", "assumed");
        case("I sent me a copy", "out");
        case("replied to her", "out");
        case("replied to Mei", "out");
        case("reply to me", "out");
        case("sent me out: x", "out");
        case("sent me to voicemail", "out");
        case("wrote me off", "out");
    }

    #[test]
    fn what_the_contact_published_is_news() {
        case("Ada posted on LinkedIn about her new job", "assumed");
        case("she posted photos of the party", "assumed");
        case("[[Ada]] wrote a book about bees", "assumed");
        case("she wrote a blog post", "assumed");
        case("she posted a card", "in letter");
        case("she posted me the keys", "in letter");
        case("Ada wrote about the book", "in");
        case("she wrote a long letter", "in");
        case("posted the card", "out letter");
        case("wrote a review of her book", "out");
    }

    #[test]
    fn received_messages_are_incoming() {
        case("Email received: asks for prices", "in email");
        case("Email (received) asks for prices", "in email");
        case("Letter received", "in letter");
        case("email received today: asks for prices", "in email");
        case("email received this morning", "in email");
        case("email received yesterday from Ada: asks", "in email");
        case("[[Ada]] email received", "in email");
        case("gift received", "in gift");
        case("text message received from Ada", "in text");
        case("Incoming email: asks", "in email");
        case("inbound email", "in email");
        case("incoming call", "both phone");
        case("letter received an award", "out letter");
        case("my letter received", "out letter");
        case("Ben email received", "out email");
        case("letter received no stamp", "out letter");
        case("lunch (received a gift)", "both in-person");
        case("email out: received her form", "out email");
        case("email out (received)", "out email");
        case("email in (received)", "in email");
    }

    #[test]
    fn a_direction_in_brackets_counts() {
        case("(email in) asks for prices", "in email");
        case("[email in] asks for prices", "in email");
        case("(text out) sent the time", "out text");
        case("(she moved in) call", "both phone");
        case("(moved in) lunch with her", "both in-person");
        case("(call) she is in", "both phone");
        let topic = |line| read_alone(line, &WordTable::default()).topic();
        assert_eq!(topic("(email in) asks for prices"), "asks for prices");
        assert_eq!(topic("[email in] asks for prices"), "asks for prices");
        assert_eq!(topic("Email (received) asks for prices"), "asks for prices");
        assert_eq!(topic("Email received: asks for prices"), "asks for prices");
    }
}
