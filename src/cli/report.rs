//! What a command came to: texts for the two streams, and the exit status.

use super::meaning::{Form, Loudness, Meaning};
use crate::core::problem::show::{Json, as_text};
use crate::core::problem::{Problem, Severity};
use crate::core::text::visible;
use crate::io::failure::Failure;
use serde::Serialize;
use std::fmt::Write;

/// The outcome of a command, not yet printed.
#[derive(Debug, Default)]
pub struct Report {
    /// The output.
    pub stdout: String,
    /// What is said about it.
    pub stderr: String,
    /// How it went.
    pub status: Status,
}

/// The exit status (design 7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Done.
    #[default]
    Done,
    /// Done, but a note had an error (or, if asked, a warning).
    Faulty,
    /// Could not run.
    Failed,
}

impl Status {
    /// The number for the shell.
    pub fn code(self) -> u8 {
        match self {
            Status::Done => 0,
            Status::Faulty => 1,
            Status::Failed => 2,
        }
    }

    /// The status that these problems come to.
    pub fn of(problems: &[Problem]) -> Status {
        let faulty = problems.iter().any(|problem| problem.severity() == Severity::Error);
        if faulty { Status::Faulty } else { Status::Done }
    }
}

impl Report {
    /// The report of a run that could not go on.
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

    /// An output made from notes: their problems are counted beside it, and an
    /// error among them shows in the status.
    pub fn of_notes(stdout: String, problems: &[Problem], meaning: &Meaning) -> Report {
        let status = Status::of(problems);
        let counts = Counts::from(problems);
        let mut stderr = String::new();
        let worth_saying = match meaning.loudness {
            Loudness::Quiet => counts.errors > 0,
            Loudness::Normal => counts.errors + counts.warnings > 0,
            Loudness::Verbose => true,
        };
        if worth_saying && !problems.is_empty() {
            let _ = writeln!(stderr, "{} in the notes: `followup check` shows them", counts.in_words());
        }
        Report { stdout, stderr, status }
    }
}

/// How many problems there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Hints.
    pub hints: usize,
}

impl From<&[Problem]> for Counts {
    fn from(problems: &[Problem]) -> Counts {
        let mut counts = Counts::default();
        for problem in problems {
            match problem.severity() {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Hint => counts.hints += 1,
            }
        }
        counts
    }
}

impl Counts {
    /// `2 errors, 1 warning and 3 hints`; what there is none of is left out.
    pub fn in_words(self) -> String {
        let named = [(self.errors, "error"), (self.warnings, "warning"), (self.hints, "hint")];
        let words: Vec<String> = named
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| crate::core::text::count(*number, word))
            .collect();
        if words.is_empty() {
            return "no problems".to_owned();
        }
        crate::core::text::list(&words.iter().map(String::as_str).collect::<Vec<_>>(), "and")
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

/// A JSON object with its keys in this order, where `serde_json::json!` would sort them. Each field has a
/// type of its own, named as the field.
macro_rules! object {
    ($($key:ident: $value:expr),+ $(,)?) => {{
        #[derive(serde::Serialize)]
        struct Object<$($key),+> { $($key: $key),+ }
        Object { $($key: $value),+ }
    }};
}
pub(super) use object;

/// JSON for people who pipe it somewhere: indented, with a final line break.
pub fn to_json(value: &impl Serialize) -> String {
    // Our own structs have no map with keys that are no text, the one thing that fails.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}

/// The text of an output in the form that was asked for.
pub fn in_form(form: Form, json: impl FnOnce() -> String, text: impl FnOnce() -> String) -> String {
    match form {
        Form::Json => json(),
        Form::Text => text(),
    }
}
