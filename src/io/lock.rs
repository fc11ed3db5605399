//! Locks that let one run at a time write to a folder. The lock is on the folder itself, so there is no lock
//! file to leave behind, and it is released when its process ends, however it ends.

use super::failure::Failure;
use super::open::reason;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// How long a second build waits for the first (design 8).
pub const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(50);

/// A lock on a folder, released when dropped.
#[derive(Debug)]
pub struct Lock {
    _handle: File,
}

/// Creates the folder if need be and locks it for a build, waiting at most `patience` for another build.
pub fn lock(folder: &Path, shown: &str, patience: Duration) -> Result<Lock, Failure> {
    let until = Instant::now() + patience;
    let failed = |error: std::io::Error| {
        Failure::new(format!("`{shown}` cannot be written to: {}", reason(&error)))
            .help("check the permissions of the folder, or name another one with `--out`")
    };
    loop {
        std::fs::create_dir_all(folder).map_err(failed)?;
        let handle = open(folder).map_err(failed)?;
        match handle.try_lock() {
            // The folder may have been deleted and created again while we waited.
            Ok(()) if is_still(folder, &handle) => return Ok(Lock { _handle: handle }),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) if Instant::now() < until => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(busy(shown, patience)),
            // A file system without locks must not prevent a build.
            Err(TryLockError::Error(_)) => return Ok(Lock { _handle: handle }),
        }
    }
}

/// Locks a folder to change one file in it. Many runs may wait in a row, so the waiting time starts again
/// whenever the holder of the lock has changed the file. Returns `None` once nothing changed for `patience`.
pub fn queue(folder: &Path, file: &Path, patience: Duration) -> std::io::Result<Option<Lock>> {
    let mut seen = stamp(file);
    let mut until = Instant::now() + patience;
    let mut pause = Duration::from_millis(2);
    let handle = open(folder)?;
    loop {
        match handle.try_lock() {
            // A file system without locks must not prevent an edit.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(Some(Lock { _handle: handle })),
            Err(TryLockError::WouldBlock) => {}
        }
        let now = stamp(file);
        if now != seen {
            (seen, until) = (now, Instant::now() + patience);
        }
        if Instant::now() >= until {
            return Ok(None);
        }
        std::thread::sleep(pause);
        pause = (pause * 2).min(PAUSE);
    }
}

/// The modification time and length of a file, which change when it is written.
fn stamp(file: &Path) -> Option<(std::time::SystemTime, u64)> {
    let found = std::fs::metadata(file).ok()?;
    Some((found.modified().ok()?, found.len()))
}

fn busy(shown: &str, patience: Duration) -> Failure {
    let seconds = patience.as_secs();
    Failure::new(format!("another build is writing to `{shown}` and did not finish within {seconds} seconds"))
        .help("wait for it, or end it, and build again")
}

#[cfg(unix)]
fn open(folder: &Path) -> std::io::Result<File> {
    File::open(folder)
}

#[cfg(not(unix))]
fn open(folder: &Path) -> std::io::Result<File> {
    // Not every system can open folders, so a dot file is locked instead.
    File::create(folder.join(".followup-lock"))
}

#[cfg(unix)]
fn is_still(folder: &Path, handle: &File) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (std::fs::metadata(folder), handle.metadata()) {
        (Ok(named), Ok(held)) => (named.dev(), named.ino()) == (held.dev(), held.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_folder: &Path, _handle: &File) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_lock_waits_and_then_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agenda");
        let short = Duration::from_millis(120);
        let first = lock(&path, "agenda", short).unwrap();
        let said = format!("{:?}", lock(&path, "agenda", short).unwrap_err());
        assert!(
            said.contains("another build is writing to `agenda` and did not finish within 0 seconds"),
            "{said}"
        );
        drop(first);
        assert!(lock(&path, "agenda", short).is_ok());
        assert_eq!(std::fs::read_dir(&path).unwrap().count(), 0, "a lock leaves no file");
    }
}
