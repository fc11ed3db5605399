//! Why a run cannot go on. Problems of notes are no failures: they are reported
//! and the run goes on; a failure ends it with status 2.

use crate::core::problem::Problem;

/// What stopped the run.
#[derive(Debug)]
pub enum Failure {
    /// One thing, in words, with what to do about it (may be empty).
    Said {
        /// What is wrong, lower case, without a final full stop.
        message: String,
        /// What to do.
        help: String,
    },
    /// Faults of the configuration, each with its place.
    Config(Vec<Problem>),
}

impl Failure {
    /// A failure without advice.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure::Said { message: message.into(), help: String::new() }
    }

    /// The words of a failure that costs one thing alone; a faulty configuration stops the run.
    pub fn said(self) -> Result<(String, String), Failure> {
        match self {
            Failure::Said { message, help } => Ok((message, help)),
            Failure::Config(_) => Err(self),
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(self, advice: impl Into<String>) -> Failure {
        match self {
            Failure::Said { message, .. } => Failure::Said { message, help: advice.into() },
            Failure::Config(problems) => Failure::Config(problems),
        }
    }
}
