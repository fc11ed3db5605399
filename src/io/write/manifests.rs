//! The contents of the manifest: while outputs are being moved, and when all are in place.

use super::super::failure::Failure;
use super::super::folders::Targets;
use super::super::manifest::{Hashes, Key, MANIFEST, Manifest, Place};
use super::super::open::bounded;
use super::super::stage::MOST_OUTPUT;
use super::super::temporary::{Batch, Turn, put_if};
use super::steps::{Fate, Plan};
use super::{FileState, shown};
use std::path::PathBuf;

impl Plan<'_> {
    /// Returns the manifest of a finished build.
    pub(super) fn last_manifest(&self, targets: &Targets) -> Manifest {
        let known = &self.known.files;
        let mut manifest = Manifest::default();
        for step in &self.steps {
            // A kept draft is listed with the hash of what we wrote, so that it still counts as edited.
            let known = known.get(&step.key()).map(|hashes| hashes.now.clone());
            let now = if step.state == FileState::Kept { known } else { Some(step.hash.clone()) };
            if let Some(now) = now {
                manifest.files.insert(step.key(), Hashes { now, before: None });
            }
        }
        let kept =
            self.leftovers.iter().filter(|leftover| matches!(leftover.fate, Fate::Keep | Fate::Stuck(_)));
        let is_left_alone = |key: &&Key| key.0 == Place::Publish(None) && targets.publish.is_none();
        let elsewhere = known.keys().filter(is_left_alone);
        for key in kept.map(|leftover| &leftover.key).chain(elsewhere) {
            if let Some(hashes) = known.get(key) {
                manifest.files.insert(key.clone(), hashes.clone());
            }
        }
        manifest
    }

    /// Returns the manifest to use while files are being written. It holds the old hashes too, so that a killed
    /// build does not take its own half-done work for the user's edit.
    pub(super) fn first_manifest(&self, last: &Manifest) -> Manifest {
        let mut manifest = last.clone();
        for step in self.steps.iter().filter(|step| step.state == FileState::Written) {
            if let Some(hashes) = manifest.files.get_mut(&step.key()) {
                hashes.before.clone_from(&step.found);
            }
        }
        for leftover in &self.leftovers {
            if let Some(hashes) = self.known.files.get(&leftover.key) {
                manifest.files.insert(leftover.key.clone(), hashes.clone());
            }
        }
        manifest
    }
}

/// The path of the manifest, and its name in messages.
pub(super) struct ManifestFile {
    path: PathBuf,
    shown: String,
}

impl ManifestFile {
    pub(super) fn of(targets: &Targets) -> ManifestFile {
        ManifestFile { path: targets.out.path.join(MANIFEST), shown: shown(&targets.out, MANIFEST) }
    }

    /// Adds two versions to a batch: `first`, moved before any output, and `last`, moved after all of them.
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
