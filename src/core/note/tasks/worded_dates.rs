//! Finds a date among the words of a task: `send it by 2026-12-01`, `send it [[2026-12-01]]`, `due:
//! 2026-12-01` (design 3.5). A day that is not certain (`by Friday`) is reported, never guessed.

use super::markers::is_priority;
use crate::core::date_text::partial::uncertain_day;
use crate::core::date_text::weekdays::is_weekday;
use crate::core::date_text::{DateOrder, leading};
use crate::core::day::Day;
use crate::core::text::lower;
use crate::core::time_text::skip_time;
use std::ops::Range;

/// The date in the words of a task.
pub(super) struct Worded {
    /// The words without the date. A date in the middle of a sentence stays.
    pub(super) words: Range<usize>,
    /// The day, or the text that could not be read as a day.
    pub(super) day: Option<Result<Day, String>>,
}

/// Whether a task already has a date when its words are searched.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// A marker or a date in front gives one. Then only a date after `by` and the like is removed from the
    /// words.
    Dated,
    /// It has none.
    Undated,
}

/// Words that introduce a deadline. `before` and `until` are not among them, since they may follow `not`; a
/// date without such a word is most often what the task is about.
const KEYWORDS: [&str; 5] = ["by", "due", "deadline", "bis", "fällig"];

/// Words between such a word and the date: `due on`, `bis zum`.
const FILLERS: [&str; 4] = ["on", "the", "zum", "den"];

/// Maximum length in bytes of a date at the end, with its weekday.
const MAX_DATE: usize = 40;

/// Maximum number of words of a weekday and a time: `Tue, 10:00 am`.
const MAX_TIME_WORDS: usize = 3;

/// Maximum number of marks around bold and italic text.
const MAX_MARKS: usize = 3;

/// Finds the date in the words of a task.
pub(super) fn worded_date(text: &str, known: Known, order: Option<DateOrder>) -> Worded {
    let whole = Worded { words: 0..text.len(), day: None };
    if may_end_in_date(text)
        && let Some(found) = trailing(text, known, order)
    {
        return found;
    }
    if let Some(found) = emphasised(text, known, order) {
        return found;
    }
    if known == Known::Dated {
        return whole;
    }
    let found = in_sentence(text, order).or_else(|| before_tags(text, order));
    found.or_else(|| uncertain_in_brackets(text, order)).unwrap_or(whole)
}

/// Returns a day in brackets at the end that is not certain, `(30 Nov)`, `(by Friday)`, or has a remark behind it:
/// `(2026-12-01, before noon)`. `(1/2)` may be a part.
fn uncertain_in_brackets(text: &str, order: Option<DateOrder>) -> Option<Worded> {
    let (_, inner) = text.trim_end_matches([' ', '.']).strip_suffix(')')?.rsplit_once('(')?;
    let worded = inner.split_once(' ').filter(|(word, _)| is_keyword(word.trim_end_matches(':')));
    let day = worded.map_or(inner, |(_, day)| day.strip_prefix("on ").unwrap_or(day));
    let is_uncertain = uncertain_day(day) == Some(day.len()) && (worded.is_some() || !inner.contains('/'));
    let has_remark = || {
        let found = leading(day, order)?;
        day.get(found.length..)?.strip_prefix(',').filter(|_| found.day.is_ok())
    };
    (is_uncertain || has_remark().is_some())
        .then(|| Worded { words: 0..text.len(), day: Some(Err(inner.to_owned())) })
}

/// Finds a date in bold or italics at the end, as if it had no marks: `**by 2026-12-01**`, `*(2026-12-01)*`,
/// `by **2026-12-01**`.
fn emphasised(text: &str, known: Known, order: Option<DateOrder>) -> Option<Worded> {
    let (before, inside) = trailing_run(text.trim_end_matches([' ', '.']))?;
    if !may_end_in_date(inside) {
        return None;
    }
    if let Some(date) = leading(inside, order).filter(|date| date.length == inside.len()) {
        let day = date.day.map_err(|_| inside.to_owned());
        return Some(Worded { words: 0..end_before_keyword(before)?, day: Some(day) });
    }
    let found = trailing(inside, known, order).filter(|found| found.words.is_empty())?;
    Some(Worded { words: 0..before.trim_end().len(), ..found })
}

/// Splits off a trailing emphasised run: `dinner *at hers*` gives (`dinner `, `at hers`). A run that begins
/// within a word does not count.
fn trailing_run(text: &str) -> Option<(&str, &str)> {
    let mark = text.chars().next_back().filter(|letter| is_emphasis(*letter))?;
    let inner = text.trim_end_matches(mark);
    let marks = text.get(inner.len()..).filter(|marks| marks.len() <= MAX_MARKS)?;
    let (before, inside) = inner.rsplit_once(marks)?;
    let begins = before.chars().next_back().is_none_or(|letter| !letter.is_alphanumeric() && letter != mark);
    let is_run = begins && inside.starts_with(|letter: char| !letter.is_whitespace() && letter != mark);
    is_run.then_some((before, inside))
}

/// Whether a letter marks bold or italics.
fn is_emphasis(letter: char) -> bool {
    matches!(letter, '*' | '_')
}

/// Finds a date in brackets that is followed by hashtags, contexts and priorities: `(2026-12-01) #work @home
/// 🔼`.
fn before_tags(text: &str, order: Option<DateOrder>) -> Option<Worded> {
    let mut words = text;
    loop {
        let start = words.trim_end_matches(|letter: char| letter.is_whitespace() || is_priority(letter));
        let last = start.rsplit(char::is_whitespace).next().unwrap_or_default();
        words = start;
        if !is_tag(last) {
            break;
        }
        words = start.get(..start.len() - last.len()).unwrap_or_default();
    }
    if words.len() == text.len() || !words.ends_with(')') {
        return None;
    }
    trailing(words, Known::Undated, order).filter(|found| found.words.end < words.len())
}

/// Whether a word is a hashtag or a context: `#work`, `@home`.
fn is_tag(word: &str) -> bool {
    let name = word.strip_prefix(['#', '@']).unwrap_or_default();
    !name.is_empty()
        && name.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '/'))
}

/// Whether [`trailing`] can find a date: each ends in a digit or in a closing bracket.
fn may_end_in_date(text: &str) -> bool {
    text.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '.')
        .ends_with(|letter: char| letter.is_ascii_digit() || matches!(letter, ']' | ')'))
}

/// Finds a date at the end: bare, in brackets, or before a remark in brackets.
fn trailing(text: &str, known: Known, order: Option<DateOrder>) -> Option<Worded> {
    let end = text.trim_end_matches(|letter: char| letter.is_whitespace() || letter == '.');
    if let Some((before, inner)) = end.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        // `(by 2026-12-01)`, or a remark that follows a date.
        let found = at_end(inner, Known::Undated, order).or_else(|| before_time(inner, order));
        if let Some(found) = found.filter(|found| found.words.is_empty()) {
            return Some(Worded { words: 0..before.trim_end().len(), ..found });
        }
        let found = at_end(before.trim_end(), known, order)?;
        return Some(Worded { words: 0..text.len(), ..found });
    }
    at_end(end, known, order)
}

/// Finds a date that is followed by a weekday or a time: `2026-12-01 10:00`, `by 2026-12-01 Tue, 10 am`.
fn before_time(text: &str, order: Option<DateOrder>) -> Option<Worded> {
    text.rmatch_indices(' ').take(MAX_TIME_WORDS).find_map(|(at, _)| {
        let (date, hour) = text.split_at_checked(at)?;
        let found =
            if is_weekday_or_time(hour.trim_start()) { at_end(date, Known::Undated, order) } else { None };
        found.filter(|found| found.day.as_ref().is_some_and(Result::is_ok))
    })
}

/// Whether a text is a weekday, a time, or both.
fn is_weekday_or_time(text: &str) -> bool {
    let word = text.find(|letter: char| !letter.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(word).unwrap_or_default();
    let time = if is_weekday(word) { rest.trim_start_matches(['.', ',', ' ']) } else { text };
    skip_time(time).trim().is_empty()
}

/// Finds a date that ends a text.
fn at_end(text: &str, known: Known, order: Option<DateOrder>) -> Option<Worded> {
    let from = match text.strip_suffix("]]") {
        Some(inner) => inner.rfind("[[")?,
        None => text.len() - text.len().min(MAX_DATE),
    };
    let starts = text.char_indices().skip_while(|(at, _)| *at < from);
    let mut before = text.get(..from).and_then(|text| text.chars().next_back());
    let (start, day) = starts.into_iter().find_map(|(at, letter)| {
        let begins =
            before.is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '-' | '/' | '.'));
        before = Some(letter);
        let date = if begins { leading(text.get(at..)?, order) } else { None }?;
        (at + date.length == text.len()).then_some((at, date.day))
    })?;
    let before = text.get(..start)?;
    // The brackets of `(2026-12-01)` alone make it a deadline.
    let end = if before.is_empty() { 0 } else { end_before_keyword(before)? };
    if known == Known::Dated && before.is_empty() {
        return None;
    }
    let written = || text.get(start..).unwrap_or_default().to_owned();
    Some(Worded { words: 0..end, day: Some(day.map_err(|_| written())) })
}

/// Returns where the words end before `by`, `due on` or `bis zum`. `None` if no such word precedes the date.
fn end_before_keyword(text: &str) -> Option<usize> {
    let is_mark =
        |letter: char| letter.is_whitespace() || matches!(letter, ':' | '(' | '-' | '–' | '—' | '→' | ',');
    let mut words = text.trim_end_matches(is_mark);
    if let Some((before, inside)) = trailing_run(words) {
        // `**Due:**`, `**due on**`
        return (end_before_keyword(inside)? == 0).then(|| before.trim_end_matches(is_mark).len());
    }
    let mut is_worded = false;
    loop {
        let written = words.rsplit(char::is_whitespace).next().unwrap_or_default();
        let word = lower(written);
        let is_keyword = KEYWORDS.contains(&&*word);
        if !is_keyword && (is_worded || !FILLERS.contains(&&*word)) {
            return is_worded.then_some(words.len());
        }
        is_worded |= is_keyword;
        words = words.get(..words.len() - written.len()).unwrap_or_default().trim_end_matches(is_mark);
    }
}

/// Finds a date after `by` or `due` within a sentence. Otherwise returns a day that is not certain as text.
fn in_sentence(text: &str, order: Option<DateOrder>) -> Option<Worded> {
    let mut uncertain = None;
    for (at, word) in words(text) {
        let unmarked = word.trim_start_matches(is_emphasis);
        // The text of `**Due:** Friday` is quoted with its marks.
        let marked = at;
        let at = at + word.len() - unmarked.len();
        let named = unmarked.trim_end_matches(|letter| letter == ':' || is_emphasis(letter));
        // `due::2026-12-01`
        let named = unmarked.split_once("::").map_or(named, |(key, _)| key);
        if !is_keyword(named) {
            continue;
        }
        let after = at + named.len();
        let rest = text.get(after..).unwrap_or_default();
        let rest = rest.trim_start_matches(|letter| matches!(letter, ':' | ' ') || is_emphasis(letter));
        let rest = rest.strip_prefix("on ").unwrap_or(rest);
        if let Some(found) = leading(rest, order) {
            let end = text.len() - rest.len() + found.length;
            let tail = text.get(end..).unwrap_or_default();
            let start = if at == 0 {
                text.len() - tail.trim_start_matches([':', ',', '-', '–', '—', ' ']).len()
            } else {
                0
            };
            let written = || text.get(at..end).unwrap_or_default().to_owned();
            let words = if tail.trim().is_empty() { 0..at } else { start..text.len() };
            return Some(Worded { words, day: Some(found.day.map_err(|_| written())) });
        }
        uncertain = uncertain.or_else(|| {
            let length = uncertain_day(rest)?;
            // `stand by Friday's plan` does not name a day.
            let ends = rest.get(length..)?.trim_matches([' ', '.', '!', ')', '*', '_']).is_empty();
            let start = if unmarked.ends_with(is_emphasis) { marked } else { at };
            text.get(start..text.len() - rest.len() + length).filter(|_| ends)
        });
    }
    uncertain.map(|written| Worded { words: 0..text.len(), day: Some(Err(written.to_owned())) })
}

fn is_keyword(word: &str) -> bool {
    (1..=8).contains(&word.len()) && KEYWORDS.contains(&&*lower(word))
}

/// Returns the words of a text with their positions.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn case(text: &str, day: &str, words: &str) {
        let found = worded_date(text, Known::Undated, Some(DateOrder::Dmy));
        let shown = match &found.day {
            Some(Ok(day)) => day.to_string(),
            Some(Err(written)) => format!("? {written}"),
            None => "-".to_owned(),
        };
        assert_eq!((shown.as_str(), text.get(found.words).unwrap()), (day, words), "{text}");
    }

    #[test]
    fn dates_at_the_end_are_removed() {
        case("send deck by [[2026-12-04]]", "2026-12-04", "send deck");
        case("send deck by [[Journal/2026-12-04|Friday]].", "2026-12-04", "send deck");
        case("send deck (by 4 December 2026)", "2026-12-04", "send deck");
        case("send deck (2026-12-04)", "2026-12-04", "send deck");
        case("send deck (2026-12-04 10:00)", "2026-12-04", "send deck");
        case("send deck (2026-12-04 Fri)", "2026-12-04", "send deck");
        case("send deck (by 2026-12-04 Fri, 10:00 am).", "2026-12-04", "send deck");
        case("send deck due: 2026-12-04", "2026-12-04", "send deck");
        case("send deck, due on Friday 2026-12-04", "2026-12-04", "send deck");
        case("send deck due::2026-12-04", "2026-12-04", "send deck");
        case("Angebot bis 30.11.2026", "2026-11-30", "Angebot");
        case("Angebot bis zum 30.11.2026", "2026-11-30", "Angebot");
        case("by 2026-12-04", "2026-12-04", "");
        case("send deck (2026-12-04) #work", "2026-12-04", "send deck");
        case("send deck (by 2026-12-04) 🔼 #a/b @home ", "2026-12-04", "send deck");
        case("send deck (2026-12-04)⏫", "2026-12-04", "send deck");
        case("send deck (2026-02-30) #work", "? 2026-02-30", "send deck");
        case("send deck by 2026-02-30", "? 2026-02-30", "send deck");
    }

    #[test]
    fn bold_and_italics_change_nothing() {
        case("send map **Due:** 2026-12-04", "2026-12-04", "send map");
        case("send map **Due**: 2026-12-04", "2026-12-04", "send map");
        case("**send map** — __due on__ 2026-12-04", "2026-12-04", "**send map**");
        case("send map **by 2026-12-04**", "2026-12-04", "send map");
        case("send map **by 2026-12-04**.", "2026-12-04", "send map");
        case("send map *(due 2026-12-04)*", "2026-12-04", "send map");
        case("send map _(2026-12-04)_", "2026-12-04", "send map");
        case("send map by **2026-12-04**", "2026-12-04", "send map");
        case("send map **Due: 2026-12-04**", "2026-12-04", "send map");
        case("send map (**by** 2026-12-04)", "2026-12-04", "send map");
        case("send map **by 2026-12-04** to Ben", "2026-12-04", "send map **by 2026-12-04** to Ben");
        case("**send map by 2026-12-04**", "2026-12-04", "**send map by 2026-12-04**");
        case("send map **Due:** 2026-12-04 #work", "2026-12-04", "send map **Due:** 2026-12-04 #work");
        case("send map **Due:** Friday", "? **Due:** Friday", "send map **Due:** Friday");
        case("send map **by Friday**", "? by Friday", "send map **by Friday**");
        for text in [
            "send map **2026-12-04**",
            "send the *minutes of 2026-12-04*",
            "stand **by** the door",
            "send report_2026-12-04_",
            "**due** respect",
        ] {
            case(text, "-", text);
        }
    }

    #[test]
    fn dates_in_a_sentence_stay_in_it() {
        case(
            "send deck by 2026-12-16 (she needs it)",
            "2026-12-16",
            "send deck by 2026-12-16 (she needs it)",
        );
        case("send it by 2026-12-04 to Ben", "2026-12-04", "send it by 2026-12-04 to Ben");
        case("by 2026-12-04: send it", "2026-12-04", "send it");
    }

    #[test]
    fn dates_that_a_task_mentions_are_not_deadlines() {
        for text in [
            "send the minutes of 2026-11-02",
            "send deck 2026-12-04",
            "pay invoice [[2026-11-02]]",
            "don't call before 2026-12-01",
            "wait until 2026-12-10",
            "book tickets for 2026-12-04",
            "stand by Friday's plan",
            "answer her mail from [[2026-11-02]]",
            "send report-2026-11-02",
            "update to 1.2.34",
            "stand by the door",
            "write on paper",
            "call the Friday club",
            "pay by May",
            "due respect",
            "see [[Ada]] (again)",
            "see [[Ada]] (again) #work",
            "pay invoice 2026-11-02 #work",
            "pay invoice 2026-11-02 (the second) #work",
            "answer #work (soon) # @",
            "#work",
            "see the minutes (2026-11-02 draft)",
            "see the minutes (of 2026-11-02 10:00)",
            "see the report (2026-11-02 - 2026-11-04)",
            "see (Mon)",
            "send the scan (1/2)",
            "meet in spring (May)",
            "pay (30 Nov invoice)",
            "",
        ] {
            case(text, "-", text);
        }
    }

    #[test]
    fn uncertain_days_are_returned_as_text() {
        case("call by Friday", "? by Friday", "call by Friday");
        case("call by Nov 27", "? by Nov 27", "call by Nov 27");
        case("call by 27 November", "? by 27 November", "call by 27 November");
        case("call by 1.12.", "? by 1.12.", "call by 1.12.");
        case("pay (30 Nov)", "? 30 Nov", "pay (30 Nov)");
        case("pay (part 1) (Friday).", "? Friday", "pay (part 1) (Friday).");
        case("due: tomorrow", "? due: tomorrow", "due: tomorrow");
        case("call by Sept. 27", "? by Sept. 27", "call by Sept. 27");
        case("Angebot bis 1. März", "? bis 1. März", "Angebot bis 1. März");
        case("stand by marketing 12", "-", "stand by marketing 12");
        case("stand by Mary 2", "-", "stand by Mary 2");
    }

    #[test]
    fn a_trailing_run_is_split_off() {
        assert_eq!(trailing_run("send it **by Friday**"), Some(("send it ", "by Friday")));
        assert_eq!(trailing_run("**send** it __Due:__"), Some(("**send** it ", "Due:")));
        assert_eq!(trailing_run("_x_"), Some(("", "x")));
        for text in ["", "**", "send it", "send it**", "a_b_", "** x**", "5 * 3*", "****x****"] {
            assert_eq!(trailing_run(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_quick_check_misses_no_date(
            text in "(send| by | due |on |\\*|\\*\\*|_|\\(|\\)|2026-12-01|\\[\\[|\\]\\]|May |1|12/12/2026|\\.| |\u{a0}|é){0,8}",
        ) {
            prop_assert!(trailing(&text, Known::Undated, None).is_none() || may_end_in_date(&text), "{text:?}");
            let found = worded_date(&text, Known::Undated, None);
            prop_assert!(text.get(found.words).is_some());
        }
    }
}
