//! What they owe you: tasks under `Waiting for`, and questions that you asked with `#ask` (design 5.5).

use crate::core::agenda::about::About;
use crate::core::agenda::model::Kind;
use crate::core::day::Day;
use crate::core::note::facts::TaskState;
use crate::core::note::meant_tags::ASK;
use crate::core::place::Place;
use crate::core::plan::hold::AsOf;
use crate::core::plan::id::Key;
use crate::core::plan::lapse::{Ending, LAPSED_TOLD, Period, ends_on};
use crate::core::plan::owed::{Owed, TaskKeys, asked_on, open, place, with_others};
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Lapse, Proposal, Verdicts};
use crate::core::plan::when::Subject;

/// Days after which a question may be asked again, and as many more to do so.
const ASK_AGAIN: i64 = 7;
/// Days past its last good day on which a question lapses.
const LAPSES_AFTER: u32 = 15;

/// One answer for each waiting-for with a date: due the working day after it, and again a while after each time
/// that it was asked about or passed over.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let mut keys = TaskKeys::default();
    for (position, owned) in open(situation, Owed::ByThem) {
        if let (Some(date), Some(first)) = (owned.task.by.or(owned.task.due), asked_on(situation, owned)) {
            let key = keys.key(owned);
            let day = situation.asks_again(Kind::Waiting, &key, first).unwrap_or(first);
            let text = &*owned.task.title();
            let title = ["Ask ", situation.name(), " about: ", text].concat();
            let said = ["you wait for: ", text, " (by ", &date.iso(), ")", &with_others(owned)].concat();
            let proposal = Proposal::new(Kind::Waiting, key, title, day, day)
                .about(About::Task(position))
                .because("waiting", said, Some(place(owned)))
                .since(day);
            verdicts.due(proposal);
        }
    }
    asked(situation, verdicts);
    if verdicts.is_empty() {
        verdicts.idle("nothing you wait for has a date");
    }
}

/// A question that was asked, and from where in the history an answer to it can stand.
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

/// `#ask` on something you sent, outside a sequence: asked again after a week, until
/// they are heard from (design 3.4). Every question that lapsed lately is told; of those
/// that stand the newest speaks.
fn asked(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let mut questions = asked_by_entries(situation);
    questions.extend(asked_by_tasks(situation));
    let heard = situation.past.iter().rposition(|entry| entry.kind.is_heard());
    questions.retain(|question| heard.is_none_or(|heard| heard < question.answers_from));
    questions.sort_by_key(|question| question.day);
    let lately = situation.today.plus_days(-LAPSED_TOLD);
    let mut standing = None;
    for question in questions {
        // However often it is asked again, it is given up when the first time to do so is over.
        let due = question.day.plus_days(ASK_AGAIN);
        let period = Period { subject: Subject::from(Kind::Waiting), due, by: due.plus_days(ASK_AGAIN) };
        let on = ends_on(situation, period, Ending::Lapses(LAPSES_AFTER), AsOf::Today);
        let again = situation.asks_again(Kind::Waiting, &question.key(), due).unwrap_or(due);
        if situation.today < on && again < on {
            standing = Some((question, again));
        } else if situation.today < on {
            let said =
                format_args!("the question of {} lapses on {on}, before it is asked again", question.day);
            verdicts.quiet(said, question.place);
        } else if on >= lately {
            let said = format_args!("the question of {} lapsed on {on}", question.day);
            let stood = if again < on { again } else { due };
            verdicts.lapsed(Lapse { kind: Kind::Waiting, due: stood, on }, said, question.place);
        }
    }
    if let Some((question, due)) = standing {
        verdicts.due(ask_again(situation, question, due));
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

/// Within a sequence its touches ask; only what was asked outside one counts.
fn asked_by_entries(situation: &Situation<'_>) -> Vec<Question> {
    let within = |place: usize| situation.in_sequence.iter().any(|span| span.contains(&place));
    situation
        .past
        .iter()
        .enumerate()
        .filter(|(place, entry)| entry.kind.is_sent() && entry.hashtags.has(ASK) && !within(*place))
        .map(|(place, entry)| Question {
            day: entry.day,
            about: About::Contact,
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
        .enumerate()
        .filter(|(_, owned)| owned.task.hashtags.has(ASK))
        .filter_map(|(position, owned)| match owned.task.state {
            TaskState::Done(Some(day)) if day <= situation.today => Some(Question {
                day,
                about: About::Task(position),
                place: Some(place(owned)),
                answers_from: situation.past.partition_point(|entry| entry.day < day),
            }),
            TaskState::Done(_) | TaskState::Open | TaskState::Cancelled => None,
        })
        .collect()
}
