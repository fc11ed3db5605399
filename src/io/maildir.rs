//! The Drafts of a Maildir. A message is written in `tmp` and moved to `cur` with the
//! flags `D` (draft) and `S` (seen): dovecot, mbsync, notmuch, mu and mutt all read them
//! so. Its name comes from the follow-up, so a second delivery finds the first one.

use super::failure::Failure;
use super::open::reason;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What became of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// It lies there now.
    Here(PathBuf),
    /// It lay there already and was left as it is.
    Already(PathBuf),
}

/// Where messages lie in a Maildir folder.
const PARTS: [&str; 3] = ["cur", "new", "tmp"];

/// The Drafts folder of a Maildir: `Drafts` or `.Drafts` in it, or it itself if it is one.
/// None but that of a Maildir++ is made anew.
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
        // Maildir++: folders are `.Name` inside the inbox.
        None if is_folder(root) => Ok(root.join(".Drafts")),
        None => Err(Failure::new(format!(
            "`{}` is not a Maildir: it has neither `cur` nor `Drafts`",
            root.display()
        ))
        .help("name the folder that holds `Drafts`, or the Maildir of your inbox")),
    }
}

/// Whether a message of this name lies in the folder, whatever its flags.
pub fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let parts =
        ["cur", "new"].iter().flat_map(|part| std::fs::read_dir(folder.join(part)).into_iter().flatten());
    let same = |path: &PathBuf| {
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        file.split([':', ';', '!']).next() == Some(name)
    };
    parts.flatten().map(|entry| entry.path()).find(same)
}

/// Delivers a message once.
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
