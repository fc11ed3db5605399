//! Tells whether a part of a line says that the meeting did not take place: `lunch cancelled`, `he had to cancel`
//! (design 3.4).

use super::phrase_end::TRAILING_FILLERS;
use super::whole_phrases::{Phrase, means_contact};
use crate::core::date_text::weekdays::is_weekday;
use crate::core::note::log::line::line_head::{HEAD_WORDS, bare};
use crate::core::note::log::line::words::{Meaning, WordTable};
use crate::core::text::begins_with_digit;

/// Words that begin to say something else than with whom, when or where a meeting was to be.
const OTHER_MATTERS: [&str; 34] = [
    "about", "after", "as", "because", "before", "being", "but", "for", "had", "he", "her", "his", "i",
    "instead", "my", "say", "saying", "she", "since", "so", "that", "their", "them", "then", "they",
    "though", "to", "we", "when", "where", "which", "while", "who", "whose",
];

/// Words before what a message or a talk was about: `email about no-show`, `call after no-show`.
const BEFORE_TOPIC: [&str; 7] = ["about", "after", "before", "concerning", "re", "regarding", "since"];

impl Phrase<'_, '_> {
    /// Whether somebody called it off and the phrase says nothing else but when, why or by whom: `he cancelled
    /// last minute`.
    pub(super) fn is_only_off(&self) -> bool {
        let mut words = self.words.iter();
        let off = words.next().and_then(|first| self.head.table.starting(first, words));
        let Some((Meaning::Cancelled, length)) = off else { return false };
        adds_only_when_or_why(self.words.get(length..).unwrap_or_default())
    }

    /// Reads `lunch cancelled` or `cancelled our lunch`. Longer text may be about something else.
    pub(super) fn called_off(&self) -> Option<Meaning> {
        let meaning = |word: &str| self.head.table.exactly(word);
        let is_off = |word: &str| meaning(word) == Some(Meaning::Cancelled);
        let is_meeting = |word: &str| meaning(word).is_some_and(Meaning::is_talk);
        let is_contact = |word: &str| matches!(meaning(word), Some(Meaning::Contact(..) | Meaning::Verb(_)));
        if !self.words.iter().any(|word| is_off(word)) {
            return None;
        }
        let words = self.without_company();
        // `called off and on`, `called off Monday`
        let needs_meeting = words.first() == Some(&"called off") && words.len() > 1;
        if needs_meeting && !words.iter().any(|word| is_meeting(word)) {
            return None;
        }
        let is_cancelled = match words.as_slice() {
            // `dinner cancelled because of the snow`
            [meeting, off, ..] if is_meeting(meeting) && is_off(off) => true,
            // `cancelled lunch because of the snow`, if nothing else took place.
            [off, meeting, others @ ..] if is_off(off) && is_meeting(meeting) => {
                !others.iter().any(|word| is_contact(word))
            }
            [first, .., last] if words.len() <= 3 && (is_off(first) || is_off(last)) => {
                !words.iter().any(|word| BEFORE_TOPIC.contains(word))
            }
            _ => self.ends_called_off(),
        };
        is_cancelled.then_some(Meaning::Cancelled)
    }

    /// Whether the phrase names a meeting, says with whom, when or where it was to be, and ends by calling it off:
    /// `call with Ada at 3pm cancelled`. Not `lunch with the man who cancelled`.
    fn ends_called_off(&self) -> bool {
        let meaning = |word: &str| self.head.table.exactly(word);
        let Some(off) = self.words.iter().position(|word| meaning(word) == Some(Meaning::Cancelled)) else {
            return false;
        };
        let (before, after) = self.words.split_at_checked(off).unwrap_or_default();
        let is_auxiliary =
            |word: &&String| matches!(word.as_str(), "was" | "is" | "got" | "has" | "been" | "gets");
        let end = off - before.iter().rev().take_while(is_auxiliary).count();
        let before = before.get(..end).unwrap_or_default();
        let is_noun = |word: &str| {
            meaning(word).is_some_and(Meaning::is_talk)
                && !word.ends_with("ed")
                && !matches!(word, "met" | "saw" | "spoke" | "rang")
        };
        let Some(meeting) = before.iter().take(HEAD_WORDS).position(|word| is_noun(word)) else {
            return false;
        };
        // `phone call` is one meeting.
        let meeting = meeting + usize::from(before.get(meeting + 1).is_some_and(|word| is_noun(word)));
        let (leading, company) = before.split_at_checked(meeting).unwrap_or_default();
        let company = company.get(1..).unwrap_or_default();
        // `drinks with Ada and Tom bailed`
        let has_bailed = self.words.get(off).is_some_and(|word| word == "bailed");
        if has_bailed && company.iter().any(|word| word == "and") {
            return false;
        }
        let is_other = |place: usize| self.is_other_matter(company, place);
        !leading.iter().any(|word| self.is_other_word(word) && !is_noun(word))
            && !(0..company.len()).any(is_other)
            && adds_only_when_or_why(after.get(1..).unwrap_or_default())
    }

    /// Whether the word at a place behind a meeting begins to say something else than with whom, when or where.
    fn is_other_matter(&self, company: &[String], place: usize) -> bool {
        let at = |place: usize| company.get(place).map(String::as_str);
        let word = at(place).unwrap_or_default();
        match word {
            // `with her`, `with her team`, but not `call on the day her flight was cancelled`
            "her" | "his" | "their" | "them" | "him" => {
                let previous = place.checked_sub(1).and_then(at);
                !matches!(previous, Some("with" | "w" | "w/" | "and"))
            }
            // `with kids with school cancelled`
            "with" => place > 0 && !at(place + 1).is_some_and(|next| means_contact(next, self.head)),
            "on" => {
                let mut when = company.iter().skip(place + 1).skip_while(|next| *next == "the");
                !when.next().is_some_and(|next| is_day(next))
            }
            _ if OTHER_MATTERS.contains(&word) => true,
            _ => self.is_other_word(word) && !self.head.subjects.has(word),
        }
    }

    /// Whether a word tells of something else than a meeting: a verb, or a word that begins another part.
    fn is_other_word(&self, word: &str) -> bool {
        OTHER_MATTERS.contains(&word) || self.head.table.exactly(word).is_some() || word.ends_with("ed")
    }

    /// Returns the words without company such as `with her`, `with Ada Lovelace` or `with me`.
    fn without_company(&self) -> Vec<&str> {
        let is_company = |word: &str| matches!(word, "me" | "us") || means_contact(word, self.head);
        let mut words: Vec<&str> = Vec::with_capacity(self.words.len());
        let mut rest = self.words.iter().map(String::as_str).peekable();
        while let Some(word) = rest.next() {
            // `lunch w/ Ada`, `lunch w/Ada`
            let is_with =
                matches!(word, "with" | "w/" | "w") && rest.peek().is_some_and(|next| is_company(next));
            if !is_with && !word.strip_prefix("w/").is_some_and(is_company) {
                words.push(word);
                continue;
            }
            while rest.next_if(|next| is_company(next)).is_some() {}
        }
        words
    }
}

/// Whether a word is a weekday or begins with a number: `on Thursday`, `on 3 May`.
fn is_day(word: &str) -> bool {
    (word.len() > 2 && is_weekday(word)) || begins_with_digit(word)
}

/// Whether the words after `cancelled` only say when, why or by whom.
fn adds_only_when_or_why(words: &[String]) -> bool {
    const WHEN: [&str; 5] = ["at", "the", "last", "minute", "on"];
    const BEGINS_REASON: [&str; 6] = ["by", "because", "due", "to", "until", "till"];
    let is_when = |word: &String| {
        let word = word.as_str();
        WHEN.contains(&word) || TRAILING_FILLERS.contains(&word) || word == "me"
    };
    words.first().is_some_and(|word| BEGINS_REASON.contains(&word.as_str())) || words.iter().all(is_when)
}

/// Whether a text only says that a meeting was moved to another day: `rescheduled`, `moved to Friday`. Not `moved to Rome`.
pub(super) fn is_moved(outcome: &str) -> bool {
    if !begins_moved(outcome) {
        return false;
    }
    let mut words = outcome.split_ascii_whitespace().map(bare);
    let is_whole = words.next().is_some_and(|verb| verb == "rescheduled");
    match words.next().as_deref() {
        Some("to" | "for") => {
            let is_when = |when: &str| is_day(when) || matches!(when, "next" | "tomorrow");
            words.next().is_some_and(|when| is_when(&when))
        }
        Some(_) => false,
        None => is_whole,
    }
}

/// Whether a text begins with a word for what was moved to another day.
pub(in crate::core::note::log) fn begins_moved(text: &str) -> bool {
    let first = text.split_ascii_whitespace().next().map(bare);
    first.is_some_and(|word| matches!(word.as_ref(), "rescheduled" | "moved"))
}

/// Makes one word of each phrase such as `had to cancel`, so that it can be looked for like `cancelled`.
pub(super) fn join_cancelled(words: &mut Vec<String>, table: &WordTable) {
    for at in 0..words.len() {
        let mut after = words.iter().skip(at);
        let found = after.next().and_then(|first| table.starting(first, after));
        if let Some((Meaning::Cancelled, length @ 2..)) = found {
            let phrase = words.get(at..at + length).unwrap_or_default().join(" ");
            words.splice(at..at + length, [phrase]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn a_cancelled_meeting_may_name_company() {
        for line in [
            "cancelled lunch with Ada",
            "lunch with Ada cancelled",
            "lunch with [[Ada Lovelace]] postponed to Dec",
            "cancelled our lunch with her",
            "lunch w/ Ada cancelled, she's ill",
            "lunch w/ Ada Lovelace cancelled",
            "lunch w Ada cancelled, she's ill",
            "lunch w/Ada Lovelace cancelled",
            "lunch w/ [[Ada Lovelace]] cancelled",
            "she cancelled lunch with me",
            "cancelled lunch with Ada because of the snow",
        ] {
            case(line, "cancelled");
        }
        for line in [
            "Phone call with Ada postponed to Monday",
            "Lunch with Ada and Tom cancelled",
            "Coffee on Thursday cancelled",
            "Coffee on the 5th cancelled",
            "call with Ada and her team on Mon cancelled",
            "Coffee on Thursday was cancelled by her",
            "Call with Ada at 3pm cancelled",
            "Call re lease cancelled",
            "Dinner at Ada’s cancelled",
            "Our monthly coffee cancelled",
            "lunch called off",
            "Meeting with her team called off",
            "No-showed our call",
            "Ada no-showed the demo",
            "call did not take place",
            "lunch – she stood me up",
            "Zoom: she didn't join",
        ] {
            case(line, "cancelled");
        }
    }

    #[test]
    fn another_thing_may_be_cancelled() {
        for line in [
            "coffee and she had her flight cancelled",
            "lunch with Ada after her class was cancelled",
            "met Ada on Thursday, class cancelled",
            "dinner with Ada as the concert was cancelled",
            "drinks with Ada though Tom cancelled",
            "drinks with Ada and Tom bailed",
            "dinner with Ada instead of concert cancelled",
            "coffee with Ada where her train got cancelled",
            "dinner at home with restaurant booking cancelled",
            "visit with kids with school cancelled",
        ] {
            case(line, "both in-person");
        }
        for line in [
            "chat with Ada on her surgery postponed",
            "call with Ada on the day her flight was cancelled",
            "call on order cancelled",
            "call, she will not join",
        ] {
            let expected = if line.starts_with("chat") { "both" } else { "both phone" };
            case(line, expected);
        }
        for line in ["email about no-show", "email re no-show", "Email after no-show"] {
            case(line, "out email");
        }
        for line in ["call about no-show", "called about no show", "call about the cancelled order"] {
            case(line, "both phone");
        }
        case("meeting for the trip postponed", "both meeting");
        case("called off and on", "assumed");
        case("call from Ada to say lunch cancelled", "both phone");
        case("called Ada at 3pm re flight cancelled", "both phone");
        case("call about the wedding being cancelled", "both phone");
        case("call with Ada: she didn't join the board", "both phone");
        case("talked about the trip that was called off", "both");
        case("coffee with Ada, her flight was cancelled", "both in-person");
        case("lunch with Ada and the man who cancelled", "both in-person");
        case("lunch with Ada: cancelled my subscription", "both in-person");
        case("cancelled lunch and met her for a walk", "both in-person");
        case("call rescheduled from Tuesday, went well", "both phone");
        case("lunch with Ada cancelled, talked on the phone", "both");
        case("cancelled lunch with Ada, met for coffee instead", "both in-person");
    }

    #[test]
    fn a_single_word_after_a_meeting_cancels_it() {
        for line in [
            "lunch: cancelled",
            "lunch - cancelled",
            "meeting — postponed",
            "Lunch with Ada: Cancelled",
            "call: cancelled, she is ill",
            "lunch - postponed - will try next week",
            "coffee: no-show",
            "lunch: no show",
            "call - no show",
            "lunch, no show",
            "lunch (no show)",
            "lunch, noshow",
            "lunch no show",
            "lunch with Ada: No show",
            "No show",
            "she was a no show",
        ] {
            case(line, "cancelled");
        }
        case("lunch, no show of hands on the plan", "both in-person");
        case("lunch: no show tickets left", "both in-person");
        case("call: postponed, talked about the move anyway", "both");
        case("call: cancelled the order", "both phone");
        case("lunch: she cancelled her flat", "both in-person");
        case("lunch: postponed the move", "both in-person");
        case("lunch: the trip is cancelled", "both in-person");
        case("email out: cancelled", "out email");
    }
}
