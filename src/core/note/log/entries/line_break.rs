//! Tells whether a line break within an entry separates like a dash (design 3.4): after `email in` or `no answer` on a line
//! of its own. A sentence that an editor wrapped goes on in the next line.

use super::done_tasks::read_line;
use crate::core::note::body::LineKind;
use crate::core::note::body::line::plain;
use crate::core::note::facts::Reading;
use crate::core::note::log::direction::directions::direction_word;
use crate::core::note::log::line::line_head::{Head, bare};
use crate::core::note::log::line::reading::Tense;
use crate::core::note::log::line::vocabulary::Vocabulary;
use crate::core::note::log::line::words::Direction;
use crate::core::note::log::no_contact::by_phrases;
use crate::core::note::log::no_contact::whole_phrases::may_hold_phrase;

/// An editor wraps no line before this many bytes, date and bullet not counted.
const SHORT: usize = 45;

/// Words with which the next line goes on with a phrase: `voicemail`, and below it `from Ada`.
const GOING_ON: [&str; 29] = [
    "&", "a", "about", "an", "and", "asking", "at", "because", "but", "by", "due", "for", "from", "her",
    "his", "my", "of", "on", "our", "re", "regarding", "saying", "so", "the", "their", "then", "to", "with",
    "yet",
];

/// Reads the first line of an entry without and with the one below it.
pub(in crate::core::note::log) struct LineBreaks<'a> {
    pub(in crate::core::note::log) line: (LineKind, Tense),
    pub(in crate::core::note::log) vocabulary: Vocabulary<'a>,
}

impl LineBreaks<'_> {
    /// Whether a break separates: the first line ends with a direction, as `email in` does, or is a whole phrase such as
    /// `no answer`, and would say something else together with the next line.
    pub(in crate::core::note::log) fn separates(&self, first: &str, next: &str) -> bool {
        let next_word = next.split_ascii_whitespace().next().unwrap_or_default();
        let goes_on = !next_word.contains(char::is_alphanumeric) || first.ends_with(['.', ',', ';', ')']);
        if goes_on || first.len() + next_word.len() >= SHORT {
            return false;
        }
        let (first, next) = (plain(first).text, plain(next).text);
        let first = first.trim_end();
        let (own, joined) = (self.read(first), self.read(&format!("{first} {next}")));
        if joined == own || GOING_ON.contains(&next_word) {
            return false;
        }
        let last_direction = || direction_word(&bare(first.split_ascii_whitespace().next_back()?));
        match own {
            Reading::Clear(direction, _) if last_direction() == Some(direction) => true,
            Reading::Clear(Direction::In | Direction::Out, _) | Reading::Cancelled => {
                let is_talk = |reading| matches!(reading, Reading::Clear(Direction::Both, _));
                // `called, voicemail`, and below it `she rang back later`
                let is_answer = |reading| {
                    is_talk(reading) || matches!(reading, Reading::Clear(Direction::In, _) | Reading::Reply)
                };
                self.is_phrase(first, own)
                    && !is_answer(self.read(&next))
                    // `no answer`, and below it `then met for lunch`
                    && !is_talk(self.read(&format!("{first}. {next}")))
            }
            _ => false,
        }
    }

    fn read(&self, text: &str) -> Reading {
        read_line(self.line, text, self.vocabulary).reading
    }

    /// Whether a line is a whole phrase, or ends with one after a call or a message: `called, no answer`.
    fn is_phrase(&self, line: &str, own: Reading) -> bool {
        let is_end = |letter| matches!(letter, ',' | '.' | ';' | '!' | '(' | ')' | '|' | ':' | '–' | '—');
        let part = line.rsplit(is_end).next().unwrap_or_default();
        let last = part.rsplit(" - ").next().unwrap_or_default().trim_start();
        let is_open = last.split_ascii_whitespace().next_back().is_none_or(|word| GOING_ON.contains(&word));
        if is_open || !may_hold_phrase(last, self.vocabulary.table) {
            return false;
        }
        match by_phrases(&Head::of(last, self.vocabulary)) {
            // `lunch: cancelled`, but not `lunch, she stood me up` with `last time` below it
            Some(Reading::Cancelled) => {
                let is_alone = || self.vocabulary.table.exactly(&bare(last)).is_some();
                own == Reading::Cancelled && (last.len() == line.len() || is_alone())
            }
            Some(Reading::Clear(Direction::In | Direction::Out, _)) => own != Reading::Cancelled,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::{self, log};

    #[track_caller]
    fn case(text: &str, expected: &str) {
        tests::case(&format!("- 2026-11-02 {text}"), expected);
    }

    #[test]
    fn a_line_of_its_own_is_not_joined_to_the_next() {
        let email = "Clear(In, Some(Email)) thanks for the article";
        for line_break in ["\n", "\n  ", "  \n  ", "\\\n  ", " #work\n  "] {
            case(&format!("email in{line_break}thanks for the article"), email);
        }
        case("no answer  \n  will try again", "Clear(Out, None) will try again");
        case("[[Ada]] letter in\n  four pages", "Clear(In, Some(Letter)) four pages");
        case("phone call in\n  she likes it", "Clear(In, Some(Phone)) she likes it");
        case("voicemail\n  try again next week", "Clear(Out, None) try again next week");
        case("call: voicemail\n  will try again", "Clear(Out, Some(Phone)) voicemail — will try again");
        case("no-show\n  will ask why", "Cancelled no-show — will ask why");
        case("lunch: cancelled\n  new date follows", "Cancelled lunch: cancelled — new date follows");
        case("called, no answer\n  will try again", "Clear(Out, Some(Phone)) no answer — will try again");
        assert_eq!(
            log("### 2026-11-02\n\nno answer\nwill try again").0,
            ["2026-11-02 Clear(Out, None) will try again"]
        );
    }

    #[test]
    fn a_wrapped_sentence_goes_on() {
        for (text, expected) in [
            ("missed call\n  from Ada", "Clear(In, Some(Phone)) missed call from Ada"),
            ("voicemail\n  from Ada", "Clear(In, Some(Phone)) voicemail from Ada"),
            ("no answer\n  then coffee", "Clear(Both, Some(InPerson)) no answer then coffee"),
            ("Called, was out.\n  She rang back", "Clear(Both, Some(Phone)) was out. She rang back"),
            ("met, he stood me up\n  in June", "Clear(Both, Some(InPerson)) he stood me up in June"),
            ("cancelled\n  and met for a walk", "Clear(Both, Some(InPerson)) cancelled and met for a walk"),
            ("text\n  from Ada", "Clear(In, Some(Text)) text from Ada"),
            ("lunch\n  booked for 8 March", "Assumed lunch booked for 8 March"),
            (
                "called, voicemail\n  she rang back later",
                "Clear(Both, Some(Phone)) voicemail she rang back later",
            ),
            ("call in\n  the evening", "Clear(Both, Some(Phone)) call in the evening"),
            ("dinner out\n  with Ada", "Clear(Both, Some(InPerson)) dinner out with Ada"),
            ("sent the plan out\n  to Ada", "Clear(Out, None) sent the plan out to Ada"),
            ("email out: sent\n  the deck", "Clear(Out, Some(Email)) sent the deck"),
            (
                "called about the plan for the summer house, no answer\n  came up that was new",
                "Clear(Both, Some(Phone)) no answer came up that was new",
            ),
        ] {
            case(text, expected);
        }
    }
}
