//! Reads a line by the first known word among its first four, and by the words around it: who reached whom,
//! and by which channel (design 3.4).

use super::beginnings::{after_task_keyword, is_intention, is_person, is_to_be_done};
use super::later_part::beginning;
use super::line_head::{HEAD_WORDS, Head, Known, bare, holds, stem};
use super::reading::Tense;
use super::separators::split_at_bytes;
use super::words::{Direction, Meaning};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::fields::about_whom::OFFICES;
use crate::core::note::log::direction::answers::{
    answered_call, answered_me, answered_whom, is_answered_later, was_accepted,
};
use crate::core::note::log::direction::automatic::is_automatic;
use crate::core::note::log::direction::exchanges::as_exchange;
use crate::core::note::log::direction::messages::{
    belongs_to_contact, got_message, heard_of_contact, is_publication, is_received, wrote_to_me,
};
use crate::core::note::log::direction::no_message::is_no_message;
use crate::core::note::log::direction::senders::by_other;
use crate::core::note::log::direction::their_words::by_words_behind;
use crate::core::note::log::direction::who_wrote::{is_by_others, is_from_contact, sender};
use crate::core::note::log::no_contact::arranging::is_arranged;
use crate::core::note::log::no_contact::seen::saw_news;
use crate::core::note::log::no_contact::whole_phrases::{ends_segment, is_negation, means_contact};
use crate::core::note::log::no_contact::{is_to_come, meeting_behind, returned_call};
use crate::core::text::begins_with_digit;

/// Returns the reading by the first known word of a head, and by a later part of the line that answers it.
pub(in crate::core::note::log) fn by_known_word(head: &Head<'_>) -> Reading {
    let reading = by_first_word(head);
    let Reading::Clear(direction @ (Direction::In | Direction::Out), channel) = reading else {
        return reading;
    };
    if is_answered_later(head, direction) {
        return Reading::Clear(Direction::Both, channel);
    }
    let is_their_call = direction == Direction::In && channel == Some(Channel::Phone);
    let returned = if is_their_call { returned_call(head) } else { None };
    returned.unwrap_or(reading)
}

fn by_first_word(head: &Head<'_>) -> Reading {
    if is_intention(head) || is_to_be_done(head) || after_task_keyword(head.text).is_some() {
        return Reading::Intention;
    }
    if is_automatic(head) {
        return Reading::Light;
    }
    let found = first_known(head);
    let direction = head.arrow().or_else(|| head.last_word(found));
    let Some(known @ Known { meaning, .. }) = found else {
        let later = || if head.has(0, &["saw"]) { later_contact(head) } else { None };
        let said = direction.map(|direction| Reading::Clear(direction, None));
        return said.or_else(later).unwrap_or(Reading::Assumed);
    };
    match meaning {
        Meaning::Contact(..) | Meaning::Reply
            if direction.is_none() && head.tense != Tense::ToCome && is_arranged(head, known) =>
        {
            // In `Yes! call booked` the part that is arranged is no later one.
            meeting_behind(head.exclamations_before(known), head.opening, head).unwrap_or(Reading::Assumed)
        }
        Meaning::Contact(Direction::Out, channel @ Some(Channel::Linkedin))
            if direction.is_none() && was_accepted(head) =>
        {
            Reading::Clear(Direction::Both, channel)
        }
        Meaning::Contact(Direction::In, _) if heard_of_contact(head, known) => Reading::Assumed,
        Meaning::Contact(Direction::Both, channel) if called_office(head, known) => {
            Reading::Clear(Direction::Out, channel)
        }
        Meaning::Contact(own, channel) => {
            let is_written = channel.is_some_and(Channel::is_written);
            let direction =
                direction.or_else(|| if is_written { message_direction(head, known) } else { None });
            if is_written && direction.is_none() {
                if is_only_answer(head, known) {
                    return Reading::Reply;
                }
                if let Some(reading) = by_words_behind(head, known, channel) {
                    return reading;
                }
            }
            Reading::Clear(direction.unwrap_or(own), channel)
        }
        Meaning::Verb(channel) => {
            let own = || verb_reading(head, known, channel);
            direction.map_or_else(own, |direction| Reading::Clear(direction, channel))
        }
        // `she responded well to the treatment`
        Meaning::Reply if head.has(known.end(), &["well", "badly"]) => Reading::Assumed,
        Meaning::Reply => reply(head, known, direction),
        Meaning::Light => Reading::Light,
        Meaning::Skip if is_skip(head, known) => Reading::Skip,
        Meaning::Skip => Reading::Assumed,
        Meaning::Tried(_) | Meaning::Cancelled | Meaning::Intention => Reading::Assumed,
    }
}

/// Returns the reading of a verb of messages by who is said to have written.
fn verb_reading(head: &Head<'_>, known: Known, channel: Option<Channel>) -> Reading {
    // `invited to interview on Friday`
    let is_invited = known.place == 0
        && head.has(0, &["invited"])
        && head.has(1, &["to"])
        && head.words().skip(2).take(3).any(|word| word == "interview");
    if is_invited || head.follows_subject(known.place) || wrote_to_me(head, known) {
        return Reading::Clear(Direction::In, channel);
    }
    by_other(head, known).unwrap_or(Reading::Clear(Direction::Out, channel))
}

/// Whether a line says that the contact was passed over, as `followup skip` writes it: `skip until January`, `skipped two
/// weeks`. Not what somebody else passed over (`Ada skipped the meeting`), nor another thing (`skipped church`).
fn is_skip(head: &Head<'_>, known: Known) -> bool {
    const WHEN_OR_WHY: [&str; 28] = [
        "a", "again", "an", "as", "because", "due", "for", "her", "his", "it", "last", "next", "now", "on",
        "once", "one", "since", "their", "the", "this", "till", "today", "tomorrow", "two", "three", "twice",
        "until", "while",
    ];
    let says_so = |word: &str| {
        WHEN_OR_WHY.contains(&bare(word).as_ref()) || word.contains('-') || begins_with_digit(word)
    };
    let is_order = head.has(known.place, &["skip"]);
    let is_user = |word: &str| matches!(bare(word).as_ref(), "" | "i" | "we" | "just");
    let is_open = |word| is_user(word) || (is_order && head.subjects.has(word));
    let mut after = head.written().skip(known.end()).skip_while(|word| means_contact(word, head));
    head.written().take(known.place).all(is_open)
        && ((is_order && !head.has(0, &["we"])) || after.next().is_none_or(says_so))
}

/// Whether somebody else was called for the contact: `called her office`. Not if the line goes on about a talk.
fn called_office(head: &Head<'_>, known: Known) -> bool {
    const REACHED: [&str; 6] = ["through", "picked", "in", "talked", "spoke", "chat"];
    let owner = head.written_at(known.place + 1);
    let is_owner =
        |word: &str| matches!(word, "her" | "his" | "their" | "the") || head.subjects.has(stem(word));
    let was_reached = || holds(head.opening.split_ascii_whitespace().map(bare), &REACHED);
    head.has(known.place, &["called", "phoned", "rang"])
        && owner.is_some_and(is_owner)
        && head.has(known.place + 2, &OFFICES)
        && head.is_end(known.place + 3)
        && !head.after_opening.contains(char::is_alphanumeric)
        && !was_reached()
}

/// Whether a head is only a written answer: `email reply`, `WhatsApp response`.
fn is_only_answer(head: &Head<'_>, known: Known) -> bool {
    let is_last = || head.end_of_message(known) == head.written().count();
    known.place == 0 && head.has(known.length, &["reply", "response", "answer"]) && is_last()
}

/// Returns the reading of a reply, if the head does not say its direction otherwise.
fn reply(head: &Head<'_>, known: Known, direction: Option<Direction>) -> Reading {
    if let (None, Some(channel)) = (direction, answered_call(head, known)) {
        return Reading::Clear(Direction::Both, Some(channel));
    }
    if direction.is_none()
        && !head.follows_subject(known.place)
        && let Some(reading) = by_other(head, known)
    {
        return reading;
    }
    let direction = direction.or_else(|| reply_direction(head, known));
    direction.map_or(Reading::Reply, |direction| Reading::Clear(direction, None))
}

/// Returns what a later part of a line says by its own first words: `saw her photos, called her`, `saw her post, so I
/// texted`. Not `saw her photos, lovely party`.
fn later_contact(head: &Head<'_>) -> Option<Reading> {
    let mut parts = split_at_bytes(head.opening, ends_segment).skip(1).filter(|part| !is_to_come(part));
    parts.find_map(|part| {
        let mut part = head.of_part(part.trim_start());
        part.tense = head.tense;
        let known = first_known(&part)?;
        let begins = known.place <= beginning(part.text, head).1;
        Some(by_known_word(&part)).filter(|said| begins && matches!(said, Reading::Clear(..)))
    })
}

/// Returns the first known word among the first four.
pub(in crate::core::note::log) fn first_known(head: &Head<'_>) -> Option<Known> {
    let mut after_phrase = 0;
    let (mut is_news, mut is_got) = (false, false);
    let mut words = head.words();
    for place in 0..HEAD_WORDS {
        let word = words.next()?;
        let says_got = word == "got";
        let Some((meaning, length)) = head.table.starting(word, words.clone()) else { continue };
        let inside = place >= after_phrase && place + length <= HEAD_WORDS.max(length + 1);
        if matches!(meaning, Meaning::Tried(_)) {
            // The words of a phrase mean nothing on their own: `left a message` is not a text message.
            after_phrase = after_phrase.max(place + length);
        }
        let says = match meaning {
            Meaning::Intention | Meaning::Cancelled | Meaning::Tried(_) => false,
            Meaning::Contact(Direction::In, _) if length == 1 && says_got => {
                // What the contact got is news about them: `she got my letter`.
                let is_ours = |word: &str| stem(word) != word && bare(stem(word)) == "we";
                is_news = head.follows_subject(place) || head.before(place).is_some_and(is_ours);
                is_got = !got_message(head, place);
                !is_got
            }
            Meaning::Contact(..) | Meaning::Verb(_) | Meaning::Reply | Meaning::Light | Meaning::Skip => true,
        };
        let known = as_exchange(head, Known { meaning, place, length });
        let is_published = || {
            is_publication(head, known)
                || saw_news(head, known)
                || is_of_others(head, known)
                || is_no_message(head, known)
        };
        if says && (is_negated(head, known) || is_missing(head, known) || is_published()) {
            // What was not done, or done for everybody, says nothing, nor do the words after it: `never got
            // my letter`.
            is_news = true;
        }
        // `got coffee together`, but `got invited`.
        if inside && says && !is_news && (known.meaning.is_talk() || !is_got) {
            return Some(known);
        }
    }
    None
}

/// Whether a phrase goes on about something else than the contact: `got hold of tickets`, `emails to answer`, `she
/// interviewed with Acme`.
fn is_of_others(head: &Head<'_>, known: Known) -> bool {
    let Known { place, length, .. } = known;
    match length {
        3 if head.has(place, &["got"]) && head.has(place + 1, &["hold"]) => !is_person(head, place + 3),
        2 if head.has(place + 1, &["to"]) && head.word(place).is_some_and(|word| word.ends_with('s')) => {
            let whom = head.written_at(place + 2);
            let is_whom =
                |word: &str| means_contact(&bare(word), head) || word.starts_with(char::is_uppercase);
            !whom.is_some_and(is_whom)
        }
        2 if head.has(place, &["interviewed"]) => {
            head.follows_subject(place) || head.before(place).is_some_and(|word| bare(word) == "was")
        }
        _ => is_by_others(head, known),
    }
}

/// Whether a negation right before a known word says that it did not happen: `haven’t written yet`, `didn’t
/// call`. But `haven’t met for a year` is said at a meeting.
fn is_negated(head: &Head<'_>, known: Known) -> bool {
    head.before(known.place).map(bare).is_some_and(|before| {
        is_negation(&before)
            && (!known.meaning.is_talk() || before.starts_with("didn") || !says_how_long(head, known))
    })
}

/// Whether the words after a known word say for how long it had not happened.
fn says_how_long(head: &Head<'_>, known: Known) -> bool {
    const SPANS: [&str; 6] = ["for", "in", "since", "before", "until", "till"];
    holds(head.words().skip(known.end()), &SPANS)
}

/// Whether a message or meeting is named only to say that there was none: `no letter from the bank`, `no call
/// today`.
fn is_missing(head: &Head<'_>, known: Known) -> bool {
    let is_meeting = known.place == 1 && known.meaning.is_talk();
    head.before(known.place).is_some_and(|before| before.eq_ignore_ascii_case("no"))
        && (is_meeting || head.has(head.end_of_message(known), &["from"]))
}

/// Returns the direction of a written message, if the words around it tell.
fn message_direction(head: &Head<'_>, known: Known) -> Option<Direction> {
    let is_theirs =
        || belongs_to_contact(head, known.place) || is_received(head, known) || is_from_contact(head, known);
    to_or_from(head, known).or_else(|| is_theirs().then_some(Direction::In))
}

/// Reads `to` or `from` right after the kind of message: `letter to`, `text message from`.
fn to_or_from(head: &Head<'_>, known: Known) -> Option<Direction> {
    let after = head.end_of_message(known);
    match head.word(after)? {
        "to" => Some(Direction::Out),
        "from" => Some(sender(head, known, after + 1)),
        _ => None,
    }
}

/// Returns who replied, if the words around it tell.
fn reply_direction(head: &Head<'_>, known: Known) -> Option<Direction> {
    let before = head.before(known.place).map(bare);
    if head.follows_subject(known.place) {
        Some(Direction::In)
    } else if before.is_some_and(|word| matches!(word.as_ref(), "i" | "we")) {
        Some(Direction::Out)
    } else if answered_me(head, known) {
        Some(Direction::In)
    } else {
        let belongs = || belongs_to_contact(head, known.place).then_some(Direction::In);
        answered_whom(head, known).or_else(|| to_or_from(head, known)).or_else(belongs)
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::line::reading::tests::case;

    #[test]
    fn a_skip_says_nothing_else() {
        for line in [
            "skip",
            "skipped: busy week",
            "Skipped - away",
            "skipped, see her soon",
            "skip this week",
            "skipped until 2026-12-01",
            "skip her",
            "[[Ada]] skip",
            "skip until January",
            "skip till after Christmas",
            "skip two weeks",
            "skip for a month",
            "skip this quarter",
            "skipped because she is on holiday",
            "skip keep-in-touch",
            "skip the follow-up",
            "skipped on purpose",
            "just skip",
            "I skipped",
            "✅ skip",
            "skipped 😀",
            "skipped ✅: busy",
            "skip! busy",
        ] {
            case(line, "skip");
        }
        for line in [
            "Ada skipped the meeting", "she skipped class again", "We skipped dessert",
            "skipped stones with Tom", "Skipped church", "skipped lunch with her",
        ] {
            case(line, "assumed");
        }
    }
}
