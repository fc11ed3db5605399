//! What they owe you: tasks under `Waiting for` (design 5.5).

use super::promise::{TaskKeys, open, place, with_others};
use super::situation::Situation;
use super::verdict::{Proposal, Verdict};
use crate::core::agenda::model::Kind;

/// One answer for each waiting-for with a date: due the working day after it.
pub fn look(situation: &Situation<'_>) -> Vec<Verdict> {
    let mut keys = TaskKeys::default();
    let verdicts: Vec<Verdict> = open(situation, true)
        .filter_map(|owned| {
            let date = owned.task.by.or(owned.task.due)?;
            let due = situation.config.workdays.plus(date, 1);
            let title = format!("Ask {} about: {}", situation.name(), owned.task.text);
            let said = format!("you wait for: {} (by {date}){}", owned.task.text, with_others(owned));
            let proposal = Proposal::new(Kind::Waiting, keys.key(owned), title, due, due)
                .because("waiting", said, Some(place(owned)))
                .since(date.min(situation.today));
            Some(Verdict::due(proposal))
        })
        .collect();
    if verdicts.is_empty() {
        vec![Verdict::quiet("you wait for nothing that has a date", None)]
    } else {
        verdicts
    }
}
