//! The next step that a note names: `next:` and `see-by:` (design 5.5).

use super::lapse::lapses_on;
use super::situation::Situation;
use super::verdict::{Because, Lapse, Proposal, Verdict};
use super::when;
use crate::core::agenda::model::Kind;
use crate::core::note::facts::Next;
use crate::core::note::words::Direction;
use crate::core::people::contact::InteractionKind;
use crate::core::place::Spot;

/// Days past its last good day on which a next step lapses.
const LAPSES_AFTER: u32 = 61;
/// Days ahead of a see-by at which to arrange it.
const ARRANGE_AHEAD: i64 = 10;

/// What `next` and `see-by` say; of two that stand, the earlier due is chosen, the other a reason.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    let verdicts: Vec<Verdict> = [next(situation), see_by(situation)].into_iter().flatten().collect();
    if verdicts.is_empty() { vec![Verdict::Idle("the note names no next step")] } else { verdicts }
}

fn next(situation: &Situation<'_>) -> Option<Verdict> {
    let found = situation.contact.facts.next.as_ref()?;
    let place = Some(situation.contact.place(found.spot));
    let Next::On(day, text) = &found.value else {
        return Some(Verdict::quiet("`next: never` mutes the relationship", place));
    };
    if let Some(used) = situation.contact_since(*day) {
        let text = format!("the next step of {day} was taken on {}", used.day);
        return Some(Verdict::quiet(text, situation.place(used)));
    }
    if let Some(skipped) = situation.skipped_key(Kind::Next, &format!("next {day}")) {
        return Some(Verdict::quiet(format!("the next step of {day} was passed over on {skipped}"), place));
    }
    let what = text.as_deref().unwrap_or("get in touch");
    let said = match text {
        Some(text) => format!("the note says: {day} {text}"),
        None => format!("the note names {day} as the next step"),
    };
    let proposal =
        Proposal::new(Kind::Next, format!("next {day}"), format!("{}: {what}", situation.name()), *day, *day)
            .because("next", said, place)
            .since(*day);
    Some(unless_lapsed(situation, proposal, found.spot))
}

fn see_by(situation: &Situation<'_>) -> Option<Verdict> {
    let found = situation.contact.facts.see_by?;
    let by = found.value;
    let due = by.plus_days(-ARRANGE_AHEAD);
    let met = situation
        .past
        .iter()
        .find(|entry| entry.day >= due && entry.kind == InteractionKind::Clear(Direction::Both));
    if let Some(met) = met {
        return Some(Verdict::quiet(format!("you met on {}", met.day), situation.place(met)));
    }
    let place = Some(situation.contact.place(found.spot));
    if let Some(skipped) = situation.skipped_key(Kind::Next, &format!("see-by {by}")) {
        return Some(Verdict::quiet(format!("the meeting by {by} was passed over on {skipped}"), place));
    }
    let proposal = Proposal::new(
        Kind::Next,
        format!("see-by {by}"),
        format!("Arrange to see {}", situation.name()),
        due,
        by,
    )
    .because("next", format!("you want to see them by {by}"), place)
    .since(due);
    Some(unless_lapsed(situation, proposal, found.spot))
}

fn unless_lapsed(situation: &Situation<'_>, proposal: Proposal, spot: Spot) -> Verdict {
    let on = lapses_on(situation, when::last_good(situation, &proposal), LAPSES_AFTER);
    let on = situation.config.start.filter(|start| proposal.by < *start).map_or(on, |start| on.min(start));
    match (situation.today >= on).then_some(on) {
        Some(on) => Verdict::Quiet(Because {
            text: format!("the step of {} lapsed on {on}", proposal.by),
            place: Some(situation.contact.place(spot)),
            lapsed: Some(Lapse { kind: Kind::Next, due: proposal.due, on }),
        }),
        None => Verdict::due(proposal),
    }
}
