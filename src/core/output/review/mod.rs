//! The outputs of the review: `review.html`, `review.md` and JSON, all from the same [`Review`].

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

pub use words::{Told, funnel_bars, load_bars, meaning, moved, span, told};

/// The question that the review asks each week.
pub const QUESTION: &str = "What worked this week?";

/// Explains how to answer the question.
pub const QUESTION_LEAD: &str =
    "One line is enough, in the note of whoever it was with. What could be better can wait for next week.";

/// Makes the review of a build.
pub(crate) fn of(build: &Build<'_>) -> Review {
    review(&build.compiled.people, build.config, &build.compiled.agenda)
}

/// Returns the review as JSON; every key is always present.
pub fn json(compiled: &Compiled, review: &Review, config: &Config) -> String {
    json::write(&Build::new(compiled, config), review)
}
