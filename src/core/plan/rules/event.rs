//! Events that happen once (design 5.5).

use crate::core::agenda::about::About;
use crate::core::agenda::model::{Kind, Lapsed, PREPARE_FOR};
use crate::core::note::facts::Event;
use crate::core::plan::id::Key;
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Proposal, Verdicts};
use crate::core::text::fold;
use std::collections::BTreeSet;

/// For this many days after an event you may still ask how it went.
const GRACE: u32 = 7;

/// One answer for each event of the note.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let events = &situation.contact.facts.rare.events;
    if events.is_empty() {
        return verdicts.idle("the note has no events");
    }
    let mut seen = BTreeSet::new();
    for (position, event) in events.iter().enumerate() {
        if seen.insert((event.day, fold(what(event)))) {
            one(situation, event, About::Event(position), verdicts);
        } else {
            let said = format_args!("{} on {} is in the note twice", what(event), event.day);
            verdicts.quiet(said, Some(situation.contact.place(event.spot)));
        }
    }
}

fn what(event: &Event) -> &str {
    if event.text.is_empty() { "event" } else { &event.text }
}

/// The event and its days: `her exhibition on 2026-12-09`.
fn when(event: &Event) -> String {
    let what = what(event);
    if event.until > event.day {
        format!("{what} from {} to {}", event.day, event.until)
    } else {
        format!("{what} on {}", event.day)
    }
}

fn one(situation: &Situation<'_>, event: &Event, about: About, verdicts: &mut Verdicts) {
    let place = Some(situation.contact.place(event.spot));
    let what = what(event);
    let today = situation.today;
    if let Some(contact) = situation.kept(event.day) {
        let said = format_args!("{what} on {}: you were in touch on {}", event.day, contact.day);
        return verdicts.quiet(said, situation.place(contact));
    }
    let gone = event.until.plus_days(i64::from(GRACE) + 1);
    if today >= gone {
        let lapse = Lapsed { contact: situation.index, kind: Kind::Event, due: event.day, on: gone };
        return verdicts.lapsed(lapse, format_args!("{} is over", when(event)), place);
    }
    let key = Key::Event(event.day, fold(what).into());
    let own = situation.settings.lead.as_ref().map(|given| given.value);
    let lead = own.or_else(|| situation.config.dates.lead.get(Kind::Event.name()).copied());
    let lead = lead.filter(|lead| *lead > 0 && today < event.day);
    let name = situation.name();
    let (kind, title, due, by) = match lead {
        Some(lead) => {
            let (due, by) = (event.day.plus_days(-i64::from(lead)), event.day.plus_days(-1));
            (Kind::Prepare, format!("{PREPARE_FOR}{name}: {what}"), due, by)
        }
        None => (Kind::Event, format!("{name}: {what}"), event.day, event.until),
    };
    let proposal = Proposal::new(kind, key, title, due, by).because(kind.name(), when(event), place);
    verdicts.due(Proposal { about, date: Some(event.day), grace: GRACE, ..proposal });
}
