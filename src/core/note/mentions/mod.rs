//! Interactions outside a contact's log: in meeting notes, daily notes, the inbox and front matter
//! (design 3.4, 2 to 5).

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
use crate::core::day::Day;

/// The context for reading such interactions.
pub struct MentionReader<'a, 'b> {
    /// The known words and their meanings.
    pub words: &'a WordTable,
    /// Hashtags with a meaning.
    pub hashtags: &'a Hashtags,
    /// The order of day and month in dates with slashes.
    pub order: Option<DateOrder>,
    /// Today. What is arranged for a later day is planned.
    pub today: Day,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}
