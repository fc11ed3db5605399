//! Decides whether a contact is new, so that the first paragraph of a message says who writes.

use super::past::number_of;
use super::salutation::ELDERS;
use crate::core::agenda::model::FollowUp;
use crate::core::day::Day;
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Contact, InteractionKind};
use crate::core::text::{bare_words, is_one_of};

/// Number of days after the first meeting during which a contact counts as new.
const NEW_FOR: i64 = 90;

/// Tags, folders and relationships of friends and family.
const CLOSE: &[&str] = &[
    "friend", "friends", "close friend", "close friends", "best friend", "best friends", "old friend",
    "old friends", "family", "families", "mother", "father", "mum", "mom", "dad", "parent", "parents",
    "sister", "sisters", "brother", "brothers", "sibling", "siblings", "partner", "wife", "husband",
    "spouse", "son", "sons", "daughter", "daughters", "cousin", "cousins", "aunt", "aunts", "uncle",
    "uncles", "grandmother", "grandfather", "grandparents", "relative", "relatives", "mama", "mummy", "papa",
    "daddy", "grandma", "grandpa", "granny", "nan", "oma", "opa",
];

/// Tags and folders of other people who know the user well.
const WORK: &[&str] =
    &["colleague", "colleagues", "coworker", "coworkers", "co worker", "co workers", "mentor", "mentors"];

/// First words of the names of relatives besides [`ELDERS`]. Not `father` or `sister`, which are also titles.
const KIN: &[&str] = &["mum", "mom", "dad", "cousin"];

/// Words for relationships that have only begun. People with any other relationship know the user.
const BEGUN: &[&str] = &[
    "new", "lead", "prospect", "prospective", "potential", "acquaintance", "stranger", "contact",
    "networking", "recruiter", "interviewer", "applicant", "candidate", "introduced",
];

/// Whether a contact is new: met in the last 90 days or, without a `met` date, in a sequence and not known by
/// name, relationship, tag or folder; and they have not written yet, and were talked to at most once.
pub(super) fn is_new(contact: &Contact, one: &FollowUp, today: Day) -> bool {
    let number = |kind| number_of(contact, kind, today);
    let talked = number(InteractionKind::Clear(Direction::Both))
        + number(InteractionKind::Assumed)
        + usize::from(was_in_touch_before(contact, today));
    let met = contact.facts.rare.met.as_ref().map(|met| today.days_since(met.value.day) <= NEW_FOR);
    let begun = met.unwrap_or_else(|| one.sequence.is_some() && !is_known(contact));
    begun && talked <= 1 && number(InteractionKind::Clear(Direction::In)) == 0
}

/// Whether `last-contact` is before the first entry of the log, and is not the day on which they met.
fn was_in_touch_before(contact: &Contact, today: Day) -> bool {
    let Some(claimed) = &contact.facts.last_contact else { return false };
    let met = contact.facts.rare.met.as_ref().map(|met| met.value.day);
    let first = contact.contacts(today).next();
    Some(claimed.value) != met && first.is_some_and(|first| claimed.value < first.day)
}

/// Whether the name, the relationship, a tag or a folder says that the contact knows the user.
fn is_known(contact: &Contact) -> bool {
    let facts = &contact.facts;
    let related = |text: &str| {
        let mut words = bare_words(text);
        words.clone().next().is_some() && !words.any(|word| is_one_of(word, BEGUN))
    };
    facts.rare.relationship.as_deref().is_some_and(related) || is_close(contact) || is_marked(contact, WORK)
}

/// Whether the name, the relationship, a tag or a folder says that the contact is a friend or family.
pub(super) fn is_close(contact: &Contact) -> bool {
    let relationship = contact.facts.rare.relationship.as_deref().unwrap_or_default();
    let name = contact.name().to_lowercase();
    let first = without_my(&name).split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    [ELDERS, KIN].iter().any(|words| words.contains(&first))
        || relationship.split([',', '/']).any(|part| is_name_of(part, CLOSE))
        || is_marked(contact, CLOSE)
}

/// Whether the name, a tag or a folder is one of these words.
fn is_marked(contact: &Contact, words: &[&str]) -> bool {
    let is_word = |text: &str| is_name_of(text, words);
    let mut folders = contact.path.as_str().rsplit('/').skip(1);
    is_word(without_my(&contact.name().to_lowercase()))
        || contact.facts.tags.iter().any(|tag| tag.split('/').any(is_word))
        || folders.any(is_word)
}

fn without_my(name: &str) -> &str {
    name.strip_prefix("my ").unwrap_or(name)
}

/// Whether a tag or folder is one of these words. Tags use `-` for spaces: `close-friend`.
fn is_name_of(text: &str, words: &[&str]) -> bool {
    words.contains(&text.replace(['-', '_'], " ").trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_folders_of_close_people_are_known() {
        for text in
            ["friend", "close-friend", "Best_Friends", "Old friends", "_Friends", "Cousins", "co-worker"]
        {
            assert!([CLOSE, WORK].iter().any(|words| is_name_of(text, words)), "{text}");
        }
        for text in ["friendly", "new-friend", "People", "-", ""] {
            assert!(![CLOSE, WORK].iter().any(|words| is_name_of(text, words)), "{text}");
        }
    }
}
