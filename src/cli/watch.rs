//! `followup build --watch`: builds again whenever the vault or the day changes, and then reports only what
//! changed.

use super::arguments::outputs::Build;
use super::build::{Built, built};
use super::build_report::{report, tell_faults, tell_stuck, treated};
use super::from_here::FromHere;
use super::meaning::{Form, Loudness, Meaning};
use super::print;
use super::report::Report;
use super::terminal::safe;
use crate::core::problem::show::as_text;
use crate::io::clock;
use crate::io::edit::Mode;
use crate::io::failure::Failure;
use crate::io::signal::on_end;
use crate::io::watch::{Happened, Watch, watch};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::PathBuf;
use std::time::Duration;

/// How often to check whether a new day has begun.
const NEW_DAY: Duration = Duration::from_secs(60);

pub(super) fn run(build: &Build, meaning: &Meaning) -> Result<Report, Failure> {
    let (watch, end) = watch(&meaning.vault.root)?;
    on_end(move || end.now())?;
    let mut said = Said::default();
    let mut outputs = Vec::new();
    loop {
        let built = built(build, meaning);
        said.tell(build, meaning, &built);
        if let Ok(built) = &built {
            outputs = built.targets.iter().map(|target| target.path.clone()).collect();
        }
        let day = built.ok().map(|built| built.loaded.today.day);
        let next_day = || {
            let config = super::loading::config(&meaning.vault).ok()?;
            Some(clock::today(meaning.today, &config).ok()?.day)
        };
        match wait(&watch, &outputs, || day.is_some() && next_day().is_some_and(|next| Some(next) != day)) {
            Happened::Changed | Happened::Waited => {}
            Happened::Ended => return Ok(ended(meaning)),
            Happened::Vanished => {
                return Err(Failure::new(format!(
                    "`{}` is not there any more",
                    meaning.vault.root.display()
                ))
                .help("start again where the vault is now"));
            }
        }
    }
}

/// Waits for a change, an end, or a new day.
fn wait(watch: &Watch, outputs: &[PathBuf], is_new_day: impl Fn() -> bool) -> Happened {
    loop {
        match watch.wait(outputs, NEW_DAY) {
            Happened::Waited if !is_new_day() => {}
            happened => return happened,
        }
    }
}

fn ended(meaning: &Meaning) -> Report {
    let stdout = meaning.output(String::new, || "\nstopped; the outputs are complete\n".to_owned());
    Report::printing(stdout)
}

/// What was reported of the builds so far.
#[derive(Default)]
struct Said {
    builds: usize,
    problems: BTreeSet<String>,
    failure: String,
}

impl Said {
    /// Prints the whole report of the first build, and only the news of later ones.
    fn tell(&mut self, build: &Build, meaning: &Meaning, built: &Result<Built, Failure>) {
        let told = match built {
            Ok(built) if self.builds == 0 => {
                let mut report = report(build, meaning, built);
                if meaning.form == Form::Text && meaning.loudness != Loudness::Quiet {
                    report.stdout.push_str("watching; Ctrl-C ends\n");
                }
                report
            }
            Ok(built) => self.news(build, meaning, built),
            Err(failure) => Report::failed(failure, meaning.form == Form::Json),
        };
        match built {
            Ok(built) => {
                self.builds += 1;
                self.problems = problems(built, meaning);
                self.failure.clear();
                print::report(&told, meaning.color);
            }
            // An editor that saves twice should not print the same failure twice.
            Err(_) if told.stderr == self.failure => {}
            Err(_) => {
                print::report(&told, meaning.color);
                self.failure = told.stderr;
            }
        }
    }

    fn news(&self, build: &Build, meaning: &Meaning, built: &Built) -> Report {
        let mut news = Report::default();
        let from_here = FromHere::of(build, &built.targets);
        let written = built.written.files.iter().filter(|file| file.state.touches_disk());
        for file in written {
            let _ = writeln!(
                news.stdout,
                "{}  {}",
                safe(&from_here.path(&file.path)),
                treated(file.state, Mode::Write)
            );
        }
        for path in &built.written.deleted {
            let _ = writeln!(news.stdout, "deleted: {}", safe(&from_here.path(path)));
        }
        if news.stdout.is_empty() && !self.failure.is_empty() {
            news.stdout.push_str("built again; no output changed\n");
        }
        let problems = problems(built, meaning);
        problems.difference(&self.problems).for_each(|problem| news.stderr.push_str(problem));
        let solved = self.problems.difference(&problems).count();
        if solved > 0 {
            let _ = writeln!(news.stdout, "{} solved", crate::core::text::count(solved, "problem"));
        }
        if meaning.form == Form::Json && !news.stdout.is_empty() {
            news.stdout = report(build, meaning, built).stdout;
        }
        if meaning.loudness == Loudness::Quiet {
            news.stdout.clear();
        }
        tell_faults(&mut news, &built.outputs);
        tell_stuck(&mut news, &built.written);
        news
    }
}

/// Formats the problems to print at this loudness.
fn problems(built: &Built, meaning: &Meaning) -> BTreeSet<String> {
    let problems = built.loaded.compiled.problems.iter();
    problems.filter(|problem| meaning.loudness.tells(problem.severity())).map(as_text).collect()
}
