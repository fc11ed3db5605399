//! `followup sync --file-inbox`: lines of the inbox move into the notes of whom they name.
//! First they are written there, then taken out here; one that is there already is not
//! written again.

use super::editing::{Made, Task, apply, apply_after, edit_after};
use super::loading::{Loaded, Wanted, load};
use super::meaning::Meaning;
use crate::core::day::Day;
use crate::core::edit::inbox::{Filing, Logged, filings, has_more_below, without_line};
use crate::core::edit::log_style::Wording;
use crate::core::note::facts::Source;
use crate::core::people::contact::ContactIndex;
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem};
use crate::io::edit::{Mode, content, edit_held};
use crate::io::failure::Failure;
use crate::io::lock::Lock;
use std::path::Path;

/// What was filed, and what was not.
struct Filed<'a> {
    /// Every change, in notes and inbox, after those of the ticks.
    made: &'a mut Vec<Made>,
    /// Lines that stay, and why.
    problems: Vec<Problem>,
}

/// The folder that the run holds already, if any: an inbox in there must not wait for it.
pub(super) type Held<'a> = Option<(&'a Path, &'a Lock)>;

/// Files every line whose names are all known; gives what is to be said of the lines that stay.
pub fn file(
    meaning: &Meaning,
    mode: Mode,
    held: Held<'_>,
    made: &mut Vec<Made>,
) -> Result<Vec<Problem>, Failure> {
    let loaded = load(&Wanted { every_text: true, ..Wanted::from(meaning) })?;
    let path = NotePath::new(&loaded.config.inbox);
    let mut filed = Filed { made, problems: Vec::new() };
    let Some(bytes) = content(&meaning.vault, &path)? else { return Ok(filed.problems) };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    let doubtful: Vec<&Problem> = loaded
        .compiled
        .problems
        .iter()
        .filter(|problem| {
            problem.path == path && matches!(problem.code, Code::UnknownName | Code::AmbiguousName)
        })
        .collect();
    filed.problems.extend(doubtful.iter().map(|problem| (*problem).clone()));
    let reader = loaded.reader();
    for filing in filings(&reader, &loaded.compiled.people, &path, &bytes) {
        let line = filing.as_ref().map_or_else(|(line, _)| *line, |filing| filing.line);
        if doubtful.iter().any(|problem| problem.spot.is_some_and(|spot| spot.line as usize == line)) {
            continue;
        }
        let stays = |message: &str, help: &str| {
            let problem = Problem::new(Code::UnusableValue, &path, message).help(help);
            problem.effect("it stays in the inbox").at(Spot::new(line, 1))
        };
        if has_more_below(&lines, line) {
            let help = "move it yourself, with what belongs to it";
            filed.problems.push(stays("a line of the inbox with more below it", help));
            continue;
        }
        let raw = line.checked_sub(1).and_then(|at| lines.get(at)).copied().unwrap_or_default();
        let inbox = Inbox { meaning, loaded: &loaded, path: &path, mode, held };
        match filing {
            Ok(filing) => inbox.file(raw, &filing, &mut filed)?,
            Err((_, refused)) => filed.problems.push(stays(&refused.message, &refused.help)),
        }
    }
    Ok(filed.problems)
}

struct Inbox<'a> {
    meaning: &'a Meaning,
    loaded: &'a Loaded,
    path: &'a NotePath,
    mode: Mode,
    held: Held<'a>,
}

impl Inbox<'_> {
    fn file(&self, raw: &str, filing: &Filing, filed: &mut Filed<'_>) -> Result<(), Failure> {
        let mut tasks = Vec::new();
        for (index, text) in &filing.words {
            if !self.is_there(*index, filing.day, text) {
                tasks.push(Task::Log(*index, filing.day, text.clone(), Wording::Typed));
            }
        }
        // All of a line is tried before the first of it is written.
        let tried = tasks
            .iter()
            .try_for_each(|task| apply(self.meaning, self.loaded, task, Mode::DryRun).map(|_| ()));
        if let Err(failure) = tried.and_then(|()| self.take_out(raw, Mode::DryRun, filed.made).map(|_| ())) {
            return self.stays(failure, filed);
        }
        for task in &tasks {
            match apply_after(self.meaning, self.loaded, task, self.mode, filed.made) {
                Ok(made) => filed.made.push(made),
                Err(failure) => return self.stays(failure, filed),
            }
        }
        match self.take_out(raw, self.mode, filed.made) {
            Ok(made) => filed.made.push(made),
            Err(failure) => return self.stays(failure, filed),
        }
        Ok(())
    }

    fn take_out(&self, raw: &str, mode: Mode, made: &[Made]) -> Result<Made, Failure> {
        let reader = self.loaded.reader();
        let mut make = |bytes: &[u8]| without_line(&reader, self.path, bytes, raw.trim_end_matches('\r'));
        let edited = match self.lock_of_folder().filter(|_| mode == Mode::Write) {
            Some(lock) => edit_held(&self.meaning.vault, self.path, lock, &mut make)?,
            None => edit_after(self.meaning, self.path, mode, made, &mut make)?,
        };
        Ok(Made { contact: String::new(), action: "file", edited })
    }

    /// The lock of the inbox's folder, if the run has it.
    fn lock_of_folder(&self) -> Option<&Lock> {
        let (held, lock) = self.held?;
        let folder = self.meaning.vault.root.join(self.path.folder());
        let is_same = std::fs::canonicalize(folder).ok()? == std::fs::canonicalize(held).ok()?;
        is_same.then_some(lock)
    }

    fn stays(&self, failure: Failure, filed: &mut Filed<'_>) -> Result<(), Failure> {
        match failure {
            Failure::Said { message, help } => {
                let problem = Problem::new(Code::UnusableValue, self.path, message).help(help);
                filed.problems.push(problem.effect("the line stays in the inbox"));
                Ok(())
            }
            Failure::Config(_) => Err(failure),
        }
    }

    /// Whether the note has the line already, word for word, from a run that was ended
    /// half way. A line of which that is not certain is written: one too many is better
    /// than one lost.
    fn is_there(&self, index: ContactIndex, day: Day, text: &str) -> bool {
        let people = &self.loaded.compiled.people;
        let contact = people.contact(index);
        let path = |note: u32| people.notes.get(note as usize);
        let same_day = contact.history.iter().filter(|entry| {
            entry.source == Source::Log && entry.day == day && path(entry.note) == Some(&contact.path)
        });
        let entries: Vec<(Day, u32)> = same_day.map(|entry| (day, entry.spot.line)).collect();
        if entries.is_empty() {
            return false;
        }
        let Ok(Some(bytes)) = content(&self.meaning.vault, &contact.path) else { return false };
        Logged::in_lines(&bytes, entries, self.loaded.config.date_order).says(day, text)
    }
}
