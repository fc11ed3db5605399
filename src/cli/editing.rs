//! Shared by all commands that change notes: makes one change after the other, reports each as a place, a
//! diff or JSON, and says what comes next for the contacts concerned.

use super::diff::unified;
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{DRY_RUN, Report, object, to_json};
use super::skip::SKIPPED;
use super::terminal::{safe, typed};
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::edit::front_matter::{Setting, set};
use crate::core::edit::log_line::{NewLine, log_line};
use crate::core::edit::log_style::{Wording, Words};
use crate::core::edit::proposal::{Proposed, is_logged_today, is_second_today, proposed, stays_open};
use crate::core::edit::repeating::Repeating;
use crate::core::edit::task::{Outcome, tick};
use crate::core::edit::{Change, Refused};
use crate::core::people::contact::ContactIndex;
use crate::core::place::NotePath;
use crate::core::plan::explain::Explanation;
use crate::core::plan::situation::stage::Stage;
use crate::io::edit::{Edited, Mode, edit, rehearse};
use crate::io::failure::Failure;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Task {
    /// Adds a line to a contact's log.
    Log(ContactIndex, Day, String, Wording),
    /// Sets a date in a contact's front matter.
    Set(ContactIndex, Setting),
    /// Ticks a task, found by its note, text and line.
    Tick(ContactIndex, NotePath, String, usize, Outcome),
}

impl Task {
    pub(super) fn contact(&self) -> ContactIndex {
        match self {
            Task::Log(index, ..) | Task::Set(index, _) | Task::Tick(index, ..) => *index,
        }
    }

    fn action(&self) -> Action {
        match self {
            Task::Log(..) => Action::Log,
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
    path: NotePath,
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
            Task::Log(..) | Task::Set(..) => &contact.path,
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
    ticked
        .find_map(|edited| Some(Repeating::of(&String::from_utf8_lossy(&edited.after), edited.line)?.hint()))
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
            if day == loaded.today.day && is_logged_today(contact, &proposed, day, words) =>
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
            return Err(unsettled(loaded, follow_up, "ends by itself on the day; there is nothing to log"));
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

/// What comes next for a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Next {
    contact: String,
    kind: Option<&'static str>,
    on: Option<Day>,
    /// Why nothing is planned, if the contact is left alone.
    #[serde(skip)]
    why: Option<&'static str>,
}

impl Next {
    /// Finds what comes next for each contact that was changed, in a vault that was loaded since.
    pub(super) fn of_changed(loaded: &Loaded, made: &[Made]) -> Vec<Next> {
        let changed: BTreeSet<&NotePath> =
            made.iter().filter_map(|made| Some(&made.contact.as_ref()?.path)).collect();
        let contacts = loaded.compiled.people.indexed();
        let contacts = contacts.filter(|(_, contact)| changed.contains(&contact.path));
        contacts.map(|(index, _)| Next::of(loaded, index)).collect()
    }

    /// Finds the next follow-up of a contact, as the rules see it now.
    fn of(loaded: &Loaded, index: ContactIndex) -> Next {
        let Explanation { lines, stage, .. } = loaded.explain(index);
        let chosen = lines.iter().filter(|line| line.fate.is_shown());
        let first =
            chosen.filter_map(|line| Some((line.on?, line.kind?))).min_by_key(|(on, kind)| (*on, *kind));
        Next {
            contact: loaded.contact(index).name().to_owned(),
            kind: first.map(|(_, kind): (Day, Kind)| kind.name()),
            on: first.map(|(on, _)| on),
            why: match stage {
                Stage::Never | Stage::Closed | Stage::Paused | Stage::Resting => Some(stage.meaning()),
                Stage::New | Stage::Waiting | Stage::Dormant | Stage::Active => None,
            },
        }
    }

    /// Returns a line such as `next: keep-in-touch on 2026-12-22`, or one that says nothing is planned.
    pub(super) fn line(&self) -> String {
        match (self.kind, self.on, self.why) {
            (Some(kind), Some(on), _) => format!("next: {kind} on {on}\n"),
            (_, _, Some(why)) => format!("nothing is planned for {}: {why}\n", safe(&self.contact)),
            (_, _, None) => format!("nothing is planned for {}\n", safe(&self.contact)),
        }
    }
}

/// Returns the change as a unified diff; empty if nothing changed.
pub(super) fn diff(edited: &Edited) -> String {
    let (before, after) = (String::from_utf8_lossy(&edited.before), String::from_utf8_lossy(&edited.after));
    unified(edited.path.as_str(), (!before.is_empty()).then_some(&*before), &after)
}

/// Returns all changes, as one diff for each file.
pub(super) fn diffs(made: &[Made]) -> String {
    let mut files: Vec<Edited> = Vec::new();
    for Made { edited, .. } in made {
        match files.iter_mut().find(|file| file.path == edited.path) {
            Some(file) => file.after.clone_from(&edited.after),
            None => files.push(edited.clone()),
        }
    }
    files.iter().map(diff).collect()
}

/// Returns the line where a change begins.
pub(super) fn first_line(edited: &Edited) -> String {
    let text = String::from_utf8_lossy(&edited.after).into_owned();
    text.lines()
        .nth(edited.line.saturating_sub(1))
        .unwrap_or_default()
        .trim_start_matches('\u{feff}')
        .to_owned()
}

/// Describes a change that was made: `path:line: the line`.
pub(super) fn told(made: &Made) -> String {
    let edited = &made.edited;
    if edited.before == edited.after {
        return format!("{}: nothing to change\n", safe(edited.path.as_str()));
    }
    let line = match made.action {
        Action::Unsnooze => "no snooze any more".to_owned(),
        Action::File => "filed, and removed here".to_owned(),
        Action::Log | Action::Snooze | Action::Rest | Action::Tick | Action::Restart => first_line(edited),
    };
    format!("{}:{}: {}\n", safe(edited.path.as_str()), edited.line, safe(&line))
}

/// Returns the report of a command that changed notes; `then` is the command to run next.
pub(super) fn report(
    meaning: &Meaning,
    made: &[Made],
    mode: Mode,
    hints: &[String],
    then: &str,
) -> Result<Report, Failure> {
    let next = match mode {
        Mode::DryRun => Vec::new(),
        Mode::Write => what_comes(meaning, made)?,
    };
    let stdout = match (meaning.form, mode) {
        (Form::Json, _) => json(made, mode, hints, &next),
        (Form::Text, Mode::DryRun) => diffs(made),
        (Form::Text, Mode::Write) if meaning.loudness == Loudness::Quiet => String::new(),
        (Form::Text, Mode::Write) => text(made, &next, then),
    };
    let mut report = Report::printing(stdout);
    if meaning.loudness != Loudness::Quiet {
        hints.iter().for_each(|hint| _ = writeln!(report.stderr, "hint: {hint}"));
        if mode == Mode::DryRun {
            report.stderr.push_str(DRY_RUN);
        }
    }
    Ok(report)
}

fn json(made: &[Made], mode: Mode, hints: &[String], next: &[Next]) -> String {
    let changes = made.iter().map(|made| {
        object! {
            contact: made.contact.as_ref().map(|contact| &contact.name),
            action: made.action,
            path: made.edited.path.as_str(),
            line: made.edited.line,
            text: first_line(&made.edited),
            diff: diff(&made.edited),
        }
    });
    to_json(&object! {
        dry_run: mode == Mode::DryRun,
        changes: changes.collect::<Vec<_>>(),
        next: next,
        hints: hints,
    })
}

fn text(made: &[Made], next: &[Next], then: &str) -> String {
    let mut text: String = made.iter().map(told).collect();
    for one in next {
        if next.len() > 1 {
            let _ = writeln!(text, "{}:", safe(&one.contact));
        }
        text.push_str(&one.line());
    }
    let _ = writeln!(text, "next: {then}");
    text
}

/// Finds what comes next for each contact that was changed, from the notes as they are now.
fn what_comes(meaning: &Meaning, made: &[Made]) -> Result<Vec<Next>, Failure> {
    if made.iter().all(|made| made.contact.is_none()) {
        return Ok(Vec::new());
    }
    Ok(Next::of_changed(&load(&Wanted::from(meaning))?, made))
}

/// Returns the mode for a `--dry-run` option.
pub(super) fn mode(dry_run: bool) -> Mode {
    if dry_run { Mode::DryRun } else { Mode::Write }
}
