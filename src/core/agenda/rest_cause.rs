//! Why somebody is left in peace, in words.

use crate::core::text::count;

/// What began a rest (design 5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestCause {
    /// They said `#not-now`.
    NotNow,
    /// They said no, and were answered.
    AfterNo,
    /// A sequence closed, or all attempts were made.
    Unanswered,
}

impl RestCause {
    /// Why, of somebody to whom so many attempts were made.
    pub fn in_words(self, attempts: u32) -> String {
        match self {
            RestCause::NotNow => "they said not now".to_owned(),
            RestCause::AfterNo => "they said no".to_owned(),
            RestCause::Unanswered => unanswered(attempts),
        }
    }
}

/// `1 attempt without an answer`.
pub fn unanswered(attempts: u32) -> String {
    format!("{} without an answer", count(usize::try_from(attempts).unwrap_or(usize::MAX), "attempt"))
}
