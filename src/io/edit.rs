//! Changes notes on the disk: whole or not at all, never over another program's work, and one run at a time
//! (design 8, "Editing notes").
//!
//! The lock is on the handle of the note's folder, so no lock file is left in the vault. While holding it,
//! the note is read again, the change is computed from these bytes and written to a temporary file, and this
//! file is moved into place if the note is still what was read.

use super::failure::Failure;
use super::lock::{self, Lock};
use super::open::{Refusal, bounded_below, reason};
use super::read::MOST_NOTE;
use super::temporary::{Rights, keep_moves, not_written, sweep, temporary};
use super::vault::Vault;
use crate::core::edit::{Change, Refused};
use crate::core::place::NotePath;
use std::fs::Metadata;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// How long an edit waits for a folder that another run has locked (design 8).
pub const PATIENCE: Duration = Duration::from_secs(10);
/// How often a change is computed before giving up on a note that keeps changing.
const TRIES: usize = 3;

/// An edited file, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The file, relative to the vault.
    pub path: NotePath,
    /// Its bytes before; empty for a new file.
    pub before: Vec<u8>,
    /// Its bytes after.
    pub after: Vec<u8>,
    /// Line where the change begins, counted from 1.
    pub line: usize,
}

/// Whether a change is written or only computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The file is written.
    Write,
    /// The change is computed and checked, and nothing is written.
    DryRun,
}

/// Changes a file of the vault. `make` gets the bytes of the file (empty if there is no such file) and
/// returns the change; it is called again if the file changed meanwhile.
pub fn edit(
    vault: &Vault,
    path: &NotePath,
    mode: Mode,
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    match mode {
        Mode::Write => edit_held(vault, path, &locked(vault, path)?, make),
        Mode::DryRun => {
            let before = content(vault, path)?;
            let edited = rehearse(path, before.as_deref().unwrap_or_default(), make)?;
            if before.is_some_and(|before| before != edited.after) {
                writable(&vault.root.join(path.as_str()), path)?;
            }
            Ok(edited)
        }
    }
}

/// Writes a change like [`edit`], to a file in a folder that the caller has locked with [`hold`].
pub fn edit_held(
    vault: &Vault,
    path: &NotePath,
    _held: &Lock,
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    for _ in 0..TRIES {
        let before = content(vault, path)?;
        let change = make(before.as_deref().unwrap_or_default()).map_err(|refused| refusal(path, refused))?;
        let is_same = before.as_deref() == Some(&change.new);
        if is_same || put(vault, path, &change.new, before.as_deref())? == Put::Done {
            return Ok(edited(path, before.unwrap_or_default(), change));
        }
    }
    Err(Failure::new(format!("`{path}` is being changed by another program; it was not changed here"))
        .help("wait until it is saved, then try again"))
}

/// Computes a change to a file whose bytes will be `before` once earlier changes of a dry run are made.
pub fn rehearse(
    path: &NotePath,
    before: &[u8],
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    let change = make(before).map_err(|refused| refusal(path, refused))?;
    Ok(edited(path, before.to_vec(), change))
}

fn edited(path: &NotePath, before: Vec<u8>, change: Change) -> Edited {
    Edited { path: path.clone(), before, after: change.new, line: change.line }
}

/// Locks the folder of a file, so that no other run changes it in between; `None` if there is no such folder.
pub fn hold(vault: &Vault, path: &NotePath) -> Result<Option<Lock>, Failure> {
    let folder = vault.root.join(path.folder());
    if folder.is_dir() { locked(vault, path).map(Some) } else { Ok(None) }
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
    // Only the holder of the lock writes here, so any temporary file is left over from a killed run.
    sweep(folder);
    Ok(lock)
}

/// Returns the bytes of a file of at most 8 MB; `None` if there is no such file.
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

/// Returns the permissions and owner of a file, or fails if it is write-protected.
fn writable(file: &Path, path: &NotePath) -> Result<Metadata, Failure> {
    let kept = std::fs::metadata(file).map_err(|error| failed(path, &error))?;
    if kept.permissions().readonly() {
        return Err(Failure::new(format!("`{path}` is write-protected, so it was not changed"))
            .help(format!("allow it with `chmod u+w`, then try again: {}", file.display())));
    }
    Ok(kept)
}

fn failed(path: &NotePath, error: &std::io::Error) -> Failure {
    not_written(path, "it is as it was; ", error)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    Done,
    /// The file changed after it was read, so it was not written.
    Changed,
}

/// Writes new bytes to a temporary file and moves it into place, unless the file does not hold `before` any
/// more (`None` for no file).
fn put(vault: &Vault, path: &NotePath, new: &[u8], before: Option<&[u8]>) -> Result<Put, Failure> {
    let failed = |error: std::io::Error| failed(path, &error);
    let file = vault.root.join(path.as_str());
    let folder = file.parent().unwrap_or(&vault.root);
    let kept = before.map(|_| writable(&file, path)).transpose()?;
    let mut temporary = beside(folder, kept.as_ref()).map_err(failed)?;
    temporary.write_all(new).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    if content(vault, path)?.as_deref() != before {
        return Ok(Put::Changed);
    }
    // A file that another program created meanwhile is kept.
    let is_new = before.is_none();
    match if is_new { temporary.persist_noclobber(&file) } else { temporary.persist(&file) } {
        Ok(_) => {}
        Err(error) if is_new && error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Ok(Put::Changed);
        }
        Err(error) => return Err(failed(error.error)),
    }
    keep_moves(folder);
    Ok(Put::Done)
}

/// Creates a temporary file next to the note, with the note's permissions and owner.
fn beside(folder: &Path, kept: Option<&Metadata>) -> std::io::Result<tempfile::NamedTempFile> {
    let file = temporary(folder, if kept.is_some() { Rights::Own } else { Rights::Usual })?;
    if let Some(kept) = kept {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            // Only root may change the owner; for anybody else the file has the right one already.
            let _ = std::os::unix::fs::chown(file.path(), Some(kept.uid()), Some(kept.gid()));
        }
        file.as_file().set_permissions(kept.permissions())?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Edits a note that another program changes during the first `foreign` tries.
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
            Ok(Change { new, line: 2 })
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
