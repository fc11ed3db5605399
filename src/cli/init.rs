//! `followup init`: writes a first `followup.yaml`, or adds what an existing one lacks, and on request a
//! schedule. Never overwrites a file of the user's.

mod looking;
mod schedules;

use super::arguments::outputs::Init;
use super::diff::unified;
use super::loading;
use super::meaning::{Form, Loudness, Meaning};
use super::report::{Report, object, to_json};
use super::terminal::safe;
use crate::core::config::model::Config;
use crate::core::init::{Beginning, added, feed_name, fresh};
use crate::io::clock;
use crate::io::create::{Place, create, look, replace};
use crate::io::failure::Failure;
use crate::io::machine;
use crate::io::settings::config_text;
use crate::io::vault::CONFIG_FILES;
use schedules::schedules;
use std::fmt::Write;
use std::path::PathBuf;

pub(super) fn run(init: &Init, meaning: &Meaning) -> Result<Report, Failure> {
    let config = loading::config(&meaning.vault)?;
    let fresh = config_text(&meaning.vault)?.is_none();
    let looked = looking::looked(init, meaning, fresh)?;
    if let Some(why) = looked.stopped {
        return stopped(why);
    }
    let beginning = Beginning { rules: looked.rules, ..beginning(meaning, &config, init.dry_run)? };
    let mut plan = configuration(meaning, &config, &beginning)?;
    plan.found = looked.words;
    if fresh {
        looking::begin(&meaning.vault, beginning.start, &mut plan);
    }
    looking::keep_apart(meaning, &config, &mut plan);
    // The time zone that is about to be written applies to the schedules already.
    let zone = config.timezone.clone().or_else(|| beginning.timezone.clone());
    schedules(init, meaning, &config, &mut plan, zone.as_deref(), beginning.start)?;
    plan.check()?;
    if !init.dry_run {
        plan.write()?;
    }
    Ok(report(init, meaning, &plan))
}

/// Reports that the questions ended early and nothing was written.
fn stopped(why: looking::Stopped) -> Result<Report, Failure> {
    match why {
        looking::Stopped::Quit => {
            let stderr = "stopped: nothing was written\nnext: followup init\n".to_owned();
            Ok(Report { stderr, ..Report::default() })
        }
        looking::Stopped::EndOfInput => {
            Err(Failure::new("the input ended before every question was answered; nothing was written")
                .help("`followup init --yes` accepts what is certain without asking, `--dry-run` shows it"))
        }
    }
}

/// Stands in a dry run for the random name of the feed.
const UNNAMED: &str = "random-name-made-when-written.ics";

fn beginning(meaning: &Meaning, config: &Config, dry_run: bool) -> Result<Beginning, Failure> {
    Ok(Beginning {
        start: clock::today(meaning.today, config)?.day,
        timezone: machine::zone(),
        // A name that is shown and then not taken would mislead.
        feed_file: if dry_run { UNNAMED.to_owned() } else { feed_name(machine::random()?) },
        rules: Vec::new(),
    })
}

/// The files to write, and what else to report.
#[derive(Debug, Default)]
struct Plan {
    /// What was found in the vault, in words.
    found: String,
    files: Vec<NewFile>,
    by_hand: Vec<String>,
    crontab: Option<String>,
    /// Commands to run next, the most urgent first.
    next: Vec<String>,
}

/// A file to write.
#[derive(Debug)]
struct NewFile {
    path: PathBuf,
    shown: String,
    /// The current text of a file that may be changed.
    old: Option<String>,
    text: String,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Written,
    Changed,
    Unchanged,
}

impl NewFile {
    fn new(path: PathBuf, shown: &str, text: String) -> NewFile {
        NewFile { path, shown: shown.to_owned(), old: None, text, state: State::Written }
    }
}

/// Plans the configuration: a new one, or the existing one with what it lacks.
fn configuration(meaning: &Meaning, config: &Config, beginning: &Beginning) -> Result<Plan, Failure> {
    let root = &meaning.vault.root;
    let mut plan = Plan::default();
    let Some((name, old)) = config_text(&meaning.vault)? else {
        let [name, _] = CONFIG_FILES;
        plan.files.push(NewFile::new(root.join(name), name, fresh(beginning)));
        return Ok(plan);
    };
    let added = added(&old, config, beginning);
    plan.by_hand = added.by_hand;
    plan.files.push(NewFile { old: Some(old), ..NewFile::new(root.join(name), name, added.text) });
    Ok(plan)
}

impl Plan {
    /// Compares all files with the disk before anything is written.
    fn check(&mut self) -> Result<(), Failure> {
        for file in &mut self.files {
            let place = look(&file.path, file.text.as_bytes(), &file.shown)?;
            file.state = match (place, &file.old) {
                (Place::Same, _) => State::Unchanged,
                (Place::Free, None) => State::Written,
                (Place::Other(_), Some(_)) => State::Changed,
                (Place::Other(_), None) => return Err(taken(file)),
                (Place::Free, Some(_)) => {
                    return Err(Failure::new(format!(
                        "`{}` disappeared while it was being read",
                        file.shown
                    ))
                    .help("run the command again; something else is changing the vault"));
                }
            };
        }
        Ok(())
    }

    fn write(&self) -> Result<(), Failure> {
        for file in &self.files {
            match (file.state, &file.old) {
                (State::Unchanged, _) => {}
                (State::Changed | State::Written, Some(old)) => {
                    replace(&file.path, old.as_bytes(), file.text.as_bytes(), &file.shown)?;
                }
                (State::Changed | State::Written, None) => {
                    create(&file.path, file.text.as_bytes(), &file.shown)?;
                }
            }
        }
        Ok(())
    }
}

fn taken(file: &NewFile) -> Failure {
    Failure::new(format!("`{}` exists already and says something else", file.shown))
        .help("nothing was written; move the file away and run this again, or keep it as it is")
}

fn report(init: &Init, meaning: &Meaning, plan: &Plan) -> Report {
    let stdout = match (meaning.form, meaning.loudness) {
        (Form::Json, _) => json(init, plan),
        (Form::Text, Loudness::Quiet) => plan.crontab.iter().map(|line| format!("{line}\n")).collect(),
        (Form::Text, Loudness::Normal | Loudness::Verbose) => text(init, plan),
    };
    Report::printing(stdout)
}

fn text(init: &Init, plan: &Plan) -> String {
    let mut text = plan.found.clone();
    if init.dry_run {
        plan.files.iter().for_each(|file| text.push_str(&difference(file)));
    }
    let longest = plan.files.iter().map(|file| file.shown.chars().count()).max().unwrap_or(0);
    for file in &plan.files {
        let _ = writeln!(text, "{:<longest$}  {}", safe(&file.shown), state(file, init));
    }
    if !plan.by_hand.is_empty() {
        let name = plan.files.first().map_or("followup.yaml", |file| &file.shown);
        let _ = writeln!(text, "\n{name} is written in a way that only you can edit; add to it:");
        plan.by_hand.iter().for_each(|line| _ = writeln!(text, "  {line}"));
    }
    if let Some(line) = &plan.crontab {
        let _ = writeln!(text, "\nadd this line with `crontab -e`:\n{line}\n");
    }
    for next in &plan.next {
        let _ = writeln!(text, "next: {next}");
    }
    text
}

fn difference(file: &NewFile) -> String {
    match file.state {
        State::Unchanged => String::new(),
        State::Written | State::Changed => unified(&file.shown, file.old.as_deref(), &file.text),
    }
}

fn state(file: &NewFile, init: &Init) -> &'static str {
    match (file.state, init.dry_run) {
        (State::Unchanged, _) => "unchanged",
        (State::Written, false) => "written",
        (State::Changed, false) => "changed",
        (State::Written, true) => "would be written",
        (State::Changed, true) => "would be changed",
    }
}

fn json(init: &Init, plan: &Plan) -> String {
    let files = plan.files.iter().map(|file| {
        let diff = init.dry_run.then(|| difference(file));
        object! { path: &file.shown, state: state(file, init), diff: diff }
    });
    to_json(&object! {
        dry_run: init.dry_run,
        found: plan.found.lines().collect::<Vec<_>>(),
        files: files.collect::<Vec<_>>(),
        by_hand: &plan.by_hand,
        crontab: plan.crontab.as_deref(),
        next: &plan.next,
    })
}
