//! Who wrote to whom (design 3.4): `messages` (who sent one), `who_wrote`, `senders` (somebody else's), `their_words` (behind a
//! bare word for a message), `exchanges`, `answers`, `automatic` (those of a machine), `directions` and `marks` (who wrote by
//! a sign, and what only looks like one), `no_message` (addresses, pages, presents to come), `attempt` (writing or calling,
//! if no channel says it).

pub(super) mod answers;
pub mod attempt;
pub(super) mod automatic;
pub(in crate::core::note) mod directions;
pub(super) mod exchanges;
pub(in crate::core::note) mod marks;
pub(super) mod messages;
pub(super) mod no_message;
pub(super) mod senders;
pub(super) mod their_words;
pub(super) mod who_wrote;
