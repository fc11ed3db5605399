//! What is wanted at an output's place beside what lies there. [`super::write`] decides what comes of it.

use super::failure::Failure;
use super::manifest::hash;
use super::open::{Refusal, bounded};
use super::stage::{Content, MOST_JSON, MOST_OUTPUT, Made, Staged, Wanted, hash_of};
use crate::core::edit::ticks::{Carried, carried, unticked};
use crate::core::output::Folder;
use std::path::Path;

const AGENDA: &str = "agenda.md";

/// What is wanted beside what lies there.
pub(super) struct Compared<'a> {
    pub(super) made: Made<'a>,
    pub(super) hash: String,
    /// Identity of what lies there, if it is a regular file.
    pub(super) found: Option<String>,
    pub(super) same: bool,
    pub(super) ticks: usize,
}

/// Compares a wanted output with what lies at its place.
pub(super) fn compare<'a>(wanted: Wanted<'a>, path: &Path, shown: &str) -> Result<Compared<'a>, Failure> {
    match wanted.content {
        Content::Bytes(bytes) if is_agenda(wanted.folder, wanted.path) => compare_agenda(bytes, path, shown),
        Content::Bytes(bytes) => {
            let (found, hash) = (there(hash_of(path, MOST_OUTPUT), shown)?, hash(bytes));
            let same = found.as_ref() == Some(&hash);
            Ok(Compared { made: Made::Bytes(bytes), hash, found, same, ticks: 0 })
        }
        Content::Staged(Staged { beside: None, hash }) => {
            let found = Some(hash.clone());
            Ok(Compared { made: Made::Placed, hash, found, same: true, ticks: 0 })
        }
        Content::Staged(Staged { beside: Some(beside), hash }) => {
            let found = there(hash_of(path, MOST_JSON), shown)?;
            Ok(Compared { made: Made::Beside(beside), hash, found, same: false, ticks: 0 })
        }
    }
}

/// As [`compare`], with the ticks of the agenda that lies there.
fn compare_agenda<'a>(bytes: &'a [u8], path: &Path, shown: &str) -> Result<Compared<'a>, Failure> {
    let found = there(bounded(path, MOST_OUTPUT), shown)?;
    let carried = found.as_ref().map(|found| with_ticks(found, bytes));
    let wanted = carried.as_ref().map_or(bytes, |carried| carried.text.as_bytes());
    Ok(Compared {
        made: Made::Agenda(bytes),
        hash: identity(AGENDA, wanted),
        same: found.as_deref() == Some(wanted),
        found: found.map(|found| identity(AGENDA, &found)),
        ticks: carried.as_ref().map_or(0, |carried| carried.ticks),
    })
}

/// What was read at an output's place; none where a file is still to come.
pub(super) fn there<T>(read: Result<T, Refusal>, shown: &str) -> Result<Option<T>, Failure> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(Refusal::Missing | Refusal::Odd("a symbolic link")) => Ok(None),
        Err(refusal) => Err(Failure::new(format!("`{shown}` {}", refusal.describe()))
            .help("move it away, or name another folder with `--out`")),
    }
}

/// `agenda.md` in the output folder: people tick it, and what they ticked is carried over.
fn is_agenda(folder: Folder, path: &str) -> bool {
    folder == Folder::Out && path == AGENDA
}

/// The new agenda with the ticks of the one that lies there.
pub(super) fn with_ticks(old: &[u8], new: &[u8]) -> Carried {
    carried(&String::from_utf8_lossy(old), &String::from_utf8_lossy(new))
}

/// What tells an output from others: its hash, and of the agenda that without its ticks,
/// so that ticking it is no edit.
pub(super) fn identity(path: &str, bytes: &[u8]) -> String {
    if path == AGENDA { hash(unticked(&String::from_utf8_lossy(bytes)).as_bytes()) } else { hash(bytes) }
}
