//! The words by which a contact over a channel is logged, one row for each channel.

use crate::core::note::channel::Channel;

/// Words that are read as a contact over one channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logged {
    /// In the contact's own log.
    pub own: &'static str,
    /// In a daily note, before the name (design 3.4).
    pub daily: &'static str,
    /// As `own`, but only such as read as going out, never as a conversation.
    pub own_out: &'static str,
    /// As `daily`, but only such as read as going out.
    pub daily_out: &'static str,
    /// Before the name, for an answer: among the lines of a day it goes after what it answers.
    pub answer: Option<&'static str>,
}

/// Returns the words for a channel.
pub const fn logged(channel: Option<Channel>) -> Logged {
    let (own, daily, own_out, daily_out, answer) = match channel {
        Some(Channel::Email) => ("email out", "email to", "email out", "email to", Some("email: replied to")),
        Some(Channel::Text) => ("text out", "text to", "text out", "text to", Some("text: replied to")),
        Some(Channel::Linkedin) => {
            ("linkedin out", "linkedin to", "linkedin out", "linkedin to", Some("linkedin: replied to"))
        }
        Some(Channel::Letter) => {
            ("letter out", "letter to", "letter out", "letter to", Some("letter: replied to"))
        }
        Some(Channel::Gift) => ("gift out", "gift to", "gift out", "gift to", Some("gift: replied to")),
        Some(Channel::Phone) => ("call", "call with", "call out", "call out:", Some("call: replied to")),
        Some(Channel::Video) => {
            ("video call", "video with", "video out", "video out:", Some("video call: replied to"))
        }
        Some(Channel::InPerson) => ("met", "met", "wrote", "wrote to", None),
        Some(Channel::Meeting) => ("meeting", "meeting with", "wrote", "wrote to", None),
        Some(Channel::Comment) => {
            ("commented on a post", "commented on a post of", "wrote", "wrote to", None)
        }
        None => ("wrote", "wrote to", "wrote", "wrote to", Some("replied to")),
    };
    Logged { own, daily, own_out, daily_out, answer }
}
