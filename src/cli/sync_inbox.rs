//! `followup sync --file-inbox`: moves lines of the inbox into the notes of the people they name. A line is
//! first written there, unless the note has it already, and then removed from the inbox.

use super::editing::{Action, Editing, Made, Task};
use super::loading::{Wanted, load};
use super::meaning::Meaning;
use crate::core::day::Day;
use crate::core::edit::inbox::{Filing, Logged, filings, has_more_below, without_line};
use crate::core::edit::log_layout::AmongDay;
use crate::core::note::facts::Source;
use crate::core::people::contact::{ContactIndex, Interaction, InteractionKind};
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem};
use crate::io::edit::{Mode, content, edit_held};
use crate::io::failure::Failure;
use crate::io::lock::Lock;
use std::collections::BTreeMap;
use std::path::Path;

/// The folder that the run has locked, if any: an inbox in it must not wait for that lock.
pub(super) type Held<'a> = Option<(&'a Path, &'a Lock)>;

/// Files every line whose names are all known; returns problems for the lines that stay.
pub(super) fn file(
    meaning: &Meaning,
    mode: Mode,
    held: Held<'_>,
    made: &mut Vec<Made>,
) -> Result<Vec<Problem>, Failure> {
    let loaded = load(&Wanted { every_text: true, ..Wanted::from(meaning) })?;
    let path = NotePath::new(&loaded.config.inbox);
    let Some(bytes) = content(&meaning.vault, &path)? else { return Ok(Vec::new()) };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    let is_doubtful = |problem: &&Problem| {
        problem.path == path && matches!(problem.code, Code::UnknownName | Code::AmbiguousName)
    };
    let mut problems: Vec<Problem> = loaded.compiled.problems.iter().filter(is_doubtful).cloned().collect();
    let doubtful: Vec<u32> = problems.iter().filter_map(|problem| Some(problem.spot?.line)).collect();
    let inbox = Inbox { editing: Editing { meaning, loaded: &loaded, mode }, path: &path, held };
    let filings = filings(&loaded.reader(), &loaded.compiled.people, &path, &bytes);
    let mut filed = Filed::new();
    for filing in filings {
        let line = filing.as_ref().map_or_else(|(line, _)| *line, |filing| filing.line);
        if doubtful.iter().any(|doubtful| *doubtful as usize == line) {
            continue;
        }
        let problem =
            |message: &str, help: &str| Problem::new(Code::UnusableValue, &path, message).help(help);
        let stays = |message: &str, help: &str| {
            problem(message, help).effect("it stays in the inbox").at(Spot::new(line, 1))
        };
        if has_more_below(&lines, line) {
            let help = "move it yourself, with what belongs to it";
            problems.push(stays("a line of the inbox with more below it", help));
            continue;
        }
        let raw = line.checked_sub(1).and_then(|at| lines.get(at)).copied().unwrap_or_default();
        match filing.map(|filing| inbox.file(raw, &filing, &mut filed, made)) {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => {
                let (message, help) = failure.said()?;
                problems.push(problem(&message, &help).effect("the line stays in the inbox"));
            }
            Err((_, refused)) => problems.push(stays(&refused.message, &refused.help)),
        }
    }
    Ok(problems)
}

/// How many lines of a day were filed before the other entries of that day in the log of a contact.
type Filed = BTreeMap<(ContactIndex, Day), usize>;

struct Inbox<'a> {
    editing: Editing<'a>,
    path: &'a NotePath,
    held: Held<'a>,
}

impl Inbox<'_> {
    fn file(
        &self,
        raw: &str,
        filing: &Filing,
        filed: &mut Filed,
        made: &mut Vec<Made>,
    ) -> Result<(), Failure> {
        let day = filing.day;
        let mut tasks = Vec::new();
        for (index, text) in filing.words.iter().filter(|(index, text)| !self.is_there(*index, day, text)) {
            let among = if self.goes_first(*index, day) {
                let before = filed.entry((*index, day)).or_default();
                *before += 1;
                AmongDay::Behind(*before - 1)
            } else {
                AmongDay::Last
            };
            tasks.push(Task::File(*index, day, text.clone(), among));
        }
        // All changes for a line are tried before the first is written.
        self.editing.tried(&tasks)?;
        self.take_out(raw, Mode::DryRun, made)?;
        self.editing.each(&tasks, made)?;
        let mut taken_out = self.take_out(raw, self.editing.mode, made)?;
        // The user knows the lines of the inbox as they were before any of them was filed.
        taken_out.edited.line = filing.line;
        made.push(taken_out);
        Ok(())
    }

    /// Whether lines of the inbox go before the entries of their day in the log of a contact, as they do in the history: the log
    /// answers them.
    fn goes_first(&self, index: ContactIndex, day: Day) -> bool {
        let people = &self.editing.loaded.compiled.people;
        let contact = people.contact(index);
        let is_own = |entry: &Interaction| people.notes.get(entry.note as usize) == Some(&contact.path);
        // What is told again stands behind all others of the day.
        let once = |entry: &&Interaction| entry.day == day && entry.kind != InteractionKind::Again;
        let of_day: Vec<&Interaction> = contact.history.iter().filter(once).collect();
        let inbox = of_day.iter().position(|entry| entry.source == Source::Inbox);
        let log = of_day.iter().position(|entry| entry.source == Source::Log && is_own(entry));
        inbox.zip(log).is_some_and(|(inbox, log)| inbox < log)
    }

    fn take_out(&self, raw: &str, mode: Mode, made: &[Made]) -> Result<Made, Failure> {
        let Editing { meaning, loaded, .. } = self.editing;
        let reader = loaded.reader();
        let mut make = |bytes: &[u8]| without_line(&reader, self.path, bytes, raw.trim_end_matches('\r'));
        let edited = match self.lock_of_folder().filter(|_| mode == Mode::Write) {
            Some(lock) => edit_held(&meaning.vault, self.path, lock, &mut make)?,
            None => Editing { mode, ..self.editing }.file(self.path, made, &mut make)?,
        };
        Ok(Made { contact: None, action: Action::File, edited })
    }

    /// Returns the lock of the inbox's folder, if the run holds it.
    fn lock_of_folder(&self) -> Option<&Lock> {
        let (held, lock) = self.held?;
        let folder = self.editing.meaning.vault.root.join(self.path.folder());
        let is_same = std::fs::canonicalize(folder).ok()? == std::fs::canonicalize(held).ok()?;
        is_same.then_some(lock)
    }

    /// Whether the note has the line already, word for word, from a run that was killed half way. If that is
    /// uncertain the line is written: a line too many is better than a lost one.
    fn is_there(&self, index: ContactIndex, day: Day, text: &str) -> bool {
        let Editing { meaning, loaded, .. } = self.editing;
        let people = &loaded.compiled.people;
        let contact = people.contact(index);
        let path = |note: u32| people.notes.get(note as usize);
        let same_day = contact.history.iter().filter(|entry| {
            entry.source == Source::Log && entry.day == day && path(entry.note) == Some(&contact.path)
        });
        let entries: Vec<(Day, u32)> = same_day.map(|entry| (day, entry.spot.line)).collect();
        if entries.is_empty() {
            return false;
        }
        let Ok(Some(bytes)) = content(&meaning.vault, &contact.path) else { return false };
        Logged::in_lines(&bytes, entries, loaded.config.date_order).says(day, text)
    }
}
