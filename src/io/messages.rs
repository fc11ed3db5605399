//! Reads messages to be checked by `lint`: files, folders of files, and standard input.

use super::open::{Refusal, bounded, whole};
use std::path::{Path, PathBuf};

/// Maximum size in bytes of a message.
const MOST: u64 = 1024 * 1024;
/// Maximum number of files read from a folder.
const MOST_FILES: usize = 10_000;
const ENDINGS: [&str; 3] = ["eml", "md", "txt"];

/// A file by the name that was typed, with its bytes or the reason why it could not be read.
pub type Reading = (String, Result<Vec<u8>, String>);

/// Reads every named file, `-` being standard input. A folder stands for the messages directly in it, sorted
/// by name.
pub fn messages(named: &[PathBuf]) -> Vec<Reading> {
    let mut read = Vec::new();
    for path in named {
        if path.as_os_str() == "-" {
            read.push(("-".to_owned(), read_or_why(whole(std::io::stdin().lock(), MOST))));
        } else if path.is_dir() {
            read.extend(below(path).iter().map(|path| one(path)));
        } else {
            read.push(one(path));
        }
    }
    read
}

fn one(path: &Path) -> Reading {
    (path.display().to_string(), read_or_why(bounded(path, MOST)))
}

fn read_or_why(read: Result<Vec<u8>, Refusal>) -> Result<Vec<u8>, String> {
    read.map_err(|refusal| refusal.describe())
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    let wanted = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        ENDINGS.contains(&ending.as_str()) && !hidden
    };
    paths.retain(wanted);
    paths.sort();
    paths.truncate(MOST_FILES);
    paths
}
