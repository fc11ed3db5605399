//! The words that say whom a part of a note is about.

use crate::core::text::{bare_words, fold_heading, folded, prefix};

/// Words for relatives, anywhere in an item.
pub(in crate::core::note) const RELATIVES: &[&str] = &[
    "boyfriend", "brother", "children", "dad", "daughter", "daughters", "father", "girlfriend", "husband",
    "kids", "mom", "mother", "mum", "parents", "sister", "son", "sons", "spouse", "wife",
];

/// Words for other people that count only as a label: `Partner: Joan`, but not `partner at Acme`.
const RELATIVES_AS_LABELS: &[&str] = &["assistant", "child", "family", "partner"];

/// Who answers for somebody: `her assistant`.
pub(in crate::core::note) const OFFICES: [&str; 5] =
    ["office", "secretary", "assistant", "pa", "receptionist"];

/// Bytes of the longest of these words, with some room.
const LONGEST: usize = 24;

/// Maximum length of the words above a value (in bytes) or before it (in characters).
pub(super) const LONGEST_WORDS: usize = 300;

/// Whether a word in lower case names a relative or partner.
pub(in crate::core::note) fn is_relative(word: &str) -> bool {
    RELATIVES.contains(&word) || RELATIVES_AS_LABELS.contains(&word)
}

/// Whether a word in lower case names somebody around the contact: one of these, or who answers for the contact.
pub(in crate::core::note) fn is_around_contact(word: &str) -> bool {
    is_relative(word) || OFFICES.contains(&word)
}

/// Whether words name a relative or partner of the contact: `Tom, her son`, `Partner: Joan`.
pub(in crate::core::note) fn names_relative(words: &str) -> bool {
    let is_kin = |word: &str| word.len() <= LONGEST && RELATIVES.contains(&folded(word).as_ref());
    let words = prefix(words, LONGEST_WORDS);
    let label = words.split_once(':').map(|(label, _)| label);
    label.is_some_and(|label| RELATIVES_AS_LABELS.contains(&&*fold_heading(label)))
        || bare_words(words).any(is_kin)
}
