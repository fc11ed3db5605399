//! Ticked tasks as lines of a log (design 3.4): the day they were done, their words, and how these read now
//! that the task is done.

use crate::core::date_text::{DateFault, DateOrder, Leading};
use crate::core::day::Day;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Line, LineKind};
use crate::core::note::facts::Reading;
use crate::core::note::fields::date_problem;
use crate::core::note::log::dates::after_date::{behind_date, skip_leading_time};
use crate::core::note::log::dates::start::DateInFront;
use crate::core::note::log::line::beginnings::{after_task_keyword, end_of_intention};
use crate::core::note::log::line::line_head::{Head, bare};
use crate::core::note::log::line::reading::{LineReading, Tense, read_in};
use crate::core::note::log::line::vocabulary::Vocabulary;
use crate::core::note::read::Reader;
use crate::core::note::report::Report;
use crate::core::note::tasks::dates::{
    TaskDates, dates, holds_marker, without_fields_at_end, without_filter,
};
use std::borrow::Cow;

/// A ticked task, split into day and words.
pub(in crate::core::note) struct DoneTask<'l> {
    /// The day it was done: the date in front, else the ✅ date.
    pub(in crate::core::note) day: Option<Day>,
    /// Its words, including any markers among them.
    pub(in crate::core::note) words: &'l str,
    /// The text of a date that could not be read, and why.
    unreadable: Option<(DateFault, Cow<'l, str>)>,
}

impl<'l> DoneTask<'l> {
    /// Splits the task on a line. `date_at_start` reads a date at the start of its words.
    pub(in crate::core::note) fn of(
        line: &'l Line<'_>,
        reader: &Reader<'_>,
        date_at_start: impl FnOnce(&str) -> Option<Leading>,
    ) -> DoneTask<'l> {
        let text = line.text.as_ref();
        let order = reader.order();
        let TaskDates { done, mut unreadable, .. } = dates(text, order);
        let words = without_filter(text.trim_start());
        // A date after a marker belongs to the marker.
        let is_own = |found: &DateInFront<'_>| {
            !holds_marker(found.marks) || (done.is_some() && found.day.ok() == done)
        };
        if let Some(found) = DateInFront::of(words, date_at_start).filter(is_own) {
            match found.day {
                Ok(day) => {
                    let rest = behind_date(found.rest, order).trim_start_matches(is_separator);
                    let unreadable =
                        unreadable.filter(|(_, other)| !found.written.starts_with(other.as_ref()));
                    return DoneTask { day: Some(day), words: without_fields_at_end(rest), unreadable };
                }
                Err(DateFault::NotADate) => {}
                Err(fault) => unreadable = Some((fault, found.written.into())),
            }
        }
        let words = skip_leading_time(skip_task_marks(words, reader));
        DoneTask { day: done, words: without_fields_at_end(words), unreadable }
    }

    /// Reports a completion date that could not be read. `effect` tells what happens if there is no other
    /// date.
    pub(in crate::core::note) fn report_unreadable(
        &self,
        line: &Line<'_>,
        effect: &str,
        report: &mut Report<'_>,
    ) {
        let Some((fault, written)) = &self.unreadable else { return };
        let effect = if self.day.is_some() { "its other date counts" } else { effect };
        date_problem(report, *fault, line.spot_of(written), written, effect);
    }
}

/// Skips marks before the words of a task. Hashtags and arrows stay. A hashtag that has no other meaning but
/// is a known word loses its `#`: `#call her`.
fn skip_task_marks<'l>(text: &'l str, reader: &Reader<'_>) -> &'l str {
    let text = text.trim_start_matches(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '[' | '#' | '→' | '←' | '<')
    });
    let Some(tagged) = text.strip_prefix('#') else { return text };
    let tag = bare(tagged.split_whitespace().next().unwrap_or_default());
    let is_word =
        reader.words().exactly(&tag).is_some() && reader.hashtags.meant(&[tag.into_owned()]).is_empty();
    if is_word { tagged } else { text }
}

/// Like [`read_in`], for a line that may be a ticked task.
pub(in crate::core::note) fn read_line<'a>(
    (kind, tense): (LineKind, Tense),
    text: &'a str,
    vocabulary: Vocabulary<'_>,
) -> LineReading<'a> {
    match tense {
        Tense::Past if kind.is_done() => read_done(text, vocabulary),
        tense => read_in(tense, text, vocabulary),
    }
}

/// Returns the topic of a line. If it is a ticked task, dates and markers are removed.
pub(in crate::core::note) fn topic_of(
    kind: LineKind,
    topic: Cow<'_, str>,
    order: Option<DateOrder>,
) -> Cow<'_, str> {
    if kind.is_done() { dates(&topic, order).text().into_owned().into() } else { topic }
}

/// Like [`read_in`], for a ticked task. An intention is fulfilled: it is an interaction if the words after it
/// say so (`need to call her`), otherwise a mention.
fn read_done<'a>(text: &'a str, vocabulary: Vocabulary<'_>) -> LineReading<'a> {
    let read = |text| read_in(Tense::Done, text, vocabulary);
    let mut found = read(text);
    if holds_marker(text) {
        found.reading = read_in(Tense::Done, &dates(text, None).text(), vocabulary).reading;
    }
    if found.reading != Reading::Intention {
        return found;
    }
    let done = words_after_intention(text, vocabulary).map(read);
    let says_so =
        |done: &LineReading<'_>| matches!(done.reading, Reading::Clear(..) | Reading::Reply | Reading::Light);
    done.filter(says_so).unwrap_or_else(|| {
        found.reading = Reading::Mention;
        found
    })
}

/// Returns the text after `should`, `need to` and the like, if it begins with a known word. Not after `ask`:
/// somebody who was asked to call has not been called.
fn words_after_intention<'a>(text: &'a str, vocabulary: Vocabulary<'_>) -> Option<&'a str> {
    let text = text.trim_start_matches(is_separator);
    let begins_with_known = |text: &&str| {
        let mut words = text.split_ascii_whitespace().map(bare);
        words.next().is_some_and(|first| vocabulary.table.starting(&first, words).is_some())
    };
    if let Some(meant) = after_task_keyword(text) {
        return Some(meant).filter(begins_with_known);
    }
    let end = end_of_intention(&Head::of(text, vocabulary))?;
    let last = bare(text.split_ascii_whitespace().nth(end - 1)?);
    if last == "ask" {
        return None;
    }
    // `owe her a call`
    let is_whom = |word: &&str| {
        matches!(bare(word).as_ref(), "her" | "him" | "them" | "a" | "an" | "the")
            || vocabulary.subjects.has(word)
    };
    let owed = text.split_ascii_whitespace().skip(end).take_while(is_whom).count();
    let end = if last == "owe" { end + owed } else { end };
    let meant = (0..end).fold(text, |rest, _| {
        let rest = rest.trim_start();
        rest.find(char::is_whitespace).and_then(|end| rest.get(end..)).unwrap_or_default()
    });
    // `todo: call her`
    Some(meant.trim_start_matches(is_separator)).filter(begins_with_known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::channel::Channel;
    use crate::core::note::log::line::subjects::Subjects;
    use crate::core::note::log::line::words::{Direction, WordTable};
    use crate::core::note::log::tests::{case, log};
    use crate::core::problem::Code;

    #[test]
    fn a_ticked_task_is_an_entry_of_the_day_it_was_done_on() {
        case("- [x] call her tomorrow ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her tomorrow");
        case(
            "- [x] email him back by Friday ✅ 2026-11-02",
            "Clear(Out, Some(Email)) email him back by Friday",
        );
        case("- [x] promised to call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) promised to call her");
        case("- [x] owe her a call ✅ 2026-11-02", "Clear(Both, Some(Phone)) call");
        case("- [x] call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] 2026-11-02 call her", "Clear(Both, Some(Phone)) call her");
        case("- [x] #task 2026-11-02 call her", "Clear(Both, Some(Phone)) call her");
        case("- [x] 📞 2026-11-02 call her", "Clear(Both, Some(Phone)) call her");
        case("- [x] ✅ 2026-11-02 call her", "Clear(Both, Some(Phone)) call her");
        case("- [x] 📅 2026-11-09 call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] #task call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] #proposal call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her #proposal");
        case("- [x] ← her answer ✅ 2026-11-02", "Clear(In, None) ← her answer");
        case("- [x] → the slides ✅ 2026-11-02", "Clear(Out, None) → the slides");
        case("- [x] 📞 call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] call her (completion:: 2026-11-02)", "Clear(Both, Some(Phone)) call her");
        case("- [x] call her [completion:: 2026-11-02]", "Clear(Both, Some(Phone)) call her");
        case("- [x] ask the printer 📅 2026-11-03 ✅ 2026-11-02", "Mention ask the printer");
        case("- [x] need to call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- 2026-11-02 need to call her", "Intention need to call her");
        case("- [x] #call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] #later call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] <- her answer ✅ 2026-11-02", "Clear(In, None) <- her answer");
        case("- [x] - call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] -> sent it ✅ 2026-11-02", "Clear(Out, None) sent it");
        case("- [x] 10:30 call her ✅ 2026-11-02", "Clear(Both, Some(Phone)) call her");
        case("- [x] call: no answer ✅ 2026-11-02", "Clear(Out, Some(Phone)) no answer");
        case("- [x] lunch: cancelled 📅 2026-11-01 ✅ 2026-11-02", "Cancelled lunch: cancelled");
        case("- [x] call ✅ 2026-11-02 - cancelled", "Cancelled call - cancelled");
        case(
            "- [x] call her ✅ 2026-11-02, left voicemail",
            "Clear(Out, Some(Phone)) call her , left voicemail",
        );
        case("- [x] voicemail ✅ 2026-11-02 ^a1", "Clear(Out, None) voicemail");
    }

    #[test]
    fn unusable_completion_dates_are_reported() {
        assert_eq!(log("- [x] 02/11/2026 call"), (vec![], vec![Code::AmbiguousDate]));
        assert_eq!(log("- [x] call ✅ 02/11/2026"), (vec![], vec![Code::AmbiguousDate]));
        assert_eq!(log("- [x] call ✅ 2026-02-30"), (vec![], vec![Code::ImpossibleDate]));
        assert_eq!(log("- [x] 24-11-02 call ✅ 2026-11-02").1, [Code::TwoDigitYear]);
        assert_eq!(log("- [x] 2026-11-02 call ✅ 02/11/2026").1, [Code::AmbiguousDate]);
        assert_eq!(log("- [x] call 📅 02/11/2026"), (vec![], vec![]));
        assert_eq!(log("- [x] 📅 02/11/2026 call"), (vec![], vec![]));
    }

    #[test]
    fn intentions_are_fulfilled_when_ticked() {
        let reading = |text| read_done(text, WordTable::default().with(&Subjects::of(&["ada"]))).reading;
        for text in [
            "ask the printer", "ask Ada to call Ben", "ask Zoom support", "should send-off",
            "I should think of her", "todo", "need to",
        ] {
            assert_eq!(reading(text), Reading::Mention, "{text}");
        }
        let phone = Reading::Clear(Direction::Both, Some(Channel::Phone));
        for text in [
            "need to call her", "I must call Ada", "todo: call her", "remember to call", "NOW call Ada",
            "don’t forget to call Ada", "I really have to call her", "[[Ada]] need to call her",
            "- TODO call Ada",
        ] {
            assert_eq!(reading(text), phone, "{text}");
        }
        assert_eq!(reading("should email Ada"), Reading::Clear(Direction::Out, Some(Channel::Email)));
        assert_eq!(reading("shouldered it"), Reading::Assumed);
    }
}
