//! Contacts and their histories.
pub mod contact;
pub mod matching;
pub mod settings;
