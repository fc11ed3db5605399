//! Open tasks of a contact: what you owe them and what they owe you (design 3.5).

use super::id::Key;
use super::situation::Situation;
use crate::core::day::Day;
use crate::core::note::facts::TaskState;
use crate::core::people::contact::OwnedTask;
use crate::core::text::list;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who has to do the task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// A promise.
    ByYou,
    /// A waiting-for.
    ByThem,
}

/// The open tasks of a contact that one side owes, each with its position among its tasks.
pub fn open<'a>(situation: &Situation<'a>, owed: Owed) -> impl Iterator<Item = (usize, &'a OwnedTask)> {
    situation.contact.tasks.iter().enumerate().filter(move |(_, owned)| match owed {
        Owed::ByYou => owned.task.waiting.is_none() && owned.task.state == TaskState::Open,
        Owed::ByThem => owned.task.waiting.is_some() && is_awaited(situation, owned),
    })
}

/// Whether a waiting-for was open on the day of the situation.
fn is_awaited(situation: &Situation<'_>, owned: &OwnedTask) -> bool {
    open_until(situation, owned, situation.looked_back_to()).is_some_and(|last| situation.today <= last)
}

/// The last day on which a waiting-for is known to have been open; `None` if it never held anything. When
/// looking back at a day, one that was ticked on an unknown or future day counts as open if its day to ask
/// had come.
pub fn open_until(situation: &Situation<'_>, owned: &OwnedTask, looked_back_to: Option<Day>) -> Option<Day> {
    match owned.task.state {
        TaskState::Open => Some(Day::LAST),
        TaskState::Done(Some(day)) if day <= situation.now => Some(day.plus_days(-1)),
        TaskState::Done(_) => (asked_on(situation, owned)? <= looked_back_to?).then_some(Day::LAST),
        TaskState::Cancelled => None,
    }
}

/// The day to ask for what they owe: the working day after its date.
pub fn asked_on(situation: &Situation<'_>, owned: &OwnedTask) -> Option<Day> {
    let date = owned.task.by.or(owned.task.due)?;
    Some(situation.config.workdays.plus(date, 1))
}

/// Names the other people of a task: ` (also for Ben)`.
pub fn with_others(owned: &OwnedTask) -> String {
    if owned.with.is_empty() {
        return String::new();
    }
    format!(" (also for {})", list(&owned.with, "and"))
}

/// Hands out the keys of a contact's tasks: the text, numbered when it occurs more than once.
#[derive(Default)]
pub struct TaskKeys<'a> {
    numbers: BTreeMap<&'a str, u32>,
    given: BTreeSet<Cow<'a, str>>,
}

impl<'a> TaskKeys<'a> {
    /// The key of the next task. It is unique even if another task's text ends in such a number.
    pub fn key(&mut self, owned: &'a OwnedTask) -> Key {
        let text = &owned.task.text;
        let number = self.numbers.entry(text).or_default();
        loop {
            *number += 1;
            let key = Key::Task(Arc::clone(text), *number);
            let written = if *number == 1 { Cow::Borrowed(&**text) } else { Cow::Owned(key.to_string()) };
            if self.given.insert(written) {
                return key;
            }
        }
    }
}
