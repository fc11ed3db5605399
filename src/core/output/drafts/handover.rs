//! Finds what a promise hands over, so that the message can say "here it is": "send her the tide tables"
//! hands over "the tide tables".

use super::phrase::{TIMES, fitting, is_name};
use crate::core::text::{behind_start, is_one_of, one_line};

/// Verbs that hand something over.
const HANDING: &[&str] = &["send", "post", "forward", "email", "e-mail", "mail", "sent", "promised"];

/// Verbs of other tasks that are certainly done for the contact.
const OWED: &[&str] = &[
    "give", "return", "introduce", "review", "lend", "share", "show", "bring", "pass", "answer", "reply",
    "explain", "help", "draft", "prepare", "finish", "make", "translate", "read", "fix", "repair", "sign",
    "proofread", "recommend", "connect", "upload", "print", "copy", "scan", "deliver", "drop", "pay",
    "quote", "let",
];

/// Things that are handed over for the contact to be surprised by, or that are nothing but words.
const NOT_OWED: &[&str] = &[
    "birthday", "card", "cards", "postcard", "flowers", "gift", "gifts", "present", "presents",
    "condolences", "wishes", "invitation", "reminder", "surprise",
];

/// Words after which a task says more of the thing, not what it is: `the photos of the card`.
const OF_IT: &[&str] = &["of", "about", "from"];

/// Messages, which are nothing but words after `a` or `an`: `send an email about the deck`.
const WORDS_ONLY: &[&str] = &["email", "e-mail", "mail", "message", "text", "line", "word"];

/// Verbs that may say no more than what words or thoughts are about: `email her about the boiler`, `let her
/// know whether it fits`.
const TELLING: &[&str] = &["email", "e-mail", "mail", "let", "post", "read"];

/// Verbs of getting in touch, as in `call back`.
const CALLING: &[&str] = &["call", "phone", "ring", "write", "text", "email", "report", "message"];

/// Words before a time, as in `by Friday`.
const BEFORE_TIMES: &[&str] = &["on", "by", "before", "until", "in"];

/// Whether a task is certainly a promise to the contact: to send, return or review something, to call back. Not
/// to ask them something, to chase them, or to plan a party for them, and nothing that depends on something.
pub(super) fn is_owed(task: &str) -> bool {
    let is_gap = |letter: char| letter.is_whitespace() || letter == ',';
    let words: Vec<&str> = task.split(is_gap).filter(|word| !word.is_empty()).collect();
    let Some((verb, rest)) = words.split_first() else { return false };
    if rest.iter().any(|word| is_one_of(word, &["if", "unless"])) {
        return false;
    }
    let is_done_for_them = is_one_of(verb, HANDING) || is_one_of(verb, OWED) || is_to_introduce(verb, rest);
    is_to_get_back(verb, rest) || is_done_for_them && !is_only_told(verb, rest) && hands_over(rest)
}

/// Whether a task is to call back or to get back to somebody, not to `get back the ladder`.
fn is_to_get_back(verb: &str, rest: &[&str]) -> bool {
    match rest {
        [back, ..] if is_one_of(verb, CALLING) && is_one_of(back, &["back"]) => true,
        [_, back, ..] if is_one_of(verb, CALLING) && is_one_of(back, &["back"]) => true,
        [back] if is_one_of(verb, &["get"]) => is_one_of(back, &["back"]),
        [back, to, ..] if is_one_of(verb, &["get"]) => {
            is_one_of(back, &["back"]) && is_one_of(to, &["to", "with", "about", "on", "by"])
        }
        _ => false,
    }
}

/// Whether a task is to `intro him to Ben`, not `intro call` or `intro to the course`.
fn is_to_introduce(verb: &str, rest: &[&str]) -> bool {
    let [who, .., _] = rest else { return false };
    let is_somebody = is_one_of(who, &["him", "her", "them"]) || is_name(who);
    is_one_of(verb, &["intro"]) && is_somebody && rest.iter().skip(1).any(|word| is_one_of(word, &["to"]))
}

/// Whether a task says only what to tell or to read about.
fn is_only_told(verb: &str, rest: &[&str]) -> bool {
    let mut words = rest.iter().filter(|word| !is_one_of(word, &["know"])).take(2);
    is_one_of(verb, TELLING) && words.any(|word| is_one_of(word, &["about", "whether"]))
}

/// Whether the thing of a task is no surprise and more than words.
fn hands_over(rest: &[&str]) -> bool {
    let thing = || rest.iter().take_while(|word| !is_one_of(word, OF_IT));
    let is_words = |(one, of): (&&str, &&str)| is_one_of(one, &["a", "an"]) && is_one_of(of, WORDS_ONLY);
    !thing().any(|word| is_one_of(word, NOT_OWED)) && !thing().zip(thing().skip(1)).any(is_words)
}

/// Returns what a promise hands over: the noun phrase after its verb. `None` for other promises, such as to
/// call back or to book something.
pub(super) fn brought(task: &str) -> Option<String> {
    let text = one_line(task);
    let verb = text.split(' ').next()?;
    fitting(&text).filter(|_| is_one_of(verb, HANDING) && !is_one_of(verb, &["sent", "promised"]))
}

/// Strips a handing verb with its pronoun, and the time at the end, from the words of a promise: `send him
/// the deck by Friday` gives `the deck`. Other words are returned unchanged, and so are those that may name
/// another receiver (`send the deck to Ben`) or say how (`send the deck on Signal`).
pub(super) fn handed_over<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let Some((verb, mut rest)) = words.split_first() else { return words };
    let is_way = |pair: &[&str]| matches!(pair, [on, way] if is_one_of(on, BEFORE_TIMES) && is_name(way));
    while let [before @ .., last] = rest
        && (is_one_of(last, TIMES) || is_one_of(last, BEFORE_TIMES))
    {
        rest = before;
    }
    if !is_one_of(verb, HANDING)
        || rest.iter().any(|word| is_one_of(word, &["to"]))
        || rest.windows(2).any(is_way)
    {
        return words;
    }
    match rest {
        [pronoun, thing @ ..] if is_one_of(pronoun, &["him", "her", "them", "over"]) => thing,
        _ => rest,
    }
}

/// Removes the receiver, who has one of these names, from a promise or log line about handing something over:
/// `send Ada the deck` and `send the deck to Ada` become `send the deck`.
pub(super) fn without_receiver(text: String, names: &[&str]) -> String {
    let Some((verb, rest)) = text.split_once(' ') else { return text };
    if !is_one_of(verb, HANDING) {
        return text;
    }
    let rest = rest.trim_end_matches(['.', ' ']);
    for name in names.iter().filter(|name| !name.is_empty()) {
        let before = behind_start(rest, name).and_then(|rest| rest.strip_prefix(' '));
        let behind = || strip_end(rest, name).and_then(|rest| rest.strip_suffix(" to "));
        if let Some(rest) = before.or_else(behind) {
            return format!("{verb} {rest}");
        }
    }
    text
}

fn strip_end<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(name.len())?)?;
    end.eq_ignore_ascii_case(name).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_thing_is_handed_over() {
        #[track_caller]
        fn case(task: &str, expected: Option<&str>) {
            assert_eq!(brought(task).as_deref(), expected, "{task}");
        }
        case("send her the tide tables", Some("the tide tables"));
        case("send the deck to Ben", None);
        case("send the landlord's details to Tess", None);
        case("send Ben the deck", None);
        case("pass on the number", None);
        case("send a birthday card", None);
        case("call back about the lease", None);
        case("introduce to Ada Byron", None);
        case("book the flights", None);
        case("bring the kids over", None);
        case("pay the invoice", None);
        case("the tide tables", None);
        // The time is not part of it.
        case("send the deck on Friday", Some("the deck"));
        case("send the deck Monday", Some("the deck"));
        case("send the report by friday", Some("the report"));
        case("send the deck in March", Some("the deck"));
        case("send the deck by end of next week", None);
        case("send the plan for Friday", None);
        case("send the deck after the board", None);
        case("send the deck instead of calling", None);
        // Two things to do are too much.
        case("send the report and call Ben", None);
        case("send the deck and wait", None);
        case("send the deck and the invoice", Some("the deck and the invoice"));
        // Somebody else gets it, or it goes back.
        case("share the photos with Ann", None);
        case("share the map with the team", None);
        case("send the ring back", None);
        case("send the kids over", None);
        case("share a taxi", None);
        case("show her the new flat", None);
        case("show her the slides", None);
        case("send the deck with the wrong prices", None);
        // A message is not a thing to hand over.
        case("send a reminder", None);
        case("send an email about the deck", None);
        case("send a thank-you note", None);
        case("send the notes", Some("the notes"));
        // How it is done is not part of it.
        case("send the draft first", Some("the draft"));
        case("send the draft please", Some("the draft"));
        case("send the draft on Signal", None);
        case("send the draft Mon", Some("the draft"));
        case("send the draft alone", None);
        case("send the article on signal processing", Some("the article on signal processing"));
    }

    #[test]
    fn only_what_is_done_for_them_is_a_promise_to_them() {
        for task in [
            "send her the tide tables",
            "post the book",
            "introduce to Ada Byron",
            "intro him to Pia",
            "intro Ada Byron to Pia",
            "return the ladder",
            "review her draft by Friday",
            "call back about the lease",
            "get back to him",
            "promised the article",
            "answer her question about the boiler",
            "answer her question whether it fits",
            "share the notes about the move",
            "send the photos of the card",
            "email her the notes about the move",
            "call her back",
            "get back to her about the price",
            "reply about the lease",
        ] {
            assert!(is_owed(task), "{task}");
        }
        for task in [
            "ask him about the boiler",
            "plan surprise party for Anna",
            "find out when her birthday is",
            "chase her for the contract",
            "call about the funeral",
            "buy a present",
            "send a birthday card",
            "email her about the boiler",
            "mail about the boiler",
            "let her know whether it fits",
            "let her know about the move",
            "send her an email about the boiler",
            "drop her a line",
            "read about her project",
            "buy back the bike from Ann",
            "get back the ladder",
            "intro call",
            "intro to the course",
            "intro email to Ben",
            "intro her",
            "call back if the plumber rings",
            "send the map if she asks",
            "send flowers for her birthday",
            "Fotos schicken",
            "",
        ] {
            assert!(!is_owed(task), "{task}");
        }
    }

    #[test]
    fn the_receiver_is_removed_from_the_start_and_the_end() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(without_receiver(text.to_owned(), &["Ada Lovelace", "Ada", "", "Zoë"]), expected);
        }
        case("send Ada the deck", "send the deck");
        case("send the deck to ada lovelace.", "send the deck");
        case("post the map to Zoë", "post the map");
        case("send the deck to Ben", "send the deck to Ben");
        case("send Adam the deck", "send Adam the deck");
        case("send the deck to Granada", "send the deck to Granada");
        case("talk to Ada", "talk to Ada");
        case("send", "send");
        case("send Ada", "send Ada");
    }
}
