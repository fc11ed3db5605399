//! How a line is read (design 3.4, "Reading a line"): `reading`, by its `line_head` (up to one of the `separators`) and the
//! `known_words` of `words` (filled with the `shipped_words`), for the `subjects` of the note and their `short_names`; both
//! are the `vocabulary`. `known_heads` keeps what was read of a head. `beginnings` are of lines about what is yet to come,
//! `later_part` begins what came after all. Also a line's `topic`, with `code_topic`, and the `meal` and `wishes` it tells of.

pub(super) mod beginnings;
pub(super) mod code_topic;
pub(super) mod known_heads;
pub(super) mod known_words;
pub(super) mod later_part;
pub(in crate::core::note) mod line_head;
pub mod meal;
pub mod reading;
pub(super) mod separators;
pub(super) mod shipped_words;
pub(super) mod short_names;
pub mod subjects;
pub(crate) mod topic;
pub(super) mod vocabulary;
pub mod wishes;
pub mod words;
