//! How a message may speak of what its writer tried last: nobody who was called in vain was written to.

use crate::core::note::log::attempt::Attempt;
use crate::core::people::contact::Interaction;

/// What a clear message to somebody is called, as a sentence begins; nothing of a gift, and of what they did.
pub(super) fn attempt(one: &Interaction) -> Option<&'static str> {
    match one.attempt()? {
        Attempt::Wrote => Some("I wrote to you"),
        Attempt::Tried => Some("I tried to reach you"),
        Attempt::InTouch => Some("I got in touch"),
        Attempt::Gave => None,
    }
}

/// Whether the entry tells of something given to them: that is a thing, and nothing one talked about.
pub(super) fn is_gift(one: &Interaction) -> bool {
    one.attempt() == Some(Attempt::Gave)
}
