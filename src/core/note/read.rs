//! One note from bytes to facts.

use super::facts::{Exclusion, NoteFacts, Standing};
use crate::core::config::model::Config;
use crate::core::config::obsidian::VaultSettings;
use crate::core::day::Day;
use crate::core::place::NotePath;

/// What reading a note needs to know of the configuration, prepared once.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// What Obsidian says of the vault.
    pub vault: &'a VaultSettings,
    /// The day the run is for; decides what lies in the future.
    pub today: Day,
}

/// Reads one note. Never fails and never panics: what could not be used is a problem among the facts.
pub fn read_note(_reader: &Reader<'_>, path: &NotePath, _bytes: &[u8]) -> NoteFacts {
    NoteFacts {
        path: path.clone(),
        standing: Standing::Other(Exclusion::Unmarked),
        contact: None,
        entries: Vec::new(),
        tasks: Vec::new(),
        resource: None,
        problems: Vec::new(),
    }
}
