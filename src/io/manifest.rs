//! Reads and writes `.manifest.json`, which lists the files in the output folders that we wrote, by hash. It
//! is not needed: without it nothing is deleted, and all outputs are written all the same.

use super::open::bounded;
use crate::core::output::Folder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Component, Path};

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = ".manifest.json";
const SCHEMA: u32 = 1;
const MOST: u64 = 16 * 1024 * 1024;

/// The folder and relative path of a file in the manifest.
pub type Key = (Place, String);

/// The folder of a file in the manifest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The folder that holds the manifest.
    Out,
    /// The folder to publish that the configuration named, relative to the vault; `None` if it named none, or if the
    /// manifest does not say.
    Publish(Option<String>),
}

/// The files that we wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The files, each with its hashes.
    pub files: BTreeMap<Key, Hashes>,
}

/// The hashes that a file of ours may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashes {
    /// SHA-256 of the content that was written, or is about to be.
    pub now: String,
    /// SHA-256 of the previous content, while a build is running.
    pub before: Option<String>,
}

impl Hashes {
    /// Whether a file with this hash is unchanged since we wrote it.
    pub fn fit(&self, hash: &str) -> bool {
        self.now == hash || self.before.as_deref() == Some(hash)
    }
}

/// Returns the SHA-256 in lower-case hexadecimal.
pub fn hash(bytes: &[u8]) -> String {
    let mut hasher = Hasher::default();
    hasher.add(bytes);
    hasher.finish()
}

/// Computes the same hash piece by piece.
#[derive(Default)]
pub struct Hasher(Sha256);

impl Hasher {
    /// Adds the next piece.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// Returns the hash of all pieces.
    pub fn finish(self) -> String {
        self.0.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[derive(Serialize, Deserialize)]
struct Written {
    schema: u32,
    files: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    path: String,
    #[serde(default, skip_serializing_if = "is_out")]
    folder: Folder,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publish: Option<String>,
    sha256: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
}

fn is_out(folder: &Folder) -> bool {
    *folder == Folder::Out
}

impl Manifest {
    /// Reads the manifest of an output folder; `None` if there is none, or it cannot be used.
    pub fn read(out: &Path) -> Option<Manifest> {
        let bytes = bounded(&out.join(MANIFEST), MOST).ok()?;
        let written: Written = serde_json::from_slice(&bytes).ok()?;
        let files = written.files.into_iter().filter(|row| is_plain(&row.path));
        let files = files.map(|row| {
            let place = match row.folder {
                Folder::Out => Place::Out,
                Folder::Publish => Place::Publish(row.publish),
            };
            ((place, row.path), Hashes { now: row.sha256, before: row.before })
        });
        (written.schema == SCHEMA).then(|| Manifest { files: files.collect() })
    }

    /// Returns the bytes of the manifest file.
    pub fn render(&self) -> Vec<u8> {
        let rows = self.files.iter().map(|((place, path), hashes)| {
            let (folder, publish) = match place {
                Place::Out => (Folder::Out, None),
                Place::Publish(publish) => (Folder::Publish, publish.clone()),
            };
            let (sha256, before) = (hashes.now.clone(), hashes.before.clone());
            Row { path: path.clone(), folder, publish, sha256, before }
        });
        let written = Written { schema: SCHEMA, files: rows.collect() };
        // Serialising plain structs of strings cannot fail.
        let mut bytes = serde_json::to_vec_pretty(&written).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

/// Whether a path stays in its folder: relative, at most one folder deep, no `..`. A manifest comes from the
/// disk, and the files it names may be deleted.
pub fn is_plain(path: &str) -> bool {
    let parts: Vec<Component<'_>> = Path::new(path).components().collect();
    (1..=2).contains(&parts.len()) && parts.iter().all(|part| matches!(part, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = Manifest::default();
        let hashes = Hashes { now: hash(b"a"), before: Some(hash(b"b")) };
        manifest.files.insert((Place::Out, "drafts/ada.eml".to_owned()), hashes.clone());
        for publish in [None, Some("site".to_owned())] {
            let hashes = Hashes { before: None, ..hashes.clone() };
            manifest.files.insert((Place::Publish(publish), "x.ics".to_owned()), hashes);
        }
        std::fs::write(folder.path().join(MANIFEST), manifest.render()).unwrap();
        assert_eq!(Manifest::read(folder.path()), Some(manifest));
    }

    #[test]
    fn a_manifest_reaches_nothing_outside() {
        for path in ["../x", "/etc/passwd", "a/../../x", "a/b/c", "", "./x"] {
            assert!(!is_plain(path), "{path}");
        }
        assert!(is_plain("drafts/ada.eml"));
    }
}
