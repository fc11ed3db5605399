//! The words of a task around its markers.

use std::borrow::Cow;
use std::ops::Range;

/// What no marker took of a text. Most of it stands in one piece, with markers behind it: there is no
/// copy until words stand on both sides of one.
pub(super) struct Kept<'a> {
    text: &'a str,
    /// Where the words begin in it, as long as they are borrowed.
    start: usize,
    words: Cow<'a, str>,
    /// Blanks behind the words, which are kept if others follow.
    blanks: usize,
}

impl<'a> Kept<'a> {
    pub(super) fn of(text: &'a str) -> Kept<'a> {
        Kept { text, start: 0, words: Cow::Borrowed(""), blanks: 0 }
    }

    /// Keeps a piece of the text.
    pub(super) fn add(&mut self, piece: Range<usize>) {
        let added = self.text.get(piece.clone()).unwrap_or_default();
        match &mut self.words {
            Cow::Borrowed(words) if self.blanks == 0 && self.start + words.len() == piece.start => {
                *words = self.text.get(self.start..piece.end).unwrap_or_default();
            }
            _ if added.bytes().all(|byte| byte == b' ') => self.blanks += added.len(),
            Cow::Borrowed("") if self.blanks == 0 => {
                (self.start, self.words) = (piece.start, Cow::Borrowed(added));
            }
            words => {
                let words = words.to_mut();
                words.extend(std::iter::repeat_n(' ', self.blanks));
                words.push_str(added);
                self.blanks = 0;
            }
        }
    }

    /// Keeps what follows apart from a word that has just ended.
    pub(super) fn end_word(&mut self) {
        if self.blanks == 0 && self.words.ends_with(char::is_alphanumeric) {
            self.blanks = 1;
        }
    }

    pub(super) fn words(self) -> Cow<'a, str> {
        self.words
    }
}
