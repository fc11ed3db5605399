//! What earlier builds left that is no longer wanted.

use super::super::compare::identity;
use super::super::folders::Targets;
use super::super::manifest::{Key, Manifest};
use super::super::open::bounded_below;
use super::super::stage::MOST_OUTPUT;
use super::shown;
use super::steps::Step;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A file of an earlier build that is not wanted any more.
pub(super) struct Leftover {
    pub(super) key: Key,
    pub(super) path: PathBuf,
    pub(super) shown: String,
    pub(super) fate: Fate,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is as we left it.
    Delete,
    /// Somebody edited it.
    Keep,
    /// It is gone, or something else is in its place.
    Forget,
}

pub(super) fn leftovers(steps: &[Step<'_>], targets: &Targets, known: &Manifest) -> Vec<Leftover> {
    let wanted: BTreeSet<Key> = steps.iter().map(Step::key).collect();
    let mut leftovers = Vec::new();
    for (key, hashes) in known.files.iter().filter(|(key, _)| !wanted.contains(key)) {
        // A folder that this run does not write keeps its files.
        let Some(target) = targets.get(key.0) else { continue };
        let path = target.path.join(&key.1);
        let fate = match bounded_below(&target.path, &key.1, MOST_OUTPUT) {
            Ok(bytes) if hashes.fit(&identity(&key.1, &bytes)) => Fate::Delete,
            Ok(_) => Fate::Keep,
            Err(_) => Fate::Forget,
        };
        leftovers.push(Leftover { key: key.clone(), path, shown: shown(target, &key.1), fate });
    }
    leftovers
}
