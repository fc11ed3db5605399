//! Compares the fast paths for front matter and bodies with the full parsers, on every note of the
//! repository's vaults, which have keys, styles and mistakes of many tools.

use followup::core::note::body::{common_markdown, full_markdown};
use followup::core::note::front_matter::{common_yaml, split, yaml};
use std::path::PathBuf;
use walkdir::WalkDir;

/// Returns the notes of the repository with their paths.
fn notes() -> impl Iterator<Item = (PathBuf, Vec<u8>)> {
    let folders = ["example-vault", "tests/golden", "tests/problems"].into_iter();
    let entries = folders.flat_map(|folder| WalkDir::new(crate::folders::repository().join(folder)));
    let paths = entries.flatten().map(walkdir::DirEntry::into_path);
    let notes = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    // One vault has a broken link.
    notes.filter_map(|path| std::fs::read(&path).ok().map(|bytes| (path, bytes)))
}

#[test]
fn recorded_front_matter_is_read_alike() {
    let (mut short, mut all) = (0, 0);
    for (path, bytes) in notes() {
        let Ok((text, _)) = split::decode(&bytes) else { continue };
        let Some(front) = split::split(&text).front else { continue };
        all += 1;
        if let Some(node) = common_yaml::read(front.text, 2) {
            short += 1;
            assert_eq!(Ok(node), yaml::parse_events(front.text, 2), "{}", path.display());
        }
    }
    assert!(short * 2 > all, "{short} of {all} notes take the short way");
}

#[test]
fn recorded_bodies_are_read_alike() {
    let (mut short, mut all) = (0, 0);
    for (path, bytes) in notes() {
        let Ok((text, _)) = split::decode(&bytes) else { continue };
        let body = split::split(&text).body;
        all += 1;
        if let Some(lines) = common_markdown::read(body, 1) {
            short += 1;
            assert_eq!(lines, full_markdown::read(body, 1), "{}", path.display());
        }
    }
    assert!(short * 2 > all, "{short} of {all} bodies take the short way");
}
