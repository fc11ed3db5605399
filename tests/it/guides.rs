//! Runs every command that a guide shows: the `$` lines of each, one after the other, in a home folder with
//! some notes, exports, mail and a calendar.

use crate::folders::{repository, write};
use assert_cmd::cargo::cargo_bin;
use std::path::Path;
use std::process::Command;

const CARD: &str = "BEGIN:VCARD\nVERSION:3.0\nN:Lovelace;Ada;;;\nFN:Ada Lovelace\nEMAIL:ada@acme.example\nBDAY:1815-12-10\nCATEGORIES:Friends\nEND:VCARD\n";
const CONNECTIONS: &str = "Notes:\n\"Some addresses are missing.\"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\nCleo,Marsh,https://www.linkedin.example/in/cleo,,Acme,Buyer,05 Mar 2024\n";
const MAIL: &str = "From: ada@acme.example\nTo: me@home.example\nDate: Mon, 02 Nov 2020 10:00:00 +0000\nSubject: hello\n\nhi\n";
const EVENT: &str = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20200101T000000Z\nDTSTART:20200102T100000Z\nSUMMARY:Kick-off\nATTENDEE:mailto:jane@acme.example\nEND:VEVENT\nEND:VCALENDAR\n";

fn home(folder: &Path) {
    let files = [
        ("notes/People/Dee Poe.md", "---\ntags: [friend]\n---\n# Dee Poe\n\n## Log\n- 2020-01-02 coffee\n"),
        ("notes/.obsidian/app.json", "{}"),
        ("Downloads/contacts.vcf", CARD),
        ("Downloads/monica/ada.vcf", CARD),
        ("Downloads/Connections.csv", CONNECTIONS),
        ("Downloads/work.ics", EVENT),
        ("Maildir/cur/1:2,S", MAIL),
    ];
    files.into_iter().for_each(|(path, text)| write(folder, path, text));
}

fn commands(guide: &str) -> String {
    let blocks = guide.split("\n```console\n").skip(1).filter_map(|rest| rest.split_once("\n```"));
    let lines = blocks.flat_map(|(block, _)| block.lines()).filter_map(|line| line.strip_prefix("$ "));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_commands_of_the_guides_run() {
    let guides = repository().join("docs/guides");
    let binary = cargo_bin("followup");
    let path =
        format!("{}:{}", binary.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let mut found: Vec<_> = std::fs::read_dir(guides).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.push(repository().join("docs/guide.md"));
    found.sort();
    assert!(found.len() >= 7, "{found:?}");
    let mut wrong = Vec::new();
    for guide in found {
        let folder = tempfile::tempdir().unwrap();
        home(folder.path());
        let script = commands(&std::fs::read_to_string(&guide).unwrap());
        assert!(script.contains("followup build"), "{}", guide.display());
        let output = Command::new("sh")
            .args(["-ec", &script])
            .env("PATH", &path)
            .env("HOME", folder.path())
            .current_dir(folder.path())
            .output()
            .unwrap();
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            wrong.push(format!("{}: {}\n{said}", guide.display(), output.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
