//! The review as `review.html`, `review.md` and JSON, all of one model.

mod json;
mod markdown;
mod page;
mod words;

pub(crate) use markdown::write as markdown;
pub(crate) use page::write as html;

use super::links::Build;
use crate::core::compile::Compiled;
use crate::core::config::model::Config;
use crate::core::review::model::Review;
use crate::core::review::review;

pub use words::{Told, meaning, moved, span, told};

/// The one question of the week.
pub const QUESTION: &str = "What worked this week?";

/// What the week's question is for.
pub const QUESTION_LEAD: &str =
    "One line is enough, in the note of whoever it was with. What could be better can wait for next week.";

/// The review of a build.
pub(crate) fn of(build: &Build<'_>) -> Review {
    review(&build.compiled.people, build.config, &build.compiled.agenda)
}

/// The review as JSON: every key is always there.
pub fn json(compiled: &Compiled, review: &Review, config: &Config) -> String {
    json::write(&Build::new(compiled, config), review)
}
