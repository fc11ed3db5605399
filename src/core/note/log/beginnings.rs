//! Beginnings of a line that say that something is yet to be done, before a verb of writing, calling or meeting
//! (design 3.4): `forgot to call her`, `going to visit`, `will email her`. Before other words they may tell of
//! what was done: `forgot to ask about Ben` is said of a talk, and one may be `going to the opera` together.

use super::line_head::{Head, bare};
use super::reading::Subjects;

/// The words before the verb. Of `will` only in lower case, for Will is a name.
const BEGINNINGS: [&[&str]; 9] = [
    &["will"],
    &["i'll"],
    &["gonna"],
    &["forgot", "to"],
    &["going", "to"],
    &["have", "to"],
    &["plan", "to"],
    &["planning", "to"],
    &["want", "to"],
];

/// Verbs in the form that what is to be done stands in.
const VERBS: [&str; 16] = [
    "call", "phone", "ring", "text", "message", "dm", "email", "e-mail", "mail", "write", "send", "reply",
    "answer", "visit", "meet", "whatsapp",
];

/// What a line begins with that tells of nothing that came yet.
const WAITING: [&[&str]; 2] = [&["waiting", "for"], &["still", "waiting", "for"]];

/// The first words of all of these.
const FIRST_WORDS: [&str; 12] = [
    "will", "i'll", "i’ll", "gonna", "forgot", "going", "have", "plan", "planning", "want", "waiting",
    "still",
];

/// Whether a head begins so.
pub(super) fn is_to_be_done(head: &Head<'_>, subjects: &Subjects<'_>) -> bool {
    // Nearly all lines are refused by their first letter.
    let may_begin =
        |first: &u8| matches!(first.to_ascii_lowercase(), b'w' | b'i' | b'g' | b'f' | b'h' | b'p' | b's');
    if !head.text.as_bytes().first().is_some_and(may_begin) {
        return false;
    }
    let mut written = head.written();
    let is_me =
        written.clone().next().is_some_and(|first| matches!(first, "I" | "i" | "We" | "we" | "I'm" | "I’m"));
    if is_me {
        written.next();
    }
    let Some(first) = written.clone().next() else { return false };
    if !FIRST_WORDS.contains(&bare(first).as_ref()) {
        return false;
    }
    let begins = |words: &[&str]| {
        let mut next = written.clone();
        let is_next = |word: &&str| next.next().is_some_and(|next| bare(next).replace('’', "'") == **word);
        words.iter().all(is_next).then_some(next)
    };
    if WAITING.into_iter().any(|words| begins(words).is_some()) {
        return true;
    }
    let before_verb = |words: &&[&str]| {
        begins(words)
            .is_some_and(|mut next| next.next().is_some_and(|verb| VERBS.contains(&bare(verb).as_ref())))
    };
    let may_be_name = !is_me && bare(first) == "will" && (first != "will" || subjects.has(first));
    !may_be_name && BEGINNINGS.iter().any(before_verb)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn what_is_yet_to_be_done_is_no_contact() {
        for line in [
            "forgot to call [[Ada]]",
            "Forgot to email her",
            "will call her",
            "I will email her",
            "I’ll call her on Monday",
            "going to call her",
            "I'm going to visit her: in May",
            "have to call her back",
            "plan to visit her in May",
            "want to write to her",
            "waiting for email from Ada",
            "Still waiting for her reply",
            "waiting for the call",
        ] {
            case(line, "intention");
        }
    }

    #[test]
    fn first_words_are_those_of_all_beginnings() {
        for words in BEGINNINGS.into_iter().chain(WAITING) {
            assert!(words.first().is_some_and(|first| FIRST_WORDS.contains(first)), "{words:?}");
        }
    }

    #[test]
    fn what_was_done_stays() {
        case("Will called", "both phone");
        case("Will call: the roof", "both phone");
        case("will", "assumed");
        case("coffee, forgot to ask about Ben", "both in-person");
        case("forgot to ask about Ben", "assumed");
        case("forgot to log: lunch on Friday", "assumed");
        case("going to the opera with her", "assumed");
        case("going to lunch with her", "both in-person");
        case("have to say: a lovely dinner", "assumed");
        case("called, will call again", "both phone");
        case("no answer, will call on Monday", "out");
        case("walk, want to visit Ulm", "both in-person");
        let will = Subjects::of(&["will byrne"]);
        assert!(!is_to_be_done(&Head::of("will call the roofer"), &will));
    }
}
