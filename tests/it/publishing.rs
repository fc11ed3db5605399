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

/// The names of the files in a folder of the vault.
fn names(vault: &Path, folder: &str) -> Vec<String> {
    crate::folders::read(&vault.join(folder)).into_keys().collect()
}

/// Builds with another configuration; returns what is printed.
fn rebuilt(vault: &Path, config: &str, arguments: &[&str]) -> String {
    std::fs::write(vault.join("followup.yaml"), config).unwrap();
    let (status, said, _) = ended(program(vault).args(["build", "--today", "2026-11-23"]).args(arguments));
    assert_eq!(status, 0, "{said}");
    said
}

#[test]
fn a_calendar_does_not_stay_in_a_folder_that_is_no_longer_the_one_to_publish() {
    let vault = vault(CONFIG);
    build(vault.path(), &["--today", "2026-11-23"]);
    let said = rebuilt(vault.path(), "publish: pub2\nfeed: {file: f.ics}\n", &[]);
    assert!(said.contains("deleted: publish/f.ics"), "{said}");
    // The others tell nothing, and may be somebody else's with the same bytes.
    let markers = [".nojekyll", "robots.txt"];
    assert_eq!(names(vault.path(), "publish"), markers);
    assert_eq!(names(vault.path(), "pub2"), [".nojekyll", "f.ics", "robots.txt"]);
    let said = rebuilt(vault.path(), "feed: {file: f.ics}\n", &[]);
    assert!(said.contains("deleted: pub2/f.ics"), "{said}");
    assert_eq!(names(vault.path(), "pub2"), markers);

    // Neither what `--publish` wrote without a configured folder, until there is one.
    rebuilt(vault.path(), "feed: {file: f.ics}\n", &["--publish"]);
    let said = rebuilt(vault.path(), "feed: {file: f.ics}\n", &[]);
    assert!(!said.contains("deleted"), "{said}");
    assert_eq!(names(vault.path(), "publish").len(), 3);
    let said = rebuilt(vault.path(), "publish: pub2\nfeed: {file: f.ics}\n", &[]);
    assert!(said.contains("deleted: publish/f.ics"), "{said}");
}

#[test]
fn an_edited_calendar_and_files_of_others_stay_in_a_folder_that_was_published() {
    let vault = vault(CONFIG);
    build(vault.path(), &["--today", "2026-11-23"]);
    let feed = vault.path().join("publish/f.ics");
    let edited = std::fs::read_to_string(&feed).unwrap().replace("Ada", "Someone");
    std::fs::write(&feed, format!("{edited}X:1\r\n")).unwrap();
    std::fs::write(vault.path().join("publish/robots.txt"), "theirs").unwrap();
    for _ in 0..2 {
        let said = rebuilt(vault.path(), "publish: pub2\nfeed: {file: f.ics}\n", &[]);
        assert!(said.contains("kept (edited by hand): publish/f.ics"), "{said}");
        assert_eq!(names(vault.path(), "publish"), [".nojekyll", "f.ics", "robots.txt"]);
    }
}

#[test]
fn a_manifest_that_names_a_folder_of_notes_deletes_no_note() {
    let vault = vault("out: agenda\n");
    build(vault.path(), &["--today", "2026-11-23"]);
    let hash = followup::io::manifest::hash(ADA.as_bytes());
    for publish in ["People", "./People", "agenda/../People"] {
        let row = format!(
            r#"{{"path": "Ada.md", "folder": "publish", "publish": "{publish}", "sha256": "{hash}"}}"#
        );
        let planted = format!(r#"{{"schema": 1, "files": [{row}]}}"#);
        std::fs::write(vault.path().join("agenda/.manifest.json"), planted).unwrap();
        build(vault.path(), &["--today", "2026-11-24"]);
        assert!(vault.path().join("People/Ada.md").exists());
    }
}

#[test]
fn a_manifest_without_the_folder_of_what_was_published_is_read() {
    let vault = vault(CONFIG);
    build(vault.path(), &["--today", "2026-11-23"]);
    let manifest = vault.path().join("agenda/.manifest.json");
    let old = std::fs::read_to_string(&manifest).unwrap();
    let without: Vec<&str> = old.lines().filter(|line| !line.contains(r#""publish": "publish""#)).collect();
    assert_ne!(without.join("\n"), old.trim_end());
    std::fs::write(&manifest, without.join("\n")).unwrap();
    let said = rebuilt(vault.path(), "publish: publish\nfeed: {file: g.ics}\n", &[]);
    assert!(said.contains("deleted: publish/f.ics"), "{said}");
    assert_eq!(std::fs::read_to_string(&manifest).unwrap().matches(r#""publish": "publish""#).count(), 3);
}

#[test]
fn a_file_of_somebody_else_in_the_folder_to_publish_is_not_called_edited() {
    let vault = vault(CONFIG);
    std::fs::create_dir(vault.path().join("publish")).unwrap();
    std::fs::write(vault.path().join("publish/robots.txt"), "theirs").unwrap();
    let (_, said) = build(vault.path(), &[]);
    assert!(said.is_empty(), "{said}");
    let (_, _, said) = ended(program(vault.path()).args(["build"]));
    assert!(
        said.contains("publish/robots.txt: warning[edited-output] this file was not written by followup"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn a_calendar_that_cannot_be_deleted_is_named_and_the_rest_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let vault = vault(CONFIG);
    build(vault.path(), &["--today", "2026-11-23"]);
    let publish = vault.path().join("publish");
    let set = |mode| std::fs::set_permissions(&publish, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // Permissions mean nothing to root, for whom the file is too large to be read instead.
    let (feed, probe) = (publish.join("f.ics"), publish.join("x"));
    let written = std::fs::read(&feed).unwrap();
    if std::fs::write(&probe, "").is_ok() {
        std::fs::remove_file(&probe).unwrap();
        std::fs::File::options().write(true).open(&feed).unwrap().set_len(1 << 32).unwrap();
    }
    std::fs::write(vault.path().join("followup.yaml"), "publish: pub2\nfeed: {file: f.ics}\n").unwrap();
    for day in ["2026-11-24", "2026-11-25"] {
        let (status, said) = build(vault.path(), &["--today", day]);
        assert!(
            status == 2 && said.contains("`publish/f.ics` is no longer wanted and could not be"),
            "{said}"
        );
        let agenda = crate::folders::agenda(vault.path());
        assert!(agenda.contains(&day[8..]) && vault.path().join("pub2/f.ics").exists(), "{agenda}");
    }
    set(0o755);
    std::fs::write(&feed, written).unwrap();
    let (status, said) = build(vault.path(), &["--today", "2026-11-26"]);
    assert!(status == 0 && !feed.exists(), "{said}");
}
