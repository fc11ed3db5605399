//! Recognises a run in a folder of contacts, such as `People`: taken for the vault, it marks none of its notes
//! as contacts, for folders mark them by their path in the vault.

use super::loading::Loaded;
use super::meaning::Meaning;
use super::terminal::{safe, typed};

/// What a folder holds that is a vault.
const VAULT_MARKS: [&str; 4] = [".obsidian", "followup.yaml", ".git", "logseq"];

/// The folder that is probably the vault.
pub(super) struct VaultAbove {
    /// What to say about it, on one line.
    pub(super) said: String,
    /// The command to run instead.
    pub(super) command: String,
}

impl VaultAbove {
    /// Finds it, if a run found no contact and its folder has the name of a folder of contacts.
    pub(super) fn of(loaded: &Loaded, meaning: &Meaning) -> Option<VaultAbove> {
        let root = &meaning.vault.root;
        let name = root.file_name()?.to_string_lossy();
        let is_empty = loaded.notes == 0 || !loaded.compiled.people.contacts.is_empty();
        let above = root.parent().filter(|_| !is_empty && loaded.config.contacts.is_folder(&name))?;
        // A home folder is no vault.
        VAULT_MARKS.iter().find(|mark| above.join(mark).exists())?;
        let here = std::env::current_dir().and_then(std::fs::canonicalize);
        let path = match here {
            Ok(here) if here == *root => "..".to_owned(),
            _ => typed(&above.display().to_string()),
        };
        Some(VaultAbove {
            said: format!(
                "`{}` is named like a folder of contacts: its vault is probably the folder above",
                safe(&name)
            ),
            command: format!("followup build {path}"),
        })
    }
}
