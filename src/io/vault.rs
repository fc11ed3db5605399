//! The vault: the folder of notes that a run works on.

use super::failure::Failure;
use super::open::reason;
use crate::core::config::model::Config;
use std::path::{Path, PathBuf};

/// Names of the configuration file; the first that exists is read.
pub const CONFIG_FILES: [&str; 2] = ["followup.yaml", "followup.yml"];

/// A vault on the disk.
#[derive(Clone, Debug)]
pub struct Vault {
    /// Its absolute path, with links resolved.
    pub root: PathBuf,
}

impl Vault {
    /// Opens the vault at a path that the user typed.
    pub fn open(path: &Path) -> Result<Vault, Failure> {
        let shown = path.display();
        let root = std::fs::canonicalize(path).map_err(|error| {
            Failure::new(format!("no vault at `{shown}`: {}", reason(&error)))
                .help("name a folder of Markdown notes, such as `followup build ~/notes`")
        })?;
        if !root.is_dir() {
            return Err(Failure::new(format!("`{shown}` is a file, not a folder"))
                .help("name the folder that holds the notes"));
        }
        Ok(Vault { root })
    }

    /// Returns the nearest folder at or above `start` that has a configuration, else `start` itself.
    pub fn nearest(start: &Path) -> PathBuf {
        let configured = |folder: &&Path| CONFIG_FILES.iter().any(|name| folder.join(name).is_file());
        start.ancestors().find(configured).unwrap_or(start).to_owned()
    }

    /// Returns the name shown in outputs: the configured one, else the folder's; never a path.
    pub fn name(&self, config: &Config) -> String {
        match &config.vault_name {
            Some(name) => name.clone(),
            None => self
                .root
                .file_name()
                .map_or_else(|| "vault".to_owned(), |name| name.to_string_lossy().into_owned()),
        }
    }
}
