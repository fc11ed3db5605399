//! What looks like a name in a line of the inbox and is nobody's, for a hint: the words up to what may end a name, or to
//! the first that says what happened.

use super::inbox_line::Named;
use super::inbox_names::{LONGEST, Names, ends_name, joins, marks};
use crate::core::note::body::line::is_separator;
use crate::core::note::log::line_head::bare;
use crate::core::text::{lower, prefix};

/// Words of a text that are quoted where nobody is named.
const QUOTED_WORDS: usize = 4;

/// How a name that nobody has ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Comma,
    Joiner,
    Colon,
    Separator,
    KnownWord,
    Link,
    End,
}

impl<'t> Names<'t, '_> {
    /// What looks like a name and is nobody's.
    pub(super) fn unknown_at(&self, at: usize, is_first: bool) -> Option<(Named, Ending)> {
        let (name, ending) = self.unknown(at);
        let words = name.split_whitespace().count();
        let capitals = name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
        let is_pronoun = matches!(lower(name).as_ref(), "i" | "we" | "she" | "he" | "they");
        let alone = self.links.is_empty();
        let looks_so = match ending {
            Ending::Colon => capitals || if is_first { alone } else { words <= 2 },
            Ending::Comma | Ending::Joiner | Ending::Separator => capitals,
            Ending::KnownWord | Ending::End => capitals && !is_first,
            Ending::Link => false,
        };
        let is_name = looks_so && !is_pronoun && (1..=QUOTED_WORDS).contains(&words);
        is_name.then(|| (self.name(name, false, at..at + name.len()), ending))
    }

    /// The words up to the next that says what happened, and what they end at.
    fn unknown(&self, at: usize) -> (&'t str, Ending) {
        let room = prefix(self.from(at), LONGEST);
        let mut end = 0;
        let mut rest = room;
        let ending = loop {
            let gap = rest.len() - rest.trim_start().len();
            let from = rest.get(gap..).unwrap_or_default();
            let here = room.len() - from.len();
            if from.is_empty() {
                break Ending::End;
            }
            if self.links.binary_search_by_key(&(at + here), |link| link.start).is_ok() {
                break Ending::Link;
            }
            if let Some(ending) = ending_at(from, gap > 0) {
                break ending;
            }
            let length = word_length(from);
            let word = from.get(..length).unwrap_or_default();
            let behind = from.get(length..).unwrap_or_default().split_whitespace().map(bare);
            if self.table.starting(bare(word), behind).is_some() {
                break Ending::KnownWord;
            }
            end = here + length;
            rest = from.get(length..).unwrap_or_default();
        };
        (room.get(..end).unwrap_or_default(), ending)
    }

    /// What a line says that names nobody whom we know.
    pub(super) fn nobody(&self) -> Option<Named> {
        let start = marks(self.from(0), &[]);
        let (name, ending) = self.unknown(start);
        let name = if name.is_empty() || ending == Ending::End { self.from(start) } else { name };
        let words = name.split_whitespace().take(QUOTED_WORDS);
        let words = words.collect::<Vec<_>>().join(" ");
        let words = words.trim_end_matches(is_separator);
        (!words.is_empty()).then(|| self.name(words, false, start..start + words.len().min(name.len())))
    }
}

/// What a name that nobody has ends at, if one of it begins a text.
fn ending_at(text: &str, is_spaced: bool) -> Option<Ending> {
    let mut letters = text.chars();
    let letter = letters.next()?;
    let blank = letters.next().is_none_or(char::is_whitespace);
    match letter {
        ',' | ';' => Some(Ending::Comma),
        '&' | '+' | '/' => Some(Ending::Joiner),
        ':' if blank => Some(Ending::Colon),
        '-' if blank && is_spaced => Some(Ending::Separator),
        '–' | '—' | '|' | '(' | '→' | '←' => Some(Ending::Separator),
        '#' if is_spaced => Some(Ending::End),
        _ => {
            let word = text.split(char::is_whitespace).next();
            word.is_some_and(joins).then_some(Ending::Joiner)
        }
    }
}

/// Bytes of a word, up to what may end a name.
fn word_length(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        let colon = letter == ':' && letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if colon || (letter != ':' && letter != '-' && letter != '.' && ends_name(letter)) {
            return at;
        }
    }
    text.len()
}
