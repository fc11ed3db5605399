//! Lists the notes of a vault, sorted, the same on every machine. Links are never followed; files that are
//! neither regular nor folders are reported and never opened.

use super::known_outputs::KnownOutputs;
use super::manifest::MANIFEST;
use super::open::{kind, reason};
use super::vault::Vault;
use crate::core::config::ignore::Ignored;
use crate::core::place::{NotePath, last_part, split_ending};
use crate::core::problem::{Code, Problem};
use rayon::prelude::*;
use std::fs::{DirEntry, FileType};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The reason shown for outputs, which are not read as notes.
pub const OUTPUT_FOLDER: &str = "the output folder";

/// What a walk leaves out.
#[derive(Debug, Default)]
pub struct LeaveOut {
    /// Folders relative to the vault, without a final `/`, each with the reason to show.
    pub folders: Vec<(String, &'static str)>,
    /// The patterns of `ignore:`.
    pub ignored: Ignored,
}

impl LeaveOut {
    /// Returns why notes in a folder would not be read, if they would not.
    pub fn reason_below(&self, folder: &str) -> Option<String> {
        let example =
            if folder.is_empty() { "Somebody.md".to_owned() } else { format!("{folder}/Somebody.md") };
        let ends = example.match_indices('/').map(|(at, _)| at).chain([example.len()]);
        ends.filter_map(|end| example.get(..end)).find_map(|path| {
            let name = last_part(path);
            let hidden =
                name.starts_with('.').then(|| format!("`{name}` is hidden: its name begins with a dot"));
            hidden.or_else(|| self.reason(path))
        })
    }

    fn reason(&self, relative: &str) -> Option<String> {
        let folder = self.folders.iter().find(|(folder, _)| folder == relative);
        match folder {
            Some((_, why)) => Some((*why).to_owned()),
            None if is_backup(relative) => Some("a folder of Logseq's backups".to_owned()),
            None => self.ignored.fits(relative).then(|| "left out by `ignore:`".to_owned()),
        }
    }
}

/// Whether a folder holds Logseq's backups, which have the same names as the notes.
fn is_backup(relative: &str) -> bool {
    ["logseq/bak", "logseq/version-files"].into_iter().any(|folder| {
        relative.strip_suffix(folder).is_some_and(|above| above.is_empty() || above.ends_with('/'))
    })
}

/// A note on the disk.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundNote {
    /// Path below the vault, in lossy UTF-8.
    pub path: NotePath,
    /// The real path, if it is not UTF-8.
    pub odd_name: Option<PathBuf>,
}

/// The result of a walk.
#[derive(Debug, Default)]
pub struct Walked {
    /// The notes, sorted by path.
    pub notes: Vec<FoundNote>,
    /// Folders (with a final `/`) and notes that are left out, with the reason; for `list --all`.
    pub left_out: Vec<(NotePath, String)>,
    /// What could not be read, or looks like a note but is not one.
    pub problems: Vec<Problem>,
}

/// Lists the notes of a vault, walking its folders in parallel.
pub fn walk(vault: &Vault, leave_out: &LeaveOut) -> Walked {
    let walk = Walk { root: &vault.root, leave_out, folders: Mutex::default() };
    rayon::scope(|scope| walk.look_through(scope, &vault.root, String::new()));
    let mut folders = walk.folders.into_inner().unwrap_or_else(PoisonError::into_inner);
    // Folders finish in any order; problems and links are reported in path order.
    folders.sort_by(|a, b| a.relative.cmp(&b.relative));
    finish(&vault.root, folders)
}

/// Whether a file name is that of a Markdown note.
pub fn is_note_name(name: &str) -> bool {
    split_ending(name).is_some()
}

/// Returns a relative path with `/` between its parts, lossy where it is not UTF-8.
pub fn with_slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

struct Walk<'a> {
    root: &'a Path,
    leave_out: &'a LeaveOut,
    /// The folders walked so far, in the order in which they finished.
    folders: Mutex<Vec<FolderFound<'a>>>,
}

impl<'a> Walk<'a> {
    /// Lists one folder and spawns a task for each folder in it.
    fn look_through<'s>(&'s self, scope: &rayon::Scope<'s>, path: &Path, relative: String) {
        let mut folder = FolderFound::new(self.root, self.leave_out, relative);
        match std::fs::read_dir(path) {
            Err(error) => folder.unreadable(&error),
            Ok(entries) => {
                let mut folders = Vec::new();
                entries.for_each(|entry| match entry {
                    Err(error) => folder.unreadable(&error),
                    // Keeping the entry itself would keep its folder open.
                    Ok(entry) => folders.extend(folder.visit(&entry).map(|inner| (entry.path(), inner))),
                });
                if folder.has_manifest {
                    folder.leave_out_outputs(path, &mut folders);
                }
                for (path, inner) in folders {
                    scope.spawn(move |scope| self.look_through(scope, &path, inner));
                }
            }
        }
        self.folders.lock().unwrap_or_else(PoisonError::into_inner).push(folder);
    }
}

/// One folder's part of the result.
struct FolderFound<'a> {
    root: &'a Path,
    leave_out: &'a LeaveOut,
    /// Its path relative to the vault. The entry being visited is appended for a moment.
    relative: String,
    /// Whether an entry has the name of a manifest.
    has_manifest: bool,
    found: Walked,
    /// Links with their targets, judged when all notes are known.
    links: Vec<(NotePath, Option<PathBuf>)>,
}

impl<'a> FolderFound<'a> {
    fn new(root: &'a Path, leave_out: &'a LeaveOut, relative: String) -> FolderFound<'a> {
        let (found, links) = (Walked::default(), Vec::new());
        FolderFound { root, leave_out, relative, has_manifest: false, found, links }
    }

    /// Adds an entry of the folder; returns the relative path of a folder to walk too.
    fn visit(&mut self, entry: &DirEntry) -> Option<String> {
        let length = self.relative.len();
        let name = entry.file_name();
        let name = name.to_string_lossy();
        // One buffer serves for the paths of all entries.
        let mut relative = std::mem::take(&mut self.relative);
        if length > 0 {
            relative.push('/');
        }
        relative.push_str(&name);
        let inner = match entry.file_type() {
            Err(error) => {
                self.found.problems.push(unreadable(&relative, &error));
                None
            }
            Ok(file_type) => self.take(entry, file_type, &relative, &name).then(|| relative.clone()),
        };
        relative.truncate(length);
        self.relative = relative;
        inner
    }

    /// Adds an entry; returns whether it is a folder to walk.
    fn take(&mut self, entry: &DirEntry, file_type: FileType, relative: &str, name: &str) -> bool {
        if name.starts_with('.') {
            self.has_manifest |= name == MANIFEST;
            return false;
        }
        if let Some(why) = self.leave_out.reason(relative) {
            self.note_left_out(relative, name, file_type.is_dir(), why);
            return false;
        }
        if file_type.is_symlink() {
            self.link(entry, relative, name);
        } else if file_type.is_dir() {
            if is_note_name(name) {
                self.odd(relative, "a folder with the name of a note", "its notes are read");
            }
        } else if let Some(odd) = kind(&file_type) {
            self.odd(relative, odd, "it was not opened");
        } else if is_note_name(name) {
            self.note(entry, relative);
        }
        file_type.is_dir()
    }

    /// Removes the outputs of a build from the notes and from the folders to walk.
    fn leave_out_outputs(&mut self, path: &Path, folders: &mut Vec<(PathBuf, String)>) {
        let Some(outputs) = KnownOutputs::of(path) else { return };
        let notes = std::mem::take(&mut self.found.notes);
        let (written, notes): (Vec<_>, Vec<_>) =
            notes.into_iter().partition(|note| outputs.has_file(note.path.as_str()));
        let mut left_out: Vec<NotePath> = written.into_iter().map(|note| note.path).collect();
        folders.retain(|(_, inner)| {
            let is_output = outputs.has_folder(inner);
            if is_output {
                left_out.push(NotePath::new(&format!("{inner}/")));
            }
            !is_output
        });
        self.found.notes = notes;
        if self.found.notes.is_empty() && folders.is_empty() && !self.relative.is_empty() {
            left_out = vec![NotePath::new(&format!("{}/", self.relative))];
        }
        self.found.left_out.extend(left_out.into_iter().map(|path| (path, OUTPUT_FOLDER.to_owned())));
    }

    fn note_left_out(&mut self, relative: &str, name: &str, is_folder: bool, why: String) {
        if is_folder {
            self.found.left_out.push((NotePath::new(&format!("{relative}/")), why));
        } else if is_note_name(name) {
            self.found.left_out.push((NotePath::new(relative), why));
        }
    }

    fn note(&mut self, entry: &DirEntry, relative: &str) {
        let path = NotePath::new(relative);
        // Lossy conversion gives `\u{fffd}`, but a name may also contain it.
        let is_lost = relative.contains('\u{fffd}') && self.root.join(relative) != entry.path();
        let odd_name = is_lost.then(|| entry.path());
        if odd_name.is_some() {
            self.found.problems.push(
                Problem::new(Code::OddFile, &path, "a file name that is not UTF-8")
                    .help("rename the file")
                    .effect("the note is read; its name is shown with `\u{fffd}` for what could not be read"),
            );
        }
        self.found.notes.push(FoundNote { path, odd_name });
    }

    /// Records a link to a folder or with the name of a note. Other links, such as to pictures, do not
    /// matter.
    fn link(&mut self, entry: &DirEntry, relative: &str, name: &str) {
        let target = std::fs::canonicalize(entry.path()).ok();
        let is_folder = target.as_deref().is_some_and(Path::is_dir);
        if is_note_name(name) || is_folder {
            self.links.push((NotePath::new(relative), target));
        }
    }

    fn odd(&mut self, relative: &str, what: &str, effect: &str) {
        let problem = Problem::new(Code::OddFile, &NotePath::new(relative), format!("{what}, not a note"))
            .help("move it out of the vault, or name it in `ignore:`")
            .effect(effect);
        self.found.problems.push(problem);
    }

    fn unreadable(&mut self, error: &std::io::Error) {
        self.found.problems.push(unreadable(&self.relative, error));
    }
}

fn unreadable(relative: &str, error: &std::io::Error) -> Problem {
    let path = NotePath::new(if relative.is_empty() { "." } else { relative });
    Problem::new(Code::UnreadableFile, &path, format!("could not be opened: {}", reason(error)))
        .help("make it readable, or name it in `ignore:`")
        .effect("what is in it is left out")
}

/// Combines the results of all folders.
fn finish(root: &Path, folders: Vec<FolderFound<'_>>) -> Walked {
    let mut walked = Walked::default();
    let mut links = Vec::new();
    walked.notes.reserve_exact(folders.iter().map(|folder| folder.found.notes.len()).sum());
    for folder in folders {
        walked.notes.extend(folder.found.notes);
        walked.left_out.extend(folder.found.left_out);
        walked.problems.extend(folder.found.problems);
        links.extend(folder.links);
    }
    walked.notes.par_sort_unstable_by(|a, b| (&a.path, &a.odd_name).cmp(&(&b.path, &b.odd_name)));
    walked.left_out.sort();
    for (path, target) in links {
        let problem = judge(root, &walked.notes, &path, target.as_deref());
        walked.problems.push(problem);
    }
    walked
}

fn judge(root: &Path, notes: &[FoundNote], path: &NotePath, target: Option<&Path>) -> Problem {
    let inside = target.and_then(|target| target.strip_prefix(root).ok()).map(with_slashes);
    if let Some(inside) = &inside
        && notes.binary_search_by(|note| note.path.as_str().cmp(inside)).is_ok()
    {
        return Problem::new(Code::InnerLink, path, format!("a symbolic link to `{inside}`"))
            .help("remove the link; a note is read where it is")
            .effect("the note is read once, under its own path");
    }
    let what = match (target, inside) {
        (None, _) => "a symbolic link that leads nowhere",
        (Some(_), Some(_)) => "a symbolic link to something that is not a note of the vault",
        (Some(_), None) => "a symbolic link that leaves the vault",
    };
    Problem::new(Code::OddFile, path, what)
        .help("put the file or folder itself into the vault, or name the link in `ignore:`")
        .effect("the link was not followed")
}
