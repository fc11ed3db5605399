//! Whether somebody may not know who writes to them: then the first paragraph says it.

use crate::core::agenda::model::FollowUp;
use crate::core::day::Day;
use crate::core::note::log::words::Direction;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};

/// Days after the first meeting for which somebody counts as a new acquaintance.
const NEW_FOR: i64 = 90;

/// Tags and folders of people to whom nobody has to say who writes.
#[rustfmt::skip]
const CLOSE: &[&str] = &[
    "friend", "friends", "close friend", "close friends", "best friend", "best friends", "old friend", "old friends",
    "family", "families", "mother", "father", "mum", "mom", "dad", "parent", "parents", "sister", "sisters",
    "brother", "brothers", "sibling", "siblings", "partner", "wife", "husband", "spouse", "son", "sons", "daughter",
    "daughters", "cousin", "cousins", "aunt", "aunts", "uncle", "uncles", "grandmother", "grandfather",
    "grandparents", "colleague", "colleagues", "coworker", "coworkers", "co worker", "co workers", "mentor",
    "mentors", "relative", "relatives",
];

/// Words of a relationship that has only begun. Whoever is anything else to somebody is known to them.
#[rustfmt::skip]
const BEGUN: &[&str] = &[
    "new", "lead", "prospect", "prospective", "potential", "acquaintance", "stranger", "contact", "networking",
    "recruiter", "interviewer", "applicant", "candidate", "introduced",
];

/// Somebody met not long ago, or in a sequence, who has not written yet and was talked to once at most. Of somebody
/// without a `met` date or a sequence nothing is known, so they are not new; nor is who was met long ago, or is
/// known by what the note says of them, unless it says when they met.
pub(super) fn is_new(contact: &Contact, one: &FollowUp, today: Day) -> bool {
    let counted = |wanted: InteractionKind| past(contact, today).filter(|one| one.kind == wanted).count();
    let talked = counted(InteractionKind::Clear(Direction::Both))
        + counted(InteractionKind::Assumed)
        + usize::from(was_in_touch_before(contact, today));
    let met = contact.facts.rare.met.as_ref().map(|met| today.days_since(met.value.day) <= NEW_FOR);
    let begun = met.unwrap_or_else(|| one.sequence.is_some() && !is_known(contact));
    begun && talked <= 1 && counted(InteractionKind::Clear(Direction::In)) == 0
}

fn past(contact: &Contact, today: Day) -> impl Iterator<Item = &Interaction> {
    contact.history.iter().filter(move |one| one.day <= today)
}

/// Whether `last-contact` is of a day before the log begins, and not that on which they met.
fn was_in_touch_before(contact: &Contact, today: Day) -> bool {
    let Some(claimed) = &contact.facts.last_contact else { return false };
    let met = contact.facts.rare.met.as_ref().map(|met| met.value.day);
    let first = past(contact, today).find(|one| one.kind.is_contact());
    Some(claimed.value) != met && first.is_some_and(|first| claimed.value < first.day)
}

/// Whether the relationship, a tag or the folder of the note says that they know each other.
fn is_known(contact: &Contact) -> bool {
    let facts = &contact.facts;
    let related = |text: &str| {
        let mut words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
        let is_begun = |word: &str| BEGUN.iter().any(|begun| word.eq_ignore_ascii_case(begun));
        words.clone().next().is_some() && !words.any(is_begun)
    };
    let folders = contact.path.as_str().rsplit('/').skip(1);
    facts.rare.relationship.as_deref().is_some_and(related)
        || facts.tags.iter().any(|tag| tag.split('/').any(is_close))
        || folders.into_iter().any(is_close)
}

/// Whether a tag or a folder is of people one knows. A tag has no blanks: `close-friend`.
fn is_close(text: &str) -> bool {
    CLOSE.contains(&text.replace(['-', '_'], " ").trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_close_is_so_in_tags_and_folders() {
        for text in
            ["friend", "close-friend", "Best_Friends", "Old friends", "_Friends", "Cousins", "co-worker"]
        {
            assert!(is_close(text), "{text}");
        }
        for text in ["friendly", "new-friend", "People", "-", ""] {
            assert!(!is_close(text), "{text}");
        }
    }
}
