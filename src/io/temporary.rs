//! Files beside their target, on their way to it, and what killed runs left of them.

use super::failure::Failure;
use super::open::reason;
use std::io::Write;
use std::path::Path;
use tempfile::NamedTempFile;

/// How the names of such files begin; the dot keeps them out of every walk.
pub const PREFIX: &str = ".followup-tmp-";

/// Takes away what killed runs left in a folder. Only for who holds its lock: without it the
/// file of a run that is under way would be taken for a left-over one.
pub fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if ours && entry.file_type().is_ok_and(|file_type| !file_type.is_dir()) {
            // One that cannot be removed does no harm; the next run tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Writes a file beside its place and moves it there; a link at the place is replaced.
pub(super) fn put(path: &Path, bytes: &[u8], shown: &str) -> Result<(), Failure> {
    put_if(path, bytes, shown, || true)
}

/// As [`put`], but moves it there only if, once all is written, `still` says so.
pub(super) fn put_if(
    path: &Path,
    bytes: &[u8],
    shown: &str,
    still: impl FnOnce() -> bool,
) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(path);
    let written = || -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let mut file = temporary(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        if still() {
            file.persist(path).map_err(|error| error.error)?;
        }
        Ok(())
    };
    written().map_err(|error| failed(shown, &error))
}

pub(super) fn failed(shown: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{shown}` could not be written: {}", reason(error)))
        .help("the old file is as it was; check the rights of the folder and the space on the disk")
}

/// Moves a finished file to its place, once the disk has it.
pub(super) fn place(file: NamedTempFile, path: &Path) -> std::io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

pub(super) fn temporary(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The crate's own default of 0600 would hide the agenda from a web server.
        builder.permissions(std::fs::Permissions::from_mode(0o644));
    }
    builder.tempfile_in(folder)
}
