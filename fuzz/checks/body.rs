//! Reads the input as a note of each kind, with front matter above it and as a whole file; the fast path for
//! lines must give the same as the full parser.

use super::vault::{ADA, read, reader};
use followup::core::note::body::{common_markdown, full_markdown};
use followup::core::note::facts::NoteFacts;
use followup::core::note::front_matter::split;
use followup::core::note::read::read_note;
use followup::core::place::NotePath;

/// Paths that each make a note of another kind.
const PATHS: [&str; 4] = [ADA, "Daily/2026-11-20.md", "inbox.md", "Meetings/2026-11-19 Site visit.md"];

/// Reads the input as each kind of note; with Windows line ends the facts must be the same.
pub fn check(data: &[u8]) {
    for path in PATHS {
        same_with_other_line_ends(path, data, read(path, data));
    }
    if let Ok((text, _)) = split::decode(data)
        && let Some(lines) = common_markdown::read(&text, 1)
    {
        assert_eq!(lines, full_markdown::read(&text, 1), "not as the full parser");
    }
    let headed = [b"---\ntype: person\ncadence: 2w\n---\n", data].concat();
    read("Notes/Ada.md", &headed);
}

fn same_with_other_line_ends(path: &str, data: &[u8], facts: NoteFacts) {
    if data.contains(&b'\r') || data.contains(&0) {
        return;
    }
    let windows: Vec<u8> =
        data.iter().flat_map(|byte| [b'\r', *byte].into_iter().skip(usize::from(*byte != b'\n'))).collect();
    let other = read_note(reader(), &NotePath::new(path), &windows);
    assert_eq!(facts, other, "another note with CRLF");
}
