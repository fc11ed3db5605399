//! The words of a log line: which of them say what happened, by which channel
//! and in which direction (design 3.4, "Reading a line").
//!
//! The table is data, printed by `followup config` and extended by `words:`;
//! [`super::reading`] applies it to a line.

use super::known_heads::KnownHeads;
use super::no_contact::no_contact;
use super::whole_phrases::negations;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::text::{fold_heading, lower};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

/// Who reached whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// You to them.
    Out,
    /// They to you.
    In,
    /// A meeting, a call.
    Both,
}

impl Direction {
    /// The name in notes and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Out => "out",
            Direction::In => "in",
            Direction::Both => "both",
        }
    }
}

/// What a known word or phrase says of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Contact in this direction, by this channel.
    Contact(Direction, Option<Channel>),
    /// As `Contact(Out, …)`, and a verb: after `she` or a name it is theirs (`Ada wrote`).
    Verb(Option<Channel>),
    /// An answer; whose is told by who stands before it.
    Reply,
    /// A comment, a like: neither contact nor attempt.
    Light,
    /// Passes over the current follow-up.
    Skip,
    /// As a whole phrase: nobody was reached, so the line is `out`.
    Tried(Option<Channel>),
    /// As a whole phrase: it did not take place.
    Cancelled,
    /// At the start of the line: something still to be done.
    Intention,
}

/// Headings with a meaning, folded with [`fold_heading`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings {
    /// Sections whose dated lines are no log.
    pub not_a_log: BTreeSet<String>,
    /// Sections of hooks.
    pub hooks: BTreeSet<String>,
    /// Sections of one-off events.
    pub events: BTreeSet<String>,
    /// Sections of waiting-fors.
    pub waiting: BTreeSet<String>,
}

/// All known words, in lower case, and the headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordTable {
    /// Looked up several times a line of every log, so by hash; [`WordTable::iter`] sorts.
    words: HashMap<String, Known, BuildHasherDefault<WordHasher>>,
    /// Most words a phrase of the table has.
    longest: usize,
    /// The first words of phrases that mean no contact.
    no_contact: FirstWords,
    /// What the heads of most lines say by these words.
    heads: KnownHeads,
    /// Headings with a meaning.
    pub headings: Headings,
}

/// First words of phrases, in lower case, in lists by their first letter. Nearly every word of a log is
/// refused by an empty list or by its length, without a copy in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FirstWords([Vec<Box<[u8]>>; 32]);

/// The one letter beyond ASCII that is ASCII in lower case.
const KELVIN: char = '\u{212a}';

impl FirstWords {
    /// Which list a word is in: the same for a letter in upper and lower case.
    fn list_of(word: &[u8]) -> usize {
        usize::from(word.first().copied().unwrap_or_default() % 32)
    }

    fn insert(&mut self, word: &[u8]) {
        if !self.holds(word)
            && let Some(list) = self.0.get_mut(FirstWords::list_of(word))
        {
            list.push(word.into());
        }
    }

    /// Whether letters beyond ASCII in a text may make one of them in lower case. Of those only the sign
    /// of the kelvin becomes a letter of ASCII, and all shipped words are ASCII.
    fn may_be_of_other_letters(&self, text: &str) -> bool {
        let is_ascii = || self.0.iter().flatten().all(|known| known.is_ascii());
        !text.is_ascii() && (text.contains(KELVIN) || !is_ascii())
    }

    /// Whether a word is one of them, its letters of ASCII in any case.
    fn holds(&self, word: &[u8]) -> bool {
        let list = self.0.get(FirstWords::list_of(word));
        list.is_some_and(|list| list.iter().any(|known| known.eq_ignore_ascii_case(word)))
    }
}

/// What is known of a word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Known {
    meaning: Option<Meaning>,
    /// Whether it is the first word of a phrase of several, so that no phrase is put together in vain.
    begins: bool,
}

/// Hashes a word in two steps a letter (FNV-1a). Whoever writes a note cannot make it slow: the words
/// of a table are those of the configuration, and any other is compared with few of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> WordHasher {
        WordHasher(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl WordTable {
    /// The meaning of the longest phrase that begins with this word and those behind it, and how many
    /// words it has.
    pub fn starting<'a>(
        &self,
        word: Cow<'a, str>,
        behind: impl Iterator<Item = Cow<'a, str>>,
    ) -> Option<(Meaning, usize)> {
        let first = *self.words.get(word.as_ref())?;
        let mut phrase = word;
        let mut found = first.meaning.map(|meaning| (meaning, 1));
        if first.begins {
            for (length, word) in (2..=self.longest).zip(behind) {
                let phrase = phrase.to_mut();
                phrase.push(' ');
                phrase.push_str(&word);
                found = self.exactly(phrase).map(|meaning| (meaning, length)).or(found);
            }
        }
        found
    }

    /// The head that a line begins with and what it says, if it is of a common form.
    pub(super) fn known_head<'a>(&self, text: &'a str) -> Option<(&'a str, Reading)> {
        self.heads.find(text, self)
    }

    /// The meaning of exactly this phrase.
    pub fn exactly(&self, phrase: &str) -> Option<Meaning> {
        self.words.get(phrase)?.meaning
    }

    /// As [`WordTable::exactly`], for the words of a phrase.
    pub fn of_words(&self, words: &[&str]) -> Option<Meaning> {
        match words {
            [] => None,
            [only] => self.exactly(only),
            [first, ..] => {
                let begins = self.words.get(*first).is_some_and(|first| first.begins);
                begins.then(|| self.exactly(&words.join(" "))).flatten()
            }
        }
    }

    /// Whether a phrase that means no contact, such as `no answer`, may begin with one of these words of
    /// `text`, given by their UTF-8.
    pub fn may_be_no_contact<'a>(&self, text: &str, mut words: impl Iterator<Item = &'a [u8]>) -> bool {
        let known = &self.no_contact;
        let in_lower_case = |word| known.holds(lower(word).as_bytes());
        let in_other_letters = |word| std::str::from_utf8(word).is_ok_and(in_lower_case);
        let has_others = known.may_be_of_other_letters(text);
        words.any(|word| known.holds(word) || (has_others && in_other_letters(word)))
    }

    /// Adds a word or phrase, or changes what it means; `None` takes it out.
    pub fn set(&mut self, phrase: &str, meaning: Option<Meaning>) {
        let phrase = phrase.trim().to_lowercase();
        self.heads = KnownHeads::default();
        self.longest = self.longest.max(phrase.split_whitespace().count());
        let (first, several) = match phrase.split_once(' ') {
            Some((first, _)) => (first, true),
            None => (phrase.as_str(), false),
        };
        if matches!(meaning, Some(Meaning::Tried(_) | Meaning::Cancelled)) {
            // A text is looked through by words that end at an apostrophe.
            let start = first.split('\'').next().unwrap_or_default();
            self.no_contact.insert(start.as_bytes());
            if first == "not" {
                negations().for_each(|word| self.no_contact.insert(word.as_bytes()));
            }
        }
        self.words.entry(first.to_owned()).or_default().begins |= several;
        self.words.entry(phrase).or_default().meaning = meaning;
    }

    /// Every word with its meaning, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Meaning)> {
        let known = self.words.iter().filter_map(|(word, known)| Some((word.as_str(), known.meaning?)));
        let mut words: Vec<(&str, Meaning)> = known.collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        words.into_iter()
    }
}

impl Meaning {
    /// Reads what `words:` in the config says of a word: `out email`, `both in-person`,
    /// `in`, `light`, `skip`, `tried phone`, `cancelled`, `intention`, `reply`.
    pub fn read(text: &str) -> Option<Meaning> {
        let mut words = text.split_whitespace();
        let first = words.next()?.to_lowercase();
        let channel = match words.next() {
            Some(name) => Some(Channel::read(name)?),
            None => None,
        };
        if words.next().is_some() {
            return None;
        }
        Some(match first.as_str() {
            "out" => Meaning::Contact(Direction::Out, channel),
            "in" => Meaning::Contact(Direction::In, channel),
            "both" => Meaning::Contact(Direction::Both, channel),
            "verb" => Meaning::Verb(channel),
            "tried" => Meaning::Tried(channel),
            "reply" => Meaning::Reply,
            "light" => Meaning::Light,
            "skip" => Meaning::Skip,
            "cancelled" => Meaning::Cancelled,
            "intention" => Meaning::Intention,
            _ => return None,
        })
    }

    /// The form that [`Meaning::read`] reads.
    pub fn describe(self) -> String {
        let (word, channel) = match self {
            Meaning::Contact(direction, channel) => (direction.name(), channel),
            Meaning::Verb(channel) => ("verb", channel),
            Meaning::Tried(channel) => ("tried", channel),
            Meaning::Reply => ("reply", None),
            Meaning::Light => ("light", None),
            Meaning::Skip => ("skip", None),
            Meaning::Cancelled => ("cancelled", None),
            Meaning::Intention => ("intention", None),
        };
        match channel {
            Some(channel) => format!("{word} {}", channel.name()),
            None => word.to_owned(),
        }
    }
}

impl Default for WordTable {
    fn default() -> WordTable {
        let mut table = WordTable {
            words: HashMap::default(),
            longest: 1,
            no_contact: FirstWords::default(),
            heads: KnownHeads::default(),
            headings: Headings::default(),
        };
        for (words, meaning) in shipped().into_iter().chain(no_contact()) {
            for word in words {
                table.set(word, Some(meaning));
            }
        }
        table
    }
}

impl Default for Headings {
    fn default() -> Headings {
        let set = |words: &[&str]| words.iter().map(|word| fold_heading(word)).collect();
        Headings {
            not_a_log: set(&[
                "Dates",
                "Key dates",
                "Important dates",
                "Milestones",
                "Life events",
                "Kids",
                "Children",
                "Career",
                "Work history",
                "Education",
                "Gifts",
                "Gift ideas",
                "Family",
                "Medical",
            ]),
            hooks: set(&["Hooks", "Remember", "Personal"]),
            events: set(&["Events", "Upcoming"]),
            waiting: set(&["Waiting for", "Waiting"]),
        }
    }
}

/// The word table of design 3.4, with a few plain synonyms.
fn shipped() -> Vec<(&'static [&'static str], Meaning)> {
    use Channel::{Email, Gift, InPerson, Letter, Linkedin, Meeting as Meet, Phone, Text, Video};
    let out = |channel| Meaning::Contact(Direction::Out, channel);
    let both = |channel| Meaning::Contact(Direction::Both, channel);
    vec![
        (&["email", "e-mail", "mail"], out(Some(Email))),
        (&["emailed", "mailed", "e-mailed"], Meaning::Verb(Some(Email))),
        (&["sent", "wrote", "invited"], Meaning::Verb(None)),
        (&["letter", "card", "postcard"], out(Some(Letter))),
        (&["posted"], Meaning::Verb(Some(Letter))),
        (&["gift"], out(Some(Gift))),
        (&["dm", "text", "whatsapp", "signal", "message", "sms", "telegram"], out(Some(Text))),
        (&["texted", "messaged"], Meaning::Verb(Some(Text))),
        (&["linkedin", "connection request"], out(Some(Linkedin))),
        (
            &["heard from", "received", "got", "left me a message", "left me a voicemail", "got back to me"],
            Meaning::Contact(Direction::In, None),
        ),
        (&["got back to"], Meaning::Verb(None)),
        (&["voicemail from", "missed call from"], Meaning::Contact(Direction::In, Some(Phone))),
        (&["replied", "reply", "answered", "wrote back"], Meaning::Reply),
        (&["call", "called", "phone", "phoned", "rang"], both(Some(Phone))),
        (&["zoom", "teams", "video"], both(Some(Video))),
        (
            &["met", "coffee", "lunch", "dinner", "drinks", "walk", "visit", "visited", "party", "breakfast"],
            both(Some(InPerson)),
        ),
        (&["meeting"], both(Some(Meet))),
        (&["interview", "demo", "workshop", "tea", "beer", "saw", "ran into", "bumped into"], both(None)),
        (&["chat", "talked", "spoke", "caught up", "1:1", "connected"], both(None)),
        (&["commented", "liked", "congratulated"], Meaning::Light),
        (&["skip", "skipped"], Meaning::Skip),
        (&["should", "need to", "must", "todo", "remember to", "ask"], Meaning::Intention),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_meaning_reads_its_own_description() {
        for (word, meaning) in WordTable::default().iter() {
            assert_eq!(Meaning::read(&meaning.describe()), Some(meaning), "{word}");
        }
        assert_eq!(Meaning::read("out pigeon"), None);
        assert_eq!(Meaning::read("sideways"), None);
    }

    #[test]
    fn one_letter_beyond_ascii_is_ascii_in_lower_case() {
        let becomes_ascii =
            |letter: &char| !letter.is_ascii() && letter.to_lowercase().all(|one| one.is_ascii());
        assert_eq!(('\0'..=char::MAX).filter(becomes_ascii).collect::<Vec<_>>(), [KELVIN]);
    }

    fn may_be_no_contact(table: &WordTable, word: &str) -> bool {
        table.may_be_no_contact(word, std::iter::once(word.as_bytes()))
    }

    #[test]
    fn a_word_that_may_begin_no_contact_is_known_in_any_case() {
        let mut table = WordTable::default();
        table.set("Σκ εδώ", Some(Meaning::Cancelled));
        table.set("kk", Some(Meaning::Tried(None)));
        for word in ["Voicemail", "left", "NO", "still", "σκ", "ΣΚ", "\u{212a}K"] {
            assert!(may_be_no_contact(&table, word), "{word:?}");
        }
        for word in ["", "email", "message", "answer", "voicemails", "lefT ", "létt"] {
            assert!(!may_be_no_contact(&table, word), "{word}");
        }
        let mut of_ascii = WordTable::default();
        of_ascii.set("kk", Some(Meaning::Tried(None)));
        assert!(may_be_no_contact(&of_ascii, "k\u{212a}") && !may_be_no_contact(&of_ascii, "kκ"));
    }

    #[test]
    fn the_longest_phrase_wins() {
        let starting = |text: &str| {
            let mut words = text.split(' ').map(Cow::Borrowed);
            WordTable::default().starting(words.next()?, words)
        };
        assert_eq!(starting("wrote back at once"), Some((Meaning::Reply, 2)));
        assert_eq!(starting("left a voicemail at once"), Some((Meaning::Tried(None), 3)));
        assert_eq!(starting("left a note"), None);
    }
}
