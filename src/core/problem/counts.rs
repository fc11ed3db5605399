//! How many problems there are, by severity.

use super::{Problem, Severity};
use crate::core::text::{count, list};
use serde::Serialize;

/// The number of problems of each severity, those included that are not listed.
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
            let one = problem.rest.as_deref().copied().unwrap_or_else(|| Counts::one(problem.severity()));
            counts.errors += one.errors;
            counts.warnings += one.warnings;
            counts.hints += one.hints;
        }
        counts
    }
}

impl Counts {
    fn one(severity: Severity) -> Counts {
        let number = |counted| usize::from(severity == counted);
        Counts {
            errors: number(Severity::Error),
            warnings: number(Severity::Warning),
            hints: number(Severity::Hint),
        }
    }

    /// The number of all problems.
    pub fn all(self) -> usize {
        self.errors + self.warnings + self.hints
    }

    /// Returns `2 errors, 1 warning and 3 hints`, without the severities that have none; `None` if no
    /// severity has any.
    pub fn in_words(self) -> Option<String> {
        let named = [(self.errors, "error"), (self.warnings, "warning"), (self.hints, "hint")];
        let words = named.into_iter().filter(|(number, _)| *number > 0);
        let words: Vec<String> = words.map(|(number, word)| count(number, word)).collect();
        (!words.is_empty()).then(|| list(&words, "and"))
    }
}
