//! What a dated line says: who reached whom, by which channel, or that it was
//! nothing of the kind (design 3.4, "Reading a line").

use super::channel::Channel;
use super::facts::Reading;
use super::line::{is_separator, released};
use super::words::{Direction, Meaning, WordTable};
use crate::core::text::{holds_any, lower, on_one_line};
use std::borrow::Cow;
use std::str::SplitAsciiWhitespace;

/// Words of a line among which a known one is looked for.
const HEAD_WORDS: usize = 4;
/// Words that `still no answer from …` may have.
const LONGEST_PHRASE: usize = 8;

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
}

/// What a line may call the contact: folded names and their parts, for `Ada replied`. Taken apart
/// once a note: each line asks for its first words.
pub struct Subjects<'a>(Vec<&'a str>);

impl<'a> Subjects<'a> {
    /// Those of a contact with these folded names.
    pub fn of(names: &[&'a str]) -> Subjects<'a> {
        Subjects(names.iter().flat_map(|name| std::iter::once(*name).chain(name.split(' '))).collect())
    }

    /// Whether a word means the contact: `she` and its like, or a name of theirs.
    fn has(&self, word: &str) -> bool {
        let bare = released(trimmed(word, |letter| !letter.is_alphanumeric()));
        let lower = lower(&bare);
        let named = !lower.is_empty() && self.0.contains(&lower.as_ref());
        matches!(lower.as_ref(), "she" | "he" | "they") || named
    }
}

/// Reads the words after date and time, of a line about the contact with these names.
pub fn read<'a>(text: &'a str, table: &WordTable, subjects: &Subjects<'_>) -> LineReading<'a> {
    let text = text.trim_start_matches(is_separator).trim();
    let head = Head::of(text);
    let reading = phrase_reading(&head, table, subjects).unwrap_or_else(|| known(&head, table, subjects));
    let rest = text.get(head.text.len()..).unwrap_or_default().trim_start_matches(is_separator).trim();
    let rest = rest.trim_end_matches(['|', ' ']);
    let words = if rest.is_empty() || matches!(reading, Reading::Assumed) { text } else { rest };
    LineReading { reading, words }
}

/// The start of a line up to its first separator.
struct Head<'a> {
    /// As written.
    text: &'a str,
    /// What ends it.
    stop: Stop,
    /// The text up to the first `:` or dash, for whole phrases.
    opening: &'a str,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// `:`, a dash, `|` or `(`.
    Strong,
    /// `,`, `.` or `;`.
    Weak,
    /// The end of the line.
    End,
}

impl<'a> Head<'a> {
    fn of(text: &'a str) -> Head<'a> {
        let mut stops = stops(text).peekable();
        let (end, stop) = stops.peek().map_or((text.len(), Stop::End), |(at, _, stop)| (*at, *stop));
        let mut phrases_end = stops.filter(|(_, letter, _)| matches!(letter, ':' | '-' | '–' | '—'));
        let opening = phrases_end.next().map_or(text.len(), |(at, ..)| at);
        let before = |end| text.get(..end).unwrap_or_default();
        Head { text: before(end), stop, opening: before(opening) }
    }

    /// Its words as written.
    fn written(&self) -> SplitAsciiWhitespace<'a> {
        self.text.split_ascii_whitespace()
    }

    /// One of its words, bare.
    fn word(&self, place: usize) -> Option<Cow<'a, str>> {
        self.written().nth(place).map(bare)
    }

    /// `→` and `←` anywhere in the head win.
    fn arrow(&self) -> Option<Direction> {
        // Each mark has one of these bytes, and few lines have any.
        if !holds_any(self.text, [b'>', b'<', 0xe2]) {
            return None;
        }
        if self.direction_mark(&["→", "->"]) {
            Some(Direction::Out)
        } else {
            self.direction_mark(&["←", "<-"]).then_some(Direction::In)
        }
    }

    fn direction_mark(&self, marks: &[&str]) -> bool {
        self.written().any(|word| marks.contains(&word))
    }

    /// `email out:`: the last word before the separator. At the end of a line it counts
    /// after a channel alone, and before a comma not after a meeting: `dinner out, lovely`.
    fn last_word(&self, meaning: Option<Meaning>) -> Option<Direction> {
        let mut words = self.written();
        let direction = direction_word(&bare(words.next_back()?))?;
        let others = words.take(2).count();
        if others == 0 {
            return (self.stop == Stop::Strong).then_some(direction);
        }
        let messages = matches!(
            meaning,
            None | Some(Meaning::Contact(_, None) | Meaning::Verb(_) | Meaning::Contact(Direction::Out, _))
        ) || matches!(
            meaning,
            Some(Meaning::Contact(_, Some(Channel::Phone | Channel::Video)))
        );
        match self.stop {
            Stop::Strong => Some(direction),
            Stop::Weak => messages.then_some(direction),
            Stop::End => (messages && meaning.is_some() && others == 1).then_some(direction),
        }
    }
}

fn direction_word(word: &str) -> Option<Direction> {
    match word {
        "out" | "→" => Some(Direction::Out),
        "in" | "←" => Some(Direction::In),
        _ => None,
    }
}

/// A word in lower case, without marks at its edges.
fn bare(word: &str) -> Cow<'_, str> {
    lower(trimmed(word, is_edge))
}

/// A word without what is an edge at its ends. No letter or digit is: with one of ASCII at both ends,
/// as nearly all words have them, there is nothing to ask.
fn trimmed(word: &str, is_edge: impl Fn(char) -> bool) -> &str {
    let mut bytes = word.bytes();
    let is_inner = |end: Option<u8>| end.is_none_or(|byte| byte.is_ascii_alphanumeric());
    if is_inner(bytes.next()) && is_inner(bytes.next_back()) { word } else { word.trim_matches(is_edge) }
}

fn is_edge(letter: char) -> bool {
    !letter.is_alphanumeric() && !matches!(letter, '→' | '←' | '-' | '<' | '>' | ':')
        || matches!(letter, '"' | '“' | '”' | '!' | '?' | '…')
}

/// Where one of these bytes stands in a text: ends are looked for by bytes, for nearly all are none.
fn places<'a>(text: &'a str, is_one: impl Fn(u8) -> bool + 'a) -> impl Iterator<Item = usize> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + text.as_bytes().get(from..)?.iter().position(|byte| is_one(*byte))?;
        from = at + 1;
        Some(at)
    })
}

/// What stands between bytes of ASCII at which a text is cut.
fn pieces<'a>(text: &'a str, is_cut: impl Fn(u8) -> bool + 'a) -> impl Iterator<Item = &'a str> {
    let mut start = 0;
    places(text, is_cut).chain([text.len()]).map(move |end| {
        let piece = text.get(start..end).unwrap_or_default();
        start = end + 1;
        piece
    })
}

/// Where separators stand, and what they end. `:`, `.` count before a blank or the
/// end alone (`1:1`, `a.b`), `-` between blanks alone (`follow-up`).
fn stops(text: &str) -> impl Iterator<Item = (usize, char, Stop)> {
    // Both dashes begin with 0xe2, as some other characters do.
    let may_stop = |byte| matches!(byte, b':' | b'-' | b'|' | b'(' | b'.' | b',' | b';' | 0xe2);
    places(text, may_stop).filter_map(|at| {
        let (before, from) = text.split_at_checked(at)?;
        let mut letters = from.chars();
        let letter = letters.next()?;
        let after = letters.next().unwrap_or(' ');
        let stop = match letter {
            ':' if after.is_whitespace() => Stop::Strong,
            '-' if before.ends_with(char::is_whitespace) && after.is_whitespace() => Stop::Strong,
            '-' if before.is_empty() && after.is_whitespace() => Stop::Strong,
            '–' | '—' | '|' | '(' => Stop::Strong,
            '.' if after.is_whitespace() => Stop::Weak,
            ',' | ';' => Stop::Weak,
            _ => return None,
        };
        Some((at, letter, stop))
    })
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

/// Whether an opening holds a word that a phrase may begin with. Few do; in others no name need be
/// compared, nor any copy made.
fn may_hold_phrase(opening: &str, table: &WordTable) -> bool {
    let ends_word = |byte: u8| byte.is_ascii_whitespace() || ends_segment(byte);
    pieces(opening, ends_word).any(|word| table.may_be_no_contact(word))
}

fn ends_segment(byte: u8) -> bool {
    matches!(byte, b',' | b'.' | b';' | b'(' | b')' | b'|')
}

/// `Ada voicemail`: the name before a phrase is no part of it.
fn without_subject<'a>(segment: &'a str, subjects: &Subjects<'_>) -> &'a str {
    match segment.trim_start().split_once(' ') {
        Some((first, rest)) if subjects.has(first) => rest,
        _ => segment,
    }
}

fn whole_phrase(segment: &str, table: &WordTable) -> Option<Meaning> {
    // A phrase with `still`, `yet` and a name is short; a sentence is none.
    if segment.split_ascii_whitespace().nth(LONGEST_PHRASE).is_some() {
        return None;
    }
    let lower = lower(segment);
    let words: Vec<&str> = lower.split_ascii_whitespace().collect();
    let exact = |words: &[&str]| {
        table.of_words(words).filter(|meaning| matches!(meaning, Meaning::Tried(_) | Meaning::Cancelled))
    };
    let from = words.iter().position(|word| *word == "from").unwrap_or(words.len());
    let core = words.get(..from)?;
    let core = core.strip_suffix(&["yet"]).or(core.strip_suffix(&["again"])).unwrap_or(core);
    let shorter = (core.len() < words.len()).then_some(core);
    exact(&words).or_else(|| exact(shorter?)).or_else(|| exact(core.strip_prefix(&["still"])?)).or_else(
        || match words.as_slice() {
            [first, .., last] if words.len() <= 3 => {
                let called_off = |word: &str| exact(&[word]) == Some(Meaning::Cancelled);
                (called_off(first) || called_off(last)).then_some(Meaning::Cancelled)
            }
            _ => None,
        },
    )
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
    use proptest::prelude::*;

    /// Reads a line for a contact called Ada; `out email`, `in`, `assumed`.
    fn reading(line: &str) -> String {
        let ada = Subjects::of(&["ada lovelace", "ada"]);
        match read(&plain(line).text, &WordTable::default(), &ada).reading {
            Reading::Clear(direction, None) => direction.name().to_owned(),
            Reading::Clear(direction, Some(channel)) => format!("{} {}", direction.name(), channel.name()),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    /// By letters, as the rule is stated: what the way by bytes must agree with.
    fn stops_by_letters(text: &str) -> Vec<(usize, char)> {
        let letters: Vec<(usize, char)> = text.char_indices().collect();
        let blank = |place: Option<usize>| {
            place.and_then(|place| letters.get(place)).is_none_or(|(_, letter)| letter.is_whitespace())
        };
        let is_stop = |(place, (_, letter)): &(usize, &(usize, char))| match letter {
            ':' | '.' => blank(Some(place + 1)),
            '-' => blank(place.checked_sub(1)) && blank(Some(place + 1)),
            other => ['–', '—', '|', '(', ',', ';'].contains(other),
        };
        letters.iter().enumerate().filter(is_stop).map(|(_, stop)| *stop).collect()
    }

    proptest! {
        #[test]
        fn separators_are_found_by_bytes_as_by_letters(text in "[a:. |(,;é–—…→\u{2002}\u{a0}-]{0,10}") {
            let found: Vec<(usize, char)> = stops(&text).map(|(at, letter, _)| (at, letter)).collect();
            prop_assert_eq!(found, stops_by_letters(&text));
        }

        #[test]
        fn edges_are_taken_off_at_both_ends(word in "[a1é.→\"!-]{0,4}") {
            prop_assert_eq!(trimmed(&word, is_edge), word.trim_matches(is_edge));
        }

        #[test]
        fn no_phrase_is_passed_over(segment in "( |\t|\u{a0}|Ada|Σ|still|no|answer|Left a|message|lunch|from|yet|again|Cancelled|ΑΣ ΑΣ){0,7}") {
            let mut table = WordTable::default();
            table.set("ΑΣ ΑΣ", Some(Meaning::Cancelled));
            table.set("lunch", Some(Meaning::Tried(None)));
            let subjects = Subjects::of(&["ada", "ada\tada"]);
            let found = whole_phrase(without_subject(&segment, &subjects), &table);
            prop_assert!(found.is_none() || may_hold_phrase(&segment, &table), "{segment:?}: {found:?}");
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
        assert_eq!(topic("— call — about the budget"), "about the budget");
        assert_eq!(topic("helped me: carried a sofa"), "helped me: carried a sofa");
    }
}
