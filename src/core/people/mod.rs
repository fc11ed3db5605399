//! Contacts and their histories, put together from all notes.

pub mod contact;
pub mod gather;
pub mod history;
pub mod lines;
pub mod matching;
pub mod names;
pub mod settings;
pub mod spellings;
