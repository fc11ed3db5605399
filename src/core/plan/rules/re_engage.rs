//! The gentle return to a resting contact (design 5.4), and after a pause (`paused-until`, design 5.5).

use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::plan::id::Key;
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Proposal, Verdicts};

/// Number of days within which a return is good.
const RETURN_WITHIN: i64 = 14;

/// Proposes the return to a resting contact, or to one whose pause is over.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    if let Some(pause) = after_pause(situation) {
        return verdicts.due(pause);
    }
    let Some(rest) = &situation.rest else {
        return match situation.contact.facts.rare.paused_until {
            Some(until) => verdicts.quiet(
                format_args!("the pause until {} is over", until.value),
                Some(situation.contact.place(until.spot)),
            ),
            None => verdicts.idle("the contact is not resting"),
        };
    };
    let proposal = returning(situation, rest.returns, Key::Dated("rest", rest.since))
        .because("re-engage", rest.why.clone(), rest.place.clone())
        .because("re-engage", rest.counted.clone(), rest.skip_place.clone())
        .since(rest.since);
    verdicts.due(proposal);
}

/// The return on the day a pause ends, unless there was contact on or after it. A skip puts it off by the first
/// `re-engage` step.
fn after_pause(situation: &Situation<'_>) -> Option<Proposal> {
    let until = situation.contact.facts.rare.paused_until?;
    if situation.contact_since(until.value).is_some() {
        return None;
    }
    let skipped = situation.skipped_since(Kind::ReEngage, until.value);
    let step = situation.config.re_engage.first();
    let due = match (skipped, step) {
        (Some(skipped), Some(step)) => step.after(skipped.day, &situation.config.workdays),
        _ => until.value,
    };
    let place = Some(situation.contact.place(until.spot));
    let said = format!("paused until {}", until.value);
    let proposal = returning(situation, due, Key::Dated("paused", due)).because("re-engage", said, place);
    Some(match skipped.zip(step) {
        Some((skipped, step)) => {
            let said = format!("the return is {step} after the skip on {}", skipped.day);
            proposal.because("re-engage", said, situation.skip_place(skipped))
        }
        None => proposal,
    })
}

fn returning(situation: &Situation<'_>, due: Day, key: Key) -> Proposal {
    let title = format!("Get back in touch with {}", situation.name());
    Proposal::new(Kind::ReEngage, key, title, due, due.plus_days(RETURN_WITHIN)).since(due)
}
