//! People from elsewhere: cards of an address book and rows of a table become
//! notes. Pure: `io` reads the files and writes what is decided here.
//!
//! `card` is the meeting point: readers make cards, `note_writer` makes notes of them.

pub mod card;
pub mod csv;
pub mod encoding;
mod fields;
pub mod file_name;
pub mod findings;
pub mod matching;
pub mod note_writer;
pub mod plan;
mod sections;
pub mod source;
pub mod template;
pub mod typed;
pub mod vcard;
pub mod yaml_text;
