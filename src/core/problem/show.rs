//! Shows problems as text for people and editors, as GitHub annotations, and as JSON. Colours are ANSI
//! codes, which the output stream strips for a terminal that cannot show them.

use super::{Problem, Severity};
use crate::core::text::visible;
use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

fn colour(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Hint => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// Returns `path:line:column`, or as much of it as is known.
pub fn location(problem: &Problem) -> String {
    let path = visible(problem.path.as_str());
    match problem.spot {
        Some(spot) => format!("{path}:{}:{}", spot.line, spot.column),
        None => path.into_owned(),
    }
}

/// Returns the text for a terminal: a line that `grep` and editors understand, the excerpt, the help and the
/// effect.
pub fn as_text(problem: &Problem) -> String {
    let style = colour(problem.severity());
    let mut text = format!(
        "{}: {style}{}[{}]{style:#} {}\n",
        location(problem),
        problem.severity().name(),
        problem.code.name(),
        visible(&problem.message),
    );
    if let (Some(excerpt), Some(spot)) = (&problem.excerpt, problem.spot) {
        let line = excerpt.line.replace('\t', " ");
        let number = spot.line.to_string();
        let before: String = line.chars().take(excerpt.from).collect();
        let marked: String = line.chars().skip(excerpt.from).take(excerpt.width).collect();
        let indent = visible(&before).width();
        let marks = "^".repeat(visible(&marked).width().max(1));
        let _ = writeln!(text, "  {number} | {}", visible(&line));
        let _ =
            writeln!(text, "  {:width$} | {:indent$}{style}{marks}{style:#}", "", "", width = number.len());
    }
    for (label, advice) in [("help", &problem.help), ("instead", &problem.effect)] {
        if !advice.is_empty() {
            let _ = writeln!(text, "  {label}: {}", visible(advice));
        }
    }
    text
}

/// Returns a workflow command, which GitHub shows next to the line. `below` is the path from the repository
/// to the vault: empty, or ending in `/`.
pub fn as_github(problem: &Problem, below: &str) -> String {
    let level = match problem.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    };
    let mut place = format!("file={}", property(&format!("{below}{}", problem.path)));
    if let Some(spot) = problem.spot {
        let _ = write!(place, ",line={},col={}", spot.line, spot.column);
    }
    let help = if problem.help.is_empty() { String::new() } else { format!(" ({})", problem.help) };
    let message = format!("{}{help}", problem.message);
    format!("::{level} {place},title={}::{}\n", property(problem.code.name()), data(&message))
}

/// Escapes the text of a workflow command.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a workflow command, in which `:` and `,` are separators.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A problem as `agenda.json` and `check --json` write it (design 6.1).
#[derive(serde::Serialize)]
pub struct Json<'a> {
    /// The name of the code.
    pub code: &'a str,
    /// `error`, `warning` or `hint`.
    pub severity: &'a str,
    /// The file, relative to the vault.
    pub path: &'a str,
    /// The line, from 1.
    pub line: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
    /// What was found.
    pub message: &'a str,
    /// What to do about it.
    pub help: &'a str,
    /// What the tool did instead.
    pub effect: &'a str,
}

impl<'a> From<&'a Problem> for Json<'a> {
    fn from(problem: &'a Problem) -> Json<'a> {
        Json {
            code: problem.code.name(),
            severity: problem.severity().name(),
            path: problem.path.as_str(),
            line: problem.spot.map(|spot| spot.line),
            column: problem.spot.map(|spot| spot.column),
            message: &problem.message,
            help: &problem.help,
            effect: &problem.effect,
        }
    }
}
