//! The headings and words that say whom or what a part of a note is about.

use crate::core::text::{bare_words, folded, prefix, push_folded_heading};

/// Headings and items that group facts about the contact.
const FACT_HEADINGS: &[&str] = &[
    "about", "attributes", "basicinfo", "basics", "bio", "contact", "contactdata", "contactdetails",
    "contactinfo", "contactinformation", "data", "dates", "details", "facts", "fields", "general",
    "importantdates", "info", "information", "keydates", "keyfacts", "metadata", "notes", "overview",
    "person", "personal", "personaldetails", "personalinfo", "personalinformation", "profile", "properties",
    "quickfacts", "summary", "kontakt", "kontaktdaten", "profil",
];

/// Headings of sections about other people.
const FAMILY_HEADINGS: &[&str] =
    &["children", "family", "kids", "parents", "pets", "relatives", "siblings", "familie", "kinder"];

/// Headings of sections about things and times.
const OTHER_HEADINGS: &[&str] = &["career", "education", "gifts", "giftideas", "medical", "workhistory"];

/// Words for relatives, anywhere in an item.
pub(in crate::core::note) const RELATIVES: &[&str] = &[
    "boyfriend", "brother", "children", "dad", "daughter", "daughters", "father", "girlfriend", "husband",
    "kids", "mom", "mother", "mum", "parents", "sister", "son", "sons", "spouse", "wife",
];

/// Words for other people that count only as a label: `Partner: Joan`, but not `partner at Acme`.
pub(in crate::core::note) const RELATIVES_AS_LABELS: &[&str] = &["assistant", "child", "family", "partner"];

/// Bytes of the longest of all these words, with some room.
const LONGEST: usize = 24;

/// Maximum length of the words above a value (in bytes) or before it (in characters).
pub(super) const LONGEST_WORDS: usize = 300;

/// Whether the heading of a section says that it is about other people.
pub(in crate::core::note) fn names_family(heading: &str) -> bool {
    is_one_of(heading, FAMILY_HEADINGS)
}

/// Whether the heading of a section says that it is about things and times, whose fields are dropped without a report.
pub(super) fn names_other_things(heading: &str) -> bool {
    is_one_of(heading, OTHER_HEADINGS)
}

/// Whether a heading or item groups facts about the contact, such as `Contact information`.
pub(in crate::core::note) fn groups_facts(words: &str) -> bool {
    is_one_of(words, FACT_HEADINGS)
}

fn is_one_of(words: &str, list: &[&str]) -> bool {
    let mut folded = String::new();
    push_folded_heading(words, LONGEST, &mut folded) && list.contains(&folded.as_str())
}

/// Whether words name a relative or partner of the contact: `Tom, her son`, `Partner: Joan`.
pub(in crate::core::note) fn names_relative(words: &str) -> bool {
    let is_kin = |word: &str| word.len() <= LONGEST && RELATIVES.contains(&folded(word).as_ref());
    let words = prefix(words, LONGEST_WORDS);
    let label = words.split_once(':').map(|(label, _)| label);
    label.is_some_and(|label| is_one_of(label, RELATIVES_AS_LABELS)) || bare_words(words).any(is_kin)
}
