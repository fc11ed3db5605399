//! Contacts and their histories.
pub mod contact;
pub mod settings;
