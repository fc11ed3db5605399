//! Reads the input as a line of a log: in a contact's note, in a daily note, and in the inbox.

use super::vault::{ADA, read};
use followup::core::date_text::leading;
use followup::core::day::Day;
use followup::core::note::facts::Source;
use followup::core::note::front_matter::split::decode;

const DAILY: &str = "Daily/2026-11-20.md";

/// Checks that the day of every entry is written in the line that it points at.
pub fn check(data: &[u8]) {
    let logged = [b"---\ntype: person\n---\n# Ada\n\n## Log\n\n", data, b"\n"].concat();
    days_stand_there(ADA, &logged, None);
    days_stand_there("inbox.md", data, None);
    days_stand_there(DAILY, data, Day::from_iso("2026-11-20"));
}

/// `own` is the day of the note itself, which an entry may have without repeating it.
fn days_stand_there(path: &str, note: &[u8], own: Option<Day>) {
    let facts = read(path, note);
    let text = decode(note).map(|(text, _)| text.into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.split('\n').collect();
    for entry in facts.entries.iter().filter(|entry| entry.source != Source::FrontMatter) {
        let line = lines.get((entry.spot.line as usize).saturating_sub(1)).copied().unwrap_or_default();
        assert!(Some(entry.day) == own || says(line, entry.day), "{} is not in {line:?}", entry.day);
    }
}

/// Whether a date of that day is somewhere in the line: as written, without Markdown marks in it, or as
/// displayed where Obsidian hides comments.
fn says(line: &str, day: Day) -> bool {
    let is_mark = |letter: &char| matches!(letter, '\\' | '*' | '_' | '~' | '=');
    let plain: String = line.chars().filter(|letter| !is_mark(letter)).collect();
    let shown = line.split("%%").step_by(2).collect::<Vec<_>>().join(" ");
    let written = [line.to_owned(), plain, shown];
    written.into_iter().chain(without_a_comment(line)).any(|line| {
        let found = |(at, _)| leading(line.get(at..)?, None);
        line.char_indices().filter_map(found).any(|found| found.day == Ok(day))
    })
}

/// Returns the line without the text between two of its `%%`, for each pair: one in inline code does not
/// begin a comment.
fn without_a_comment(line: &str) -> Vec<String> {
    let marks: Vec<usize> = line.match_indices("%%").map(|(at, _)| at).take(12).collect();
    let pairs = marks.iter().flat_map(|open| marks.iter().map(move |close| (*open, *close)));
    let apart = pairs.filter(|(open, close)| open < close);
    apart.map(|(open, close)| format!("{} {}", &line[..open], &line[close + 2..])).collect()
}
