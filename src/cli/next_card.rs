//! A card of `followup next`, and which of its follow-ups can be snoozed or skipped.

use super::terminal::safe;
use crate::core::agenda::model::{Agenda, FollowUp, Kind, State};
use crate::core::edit::Refused;
use crate::core::edit::proposal::nothing_to_log;
use crate::core::people::contact::ContactIndex;
use crate::io::failure::Failure;

/// A card: the follow-up it asks about and, in a catch-up, what else is due for the same contact.
pub(super) struct Card {
    pub(super) first: FollowUp,
    pub(super) others: Vec<FollowUp>,
}

impl Card {
    pub(super) fn all(&self) -> Vec<&FollowUp> {
        std::iter::once(&self.first).chain(&self.others).collect()
    }

    pub(super) fn contact(&self) -> ContactIndex {
        self.first.contact
    }

    /// Returns the follow-up that a snooze or skip applies to; promises and dates allow neither. `what` names
    /// the action.
    pub(super) fn relationship(&self, agenda: &Agenda, what: &str) -> Result<&FollowUp, Failure> {
        if let Some(found) = self.all().into_iter().find(|one| one.kind.is_relationship()) {
            return Ok(found);
        }
        let elsewhere = agenda.follow_ups.iter().find(|one| {
            one.contact == self.contact() && one.kind.is_relationship() && one.state != State::Upcoming
        });
        let elsewhere =
            elsewhere.map_or(String::new(), |one| format!("\n`{}` has a card of its own", safe(&one.title)));
        if self.first.kind == Kind::Prepare {
            let Refused { message, help } = nothing_to_log(&self.first);
            return Err(Failure::new(message).help([help, elsewhere].concat()));
        }
        Err(Failure::new(format!("a card of kind `{}` cannot be {what}", self.first.kind.name())).help(format!(
            "n leaves it for later, d says that it is done; the date of a task is changed in its note{elsewhere}"
        )))
    }
}
