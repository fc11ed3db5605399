//! What is to stand at an output's place: bytes at hand, or a file that was written beside it
//! already because it is too large to hold. [`super::write`] decides which of them are placed.

use super::manifest::{Hasher, hash};
use super::open::{Refusal, regular};
use super::temporary::temporary;
use crate::core::output::{AgendaJson, Folder, OutputFile, Outputs};
use std::io::{Read, Write};
use std::path::Path;
use tempfile::NamedTempFile;

/// Bytes of an old output that are looked at.
pub(super) const MOST_OUTPUT: u64 = 512 * 1024 * 1024;

/// An output that is wanted.
pub(super) struct Wanted<'a> {
    pub(super) folder: Folder,
    pub(super) path: &'a str,
    pub(super) content: Content<'a>,
}

pub(super) enum Content<'a> {
    Bytes(&'a [u8]),
    Json(&'a AgendaJson<'a>),
}

/// All outputs in the order of the summary.
pub(super) fn all<'a>(outputs: &'a Outputs, json: Option<&'a AgendaJson<'a>>) -> Vec<Wanted<'a>> {
    let whole = |file: &'a OutputFile| Wanted {
        folder: file.folder,
        path: &file.path,
        content: Content::Bytes(&file.bytes),
    };
    let mut all: Vec<Wanted<'a>> = outputs.files.iter().map(whole).collect();
    if let Some(json) = json {
        let content = Content::Json(json);
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
    Staged(NamedTempFile),
    /// There.
    #[default]
    Placed,
}

/// What is to be written, with its hash. `agenda.json` is written beside its place at once, hashed on
/// the way: it is made once and never held whole.
pub(super) fn make<'a>(content: &Content<'a>, path: &Path) -> std::io::Result<(Made<'a>, String)> {
    match content {
        Content::Bytes(bytes) => Ok((Made::Bytes(bytes), hash(bytes))),
        Content::Json(json) => {
            let folder = path.parent().unwrap_or(path);
            std::fs::create_dir_all(folder)?;
            let mut hashing = Hashing { file: temporary(folder)?, hasher: Hasher::default() };
            json.write(&mut hashing)?;
            Ok((Made::Staged(hashing.file), hashing.hasher.finish()))
        }
    }
}

/// A file that is hashed while it is written.
struct Hashing {
    file: NamedTempFile,
    hasher: Hasher,
}

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let length = self.file.write(bytes)?;
        self.hasher.add(bytes.get(..length).unwrap_or_default());
        Ok(length)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// The hash of what lies at a path, read piece by piece: an old `agenda.json` is never held beside the new one.
pub(super) fn hash_of(path: &Path) -> Result<String, Refusal> {
    let mut file = regular(path)?.take(MOST_OUTPUT + 1);
    let mut hasher = Hasher::default();
    let mut piece = vec![0; 64 * 1024];
    loop {
        let length = file.read(&mut piece)?;
        if length == 0 {
            break;
        }
        hasher.add(piece.get(..length).unwrap_or_default());
    }
    if file.limit() == 0 { Err(Refusal::Large) } else { Ok(hasher.finish()) }
}
