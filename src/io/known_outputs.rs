//! Which files of a folder a build of ours wrote, where the folder is not the one that
//! `out` names: built with another `--out`, for another vault, or before `out` was changed.
//! They are no notes; whatever else lies there is one, for nobody's note may vanish.

use super::manifest::Manifest;
use crate::core::output::Folder;
use std::collections::BTreeSet;
use std::path::Path;

/// The outputs that the manifest of a folder names.
#[derive(Debug)]
pub(super) struct KnownOutputs {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl KnownOutputs {
    /// What a manifest in this folder names; `None` if there is none of ours.
    pub(super) fn of(folder: &Path) -> Option<KnownOutputs> {
        let mut outputs = KnownOutputs { files: BTreeSet::new(), folders: BTreeSet::new() };
        for (place, path) in Manifest::read(folder)?.files.into_keys() {
            match (place, path.split_once('/')) {
                // Those lie elsewhere.
                (Folder::Publish, _) => {}
                // A draft that somebody edited or copied is no note either, so the whole folder is an output.
                (Folder::Out, Some((inner, _))) => _ = outputs.folders.insert(inner.to_owned()),
                (Folder::Out, None) => _ = outputs.files.insert(path),
            }
        }
        Some(outputs)
    }

    /// Whether a file of the folder is one, by its path.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(name(path))
    }

    /// Whether a folder in the folder is one, by its path.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(name(path))
    }
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
