//! What is to be done with each wanted output: the table at the head of [`super`].

use super::super::compare::{Compared, compare};
use super::super::failure::Failure;
use super::super::folders::Targets;
use super::super::manifest::{Key, Manifest, is_plain};
use super::super::stage::{Made, Wanted};
use super::super::whose::{is_our_feed, is_our_folder};
use super::{DRAFTS, FileState, shown};
use crate::core::output::Folder;
use std::path::PathBuf;

/// One wanted output and what is to be done with it.
pub(super) struct Step<'a> {
    pub(super) folder: Folder,
    pub(super) file: &'a str,
    pub(super) made: Made<'a>,
    pub(super) path: PathBuf,
    pub(super) shown: String,
    pub(super) state: FileState,
    pub(super) hash: String,
    /// What lies there now, if it is a regular file.
    pub(super) found: Option<String>,
    /// Ticks carried over from it.
    pub(super) ticks: usize,
}

impl Step<'_> {
    /// What the manifest knows it by.
    pub(super) fn key(&self) -> Key {
        (self.folder, self.file.to_owned())
    }
}

/// What is to be done with each of these; an error where the build has to stop.
pub(super) fn plan<'a>(
    wanted: Vec<Wanted<'a>>,
    targets: &Targets,
    known: Option<&Manifest>,
) -> Result<Vec<Step<'a>>, Failure> {
    let ours = known.is_none() && is_our_folder(&targets.out.path);
    let mut steps = Vec::new();
    for wanted in wanted {
        let Wanted { folder, path: file, .. } = wanted;
        let Some(target) = targets.get(folder) else { continue };
        let shown = shown(target, file);
        let folder_of_it = file.rsplit_once('/').map(|(folder, _)| folder);
        if !is_plain(file) || folder_of_it.is_some_and(|folder| folder != DRAFTS) {
            return Err(Failure::new(format!("`{shown}` is no place for an output"))
                .help("give the file a plain name"));
        }
        let path = target.path.join(file);
        let Compared { made, hash, found, same, ticks } = compare(wanted, &path, &shown)?;
        let hashes = known.and_then(|known| known.files.get(&(folder, file.to_owned())));
        let owner = match (&found, hashes) {
            (Some(found), Some(hashes)) if hashes.fit(found) => Owner::Us,
            (Some(_), Some(_)) => Owner::Editor,
            (Some(_), None) if folder == Folder::Publish && is_our_feed(&path) => Owner::Us,
            (Some(_), None) if ours => Owner::Editor,
            (Some(_), None) => Owner::Somebody,
            (None, _) => Owner::Us,
        };
        let state = decide(folder, file, same, owner).ok_or_else(|| foreign(&shown))?;
        steps.push(Step { folder, file, made, path, shown, state, hash, found, ticks });
    }
    Ok(steps)
}

/// Whose text lies at the place of an output.
#[derive(Clone, Copy)]
enum Owner {
    Us,
    /// We wrote it, and somebody edited it.
    Editor,
    Somebody,
}

/// The table at the head of this module; `None` where the build has to stop.
fn decide(folder: Folder, path: &str, same: bool, owner: Owner) -> Option<FileState> {
    let is_draft = path.strip_prefix(DRAFTS).is_some_and(|rest| rest.starts_with('/'));
    let is_marker = folder == Folder::Publish && matches!(path, "robots.txt" | ".nojekyll");
    match owner {
        _ if same => Some(FileState::Unchanged),
        Owner::Us => Some(FileState::Written),
        Owner::Editor if is_draft => Some(FileState::Kept),
        Owner::Editor => Some(FileState::Replaced),
        Owner::Somebody if is_draft || is_marker => Some(FileState::Kept),
        Owner::Somebody => None,
    }
}

fn foreign(shown: &str) -> Failure {
    Failure::new(format!("`{shown}` was not written by followup, and its place is needed"))
        .help("move the file away, or name another folder with `--out`")
}
