//! Tells tasks that repeat. Their next occurrence is made by the program that they are written for, and only
//! when they are ticked in it.

use crate::core::text::is_one_of;

/// The keys of a recurrence in Dataview's form, before their `::`.
const KEYS: [&str; 2] = ["repeat", "recurrence"];

/// The hint about a task of Obsidian's Tasks plugin: `🔁 every month`, `[repeat:: every month]`.
const OF_PLUGIN: &str =
    "the task repeats: the Tasks plugin makes its next one only when it is ticked in Obsidian";
/// The hint about a task of Org or Logseq: `SCHEDULED: <2026-11-24 Tue .+1m>`.
const OF_OUTLINER: &str =
    "the task repeats: its next day is set only when it is ticked in Logseq or Org mode";

/// Returns the hint for a task that was ticked on a line of a note (counted from 1), if it repeats.
pub fn hint(note: &str, line: usize) -> Option<&'static str> {
    let mut lines = note.lines().skip(line.saturating_sub(1));
    let task = lines.next()?;
    if task.contains('🔁') || has_recurrence(task) {
        return Some(OF_PLUGIN);
    }
    // The stamps of an outliner stand on the lines of the task below its first one, as do its properties.
    let is_of_task = |below: &&str| is_planning(below.trim_start()) || is_deeper(below, task);
    let below = lines.take_while(is_of_task).filter(|below| is_planning(below.trim_start()));
    std::iter::once(task).chain(below).any(has_repeater).then_some(OF_OUTLINER)
}

/// Whether a text has a field such as `[repeat:: every month]`.
fn has_recurrence(text: &str) -> bool {
    let keys = text.match_indices("::").filter_map(|(at, _)| text.get(..at)?.rsplit(['[', '(']).next());
    keys.map(str::trim).any(|key| is_one_of(key, &KEYS))
}

/// Whether a line goes on with the item of a line, and does not begin another one.
fn is_deeper(line: &str, item: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    indent(line) > indent(item) && !line.trim_start().starts_with(['-', '*', '+'])
}

fn is_planning(line: &str) -> bool {
    line.starts_with("SCHEDULED:") || line.starts_with("DEADLINE:")
}

/// Whether a text has a stamp with a repeater: `<2026-11-24 Tue .+1m>`, `+1w`, `++2d`.
fn has_repeater(text: &str) -> bool {
    let stamps = text.split('<').skip(1).filter_map(|stamp| stamp.split_once('>'));
    stamps.flat_map(|(stamp, _)| stamp.split_whitespace()).any(is_repeater)
}

fn is_repeater(word: &str) -> bool {
    let every = ["++", ".+", "+"].iter().find_map(|mark| word.strip_prefix(mark)).unwrap_or_default();
    let unit = every.trim_start_matches(|letter: char| letter.is_ascii_digit());
    unit.len() < every.len() && matches!(unit.get(..1), Some("h" | "d" | "w" | "m" | "y"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_repeats_in_the_form_of_its_program() {
        #[track_caller]
        fn case(note: &str, expected: Option<&str>) {
            assert_eq!(hint(note, 2), expected, "{note}");
        }
        case("\n- [ ] pay 🔁 every month 📅 2026-11-24", Some(OF_PLUGIN));
        case("\n- [ ] pay [repeat:: every month] [due:: 2026-11-24]", Some(OF_PLUGIN));
        case("\n- [ ] pay (Recurrence:: every month)", Some(OF_PLUGIN));
        case("\n- TODO pay\n  SCHEDULED: <2026-11-24 Tue .+1m>", Some(OF_OUTLINER));
        case(
            "\n- TODO pay\n  DEADLINE: <2026-11-24>\n  SCHEDULED: <2026-11-24 Tue 10:00 ++1w>",
            Some(OF_OUTLINER),
        );
        case("\n- TODO pay SCHEDULED: <2026-11-24 Tue +1y/2y>", Some(OF_OUTLINER));
        case("\n- TODO pay\n  id:: 6\n  SCHEDULED: <2026-11-24 Tue ++1w>", Some(OF_OUTLINER));
        case("\n- TODO pay\n  - TODO send\n    SCHEDULED: <2026-11-24 Tue ++1w>", None);
        case("\n- TODO pay\n  SCHEDULED: <2026-11-24 Tue>", None);
        case("\n- TODO pay\n- TODO send\n  SCHEDULED: <2026-11-24 Tue +1w>", None);
        case("\n- [ ] call <+1 555 0100> on repeat [due:: 2026-11-24]", None);
        case("", None);
    }
}
