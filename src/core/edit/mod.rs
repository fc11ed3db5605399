//! Changes to notes, computed as values from a note's bytes alone. `io` applies them, so that a dry run, a
//! diff and a refusal need no code of their own.
//!
//! Every changed note is read again (see [`verify`]): it must say exactly what it said before plus the one
//! intended thing, else there is no change at all.

mod another_time;
pub mod carried;
pub mod config_start;
pub mod date_form;
pub mod day_meant;
pub mod front_matter;
pub mod inbox;
pub mod lines;
pub mod log_entry;
pub mod log_layout;
pub mod log_line;
pub mod log_lines;
pub mod log_period;
pub mod log_style;
pub mod met;
pub mod new_card;
pub mod new_fields;
pub mod new_table;
mod outline;
mod page_properties;
pub mod proposal;
pub mod repeating;
pub mod stray_words;
pub mod sync;
pub mod table_columns;
mod table_next;
pub mod table_row;
pub mod task;
pub mod tick_stamp;
pub mod ticks;
pub mod undone;
pub mod verify;
pub mod when;
pub mod yaml_line;

use super::config::model::Config;
use super::note::body::line::plain;
use super::note::facts::{ContactFacts, Reading};
use super::note::log::dates::after_date::behind_date;
use super::note::log::line::reading::read;
use super::note::log::line::subjects::{Subjects, names_in_log};
use super::people::contact::Contact;
use super::place::NotePath;

/// A change to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The complete new bytes.
    pub new: Vec<u8>,
    /// The line (from 1) on which the change begins, for messages.
    pub line: usize,
}

/// Returns the names by which the log of a contact may call them.
pub fn names<'a>(contact: &'a ContactFacts, path: &'a NotePath) -> Vec<&'a str> {
    names_in_log(&contact.name, &contact.aliases, path)
}

/// Returns how the log of a contact reads the words behind a date, and their hashtags. It skips a weekday or time in
/// front.
pub fn read_as_log(text: &str, contact: &Contact, config: &Config) -> (Reading, Vec<String>) {
    // As the line is written: with plain spaces.
    let text: String = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let words = plain(behind_date(&text, config.date_order));
    let names = names(&contact.facts, &contact.path);
    let found = read(&words.text, config.words.with(&Subjects::named(&names)));
    (found.reading, words.hashtags)
}

/// Why a file was not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The reason, lower case, without a final full stop.
    pub message: String,
    /// What to do instead.
    pub help: String,
}

impl Refused {
    /// Returns a refusal with a remedy.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Refused {
        Refused { message: message.into(), help: help.into() }
    }
}
