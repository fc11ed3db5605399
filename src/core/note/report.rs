//! Collects the problems of one note while its text is available, so that each can quote its line.

use super::raw_lines::RawLines;
use crate::core::place::{Found, NotePath, Spot};
use crate::core::problem::{Code, Problem};
use std::cell::OnceCell;

/// Number of problems that quote their line. Later ones are only counted in the end, so a note full of
/// problems stays cheap.
const MOST_QUOTING: usize = 100;

/// The problems of one note.
#[derive(Debug)]
pub struct Report<'a> {
    path: &'a NotePath,
    text: &'a str,
    /// The lines of the text, split on first use.
    lines: OnceCell<Vec<&'a str>>,
    /// The problems so far.
    pub problems: Vec<Problem>,
}

impl<'a> Report<'a> {
    /// Returns an empty report on the note with this text.
    pub fn new(path: &'a NotePath, text: &'a str) -> Report<'a> {
        Report { path, text, lines: OnceCell::new(), problems: Vec::new() }
    }

    /// The path of the note.
    pub fn path(&self) -> &NotePath {
        self.path
    }

    /// The text of the note.
    pub fn text(&self) -> &'a str {
        self.text
    }

    fn lines(&self) -> &[&'a str] {
        self.lines.get_or_init(|| RawLines::of(self.text).collect())
    }

    /// Returns a line by its number, from 1, as it is in the file.
    pub fn line(&self, number: u32) -> Option<&'a str> {
        self.lines().get((number as usize).checked_sub(1)?).copied()
    }

    /// Returns the lines after line `number` up to and including line `last`. Numbers begin at 1; 0 is before
    /// the first line.
    pub fn lines_behind(&self, number: u32, last: u32) -> Option<&[&'a str]> {
        self.lines().get(number as usize..last as usize)
    }

    /// Adds a problem at a position and underlines `found` there.
    pub fn at(&mut self, code: Code, spot: Spot, found: &str, words: Words) {
        let problem =
            Problem::new(code, self.path, words.message).at(spot).help(words.help).effect(words.effect);
        let quoting = self.problems.len() < MOST_QUOTING;
        self.problems.push(match quoting.then(|| self.line(spot.line)).flatten() {
            Some(line) => problem.quoting(line, found.chars().count()),
            None => problem,
        });
    }

    /// Adds a problem at the first of some findings of one kind. `one` is the message if there is no other, `several`
    /// the message behind their number.
    pub fn first_of(
        &mut self,
        code: Code,
        found: &[(Spot, &str)],
        (one, several): (&str, &str),
        (help, effect): (&str, &str),
    ) {
        let Some((spot, first)) = found.first() else { return };
        let message = if found.len() == 1 { one.to_owned() } else { format!("{} {several}", found.len()) };
        self.at(code, *spot, first, words(message, help, effect));
    }

    /// Adds a problem at what was found, or about the whole note if it was found nowhere.
    pub fn at_or_whole(&mut self, code: Code, found: Option<Found<&str>>, words: Words) {
        match found {
            Some(found) => self.at(code, found.spot, found.value, words),
            None => self.whole(code, words),
        }
    }

    /// Adds a problem about the whole note.
    pub fn whole(&mut self, code: Code, words: Words) {
        self.problems
            .push(Problem::new(code, self.path, words.message).help(words.help).effect(words.effect));
    }
}

/// What happens to what looks like an interaction but is not read as one.
pub const NO_INTERACTION: &str = "it does not count as an interaction";
/// What happens to a line that looks like an interaction but is not read as one.
pub const LINE_IS_NO_INTERACTION: &str = "the line does not count as an interaction";

/// The words of a problem.
#[derive(Clone, Debug)]
pub struct Words {
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// What the tool did instead.
    pub effect: String,
}

/// Creates [`Words`].
pub fn words(message: impl Into<String>, help: impl Into<String>, effect: impl Into<String>) -> Words {
    Words { message: message.into(), help: help.into(), effect: effect.into() }
}
