//! Details from a contact's note to show with a follow-up: hooks and open promises. They are looked up when
//! an output needs them, because copies in every follow-up took as much memory as all reasons together, and
//! most are never shown.

use super::model::{FollowUp, Kind};
use crate::core::note::channel::Channel;
use crate::core::note::facts::{Hook, HookKind, TaskState};
use crate::core::people::contact::Contact;
use crate::core::place::{NotePath, Place, Spot};

/// A line of a note to show with a follow-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Detail<'a> {
    /// The text as written, Markdown included.
    pub text: &'a str,
    /// The note it is in.
    pub path: &'a NotePath,
    /// Its position in that note.
    pub spot: Spot,
}

impl Detail<'_> {
    /// The place of the line.
    pub fn place(&self) -> Place {
        Place::at(self.path, self.spot)
    }
}

impl FollowUp {
    /// The channel to show; `None` for preparations, which are not messages.
    pub fn written_by(&self) -> Option<Channel> {
        self.channel.filter(|_| self.kind != Kind::Prepare)
    }

    /// The hooks of the contact that the log has not mentioned yet: recommendations first, then gifts, then
    /// the rest; on dates gifts come first.
    pub fn hooks<'a>(&self, contact: &'a Contact) -> impl Iterator<Item = Detail<'a>> + use<'a> {
        let kinds = if self.kind.is_date() {
            [HookKind::Gift, HookKind::Recommended, HookKind::Plain]
        } else {
            [HookKind::Recommended, HookKind::Gift, HookKind::Plain]
        };
        let of_kind = |kind| {
            let tells = move |hook: &&Hook| !hook.mentioned && hook.kind == kind;
            contact.facts.hooks.iter().filter(tells)
        };
        let detail = |hook: &'a Hook| Detail { text: &hook.text, path: &contact.path, spot: hook.spot };
        kinds.into_iter().flat_map(of_kind).map(detail)
    }

    /// The open promises to the contact, dated or not, to mention in a message; none for kinds other than
    /// relationship kinds.
    pub fn promises<'a>(&self, contact: &'a Contact) -> impl Iterator<Item = Detail<'a>> + use<'a> {
        let tasks = if self.kind.is_relationship() { contact.tasks.as_slice() } else { &[] };
        tasks
            .iter()
            .filter(|owned| owned.task.state == TaskState::Open && owned.task.waiting.is_none())
            .map(|owned| Detail { text: &owned.task.text, path: &owned.path, spot: owned.task.spot })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture;

    #[test]
    fn gifts_go_first_on_a_date_and_recommendations_otherwise() {
        let mut ada = fixture::contact("Ada.md", "Ada");
        let hook = |(text, kind, mentioned): (&str, HookKind, bool)| Hook {
            text: text.into(),
            spot: Spot::new(1, 1),
            kind,
            mentioned,
        };
        let (gift, recommended) = (HookKind::Gift, HookKind::Recommended);
        let hooks = [
            ("tea", HookKind::Plain, false),
            ("a book", gift, false),
            ("a film", recommended, false),
            ("a map", gift, true),
            ("boats", HookKind::Plain, false),
        ];
        ada.facts.hooks = hooks.map(hook).into();
        let compiled = fixture::compiled(vec![ada], |people| {
            let kinds = [Kind::Reply, Kind::Birthday];
            kinds.map(|kind| fixture::follow_up(people, kind, fixture::TODAY)).into()
        });
        let ada = &compiled.people.contacts[0];
        let hooks = compiled.agenda.follow_ups.iter();
        let hooks: Vec<Vec<&str>> = hooks.map(|one| one.hooks(ada).map(|hook| hook.text).collect()).collect();
        assert_eq!(hooks, [["a film", "a book", "tea", "boats"], ["a book", "a film", "tea", "boats"]]);
    }
}
