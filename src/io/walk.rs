//! Which notes a vault has: a sorted list, the same on every machine. Links are
//! never followed, odd things are reported and never opened.

use super::failure::Failure;
use super::open::{kind, reason};
use super::vault::Vault;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{MAIN_SEPARATOR, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// What a walk leaves out.
#[derive(Debug, Default)]
pub struct LeaveOut {
    /// Folders relative to the vault, without a final `/`, each with the reason in words.
    pub folders: Vec<(String, &'static str)>,
    /// `ignore:` globs on the relative path.
    pub globs: GlobSet,
}

impl LeaveOut {
    /// Why notes in a folder are not read, if they are not.
    pub fn reason_below(&self, folder: &str) -> Option<String> {
        let example =
            if folder.is_empty() { "Somebody.md".to_owned() } else { format!("{folder}/Somebody.md") };
        let ends = example.match_indices('/').map(|(at, _)| at).chain([example.len()]);
        ends.filter_map(|end| example.get(..end)).find_map(|path| {
            let name = path.rsplit('/').next().unwrap_or(path);
            let hidden =
                name.starts_with('.').then(|| format!("`{name}` is hidden, its name begins with a dot"));
            hidden.or_else(|| self.reason(path))
        })
    }

    fn reason(&self, relative: &str) -> Option<String> {
        let folder = self.folders.iter().find(|(folder, _)| folder == relative);
        match folder {
            Some((_, why)) => Some((*why).to_owned()),
            None => self.globs.is_match(relative).then(|| "left out by `ignore:`".to_owned()),
        }
    }
}

/// Compiles the `ignore:` globs of the configuration. A `*` also matches `/`, so
/// that `*.draft.md` means such notes in every folder; a glob that fits a folder leaves out all of it.
pub fn globs(patterns: &[String]) -> Result<GlobSet, Failure> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern.trim_end_matches('/'))
            .build()
            .map_err(|error| bad_glob(pattern, &error))?;
        set.add(glob);
    }
    set.build().map_err(|error| bad_glob("all together", &error))
}

fn bad_glob(pattern: &str, error: &globset::Error) -> Failure {
    Failure::new(format!("`ignore:` has a glob that cannot be read, `{pattern}`: {}", error.kind()))
        .help("write it as in `Archive/**` or `*.draft.md`")
}

/// A note on the disk.
#[derive(Debug, PartialEq, Eq)]
pub struct FoundNote {
    /// Path below the vault, in lossy UTF-8.
    pub path: NotePath,
    /// The true path, where `path` could not keep it.
    pub odd_name: Option<PathBuf>,
}

/// What a vault holds.
#[derive(Debug, Default)]
pub struct Walked {
    /// The notes by path.
    pub notes: Vec<FoundNote>,
    /// Folders (with a final `/`) and notes left out, and why; for `list --all`.
    pub left_out: Vec<(NotePath, String)>,
    /// What could not be looked into, or is no note although it looks like one.
    pub problems: Vec<Problem>,
}

/// Lists the notes of a vault.
pub fn walk(vault: &Vault, leave_out: &LeaveOut) -> Walked {
    let mut walk = Walk { root: &vault.root, leave_out, walked: Walked::default(), links: Vec::new() };
    let mut entries = WalkDir::new(&vault.root).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                if walk.visit(&entry) == Descend::No && entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Err(error) => walk.unreadable(&error),
        }
    }
    walk.finish()
}

/// Whether a name is that of a Markdown note.
pub fn is_note_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
}

/// A relative path with `/` between its parts, lossy where it is no UTF-8.
pub fn with_slashes(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[derive(PartialEq, Eq)]
enum Descend {
    Yes,
    No,
}

struct Walk<'a> {
    root: &'a Path,
    leave_out: &'a LeaveOut,
    walked: Walked,
    /// Links with where they lead, judged when all notes are known.
    links: Vec<(NotePath, Option<PathBuf>)>,
}

impl Walk<'_> {
    fn relative(&self, path: &Path) -> String {
        match self.plain(path) {
            Some(plain) => plain.to_owned(),
            None => with_slashes(path.strip_prefix(self.root).unwrap_or(path)),
        }
    }

    /// The path below the vault where nothing of it is lost as text: most are such, and taking each
    /// apart was half of walking.
    fn plain<'p>(&self, path: &'p Path) -> Option<&'p str> {
        if MAIN_SEPARATOR != '/' {
            return None;
        }
        path.to_str()?.strip_prefix(self.root.to_str()?)?.strip_prefix('/')
    }

    fn visit(&mut self, entry: &DirEntry) -> Descend {
        let name = entry.file_name().to_string_lossy();
        if name.starts_with('.') {
            return Descend::No;
        }
        let relative = self.relative(entry.path());
        let file_type = entry.file_type();
        if let Some(why) = self.left_out(&relative) {
            self.note_left_out(&relative, &name, file_type.is_dir(), why);
            return Descend::No;
        }
        if file_type.is_symlink() {
            self.link(entry, &relative, &name);
        } else if file_type.is_dir() {
            if is_note_name(&name) {
                self.odd(&relative, "a folder with the name of a note", "its notes are read");
            }
        } else if let Some(odd) = kind(&file_type) {
            self.odd(&relative, odd, "it was not opened");
        } else if is_note_name(&name) {
            self.note(entry, relative);
        }
        Descend::Yes
    }

    fn left_out(&self, relative: &str) -> Option<String> {
        self.leave_out.reason(relative)
    }

    fn note_left_out(&mut self, relative: &str, name: &str, is_folder: bool, why: String) {
        if is_folder {
            self.walked.left_out.push((NotePath::new(&format!("{relative}/")), why));
        } else if is_note_name(name) {
            self.walked.left_out.push((NotePath::new(relative), why));
        }
    }

    fn note(&mut self, entry: &DirEntry, relative: String) {
        let path = NotePath::new(&relative);
        // What was lost stands as `\u{fffd}`, but a name may hold that by itself.
        let is_lost = relative.contains('\u{fffd}') && self.root.join(&relative) != entry.path();
        let odd_name = is_lost.then(|| entry.path().to_owned());
        if odd_name.is_some() {
            self.walked.problems.push(
                Problem::new(Code::OddFile, &path, "a file name that is not UTF-8")
                    .help("rename the file")
                    .effect("the note is read; its name is shown with `\u{fffd}` for what could not be read"),
            );
        }
        self.walked.notes.push(FoundNote { path, odd_name });
    }

    /// Links to other files than notes (pictures, say) are nothing to us.
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
        self.walked.problems.push(problem);
    }

    fn unreadable(&mut self, error: &walkdir::Error) {
        let relative = error.path().map_or_else(|| ".".to_owned(), |path| self.relative(path));
        let why = error.io_error().map_or_else(|| "it leads in a circle".to_owned(), reason);
        let path = NotePath::new(if relative.is_empty() { "." } else { &relative });
        self.walked.problems.push(
            Problem::new(Code::UnreadableFile, &path, format!("could not be looked into: {why}"))
                .help("give yourself the right to read it, or name it in `ignore:`")
                .effect("what is in it is left out"),
        );
    }

    fn finish(mut self) -> Walked {
        self.walked.notes.sort_by(|a, b| (&a.path, &a.odd_name).cmp(&(&b.path, &b.odd_name)));
        self.walked.left_out.sort();
        for (path, target) in std::mem::take(&mut self.links) {
            let problem = self.judge(&path, target.as_deref());
            self.walked.problems.push(problem);
        }
        self.walked
    }

    fn judge(&self, path: &NotePath, target: Option<&Path>) -> Problem {
        let inside = target.and_then(|target| target.strip_prefix(self.root).ok()).map(with_slashes);
        if let Some(inside) = &inside
            && self.walked.notes.binary_search_by(|note| note.path.as_str().cmp(inside)).is_ok()
        {
            return Problem::new(Code::InnerLink, path, format!("a symbolic link to `{inside}`"))
                .help("remove the link; a note is read where it lies")
                .effect("the note is read once, under its own path");
        }
        let what = match (target, inside) {
            (None, _) => "a symbolic link that leads nowhere",
            (Some(_), Some(_)) => "a symbolic link to something that is no note of the vault",
            (Some(_), None) => "a symbolic link that leaves the vault",
        };
        Problem::new(Code::OddFile, path, what)
            .help("put the file or folder itself into the vault, or name the link in `ignore:`")
            .effect("the link was not followed")
    }
}
