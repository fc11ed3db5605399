//! The known words of log lines: what happened, by which channel and in which direction (design 3.4, "Reading
//! a line").
//!
//! The table is data, printed by `followup config` and extended by `words:`. [`super::reading`] applies it to
//! a line.

use super::known_heads::KnownHeads;
use super::line_head::without_variant;
use super::shipped_words::{shipped, shipped_no_contact};
use crate::core::named::named;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::no_contact::whole_phrases::negations;
use crate::core::note::purposes::Headings;
use crate::core::text::lower;
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

named! {
    /// Who reached whom.
    pub enum Direction {
        /// You to them.
        Out "out",
        /// They to you.
        In "in",
        /// A meeting, a call.
        Both "both",
    }
}

impl Direction {
    /// The other direction of a message.
    pub(in crate::core::note::log) fn turned(self) -> Direction {
        match self {
            Direction::Out => Direction::In,
            Direction::In => Direction::Out,
            Direction::Both => Direction::Both,
        }
    }
}

/// The meaning of a known word or phrase for its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Contact in this direction, by this channel.
    Contact(Direction, Option<Channel>),
    /// Like `Contact(Out, …)`, but a verb: after `she` or a name it is `in` (`Ada wrote`).
    Verb(Option<Channel>),
    /// An answer. The words around it tell who gave it.
    Reply,
    /// A comment, a like: neither contact nor attempt.
    Light,
    /// Skips the current follow-up.
    Skip,
    /// Nobody was reached, so the line is `out`. Counts as a whole phrase only.
    Tried(Option<Channel>),
    /// It did not take place. Counts as a whole phrase only.
    Cancelled,
    /// Something still to be done. Counts at the start of a line only.
    Intention,
}

/// All known words, in lower case, and the headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordTable {
    /// A hash map, since several words of every line are looked up. [`WordTable::iter`] sorts.
    words: HashMap<String, Known, BuildHasherDefault<WordHasher>>,
    /// Number of words of the longest phrase.
    longest: usize,
    /// The first words of no-contact phrases, or the last, if the first is a word of contact.
    no_contact: FirstWords,
    /// A cache of the readings of common heads.
    heads: KnownHeads,
    /// Headings with a meaning.
    pub headings: Headings,
}

/// First words of phrases, in lower case, grouped by their first letter. An empty group or another length
/// rules out nearly every word of a log, without a copy in lower case. Saves 0.6 % of a build of 10,000 notes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct FirstWords([Vec<Box<str>>; 32]);

impl FirstWords {
    /// Returns the group of a word. The same for an ASCII letter in upper and lower case.
    fn list_of(word: &str) -> usize {
        usize::from(word.as_bytes().first().copied().unwrap_or_default() % 32)
    }

    fn insert(&mut self, word: &str) {
        if !self.holds(word)
            && let Some(list) = self.0.get_mut(FirstWords::list_of(word))
        {
            list.push(word.into());
        }
    }

    /// Whether the table has a word, in any case.
    fn holds(&self, word: &str) -> bool {
        let word = if word.is_ascii() { Cow::Borrowed(word) } else { lower(word) };
        let list = self.0.get(FirstWords::list_of(&word));
        list.is_some_and(|list| list.iter().any(|known| known.eq_ignore_ascii_case(&word)))
    }
}

/// What the table has for a word or phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Known {
    meaning: Option<Meaning>,
    /// Whether a longer phrase begins with this word, so that its words must be joined.
    begins: bool,
}

/// Hashes a word with two operations per byte (FNV-1a). Notes cannot provoke collisions: the keys come from
/// the configuration, and any other word is compared with few of them.
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
    /// Returns the meaning of the longest phrase that begins with this word and those after it, and the
    /// number of its words.
    pub fn starting(
        &self,
        word: &str,
        after: impl Iterator<Item = impl AsRef<str>>,
    ) -> Option<(Meaning, usize)> {
        let first = *self.words.get(word)?;
        let mut found = first.meaning.map(|meaning| (meaning, 1));
        if first.begins {
            let mut phrase = word.to_owned();
            for (length, word) in (2..=self.longest).zip(after) {
                phrase.push(' ');
                phrase.push_str(word.as_ref());
                found = self.exactly(&phrase).map(|meaning| (meaning, length)).or(found);
            }
        }
        found
    }

    /// Returns the head and reading of a line, if the head is a common one.
    pub(super) fn known_head<'a>(&self, text: &'a str) -> Option<(&'a str, Reading)> {
        self.heads.find(text, self)
    }

    /// Returns the meaning of exactly this phrase.
    pub fn exactly(&self, phrase: &str) -> Option<Meaning> {
        self.words.get(phrase)?.meaning
    }

    /// Whether a no-contact phrase, such as `no answer`, may begin with a word.
    pub(in crate::core::note::log) fn may_begin_no_contact(&self, word: &str) -> bool {
        self.no_contact.holds(word)
    }

    /// Adds a word or phrase, or changes its meaning. `None` removes it.
    pub fn set(&mut self, phrase: &str, meaning: Option<Meaning>) {
        let phrase = without_variant(phrase.trim()).to_lowercase();
        self.heads = KnownHeads::default();
        self.longest = self.longest.max(phrase.split_whitespace().count());
        let (first, several) = match phrase.split_once(' ') {
            Some((first, _)) => (first, true),
            None => (phrase.as_str(), false),
        };
        if matches!(meaning, Some(Meaning::Tried(_) | Meaning::Cancelled)) {
            // Few lines have the `off` of `called off`, many have `called`.
            let known = self.words.get(first).and_then(|known| known.meaning);
            let is_common = matches!(known, Some(Meaning::Contact(..) | Meaning::Verb(_)));
            let telling = if is_common { phrase.rsplit(' ').next().unwrap_or(first) } else { first };
            // Texts are searched by words that end at an apostrophe.
            self.no_contact.insert(telling.split('\'').next().unwrap_or_default());
            if first == "not" {
                negations().for_each(|word| self.no_contact.insert(&word));
            }
        }
        self.words.entry(first.to_owned()).or_default().begins |= several;
        self.words.entry(phrase).or_default().meaning = meaning;
    }

    /// Returns every word with its meaning, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Meaning)> {
        let known = self.words.iter().filter_map(|(word, known)| Some((word.as_str(), known.meaning?)));
        let mut words: Vec<(&str, Meaning)> = known.collect();
        words.sort_unstable_by_key(|(word, _)| *word);
        words.into_iter()
    }
}

impl Meaning {
    /// Whether it is a meeting or a call.
    pub(in crate::core::note::log) fn is_talk(self) -> bool {
        matches!(self, Meaning::Contact(Direction::Both, _))
    }

    /// Reads a meaning as written under `words:` in the config: `out email`, `both in-person`, `in`, `light`,
    /// `skip`, `tried phone`, `cancelled`, `intention`, `reply`.
    pub fn read(text: &str) -> Option<Meaning> {
        let mut words = text.split_whitespace();
        let first = words.next()?.to_lowercase();
        let (_, meaning) = KINDS.into_iter().find(|(kind, _)| *kind == first)?;
        let channel = match words.next() {
            Some(name) => Some(Channel::read(name)?),
            None => None,
        };
        words.next().is_none().then(|| meaning(channel))
    }

    /// Formats the meaning as [`Meaning::read`] reads it.
    pub fn describe(self) -> String {
        let channel = match self {
            Meaning::Contact(_, channel) | Meaning::Verb(channel) | Meaning::Tried(channel) => channel,
            Meaning::Reply | Meaning::Light | Meaning::Skip | Meaning::Cancelled | Meaning::Intention => None,
        };
        let kind = KINDS.into_iter().find(|(_, meaning)| meaning(channel) == self);
        let kind = kind.map_or("", |(kind, _)| kind);
        channel.map_or_else(|| kind.to_owned(), |channel| format!("{kind} {}", channel.name()))
    }
}

/// The name of a meaning under `words:` in the config, and how to make it with a channel.
type Kind = (&'static str, fn(Option<Channel>) -> Meaning);

const KINDS: [Kind; 10] = [
    ("out", |channel| Meaning::Contact(Direction::Out, channel)),
    ("in", |channel| Meaning::Contact(Direction::In, channel)),
    ("both", |channel| Meaning::Contact(Direction::Both, channel)),
    ("verb", Meaning::Verb),
    ("tried", Meaning::Tried),
    ("reply", |_| Meaning::Reply),
    ("light", |_| Meaning::Light),
    ("skip", |_| Meaning::Skip),
    ("cancelled", |_| Meaning::Cancelled),
    ("intention", |_| Meaning::Intention),
];

impl Default for WordTable {
    fn default() -> WordTable {
        let mut table = WordTable {
            words: HashMap::default(),
            longest: 1,
            no_contact: FirstWords::default(),
            heads: KnownHeads::default(),
            headings: Headings::default(),
        };
        for (words, meaning) in shipped().into_iter().chain(shipped_no_contact()) {
            for word in words {
                table.set(word, Some(meaning));
            }
        }
        table
    }
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
    fn first_words_of_no_contact_phrases_ignore_case() {
        let mut table = WordTable::default();
        table.set("Σκ εδώ", Some(Meaning::Cancelled));
        table.set("kk", Some(Meaning::Tried(None)));
        for word in ["Voicemail", "left", "NO", "still", "σκ", "ΣΚ", "\u{212a}K"] {
            assert!(table.may_begin_no_contact(word), "{word:?}");
        }
        for word in ["", "email", "message", "answer", "voicemails", "lefT ", "létt"] {
            assert!(!table.may_begin_no_contact(word), "{word}");
        }
        let mut of_ascii = WordTable::default();
        of_ascii.set("kk", Some(Meaning::Tried(None)));
        assert!(of_ascii.may_begin_no_contact("k\u{212a}") && !of_ascii.may_begin_no_contact("kκ"));
    }

    #[test]
    fn the_longest_phrase_wins() {
        let starting = |text: &str| {
            let mut words = text.split(' ');
            WordTable::default().starting(words.next()?, words)
        };
        assert_eq!(starting("wrote back at once"), Some((Meaning::Reply, 2)));
        assert_eq!(starting("left a voicemail at once"), Some((Meaning::Tried(None), 3)));
        assert_eq!(starting("left a note"), None);
    }
}
