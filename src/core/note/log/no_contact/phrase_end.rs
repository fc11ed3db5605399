//! Finds a no-contact phrase at the start of words, and tells by what follows it whether it is one: `voicemail for her`,
//! `no answer from Ada`, but not `no luck with the visa` (design 3.4).

use super::whole_phrases::means_contact;
use crate::core::note::log::line::line_head::Head;
use crate::core::note::log::line::words::Meaning;

/// Words after a phrase that add nothing.
pub(super) const TRAILING_FILLERS: [&str; 12] = [
    "yet", "again", "since", "today", "tonight", "now", "twice", "her", "him", "them", "unfortunately",
    "sadly",
];

/// Words that introduce a person after a phrase.
const PERSON_WORDS: [&str; 6] = ["from", "with", "by", "at", "my", "our"];

/// Last words of phrases that leave a message, after which `for` may name the contact.
const MESSAGES: [&str; 5] = ["voicemail", "message", "vm", "msg", "lvm"];

/// Words after such a phrase that say what the message was or who took it: `left a message asking her to call`.
const TELLING: [&str; 7] = ["about", "asking", "re", "regarding", "saying", "to", "with"];

/// What may follow a phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trailing {
    /// A person: at the start of a line, or after a call or a message.
    Person,
    /// Nothing of meaning: after a meeting, the rest was talked about.
    Nothing,
}

/// Returns the meaning of the longest no-contact phrase at the start of words, if what follows it is allowed.
pub(super) fn leading_phrase(words: &[&str], allowed: Trailing, head: &Head<'_>) -> Option<Meaning> {
    let (first, rest) = words.split_first()?;
    let (meaning, length) = head.table.starting(first, rest.iter())?;
    if !matches!(meaning, Meaning::Tried(_) | Meaning::Cancelled) {
        return None;
    }
    let (phrase, rest) = words.split_at_checked(length)?;
    // `called, busy`, but not `lunch, no luck with the visa`.
    if counts_only_alone(phrase) {
        // `call: she was away` is what she said, and in `call, missed him` somebody was missed.
        let is_told = matches!(phrase.first(), Some(&("was" | "not" | "missed" | "unavailable")));
        let is_felt = phrase == ["missed"] && rest.iter().any(|word| matches!(*word, "her" | "him" | "them"));
        if (is_told && allowed == Trailing::Nothing) || is_felt {
            return None;
        }
        let is_alone = first_extra_word(phrase, rest, head).is_none();
        return (is_alone && head.is_call()).then_some(meaning);
    }
    let ends = match (allowed, first_extra_word(phrase, rest, head)) {
        (_, None) => true,
        (_, Some(word)) if tells_message(phrase, rest, word) => allowed == Trailing::Person || head.is_call(),
        (Trailing::Nothing, Some(_)) => false,
        // `tried on dresses` is not an attempt to reach somebody.
        (Trailing::Person, Some(word)) if length == 1 && matches!(meaning, Meaning::Tried(_)) => {
            word == "from"
        }
        // `no response to my email`, not `to treatment`.
        (Trailing::Person, Some("to")) => rest.contains(&"my") || rest.contains(&"our"),
        // `had to cancel my flight`
        (Trailing::Person, Some("my" | "our")) if meaning == Meaning::Cancelled => false,
        (Trailing::Person, Some(word)) => PERSON_WORDS.contains(&word),
    };
    ends.then_some(meaning)
}

/// Whether a phrase means that nobody was reached only after a call and with no other words.
fn counts_only_alone(phrase: &[&str]) -> bool {
    matches!(
        phrase,
        ["busy" | "engaged" | "unavailable" | "missed"]
            | ["no", "luck" | "joy"]
            | ["not", "home" | "in" | "there" | "available" | "at", ..]
            | ["line" | "phone" | "wrong" | "was", ..]
            | ["missed", "it"]
            | ["nobody", "in" | "there"]
    )
}

/// Whether the words after a phrase that leaves a message begin to tell what it was. Not `left a message to the plumber`,
/// nor `voicemail asking me to call`, which is theirs.
fn tells_message(phrase: &[&str], rest: &[&str], word: &str) -> bool {
    let next = rest.iter().skip_while(|other| **other != word).nth(1);
    let is_thing = || next.is_some_and(|next| matches!(*next, "the" | "a" | "an" | "my" | "our"));
    let is_mine = matches!(phrase.first(), Some(&"left" | &"lvm"));
    phrase.last().is_some_and(|last| MESSAGES.contains(last))
        && TELLING.contains(&word)
        && (word != "to" || !is_thing())
        && (is_mine || !rest.iter().any(|word| matches!(*word, "me" | "us" | "my" | "our")))
}

/// Returns the first word after a phrase that adds more than a time or the contact.
fn first_extra_word<'t>(phrase: &[&str], rest: &[&'t str], head: &Head<'_>) -> Option<&'t str> {
    // `missed call Ada` is most likely a call from Ada.
    let takes_name = phrase.first() != Some(&"missed");
    let leaves_message = phrase.last().is_some_and(|last| MESSAGES.contains(last));
    let mut words = rest.iter().copied();
    while let Some(word) = words.next() {
        if TRAILING_FILLERS.contains(&word) || (takes_name && head.subjects.has(word)) {
            continue;
        }
        let is_for = word == "for" && leaves_message;
        if !is_for || !words.next().is_some_and(|whom| means_contact(whom, head)) {
            return Some(word);
        }
    }
    None
}
