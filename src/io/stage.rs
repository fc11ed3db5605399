//! The content of an output before it is placed: bytes in memory or, for a file too large to hold, a
//! temporary file that was written already. [`super::write`] decides which of them are placed.

use super::manifest::Hasher;
use super::open::{Refusal, regular};
use super::temporary::{Beside, Rights, temporary};
use crate::core::output::begun::AgendaJson;
use crate::core::output::{Folder, OutputFile, Outputs};
use std::fs::File;
use std::io::{BufRead, BufReader, Error, ErrorKind, Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Maximum size in bytes of an existing output that is read.
pub(super) const MOST_OUTPUT: u64 = 512 * 1024 * 1024;
/// The same for `agenda.json`, which is never held in memory: that of a million notes has 2 GB.
pub(super) const MOST_JSON: u64 = 64 * 1024 * 1024 * 1024;

/// Number of bytes of an existing output read at a time.
const PIECE: usize = 64 * 1024;

/// An output to be written.
pub(super) struct Wanted<'a> {
    pub(super) folder: Folder,
    pub(super) path: &'a str,
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    Bytes(&'a [u8]),
    Staged(Staged),
}

/// Returns all outputs in the order of the summary.
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

/// How an output gets to its place.
#[derive(Default)]
pub(super) enum Made<'a> {
    /// These bytes are to be written.
    Bytes(&'a [u8]),
    /// These bytes of `agenda.md` are to be written, with the ticks of the existing file.
    Agenda(&'a [u8]),
    /// A temporary file is to be moved; if it is not, it is deleted when dropped.
    Beside(Beside),
    /// The file is in its place.
    #[default]
    Placed,
}

/// An output compared with the existing file while it was made. If another program changes that file during
/// the build, the next build corrects it.
#[derive(Debug)]
pub(super) struct Staged {
    /// The temporary file to be moved; `None` if the existing file is the same.
    pub(super) beside: Option<Beside>,
    pub(super) hash: String,
}

/// Makes `agenda.json` and compares it with the existing file, `old`. It is made once, hashed on the way and
/// never held whole: a temporary file is started at the first difference, and none is written if there is no
/// difference.
pub(super) fn staged(json: &AgendaJson<'_>, path: &Path, old: Option<File>) -> std::io::Result<Staged> {
    let mut staging = Staging {
        path,
        old: old.map(|old| BufReader::with_capacity(PIECE, old)),
        same: 0,
        file: None,
        hasher: Hasher::default(),
    };
    json.write(&mut staging)?;
    staging.finish()
}

/// Returns the bytes that were read and not consumed yet, reading more if there are none. A signal is not a
/// failure.
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

/// A file that is hashed while it is made. As long as it equals the existing one nothing is written, so that
/// a build that changes nothing needs neither room on the disk nor permission to write.
struct Staging<'p> {
    path: &'p Path,
    old: Option<BufReader<File>>,
    /// Number of bytes at the beginning that both files share.
    same: u64,
    /// The new file, once there is a difference.
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

    /// Whether the existing file continues with these bytes.
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

    /// Starts the new file with the bytes that both share.
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

/// Hashes the file at a path piece by piece, so that an old `agenda.json` is never held in memory.
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
