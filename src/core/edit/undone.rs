//! Refuses words that say of something ticked as done that it is still to be done: `no time, next week`. In a
//! log they would count as contact.

use super::Refused;
use super::when::{CountedFrom, ahead};
use crate::core::note::body::line::plain;
use crate::core::note::facts::Reading;
use crate::core::note::log::line::reading::{is_yet_to_do, read_alone};
use crate::core::note::log::line::words::WordTable;
use crate::core::problem::MOST_QUOTED;
use crate::core::text::clip;

/// Words at the beginning of a text, with or without `I` before them, that say so whatever follows.
const BEGINNINGS: [&str; 13] = [
    "doing it", "still to do", "to be done", "not done", "not this week", "haven't done", "haven't called",
    "haven't written", "didn't get round", "didn't get to", "didn't manage", "couldn't get round",
    "some other time",
];
/// Words that say so only as a whole, or up to a comma and a day.
const WHOLE: [&str; 15] = [
    "no time", "no time today", "no time yet", "not yet", "not now", "not today", "later", "another time",
    "forgot", "forgot it", "forgot about it", "haven't", "haven't yet", "didn't", "couldn't",
];
/// Words that say so before a day: `moved to monday`.
const MOVED: [&str; 4] = ["moved to", "pushed to", "put off to", "put off until"];
/// Long forms, and the short forms in the lists.
const SHORT: [(&str, &str); 3] = [("did not", "didn't"), ("have not", "haven't"), ("could not", "couldn't")];

/// Refuses a text that says how something was done, if it may say that it was not.
pub fn check(text: &str, from: &CountedFrom<'_>, table: &WordTable) -> Result<(), Refused> {
    if !is_undone(text, from, table) {
        return Ok(());
    }
    Err(Refused::new(
        format!("`{}` may say that it is still to be done", clip(text, MOST_QUOTED)),
        "to put it off, use `[>]`, or `s` in `followup next`; if it was done, begin with how: `call: ...`",
    ))
}

fn is_undone(text: &str, from: &CountedFrom<'_>, table: &WordTable) -> bool {
    let words = plain(text).text;
    if read_alone(&words, table).reading != Reading::Assumed {
        return false;
    }
    if is_yet_to_do(&words, table) {
        return true;
    }
    let words = words.to_lowercase().replace('’', "'");
    let words = SHORT.iter().fold(words, |words, (long, short)| words.replace(long, short));
    let words = words.strip_prefix("i ").unwrap_or(&words);
    let is_day = |text: &str| ahead(text, from).is_ok_and(|day| day > from.today);
    let (first, rest) = words.split_once([',', ';', '.', '(']).unwrap_or((words, ""));
    let (first, rest) = (first.trim(), rest.trim().trim_end_matches(['.', ')', '!']));
    let is_bare_number = first.bytes().all(|byte| byte.is_ascii_digit());
    let after = |start: &str| {
        words.strip_prefix(start).filter(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    };
    ((WHOLE.contains(&first) || (is_day(first) && !is_bare_number)) && (rest.is_empty() || is_day(rest)))
        || BEGINNINGS.iter().any(|start| after(start).is_some())
        || MOVED.iter().any(|start| after(start).is_some_and(|rest| is_day(rest.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;

    const UNDONE: &[&str] = &[
        "no time, next week", "No time today", "not yet", "next week", "monday", "in 2 weeks", "later",
        "I forgot", "haven’t called yet", "I didn't get round to it", "will call next week", "I will call",
        "I'll call tomorrow", "I’ll email her", "will do", "will do tomorrow", "I'll do it tomorrow",
        "will write on Monday", "going to call her", "I'm going to email Ben first", "I've got to call him",
        "meant to call", "planning to call", "call her tomorrow", "reply to him by Friday",
        "doing it on friday", "did not get to it", "I have not called", "still to do",
        "to be done next month", "moved to monday", "I'll ring her on Friday", "I'll send it next week",
        "will visit next week",
    ];
    const DONE: &[&str] = &[
        "she is fine",
        "no news, all well",
        "not much news",
        "today",
        "later than usual",
        "forgot to ask about Ben",
        "Will is in town",
        "will be fine",
        "call: not yet decided",
        "she'll call me tomorrow",
        "said I'd call on Friday",
        "promised to call her back",
        "she promised to call",
        "we'll have lunch on Friday",
        "lunch tomorrow",
        "scheduled a call for 1 December",
        "I'd a long call with her",
        "Will called",
        "she moved to Leeds",
        "moved to Leeds in May",
        "going well",
        "I'll be in town in May",
        "did not know that she moved",
        "finally got to meet",
        "owes me a letter",
        "might move in May",
        "call about her exam tomorrow",
        "not reached",
        "sent it, will call next week",
        "monday is fine for her",
        "isn't well",
        "no timeline yet",
        "need to call",
        "drafted the letter",
        "drafted a reply, sent",
        "I'll send him the slides",
        "I'll ask Ben",
        "I'll try the book she sent",
        "will write the reference",
        "will send the photos, she was pleased",
        "will get back to me",
        "I'd ask her again",
        "might visit in May",
        "planning to visit us",
        "I'd love to visit",
        "cancelled",
        "didn't talk long, she was busy",
        "couldn't stop laughing",
        "not yet 40, she says",
        "no time to talk, she was boarding",
        "Friday, she has her exam",
        "12",
    ];

    #[test]
    fn words_about_what_is_still_to_be_done_are_refused() {
        #[track_caller]
        fn case(text: &str, undone: bool) {
            let found = check(text, &CountedFrom::on("2026-11-26"), &Config::default().words);
            assert_eq!(found.is_err(), undone, "{text}");
        }
        for text in UNDONE {
            case(text, true);
        }
        for text in DONE {
            case(text, false);
        }
    }
}
