//! Interactions that stand outside a contact's log: in daily notes, in the inbox, in meeting notes, in front matter
//! (design 3.4, 2 to 5). A file each.

pub(super) mod attendees;
mod daily;
pub mod inbox;
pub mod inbox_line;
mod inbox_names;
mod interactions;
mod meeting;
pub mod people_list;

use super::log::words::WordTable;
use super::report::Report;
use super::tasks::Hashtags;
use crate::core::date_text::DateOrder;

/// What reading such lines needs to know.
pub struct MentionReader<'a, 'b> {
    /// How words are read.
    pub words: &'a WordTable,
    /// Hashtags with a meaning.
    pub hashtags: &'a Hashtags,
    /// How slashed dates are meant.
    pub order: Option<DateOrder>,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}
