//! Delivers drafts to the Drafts folder of a Maildir. A message is written in `tmp` and moved to `cur` with
//! the flags `D` (draft) and `S` (seen), which dovecot, mbsync, notmuch, mu and mutt all understand. Its name
//! comes from the follow-up, so a second delivery finds the first one.

use super::failure::Failure;
use super::open::reason;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The result of a delivery, with the path of the message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// The message was delivered.
    Here(PathBuf),
    /// The message was there already and was not changed.
    Already(PathBuf),
}

/// The subfolders of a Maildir folder.
const PARTS: [&str; 3] = ["cur", "new", "tmp"];

/// Finds the Drafts folder of a Maildir: `Drafts` or `.Drafts` in it, or the folder itself if it is one. Only
/// in a Maildir++ may it be a folder that does not exist yet.
pub fn drafts(root: &Path) -> Result<PathBuf, Failure> {
    let is_folder = |path: &Path| path.join("cur").is_dir();
    let entries = std::fs::read_dir(root).map_err(|error| {
        Failure::new(format!("the Maildir `{}` cannot be read: {}", root.display(), reason(&error)))
            .help("name the folder that holds your mail, such as `~/Mail` or `~/Maildir`")
    })?;
    let is_drafts = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
        matches!(name.trim_start_matches('.'), "drafts" | "draft" | "inbox.drafts") && is_folder(path)
    };
    let own = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
    if is_drafts(&own) {
        return Ok(own);
    }
    let mut found: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_drafts).collect();
    found.sort();
    match found.into_iter().next() {
        Some(drafts) => Ok(drafts),
        // In a Maildir++, folders are `.Name` inside the inbox.
        None if is_folder(root) => Ok(root.join(".Drafts")),
        None => Err(Failure::new(format!(
            "`{}` is not a Maildir: it has neither `cur` nor `Drafts`",
            root.display()
        ))
        .help("name the folder that holds `Drafts`, or the Maildir of your inbox")),
    }
}

/// Finds the message with this name in the folder, whatever its flags.
pub fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let parts =
        ["cur", "new"].iter().flat_map(|part| std::fs::read_dir(folder.join(part)).into_iter().flatten());
    let same = |path: &PathBuf| {
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        file.split([':', ';', '!']).next() == Some(name)
    };
    parts.flatten().map(|entry| entry.path()).find(same)
}

/// Delivers a message, unless one with this name is there.
pub fn deliver(folder: &Path, name: &str, bytes: &[u8]) -> Result<Delivered, Failure> {
    if let Some(found) = find(folder, name) {
        return Ok(Delivered::Already(found));
    }
    let failed = |error: std::io::Error| {
        Failure::new(format!("the draft could not be put into `{}`: {}", folder.display(), reason(&error)))
            .help("check the permissions of the folder and the free disk space")
    };
    for part in PARTS {
        std::fs::create_dir_all(folder.join(part)).map_err(failed)?;
    }
    let place = folder.join("cur").join(format!("{name}:2,DS"));
    let mut file = tempfile::Builder::new().prefix(name).tempfile_in(folder.join("tmp")).map_err(failed)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    file.persist_noclobber(&place).map_err(|error| failed(error.error))?;
    Ok(Delivered::Here(place))
}
