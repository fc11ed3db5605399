//! Changing a note on the disk: whole or not at all, never over somebody else's work,
//! and never two of us at once (design 8, "Editing notes").
//!
//! The lock is on the handle of the note's folder, so nothing is left in the vault.
//! Under it the note is read again, the change is worked out from these bytes, written
//! beside it, and moved into place if the note still is what was read.

use super::failure::Failure;
use super::lock::{self, Lock};
use super::open::{Refusal, bounded_below, reason};
use super::read::MOST_NOTE;
use super::temporary::{Rights, sweep, temporary};
use super::vault::Vault;
use crate::core::edit::{Change, Refused, hash};
use crate::core::place::NotePath;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// How long a note is waited for whose folder somebody else holds (design 8).
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How often a change is worked out anew when the note changed meanwhile.
const TRIES: usize = 3;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The file, relative to the vault.
    pub path: NotePath,
    /// Its bytes before; nothing for a new file.
    pub before: Vec<u8>,
    /// Its bytes after.
    pub after: Vec<u8>,
    /// Line on which the change begins.
    pub line: usize,
}

/// Whether a change is made or only shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is made.
    Write,
    /// It is worked out and nothing is written.
    DryRun,
}

/// Changes a file of the vault. `make` gets its bytes, nothing if there is no such file,
/// and says what becomes of them; it is asked again if the file changed meanwhile.
pub fn edit(
    vault: &Vault,
    path: &NotePath,
    mode: Mode,
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    let _lock = match mode {
        Mode::Write => Some(locked(vault, path)?),
        Mode::DryRun => None,
    };
    tried(vault, path, mode, make)
}

/// As [`edit`], of a file whose folder is held already.
pub fn edit_held(
    vault: &Vault,
    path: &NotePath,
    _held: &Lock,
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    tried(vault, path, Mode::Write, make)
}

/// Holds the folder of a file, so that nobody else reads and changes it in between; none where there is no folder.
pub fn hold(vault: &Vault, path: &NotePath) -> Result<Option<Lock>, Failure> {
    let folder = vault.root.join(path.folder());
    if folder.is_dir() { locked(vault, path).map(Some) } else { Ok(None) }
}

fn tried(
    vault: &Vault,
    path: &NotePath,
    mode: Mode,
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    let file = vault.root.join(path.as_str());
    let folder = file.parent().unwrap_or(&vault.root).to_owned();
    for _ in 0..TRIES {
        let before = content(vault, path)?;
        let change = make(before.as_deref().unwrap_or_default()).map_err(|refused| refusal(path, refused))?;
        let edited = Edited {
            path: path.clone(),
            line: change.line,
            after: change.new.clone(),
            before: before.clone().unwrap_or_default(),
        };
        if before.as_deref() == Some(&change.new) {
            return Ok(edited);
        }
        if mode == Mode::DryRun {
            return writable(&file, path, before.is_some()).map(|_| edited);
        }
        if put(vault, &file, &folder, path, &change, before.is_some())? == Put::Done {
            return Ok(edited);
        }
    }
    Err(Failure::new(format!("`{path}` is being changed by another program; it was not changed here"))
        .help("wait until it is saved, then try again"))
}

/// What would become of a file that others change before: these are its bytes by then.
pub fn rehearse(
    path: &NotePath,
    before: &[u8],
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    let change = make(before).map_err(|refused| refusal(path, refused))?;
    Ok(Edited { path: path.clone(), line: change.line, after: change.new, before: before.to_vec() })
}

fn locked(vault: &Vault, path: &NotePath) -> Result<Lock, Failure> {
    let file = vault.root.join(path.as_str());
    let folder = file.parent().unwrap_or(&vault.root);
    let held = || {
        Failure::new(format!(
            "another followup is changing notes next to `{path}` and did not finish within {} seconds",
            PATIENCE.as_secs()
        ))
        .help("wait for it, or end it, and try again; the note was not changed")
    };
    let failed = |error: std::io::Error| {
        Failure::new(format!("`{path}` cannot be changed: {}", reason(&error)))
            .help("check the folder and its permissions")
    };
    let lock = lock::queue(folder, &file, PATIENCE).map_err(failed)?.ok_or_else(held)?;
    // Whoever holds the lock is the only one to write here: what is left is a killed run's.
    sweep(folder);
    Ok(lock)
}

/// The bytes of a file; `None` if there is none.
pub fn content(vault: &Vault, path: &NotePath) -> Result<Option<Vec<u8>>, Failure> {
    match bounded_below(&vault.root, path.as_str(), MOST_NOTE as u64) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(Refusal::Missing) => Ok(None),
        Err(refusal) => Err(Failure::new(format!("`{path}` {}", refusal.describe()))
            .help("only regular files of up to 8 MB are changed")),
    }
}

fn refusal(path: &NotePath, refused: Refused) -> Failure {
    Failure::new(format!("`{path}` was not changed: {}", refused.message)).help(refused.help)
}

/// Rights and owner of a file that is there, if it may be changed.
fn writable(file: &Path, path: &NotePath, existed: bool) -> Result<Option<std::fs::Metadata>, Failure> {
    if !existed {
        return Ok(None);
    }
    let kept = std::fs::metadata(file).map_err(|error| not_written(path, &error))?;
    if kept.permissions().readonly() {
        return Err(Failure::new(format!("`{path}` is write-protected, so it was not changed"))
            .help(format!("allow it with `chmod u+w`, then try again: {}", file.display())));
    }
    Ok(Some(kept))
}

fn not_written(path: &NotePath, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{path}` could not be written: {}", reason(error)))
        .help("it is as it was; check the permissions of the folder and the free disk space")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    Done,
    /// The file is not what the change was worked out from any more.
    Changed,
}

fn put(
    vault: &Vault,
    file: &Path,
    folder: &Path,
    path: &NotePath,
    change: &Change,
    existed: bool,
) -> Result<Put, Failure> {
    let failed = |error: std::io::Error| not_written(path, &error);
    let kept = writable(file, path, existed)?;
    let mut temporary = beside(folder, kept.as_ref()).map_err(failed)?;
    temporary.write_all(&change.new).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    match content(vault, path)? {
        Some(now) if existed && hash(&now) == change.old => {
            temporary.persist(file).map_err(|error| failed(error.error))?;
        }
        None if !existed => {
            // Whoever made the file meanwhile keeps it.
            match temporary.persist_noclobber(file) {
                Ok(_) => {}
                Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => {
                    return Ok(Put::Changed);
                }
                Err(error) => return Err(failed(error.error)),
            }
        }
        Some(_) | None => return Ok(Put::Changed),
    }
    if let Ok(handle) = std::fs::File::open(folder) {
        let _ = handle.sync_all();
    }
    Ok(Put::Done)
}

/// A file beside the note, with the note's rights and owner.
fn beside(folder: &Path, kept: Option<&std::fs::Metadata>) -> std::io::Result<tempfile::NamedTempFile> {
    let file = temporary(folder, if kept.is_some() { Rights::Own } else { Rights::Usual })?;
    if let Some(kept) = kept {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            // Only root can give a file away; for everybody else it is theirs already.
            let _ = std::os::unix::fs::chown(file.path(), Some(kept.uid()), Some(kept.gid()));
        }
        file.as_file().set_permissions(kept.permissions())?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits a note that somebody else changes while each of the first tries is worked out.
    fn beside(foreign: usize) -> (Result<Edited, Failure>, usize, String) {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault { root: std::fs::canonicalize(folder.path()).unwrap() };
        let file = vault.root.join("Ada.md");
        std::fs::write(&file, "one\n").unwrap();
        let mut tries = 0;
        let edited = edit(&vault, &NotePath::new("Ada.md"), Mode::Write, &mut |before| {
            tries += 1;
            if tries <= foreign {
                std::fs::write(&file, format!("theirs {tries}\n")).unwrap();
            }
            let new = [before, b"ours\n"].concat();
            Ok(Change { path: NotePath::new("Ada.md"), old: hash(before), new, line: 2 })
        });
        assert_eq!(std::fs::read_dir(&vault.root).unwrap().count(), 1, "nothing is left beside it");
        (edited, tries, std::fs::read_to_string(&file).unwrap())
    }

    #[test]
    fn a_foreign_change_is_never_written_over() {
        let (edited, tries, text) = beside(0);
        assert_eq!((edited.is_ok(), tries, text.as_str()), (true, 1, "one\nours\n"));
        let (edited, tries, text) = beside(2);
        assert_eq!((edited.is_ok(), tries, text.as_str()), (true, 3, "theirs 2\nours\n"));
        let (edited, tries, text) = beside(3);
        assert_eq!((tries, text.as_str()), (3, "theirs 3\n"));
        let said = format!("{:?}", edited.unwrap_err());
        assert!(
            said.contains("`Ada.md` is being changed by another program; it was not changed here"),
            "{said}"
        );
    }
}
