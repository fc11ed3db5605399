//! Puts contacts that need a decision on the lists of the review.

use super::list::{List, Listed};
use super::model::Review;
use crate::core::agenda::model::{Kind, Planned};
use crate::core::day::Day;
use crate::core::interval::Cadence;
use crate::core::note::facts::TaskState;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind, OwnedTask};
use crate::core::plan::owed;
use crate::core::plan::situation::stage::Stage;
use crate::core::plan::situation::{Keeping, Situation};

/// An unanswered message is listed when it is at least this many days old.
const UNANSWERED: i64 = 7;
/// A pause is listed when nothing happened for more than this many days.
const PAUSED: i64 = 90;
/// A contact is listed as silent when the last return is more than this many days old.
const LAST_RETURN: i64 = 14;
/// Number of messages after which a meeting is suggested.
const MESSAGES: usize = 5;

/// Puts a contact on all lists it belongs to.
pub(super) fn look(situation: &Situation<'_>, stage: Stage, planned: &[Planned], review: &mut Review) {
    undated(situation, review);
    match stage {
        Stage::Paused => paused(situation, review),
        Stage::Resting => silent(situation, review),
        Stage::New | Stage::Waiting | Stage::Dormant | Stage::Active => {
            only_messages(situation, review);
            if !has_plan(situation, planned) {
                without_plan(situation, stage, review);
            }
        }
        Stage::Closed | Stage::Never => {}
    }
}

/// Whether anything is planned: a date, a task, a sequence, a cadence, a future meeting.
fn has_plan(situation: &Situation<'_>, planned: &[Planned]) -> bool {
    let facts = &situation.contact.facts;
    let cadence =
        matches!(situation.settings.cadence.as_ref().map(|given| given.value), Some(Cadence::Every(..)));
    planned.iter().any(|one| is_plan(one.kind))
        || cadence
        || situation.running().is_some()
        || situation.ahead.iter().any(|entry| entry.kind.is_contact())
        || situation.contact.tasks.iter().any(|owned| owned.task.state == TaskState::Open)
        || facts.muted().is_some()
}

/// Whether a follow-up of this kind counts as a plan. Yearly dates and drift do not.
fn is_plan(kind: Kind) -> bool {
    !matches!(kind, Kind::Drift | Kind::Birthday | Kind::Date | Kind::Prepare)
}

/// Lists a contact without a plan: one who has not answered for a week, or an active one. Somebody never
/// contacted is listed only if there is a `met` date, and dormant contacts are not listed.
fn without_plan(situation: &Situation<'_>, stage: Stage, review: &mut Review) {
    let Some(last) = situation.last else {
        let Some(met) = situation.contact.facts.rare.met.as_ref() else { return };
        if stage == Stage::Active && met.value.day <= situation.today {
            let text = format!("met on {}", met.value.day);
            let place = Some(situation.contact.place(met.spot));
            let listed = Listed { day: Some(met.value.day), place, ..Listed::new(situation.index, text) };
            review.list(List::NoNextStep, listed);
        }
        return;
    };
    let days = situation.today.days_since(last.day);
    let list = match stage {
        Stage::Waiting if days >= UNANSWERED => List::Unanswered,
        Stage::Active => List::NoNextStep,
        _ => return,
    };
    // A promise that was kept breaks no silence.
    let what = if last.kind == InteractionKind::Errand { "promise kept" } else { "last contact" };
    review.list(list, listed_with(situation, last, what));
}

/// A contact with an interaction as the reason: `last contact on 2026-11-02 (email): the case study`.
fn listed_with(situation: &Situation<'_>, entry: &Interaction, what: &str) -> Listed {
    let mut text = format!("{what} on {}", entry.day);
    if let Some(channel) = entry.channel {
        text.push_str(&format!(" ({})", channel.name()));
    }
    if let Some(said) = entry.text.as_deref().filter(|said| !said.trim().is_empty()) {
        text.push_str(&format!(": {said}"));
    }
    Listed { day: Some(entry.day), place: situation.place(entry), ..Listed::new(situation.index, text) }
}

/// Lists open tasks without a date, and lines such as `should send her the article`.
fn undated(situation: &Situation<'_>, review: &mut Review) {
    let has_no_day = |owned: &&OwnedTask| {
        owned.task.state == TaskState::Open && owned.task.due.is_none() && owned.task.by.is_none()
    };
    for owned in situation.contact.tasks.iter().filter(has_no_day) {
        let what = if owned.task.waiting.is_some() { "you wait for" } else { "you promised" };
        let text = format!("{what}: {}{}", owned.task.title(), owed::with_others(owned));
        let place = Some(owned.place());
        review.list(List::Undated, Listed { place, ..Listed::new(situation.index, text) });
    }
    let meant = |entry: &&Interaction| entry.kind == InteractionKind::Intention;
    for entry in situation.past.iter().filter(meant) {
        review.list(List::Undated, listed_with(situation, entry, "you meant to"));
    }
}

/// Lists a contact paused without a date, after a long silence or without any contact.
fn paused(situation: &Situation<'_>, review: &mut Review) {
    if situation.keeping != Keeping::Paused(None) {
        return;
    }
    let long_ago = |day: Day| situation.today.days_since(day) > PAUSED;
    match situation.last {
        Some(last) if long_ago(last.day) => {
            review.list(List::Paused, listed_with(situation, last, "last contact"))
        }
        Some(_) => {}
        None => review.list(List::Paused, Listed::new(situation.index, "no contact is noted")),
    }
}

/// Lists a contact that did not answer the last return either.
fn silent(situation: &Situation<'_>, review: &mut Review) {
    let Some(rest) = &situation.rest else { return };
    let returns = rest.attempts;
    if returns < situation.config.re_engage.len().max(1)
        || situation.today.days_since(rest.since) <= LAST_RETURN
    {
        return;
    }
    let text = format!(
        "{}; {} since then, the last on {}",
        rest.why,
        crate::core::text::count(returns, "attempt"),
        rest.since
    );
    let place = rest.place.clone();
    review.list(List::Silent, Listed { day: Some(rest.since), place, ..Listed::new(situation.index, text) });
}

/// Lists a contact with messages both ways but no call or meeting.
fn only_messages(situation: &Situation<'_>, review: &mut Review) {
    let number = |direction| {
        let kind = InteractionKind::Clear(direction);
        situation.past.iter().filter(|entry| entry.kind == kind).count()
    };
    let (sent, heard) = (number(Direction::Out), number(Direction::In));
    if sent == 0 || heard == 0 || sent + heard < MESSAGES || number(Direction::Both) > 0 {
        return;
    }
    let text = format!("{sent} from you, {heard} from them");
    let place = situation.last_clear.and_then(|last| situation.place(last));
    let day = situation.last_clear.map(|last| last.day);
    review.list(List::OnlyMessages, Listed { day, place, ..Listed::new(situation.index, text) });
}
