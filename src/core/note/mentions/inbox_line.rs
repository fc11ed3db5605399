//! A line of the inbox taken apart: whom it names and what it says (design 3.4, 4).
//!
//! Names need no brackets there, so whoever knows them is asked where one ends.

use crate::core::date_text::weekday;
use crate::core::note::body::line::{is_separator, plain, released};
use crate::core::note::body::links::{Link, links};
use crate::core::note::facts::{Name, Reading};
use crate::core::note::log::line_head::bare;
use crate::core::note::log::reading::{Subjects, read};
use crate::core::note::log::words::WordTable;
use crate::core::note::tasks::{name_of, names_of};
use crate::core::place::Spot;
use crate::core::text::{lower, prefix};
use std::cell::Cell;
use std::collections::HashSet;
use std::ops::Range;

/// Bytes, and words, that a name without brackets may have.
const LONGEST: usize = 100;
const MOST_WORDS: usize = 8;
/// Words of a text that are quoted where nobody is named.
const QUOTED_WORDS: usize = 4;

/// A line of the inbox behind its date.
#[derive(Debug)]
pub struct InboxLine<'t> {
    /// The line behind its date.
    pub text: &'t str,
    /// Those whom it names, in order.
    pub named: Vec<Named>,
    /// What stands behind the names that it begins with, and the last of these names.
    rest: Option<Rest<'t>>,
}

/// Somebody whom a line of the inbox names.
#[derive(Debug)]
pub struct Named {
    /// The name.
    pub name: Name,
    /// Where it stands in the line.
    pub place: Range<usize>,
}

#[derive(Debug)]
struct Rest<'t> {
    text: &'t str,
    after: After,
    last: Range<usize>,
}

/// What ends the names that a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    /// `:`, a dash, `|`, `(` or an arrow: what follows is what happened.
    Separator,
    /// `,`, `.`, `;` or nothing: who stands before the verb did it.
    Words,
}

/// What a line of the inbox was read as.
#[derive(Debug, PartialEq, Eq)]
pub struct InboxReading {
    /// What it is.
    pub reading: Reading,
    /// The words worth keeping.
    pub topic: String,
}

impl<'t> InboxLine<'t> {
    /// Takes a line apart; `is_known` says whether a text is what somebody is called.
    pub fn of(
        text: &'t str,
        spot: Spot,
        table: &WordTable,
        is_known: &dyn Fn(&str) -> bool,
    ) -> InboxLine<'t> {
        let links = links(text);
        let parts = Parts { text, links: &links, spot, table, is_known, counted: Cell::default() };
        let listed = parts.names_in_front();
        let rest = listed.last().map(|last| parts.rest(last.place.clone()));
        let mut named = listed;
        if named.is_empty() {
            // `Ada's letter came`
            named.extend(parts.known_at(0));
        }
        let is_head = rest.is_some();
        let known: HashSet<usize> = named.iter().map(|known| known.place.start).collect();
        for (link, name) in parts.linked() {
            if !known.contains(&link.start) {
                named.push(Named { name: Name { leads: !is_head, ..name }, place: link.start..link.end });
            }
        }
        if named.is_empty() {
            named.extend(parts.nobody());
        }
        InboxLine { text, named, rest }
    }

    /// What the line says of those whom it names.
    pub fn read(&self, table: &WordTable) -> InboxReading {
        let called = |named: &Named| {
            let written = self.text.get(named.place.clone())?;
            Some(released(&plain(written).text).into_owned())
        };
        let shown: Vec<_> = self.named.iter().filter_map(called).collect();
        let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        let subjects = Subjects::folded_by(&shown, |name| lower(name).into_owned());
        let whole = match &self.rest {
            None => self.text.to_owned(),
            Some(Rest { text, after: After::Separator, .. }) => (*text).to_owned(),
            Some(Rest { text, after: After::Words, last }) => {
                let last = self.text.get(last.clone()).unwrap_or_default();
                let last = if last.starts_with('[') { last.to_owned() } else { format!("[[{last}]]") };
                format!("{last} {text}")
            }
        };
        let words = plain(&whole);
        let found = read(&words.text, table, &subjects);
        InboxReading { reading: found.reading, topic: found.topic().into_owned() }
    }

    /// Who is named before what happened, and not in it.
    pub fn is_in_front(&self, named: &Named) -> bool {
        self.rest.as_ref().is_some_and(|rest| named.place.end <= rest.last.end)
    }

    /// What happened, without the names in front.
    pub fn words(&self) -> &'t str {
        self.rest.as_ref().map_or(self.text, |rest| rest.text)
    }

    /// A person whom a line names, as the line writes them.
    pub fn written(&self, named: &Named) -> &'t str {
        self.text.get(named.place.clone()).unwrap_or_default()
    }
}

/// How a name that nobody has ends.
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

struct Parts<'t, 'a> {
    text: &'t str,
    links: &'a [Link<'t>],
    spot: Spot,
    table: &'a WordTable,
    is_known: &'a dyn Fn(&str) -> bool,
    /// A byte of the text, and how many letters stand before it.
    counted: Cell<(usize, usize)>,
}

impl<'t> Parts<'t, '_> {
    fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The names that the line begins with, joined by commas and the like.
    fn names_in_front(&self) -> Vec<Named> {
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

    fn linked(&self) -> impl Iterator<Item = (&Link<'t>, Name)> {
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

    fn name(&self, target: &str, linked: bool, place: Range<usize>) -> Named {
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
    fn known_at(&self, at: usize) -> Option<Named> {
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

    /// What looks like a name and is nobody's.
    fn unknown_at(&self, at: usize, is_first: bool) -> Option<(Named, Ending)> {
        let (name, ending) = self.unknown(at);
        let words = name.split_whitespace().count();
        let capitals = name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase));
        let is_pronoun = matches!(lower(name).as_ref(), "i" | "we" | "she" | "he" | "they");
        let alone = self.links.is_empty();
        let looks_so = match ending {
            Ending::Colon => capitals || if is_first { alone } else { words <= 2 },
            Ending::Joiner | Ending::Separator => capitals,
            Ending::Comma => capitals,
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
    fn nobody(&self) -> Option<Named> {
        let start = self.text.len() - self.text.trim_start().len();
        let (name, ending) = self.unknown(start);
        let name = if name.is_empty() || ending == Ending::End { self.from(start) } else { name };
        let words = name.split_whitespace().take(QUOTED_WORDS);
        let words = words.collect::<Vec<_>>().join(" ");
        let words = words.trim_end_matches(is_separator);
        (!words.is_empty()).then(|| self.name(words, false, start..start + words.len().min(name.len())))
    }

    fn rest(&self, last: Range<usize>) -> Rest<'t> {
        let closed = last.end + marks(self.from(last.end), &['*', '_', '"', '\'']);
        let (text, after) = after(self.from(closed));
        Rest { text, after, last }
    }
}

/// Whether a name before this text is that of an owner, `Ada's letter`, and so stands in the sentence.
fn is_whose(text: &str) -> bool {
    text.starts_with("'s") || text.starts_with("’s")
}

/// Bytes of blanks and such marks that a text begins with.
fn marks(text: &str, marks: &[char]) -> usize {
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
        "and" | "und" | "et" | "y" => word.len(),
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
            matches!(word, Some("and" | "und" | "et" | "y")).then_some(Ending::Joiner)
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

/// Whether a name may end before a letter.
fn ends_name(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            ',' | ';'
                | ':'
                | '&'
                | '+'
                | '/'
                | '|'
                | '('
                | '['
                | '–'
                | '—'
                | '.'
                | '"'
                | '*'
                | '_'
                | '\''
                | '’'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [&str; 5] = ["Ada", "Ada Lovelace", "Ben", "Grace Walk", "Müller, Jürgen"];

    /// Names, those in front marked, and the reading.
    fn shown(text: &str) -> String {
        let table = WordTable::default();
        let line = InboxLine::of(text, Spot::new(1, 1), &table, &|name| KNOWN.contains(&name));
        let names: Vec<String> = line
            .named
            .iter()
            .map(|named| format!("{}{}", named.name.target, if line.is_in_front(named) { "!" } else { "" }))
            .collect();
        format!("{} {:?}", names.join("+"), line.read(&table).reading)
    }

    #[track_caller]
    fn case(line: &str, expected: &str) {
        assert_eq!(shown(line), expected, "{line}");
    }

    #[test]
    fn names_stand_in_front_with_and_without_brackets() {
        case("[[Ada]], Ben: lunch", "Ada!+Ben! Clear(Both, Some(InPerson))");
        case("Ada and Ben: email out: the plan", "Ada!+Ben! Clear(Out, Some(Email))");
        case("Ada, Ben - lunch", "Ada!+Ben! Clear(Both, Some(InPerson))");
        case("Ada & Ben — call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Ada, Ben call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Ada/Ben call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Ada Lovelace lunch", "Ada Lovelace! Clear(Both, Some(InPerson))");
        case("Ada, lunch at noon", "Ada! Clear(Both, Some(InPerson))");
        case("Ada helped me with the sofa", "Ada! Assumed");
        case("Mon Ada: lunch", "Ada! Clear(Both, Some(InPerson))");
        case("Monday [[Ada]] and Ben call", "Ada!+Ben! Clear(Both, Some(Phone))");
        case("Mon Zed: lunch", "Mon Zed! Clear(Both, Some(InPerson))");
        case("Ada and I met", "Ada! Clear(Both, Some(InPerson))");
        case("Müller, Jürgen, Ben: call", "Müller, Jürgen!+Ben! Clear(Both, Some(Phone))");
        case("Grace Walk: email in: yes", "Grace Walk! Clear(In, Some(Email))");
        case("[[Ada]]: sent [[Ben]]'s book", "Ada!+Ben Clear(Out, None)");
    }

    #[test]
    fn the_words_decide_as_in_a_daily_note() {
        case("[[Ada]] email in: asks", "Ada! Clear(In, Some(Email))");
        case("email to [[Ada]]: x", "Ada Clear(Out, Some(Email))");
        case("email from [[Ada]]: x", "Ada Clear(In, Some(Email))");
        case("[[Ada]] replied: yes", "Ada! Clear(In, None)");
        case("[[Ada]]: replied: yes", "Ada! Reply");
        case("[[Ada]] wrote to me", "Ada! Clear(In, None)");
        case("Ada wrote to me", "Ada! Clear(In, None)");
        case("Ada and Ben wrote to me", "Ada!+Ben! Clear(In, None)");
        case("I replied to [[Ada]]", "Ada Clear(Out, None)");
        case("[[Ada]] (call) about it", "Ada! Clear(Both, Some(Phone))");
        case("[[Ada]] → the slides", "Ada! Clear(Out, None)");
        case("coffee with [[Ada]] and [[Ben]]", "Ada+Ben Clear(Both, Some(InPerson))");
        case("coffee with [[Ada]], Ben is ill", "Ada Clear(Both, Some(InPerson))");
        case("Finally, [[Ada]] replied", "Ada Assumed");
        case("our plan: call [[Ada]]", "Ada Assumed");
    }

    #[test]
    fn a_name_that_nobody_has_is_one_where_a_list_shows_it() {
        case("Zed Nobody: coffee", "Zed Nobody! Clear(Both, Some(InPerson))");
        case("zed: coffee", "zed! Clear(Both, Some(InPerson))");
        case("Zed coffee", "Zed Clear(Both, Some(InPerson))");
        case("Ada, Zed: walk", "Ada!+Zed! Clear(Both, Some(InPerson))");
        case("Ada, Zed call", "Ada!+Zed! Clear(Both, Some(Phone))");
        case("Zed & [[Ada]] call", "Zed!+Ada! Clear(Both, Some(Phone))");
        case("Ada, what a day", "Ada! Assumed");
        case("something with no name in it", "something with no name Assumed");
        case("", " Assumed");
    }
}
