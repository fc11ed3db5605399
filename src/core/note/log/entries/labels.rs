//! Labels below a dated line (design 3.4): `Direction: Inbound`, `Type: Call`, `From: Ada`. They are no topic, and neither are
//! those before one: `Summary: she asked for a tip`. `entry_labels` reads what they say.

use super::parties::names_somebody;
use crate::core::note::body::line_marks::LineMarks;
use crate::core::note::body::{Body, Line};
use crate::core::text::{is_one_of, prefix};
use memchr::memchr;

/// What is behind a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Who reached whom.
    Direction,
    /// A word for contact.
    Way,
    /// What came of it.
    Outcome,
    /// What came of it, with words that say so if it took place.
    Status,
    /// What it was about.
    Topic,
    /// Who wrote a message.
    From,
    /// Who got it.
    To,
    /// Who else got it.
    Copy,
    /// On which day it was.
    Date,
    /// At what time it was.
    Time,
}

/// The words of each label.
const LABELS: [(Label, &[&str]); 10] = [
    (Label::Direction, &["direction"]),
    (Label::Way, &["type", "medium", "channel", "method", "via", "mode"]),
    (Label::Outcome, &["outcome", "result"]),
    (Label::Status, &["status"]),
    (
        Label::Topic,
        &[
            "subject", "summary", "topic", "topics", "note", "notes", "discussed", "discussion",
            "key points", "highlights", "what we discussed", "talking points",
        ],
    ),
    (Label::From, &["from"]),
    (Label::To, &["to"]),
    (Label::Copy, &["cc", "bcc"]),
    (Label::Date, &["date"]),
    (Label::Time, &["time", "sent"]),
];

/// Maximum length of a label in bytes, with its marks and colon.
const LONGEST: usize = 32;

/// Number of labels below one for the date among which others of an entry are looked for.
const MOST_BELOW_DATE: usize = 6;

/// Number of lines below an entry in which labels are looked for.
pub(super) const MOST_LINES: usize = 16;

impl Label {
    fn of(name: &str) -> Option<Label> {
        LABELS.iter().find(|(_, names)| is_one_of(name, names)).map(|(label, _)| *label)
    }
}

/// Reads the known label that a text begins with, and returns it with its value.
pub(super) fn known_label(text: &str) -> Option<(Label, &str)> {
    let (name, value) = split_label(text)?;
    Some((Label::of(name)?, value))
}

/// Returns the known labels of a line with their values. All but the first need a bar or dot in front.
pub(super) fn labels(text: &str) -> impl Iterator<Item = (Label, &str)> {
    let is_bar = |letter: char| matches!(letter, '|' | '·' | '•');
    let is_list = text.contains(is_bar) && text.split(is_bar).all(|part| split_label(part).is_some());
    text.split(move |letter| is_list && is_bar(letter)).filter_map(known_label)
}

/// Returns the labels right below a line, in its section, also those that are not known.
pub(super) fn labels_below<'b>(
    body: &'b Body<'_>,
    place: usize,
) -> impl Iterator<Item = (Option<Label>, &'b str)> {
    let section = body.lines.get(place).and_then(|line| line.section);
    let below = body.below(place).iter().take(MOST_BELOW_DATE).map_while(move |line| {
        let found = split_label(&line.text);
        found.filter(|_| line.section == section)
    });
    below.map(|(name, value)| (Label::of(name), value))
}

/// Splits a text at the colon of the label it begins with: `**Type:** Call`, `Type:: Call`.
fn split_label(text: &str) -> Option<(&str, &str)> {
    let colon = memchr(b':', prefix(text, LONGEST).as_bytes())?;
    let (name, value) = text.split_at_checked(colon)?;
    let is_mark = |letter: char| matches!(letter, '*' | '_' | ':') || letter.is_whitespace();
    Some((name.trim_matches(is_mark), value.trim_matches(is_mark)))
}

/// Whether a line says how there was contact or who reached whom, or is only a label before what it was about. Such a
/// line is not part of the words of an entry.
pub(super) fn is_label(line: &Line<'_>) -> bool {
    line.marks.hold(LineMarks::COLON)
        && may_begin_label(&line.text)
        && known_label(&line.text).is_some_and(|(label, value)| match label {
            Label::Direction | Label::Way => true,
            Label::From | Label::To | Label::Copy => names_somebody(value),
            Label::Topic => value.is_empty(),
            Label::Outcome | Label::Status | Label::Date | Label::Time => false,
        })
}

/// Whether a text begins with the first letter of one of these labels, perhaps behind marks. Most lines begin with a date.
fn may_begin_label(text: &str) -> bool {
    let mut letters = text.bytes().skip_while(|byte| matches!(byte, b'*' | b'_' | b' '));
    letters.next().is_some_and(|first| {
        matches!(
            first.to_ascii_lowercase(),
            b'b' | b'c' | b'd' | b'f' | b'h' | b'k' | b'm' | b'n' | b's' | b't' | b'v' | b'w'
        )
    })
}

/// Returns the value of a label `Date`.
pub(in crate::core::note) fn date_label(text: &str) -> Option<&str> {
    known_label(text)
        .filter(|(label, value)| *label == Label::Date && !value.is_empty())
        .map(|(_, value)| value)
}

/// Whether a label below a line stands before what there was to tell.
pub(in crate::core::note) fn tells_topic_below(body: &Body<'_>, place: usize) -> bool {
    labels_below(body, place).any(|(label, _)| label == Some(Label::Topic))
}

/// Returns the first line below an entry that may say what it was about.
pub(in crate::core::note::log) fn topic_line<'b>(body: &'b Body<'b>, place: usize) -> Option<&'b Line<'b>> {
    body.below(place).iter().take(MOST_LINES).find(|line| !is_label(line))
}

/// Returns a topic without a label such as `Summary:` in front.
pub(in crate::core::note::log) fn without_label(topic: &str) -> &str {
    let found = known_label(topic).filter(|(label, value)| *label == Label::Topic && !value.is_empty());
    found.and_then(|(_, value)| topic.find(value)).and_then(|at| topic.get(at..)).unwrap_or(topic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_known_by_its_first_letter() {
        for (label, names) in LABELS {
            let is_no_word = matches!(label, Label::Outcome | Label::Status | Label::Date | Label::Time);
            for name in names.iter().filter(|_| !is_no_word) {
                assert!(
                    may_begin_label(&format!("**{name}:**")) && may_begin_label(&name.to_uppercase()),
                    "{name}"
                );
            }
        }
        assert!(!may_begin_label("2026-11-02 call: x") && !may_begin_label(""));
    }
}
