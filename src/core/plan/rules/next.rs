//! The next step named in a note: `next:` and `see-by:` (design 5.5).

use crate::core::agenda::about::About;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::note::facts::Next;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::InteractionKind;
use crate::core::place::Found;
use crate::core::plan::id::Key;
use crate::core::plan::lapse::{Lapsing, propose_unless_lapsed};
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Proposal, Verdicts};

/// A next step lapses this many days after its last good day.
const LAPSES_AFTER: u32 = 61;
/// A meeting is to be arranged this many days before its `see-by`.
const ARRANGE_AHEAD: i64 = 10;

/// Answers for `next` and for `see-by`. If both are open, `choose` keeps the earlier one and makes the other
/// a reason.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let facts = &situation.contact.facts;
    if facts.rare.next.is_none() && facts.rare.see_by.is_none() {
        return verdicts.idle("the note names no next step");
    }
    if let Some(found) = &facts.rare.next {
        next(situation, found, verdicts);
    }
    if let Some(found) = facts.rare.see_by {
        see_by(situation, found, verdicts);
    }
}

fn next(situation: &Situation<'_>, found: &Found<Next>, verdicts: &mut Verdicts) {
    let place = Some(situation.contact.place(found.spot));
    let Next::On(day, text) = &found.value else {
        return verdicts.quiet(format_args!("`next: never` mutes the relationship"), place);
    };
    if *day > situation.next_until {
        return verdicts.quiet(format_args!("the next step of {day} was written down since"), place);
    }
    if let Some(used) = situation.contact_since(*day) {
        let said = format_args!("the next step of {day} was taken on {}", used.day);
        return verdicts.quiet(said, situation.place(used));
    }
    if let Some(skipped) = situation.skipped_key(Kind::Next, &Key::Dated("next", *day)) {
        return verdicts.quiet(format_args!("the next step of {day} was skipped on {}", skipped.day), place);
    }
    let what = text.as_deref().unwrap_or("get in touch");
    let said = match text {
        Some(text) => format!("the note says: {day} {text}"),
        None => format!("the note names {day} as the next step"),
    };
    let title = format!("{}: {what}", situation.name());
    let proposal = Proposal::new(Kind::Next, Key::Dated("next", *day), title, *day, *day)
        .about(About::NextStep)
        .because("next", said, place)
        .since(*day);
    let lapsing = Lapsing { after: LAPSES_AFTER, what: format_args!("the next step of {day}") };
    propose_unless_lapsed(situation, proposal, None, lapsing, verdicts);
}

fn see_by(situation: &Situation<'_>, found: Found<Day>, verdicts: &mut Verdicts) {
    let by = found.value;
    let due = by.plus_days(-ARRANGE_AHEAD);
    let met = situation
        .past
        .iter()
        .find(|entry| entry.day >= due && entry.kind == InteractionKind::Clear(Direction::Both));
    if let Some(met) = met {
        return verdicts.quiet(format_args!("you met on {}", met.day), situation.place(met));
    }
    let place = Some(situation.contact.place(found.spot));
    if due > situation.next_until {
        return verdicts.quiet(format_args!("the meeting by {by} was written down since"), place);
    }
    let key = Key::Dated("see-by", by);
    if let Some(skipped) = situation.skipped_key(Kind::Next, &key) {
        return verdicts.quiet(format_args!("the meeting by {by} was skipped on {}", skipped.day), place);
    }
    // Writing to them arranges the meeting but does not count as one.
    let again = situation.due_again(Kind::Next, &key, due);
    let title = format!("Arrange to see {}", situation.name());
    let proposal = Proposal::new(Kind::Next, key, title, due, by)
        .about(About::Meeting)
        .because("next", format!("you want to see them by {by}"), place)
        .since(due);
    let lapsing = Lapsing { after: LAPSES_AFTER, what: format_args!("the next step of {by}") };
    propose_unless_lapsed(situation, proposal, again, lapsing, verdicts);
}
