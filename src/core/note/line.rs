//! What a dated line says: who reached whom, by which channel, or that it was
//! nothing of the kind (design 3.4, "Reading a line").

use super::channel::Channel;
use super::facts::Reading;
use super::links::{Link, links};
use super::words::{Direction, Meaning, WordTable};
use crate::core::text::{lower, one_line};
use std::borrow::Cow;

/// Words of a line among which a known one is looked for.
const HEAD_WORDS: usize = 4;
/// Words that `still no answer from …` may have.
const LONGEST_PHRASE: usize = 8;

/// A line as plain words, with what was taken out of it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Plain<'a> {
    /// The text with links as their shown text and without hashtags and emphasis marks.
    pub text: Cow<'a, str>,
    /// Hashtags in order, folded to lower case, without `#`.
    pub hashtags: Vec<String>,
}

/// Characters that would end a word or a head, and what stands for each inside a link:
/// code points that are no characters, so no text holds them.
const HELD: [(char, char); 8] = [
    (' ', '\u{a0}'),
    (',', '\u{fdd0}'),
    ('.', '\u{fdd1}'),
    (';', '\u{fdd2}'),
    (':', '\u{fdd3}'),
    ('(', '\u{fdd4}'),
    ('–', '\u{fdd5}'),
    ('—', '\u{fdd6}'),
];

fn held(letter: char) -> char {
    if letter.is_ascii_alphanumeric() {
        return letter;
    }
    HELD.iter().find(|(free, _)| *free == letter).map_or(letter, |(_, held)| *held)
}

/// Text with the characters of its links as they were.
pub fn released(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let free = |letter| HELD.iter().find(|(_, held)| *held == letter).map_or(letter, |(free, _)| *free);
    Cow::Owned(text.chars().map(free).collect())
}

/// Turns the text of a line into plain words. A link's words are held together, so
/// that `[[Müller, Jürgen]]` is one word of the line.
pub fn plain(text: &str) -> Plain<'_> {
    plain_with(text, &links(text))
}

/// As [`plain`], for whoever has the links of the line already.
pub fn plain_with<'a>(text: &'a str, links: &[Link<'_>]) -> Plain<'a> {
    // Most lines are plain as they stand.
    if links.is_empty() && !text.bytes().any(|byte| matches!(byte, b'#' | b'*' | b'`')) {
        return Plain { text: Cow::Borrowed(text), hashtags: Vec::new() };
    }
    let (mut words, mut hashtags) = (String::with_capacity(text.len()), Vec::new());
    let mut at = 0;
    for link in links {
        push_words(text.get(at..link.start).unwrap_or_default(), &mut words, &mut hashtags);
        if !link.embed {
            words.extend(link.shown.chars().map(held));
        }
        at = link.end;
    }
    push_words(text.get(at..).unwrap_or_default(), &mut words, &mut hashtags);
    Plain { text: Cow::Owned(words), hashtags }
}

fn push_words(text: &str, words: &mut String, hashtags: &mut Vec<String>) {
    let mut rest = text;
    while let Some(at) = rest.find('#') {
        let (before, from) = rest.split_at(at);
        let tag = hashtag(before, from);
        push_unmarked(before, words);
        match tag {
            Some(tag) => {
                hashtags.push(tag.to_lowercase());
                rest = from.get(tag.len() + 1..).unwrap_or_default();
            }
            None => {
                words.push('#');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    push_unmarked(rest, words);
}

/// Text without the marks of emphasis; `_` inside a word stays.
fn push_unmarked(text: &str, to: &mut String) {
    text.split(['*', '`']).for_each(|unmarked| to.push_str(unmarked));
}

/// The hashtag that `from` begins with, if what is before it allows one: letters,
/// digits, `-`, `_`, `/`, and not a number alone.
pub fn hashtag<'a>(before: &str, from: &'a str) -> Option<&'a str> {
    if before
        .chars()
        .next_back()
        .is_some_and(|letter| !letter.is_whitespace() && !matches!(letter, '(' | ',' | ';' | '['))
    {
        return None;
    }
    let tag = from.strip_prefix('#')?;
    let end = tag
        .find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/')))
        .unwrap_or(tag.len());
    let tag = tag.get(..end)?.trim_end_matches('/');
    (tag.chars().any(|letter| !letter.is_ascii_digit() && letter.is_alphanumeric())).then_some(tag)
}

/// What a line was read as.
#[derive(Debug, PartialEq, Eq)]
pub struct LineReading<'a> {
    /// What it is; `Assumed` when no word is known.
    pub reading: Reading,
    /// What follows the head, or all of it, with link characters still held.
    words: &'a str,
}

impl LineReading<'_> {
    /// The words worth keeping as the topic, on one line. Put together only when asked: of a
    /// long log two are kept.
    pub fn topic(&self) -> String {
        one_line(&released(self.words))
    }
}

/// Reads the words after date and time. `names` are the folded names that mean the
/// contact, for `Ada replied`.
pub fn read<'a>(text: &'a str, table: &WordTable, names: &[&str]) -> LineReading<'a> {
    let text = text.trim_start_matches(is_separator).trim();
    let head = Head::of(text);
    let reading = phrase_reading(&head, table, names)
        .or_else(|| opening(&head, table))
        .unwrap_or_else(|| known(&head, table, names));
    let rest = text.get(head.end..).unwrap_or_default().trim_start_matches(is_separator).trim();
    let rest = rest.trim_end_matches(['|', ' ']);
    let words = if rest.is_empty() || matches!(reading, Reading::Assumed) { text } else { rest };
    LineReading { reading, words }
}

/// Characters that may stand between a date and its words.
pub fn is_separator(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ':' | '-' | '–' | '—' | '|' | '(' | ')' | ',' | '.' | ';')
}

/// The start of a line up to its first separator.
struct Head<'a> {
    /// Words in lower case, without marks at their edges.
    words: Vec<Cow<'a, str>>,
    /// The words as written.
    written: Vec<&'a str>,
    /// Byte after the head.
    end: usize,
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
        let written: Vec<&str> = text.get(..end).unwrap_or_default().split_ascii_whitespace().collect();
        let words =
            written.iter().map(|word| lower(word.trim_matches(|letter: char| is_edge(letter)))).collect();
        Head { words, written, end, stop, opening: text.get(..opening).unwrap_or_default() }
    }

    /// `→` and `←` anywhere in the head win.
    fn arrow(&self) -> Option<Direction> {
        if self.direction_mark(&["→", "->"]) {
            Some(Direction::Out)
        } else {
            self.direction_mark(&["←", "<-"]).then_some(Direction::In)
        }
    }

    fn direction_mark(&self, marks: &[&str]) -> bool {
        self.written.iter().any(|word| marks.contains(word))
    }

    /// `email out:`: the last word before the separator. At the end of a line it counts
    /// after a channel alone, and before a comma not after a meeting: `dinner out, lovely`.
    fn last_word(&self, meaning: Option<Meaning>) -> Option<Direction> {
        let [.., _, last] = self.words.as_slice() else {
            return (self.stop == Stop::Strong).then(|| direction_word(self.words.first()?)).flatten();
        };
        let direction = direction_word(last)?;
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
            Stop::End => (messages && meaning.is_some() && self.words.len() == 2).then_some(direction),
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

fn is_edge(letter: char) -> bool {
    !letter.is_alphanumeric() && !matches!(letter, '→' | '←' | '-' | '<' | '>' | ':')
        || matches!(letter, '"' | '“' | '”' | '!' | '?' | '…')
}

/// Where separators stand, and what they end. `:`, `.` count before a blank or the
/// end alone (`1:1`, `a.b`), `-` between blanks alone (`follow-up`).
fn stops(text: &str) -> impl Iterator<Item = (usize, char, Stop)> {
    // By bytes, for there are few of them: both dashes begin with 0xe2, as some other characters do.
    let may_stop = |byte: &u8| matches!(byte, b':' | b'-' | b'|' | b'(' | b'.' | b',' | b';' | 0xe2);
    let places = text.bytes().enumerate().filter(move |(_, byte)| may_stop(byte));
    places.filter_map(|(at, _)| {
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
fn phrase_reading(head: &Head<'_>, table: &WordTable, names: &[&str]) -> Option<Reading> {
    let mut found = None;
    for segment in head.opening.split([',', '.', ';', '(', ')', '|']) {
        match whole_phrase(without_subject(segment, names), table) {
            Some(Meaning::Cancelled) => return Some(Reading::Cancelled),
            Some(Meaning::Tried(channel)) => found = found.or(Some(channel)),
            _ => {}
        }
    }
    let channel = found?;
    let known = first_known(head, table).and_then(|(meaning, _)| match meaning {
        Meaning::Contact(_, channel) | Meaning::Verb(channel) => channel,
        _ => None,
    });
    Some(Reading::Clear(Direction::Out, channel.or(known)))
}

/// `Ada voicemail`: the name before a phrase is no part of it.
fn without_subject<'a>(segment: &'a str, names: &[&str]) -> &'a str {
    match segment.trim_start().split_once(' ') {
        Some((first, rest)) if is_subject(first, names) => rest,
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

/// `should`, `need to`, `ask`: the line begins with something still to be done.
fn opening(head: &Head<'_>, table: &WordTable) -> Option<Reading> {
    let words = match head.words.as_slice() {
        [first, rest @ ..] if first == "i" => rest,
        all => all,
    };
    matches!(table.starting(words), Some((Meaning::Intention, _))).then_some(Reading::Intention)
}

/// The first known word among the first four, and where it stands.
fn first_known(head: &Head<'_>, table: &WordTable) -> Option<(Meaning, usize)> {
    let mut after_phrase = 0;
    (0..head.words.len().min(HEAD_WORDS)).find_map(|place| {
        let (meaning, length) = table.starting(head.words.get(place..)?)?;
        let inside = place >= after_phrase && place + length <= HEAD_WORDS.max(length);
        if matches!(meaning, Meaning::Tried(_)) {
            // The words of a phrase say nothing alone: `left a message` is no text message.
            after_phrase = after_phrase.max(place + length);
        }
        (inside && !matches!(meaning, Meaning::Intention | Meaning::Cancelled | Meaning::Tried(_)))
            .then_some((meaning, place))
    })
}

fn known(head: &Head<'_>, table: &WordTable, names: &[&str]) -> Reading {
    let found = first_known(head, table);
    let direction = head.arrow().or_else(|| head.last_word(found.map(|(meaning, _)| meaning)));
    let Some((meaning, place)) = found else {
        return direction.map_or(Reading::Assumed, |direction| Reading::Clear(direction, None));
    };
    let subject = place.checked_sub(1).and_then(|before| head.written.get(before));
    let theirs = subject.is_some_and(|word| is_subject(word, names));
    match meaning {
        Meaning::Contact(own, channel) => {
            let direction = direction.or_else(|| after_channel(head, place, channel)).unwrap_or(own);
            Reading::Clear(direction, channel)
        }
        Meaning::Verb(channel) => {
            let own = if theirs { Direction::In } else { Direction::Out };
            Reading::Clear(direction.unwrap_or(own), channel)
        }
        Meaning::Reply => reply(head, place, theirs, direction),
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
    match head.words.get(place + 1)?.as_ref() {
        "to" => Some(Direction::Out),
        "from" => Some(Direction::In),
        _ => None,
    }
}

fn reply(head: &Head<'_>, place: usize, theirs: bool, direction: Option<Direction>) -> Reading {
    let mine = place.checked_sub(1).and_then(|before| head.words.get(before));
    let mine = mine.is_some_and(|word| matches!(word.as_ref(), "i" | "we"));
    let to = head.words.get(place + 1).is_some_and(|word| word == "to");
    match direction {
        Some(direction) => Reading::Clear(direction, None),
        None if theirs => Reading::Clear(Direction::In, None),
        None if mine || to => Reading::Clear(Direction::Out, None),
        None => Reading::Reply,
    }
}

/// Whether a word means the contact: `she` and its like, or a name of theirs.
fn is_subject(word: &str, names: &[&str]) -> bool {
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let bare = released(bare);
    let lower = lower(&bare);
    let named = !lower.is_empty()
        && names.iter().any(|name| *name == lower || name.split(' ').any(|part| part == lower));
    matches!(lower.as_ref(), "she" | "he" | "they") || named
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads a line for a contact called Ada; `out email`, `in`, `assumed`.
    fn reading(line: &str) -> String {
        match read(&plain(line).text, &WordTable::default(), &["ada lovelace", "ada"]).reading {
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
        let topic = |line: &str| read(line, &WordTable::default(), &[]).topic();
        assert_eq!(topic("email out: sent the case study"), "sent the case study");
        assert_eq!(topic("coffee"), "coffee");
        assert_eq!(topic("— call — about the budget"), "about the budget");
        assert_eq!(topic("helped me: carried a sofa"), "helped me: carried a sofa");
    }

    #[test]
    fn hashtags_are_taken_out() {
        let read = plain("**dinner** #thanks, issue #12 and a#b #Ask");
        assert_eq!(read.hashtags, ["thanks", "ask"]);
        assert_eq!(read.text.split_whitespace().collect::<Vec<_>>().join(" "), "dinner , issue #12 and a#b");
    }
}
