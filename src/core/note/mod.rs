//! Reads one note: takes its bytes and gives its facts. Runs for each file in parallel; the text is dropped
//! once its facts are taken.
#![warn(clippy::indexing_slicing, clippy::string_slice)]

pub mod body;
pub mod channel;
mod contact_note;
mod daily_format;
pub mod details;
pub(in crate::core) mod doubts;
pub mod facts;
pub mod fields;
mod folder_notes;
pub mod front_matter;
pub mod hashtags;
pub(in crate::core) mod headings;
mod key_dates;
pub mod kind;
pub mod linked_names;
pub mod log;
pub mod meant_tags;
mod meeting;
pub mod mentions;
mod name;
mod name_day;
mod owed;
pub mod purposes;
pub mod rare;
mod raw_lines;
pub mod read;
pub mod report;
pub(crate) mod tag_effect;
pub mod tasks;
