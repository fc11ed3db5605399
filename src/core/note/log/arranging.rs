//! Recognises lines that arrange a meeting, ask for one or say that it was missed: `scheduled a call for 1
//! December`, `lunch booked for 8 March`, `coffee next week?` (design 3.4). Their words stand before the word
//! for the meeting, or right after it: in `call: rescheduled our lunch` a call took place.

use super::known_words::first_known;
use super::line_head::{Head, Known, bare};
use super::reading::Tense;
use super::words::{Direction, Meaning};
use crate::core::date_text::weekdays::weekday;
use crate::core::day::month_named;
use crate::core::note::channel::Channel;
use crate::core::text::begins_with_digit;
use std::borrow::Cow;

/// Words anywhere before that for a meeting. The first ones are past, or can be no part of a name.
const BEFORE: [&str; 37] = [
    "scheduled", "rescheduled", "rescheduling", "reschedule", "booked", "planned", "arranged", "arranging",
    "arrange", "organised", "organized", "proposed", "proposing", "propose", "suggested", "suggesting",
    "suggest", "asked", "asking", "requested", "requesting", "offered", "agreed", "confirmed", "wants",
    "trying", "hoping", "prepared", "preparing", "need", "needs", "expecting", "missed", "forgot", "invite",
    "invited", "invitation",
];

/// Words that may be part of a name, such as `planning call` or `book club dinner`. They have to be followed
/// by one of [`SMALL`], or right away by a meeting in person: `planning dinner`.
const MAYBE_NAMES: [&str; 13] = [
    "schedule", "scheduling", "book", "booking", "plan", "planning", "organising", "organizing", "request",
    "prep", "prepped", "prepping", "forward",
];
const SMALL: [&str; 12] =
    ["a", "an", "another", "the", "our", "my", "her", "his", "their", "some", "for", "to"];

/// Words after which a meeting took place all the same: `planned Rome over coffee`.
const TOOK_PLACE: [&str; 11] =
    ["over", "at", "during", "after", "before", "by", "via", "and", "then", "but", "had"];

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

/// Words right after that for a meeting, and what has to follow: not `call rescheduled from Tuesday, went well`
/// or `walk planned by her`.
const AFTER: [&str; 13] = [
    "scheduled", "rescheduled", "booked", "planned", "arranged", "organised", "organized", "confirmed",
    "agreed", "set", "pencilled", "penciled", "fixed",
];
const FOR: [&str; 11] = ["for", "to", "until", "till", "on", "in", "up", "with", "next", "again", "tomorrow"];

/// The same, before a time: not `lunch moved to the canteen`.
const MOVED: [&str; 4] = ["moved", "pushed", "shifted", "delayed"];

/// Whether the words around that for a meeting or call say that it is yet to take place, or was missed. Of a
/// message, only whether somebody has yet to write it: what was arranged may have been arranged by it.
pub(super) fn is_arranged(head: &Head<'_>, known: Known) -> bool {
    let is_around = || is_arranged_after(head, known) || is_question(head);
    (is_arranged_before(head, known) || (known.meaning.is_talk() && is_around()) || is_for_later(head, known))
        && !is_past(head, known)
}

/// Whether the known word is a verb in the past: `Will called`, `asked around and met her`.
fn is_past(head: &Head<'_>, known: Known) -> bool {
    head.word(known.place).is_some_and(|verb| is_past_verb(&verb))
}

/// Whether a verb of contact is in the past: `called`, `met`.
pub(super) fn is_past_verb(verb: &str) -> bool {
    verb.ends_with("ed") || matches!(verb, "met" | "saw" | "spoke" | "rang" | "ran" | "caught")
}

fn is_arranged_before(head: &Head<'_>, known: Known) -> bool {
    let mut is_arranged = false;
    for (place, (word, written)) in head.words().zip(head.written()).take(known.place).enumerate() {
        let is_to_come = || place == 0 && known.meaning.is_talk() && is_later(head, 0);
        // `she is expecting! lunch`
        let is_over = written.ends_with('!');
        if !is_over
            && (is_yet_to_do(head, known, place, &word)
                || (known.meaning.is_talk() && arranges(head, known, place, &word))
                || is_to_come())
        {
            is_arranged = true;
        } else if TOOK_PLACE.contains(&word.as_ref()) || written.ends_with(['?', '!']) {
            is_arranged = false;
        }
    }
    is_arranged
}

/// Whether a line begins with what the user has yet to do: `I’ll call tomorrow`, `going to email her`, `call her
/// tomorrow`. What somebody else will do, or what was said or promised, is news.
pub(super) fn is_users_plan(head: &Head<'_>) -> bool {
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
    let start = head.words().next().map_or(0, |first| usize::from(is_i(&first) && !is_own_short(&first)));
    let Some(first) = head.word(start) else { return false };
    let is_own = FIRST.contains(&first.as_ref()) || is_own_short(&first);
    let is_certain = first == "will" || (is_i(&first) && ends_short(&first, &["ll"]));
    let only_when = || {
        let mut words = head.words().skip(start + 2);
        words.all(|word| TO_WHOM_OR_WHEN.contains(&word.as_ref()) || is_time(&word)) && head.is_whole_line()
    };
    if is_certain && head.has(start + 1, &DOING) && only_when() {
        return true;
    }
    let Some(known) = first_known(head) else { return false };
    let is_message = is_message(known);
    !is_past(head, known)
        && if known.place > start {
            // `might visit in May` may be her plan.
            is_own && (is_certain || is_message) && is_yet_to_do(head, known, start, &first)
        } else {
            is_message && is_for_later(head, known)
        }
}

/// Whether a known word may be about something to be written or called, not only about a meeting in person.
fn is_message(known: Known) -> bool {
    !matches!(known.meaning, Meaning::Contact(_, None | Some(Channel::InPerson)))
}

/// Whether a word says that somebody has yet to do what follows: `will`, `she needs to`, `I should`, `said she’d`.
fn is_yet_to_do(head: &Head<'_>, known: Known, place: usize, word: &str) -> bool {
    let phrase = || head.table.starting(Cow::Borrowed(word), head.words().skip(place + 1));
    let with_to = head.has(place + 1, &["to"]);
    let is_message = is_message(known);
    let is_open = head.tense != Tense::Done;
    match word {
        "will" => !is_name(head, place),
        // Not `going to lunch with her`.
        "going" => is_open && with_to && is_message,
        // `drafted a reply`, but not `draft email sent`.
        "draft" | "drafted" | "drafting" => is_open && is_message && !head.words().any(|word| word == "sent"),
        // `I’ve got to call`, but not `finally got to meet`.
        "got" => {
            is_open && with_to && head.before(place).is_some_and(|before| ends_short(before, &["ve", "s"]))
        }
        _ if NOT_YET.contains(&word) => is_open && !is_name(head, place),
        _ if ends_short(word, &["ll"]) => true,
        // Not `I’d lunch with her`, `she’d a long call` or `she’d been at lunch`.
        _ if ends_short(word, &["d"]) => {
            is_open
                && (is_message || place + 1 < known.place)
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

/// Whether a line begins with a day to come: `tomorrow lunch with her`, `next week call`.
fn is_later(head: &Head<'_>, place: usize) -> bool {
    head.has(place, &["tomorrow"])
        || (head.has(place, &["next"]) && head.has(place + 1, &["week", "weekend", "month", "year"]))
}

/// Whether a word ends with an apostrophe and one of these: `she’ll`.
fn ends_short(word: &str, endings: &[&str]) -> bool {
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending));
    stem.is_some_and(|stem| stem.ends_with(['\'', '’']))
}

/// Whether a word before that for a meeting arranges it.
fn arranges(head: &Head<'_>, known: Known, place: usize, word: &str) -> bool {
    let is_followed = || {
        let is_in_person = matches!(known.meaning, Meaning::Contact(_, Some(Channel::InPerson)));
        head.has(place + 1, &SMALL) || (place + 1 == known.place && is_in_person)
    };
    (BEFORE.contains(&word) && !is_name(head, place))
        || (MAYBE_NAMES.contains(&word) && is_followed())
        || (matches!(word, "set" | "setting") && head.has(place + 1, &["up"]))
        // `yes to lunch`
        || (matches!(word, "yes" | "no") && head.has(place + 1, &["to"]))
}

fn is_name(head: &Head<'_>, place: usize) -> bool {
    head.written_at(place).is_some_and(|written| head.subjects.has(written))
}

fn is_arranged_after(head: &Head<'_>, known: Known) -> bool {
    let mut after = head.words().skip(known.end());
    let Some(word) = after.next() else { return false };
    match word.as_ref() {
        "tomorrow" | "invite" | "invites" | "invitation" | "invitations" => true,
        // `interview prep`, but not `dinner prep together`
        "prep" | "preparation" | "practice" => {
            !after.any(|word| matches!(word.as_ref(), "with" | "over" | "at" | "together"))
        }
        "next" => after.next().is_some_and(|word| is_time(&word)),
        // `call back in March`, but not `walk back in the rain`.
        "back" if known.meaning == Meaning::Contact(Direction::Both, Some(Channel::Phone)) => after
            .next()
            .is_some_and(|word| matches!(word.as_ref(), "in" | "on" | "next" | "later" | "tomorrow")),
        word if AFTER.contains(&word) => after.next().is_none_or(|word| FOR.contains(&word.as_ref())),
        word if MOVED.contains(&word) => {
            let mut after =
                after.skip_while(|word| matches!(word.as_ref(), "back" | "to" | "until" | "till" | "the"));
            after
                .next()
                .is_some_and(|word| matches!(word.as_ref(), "next" | "tomorrow" | "later") || is_time(&word))
        }
        _ => false,
    }
}

/// Whether only whom it is for stands between the known word and a time to come: `email him back tomorrow`, `reply to
/// her by Friday`. Not `call about the exam tomorrow`.
fn is_for_later(head: &Head<'_>, known: Known) -> bool {
    const TO_WHOM: [&str; 9] = ["back", "again", "to", "with", "her", "him", "them", "me", "us"];
    let after = known.end();
    let is_later =
        |word: Cow<'_, str>| matches!(word.as_ref(), "tomorrow" | "due" | "next" | "by" | "later" | "soon");
    // Nearly all lines are ruled out before the names of the contact are folded.
    if head.tense == Tense::Done || !head.words().skip(after).any(is_later) {
        return false;
    }
    let is_hour = |place| {
        let word = head.word(place);
        word.is_some_and(|word| word == "noon" || begins_with_digit(&word))
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
        head.has(place, words) && word.is_some_and(|word| word == "tomorrow" || is_time(&word))
    };
    // Not `due to an outage`.
    let is_due = || head.has(place, &["due"]) && !head.has(place + 1, &["to"]);
    // `call later today`, and nothing else in the line. In `email; call later: she is well` it took place.
    let is_open = || {
        let after = head.word(place + 1);
        head.has(place, &["later", "soon"])
            && after.is_none_or(|word| matches!(word.as_ref(), "today" | "this"))
            && head.is_whole_line()
    };
    head.has(place, &["tomorrow"]) || is_due() || is_next(&["next", "by"]) || is_open()
}

/// Whether a line asks for a meeting and says nothing else: `coffee on Friday?`
fn is_question(head: &Head<'_>) -> bool {
    head.text.ends_with('?') && head.is_whole_line()
}

/// Whether a word names a time, such as `March`, `Friday`, `5` or `week`.
fn is_time(word: &str) -> bool {
    begins_with_digit(word)
        || matches!(
            word,
            "week" | "weekend" | "month" | "quarter" | "year" | "time" | "spring" | "summer" | "autumn"
        )
        || month_named(word).is_some()
        || weekday(word).is_some()
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::reading::tests::case;

    #[test]
    fn arranging_a_meeting_is_not_a_meeting() {
        for line in [
            "scheduled a call for 1 December",
            "Scheduled follow-up call",
            "meeting rescheduled to December",
            "set up a call for Friday",
            "setting up another demo",
            "booked a demo for the 9th",
            "booked lunch for 8 March",
            "book lunch with her",
            "call scheduled for 5 March",
            "call scheduled",
            "lunch booked, window table",
            "proposed a call",
            "asked for a call",
            "she asked for a meeting",
            "trying to arrange lunch",
            "she suggested lunch in March",
            "Ada suggested coffee",
            "planning dinner with Ada",
            "planning a call",
            "will call next week",
            "I’ll call on Friday",
            "call back in March",
            "prep for call",
            "Coffee next week?",
            "coffee with [[Ada]] next week?",
            "lunch next Friday",
            "lunch tomorrow",
            "missed our call",
            "forgot our lunch",
            "looking forward to lunch",
            "call moved to Friday",
            "call moved to the 5th",
            "lunch pushed back to next week",
        ] {
            case(line, "assumed");
        }
    }

    #[test]
    fn what_was_said_or_promised_has_not_been_done() {
        for line in [
            "she said she’d call me back", "said he'd call back Monday", "he promised to call me",
            "promised to call her back", "told him I'd call on Friday", "says to call in the new year",
            "Ann said she'd email me", "told me to email in January", "asked me to email him the CV",
            "said I'd email it Friday", "promised to email it by Friday", "owes me an email",
            "Ada owes me a call", "call her tomorrow", "call [[Ada]] back next week",
            "email him back tomorrow", "reply to him by Friday", "reply due Friday", "draft email to Jo",
            "drafted a reply", "she can do coffee Friday", "could call her", "going to call her",
            "I’ve got to call him", "she's got to call her lawyer", "lunch with Ada tomorrow",
            "invite to dinner from Ann", "prepped for interview", "interview prep", "interview practice",
        ] {
            case(line, "assumed");
        }
        case("she’d called", "both phone");
        case("I’d a long call with her", "both phone");
        case("he’d emailed", "in email");
        case("going to lunch with her", "both in-person");
        case("call about her exam tomorrow", "both phone");
        case("call about the visit next week", "both phone");
        case("email to her by post", "out email");
        case("coffee by the river", "both in-person");
        case("she said she’d move, over lunch", "assumed");
        case("email out: draft", "out email");
        case("draft email sent", "out email");
        case("I’d lunch with her", "both in-person");
        case("dinner prep together", "both in-person");
        case("call due to the outage", "both phone");
        case("owe her £20 for lunch", "assumed");
        case("owe her one", "assumed");
        case("owe her money", "assumed");
        for line in ["owe her a reply", "I still owe her an answer", "owe [[Ada]] an email", "owe her lunch"]
        {
            case(line, "intention");
        }
    }

    #[test]
    fn what_is_still_to_come_does_not_count() {
        for line in [
            "tomorrow lunch with Ada",
            "next week lunch with [[Ada]]",
            "call at 3pm tomorrow",
            "coffee with Ada at noon tomorrow",
            "wanted to call",
            "maybe call Ada",
            "Let's do lunch",
            "hope to visit Ada in spring",
            "dinner invite sent",
            "dinner invitation from Ada",
            "expecting a call from Ada",
        ] {
            case(line, "assumed");
        }
        for line in ["lunch at Tomorrow Land", "tomorrow's party planned at lunch", "lunch, tomorrow again"] {
            case(line, "both in-person");
        }
        case("call at 3pm, tomorrow again", "both phone");
        case("wanted to hear her, so called", "assumed");
        case("next door called", "both phone");
    }

    #[test]
    fn what_is_for_later_has_not_been_done() {
        for line in [
            "call later", "must dash! call later", "call her again later this week", "coffee soon",
            "talk soon!",
        ] {
            case(line, "assumed");
        }
        case("called later", "both phone");
        case("call later, she is well", "both phone");
        case("call later that day", "both phone");
        case("lunch, call later", "both in-person");
    }

    #[test]
    fn what_took_place_stays_clear() {
        for line in [
            "call: rescheduled our lunch",
            "call, planned the workshop",
            "call about the booking",
            "call (arranged by Ann)",
            "call back from her",
            "call scheduled by her assistant",
            "Will called",
            "missed train so called",
            "called about the flat?",
        ] {
            case(line, "both phone");
        }
        for line in [
            "met to plan the trip",
            "lunch, scheduled the next one for May",
            "coffee; booked tickets",
            "met at a planning meeting",
            "lunch moved to the canteen",
            "walk planned by her",
            "planned Rome over coffee",
            "booked tickets after lunch",
            "book club dinner",
            "coffee next to the station",
            "walk back in the rain",
            "lunch: next week again?",
            "asked around and met her",
            "tomorrow's party planned at lunch",
        ] {
            case(line, "both in-person");
        }
        case("planning meeting with Ada", "both meeting");
        case("planning call with Ada", "both phone");
        case("booking system demo", "both");
        case("planning committee meeting", "both meeting");
        case("arranged by phone", "both phone");
        // A part of the line that says what took place counts all the same.
        case("forgot to call her yesterday, called today", "both phone");
        case("booked a demo, talked for an hour", "both");
    }

    #[test]
    fn messages_about_meetings_stay_messages() {
        case("email out: proposed a call", "out email");
        case("email in: asks for a call", "in email");
        case("emailed to set up a call", "out email");
        case("sent invite for lunch", "out");
        case("she wrote, suggested lunch", "in");
        case("→ proposed a call", "out phone");
    }
}
