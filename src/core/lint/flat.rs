//! Text normalized for looking up words: lower case, straight apostrophes, single spaces, and one sign
//! for each place to fill in and each link. Every character keeps its position in the file.

use super::message::Line;
use crate::core::place::Spot;

/// Replaces a place to fill in, `[? …]`.
pub(super) const PLACE: char = '\u{fffc}';
/// Replaces a web address.
pub(super) const LINK: char = '\u{fffb}';

/// The normalized text of some lines. `letters`, `written` and `spots` have one item for each character.
#[derive(Clone, Debug, Default)]
pub(super) struct Flat {
    /// Folded to lower case and straight apostrophes.
    letters: Vec<char>,
    /// In the original case.
    written: Vec<char>,
    spots: Vec<Spot>,
    /// `letters` as a string, for looking up words.
    text: String,
}

/// A sentence of a [`Flat`] text.
pub(super) struct Sentence<'a> {
    flat: &'a Flat,
    from: usize,
    to: usize,
    /// The character that ends it: `.`, `!`, `?`, a line break, or a space at the end of the text.
    pub(super) end: char,
}

impl Flat {
    pub(super) fn of(lines: &[Line]) -> Flat {
        let mut flat = Flat::default();
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

    /// Where the given words occur, not as a part of longer words.
    pub(super) fn find(&self, words: &str) -> Vec<Spot> {
        // Counted on from one place to the next, so that many places do not take quadratic time.
        let (mut from, mut letters) = (0, 0);
        let spots = positions(&self.text, words).filter_map(|at| {
            letters += self.text.get(from..at)?.chars().count();
            from = at;
            self.spots.get(letters).copied()
        });
        spots.collect()
    }

    pub(super) fn has(&self, words: &str) -> bool {
        position(&self.text, words).is_some()
    }

    pub(super) fn has_any(&self, list: &[&str]) -> bool {
        list.iter().any(|words| self.has(words))
    }

    pub(super) fn contains(&self, sign: char) -> bool {
        self.letters.contains(&sign)
    }

    /// The number of words, without places to fill in.
    pub(super) fn words(&self) -> usize {
        let words = self.letters.split(|letter| letter.is_whitespace());
        words.filter(|word| word.iter().any(|letter| letter.is_alphanumeric() || *letter == LINK)).count()
    }

    /// The number of characters, without places to fill in.
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

/// The byte offset at which words first occur in a text, not as a part of longer words.
pub(super) fn position(text: &str, words: &str) -> Option<usize> {
    positions(text, words).next()
}

fn positions(text: &str, words: &str) -> impl Iterator<Item = usize> {
    text.match_indices(words).map(|(at, _)| at).filter(move |at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

fn begins(letters: &[char], words: &str) -> bool {
    let mut letters = letters.iter();
    words.chars().all(|wanted| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(&wanted)))
}

impl Sentence<'_> {
    /// The sentence in lower case.
    pub(super) fn text(&self) -> String {
        self.part(&self.flat.letters)
    }

    /// The sentence in its original case.
    pub(super) fn written(&self) -> String {
        self.part(&self.flat.written)
    }

    fn part(&self, letters: &[char]) -> String {
        letters.get(self.from..self.to).unwrap_or_default().iter().collect::<String>().trim().to_owned()
    }

    /// The position of its first character that is not white space.
    pub(super) fn spot(&self) -> Spot {
        let letters = self.flat.letters.get(self.from..).unwrap_or_default();
        let skipped = letters.iter().take_while(|letter| letter.is_whitespace()).count();
        self.flat.spots.get(self.from + skipped).copied().unwrap_or(Spot { line: 1, column: 1 })
    }

    /// Its words in lower case, without punctuation around them.
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
    fn words_are_found_across_line_ends_with_their_position() {
        let flat = flat("Hi,\n\nI’m  just\nchecking in. [? just\tx] https://a.example/just?x=1");
        assert_eq!(flat.find("just checking in"), [Spot { line: 3, column: 6 }]);
        assert_eq!(flat.find("just").len(), 1);
        assert!(flat.has("i'm") && !flat.has("check"));
        assert!(flat.contains(PLACE) && flat.contains(LINK));
    }

    #[test]
    fn sentences_end_at_marks_before_a_space_and_at_list_items() {
        let flat = flat("One, at 9.30. Two? \"Three!\"\n\n- four\n- five");
        let sentences: Vec<String> = flat.sentences().iter().map(Sentence::text).collect();
        assert_eq!(sentences, ["one, at 9.30", "two", "\"three", "- four", "- five"]);
    }
}
