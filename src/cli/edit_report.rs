//! Reports changes of notes, each as a place, a diff or JSON, and says what comes next for the contacts
//! concerned.

use super::diff::unified;
use super::editing::{Action, Made};
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{DRY_RUN, Report, object, to_json};
use super::terminal::safe;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::people::contact::ContactIndex;
use crate::core::place::NotePath;
use crate::core::plan::explain::Explanation;
use crate::core::plan::situation::stage::Stage;
use crate::io::edit::{Edited, Mode};
use crate::io::failure::Failure;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write;

/// What comes next for a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Next {
    contact: String,
    kind: Option<&'static str>,
    on: Option<Day>,
    /// Why nothing is planned, if the contact is left alone.
    #[serde(skip)]
    why: Option<String>,
    /// The last day for which the log has something planned.
    #[serde(skip)]
    to_come: Option<Day>,
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
        let contact = loaded.contact(index);
        let to_come =
            contact.history.iter().map(|entry| entry.day).max().filter(|day| *day > loaded.today.day);
        Next {
            contact: contact.name().to_owned(),
            kind: first.map(|(_, kind): (Day, Kind)| kind.name()),
            on: first.map(|(on, _)| on),
            why: match stage {
                Stage::Never => Some(loaded.situation(index).why_not_kept_up().0),
                Stage::Closed | Stage::Paused | Stage::Resting => Some(stage.meaning().to_owned()),
                Stage::New | Stage::Waiting | Stage::Dormant | Stage::Active => None,
            },
            to_come,
        }
    }

    /// Returns a line such as `next: keep-in-touch on 2026-12-22`, or one that says nothing is planned.
    pub(super) fn line(&self) -> String {
        match (self.kind, self.on, &self.why) {
            (Some(kind), Some(on), _) => format!("next: {kind} on {on}\n"),
            (_, _, Some(why)) => format!("nothing is planned for {}: {why}\n", safe(&self.contact)),
            (_, _, None) => {
                let after = self.to_come.map(|day| format!(" after {day}")).unwrap_or_default();
                format!("nothing is planned for {}{after}\n", safe(&self.contact))
            }
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
fn first_line(edited: &Edited) -> String {
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
