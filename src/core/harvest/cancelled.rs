//! Tells which meetings of a day the note says were cancelled. They did not take place, though they may still be
//! in the calendar.

use crate::core::day::Day;
use crate::core::people::contact::{Contact, InteractionKind};
use crate::core::text::folded_words;

/// Words that name no meeting.
const NO_NAMES: [&str; 12] =
    ["and", "call", "for", "from", "meeting", "not", "off", "she", "the", "was", "were", "with"];
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

/// Compares the titles of a day's meetings with the cancelled lines of the day. A line with a word of a title is about
/// this meeting; any other one is about one of the rest.
pub(super) fn left<'t>(contact: &Contact, day: Day, titles: &'t [String]) -> Left<'t> {
    let is_cancelled = |kind| kind == InteractionKind::Cancelled;
    let lines = contact.history.iter().filter(|entry| entry.day == day && is_cancelled(entry.kind));
    let lines: Vec<&str> = lines.map(|entry| entry.text.as_deref().unwrap_or_default()).collect();
    left_by(&lines, titles, &folded_words(contact.name()))
}

fn left_by<'t>(lines: &[&str], titles: &'t [String], name: &[String]) -> Left<'t> {
    let names = |text: &str| -> Vec<String> {
        let words = folded_words(text).into_iter();
        let names_one = |word: &String| word.chars().count() >= LEAST_LETTERS && !NO_NAMES.contains(&&**word);
        words.filter(|word| names_one(word) && !name.contains(word)).collect()
    };
    let shares = |line: &[String], title: &str| names(title).iter().any(|word| line.contains(word));
    let lines: Vec<Vec<String>> = lines.iter().map(|line| names(line)).collect();
    let named = |line: &&Vec<String>| titles.iter().any(|title| shares(line, title));
    let unnamed = lines.len() - lines.iter().filter(named).count();
    let is_named = |title: &&String| lines.iter().any(|line| shares(line, title));
    let rest: Vec<&String> = titles.iter().filter(|title| !is_named(title)).collect();
    match unnamed {
        unnamed if rest.len() <= unnamed => Left::Nothing,
        0 => Left::Titled(rest.iter().find(|title| !title.is_empty()).map_or("", |title| title)),
        _ => Left::Titled(""),
    }
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
    }
}
