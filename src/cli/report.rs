//! The result of a command: texts for the two output streams, and the exit status.

use super::meaning::{Form, Loudness, Meaning};
pub(super) use crate::core::object::object;
use crate::core::problem::counts::Counts;
use crate::core::problem::show::{Json, as_text};
use crate::core::problem::{Problem, Severity};
use crate::core::text::visible;
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// What a command says after a dry run.
pub(super) const DRY_RUN: &str = "dry run: nothing was written\n";

/// The result of a command, not yet printed.
#[derive(Debug, Default)]
pub struct Report {
    /// Text for standard output.
    pub stdout: String,
    /// Text for standard error.
    pub stderr: String,
    /// The exit status.
    pub status: Status,
}

/// The exit status (design 7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// The command was done.
    #[default]
    Done,
    /// The command was done, but a note had an error (or, with `--strict`, a warning).
    Faulty,
    /// The command could not run.
    Failed,
}

impl Status {
    /// Returns the number for the shell.
    pub fn code(self) -> u8 {
        match self {
            Status::Done => 0,
            Status::Faulty => 1,
            Status::Failed => 2,
        }
    }

    /// Returns the status for a run with these problems.
    pub fn of(problems: &[Problem]) -> Status {
        let faulty = problems.iter().any(|problem| problem.severity() == Severity::Error);
        if faulty { Status::Faulty } else { Status::Done }
    }
}

impl Report {
    /// Returns the report of a command that was done and has only output.
    pub fn printing(stdout: String) -> Report {
        Report { stdout, ..Report::default() }
    }

    /// Returns the report of a failed run.
    pub fn failed(failure: &Failure, json: bool) -> Report {
        let mut report = Report { status: Status::Failed, ..Report::default() };
        match failure {
            Failure::Said { message, help } => {
                let _ = writeln!(report.stderr, "error: {}", visible(message));
                for (number, line) in help.lines().enumerate() {
                    let label = if number == 0 { "  help: " } else { "" };
                    let _ = writeln!(report.stderr, "{label}{}", visible(line));
                }
            }
            Failure::Config(problems) => {
                problems.iter().for_each(|problem| report.stderr.push_str(&as_text(problem)));
                if json {
                    report.stdout = to_json(&Problems::from(problems.as_slice()));
                }
            }
        }
        report
    }

    /// Returns the report of a command that read notes: their problems are counted on standard error, and an
    /// error among them sets the status.
    pub fn of_notes(stdout: String, problems: &[Problem], meaning: &Meaning) -> Report {
        let status = Status::of(problems);
        let counts = Counts::from(problems);
        let mut stderr = String::new();
        let worth_saying = match meaning.loudness {
            Loudness::Quiet => counts.errors > 0,
            Loudness::Normal => counts.errors + counts.warnings > 0,
            Loudness::Verbose => true,
        };
        if let Some(counted) = counts.in_words().filter(|_| worth_saying) {
            let _ = writeln!(stderr, "{counted} in the notes: `followup check` shows them");
        }
        Report { stdout, stderr, status }
    }
}

/// Problems as JSON.
#[derive(Serialize)]
pub struct Problems<'a> {
    pub(super) problems: Vec<Json<'a>>,
    pub(super) counts: Counts,
}

impl<'a> From<&'a [Problem]> for Problems<'a> {
    fn from(problems: &'a [Problem]) -> Problems<'a> {
        Problems { problems: problems.iter().map(Json::from).collect(), counts: Counts::from(problems) }
    }
}

/// Returns indented JSON with a final line break.
pub fn to_json(value: &impl Serialize) -> String {
    // Only a map whose keys are not text can fail, and our structs have none.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// Returns an output in the requested form.
pub fn in_form(form: Form, json: impl FnOnce() -> String, text: impl FnOnce() -> String) -> String {
    match form {
        Form::Json => json(),
        Form::Text => text(),
    }
}
