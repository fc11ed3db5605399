//! Applies the edit in the first line of the input to the note below it. Edits are `log 2026-11-20 call`,
//! `proposed 2026-11-20 call`, `skip`, `snooze 2026-12-01`, `snooze off`, `pause 2026-12-01`, `done 0` and
//! `cancel 0` (with the number of an open task).

use super::vault::{ADA, points_into, reader, today, whole_reader};
use followup::core::day::Day;
use followup::core::edit::front_matter::{Setting, set};
use followup::core::edit::log_line::{NewLine, log_line};
use followup::core::edit::log_style::{Wording, Words};
use followup::core::edit::task::{Outcome, tick};
use followup::core::edit::{Change, Refused};
use followup::core::note::facts::{ContactFacts, NoteFacts, Task, TaskState};
use followup::core::note::read::read_note;
use followup::core::place::NotePath;

/// The edit in the first line.
enum Edit<'a> {
    Log(Day, &'a str, Wording),
    Set(Setting),
    Tick(Task, Outcome),
}

/// Checks that an edit is refused, or changes its one fact and no byte elsewhere.
pub fn check(data: &[u8]) {
    let at = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (command, note) = (String::from_utf8_lossy(&data[..at]), data.get(at + 1..).unwrap_or_default());
    let path = NotePath::new(ADA);
    let before = read_note(whole_reader(), &path, note);
    let Some(edit) = edit(&command, &before) else { return };
    let Ok(change) = apply(&edit, &path, note) else { return };
    let after = read_note(whole_reader(), &path, &change.new);
    points_into(&after, &change.new);
    only_its_lines(&edit, note, &change.new);
    says_so(&edit, &before, &after, &change);
    assert_eq!(lasting(before.contact.as_deref()), lasting(after.contact.as_deref()));
    if let Edit::Set(_) = edit {
        let again = apply(&edit, &path, &change.new).expect("what was set can be set again");
        assert_eq!(again.new, change.new, "a second time changes the note again");
    }
}

fn edit<'a>(command: &'a str, note: &NoteFacts) -> Option<Edit<'a>> {
    let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
    let (word, text) = rest.split_once(' ').unwrap_or((rest, ""));
    let day = Day::from_iso(word).unwrap_or(today());
    let open = || {
        let mut open = note.tasks.iter().filter(|task| task.state == TaskState::Open);
        open.nth(word.parse().unwrap_or(0)).cloned()
    };
    Some(match verb {
        "skip" => Edit::Log(today(), "skip", Wording::Proposed),
        "proposed" => Edit::Log(day, text, Wording::Proposed),
        "snooze" => Edit::Set(Setting::Snooze(Some(day).filter(|_| word != "off"))),
        "pause" => Edit::Set(Setting::PausedUntil(day)),
        "done" => Edit::Tick(open()?, Outcome::Done(today())),
        "cancel" => Edit::Tick(open()?, Outcome::Cancelled(today())),
        "log" => Edit::Log(day, text, Wording::Typed),
        _ => Edit::Log(today(), command, Wording::Typed),
    })
}

fn apply(edit: &Edit<'_>, path: &NotePath, note: &[u8]) -> Result<Change, Refused> {
    match edit {
        Edit::Log(day, text, wording) => {
            let words = NewLine::typed(Words { day: *day, text });
            log_line(reader(), path, note, NewLine { wording: *wording, ..words })
        }
        Edit::Set(setting) => set(reader(), path, note, *setting),
        Edit::Tick(task, outcome) => {
            tick(reader(), path, note, (&task.text, task.spot.line as usize), *outcome)
        }
    }
}

/// Checks the lines between the common beginning and the common end of both texts, which the edit may touch:
/// blank ones for a log line, a single one for other edits.
fn only_its_lines(edit: &Edit<'_>, old: &[u8], new: &[u8]) {
    let (old, new): (Vec<&[u8]>, Vec<&[u8]>) = (
        old.split_inclusive(|byte| *byte == b'\n').collect(),
        new.split_inclusive(|byte| *byte == b'\n').collect(),
    );
    let first = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    let (gone, come) = (&old[first..old.len() - last], &new[first..new.len() - last]);
    let shown = |lines: &[&[u8]]| String::from_utf8_lossy(&lines.concat()).into_owned();
    let text = || format!("{:?} became {:?}", shown(gone), shown(come));
    // A last line without a line end gets one when a line is added below it.
    let ended = |line: &[u8]| {
        come.iter().any(|new| !line.ends_with(b"\n") && new.strip_prefix(line).is_some_and(is_blank))
    };
    // When the last line is removed, the line above it becomes the last and ends as that one did.
    let is_last = |line: &[u8]| come.iter().any(|new| line.strip_suffix(b"\n") == Some(*new));
    let lost: Vec<&&[u8]> = gone.iter().filter(|line| !ended(line) && !is_last(line)).collect();
    // Trims as Unicode does: a vertical tab is white space too, but not in the ASCII list.
    let is_spare = |line: &&&[u8]| {
        std::str::from_utf8(line).is_ok_and(|line| matches!(line.trim(), "" | "-" | "*" | "+"))
    };
    match edit {
        Edit::Log(..) => assert!(lost.iter().all(is_spare), "{}", text()),
        Edit::Tick(..) => assert!(gone.len() <= 1 && come.len() <= 1, "{}", text()),
        Edit::Set(Setting::Snooze(None)) => {
            let is_fence = |line: &&&&[u8]| matches!(line.trim_ascii(), b"---" | b"..." | b"\xef\xbb\xbf---");
            let kept = lost.iter().filter(|line| !is_spare(line) && !is_fence(line)).count();
            assert!(kept <= 1 && come.len() <= 1, "{}", text());
        }
        Edit::Set(_) => assert!(lost.len() <= 1, "{}", text()),
    }
}

fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

/// Checks that the note, read again, contains the meant change once.
fn says_so(edit: &Edit<'_>, before: &NoteFacts, after: &NoteFacts, change: &Change) {
    match edit {
        Edit::Log(day, ..) => {
            let mut at_line = after.entries.iter().filter(|entry| entry.spot.line as usize == change.line);
            assert_eq!(at_line.next().map(|entry| entry.day), Some(*day));
            assert_eq!(after.entries.len(), before.entries.len() + 1);
            // In a log of ticked tasks the new line is a ticked task too.
            let is_new = |task: &&Task| {
                task.spot.line as usize == change.line && task.state == TaskState::Done(Some(*day))
            };
            let others: Vec<TaskState> =
                after.tasks.iter().filter(|task| !is_new(task)).map(|task| task.state).collect();
            assert_eq!(others, states(before));
        }
        Edit::Set(setting) => {
            let contact = after.contact.as_ref();
            let (found, meant) = match setting {
                Setting::Snooze(day) => (contact.and_then(|contact| contact.rare.snooze), *day),
                Setting::PausedUntil(day) => {
                    (contact.and_then(|contact| contact.rare.paused_until), Some(*day))
                }
            };
            assert_eq!(found.map(|found| found.value), meant);
            assert_eq!(after.entries.len(), before.entries.len());
            assert_eq!(states(after), states(before));
        }
        Edit::Tick(task, outcome) => {
            let meant = match outcome {
                Outcome::Done(day) => TaskState::Done(Some(*day)),
                Outcome::Cancelled(_) => TaskState::Cancelled,
            };
            let ticked = after.tasks.iter().find(|other| other.spot.line as usize == change.line);
            assert!(
                ticked.is_some_and(|other| other.state == meant && other.text == task.text),
                "{ticked:?}"
            );
            let changed = states(before).iter().zip(states(after)).filter(|(old, new)| **old != *new).count();
            assert_eq!((changed, after.tasks.len()), (1, before.tasks.len()));
        }
    }
}

fn states(note: &NoteFacts) -> Vec<TaskState> {
    note.tasks.iter().map(|task| task.state).collect()
}

/// Returns the facts that no edit may change, without their places, which may move.
fn lasting(contact: Option<&ContactFacts>) -> Option<String> {
    contact.map(|contact| {
        let emails: Vec<&str> = contact.emails.iter().map(|found| &*found.value).collect();
        let dates: Vec<_> = contact.rare.dates.iter().map(|date| (&date.label, date.yearly)).collect();
        let hooks: Vec<&str> = contact.hooks.iter().map(|hook| &*hook.text).collect();
        let events: Vec<_> = contact.rare.events.iter().map(|event| (event.day, &event.text)).collect();
        let who = (&contact.name, &contact.aliases, emails, &contact.phones, &contact.org, &contact.role);
        let about = (
            &contact.tags, &contact.rare.relationship, dates, hooks, events, &contact.rare.id,
            contact.rare.private,
        );
        let next = contact.rare.next.as_ref().map(|found| &found.value);
        let status = contact.status.map(|found| found.value);
        format!(
            "{who:?}{about:?}{next:?}{status:?}{:?}{:?}",
            contact.settings,
            contact.birthday.map(|one| one.value)
        )
    })
}
