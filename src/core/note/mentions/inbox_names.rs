//! The names that a line of the inbox begins with. They need no brackets there, so whoever knows them is asked where
//! one ends.

use super::inbox_line::Named;
use super::unknown_names::Ending;
use crate::core::date_text::weekdays::weekday;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::links::Link;
use crate::core::note::facts::Name;
use crate::core::note::log::words::WordTable;
use crate::core::note::tasks::{name_of, names_of};
use crate::core::place::Spot;
use crate::core::text::prefix;
use std::cell::Cell;
use std::ops::Range;

/// Bytes, and words, that a name without brackets may have.
pub(super) const LONGEST: usize = 100;
const MOST_WORDS: usize = 8;

/// What ends the names that a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// `:`, a dash, `|`, `(` or an arrow: what follows is what happened.
    Separator,
    /// `,`, `.`, `;` or nothing: who stands before the verb did it.
    Words,
}

/// A line behind its date, in which names are looked for.
pub(super) struct Names<'t, 'a> {
    text: &'t str,
    pub(super) links: &'a [Link<'t>],
    spot: Spot,
    pub(super) table: &'a WordTable,
    is_known: &'a dyn Fn(&str) -> bool,
    /// A byte of the text, and how many letters stand before it.
    counted: Cell<(usize, usize)>,
}

impl<'t, 'a> Names<'t, 'a> {
    /// `is_known` says whether a text is what somebody is called.
    pub(super) fn of(
        text: &'t str,
        links: &'a [Link<'t>],
        spot: Spot,
        table: &'a WordTable,
        is_known: &'a dyn Fn(&str) -> bool,
    ) -> Names<'t, 'a> {
        Names { text, links, spot, table, is_known, counted: Cell::default() }
    }

    /// The line from a byte on.
    pub(super) fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The names that the line begins with, joined by commas and the like.
    pub(super) fn in_front(&self) -> Vec<Named> {
        let mut names: Vec<Named> = Vec::new();
        let mut guess = None;
        let mut at = self.weekday_before_name();
        loop {
            at += marks(self.from(at), &['*', '_', '@', '"', '\'']);
            let known = self.link_at(at).or_else(|| self.known_at(at));
            let is_first = names.is_empty();
            let guessed = || self.unknown_at(at, is_first);
            let named = match known {
                Some(named) => named,
                None => match guessed() {
                    Some((named, ending)) => {
                        guess = guess.or(is_first.then_some(ending));
                        named
                    }
                    None => break,
                },
            };
            if is_whose(self.from(named.place.end)) {
                break;
            }
            at = named.place.end;
            names.push(named);
            at += marks(self.from(at), &['*', '_', '"', '\'']);
            let Some(joined) = joiner(self.from(at)) else { break };
            at += joined;
        }
        // `Finally, [[Ada]] replied`: a word with a comma is no name where others may be.
        let last = names.last().map(|last| last.place.end);
        let is_list = last.is_some_and(|end| after(self.from(end)).1 == After::Separator);
        let is_doubtful = guess == Some(Ending::Comma) && !is_list;
        if is_doubtful && (names.len() == 1 || !self.links.is_empty()) { Vec::new() } else { names }
    }

    /// Bytes of a weekday behind the date, where somebody who is known stands right behind it: `Mon Ada: lunch`.
    fn weekday_before_name(&self) -> usize {
        let Some(behind) = weekday(self.text).and_then(|(_, rest)| rest.strip_prefix(' ')) else { return 0 };
        let at = self.text.len() - behind.trim_start().len();
        let is_name = |at| self.link_at(at).or_else(|| self.known_at(at)).is_some();
        if is_name(at) && !is_name(0) { at } else { 0 }
    }

    /// The links that name somebody.
    pub(super) fn linked(&self) -> impl Iterator<Item = (&Link<'t>, Name)> {
        let mut names = names_of(self.links, self.text, self.spot).into_iter();
        let named = self.links.iter().filter(move |link| name_of(link, self.spot).is_some());
        named.filter_map(move |link| Some((link, names.next()?)))
    }

    /// The place of a byte. Nearly all are asked for from left to right, so that they are counted on.
    fn spot_at(&self, at: usize) -> Spot {
        let (from, before) = Some(self.counted.get()).filter(|(from, _)| *from <= at).unwrap_or_default();
        let before = before + self.text.get(from..at).unwrap_or_default().chars().count();
        self.counted.set((at, before));
        Spot::new(self.spot.line as usize, self.spot.column as usize + before)
    }

    /// Somebody, with the place in the line.
    pub(super) fn name(&self, target: &str, linked: bool, place: Range<usize>) -> Named {
        let name = Name { target: target.into(), linked, spot: self.spot_at(place.start), leads: true };
        Named { name, place }
    }

    fn link_at(&self, at: usize) -> Option<Named> {
        let place = self.links.binary_search_by_key(&at, |link| link.start).ok()?;
        let link = self.links.get(place)?;
        name_of(link, self.spot)?;
        Some(self.name(link.target, true, link.start..link.end))
    }

    /// The longest name of somebody that stands here.
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

    /// What stands behind the names that end at a byte, and what parts it from them.
    pub(super) fn behind(&self, end: usize) -> (&'t str, After) {
        after(self.from(end + marks(self.from(end), &['*', '_', '"', '\''])))
    }
}

/// Whether a name before this text is that of an owner, `Ada's letter`, and so stands in the sentence.
pub(super) fn is_whose(text: &str) -> bool {
    text.starts_with("'s") || text.starts_with("’s")
}

/// Bytes of blanks and such marks that a text begins with.
pub(super) fn marks(text: &str, marks: &[char]) -> usize {
    text.len()
        - text.trim_start_matches(|letter: char| letter.is_whitespace() || marks.contains(&letter)).len()
}

/// How long what joins two names is.
fn joiner(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let gap = text.len() - rest.len();
    let comma = rest.strip_prefix([',', ';']).map_or(rest, str::trim_start);
    let word = comma.split(char::is_whitespace).next().unwrap_or_default();
    let length = match word {
        word if joins(word) => word.len(),
        _ if comma.len() == rest.len() => rest.starts_with(['&', '+', '/']).then_some(1)?,
        _ => 0,
    };
    Some(gap + rest.len() - comma.len() + length)
}

/// What follows names, without what parts them from it.
fn after(text: &str) -> (&str, After) {
    let rest = text.trim_start();
    let dash = rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_whitespace));
    let colon =
        text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let is_parted = colon || dash || rest.starts_with(['–', '—', '|', '(', '→', '←']);
    let trimmed = |letter: char| is_separator(letter) && letter != '(' && letter != ')';
    (rest.trim_start_matches(trimmed), if is_parted { After::Separator } else { After::Words })
}

/// Whether a word joins two names.
pub(super) fn joins(word: &str) -> bool {
    matches!(word, "and" | "und" | "et" | "y")
}

/// Whether a name may end before a letter.
pub(super) fn ends_name(letter: char) -> bool {
    const ENDS: &str = ",;:&+/|([–—.\"*_'’";
    letter.is_whitespace() || ENDS.contains(letter)
}
