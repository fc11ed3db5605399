//! Keeping in touch (design 5.3).

use super::id::hash;
use super::situation::Situation;
use super::verdict::{Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::config::effective::Origin;
use crate::core::day::Day;
use crate::core::interval::{Cadence, Interval};
use crate::core::people::settings::Priority;
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
        Origin::Note(spot) => (given.value.to_string(), Some(situation.contact.place(*spot))),
        Origin::Rule { line } => (format!("{}, by the rule on line {line}", given.value), None),
        Origin::Default => (given.value.to_string(), None),
    };
    let Cadence::Every(interval, range_max) = given.value else {
        return Verdict::quiet("the cadence is off", wished.1);
    };
    let max = situation.settings.max.or(range_max);
    let name = situation.name();
    let proposal = match anchor(situation) {
        Some((anchor, said, place)) => {
            let due = interval.after(anchor, &situation.config.workdays);
            let by = max.map_or(due, |max| max.after(anchor, &situation.config.workdays));
            let (due, by) = started(situation, interval, due, by);
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
    Verdict::due(Proposal { interval: interval.about_days(), ..proposal })
}

/// The day the cadence counts from: the last contact, else the day you met.
fn anchor(situation: &Situation<'_>) -> Option<(Day, String, Option<Place>)> {
    if let Some(last) = situation.last {
        let channel = last.channel.map(|channel| format!(" ({})", channel.name())).unwrap_or_default();
        return Some((last.day, format!("last contact on {}{channel}", last.day), situation.place(last)));
    }
    let met = situation.contact.facts.met.as_ref().filter(|met| met.value.day <= situation.today)?;
    Some((met.value.day, format!("you met on {}", met.value.day), Some(situation.contact.place(met.spot))))
}

/// What was due on or before the day of adoption is spread over one cadence after it (design 5.8).
fn started(situation: &Situation<'_>, interval: Interval, due: Day, by: Day) -> (Day, Day) {
    let Some(start) = situation.config.start.filter(|start| due <= *start) else { return (due, by) };
    let days = u64::from(interval.about_days());
    let span = if situation.settings.priority.value == Priority::High { (days / 3).max(1) } else { days };
    let offset = i64::try_from(hash(&["start", &situation.contact.id]) % span).unwrap_or(0);
    let due = start.plus_days(offset);
    (due, due)
}
