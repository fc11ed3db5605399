//! The words with which a note says what it is, in `type`, `categories` and `tags`.

use crate::core::note::body::links::{only_link, unlinked};
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::{split_outside_links, tags, texts};
use crate::core::note::front_matter::yaml::Pair;
use crate::core::place::{NotePath, last_part};
use crate::core::text::{fold_heading, folds_to, is_mark, is_one_of};
use std::borrow::Cow;

/// Kinds of notes that are neither contacts, even in a folder of contacts, nor meetings, even with people and a
/// date; without a plural `s`. A word that is in none of these lists rules out nothing.
const NEITHER: &[&str] = &[
    "company", "companie", "organisation", "organization", "org", "employer", "project", "place", "location",
    "city", "country", "restaurant", "book", "movie", "film", "podcast", "article", "paper", "recipe",
    "product", "moc", "index", "map", "list", "dashboard", "deal", "opportunity", "opportunitie", "account",
    "agency", "agencie",
];

/// Those of these words that are often the last of a compound: `crm-company`. A person may be a `company contact`.
const BUSINESS: [&str; 11] = [
    "company", "companie", "organisation", "organization", "org", "deal", "opportunity", "opportunitie",
    "account", "agency", "agencie",
];

/// Those of them that a note about a single person may have, too: each lead may be an `opportunity`.
const OF_SELLING: [&str; 6] = ["deal", "opportunity", "opportunitie", "account", "agency", "agencie"];

/// Words for the note itself at the end of a compound: `company-profile`.
const FOR_THE_NOTE: [&str; 5] = ["note", "record", "profile", "page", "card"];

/// Kinds that are not contacts, but may be meetings.
const NO_CONTACTS: &[&str] = &[
    "team", "meeting", "event", "resource", "daily", "dailynote", "journal", "template", "task", "area",
    "group", "log", "trip", "note",
];

/// Kinds that are not meetings.
const NO_MEETINGS: &[&str] =
    &["song", "album", "game", "quote", "photo", "picture", "image", "email", "letter"];

/// Kinds that are messages, each with the word of the table for it. A tag counts if it is one of the first two.
const MESSAGES: [(&str, &str); 8] = [
    ("email", "email"),
    ("letter", "letter"),
    ("message", "text"),
    ("mail", "email"),
    ("sm", "text"),
    ("whatsapp", "text"),
    ("imessage", "text"),
    ("linkedin", "linkedin"),
];

/// Kinds of notes about a meeting or a talk.
const MEETINGS: [&str; 7] = ["meeting", "call", "11", "1on1", "oneonone", "onetoone", "interview"];

/// Tags of notes that are not contacts.
const OTHER_TAGS: [&str; 8] =
    ["company", "companies", "organisation", "organization", "meeting", "meetings", "recipe", "place"];

/// Kinds, tags, and names of notes and folders, of notes that list what other notes say, and those that new ones are made
/// from.
const LISTS: [&str; 9] =
    ["moc", "mocs", "index", "dashboard", "dashboards", "map", "map of content", "template", "templates"];

/// Returns the values of a key, split at commas outside of links.
pub(super) fn split_values<'f>(fields: &'f Fields<'_>, key: Key) -> impl Iterator<Item = &'f str> {
    fields.texts(key).flat_map(|found| split_outside_links(found.value, b","))
}

/// Returns the words of `type` and `categories`, each folded and as shown, without links; the folded one
/// without a plural `s`.
fn kind_words<'f>(fields: &'f Fields<'_>) -> impl Iterator<Item = (String, Cow<'f, str>)> {
    [Key::Kind, Key::Categories]
        .into_iter()
        .flat_map(|key| split_values(fields, key).map(move |text| (key, text)))
        .map(|(key, text)| {
            let name = link_or_text(text);
            // A category may be that of a person: `[[Acme Company]]`.
            let business = if key == Key::Kind { business_in(&name) } else { None };
            (business.unwrap_or_else(|| singular(&name)), name)
        })
}

/// Returns the word for a business that a compound ends with: `crm-company`, `sales deal`, `company profile`.
fn business_in(kind: &str) -> Option<String> {
    // Most kinds are one word.
    if !kind.trim_matches(is_mark).contains(is_mark) {
        return None;
    }
    let mut words = kind.rsplit(is_mark).filter(|word| !word.is_empty()).map(singular);
    words.find(|word| !FOR_THE_NOTE.contains(&&**word)).filter(|word| BUSINESS.contains(&&**word))
}

/// Whether `type` or `categories` holds a word.
pub(in crate::core::note) fn is_kind(fields: &Fields<'_>, word: &str) -> bool {
    kind_words(fields).any(|(folded, _)| folded == word)
}

/// The word for any note, which does not say that it is about a thing.
const ANY_NOTE: &str = "note";

/// Returns the word or tag with which a note says that it is not a contact.
pub(in crate::core::note) fn other_kind(fields: &Fields<'_>) -> Option<String> {
    other_word(fields, |_, _| true)
}

/// As [`other_kind`], without the words that do not speak against the keys of a person: the one for any note, those of
/// selling, and compounds.
pub(super) fn kind_of_thing(fields: &Fields<'_>) -> Option<String> {
    other_word(fields, |word, shown| {
        word != ANY_NOTE && !OF_SELLING.contains(&word) && singular(shown) == word
    })
}

/// As [`other_kind`], without the word for any note, which does not speak against a log either.
pub(super) fn kind_beside_log(fields: &Fields<'_>) -> Option<String> {
    other_word(fields, |word, _| word != ANY_NOTE)
}

fn other_word(fields: &Fields<'_>, counts: impl Fn(&str, &str) -> bool) -> Option<String> {
    let is_listed = |(word, shown): &(String, Cow<'_, str>)| {
        (NEITHER.contains(&&**word) || NO_CONTACTS.contains(&&**word)) && counts(word, shown)
    };
    kind_words(fields).find(is_listed).map(|(_, name)| name.into_owned()).or_else(|| {
        // A person may be tagged `project`, so only tags that name the kind of a note count.
        let mut found = fields.nodes(Key::Tags).flat_map(tags);
        found.find(|tag| OTHER_TAGS.contains(&fold_heading(tag).as_str())).map(|tag| format!("#{tag}"))
    })
}

/// Whether a note only repeats what is elsewhere, or is the model of others.
pub(in crate::core::note) fn is_list(path: &NotePath, fields: &Fields<'_>) -> bool {
    other_kind(fields).is_some_and(|kind| is_one_of(&kind, &LISTS))
        || fields.nodes(Key::Tags).flat_map(tags).any(|tag| is_one_of(tag, &LISTS))
        || path.folder().split('/').chain([path.stem()]).any(|name| is_one_of(name, &LISTS))
}

/// Returns the word with which a note says that it is not a meeting.
pub(in crate::core::note) fn no_meeting<'f>(fields: &'f Fields<'_>) -> Option<Cow<'f, str>> {
    let is_listed = |word: &str| NEITHER.contains(&word) || NO_MEETINGS.contains(&word);
    kind_words(fields).find(|(folded, _)| is_listed(folded)).map(|(_, name)| name)
}

/// Whether `type` or `categories` says that the note is about a meeting or a talk.
pub(in crate::core::note) fn is_kind_of_meeting(fields: &Fields<'_>) -> bool {
    kind_words(fields).any(|(folded, name)| MEETINGS.contains(&&*folded) && !is_number(&name))
}

/// Whether a tag says so.
pub(in crate::core::note) fn is_tagged_meeting(fields: &Fields<'_>) -> bool {
    fields.nodes(Key::Tags).flat_map(tags).any(|tag| is_meeting(last_part(tag)))
}

/// Whether a word, such as the name of a folder, is one for a meeting or a talk.
pub(in crate::core::note) fn is_meeting(word: &str) -> bool {
    // The first letter rules out most.
    word.starts_with(['1', 'c', 'C', 'i', 'I', 'm', 'M', 'o', 'O'])
        && MEETINGS.contains(&&*singular(word))
        && !is_number(word)
}

/// Whether a word is a number, such as a folder `11` of a month, or `1.1`. `1-1` is none.
fn is_number(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ' '))
}

/// Returns the word for a way of contact with which a note says that it is a message, in `service`, `type` or a tag.
pub(in crate::core::note) fn message_word(fields: &Fields<'_>) -> Option<&'static str> {
    let find = |folded: &str, most| {
        MESSAGES.iter().take(most).find(|(known, _)| *known == folded).map(|(_, word)| *word)
    };
    let is_service = |pair: &&Pair<'_>| folds_to(&pair.key, "service");
    let mut services = fields.unknown.iter().filter(is_service).flat_map(|pair| texts(&pair.node));
    services
        .find_map(|found| find(&singular(found.value), MESSAGES.len()))
        .or_else(|| kind_words(fields).find_map(|(folded, _)| find(&folded, MESSAGES.len())))
        .or_else(|| fields.nodes(Key::Tags).flat_map(tags).find_map(|tag| find(&singular(tag), 2)))
}

/// Returns what a link shows if it is the whole text, else the text without its links.
pub(super) fn link_or_text(text: &str) -> Cow<'_, str> {
    if !text.contains('[') {
        return Cow::Borrowed(text);
    }
    only_link(text).map_or_else(|| unlinked(text), |link| Cow::Borrowed(link.shown))
}

/// Folds a word for comparison and drops a plural `s`.
pub(super) fn singular(word: &str) -> String {
    let mut folded = fold_heading(word);
    if folded.ends_with('s') {
        folded.pop();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_written_as_it_is_compared() {
        for word in [NEITHER, NO_CONTACTS, NO_MEETINGS].concat() {
            assert_eq!(singular(&format!("{word}s")), word);
        }
        assert!(BUSINESS.iter().all(|word| NEITHER.contains(word)));
        assert!(OF_SELLING.iter().all(|word| BUSINESS.contains(word)));
        let mut all = [NEITHER, NO_CONTACTS, NO_MEETINGS].concat();
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count, "a word is listed twice");
    }
}
