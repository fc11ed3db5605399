//! Things that happen once (design 5.5).

use super::situation::Situation;
use super::verdict::{Because, Lapse, Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::note::facts::Event;
use crate::core::text::fold;

/// Days after an event on which one may still ask how it went.
const GRACE: u32 = 7;

/// One answer for each event of the note.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    let events = &situation.contact.facts.events;
    if events.is_empty() {
        return vec![Verdict::quiet("the note has no events", None)];
    }
    events.iter().map(|event| one(situation, event)).collect()
}

fn one(situation: &Situation<'_>, event: &Event) -> Verdict {
    let place = Some(situation.contact.place(event.spot));
    let what = if event.text.is_empty() { "event" } else { &event.text };
    let today = situation.today;
    if today > event.day
        && let Some(contact) = situation.contact_since(event.day)
    {
        let text = format!("{what} on {}: you were in touch on {}", event.day, contact.day);
        return Verdict::quiet(text, situation.place(contact));
    }
    let gone = event.day.plus_days(i64::from(GRACE) + 1);
    if today >= gone {
        let lapsed = Some(Lapse { kind: Kind::Event, due: event.day, on: gone });
        return Verdict::Quiet(Because { text: format!("{what} on {} is over", event.day), place, lapsed });
    }
    let key = format!("{} {}", event.day, fold(what));
    let lead = situation.config.dates.lead.get(Kind::Event.name()).copied().filter(|lead| *lead > 0);
    let name = situation.name();
    let proposal = match lead.filter(|_| today < event.day) {
        Some(lead) => {
            let (due, by) = (event.day.plus_days(-i64::from(lead)), event.day.plus_days(-1));
            Proposal::new(Kind::Prepare, key, format!("Prepare for {name}: {what}"), due, by).because(
                "prepare",
                format!("{what} on {}", event.day),
                place,
            )
        }
        None => Proposal::new(Kind::Event, key, format!("{name}: {what}"), event.day, event.day).because(
            "event",
            format!("{what} on {}", event.day),
            place,
        ),
    };
    Verdict::due(Proposal { date: Some(event.day), grace: GRACE, ..proposal })
}
