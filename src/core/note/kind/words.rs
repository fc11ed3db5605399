//! The words by which a note says what it is, in `type`, `categories` and `tags`.

use crate::core::note::body::links::{only_link, unlinked};
use crate::core::note::fields::Fields;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::{split_outside_links, tags};
use crate::core::text::fold_heading;
use std::borrow::Cow;

/// Words by which a note in a folder of contacts says that it is something else,
/// without a plural `s`. An unknown word does not unmake a contact.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "company", "companie", "organisation", "organization", "org", "business", "employer", "team",
    "meeting", "project", "place", "location", "city", "country", "book", "movie", "film", "article",
    "recipe", "event", "resource", "daily", "dailynote", "journal", "moc", "index", "template", "task",
    "area", "map", "restaurant", "podcast", "paper", "product", "group", "list", "log", "dashboard",
    "trip", "note",
];

/// Tags that say so.
const OTHER_TAGS: [&str; 8] =
    ["company", "companies", "organisation", "organization", "meeting", "meetings", "recipe", "place"];

/// What stands between the commas of a key's values.
pub(super) fn parts<'f>(fields: &'f Fields<'_>, key: Key) -> impl Iterator<Item = &'f str> {
    fields.texts(key).flat_map(|found| split_outside_links(found.value, b","))
}

/// The words of `type` and `categories`, folded, without links and plural `s`.
pub(in crate::core::note) fn kind_words<'f>(
    fields: &'f Fields<'_>,
) -> impl Iterator<Item = (String, Cow<'f, str>)> {
    [Key::Kind, Key::Categories].into_iter().flat_map(|key| parts(fields, key)).map(|text| {
        let name = link_or_text(text);
        (singular(&name), name)
    })
}

/// Whether a note calls itself so.
pub(in crate::core::note) fn says(fields: &Fields<'_>, word: &str) -> bool {
    kind_words(fields).any(|(folded, _)| folded == word)
}

/// The word or tag by which a note says that it is something else.
pub(in crate::core::note) fn other_word(fields: &Fields<'_>) -> Option<String> {
    let said = kind_words(fields).find(|(folded, _)| OTHERS.contains(&folded.as_str()));
    said.map(|(_, name)| name.into_owned()).or_else(|| {
        // A person may be tagged `project`; a tag that names the note's own kind is one of these.
        let mut found = fields.nodes(Key::Tags).flat_map(tags);
        found.find(|tag| OTHER_TAGS.contains(&fold_heading(tag).as_str())).map(|tag| format!("#{tag}"))
    })
}

/// What a link shows that is all of a text; of other texts, themselves without their links.
pub(super) fn link_or_text(text: &str) -> Cow<'_, str> {
    if !text.contains('[') {
        return Cow::Borrowed(text);
    }
    only_link(text).map_or_else(|| unlinked(text), |link| Cow::Borrowed(link.shown))
}

/// A word for comparison, without a plural `s`.
pub(super) fn singular(word: &str) -> String {
    let mut folded = fold_heading(word);
    if folded.ends_with('s') {
        folded.pop();
    }
    folded
}
