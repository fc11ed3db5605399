//! What all commands share that change notes: one change after the other, told as a
//! place, a diff or JSON, and what comes next for whom it was about.

use super::diff::unified;
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{Report, to_json};
use super::skip::SKIPPED;
use super::terminal::{safe, typed};
use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::edit::front_matter::{Setting, set};
use crate::core::edit::log_line::{NewLine, log_line};
use crate::core::edit::log_style::{Wording, Words};
use crate::core::edit::proposal::{Proposed, is_said_today, leaves_standing, proposed};
use crate::core::edit::task::{Outcome, tick};
use crate::core::edit::{Change, Refused};
use crate::core::people::contact::{Contact, ContactIndex};
use crate::core::place::NotePath;
use crate::io::edit::{Edited, Mode, edit, rehearse};
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// One thing to change.
#[derive(Clone, Debug, PartialEq)]
pub enum Task {
    /// A line of a contact's log.
    Log(ContactIndex, Day, String, Wording),
    /// A date in a contact's front matter.
    Set(ContactIndex, Setting),
    /// A task, by its note, its text and its line.
    Tick(ContactIndex, NotePath, String, usize, Outcome),
}

impl Task {
    /// Whom it is about.
    pub fn contact(&self) -> ContactIndex {
        match self {
            Task::Log(index, ..) | Task::Set(index, _) | Task::Tick(index, ..) => *index,
        }
    }

    fn action(&self) -> &'static str {
        match self {
            Task::Log(..) => "log",
            Task::Set(_, Setting::Snooze(Some(_))) => "snooze",
            Task::Set(_, Setting::Snooze(None)) => "unsnooze",
            Task::Set(_, Setting::PausedUntil(_)) => "rest",
            Task::Tick(..) => "tick",
        }
    }
}

/// A change that was made, or would be.
#[derive(Clone, Debug)]
pub struct Made {
    /// Name of whom it is about.
    pub contact: String,
    /// `log`, `snooze`, `unsnooze`, `rest`, `tick`, `file`, `restart`.
    pub action: &'static str,
    /// What became of the note.
    pub edited: Edited,
}

/// Works out one change and makes it, unless it is only to be shown.
pub fn apply(meaning: &Meaning, loaded: &Loaded, task: &Task, mode: Mode) -> Result<Made, Failure> {
    apply_after(meaning, loaded, task, mode, &[])
}

/// As [`apply`], after others: what is only shown builds on what was shown before.
pub fn apply_after(
    meaning: &Meaning,
    loaded: &Loaded,
    task: &Task,
    mode: Mode,
    made: &[Made],
) -> Result<Made, Failure> {
    let reader = loaded.reader();
    let contact = loaded.compiled.people.contact(task.contact());
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
    let edited = edit_after(meaning, path, mode, made, &mut make)?;
    Ok(Made { contact: contact.name().to_owned(), action: task.action(), edited })
}

/// Changes a file, or shows how it would be after what was shown before.
pub fn edit_after(
    meaning: &Meaning,
    path: &NotePath,
    mode: Mode,
    made: &[Made],
    make: &mut dyn FnMut(&[u8]) -> Result<Change, Refused>,
) -> Result<Edited, Failure> {
    match made.iter().rev().find(|made| made.edited.path == *path) {
        Some(earlier) if mode == Mode::DryRun => rehearse(path, &earlier.edited.after, make),
        Some(_) | None => edit(&meaning.vault, path, mode, make),
    }
}

/// Makes all changes of a command, or none: each is worked out before the first is made.
pub fn apply_all(
    meaning: &Meaning,
    loaded: &Loaded,
    tasks: &[Task],
    mode: Mode,
) -> Result<Vec<Made>, Failure> {
    if mode == Mode::Write && tasks.len() > 1 {
        for task in tasks {
            apply(meaning, loaded, task, Mode::DryRun)?;
        }
    }
    let mut made = Vec::new();
    for task in tasks {
        let one = apply_after(meaning, loaded, task, mode, &made);
        made.push(one.map_err(|failure| with_written(failure, &made, mode))?);
    }
    Ok(made)
}

/// A failure half way says what was written before it: that is not written again by a second try.
pub fn with_written(failure: Failure, made: &[Made], mode: Mode) -> Failure {
    match failure {
        Failure::Said { message, help } if !made.is_empty() && mode == Mode::Write => {
            let written: Vec<String> = made.iter().map(|made| told(made).trim_end().to_owned()).collect();
            let help = format!("{help}\nwritten before it, and to be left out then: {}", written.join("; "));
            Failure::Said { message, help }
        }
        failure => failure,
    }
}

/// What doing a follow-up as proposed changes; `text` replaces the words that are proposed.
pub fn tasks_for(
    loaded: &Loaded,
    follow_up: &FollowUp,
    day: Day,
    text: Option<&str>,
) -> Result<Vec<Task>, Failure> {
    let contact = loaded.compiled.people.contact(follow_up.contact);
    let index = follow_up.contact;
    let words = &loaded.config.words;
    let log = |text: &str, wording: Wording| {
        let line = Task::Log(index, day, text.to_owned(), wording);
        let passed_over = Task::Log(index, day, SKIPPED.to_owned(), Wording::Proposed);
        let standing = leaves_standing(follow_up, contact, (day, text), words);
        std::iter::once(line).chain(standing.then_some(passed_over)).collect::<Vec<Task>>()
    };
    Ok(match (proposed(follow_up, contact, loaded.today.day), text) {
        (Proposed::Log(proposed), None)
            if day == loaded.today.day && is_said_today(contact, &proposed, day, words) =>
        {
            return Err(Failure::new(format!("the log of today says `{proposed}` already"))
                .help(format!("say what else happened: `followup log {} ...`", typed(contact.name()))));
        }
        (Proposed::Log(_) | Proposed::Nothing | Proposed::Early, Some(text)) => log(text, Wording::Typed),
        (Proposed::Log(words), None) => log(&words, Wording::Proposed),
        (Proposed::Tick, _) => {
            let tick = tick_of(loaded, follow_up, Outcome::Done(day))?;
            std::iter::once(tick).chain(text.into_iter().flat_map(|text| log(text, Wording::Typed))).collect()
        }
        (Proposed::Nothing, None) => {
            return Err(unsettled(follow_up, contact, "ends by itself on the day; there is nothing to log"));
        }
        (Proposed::Early, None) => {
            let until = format!("is for {}; nothing that is logged before settles it", follow_up.due);
            return Err(unsettled(follow_up, contact, &until));
        }
    })
}

fn unsettled(follow_up: &FollowUp, contact: &Contact, why: &str) -> Failure {
    let help = format!("once you were in touch, say how: `followup log {} ...`", typed(contact.name()));
    Failure::new(format!("`{}` {why}", safe(&follow_up.title))).help(help)
}

/// The tick of the task behind a promise.
pub fn tick_of(loaded: &Loaded, follow_up: &FollowUp, outcome: Outcome) -> Result<Task, Failure> {
    let contact = loaded.compiled.people.contact(follow_up.contact);
    let owned = follow_up.task(contact).ok_or_else(|| {
        Failure::new(format!("the task of `{}` was not found", safe(&follow_up.title)))
            .help("tick it in the note")
    })?;
    let (text, line) = (owned.task.text.to_string(), owned.task.spot.line as usize);
    Ok(Task::Tick(follow_up.contact, owned.path.clone(), text, line, outcome))
}

/// What comes next for a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Next {
    contact: String,
    kind: Option<&'static str>,
    on: Option<Day>,
}

impl Next {
    /// What the rules say of a contact now.
    pub fn of(loaded: &Loaded, index: ContactIndex) -> Next {
        let lines = loaded.explain(index).lines;
        let chosen = lines.iter().filter(|line| line.fate.is_shown());
        let first =
            chosen.filter_map(|line| Some((line.on?, line.kind?))).min_by_key(|(on, kind)| (*on, *kind));
        Next {
            contact: loaded.compiled.people.contact(index).name().to_owned(),
            kind: first.map(|(_, kind): (Day, Kind)| kind.name()),
            on: first.map(|(on, _)| on),
        }
    }

    /// `next: keep-in-touch on 2026-12-22`; without a `next`, where there is nothing.
    pub fn line(&self) -> String {
        match (self.kind, self.on) {
            (Some(kind), Some(on)) => format!("next: {kind} on {on}\n"),
            _ => format!("nothing is planned for {}\n", safe(&self.contact)),
        }
    }
}

#[derive(Serialize)]
struct Summary<'a> {
    dry_run: bool,
    changes: Vec<ChangeJson<'a>>,
    next: &'a [Next],
    hints: &'a [String],
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    contact: Option<&'a str>,
    action: &'a str,
    path: &'a str,
    line: usize,
    text: String,
    diff: String,
}

/// The change as a unified diff; nothing if there is none.
pub fn diff(edited: &Edited) -> String {
    let (before, after) = (String::from_utf8_lossy(&edited.before), String::from_utf8_lossy(&edited.after));
    unified(edited.path.as_str(), (!before.is_empty()).then_some(&*before), &after)
}

/// All changes, as one difference a file.
pub fn diffs(made: &[Made]) -> String {
    let mut files: Vec<Edited> = Vec::new();
    for Made { edited, .. } in made {
        match files.iter_mut().find(|file| file.path == edited.path) {
            Some(file) => file.after.clone_from(&edited.after),
            None => files.push(edited.clone()),
        }
    }
    files.iter().map(diff).collect()
}

/// The line that a change begins with.
pub fn first_line(edited: &Edited) -> String {
    let text = String::from_utf8_lossy(&edited.after).into_owned();
    text.lines()
        .nth(edited.line.saturating_sub(1))
        .unwrap_or_default()
        .trim_start_matches('\u{feff}')
        .to_owned()
}

/// How a change is told where it is made: `path:line: the line`.
pub fn told(made: &Made) -> String {
    let edited = &made.edited;
    if edited.before == edited.after {
        return format!("{}: nothing to change\n", safe(edited.path.as_str()));
    }
    let line = match made.action {
        "unsnooze" => "no snooze any more".to_owned(),
        "file" => "filed, and taken out here".to_owned(),
        _ => first_line(edited),
    };
    format!("{}:{}: {}\n", safe(edited.path.as_str()), edited.line, safe(&line))
}

/// As [`report`], with what the change means said before it.
pub fn report_with(
    meaning: &Meaning,
    made: &[Made],
    mode: Mode,
    (hints, told): (&[String], &str),
    then: &str,
) -> Result<Report, Failure> {
    if meaning.form == Form::Json {
        let hints: Vec<String> = hints.iter().cloned().chain([told.to_owned()]).collect();
        return report(meaning, made, mode, &hints, then);
    }
    let mut report = report(meaning, made, mode, hints, then)?;
    let stream = if mode == Mode::DryRun { &mut report.stderr } else { &mut report.stdout };
    if meaning.loudness != Loudness::Quiet {
        stream.insert_str(0, &format!("{told}\n"));
    }
    Ok(report)
}

/// The report of a command that changed notes about some contacts.
pub fn report(
    meaning: &Meaning,
    made: &[Made],
    mode: Mode,
    hints: &[String],
    then: &str,
) -> Result<Report, Failure> {
    let mut report = Report::default();
    let next = match mode {
        Mode::DryRun => Vec::new(),
        Mode::Write => what_comes(meaning, made)?,
    };
    match (meaning.form, mode) {
        (Form::Json, _) => {
            let changes = made.iter().map(|made| ChangeJson {
                contact: Some(made.contact.as_str()).filter(|name| !name.is_empty()),
                action: made.action,
                path: made.edited.path.as_str(),
                line: made.edited.line,
                text: first_line(&made.edited),
                diff: diff(&made.edited),
            });
            let summary =
                Summary { dry_run: mode == Mode::DryRun, changes: changes.collect(), next: &next, hints };
            report.stdout = to_json(&summary);
        }
        (Form::Text, Mode::DryRun) => report.stdout.push_str(&diffs(made)),
        (Form::Text, Mode::Write) => {
            made.iter().for_each(|made| report.stdout.push_str(&told(made)));
            for one in &next {
                if next.len() > 1 {
                    let _ = writeln!(report.stdout, "{}:", safe(&one.contact));
                }
                report.stdout.push_str(&one.line());
            }
            let _ = writeln!(report.stdout, "next: {then}");
        }
    }
    if meaning.loudness == Loudness::Quiet && meaning.form == Form::Text && mode == Mode::Write {
        report.stdout.clear();
    }
    if meaning.loudness != Loudness::Quiet {
        hints.iter().for_each(|hint| _ = writeln!(report.stderr, "hint: {hint}"));
        if mode == Mode::DryRun {
            report.stderr.push_str("dry run: nothing was written\n");
        }
    }
    Ok(report)
}

/// What comes next for everybody the changes were about, from the notes as they are now.
fn what_comes(meaning: &Meaning, made: &[Made]) -> Result<Vec<Next>, Failure> {
    let mut names: Vec<&str> =
        made.iter().map(|made| made.contact.as_str()).filter(|name| !name.is_empty()).collect();
    names.dedup();
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let loaded = load(&Wanted::from(meaning))?;
    let people = &loaded.compiled.people;
    let paths: Vec<&NotePath> = made.iter().map(|made| &made.edited.path).collect();
    let mut seen = Vec::new();
    let mut next = Vec::new();
    for (place, contact) in people.contacts.iter().enumerate() {
        let meant = names.contains(&contact.name())
            && (paths.contains(&&contact.path)
                || names.iter().filter(|name| **name == contact.name()).count() == 1);
        if meant && !seen.contains(&contact.name()) {
            seen.push(contact.name());
            let index = ContactIndex::at(place);
            next.push(Next::of(&loaded, index));
        }
    }
    Ok(next)
}

/// How a command is to work.
pub fn mode(dry_run: bool) -> Mode {
    if dry_run { Mode::DryRun } else { Mode::Write }
}
