//! Which notes a walk finds, whatever else is in the vault.

use crate::folders::{link, write};
use followup::core::config::ignore::Ignored;
use followup::io::vault::Vault;
use followup::io::walk::{LeaveOut, Walked, walk};
use std::path::Path;

fn vault(files: &[&str]) -> (tempfile::TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|file| write(folder.path(), file, "x"));
    let vault = Vault::open(folder.path()).unwrap();
    (folder, vault)
}

fn paths(walked: &Walked) -> Vec<&str> {
    walked.notes.iter().map(|note| note.path.as_str()).collect()
}

/// Returns what is left out and why, a line each.
fn left_out(walked: &Walked) -> Vec<String> {
    walked.left_out.iter().map(|(path, why)| format!("{path}: {why}")).collect()
}

fn said(walked: &Walked) -> Vec<String> {
    let said =
        |problem: &followup::core::problem::Problem| format!("{}: {}", problem.path, problem.code.name());
    walked.problems.iter().map(said).collect()
}

#[test]
fn notes_are_listed_by_path_and_nothing_else_is() {
    let (_folder, vault) = vault(&[
        "b.md", "a/z.markdown", "a.md", "a/B.MD", "a-b.md", "x.txt", ".obsidian/n.md", ".hidden.md", "md",
    ]);
    let walked = walk(&vault, &LeaveOut::default());
    assert_eq!(paths(&walked), ["a-b.md", "a.md", "a/B.MD", "a/z.markdown", "b.md"]);
    assert!(walked.problems.is_empty());
}

#[test]
fn folders_looked_through_side_by_side_leave_nothing_out() {
    let mut files: Vec<String> = (0..300).map(|number| format!("{}/{number}/note.md", number % 7)).collect();
    files.push(format!("{}deep.md", "d/".repeat(300)));
    files.push("top.md".to_owned());
    let (_folder, vault) = vault(&files.iter().map(String::as_str).collect::<Vec<_>>());
    files.sort();
    let walked = walk(&vault, &LeaveOut::default());
    assert_eq!(paths(&walked), files);
    assert!(walked.problems.is_empty());
}

#[test]
fn what_is_left_out_is_named_with_its_reason() {
    let (_folder, vault) =
        vault(&["a.md", "agenda/agenda.md", "x/Archive/deep/b.md", "x/c.draft.md", "x/agenda/d.md"]);
    let folders = vec![("agenda".to_owned(), "the output folder")];
    let leave_out = LeaveOut { folders, ignored: Ignored::new(&["Archive/".into(), "*.draft.md".into()]) };
    let walked = walk(&vault, &leave_out);
    assert_eq!(paths(&walked), ["a.md", "x/agenda/d.md"]);
    assert_eq!(
        left_out(&walked),
        [
            "agenda/: the output folder",
            "x/Archive/: left out by `ignore:`",
            "x/c.draft.md: left out by `ignore:`"
        ]
    );
}

#[test]
fn outputs_elsewhere_are_not_notes_and_no_note_is_lost() {
    let manifest = r#"{"schema": 1, "files": [{"path": "agenda.md", "sha256": "0"},
        {"path": "drafts/ada.md", "sha256": "0"}, {"path": "b.md", "folder": "publish", "sha256": "0"}]}"#;
    let written = ["agenda.md", ".manifest.json", "drafts/ada.md", "drafts/copy.md"];
    let below = |folder: &str| written.iter().map(|path| format!("{folder}/{path}")).collect::<Vec<_>>();
    let mut files: Vec<String> =
        ["alone", "mixed", "broken", "other"].iter().flat_map(|one| below(one)).collect();
    files.extend(["mixed/b.md", "mixed/c/agenda.md"].map(str::to_owned));
    let (_folder, vault) = vault(&files.iter().map(String::as_str).collect::<Vec<_>>());
    for (folder, text) in
        [("alone", manifest), ("mixed", manifest), ("broken", "{"), ("other", r#"{"name": "Site"}"#)]
    {
        std::fs::write(vault.root.join(folder).join(".manifest.json"), text).unwrap();
    }
    let walked = walk(&vault, &LeaveOut::default());
    let read = ["broken", "other"]
        .map(|one| ["agenda.md", "drafts/ada.md", "drafts/copy.md"].map(|path| format!("{one}/{path}")));
    let mut expected: Vec<String> = read.concat();
    expected.extend(["mixed/b.md", "mixed/c/agenda.md"].map(str::to_owned));
    expected.sort();
    assert_eq!(paths(&walked), expected);
    assert_eq!(
        left_out(&walked),
        ["alone/", "mixed/agenda.md", "mixed/drafts/"].map(|path| format!("{path}: the output folder"))
    );
}

#[cfg(unix)]
#[test]
fn backups_of_logseq_are_not_notes() {
    let (_folder, vault) = vault(&[
        "logseq/bak/pages/Ada/2026-11-01T10_00_00.000Z.Desktop.md",
        "graph/logseq/version-files/local/pages/Ada/2026-11-03T10_00_00.000Z.Desktop.md",
        "logseq/notes.md",
        "mylogseq/bak/a.md",
        "pages/bak/b.md",
    ]);
    let walked = walk(&vault, &LeaveOut::default());
    assert_eq!(paths(&walked), ["logseq/notes.md", "mylogseq/bak/a.md", "pages/bak/b.md"]);
    let left_out: Vec<&str> = walked.left_out.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(left_out, ["graph/logseq/version-files/", "logseq/bak/"]);
}

#[test]
fn links_are_reported_and_never_followed() {
    let (_outside, other) = vault(&["theirs.md", "deep/b.md"]);
    let (_folder, vault) = vault(&["People/Ada.md", ".trash/old.md", "picture.png"]);
    for (to, at) in [
        (Path::new("People/Ada.md"), "inner.md"),
        (&other.root.join("theirs.md"), "outer.md"),
        (&other.root, "folder"),
        (Path::new("."), "circle"),
        (Path::new("nowhere"), "broken.md"),
        (Path::new(".trash/old.md"), "old.md"),
        (Path::new("picture.png"), "picture-2.png"),
    ] {
        link(to, &vault.root.join(at));
    }
    let walked = walk(&vault, &LeaveOut::default());
    assert_eq!(paths(&walked), ["People/Ada.md"]);
    let mut said = said(&walked);
    said.sort();
    assert_eq!(
        said,
        [
            "broken.md: odd-file", "circle: odd-file", "folder: odd-file", "inner.md: inner-link",
            "old.md: odd-file", "outer.md: odd-file"
        ]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_read_and_reported() {
    use std::os::unix::ffi::OsStrExt;
    let (_folder, vault) = vault(&["a.md"]);
    std::fs::write(vault.root.join(std::ffi::OsStr::from_bytes(b"caf\xe9.md")), "x").unwrap();
    let walked = walk(&vault, &LeaveOut::default());
    assert_eq!(paths(&walked), ["a.md", "caf\u{fffd}.md"]);
    assert_eq!(said(&walked), ["caf\u{fffd}.md: odd-file"]);
    assert!(std::fs::read(walked.notes[1].odd_name.as_ref().unwrap()).is_ok());
}
