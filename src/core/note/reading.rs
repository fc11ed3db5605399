//! What a dated line says: who reached whom, by which channel, or that it was
//! nothing of the kind (design 3.4, "Reading a line").

use super::channel::Channel;
use super::facts::Reading;
use super::line::{is_separator, released, released_in};
use super::line_head::{Head, bare, pieces, trimmed};
use super::whole_phrases::{ends_segment, may_hold_phrase, whole_phrase, without_subject};
use super::words::{Direction, Meaning, WordTable};
use crate::core::text::{lower, on_one_line};
use std::borrow::Cow;
use std::cell::OnceCell;

/// Words of a line among which a known one is looked for.
const HEAD_WORDS: usize = 4;

/// What a line was read as.
#[derive(Debug, PartialEq, Eq)]
pub struct LineReading<'a> {
    /// What it is; `Assumed` when no word is known.
    pub reading: Reading,
    /// What follows the head, or all of it, with link characters still held.
    words: &'a str,
}

impl<'a> LineReading<'a> {
    /// The words worth keeping as the topic, on one line. Put together only when asked: of a
    /// long log two are kept.
    pub fn topic(&self) -> Cow<'a, str> {
        on_one_line(released(self.words))
    }

    /// As [`LineReading::topic`], put together in `room` if it does not stand in the line so: for
    /// whoever goes through many lines.
    pub fn topic_in(&self, room: &'a mut String) -> Cow<'a, str> {
        on_one_line(Cow::Borrowed(released_in(self.words, room)))
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

    fn is_named(&self, word: &str) -> bool {
        let folded = self.folded.get_or_init(|| self.names.iter().map(|name| (self.fold)(name)).collect());
        folded.iter().any(|name| name == word || name.split(' ').any(|part| part == word))
    }
}

/// Reads the words after date and time, of a line about the contact with these names.
pub fn read<'a>(text: &'a str, table: &WordTable, subjects: &Subjects<'_>) -> LineReading<'a> {
    let text = text.trim_start_matches(is_separator).trim_end();
    let head = Head::of(text);
    let reading = phrase_reading(&head, table, subjects).unwrap_or_else(|| known(&head, table, subjects));
    let rest = text.get(head.text.len()..).unwrap_or_default().trim_start_matches(is_separator).trim_end();
    let rest = rest.trim_end_matches(['|', ' ']);
    let is_message = matches!(reading, Reading::Clear(Direction::In | Direction::Out, _));
    let whole =
        rest.is_empty() || matches!(reading, Reading::Assumed) || (is_message && tells(head.text, text));
    let words = if whole { text } else { rest };
    LineReading { reading, words }
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
    let mut found = None;
    for segment in pieces(head.opening, ends_segment) {
        match whole_phrase(without_subject(segment, subjects), table) {
            Some(Meaning::Cancelled) => return Some(Reading::Cancelled),
            Some(Meaning::Tried(channel)) => found = found.or(Some(channel)),
            _ => {}
        }
    }
    let channel = found?;
    let known = first_known(head, openings(head, table).0, table).and_then(|(meaning, _)| match meaning {
        Meaning::Contact(_, channel) | Meaning::Verb(channel) => channel,
        _ => None,
    });
    Some(Reading::Clear(Direction::Out, channel.or(known)))
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
fn first_known(head: &Head<'_>, opening: Option<Phrase>, table: &WordTable) -> Option<(Meaning, usize)> {
    let mut after_phrase = 0;
    let mut words = head.written();
    (0..HEAD_WORDS).find_map(|place| {
        let word = words.next()?;
        let at_this = || table.starting(bare(word), words.clone().map(bare));
        let (meaning, length) = if place == 0 { opening } else { at_this() }?;
        let inside = place >= after_phrase && place + length <= HEAD_WORDS.max(length);
        if matches!(meaning, Meaning::Tried(_)) {
            // The words of a phrase say nothing alone: `left a message` is no text message.
            after_phrase = after_phrase.max(place + length);
        }
        (inside && !matches!(meaning, Meaning::Intention | Meaning::Cancelled | Meaning::Tried(_)))
            .then_some((meaning, place))
    })
}

fn known(head: &Head<'_>, table: &WordTable, subjects: &Subjects<'_>) -> Reading {
    let (opening, behind_me) = openings(head, table);
    // `should`, `need to`, `ask`: the line begins with something still to be done.
    if matches!(behind_me, Some((Meaning::Intention, _))) {
        return Reading::Intention;
    }
    let found = first_known(head, opening, table);
    let direction = head.arrow().or_else(|| head.last_word(found.map(|(meaning, _)| meaning)));
    let Some((meaning, place)) = found else {
        return direction.map_or(Reading::Assumed, |direction| Reading::Clear(direction, None));
    };
    let theirs = || {
        let before = place.checked_sub(1).and_then(|before| head.written().nth(before));
        before.is_some_and(|word| subjects.has(word))
    };
    match meaning {
        Meaning::Contact(own, channel) => {
            let direction = direction.or_else(|| after_channel(head, place, channel)).unwrap_or(own);
            Reading::Clear(direction, channel)
        }
        Meaning::Verb(channel) => {
            let own = if theirs() { Direction::In } else { Direction::Out };
            Reading::Clear(direction.unwrap_or(own), channel)
        }
        Meaning::Reply => reply(head, place, theirs(), direction),
        Meaning::Light => Reading::Light,
        Meaning::Skip => Reading::Skip,
        Meaning::Tried(_) | Meaning::Cancelled | Meaning::Intention => Reading::Assumed,
    }
}

/// `letter to`, `email from`: right after a written channel.
fn after_channel(head: &Head<'_>, place: usize, channel: Option<Channel>) -> Option<Direction> {
    if !channel.is_some_and(Channel::is_written) {
        return None;
    }
    match head.word(place + 1)?.as_ref() {
        "to" => Some(Direction::Out),
        "from" => Some(Direction::In),
        _ => None,
    }
}

fn reply(head: &Head<'_>, place: usize, theirs: bool, direction: Option<Direction>) -> Reading {
    let mine = place.checked_sub(1).and_then(|before| head.word(before));
    let mine = mine.is_some_and(|word| matches!(word.as_ref(), "i" | "we"));
    let to = head.word(place + 1).is_some_and(|word| word == "to");
    match direction {
        Some(direction) => Reading::Clear(direction, None),
        None if theirs => Reading::Clear(Direction::In, None),
        None if mine || to => Reading::Clear(Direction::Out, None),
        None => Reading::Reply,
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::plain;
    use super::*;

    /// Reads a line for a contact called Ada; `out email`, `in`, `assumed`.
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
        #[track_caller]
        fn case(line: &str, expected: &str) {
            assert_eq!(reading(line), expected, "{line}");
        }
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
        #[track_caller]
        fn case(line: &str, expected: &str) {
            assert_eq!(reading(line), expected, "{line}");
        }
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
        case("met to talk about the cancelled project", "both in-person");
        case("should call her", "intention");
        case("need to send the book", "intention");
        case("ask her about the trip", "intention");
        case("asked about the trip", "assumed");
        case("commented on her post", "light");
        case("liked her talk", "light");
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
