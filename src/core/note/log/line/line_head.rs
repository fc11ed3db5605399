//! The head of a line: its words up to the first separator, in which [`super::reading`] looks for known
//! words.

use super::beginnings::is_person;
use super::known_words::first_known;
use super::reading::Tense;
use super::separators::{Stop, before_stop, stops_with};
use super::subjects::Subjects;
use super::vocabulary::Vocabulary;
use super::words::{Direction, Meaning, WordTable};
use crate::core::note::body::line::is_separator;
use crate::core::note::channel::Channel;
use crate::core::note::log::direction::directions::{
    after_comma, after_direction, direction_cell, direction_word, in_brackets,
};
use crate::core::note::log::direction::marks::{ARROWS, is_phrase, may_adorn, may_hold_arrow, result_arrow};
use crate::core::note::log::no_contact::yet_to_do::is_past_verb;
use crate::core::text::lower;
use std::borrow::Cow;
use std::cell::OnceCell;

/// Number of words among which a known one is looked for.
pub(in crate::core::note::log) const HEAD_WORDS: usize = 4;

/// The start of a line up to its first separator, with the context for reading it.
pub(in crate::core::note::log) struct Head<'a> {
    /// The head as written.
    pub(in crate::core::note::log) text: &'a str,
    /// What ends the head.
    stop: Stop,
    /// The direction in a cell of its own: `| Email | In |`.
    cell: Option<Direction>,
    /// The text up to the first `:` or dash, in which whole phrases are looked for.
    pub(in crate::core::note::log) opening: &'a str,
    /// The text after that `:` or dash.
    pub(in crate::core::note::log) after_opening: &'a str,
    /// The known words.
    pub(in crate::core::note::log) table: &'a WordTable,
    /// The names of the contact.
    pub(in crate::core::note::log) subjects: &'a Subjects<'a>,
    /// When the day of the line is.
    pub(in crate::core::note::log) tense: Tense,
    /// The words of the head, as written and bare. Split once, since many rules ask for them.
    words: OnceCell<Vec<(&'a str, Cow<'a, str>)>>,
}

impl<'a> Head<'a> {
    /// Finds the head of a text. A head in brackets ends with them: `(email in) asks`.
    pub(in crate::core::note::log) fn of(text: &'a str, vocabulary: Vocabulary<'a>) -> Head<'a> {
        let Vocabulary { table, subjects } = vocabulary;
        // Few words before the colon, or a line full of properties would take quadratic time.
        let is_known = |key: &str| {
            key.split_ascii_whitespace().nth(HEAD_WORDS).is_none() && table.exactly(&bare(key)).is_some()
        };
        let mut stops = stops_with(text, is_known).peekable();
        let (end, letter, stop) = stops.peek().copied().unwrap_or((text.len(), ' ', Stop::End));
        let phrases_end = stops.find(|(_, letter, _)| matches!(letter, ':' | '：' | '-' | '–' | '—'));
        let (opening, mark) = phrases_end.map_or((text.len(), 0), |(at, mark, _)| (at, mark.len_utf8()));
        let before = |end| text.get(..end).unwrap_or_default();
        let after_opening = text.get(opening + mark..).unwrap_or_default().trim_start_matches(['-', ':']);
        let cell = if letter == '|' { direction_cell(text, end) } else { None };
        let comma = if letter == ',' { after_comma(text, end, table) } else { None };
        let stop = if comma.is_some() { Stop::Strong } else { stop };
        let head = before(match (letter, cell) {
            ('(', _) => after_direction(text, end),
            (_, cell) => cell.map(|(end, _)| end).or(comma).unwrap_or(end),
        });
        let (head, stop) = in_brackets(head, table).map_or((head, stop), |head| (head, Stop::Strong));
        let cell = cell.map(|(_, direction)| direction);
        let opening = before(opening);
        let (tense, words) = (Tense::Past, OnceCell::new());
        let whole = Head { text: head, stop, cell, opening, after_opening, table, subjects, tense, words };
        match result_arrow(&whole) {
            Some((at, length)) => Head {
                text: before(at).trim_end(),
                stop: Stop::Strong,
                opening: before(at).trim_end(),
                after_opening: text.get(at + length..).unwrap_or_default(),
                words: OnceCell::new(),
                ..whole
            },
            None => whole,
        }
    }

    /// Finds the head of a part of the line.
    pub(in crate::core::note::log) fn of_part(&self, part: &'a str) -> Head<'a> {
        Head::of(part, self.table.with(self.subjects))
    }

    /// Returns the text right after the first `:` or dash, up to the next separator.
    pub(in crate::core::note::log) fn outcome(&self) -> &'a str {
        before_stop(self.after_opening)
    }

    /// Returns the text after the head, up to the next separator.
    pub(in crate::core::note::log) fn next_part(&self) -> &'a str {
        let rest = self.opening.get(self.text.len()..).unwrap_or_default().trim_start_matches(is_separator);
        if rest.is_empty() { self.outcome() } else { before_stop(rest) }
    }

    /// Returns the text after the first `:` or dash, if the head is more than a known word and has no mark of direction:
    /// after `email out:` stands what the message says.
    pub(in crate::core::note::log) fn told(&self) -> &'a str {
        let has_mark = || self.arrow().or_else(|| self.last_word(None)).is_some();
        let is_topic = || self.table.exactly(&bare(self.text.trim_end())).is_some() || has_mark();
        if self.after_opening.is_empty() || is_topic() { "" } else { self.after_opening }
    }

    /// Whether `:`, a dash, `|` or `(` ends the head.
    pub(in crate::core::note::log) fn ends_strongly(&self) -> bool {
        self.stop == Stop::Strong
    }

    /// Whether the line has no words after the head.
    pub(in crate::core::note::log) fn is_whole_line(&self) -> bool {
        let rest = self.opening.get(self.text.len()..).unwrap_or_default();
        [rest, self.after_opening].into_iter().all(|text| !text.contains(char::is_alphanumeric))
    }

    /// Returns each word as written and bare. An emoji between words is none, unless it is a name of the contact or a word
    /// of the configuration.
    fn split(&self) -> &[(&'a str, Cow<'a, str>)] {
        let word = |word: &'a str| {
            let bare = bare(word);
            if !bare.is_empty() || word.is_ascii() || self.subjects.has(word) {
                return Some((word, bare));
            }
            let sign = without_variant(word);
            self.table.exactly(sign).map(|_| (word, Cow::Borrowed(sign)))
        };
        self.words.get_or_init(|| self.text.split_ascii_whitespace().filter_map(word).collect())
    }

    /// The words as written.
    pub(in crate::core::note::log) fn written(
        &self,
    ) -> impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + Clone {
        self.split().iter().map(|(written, _)| *written)
    }

    /// The words in lower case, without marks at their edges.
    pub(in crate::core::note::log) fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.split().iter().map(|(_, bare)| bare.as_ref())
    }

    /// Whether the word at a place is one of these.
    pub(in crate::core::note::log) fn has(&self, place: usize, words: &[&str]) -> bool {
        self.word(place).is_some_and(|word| words.contains(&word))
    }

    /// Returns the word at a place, like [`Head::words`].
    pub(in crate::core::note::log) fn word(&self, place: usize) -> Option<&str> {
        self.split().get(place).map(|(_, bare)| bare.as_ref())
    }

    /// Returns the word at a place, as written.
    pub(in crate::core::note::log) fn written_at(&self, place: usize) -> Option<&'a str> {
        self.split().get(place).map(|(written, _)| *written)
    }

    /// Whether there is no word at a place.
    pub(in crate::core::note::log) fn is_end(&self, place: usize) -> bool {
        self.written_at(place).is_none()
    }

    /// Returns the word before a place, as written.
    pub(in crate::core::note::log) fn before(&self, place: usize) -> Option<&'a str> {
        self.written_at(place.checked_sub(1)?)
    }

    /// Returns a place without the `to` that may stand there: that of `her` in `emailed her` and `wrote to her`.
    pub(in crate::core::note::log) fn after_to(&self, place: usize) -> usize {
        place + usize::from(self.has(place, &["to"]))
    }

    /// Whether the word at a place says that what follows is the contact's: `her`, `Ada’s`.
    pub(in crate::core::note::log) fn is_owner(&self, place: usize) -> bool {
        self.has(place, &["her", "his", "their"])
            || self.written_at(place).and_then(owner).is_some_and(|name| self.subjects.has(name))
    }

    /// Whether the head says that the contact called: `she called`, `Ada rang`, `called me`.
    pub(in crate::core::note::log) fn says_contact_called(&self) -> bool {
        let called = |word: &str| matches!(word, "called" | "phoned" | "rang");
        let place = self.words().take(HEAD_WORDS).position(called);
        place.is_some_and(|place| self.follows_subject(place) || self.has(place + 1, &["me", "us"]))
    }

    /// Whether the head is about a call from the contact, which may not have reached the user: `call from Ada`.
    pub(in crate::core::note::log) fn is_call_from_contact(&self) -> bool {
        let call = self.words().take(HEAD_WORDS).position(|word| word == "call");
        call.is_some_and(|place| self.has(place + 1, &["from"]) && is_person(self, place + 2))
    }

    /// Whether the head is about a call.
    pub(in crate::core::note::log) fn is_call(&self) -> bool {
        let is_call = |word: &str| {
            self.table.exactly(word) == Some(Meaning::Contact(Direction::Both, Some(Channel::Phone)))
        };
        self.words().take(HEAD_WORDS).any(is_call)
    }

    /// Returns the number of parts that end with `!` before a known word. Unlike other separators, `!` ends no head.
    pub(in crate::core::note::log) fn exclamations_before(&self, known: Known) -> usize {
        self.written().take(known.place).filter(|word| word.ends_with('!')).count()
    }

    /// Returns the direction of the first kind of arrow in the head. Arrows win over words. The first one may be emphasised
    /// or quoted: `_← email_`.
    pub(in crate::core::note::log) fn arrow(&self) -> Option<Direction> {
        if self.cell.is_some() || !may_hold_arrow(self.text) {
            return self.cell;
        }
        let place = |arrow: &str| {
            let found = self.written().position(|word| word == arrow);
            found.or_else(|| self.has(0, &[arrow]).then_some(0))
        };
        let may_say = |arrow| !may_adorn(arrow) || self.stop == Stop::Strong || first_known(self).is_some();
        let found =
            ARROWS.into_iter().filter_map(|(arrow, direction)| Some((arrow, place(arrow)?, direction)));
        let (_, place, direction) = found.into_iter().find(|(arrow, ..)| may_say(arrow))?;
        // `Ada → me: the plan`
        let ends_with_user = self.has(place + 1, &["me", "us"]) && self.is_end(place + 2);
        Some(if ends_with_user { direction.turned() } else { direction })
    }

    /// Returns the direction of the last word before the separator, as in `email out:`. Before a comma or at
    /// the end of the line it counts only right after words for a message or a call: not in
    /// `dinner out, lovely` or `called while I was out, must call back`.
    pub(in crate::core::note::log) fn last_word(&self, known: Option<Known>) -> Option<Direction> {
        if self.cell.is_some() {
            return self.cell;
        }
        // `email in \| the roof` in a cell.
        let mut words = self.written().rev().skip_while(|word| *word == "\\");
        let direction = direction_word(&bare(words.next()?))?;
        if self.stop == Stop::Strong {
            let is_phrase = words.next().is_some_and(|word| is_phrase(word, self.table));
            return (!is_phrase).then_some(direction);
        }
        let known = known?;
        let is_message = matches!(
            known.meaning,
            Meaning::Contact(Direction::Out, _)
                | Meaning::Contact(_, None | Some(Channel::Phone | Channel::Video))
                | Meaning::Verb(_)
                | Meaning::Reply
        );
        let begins = || self.stop == Stop::Weak || known.place == 0 || self.is_noun_behind_contact(known);
        // `phone call in`
        let is_call = matches!(known.meaning, Meaning::Contact(_, Some(Channel::Phone | Channel::Video)));
        let last = || match self.end_of_message(known) {
            end if is_call && self.has(end, &["call"]) => end + 1,
            end => end,
        };
        (is_message && last() + 1 == self.written().count() && begins()).then_some(direction)
    }

    /// Whether a word for a message or a call stands right behind the contact, as in `[[Ada]] email in`. Not a verb: `Ada
    /// called out`.
    fn is_noun_behind_contact(&self, known: Known) -> bool {
        let is_noun = match known.meaning {
            Meaning::Contact(Direction::Out, _) => true,
            Meaning::Contact(_, Some(Channel::Phone | Channel::Video)) => {
                !self.word(known.place).is_some_and(is_past_verb)
            }
            _ => false,
        };
        is_noun && self.written().take(known.place).all(|word| self.subjects.has(word))
    }

    /// Returns the index of the first word after a known one and the words for messages that follow it, as in
    /// `text message` or `email reply`.
    pub(in crate::core::note::log) fn end_of_message(&self, known: Known) -> usize {
        let from = known.end();
        from + self.words().skip(from).take_while(|word| is_message(word, self.table)).count()
    }
}

/// A known word or phrase of a head.
#[derive(Clone, Copy)]
pub(in crate::core::note::log) struct Known {
    /// Its meaning.
    pub(in crate::core::note::log) meaning: Meaning,
    /// Index of its first word in the head.
    pub(in crate::core::note::log) place: usize,
    /// Number of its words.
    pub(in crate::core::note::log) length: usize,
}

impl Known {
    /// Index of the first word after it.
    pub(in crate::core::note::log) fn end(self) -> usize {
        self.place + self.length
    }
}

/// Whether one of some words is among those that are looked for.
pub(in crate::core::note::log) fn holds(
    mut words: impl Iterator<Item = impl AsRef<str>>,
    wanted: &[&str],
) -> bool {
    words.any(|word| wanted.contains(&word.as_ref()))
}

/// Whether a word names a message: `reply`, `note`, or a written channel.
pub(in crate::core::note::log) fn is_message(word: &str, table: &WordTable) -> bool {
    match table.exactly(word) {
        Some(Meaning::Contact(Direction::Out, channel)) => channel.is_some_and(Channel::is_written),
        Some(Meaning::Reply) => true,
        _ => matches!(word, "note" | "answer" | "response"),
    }
}

/// Returns a word without the short form of a verb at its end: `she` for `she’s`.
pub(in crate::core::note::log) fn stem(word: &str) -> &str {
    let stem = word.rsplit_once(['\'', '’']).filter(|(_, end)| ["s", "d", "ve"].contains(end));
    stem.map_or(word, |(stem, _)| stem)
}

/// Returns the owner that a word names: `Ada` for `Ada’s`.
pub(in crate::core::note) fn owner(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or(word.strip_suffix("’s"))
}

/// Returns a word in lower case, without marks at its edges.
pub(crate) fn bare(word: &str) -> Cow<'_, str> {
    lower(trimmed(word, is_edge))
}

/// Returns an emoji without the mark that asks for its coloured form, which some keyboards add.
pub(in crate::core::note::log) fn without_variant(sign: &str) -> &str {
    sign.trim_end_matches('\u{fe0f}')
}

/// Trims the edges of a word. Letters and digits are never an edge, so nearly all words need no trimming. Saves 0.6 % of
/// a build of 10,000 notes.
#[inline]
pub(in crate::core::note::log) fn trimmed(word: &str, is_edge: impl Fn(char) -> bool) -> &str {
    let mut bytes = word.bytes();
    let is_inner = |end: Option<u8>| end.is_none_or(|byte| byte.is_ascii_alphanumeric());
    if is_inner(bytes.next()) && is_inner(bytes.next_back()) { word } else { word.trim_matches(is_edge) }
}

/// Whether a character at an edge of a word is none of it.
pub(in crate::core::note::log) fn is_edge(letter: char) -> bool {
    !letter.is_alphanumeric() && !matches!(letter, '→' | '←' | '➡' | '⬅' | '⟶' | '⟵' | '-' | '<' | '>' | ':')
        || matches!(letter, '"' | '“' | '”' | '!' | '?' | '…')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn edges_are_taken_off_at_both_ends(word in "[a1é.→\"!-]{0,4}") {
            prop_assert_eq!(trimmed(&word, is_edge), word.trim_matches(is_edge));
        }
    }
}
