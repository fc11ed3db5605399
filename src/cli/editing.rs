//! Shared by all commands that change notes: makes one change after the other.

use super::edit_report::{report, told};
use super::loading::Loaded;
use super::meaning::Meaning;
use super::report::Report;
use super::skip::SKIPPED;
use super::terminal::{safe, typed};
use crate::core::agenda::model::FollowUp;
use crate::core::day::Day;
use crate::core::edit::front_matter::{Setting, set};
use crate::core::edit::log_layout::AmongDay;
use crate::core::edit::log_line::{NewLine, log_line};
use crate::core::edit::log_style::{Wording, Words};
use crate::core::edit::proposal::{
    Proposed, is_logged, is_second_today, nothing_to_log, proposed, stays_open,
};
use crate::core::edit::repeating::hint;
use crate::core::edit::task::{Outcome, tick};
use crate::core::edit::{Change, Refused};
use crate::core::people::contact::ContactIndex;
use crate::core::place::NotePath;
use crate::io::edit::{Edited, Mode, edit, rehearse};
use crate::io::failure::Failure;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Task {
    /// Adds a line to a contact's log.
    Log(ContactIndex, Day, String, Wording),
    /// Adds a line that stood elsewhere to a contact's log, before or after the other entries of its day.
    File(ContactIndex, Day, String, AmongDay),
    /// Sets a date in a contact's front matter.
    Set(ContactIndex, Setting),
    /// Ticks a task, found by its note, text and line.
    Tick(ContactIndex, NotePath, String, usize, Outcome),
}

impl Task {
    pub(super) fn contact(&self) -> ContactIndex {
        match self {
            Task::Log(index, ..) | Task::File(index, ..) | Task::Set(index, _) | Task::Tick(index, ..) => {
                *index
            }
        }
    }

    fn action(&self) -> Action {
        match self {
            Task::Log(..) | Task::File(..) => Action::Log,
            Task::Set(_, Setting::Snooze(Some(_))) => Action::Snooze,
            Task::Set(_, Setting::Snooze(None)) => Action::Unsnooze,
            Task::Set(_, Setting::PausedUntil(_)) => Action::Rest,
            Task::Tick(..) => Action::Tick,
        }
    }
}

/// What a change does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Action {
    Log,
    Snooze,
    Unsnooze,
    Rest,
    Tick,
    /// Removes a line of the inbox that is in the notes now.
    File,
    Restart,
}

/// A change that was made, or would be made without `--dry-run`.
#[derive(Clone, Debug)]
pub(super) struct Made {
    /// The contact; `None` for a change that concerns nobody in particular.
    pub(super) contact: Option<Changed>,
    pub(super) action: Action,
    /// The note before and after.
    pub(super) edited: Edited,
}

/// A contact with a change.
#[derive(Clone, Debug)]
pub(super) struct Changed {
    pub(super) name: String,
    /// The note about the contact, which two contacts of one name do not share.
    pub(super) path: NotePath,
}

/// The context in which changes are made.
#[derive(Clone, Copy)]
pub(super) struct Editing<'a> {
    /// The resolved global arguments.
    pub(super) meaning: &'a Meaning,
    /// The vault before the first change.
    pub(super) loaded: &'a Loaded,
    /// Whether changes are made or only shown.
    pub(super) mode: Mode,
}

impl Editing<'_> {
    /// Makes all changes of a command and reports them, with some hints.
    pub(super) fn run(self, tasks: &[Task], hints: &[String]) -> Result<Report, Failure> {
        report(self.meaning, &self.all(tasks)?, self.mode, hints, "followup next")
    }

    /// Makes all changes of a command or none: each is computed before the first is made.
    pub(super) fn all(self, tasks: &[Task]) -> Result<Vec<Made>, Failure> {
        if self.mode == Mode::Write && tasks.len() > 1 {
            self.tried(tasks)?;
        }
        let mut made = Vec::new();
        let done = self.each(tasks, &mut made);
        done.map_err(|failure| with_written(failure, &made, self.mode))?;
        Ok(made)
    }

    /// Computes every change and makes none.
    pub(super) fn tried(self, tasks: &[Task]) -> Result<(), Failure> {
        let trial = Editing { mode: Mode::DryRun, ..self };
        tasks.iter().try_for_each(|task| trial.one(task, &[]).map(|_| ()))
    }

    /// Makes one change after the other, up to the first that fails.
    pub(super) fn each(self, tasks: &[Task], made: &mut Vec<Made>) -> Result<(), Failure> {
        tasks.iter().try_for_each(|task| self.one(task, made).map(|one| made.push(one)))
    }

    fn one(self, task: &Task, made: &[Made]) -> Result<Made, Failure> {
        let reader = self.loaded.reader();
        let contact = self.loaded.contact(task.contact());
        let path = match task {
            Task::Tick(_, path, ..) => path,
            Task::Log(..) | Task::File(..) | Task::Set(..) => &contact.path,
        };
        let mut make = |bytes: &[u8]| -> Result<Change, Refused> {
            if bytes.is_empty() {
                return Err(Refused::new("it is not there any more", "`followup list` names all contacts"));
            }
            match task {
                Task::Log(_, day, text, wording) => {
                    let words = NewLine::typed(Words { day: *day, text });
                    log_line(&reader, path, bytes, NewLine { wording: *wording, ..words })
                }
                Task::File(_, day, text, among) => {
                    let words = NewLine::typed(Words { day: *day, text });
                    log_line(&reader, path, bytes, NewLine { among: *among, ..words })
                }
                Task::Set(_, setting) => set(&reader, path, bytes, *setting),
                Task::Tick(_, _, text, line, outcome) => tick(&reader, path, bytes, (text, *line), *outcome),
            }
        };
        let edited = self.file(path, made, &mut make)?;
        let changed = Changed { name: contact.name().to_owned(), path: contact.path.clone() };
        Ok(Made { contact: Some(changed), action: task.action(), edited })
    }

    /// Changes a file. In a dry run, the change is computed on top of the earlier ones to the same file.
    pub(super) fn file(
        self,
        path: &NotePath,
        made: &[Made],
        make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
    ) -> Result<Edited, Failure> {
        match made.iter().rev().find(|made| made.edited.path == *path) {
            Some(earlier) if self.mode == Mode::DryRun => rehearse(path, &earlier.edited.after, make),
            Some(_) | None => edit(&self.meaning.vault, path, self.mode, make),
        }
    }
}

/// Returns the hint for a task that was ticked and repeats.
pub(super) fn repeats(made: &[Made]) -> Option<&'static str> {
    let mut ticked = made.iter().filter(|made| made.action == Action::Tick).map(|made| &made.edited);
    ticked.find_map(|edited| hint(&String::from_utf8_lossy(&edited.after), edited.line))
}

/// Adds to a failure which changes were written before it, so that the user does not write them again.
pub(super) fn with_written(failure: Failure, made: &[Made], mode: Mode) -> Failure {
    match failure {
        Failure::Said { message, help } if !made.is_empty() && mode == Mode::Write => {
            let written: Vec<String> = made.iter().map(|made| told(made).trim_end().to_owned()).collect();
            let help =
                format!("{help}\nalready written, so do not write these again: {}", written.join("; "));
            Failure::Said { message, help }
        }
        failure => failure,
    }
}

/// Returns the changes that do a follow-up as proposed; `text` replaces the proposed words.
pub(super) fn tasks_for(
    loaded: &Loaded,
    follow_up: &FollowUp,
    day: Day,
    text: Option<&str>,
) -> Result<Vec<Task>, Failure> {
    let index = follow_up.contact;
    let contact = loaded.contact(index);
    let words = &loaded.config.words;
    let log = |text: &str, wording: Wording| {
        let line = Task::Log(index, day, text.to_owned(), wording);
        let passed_over = Task::Log(index, day, SKIPPED.to_owned(), Wording::Proposed);
        let standing = stays_open(follow_up, contact, (day, text), words);
        std::iter::once(line).chain(standing.then_some(passed_over)).collect::<Vec<Task>>()
    };
    Ok(match (proposed(follow_up, contact, loaded.today.day), text) {
        (Proposed::Log(proposed), None)
            if day == loaded.today.day && is_logged(contact, &proposed, day..=day, words) =>
        {
            return Err(Failure::new(format!("the log of today says `{proposed}` already"))
                .help(format!("say what else happened: `followup log {} ...`", loaded.typed(index))));
        }
        (Proposed::Log(proposed), None) if is_second_today(follow_up, contact, loaded.today.day) => {
            return Err(second_today(loaded, follow_up, &proposed));
        }
        (Proposed::Log(_) | Proposed::Nothing | Proposed::Early, Some(text)) => log(text, Wording::Typed),
        (Proposed::Log(words), None) => log(&words, Wording::Proposed),
        (Proposed::Tick, _) => {
            let tick = tick_of(loaded, follow_up, Outcome::Done(day))?;
            std::iter::once(tick).chain(text.into_iter().flat_map(|text| log(text, Wording::Typed))).collect()
        }
        (Proposed::Nothing, None) => {
            return Err(nothing_to_log(follow_up).into());
        }
        (Proposed::Early, None) => {
            let until = format!("is for {}; nothing logged before that settles it", follow_up.due);
            return Err(unsettled(loaded, follow_up, &until));
        }
    })
}

fn second_today(loaded: &Loaded, follow_up: &FollowUp, proposed: &str) -> Failure {
    let message = format!("`{}` is due on {}", safe(&follow_up.title), follow_up.due);
    let command = format!("followup log {} {}", loaded.typed(follow_up.contact), typed(proposed));
    Failure::new(format!("{message}, and the log of today has a line already"))
        .help(format!("if it was another one, log it: `{command}`"))
}

fn unsettled(loaded: &Loaded, follow_up: &FollowUp, why: &str) -> Failure {
    let name = loaded.typed(follow_up.contact);
    let help = format!("once you have been in touch, say how: `followup log {name} ...`");
    Failure::new(format!("`{}` {why}", safe(&follow_up.title))).help(help)
}

/// Returns the change that ticks the task of a promise.
pub(super) fn tick_of(loaded: &Loaded, follow_up: &FollowUp, outcome: Outcome) -> Result<Task, Failure> {
    let owned = follow_up.task(loaded.contact(follow_up.contact)).ok_or_else(|| {
        Failure::new(format!("the task of `{}` was not found", safe(&follow_up.title)))
            .help("tick it in the note")
    })?;
    let (text, line) = (owned.task.text.to_string(), owned.task.spot.line as usize);
    Ok(Task::Tick(follow_up.contact, owned.path.clone(), text, line, outcome))
}

/// Returns the mode for a `--dry-run` option.
pub(super) fn mode(dry_run: bool) -> Mode {
    if dry_run { Mode::DryRun } else { Mode::Write }
}
