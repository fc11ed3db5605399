//! The kind of an attempt in a line that names no channel, so that a draft does not say "I wrote" after a
//! call. It follows from the words of the head, which are not kept, and so is determined when the line is
//! read.

use super::directions::direction_word;
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::line::line_head::bare;
use crate::core::note::log::line::reading::LineReading;
use crate::core::note::log::line::words::{Direction, Meaning, WordTable};
use crate::core::note::log::no_contact::whole_phrases::is_negation;

/// The kind of an attempt to reach somebody, in the order of how much it says of a day with several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Attempt {
    /// Not said in the note.
    InTouch,
    /// A call, a voicemail, or another way in which nobody was reached.
    Tried,
    /// A gift: it is unknown whether by post, in person, or not yet given.
    Gave,
    /// A letter or message of any kind.
    Wrote,
    /// A letter or message that answers one, which therefore was there before.
    Answered,
}

impl Attempt {
    /// Returns the kind that a channel implies.
    pub fn by_channel(channel: Channel) -> Attempt {
        match channel {
            Channel::Email | Channel::Text | Channel::Linkedin | Channel::Letter => Attempt::Wrote,
            Channel::Phone | Channel::Video | Channel::Meeting | Channel::InPerson => Attempt::Tried,
            Channel::Gift => Attempt::Gave,
            Channel::Comment => Attempt::InTouch,
        }
    }
}

impl LineReading<'_> {
    /// Returns the kind of attempt. `None` if the line names a channel and says no more, or cannot be an attempt.
    pub fn attempt(&self, table: &WordTable) -> Option<Attempt> {
        match self.reading {
            Reading::Clear(Direction::Out | Direction::In, None) => Some(by_words(self.head(), table)),
            Reading::Clear(Direction::In, Some(channel)) if channel.is_written() => {
                says_back(self.head()).then_some(Attempt::Answered)
            }
            // `email: replied to [[Ada]]`, as the links on the page say it.
            Reading::Clear(Direction::Out | Direction::Both, Some(_)) => {
                self.words().starts_with("replied to ").then_some(Attempt::Answered)
            }
            // A bare `replied` may turn out to be the user's own.
            Reading::Reply => Some(Attempt::Answered),
            Reading::Clear(..)
            | Reading::Assumed
            | Reading::Mention
            | Reading::Light
            | Reading::Cancelled
            | Reading::Intention
            | Reading::Skip => None,
        }
    }
}

/// Presents that one gets: `got flowers from Ada`.
const PRESENTS: [&str; 6] = ["present", "presents", "gift", "gifts", "flowers", "bouquet"];

/// Whether a message is said to be an answer: `Ada emailed back`, `email reply from her`.
fn says_back(head: &str) -> bool {
    head.split_ascii_whitespace()
        .any(|word| matches!(bare(word).as_ref(), "back" | "reply" | "response" | "answer"))
}

/// Reads the words before the first separator.
fn by_words(head: &str, table: &WordTable) -> Attempt {
    let mut found = None;
    let mut gets = false;
    let mut words = head.split_ascii_whitespace();
    while let Some(word) = words.next() {
        let word = bare(word);
        // `no email from her`: nobody was reached.
        if is_negation(&word) || (found.is_none() && matches!(word.as_ref(), "no" | "nothing")) {
            return Attempt::Tried;
        }
        if gets && PRESENTS.contains(&word.as_ref()) {
            return Attempt::Gave;
        }
        gets |= matches!(word.as_ref(), "got" | "received");
        let meaning = table.starting(&word, words.clone().map(bare)).map(|(meaning, _)| meaning);
        let kind = match meaning {
            Some(Meaning::Tried(_)) => return Attempt::Tried,
            // `sent a gift`, `sent an email`.
            Some(Meaning::Contact(Direction::Out, Some(channel)) | Meaning::Verb(Some(channel))) => {
                Some(Attempt::by_channel(channel))
            }
            Some(Meaning::Reply) => Some(Attempt::Answered),
            Some(Meaning::Verb(None)) if word == "wrote" => Some(Attempt::Wrote),
            // `sent the cake` may have been a parcel, `sent the plan` an email.
            Some(Meaning::Verb(None)) => Some(Attempt::InTouch),
            // `in: a question`; not `in touch`.
            _ if found.is_none() && (word != "in" || words.clone().next().is_none()) => {
                direction_word(&word).map(|_| Attempt::Wrote)
            }
            _ => None,
        };
        // The first word decides, but a gift wins over the verb before it, and a way over a verb without one.
        let is_better = kind == Some(Attempt::Gave) || (kind.is_some() && found == Some(Attempt::InTouch));
        found = if is_better { kind } else { found.or(kind) };
    }
    found.unwrap_or(Attempt::InTouch)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::log::line::reading::read;
    use crate::core::note::log::line::subjects::Subjects;

    #[test]
    fn words_give_the_kind_of_attempt() {
        let table = WordTable::default();
        let subjects = Subjects::of(&["ada lovelace", "ada"]);
        for (line, expected) in [
            ("sent the case study", Attempt::InTouch),
            ("sent the cake", Attempt::InTouch),
            ("sent flowers", Attempt::InTouch),
            ("sent", Attempt::InTouch),
            ("sent her an email: the price", Attempt::Wrote),
            ("Wrote about the move", Attempt::Wrote),
            ("wrote: the price", Attempt::Wrote),
            ("wrote to her: the price", Attempt::Wrote),
            ("Finally wrote to Ada: the price", Attempt::Wrote),
            ("wrote an email: the price", Attempt::Wrote),
            ("wrote a card: the price", Attempt::Wrote),
            ("sent an email: the price", Attempt::Wrote),
            ("sent a text: the price", Attempt::Wrote),
            ("I replied: the price", Attempt::Answered),
            ("replied to her: the price", Attempt::Answered),
            ("replied", Attempt::Answered),
            ("out: the price", Attempt::Wrote),
            ("→ the price", Attempt::Wrote),
            ("no answer", Attempt::Tried),
            ("no email from her", Attempt::Tried),
            ("she hasn't replied: the price", Attempt::Tried),
            ("voicemail: the tender", Attempt::Tried),
            ("voicemail", Attempt::Tried),
            ("tried: the tender", Attempt::Tried),
            ("left a message with her assistant", Attempt::Tried),
            ("sent a gift: the blue teapot", Attempt::Gave),
            ("invited her to the opening", Attempt::InTouch),
            ("invited: the opening", Attempt::InTouch),
            ("wished him a happy birthday", Attempt::InTouch),
            ("she wrote: hello", Attempt::Wrote),
            ("she wrote back: hello", Attempt::Answered),
            ("Ada emailed back: hello", Attempt::Answered),
            ("email reply from Ada: hello", Attempt::Answered),
            ("in: hello", Attempt::Wrote),
            ("← hello", Attempt::Wrote),
            ("she left a voicemail", Attempt::Tried),
            ("received a parcel from Ada", Attempt::InTouch),
            ("got a birthday present from Ada", Attempt::Gave),
            ("received flowers from Ada", Attempt::Gave),
        ] {
            assert_eq!(read(line, table.with(&subjects)).attempt(&table), Some(expected), "{line}");
        }
        for line in [
            "met: the price", "email out: the price", "email from Ada: back on Monday", "call: the price",
            "gift: a teapot", "thinking",
        ] {
            assert_eq!(read(line, table.with(&subjects)).attempt(&table), None, "{line}");
        }
    }
}
