//! Awkward notes and the commands that change them: `tests/edits/<case>/` holds the note
//! before (`note.md`, which is `People/Ada.md` of a vault; other files of the vault in
//! `vault/`), the command, and what it does: `expected.diff`, as `--dry-run` prints it,
//! and `after.md`, byte for byte. Where the command refuses, `refused.txt` says why and
//! nothing may change.

use crate::folders::{cases, copy, name, read};
use assert_cmd::Command;
use std::path::Path;

/// The day of every case: a Tuesday.
const TODAY: &str = "2026-11-24";
const NOTE: &str = "People/Ada.md";

#[test]
fn each_note_is_changed_as_a_careful_person_would() {
    let cases = cases("tests/edits");
    assert!(cases.len() >= 40, "{} cases", cases.len());
    let wrong: Vec<String> = cases.iter().flat_map(|case| check(case)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn check(case: &Path) -> Vec<String> {
    let vault = tempfile::tempdir().unwrap();
    if case.join("vault").exists() {
        copy(&case.join("vault"), vault.path());
    }
    std::fs::create_dir_all(vault.path().join("People")).unwrap();
    std::fs::copy(case.join("note.md"), vault.path().join(NOTE)).unwrap();
    let before = read(vault.path());
    let command = std::fs::read_to_string(case.join("command.txt")).unwrap();
    let arguments = arguments(&command);

    let dry = run(vault.path(), &arguments, &["--dry-run"]);
    let mut wrong = Vec::new();
    if read(vault.path()) != before {
        wrong.push(format!("{}: --dry-run changed a file", name(case)));
    }
    let done = run(vault.path(), &arguments, &[]);
    let after = read(vault.path());
    if done.0 == 0 {
        wrong.extend(expected(case, "expected.diff", dry.1.as_bytes()));
        let changed: Vec<&String> =
            after.keys().filter(|path| after.get(*path) != before.get(*path)).collect();
        match changed.as_slice() {
            [] => wrong.extend(expected(case, "after.md", &before[NOTE])),
            [path] => wrong.extend(expected(case, "after.md", &after[*path])),
            several => wrong.push(format!("{}: changed {several:?}", name(case))),
        }
    } else {
        wrong.extend(expected(case, "refused.txt", done.2.as_bytes()));
        if after != before || !dry.1.is_empty() {
            wrong.push(format!("{}: refused, but changed something", name(case)));
        }
    }
    if after.keys().any(|path| path.contains(".followup-tmp")) {
        wrong.push(format!("{}: left a temporary file", name(case)));
    }
    wrong
}

fn expected(case: &Path, file: &str, actual: &[u8]) -> Vec<String> {
    let path = case.join(file);
    if std::env::var_os("FOLLOWUP_REWRITE").is_some() {
        std::fs::write(path, actual).unwrap();
        return Vec::new();
    }
    let known = std::fs::read(&path).unwrap_or_default();
    if known == actual {
        return Vec::new();
    }
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\r', "\\r");
    vec![format!("tests/edits/{}/{file}: expected\n{}\nfound\n{}", name(case), shown(&known), shown(actual))]
}

fn run(vault: &Path, arguments: &[String], more: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("followup")
        .unwrap()
        .current_dir(vault)
        .args(["--today", TODAY])
        .args(arguments)
        .args(more)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// The words of a command line; double quotes hold several together.
fn arguments(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.trim().split('"').enumerate() {
        match place % 2 {
            1 => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    words
}
