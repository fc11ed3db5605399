//! `followup build`: reads the vault, renders and writes the outputs, and reports what it did.

use super::arguments::outputs::Build;
use super::counts::{each, found};
use super::diff::unified;
use super::from_here::FromHere;
use super::loading::{Loaded, Wanted, add_problems, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{DRY_RUN, Report, Status, object, to_json};
use super::sync::MOST_DAYS;
use super::terminal::safe;
use super::vault_above::VaultAbove;
use crate::core::agenda::model::Agenda;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::edit::sync::{Action, Ticked, had_contact_since};
use crate::core::edit::ticks::{Mark, Tick, ticks};
use crate::core::guard::{Slip, caught};
use crate::core::output::begun::{AgendaJson, Begun};
use crate::core::output::{self, AGENDA, Folder, OutputFile, Outputs, TemplateTexts};
use crate::core::place::NotePath;
use crate::core::plan;
use crate::core::problem::counts::Counts;
use crate::core::problem::show::as_text;
use crate::core::problem::{Code, Problem};
use crate::core::text::count;
use crate::io::clock::TodayFrom;
use crate::io::failure::Failure;
use crate::io::folders::{Publish, Targets, targets};
use crate::io::open::bounded_below;
use crate::io::settings::templates;
use crate::io::threads;
use crate::io::write::dry_run::{Planned, Replaced, planned};
use crate::io::write::{FileState, Writing, Written, WrittenFile, write};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Maximum size in bytes of an old output that is kept in place of a faulty new one.
const MOST_KEPT: u64 = 512 * 1024 * 1024;

/// Runs `build`.
pub fn run(build: &Build, meaning: &Meaning) -> Result<Report, Failure> {
    if build.watch {
        return super::watch::run(build, meaning);
    }
    let built = threads::inside(|| built(build, meaning))??;
    let report = report(build, meaning, &built);
    // The program ends now, and freeing the texts of a large vault one by one takes 3 % of the run.
    std::mem::forget(built);
    Ok(report)
}

/// A finished build.
pub struct Built {
    /// The vault as it was read, with every problem of the run.
    pub loaded: Loaded,
    /// Number of problems found while reading, which `check` shows too.
    pub read: Counts,
    /// The rendered outputs.
    pub outputs: Outputs,
    /// How each output was treated on the disk, or would be.
    pub written: Written,
    /// The files that would be replaced; `None` unless this was a dry run.
    pub dry_run: Option<Vec<Replaced>>,
    /// The output folders.
    pub targets: Targets,
}

/// Builds once.
pub fn built(build: &Build, meaning: &Meaning) -> Result<Built, Failure> {
    let out = build.out.as_deref();
    let mut loaded = load(&Wanted { out, ..Wanted::from(meaning) })?;
    let is_published = build.publish || loaded.config.publish.is_some();
    let publish = if is_published { publishable(&loaded.config)? } else { Publish::LeftAlone };
    let targets = targets(&meaning.vault, &loaded.config, out, publish)?;

    let read = Counts::from(loaded.compiled.problems.as_slice());
    let templates = own_templates(&mut loaded, meaning);
    let asked = if build.publish { output::Publish::Asked } else { output::Publish::AsConfigured };
    let (mut outputs, mut written, dry_run) = if build.dry_run {
        let outputs = made(&loaded, &templates, asked, &targets);
        let Planned { written, replaced } = planned(&outputs, &targets)?;
        (outputs, written, Some(replaced))
    } else {
        let (outputs, written) = match caught(|| made_and_written(&loaded, &templates, asked, &targets)) {
            Ok(done) => done?,
            Err(slip) => made_at_hand(&loaded, &templates, asked, &targets, &slip)?,
        };
        (outputs, written, None)
    };
    let mut problems = std::mem::take(&mut outputs.problems);
    problems.append(&mut written.problems);
    add_problems(&mut loaded.compiled, problems);
    Ok(Built { loaded, read, outputs, written, dry_run, targets })
}

/// Checks that the feed to publish has a name: otherwise nothing would be published, without a word.
fn publishable(config: &Config) -> Result<Publish, Failure> {
    if config.feed.file.is_some() {
        return Ok(Publish::Wanted);
    }
    Err(Failure::new("the feed to publish has no name: `feed.file` is not in followup.yaml").help(
        "`followup init` adds one that nobody can guess, since anyone who knows it can read the feed;\nor build \
         without publishing: leave out `--publish` and `publish:`",
    ))
}

/// Uses the old file, byte for byte, for each output that could not be made, so that the build neither
/// replaces it nor deletes it as no longer wanted.
pub fn keep_old(outputs: &mut Outputs, targets: &Targets) {
    for fault in &outputs.faults {
        let Some(target) = targets.get(fault.folder) else { continue };
        if let Ok(bytes) = bounded_below(&target.path, &fault.path, MOST_KEPT) {
            outputs.files.push(OutputFile { path: fault.path.clone(), folder: fault.folder, bytes });
        }
    }
}

/// Reads the templates of the vault. Problems of these files are shown on the page as well, so this runs
/// first.
fn own_templates(loaded: &mut Loaded, meaning: &Meaning) -> TemplateTexts {
    let mut problems = Vec::new();
    let templates = templates(&meaning.vault, &loaded.config.templates, &mut problems);
    add_problems(&mut loaded.compiled, problems);
    templates
}

/// Renders and writes the outputs: `agenda.json` first, so that it is synced to the disk while the others are
/// rendered.
fn made_and_written(
    loaded: &Loaded,
    templates: &TemplateTexts,
    publish: output::Publish,
    targets: &Targets,
) -> Result<(Outputs, Written), Failure> {
    let begun = Begun::new(&loaded.compiled, &loaded.config, templates, publish);
    let mut writing = Writing::begin(targets)?;
    writing.stage(&begun.json())?;
    let mut outputs = writing.kept_during(|| begun.finish());
    keep_old(&mut outputs, targets);
    let written = writing.finish(&outputs)?;
    Ok((outputs, written))
}

/// Renders all outputs in memory.
fn made(loaded: &Loaded, templates: &TemplateTexts, publish: output::Publish, targets: &Targets) -> Outputs {
    let mut outputs = output::render(&loaded.compiled, &loaded.config, templates, publish);
    keep_old(&mut outputs, targets);
    outputs
}

/// Does the same after [`made_and_written`] panicked, most likely on some contact: everything is rendered
/// before anything is written, so that the contact is found.
fn made_at_hand(
    loaded: &Loaded,
    templates: &TemplateTexts,
    publish: output::Publish,
    targets: &Targets,
    slip: &Slip,
) -> Result<(Outputs, Written), Failure> {
    let outputs = made(loaded, templates, publish, targets);
    let mut written = write(&outputs, targets)?;
    if !outputs.problems.iter().any(|problem| problem.code == Code::NotePanicked) {
        let path = NotePath::new(AgendaJson::PATH);
        written.problems.push(slip.problem(&path, "while writing", "the outputs were made once more"));
    }
    Ok((outputs, written))
}

/// Returns the report of a build.
pub fn report(build: &Build, meaning: &Meaning, built: &Built) -> Report {
    let loaded = &built.loaded;
    let problems = &loaded.compiled.problems;
    let counts = Counts::from(problems.as_slice());
    let status = if build.strict && counts.warnings > 0 { Status::Faulty } else { Status::of(problems) };
    let stdout = meaning.output(
        || json(loaded, built, counts),
        || text(meaning, built, counts, &FromHere::of(build, &built.targets)),
    );
    let mut report = Report { stdout, stderr: shown(problems, meaning.loudness), status };
    if built.dry_run.is_some() && meaning.loudness != Loudness::Quiet && meaning.form == Form::Text {
        report.stderr.push_str(DRY_RUN);
    }
    tell_faults(&mut report, &built.outputs);
    report
}

/// Reports outputs that could not be made, however quiet the run.
pub fn tell_faults(report: &mut Report, outputs: &Outputs) {
    for fault in &outputs.faults {
        let folder = match fault.folder {
            Folder::Out => "",
            Folder::Publish => " to publish",
        };
        let (path, message) = (safe(&fault.path), safe(&fault.message));
        let _ = writeln!(report.stderr, "error: `{path}`{folder} was not written: {message}");
        report.stderr.push_str("  help: the old file, if any, was kept; please report this\n");
        report.status = Status::Failed;
    }
}

/// Formats the problems to print at this loudness.
fn shown(problems: &[Problem], loudness: Loudness) -> String {
    problems.iter().filter(|problem| loudness.tells(problem.severity())).map(as_text).collect()
}

fn text(meaning: &Meaning, done: &Built, counts: Counts, from_here: &FromHere) -> String {
    let loaded = &done.loaded;
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
    let differ = done.dry_run.iter().flatten();
    for file in differ.filter(|file| meaning.loudness == Loudness::Verbose || is_prose(&file.path)) {
        text.push_str(&difference(file, &from_here.path(&file.path)));
    }
    text.push_str(&files(done, meaning.loudness, from_here));
    let deleted = if done.dry_run.is_some() { "would be deleted" } else { "deleted" };
    for (word, what) in [(deleted, &done.written.deleted), ("kept (edited by hand)", &done.written.kept)] {
        what.iter().for_each(|path| _ = writeln!(text, "{word}: {}", safe(&from_here.path(path))));
    }
    if done.written.ticks > 0 {
        let ticks = count(done.written.ticks, "tick");
        let _ = writeln!(text, "carried over: {ticks} not yet in the notes");
    }
    done.outputs.cut.iter().for_each(|cut| _ = writeln!(text, "cut: {}", safe(cut)));
    if let Some(counted) = counts.in_words() {
        // Problems of outputs are shown by `build` only.
        let shown = if counts == done.read { "them" } else { "those of the notes" };
        let _ = writeln!(text, "{counted}: `followup check` shows {shown}");
    }
    let above = VaultAbove::of(loaded, meaning);
    text.extend(above.as_ref().map(|above| format!("{}\n", above.said)));
    let next = match &above {
        _ if has_work(done) => "followup sync",
        _ if done.dry_run.is_some() && done.written.changes_anything() => {
            "the same without --dry-run writes them"
        }
        Some(above) => above.command.as_str(),
        None => next(loaded, counts),
    };
    let _ = writeln!(text, "next: {next}");
    text
}

/// Whether there are ticks that `sync` can write: not those that only stay until their day, or mean nothing
/// on their card, nor those whose card was settled otherwise.
fn has_work(done: &Built) -> bool {
    let Loaded { compiled, config, today, .. } = &done.loaded;
    let mut earlier: BTreeMap<Day, Agenda> = BTreeMap::new();
    let mut meant = |tick: &Tick<'_>| match compiled.agenda.follow_ups.iter().find(|one| *one.id == *tick.id)
    {
        Some(one) => {
            let contact = compiled.people.contact(one.contact);
            let ticked = Ticked { tick, follow_up: one, contact, config, today: today.day };
            !matches!(ticked.action(), Ok(Action::Stays) | Err(_))
        }
        None if tick.mark == Mark::Open => false,
        None => {
            // As in `sync`, the card may be one of the day of the agenda.
            let is_read = |day: &Day| earlier.len() < MOST_DAYS || earlier.contains_key(day);
            let Some(day) = tick.day.filter(|day| *day != today.day && is_read(day)) else { return false };
            let agenda = earlier.entry(day).or_insert_with(|| {
                plan::arrange::agenda(&compiled.people, config, day, &compiled.agenda.vault, &mut Vec::new())
            });
            let card = agenda.follow_ups.iter().find(|one| *one.id == *tick.id);
            let contact = card.map(|one| compiled.people.contact(one.contact));
            contact.is_some_and(|contact| !had_contact_since(contact, day, today.day))
        }
    };
    let agenda = (done.written.ticks > 0).then(|| bounded_below(&done.targets.out.path, AGENDA, MOST_KEPT));
    match agenda {
        Some(Ok(bytes)) => ticks(&String::from_utf8_lossy(&bytes)).iter().any(&mut meant),
        Some(Err(_)) => true,
        None => false,
    }
}

/// One line an output; drafts together, unless everything was asked for.
fn files(done: &Built, loudness: Loudness, from_here: &FromHere) -> String {
    let state = |state| state_of(state, done.dry_run.is_some());
    let seen = |file: &WrittenFile| WrittenFile { path: from_here.path(&file.path), state: file.state };
    // Told apart by their own paths: a vault may itself lie below a folder `drafts`.
    let (drafts, single): (Vec<_>, Vec<_>) = done
        .written
        .files
        .iter()
        .partition(|file| loudness != Loudness::Verbose && file.path.contains("/drafts/"));
    let drafts: Vec<WrittenFile> = drafts.into_iter().map(seen).collect();
    let single: Vec<WrittenFile> = single.into_iter().map(seen).collect();
    let longest = single.iter().map(|file| file.path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for file in &single {
        let _ = writeln!(text, "{:<longest$}  {}", safe(&file.path), state(file.state));
    }
    if let Some(folder) = drafts.first().and_then(|file| file.path.rsplit_once('/')) {
        let number = |state| drafts.iter().filter(|file| file.state == state).count();
        let states = [FileState::Written, FileState::Replaced, FileState::Unchanged, FileState::Kept];
        let parts = each(states.map(|one| (number(one), state(one))));
        let _ = writeln!(text, "{}/  {}: {}", safe(folder.0), count(drafts.len(), "draft"), parts.join(", "));
    }
    text
}

/// Returns the diff of a file, or says that there is none.
fn difference(file: &Replaced, shown: &str) -> String {
    match &file.texts {
        Some((old, new)) => unified(shown, Some(old), new),
        None => format!("{}: too large for a diff\n", safe(shown)),
    }
}

/// Whether people read a file as text. The page, the data and the calendar say the same as `agenda.md`.
fn is_prose(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".eml")
}

/// How an output was treated, or would be.
fn state_of(state: FileState, dry_run: bool) -> &'static str {
    match (state, dry_run) {
        (FileState::Written, true) => "would be written",
        (FileState::Replaced, true) => "would be written (it has been edited)",
        (FileState::Written | FileState::Replaced | FileState::Unchanged | FileState::Kept, _) => {
            state.name()
        }
    }
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

fn json(loaded: &Loaded, done: &Built, counts: Counts) -> String {
    let diffs: BTreeMap<&str, &Replaced> =
        done.dry_run.iter().flatten().map(|file| (&*file.path, file)).collect();
    let files = done.written.files.iter().map(|file| {
        let state = match (file.state, &done.dry_run) {
            (FileState::Written | FileState::Replaced, None) => "written",
            (FileState::Written | FileState::Replaced, Some(_)) => "would be written",
            (FileState::Unchanged, _) => "unchanged",
            (FileState::Kept, _) => "kept",
        };
        let diff = diffs.get(&*file.path).map(|file| difference(file, &file.path));
        object! { path: &file.path, state: state, diff: diff }
    });
    to_json(&object! {
        dry_run: done.dry_run.is_some(),
        today: loaded.today.day,
        notes: loaded.notes,
        contacts: loaded.compiled.people.contacts.len(),
        follow_ups: loaded.compiled.agenda.follow_ups.len(),
        files: files.collect::<Vec<_>>(),
        deleted: &done.written.deleted,
        kept: &done.written.kept,
        cut: &done.outputs.cut,
        carried_ticks: done.written.ticks,
        not_written: done.outputs.faults.iter().map(|fault| &fault.path).collect::<Vec<_>>(),
        counts: counts,
    })
}
