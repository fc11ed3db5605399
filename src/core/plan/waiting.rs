//! What they owe you: tasks under `Waiting for` (design 5.5).

use super::promise::{TaskKeys, open, place, with_others};
use super::situation::Situation;
use super::verdict::{Because, Lapse, Proposal, Verdict};
use super::{lapse::lapses_on, when};
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::note::facts::TaskState;
use crate::core::note::words::Direction;
use crate::core::people::contact::{Interaction, InteractionKind};
use crate::core::place::Place;

/// Days after which a question may be asked again, and as many more to do so.
const ASK_AGAIN: i64 = 7;
/// Days past its last good day on which a question lapses.
const LAPSES_AFTER: u32 = 15;
/// Working days after a skip on which a waiting-for asks again.
const AFTER_SKIP: u32 = 5;

/// One answer for each waiting-for with a date: due the working day after it.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    let mut keys = TaskKeys::default();
    let mut verdicts: Vec<Verdict> = open(situation, true)
        .filter_map(|owned| {
            let date = owned.task.by.or(owned.task.due)?;
            let key = keys.key(owned);
            let first = situation.config.workdays.plus(date, 1);
            let due = asks_again(situation, &key).map_or(first, |again| again.max(first));
            let title = format!("Ask {} about: {}", situation.name(), owned.task.text);
            let said = format!("you wait for: {} (by {date}){}", owned.task.text, with_others(owned));
            let proposal = Proposal::new(Kind::Waiting, key, title, due, due)
                .because("waiting", said, Some(place(owned)))
                .since(due);
            Some(Verdict::due(proposal))
        })
        .collect();
    verdicts.extend(asked(situation));
    if verdicts.is_empty() {
        vec![Verdict::quiet("you wait for nothing that has a date", None)]
    } else {
        verdicts
    }
}

fn asks_again(situation: &Situation<'_>, key: &str) -> Option<Day> {
    let skipped = situation.skipped_key(Kind::Waiting, key)?;
    Some(situation.config.workdays.plus(skipped, AFTER_SKIP))
}

/// `#ask` on something you sent, outside a sequence: asked again after a week, until
/// they are heard from (design 3.4).
fn asked(situation: &Situation<'_>) -> Option<Verdict> {
    let (day, place) =
        asked_by_entry(situation).into_iter().chain(asked_by_task(situation)).max_by_key(|(day, _)| *day)?;
    if situation.last_heard.is_some_and(|heard| heard.day >= day) {
        return None;
    }
    let key = format!("ask {day}");
    let due = asks_again(situation, &key).unwrap_or_else(|| day.plus_days(ASK_AGAIN));
    let title = format!("Ask {} again", situation.name());
    let proposal = Proposal::new(Kind::Waiting, key, title, due, due.plus_days(ASK_AGAIN))
        .because("waiting", format!("you asked on {day}; no answer yet"), place.clone())
        .since(day);
    let on = lapses_on(situation, when::last_good(situation, &proposal), LAPSES_AFTER);
    if situation.today >= on {
        let lapsed = Some(Lapse { kind: Kind::Waiting, due, on });
        let text = format!("the question of {day} lapsed on {on}");
        return Some(Verdict::Quiet(Because { text, place, lapsed }));
    }
    Some(Verdict::due(proposal))
}

fn asks(tags: &[Box<str>]) -> bool {
    tags.iter().any(|tag| &**tag == "ask")
}

fn asked_by_entry(situation: &Situation<'_>) -> Option<(Day, Option<Place>)> {
    let asking =
        |entry: &Interaction| entry.kind == InteractionKind::Clear(Direction::Out) && asks(&entry.hashtags);
    let place = situation.past.iter().rposition(asking)?;
    let entry = situation.past.get(place)?;
    // Within a sequence its touches ask; one that ended before the question does not count.
    let within = situation.is_in_sequence()
        && situation.sequence.as_ref().is_some_and(|running| match running.entry {
            Some(start) => start <= place,
            None => running.anchor <= entry.day,
        });
    (!within).then(|| (entry.day, situation.place(entry)))
}

/// A promise kept with `#ask` gives a question too.
fn asked_by_task(situation: &Situation<'_>) -> Option<(Day, Option<Place>)> {
    situation
        .contact
        .tasks
        .iter()
        .filter(|owned| asks(&owned.task.hashtags))
        .filter_map(|owned| match owned.task.state {
            TaskState::Done(Some(day)) if day <= situation.today => {
                Some((day, Some(super::promise::place(owned))))
            }
            TaskState::Done(_) | TaskState::Open | TaskState::Cancelled => None,
        })
        .max_by_key(|(day, _)| *day)
}
