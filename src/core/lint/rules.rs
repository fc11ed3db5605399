//! The table of rules. `followup lint` explains its findings from it, and `docs/drafts.md` shows it; a
//! test keeps the two equal.

use super::looks::{asks, length, missing, subject, unfilled, worn_words};
use super::message::Message;
use super::phrases;
use crate::core::config::outputs::MaxWords;
use crate::core::place::Spot;

/// A place in a message where a rule found something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Line and column in the file.
    pub spot: Spot,
    /// The finding in words: lower case, without a final full stop.
    pub found: String,
}

/// One rule, with the texts that explain it.
#[derive(Debug)]
pub struct Rule {
    /// A stable name that scripts may match.
    pub name: &'static str,
    /// A description of the finding.
    pub finds: &'static str,
    /// Why it matters to the reader of the message.
    pub why: &'static str,
    /// What to do instead.
    pub instead: &'static str,
    /// Checks one message.
    pub look: fn(&Message, &MaxWords) -> Vec<Hit>,
}

/// The rule that compares messages; [`lint`](super::lint) checks it itself.
pub static SAME_TEXT: Rule = Rule {
    name: "same-text",
    finds: "the same text as another message, apart from the name",
    why: "people notice what was written for everybody",
    instead: "write to each of them about something that only the two of you share",
    look: |_, _| Vec::new(),
};

/// The rules that check one message at a time.
pub static RULES: &[Rule] = &[
    Rule {
        name: "unfilled",
        finds: "a place that nobody filled: `[? …]`, `{{ … }}`, `[name]`",
        why: "it would be sent as it is",
        instead: "say it in your own words, or delete it",
        look: unfilled::unfilled,
    },
    Rule {
        name: "too-long",
        finds: "more words than `drafts.max-words` (150; text and LinkedIn 60, a call script 45); the sign-off does not count",
        why: "a long message is put off until later, and later is often never",
        instead: "keep one thought and one question; the rest can wait for the conversation",
        look: length::too_long,
    },
    Rule {
        name: "long-note",
        finds: "a connection note of over 300 characters",
        why: "LinkedIn takes no more",
        instead: "keep where you met and one thing that stayed with you",
        look: length::long_note,
    },
    Rule {
        name: "long-paragraph",
        finds: "a paragraph of over 80 words",
        why: "a block of text is skimmed, and the question in it missed",
        instead: "break it where the thought changes, or make a list of it",
        look: length::long_paragraph,
    },
    Rule {
        name: "empty-subject",
        finds: "a mail without a subject",
        why: "it looks like a mistake or like spam",
        instead: "name what the mail is about, in four to eight words",
        look: subject::empty_subject,
    },
    Rule {
        name: "generic-subject",
        finds: "a subject that is only \"Following up\", \"Checking in\", \"Quick question\", \"Nice to meet you\" or the like",
        why: "it would fit any mail, so it says nothing about this one",
        instead: "add what it is about: \"Following up on our chat about the harbour map\"",
        look: subject::generic_subject,
    },
    Rule {
        name: "just-checking-in",
        finds: "\"just following up\", \"just checking in\", \"touching base\", \"circling back\"",
        why: "it says that you want something and bring nothing",
        instead: "begin with what is new or useful: a result, an article, an answer",
        look: worn_words::just_checking_in,
    },
    Rule {
        name: "no-reference",
        finds: "nothing that refers to this person or your last conversation",
        why: "a message that could go to anybody feels as if it went to everybody",
        instead: "name one thing they said, made or plan",
        look: missing::no_reference,
    },
    Rule {
        name: "no-value",
        finds: "only requests: no thanks, no news, no idea, no link, no real question about them",
        why: "people are glad to answer when there is something in it for them",
        instead: "give first: an article, a name, an answer, a word of thanks",
        look: missing::no_value,
    },
    Rule {
        name: "no-ask",
        finds: "no question and no next step; a message that gives, says goodbye, answers a no, marks a date, or says that no answer is needed may do without, as may a card",
        why: "they do not know what would help you, so nothing happens",
        instead: "end with one easy question, or say what you will do next",
        look: missing::no_ask,
    },
    Rule {
        name: "several-asks",
        finds: "more than one thing for them to do",
        why: "the harder of two requests sets the pace, and both wait",
        instead: "keep the one that matters most and save the other for later",
        look: asks::several_asks,
    },
    Rule {
        name: "demand",
        finds: "pressure: \"ASAP\", \"urgent\", \"I expect\"",
        why: "it makes your hurry their problem",
        instead: "say by when it would help you and why, and leave them a way out",
        look: |message, _| worn_words::any_of(message, phrases::DEMANDS),
    },
    Rule {
        name: "apology",
        finds: "excuses for writing: \"sorry to bother you\"",
        why: "it says that the message is a bother",
        instead: "thank them, or begin with what you bring",
        look: |message, _| worn_words::any_of(message, phrases::APOLOGIES),
    },
    Rule {
        name: "reproach",
        finds: "blame for silence: \"per my previous email\", \"did you get this\", \"any update\", \"still waiting\"",
        why: "silence mostly means a full inbox; a reproach makes an answer harder",
        instead: "write as if it were the first message, with something new in it",
        look: |message, _| worn_words::any_of(message, phrases::REPROACHES),
    },
    Rule {
        name: "jargon",
        finds: "office language: \"per our conversation\", \"kindly be advised\", \"reach out\"",
        why: "nobody talks like that to somebody they like",
        instead: "say it as you would across a table",
        look: |message, _| worn_words::any_of(message, phrases::JARGON),
    },
    Rule {
        name: "dead-end",
        finds: "a close that asks nothing: \"I look forward to hearing from you\"",
        why: "it leaves them to work out what you are asking",
        instead: "ask the question: \"Would Tuesday at ten suit you?\"",
        look: worn_words::dead_end,
    },
    Rule {
        name: "nothing-attached",
        finds: "\"attached\" with nothing named and no file",
        why: "they look for it and find nothing, or do not know what it is",
        instead: "name it and say in a few words what is in it",
        look: missing::nothing_attached,
    },
    Rule {
        name: "no-reason",
        finds: "a call script whose `Value:` is empty, or that has neither `Value:` nor `Ask:`",
        why: "a call without a reason takes somebody's time for nothing",
        instead: "write down what you bring before you dial",
        look: missing::no_reason,
    },
];

/// Returns every rule, [`SAME_TEXT`] included.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(std::iter::once(&SAME_TEXT))
}
