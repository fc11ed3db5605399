//! What a promise hands over, so that a message may say: here it is.

use super::phrase::{DETERMINERS, PREPOSITIONS, fitting, is_any};
use super::time_words::timeless;
use crate::core::text::one_line;

/// Verbs that hand something over: what follows them is what the message brings.
pub(super) const HANDING: &[&str] =
    &["send", "share", "post", "forward", "email", "e-mail", "mail", "pass", "show", "sent", "promised"];

/// What a promise hands over: the noun phrase behind its verb. To call back, to introduce or to
/// book something hands nothing over.
pub(crate) fn brought(task: &str) -> Option<String> {
    let text = one_line(task);
    let verb = text.split(' ').next()?;
    fitting(&text).filter(|_| is_any(verb, HANDING) && !is_any(verb, &["sent", "promised"]))
}

/// What a promise to hand something over is about: the words from its first determiner on, if a verb and
/// perhaps a pronoun stand before it, without when it is to be done. All of them, verb and all, where it is not
/// sure that the reader gets it: `send Ben the deck`, `send the deck to Ben`, `share the map with the team`,
/// `send the deck after the board`, `send the ring back`, `share a taxi`.
pub(super) fn handed<'a, 'b>(words: &'a [&'b str]) -> &'a [&'b str] {
    let Some((verb, rest)) = words.split_first() else { return words };
    if !is_any(verb, HANDING) {
        return words;
    }
    let rest = timeless(rest);
    let is_shared = is_any(verb, &["share", "show"]);
    let is_unsure = |word: &&str| is_any(word, UNSURE) || (is_shared && is_any(word, &["with"]));
    let goes_elsewhere = rest.last().is_some_and(|word| is_any(word, &["back", "over", "around", "round"]));
    let thing = rest.iter().take_while(|word| !is_any(word, PREPOSITIONS)).last();
    let is_no_thing = thing.is_some_and(|thing| {
        is_any(thing, NEVER_HANDED) || (is_shared && is_any(thing, SHARED_BY_BEING_THERE))
    });
    // `send the team the deck`: two things, or somebody and one.
    let is_double = rest.iter().zip(rest.iter().skip(1)).any(|(before, word)| {
        is_any(word, DETERMINERS) && !is_any(before, PREPOSITIONS) && !is_any(before, BEFORE_DETERMINERS)
    });
    let passes = is_any(verb, &["pass"]) && !rest.iter().any(|word| is_any(word, &["on"]));
    if rest.iter().any(is_unsure) || goes_elsewhere || is_no_thing || is_double || passes {
        return words;
    }
    let place = rest.iter().position(|word| !is_any(word, &["him", "her", "them", "over", "on"]));
    place.and_then(|place| rest.get(place..)).unwrap_or(words)
}

/// Words that say to whom, or on which condition.
const UNSURE: &[&str] = &["to", "after", "before"];

/// What nobody puts into a message.
#[rustfmt::skip]
const NEVER_HANDED: &[&str] = &[
    "kids", "children", "boys", "girls", "dog", "team", "apology", "apologies", "regards", "greetings", "landlord",
    "landlady", "accountant", "lawyer", "boss", "doctor", "teacher", "neighbour", "neighbours", "manager", "client",
    "customer", "bank", "school", "office", "group", "board", "agency", "plumber", "builder", "organisers", "organizers",
    "editor", "publisher", "agent", "recruiter", "email", "e-mail", "mail", "message", "text", "reminder", "note",
    "warning", "complaint", "line", "word",
];

/// Words that a determiner may stand behind.
const BEFORE_DETERMINERS: &[&str] =
    &["him", "her", "them", "on", "over", "and", "&", "+", "all", "both", "half", "or"];

/// What one shares or shows to somebody who comes along.
#[rustfmt::skip]
const SHARED_BY_BEING_THERE: &[&str] = &[
    "taxi", "cab", "ride", "lift", "car", "boat", "room", "flat", "house", "apartment", "garden", "office",
    "studio", "workshop", "meal", "drink", "table", "city", "town", "way", "ropes", "place",
];

/// A promise to hand something over, or a line that says so, without the reader of the message as its
/// receiver: `send Ada the deck` and `send the deck to Ada` are `send the deck` to Ada.
pub(super) fn to_them(text: String, names: &[&str]) -> String {
    let Some((verb, rest)) = text.split_once(' ') else { return text };
    if !is_any(verb, HANDING) {
        return text;
    }
    let rest = rest.trim_end_matches(['.', ' ']);
    for name in names.iter().filter(|name| !name.is_empty()) {
        let before = strip_start(rest, name).and_then(|rest| rest.strip_prefix(' '));
        let joins = if is_any(verb, &["share"]) { " with " } else { " to " };
        let behind = || strip_end(rest, name).and_then(|rest| rest.strip_suffix(joins));
        if let Some(rest) = before.or_else(behind) {
            return format!("{verb} {rest}");
        }
    }
    text
}

fn strip_start<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name).then_some(rest)
}

fn strip_end<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(name.len())?)?;
    end.eq_ignore_ascii_case(name).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_handed_over_is_brought() {
        #[track_caller]
        fn case(task: &str, expected: Option<&str>) {
            assert_eq!(brought(task).as_deref(), expected, "{task}");
        }
        case("send her the tide tables", Some("the tide tables"));
        case("send the deck to Ben", None);
        case("send the landlord's details to Tess", None);
        case("send Ben the deck", None);
        case("pass on the number", Some("the number"));
        case("call back about the lease", None);
        case("introduce to Ada Byron", None);
        case("book the flights", None);
        case("bring the kids over", None);
        case("pay the invoice", None);
        case("the tide tables", None);
        // When it is to be done is none of what is brought.
        case("send the deck on Friday", Some("the deck"));
        case("send the deck Monday", Some("the deck"));
        case("send the report by friday", Some("the report"));
        case("send the deck in March", Some("the deck"));
        case("send the deck by end of next week", Some("the deck"));
        case("send the plan for Friday", None);
        case("send the deck after the board", None);
        case("send the deck instead of calling", None);
        // Nor is a second thing to do.
        case("send the report and call Ben", None);
        case("send the deck and wait", None);
        case("send the deck and the invoice", Some("the deck and the invoice"));
        // What somebody else is to get, or what goes back.
        case("share the photos with Ann", None);
        case("share the map with the team", None);
        case("send the ring back", None);
        case("send the kids over", None);
        case("share a taxi", None);
        case("show her the new flat", None);
        case("show her the slides", Some("the slides"));
        case("send the deck with the wrong prices", None);
        // A message is not a thing that is here.
        case("send a reminder", None);
        case("send an email about the deck", None);
        case("send a thank-you note", None);
        case("send the notes", Some("the notes"));
        // How it is done is none of what is brought.
        case("send the draft first", Some("the draft"));
        case("send the draft by email please", Some("the draft"));
        case("send the draft on Signal", Some("the draft"));
        case("send the draft Mon", Some("the draft"));
        case("send the draft alone", None);
        case("send the article on Signal processing", Some("the article on Signal processing"));
    }

    #[test]
    fn who_reads_a_message_need_not_be_told_that_it_is_for_them() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(to_them(text.to_owned(), &["Ada Lovelace", "Ada", "", "Zoë"]), expected);
        }
        case("send Ada the deck", "send the deck");
        case("send the deck to ada lovelace.", "send the deck");
        case("post the map to Zoë", "post the map");
        case("share the photos with Ada", "share the photos");
        case("send the deck to Ben", "send the deck to Ben");
        case("send Adam the deck", "send Adam the deck");
        case("send the deck to Granada", "send the deck to Granada");
        case("talk to Ada", "talk to Ada");
        case("send", "send");
        case("send Ada", "send Ada");
    }
}
