//! Awkward notes and the commands that change them. `tests/edits/<case>/` holds the note before (`note.md`,
//! which is `People/Ada.md` of a vault; other files of the vault are in `vault/`), the command, and its
//! effect: `expected.diff`, as `--dry-run` prints it, and `after.md`, byte for byte. Where the command
//! refuses, `refused.txt` holds the reason, and nothing may change.

use crate::ada::TODAY;
use crate::folders::{cases, copy, name, read};
use crate::program::{ended, program};
use std::path::Path;

/// The day of every case: a Tuesday.
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
    ended(program(vault).args(["--today", TODAY]).args(arguments).args(more))
}

/// Splits a command line into arguments; double quotes group words.
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

/// In every contact's note of every test vault: adds a log line, a snooze and a rest. All other lines must
/// stay.
#[test]
fn notes_of_all_sorts_keep_every_line() {
    use followup::core::config::reading;
    use followup::core::day::Day;
    use followup::core::edit::front_matter::{Setting, set};
    use followup::core::edit::log_line::{NewLine, log_line};
    use followup::core::edit::log_style::Words;
    use followup::core::note::facts::Standing;
    use followup::core::note::read::{Reader, read_note};
    use followup::core::place::NotePath;

    let day = Day::from_iso(TODAY).unwrap();
    let settings = followup::core::config::obsidian::VaultSettings::default();
    let mut vaults: Vec<std::path::PathBuf> =
        cases("tests/golden").iter().map(|case| case.join("vault")).collect();
    vaults.push(crate::folders::repository().join("example-vault"));
    let (mut logged, mut set_keys) = (0, 0);
    for vault in vaults {
        let text = std::fs::read_to_string(vault.join("followup.yaml")).unwrap_or_default();
        let config = reading::read(&text).unwrap_or_default();
        let reader = Reader::new(&config, &settings, day);
        for (path, bytes) in read(&vault).into_iter().filter(|(path, _)| path.ends_with(".md")) {
            let path = NotePath::new(&path);
            if !matches!(read_note(&reader, &path, &bytes).standing, Standing::Contact(_)) {
                continue;
            }
            for text in ["email out: the plan #ask", "call", "a nice time", "she wrote back: yes"] {
                let change = log_line(&reader, &path, &bytes, NewLine::typed(Words { day, text }));
                let change = change.unwrap_or_else(|refused| panic!("{path}: {text}: {refused:?}"));
                only_adds(&path, &bytes, &change.new);
                logged += 1;
            }
            for setting in [Setting::Snooze(Some(day.plus_days(7))), Setting::PausedUntil(day.plus_days(90))]
            {
                match set(&reader, &path, &bytes, setting) {
                    Ok(change) => {
                        set_keys += 1;
                        only_adds(&path, &bytes, &change.new);
                        let again = set(&reader, &path, &change.new, setting).unwrap();
                        assert_eq!(again.new, change.new, "{path}: set twice");
                    }
                    Err(refused) => assert!(refused.message.contains("front matter"), "{path}: {refused:?}"),
                }
            }
        }
    }
    assert!(logged > 400 && set_keys > 200, "{logged} {set_keys}");
}

/// Checks that each line of the note is still there, in order, with at most one date changed.
fn only_adds(path: &followup::core::place::NotePath, before: &[u8], after: &[u8]) {
    let lines = |bytes: &[u8]| {
        String::from_utf8_lossy(bytes)
            .trim_start_matches('\u{feff}')
            .lines()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (before, after) = (lines(before), lines(after));
    let keyed = |line: &str| line.contains("snooze") || line.contains("paused") || line.trim() == "-";
    let mut rest = after.iter();
    let lost = before.iter().filter(|line| !keyed(line)).find(|line| !rest.any(|found| found == *line));
    assert!(lost.is_none(), "{path}: {lost:?}");
    assert!(after.len() >= before.len(), "{path}");
}
