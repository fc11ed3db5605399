//! The stage of a relationship, for `show`, `list` and the review (design 6.1).

use super::{Keeping, Situation};
use crate::core::interval::Cadence;
use crate::core::named::named;

named! {
    /// The stage of a relationship; where several would fit, the first in this order holds.
    pub enum Stage {
        /// Do-not-contact or died.
        Never "never" "nothing is proposed at all",
        /// Closed or archived.
        Closed "closed" "only what was promised is kept",
        /// Paused.
        Paused "paused" "only promises, dates and answers are proposed",
        /// Left in peace after attempts.
        Resting "resting" "left in peace until a gentle return",
        /// In a sequence, with nothing heard since it began.
        New "new" "in a sequence, and nothing heard since it began",
        /// The last clear interaction was an attempt.
        Waiting "waiting" "you wrote last",
        /// No interaction for twice the cadence, or for a year without a cadence.
        Dormant "dormant" "long without a word",
        /// None of these.
        Active "active" "in touch",
    }
    /// Explains the stage to people who see it for the first time.
    meaning
}

impl Stage {
    /// All stages in the order of the funnel, from the first contact on.
    pub const FUNNEL: &[Stage] = &[
        Stage::New,
        Stage::Active,
        Stage::Waiting,
        Stage::Resting,
        Stage::Dormant,
        Stage::Paused,
        Stage::Closed,
        Stage::Never,
    ];
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_funnel_has_every_stage() {
        let mut funnel = Stage::FUNNEL.to_vec();
        funnel.sort_unstable();
        assert_eq!(funnel, Stage::ALL);
    }
}
