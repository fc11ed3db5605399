//! What a line comes to by its phrases of no contact: nobody was reached, nothing took place; or somebody was met
//! all the same (design 3.4). [`super::whole_phrases`] finds the phrases.

use super::known_words::{HEAD_WORDS, first_known, openings};
use super::line_head::{Head, bare, pieces};
use super::nothing_came::nothing_came;
use super::subjects::Subjects;
use super::whole_phrases::{Behind, ends_segment, is_negation, may_hold_phrase, outcome, whole_phrase};
use super::words::{Direction, Meaning, WordTable};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;

/// `voicemail`, `no answer`, `cancelled`: whole phrases between separators before the
/// first `:` or dash. `Still no answer from Ada` is one too, and so is a short
/// `lunch cancelled`.
pub(super) fn phrase_reading(head: &Head<'_>, table: &WordTable, subjects: &Subjects<'_>) -> Option<Reading> {
    if !may_hold_phrase(head.opening, table) {
        return None;
    }
    let known = first_known(head, openings(head, table).0, table, subjects);
    let is_meeting = known.is_some_and(|known| {
        matches!(known.meaning, Meaning::Contact(Direction::Both, channel) if channel != Some(Channel::Phone))
    });
    let later = if is_meeting { Behind::Nothing } else { Behind::Whom };
    let mut segments = pieces(head.opening, ends_segment);
    let first = segments.next()?;
    let came = || nothing_came(first, table, subjects).then_some(Meaning::Tried(None));
    let first = whole_phrase(first, (Behind::Whom, later), table, subjects).or_else(came);
    // `no answer at first, then coffee`, `lunch cancelled, met for a walk instead`: what comes later took place,
    // whatever was tried before.
    if matches!(first, Some(Meaning::Cancelled | Meaning::Tried(_)))
        && let Some(met) = later_meeting(head.opening, table)
    {
        return Some(met);
    }
    let others = segments.filter_map(|segment| whole_phrase(segment, (later, later), table, subjects));
    let mut found = None;
    for meaning in first.into_iter().chain(others) {
        match meaning {
            Meaning::Cancelled => return Some(Reading::Cancelled),
            Meaning::Tried(channel) => found = found.or(Some((Direction::Out, channel))),
            Meaning::Contact(direction, channel) => found = found.or(Some((direction, channel))),
            Meaning::Verb(_) | Meaning::Reply | Meaning::Light | Meaning::Skip | Meaning::Intention => {}
        }
    }
    let (direction, channel) = found?;
    let known = known.and_then(|known| match known.meaning {
        Meaning::Contact(_, channel) | Meaning::Verb(channel) => channel,
        _ => None,
    });
    Some(Reading::Clear(direction, channel.or(known)))
}

/// What took place in a part of a text behind its first.
fn later_meeting(text: &str, table: &WordTable) -> Option<Reading> {
    pieces(text, ends_segment).skip(1).find_map(|piece| took_place(piece, table))
}

/// What a later part of a line tells of, if somebody was met or talked to.
fn took_place(piece: &str, table: &WordTable) -> Option<Reading> {
    const TO_COME: [&str; 10] =
        ["will", "i'll", "should", "must", "try", "need", "to", "tomorrow", "again", "no"];
    let words = || piece.split_ascii_whitespace().map(bare);
    // `(no answer) call` is what was tried.
    if words().nth(1).is_none() || words().any(|word| TO_COME.contains(&word.as_ref()) || is_negation(&word))
    {
        return None;
    }
    let mut near = words();
    (0..HEAD_WORDS).find_map(|_| {
        let word = near.next()?;
        match table.starting(word, near.clone())? {
            (Meaning::Contact(Direction::Both, channel), _) => Some(Reading::Clear(Direction::Both, channel)),
            _ => None,
        }
    })
}

/// `call: left a voicemail`, `lunch: cancelled`: right behind the first `:` or dash a phrase tells how it went.
pub(super) fn by_outcome(
    head: &Head<'_>,
    table: &WordTable,
    subjects: &Subjects<'_>,
    known: Reading,
) -> Reading {
    let Reading::Clear(Direction::Both, channel) = known else { return known };
    let outcome = if head.may_have_outcome(table) { outcome(head.outcome(), table, subjects) } else { None };
    match outcome {
        Some(Meaning::Cancelled) => later_meeting(head.behind(), table).unwrap_or(Reading::Cancelled),
        Some(_) => Reading::Clear(Direction::Out, channel),
        None => known,
    }
}
