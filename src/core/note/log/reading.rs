//! What a dated line says: who reached whom, by which channel, or that it was
//! nothing of the kind (design 3.4, "Reading a line").

use super::beginnings::is_to_be_done;
use super::line_head::{Head, Known, bare, pieces, trimmed};
use super::messages::{got_message, is_possessive};
use super::nothing_came::{is_absent, nothing_came};
use super::topic::unmarked;
use super::whole_phrases::{Behind, ends_segment, is_negation, may_hold_phrase, outcome, whole_phrase};
use super::wishes::is_wish;
use super::words::{Direction, Meaning, WordTable};
use crate::core::note::body::line::{is_separator, released, released_in};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::text::{lower, on_one_line};
use std::borrow::Cow;
use std::cell::OnceCell;

/// Words of a line among which a known one is looked for.
const HEAD_WORDS: usize = 4;

/// Where what a line tells begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Behind the head, if anything stands there.
    BehindHead,
    /// With the head.
    WithHead,
}

/// What a line was read as.
#[derive(Debug, PartialEq, Eq)]
pub struct LineReading<'a> {
    /// What it is; `Assumed` when no word is known.
    pub reading: Reading,
    /// The line between its separators, with link characters still held.
    text: &'a str,
    /// Bytes of it that its head has.
    head: usize,
    told: Told,
}

impl<'a> LineReading<'a> {
    /// What follows the head.
    fn rest(&self) -> &'a str {
        let rest = self.text.get(self.head..).unwrap_or_default().trim_start_matches(is_separator).trim_end();
        rest.trim_end_matches(['|', ' '])
    }

    /// What follows the head, or all of the line if that is what is told.
    fn words(&self) -> &'a str {
        let rest = self.rest();
        if rest.is_empty() || self.told == Told::WithHead { self.text } else { rest }
    }

    /// The head, where what is told stands behind it and a separator.
    pub(super) fn passed_over(&self) -> &'a str {
        let head = self.text.get(..self.head).unwrap_or_default();
        if self.told == Told::WithHead || head.len() == self.text.len() { "" } else { head }
    }

    /// The words worth keeping as the topic, on one line. Put together only when asked: of a
    /// long log two are kept.
    pub fn topic(&self) -> Cow<'a, str> {
        on_one_line(unmarked(released(self.words())))
    }

    /// Whether the words say what was done and nothing of what it was about: `call`, `email out`.
    pub fn is_bare(&self, table: &WordTable) -> bool {
        let is_known = |word: &str| table.exactly(word).is_some() || matches!(word, "out" | "in");
        let words = || self.text.split_ascii_whitespace();
        self.rest().is_empty() && words().next().is_some() && words().all(|word| is_known(&bare(word)))
    }

    /// As [`LineReading::topic`], put together in `room` if it does not stand in the line so: for
    /// whoever goes through many lines.
    pub fn topic_in(&self, room: &'a mut String) -> Cow<'a, str> {
        on_one_line(unmarked(Cow::Borrowed(released_in(self.words(), room))))
    }
}

/// What a line may call the contact: names and their parts, for `Ada replied`. Folded once somebody
/// asks: of most notes no line has a word before its verb.
pub struct Subjects<'a> {
    names: &'a [&'a str],
    fold: fn(&str) -> String,
    folded: OnceCell<Vec<String>>,
}

impl<'a> Subjects<'a> {
    /// Those of a contact with these folded names.
    pub fn of(names: &'a [&'a str]) -> Subjects<'a> {
        Subjects::folded_by(names, str::to_owned)
    }

    /// Those of a contact with these names, which are folded so.
    pub fn folded_by(names: &'a [&'a str], fold: fn(&str) -> String) -> Subjects<'a> {
        Subjects { names, fold, folded: OnceCell::new() }
    }

    /// Whether a word means the contact: `she` and its like, or a name of theirs.
    pub(super) fn has(&self, word: &str) -> bool {
        let bare = released(trimmed(word, |letter| !letter.is_alphanumeric()));
        let lower = lower(&bare);
        matches!(lower.as_ref(), "she" | "he" | "they") || (!lower.is_empty() && self.is_named(&lower))
    }

    /// Whether a word was compared with the names.
    pub(super) fn were_asked(&self) -> bool {
        self.folded.get().is_some()
    }

    fn is_named(&self, word: &str) -> bool {
        let folded = self.folded.get_or_init(|| self.names.iter().map(|name| (self.fold)(name)).collect());
        folded.iter().any(|name| name == word || name.split(' ').any(|part| part == word))
    }
}

/// Reads the words after date and time, of a line about the contact with these names.
pub fn read<'a>(text: &'a str, table: &WordTable, subjects: &Subjects<'_>) -> LineReading<'a> {
    let text = text.trim_start_matches(is_separator).trim_end();
    if let Some((head, reading)) = table.known_head(text) {
        return LineReading { reading, text, head: head.len(), told: Told::BehindHead };
    }
    read_by_rules(text, table, subjects)
}

/// As [`read`], of a line between its separators, by the rules as they are stated.
pub(super) fn read_by_rules<'a>(
    text: &'a str,
    table: &WordTable,
    subjects: &Subjects<'_>,
) -> LineReading<'a> {
    let head = Head::of(text);
    let reading = reading_of(&head, table, subjects);
    let told = match reading {
        Reading::Assumed => Told::WithHead,
        Reading::Clear(Direction::In | Direction::Out, _) if tells(head.text, text) => Told::WithHead,
        _ => Told::BehindHead,
    };
    let is_wish = matches!(reading, Reading::Assumed | Reading::Light)
        && !is_subject(head.written().next(), subjects)
        && is_wish(text);
    let reading = if is_wish { Reading::Clear(Direction::Out, None) } else { reading };
    LineReading { reading, text, head: head.text.len(), told }
}

fn reading_of(head: &Head<'_>, table: &WordTable, subjects: &Subjects<'_>) -> Reading {
    phrase_reading(head, table, subjects)
        .unwrap_or_else(|| by_outcome(head, table, subjects, known(head, table, subjects)))
}

/// Whether the head of a message that a comma, full stop, semicolon or bracket ends is part of what is told:
/// it names a thing, as in `sent the photos, the recipe`.
fn tells(head: &str, text: &str) -> bool {
    const NAMING: [&str; 9] = ["the", "a", "an", "my", "our", "your", "his", "her", "their"];
    let stop = text.as_bytes().get(head.len());
    if !matches!(stop, Some(b',' | b'.' | b';' | b'(')) {
        return false;
    }
    // `letter from her, four pages` names nothing yet.
    let mut before_last = head.split_ascii_whitespace();
    before_last.next_back();
    before_last.any(|word| NAMING.iter().any(|name| word.eq_ignore_ascii_case(name)))
}

/// `voicemail`, `no answer`, `cancelled`: whole phrases between separators before the
/// first `:` or dash. `Still no answer from Ada` is one too, and so is a short
/// `lunch cancelled`.
fn phrase_reading(head: &Head<'_>, table: &WordTable, subjects: &Subjects<'_>) -> Option<Reading> {
    if !may_hold_phrase(head.opening, table) {
        return None;
    }
    let known = first_known(head, openings(head, table).0, table, subjects);
    let is_meeting = known.is_some_and(|known| {
        matches!(known.meaning, Meaning::Contact(Direction::Both, channel) if channel != Some(Channel::Phone))
    });
    let later = if is_meeting { Behind::Nothing } else { Behind::Whom };
    let mut found = None;
    for (place, segment) in pieces(head.opening, ends_segment).enumerate() {
        let is_first = place == 0;
        let behind = if is_first { Behind::Whom } else { later };
        let meaning = whole_phrase(segment, (behind, later), table, subjects);
        let came = || nothing_came(segment, table, subjects).then_some(Meaning::Tried(None));
        let meaning = meaning.or_else(|| is_first.then(came).flatten());
        // `no answer at first, then coffee`, `lunch cancelled, met for a walk instead`: what comes later took place,
        // whatever was tried before.
        if is_first
            && matches!(meaning, Some(Meaning::Cancelled | Meaning::Tried(_)))
            && let Some(met) = later_meeting(head.opening, table)
        {
            return Some(met);
        }
        match meaning {
            Some(Meaning::Cancelled) => return Some(Reading::Cancelled),
            Some(Meaning::Tried(channel)) => {
                found = found.or(Some((Direction::Out, channel)));
            }
            Some(Meaning::Contact(direction, channel)) => found = found.or(Some((direction, channel))),
            _ => {}
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
fn by_outcome(head: &Head<'_>, table: &WordTable, subjects: &Subjects<'_>, known: Reading) -> Reading {
    let Reading::Clear(Direction::Both, channel) = known else { return known };
    let outcome = if head.may_have_outcome(table) { outcome(head.outcome(), table, subjects) } else { None };
    match outcome {
        Some(Meaning::Cancelled) => later_meeting(head.behind(), table).unwrap_or(Reading::Cancelled),
        Some(_) => Reading::Clear(Direction::Out, channel),
        None => known,
    }
}

/// What a phrase means, and how many words it has.
type Phrase = (Meaning, usize);

/// What the first words of a head mean; behind `I` too, for what is still to be done.
fn openings(head: &Head<'_>, table: &WordTable) -> (Option<Phrase>, Option<Phrase>) {
    let mut words = head.written().map(bare);
    let Some(first) = words.next() else { return (None, None) };
    let is_me = first == "i";
    let opening = table.starting(first, words.clone());
    let behind_me = if is_me { words.next().and_then(|next| table.starting(next, words)) } else { opening };
    (opening, behind_me)
}

/// The first known word among the first four, and where it stands. `opening` is what the head begins with.
fn first_known(
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

fn known(head: &Head<'_>, table: &WordTable, subjects: &Subjects<'_>) -> Reading {
    let (opening, behind_me) = openings(head, table);
    // `should`, `need to`, `ask`: the line begins with something still to be done.
    if matches!(behind_me, Some((Meaning::Intention, _))) || is_to_be_done(head) {
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
            let said = || after_channel(head, known, channel, table);
            let theirs = || is_theirs(head, place, channel, subjects).then_some(Direction::In);
            let direction = direction.or_else(said).or_else(theirs).unwrap_or(own);
            Reading::Clear(direction, channel)
        }
        Meaning::Verb(channel) => {
            let own = if theirs() { Direction::In } else { Direction::Out };
            Reading::Clear(direction.unwrap_or(own), channel)
        }
        Meaning::Reply => reply(head, known, (theirs(), direction), (table, subjects)),
        Meaning::Light => Reading::Light,
        Meaning::Skip => Reading::Skip,
        Meaning::Tried(_) | Meaning::Cancelled | Meaning::Intention => Reading::Assumed,
    }
}

/// `her email: …`: the line begins with whose message it is.
fn is_theirs(head: &Head<'_>, place: usize, channel: Option<Channel>, subjects: &Subjects<'_>) -> bool {
    place == 1 && channel.is_some_and(Channel::is_written) && is_possessive(head, subjects)
}

/// `letter to`, `text message from`: right after a written channel.
fn after_channel(
    head: &Head<'_>,
    known: Known,
    channel: Option<Channel>,
    table: &WordTable,
) -> Option<Direction> {
    if !channel.is_some_and(Channel::is_written) {
        return None;
    }
    to_or_from(head, known, table)
}

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
    let said = || mine.then_some(Direction::Out).or_else(|| to_or_from(head, known, table));
    let named = || (known.place == 1 && is_possessive(head, subjects)).then_some(Direction::In);
    let direction = direction.or(theirs.then_some(Direction::In)).or_else(said).or_else(named);
    direction.map_or(Reading::Reply, |direction| Reading::Clear(direction, None))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::core::note::body::line::plain;

    /// Holds that a line is read so, for a contact called Ada: `out email`, `in`, `assumed`.
    #[track_caller]
    pub(in crate::core::note) fn case(line: &str, expected: &str) {
        assert_eq!(reading(line), expected, "{line}");
    }

    fn reading(line: &str) -> String {
        let ada = Subjects::of(&["ada lovelace", "ada"]);
        match read(&plain(line).text, &WordTable::default(), &ada).reading {
            Reading::Clear(direction, None) => direction.name().to_owned(),
            Reading::Clear(direction, Some(channel)) => format!("{} {}", direction.name(), channel.name()),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    #[test]
    fn lines_read_as_the_design_says() {
        case("email out: sent the case study", "out email");
        case("email in: yes, gladly", "in email");
        case("— call", "both phone");
        case("call out: voicemail", "out phone");
        case("coffee in Lisbon", "both in-person");
        case("dinner out, lovely evening", "both in-person");
        case("letter to her mother's address", "out letter");
        case("letter from Ada", "in letter");
        case("email → the slides", "out email");
        case("→ the slides", "out");
        case("message in: hello", "in text");
        case("heard from her sister", "in");
        case("got the parcel", "in");
        case("connection request", "out linkedin");
        case("she replied at once", "in");
        case("Ada replied", "in");
        case("[[Ada Lovelace]] replied", "in");
        case("[[Lovelace, Ada]] called, wants the plan", "both phone");
        case("I replied", "out");
        case("replied to her question", "out");
        case("replied", "reply");
        case("wrote back", "reply");
        case("Ada wrote about the move", "in");
        case("wrote about the move", "out");
        case("1:1 about the plan", "both");
        case("ran into her at the market", "both");
        case("long walk, then tea", "both in-person");
        case("we finally had our lunch", "assumed");
        case("helped me carry the sofa", "assumed");
        case("Finally sent the deck", "out");
        case("she emailed from the train", "in email");
        case("thinking of her", "assumed");
        case("", "assumed");
    }

    #[test]
    fn what_is_no_contact_is_told_apart() {
        case("voicemail", "out");
        case("[[Ada Lovelace]] voicemail", "out");
        case("Ada no answer", "out");
        case("left a message", "out");
        case("call, left a message", "out phone");
        case("missed call", "out phone");
        case("call, no answer", "out phone");
        case("Still no answer from [[Ada]]", "out");
        case("still nothing", "out");
        case("tried", "out");
        case("email, no reply", "out email");
        case("email out: no reply needed", "out email");
        case("lunch (cancelled)", "cancelled");
        case("lunch cancelled", "cancelled");
        case("coffee, postponed", "cancelled");
        case("lunch moved to the canteen", "both in-person");
        case("no answer at first, then coffee with her", "both in-person");
        case("tried calling, then she called back", "both phone");
        case("no answer, will call on Monday", "out");
        case("(no answer) call", "out phone");
        case("no response to treatment yet; call with his wife", "assumed");
        case("haven't met for a year, but long call today", "both in-person");
        case("never got my letter, she says", "assumed");
        case("got invited to her wedding", "assumed");
        case("can't reach her", "out");
        case("dinner cancelled because of the snow", "cancelled");
        case("she didn’t show up", "cancelled");
        case("met to talk about the cancelled project", "both in-person");
        case("should call her", "intention");
        case("need to send the book", "intention");
        case("ask her about the trip", "intention");
        case("asked about the trip", "assumed");
        case("commented on her post", "light");
        case("liked her talk", "light");
        case("wished him happy birthday", "out");
        case("she wished me a happy birthday", "assumed");
        case("happy birthday from her", "assumed");
        case("wished me luck", "assumed");
        case("congratulated him on his birthday", "out");
        case("happy birthday", "out");
        case("🎂", "out");
        case("she thanked me for the birthday wishes", "assumed");
        case("he wrote, wants to reschedule", "in");
        case("skip", "skip");
        case("#thanks dinner at hers", "both in-person");
        case("voicemail #ask", "out");
    }

    #[test]
    fn the_topic_is_what_follows_the_head() {
        let topic = |line| read(line, &WordTable::default(), &Subjects::of(&[])).topic();
        assert_eq!(topic("email out: sent the case study"), "sent the case study");
        assert_eq!(topic("coffee"), "coffee");
        assert_eq!(topic("sent the kids' photos, the recipe"), "sent the kids' photos, the recipe");
        assert_eq!(topic("got the parcel. Lovely"), "got the parcel. Lovely");
        assert_eq!(topic("letter from her, four pages"), "four pages");
        assert_eq!(topic("email, the budget"), "the budget");
        assert_eq!(topic("tea by the locks, the budget"), "the budget");
        assert_eq!(topic("call about the map: the budget"), "the budget");
        assert_eq!(topic("— call — about the budget"), "about the budget");
        assert_eq!(topic("helped me: carried a sofa"), "helped me: carried a sofa");
    }
}
