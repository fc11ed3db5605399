//! The channel of an interaction or a follow-up.

use crate::core::text::folded;

macro_rules! channels {
    ($($variant:ident $name:literal [$($other:literal)*] $meaning:literal;)*) => {
        /// How people were or can be reached. Names of services are read as their medium: WhatsApp and Signal
        /// are `text`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Channel {
            $(#[doc = $meaning] $variant,)*
        }

        impl Channel {
            /// All channels.
            pub const ALL: &[Channel] = &[$(Channel::$variant,)*];

            /// Returns the name used in notes, JSON and output.
            pub fn name(self) -> &'static str {
                match self { $(Channel::$variant => $name,)* }
            }

            /// Reads a channel in any of its spellings.
            pub fn read(text: &str) -> Option<Channel> {
                let folded = folded(text);
                // Folding removes the hyphens of a name.
                let fits = |name: &str, others: &[&str]| {
                    name.bytes().filter(|byte| *byte != b'-').eq(folded.bytes()) || others.contains(&folded.as_ref())
                };
                $(if fits($name, &[$($other),*]) { return Some(Channel::$variant); })*
                None
            }
        }
    };
}

channels! {
    Email "email" ["mail" "emails" "gmail" "outlook"] "E-mail.";
    Text "text" ["sms" "message" "dm" "chat" "whatsapp" "signal" "telegram" "imessage" "messenger" "matrix" "threema"
        "slack" "discord" "wechat" "line" "textmessage" "messages" "instagram" "facebook" "mastodon" "teamschat"] "A short message on any service.";
    Linkedin "linkedin" ["li"] "A message or connection note on LinkedIn.";
    Phone "phone" ["call" "telephone" "phonecall" "calls" "mobile"] "A call.";
    Video "video" ["zoom" "teams" "videocall" "skype" "facetime" "meet" "googlemeet"] "A video call.";
    InPerson "in-person" ["coffee" "lunch" "visit" "facetoface" "irl" "person"] "A meeting in person.";
    Meeting "meeting" ["meetings"] "A meeting, wherever it takes place.";
    Letter "letter" ["post" "card" "postcard" "handwritten" "papermail" "snailmail"] "A letter or card.";
    Gift "gift" ["present"] "A gift.";
    Comment "comment" ["social" "like"] "A light touch in public: a comment, a like.";
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

impl serde::Serialize for Channel {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
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
