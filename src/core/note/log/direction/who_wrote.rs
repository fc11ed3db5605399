//! Tells who wrote by the words before a verb and behind a message: `Ada has just emailed`, `Ada and Tom sent a card`,
//! `her mum wrote`, `text back from Ada`, `a gift from all of us` (design 3.4).

use super::messages::BEFORE;
use crate::core::note::fields::about_whom::{RELATIVES, is_around_contact};
use crate::core::note::log::line::beginnings::is_person;
use crate::core::note::log::line::line_head::{Head, Known, bare, owner, stem};
use crate::core::note::log::line::words::{Direction, Meaning};
use crate::core::note::log::no_contact::whole_phrases::means_contact;

/// Words between who did something and the verb.
const AUXILIARIES: [&str; 3] = ["has", "have", "had"];

/// The same, also elsewhere: `helped Ada, then emailed her`.
const ADVERBS: [&str; 7] = ["just", "finally", "also", "then", "already", "again", "both"];

impl Head<'_> {
    /// Whether the words before a place mean the contact: also `she’s`, `Ada has just`, `Ada and Tom`.
    pub(in crate::core::note::log) fn follows_subject(&self, place: usize) -> bool {
        let (mut at, mut is_loose) = (place, false);
        while let Some(word) = self.before(at) {
            let is_short = || stem(word) != word && self.subjects.has(stem(word));
            if self.subjects.has(word) || is_short() {
                return !is_loose || self.is_open_before(at - 1);
            }
            let lower = bare(word);
            if !AUXILIARIES.contains(&lower.as_ref()) {
                if !ADVERBS.contains(&lower.as_ref()) {
                    return self.is_joined_to_subject(at);
                }
                is_loose = true;
            }
            at -= 1;
        }
        // `Both wrote`
        place == 1 && self.has(0, &["both"])
    }

    /// Whether a name before a place is joined to the contact: `Ada and Tom`. Not `Ada and I`.
    fn is_joined_to_subject(&self, place: usize) -> bool {
        let Some(subject) = place.checked_sub(3) else { return false };
        let is_other = |word: &str| {
            let lower = bare(word);
            word.starts_with(char::is_uppercase) && !matches!(lower.as_ref(), "i" | "we")
                || RELATIVES.contains(&lower.as_ref())
        };
        matches!(self.before(place - 1), Some("and" | "&" | "+"))
            && self.before(place).is_some_and(is_other)
            && self.written_at(subject).is_some_and(|word| self.subjects.has(word))
            && self.is_open_before(subject)
    }

    /// Whether the words before a place are only the contact and words that add nothing.
    fn is_open_before(&self, place: usize) -> bool {
        self.written().take(place).all(|word| leaves_open(word, self))
    }
}

/// Whether a word before a verb of writing is the contact or leaves open who wrote.
pub(super) fn leaves_open(word: &str, head: &Head<'_>) -> bool {
    let lower = bare(word);
    BEFORE.contains(&lower.as_ref()) || AUXILIARIES.contains(&lower.as_ref()) || head.subjects.has(word)
}

/// Whether a word between who did something and the verb adds nothing.
pub(super) fn adds_nothing(word: &str) -> bool {
    AUXILIARIES.contains(&word) || ADVERBS.contains(&word)
}

/// Whether somebody around the contact wrote: `her mum emailed`, `Ada’s assistant has sent the plan`.
pub(in crate::core::note::log) fn is_by_others(head: &Head<'_>, known: Known) -> bool {
    let mut at = known.place;
    while at > 2 && head.before(at).is_some_and(|word| adds_nothing(&bare(word))) {
        at -= 1;
    }
    let Some(other) = at.checked_sub(1) else { return false };
    let is_owner =
        |word: &str| owner(word).is_some() || matches!(bare(word).as_ref(), "her" | "his" | "their");
    matches!(known.meaning, Meaning::Verb(_))
        && head.word(other).is_some_and(is_around_contact)
        && head.before(other).is_some_and(is_owner)
}

/// Whether a message is from the contact, with other words between: `text back from Ada`, `letter came from her`. Not
/// `email about the photos from Ada`.
pub(in crate::core::note::log) fn is_from_contact(head: &Head<'_>, known: Known) -> bool {
    const ABOUT: [&str; 7] = ["about", "re", "for", "to", "that", "post", "update"];
    let after = head.end_of_message(known);
    let Some(from) = head.words().skip(after).position(|word| word == "from").map(|at| after + at) else {
        return false;
    };
    let is_about = |word: &str| {
        ABOUT.contains(&word)
            || (word.ends_with("ing") && !matches!(word, "morning" | "evening"))
            || means_contact(word, head)
    };
    !head.words().take(from).skip(after).any(is_about) && is_person(head, from + 1)
}

/// Returns who sent a message with `from` behind it. What is from us, or was given to the contact, is the user's.
pub(in crate::core::note::log) fn sender(head: &Head<'_>, known: Known, from: usize) -> Direction {
    let is_from_us =
        || head.has(from, &["all", "both"]) && head.has(from + 1, &["of"]) && head.has(from + 2, &["us"]);
    if head.has(from, &["me", "us"]) || is_from_us() || is_from_thing(head, from) || was_given(head, known) {
        Direction::Out
    } else {
        Direction::In
    }
}

/// Whether a place names what the user writes with: `my new address`. `my landlord` may be the contact.
fn is_from_thing(head: &Head<'_>, place: usize) -> bool {
    const THINGS: [&str; 6] = ["account", "address", "laptop", "mobile", "number", "phone"];
    let last = head.words().count().saturating_sub(1);
    head.has(place, &["my", "our"]) && (place + 1..=place + 3).contains(&last) && head.has(last, &THINGS)
}

/// Whether the words before a message give it to the contact: `gave her a card`.
fn was_given(head: &Head<'_>, known: Known) -> bool {
    (0..known.place).any(|place| {
        head.has(place, &["gave", "brought", "handed"])
            && !head.follows_subject(place)
            && head.written_at(place + 1).is_some_and(|word| means_contact(word, head))
    })
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn words_between_who_wrote_and_the_verb_change_nothing() {
        for line in [
            "Ada has emailed, asks for the deck",
            "She had emailed",
            "[[Ada Lovelace]] just emailed: the deck",
            "Ada has finally emailed",
            "then Ada also emailed",
        ] {
            case(line, "in email");
        }
        for line in ["She has sent me the contract", "they both wrote", "Both wrote", "she finally replied"] {
            case(line, "in");
        }
        for line in ["Ada and Tom sent a card", "Ada & Tom wrote", "Ada and mum wrote"] {
            case(line, "in");
        }
        for line in ["Ada and I sent a card", "we both wrote"] {
            case(line, "out");
        }
        for line in ["have emailed", "just emailed", "already emailed Ada", "helped Ada then emailed her mum"]
        {
            case(line, "out email");
        }
        case("for Ada and Tom sent", "assumed");
        case("she has called", "both phone");
        case("she just called, left a message", "in phone");
        case("she just got a letter from the bank", "assumed");
        case("she has just posted photos", "assumed");
    }

    #[test]
    fn what_those_around_the_contact_write_is_news() {
        for line in [
            "her mum emailed",
            "Ada’s parents have emailed",
            "her sister wrote: she is in hospital",
            "her assistant sent the plan",
            "her mum texted me",
        ] {
            case(line, "assumed");
        }
        case("emailed her mum", "out email");
        case("sent her mum flowers", "out");
        case("her mum called", "both phone");
        case("my office sent the contract", "out");
    }

    #[test]
    fn a_message_from_the_contact_may_be_described_first() {
        for line in ["email back from Ada", "Email yesterday from her", "Email with photos from Ada"] {
            case(line, "in email");
        }
        for line in ["text msg from Ada", "WhatsApp msg from him: yes", "text this morning from Ada"] {
            case(line, "in text");
        }
        for line in ["Letter came from Ada", "postcard arrived from Ada, Rome"] {
            case(line, "in letter");
        }
        for line in [
            "email about the letter from Ada",
            "email with her photos from Ada",
            "email asking for news from Ada",
            "email re photos from her party",
            "email with photos from her party",
            "email to Ben from Ada’s desk",
        ] {
            case(line, "out email");
        }
        case("sent the photos from her", "out");
        case("LinkedIn post from Ada", "out linkedin");
        case("letter with photos from Rome", "out letter");
    }

    #[test]
    fn what_is_from_us_is_ours() {
        case("gave her a gift from all of us", "out gift");
        case("gift from us", "out gift");
        case("Card from all of us for her birthday", "out letter");
        case("gave her a card from the class", "out letter");
        case("email from my new address", "out email");
        case("letter from my landlord", "in letter");
        case("email from our contact at Acme", "in email");
        case("email from my account manager", "in email");
        case("letter from my phone company", "in letter");
        case("text from my mobile provider", "in text");
        case("card from the class", "in letter");
        case("gift from everyone at Acme", "in gift");
    }

    #[test]
    fn an_email_that_replies_is_by_whoever_did_not_write_last() {
        for line in
            ["Email response: not interested", "Email reply: yes", "text reply", "WhatsApp reply - ok"]
        {
            case(line, "reply");
        }
        case("email reply out: yes", "out email");
        case("email reply from her", "in email");
        case("email reply to her", "out email");
        case("my email reply", "out email");
        case("email responses to the survey", "out email");
        case("Rejection email", "in email");
        case("rejection letter: no feedback", "in letter");
        case("sent rejection email", "out");
    }
}
