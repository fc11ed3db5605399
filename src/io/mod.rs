//! Everything that touches the disk, the clock or the machine. `io` makes no decisions about people: notes go to
//! `core` as bytes, and outputs come from there as bytes.
//!
//! A vault may hold anything (design 8): a file is inspected without following links, opened without
//! blocking, and read only if it is a regular file.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "this ring is where the disk and the clock are"
)]

pub mod clock;
pub mod create;
pub mod edit;
pub mod editor;
pub mod failure;
pub mod folders;
mod known_outputs;
pub mod lock;
pub mod machine;
pub mod mail;
pub mod maildir;
pub mod manifest;
pub mod messages;
pub mod new_notes;
pub mod open;
pub mod progress;
pub mod read;
pub mod serve;
pub mod settings;
pub mod signal;
mod stage;
pub mod temporary;
pub mod threads;
pub mod vault;
pub mod walk;
pub mod watch;
pub mod write;
