//! `followup build`: reads the vault, renders, writes, and says what it did.

use super::arguments::Build;
use super::counts::found;
use super::loading::{Loaded, Wanted, add_problems, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{Counts, Report, Status, to_json};
use super::terminal::safe;
use crate::core::day::Day;
use crate::core::output::{self, Outputs};
use crate::core::problem::show::as_text;
use crate::core::problem::{Problem, Severity};
use crate::core::text::count;
use crate::io::clock::TodayFrom;
use crate::io::failure::Failure;
use crate::io::folders::{Publish, targets};
use crate::io::settings::templates;
use crate::io::write::{FileState, Written, WrittenFile, write};
use serde::Serialize;
use std::fmt::Write;

/// Runs `build`.
pub fn run(build: &Build, meaning: &Meaning) -> Result<Report, Failure> {
    let out = build.out.as_deref();
    let mut loaded = load(&Wanted { out, ..Wanted::from(meaning) })?;
    let asked = build.publish || loaded.config.publish_asked;
    let publish = if asked { Publish::Wanted } else { Publish::LeftAlone };
    let targets = targets(&meaning.vault, &loaded.config, out, publish)?;

    let outputs = rendered(&mut loaded, meaning, publish);
    let mut written = write(&outputs, &targets)?;
    add_problems(&mut loaded.compiled, std::mem::take(&mut written.problems));
    Ok(report(build, meaning, &loaded, &Done { outputs: &outputs, written: &written }))
}

fn rendered(loaded: &mut Loaded, meaning: &Meaning, publish: Publish) -> Outputs {
    let mut problems = Vec::new();
    let templates = templates(&meaning.vault, &loaded.config.templates, &mut problems);
    // Problems of template files belong on the page as well, so they come first.
    add_problems(&mut loaded.compiled, problems);
    let publish = match publish {
        Publish::Wanted => output::Publish::Asked,
        Publish::LeftAlone => output::Publish::AsConfigured,
    };
    let mut outputs = output::render(&loaded.compiled, &loaded.config, &templates, publish);
    add_problems(&mut loaded.compiled, std::mem::take(&mut outputs.problems));
    outputs
}

/// What was made and what became of it.
struct Done<'a> {
    outputs: &'a Outputs,
    written: &'a Written,
}

fn report(build: &Build, meaning: &Meaning, loaded: &Loaded, done: &Done<'_>) -> Report {
    let problems = &loaded.compiled.problems;
    let counts = Counts::from(problems.as_slice());
    let status = if build.strict && counts.warnings > 0 { Status::Faulty } else { Status::of(problems) };
    let stdout = match (meaning.form, meaning.loudness) {
        (Form::Json, _) => json(loaded, done, counts),
        (Form::Text, Loudness::Quiet) => String::new(),
        (Form::Text, Loudness::Normal | Loudness::Verbose) => text(meaning, loaded, done, counts),
    };
    Report { stdout, stderr: told(problems, meaning.loudness), status }
}

/// The problems worth telling: hints only if asked, for they wait on the page and in `check`.
fn told(problems: &[Problem], loudness: Loudness) -> String {
    let mildest = match loudness {
        Loudness::Quiet => Severity::Error,
        Loudness::Normal => Severity::Warning,
        Loudness::Verbose => Severity::Hint,
    };
    problems.iter().filter(|problem| problem.severity() <= mildest).map(as_text).collect()
}

fn text(meaning: &Meaning, loaded: &Loaded, done: &Done<'_>, counts: Counts) -> String {
    let mut text = format!("{}\n", found(&loaded.compiled, loaded.notes));
    let day = loaded.today.day;
    match loaded.today.from {
        TodayFrom::Config => {
            let _ = writeln!(text, "today is {day}, as `today:` in the configuration says");
        }
        TodayFrom::Argument => {
            let _ = writeln!(text, "today is {day}, as asked");
        }
        TodayFrom::Clock => {}
    }
    text.push_str(&files(&done.written.files, meaning.loudness));
    for (word, what) in [("deleted", &done.written.deleted), ("kept (edited by hand)", &done.written.kept)] {
        what.iter().for_each(|path| _ = writeln!(text, "{word}: {}", safe(path)));
    }
    done.outputs.cut.iter().for_each(|cut| _ = writeln!(text, "cut: {}", safe(cut)));
    if counts != Counts::default() {
        let _ = writeln!(text, "{}: `followup check` shows them", counts.in_words());
    }
    let _ = writeln!(text, "next: {}", next(loaded, counts));
    text
}

/// One line an output; drafts together, unless everything was asked for.
fn files(files: &[WrittenFile], loudness: Loudness) -> String {
    let (drafts, single): (Vec<_>, Vec<_>) =
        files.iter().partition(|file| loudness != Loudness::Verbose && file.path.contains("/drafts/"));
    let longest = single.iter().map(|file| file.path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for file in single {
        let _ = writeln!(text, "{:<longest$}  {}", safe(&file.path), file.state.name());
    }
    if let Some(folder) = drafts.first().and_then(|file| file.path.rsplit_once('/')) {
        let number = |state| drafts.iter().filter(|file| file.state == state).count();
        let states = [FileState::Written, FileState::Replaced, FileState::Unchanged, FileState::Kept];
        let parts: Vec<String> = states
            .iter()
            .map(|state| (number(*state), state.name()))
            .filter(|(number, _)| *number > 0)
            .map(|(number, name)| format!("{number} {name}"))
            .collect();
        let _ = writeln!(text, "{}/  {}: {}", safe(folder.0), count(drafts.len(), "draft"), parts.join(", "));
    }
    text
}

fn next(loaded: &Loaded, counts: Counts) -> &'static str {
    if loaded.compiled.people.contacts.is_empty() {
        "followup list --all"
    } else if counts.errors > 0 {
        "followup check"
    } else {
        "followup agenda"
    }
}

#[derive(Serialize)]
struct Summary<'a> {
    today: Day,
    notes: usize,
    contacts: usize,
    follow_ups: usize,
    files: Vec<File<'a>>,
    deleted: &'a [String],
    kept: &'a [String],
    cut: &'a [String],
    counts: Counts,
}

#[derive(Serialize)]
struct File<'a> {
    path: &'a str,
    state: &'a str,
}

fn json(loaded: &Loaded, done: &Done<'_>, counts: Counts) -> String {
    let file = |file: &'_ WrittenFile| match file.state {
        FileState::Written | FileState::Replaced => "written",
        FileState::Unchanged => "unchanged",
        FileState::Kept => "kept",
    };
    to_json(&Summary {
        today: loaded.today.day,
        notes: loaded.notes,
        contacts: loaded.compiled.people.contacts.len(),
        follow_ups: loaded.compiled.agenda.follow_ups.len(),
        files: done.written.files.iter().map(|each| File { path: &each.path, state: file(each) }).collect(),
        deleted: &done.written.deleted,
        kept: &done.written.kept,
        cut: &done.outputs.cut,
        counts,
    })
}
