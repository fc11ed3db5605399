//! Decides where a build may write. Folders named in the configuration must be inside the vault; only the
//! command line may name others; and no output folder may be the vault itself or a folder of notes (design
//! 8).

use super::failure::Failure;
use super::manifest::{MANIFEST, Place};
use super::open::reason;
use super::vault::Vault;
use super::walk::{is_note_name, with_slashes};
use crate::core::config::model::Config;
use crate::core::output::{Folder, Publish};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use walkdir::WalkDir;

/// Maximum number of entries of a folder that are searched for notes.
const MOST_LOOKED_AT: usize = 10_000;

/// Where `--publish` puts its files when the configuration names no folder.
pub const PUBLISH: &str = "publish";

/// Folders of other programs, which outputs must not be written to.
const KEPT_BY_PROGRAMS: [&str; 2] = [".git", ".obsidian"];

/// The folders of a build, resolved and checked.
#[derive(Debug)]
pub struct Targets {
    /// The root folder of the vault.
    pub vault: PathBuf,
    /// Private outputs.
    pub out: Target,
    /// Outputs to publish, if this run writes them.
    pub publish: Option<Target>,
    /// The folder to publish that the configuration names, as the manifest has it.
    pub named_publish: Option<String>,
}

/// One output folder.
#[derive(Debug)]
pub struct Target {
    /// Its absolute path, with links resolved as far as it exists.
    pub path: PathBuf,
    /// Its name in messages, without a final `/`.
    pub shown: String,
}

impl Targets {
    /// Returns every folder that this run writes.
    pub fn iter(&self) -> impl Iterator<Item = &Target> {
        std::iter::once(&self.out).chain(&self.publish)
    }

    /// Returns the place of a kind of outputs, as the manifest has it.
    pub fn place(&self, folder: Folder) -> Place {
        match folder {
            Folder::Out => Place::Out,
            Folder::Publish => Place::Publish(self.named_publish.clone()),
        }
    }

    /// Returns the folder of a kind, if this run writes it.
    pub fn get(&self, folder: Folder) -> Option<&Target> {
        match folder {
            Folder::Out => Some(&self.out),
            Folder::Publish => self.publish.as_ref(),
        }
    }
}

/// Resolves and checks the output folders; `out` is the `--out` of the command line.
pub fn targets(
    vault: &Vault,
    config: &Config,
    out: Option<&Path>,
    publish: Publish,
) -> Result<Targets, Failure> {
    let out = match out {
        Some(path) => typed(path)?,
        None => configured(vault, "out", &config.out)?,
    };
    apart_from_notes(vault, &out, &["agenda.md", "review.md", "drafts"])?;
    let publish = match publish {
        Publish::LeftAlone => None,
        Publish::Wanted => Some(configured(vault, "publish", config.publish_folder())?),
    };
    if let Some(publish) = &publish {
        apart_from_notes(vault, publish, &["README.md"])?;
        if out.path.starts_with(&publish.path) {
            return Err(Failure::new(format!(
                "`{}` is inside `{}`: everything private would be published",
                out.shown, publish.shown
            ))
            .help("give `out:` and `publish:` folders of their own"));
        }
        if publish.path.starts_with(&out.path) {
            return Err(Failure::new(format!(
                "`{}` is inside `{}`: what is published would be among what is private",
                publish.shown, out.shown
            ))
            .help("give `out:` and `publish:` folders of their own"));
        }
    }
    let named_publish = config.publish.as_deref().map(relative);
    Ok(Targets { vault: vault.root.clone(), out, publish, named_publish })
}

/// Normalizes a folder of the configuration to a path relative to the vault: `./a//b/` gives `a/b`.
pub fn relative(folder: &str) -> String {
    let parts = Path::new(folder).components().filter(|part| matches!(part, Component::Normal(_)));
    with_slashes(&parts.collect::<PathBuf>())
}

/// Resolves links in a path as far as it exists; the rest, which does not exist yet, is appended as it is.
pub fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    let shown = path.display().to_string();
    let mut head = path.to_owned();
    let mut missing = Vec::new();
    loop {
        match std::fs::canonicalize(&head) {
            Ok(base) => return Ok(missing.iter().rev().fold(base, |path, part| path.join(part))),
            Err(error) if error.kind() == ErrorKind::NotFound && head.symlink_metadata().is_err() => {
                let Some(name) = head.file_name().map(ToOwned::to_owned) else {
                    return Err(Failure::new(format!("`{shown}` leads nowhere"))
                        .help("name a folder that is there, or one that can be made"));
                };
                missing.push(name);
                head.pop();
            }
            Err(error) => {
                return Err(Failure::new(format!("`{shown}` cannot be used: {}", reason(&error)))
                    .help("name a folder that you may use"));
            }
        }
    }
}

fn typed(path: &Path) -> Result<Target, Failure> {
    let absolute = std::path::absolute(path).map_err(|error| {
        Failure::new(format!("`{}` cannot be used: {}", path.display(), reason(&error)))
            .help("give the full path of the folder")
    })?;
    Ok(Target { path: resolve(&absolute)?, shown: shown(path) })
}

fn configured(vault: &Vault, key: &str, folder: &str) -> Result<Target, Failure> {
    let outside = || {
        Failure::new(format!("`{key}: {folder}` leads out of the vault")).help(format!(
            "name a folder inside the vault; only the command line may write elsewhere: `{key}: {}`",
            default(key)
        ))
    };
    let path = inside(vault, folder)?.ok_or_else(outside)?;
    Ok(Target { path, shown: relative(folder) })
}

/// Resolves a folder named in the configuration; `None` if it leads out of the vault.
pub fn inside(vault: &Vault, folder: &str) -> Result<Option<PathBuf>, Failure> {
    let typed = Path::new(folder);
    if typed.is_absolute() || typed.components().any(|part| part == Component::ParentDir) {
        return Ok(None);
    }
    let path = resolve(&vault.root.join(typed))?;
    Ok(path.starts_with(&vault.root).then_some(path))
}

fn default(key: &str) -> &'static str {
    if key == "out" { "agenda" } else { PUBLISH }
}

fn shown(path: &Path) -> String {
    let text = path.display().to_string();
    let trimmed = text.trim_end_matches('/');
    if trimmed.is_empty() { text } else { trimmed.to_owned() }
}

fn apart_from_notes(vault: &Vault, target: &Target, own: &[&str]) -> Result<(), Failure> {
    let shown = &target.shown;
    // A pipe or a socket is not one that `is_file` knows.
    if target.path.exists() && !target.path.is_dir() {
        return Err(Failure::new(format!("`{shown}` is a file, and outputs need a folder")).help(
            "name a folder, with `out:`, `publish:` or `--out`; the build makes it if it is not there",
        ));
    }
    // The vault itself may be inside such a folder, so only the part of the path below the vault counts.
    let way = target.path.strip_prefix(&vault.root).unwrap_or(&target.path);
    if let Some(kept) =
        way.iter().find_map(|part| KEPT_BY_PROGRAMS.iter().find(|kept| part.eq_ignore_ascii_case(kept)))
    {
        return Err(Failure::new(format!(
            "`{shown}` is inside `{kept}`, where another program keeps its own files"
        ))
        .help("name another folder with `out:`, `publish:` or `--out`"));
    }
    if vault.root.starts_with(&target.path) {
        return Err(Failure::new(format!(
            "`{shown}` is the vault itself or holds it; outputs need a folder of their own"
        ))
        .help("name another folder with `out:` or `--out`"));
    }
    match foreign_note(&target.path, own) {
        None => Ok(()),
        Some(note) => Err(Failure::new(format!(
            "`{shown}` is a folder of notes (it holds `{note}`); outputs need a folder of their own"
        ))
        .help("name another folder with `out:` or `--out`, or move the notes")),
    }
}

/// Finds a note in the folder that followup did not write; `own` names the outputs that look like notes. A
/// folder with our manifest is ours, so a foreign note in it does not count.
fn foreign_note(folder: &Path, own: &[&str]) -> Option<String> {
    if folder.join(MANIFEST).is_file() {
        return None;
    }
    WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .flatten()
        .take(MOST_LOOKED_AT)
        .filter(|entry| is_note_name(&entry.file_name().to_string_lossy()))
        .map(|entry| with_slashes(entry.path().strip_prefix(folder).unwrap_or(entry.path())))
        .find(|path| !own.contains(&path.split('/').next().unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_the_configuration_have_one_spelling() {
        assert_eq!(relative("./site//agenda/"), "site/agenda");
        assert_eq!(relative("."), "");
    }

    #[test]
    fn outputs_stay_apart_from_notes() {
        let folder = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(folder.path()).unwrap().join("vault");
        std::fs::create_dir_all(root.join("People")).unwrap();
        std::fs::write(root.join("People/Ada.md"), "x").unwrap();
        let vault = Vault { root: root.clone() };
        let tried = |out: &str| {
            let config = Config { out: out.to_owned(), ..Config::default() };
            targets(&vault, &config, None, Publish::LeftAlone)
        };
        for out in [".", "", "People", "../elsewhere", "/tmp", "a/../.."] {
            assert!(tried(out).is_err(), "{out}");
        }
        assert_eq!(tried("agenda").unwrap().out.path, root.join("agenda"));
        assert!(targets(&vault, &Config::default(), root.parent(), Publish::LeftAlone).is_err());
        let beside = root.parent().unwrap().join("site");
        assert!(targets(&vault, &Config::default(), Some(&beside), Publish::LeftAlone).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_socket_is_no_folder_for_outputs() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault { root: std::fs::canonicalize(folder.path()).unwrap() };
        let _socket = std::os::unix::net::UnixListener::bind(vault.root.join("agenda")).unwrap();
        assert!(targets(&vault, &Config::default(), None, Publish::LeftAlone).is_err());
    }
}
