//! `followup init` on a real disk: what it writes, what it leaves, and whether other programs accept its
//! schedules.

use crate::program::{ended, program};
use std::path::Path;

/// Runs the binary in a folder; returns exit status, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    ended(program(folder).env("XDG_CONFIG_HOME", folder.join("settings")).args(arguments))
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn a_first_configuration_lets_the_calendar_be_published() {
    let vault = tempfile::tempdir().unwrap();
    let root = vault.path();
    let (status, output, said) = run(root, &["init", "--today", "2026-11-25"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    assert_eq!(output.lines().last(), Some("next: followup build"));
    let config = read(root.join("followup.yaml"));
    assert!(config.contains("start: 2026-11-25\n"), "{config}");
    let name = config.lines().find_map(|line| line.strip_prefix("  file: ")).unwrap();
    assert!(name.len() == 36 && name[..32].bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}");
    assert_eq!(run(root, &["build", "--publish", "-q"]).0, 0);
    assert!(root.join("publish").join(name).is_file());

    // A second run has nothing to do, and another vault gets another name.
    assert!(run(root, &["init"]).1.contains("unchanged"));
    assert_eq!(read(root.join("followup.yaml")), config);
    let other = tempfile::tempdir().unwrap();
    run(other.path(), &["init"]);
    assert!(!read(other.path().join("followup.yaml")).contains(name));
}

#[test]
fn a_configuration_that_is_there_gets_what_it_lacks() {
    let vault = tempfile::tempdir().unwrap();
    let mine = "# mine\r\nper-day:   5\r\ntimezone: 'Asia/Tokyo'\r\n";
    std::fs::write(vault.path().join("followup.yml"), mine).unwrap();
    let (status, output, _) = run(vault.path(), &["init", "--dry-run", "--json"]);
    assert_eq!((status, read(vault.path().join("followup.yml")).as_str()), (0, mine), "{output}");
    assert!(output.contains("+feed:"), "{output}");
    let (status, output, said) = run(vault.path(), &["init"]);
    assert_eq!((status, said.as_str()), (0, ""), "{output}");
    let now = read(vault.path().join("followup.yml"));
    assert!(now.starts_with(mine) && now[mine.len()..].starts_with("feed:\r\n  file: "), "{now}");
    assert!(!vault.path().join("followup.yaml").exists());
}

#[test]
fn an_unsafe_change_is_described_and_a_broken_file_stops_init() {
    let vault = tempfile::tempdir().unwrap();
    let path = vault.path().join("followup.yaml");
    std::fs::write(&path, "{per-day: 5, timezone: UTC}").unwrap();
    let (status, output, _) = run(vault.path(), &["init"]);
    assert_eq!((status, read(&path).as_str()), (0, "{per-day: 5, timezone: UTC}"));
    assert!(output.contains("add to it:\n  feed: {file: "), "{output}");
    std::fs::write(&path, "per-dya: 5").unwrap();
    assert_eq!(run(vault.path(), &["init"]).0, 2);
    assert_eq!(read(&path), "per-dya: 5");
}

#[test]
fn a_dry_run_writes_nothing() {
    let vault = tempfile::tempdir().unwrap();
    std::fs::create_dir(vault.path().join(".git")).unwrap();
    let (status, output, _) = run(vault.path(), &["init", "-n", "--ci", "github", "--systemd", "--cron"]);
    assert_eq!(status, 0, "{output}");
    assert!(output.contains("+++ b/.github/workflows/followup.yml\n") && output.contains("would be written"));
    assert!(output.contains("+  file: random-name-made-when-written.ics\n"), "{output}");
    let (_, json, _) = run(vault.path(), &["init", "-n", "--json", "--ci", "github"]);
    assert!(json.contains("\"state\": \"would be written\"") && !json.contains("\"written\""), "{json}");
    let names: Vec<_> =
        std::fs::read_dir(vault.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, [".git"]);
}

#[test]
fn people_seen_once_a_year_get_a_rule_of_a_year() {
    let vault = tempfile::tempdir().unwrap();
    for name in 'A'..='T' {
        let tag = if name < 'G' { "tags: [skiing]\n" } else { "" };
        let log: String = (2021..=2026).map(|year| format!("- {year}-02-03 lunch\n")).collect();
        let text = format!("---\ntype: person\n{tag}---\n## Log\n{log}");
        std::fs::write(vault.path().join(format!("{name}.md")), text).unwrap();
    }
    let (_, output, _) = run(vault.path(), &["init", "-n", "--today", "2026-11-25"]);
    assert!(output.contains("skiing, 1 year: 6 people"), "{output}");
    assert!(output.contains("cadence: 1 year"), "{output}");
}

#[test]
fn a_workflow_goes_to_the_repository_and_never_over_another() {
    let repository = tempfile::tempdir().unwrap();
    let vault = repository.path().join("my notes");
    std::fs::create_dir(&vault).unwrap();
    std::fs::write(vault.join("followup.yaml"), "timezone: Asia/Kolkata\n").unwrap();
    let (status, _, said) = run(&vault, &["init", "--ci", "github"]);
    assert_eq!(status, 2);
    assert!(said.contains("git init"), "{said}");
    assert_eq!(read(vault.join("followup.yaml")), "timezone: Asia/Kolkata\n");

    std::fs::create_dir(repository.path().join(".git")).unwrap();
    let (status, said, _) = run(&vault, &["init", "--ci", "github"]);
    assert_eq!(status, 0);
    let line = said.lines().find(|line| line.contains("commit and push")).unwrap();
    for file in
        said.lines().filter_map(|line| line.strip_suffix("  written").or(line.strip_suffix("  changed")))
    {
        assert!(line.contains(file.trim_end()), "{file} in {line}");
    }
    let path = repository.path().join(".github/workflows/followup.yml");
    let text = read(&path);
    for part in ["VAULT: \"my notes\"", "path: \"my notes/publish\"", "cron: \"47 22 * * *\""] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(text.contains("group: followup-${{ github.ref }}\n"), "{text}");
    assert!(run(&vault, &["init", "--ci", "github"]).1.contains("followup.yml  unchanged"));
    std::fs::write(&path, "mine").unwrap();
    let (status, _, said) = run(&vault, &["init", "--ci", "github"]);
    assert_eq!((status, read(&path).as_str()), (2, "mine"), "{said}");
}

/// Cron runs commands without most of the environment of a login shell.
#[test]
#[cfg(unix)]
fn the_crontab_line_runs_in_a_bare_environment() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("it's 100% my $HOME");
    std::fs::create_dir(&vault).unwrap();
    let (status, output, _) = run(&vault, &["init", "--cron", "-q"]);
    assert_eq!(status, 0, "{output}");
    let line = output.lines().last().unwrap();
    let command = line.splitn(6, ' ').nth(5).unwrap().replace("\\%", "%");
    let output = std::process::Command::new("/bin/sh")
        .args(["-c", &command])
        .env_clear()
        .env("HOME", "")
        .env("PATH", "")
        .current_dir("/")
        .output()
        .unwrap();
    assert!(output.status.success(), "{command}: {output:?}");
    assert_eq!((output.stdout, output.stderr), (Vec::new(), Vec::new()));
    assert!(vault.join("agenda/index.html").is_file());
}
