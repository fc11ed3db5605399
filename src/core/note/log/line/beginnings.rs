//! Recognises lines about something that is yet to come or was forgotten (design 3.4): `have to call her`,
//! `waiting for her reply`, `forgot to call her`, `LATER lunch with her`. A line with a second part may also
//! report something that took place: `forgot to call her yesterday, called today`.

use super::line_head::{HEAD_WORDS, Head, bare, holds};
use super::words::{Meaning, WordTable};
use crate::core::note::body::TaskBox;
use crate::core::note::body::task_keywords::task_keyword;

/// Verbs after `forgot to`. With other words it is part of a conversation: `forgot to ask about Ben`.
const VERBS: [&str; 16] = [
    "call", "phone", "ring", "text", "message", "dm", "email", "e-mail", "mail", "write", "send", "reply",
    "answer", "visit", "meet", "whatsapp",
];

/// What one can wait for from somebody, unlike `waiting for the train`.
const NEWS: [&str; 13] = [
    "answer", "call", "email", "e-mail", "feedback", "letter", "mail", "message", "news", "reply",
    "response", "text", "word",
];

/// Words before an intention that add nothing.
const LEADING: [&str; 10] =
    ["i", "we", "really", "still", "also", "just", "so", "do", "definitely", "probably"];

/// Words before `forget to`. Not `didn’t`, after which it was done.
const NEGATIONS: [&str; 5] = ["don't", "don’t", "dont", "not", "never"];

/// Words after an intention that make it a way of speaking: `must say, lovely dinner`.
const SPEAKING: [&str; 5] = ["say", "admit", "confess", "laugh", "smile"];

/// First words of intentions that are only meant if a way of contact is named.
const BROAD: [&str; 4] = ["have", "want", "ought", "owe"];

/// First words of other intentions with which a remark can begin, too.
const MODAL: [&str; 3] = ["must", "need", "should"];

/// Words after `her` that make it a person: not `her mother`.
const AFTER_HER: [&str; 14] = [
    "about", "again", "and", "back", "for", "if", "in", "on", "soon", "that", "to", "tomorrow", "when",
    "with",
];

/// Whether a line begins with something the user has still to do: `should`, `I must`, `don’t forget to`, `Ada
/// TODO`.
pub(super) fn is_intention(head: &Head<'_>) -> bool {
    end_of_intention(head).is_some()
}

/// Returns the number of words of an intention at the start of a line, with those before it.
pub(in crate::core::note::log) fn end_of_intention(head: &Head<'_>) -> Option<usize> {
    let start = head.words().take(HEAD_WORDS).take_while(|word| is_leading(word)).count();
    if let Some(end) = intention_at(head, start) {
        let is_ours = head.words().take(start).any(|word| word == "we");
        // `we should do this again, lovely dinner`: they met.
        let is_about_past = || (is_ours || head.has(start, &["must"])) && is_about_past(head, end);
        return (!is_about_past() && (!is_ours || (head.is_whole_line() && names_way_of_contact(head, end))))
            .then_some(end);
    }
    // `Ben need to call him`: the name says what the line is about. With `should`, Ben may be the one to call.
    let start =
        start + 1 + head.words().skip(start + 1).take(HEAD_WORDS).take_while(|word| is_leading(word)).count();
    let end = intention_at(head, start)?;
    (is_named(head, start) && is_own(head, start, end)).then_some(end)
}

fn is_leading(word: &str) -> bool {
    // `!` leaves an empty word.
    word.is_empty() || LEADING.contains(&word) || NEGATIONS.contains(&word)
}

/// Returns the end of an intention that begins with a word. A negation is before `forget to`, and no other.
/// What one wants or has to do is only an intention if it is to be in touch: not `have to laugh`.
fn intention_at(head: &Head<'_>, place: usize) -> Option<usize> {
    let mut words = head.words().skip(place);
    let first = words.next()?;
    let (is_forget, first_is_owe) = (first == "forget", first == "owe");
    let is_broad = BROAD.contains(&first);
    let Some((Meaning::Intention, length)) = head.table.starting(first, words) else { return None };
    let is_negated = || holds(head.words().take(place), &NEGATIONS);
    let end = place + length;
    let names_it = || if first_is_owe { owes_contact(head, end) } else { names_way_of_contact(head, end) };
    let is_to_do = is_forget == is_negated() && (!is_broad || names_it());
    (is_to_do && !head.has(end, &SPEAKING) && !is_remark(head, place, end)).then_some(end)
}

/// Whether what seems to be an intention is a question or an exclamation before another sentence: `want to come?
/// coffee`. Not `should I call her?` alone, nor `must call her! it’s been ages`.
fn is_remark(head: &Head<'_>, place: usize, end: usize) -> bool {
    let ends = |word: &str| word.ends_with(['?', '!']);
    let Some(stop) = head.written().skip(end).position(ends).map(|at| end + at) else { return false };
    let goes_on = head.written_at(stop + 1).is_some();
    let is_question = head.written_at(stop).is_some_and(|word| word.ends_with('?'));
    let is_broad = head.has(place, &BROAD);
    if !is_broad && !head.has(place, &MODAL) {
        return false;
    }
    (goes_on && (is_question || !is_contact_among(head.words().take(stop + 1).skip(end), head.table)))
        || (is_question && is_broad)
}

/// Whether it is about the past: `must have talked for hours`, not `should have coffee`.
fn is_about_past(head: &Head<'_>, end: usize) -> bool {
    let is_participle = |word: &str| {
        word.ends_with("ed")
            || matches!(
                word,
                "been" | "met" | "had" | "rung" | "seen" | "sent" | "spoken" | "told" | "written"
            )
    };
    head.has(end, &["have", "of"]) && head.word(end + 1).is_some_and(is_participle)
}

/// Whether the words before a place are the contact's name, with words that add nothing. Not `she`.
fn is_named(head: &Head<'_>, place: usize) -> bool {
    let is_pronoun = |word: &str| matches!(bare(word).as_ref(), "she" | "he" | "they");
    let mut others = head.written().take(place).filter(|word| !is_leading(&bare(word)));
    others.all(|word| head.subjects.has(word) && !is_pronoun(word))
}

/// Whether an intention after a name is the user's: its words do not fit somebody else, or it is `to call him`.
fn is_own(head: &Head<'_>, start: usize, end: usize) -> bool {
    let after = || head.words().skip(end);
    let writes = |word: &str| VERBS.contains(&word) || is_contact(word, head.table);
    let names = head.words().take(start).filter(|word| !is_leading(word)).count();
    head.has(start, &["todo", "remember", "forget"])
        || after().zip(end + 1..).any(|(word, next)| writes(word) && is_person(head, next))
        || (names == 1
            && head.has(start, &["need", "have", "want"])
            && names_way_of_contact(head, end)
            && !after().any(|word| matches!(word, "me" | "us" | "their")))
}

/// Whether the word at a place is `him` or the contact's name, or `her` as a person.
pub(in crate::core::note::log) fn is_person(head: &Head<'_>, place: usize) -> bool {
    let goes_on = || head.word(place + 1);
    head.has(place, &["him", "them"])
        || head.written_at(place).is_some_and(|word| head.subjects.has(word))
        || (head.has(place, &["her"]) && goes_on().is_none_or(|next| AFTER_HER.contains(&next)))
}

/// Whether what is owed is a way of contact: `owe her a call`, not `owe her £20 for lunch`.
fn owes_contact(head: &Head<'_>, place: usize) -> bool {
    let owed = head.words().skip(place).take_while(|word| !matches!(*word, "for" | "from" | "after"));
    is_contact_among(owed, head.table)
}

/// Whether the words of a head from a place on name a way of contact.
fn names_way_of_contact(head: &Head<'_>, place: usize) -> bool {
    is_contact_among(head.words().skip(place), head.table)
}

fn is_contact_among<'w>(mut words: impl Iterator<Item = &'w str>, table: &WordTable) -> bool {
    words.any(|word| VERBS.contains(&word) || is_contact(word, table))
}

fn is_contact(word: &str, table: &WordTable) -> bool {
    matches!(table.exactly(word), Some(Meaning::Contact(..) | Meaning::Verb(_) | Meaning::Reply))
}

/// Whether a head begins with words for waiting or forgetting and the line says nothing else.
pub(super) fn is_to_be_done(head: &Head<'_>) -> bool {
    // The first letter rules out nearly all lines.
    let may_begin = |first: &u8| matches!(first.to_ascii_lowercase(), b'w' | b'i' | b'f' | b's');
    if !head.text.as_bytes().first().is_some_and(may_begin) || !head.is_whole_line() {
        return false;
    }
    let words: Vec<&str> = head.words().collect();
    let words = words.strip_prefix(&["i"]).unwrap_or(&words);
    match words.strip_prefix(&["still"]).unwrap_or(words) {
        ["waiting", "for", rest @ ..] => rest.iter().any(|word| NEWS.contains(word)),
        ["forgot", "to", verb, ..] => VERBS.contains(verb),
        _ => false,
    }
}

/// Returns the text after a keyword with which outliners mark an open task.
pub(in crate::core::note::log) fn after_task_keyword(text: &str) -> Option<&str> {
    task_keyword(text).filter(|(task_box, _)| *task_box == TaskBox::Open).map(|(_, after)| after)
}

/// Returns a text without the keyword of an outliner for a task that is done: `DONE call her`.
pub(super) fn without_done_keyword(text: &str) -> &str {
    let after = text.strip_prefix("DONE ");
    // In a line that is all capitals, the word is not a keyword.
    after.filter(|after| after.contains(char::is_lowercase)).map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn lines_about_the_future_are_intentions() {
        for line in [
            "forgot to call [[Ada]]", "Forgot to email her", "waiting for email from Ada",
            "Still waiting for her reply", "waiting for the call", "I forgot to visit her.",
        ] {
            case(line, "intention");
        }
    }

    #[test]
    fn lines_about_the_past_keep_their_reading() {
        case("coffee, forgot to ask about Ben", "both in-person");
        case("forgot to ask about Ben", "assumed");
        case("forgot to log: lunch on Friday", "assumed");
        case("waiting for her at the station, lunch", "assumed");
        case("waiting for the train", "assumed");
        case("called, will call again", "both phone");
        case("no answer, will call on Monday", "out");
    }

    #[test]
    fn what_the_user_has_still_to_do_is_an_intention() {
        for line in [
            "don't forget to call him",
            "Don’t forget to email [[Ada]]",
            "do not forget to call him",
            "have to call him",
            "I have to email her",
            "want to call him next week",
            "ought to visit her",
            "really must call him",
            "I really should call her",
            "still need to write back",
            "we should have coffee soon",
            "we really must meet for lunch",
            "We need to call",
            "[[Ada]] need to call him about the boat",
            "[[Ada]] must write him",
            "[[Ada]] should call her about the boat",
            "[[Ada]] TODO write back",
            "[[Ada]] don’t forget to call",
            "[[Ada]] have to email the plan",
            "should call her (or write)",
        ] {
            case(line, "intention");
        }
    }

    #[test]
    fn what_others_have_to_do_is_news() {
        for line in [
            "he needs to call his lawyer",
            "she has to email her boss",
            "she wants to call the school",
            "Ada should call the bank",
            "[[Ada]] must visit her mother",
            "[[Ada]] wants to visit",
            "[[Ada]] want to visit us",
            "[[Ada]] and [[Ben]] need to call the bank",
            "[[Ada]] should leave him",
            "[[Ada]] ought to marry him",
            "[[Ada]] needs the interview notes by Friday",
            "she said I should call",
            "she should call him",
            "he needs to reply first",
            "she was supposed to call",
            "don’t need to call her",
            "no need to call",
            "we have to wait for the results",
            "must say, lovely evening",
            "yes to lunch, Thursday 12:30",
        ] {
            case(line, "assumed");
        }
        case("will email her tomorrow", "assumed");
        case("she says she’ll email", "assumed");
    }

    #[test]
    fn what_took_place_is_no_intention() {
        case("call: we should have coffee soon", "both phone");
        case("call, have to call again", "both phone");
        case("had to call her twice", "both phone");
        case("she wanted to talk, so I called", "assumed");
        case("didn’t forget to call her", "assumed");
        case("we must have talked for hours", "both");
        case("we should have called ahead", "both phone");
        case("have to laugh: coffee with her again", "assumed");
        case("ought to be fun: dinner at hers", "assumed");
        case("I forget to call her too often", "assumed");
        case("we have talked", "both");
        case("have met her", "both in-person");
        case("needed to call her, long chat", "both phone");
        case("email out: we need to talk", "out email");
        case("emailed what she needs to call", "out email");
        case("met to say we should call more", "both in-person");
        case("we should do this again, lovely evening", "assumed");
        case("went to ask, over coffee", "assumed");
    }

    #[test]
    fn questions_and_exclamations_are_no_intentions() {
        for line in [
            "want to come? coffee",
            "want to come? Coffee at hers",
            "should we meet? coffee",
            "must be spring! coffee with her",
            "must laugh! coffee with her",
        ] {
            case(line, "both in-person");
        }
        for line in ["should I call? she texted", "need to laugh: coffee", "want to come for coffee?"] {
            case(line, "assumed");
        }
        for line in [
            "must call her! it’s been ages",
            "should I call her?",
            "need to call her!",
            "ask her: why?",
            "ask when she is free for coffee?",
            "ask when she is free! urgent",
            "want to call her!",
        ] {
            case(line, "intention");
        }
    }

    #[test]
    fn task_keywords_make_an_intention() {
        for line in [
            "TODO lunch with [[Ada]]", "LATER lunch with [[Ada]]", "NOW call her", "DOING email to her",
            "IN-PROGRESS call [[Ada]]", "WAITING email from [[Ada]]",
        ] {
            case(line, "intention");
        }
    }

    #[test]
    fn task_keywords_elsewhere_are_ordinary_words() {
        case("Later lunch with her", "both in-person");
        case("now call", "both phone");
        case("LATER DRINKS", "both in-person");
        case("NOW: call", "assumed");
        case("call LATER today", "assumed");
        case("LATERAL call", "both phone");
        case("DONE call her", "both phone");
    }
}
