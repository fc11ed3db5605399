//! Makes notes of people from elsewhere: cards of an address book and rows of a table. Pure: `io` reads the
//! files and writes the notes.
//!
//! The readers turn every format into a [`card::Card`], and `note_writer` turns a card into a note.
#![warn(clippy::indexing_slicing, clippy::string_slice)]

pub mod card;
pub mod csv;
pub mod encoding;
mod fields;
pub mod file_name;
pub mod findings;
pub mod matching;
mod merge;
pub mod note_template;
pub mod note_writer;
pub mod plan;
pub mod profiles;
mod sections;
pub mod source;
pub mod template;
pub mod typed;
pub mod vcard;
pub mod yaml_text;
