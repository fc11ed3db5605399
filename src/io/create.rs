//! Creates and replaces files that a command makes for the user to keep, such as a new note or a workflow. A
//! file is written whole or not at all, and never over content that the command does not know.

use super::edit::PATIENCE;
use super::failure::Failure;
use super::lock::{Lock, queue};
use super::open::{Refusal, bounded};
use super::temporary::{not_written, sweep, synced_beside};
use std::path::Path;

/// Maximum size in bytes of an existing file that is compared with the wanted one.
const MOST: u64 = 1024 * 1024;

/// What exists at the path of a file to be created.
#[derive(Debug, PartialEq, Eq)]
pub enum Place {
    /// There is no such file.
    Free,
    /// A file with the wanted bytes.
    Same,
    /// A file with these other bytes; empty if it is too large to be read.
    Other(Vec<u8>),
}

/// Compares the file at `path`, if there is one, with the wanted bytes. Messages call the file `shown`.
pub fn look(path: &Path, bytes: &[u8], shown: &str) -> Result<Place, Failure> {
    match bounded(path, MOST) {
        Ok(found) if found == bytes => Ok(Place::Same),
        Ok(found) => Ok(Place::Other(found)),
        Err(Refusal::Large) => Ok(Place::Other(Vec::new())),
        Err(Refusal::Missing) => Ok(Place::Free),
        Err(refusal) => {
            Err(Failure::new(format!("`{shown}` {}", refusal.describe())).help("move away what is there"))
        }
    }
}

/// Creates a file, and its folder if need be. Fails if the file exists.
pub fn create(path: &Path, bytes: &[u8], shown: &str) -> Result<(), Failure> {
    let _lock = locked(path, shown)?;
    let file = synced_beside(path, bytes).map_err(|error| failed(shown, &error))?;
    file.persist_noclobber(path).map_err(|error| failed(shown, &error.error))?;
    Ok(())
}

/// Replaces `old` bytes with `new` ones and keeps the file's mode. Fails if the file does not hold `old` any
/// more.
pub fn replace(path: &Path, old: &[u8], new: &[u8], shown: &str) -> Result<(), Failure> {
    let _lock = locked(path, shown)?;
    let file = synced_beside(path, new).map_err(|error| failed(shown, &error))?;
    let mode = path.metadata().map_err(|error| failed(shown, &error))?.permissions();
    file.as_file().set_permissions(mode).map_err(|error| failed(shown, &error))?;
    if !bounded(path, MOST).is_ok_and(|found| found == old) {
        return Err(Failure::new(format!("`{shown}` changed while it was being edited"))
            .help("nothing was written; run the command again"));
    }
    file.persist(path).map_err(|error| failed(shown, &error.error))?;
    Ok(())
}

/// Creates the folder if need be, locks it as an edit of a note does, and removes what killed runs left in
/// it.
fn locked(path: &Path, shown: &str) -> Result<Lock, Failure> {
    let folder = path.parent().unwrap_or(path);
    let locked = std::fs::create_dir_all(folder).and_then(|()| queue(folder, path, PATIENCE));
    let lock = locked.map_err(|error| failed(shown, &error))?.ok_or_else(|| {
        Failure::new(format!("another followup is at work next to `{shown}` and did not finish"))
            .help("wait for it, or end it, and try again; nothing was written")
    })?;
    sweep(folder);
    Ok(lock)
}

fn failed(shown: &str, error: &std::io::Error) -> Failure {
    not_written(shown, "", error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_existing_file_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/x.yml");
        // The temporary file of a killed run must be removed.
        std::fs::create_dir_all(folder.path().join("a/b")).unwrap();
        std::fs::write(folder.path().join("a/b/.followup-tmp-killed"), b"on").unwrap();
        assert_eq!(look(&path, b"one", "x").unwrap(), Place::Free);
        create(&path, b"one", "x").unwrap();
        assert_eq!(look(&path, b"one", "x").unwrap(), Place::Same);
        assert_eq!(look(&path, b"two", "x").unwrap(), Place::Other(b"one".to_vec()));
        assert!(create(&path, b"two", "x").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_changed_meanwhile_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.yml");
        std::fs::write(&path, b"two").unwrap();
        assert!(replace(&path, b"one", b"three", "x").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        replace(&path, b"two", b"three", "x").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"three");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
