//! The results of reading an imported file: people, and problems about values that were lost or doubtful,
//! each with its line in the file.

use super::card::{Card, LabelledText};
use crate::core::address::Address;
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, DateOrder, read_date};
use crate::core::day::{Day, Yearly};
use crate::core::note::fields::values::is_unknown;
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::one_line;
use crate::core::truth::truth;

/// A person found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCard {
    /// The person.
    pub card: Card,
    /// The file, as the user named it.
    pub file: NotePath,
    /// The line on which the card or row begins.
    pub line: usize,
}

/// Collects the problems of a file.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The file, as the user named it.
    pub file: &'a NotePath,
    /// How dates with slashes are read.
    pub order: Option<DateOrder>,
    /// The problems found so far.
    pub problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    /// Returns an empty collection for a file.
    pub fn new(file: &'a NotePath, order: Option<DateOrder>) -> Findings<'a> {
        Findings { file, order, problems: Vec::new() }
    }

    /// Reports a problem on a line.
    pub fn report(&mut self, code: Code, line: usize, message: String, help: &str, effect: &str) {
        self.problems
            .push(Problem::new(code, self.file, message).at(Spot::new(line, 1)).help(help).effect(effect));
    }

    /// Reads a yearly date, or reports a problem. A text that means "no date" is skipped.
    pub fn yearly(&mut self, text: &str, what: &str, line: usize) -> Option<Yearly> {
        self.date(text, what, line, read_yearly)
    }

    /// Reads a date with its year, or reports a problem.
    pub fn day(&mut self, text: &str, what: &str, line: usize) -> Option<Day> {
        self.date(text, what, line, read_date)
    }

    fn date<D>(
        &mut self,
        text: &str,
        what: &str,
        line: usize,
        read: fn(&str, Option<DateOrder>) -> Result<D, DateFault>,
    ) -> Option<D> {
        let text = text.trim();
        let fault = match read(text, self.order) {
            _ if is_none(text) => return None,
            Ok(date) => return Some(date),
            Err(fault) => fault,
        };
        let (said, help) = match fault {
            DateFault::NotADate => {
                ("is not a complete date", "complete it in the note, as `1985-11-02` or `11-02`")
            }
            DateFault::Impossible => ("is a date that does not exist", "correct it in the note"),
            DateFault::Ambiguous => {
                ("could be read day first or month first", "run it again with `--date-order dmy` or `mdy`")
            }
            DateFault::TwoDigitYear => ("has a two-digit year", "add it to the note with all four digits"),
        };
        let message = format!("{what} {} {said}", quoted(text));
        self.report(Code::from(fault), line, message, help, "the date is left out");
        None
    }

    /// Adds a yearly date to a card, or reports what is wrong with it.
    pub(super) fn add_date(&mut self, card: &mut Card, label: &str, text: &str, line: usize) {
        let found = self.yearly(text, &format!("the date `{label}`"), line);
        let date = found.map(|yearly| (label.to_owned(), yearly));
        card.dates.extend(date.filter(|date| !card.dates.contains(date)));
    }

    /// Adds an e-mail address to a card. One that no message can be sent to is reported, and kept under
    /// another key.
    pub(super) fn add_email(&mut self, card: &mut Card, label: &str, text: &str, line: usize) {
        let address = text.strip_prefix("mailto:").unwrap_or(text).trim();
        let text = LabelledText::new(label, address);
        if address.is_empty() {
            return;
        }
        if Address::is(address) {
            return card.add_email(text);
        }
        self.report(
            Code::BadEmail,
            line,
            format!("not an e-mail address: {}", quoted(address)),
            "correct it in the note, under `email`",
            "it is kept under `other-email`",
        );
        card.keep("other-email", text);
    }
}

/// Returns what a note says if a text says that somebody died: the day, or the text, as any word but those for
/// no and for nothing says as much. They are not to be written to.
pub fn died(text: &str, order: Option<DateOrder>) -> Option<String> {
    let text = one_line(text);
    let is_alive = is_none(&text) || is_unknown(&text) || truth(&text) == Some(false);
    (!is_alive).then(|| read_date(&text, order).map_or(text, |day| day.to_string()))
}

/// Whether the text is one that programs write for no date.
pub fn is_none(text: &str) -> bool {
    text.is_empty() || text.chars().all(|letter| matches!(letter, '0' | '/' | '-' | '.' | 'T' | ':' | 'Z'))
}
