//! Keeping in touch (design 5.3).

use super::situation::Situation;
use super::verdict::{Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::config::effective::Origin;
use crate::core::day::Day;
use crate::core::interval::{Cadence, Interval};
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
        return Verdict::Idle("no cadence is set, neither in the note nor by a rule");
    };
    let wished_by = match given.origin {
        Origin::Rule(_) => ", by the rule",
        Origin::Note(_) | Origin::Default => "",
    };
    let wished =
        (format!("{}{wished_by}", in_words(given.value)), given.origin.place(&situation.contact.path));
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
    let has_anchor = anchor.is_some();
    if let Some(until) = hidden_until(situation).filter(|_| anchor.is_none()) {
        return Verdict::quiet(format!("the first contact was passed over; it comes back on {until}"), None);
    }
    let max = situation.settings.max.or(range_max);
    let proposal = match anchor {
        Some(anchor) => counted_from(situation, anchor, interval, max),
        None => first_contact(situation),
    };
    let proposal =
        proposal.because("cadence", format!("you want to be in touch every {}", wished.0), wished.1);
    let proposal = if has_anchor { again_or_spread(situation, proposal) } else { proposal };
    Verdict::due(Proposal { interval: interval.about_days(), ..with_attempts(situation, proposal) })
}

/// One interval after the anchor; good until the longest one has passed.
fn counted_from(
    situation: &Situation<'_>,
    (day, said, place): Anchor,
    interval: Interval,
    max: Option<Interval>,
) -> Proposal {
    let workdays = &situation.config.workdays;
    let due = interval.after(day, workdays);
    let by = max.map_or(due, |max| max.after(day, workdays));
    let title = format!("Keep in touch with {}", situation.name());
    Proposal::new(Kind::KeepInTouch, format!("last {day}"), title, due, by)
        .because("cadence", said, place)
        .since(day)
}

fn first_contact(situation: &Situation<'_>) -> Proposal {
    let title = format!("Get in touch with {} for the first time", situation.name());
    Proposal::new(Kind::FirstContact, "first".to_owned(), title, situation.today, situation.today).because(
        "cadence",
        "no contact is recorded yet",
        None,
    )
}

/// The card always says how often you wrote since you last heard from them.
fn with_attempts(situation: &Situation<'_>, proposal: Proposal) -> Proposal {
    let times = match situation.attempts {
        0 => return proposal,
        1 => "once".to_owned(),
        times => format!("{times} times"),
    };
    let last = situation.past.iter().rev().find(|entry| entry.kind.is_sent());
    let said = format!("you wrote {times} since you last heard from them; no answer yet");
    proposal.because("attempts", said, last.and_then(|last| situation.place(last)))
}

/// A pause that is over, and on which nothing has followed yet; one passed over holds nothing.
fn returning(situation: &Situation<'_>) -> Option<Day> {
    let until = situation.contact.facts.paused_until?.value;
    let open = situation.contact_since(until).is_none() && pause_skipped(situation).is_none();
    open.then_some(until)
}

/// The day on which the return from a pause was passed over.
fn pause_skipped(situation: &Situation<'_>) -> Option<Day> {
    let until = situation.contact.facts.paused_until?.value;
    situation.skipped_since(Kind::ReEngage, until)
}

/// Another day than the cadence alone gives, which is both its first and its last good one.
struct Moved {
    day: Day,
    said: String,
    place: Option<Place>,
}

/// After an attempt the next one; and whatever would be due by the day of adoption, spread over the days after it.
fn again_or_spread(situation: &Situation<'_>, proposal: Proposal) -> Proposal {
    let moved = |proposal: Proposal, moved: Option<Moved>| match moved {
        Some(Moved { day, said, place }) => {
            Proposal { due: day, by: day, ..proposal.because("cadence", said, place) }
        }
        None => proposal,
    };
    let proposal = moved(proposal, tried_again(situation));
    let spread = started(situation, proposal.due);
    moved(proposal, spread)
}

/// After an attempt, while fewer than all were made: the next one, `retry` later.
fn tried_again(situation: &Situation<'_>) -> Option<Moved> {
    let retry = situation.settings.retry.as_ref()?;
    let last = situation.last.filter(|last| last.kind == InteractionKind::Clear(Direction::Out))?;
    if matches!(situation.settings.attempts.value, Attempts::AtMost(most) if situation.attempts >= most) {
        return None;
    }
    let from = situation.skipped_since(Kind::KeepInTouch, last.day).unwrap_or(last.day);
    Some(Moved {
        day: retry.value.after(from, &situation.config.workdays),
        said: format!("what has no answer yet is tried again after {}", retry.value),
        place: retry.origin.place(&situation.contact.path),
    })
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

/// A day to count from, what it is, and the evidence.
type Anchor = (Day, String, Option<Place>);

/// The day the cadence counts from: the last contact, else the day you met.
fn anchor(situation: &Situation<'_>) -> Option<Anchor> {
    let last = situation.last.map(|last| {
        let channel = last.channel.map(|channel| format!(" ({})", channel.name())).unwrap_or_default();
        (last.day, format!("last contact on {}{channel}", last.day), situation.place(last))
    });
    let met = situation.contact.facts.met.as_ref().filter(|met| met.value.day <= situation.today);
    let met = met.map(|met| {
        let place = Some(situation.contact.place(met.spot));
        (met.value.day, format!("you met on {}", met.value.day), place)
    });
    let from = last.or(met);
    let since = from.as_ref().map_or(Day::FIRST, |(day, ..)| *day);
    let skipped = situation.skipped_since(Kind::KeepInTouch, since);
    let pause = pause_skipped(situation).filter(|skipped| *skipped >= since);
    match skipped.max(pause) {
        Some(skipped) => Some((skipped, format!("passed over on {skipped}"), skip_place(situation, skipped))),
        None => from,
    }
}

/// The line that passed something over on a day.
fn skip_place(situation: &Situation<'_>, day: Day) -> Option<Place> {
    let skipped = situation.skips.iter().rev().find(|skipped| skipped.day == day)?;
    situation.past.get(skipped.entry).and_then(|entry| situation.place(entry))
}

/// What was due on or before the day of adoption is spread over one cadence after it (design 5.8).
fn started(situation: &Situation<'_>, due: Day) -> Option<Moved> {
    let start = situation.config.start.filter(|start| due <= *start)?;
    let day = situation.people.starts.get(&situation.index).copied().unwrap_or(start);
    let said = format!("it was due on {due}; what was due when you started on {start} is spread out");
    Some(Moved { day, said, place: None })
}
