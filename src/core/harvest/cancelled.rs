//! Tells which meetings of a day the note says were cancelled. They did not take place, though they may still be
//! in the calendar.

use crate::core::day::Day;
use crate::core::people::contact::{Contact, InteractionKind};
use crate::core::text::folded_words;

/// Words that name no meeting.
const NO_NAMES: [&str; 22] = [
    "about", "and", "canceled", "cancelled", "for", "from", "her", "him", "his", "not", "off", "our", "she",
    "that", "the", "their", "they", "this", "was", "were", "with", "you",
];
/// Minimum number of characters in a word that names one.
const LEAST_LETTERS: usize = 3;

/// What remains of the meetings of a day.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Left<'t> {
    /// None: all were cancelled.
    Nothing,
    /// The first of those that were not cancelled has this title; empty if it has none, or if the note does not say
    /// which were cancelled.
    Titled(&'t str),
}

/// Compares the titles of a day's meetings with the cancelled lines of the day. A line is about the meeting that has its
/// first word found in a title, and of several the one with most of its words; any other line is about one of the rest.
pub(super) fn left<'t>(contact: &Contact, day: Day, titles: &'t [String]) -> Left<'t> {
    let is_cancelled = |kind| kind == InteractionKind::Cancelled;
    let lines = contact.history.iter().filter(|entry| entry.day == day && is_cancelled(entry.kind));
    let lines: Vec<&str> = lines.map(|entry| entry.text.as_deref().unwrap_or_default()).collect();
    left_by(&lines, titles, &folded_words(contact.name()))
}

fn left_by<'t>(lines: &[&str], titles: &'t [String], name: &[String]) -> Left<'t> {
    let words: Vec<Vec<String>> = titles.iter().map(|title| folded_words(title)).collect();
    let (mut is_off, mut may_be_off) = (vec![false; titles.len()], vec![false; titles.len()]);
    let mut unsure = 0;
    for line in lines {
        let named = named(&folded_words(line), &words, name);
        let is_clear = named.is_clear;
        unsure += usize::from(!is_clear);
        let marks = if is_clear { &mut is_off } else { &mut may_be_off };
        marks.iter_mut().zip(named.meetings).for_each(|(mark, is_named)| *mark |= is_named);
    }
    let rest: Vec<(&String, bool)> = titles
        .iter()
        .zip(is_off.iter().zip(may_be_off))
        .filter_map(|(title, (is_off, may_be_off))| (!is_off).then_some((title, may_be_off)))
        .collect();
    let mut held =
        rest.iter().filter(|(_, may_be_off)| !may_be_off).map(|(title, _)| title.as_str()).peekable();
    if held.peek().is_some() {
        return Left::Titled(held.find(|title| !title.is_empty()).unwrap_or_default());
    }
    if rest.len() <= unsure { Left::Nothing } else { Left::Titled("") }
}

/// The meetings that a line may be about.
struct Named {
    /// For each meeting, whether it is one of them.
    meetings: Vec<bool>,
    /// Whether the line is about all of them, not about one of them.
    is_clear: bool,
}

/// Returns the meetings that a line names: the one with its first word found in a title, or all with its words if
/// `and` follows (`lunch and kick-off cancelled`).
fn named(line: &[String], titles: &[Vec<String>], name: &[String]) -> Named {
    let names_one = |word: &&String| {
        word.chars().count() >= LEAST_LETTERS && !NO_NAMES.contains(&word.as_str()) && !name.contains(word)
    };
    let shared =
        |title: &Vec<String>| line.iter().filter(names_one).filter(|word| title.contains(word)).count();
    let first =
        line.iter().position(|word| names_one(&word) && titles.iter().any(|title| title.contains(word)));
    let Some(from) = first.and_then(|first| line.get(first..)) else {
        return Named { meetings: vec![true; titles.len()], is_clear: false };
    };
    let begins = |title: &&Vec<String>| from.first().is_some_and(|word| title.contains(word));
    let most = titles.iter().filter(begins).map(shared).max();
    let is_meant = |title: &Vec<String>| begins(&title) && Some(shared(title)) == most;
    let is_of_meant = |word: &&String| titles.iter().any(|title| is_meant(title) && title.contains(word));
    if from.iter().find(|word| !is_of_meant(word)).is_some_and(|word| word == "and") {
        return Named { meetings: titles.iter().map(|title| shared(title) > 0).collect(), is_clear: true };
    }
    let meetings: Vec<bool> = titles.iter().map(is_meant).collect();
    let is_clear = meetings.iter().filter(|is_meant| **is_meant).count() == 1;
    Named { meetings, is_clear }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_line_is_about_one_meeting() {
        #[track_caller]
        fn case(lines: &[&str], titles: &[&str], expected: Left<'_>) {
            let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
            assert_eq!(left_by(lines, &titles, &["ada".to_owned()]), expected, "{lines:?} {titles:?}");
        }
        case(&[], &["Kick-off", "Lunch"], Left::Titled("Kick-off"));
        case(&[], &["", "Lunch"], Left::Titled("Lunch"));
        case(&["lunch cancelled"], &["Kick-off", "Lunch"], Left::Titled("Kick-off"));
        case(&["cancelled the kick-off"], &["Kick-off", "Lunch with Ada"], Left::Titled("Lunch with Ada"));
        case(&["meeting cancelled"], &["Kick-off"], Left::Nothing);
        case(&["lunch cancelled"], &["Kick-off"], Left::Nothing);
        case(&["meeting with Ada cancelled"], &["Ada: kick-off", "Lunch with Ada"], Left::Titled(""));
        case(&["lunch cancelled", "no-show"], &["Kick-off", "Lunch"], Left::Nothing);
        case(&["lunch cancelled"], &["Lunch", ""], Left::Titled(""));
        case(&["lunch and kick-off cancelled"], &["Kick-off", "Lunch"], Left::Nothing);
        case(&["kick-off and lunch cancelled"], &["Kick-off", "Lunch"], Left::Nothing);
        case(&["lunch cancelled, kick-off and demo"], &["Lunch", "Kick-off"], Left::Titled("Kick-off"));
        case(&["lunch cancelled, see you next week"], &["Lunch", "Next steps"], Left::Titled("Next steps"));
        case(&["lunch: cancelled"], &["Lunch", "Kick-off"], Left::Titled("Kick-off"));
        case(&["cancelled our lunch"], &["Our demo", "Lunch"], Left::Titled("Our demo"));
        case(&["lunch cancelled because of the kick-off"], &["Kick-off", "Lunch"], Left::Titled("Kick-off"));
        case(&["lunch cancelled"], &["Team lunch", "Lunch with Ada"], Left::Titled(""));
        case(&["lunch cancelled"], &["Team lunch", "Lunch with Ada", "Demo"], Left::Titled("Demo"));
        case(&["team lunch cancelled"], &["Lunch with Ada", "Team lunch"], Left::Titled("Lunch with Ada"));
        case(&["lunch cancelled", "lunch cancelled"], &["Lunch", "Demo"], Left::Titled("Demo"));
        case(&["call cancelled"], &["Call", "Lunch"], Left::Titled("Lunch"));
    }
}
