//! The error type of everything that can end a run with status 2. A problem in a note is not a failure: it is
//! reported, and the run goes on.

use crate::core::edit::Refused;
use crate::core::problem::Problem;

/// What stopped the run.
#[derive(Debug)]
pub enum Failure {
    /// A single failure.
    Said {
        /// What is wrong, lower case, without a final full stop.
        message: String,
        /// What to do.
        help: String,
    },
    /// Errors in the configuration, each with its place.
    Config(Vec<Problem>),
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Failure {
        Failure::new(refused.message).help(refused.help)
    }
}

impl Failure {
    /// Creates a failure without advice.
    pub fn new(message: impl Into<String>) -> Failure {
        Failure::Said { message: message.into(), help: String::new() }
    }

    /// Returns the message and help of a failure that affects one item only; a faulty configuration stays a
    /// failure.
    pub fn said(self) -> Result<(String, String), Failure> {
        match self {
            Failure::Said { message, help } => Ok((message, help)),
            Failure::Config(_) => Err(self),
        }
    }

    /// Adds advice on what to do.
    #[must_use]
    pub fn help(self, advice: impl Into<String>) -> Failure {
        match self {
            Failure::Said { message, .. } => Failure::Said { message, help: advice.into() },
            Failure::Config(problems) => Failure::Config(problems),
        }
    }
}
