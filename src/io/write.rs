//! Writes the outputs: each file appears whole or not at all, unchanged files are not written, and files that
//! are not ours are not touched (design 6 and 8).
//!
//! | existing file | a wanted output | an output no longer wanted |
//! | --- | --- | --- |
//! | none | written | - |
//! | the same bytes | left | deleted |
//! | what we wrote last | replaced | deleted |
//! | what we wrote, edited by hand | a draft: kept and named; else replaced and named, `agenda.md` and `review.md` with a copy of the edited one | kept and named |
//! | a file in a folder that our `agenda.json` shows to be ours, but without a manifest | as if it was edited, with one message for all that are replaced without a copy | not touched |
//! | a calendar of ours in a folder that is no longer the one to publish | - | as above |
//! | a feed of ours in `publish/` that no manifest knows | replaced | not touched |
//! | a file we did not write | a draft, `robots.txt`, `.nojekyll`: kept and named; else the build stops | not touched |
//! | a symbolic link | replaced by a file | not touched |
//!
//! A draft belongs to the user as soon as they change it. The page and the feed are written again each day,
//! so an edit there could only hide what is due.

pub mod dry_run;
mod manifests;
mod steps;

use super::failure::Failure;
use super::folders::{Target, Targets, resolve};
use super::lock::{Lock, PATIENCE, lock};
use super::manifest::MANIFEST;
use super::open::{Refusal, bounded, reason, regular};
use super::stage::{MOST_OUTPUT, Made, Staged, staged};
use super::temporary::{Batch, Turn, failed, keep_moves, put_if, sweep};
use crate::core::output::Outputs;
use crate::core::output::begun::AgendaJson;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use crate::core::text::list_in_ticks;
use dry_run::Replaced;
use manifests::ManifestFile;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use steps::{Fate, Leftover, Owner, Plan, Step, is_written_into, there, with_ticks};

/// The only subfolder of an output folder.
const DRAFTS: &str = "drafts";
/// How often the agenda is written again because new ticks were made meanwhile.
const MOST_TRIES: usize = 5;
/// Maximum number of copies of an output that was edited by hand; a program that formats the file makes one each time.
const MOST_COPIES: usize = 9;

/// The result of writing the outputs.
#[derive(Debug, Default)]
pub struct Written {
    /// Every wanted output, in order.
    pub files: Vec<WrittenFile>,
    /// Files that were no longer wanted and were deleted.
    pub deleted: Vec<String>,
    /// Files that were no longer wanted and are kept because they were edited.
    pub kept: Vec<String>,
    /// Files that are no longer wanted but could not be deleted, each with the reason.
    pub stuck: Vec<(String, String)>,
    /// Outputs that were edited by hand.
    pub problems: Vec<Problem>,
    /// Number of ticks in the agenda that are not in the notes yet and were carried over.
    pub ticks: usize,
    /// Whether any file on the disk was changed or deleted.
    pub is_change: bool,
}

/// An output and how it was treated.
#[derive(Debug, PartialEq, Eq)]
pub struct WrittenFile {
    /// Path with its folder, as messages name it.
    pub path: String,
    /// How it was treated.
    pub state: FileState,
    /// In a dry run: what the file would replace.
    pub replaces: Option<Replaced>,
}

/// How an output was treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// It is new or changed, and was written.
    Written,
    /// It was there already, byte for byte.
    Unchanged,
    /// It had been edited by hand and was written again.
    Replaced,
    /// The existing file belongs to the user and was left.
    Kept,
}

impl FileState {
    /// Whether the file on the disk was changed.
    pub fn touches_disk(self) -> bool {
        match self {
            FileState::Written | FileState::Replaced => true,
            FileState::Unchanged | FileState::Kept => false,
        }
    }
}

/// Writes all outputs and deletes those of earlier builds that are no longer wanted.
pub fn write(outputs: &Outputs, targets: &Targets) -> Result<Written, Failure> {
    Writing::begin(targets)?.finish(outputs)
}

/// A build that is writing. It holds the locks of its folders.
#[derive(Debug)]
pub struct Writing<'t> {
    targets: &'t Targets,
    _locks: Vec<Lock>,
    json: Option<Staged>,
}

impl<'t> Writing<'t> {
    /// Creates and locks the folders, checks where `drafts/` leads, and removes the temporary files of killed
    /// builds.
    pub fn begin(targets: &'t Targets) -> Result<Writing<'t>, Failure> {
        let mut locks = Vec::new();
        for target in targets.iter() {
            locks.push(lock(&target.path, &target.shown, PATIENCE)?);
            inside(targets, target, DRAFTS)?;
            sweep(&target.path.join(DRAFTS));
            sweep(&target.path);
        }
        Ok(Writing { targets, _locks: locks, json: None })
    }

    /// Writes `agenda.json` to a temporary file, which [`Writing::finish`] puts in place.
    pub fn stage(&mut self, json: &AgendaJson<'_>) -> Result<(), Failure> {
        let out = &self.targets.out;
        let (path, shown) = (out.path.join(AgendaJson::PATH), shown(out, AgendaJson::PATH));
        let old = there(regular(&path), &shown)?;
        self.json = Some(staged(json, &path, old).map_err(|error| failed(&shown, &error))?);
        Ok(())
    }

    /// Runs `work` while the staged file is synced to the disk.
    pub fn kept_during<T>(&mut self, work: impl FnOnce() -> T) -> T {
        match self.json.as_mut().and_then(|json| json.beside.as_mut()) {
            Some(beside) => beside.kept_during(work),
            None => work(),
        }
    }

    /// Writes the outputs, including a staged `agenda.json`, and deletes those no longer wanted.
    pub fn finish(self, outputs: &Outputs) -> Result<Written, Failure> {
        let targets = self.targets;
        let mut plan = Plan::of(outputs, self.json, targets)?;
        let mut last = plan.last_manifest(targets);
        let manifest = ManifestFile::of(targets);
        if plan.is_change() {
            let first = plan.first_manifest(&last);
            let mut batch = Batch::default();
            manifest.write(&first, &last, &mut batch)?;
            put_all(&mut plan.steps, &mut batch)?;
            plan.leftovers.iter_mut().for_each(delete);
            settle(targets);
            batch.close()?;
            last = plan.last_manifest(targets);
        }
        manifest.put(&last)?;
        Ok(report(&plan, "was"))
    }
}

/// Puts every output in its place. If one cannot be made, those before it are written all the same.
fn put_all<'s>(steps: &'s mut [Step<'_>], batch: &mut Batch<'s>) -> Result<(), Failure> {
    let (added, agenda) = add_all(steps, batch);
    added.and(batch.place())?;
    agenda.map_or(Ok(()), Agenda::put_again)
}

/// An `agenda.md` that waits to be moved to its place.
struct Agenda<'s> {
    step: &'s Step<'s>,
    made: &'s [u8],
    /// Set if the file changed before the move, which was then skipped: the user is ticking in it.
    ticked: Arc<AtomicBool>,
}

impl Agenda<'_> {
    /// Writes the agenda again with the new ticks, if it was not moved. Changes made after the move are the
    /// user's, and the next build reads them.
    fn put_again(self) -> Result<(), Failure> {
        if self.ticked.load(Ordering::Relaxed) { put_agenda(self.step, self.made) } else { Ok(()) }
    }
}

/// Adds every output that is to be written to a batch, up to the first that fails.
fn add_all<'s>(
    steps: &'s mut [Step<'_>],
    batch: &mut Batch<'s>,
) -> (Result<(), Failure>, Option<Agenda<'s>>) {
    let mut agenda = None;
    let added = steps.iter_mut().filter(|step| step.state.touches_disk()).try_for_each(|step| {
        match std::mem::take(&mut step.made) {
            Made::Agenda(made) => {
                let old = there_now(step);
                keep_edited(step, &old)?;
                let new = with_ticks(&old, made).text;
                let step = &*step;
                let ticked = Arc::new(AtomicBool::new(false));
                agenda = Some(Agenda { step, made, ticked: Arc::clone(&ticked) });
                let still = move || {
                    let same = there_now(step) == old;
                    ticked.store(!same, Ordering::Relaxed);
                    same
                };
                batch.write(new.as_bytes(), &step.path, &step.shown, Turn::If(Box::new(still)))
            }
            Made::Bytes(bytes) => {
                if is_written_into(step.file) {
                    let old = there_now(step);
                    keep_edited(step, &old)?;
                }
                batch.write(bytes, &step.path, &step.shown, Turn::Any)
            }
            Made::Beside(beside) => batch.add(beside, &step.path, &step.shown, Turn::Any),
            Made::Placed => Ok(()),
        }
    });
    (added, agenda)
}

/// Keeps a copy of an agenda that was edited beyond its ticks, or of a review, since people write down there what was
/// said. The copy is no Markdown file: its boxes would be tasks in the vault.
fn keep_edited(step: &mut Step<'_>, old: &[u8]) -> Result<(), Failure> {
    if step.state != FileState::Replaced || old.is_empty() {
        return Ok(());
    }
    let is_free = |copy: &PathBuf| match bounded(copy, MOST_OUTPUT) {
        Ok(there) => there == old,
        Err(refusal) => matches!(refusal, Refusal::Missing),
    };
    let mut copies = (1..=MOST_COPIES).map(|number| step.path.with_extension(edited_extension(number)));
    let last = step.path.with_extension(edited_extension(MOST_COPIES));
    let copy = copies.find(is_free).unwrap_or(last);
    let shown = Path::new(&step.shown).with_file_name(copy.file_name().unwrap_or_default());
    let shown = shown.to_string_lossy().into_owned();
    put_if(&copy, old, &shown, || true)?;
    step.edited_copy = Some(shown);
    Ok(())
}

fn edited_extension(number: usize) -> String {
    if number == 1 { "md.edited".to_owned() } else { format!("md.{number}.edited") }
}

fn there_now(step: &Step<'_>) -> Vec<u8> {
    bounded(&step.path, MOST_OUTPUT).unwrap_or_default()
}

/// Writes the agenda with every tick of the existing one, including those made while this build runs.
fn put_agenda(step: &Step<'_>, made: &[u8]) -> Result<(), Failure> {
    let mut old = there_now(step);
    for _ in 0..MOST_TRIES {
        let new = with_ticks(&old, made).text;
        let mut moved = None;
        put_if(&step.path, new.as_bytes(), &step.shown, || {
            let now = there_now(step);
            let same = now == old;
            moved = Some(now);
            same
        })?;
        match moved {
            Some(now) if now != old => old = now,
            Some(_) | None => return Ok(()),
        }
    }
    Err(Failure::new(format!("`{}` is being changed by another program", step.shown))
        .help("wait until it is saved, then build again; its ticks are as they were"))
}

/// Checks that a subfolder of an output folder does not lead out of it and of the vault.
fn inside(targets: &Targets, target: &Target, folder: &str) -> Result<(), Failure> {
    let path = target.path.join(folder);
    if path.symlink_metadata().is_err() {
        return Ok(());
    }
    let resolved = resolve(&path)?;
    let shown = shown(target, folder);
    if !resolved.starts_with(&targets.vault) && !resolved.starts_with(&target.path) {
        return Err(Failure::new(format!("`{shown}` is a link that leads out of the vault"))
            .help("remove the link; the build makes a folder of its own"));
    }
    if !resolved.is_dir() {
        return Err(Failure::new(format!("`{shown}` is not a folder")).help("move it away"));
    }
    Ok(())
}

/// Deletes a file that is no longer wanted. One that cannot be deleted stays in the manifest, so that the next build
/// tries again.
fn delete(leftover: &mut Leftover) {
    if leftover.fate == Fate::Delete
        && let Err(error) = std::fs::remove_file(&leftover.path)
    {
        leftover.fate = Fate::Stuck(reason(&error));
    }
}

/// Removes an empty `drafts/` and syncs the folders.
fn settle(targets: &Targets) {
    // This fails if the folder is not empty, as it should.
    let _ = std::fs::remove_dir(targets.out.path.join(DRAFTS));
    for target in targets.iter() {
        keep_moves(&target.path.join(DRAFTS));
        keep_moves(&target.path);
    }
}

/// Summarizes what was done with the outputs, or what would be: `was` says which.
fn report(plan: &Plan<'_>, was: &str) -> Written {
    let mut written = Written { is_change: plan.is_change(), ..Written::default() };
    for step in &plan.steps {
        written.ticks += step.ticks;
        written.files.push(WrittenFile { path: step.shown.clone(), state: step.state, replaces: None });
        match step.state {
            FileState::Written | FileState::Unchanged => {}
            FileState::Replaced => written.problems.push(replaced(step, was)),
            FileState::Kept if step.found.is_some() => written.problems.push(
                how_edited(step, "by hand")
                    .help("delete it to have it made again")
                    .effect("it was kept as it is"),
            ),
            FileState::Kept => {}
        }
    }
    written.problems.extend(replaced_unknown(plan, was));
    for leftover in &plan.leftovers {
        match &leftover.fate {
            Fate::Delete => written.deleted.push(leftover.shown.clone()),
            Fate::Forget => {}
            Fate::Stuck(why) => written.stuck.push((leftover.shown.clone(), why.clone())),
            Fate::Keep => {
                written.kept.push(leftover.shown.clone());
                written.problems.push(
                    edited(&leftover.shown, "this output is no longer wanted, but was edited by hand")
                        .help("delete it when you are done with it")
                        .effect("it was kept as it is"),
                );
            }
        }
    }
    written
}

/// Names the outputs that were replaced without a copy though nothing says that nobody edited them: all at once, since a
/// checkout without the manifest has them all.
fn replaced_unknown(plan: &Plan<'_>, was: &str) -> Option<Problem> {
    let is_unknown =
        |step: &&Step<'_>| step.state == FileState::Written && matches!(step.owner, Owner::UsOrEditor);
    let first = plan.steps.iter().find(is_unknown)?;
    let names = list_in_ticks(plan.steps.iter().filter(is_unknown).map(|step| step.file), "and");
    Some(
        unknown(&first.shown, &format!("somebody edited {names}"))
            .help("keep the manifest with the outputs; edit the notes, not the outputs")
            .effect(format!("what is there {was} written again")),
    )
}

fn replaced(step: &Step<'_>, was: &str) -> Problem {
    let problem = how_edited(step, "by hand or by another program")
        .help("edit the notes instead; only drafts, and the ticks in `agenda.md`, are yours to edit");
    problem.effect(match &step.edited_copy {
        Some(copy) => format!("it was written again; the edited one is in `{copy}`"),
        None => format!("it {was} written again"),
    })
}

/// Says of an existing file that it is not as we wrote it, as far as that is known.
fn how_edited(step: &Step<'_>, by: &str) -> Problem {
    match step.owner {
        Owner::Us | Owner::Editor => edited(&step.shown, format!("this output was edited {by}")),
        Owner::UsOrEditor => unknown(&step.shown, &format!("this output was edited {by}")),
        Owner::Somebody => edited(&step.shown, "this file was not written by followup"),
    }
}

/// Only a hint: a checkout without the manifest has it with every build, and most likely nobody edited anything.
fn unknown(shown: &str, what: &str) -> Problem {
    let message = format!("`{MANIFEST}` is missing, so nothing says whether {what}");
    Problem::new(Code::MissingManifest, &NotePath::new(shown), message)
}

fn edited(shown: &str, message: impl Into<String>) -> Problem {
    Problem::new(Code::EditedOutput, &NotePath::new(shown), message)
}

fn shown(target: &Target, path: &str) -> String {
    format!("{}/{path}", target.shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::manifest::Place;

    const MADE: &[u8] = b"# Agenda\n\n- [ ] write to Ada ^f-keepintouc\n";

    fn agenda(path: &Path) -> [Step<'static>; 1] {
        [Step {
            place: Place::Out,
            file: "agenda.md",
            made: Made::Agenda(MADE),
            path: path.to_owned(),
            shown: "agenda.md".to_owned(),
            state: FileState::Written,
            owner: Owner::Us,
            hash: String::new(),
            found: None,
            ticks: 0,
            edited_copy: None,
        }]
    }

    /// Adds a file to a batch that saves a text at `path` when its own turn comes.
    fn meanwhile<'s>(batch: &mut Batch<'s>, other: &'s Path, path: &'s Path, saved: &'s str) {
        let save = move || std::fs::write(path, saved).is_ok();
        batch.write(b"other", other, "other", Turn::If(Box::new(save))).unwrap();
    }

    #[test]
    fn a_tick_before_the_agenda_is_moved_is_carried_over() {
        let folder = tempfile::tempdir().unwrap();
        let [path, other] = ["agenda.md", "other"].map(|name| folder.path().join(name));
        std::fs::write(&path, MADE).unwrap();
        let mut steps = agenda(&path);
        let mut batch = Batch::default();
        meanwhile(&mut batch, &other, &path, "# Agenda\n\n- [x] write to Ada ^f-keepintouc\n");
        put_all(&mut steps, &mut batch).unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().contains("- [x] write to Ada"));
    }

    #[test]
    fn text_saved_after_the_agenda_is_moved_stays() {
        let folder = tempfile::tempdir().unwrap();
        let [path, other] = ["agenda.md", "other"].map(|name| folder.path().join(name));
        let mut steps = agenda(&path);
        let mut batch = Batch::default();
        let (added, agenda) = add_all(&mut steps, &mut batch);
        added.unwrap();
        meanwhile(&mut batch, &other, &path, "words of somebody");
        batch.place().unwrap();
        agenda.unwrap().put_again().unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "words of somebody");
    }
}
