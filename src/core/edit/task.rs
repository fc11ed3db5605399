//! Ticks a task in the form in which it is written: with emoji of the Tasks plugin or fields of Dataview.

use super::lines::{Splice, split_at_column};
use super::verify::{Meant, Original};
use super::{Change, Refused};
use crate::core::day::Day;
use crate::core::note::facts::TaskState;
use crate::core::note::read::{Reader, read_note};
use crate::core::place::NotePath;

/// How a task ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// `[x]`, with the day.
    Done(Day),
    /// `[-]`, with the day.
    Cancelled(Day),
}

/// Returns the day of the tick in the form of the task's other dates.
fn written(task: &str, emoji: &str, key: &str, day: Day) -> String {
    let linked = ["📅 [[", "⏳ [[", "🛫 [[", ":: [["].iter().any(|mark| task.contains(mark));
    let day = if linked { format!("[[{day}]]") } else { day.to_string() };
    let keys = ["due", "scheduled", "start", "created", "priority", "repeat", "deadline"];
    let has = |bracket: char| keys.iter().any(|key| task.contains(&format!("{bracket}{key}::")));
    if has('[') {
        format!(" [{key}:: {day}]")
    } else if has('(') {
        format!(" ({key}:: {day})")
    } else {
        format!(" {emoji} {day}")
    }
}

/// Returns the text before the words of a task with its box ticked, or with the keyword that stands there.
fn ticked(head: &str, outcome: Outcome) -> Option<String> {
    let (mark, keyword) = match outcome {
        Outcome::Done(_) => ('x', "DONE"),
        Outcome::Cancelled(_) => ('-', "CANCELED"),
    };
    if let Some((start, gap)) = head.split_once('☐') {
        let ticked = if mark == 'x' { "☑" } else { "[-]" };
        return Some(format!("{start}{ticked}{gap}"));
    }
    let bracket = head.rfind('[').filter(|_| !head.contains("{{"));
    if let Some((start, box_and_gap)) = bracket.and_then(|at| head.split_at_checked(at)) {
        let (_, gap) = box_and_gap.split_once(']')?;
        return Some(format!("{start}[{mark}]{gap}"));
    }
    let (start, word_and_gap) = head.split_at(head.find(|letter: char| letter.is_ascii_uppercase())?);
    let gap = word_and_gap.trim_start_matches(|letter: char| letter.is_ascii_uppercase() || letter == '-');
    Some(format!("{start}{keyword}{gap}"))
}

/// Returns the change that ticks the open task with this text; if there are several, the one nearest to a
/// line.
pub fn tick(
    reader: &Reader<'_>,
    path: &NotePath,
    bytes: &[u8],
    (wanted, hint): (&str, usize),
    outcome: Outcome,
) -> Result<Change, Refused> {
    let (state, emoji, key, day) = match outcome {
        Outcome::Done(day) => (TaskState::Done(Some(day)), "✅", "completion", day),
        Outcome::Cancelled(day) => (TaskState::Cancelled, "❌", "cancelled", day),
    };
    let note = Original::of(reader, path, bytes)?;
    let facts = read_note(reader, path, bytes);
    let open = facts.tasks.iter().filter(|task| task.state == TaskState::Open && *task.text == *wanted);
    let found = open.min_by_key(|task| (task.spot.line as usize).abs_diff(hint)).ok_or_else(|| {
        Refused::new("the task is not open there any more", "`followup build` makes a new agenda")
    })?;
    let line = found.spot.line as usize;
    let unreadable = || Refused::new(format!("line {line} cannot be ticked"), "tick it in your editor");
    let raw = note.lines.text(line).ok_or_else(unreadable)?;
    let (head, content) = split_at_column(raw, found.spot);
    let head = ticked(head, outcome).ok_or_else(unreadable)?;
    let trimmed = content.trim_end();
    let (words, id) = match trimmed.rsplit_once(" ^") {
        Some((words, id)) if id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') => {
            (words.trim_end(), format!(" ^{id}"))
        }
        _ => (trimmed, String::new()),
    };
    let tail = content.get(trimmed.len()..).unwrap_or_default();
    let day = written(content, emoji, key, day);
    let splice = Splice::replace(line, format!("{head}{words}{day}{id}{tail}"));
    note.changed(&splice, &Meant::Task { line, state }, line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;

    #[test]
    fn a_task_is_ticked_in_its_own_form() {
        #[track_caller]
        fn case(line: &str, text: &str, after: &str) {
            let (config, settings) = (Config::default(), VaultSettings::default());
            let day = Day::from_iso("2026-11-24").unwrap();
            let reader = Reader::new(&config, &settings, day);
            let note = format!("# Ada\r\n\r\n{line}\r\n- tea");
            let path = NotePath::new("People/Ada.md");
            let change = tick(&reader, &path, note.as_bytes(), (text, 3), Outcome::Done(day)).unwrap();
            assert_eq!(String::from_utf8(change.new).unwrap(), format!("# Ada\r\n\r\n{after}\r\n- tea"));
        }
        case(
            "* [/] send it ⏳ [[2026-12-01]] ^a1  ",
            "send it",
            "* [x] send it ⏳ [[2026-12-01]] ✅ [[2026-11-24]] ^a1  ",
        );
        case(
            "- [ ] Ada: send it 📅 2026-12-01",
            "Ada: send it",
            "- [x] Ada: send it 📅 2026-12-01 ✅ 2026-11-24",
        );
        case("> - [ ] send it 📅 2026-12-01", "send it", "> - [x] send it 📅 2026-12-01 ✅ 2026-11-24");
        case("- [!] `a` 📅 2026-12-01", "`a`", "- [x] `a` 📅 2026-12-01 ✅ 2026-11-24");
        case("- TODO [#A] send it", "send it", "- DONE [#A] send it ✅ 2026-11-24");
        case("- LATER send [[Bo]] it", "send [[Bo]] it", "- DONE send [[Bo]] it ✅ 2026-11-24");
        case("- IN-PROGRESS send it", "send it", "- DONE send it ✅ 2026-11-24");
        case("- [ ] TODO send it", "send it", "- [x] TODO send it ✅ 2026-11-24");
        case(
            "- {{[[TODO]]}} send [[Bo]] it",
            "send [[Bo]] it",
            "- {{[[DONE]]}} send [[Bo]] it ✅ 2026-11-24",
        );
        case("- {{TODO}} send it", "send it", "- {{DONE}} send it ✅ 2026-11-24");
        case("- WAITING for it", "for it", "- DONE for it ✅ 2026-11-24");
        case("1. [ ] 2026-12-01 send it", "send it", "1. [x] 2026-12-01 send it ✅ 2026-11-24");
    }
}
