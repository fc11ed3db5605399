//! People from elsewhere: cards of an address book and rows of a table become
//! notes. Pure: `io` reads the files and writes what is decided here.
//!
//! `card` is the meeting point: readers make cards, `note_writer` makes notes of them.

pub mod card;
mod fields;
pub mod file_name;
pub mod note_writer;
mod quote;
mod sections;
pub mod template;
pub mod yaml_text;
