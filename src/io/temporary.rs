//! Temporary files: they are written next to their target, synced and moved into its place. Removes what
//! killed runs left of them.

use super::failure::Failure;
use super::open::reason;
use std::fs::File;
use std::io::Write;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread::Builder;
use tempfile::NamedTempFile;

/// How the names of temporary files begin; the dot keeps them out of every walk.
pub const PREFIX: &str = ".followup-tmp-";
/// Maximum number of files that are open while they wait for the disk: as many as most builds write, and half
/// of what some systems allow a program.
const MOST_WAITING: usize = 128;
/// Maximum number of threads that sync files. They only wait, so there are more of them than cores.
const MOST_AT_ONCE: usize = 16;

/// Removes the temporary files of killed runs from a folder. The caller must hold the folder's lock:
/// otherwise the file of a running build would be taken for a left-over one.
pub fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if ours && entry.file_type().is_ok_and(|file_type| !file_type.is_dir()) {
            // A file that cannot be removed does no harm; the next run tries again.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Writes a temporary file next to `path` and, if `still` holds once the disk has it, moves it there. A link
/// at `path` is replaced.
pub(super) fn put_if(
    path: &Path,
    bytes: &[u8],
    shown: &str,
    still: impl FnOnce() -> bool,
) -> Result<(), Failure> {
    let done = synced_beside(path, bytes).and_then(|file| if still() { moved(file, path) } else { Ok(()) });
    done.map_err(|error| failed(shown, &error))
}

/// Moves a temporary file to its place.
fn moved(file: NamedTempFile, path: &Path) -> std::io::Result<()> {
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

pub(super) fn failed(shown: &str, error: &std::io::Error) -> Failure {
    not_written(shown, "the old file is as it was; ", error)
}

/// A failure to write a file; `kept` says what became of an old one, if there may be one.
pub(super) fn not_written(shown: impl std::fmt::Display, kept: &str, error: &std::io::Error) -> Failure {
    Failure::new(format!("`{shown}` could not be written: {}", reason(error)))
        .help(format!("{kept}check the permissions of the folder and the free disk space"))
}

/// Syncs a folder, so that moves in it survive a crash; does nothing where the system cannot.
pub(super) fn keep_moves(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

/// A finished temporary file next to its target.
#[derive(Debug)]
pub(super) struct Beside {
    file: NamedTempFile,
    /// The result of syncing it, if that was done already.
    kept: Option<std::io::Result<()>>,
}

impl Beside {
    pub(super) fn new(file: NamedTempFile) -> Beside {
        Beside { file, kept: None }
    }

    /// Syncs the file while `work` runs. If no thread can be started for that, it is synced later, before it
    /// is moved.
    pub(super) fn kept_during<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let file = self.file.as_file();
        let (done, kept) = std::thread::scope(|scope| {
            let asking = Builder::new().spawn_scoped(scope, move || file.sync_all());
            let done = work();
            (done, asking.ok().map(|thread| thread.join().unwrap_or_else(|slip| resume_unwind(slip))))
        });
        self.kept = kept;
        done
    }
}

/// Finished temporary files that wait to be synced and moved. Many are synced at once: one after the other, a
/// hundred drafts took a third of a build.
#[derive(Default)]
pub(super) struct Batch<'a> {
    /// In the order in which they were added, except for the first and the last to be moved.
    waiting: Vec<Waiting<'a>>,
}

struct Waiting<'a> {
    beside: Beside,
    path: &'a Path,
    shown: &'a str,
    turn: Turn<'a>,
}

/// When a file is moved to its place.
pub(super) enum Turn<'a> {
    /// Before all others; if this fails, none is moved.
    First,
    /// With the others.
    Any,
    /// With the others, but only if this still holds once the disk has the file.
    If(Box<dyn Fn() -> bool + Sync + 'a>),
    /// After all else is done, by [`Batch::close`]; synced with the others.
    Last,
}

impl<'a> Batch<'a> {
    /// Writes bytes to a temporary file next to `path` and adds it.
    pub(super) fn write(
        &mut self,
        bytes: &[u8],
        path: &'a Path,
        shown: &'a str,
        turn: Turn<'a>,
    ) -> Result<(), Failure> {
        let file = beside(path, bytes).or_else(|error| {
            if self.waiting.is_empty() {
                return Err(failed(shown, &error));
            }
            // The waiting files may use up the room on the disk or the number of open files.
            self.place()?;
            beside(path, bytes).map_err(|error| failed(shown, &error))
        })?;
        self.add(Beside::new(file), path, shown, turn)
    }

    /// Adds a finished file; places the waiting ones if there are many.
    pub(super) fn add(
        &mut self,
        beside: Beside,
        path: &'a Path,
        shown: &'a str,
        turn: Turn<'a>,
    ) -> Result<(), Failure> {
        self.waiting.push(Waiting { beside, path, shown, turn });
        if self.waiting.len() < MOST_WAITING { Ok(()) } else { self.place() }
    }

    /// Syncs all files and moves all but the last to their places. A failure affects only its own file; the
    /// first failure is returned.
    pub(super) fn place(&mut self) -> Result<(), Failure> {
        self.place_once(File::sync_all)
    }

    fn place_once(&mut self, sync: impl Fn(&File) -> std::io::Result<()> + Sync) -> Result<(), Failure> {
        let mut waiting = std::mem::take(&mut self.waiting);
        for (said, one) in synced(&waiting, &sync).into_iter().zip(&mut waiting) {
            one.beside.kept.get_or_insert(said);
        }
        let (last, now): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|one| matches!(one.turn, Turn::Last));
        self.waiting = last;
        let (before, others): (Vec<_>, Vec<_>) =
            now.into_iter().partition(|one| matches!(one.turn, Turn::First));
        for one in before {
            let folder = one.path.parent();
            one.place()?;
            // Its move must be on the disk before the others are moved.
            folder.into_iter().for_each(keep_moves);
        }
        let mut first = Ok(());
        for one in others {
            first = first.and(one.place());
        }
        first
    }

    /// Moves the last files, after those that [`Batch::place`] moved.
    pub(super) fn close(self) -> Result<(), Failure> {
        self.waiting.into_iter().try_for_each(Waiting::place)
    }
}

impl Waiting<'_> {
    /// Moves the file to its place, if it was synced.
    fn place(self) -> Result<(), Failure> {
        let Waiting { beside: Beside { file, kept }, path, shown, turn } = self;
        let placed = kept.unwrap_or_else(|| file.as_file().sync_all()).and_then(|()| match turn {
            Turn::If(still) if !still() => Ok(()),
            Turn::First | Turn::Any | Turn::If(_) | Turn::Last => moved(file, path),
        });
        placed.map_err(|error| failed(shown, &error))
    }
}

/// Syncs all files that were not synced yet, many at once, and returns the result of each.
fn synced(
    files: &[Waiting<'_>],
    sync: &(impl Fn(&File) -> std::io::Result<()> + Sync),
) -> Vec<std::io::Result<()>> {
    let ask = |one: &Waiting<'_>| match one.beside.kept {
        Some(_) => Ok(()),
        None => sync(one.beside.file.as_file()),
    };
    let ask_all = |files: &[Waiting<'_>]| files.iter().map(ask).collect::<Vec<_>>();
    let share = files.len().div_ceil(MOST_AT_ONCE).max(1);
    std::thread::scope(|scope| {
        let asked: Vec<_> = files
            .chunks(share)
            .map(|part| (part, Builder::new().spawn_scoped(scope, move || ask_all(part))))
            .collect();
        let said = asked.into_iter().flat_map(|(part, thread)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|slip| resume_unwind(slip)),
            // No thread can be started, so they are synced here.
            Err(_) => ask_all(part),
        });
        said.collect()
    })
}

/// Writes bytes to a temporary file next to `path`, without syncing it.
pub(super) fn beside(path: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)?;
    let mut file = temporary(folder, Rights::Usual)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// Writes bytes to a temporary file next to `path` and syncs it to the disk.
pub(super) fn synced_beside(path: &Path, bytes: &[u8]) -> std::io::Result<NamedTempFile> {
    let file = beside(path, bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Who may read a temporary file from its first moment on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rights {
    /// As for any new file, 0644 less the umask: 0600 would hide the agenda from a web server.
    Usual,
    /// The owner only, until it gets the permissions of the file that it replaces.
    Own,
}

impl Rights {
    /// Asks for the permissions of a new file, where `tempfile` does not choose them already.
    #[cfg(unix)]
    fn ask(self, builder: &mut tempfile::Builder) {
        use std::os::unix::fs::PermissionsExt;
        if self == Rights::Usual {
            builder.permissions(std::fs::Permissions::from_mode(0o644));
        }
    }

    /// Elsewhere a new file has the permissions of its folder.
    #[cfg(not(unix))]
    fn ask(self, _builder: &mut tempfile::Builder) {}
}

/// Creates an empty temporary file in a folder.
pub(super) fn temporary(folder: &Path, rights: Rights) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    rights.ask(&mut builder);
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    /// The paths of `number` drafts in a folder.
    fn drafts(folder: &Path, number: usize) -> Vec<PathBuf> {
        (0..number).map(|one| folder.join(format!("drafts/{one}"))).collect()
    }

    fn batch(paths: &[PathBuf]) -> Batch<'_> {
        let mut batch = Batch::default();
        for (one, path) in paths.iter().enumerate() {
            let shown = path.file_name().and_then(|name| name.to_str()).unwrap();
            batch.write(one.to_string().as_bytes(), path, shown, Turn::Any).unwrap();
        }
        batch
    }

    #[test]
    fn a_batch_places_every_file_and_leaves_none_beside() {
        let folder = tempfile::tempdir().unwrap();
        let paths = drafts(folder.path(), 2 * MOST_WAITING + 3);
        batch(&paths).place().unwrap();
        for (one, path) in paths.iter().enumerate() {
            assert_eq!(std::fs::read_to_string(path).unwrap(), one.to_string());
        }
        assert_eq!(std::fs::read_dir(folder.path().join("drafts")).unwrap().count(), paths.len());
    }

    #[test]
    fn the_first_file_is_moved_before_the_others_and_the_last_after_them() {
        let folder = tempfile::tempdir().unwrap();
        let [path, other] = ["manifest", "index.html"].map(|name| folder.path().join(name));
        let read = |path: &Path| std::fs::read_to_string(path).ok();
        let mut batch = Batch::default();
        batch.write(b"new", &path, "manifest", Turn::Last).unwrap();
        let both = || read(&path).as_deref() == Some("both");
        batch.write(b"page", &other, "index.html", Turn::If(Box::new(both))).unwrap();
        batch.write(b"both", &path, "manifest", Turn::First).unwrap();
        assert_eq!((read(&path), read(&other)), (None, None));
        batch.place().unwrap();
        assert_eq!((read(&path).as_deref(), read(&other).as_deref()), (Some("both"), Some("page")));
        batch.close().unwrap();
        assert_eq!(read(&path).as_deref(), Some("new"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn without_the_first_file_none_is_moved() {
        let folder = tempfile::tempdir().unwrap();
        let paths = ["manifest", "index.html", "agenda.md"].map(|name| folder.path().join(name));
        let mut batch = Batch::default();
        batch.write(b"page", &paths[1], "index.html", Turn::Any).unwrap();
        batch.write(b"manifest", &paths[0], "manifest", Turn::First).unwrap();
        batch.write(b"agenda", &paths[2], "agenda.md", Turn::If(Box::new(|| true))).unwrap();
        let refuse = |file: &File| match file.metadata()?.len() {
            8 => Err(std::io::Error::other("the disk is gone")),
            _ => Ok(()),
        };
        assert!(format!("{:?}", batch.place_once(refuse).unwrap_err()).contains("`manifest`"));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_file_whose_condition_fails_is_not_moved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agenda.md");
        let mut batch = Batch::default();
        batch.write(b"new", &path, "agenda.md", Turn::If(Box::new(|| false))).unwrap();
        batch.place().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_failed_sync_affects_only_its_own_file() {
        let folder = tempfile::tempdir().unwrap();
        let paths = drafts(folder.path(), MOST_WAITING - 1);
        let refuse = |file: &File| match file.metadata()?.len() {
            // Refuses the files whose number has one digit.
            1 => Err(std::io::Error::other("the disk is gone")),
            _ => Ok(()),
        };
        let failure = batch(&paths).place_once(refuse).unwrap_err();
        assert!(format!("{failure:?}").contains("`0` could not be written: the disk is gone"), "{failure:?}");
        assert_eq!(std::fs::read_dir(folder.path().join("drafts")).unwrap().count(), paths.len() - 10);
    }

    #[test]
    fn a_file_synced_during_work_is_not_synced_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agenda.json");
        let mut early = Beside::new(beside(&path, b"{}").unwrap());
        assert_eq!(early.kept_during(|| 7), 7);
        let mut batch = Batch::default();
        batch.add(early, &path, "agenda.json", Turn::Any).unwrap();
        batch.place_once(|_| Err(std::io::Error::other("asked again"))).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"{}");
    }

    #[test]
    fn a_file_that_failed_to_sync_early_is_not_moved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("agenda.json");
        let refused = Some(Err(std::io::Error::other("the disk is gone")));
        let mut batch = Batch::default();
        let early = Beside { file: beside(&path, b"{}").unwrap(), kept: refused };
        batch.add(early, &path, "agenda.json", Turn::Any).unwrap();
        let failure = batch.place().unwrap_err();
        assert!(format!("{failure:?}").contains("`agenda.json` could not be written: the disk is gone"));
        assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
    }

    #[test]
    fn waiting_files_are_placed_when_there_is_no_room() {
        let folder = tempfile::tempdir().unwrap();
        let first = folder.path().join("drafts");
        std::fs::write(&first, "in the way").unwrap();
        let (one, below) = (folder.path().join("1"), first.join("x"));
        let mut batch = Batch::default();
        batch.write(b"1", &one, "1", Turn::Any).unwrap();
        assert!(!one.exists() && batch.write(b"2", &below, "2", Turn::Any).is_err());
        assert_eq!(std::fs::read_to_string(&one).unwrap(), "1");
    }
}
