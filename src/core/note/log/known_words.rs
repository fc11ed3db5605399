//! The first known word among the first four of a line, and what stands around it: who reached whom, by which channel
//! (design 3.4).

use super::beginnings::is_to_be_done;
use super::line_head::{Head, Known, bare};
use super::messages::{got_message, is_possessive};
use super::nothing_came::is_absent;
use super::subjects::Subjects;
use super::task_words::behind_task_word;
use super::to_me::{answered_me, is_received, wrote_to_me};
use super::whole_phrases::is_negation;
use super::words::{Direction, Meaning, WordTable};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;

/// Words of a line among which a known one is looked for.
pub(super) const HEAD_WORDS: usize = 4;

/// What a phrase means, and how many words it has.
type Phrase = (Meaning, usize);

/// What a head says by its first known word.
pub(super) fn by_known_word(head: &Head<'_>, table: &WordTable, subjects: &Subjects<'_>) -> Reading {
    let (opening, behind_me) = openings(head, table);
    // `should`, `need to`, `ask`: the line begins with something still to be done.
    let is_open = || is_to_be_done(head) || behind_task_word(head.text).is_some();
    if matches!(behind_me, Some((Meaning::Intention, _))) || is_open() {
        return Reading::Intention;
    }
    let found = first_known(head, opening, table, subjects);
    let direction = head.arrow().or_else(|| head.last_word(found, table));
    let Some(known @ Known { meaning, place, .. }) = found else {
        return direction.map_or(Reading::Assumed, |direction| Reading::Clear(direction, None));
    };
    let theirs = || is_subject(head.before(place), subjects);
    match meaning {
        Meaning::Contact(own, channel) => {
            let came = || is_received(head, known, (table, subjects)).then_some(Direction::In);
            let said =
                || to_or_from(head, known, table).or_else(|| whose(head, place, subjects)).or_else(came);
            let is_written = channel.is_some_and(Channel::is_written);
            let direction = direction.or_else(|| if is_written { said() } else { None });
            Reading::Clear(direction.unwrap_or(own), channel)
        }
        Meaning::Verb(channel) => {
            let is_theirs = theirs() || wrote_to_me(head, known, subjects);
            let own = if is_theirs { Direction::In } else { Direction::Out };
            Reading::Clear(direction.unwrap_or(own), channel)
        }
        Meaning::Reply => reply(head, known, (theirs(), direction), (table, subjects)),
        Meaning::Light => Reading::Light,
        Meaning::Skip => Reading::Skip,
        Meaning::Tried(_) | Meaning::Cancelled | Meaning::Intention => Reading::Assumed,
    }
}

/// What the first words of a head mean; behind `I` too, for what is still to be done.
pub(super) fn openings(head: &Head<'_>, table: &WordTable) -> (Option<Phrase>, Option<Phrase>) {
    let mut words = head.written().map(bare);
    let Some(first) = words.next() else { return (None, None) };
    let is_me = first == "i";
    let opening = table.starting(first, words.clone());
    let behind_me = if is_me { words.next().and_then(|next| table.starting(next, words)) } else { opening };
    (opening, behind_me)
}

/// The first known word among the first four, and where it stands. `opening` is what the head begins with.
pub(super) fn first_known(
    head: &Head<'_>,
    opening: Option<Phrase>,
    table: &WordTable,
    subjects: &Subjects<'_>,
) -> Option<Known> {
    let mut after_phrase = 0;
    let (mut is_news, mut is_got) = (false, false);
    let mut words = head.written();
    (0..HEAD_WORDS).find_map(|place| {
        let word = words.next()?;
        let at_this = || table.starting(bare(word), words.clone().map(bare));
        let (meaning, length) = if place == 0 { opening } else { at_this() }?;
        let inside = place >= after_phrase && place + length <= HEAD_WORDS.max(length + 1);
        if matches!(meaning, Meaning::Tried(_)) {
            // The words of a phrase say nothing alone: `left a message` is no text message.
            after_phrase = after_phrase.max(place + length);
        }
        let says = match meaning {
            Meaning::Intention | Meaning::Cancelled | Meaning::Tried(_) => false,
            Meaning::Contact(Direction::In, _) if length == 1 && bare(word) == "got" => {
                // What she got is news of her: `she got my letter`.
                is_news = is_subject(head.before(place), subjects);
                is_got = !got_message(head, place, table);
                !is_got
            }
            Meaning::Contact(..) | Meaning::Verb(_) | Meaning::Reply | Meaning::Light | Meaning::Skip => true,
        };
        let is_absent = || is_absent(head, Known { meaning, place, length }, table);
        if says && (is_denied(head, place, meaning) || is_absent()) {
            // What was not done says nothing, nor do the words behind it: `never got my letter`.
            is_news = true;
        }
        // `got coffee together`, but `got invited`.
        let is_talk = matches!(meaning, Meaning::Contact(Direction::Both, _));
        (inside && says && !is_news && (is_talk || !is_got)).then_some(Known { meaning, place, length })
    })
}

/// `haven’t written yet`, `didn’t call`: a word right behind `not` tells of nothing that was. But `haven’t met
/// for a year` is said when one meets.
fn is_denied(head: &Head<'_>, place: usize, meaning: Meaning) -> bool {
    head.before(place).is_some_and(|word| {
        let word = bare(word);
        match meaning {
            Meaning::Contact(Direction::Both, _) => word.starts_with("didn"),
            _ => is_negation(&word),
        }
    })
}

fn is_subject(word: Option<&str>, subjects: &Subjects<'_>) -> bool {
    word.is_some_and(|word| subjects.has(word))
}

/// `her email: …`: the line begins with whose message it is.
fn whose(head: &Head<'_>, place: usize, subjects: &Subjects<'_>) -> Option<Direction> {
    (place == 1 && is_possessive(head, subjects)).then_some(Direction::In)
}

/// `letter to`, `text message from`: right behind what kind of message it was.
fn to_or_from(head: &Head<'_>, known: Known, table: &WordTable) -> Option<Direction> {
    match head.word(head.behind_messages(known, table))?.as_ref() {
        "to" => Some(Direction::Out),
        "from" => Some(Direction::In),
        _ => None,
    }
}

fn reply(
    head: &Head<'_>,
    known: Known,
    (theirs, direction): (bool, Option<Direction>),
    (table, subjects): (&WordTable, &Subjects<'_>),
) -> Reading {
    let mine = head.before(known.place).is_some_and(|word| matches!(bare(word).as_ref(), "i" | "we"));
    let to_me = || answered_me(head, known, subjects).then_some(Direction::In);
    let said = || mine.then_some(Direction::Out).or_else(to_me).or_else(|| to_or_from(head, known, table));
    let named = || whose(head, known.place, subjects);
    let direction = direction.or(theirs.then_some(Direction::In)).or_else(said).or_else(named);
    direction.map_or(Reading::Reply, |direction| Reading::Clear(direction, None))
}
