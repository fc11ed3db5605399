//! The phrases that are shipped for what was no contact: nobody was reached, or nothing took place (design
//! 3.4). [`super::whole_phrases`] finds them.

use super::words::Meaning;
use crate::core::note::channel::Channel;

/// Nobody was reached.
const TRIED: &[&str] = &[
    "voicemail",
    "left a message",
    "left message",
    "left a voicemail",
    "left voicemail",
    "left a vm",
    "left vm",
    "got voicemail",
    "got her voicemail",
    "got his voicemail",
    "straight to voicemail",
    "answering machine",
    "tried",
    "no answer",
    "no reply",
    "no response",
    "still nothing",
    "tried to reach",
    "unable to reach",
];

/// They did not answer. `didn’t`, `hasn’t`, `never` and the like are read as `not`.
const NO_ANSWER: &[&str] = &[
    "not able to reach",
    "not answer",
    "not answer the phone",
    "not answered",
    "not call back",
    "not called back",
    "not get a reply",
    "not get an answer",
    "not get back to me",
    "not get hold of",
    "not get through",
    "not got a reply",
    "not got an answer",
    "not got back to me",
    "not hear",
    "not hear back",
    "not heard",
    "not heard back",
    "not pick up",
    "not picked up",
    "not reach",
    "not replied",
    "not reply",
    "not respond",
    "not responded",
    "not write back",
    "not written back",
];

/// The same, of a call.
const CALLED_IN_VAIN: &[&str] = &[
    "missed call",
    "tried calling",
    "tried phoning",
    "tried ringing",
    "tried to call",
    "tried to phone",
    "tried to ring",
];

/// It did not take place.
const CANCELLED: &[&str] =
    &["cancelled", "canceled", "postponed", "no-show", "no show", "noshow", "not show up", "not turn up"];

/// Each list with what it means.
pub(super) fn no_contact() -> [(&'static [&'static str], Meaning); 4] {
    [
        (TRIED, Meaning::Tried(None)),
        (NO_ANSWER, Meaning::Tried(None)),
        (CALLED_IN_VAIN, Meaning::Tried(Some(Channel::Phone))),
        (CANCELLED, Meaning::Cancelled),
    ]
}
