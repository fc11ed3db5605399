//! Keeping in touch (design 5.3).

use super::situation::Situation;
use super::verdict::{Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::config::effective::Origin;
use crate::core::day::Day;
use crate::core::interval::Cadence;
use crate::core::note::words::Direction;
use crate::core::people::contact::InteractionKind;
use crate::core::people::settings::Attempts;
use crate::core::place::Place;

/// Whether the wished interval has passed.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    vec![keep_in_touch(situation)]
}

fn keep_in_touch(situation: &Situation<'_>) -> Verdict {
    let Some(given) = &situation.settings.cadence else {
        return Verdict::quiet("no cadence is set, neither in the note nor by a rule", None);
    };
    let wished = match &given.origin {
        Origin::Note(spot) => (in_words(given.value), Some(situation.contact.place(*spot))),
        Origin::Rule { line } => {
            (format!("{}, by the rule on line {line} of the configuration", in_words(given.value)), None)
        }
        Origin::Default => (in_words(given.value), None),
    };
    if let Some(rest) = &situation.rest {
        return Verdict::quiet(format!("the contact is left in peace: {}", rest.why), rest.place.clone());
    }
    if let Some(running) = situation.sequence.as_ref().filter(|_| situation.is_in_sequence()) {
        return Verdict::quiet(
            format!("sequence `{}` is in force instead", running.name),
            running.place.clone(),
        );
    }
    if let Some(until) = returning(situation) {
        return Verdict::quiet(format!("the pause until {until} speaks first"), None);
    }
    let Cadence::Every(interval, range_max) = given.value else {
        return Verdict::quiet("the cadence is off", wished.1);
    };
    let anchor = anchor(situation);
    if let Some(until) = hidden_until(situation).filter(|_| anchor.is_none()) {
        return Verdict::quiet(format!("the first contact was passed over; it comes back on {until}"), None);
    }
    let max = situation.settings.max.or(range_max);
    let name = situation.name();
    let proposal = match anchor {
        Some((anchor, said, place)) => {
            let due = interval.after(anchor, &situation.config.workdays);
            let by = max.map_or(due, |max| max.after(anchor, &situation.config.workdays));
            let (due, by) = tried_again(situation).unwrap_or((due, by));
            let (due, by) = started(situation, due, by);
            Proposal::new(
                Kind::KeepInTouch,
                format!("last {anchor}"),
                format!("Keep in touch with {name}"),
                due,
                by,
            )
            .because("cadence", said, place)
            .because("cadence", format!("you want to be in touch every {}", wished.0), wished.1)
            .since(anchor)
        }
        None => Proposal::new(
            Kind::FirstContact,
            "first".to_owned(),
            format!("Get in touch with {name} for the first time"),
            situation.today,
            situation.today,
        )
        .because("cadence", "no contact is recorded yet", None)
        .because("cadence", format!("you want to be in touch every {}", wished.0), wished.1),
    };
    let proposal = with_attempts(situation, proposal);
    Verdict::due(Proposal { interval: interval.about_days(), ..proposal })
}

/// The card always says how often you wrote since you last heard from them.
fn with_attempts(situation: &Situation<'_>, proposal: Proposal) -> Proposal {
    match situation.attempts {
        0 => proposal,
        1 => {
            proposal.because("attempts", "you wrote once since you last heard from them; no answer yet", None)
        }
        times => proposal.because(
            "attempts",
            format!("you wrote {times} times since you last heard from them; no answer yet"),
            None,
        ),
    }
}

/// A pause that is over, and on which nothing has followed yet.
fn returning(situation: &Situation<'_>) -> Option<Day> {
    let until = situation.contact.facts.paused_until?.value;
    situation.contact_since(until).is_none().then_some(until)
}

/// After an attempt, while fewer than all were made: the next one, `retry` later.
fn tried_again(situation: &Situation<'_>) -> Option<(Day, Day)> {
    let retry = situation.settings.retry.as_ref()?.value;
    let last = situation.last.filter(|last| last.kind == InteractionKind::Clear(Direction::Out))?;
    if matches!(situation.settings.attempts.value, Attempts::AtMost(most) if situation.attempts >= most) {
        return None;
    }
    let from = situation.skipped_since(Kind::KeepInTouch, last.day).unwrap_or(last.day);
    let due = retry.after(from, &situation.config.workdays);
    Some((due, due))
}

/// A first contact that was passed over hides for 30 days.
fn hidden_until(situation: &Situation<'_>) -> Option<Day> {
    let skipped = situation.skipped_since(Kind::FirstContact, Day::FIRST)?;
    Some(skipped.plus_days(30)).filter(|until| *until > situation.today)
}

/// `4 weeks to 6 weeks`.
fn in_words(cadence: Cadence) -> String {
    cadence.to_string().replace("..", " to ")
}

/// The day the cadence counts from: the last contact, else the day you met.
fn anchor(situation: &Situation<'_>) -> Option<(Day, String, Option<Place>)> {
    if let Some(skipped) =
        situation.skipped_since(Kind::KeepInTouch, situation.last.map_or(Day::FIRST, |last| last.day))
    {
        return Some((skipped, format!("passed over on {skipped}"), None));
    }
    if let Some(last) = situation.last {
        let channel = last.channel.map(|channel| format!(" ({})", channel.name())).unwrap_or_default();
        return Some((last.day, format!("last contact on {}{channel}", last.day), situation.place(last)));
    }
    let met = situation.contact.facts.met.as_ref().filter(|met| met.value.day <= situation.today)?;
    Some((met.value.day, format!("you met on {}", met.value.day), Some(situation.contact.place(met.spot))))
}

/// What was due on or before the day of adoption is spread over one cadence after it (design 5.8).
fn started(situation: &Situation<'_>, due: Day, by: Day) -> (Day, Day) {
    let Some(start) = situation.config.start.filter(|start| due <= *start) else { return (due, by) };
    let due = situation.people.starts.get(&situation.index).copied().unwrap_or(start);
    (due, due)
}
