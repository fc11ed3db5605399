//! On which lines a hashtag with a meaning has an effect. On other lines it does nothing, which is reported
//! (design 3.4).

use super::facts::Reading;
use super::log::line::line_head::bare;
use super::log::line::words::Direction;
use super::meant_tags::{ASK, BIRTHDAY, NO_REPLY, NOT_NOW, WAITING};
use crate::core::config::model::Config;

/// The lines on which a hashtag has an effect.
pub(in crate::core) struct TagEffect {
    /// Whether a line with this reading is one of them.
    pub(in crate::core) is_on: fn(Reading) -> bool,
    /// Describes the lines for a hint.
    pub(in crate::core) needs: &'static str,
}

impl TagEffect {
    /// Returns the effect of a hashtag with a meaning.
    pub(in crate::core) fn of(tag: &str, config: &Config) -> TagEffect {
        let (is_on, needs): (fn(Reading) -> bool, _) = match tag {
            NO_REPLY | NOT_NOW => (is_in, "a line about something they wrote, such as `email in`"),
            ASK => (is_out, "a line about something you wrote, such as `email out`"),
            BIRTHDAY => (
                |reading| is_out(reading) || matches!(reading, Reading::Clear(Direction::Both, _)),
                "a line about something you wrote or said, such as `text out` or `call`",
            ),
            WAITING => (|_| true, "any line"),
            name if config.sequences.keys().any(|known| known.to_lowercase() == name) => (
                |reading| matches!(reading, Reading::Clear(..) | Reading::Reply),
                "a line whose words are known, such as `email out` or `coffee`",
            ),
            _ => (
                |reading| is_out(reading) || reading == Reading::Light,
                "a line about something you sent, such as `email out`",
            ),
        };
        TagEffect { is_on, needs }
    }
}

/// Whether the hashtag of a sequence that begins with thanks is on a line which says that they were sent: `sent a thank-you
/// card #thanks`. They would be due again.
pub(in crate::core) fn is_after_thanks(tag: &str, reading: Reading, text: &str, config: &Config) -> bool {
    let begins_with_thanks = || {
        let known = config.sequences.iter().find(|(name, _)| name.to_lowercase() == tag);
        known.and_then(|(_, known)| known.touches.first()).is_some_and(|touch| touch.name == "thank-you")
    };
    let words = || text.split_ascii_whitespace().filter(|word| !word.starts_with('#')).map(bare);
    let says_thanks = || {
        words().any(|word| matches!(word.as_ref(), "thank-you" | "thankyou" | "thanks" | "thanked"))
            || words().zip(words().skip(1)).any(|(word, next)| word == "thank" && next == "you")
    };
    matches!(reading, Reading::Clear(Direction::Out, _)) && begins_with_thanks() && says_thanks()
}

fn is_out(reading: Reading) -> bool {
    matches!(reading, Reading::Clear(Direction::Out, _) | Reading::Reply)
}

fn is_in(reading: Reading) -> bool {
    matches!(reading, Reading::Clear(Direction::In, _) | Reading::Reply)
}
