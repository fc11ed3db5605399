//! Tells which files in a folder were written by a build, where the folder is not the one that `out` names:
//! the build had another `--out`, belonged to another vault, or ran before `out` was changed. Such files are
//! not read as notes. All other files there are, so that no note is lost.

use super::manifest::{Manifest, Place};
use crate::core::place::last_part;
use std::collections::BTreeSet;
use std::path::Path;

/// The outputs that the manifest of a folder names.
#[derive(Debug)]
pub(super) struct KnownOutputs {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl KnownOutputs {
    /// Reads the manifest of this folder; `None` if it has no usable one.
    pub(super) fn of(folder: &Path) -> Option<KnownOutputs> {
        let mut outputs = KnownOutputs { files: BTreeSet::new(), folders: BTreeSet::new() };
        for (place, path) in Manifest::read(folder)?.files.into_keys() {
            match (place, path.split_once('/')) {
                // Published files are in another folder.
                (Place::Publish(_), _) => {}
                // A draft that was edited or copied is not a note either, so the whole folder counts as an
                // output.
                (Place::Out, Some((inner, _))) => _ = outputs.folders.insert(inner.to_owned()),
                (Place::Out, None) => _ = outputs.files.insert(path),
            }
        }
        Some(outputs)
    }

    /// Whether the file at this path, which is in the folder, is an output.
    pub(super) fn has_file(&self, path: &str) -> bool {
        self.files.contains(last_part(path))
    }

    /// Whether the folder at this path, which is in the folder, holds outputs.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        self.folders.contains(last_part(path))
    }
}
