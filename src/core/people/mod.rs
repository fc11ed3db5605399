//! Contacts and their histories, put together from all notes.

mod addresses;
mod attendees;
pub mod contact;
mod day_order;
pub mod gather;
pub mod history;
pub(in crate::core) mod lines;
pub mod matching;
pub mod names;
mod nearly;
pub mod settings;
mod shared;
mod spellings;
