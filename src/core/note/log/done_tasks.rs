//! Ticked tasks as lines of a log: the day they were done on, their words, and what those say once it is done
//! (design 3.4).

use super::after_date::behind_date;
use super::line_head::bare;
use super::reading::{LineReading, read};
use super::subjects::Subjects;
use super::words::WordTable;
use super::{LogReader, Start, behind, without_marks};
use crate::core::date_text::DateFault;
use crate::core::day::Day;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Line, LineKind};
use crate::core::note::facts::Reading;
use crate::core::note::fields::date_problem;
use crate::core::note::report::Report;
use crate::core::note::tasks::dates::{
    TaskDates, dates, holds_marker, without_fields_at_end, without_filter,
};
use crate::core::note::tasks::{Ticked, ticked};

/// Whether a line is a ticked task.
pub(in crate::core::note) fn is_done(kind: LineKind) -> bool {
    match kind {
        LineKind::Item(_, mark) => ticked(mark) == Ticked::Done,
        LineKind::Heading(_) | LineKind::Row | LineKind::Text(_) => false,
    }
}

impl LogReader<'_, '_> {
    /// `- [x]` counts on its leading date, else on its ✅ date.
    pub(super) fn done_task<'l>(&mut self, line: &'l Line<'_>) -> Option<Start<'l>> {
        let text = line.text.as_ref();
        let mut dates = dates(text, self.order);
        let words = without_filter(text.trim_start());
        let start = without_marks(words);
        let before = words.get(..words.len() - start.len()).unwrap_or_default();
        // Behind a marker it is the marker's.
        let done = dates.done;
        let is_own = |day: Result<Day, DateFault>| {
            !holds_marker(before) || day.is_ok_and(|day| done.is_some_and(|done| done == day))
        };
        let found = self.date_at_start(start).filter(|found| is_own(found.day));
        match found.map(|found| (found.day, start.get(found.length..).unwrap_or_default())) {
            Some((Ok(day), rest)) => {
                let rest = behind_date(rest.trim_start_matches(['*', '_']), self.order);
                return Some(Start { day, rest: without_fields_at_end(rest) });
            }
            Some((Err(DateFault::NotADate), _)) | None => {}
            Some((Err(fault), rest)) => {
                let written = start.get(..start.len() - rest.len()).unwrap_or_default();
                dates.unreadable = Some((fault, written.into()));
            }
        }
        let effect = if done.is_some() { "its other date counts" } else { "the line is no interaction" };
        tell_unreadable(line, &dates, effect, self.report);
        done.map(|day| Start { day, rest: without_fields_at_end(self.behind_marks(words)) })
    }

    /// The words of a task without the marks before them. A hashtag and an arrow are words; a hashtag that means
    /// nothing else is the word that it is made of: `#call her`.
    fn behind_marks<'l>(&self, text: &'l str) -> &'l str {
        let text = text.trim_start_matches(|letter: char| {
            !letter.is_alphanumeric() && !matches!(letter, '[' | '#' | '→' | '←' | '<')
        });
        let Some(tagged) = text.strip_prefix('#') else { return text };
        let tag = bare(tagged.split_whitespace().next().unwrap_or_default());
        let is_word =
            self.words.exactly(&tag).is_some() && self.hashtags.meant(&[tag.into_owned()]).is_empty();
        if is_word { tagged } else { text }
    }
}

/// Tells of a day on which a task was done that is none.
pub(in crate::core::note) fn tell_unreadable(
    line: &Line<'_>,
    dates: &TaskDates<'_>,
    effect: &str,
    report: &mut Report<'_>,
) {
    let Some((fault, written)) = &dates.unreadable else { return };
    let before = line.text.split_once(written.as_ref()).map_or("", |(before, _)| before);
    date_problem(report, *fault, behind(line.spot, before), written, effect);
}

/// As [`read`], of a ticked task. What was still to be done is done: it is an interaction if the words behind
/// say so (`need to call her`), else none.
pub(in crate::core::note) fn read_done<'a>(
    text: &'a str,
    table: &WordTable,
    subjects: &Subjects<'_>,
) -> LineReading<'a> {
    let mut found = read(text, table, subjects);
    if found.reading != Reading::Intention {
        return found;
    }
    let done = what_was_meant(text, table).map(|meant| read(meant, table, subjects));
    let says_so =
        |done: &LineReading<'_>| matches!(done.reading, Reading::Clear(..) | Reading::Reply | Reading::Light);
    done.filter(says_so).unwrap_or_else(|| {
        found.reading = Reading::Mention;
        found
    })
}

/// What stands behind `should`, `need to` and the like, if it begins with a known word. Who was asked to call has
/// not been called: behind `ask` stands somebody.
fn what_was_meant<'a>(text: &'a str, table: &WordTable) -> Option<&'a str> {
    let text = text.trim_start_matches(is_separator);
    let text = text.strip_prefix("I ").or_else(|| text.strip_prefix("i ")).unwrap_or(text);
    let starting = |text: &'a str| {
        // `todo: call her`
        let mut words = text.split_ascii_whitespace().map(|word| bare(word.trim_end_matches(':')));
        table.starting(words.next()?, words)
    };
    let (_, length) = starting(text)?;
    if bare(text.split_ascii_whitespace().next()?) == "ask" {
        return None;
    }
    let meant = (0..length).fold(text, |rest, _| {
        let rest = rest.trim_start();
        rest.find(char::is_whitespace).and_then(|end| rest.get(end..)).unwrap_or_default()
    });
    let meant = meant.trim_start_matches(is_separator);
    starting(meant).map(|_| meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::channel::Channel;
    use crate::core::note::log::tests::log;
    use crate::core::note::log::words::Direction;
    use crate::core::problem::Code;

    #[test]
    fn a_ticked_task_is_an_entry_of_the_day_it_was_done_on() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(log(text).0, [expected], "{text}");
        }
        case("- [x] call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] 2026-11-02 call her", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] #task 2026-11-02 call her", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] 📞 2026-11-02 call her", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] ✅ 2026-11-02 call her", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] 📅 2026-11-09 call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] #task call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case(
            "- [x] #proposal call her ✅ 2026-11-02",
            "2026-11-02 Clear(Both, Some(Phone)) call her #proposal",
        );
        case("- [x] ← her answer ✅ 2026-11-02", "2026-11-02 Clear(In, None) ← her answer");
        case("- [x] → the slides ✅ 2026-11-02", "2026-11-02 Clear(Out, None) → the slides");
        case("- [x] 📞 call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] call her (completion:: 2026-11-02)", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] call her [completion:: 2026-11-02]", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] ask the printer 📅 2026-11-03 ✅ 2026-11-02", "2026-11-02 Mention ask the printer");
        case("- [x] need to call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- 2026-11-02 need to call her", "2026-11-02 Intention need to call her");
        case("- [x] #call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] #later call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] <- her answer ✅ 2026-11-02", "2026-11-02 Clear(In, None) <- her answer");
        case("- [x] - call her ✅ 2026-11-02", "2026-11-02 Clear(Both, Some(Phone)) call her");
        case("- [x] -> sent it ✅ 2026-11-02", "2026-11-02 Clear(Out, None) sent it");
    }

    #[test]
    fn a_day_that_cannot_be_used_is_said() {
        assert_eq!(log("- [x] 02/11/2026 call"), (vec![], vec![Code::AmbiguousDate]));
        assert_eq!(log("- [x] call ✅ 02/11/2026"), (vec![], vec![Code::AmbiguousDate]));
        assert_eq!(log("- [x] call ✅ 2026-02-30"), (vec![], vec![Code::ImpossibleDate]));
        assert_eq!(log("- [x] 24-11-02 call ✅ 2026-11-02").1, [Code::TwoDigitYear]);
        assert_eq!(log("- [x] call 📅 02/11/2026"), (vec![], vec![]));
        assert_eq!(log("- [x] 📅 02/11/2026 call"), (vec![], vec![]));
    }

    #[test]
    fn what_was_to_be_done_is_done() {
        let reading = |text| read_done(text, &WordTable::default(), &Subjects::of(&["ada"])).reading;
        for text in [
            "ask the printer",
            "ask Ada to call Ben",
            "ask Zoom support",
            "should send-off",
            "I should think of her",
            "todo",
            "need to",
        ] {
            assert_eq!(reading(text), Reading::Mention, "{text}");
        }
        let phone = Reading::Clear(Direction::Both, Some(Channel::Phone));
        for text in ["need to call her", "I must call Ada", "todo: call her", "remember to call", "call Ada"]
        {
            assert_eq!(reading(text), phone, "{text}");
        }
        assert_eq!(reading("should email Ada"), Reading::Clear(Direction::Out, Some(Channel::Email)));
        assert_eq!(reading("shouldered it"), Reading::Assumed);
    }
}
