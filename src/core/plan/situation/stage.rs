//! The stage of a relationship, for `show`, `list` and the review (design 6.1).

use super::{Keeping, Situation};
use crate::core::interval::Cadence;

/// The stage of a relationship; where several would fit, the first in this order holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Do-not-contact or died.
    Never,
    /// Closed or archived.
    Closed,
    /// Paused.
    Paused,
    /// Left in peace after attempts.
    Resting,
    /// In a sequence, with nothing heard since it began.
    New,
    /// The last clear interaction was an attempt.
    Waiting,
    /// No interaction for twice the cadence, or for a year without a cadence.
    Dormant,
    /// None of these.
    Active,
}

impl Stage {
    /// All stages in the order of the review, from the first contact on.
    pub const ALL: &[Stage] = &[
        Stage::New,
        Stage::Active,
        Stage::Waiting,
        Stage::Resting,
        Stage::Dormant,
        Stage::Paused,
        Stage::Closed,
        Stage::Never,
    ];

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Never => "never",
            Stage::Closed => "closed",
            Stage::Paused => "paused",
            Stage::Resting => "resting",
            Stage::New => "new",
            Stage::Waiting => "waiting",
            Stage::Dormant => "dormant",
            Stage::Active => "active",
        }
    }

    /// Explains the stage to people who see it for the first time.
    pub fn meaning(self) -> &'static str {
        match self {
            Stage::Never => "nothing is proposed at all",
            Stage::Closed => "only what was promised is kept",
            Stage::Paused => "only promises, dates and answers are proposed",
            Stage::Resting => "left in peace until a gentle return",
            Stage::New => "in a sequence, and nothing heard since it began",
            Stage::Waiting => "you wrote last",
            Stage::Dormant => "long without a word",
            Stage::Active => "in touch",
        }
    }
}

/// Returns the stage of a contact.
pub fn stage(situation: &Situation<'_>) -> Stage {
    match situation.keeping {
        Keeping::Never => return Stage::Never,
        Keeping::Closed => return Stage::Closed,
        Keeping::Paused(_) => return Stage::Paused,
        Keeping::Active => {}
    }
    if situation.rest.is_some() {
        return Stage::Resting;
    }
    if situation
        .running()
        .is_some_and(|running| situation.last_heard.is_none_or(|heard| heard.day <= running.anchor))
    {
        return Stage::New;
    }
    if situation.last_clear.is_some_and(|last| last.kind.is_sent()) {
        Stage::Waiting
    } else if is_dormant(situation) {
        Stage::Dormant
    } else {
        Stage::Active
    }
}

fn is_dormant(situation: &Situation<'_>) -> bool {
    let Some(last) = situation.last else { return false };
    let workdays = &situation.config.workdays;
    let until = match situation.settings.cadence.as_ref().map(|given| given.value) {
        Some(Cadence::Every(interval, _)) => interval.nth(last.day, 2, workdays),
        Some(Cadence::Off) | None => last.day.plus_months(12),
    };
    situation.today >= until
}
