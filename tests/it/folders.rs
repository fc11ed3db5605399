//! Reads, copies, compares and rewrites folders, as maps from path to bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of a folder by relative path.
pub(crate) type Folder = BTreeMap<String, Vec<u8>>;

/// Returns the root of the repository.
pub(crate) fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the subfolders of a folder, sorted by name.
pub(crate) fn cases(folder: &str) -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = std::fs::read_dir(repository().join(folder))
        .unwrap_or_else(|error| panic!("{folder}: {error}"))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// Returns the last part of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// Reads all files in a folder; none if there is no folder.
pub(crate) fn read(folder: &Path) -> Folder {
    let mut files = Folder::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).unwrap();
            files.insert(path.to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// Copies a folder and keeps links as links.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else if entry.file_type().is_symlink() {
            link(&std::fs::read_link(entry.path()).unwrap(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Creates a symbolic link.
pub(crate) fn link(to: &Path, at: &Path) {
    #[cfg(unix)]
    std::os::unix::fs::symlink(to, at).unwrap();
    #[cfg(not(unix))]
    panic!("no links to {} at {} here", to.display(), at.display());
}

/// Compares a folder with its expected content and describes the differences, or rewrites the expected
/// content if asked to.
pub(crate) fn compare(expected: &Path, actual: &Folder) -> Vec<String> {
    if std::env::var_os("FOLLOWUP_REWRITE").is_some() {
        rewrite(expected, actual);
        return Vec::new();
    }
    let known = read(expected);
    let shown = |path: &str| expected.join(path).strip_prefix(repository()).unwrap().display().to_string();
    let mut differences = Vec::new();
    for path in known.keys().filter(|path| !actual.contains_key(*path)) {
        differences.push(format!("{}: expected, but not made", shown(path)));
    }
    for (path, bytes) in actual {
        match known.get(path) {
            None => differences.push(format!("{}: made, but not expected", shown(path))),
            Some(known) if known == bytes => {}
            Some(known) => differences.push(first_difference(&shown(path), known, bytes)),
        }
    }
    differences
}

fn first_difference(path: &str, known: &[u8], actual: &[u8]) -> String {
    let (known, actual) = (String::from_utf8_lossy(known), String::from_utf8_lossy(actual));
    let mut known = known.lines();
    let mut actual = actual.lines();
    for line in 1.. {
        let (expected, found) = (known.next(), actual.next());
        if expected != found || expected.is_none() {
            let end = "(the end of the file)";
            let (expected, found) = (expected.unwrap_or(end), found.unwrap_or(end));
            return format!("{path}:{line}:\n    expected: {expected}\n    found:    {found}");
        }
    }
    String::new()
}

fn rewrite(expected: &Path, actual: &Folder) {
    for path in read(expected).keys().filter(|path| !actual.contains_key(*path)) {
        std::fs::remove_file(expected.join(path)).unwrap();
    }
    actual.iter().for_each(|(path, bytes)| write(expected, path, bytes));
}

/// Writes a file below a folder, and the folders that it needs.
pub(crate) fn write(folder: &Path, path: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}

/// Creates a temporary folder with these notes.
pub(crate) fn vault(notes: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    notes.iter().for_each(|(path, text)| write(folder.path(), path, text));
    folder
}

/// Reads a file of a vault as text.
pub(crate) fn text(vault: &Path, path: &str) -> String {
    std::fs::read_to_string(vault.join(path)).unwrap()
}

/// Copies the example vault to a temporary folder.
pub(crate) fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&repository().join("example-vault"), folder.path());
    folder
}

/// Reads the files of a vault except those that a build writes.
pub(crate) fn notes(vault: &Path) -> Folder {
    read(vault).into_iter().filter(|(path, _)| !path.starts_with("agenda/")).collect()
}

/// Reads the agenda that a build wrote.
pub(crate) fn agenda(vault: &Path) -> String {
    text(vault, "agenda/agenda.md")
}

/// Returns the dated lines of a note.
pub(crate) fn dated_lines(vault: &Path, path: &str) -> Vec<String> {
    text(vault, path).lines().filter(|line| line.starts_with("- 20")).map(str::to_owned).collect()
}
