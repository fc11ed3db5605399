//! Notes that several runs write to at once, or another program too, and runs that are killed.

use crate::ada::{ADA, TODAY, run};
use crate::folders::{text, vault};
use assert_cmd::cargo::cargo_bin;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

#[test]
fn two_hundred_logs_at_once_lose_nothing() {
    let vault = vault(&[("People/Ada.md", ADA), ("People/Ben.md", "# Ben\n")]);
    let mut children: Vec<_> = (0..200)
        .map(|number| {
            Command::new(cargo_bin("followup"))
                .current_dir(vault.path())
                .args(["--today", TODAY, "-q", "log", "Ada", &format!("call: number {number} of them")])
                .stdout(Stdio::null())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let note = text(vault.path(), "People/Ada.md");
    assert!(note.starts_with(ADA));
    let mut lines: Vec<&str> = note.lines().filter(|line| line.contains("number")).collect();
    lines.sort_unstable();
    let mut expected: Vec<String> =
        (0..200).map(|number| format!("- 2026-11-24 call: number {number} of them")).collect();
    expected.sort_unstable();
    assert_eq!(lines, expected);
    assert_eq!(std::fs::read_dir(vault.path().join("People")).unwrap().count(), 2, "nothing is left behind");
}

#[test]
fn a_killed_run_leaves_the_old_note_or_the_new_one() {
    let long = ADA.to_owned() + &"- 2026-10-20 call: a line of a long log\n".repeat(2_000);
    let vault = vault(&[("People/Ada.md", &long)]);
    let path = vault.path().join("People/Ada.md");
    let arguments = ["--today", TODAY, "-q", "log", "Ada", "tea"];
    let started = std::time::Instant::now();
    assert!(
        Command::new(cargo_bin("followup"))
            .current_dir(vault.path())
            .args(arguments)
            .status()
            .unwrap()
            .success()
    );
    let mut whole = started.elapsed();
    let new = std::fs::read_to_string(&path).unwrap();
    assert_eq!(new, format!("{long}- 2026-11-24 tea\n"));
    let (mut old_ones, mut new_ones) = (0, 0);
    for step in 0..60_u32 {
        std::fs::write(&path, &long).unwrap();
        let mut child =
            Command::new(cargo_bin("followup")).current_dir(vault.path()).args(arguments).spawn().unwrap();
        std::thread::sleep(whole * step / 50);
        let _ = child.kill();
        child.wait().unwrap();
        let found = std::fs::read_to_string(&path).unwrap();
        assert!(found == long || found == new, "neither the old note nor the new one");
        if found == long && step >= 50 {
            // The machine is slower than it was for the first run.
            whole *= 2;
        }
        old_ones += usize::from(found == long);
        new_ones += usize::from(found == new);
    }
    assert!(old_ones > 0 && new_ones > 0, "{old_ones} old, {new_ones} new: the kills did not hit both sides");
    // The next run removes what a killed run left.
    assert_eq!(run(vault.path(), &["log", "Ada", "call"]).0, 0);
    assert_eq!(std::fs::read_dir(vault.path().join("People")).unwrap().count(), 1);
}

#[test]
fn a_note_that_another_program_holds_is_waited_for() {
    let vault = vault(&[("People/Ada.md", ADA)]);
    let folder = std::fs::File::open(vault.path().join("People")).unwrap();
    folder.lock().unwrap();
    let mut child = Command::new(cargo_bin("followup"))
        .current_dir(vault.path())
        .args(["--today", TODAY, "-q", "log", "Ada", "tea"])
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(700));
    assert!(child.try_wait().unwrap().is_none(), "it waits");
    let mut note = std::fs::OpenOptions::new().append(true).open(vault.path().join("People/Ada.md")).unwrap();
    note.write_all(b"- 2026-11-23 call: written meanwhile\n").unwrap();
    folder.unlock().unwrap();
    assert!(child.wait().unwrap().success());
    let note = text(vault.path(), "People/Ada.md");
    assert!(note.ends_with("- 2026-11-23 call: written meanwhile\n- 2026-11-24 tea\n"), "{note}");
}

#[cfg(unix)]
#[test]
fn rights_are_kept_and_write_protection_is_respected() {
    use std::os::unix::fs::PermissionsExt;
    let vault = vault(&[("People/Ada.md", ADA)]);
    let path = vault.path().join("People/Ada.md");
    let set = |mode| std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o640);
    assert_eq!(run(vault.path(), &["log", "Ada", "call"]).0, 0);
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    set(0o444);
    let before = std::fs::read(&path).unwrap();
    let (status, _, said) = run(vault.path(), &["log", "Ada", "tea"]);
    assert!(status == 2 && said.contains("write-protected"), "{said}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
