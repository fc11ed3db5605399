//! Tells by the words of a task whether somebody else has to do it, so that the user waits (design 3.5).

use crate::core::place::last_part;
use crate::core::text::behind_start;
use memchr::memchr_iter;

/// Returns the text after `waiting for` or the like.
pub(in crate::core::note) fn after_waiting_for(text: &str) -> Option<&str> {
    const WORDS: [&str; 4] = ["waiting for", "waiting on", "awaiting", "@waiting"];
    let after = WORDS.iter().find_map(|words| behind_start(text, words))?;
    let after = after.strip_prefix(':').unwrap_or(after);
    after.starts_with(' ').then(|| after.trim_start())
}

/// Returns the text after the link that begins it.
pub(super) fn after_link(text: &str) -> Option<&str> {
    text.strip_prefix("[[")?.split_once("]]").map(|(_, after)| after)
}

/// Whether a task says that somebody promised it to the user: `[[Ole]] promised me the plan`.
pub(super) fn is_promised_to_user(text: &str) -> bool {
    let after_word = || text.find(' ').and_then(|at| text.get(at..));
    let after = after_link(text).or_else(after_word).unwrap_or_default();
    let is_promised = after.starts_with(" promised me ") || after.starts_with(" promised us ");
    // `she promised me the deck, send her the form` goes on with a step of the user's.
    is_promised && !text.starts_with("I ") && !after.contains([',', ';', '–'])
}

/// Whether a task in the contact's own note is for them to do, by what it begins with: `Ada to send the photos`, `[[Ada]] will
/// confirm`, `she owes me a copy`. Not `Ada to call` or `Ada to lunch`, where the user has to do it, and not if it goes on
/// with more. `is_contact` tells whether a word means them.
pub(super) fn is_theirs_to_do(text: &str, is_contact: &dyn Fn(&str) -> bool) -> bool {
    const STEPS: [&str; 19] = [
        "approve", "bring", "confirm", "decide", "deliver", "forward", "get back", "give me", "give us",
        "introduce", "let me know", "let us know", "pay", "provide", "return", "review", "send", "share",
        "sign",
    ];
    // Before a step of the user's: `Ada to pay: send invoice`.
    const GOES_ON: [&str; 4] = [": ", " - ", ". ", " and I"];
    let begins_with = |rest: &str, words: &str| {
        let after = rest.strip_prefix(words);
        after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '.', '!', ':']))
    };
    let goes_on = |rest: &str| {
        rest.contains([',', ';', '–', '—', '(', '→']) || GOES_ON.iter().any(|words| rest.contains(words))
    };
    let Some((who, rest)) = before_duty(text).filter(|(_, rest)| !goes_on(rest)) else {
        return false;
    };
    let step = ["to ", "will "].iter().find_map(|word| rest.strip_prefix(word));
    let is_duty = step.is_some_and(|step| STEPS.iter().any(|known| begins_with(step, known)))
        || ["owes me", "owes us", "owe me", "owe us"].iter().any(|words| begins_with(rest, words));
    is_duty && means_contact(who, is_contact)
}

/// Splits a text before the first word that may say what somebody has to do.
fn before_duty(text: &str) -> Option<(&str, &str)> {
    let is_one = |rest: &str| {
        let after = ["to", "will", "owes", "owe"].iter().find_map(|word| rest.strip_prefix(word));
        after.is_some_and(|after| after.is_empty() || after.starts_with(' '))
    };
    let at = memchr_iter(b' ', text.as_bytes()).find(|at| text.get(at + 1..).is_some_and(is_one))?;
    Some((text.get(..at)?.trim_end(), text.get(at + 1..)?))
}

/// Whether words are the name of the contact or a link to their note.
pub(super) fn means_contact(who: &str, is_contact: &dyn Fn(&str) -> bool) -> bool {
    let link = who.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
    let target = link.map(|link| link.split_once('|').map_or(link, |(target, _)| target));
    let name = target.map_or(who, last_part);
    !name.is_empty() && name.split_whitespace().all(is_contact)
}

#[cfg(test)]
mod tests {
    use super::{is_promised_to_user, is_theirs_to_do};

    #[test]
    fn what_the_contact_has_to_do_is_no_step_of_the_users() {
        let is_ada = |word: &str| matches!(word, "Ada" | "Lovelace" | "she" | "they");
        for text in [
            "Ada to send the photos", "Ada Lovelace will confirm", "[[Ada|A.]] to get back to me",
            "she owes me a copy", "they owe us an answer",
        ] {
            assert!(is_theirs_to_do(text, &is_ada), "{text}");
        }
        for text in [
            "Ada to call",
            "Ada to lunch",
            "Ada will be in town",
            "Ada to the airport",
            "Ada to send-off party",
            "Ben to send the photos",
            "[[Ben]] to send the photos",
            "I owe her a copy",
            "to send the photos",
            "send Ada the photos",
            "she will send the draft, print it",
            "she owes Ben a copy",
            "Ada to sender",
            "Ada to pay: send invoice",
            "Ada to confirm: send her the address",
            "Ada to send deck - I forward it",
            "Ada to send deck and I forward it",
            "Ada will pay. Send invoice",
            "Ada to review (send her the draft)",
            "she owes me so much: buy flowers",
            "[[Contract|Ada]] to sign",
            "[[Invoice]] to pay [[Ada]]",
            "Ada",
            "",
        ] {
            assert!(!is_theirs_to_do(text, &is_ada), "{text}");
        }
    }

    #[test]
    fn what_somebody_promised_is_no_step_of_the_users() {
        for text in ["[[Ole]] promised me the plan", "she promised us a list by Friday"] {
            assert!(is_promised_to_user(text), "{text}");
        }
        for text in
            ["she promised me the deck, send her the form", "I promised me a break", "promised me the plan"]
        {
            assert!(!is_promised_to_user(text), "{text}");
        }
    }
}
