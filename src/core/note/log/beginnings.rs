//! Recognises lines about something that is yet to come or was forgotten (design 3.4): `waiting for her reply`,
//! `forgot to call her`, `LATER lunch with her`. A line with a second part may also report something that took
//! place: `forgot to call her yesterday, called today`.

use super::line_head::{Head, bare};
use crate::core::note::body::task_keywords::task_keyword;
use crate::core::note::tasks::{Ticked, ticked};

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

/// Whether a head begins with such words and the line says nothing else.
pub(super) fn is_to_be_done(head: &Head<'_>) -> bool {
    // The first letter rules out nearly all lines.
    let may_begin = |first: &u8| matches!(first.to_ascii_lowercase(), b'w' | b'i' | b'f' | b's');
    if !head.text.as_bytes().first().is_some_and(may_begin) || !head.is_whole_line() {
        return false;
    }
    let words: Vec<_> = head.text.split_ascii_whitespace().map(bare).collect();
    let words: Vec<&str> = words.iter().map(|word| word.as_ref()).collect();
    let words = words.strip_prefix(&["i"]).unwrap_or(&words);
    match words.strip_prefix(&["still"]).unwrap_or(words) {
        ["waiting", "for", rest @ ..] => rest.iter().any(|word| NEWS.contains(word)),
        ["forgot", "to", verb, ..] => VERBS.contains(verb),
        _ => false,
    }
}

/// Returns the text after a keyword with which outliners mark an open task.
pub(super) fn after_task_keyword(text: &str) -> Option<&str> {
    task_keyword(text).filter(|(mark, _)| ticked(Some(*mark)) == Ticked::Open).map(|(_, after)| after)
}

/// Returns a text without the keyword of an outliner for a task that is done: `DONE call her`.
pub(super) fn without_done_keyword(text: &str) -> &str {
    let after = text.strip_prefix("DONE ");
    // In a line that is all capitals, the word is not a keyword.
    after.filter(|after| after.contains(char::is_lowercase)).map_or(text, str::trim_start)
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn lines_about_the_future_are_intentions() {
        for line in [
            "forgot to call [[Ada]]",
            "Forgot to email her",
            "waiting for email from Ada",
            "Still waiting for her reply",
            "waiting for the call",
            "I forgot to visit her.",
        ] {
            case(line, "intention");
        }
    }

    #[test]
    fn lines_about_the_past_keep_their_reading() {
        case("Will called", "both phone");
        case("coffee, forgot to ask about Ben", "both in-person");
        case("forgot to ask about Ben", "assumed");
        case("forgot to log: lunch on Friday", "assumed");
        case("forgot to call her yesterday, called today", "both phone");
        case("waiting for her at the station, lunch", "assumed");
        case("waiting for the train", "assumed");
        case("going to lunch with her", "both in-person");
        case("called, will call again", "both phone");
        case("no answer, will call on Monday", "out");
    }

    #[test]
    fn task_keywords_make_an_intention() {
        for line in [
            "TODO lunch with [[Ada]]",
            "LATER lunch with [[Ada]]",
            "NOW call her",
            "DOING email to her",
            "IN-PROGRESS call [[Ada]]",
            "WAITING email from [[Ada]]",
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
        case("call LATER today", "both phone");
        case("LATERAL call", "both phone");
        case("DONE call her", "both phone");
    }
}
