//! Promises: open dated tasks that you owe them (design 5.5).

use crate::core::agenda::about::About;
use crate::core::agenda::model::Kind;
use crate::core::plan::owed::{Owed, TaskKeys, open, with_others};
use crate::core::plan::situation::Situation;
use crate::core::plan::verdict::{Proposal, Verdicts};

/// One answer for each open promise with a date.
pub fn look(situation: &Situation<'_>, verdicts: &mut Verdicts) {
    let mut keys = TaskKeys::default();
    for (position, owned) in open(situation, Owed::ByYou) {
        if let (Some(due), Some(by)) = (owned.task.due, owned.task.by) {
            let key = keys.key(&owned.task.text);
            verdicts.due_by_itself(Kind::Promise, due, || {
                let text = &*owned.task.text;
                let title = [situation.name(), ": ", text].concat();
                let said = ["you promised: ", text, &with_others(owned)].concat();
                Proposal::new(Kind::Promise, key, title, due, by)
                    .about(About::Task(position))
                    .because("promise", said, Some(owned.place()))
                    .since(due)
            });
        }
    }
    if verdicts.is_empty() {
        verdicts.idle("no open promise has a date");
    }
}
