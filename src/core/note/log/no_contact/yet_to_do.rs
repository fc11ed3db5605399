//! Recognises what somebody has yet to do: `I’ll call tomorrow`, `she needs to email`, `reply to her by Friday` (design
//! 3.4).

use super::arranging::{is_name, is_time};
use crate::core::note::channel::Channel;
use crate::core::note::log::line::known_words::first_known;
use crate::core::note::log::line::line_head::{Head, Known, bare};
use crate::core::note::log::line::reading::Tense;
use crate::core::note::log::line::words::Meaning;
use crate::core::text::begins_with_digit;

/// Words that say with `to` what is yet to be done: `she has to`. Those of the user are in the word table.
const WITH_TO: [&str; 8] = ["has", "needs", "wants", "wanted", "hope", "supposed", "meant", "meaning"];

/// The same of what somebody said. A ticked task tells that it was done.
const SAYING: [&str; 8] =
    ["promised", "promises", "agreed", "offered", "hoping", "hopes", "planning", "plans"];

/// The same, also with somebody before `to`: `told me to call`.
const ASKING: [&str; 8] = ["told", "tells", "asked", "asks", "said", "says", "wants", "reminded"];

/// Words after which nothing has been done yet: `she can call`, `owes me a letter`.
const NOT_YET: [&str; 10] =
    ["can", "could", "might", "gonna", "owes", "owed", "maybe", "perhaps", "let's", "let’s"];

/// Whether a line begins with what the user has yet to do: `I’ll call tomorrow`, `going to email her`, `call her
/// tomorrow`. What somebody else will do, or what was said or promised, is news.
pub(in crate::core::note::log) fn is_users_plan(head: &Head<'_>) -> bool {
    const FIRST: [&str; 10] =
        ["will", "going", "gonna", "got", "might", "draft", "drafting", "supposed", "meant", "planning"];
    // What is done without a word for how, if only whom it is for and when are said: not `I’ll send him the slides`.
    const DOING: [&str; 8] = ["do", "try", "write", "send", "ring", "reply", "answer", "ask"];
    const TO_WHOM_OR_WHEN: [&str; 15] = [
        "it", "to", "her", "him", "them", "on", "in", "by", "next", "this", "later", "soon", "today",
        "tomorrow", "again",
    ];
    let is_i = |word: &str| word.split(['\'', '’']).next() == Some("i");
    let is_own_short = |word: &str| is_i(word) && ends_short(word, &["ll", "d"]);
    let start = head.words().next().map_or(0, |first| usize::from(is_i(first) && !is_own_short(first)));
    let Some(first) = head.word(start) else { return false };
    let is_own = FIRST.contains(&first) || is_own_short(first);
    let is_certain = first == "will" || (is_i(first) && ends_short(first, &["ll"]));
    let only_when = || {
        let mut words = head.words().skip(start + 2);
        words.all(|word| TO_WHOM_OR_WHEN.contains(&word) || is_time(word)) && head.is_whole_line()
    };
    if is_certain && head.has(start + 1, &DOING) && only_when() {
        return true;
    }
    let Some(known) = first_known(head) else { return false };
    let may_be_message = may_be_message(known);
    !is_verb_in_past(head, known)
        && if known.place > start {
            // `might visit in May` may be her plan.
            is_own && (is_certain || may_be_message) && is_yet_to_do(head, known, start, first)
        } else {
            may_be_message && is_for_time_to_come(head, known)
        }
}

/// Whether a word says that somebody has yet to do what follows: `will`, `she needs to`, `I should`, `said she’d`.
pub(super) fn is_yet_to_do(head: &Head<'_>, known: Known, place: usize, word: &str) -> bool {
    let phrase = || head.table.starting(word, head.words().skip(place + 1));
    let with_to = head.has(place + 1, &["to"]);
    let may_be_message = may_be_message(known);
    let is_open = head.tense != Tense::Done;
    match word {
        "will" => !is_name(head, place),
        // Not `going to lunch with her`.
        "going" => is_open && with_to && may_be_message,
        // `drafted a reply`, but not `draft email sent`.
        "draft" | "drafted" | "drafting" => {
            is_open && may_be_message && !head.words().any(|word| word == "sent")
        }
        // `I’ve got to call`, but not `finally got to meet`.
        "got" => {
            is_open && with_to && head.before(place).is_some_and(|before| ends_short(before, &["ve", "s"]))
        }
        _ if NOT_YET.contains(&word) => is_open && !is_name(head, place),
        _ if ends_short(word, &["ll"]) => true,
        // Not `I’d lunch with her`, `she’d a long call` or `she’d been at lunch`.
        _ if ends_short(word, &["d"]) => {
            is_open
                && (may_be_message || place + 1 < known.place)
                && !head.has(place + 1, &["a", "an", "the", "been", "had"])
        }
        _ => {
            (with_to && WITH_TO.contains(&word))
                || (is_open && with_to && (SAYING.contains(&word) || ASKING.contains(&word)))
                || (is_open
                    && ASKING.contains(&word)
                    && head.has(place + 2, &["to"])
                    && known.place == place + 3)
                || matches!(phrase(), Some((Meaning::Intention, _)))
        }
    }
}

/// Whether only whom it is for stands between the known word and a time to come: `email him back tomorrow`, `reply to
/// her by Friday`. Not `call about the exam tomorrow`.
pub(super) fn is_for_time_to_come(head: &Head<'_>, known: Known) -> bool {
    const TO_WHOM: [&str; 9] = ["back", "again", "to", "with", "her", "him", "them", "me", "us"];
    let after = known.end();
    let is_later = |word: &str| matches!(word, "tomorrow" | "due" | "next" | "by" | "later" | "soon");
    // Nearly all lines are ruled out before the names of the contact are folded.
    if head.tense == Tense::Done || !head.words().skip(after).any(is_later) {
        return false;
    }
    let is_hour = |place| {
        let word = head.word(place);
        word.is_some_and(|word| word == "noon" || begins_with_digit(word))
    };
    let adds_nothing = |(place, word): &(usize, &str)| {
        TO_WHOM.contains(&bare(word).as_ref())
            || head.subjects.has(word)
            || is_hour(*place)
            || (head.has(*place, &["at"]) && is_hour(place + 1))
    };
    let place = after + head.written().enumerate().skip(after).take_while(adds_nothing).count();
    let is_next = |words: &[&str]| {
        let word = head.word(place + 1);
        head.has(place, words) && word.is_some_and(|word| word == "tomorrow" || is_time(word))
    };
    // Not `due to an outage`.
    let is_due = || head.has(place, &["due"]) && !head.has(place + 1, &["to"]);
    // `call later today`, and nothing else in the line. In `email; call later: she is well` it took place.
    let is_open = || {
        let after = head.word(place + 1);
        head.has(place, &["later", "soon"])
            && after.is_none_or(|word| matches!(word, "today" | "this"))
            && head.is_whole_line()
    };
    head.has(place, &["tomorrow"]) || is_due() || is_next(&["next", "by"]) || is_open()
}

/// Whether a known word may be about something to be written or called, not only about a meeting in person.
fn may_be_message(known: Known) -> bool {
    !matches!(known.meaning, Meaning::Contact(_, None | Some(Channel::InPerson)))
}

/// Whether the known word is a verb in the past: `Will called`, `asked around and met her`.
pub(super) fn is_verb_in_past(head: &Head<'_>, known: Known) -> bool {
    head.word(known.place).is_some_and(is_past_verb)
}

/// Whether a verb of contact is in the past: `called`, `met`.
pub(in crate::core::note) fn is_past_verb(verb: &str) -> bool {
    verb.ends_with("ed") || matches!(verb, "met" | "saw" | "spoke" | "rang" | "ran" | "caught")
}

/// Whether a word ends with an apostrophe and one of these: `she’ll`.
fn ends_short(word: &str, endings: &[&str]) -> bool {
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending));
    stem.is_some_and(|stem| stem.ends_with(['\'', '’']))
}
