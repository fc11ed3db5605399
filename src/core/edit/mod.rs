//! Changes to notes as values: what a note's bytes become, worked out from the bytes
//! alone. `io` applies them, so a dry run, a diff and a refusal come for free.
//!
//! Every change is read back ([`verify`]): the note must say exactly what it said
//! before and the one thing that was meant, else there is no change at all.

pub mod beside;
pub mod config_start;
pub mod date_form;
pub mod front_matter;
pub mod inbox;
pub mod lines;
pub mod log_entry;
pub mod log_layout;
pub mod log_line;
pub mod log_period;
pub mod log_style;
pub mod new_card;
pub mod new_table;
mod outline;
pub mod proposal;
pub mod sync;
pub mod table_row;
pub mod task;
pub mod tick_stamp;
pub mod ticks;
pub mod verify;
pub mod when;
pub mod yaml_line;

use super::note::facts::ContactFacts;
use super::place::NotePath;
use sha2::{Digest, Sha256};

/// Hash of a file's bytes.
pub type Hash = [u8; 32];

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the vault.
    pub path: NotePath,
    /// Hash of the bytes it was worked out from; a file with other bytes is not touched.
    pub old: Hash,
    /// All its bytes afterwards.
    pub new: Vec<u8>,
    /// Line (from 1) on which the change begins, for messages.
    pub line: usize,
}

impl Change {
    /// A change from these bytes to those.
    pub fn new(path: &NotePath, old: &[u8], new: Vec<u8>, line: usize) -> Change {
        Change { path: path.clone(), old: hash(old), new, line }
    }
}

/// The hash that a change was worked out from.
pub fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// What somebody is called.
fn names(contact: &ContactFacts) -> Vec<&str> {
    std::iter::once(&*contact.name).chain(contact.aliases.iter().map(|alias| &**alias)).collect()
}

/// Why a note is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What stands in the way, lower case, without a final full stop.
    pub message: String,
    /// What to do instead.
    pub help: String,
}

impl Refused {
    /// A refusal with advice.
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Refused {
        Refused { message: message.into(), help: help.into() }
    }
}
