//! What they owe you: tasks under `Waiting for`, and questions you asked with `#ask` (design 5.5).

use crate::core::agenda::about::About;
use crate::core::agenda::model::{Kind, Lapsed};
use crate::core::day::Day;
use crate::core::note::facts::TaskState;
use crate::core::note::meant_tags::ASK;
use crate::core::people::contact::{Interaction, OwnedTask};
use crate::core::place::Place;
use crate::core::plan::hold::AsOf;
use crate::core::plan::id::Key;
use crate::core::plan::lapse::{Ending, LAPSED_SHOWN, Period, ends_on};
use crate::core::plan::owed::{Owed, TaskKeys, asked_on, open, with_others};
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Proposal, Verdicts};
use crate::core::plan::when::Subject;

/// A question may be asked again after this many days, and for as many more.
const ASK_AGAIN: i64 = 7;
/// A question lapses this many days after its last good day.
const LAPSES_AFTER: u32 = 15;

/// One answer for each waiting-for with a date: due the working day after it, and again some working days
/// after it was asked about or skipped.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let mut keys = TaskKeys::default();
    for (position, owned) in open(situation, Owed::ByThem) {
        if let (Some(date), Some(first)) = (owned.task.by.or(owned.task.due), asked_on(situation, owned)) {
            let key = keys.key(&owned.task.text);
            let again = situation.due_again(Kind::Waiting, &key, first);
            let day = again.map_or(first, |again| again.day);
            let text = &*owned.task.title();
            let title = ["Ask ", situation.name(), " about: ", text].concat();
            let said = ["you wait for: ", text, " (by ", &date.iso(), ")", &with_others(owned)].concat();
            let mut proposal = Proposal::new(Kind::Waiting, key, title, day, day)
                .about(About::Task(position))
                .because("waiting", said, Some(owned.place()))
                .since(day);
            proposal.reasons.extend(again.map(|again| again.reason("waiting", situation)));
            verdicts.due(proposal);
        }
    }
    questions(situation, verdicts);
    if verdicts.is_empty() {
        verdicts.idle("nothing you wait for has a date");
    }
}

/// A question you asked; entries from `answers_from` on can answer it.
struct Question {
    day: Day,
    about: About,
    place: Option<Place>,
    answers_from: usize,
}

impl Question {
    fn key(&self) -> Key {
        Key::Dated(ASK, self.day)
    }
}

/// Questions asked with `#ask` outside a sequence: asked again after a week, until something is heard (design
/// 3.4). Reports each one that lapsed lately; of the open ones, proposes the newest.
fn questions(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let mut questions = asked_by_entries(situation);
    questions.extend(asked_by_tasks(situation));
    let heard = situation.past.iter().rposition(|entry| entry.kind.is_heard());
    questions.retain(|question| heard.is_none_or(|heard| heard < question.answers_from));
    questions.sort_by_key(|question| question.day);
    let lately = situation.today.plus_days(-LAPSED_SHOWN);
    let mut open_question = None;
    for question in questions {
        // However often it is asked again, it lapses when the first time to do so is over.
        let due = question.day.plus_days(ASK_AGAIN);
        let period = Period { subject: Subject::from(Kind::Waiting), due, by: due.plus_days(ASK_AGAIN) };
        let on = ends_on(situation, period, Ending::Lapses(LAPSES_AFTER), AsOf::Today);
        let again = situation.due_again(Kind::Waiting, &question.key(), due);
        let again_on = again.map_or(due, |again| again.day);
        if situation.today < on && again_on < on {
            open_question = Some((question, again_on, again));
        } else if situation.today < on {
            let said =
                format_args!("the question of {} lapses on {on}, before it is asked again", question.day);
            verdicts.quiet(said, question.place);
        } else if on >= lately {
            let said = format_args!("the question of {} lapsed on {on}", question.day);
            let due = if again_on < on { again_on } else { due };
            verdicts.lapsed(
                Lapsed { contact: situation.index, kind: Kind::Waiting, due, on },
                said,
                question.place,
            );
        }
    }
    if let Some((question, due, again)) = open_question {
        let mut proposal = ask_again(situation, question, due);
        proposal.reasons.extend(again.map(|again| again.reason("waiting", situation)));
        verdicts.due(proposal);
    }
}

fn ask_again(situation: &Situation<'_>, question: Question, due: Day) -> Proposal {
    let (key, Question { day, about, place, .. }) = (question.key(), question);
    let title = ["Ask ", situation.name(), " again"].concat();
    let said = ["you asked on ", &day.iso(), "; no answer yet"].concat();
    Proposal::new(Kind::Waiting, key, title, due, due.plus_days(ASK_AGAIN))
        .about(about)
        .because("waiting", said, place)
        .since(day)
}

/// Whether an entry at a position of the history is within a sequence, whose touches ask.
fn is_within(situation: &Situation<'_>, place: usize) -> bool {
    situation.sequences.spans.iter().any(|span| span.contains(&place))
}

/// Entries with `#ask` outside a sequence.
fn asked_by_entries(situation: &Situation<'_>) -> Vec<Question> {
    situation
        .past
        .iter()
        .enumerate()
        .filter(|(place, entry)| {
            entry.kind.is_sent() && entry.hashtags.has(ASK) && !is_within(situation, *place)
        })
        .map(|(place, entry)| Question {
            day: entry.day,
            about: About::Contact,
            place: situation.place(entry),
            answers_from: place + 1,
        })
        .collect()
}

/// Kept promises with `#ask` that are no messages within a sequence.
fn asked_by_tasks(situation: &Situation<'_>) -> Vec<Question> {
    let is_touch = |owned: &OwnedTask| {
        let is_it = |entry: &Interaction| {
            let path = situation.people.notes.get(entry.note as usize);
            entry.spot.line == owned.task.spot.line && path == Some(&owned.path)
        };
        let place = situation.past.iter().position(is_it);
        place.is_some_and(|place| is_within(situation, place))
    };
    situation
        .contact
        .tasks
        .iter()
        .enumerate()
        .filter(|(_, owned)| owned.task.hashtags.has(ASK) && !is_touch(owned))
        .filter_map(|(position, owned)| match owned.task.state {
            TaskState::Done(Some(day)) if day <= situation.today => Some(Question {
                day,
                about: About::Task(position),
                place: Some(owned.place()),
                answers_from: situation.past.partition_point(|entry| entry.day < day),
            }),
            TaskState::Done(_) | TaskState::Open | TaskState::Cancelled => None,
        })
        .collect()
}
