//! What belongs to an entry (design 3.4): `entry_text` finds its lines and words, and `entry` makes it, with `entry_labels`
//! (what the `labels` below it say, as `Direction: Inbound`, with the `parties` of a mail), `done_tasks`, `loose_hashtags`
//! (those outside its words), `below` (what else is said below them), `order` (which of one day was first) and
//! `newest_texts` (which keep their text). `line_break` tells where a line break within the words separates.

pub(super) mod below;
pub(in crate::core::note) mod done_tasks;
pub(super) mod entry;
pub(in crate::core::note) mod entry_labels;
pub(in crate::core::note) mod entry_text;
pub(in crate::core::note) mod labels;
pub(super) mod line_break;
pub(in crate::core::note) mod loose_hashtags;
pub(in crate::core::note) mod newest_texts;
pub(in crate::core::note) mod order;
pub(super) mod parties;
