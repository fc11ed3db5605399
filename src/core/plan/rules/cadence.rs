//! Keeping in touch: the wished interval since the last contact (design 5.3).

use crate::core::agenda::model::Kind;
use crate::core::config::effective::{Given, Origin};
use crate::core::day::Day;
use crate::core::interval::{Cadence, Interval};
use crate::core::people::contact::reached;
use crate::core::people::settings::Attempts;
use crate::core::place::Place;
use crate::core::plan::id::Key;
use crate::core::plan::situation::Situation;
use crate::core::plan::situation::skips::Skipped;
use crate::core::plan::verdict::{Proposal, Verdicts};

/// For how many days a skip hides a first contact.
const HIDDEN: i64 = 30;

/// Whether the wished interval has passed.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let Some(given) = &situation.settings.cadence else {
        return verdicts.idle("no cadence is set, neither in the note nor by a rule");
    };
    if let Some(rest) = &situation.rest {
        let said = format_args!("the contact is left in peace: {}", rest.why);
        return verdicts.quiet(said, rest.place.clone());
    }
    if let Some(running) = situation.running() {
        let said = format_args!("sequence `{}` is running instead", running.name);
        return verdicts.quiet(said, running.place.clone());
    }
    if let Some(until) = open_pause(situation) {
        return verdicts.quiet(format_args!("the pause until {until} comes first"), None);
    }
    let Cadence::Every(interval, max) = given.value else {
        return verdicts
            .quiet(format_args!("the cadence is off"), given.origin.place(&situation.contact.path));
    };
    let proposal = match anchor(situation) {
        Some(anchor) => {
            let proposal = with_cadence(situation, after_anchor(situation, anchor, interval, max), given);
            spread_from_start(situation, with_next_attempt(situation, proposal))
        }
        None => with_cadence(situation, first_contact(situation), given),
    };
    verdicts.due(Proposal { interval: interval.about_days(), ..with_attempts(situation, proposal) });
}

/// One interval after the anchor; its last good day is the longest interval after it.
fn after_anchor(
    situation: &Situation<'_>,
    (day, said, place): Anchor,
    interval: Interval,
    max: Option<Interval>,
) -> Proposal {
    let workdays = &situation.config.workdays;
    let due = interval.after(day, workdays);
    let by = max.map_or(due, |max| max.after(day, workdays));
    let title = ["Keep in touch with ", situation.name()].concat();
    Proposal::new(Kind::KeepInTouch, Key::Dated("last", day), title, due, by)
        .because("cadence", said, place)
        .since(day)
}

fn first_contact(situation: &Situation<'_>) -> Proposal {
    let title = ["Get in touch with ", situation.name(), " for the first time"].concat();
    let today = situation.today;
    let skipped = situation.skipped_since(Kind::FirstContact, Day::FIRST);
    let skipped = skipped.filter(|skipped| skipped.day.plus_days(HIDDEN) > today);
    let due = skipped.map_or(today, |skipped| skipped.day.plus_days(HIDDEN));
    let proposal = Proposal::new(Kind::FirstContact, Key::First, title, due, due);
    let proposal = proposal.because("cadence", "no contact is recorded yet", None);
    match skipped {
        Some(skipped) => {
            let said = format!("skipped on {}: hidden for {HIDDEN} days", skipped.day);
            proposal.because("cadence", said, situation.skip_place(skipped))
        }
        None => proposal,
    }
}

/// Adds the cadence and where it is set to the reasons.
fn with_cadence(situation: &Situation<'_>, proposal: Proposal, given: &Given<Cadence>) -> Proposal {
    let by_whom = match given.origin {
        Origin::Rule(_) => ", by the rule",
        Origin::Note(_) | Origin::Default => "",
    };
    let every = match given.value {
        Cadence::Every(least, Some(most)) => [least.every(), most.to_string()].join(" to "),
        Cadence::Every(every, None) => every.every(),
        Cadence::Off => Cadence::Off.to_string(),
    };
    let said = ["you want to be in touch ", &every, by_whom].concat();
    proposal.because("cadence", said, given.origin.place(&situation.contact.path))
}

/// The name of the reason that counts your attempts.
pub const ATTEMPTS: &str = "attempts";

/// Adds how often you wrote since you last heard from them to the reasons.
fn with_attempts(situation: &Situation<'_>, proposal: Proposal) -> Proposal {
    let times = match situation.attempts() {
        0 => return proposal,
        1 => "once".to_owned(),
        times => format!("{times} times"),
    };
    let last = situation.past.iter().rev().find(|entry| entry.kind.is_sent());
    let did = reached(situation.past, situation.attempt_places.len());
    let said = format!("{did} {times} since you last heard from them; no answer yet");
    proposal.because(ATTEMPTS, said, last.and_then(|last| situation.place(last)))
}

/// The end of a pause, if nothing has happened since and the return was not skipped.
fn open_pause(situation: &Situation<'_>) -> Option<Day> {
    let until = situation.contact.facts.rare.paused_until?.value;
    let open = situation.contact_since(until).is_none() && pause_skipped(situation).is_none();
    open.then_some(until)
}

/// The skip of the return from a pause.
fn pause_skipped<'s>(situation: &'s Situation<'_>) -> Option<&'s Skipped> {
    let until = situation.contact.facts.rare.paused_until?.value;
    situation.skipped_since(Kind::ReEngage, until)
}

/// Moves a proposal to another day, which is also its last good one.
fn moved(proposal: Proposal, day: Day, said: String, place: Option<Place>) -> Proposal {
    Proposal { due: day, by: day, ..proposal.because("cadence", said, place) }
}

/// After an unanswered attempt, moves to the next one, `retry` later, unless as many as are allowed were
/// made.
fn with_next_attempt(situation: &Situation<'_>, proposal: Proposal) -> Proposal {
    let last = situation.last.filter(|last| last.kind.is_sent());
    let (Some(given), Some(last)) = (&situation.settings.retry, last) else { return proposal };
    let Some(retry) = given.value.interval() else { return proposal };
    if matches!(situation.settings.attempts.value, Attempts::AtMost(most) if situation.attempts() >= most) {
        return proposal;
    }
    let from = situation.skipped_since(Kind::KeepInTouch, last.day).map_or(last.day, |skipped| skipped.day);
    let day = retry.after(from, &situation.config.workdays);
    let said = format!("without an answer, you try again after {retry}");
    moved(proposal, day, said, given.origin.place(&situation.contact.path))
}

/// Spreads what was due by the day of adoption over one cadence after it (design 5.8).
fn spread_from_start(situation: &Situation<'_>, proposal: Proposal) -> Proposal {
    let due = proposal.due;
    let Some(start) = situation.config.start.filter(|start| due <= *start) else { return proposal };
    let day = situation.people.starts.get(&situation.index).copied().unwrap_or(start);
    let said = format!("it was due on {due}; what was due when you started on {start} is spread out");
    moved(proposal, day, said, None)
}

/// The day the cadence counts from, that day in words, and the evidence.
type Anchor = (Day, String, Option<Place>);

/// Finds the anchor: the last contact, else the day you met, or a skip since.
fn anchor(situation: &Situation<'_>) -> Option<Anchor> {
    let last = situation.last.map(|last| {
        let day = last.day.iso();
        let said = match last.channel {
            Some(channel) => ["last contact on ", &day, " (", channel.name(), ")"].concat(),
            None => ["last contact on ", &day].concat(),
        };
        (last.day, said, situation.place(last))
    });
    let met = situation.contact.facts.rare.met.as_ref().filter(|met| met.value.day <= situation.today);
    let met = || {
        let met = met?;
        let place = Some(situation.contact.place(met.spot));
        Some((met.value.day, format!("you met on {}", met.value.day), place))
    };
    let from = last.or_else(met);
    let since = from.as_ref().map_or(Day::FIRST, |(day, ..)| *day);
    let skipped = situation.skipped_since(Kind::KeepInTouch, since);
    let pause = pause_skipped(situation).filter(|skipped| skipped.day >= since);
    match skipped.into_iter().chain(pause).max_by_key(|skipped| skipped.entry) {
        Some(skipped) => {
            let said = format!("skipped on {}", skipped.day);
            Some((skipped.day, said, situation.skip_place(skipped)))
        }
        None => from,
    }
}
