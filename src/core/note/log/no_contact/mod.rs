//! Reads lines with no-contact phrases (design 3.4): nobody was reached, nothing took place, or somebody was met after all.
//! `whole_phrases` finds the phrases, with `phrase_end` (what may follow one) and `called_off`; `arranging` and `yet_to_do`
//! are about what is to come. News of somebody are no contact either: `seen`, `said_died`.

pub(super) mod arranging;
pub(super) mod called_off;
pub(super) mod phrase_end;
pub(in crate::core::note) mod said_died;
pub(super) mod seen;
pub(super) mod whole_phrases;
pub(in crate::core::note) mod yet_to_do;

use self::called_off::is_moved;
use self::phrase_end::Trailing;
use self::whole_phrases::{
    ends_segment, is_negation, is_only_off, may_begin_phrase, may_hold_phrase, means_contact, outcome,
    whole_phrase,
};
use self::yet_to_do::is_past_verb;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::line::known_words::{by_known_word, first_known};
use crate::core::note::log::line::later_part::{beginning, says_talked};
use crate::core::note::log::line::line_head::{HEAD_WORDS, Head, bare, is_message};
use crate::core::note::log::line::separators::split_at_bytes;
use crate::core::note::log::line::words::{Direction, Meaning};
use std::borrow::Cow;
use std::cell::OnceCell;

/// Returns the reading by whole phrases between separators before the first `:` or dash: `voicemail`, `no answer`,
/// `cancelled`, `Still no answer from Ada`, or a short `lunch cancelled`.
pub(super) fn by_phrases(head: &Head<'_>) -> Option<Reading> {
    if !may_hold_phrase(head.opening, head.table) {
        return None;
    }
    let mut segments = split_at_bytes(head.opening, ends_segment);
    let first = segments.next()?;
    let known = known_in_first(head);
    let later = match known {
        Some(Meaning::Contact(Direction::Both, channel)) if channel != Some(Channel::Phone) => {
            Trailing::Nothing
        }
        _ => Trailing::Person,
    };
    let nothing_came = || no_message_came(first, head).then_some(Meaning::Tried(None));
    let first = whole_phrase(first, (Trailing::Person, later), head).or_else(nothing_came);
    // `no answer at first, then coffee`, `lunch cancelled, met for a walk instead`: the later part took place.
    if matches!(first, Some(Meaning::Cancelled | Meaning::Tried(_)))
        && let Some(met) = meeting_behind(0, head.opening, head)
    {
        return Some(met);
    }
    // `lunch, flight cancelled`: with a word of contact before it, another thing was cancelled.
    let is_own = |segment: &str, meaning| {
        meaning != Meaning::Cancelled
            || known.is_none()
            || (is_only_off(segment, head) && !is_told(known, head))
    };
    // `email from her, not replied yet`: it is the user who has not.
    let is_negated =
        |segment: &str| segment.split_ascii_whitespace().map(bare).any(|word| is_negation(&word));
    let from_them = OnceCell::new();
    let is_from_them =
        || *from_them.get_or_init(|| matches!(by_known_word(head), Reading::Clear(Direction::In, _)));
    let segments = segments.filter(|segment| !(is_negated(segment) && is_from_them()));
    let others = segments.filter_map(|segment| {
        whole_phrase(segment, (later, later), head)
            .or_else(|| is_only_off(segment, head).then_some(Meaning::Cancelled))
            .filter(|meaning| is_own(segment, *meaning))
    });
    let mut found = None;
    for meaning in first.into_iter().chain(others) {
        match meaning {
            Meaning::Cancelled => return Some(Reading::Cancelled),
            // `she left a voicemail, called back, no answer`
            Meaning::Tried(channel) if matches!(found, Some((Direction::In, _)) | None) => {
                found = Some((Direction::Out, channel));
            }
            Meaning::Tried(_) => {}
            Meaning::Contact(direction, channel) => found = found.or(Some((direction, channel))),
            Meaning::Verb(_) | Meaning::Reply | Meaning::Light | Meaning::Skip | Meaning::Intention => {}
        }
    }
    let (direction, channel) = found?;
    // `she left a voicemail, called her back`, `called, she was out, she rang back at 6`
    if let Some(call) = returned_call(head) {
        return Some(call);
    }
    let known = match known {
        Some(Meaning::Contact(_, channel) | Meaning::Verb(channel)) => channel,
        _ => None,
    };
    talked_later(known, head).or(Some(Reading::Clear(direction, channel.or(known))))
}

/// Returns what the known word of a head means, if it is in the first segment: not in `Snow! Lunch cancelled`.
fn known_in_first(head: &Head<'_>) -> Option<Meaning> {
    first_known(head).filter(|known| head.exclamations_before(*known) == 0).map(|known| known.meaning)
}

/// Whether a line begins with a message or call by which something was told: `she texted, had to cancel`.
fn is_told(known: Option<Meaning>, head: &Head<'_>) -> bool {
    let is_message = |meaning| match meaning {
        Meaning::Verb(_) | Meaning::Reply => true,
        Meaning::Contact(direction, _) => direction != Direction::Both,
        _ => false,
    };
    let is_their_call = || head.words().any(|word| word == "from") || head.says_contact_called();
    known.is_some_and(is_message) || (head.is_call() && is_their_call())
}

/// Returns what took place behind the part of a text at a place.
pub(super) fn meeting_behind(part: usize, text: &str, head: &Head<'_>) -> Option<Reading> {
    split_at_bytes(text, ends_segment).skip(part + 1).find_map(|piece| took_place(piece, head))
}

/// Returns the call of a line that says further on that they talked: `called, she was driving, then talked for an hour`.
fn talked_later(channel: Option<Channel>, head: &Head<'_>) -> Option<Reading> {
    let mut later = split_at_bytes(head.opening, ends_segment).skip(1);
    let did_talk = head.is_call() && later.any(|piece| says_talked(piece, head));
    did_talk.then_some(Reading::Clear(Direction::Both, channel.or(Some(Channel::Phone))))
}

/// Returns the call of a later part of a line that answers one: `missed call from Ada, rang her back`. Not `wants a call
/// back`, nor if nobody was reached by it.
pub(super) fn returned_call(head: &Head<'_>) -> Option<Reading> {
    let is_return = |piece: &&str| {
        let mut words = piece.split_ascii_whitespace().skip(beginning(piece, head).1);
        let verb = words.next().map(bare);
        verb.is_some_and(|verb| matches!(verb.as_ref(), "called" | "rang" | "phoned"))
            && words.take(3).any(|word| bare(word) == "back")
    };
    let call_in = |text: &str, skipped| {
        let mut pieces = split_at_bytes(text, ends_segment).skip(skipped);
        let call = pieces.find(is_return)?;
        let failed = std::iter::once(call).chain(pieces).any(|piece| may_hold_phrase(piece, head.table));
        Some(!failed && !is_to_come(call))
    };
    let is_call = call_in(head.opening, 1).or_else(|| call_in(head.told(), 0))?;
    is_call.then_some(Reading::Clear(Direction::Both, Some(Channel::Phone)))
}

/// Returns what took place in one part of a line, if somebody was met or talked to.
fn took_place(piece: &str, head: &Head<'_>) -> Option<Reading> {
    let mut words = piece.split_ascii_whitespace().map(bare);
    // `(no answer) call`: a single word is what was tried.
    if words.clone().nth(1).is_none() || is_to_come(piece) {
        return None;
    }
    (0..HEAD_WORDS).find_map(|_| match head.table.starting(&words.next()?, words.clone())? {
        (Meaning::Contact(Direction::Both, channel), _) => Some(Reading::Clear(Direction::Both, channel)),
        _ => None,
    })
}

/// Whether one part of a line says that what it names is yet to take place, or did not.
pub(super) fn is_to_come(piece: &str) -> bool {
    const WORDS: [&str; 9] = ["will", "i'll", "should", "must", "try", "need", "tomorrow", "again", "no"];
    const SPANS: [&str; 3] = ["week", "month", "year"];
    // `spoke to her`, but not `hope to call`
    const WHOM: [&str; 8] = ["her", "him", "them", "me", "us", "my", "the", "a"];
    let mut words = piece.split_ascii_whitespace().map(bare).peekable();
    let is_over = words.peek().is_some_and(|first| is_past_verb(first));
    while let Some(word) = words.next() {
        let is_whom = |next: &Cow<'_, str>| WHOM.contains(&next.as_ref());
        if WORDS.contains(&word.as_ref())
            || is_negation(&word)
            || (word == "later" && words.peek().is_none() && !is_over)
            || (word == "to" && !words.peek().is_some_and(is_whom))
            || (word == "next" && words.peek().is_some_and(|next| SPANS.contains(&next.as_ref())))
        {
            return true;
        }
    }
    false
}

/// Whether a line begins by saying that no message came: `no email from her yet`.
fn no_message_came(segment: &str, head: &Head<'_>) -> bool {
    // Words in front that add nothing.
    const BEFORE: [&str; 3] = ["still", "but", "and"];
    let is_message_word = |word: &str| matches!(word, "word" | "call") || is_message(word, head.table);
    let words = segment.split_ascii_whitespace().map(bare);
    let mut words = words.skip_while(|word| BEFORE.contains(&word.as_ref()));
    if words.next().as_deref() != Some("no") || !words.next().is_some_and(|word| is_message_word(&word)) {
        return false;
    }
    let mut after = words.skip_while(|word| is_message_word(word) || word == "yet" || word == "back");
    after.next().as_deref() == Some("from") && after.next().is_some_and(|word| means_contact(&word, head))
}

/// Corrects a reading by a phrase right after the first `:` or dash: `call: left a voicemail`, `lunch:
/// cancelled`.
pub(super) fn by_outcome(head: &Head<'_>, known: Reading) -> Reading {
    let Reading::Clear(Direction::Both, channel) = known else { return known };
    if is_moved(head.outcome()) {
        return Reading::Assumed;
    }
    // Few lines have a word of such a phrase so early.
    if !may_begin_phrase(head.after_opening, head.table) {
        return known;
    }
    match outcome(head) {
        Some(Meaning::Cancelled) => meeting_behind(0, head.after_opening, head).unwrap_or(Reading::Cancelled),
        Some(Meaning::Contact(direction, _)) => Reading::Clear(direction, channel),
        Some(_) => Reading::Clear(Direction::Out, channel),
        None => known,
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn a_missing_message_is_an_attempt() {
        for line in [
            "no email from her yet",
            "Still no email from her",
            "no text message from Ada",
            "no word yet from [[Ada Lovelace]]",
            "no call from him, again",
            "still no reply from her about the lease",
        ] {
            case(line, "out");
        }
        case("no letter from the bank yet", "assumed");
        case("no email from her, then coffee with her", "both in-person");
    }

    #[test]
    fn other_messages_on_the_line_still_count() {
        case("got an email from her, no call yet", "in");
        case("email from her, no word from Ben", "in email");
        case("coffee, no email from her yet", "both in-person");
        case("called, no email from her yet", "both phone");
        case("call: no decision yet", "both phone");
        case("no email this time, a letter from her", "out email");
        case("email out: no reply needed", "out email");
    }

    #[test]
    fn a_call_that_missed_me_is_theirs() {
        for line in [
            "Ada called and left a voicemail",
            "She called, left a message",
            "Ada called (voicemail)",
            "Ada called - left message",
            "she phoned: left a message",
            "She called while I was out, left a message",
            "Ada called, no answer from me",
            "Ada rang but I didn't answer",
            "missed her call",
            "missed a call from her",
        ] {
            case(line, "in phone");
        }
        for line in [
            "Ada called but I was busy",
            "Ada rang, I was out",
            "he called, I was in a meeting",
            "he called, I missed it",
            "called me, I missed it",
            "Ada called while I was out",
            "Ada called - I was in a meeting",
            "call from Ada, missed",
            "Ada called, missed it",
        ] {
            case(line, "in phone");
        }
        case("Ada called while I was out, called her back", "both phone");
        case("called her while I was out", "both phone");
        case("Ada called, I was so happy", "both phone");
        case("she called while I was busy cooking", "both phone");
        case("Ada called, she was busy", "out phone");
        case("lunch, I missed it", "both in-person");
        case("Ada called, no answer", "out phone");
        case("I called Ada and left a voicemail", "out phone");
        case("called Ada, left a voicemail", "out phone");
        case("she called, the message is clear", "both phone");
    }

    #[test]
    fn a_call_may_reach_nobody() {
        for line in [
            "called, nobody picked up",
            "called x2 no answer",
            "called her twice, no one in",
            "called - no joy",
            "rang, he was out",
            "called but no one home",
            "called, straight to VM",
            "called her office, she’s on holiday",
        ] {
            case(line, "out phone");
        }
        case("call, she was away last week", "both phone");
        case("call: she was away", "both phone");
        case("called, she was busy but we talked", "both phone");
        case("lunch, she was out of sorts", "both in-person");
        case("nobody in the family knew, lunch", "assumed");
        case("called her office and she picked up", "both phone");
        case("called her office, spoke to her for 20 min", "both phone");
    }

    #[test]
    fn what_a_message_said_may_follow() {
        for line in [
            "called, left message to call back",
            "Called - left voicemail asking about Sunday",
            "called, left VM re proposal",
            "called, left a voicemail about Sunday",
            "phone: left message with her son",
            "called, left a message asking her to ring about the new lease when she is back",
            "[Call] No answer",
            "called, not home",
            "called, she wasn't home",
            "called, line busy",
            "called, engaged",
            "called, not answering",
            "called, got her machine",
            "called, phone off",
            "called, wrong number",
            "Called. Not available.",
        ] {
            case(line, "out phone");
        }
        for line in [
            "left voicemail about the invoice",
            "LVM re: proposal",
            "Left a message about Sunday",
            "left msg",
            "left a voicemail for her to call back",
        ] {
            case(line, "out");
        }
        case("she left a voicemail about Sunday", "in");
        case("left a message to the plumber", "assumed");
        case("voicemail asking me to call", "assumed");
        case("lunch, left a message about Sunday", "both in-person");
        case("call: left a message on the fridge", "both phone");
        case("called, she's engaged!", "both phone");
        case("called, engaged to be married", "both phone");
        case("called: not available in March", "both phone");
        case("call: wrong number in the contract", "both phone");
        case("call, she is not home yet from hospital", "both phone");
        case("not home", "assumed");
        case("Ada is engaged", "assumed");
    }

    #[test]
    fn a_returned_call_is_a_call() {
        for line in [
            "missed call from Ada, rang her back",
            "missed her call, called back",
            "Missed call from Ada. Called back, 20 min chat",
            "she left a voicemail, called her back",
            "voicemail from Ada, called her back",
            "missed call from Ada - rang her back",
        ] {
            case(line, "both phone");
        }
        case("phoned, she was out, she rang back at 6", "both phone");
        case("missed call from Ada, called back - voicemail", "out phone");
        case("voicemail from Ada, wants a call back", "in phone");
        case("voicemail from Ada, please call back", "in phone");
        case("she left a voicemail, called back, no answer", "out");
        case("called, no answer, called back, no answer", "out phone");
        case("missed her call, will call back", "in phone");
        case("missed her call - will call back", "in phone");
        case("missed call from Ada: called back, no answer", "in phone");
        case("missed her call, must ring her back", "in phone");
    }

    #[test]
    fn a_meeting_may_have_to_be_cancelled() {
        for line in [
            "lunch - he had to cancel",
            "had to cancel lunch, kids ill",
            "had to cancel our call",
            "had to postpone coffee",
            "coffee, she had to cancel",
            "coffee: she had to cancel",
            "coffee didn’t happen, train strike",
            "lunch fell through",
            "lunch had to be postponed",
            "coffee - she never showed",
            "lunch (she bailed)",
        ] {
            case(line, "cancelled");
        }
        case("coffee, deal fell through", "both in-person");
        case("call about the deal that fell through", "both phone");
        case("dinner, had to cancel the babysitter", "both in-person");
        case("call: had to cancel her trip", "both phone");
        case("she texted, had to cancel", "in text");
        case("she called, had to reschedule", "both phone");
        case("call, she had to cancel", "cancelled");
    }

    #[test]
    fn a_call_may_end_at_a_machine() {
        for line in [
            "called, went to voicemail",
            "called, straight to voicemail",
            "Call went to voicemail",
            "called: went straight to voicemail",
            "called, LVM",
            "called, busy",
            "called; no luck",
            "called her, busy again",
        ] {
            case(line, "out phone");
        }
        case("call: busy week at hers", "both phone");
        case("call, no luck with the visa yet", "both phone");
        case("lunch, busy", "both in-person");
        case("email in, no luck", "in email");
        case("busy", "assumed");
    }

    #[test]
    fn only_the_meeting_of_the_line_is_cancelled() {
        for line in [
            "call: postponed to next week",
            "Lunch - cancelled by Ada",
            "Coffee, cancelled by Ada",
            "Coffee (cancelled by Ada)",
            "lunch, cancelled because of the snow",
            "lunch, she cancelled",
            "coffee, she didn't show up",
            "Ada, lunch cancelled",
            "lunch, postponed to Dec",
        ] {
            case(line, "cancelled");
        }
        for line in [
            "lunch, flight cancelled",
            "coffee; then cancelled the trip",
            "lunch. Wedding postponed.",
            "lunch (trip postponed)",
            "Lunch, dessert cancelled",
            "lunch, cancelled my subscription",
        ] {
            case(line, "both in-person");
        }
        case("she emailed, lunch cancelled", "in email");
        case("called, lunch cancelled", "both phone");
        for line in ["no call today", "no lunch", "No meeting this week", "no demo yet"] {
            case(line, "assumed");
        }
        case("no problem, lunch with her", "assumed");
        case("call, no meeting this week", "both phone");
    }
}
