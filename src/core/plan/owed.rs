//! Open tasks of a contact: what you owe them and what they owe you (design 3.5).

use super::id::Key;
use super::situation::Situation;
use crate::core::day::Day;
use crate::core::note::facts::TaskState;
use crate::core::people::contact::OwnedTask;
use crate::core::text::list;
use std::borrow::Cow;
use std::collections::BTreeMap;
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
    /// The keys as written, each with the highest number tried for it as a text.
    given: BTreeMap<Cow<'a, str>, u32>,
}

impl<'a> TaskKeys<'a> {
    /// The key of the next task, by its text. It is unique even if another task's text ends in such a number.
    pub fn key(&mut self, text: &'a Arc<str>) -> Key {
        let Some(tried) = self.given.get(&**text) else {
            self.given.insert(Cow::Borrowed(text), 1);
            return Key::Task(Arc::clone(text), 1);
        };
        let mut number = *tried;
        loop {
            number += 1;
            let key = Key::Task(Arc::clone(text), number);
            let written = Cow::Owned(key.to_string());
            if !self.given.contains_key(&written) {
                self.given.insert(written, 1);
                self.given.insert(Cow::Borrowed(text), number);
                return key;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn each_text_is_counted_past_the_keys_that_are_taken(
            texts in proptest::collection::vec("a( #[2-4]){0,2}", 0..9),
        ) {
            let texts: Vec<Arc<str>> = texts.into_iter().map(Arc::from).collect();
            let mut keys = TaskKeys::default();
            let (mut numbers, mut taken) = (BTreeMap::new(), BTreeSet::new());
            for text in &texts {
                let number = numbers.entry(text).or_insert(0);
                *number += 1;
                while !taken.insert(Key::Task(Arc::clone(text), *number).to_string()) {
                    *number += 1;
                }
                prop_assert_eq!(keys.key(text), Key::Task(Arc::clone(text), *number));
            }
        }
    }
}
