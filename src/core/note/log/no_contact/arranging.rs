//! Recognises lines that arrange a meeting, ask for one or say that it was missed: `scheduled a call for 1
//! December`, `lunch booked for 8 March`, `coffee next week?` (design 3.4). Their words stand before the word
//! for the meeting, or right after it: in `call: rescheduled our lunch` a call took place.

use super::yet_to_do::{is_for_time_to_come, is_verb_in_past, is_yet_to_do};
use crate::core::date_text::weekdays::weekday;
use crate::core::day::month_named;
use crate::core::note::channel::Channel;
use crate::core::note::log::line::line_head::{Head, Known};
use crate::core::note::log::line::words::{Direction, Meaning};
use crate::core::text::begins_with_digit;

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
pub(in crate::core::note::log) fn is_arranged(head: &Head<'_>, known: Known) -> bool {
    let is_around = || is_arranged_after(head, known) || is_question(head);
    (is_arranged_before(head, known)
        || (known.meaning.is_talk() && is_around())
        || is_for_time_to_come(head, known))
        && !is_verb_in_past(head, known)
}

fn is_arranged_before(head: &Head<'_>, known: Known) -> bool {
    let mut is_arranged = false;
    for (place, (word, written)) in head.words().zip(head.written()).take(known.place).enumerate() {
        let is_to_come = || place == 0 && known.meaning.is_talk() && is_later(head, 0);
        // `she is expecting! lunch`
        let is_over = written.ends_with('!');
        if !is_over
            && (is_yet_to_do(head, known, place, word)
                || (known.meaning.is_talk() && arranges(head, known, place, word))
                || is_to_come())
        {
            is_arranged = true;
        } else if TOOK_PLACE.contains(&word) || written.ends_with(['?', '!']) {
            is_arranged = false;
        }
    }
    is_arranged
}

/// Whether a line begins with a day to come: `tomorrow lunch with her`, `next week call`.
fn is_later(head: &Head<'_>, place: usize) -> bool {
    head.has(place, &["tomorrow"])
        || (head.has(place, &["next"]) && head.has(place + 1, &["week", "weekend", "month", "year"]))
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

pub(super) fn is_name(head: &Head<'_>, place: usize) -> bool {
    head.written_at(place).is_some_and(|written| head.subjects.has(written))
}

fn is_arranged_after(head: &Head<'_>, known: Known) -> bool {
    let mut after = head.words().skip(known.end());
    let Some(word) = after.next() else { return false };
    match word {
        "tomorrow" | "invite" | "invites" | "invitation" | "invitations" => true,
        // `interview prep`, but not `dinner prep together`
        "prep" | "preparation" | "practice" => {
            !after.any(|word| matches!(word, "with" | "over" | "at" | "together"))
        }
        "next" => after.next().is_some_and(is_time),
        // `call back in March`, but not `walk back in the rain`.
        "back" if known.meaning == Meaning::Contact(Direction::Both, Some(Channel::Phone)) => {
            after.next().is_some_and(|word| matches!(word, "in" | "on" | "next" | "later" | "tomorrow"))
        }
        word if AFTER.contains(&word) => after.next().is_none_or(|word| FOR.contains(&word)),
        word if MOVED.contains(&word) => {
            let mut after =
                after.skip_while(|word| matches!(*word, "back" | "to" | "until" | "till" | "the"));
            after.next().is_some_and(|word| matches!(word, "next" | "tomorrow" | "later") || is_time(word))
        }
        _ => false,
    }
}

/// Whether a line asks for a meeting and says nothing else: `coffee on Friday?`
fn is_question(head: &Head<'_>) -> bool {
    head.text.ends_with('?') && head.is_whole_line()
}

/// Whether a word names a time, such as `March`, `Friday`, `5` or `week`.
pub(super) fn is_time(word: &str) -> bool {
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
    use crate::core::note::log::line::reading::tests::case;

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
