//! Interactions outside a contact's log: in meeting notes, daily notes, the inbox and front matter
//! (design 3.4, 2 to 5).

pub(super) mod attendees;
mod daily;
pub mod inbox;
pub mod inbox_line;
mod inbox_names;
pub(super) mod interactions;
pub(in crate::core::note) mod meeting;
pub(super) mod message_note;
mod parts;
pub mod people_list;
pub(super) mod stands;

use super::read::Reader;
use super::report::Report;

/// The context for reading such interactions.
pub struct MentionReader<'a, 'b> {
    /// What reading a note needs from the configuration.
    pub reader: &'a Reader<'a>,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}
