//! `publish/` from one build to the next: our feed is replaced even where only its own head shows that it is
//! ours, and public and private outputs never share a folder.

use crate::program::{ended, program};
use std::path::Path;

const CONFIG: &str = "publish: publish\nfeed: {file: f.ics}\n";
const ADA: &str = "---\ntype: person\ncadence: 4 weeks\n---\n\n## Log\n\n- 2026-11-02 email out: proof\n";

fn vault(config: &str) -> tempfile::TempDir {
    crate::folders::vault(&[("People/Ada.md", ADA), ("followup.yaml", config)])
}

/// Runs a build; returns the exit status and standard error.
fn build(vault: &Path, arguments: &[&str]) -> (i32, String) {
    let (status, _, said) = ended(program(vault).args(["build", "-q"]).args(arguments));
    (status, said)
}

fn without_marks(vault: &Path) {
    std::fs::remove_dir_all(vault.join("agenda")).unwrap();
}

#[test]
fn a_published_feed_is_renewed_after_the_output_folder_is_gone() {
    let vault = vault(CONFIG);
    let feed = vault.path().join("publish/f.ics");
    assert_eq!(build(vault.path(), &["--today", "2026-11-23"]), (0, String::new()));
    let first = std::fs::read_to_string(&feed).unwrap();
    without_marks(vault.path());
    assert_eq!(build(vault.path(), &["--today", "2026-12-05"]), (0, String::new()));
    let second = std::fs::read_to_string(&feed).unwrap();
    assert_ne!(first, second);

    // Line ends as version control may check them out.
    without_marks(vault.path());
    std::fs::write(&feed, first.replace("\r\n", "\n")).unwrap();
    assert_eq!(build(vault.path(), &["--today", "2026-12-05"]), (0, String::new()));
    assert_eq!(std::fs::read_to_string(&feed).unwrap(), second);
}

#[test]
fn a_calendar_of_somebody_else_is_not_touched() {
    let vault = vault(CONFIG);
    let feed = vault.path().join("publish/f.ics");
    std::fs::create_dir(vault.path().join("publish")).unwrap();
    let ours = "PRODID:-//followup//followup//EN\r\n";
    for text in [
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\nEND:VCALENDAR\r\n".to_owned(),
        // Our mark is in an imported event only.
        format!("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n{ours}END:VEVENT\r\nEND:VCALENDAR\r\n"),
        format!("notes on calendars\r\n{ours}"),
    ] {
        std::fs::write(&feed, &text).unwrap();
        let (status, said) = build(vault.path(), &["--today", "2026-11-23"]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("`publish/f.ics` was not written by followup"), "{said}");
        assert_eq!(std::fs::read_to_string(&feed).unwrap(), text);
    }
}

#[test]
fn what_is_published_does_not_lie_among_what_is_private() {
    for publish in ["agenda/drafts", "agenda/pub"] {
        let vault = vault(&format!("publish: {publish}\nfeed: {{file: f.ics}}\n"));
        let (status, said) = build(vault.path(), &[]);
        assert_eq!(status, 2, "{publish}: {said}");
        assert!(said.contains("is inside `agenda`") && said.contains("help: "), "{said}");
        assert!(!vault.path().join("agenda").exists());
    }
}

#[test]
fn outputs_do_not_lie_in_the_folders_of_other_programs() {
    for (config, arguments) in [
        ("out: .git", &[][..]),
        ("out: .obsidian/agenda", &[]),
        ("out: agenda", &["--out", ".git/agenda"]),
        ("publish: .Obsidian/pub\nfeed: {file: f.ics}", &[]),
    ] {
        let vault = vault(config);
        let (status, said) = build(vault.path(), arguments);
        assert_eq!(status, 2, "{config}: {said}");
        assert!(said.contains("another program keeps its own files") && said.contains("help: "), "{said}");
    }
}
