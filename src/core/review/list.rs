//! The lists of the review, each with its texts: why contacts are on it and what to do about them. Page,
//! Markdown, terminal and JSON all read this table.

use crate::core::day::Day;
use crate::core::named::named;
use crate::core::people::contact::ContactIndex;
use crate::core::place::Place;
use serde::Serialize;

/// A contact on a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Index of the contact.
    pub contact: ContactIndex,
    /// Why it is listed, in words; may contain text of a note.
    pub text: String,
    /// The day by which the list is sorted.
    pub day: Option<Day>,
    /// The evidence.
    pub place: Option<Place>,
}

impl Listed {
    pub(crate) fn new(contact: ContactIndex, text: impl Into<String>) -> Listed {
        Listed { contact, text: text.into(), day: None, place: None }
    }
}

named! {
    /// The lists, in the order of the review.
    pub enum List {
        /// You wrote last, a week ago or more, and nothing is planned.
        Unanswered "unanswered" "No answer yet",
        /// In touch, but nothing is planned next.
        NoNextStep "no_next_step" "No next step",
        /// Promises without a date.
        Undated "undated_promises" "Promises without a date",
        /// Many messages, but never a meeting.
        OnlyMessages "only_messages" "Only messages, never a meeting",
        /// Paused without a date, and silent for over 90 days or never contacted.
        Paused "paused" "Paused for over 90 days: wake, keep or archive?",
        /// Silent after the last re-engage.
        Silent "silent" "Silent after the last return: archive?",
        /// The silence is longer than usual.
        Quiet "going_quiet" "Going quiet",
        /// Resting.
        Resting "resting" "Resting",
        /// Lapsed within the last 30 days.
        Lapsed "lapsed" "Lapsed within 30 days",
    }
    /// The heading.
    heading
}

/// A possible decision about a contact on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// The decision in a few words.
    pub word: &'static str,
    /// What to write into the note or type as a command, with `DATE` and `NAME` to be filled in.
    pub write: Option<&'static str>,
}

impl Decision {
    /// Returns it in words: ``wake: `status: active` ``.
    pub fn said(&self) -> String {
        match self.write {
            Some(write) => format!("{}: `{write}`", self.word),
            None => self.word.to_owned(),
        }
    }
}

impl List {
    /// Explains what is listed.
    pub fn lead(self) -> &'static str {
        match self {
            List::Unanswered => {
                "You were the last to get in touch, a week ago or more, and nothing is planned."
            }
            List::NoNextStep => {
                "In touch with you, but no date, cadence, task or sequence says what comes next."
            }
            List::Undated => "They do not come up until they have one.",
            List::OnlyMessages => "Five messages or more, both ways. Twenty minutes together may be due.",
            List::Paused => "Neither of you has been in touch since, and no date brings them back.",
            List::Silent => "Every return was tried without an answer. It may be time to let go.",
            List::Quiet => "Without a cadence, but the silence is longer than it used to be.",
            List::Resting => "Left in peace for now. They come back by themselves.",
            List::Lapsed => "Dropped from the agenda by a rule, listed here once.",
        }
    }

    /// The text for an empty list.
    pub fn nothing(self) -> &'static str {
        match self {
            List::Unanswered => "Nobody is left without a plan.",
            List::NoNextStep => "Everybody in contact has one.",
            List::Undated => "Every promise has a date.",
            List::OnlyMessages => "Nobody.",
            List::Paused => "Nobody has been paused for that long.",
            List::Silent => "Nobody.",
            List::Quiet => "Nobody is going quiet.",
            List::Resting => "Nobody rests.",
            List::Lapsed => "Nothing lapsed.",
        }
    }

    /// The possible decisions.
    pub fn decisions(self) -> &'static [Decision] {
        match self {
            List::Unanswered => &[
                Decision { word: "ask again", write: Some("next: DATE") },
                Decision { word: "keep in touch", write: Some("cadence: 4 weeks") },
                Decision { word: "let it rest", write: Some("paused-until: DATE") },
            ],
            List::NoNextStep => &[
                Decision { word: "one step", write: Some("next: DATE what to do") },
                Decision { word: "a rhythm", write: Some("cadence: 4 weeks") },
                Decision { word: "none wanted", write: Some("next: never") },
            ],
            List::Undated => &[
                Decision {
                    word: "say by when, at its end (a date alone is what the task is about)",
                    write: Some("by DATE"),
                },
                Decision { word: "or tick it", write: None },
            ],
            List::OnlyMessages => &[Decision { word: "propose to meet", write: Some("see-by: DATE") }],
            List::Paused => &[
                Decision { word: "wake", write: Some("status: active") },
                Decision { word: "keep", write: Some("paused-until: DATE") },
                Decision { word: "archive", write: Some("status: archived") },
            ],
            List::Silent => &[
                Decision { word: "archive", write: Some("status: archived") },
                Decision { word: "or keep: nothing to do, they return by themselves", write: None },
            ],
            List::Quiet => &[
                Decision { word: "a rhythm", write: Some("cadence: 4 weeks") },
                Decision { word: "not now", write: Some("followup skip NAME") },
            ],
            List::Resting | List::Lapsed => &[],
        }
    }
}
