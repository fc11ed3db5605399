//! A text made flat for looking up words: lower case, straight apostrophes, one blank
//! between words, places and links as one sign each, and every letter knows its position.

use super::message::Line;
use crate::core::place::Spot;

/// Stands for `[? …]`.
pub(super) const PLACE: char = '\u{fffc}';
/// Stands for an address of the web.
pub(super) const LINK: char = '\u{fffb}';

/// The flat text.
#[derive(Clone, Debug)]
pub(super) struct Flat {
    letters: Vec<char>,
    written: Vec<char>,
    spots: Vec<Spot>,
    /// The letters once more, for looking up words, and where each begins in it.
    text: String,
    starts: Vec<usize>,
}

/// A sentence of the text; `end` is what ends it, or a blank.
pub(super) struct Sentence<'a> {
    flat: &'a Flat,
    pub(super) from: usize,
    to: usize,
    pub(super) end: char,
}

impl Flat {
    pub(super) fn of(lines: &[Line]) -> Flat {
        let mut flat = Flat {
            letters: Vec::new(),
            written: Vec::new(),
            spots: Vec::new(),
            text: String::new(),
            starts: Vec::new(),
        };
        for line in lines {
            let item = line.text.trim_start().starts_with(['-', '*', '•']);
            let gap = if line.text.trim().is_empty() || item { '\n' } else { ' ' };
            flat.push(gap, Spot { line: line.number, column: 1 });
            flat.push_line(line);
        }
        flat
    }

    fn push(&mut self, letter: char, spot: Spot) {
        let last = self.letters.last().copied();
        match letter {
            ' ' if last.is_none_or(char::is_whitespace) => return,
            '\n' if last == Some('\n') || last.is_none() => return,
            _ => {}
        }
        self.written.push(letter);
        let folded = match letter {
            '’' | '‘' => '\'',
            letter => letter.to_lowercase().next().unwrap_or(letter),
        };
        self.letters.push(folded);
        self.starts.push(self.text.len());
        self.text.push(folded);
        self.spots.push(spot);
    }

    fn push_line(&mut self, line: &Line) {
        let letters: Vec<char> = line.text.chars().collect();
        let mut place = 0;
        while let Some(letter) = letters.get(place).copied() {
            let spot = Spot::new(line.number as usize, place + 1);
            let rest = letters.get(place..).unwrap_or_default();
            let (sign, length) = if rest.starts_with(&['[', '?']) {
                let length = rest.iter().position(|letter| *letter == ']').map_or(rest.len(), |end| end + 1);
                (PLACE, length)
            } else if begins(rest, "https://") || begins(rest, "http://") || begins(rest, "www.") {
                (LINK, rest.iter().position(|letter| letter.is_whitespace()).unwrap_or(rest.len()))
            } else if letter.is_whitespace() {
                (' ', 1)
            } else {
                (letter, 1)
            };
            self.push(sign, spot);
            place += length;
        }
    }

    /// Positions at which words stand, not as a part of longer words.
    pub(super) fn find(&self, words: &str) -> Vec<Spot> {
        let length = words.chars().count();
        let places =
            self.text.match_indices(words).filter_map(|(byte, _)| self.starts.binary_search(&byte).ok());
        let whole = places.filter(|at| self.is_edge(at.wrapping_sub(1)) && self.is_edge(at + length));
        whole.filter_map(|at| self.spots.get(at).copied()).collect()
    }

    fn is_edge(&self, at: usize) -> bool {
        self.letters.get(at).is_none_or(|letter| !letter.is_alphanumeric())
    }

    pub(super) fn has(&self, words: &str) -> bool {
        !self.find(words).is_empty()
    }

    pub(super) fn has_any(&self, list: &[&str]) -> bool {
        list.iter().any(|words| self.has(words))
    }

    pub(super) fn contains(&self, sign: char) -> bool {
        self.letters.contains(&sign)
    }

    /// Words, places not counted.
    pub(super) fn words(&self) -> usize {
        let words = self.letters.split(|letter| letter.is_whitespace());
        words.filter(|word| word.iter().any(|letter| letter.is_alphanumeric() || *letter == LINK)).count()
    }

    /// Characters, places not counted.
    pub(super) fn length(&self) -> usize {
        self.letters.iter().filter(|letter| **letter != PLACE).count()
    }

    pub(super) fn sentences(&self) -> Vec<Sentence<'_>> {
        let mut sentences = Vec::new();
        let mut from = 0;
        for (at, letter) in self.letters.iter().enumerate() {
            let next = self.letters.get(at + 1).copied().unwrap_or(' ');
            let ends = *letter == '\n'
                || (matches!(letter, '.' | '!' | '?') && (next.is_whitespace() || next == '"'));
            if ends {
                sentences.push(Sentence { flat: self, from, to: at, end: *letter });
                from = at + 1;
            }
        }
        sentences.push(Sentence { flat: self, from, to: self.letters.len(), end: ' ' });
        sentences.retain(|sentence| sentence.text().chars().any(char::is_alphanumeric));
        sentences
    }
}

/// Where words begin in a text, not within other words.
pub(super) fn position(text: &str, words: &str) -> Option<usize> {
    let edge = |at: usize| {
        text.get(at..).and_then(|rest| rest.chars().next()).is_none_or(|letter| !letter.is_alphanumeric())
    };
    let starts = |at: usize| {
        text.get(..at)
            .and_then(|before| before.chars().next_back())
            .is_none_or(|letter| !letter.is_alphanumeric())
    };
    text.match_indices(words).map(|(at, _)| at).find(|at| starts(*at) && edge(at + words.len()))
}

fn begins(letters: &[char], words: &str) -> bool {
    let mut letters = letters.iter();
    words.chars().all(|wanted| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&wanted)))
}

impl Sentence<'_> {
    /// In lower case.
    pub(super) fn text(&self) -> String {
        self.part(&self.flat.letters)
    }

    /// As it was written.
    pub(super) fn written(&self) -> String {
        self.part(&self.flat.written)
    }

    fn part(&self, letters: &[char]) -> String {
        letters.get(self.from..self.to).unwrap_or_default().iter().collect::<String>().trim().to_owned()
    }

    /// Where it begins.
    pub(super) fn spot(&self) -> Spot {
        let blanks = self.flat.letters.get(self.from..).unwrap_or_default();
        let skipped = blanks.iter().take_while(|letter| letter.is_whitespace()).count();
        self.flat.spots.get(self.from + skipped).copied().unwrap_or(Spot { line: 1, column: 1 })
    }

    /// Its words, in lower case, without marks around them.
    pub(super) fn words(&self) -> Vec<String> {
        let text = self.text();
        let words =
            text.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '-' | PLACE));
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(text: &str) -> Flat {
        let lines = text.lines().zip(1..).map(|(text, number)| Line { number, text: text.to_owned() });
        Flat::of(&lines.collect::<Vec<_>>())
    }

    #[test]
    fn words_are_found_over_line_ends_and_know_where_they_stand() {
        let flat = flat("Hi,\n\nI’m  just\nchecking in. [? just\tx] https://a.example/just?x=1");
        assert_eq!(flat.find("just checking in"), [Spot { line: 3, column: 6 }]);
        assert_eq!(flat.find("just").len(), 1);
        assert!(flat.has("i'm") && !flat.has("check"));
        assert!(flat.contains(PLACE) && flat.contains(LINK));
    }

    #[test]
    fn sentences_end_where_one_would_say() {
        let flat = flat("One, at 9.30. Two? \"Three!\"\n\n- four\n- five");
        let sentences: Vec<String> = flat.sentences().iter().map(Sentence::text).collect();
        assert_eq!(sentences, ["one, at 9.30", "two", "\"three", "- four", "- five"]);
    }
}
