//! What you owe them: open dated tasks (design 5.5).

use super::situation::Situation;
use super::verdict::{Proposal, Verdict};
use crate::core::agenda::model::Kind;
use crate::core::note::facts::TaskState;
use crate::core::people::contact::OwnedTask;
use crate::core::place::Place;
use std::collections::HashMap;
use std::sync::Arc;

/// One answer for each open promise with a date.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    let mut keys = TaskKeys::default();
    let verdicts: Vec<Verdict> = open(situation, Owed::ByYou)
        .filter_map(|owned| {
            let (due, by) = (owned.task.due?, owned.task.by?);
            let title = format!("{}: {}", situation.name(), owned.task.text);
            let with = with_others(owned);
            let proposal = Proposal::new(Kind::Promise, keys.key(owned), title, due, by)
                .because("promise", format!("you promised: {}{with}", owned.task.text), Some(place(owned)))
                .since(due);
            Some(Verdict::due(proposal))
        })
        .collect();
    if verdicts.is_empty() { vec![Verdict::Idle("no open promise has a date")] } else { verdicts }
}

/// Who owes what a task says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owed {
    /// A promise.
    ByYou,
    /// A waiting-for.
    ByThem,
}

/// Open tasks of the contact: waiting-fors or promises.
pub fn open<'a>(situation: &Situation<'a>, owed: Owed) -> impl Iterator<Item = &'a OwnedTask> {
    situation.contact.tasks.iter().filter(move |owned| {
        owned.task.state == TaskState::Open && owned.task.waiting == (owed == Owed::ByThem)
    })
}

/// Where a task stands.
pub fn place(owned: &OwnedTask) -> Place {
    Place { path: owned.path.clone(), spot: Some(owned.task.spot) }
}

/// ` (also for Ben)`: others that the task names.
pub fn with_others(owned: &OwnedTask) -> String {
    if owned.with.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = owned.with.iter().map(String::as_str).collect();
    format!(" (also for {})", crate::core::text::list(&names, "and"))
}

/// Keys of tasks: their text, and a number where a contact has the same twice.
#[derive(Default)]
pub struct TaskKeys {
    seen: HashMap<Arc<str>, u32>,
}

impl TaskKeys {
    /// The key of the next task.
    pub fn key(&mut self, owned: &OwnedTask) -> String {
        let seen = self.seen.entry(Arc::clone(&owned.task.text)).or_default();
        *seen += 1;
        if *seen == 1 { owned.task.text.to_string() } else { format!("{} #{seen}", owned.task.text) }
    }
}
