//! `followup check`: prints problems only. They are this command's output, so they go to standard output,
//! while other commands print them on standard error.

use super::arguments::looks::{Check, Format};
use super::counts::found;
use super::loading::{Loaded, Wanted, load};
use super::meaning::{Form, Loudness, Meaning};
use super::report::{Problems, Report, Status, to_json};
use super::vault_above::VaultAbove;
use crate::core::output::engine::unused::missing;
use crate::core::output::{self, Publish};
use crate::core::problem::counts::Counts;
use crate::core::problem::show::{as_github, as_text};
use crate::core::problem::{Code, Problem, arrange};
use crate::io::failure::Failure;
use crate::io::machine::repository;
use crate::io::settings::templates;
use crate::io::walk::with_slashes;
use std::path::Path;

pub(super) fn run(check: &Check, meaning: &Meaning) -> Result<Report, Failure> {
    let format = match meaning.form {
        Form::Json => Format::Json,
        Form::Text => check.format,
    };
    let loaded = match load(&Wanted::from(meaning)) {
        Err(Failure::Config(problems)) => return Ok(refused(problems, format, meaning)),
        loaded => loaded?,
    };
    let mut problems = loaded.compiled.problems.clone();
    problems.extend(of_templates(&loaded, meaning));
    arrange(&mut problems);
    let problems = problems.as_slice();
    let mut report = Report { status: Status::of(problems), ..Report::default() };
    report.stdout = render(problems, format, meaning);
    if meaning.loudness != Loudness::Quiet && format == Format::Text {
        let counts = Counts::from(problems);
        let counted = counts.in_words().unwrap_or_else(|| "no problems".to_owned());
        report.stderr = format!("{}\n{counted}\n", found(&loaded.compiled, loaded.notes));
        let above = VaultAbove::of(&loaded, meaning);
        let next = match &above {
            Some(above) => above.command.as_str(),
            None if counts.errors > 0 => "fix the errors, then followup build",
            None => "followup build",
        };
        report.stderr.extend(above.as_ref().map(|above| format!("{}\n", above.said)));
        report.stderr.push_str(&format!("next: {next}\n"));
    }
    Ok(report)
}

/// Reports a faulty configuration: its problems go to standard output in the requested format, but as text to
/// standard error, as in every command.
fn refused(problems: Vec<Problem>, format: Format, meaning: &Meaning) -> Report {
    let stdout = match format {
        Format::Text => String::new(),
        Format::Json | Format::Github => render(&problems, format, meaning),
    };
    Report { stdout, ..Report::failed(&Failure::Config(problems), false) }
}

/// Returns the problems of the user's templates, as `build` would find them.
fn of_templates(loaded: &Loaded, meaning: &Meaning) -> Vec<Problem> {
    let mut problems = Vec::new();
    let texts = templates(&meaning.vault, &loaded.config.templates, &mut problems);
    problems.extend(missing(&texts, &loaded.config));
    if !texts.is_empty() {
        let made =
            output::render(&loaded.compiled, &loaded.config, &texts, Publish::configured(&loaded.config));
        let is_theirs =
            |problem: &Problem| matches!(problem.code, Code::TemplateError | Code::UnusedTemplate);
        problems.extend(made.problems.into_iter().filter(is_theirs));
    }
    problems
}

/// Formats the problems.
pub(super) fn render(problems: &[Problem], format: Format, meaning: &Meaning) -> String {
    let told = || problems.iter().filter(|problem| meaning.loudness.shows(problem.severity()));
    match format {
        Format::Text => told().map(as_text).collect(),
        Format::Github => {
            let below = below_repository(&meaning.vault.root);
            told().map(|problem| as_github(problem, &below)).collect()
        }
        Format::Json => to_json(&Problems::from(problems)),
    }
}

/// Returns the path of the vault in its repository, with a final `/`: GitHub resolves files from there.
fn below_repository(root: &Path) -> String {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let below = repository(&root).and_then(|top| root.strip_prefix(top).ok().map(with_slashes));
    below.filter(|below| !below.is_empty()).map_or(String::new(), |below| format!("{below}/"))
}
