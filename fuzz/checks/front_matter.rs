//! Reads the input as the front matter of a contact's note. A fault in it must never affect the log below it.

use super::vault::{ADA, read};
use followup::core::day::Day;
use followup::core::note::facts::{Source, Standing};
use followup::core::note::front_matter::{common_yaml, yaml};

const BELOW: &str = "\n---\n\n## Log\n\n- 2026-11-02 call about the plan\n";

/// Checks that the fast path reads the same as the full parser, and that the text below the front matter is
/// read.
pub fn check(data: &[u8]) {
    if let Ok(text) = std::str::from_utf8(data)
        && let Some(node) = common_yaml::read(text, 2)
    {
        assert_eq!(Ok(node), yaml::parse_events(text, 2), "{text:?}");
    }
    let note = [b"---\n", data, BELOW.as_bytes()].concat();
    let facts = read(ADA, &note);
    let ends_early = data.split(|byte| matches!(byte, b'\n' | b'\r')).any(|line| {
        let line = String::from_utf8_lossy(line);
        matches!(line.trim_end(), "---" | "...")
    });
    if ends_early || !matches!(facts.standing, Standing::Contact(_)) {
        return;
    }
    let day = Day::from_iso("2026-11-02");
    let kept = facts.entries.iter().any(|entry| entry.source == Source::Log && Some(entry.day) == day);
    assert!(kept, "the log below was lost: {facts:#?}");
}
