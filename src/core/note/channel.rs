//! The channel of an interaction or a follow-up.

use crate::core::named::named;

named! {
    /// How people were or can be reached. Names of services are read as their medium: WhatsApp and Signal
    /// are `text`.
    pub enum Channel {
        /// E-mail.
        Email "email" ["mail" "emails" "gmail" "outlook"],
        /// A short message on any service.
        Text "text" ["sms" "message" "dm" "chat" "whatsapp" "signal" "telegram" "imessage" "messenger" "matrix"
            "threema" "slack" "discord" "wechat" "line" "textmessage" "messages" "instagram" "facebook" "mastodon"
            "teamschat"],
        /// A message or connection note on LinkedIn.
        Linkedin "linkedin" ["li"],
        /// A call.
        Phone "phone" ["call" "telephone" "phonecall" "calls" "mobile"],
        /// A video call.
        Video "video" ["zoom" "teams" "videocall" "skype" "facetime" "meet" "googlemeet"],
        /// A meeting in person.
        InPerson "in-person" ["coffee" "lunch" "visit" "facetoface" "irl" "person"],
        /// A meeting, wherever it takes place.
        Meeting "meeting" ["meetings"],
        /// A letter or card.
        Letter "letter" ["post" "card" "postcard" "handwritten" "papermail" "snailmail"],
        /// A gift.
        Gift "gift" ["present"],
        /// A light touch in public: a comment, a like.
        Comment "comment" ["social" "like"],
    }
}

impl Channel {
    /// Whether messages are written on it, so that `to` or `from` may follow its name in a log line.
    pub fn is_written(self) -> bool {
        use Channel::{Email, Gift, Letter, Linkedin, Text};
        matches!(self, Email | Text | Linkedin | Letter | Gift)
    }

    /// Whether it may be proposed again because it was the last one used (design 5.10).
    pub fn is_reusable(self) -> bool {
        use Channel::{Email, Letter, Linkedin, Phone, Text};
        matches!(self, Email | Text | Linkedin | Phone | Letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_channel_reads_its_own_name() {
        for channel in Channel::ALL {
            assert_eq!(Channel::read(channel.name()), Some(*channel), "{}", channel.name());
        }
    }
}
