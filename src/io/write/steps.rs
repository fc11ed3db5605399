//! Decides how to treat each wanted output, by the existing file and its owner (the table at the head of
//! [`super`]), and the files that earlier builds left.

use super::super::failure::Failure;
use super::super::folders::{PUBLISH, Target, Targets, inside, relative};
use super::super::manifest::{Key, Manifest, Place, hash, is_plain};
use super::super::open::{LINK, Refusal, bounded, bounded_below};
use super::super::stage::{Content, MOST_JSON, MOST_OUTPUT, Made, Staged, Wanted, all, hash_of};
use super::super::vault::Vault;
use super::{DRAFTS, FileState, shown};
use crate::core::edit::carried::{Carried, carried};
use crate::core::edit::ticks::unticked;
use crate::core::output::begun::AgendaJson;
use crate::core::output::{AGENDA, Folder, Outputs, feed};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How to treat every output, and the files that earlier builds left.
pub(super) struct Plan<'a> {
    pub(super) steps: Vec<Step<'a>>,
    pub(super) leftovers: Vec<Leftover>,
    /// The manifest of the last build, empty if there is none.
    pub(super) known: Manifest,
}

impl<'a> Plan<'a> {
    /// Decides it for these outputs, with a staged `agenda.json`; an error if the build has to stop.
    pub(super) fn of(
        outputs: &'a Outputs,
        json: Option<Staged>,
        targets: &Targets,
    ) -> Result<Plan<'a>, Failure> {
        let known = Manifest::read(&targets.out.path).map(|known| placed(known, targets));
        let steps = steps(all(outputs, json), targets, known.as_ref())?;
        let known = known.unwrap_or_default();
        let mut leftovers = leftovers(&steps, targets, &known);
        leftovers.extend(published_elsewhere(targets, &known));
        Ok(Plan { leftovers, steps, known })
    }

    /// Whether any file on the disk is to be changed or deleted.
    pub(super) fn is_change(&self) -> bool {
        self.steps.iter().any(|step| step.state.touches_disk())
            || self.leftovers.iter().any(|leftover| leftover.fate == Fate::Delete)
    }
}

/// A wanted output and how to treat it.
pub(super) struct Step<'a> {
    pub(super) place: Place,
    pub(super) file: &'a str,
    pub(super) made: Made<'a>,
    pub(super) path: PathBuf,
    pub(super) shown: String,
    pub(super) state: FileState,
    pub(super) owner: Owner,
    pub(super) hash: String,
    /// Hash of the existing file, if there is a regular one.
    pub(super) found: Option<String>,
    /// Number of ticks carried over from the existing file.
    pub(super) ticks: usize,
    /// Where the existing file was kept before it was written again, as messages name it.
    pub(super) edited_copy: Option<String>,
}

impl Step<'_> {
    /// Returns its key in the manifest.
    pub(super) fn key(&self) -> Key {
        (self.place.clone(), self.file.to_owned())
    }
}

fn steps<'a>(
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
            return Err(Failure::new(format!("`{shown}` is not a place for an output"))
                .help("give the file a plain name"));
        }
        let path = target.path.join(file);
        let Compared { made, hash, found, same, ticks } = compare(wanted, &path, &shown)?;
        let place = targets.place(folder);
        let hashes = known.and_then(|known| known.files.get(&(place.clone(), file.to_owned())));
        let owner = match (&found, hashes) {
            (Some(found), Some(hashes)) if hashes.fit(found) => Owner::Us,
            (Some(_), Some(_)) => Owner::Editor,
            (Some(_), None) if folder == Folder::Publish && is_our_feed(&path) => Owner::Us,
            (Some(_), None) if ours => Owner::UsOrEditor,
            (Some(_), None) => Owner::Somebody,
            (None, _) => Owner::Us,
        };
        let state = decide(folder, file, same, owner).ok_or_else(|| {
            Failure::new(format!("`{shown}` was not written by followup, and is in the way"))
                .help("move the file away, or name another folder with `--out`")
        })?;
        let edited_copy = None;
        steps.push(Step { place, file, made, path, shown, state, owner, hash, found, ticks, edited_copy });
    }
    Ok(steps)
}

/// Gives the published files of a manifest that does not name their folder the folder of this run. They may also be in
/// the default folder, where `--publish` puts them when the configuration names none.
fn placed(known: Manifest, targets: &Targets) -> Manifest {
    let mut placed = Manifest::default();
    for ((place, path), hashes) in known.files {
        match (&place, &targets.named_publish) {
            (Place::Publish(None), Some(named)) if targets.publish.is_some() => {
                let folders = [PUBLISH, named].map(|folder| Place::Publish(Some(folder.to_owned())));
                placed.files.extend(folders.map(|place| ((place, path.clone()), hashes.clone())));
            }
            (Place::Publish(Some(folder)), None) if targets.publish.is_some() && folder == PUBLISH => {
                placed.files.insert((Place::Publish(None), path), hashes);
            }
            _ => _ = placed.files.insert((place, path), hashes),
        }
    }
    placed
}

/// Returns the folder of this run that a place in the manifest is.
fn target_of<'t>(place: &Place, targets: &'t Targets) -> Option<&'t Target> {
    let folder = if *place == Place::Out { Folder::Out } else { Folder::Publish };
    targets.get(folder).filter(|_| targets.place(folder) == *place)
}

/// The owner of the existing file, or of the free place.
#[derive(Clone, Copy, Debug)]
pub(super) enum Owner {
    Us,
    /// We wrote it, and the user edited it.
    Editor,
    /// It is in a folder of ours without a manifest, so that nothing says whether it was edited.
    UsOrEditor,
    Somebody,
}

/// Implements the table at the head of [`super`]; `None` if the build has to stop.
fn decide(folder: Folder, path: &str, same: bool, owner: Owner) -> Option<FileState> {
    let is_draft = path.strip_prefix(DRAFTS).is_some_and(|rest| rest.starts_with('/'));
    let is_marker = folder == Folder::Publish && matches!(path, "robots.txt" | ".nojekyll");
    match owner {
        _ if same => Some(FileState::Unchanged),
        Owner::Us => Some(FileState::Written),
        Owner::Editor | Owner::UsOrEditor if is_draft => Some(FileState::Kept),
        Owner::Editor => Some(FileState::Replaced),
        Owner::UsOrEditor if is_written_into(path) => Some(FileState::Replaced),
        Owner::UsOrEditor => Some(FileState::Written),
        Owner::Somebody if is_draft || is_marker => Some(FileState::Kept),
        Owner::Somebody => None,
    }
}

/// Whether people write into an output: into the notes among them, which are open in the same editor as all others. Their
/// words are copied before the file is written again.
pub(super) fn is_written_into(path: &str) -> bool {
    path.ends_with(".md")
}

/// Whether a folder without a manifest is ours all the same, judged by its `agenda.json`. The manifest is
/// seldom kept under version control.
fn is_our_folder(out: &Path) -> bool {
    #[derive(Deserialize)]
    struct Ours {
        #[serde(rename = "schema")]
        _schema: u32,
        #[serde(rename = "follow_ups")]
        _follow_ups: IgnoredAny,
    }
    let agenda = bounded(&out.join(AgendaJson::PATH), MOST_OUTPUT);
    agenda.is_ok_and(|bytes| serde_json::from_slice::<Ours>(&bytes).is_ok())
}

/// Whether a file is our feed, judged by its head. `publish/` is often under version control without the
/// manifest.
fn is_our_feed(path: &Path) -> bool {
    bounded(path, MOST_OUTPUT).is_ok_and(|bytes| feed::is_ours(&bytes))
}

/// A wanted output compared with the existing file.
struct Compared<'a> {
    made: Made<'a>,
    hash: String,
    /// Hash of the existing file, if there is a regular one.
    found: Option<String>,
    same: bool,
    ticks: usize,
}

/// Compares a wanted output with the existing file.
fn compare<'a>(wanted: Wanted<'a>, path: &Path, shown: &str) -> Result<Compared<'a>, Failure> {
    match wanted.content {
        // The user's ticks are carried over.
        Content::Bytes(bytes) if (wanted.folder, wanted.path) == (Folder::Out, AGENDA) => {
            compare_agenda(bytes, path, shown)
        }
        Content::Bytes(bytes) => {
            let (found, hash) = (there(hash_of(path, MOST_OUTPUT), shown)?, hash(bytes));
            let same = found.as_ref() == Some(&hash);
            Ok(Compared { made: Made::Bytes(bytes), hash, found, same, ticks: 0 })
        }
        Content::Staged(Staged { beside: None, hash }) => {
            let found = Some(hash.clone());
            Ok(Compared { made: Made::Placed, hash, found, same: true, ticks: 0 })
        }
        Content::Staged(Staged { beside: Some(beside), hash }) => {
            let found = there(hash_of(path, MOST_JSON), shown)?;
            Ok(Compared { made: Made::Beside(beside), hash, found, same: false, ticks: 0 })
        }
    }
}

/// Like [`compare`], for the agenda with the ticks of the existing one.
fn compare_agenda<'a>(bytes: &'a [u8], path: &Path, shown: &str) -> Result<Compared<'a>, Failure> {
    let found = there(bounded(path, MOST_OUTPUT), shown)?;
    let carried = found.as_ref().map(|found| with_ticks(found, bytes));
    let wanted = carried.as_ref().map_or(bytes, |carried| carried.text.as_bytes());
    Ok(Compared {
        made: Made::Agenda(bytes),
        hash: identity(AGENDA, wanted),
        same: found.as_deref() == Some(wanted),
        found: found.map(|found| identity(AGENDA, &found)),
        ticks: carried.as_ref().map_or(0, |carried| carried.ticks),
    })
}

/// Turns the result of reading an existing output into `None` if there is nothing, or a link, to be replaced.
pub(super) fn there<T>(read: Result<T, Refusal>, shown: &str) -> Result<Option<T>, Failure> {
    match read {
        Ok(found) => Ok(Some(found)),
        Err(Refusal::Missing | Refusal::Odd(LINK)) => Ok(None),
        Err(refusal) => Err(Failure::new(format!("`{shown}` {}", refusal.describe()))
            .help("move it away, or name another folder with `--out`")),
    }
}

/// Returns the new agenda with the ticks of the old one.
pub(super) fn with_ticks(old: &[u8], new: &[u8]) -> Carried {
    carried(&String::from_utf8_lossy(old), &String::from_utf8_lossy(new))
}

/// Hashes an output. Neither ticks in the agenda nor the line ends of Windows, with which some editors save it, count
/// as an edit.
fn identity(path: &str, bytes: &[u8]) -> String {
    if path != AGENDA {
        return hash(bytes);
    }
    hash(unticked(&String::from_utf8_lossy(bytes)).replace("\r\n", "\n").as_bytes())
}

/// A file of an earlier build that is no longer wanted.
pub(super) struct Leftover {
    pub(super) key: Key,
    pub(super) path: PathBuf,
    pub(super) shown: String,
    pub(super) fate: Fate,
}

#[derive(PartialEq, Eq)]
pub(super) enum Fate {
    /// It is as we wrote it.
    Delete,
    /// The user edited it.
    Keep,
    /// It is gone, or another kind of file is in its place.
    Forget,
    /// It cannot be read or deleted, for this reason.
    Stuck(String),
}

/// The fate of a file that is not read: one that may still be ours is not forgotten.
fn unread(refusal: &Refusal) -> Fate {
    match refusal {
        Refusal::Missing | Refusal::Odd(_) => Fate::Forget,
        Refusal::Large | Refusal::Failed(_) => Fate::Stuck(refusal.describe()),
    }
}

fn leftovers(steps: &[Step<'_>], targets: &Targets, known: &Manifest) -> Vec<Leftover> {
    let wanted: BTreeSet<Key> = steps.iter().map(Step::key).collect();
    let mut leftovers = Vec::new();
    for (key, hashes) in known.files.iter().filter(|(key, _)| !wanted.contains(key)) {
        // A folder that this run does not write keeps its files.
        let Some(target) = target_of(&key.0, targets) else { continue };
        let path = target.path.join(&key.1);
        let fate = match bounded_below(&target.path, &key.1, MOST_OUTPUT) {
            Ok(bytes) if hashes.fit(&identity(&key.1, &bytes)) => Fate::Delete,
            Ok(_) => Fate::Keep,
            Err(refusal) => unread(&refusal),
        };
        leftovers.push(Leftover { key: key.clone(), path, shown: shown(target, &key.1), fate });
    }
    leftovers
}

/// Finds the calendars in a folder that is no longer the one to publish: left there they would go on telling what they
/// told. Only a calendar that is ours by its mark counts, since the folder comes from the disk; the other
/// files there may be somebody else's with the same bytes, and tell nothing.
fn published_elsewhere(targets: &Targets, known: &Manifest) -> Vec<Leftover> {
    let vault = Vault { root: targets.vault.clone() };
    let mut leftovers = Vec::new();
    for (key, hashes) in &known.files {
        let (Place::Publish(Some(folder)), path) = key else { continue };
        if target_of(&key.0, targets).is_some() || folder.is_empty() || relative(folder) != *folder {
            continue;
        }
        let Ok(Some(former)) = inside(&vault, folder) else { continue };
        // The folder of this run, under another name.
        if targets.iter().any(|target| target.path == former) {
            continue;
        }
        let former = Target { path: former, shown: folder.clone() };
        let fate = match bounded_below(&former.path, path, MOST_OUTPUT) {
            Ok(bytes) if !feed::is_ours(&bytes) => Fate::Forget,
            Ok(bytes) if hashes.fit(&hash(&bytes)) => Fate::Delete,
            Ok(_) => Fate::Keep,
            Err(refusal) => unread(&refusal),
        };
        let (shown, path) = (shown(&former, path), former.path.join(path));
        leftovers.push(Leftover { key: key.clone(), path, shown, fate });
    }
    leftovers
}
