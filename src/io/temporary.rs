//! Files beside their target, on their way to it, and what killed runs left of them.

use std::path::Path;

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
