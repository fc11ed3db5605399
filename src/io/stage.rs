//! What is to stand at an output's place: bytes at hand, or a file that was written beside it
//! already because it is too large to hold. [`super::write`] decides which of them are placed.

use super::manifest::Hasher;
use super::open::{Refusal, regular};
use super::temporary::{Beside, Rights, temporary};
use crate::core::output::begun::AgendaJson;
use crate::core::output::{Folder, OutputFile, Outputs};
use std::fs::File;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Bytes of an old output that are looked at.
pub(super) const MOST_OUTPUT: u64 = 512 * 1024 * 1024;
/// The same of `agenda.json`, which is never held: that of a million notes has 2 GB.
pub(super) const MOST_JSON: u64 = 64 * 1024 * 1024 * 1024;

/// Bytes of an old output that are read at a time.
const PIECE: usize = 64 * 1024;

/// An output that is wanted.
pub(super) struct Wanted<'a> {
    pub(super) folder: Folder,
    pub(super) path: &'a str,
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    Bytes(&'a [u8]),
    Staged(Staged),
}

/// All outputs in the order of the summary.
pub(super) fn all(outputs: &Outputs, json: Option<Staged>) -> Vec<Wanted<'_>> {
    fn whole(file: &OutputFile) -> Wanted<'_> {
        Wanted { folder: file.folder, path: &file.path, content: Content::Bytes(&file.bytes) }
    }
    let mut all: Vec<Wanted<'_>> = outputs.files.iter().map(whole).collect();
    if let Some(json) = json {
        let content = Content::Staged(json);
        let wanted = Wanted { folder: Folder::Out, path: AgendaJson::PATH, content };
        all.insert(AgendaJson::place(&outputs.files), wanted);
    }
    all
}

/// What is to stand at an output's place.
#[derive(Default)]
pub(super) enum Made<'a> {
    /// To be written.
    Bytes(&'a [u8]),
    /// `agenda.md`, to be written with the ticks of the old one.
    Agenda(&'a [u8]),
    /// Written beside its place already; it goes away by itself if it is not moved there.
    Beside(Beside),
    /// There.
    #[default]
    Placed,
}

/// An output that is at its place, or beside it until it is moved there. What lies at its place is read once;
/// if it is changed while the build goes on, the next build mends it.
#[derive(Debug)]
pub(super) struct Staged {
    /// None if what lies at its place is the same.
    pub(super) beside: Option<Beside>,
    pub(super) hash: String,
}

impl Staged {
    /// Lets the disk take it while other work is done, which would wait for that later.
    pub(super) fn kept_during<T>(&mut self, work: impl FnOnce() -> T) -> T {
        match &mut self.beside {
            Some(beside) => beside.kept_during(work),
            None => work(),
        }
    }
}

/// `agenda.json` beside what lies at its place, and its hash. It is made once, hashed on the way and never
/// held whole: written beside its place from where it differs on, and nowhere if it does not.
pub(super) fn staged(json: &AgendaJson<'_>, path: &Path, old: Option<File>) -> std::io::Result<Staged> {
    let mut staging =
        Staging { path, old: old.map(buffered), same: 0, file: None, hasher: Hasher::default() };
    json.write(&mut staging)?;
    staging.finish()
}

fn buffered(old: File) -> BufReader<File> {
    BufReader::with_capacity(PIECE, old)
}

/// What is read of a file and not looked at yet; a signal in between is no failure.
fn filled(old: &mut BufReader<File>) -> std::io::Result<&[u8]> {
    loop {
        match old.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(old.buffer())
}

/// A file that is hashed while it is made. As long as it is the same as the old one nothing is written,
/// so that a build that changes nothing needs neither room on the disk nor the right to write.
struct Staging<'p> {
    path: &'p Path,
    old: Option<BufReader<File>>,
    /// Bytes at the beginning that the old one has too.
    same: u64,
    /// The new one, from the first difference on.
    file: Option<NamedTempFile>,
    hasher: Hasher,
}

impl Staging<'_> {
    fn finish(mut self) -> std::io::Result<Staged> {
        let rest = self.old.as_mut().map(|old| filled(old).map(<[u8]>::len)).transpose()?;
        if self.file.is_none() && rest != Some(0) {
            self.begin()?;
        }
        Ok(Staged { beside: self.file.map(Beside::new), hash: self.hasher.finish() })
    }

    /// Whether the old file goes on with these bytes.
    fn goes_on(&mut self, bytes: &[u8]) -> std::io::Result<bool> {
        let Some(old) = &mut self.old else { return Ok(false) };
        let mut rest = bytes;
        while !rest.is_empty() {
            let there = filled(old)?;
            let length = there.len().min(rest.len());
            let (next, after) = rest.split_at(length);
            if length == 0 || !there.starts_with(next) {
                return Ok(false);
            }
            old.consume(length);
            rest = after;
        }
        Ok(true)
    }

    /// Begins the new file with what both have.
    fn begin(&mut self) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(self.path);
        std::fs::create_dir_all(folder)?;
        let mut file = temporary(folder, Rights::Usual)?;
        if self.same > 0 {
            let old = regular(self.path).map_err(|refusal| Error::other(refusal.describe()))?;
            if std::io::copy(&mut old.take(self.same), &mut file)? != self.same {
                return Err(Error::other("the old file was changed by another program"));
            }
        }
        self.file = Some(file);
        Ok(())
    }
}

impl Write for Staging<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.file.is_none() && !self.goes_on(bytes)? {
            self.begin()?;
        }
        match &mut self.file {
            Some(file) => file.write_all(bytes)?,
            None => self.same += u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        }
        self.hasher.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The hash of what lies at a path, read piece by piece: an old `agenda.json` is never held beside the new one.
pub(super) fn hash_of(path: &Path, most: u64) -> Result<String, Refusal> {
    let mut file = regular(path)?.take(most + 1);
    let mut hasher = Hasher::default();
    let mut piece = vec![0; PIECE];
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            break;
        }
        hasher.add(piece.get(..length).unwrap_or_default());
    }
    if file.limit() == 0 { Err(Refusal::Large) } else { Ok(hasher.finish()) }
}
