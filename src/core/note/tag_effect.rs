//! On which lines a hashtag with a meaning has an effect. On other lines it does nothing, which is reported
//! (design 3.4).

use super::facts::Reading;
use super::log::words::Direction;
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

fn is_out(reading: Reading) -> bool {
    matches!(reading, Reading::Clear(Direction::Out, _) | Reading::Reply)
}

fn is_in(reading: Reading) -> bool {
    matches!(reading, Reading::Clear(Direction::In, _) | Reading::Reply)
}
