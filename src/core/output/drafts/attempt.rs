//! How a message may speak of what its writer tried last: nobody who was called in vain was written to.

use crate::core::note::channel::Channel;
use crate::core::note::log::topic::opening;
use crate::core::note::log::wishes::is_wish;
use crate::core::note::log::words::{Direction, Meaning, WordTable};
use crate::core::people::contact::{Interaction, InteractionKind};

/// How one reached for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attempt {
    Wrote,
    /// A call, a voicemail, or whatever else found nobody.
    Tried,
    /// In a way that the note does not tell.
    InTouch,
    /// Something was given: nobody knows whether by post, in person, or not yet.
    Gave,
}

/// What a clear message to somebody is called, as a sentence begins; nothing of a gift, and of what they did.
pub(super) fn attempt(one: &Interaction, table: &WordTable) -> Option<&'static str> {
    if one.kind != InteractionKind::Clear(Direction::Out) {
        return None;
    }
    match Attempt::of(one, table) {
        Attempt::Wrote => Some("I wrote to you"),
        Attempt::Tried => Some("I tried to reach you"),
        Attempt::InTouch => Some("I got in touch"),
        Attempt::Gave => None,
    }
}

/// Whether the entry tells of something given to them: that is a thing, and nothing one talked about.
pub(super) fn is_gift(one: &Interaction) -> bool {
    one.kind == InteractionKind::Clear(Direction::Out) && one.channel == Some(Channel::Gift)
}

impl Attempt {
    fn of(one: &Interaction, table: &WordTable) -> Attempt {
        match one.channel {
            Some(Channel::Email | Channel::Text | Channel::Linkedin | Channel::Letter) => Attempt::Wrote,
            Some(Channel::Phone | Channel::Video | Channel::Meeting | Channel::InPerson) => Attempt::Tried,
            Some(Channel::Gift) => Attempt::Gave,
            Some(Channel::Comment) => Attempt::InTouch,
            None => Attempt::by_words(one.text.as_deref().unwrap_or_default(), table),
        }
    }

    /// Of a line that names no channel its own words tell, where it has no other topic than them.
    fn by_words(text: &str, table: &WordTable) -> Attempt {
        let first = text.split_whitespace().next().unwrap_or_default();
        match opening(text, table) {
            Some(Meaning::Tried(_)) => Attempt::Tried,
            Some(_) if ["sent", "wrote"].iter().any(|word| first.eq_ignore_ascii_case(word)) => {
                Attempt::Wrote
            }
            Some(_) => Attempt::InTouch,
            None if is_wish(text) => Attempt::InTouch,
            None => Attempt::Tried,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_tell_how_somebody_was_reached() {
        let table = WordTable::default();
        for (text, expected) in [
            ("sent the case study", Attempt::Wrote),
            ("Wrote about the move", Attempt::Wrote),
            ("no answer", Attempt::Tried),
            ("left a message with her assistant", Attempt::Tried),
            ("about the tender", Attempt::Tried),
            ("", Attempt::Tried),
            ("invited her to the opening", Attempt::InTouch),
            ("wished him a happy birthday", Attempt::InTouch),
        ] {
            assert_eq!(Attempt::by_words(text, &table), expected, "{text}");
        }
    }
}
