//! What the words of a line can mean: those of the table, and the names of the contact whom it is about.

use super::subjects::Subjects;
use super::words::WordTable;

/// The words and names that a line is read with.
#[derive(Clone, Copy)]
pub struct Vocabulary<'a> {
    /// The words that say what took place.
    pub(in crate::core::note::log) table: &'a WordTable,
    /// The names of the contact.
    pub(in crate::core::note::log) subjects: &'a Subjects<'a>,
}

impl WordTable {
    /// Adds the names of the contact whom a line is about.
    pub fn with<'a>(&'a self, subjects: &'a Subjects<'a>) -> Vocabulary<'a> {
        Vocabulary { table: self, subjects }
    }
}
