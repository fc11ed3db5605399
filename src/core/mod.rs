//! Everything that decides: pure functions from notes, configuration and a day to outputs. No clock, no file
//! system, no printing, no environment.

pub mod address;
pub mod agenda;
pub(crate) mod bytes;
pub mod compile;
pub mod config;
pub mod date_text;
pub mod day;
pub mod edit;
pub mod guard;
pub mod harvest;
pub mod import;
pub mod init;
pub mod interval;
pub mod lint;
pub(crate) mod name_suffix;
pub(crate) mod named;
pub mod nearest;
pub mod note;
pub(crate) mod object;
pub mod output;
pub mod people;
pub mod place;
pub mod plan;
pub mod preview;
pub mod problem;
pub mod review;
pub(crate) mod sad_words;
pub mod schedule;
#[cfg(test)]
pub(crate) mod table_rows;
pub mod text;
pub mod time_text;
pub mod truth;
pub mod workdays;
