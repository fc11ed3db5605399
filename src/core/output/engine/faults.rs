//! Turns errors of the template engine into problems that name template and line.

use super::{Engine, draft_file, subject_name};
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem};
use crate::core::text::clip;
use minijinja::{Error, ErrorKind};
use std::error::Error as _;
use std::fmt::Write as _;

impl Engine {
    /// Reports an error of a template where its cause is: in an included template, or in one that could not
    /// be included because it is broken.
    pub(super) fn blame(&self, error: &Error, name: &str, start: Spot) -> Box<Problem> {
        let mut innermost = error;
        while let Some(cause) = innermost.source().and_then(|cause| cause.downcast_ref::<Error>()) {
            innermost = cause;
        }
        let missing = |part: &&String| {
            let names_it = |detail: &str| detail.contains(part.as_str());
            innermost.kind() == ErrorKind::TemplateNotFound && innermost.detail().is_some_and(names_it)
        };
        if let Some(problem) = self.broken.keys().find(missing).and_then(|part| self.broken.get(part)) {
            return problem.clone();
        }
        match innermost.name().filter(|inner| *inner != name && *inner != subject_name(name)) {
            Some(inner) => self.explain(innermost, inner, Spot::START),
            None => self.explain(error, name, start),
        }
    }

    /// Reports an error in a template, whose text begins at `start` of its file.
    pub(super) fn explain(&self, error: &Error, name: &str, start: Spot) -> Box<Problem> {
        let mut message = error.kind().to_string();
        if let Some(detail) = error.detail() {
            let _ = write!(message, ": {detail}");
        }
        if let Some(cause) = error.source() {
            let _ = write!(message, " ({cause})");
        }
        let before = error.range().and_then(|range| error.template_source()?.get(..range.start));
        let line = || error.line().map(|line| Spot::new(start.line as usize + line - 1, 1));
        self.problem(name, before.map(|before| start.after(before)).or_else(line), &message)
    }

    /// Reports a draft template whose front matter cannot be used.
    pub(super) fn unreadable(&self, name: &str, fault: &draft_file::Fault) -> Box<Problem> {
        let mut problem = self.problem(name, Some(fault.spot), &fault.why);
        if let Some(help) = &fault.help {
            problem.help.clone_from(help);
        }
        problem
    }

    pub(super) fn problem(&self, name: &str, spot: Option<Spot>, message: &str) -> Box<Problem> {
        let path = NotePath::new(&format!("{}/{name}", self.folder));
        let problem = Problem::new(Code::TemplateError, &path, clip(message, 300))
            .help("fix the template, or delete it to get the shipped one back");
        Box::new(match spot {
            Some(spot) => problem.at(spot),
            None => problem,
        })
    }
}
