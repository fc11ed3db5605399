//! Tells whether a part of a line says that the meeting did not take place: `lunch cancelled`, `he had to cancel`
//! (design 3.4).

use super::line_head::HEAD_WORDS;
use super::whole_phrases::{Phrase, TRAILING_FILLERS, means_contact};
use super::words::{Meaning, WordTable};
use std::borrow::Cow;

impl Phrase<'_> {
    /// Whether somebody called it off and the phrase says nothing else but when, why or by whom: `he cancelled
    /// last minute`.
    pub(super) fn is_only_off(&self) -> bool {
        let mut words = self.words.iter().map(|word| Cow::Borrowed(word.as_str()));
        let off = words.next().and_then(|first| self.head.table.starting(first, words));
        let Some((Meaning::Cancelled, length)) = off else { return false };
        says_only_when(self.words.get(length..).unwrap_or_default())
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
        let is_cancelled = match words.as_slice() {
            // `dinner cancelled because of the snow`
            [meeting, off, ..] if is_meeting(meeting) && is_off(off) => true,
            // `cancelled lunch because of the snow`, if nothing else took place.
            [off, meeting, others @ ..] if is_off(off) && is_meeting(meeting) => {
                !others.iter().any(|word| is_contact(word))
            }
            [first, .., last] if words.len() <= 3 && (is_off(first) || is_off(last)) => true,
            _ => self.ends_called_off(),
        };
        is_cancelled.then_some(Meaning::Cancelled)
    }

    /// Whether the phrase names a meeting, says with whom, when or where it was to be, and ends by calling it off:
    /// `call with Ada at 3pm cancelled`. Not `lunch with the man who cancelled`.
    fn ends_called_off(&self) -> bool {
        #[rustfmt::skip]
        const OTHER_MATTERS: [&str; 29] = [
            "about", "after", "as", "because", "before", "being", "but", "had", "he", "her", "his", "i", "my", "say", "saying",
            "she", "since", "so", "that", "their", "them", "then", "they", "to", "we", "when", "which", "who", "whose",
        ];
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
        let is_other = |word: &String| {
            OTHER_MATTERS.contains(&word.as_str()) || meaning(word).is_some() || word.ends_with("ed")
        };
        let (leading, company) = before.split_at_checked(meeting).unwrap_or_default();
        !leading.iter().any(|word| is_other(word) && !is_noun(word))
            && !company.iter().skip(1).any(|word| is_other(word) && !means_contact(word, self.head))
            && says_only_when(after.get(1..).unwrap_or_default())
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

/// Whether the words after `cancelled` only say when, why or by whom.
fn says_only_when(words: &[String]) -> bool {
    const WHEN: [&str; 5] = ["at", "the", "last", "minute", "on"];
    const BEGINS_REASON: [&str; 6] = ["by", "because", "due", "to", "until", "till"];
    let is_when = |word: &String| {
        let word = word.as_str();
        WHEN.contains(&word) || TRAILING_FILLERS.contains(&word) || word == "me"
    };
    words.first().is_some_and(|word| BEGINS_REASON.contains(&word.as_str())) || words.iter().all(is_when)
}

/// Makes one word of each phrase such as `had to cancel`, so that it can be looked for like `cancelled`.
pub(super) fn join_cancelled(words: &mut Vec<String>, table: &WordTable) {
    for at in 0..words.len() {
        let mut after = words.iter().skip(at).map(|word| Cow::Borrowed(word.as_str()));
        let found = after.next().and_then(|first| table.starting(first, after));
        if let Some((Meaning::Cancelled, length @ 2..)) = found {
            let phrase = words.get(at..at + length).unwrap_or_default().join(" ");
            words.splice(at..at + length, [phrase]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

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
        for line in [
            "coffee and she had her flight cancelled",
            "lunch with Ada after her class was cancelled",
            "met Ada on Thursday, class cancelled",
            "dinner with Ada as the concert was cancelled",
        ] {
            case(line, "both in-person");
        }
        case("call from Ada to say lunch cancelled", "both phone");
        case("called Ada at 3pm re flight cancelled", "both phone");
        case("call about the wedding being cancelled", "both phone");
        case("call with Ada: she didn't join the board", "both phone");
        case("talked about the trip that was called off", "both");
        case("coffee with Ada, her flight was cancelled", "both in-person");
        case("lunch with Ada and the man who cancelled", "both in-person");
        case("lunch with Ada: cancelled my subscription", "both in-person");
        case("cancelled lunch and met her for a walk", "both in-person");
        case("call: rescheduled our lunch", "both phone");
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
