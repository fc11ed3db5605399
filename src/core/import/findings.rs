//! What reading somebody's export comes to: people, and everything that was lost or
//! doubtful, each with its line in the file.

use super::card::{Card, LabelledText, add_once};
use crate::core::address::Address;
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, DateOrder, read_date};
use crate::core::day::{Day, Yearly};
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem, quoted};

/// A person in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCard {
    /// Who.
    pub card: Card,
    /// The file.
    pub file: NotePath,
    /// The line on which the card or row begins.
    pub line: usize,
}

/// Collects the problems of one file.
#[derive(Debug)]
pub struct Findings<'a> {
    /// The file, as it was typed.
    pub file: &'a NotePath,
    /// How slashed dates are meant.
    pub order: Option<DateOrder>,
    /// What was lost or doubtful.
    pub problems: Vec<Problem>,
}

impl<'a> Findings<'a> {
    /// Findings of a file.
    pub fn new(file: &'a NotePath, order: Option<DateOrder>) -> Findings<'a> {
        Findings { file, order, problems: Vec::new() }
    }

    /// Says what is wrong on a line.
    pub fn say(&mut self, code: Code, line: usize, message: String, help: &str, effect: &str) {
        self.problems
            .push(Problem::new(code, self.file, message).at(Spot::new(line, 1)).help(help).effect(effect));
    }

    /// A yearly date, or a problem; a text that programs write for "none" is nothing.
    pub fn yearly(&mut self, text: &str, what: &str, line: usize) -> Option<Yearly> {
        self.date(text, what, line, read_yearly)
    }

    /// A whole date, or a problem.
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
        let (code, said, help) = match fault {
            DateFault::NotADate => (
                Code::BadDate,
                "is not a complete date",
                "complete it in the note, as `1985-11-02` or `11-02`",
            ),
            DateFault::Impossible => {
                (Code::ImpossibleDate, "is a date that does not exist", "correct it in the note")
            }
            DateFault::Ambiguous => (
                Code::AmbiguousDate,
                "could be read day first or month first",
                "run it again with `--date-order dmy` or `mdy`",
            ),
            DateFault::TwoDigitYear => {
                (Code::TwoDigitYear, "has a two-digit year", "add it to the note with all four digits")
            }
        };
        self.say(code, line, format!("{what} {} {said}", quoted(text)), help, "the date is left out");
        None
    }

    /// Adds a yearly date to a card, or says what is wrong with it.
    pub(super) fn add_date(&mut self, card: &mut Card, label: &str, text: &str, line: usize) {
        let found = self.yearly(text, &format!("the date `{label}`"), line);
        let date = found.map(|yearly| (label.to_owned(), yearly));
        card.dates.extend(date.filter(|date| !card.dates.contains(date)));
    }

    /// Adds an address to a card; one that no message can be sent to is kept apart and said.
    pub(super) fn add_email(&mut self, card: &mut Card, label: &str, text: &str, line: usize) {
        let address = text.strip_prefix("mailto:").unwrap_or(text).trim();
        let text = LabelledText::new(label, address);
        if address.is_empty() {
            return;
        }
        if Address::is(address) {
            return add_once(&mut card.emails, text);
        }
        self.say(
            Code::BadEmail,
            line,
            format!("not an e-mail address: {}", quoted(address)),
            "correct it in the note, under `email`",
            "it is kept under `other-email`",
        );
        card.keep("other-email", text);
    }
}

/// What programs write for no date at all.
fn is_none(text: &str) -> bool {
    text.is_empty() || text.chars().all(|letter| matches!(letter, '0' | '/' | '-' | '.' | 'T' | ':' | 'Z'))
}
