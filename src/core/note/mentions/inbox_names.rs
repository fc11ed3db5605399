//! Finds the names at the start of a line of the inbox. Names need no brackets there, so known names are
//! tried to find where one ends. Text that looks like the name of an unknown person is returned too, for a
//! hint: it reaches to a character that may end a name, or to the first word that says what happened.

use super::inbox_line::Named;
use crate::core::date_text::weekdays::weekday;
use crate::core::note::body::line::{begins_with_dash, is_separator};
use crate::core::note::body::links::Link;
use crate::core::note::facts::{Name, Stands};
use crate::core::note::linked_names::{name_of, named};
use crate::core::note::log::direction::marks::{behind_closing, is_ornament};
use crate::core::note::log::line::line_head::bare;
use crate::core::note::log::line::words::WordTable;
use crate::core::place::Spot;
use crate::core::text::{lower, prefix};
use std::cell::Cell;
use std::ops::Range;

/// Maximum bytes and words of a name without brackets.
const LONGEST: usize = 100;
const MOST_WORDS: usize = 8;

/// What separates the names at the start of a line from the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// `:`, a dash, `|`, `(` or an arrow: the rest says what happened.
    Separator,
    /// `,`, `.`, `;` or nothing: the last name is the subject of the rest.
    Words,
}

/// Maximum number of words that are quoted or taken for an unknown name.
const QUOTED_WORDS: usize = 4;

/// What follows an unknown name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Comma,
    Joiner,
    Colon,
    Separator,
    KnownWord,
    Link,
    End,
}

/// A search for names in a line without its date.
pub(super) struct Names<'t, 'a> {
    text: &'t str,
    links: &'a [Link<'t>],
    spot: Spot,
    table: &'a WordTable,
    is_known: &'a dyn Fn(&str) -> bool,
    /// A byte of the text and the number of characters before it, where the last count ended.
    counted: Cell<(usize, usize)>,
}

impl<'t, 'a> Names<'t, 'a> {
    /// `is_known` tells whether somebody is called by a text.
    pub(super) fn of(
        text: &'t str,
        links: &'a [Link<'t>],
        spot: Spot,
        table: &'a WordTable,
        is_known: &'a dyn Fn(&str) -> bool,
    ) -> Names<'t, 'a> {
        Names { text, links, spot, table, is_known, counted: Cell::default() }
    }

    /// Returns the line from a byte on.
    fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Returns the names at the start of the line, joined by commas, `and` and the like.
    pub(super) fn in_front(&self) -> Vec<Named> {
        let mut names: Vec<Named> = Vec::new();
        let mut guess = None;
        let mut at = self.weekday_before_name();
        loop {
            at += leading_marks(self.from(at), &['*', '_', '@', '"', '\'']);
            let is_first = names.is_empty();
            let named = match self.person_near(at) {
                Some(named) => named,
                None => {
                    let Some((named, ending)) = self.unknown_at(self.behind_signs(at), is_first) else {
                        break;
                    };
                    guess = guess.or(is_first.then_some(ending));
                    named
                }
            };
            if is_possessive(self.from(named.place.end)) {
                break;
            }
            at = self.text.len() - behind_closing(self.from(named.place.end)).len();
            names.push(named);
            let Some(joined) = joiner(self.from(at)) else { break };
            at += joined;
        }
        // In `Finally, [[Ada]] replied` the first word is not a name: names that rest on a guess before a
        // comma are dropped if the guess is all there is, or if the line has links.
        let last = names.last().map(|last| last.place.end);
        let is_list = last.is_some_and(|end| after(self.from(end)).1 == After::Separator);
        let is_doubtful = guess == Some(Ending::Comma) && !is_list;
        if is_doubtful && (names.len() == 1 || !self.links.is_empty()) { Vec::new() } else { names }
    }

    /// Returns the length in bytes of a weekday after the date, if a known person follows it: `Mon Ada:
    /// lunch`.
    fn weekday_before_name(&self) -> usize {
        let Some(after) = weekday(self.text).and_then(|(_, rest)| rest.strip_prefix(' ')) else {
            return 0;
        };
        let at = self.text.len() - after.trim_start().len();
        if self.person_near(at).is_some() && self.person_at(0).is_none() { at } else { 0 }
    }

    /// Returns the person whose link or known name begins here, or behind signs such as an emoji, with which a known
    /// name may begin, too.
    fn person_near(&self, at: usize) -> Option<Named> {
        let behind = || Some(self.behind_signs(at)).filter(|behind| *behind > at);
        self.person_at(at).or_else(|| self.person_at(behind()?))
    }

    /// Returns the first byte from this one on that belongs to no sign which adds nothing.
    fn behind_signs(&self, at: usize) -> usize {
        self.text.len() - self.from(at).trim_start_matches(is_ornament).len()
    }

    /// Returns the person whose link or known name begins here.
    fn person_at(&self, at: usize) -> Option<Named> {
        self.link_at(at).or_else(|| self.known_at(at))
    }

    /// Returns the links to people, with their names.
    pub(super) fn linked(&self) -> impl Iterator<Item = (&Link<'t>, Name)> {
        named(self.links, self.text, self.spot)
    }

    /// Returns the place of a byte. Counts on from the last call, since most calls go from left to right.
    fn spot_at(&self, at: usize) -> Spot {
        let (from, before) = Some(self.counted.get()).filter(|(from, _)| *from <= at).unwrap_or_default();
        let before = before + self.text.get(from..at).unwrap_or_default().chars().count();
        self.counted.set((at, before));
        Spot::new(self.spot.line as usize, self.spot.column as usize + before)
    }

    /// Makes a name with its place in the line.
    fn name(&self, target: &str, linked: bool, place: Range<usize>) -> Named {
        let name =
            Name { target: target.into(), linked, spot: self.spot_at(place.start), stands: Stands::First };
        Named { name, place }
    }

    fn link_at(&self, at: usize) -> Option<Named> {
        let place = self.links.binary_search_by_key(&at, |link| link.start).ok()?;
        let link = self.links.get(place)?;
        name_of(link, self.spot)?;
        Some(self.name(link.target, true, link.start..link.end))
    }

    /// Returns the longest known name that begins here.
    pub(super) fn known_at(&self, at: usize) -> Option<Named> {
        let room = prefix(self.from(at), LONGEST);
        let ends = room.char_indices().filter(|(_, letter)| ends_name(*letter)).map(|(end, _)| end);
        let whole = (room.len() == self.from(at).len()).then_some(room.len());
        let mut ends: Vec<usize> = ends.filter(|end| *end > 0).take(MOST_WORDS).chain(whole).collect();
        ends.dedup();
        let known = |end: &usize| room.get(..*end).is_some_and(|name| (self.is_known)(name.trim()));
        let end = ends.into_iter().rev().find(known)?;
        let name = room.get(..end)?.trim_end();
        Some(self.name(name, false, at..at + name.len()))
    }

    /// Returns the first known name that is the start of the text or begins with a capital.
    pub(super) fn first_known(&self) -> Option<Named> {
        let mut is_start = true;
        let words = self.text.char_indices().filter(|(_, letter)| {
            let is_letter = letter.is_alphanumeric();
            std::mem::replace(&mut is_start, !is_letter) && is_letter
        });
        let mut starts = words.filter(|(at, letter)| *at == 0 || letter.is_uppercase());
        starts.find_map(|(at, _)| self.known_at(at))
    }

    /// Returns text that looks like the name of an unknown person.
    fn unknown_at(&self, at: usize, is_first: bool) -> Option<(Named, Ending)> {
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

    /// Returns the text up to the next word that says what happened, or to a character that may end a name.
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
            let after = from.get(length..).unwrap_or_default().split_whitespace().map(bare);
            if self.table.starting(&bare(word), after).is_some() {
                break Ending::KnownWord;
            }
            end = here + length;
            rest = from.get(length..).unwrap_or_default();
        };
        (room.get(..end).unwrap_or_default(), ending)
    }

    /// Returns the first words of a line that names nobody known, to be quoted in a hint.
    pub(super) fn unnamed(&self) -> Option<Named> {
        let start = leading_marks(self.from(0), &[]);
        let (name, ending) = self.unknown(start);
        let name = if name.is_empty() || ending == Ending::End { self.from(start) } else { name };
        let words = name.split_whitespace().take(QUOTED_WORDS);
        let words = words.collect::<Vec<_>>().join(" ");
        let words = words.trim_end_matches(is_separator);
        (!words.is_empty()).then(|| self.name(words, false, start..start + words.len().min(name.len())))
    }

    /// Returns what follows the names that end at a byte, and what separates it from them.
    pub(super) fn after_names(&self, end: usize) -> (&'t str, After) {
        let rest = behind_closing(self.from(end));
        after(rest.get(leading_marks(rest, &['*', '_', '"', '\''])..).unwrap_or_default())
    }
}

/// Whether this text makes the name before it a possessive, as in `Ada's letter`, and so part of the
/// sentence.
pub(super) fn is_possessive(text: &str) -> bool {
    text.starts_with("'s") || text.starts_with("’s")
}

/// Returns the length in bytes of the spaces and marks at the start of a text.
fn leading_marks(text: &str, marks: &[char]) -> usize {
    text.len()
        - text.trim_start_matches(|letter: char| letter.is_whitespace() || marks.contains(&letter)).len()
}

/// Returns the length in bytes of what joins two names, at the start of a text.
fn joiner(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let gap = text.len() - rest.len();
    let comma = rest.strip_prefix([',', ';']).map_or(rest, str::trim_start);
    let word = comma.split(char::is_whitespace).next().unwrap_or_default();
    let length = match word {
        word if is_conjunction(word) => word.len(),
        _ if comma.len() == rest.len() => rest.starts_with(['&', '+', '/']).then_some(1)?,
        _ => 0,
    };
    Some(gap + rest.len() - comma.len() + length)
}

/// Returns what follows names, without the separator, and the kind of that separator.
fn after(text: &str) -> (&str, After) {
    let rest = text.trim_start();
    let colon =
        text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let is_parted = colon || begins_with_dash(rest) || rest.starts_with(['–', '—', '|', '(', '→', '←']);
    let trimmed = |letter: char| is_separator(letter) && letter != '(' && letter != ')';
    (rest.trim_start_matches(trimmed), if is_parted { After::Separator } else { After::Words })
}

/// Whether a word joins two names.
pub(super) fn is_conjunction(word: &str) -> bool {
    matches!(word, "and" | "und" | "et" | "y")
}

/// Whether a name may end before this character.
fn ends_name(letter: char) -> bool {
    const ENDS: &str = ",;:&+/|([–—.\"*_'’";
    letter.is_whitespace() || ENDS.contains(letter)
}

/// Returns what ends an unknown name, if it is at the start of a text.
fn ending_at(text: &str, is_spaced: bool) -> Option<Ending> {
    let mut letters = text.chars();
    let letter = letters.next()?;
    let blank = letters.next().is_none_or(char::is_whitespace);
    match letter {
        ',' | ';' => Some(Ending::Comma),
        '&' | '+' | '/' => Some(Ending::Joiner),
        ':' if blank => Some(Ending::Colon),
        '-' if is_spaced && begins_with_dash(text) => Some(Ending::Separator),
        '–' | '—' | '|' | '(' | '→' | '←' => Some(Ending::Separator),
        '#' if is_spaced => Some(Ending::End),
        _ => {
            let word = text.split(char::is_whitespace).next();
            word.is_some_and(is_conjunction).then_some(Ending::Joiner)
        }
    }
}

/// Returns the length in bytes of a word, up to what may end a name.
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
