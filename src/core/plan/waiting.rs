//! What they owe you: tasks under `Waiting for`, and questions that you asked with `#ask` (design 5.5).

use super::lapse::{LAPSED_TOLD, lapses_on};
use super::promise::{Owed, TaskKeys, open, place, with_others};
use super::situation::Situation;
use super::verdict::{Because, Lapse, Proposal, Verdict};
use super::when;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::note::facts::TaskState;
use crate::core::note::words::Direction;
use crate::core::people::contact::{InteractionKind, OwnedTask};
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
    let mut verdicts: Vec<Verdict> = open(situation, Owed::ByThem)
        .filter_map(|owned| {
            let date = owned.task.by.or(owned.task.due)?;
            let key = keys.key(owned);
            let first = due(situation, owned)?;
            let day = asks_again(situation, &key).map_or(first, |again| again.max(first));
            let title = format!("Ask {} about: {}", situation.name(), owned.task.text);
            let said = format!("you wait for: {} (by {date}){}", owned.task.text, with_others(owned));
            let proposal = Proposal::new(Kind::Waiting, key, title, day, day)
                .because("waiting", said, Some(place(owned)))
                .since(day);
            Some(Verdict::due(proposal))
        })
        .collect();
    verdicts.extend(asked(situation));
    if verdicts.is_empty() { vec![Verdict::Idle("you wait for nothing that has a date")] } else { verdicts }
}

/// The working day after the date of a waiting-for.
pub fn due(situation: &Situation<'_>, owned: &OwnedTask) -> Option<Day> {
    let date = owned.task.by.or(owned.task.due)?;
    Some(situation.config.workdays.plus(date, 1))
}

fn asks_again(situation: &Situation<'_>, key: &str) -> Option<Day> {
    let skipped = situation.skipped_key(Kind::Waiting, key)?;
    Some(situation.config.workdays.plus(skipped, AFTER_SKIP))
}

/// A question that was asked, and from where in the history an answer to it can stand.
struct Question {
    day: Day,
    place: Option<Place>,
    answers_from: usize,
}

/// `#ask` on something you sent, outside a sequence: asked again after a week, until
/// they are heard from (design 3.4). Every question that lapsed lately is told; of those
/// that stand the newest speaks.
fn asked(situation: &Situation<'_>) -> Vec<Verdict> {
    let mut questions = asked_by_entries(situation);
    questions.extend(asked_by_tasks(situation));
    questions.retain(|question| !is_answered(situation, question));
    questions.sort_by_key(|question| question.day);
    let (standing, mut told): (Vec<Verdict>, Vec<Verdict>) = questions
        .iter()
        .map(|question| ask_again(situation, question))
        .partition(|verdict| matches!(verdict, Verdict::Due(_)));
    let lately = situation.today.plus_days(-LAPSED_TOLD);
    told.retain(|verdict| verdict.lapse().is_some_and(|lapse| lapse.on >= lately));
    told.extend(standing.into_iter().next_back());
    told
}

fn is_answered(situation: &Situation<'_>, question: &Question) -> bool {
    situation.past.iter().skip(question.answers_from).any(|entry| entry.kind.is_heard())
}

fn ask_again(situation: &Situation<'_>, question: &Question) -> Verdict {
    let (day, place) = (question.day, question.place.clone());
    let key = format!("ask {day}");
    let first = day.plus_days(ASK_AGAIN);
    let due = asks_again(situation, &key).map_or(first, |again| again.max(first));
    let title = format!("Ask {} again", situation.name());
    let proposal = Proposal::new(Kind::Waiting, key, title, due, due.plus_days(ASK_AGAIN))
        .because("waiting", format!("you asked on {day}; no answer yet"), place.clone())
        .since(day);
    let on = lapses_on(situation, when::last_good(situation, &proposal), LAPSES_AFTER);
    if situation.today >= on {
        let lapsed = Some(Lapse { kind: Kind::Waiting, due, on });
        let text = format!("the question of {day} lapsed on {on}");
        return Verdict::Quiet(Because { text, place, lapsed });
    }
    Verdict::due(proposal)
}

fn asks(tags: &[Box<str>]) -> bool {
    tags.iter().any(|tag| &**tag == "ask")
}

/// Within a sequence its touches ask; only what was asked outside one counts.
fn asked_by_entries(situation: &Situation<'_>) -> Vec<Question> {
    let within = |place: usize| situation.in_sequence.iter().any(|span| span.contains(&place));
    situation
        .past
        .iter()
        .enumerate()
        .filter(|(place, entry)| {
            entry.kind == InteractionKind::Clear(Direction::Out) && asks(&entry.hashtags) && !within(*place)
        })
        .map(|(place, entry)| Question {
            day: entry.day,
            place: situation.place(entry),
            answers_from: place + 1,
        })
        .collect()
}

/// A promise kept with `#ask` gives a question too.
fn asked_by_tasks(situation: &Situation<'_>) -> Vec<Question> {
    situation
        .contact
        .tasks
        .iter()
        .filter(|owned| asks(&owned.task.hashtags))
        .filter_map(|owned| match owned.task.state {
            TaskState::Done(Some(day)) if day <= situation.today => Some(Question {
                day,
                place: Some(super::promise::place(owned)),
                answers_from: situation.past.partition_point(|entry| entry.day < day),
            }),
            TaskState::Done(_) | TaskState::Open | TaskState::Cancelled => None,
        })
        .collect()
}
