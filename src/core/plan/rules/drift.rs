//! Drift: somebody you used to be in touch with more often goes quiet (design 5.5).

use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::plan::id::Key;
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Proposal, Verdicts};
use crate::core::plan::when;

/// Minimum number of clear interactions needed to know the usual gap.
const LEAST: usize = 4;
/// Silences shorter than this many days are normal.
const LEAST_SILENCE: i64 = 21;
/// Number of days for which a skip hides the follow-up.
const HIDDEN: i64 = 90;

/// Proposes a follow-up if the silence is longer than usual, for contacts without a cadence.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    if situation.settings.cadence.is_some() {
        return verdicts.idle("a cadence is set, and that decides");
    }
    if situation.rest.is_some() {
        return verdicts.quiet(format_args!("the contact is resting"), None);
    }
    if situation.running().is_some() {
        return verdicts.quiet(format_args!("a sequence is running"), None);
    }
    let clear = situation.past.iter().filter(|entry| entry.kind.is_clear());
    let mut days: Vec<Day> = clear.map(|entry| entry.day).collect();
    let known = days.len();
    days.dedup();
    let Some(last) = days.last().copied().filter(|_| known >= LEAST) else {
        return verdicts.quiet(format_args!("fewer than {LEAST} clear interactions are known"), None);
    };
    let median = twice_median(&days);
    let crosses = last.plus_days(LEAST_SILENCE.max(median + 1));
    let silence = situation.today.days_since(last);
    // A ticked promise may be newer.
    let is_newest = situation.last.is_none_or(|newest| newest.day <= last);
    let silent = if is_newest { "silent" } else { "no clear contact" };
    if silence > 6 * median && situation.today >= crosses {
        return verdicts.quiet(format_args!("{silent} since {last}, too long to call it going quiet"), None);
    }
    let skipped = situation.skipped_since(Kind::Drift, last);
    let due = skipped.map_or(crosses, |skipped| skipped.day.plus_days(HIDDEN).max(crosses));
    let place = situation.last_clear.and_then(|last| situation.place(last));
    let title = format!("Going quiet: {}", situation.name());
    // A median with half a day is rounded up.
    let usual = every_so_many_days((median + 1) / 2);
    let said = format!("{silent} since {last}; you were in touch {usual} or so");
    let mut proposal = Proposal::new(Kind::Drift, Key::Dated("last", last), title, due, due)
        .because("drift", said, place)
        .since(last);
    proposal.usual = median;
    if let Some(skipped) = skipped {
        let said = format!("skipped on {}: hidden for {HIDDEN} days", skipped.day);
        proposal = proposal.because("drift", said, situation.skip_place(skipped));
    }
    // A skip, a snooze or a day off may put it off until it would be too late.
    if when::shown(situation, &proposal).on.days_since(last) > 6 * median {
        let said = format_args!("{silent} since {last}; it would come up only when it is too late");
        return verdicts.quiet(said, None);
    }
    // Until its day the silence is like any other.
    if due > situation.today {
        let place = proposal.reasons.last().and_then(|reason| reason.place.clone());
        return verdicts.quiet(format_args!("{silent} since {last}; that is long only from {due} on"), place);
    }
    verdicts.due(proposal);
}

/// `every 12 days`, `every day`.
fn every_so_many_days(days: i64) -> String {
    if days == 1 { "every day".to_owned() } else { format!("every {days} days") }
}

/// Twice the median gap between days, so that it stays a whole number.
fn twice_median(days: &[Day]) -> i64 {
    let pairs = days.iter().zip(days.iter().skip(1));
    let mut gaps: Vec<i64> = pairs.map(|(earlier, later)| later.days_since(*earlier)).collect();
    gaps.sort_unstable();
    let at = |place: usize| gaps.get(place).copied().unwrap_or(0);
    at(gaps.len().saturating_sub(1) / 2) + at(gaps.len() / 2)
}
