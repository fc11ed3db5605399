//! Reports what a build did, or would do: in words, or as data.

use super::arguments::outputs::Build;
use super::build::{Built, MOST_KEPT};
use super::counts::{each, found};
use super::diff::unified;
use super::editing::mode;
use super::from_here::FromHere;
use super::loading::Loaded;
use super::meaning::{Form, Loudness, Meaning};
use super::report::{DRY_RUN, Report, Status, object, to_json};
use super::sync::MOST_DAYS;
use super::terminal::{safe, typed};
use super::vault_above::VaultAbove;
use crate::core::agenda::model::Agenda;
use crate::core::day::Day;
use crate::core::edit::sync::{Action, Ticked, earlier_days, had_contact_since};
use crate::core::edit::ticks::{Mark, Tick, ticks};
use crate::core::output::{AGENDA, Folder, Outputs};
use crate::core::plan;
use crate::core::problem::Problem;
use crate::core::problem::counts::Counts;
use crate::core::problem::show::as_text;
use crate::core::text::count;
use crate::io::clock::TodayFrom;
use crate::io::edit::Mode;
use crate::io::open::bounded_below;
use crate::io::write::dry_run::Replaced;
use crate::io::write::{FileState, Written, WrittenFile};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Returns the report of a build.
pub fn report(build: &Build, meaning: &Meaning, built: &Built) -> Report {
    let loaded = &built.loaded;
    let problems = &loaded.compiled.problems;
    let counts = Counts::from(problems.as_slice());
    let status = if build.strict && counts.warnings > 0 { Status::Faulty } else { Status::of(problems) };
    let stdout = meaning.output(|| json(build, built, counts), || text(build, meaning, built, counts));
    let mut report = Report { stdout, stderr: shown(problems, meaning.loudness), status };
    if build.dry_run && meaning.loudness != Loudness::Quiet && meaning.form == Form::Text {
        report.stderr.push_str(DRY_RUN);
    }
    tell_faults(&mut report, &built.outputs);
    tell_stuck(&mut report, &built.written);
    report
}

/// Reports files that are no longer wanted and could not be deleted, however quiet the run.
pub fn tell_stuck(report: &mut Report, written: &Written) {
    for (path, why) in &written.stuck {
        let (path, why) = (safe(path), safe(why));
        let _ =
            writeln!(report.stderr, "error: `{path}` is no longer wanted and could not be deleted: {why}");
        report.stderr.push_str(
            "  help: check the permissions of its folder, or delete it; the next build tries again\n",
        );
        report.status = Status::Failed;
    }
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

fn text(build: &Build, meaning: &Meaning, done: &Built, counts: Counts) -> String {
    let loaded = &done.loaded;
    let from_here = &FromHere::of(build, &done.targets);
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
    let told = |file: &&WrittenFile| meaning.loudness == Loudness::Verbose || is_prose(&file.path);
    for file in done.written.files.iter().filter(told) {
        text.extend(difference(file, &from_here.path(&file.path)));
    }
    text.push_str(&files(build, meaning.loudness, done, from_here));
    let deleted = if build.dry_run { "would be deleted" } else { "deleted" };
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
    let sync = build.out.as_ref().map_or_else(
        || "followup sync".to_owned(),
        |out| format!("followup sync --out {}", typed(&out.display().to_string())),
    );
    let next = match &above {
        _ if has_work(done) => sync.as_str(),
        _ if build.dry_run && done.written.is_change => "the same without --dry-run writes them",
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
            let ticked = Ticked { tick, follow_up: one, contact, config, today: today.day, on: today.day };
            !matches!(ticked.action(), Ok(Action::Stays) | Err(_))
        }
        None if tick.mark == Mark::Open => false,
        None => {
            // As in `sync`, the card may be one of the day of the tick or of the agenda.
            earlier_days(tick, today.day).any(|day| {
                if earlier.len() >= MOST_DAYS && !earlier.contains_key(&day) {
                    return false;
                }
                let agenda = earlier.entry(day).or_insert_with(|| {
                    let vault = &compiled.agenda.vault;
                    plan::arrange::agenda(&compiled.people, config, day, vault, &mut Vec::new())
                });
                let card = agenda.follow_ups.iter().find(|one| *one.id == *tick.id);
                let contact = card.map(|one| compiled.people.contact(one.contact));
                contact.is_some_and(|contact| !had_contact_since(tick, contact, day, today.day))
            })
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
fn files(build: &Build, loudness: Loudness, done: &Built, from_here: &FromHere) -> String {
    let state = |state| treated(state, mode(build.dry_run));
    // Told apart by their own paths: a vault may itself lie below a folder `drafts`.
    let (drafts, single): (Vec<_>, Vec<_>) = done
        .written
        .files
        .iter()
        .partition(|file| loudness != Loudness::Verbose && file.path.contains("/drafts/"));
    let seen = |file: &WrittenFile| (from_here.path(&file.path), file.state);
    let single: Vec<(String, FileState)> = single.into_iter().map(seen).collect();
    let longest = single.iter().map(|(path, _)| path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (path, one) in &single {
        let _ = writeln!(text, "{:<longest$}  {}", safe(path), state(*one));
    }
    let first = drafts.first().map(|file| from_here.path(&file.path));
    if let Some((folder, _)) = first.as_ref().and_then(|path| path.rsplit_once('/')) {
        let number = |state| drafts.iter().filter(|file| file.state == state).count();
        let states = [FileState::Written, FileState::Replaced, FileState::Unchanged, FileState::Kept];
        let parts = each(states.map(|one| (number(one), state(one))));
        let _ = writeln!(text, "{}/  {}: {}", safe(folder), count(drafts.len(), "draft"), parts.join(", "));
    }
    text
}

/// Returns the diff of a file that would be replaced, or says that there is none.
fn difference(file: &WrittenFile, shown: &str) -> Option<String> {
    Some(match file.replaces.as_ref()? {
        Replaced::Text(old, new) => unified(shown, Some(old), new),
        Replaced::NotCompared => format!("{}: too large for a diff\n", safe(shown)),
    })
}

/// Whether people read a file as text. The page, the data and the calendar say the same as `agenda.md`.
fn is_prose(path: &str) -> bool {
    path.ends_with(".md") || path.ends_with(".eml")
}

/// How an output was treated, or would be.
pub(super) fn treated(state: FileState, mode: Mode) -> &'static str {
    match (state, mode) {
        (FileState::Written, Mode::Write) => "written",
        (FileState::Written, Mode::DryRun) => "would be written",
        (FileState::Replaced, Mode::Write) => "written (it may have been edited)",
        (FileState::Replaced, Mode::DryRun) => "would be written (it may have been edited)",
        (FileState::Unchanged, _) => "unchanged",
        (FileState::Kept, _) => "kept (edited by hand)",
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

fn json(build: &Build, done: &Built, counts: Counts) -> String {
    let loaded = &done.loaded;
    let files = done.written.files.iter().map(|file| {
        // Without the remark in brackets.
        let state = treated(file.state, mode(build.dry_run)).split(" (").next();
        object! { path: &file.path, state: state, diff: difference(file, &file.path) }
    });
    to_json(&object! {
        dry_run: build.dry_run,
        today: loaded.today.day,
        notes: loaded.notes,
        contacts: loaded.compiled.people.contacts.len(),
        follow_ups: loaded.compiled.agenda.follow_ups.len(),
        files: files.collect::<Vec<_>>(),
        deleted: &done.written.deleted,
        kept: &done.written.kept,
        not_deleted: done.written.stuck.iter().map(|(path, _)| path).collect::<Vec<_>>(),
        cut: &done.outputs.cut,
        carried_ticks: done.written.ticks,
        not_written: done.outputs.faults.iter().map(|fault| &fault.path).collect::<Vec<_>>(),
        counts: counts,
    })
}
