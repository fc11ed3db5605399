//! What the manifest says while outputs are moved, and once all are.

use super::super::failure::Failure;
use super::super::folders::Targets;
use super::super::manifest::{Hashes, MANIFEST, Manifest};
use super::super::open::bounded;
use super::super::stage::MOST_OUTPUT;
use super::super::temporary::{Batch, Turn, put_if};
use super::steps::{Fate, Leftover, Step};
use super::{FileState, shown};
use std::path::PathBuf;

/// What the manifest says when all is done.
pub(super) fn last_manifest(
    steps: &[Step<'_>],
    leftovers: &[Leftover],
    targets: &Targets,
    known: &Manifest,
) -> Manifest {
    let mut manifest = Manifest::default();
    for step in steps {
        // A kept draft stays known by what we wrote, so that it still reads as edited.
        let known = known.files.get(&step.key()).map(|hashes| hashes.now.clone());
        let now = if step.state == FileState::Kept { known } else { Some(step.hash.clone()) };
        if let Some(now) = now {
            manifest.files.insert(step.key(), Hashes { now, before: None });
        }
    }
    let kept = leftovers.iter().filter(|leftover| leftover.fate == Fate::Keep).map(|leftover| &leftover.key);
    let elsewhere = known.files.keys().filter(|key| targets.get(key.0).is_none());
    for key in kept.chain(elsewhere) {
        if let Some(hashes) = known.files.get(key) {
            manifest.files.insert(key.clone(), hashes.clone());
        }
    }
    manifest
}

/// What it says while files are being written: the old hashes too, so that a killed
/// build does not take its own half-done work for somebody's edit.
pub(super) fn first_manifest(
    last: &Manifest,
    steps: &[Step<'_>],
    leftovers: &[Leftover],
    known: &Manifest,
) -> Manifest {
    let mut manifest = last.clone();
    for step in steps.iter().filter(|step| step.state == FileState::Written) {
        if let Some(hashes) = manifest.files.get_mut(&step.key()) {
            hashes.before.clone_from(&step.found);
        }
    }
    for leftover in leftovers {
        if let Some(hashes) = known.files.get(&leftover.key) {
            manifest.files.insert(leftover.key.clone(), hashes.clone());
        }
    }
    manifest
}

/// Where the manifest lies.
pub(super) struct ManifestFile {
    path: PathBuf,
    shown: String,
}

impl ManifestFile {
    pub(super) fn of(targets: &Targets) -> ManifestFile {
        ManifestFile { path: targets.out.path.join(MANIFEST), shown: shown(&targets.out, MANIFEST) }
    }

    /// Writes what it says before any output is moved, and what it says behind all of them.
    pub(super) fn write<'s>(
        &'s self,
        first: &Manifest,
        last: &Manifest,
        batch: &mut Batch<'s>,
    ) -> Result<(), Failure> {
        let (first, last) = (first.render(), last.render());
        if !self.says(&first) {
            batch.write(&first, &self.path, &self.shown, Turn::First)?;
        }
        if first == last { Ok(()) } else { batch.write(&last, &self.path, &self.shown, Turn::Last) }
    }

    pub(super) fn put(&self, manifest: &Manifest) -> Result<(), Failure> {
        let bytes = manifest.render();
        if self.says(&bytes) { Ok(()) } else { put_if(&self.path, &bytes, &self.shown, || true) }
    }

    fn says(&self, bytes: &[u8]) -> bool {
        bounded(&self.path, MOST_OUTPUT).is_ok_and(|there| there == bytes)
    }
}
