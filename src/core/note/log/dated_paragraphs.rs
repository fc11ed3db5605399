//! Paragraphs that begin with a date and read like lines of a log, of which they are no part (design 3.4).
//! They are told of: else nothing would say why nothing comes of them.

use super::after_date::behind_date;
use super::missed_lines::{Found, MissedLines};
use super::reading::read;
use super::start::{may_be_entry, without_marks};
use crate::core::date_text::leading;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::Reading;
use crate::core::note::purposes::Purposes;
use crate::core::note::report::words;
use crate::core::place::Spot;
use crate::core::problem::Code;

/// The line above, by its number: what the next one may go on with.
enum Above<'l> {
    /// A heading or bold run with a date. What stands below may be its words.
    Entry,
    /// A paragraph that began with no date. One dated line of it may be prose that was wrapped there.
    Prose(u32, Option<Found<'l>>),
    /// A paragraph like a log.
    Log(u32),
}

impl MissedLines<'_, '_> {
    /// Tells of all such paragraphs of a body, once.
    pub(super) fn tell_paragraphs(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let mut first: Option<Found<'_>> = None;
        let mut count = 0_usize;
        let mut above: Option<Above<'_>> = None;
        for line in &body.lines {
            let before = match above.take() {
                Some(Above::Prose(number, _) | Above::Log(number)) if number + 1 != line.spot.line => None,
                before => before,
            };
            if !purposes.is_log(line.section) {
                continue;
            }
            let number = line.spot.line;
            let found = match line.kind {
                LineKind::Heading(2..) | LineKind::Text(0) if self.is_entry(line) => {
                    above = Some(Above::Entry);
                    continue;
                }
                LineKind::Text(0) => self.found(line),
                LineKind::Heading(_) | LineKind::Item(..) | LineKind::Row | LineKind::Text(_) => continue,
            };
            above = Some(match (before, found) {
                (Some(Above::Entry), _) => Above::Prose(number, None),
                (Some(Above::Log(_)), None) => Above::Log(number),
                (_, None) => Above::Prose(number, None),
                (Some(Above::Prose(_, None)), found) => Above::Prose(number, found),
                (before, Some(found)) => {
                    // Two in a row are no wrapped prose.
                    let held = if let Some(Above::Prose(_, held)) = before { held } else { None };
                    count += 1 + usize::from(held.is_some());
                    first = first.or(held).or(Some(found));
                    Above::Log(number)
                }
            });
        }
        let Some((spot, date)) = first else { return };
        let message = match count {
            1 => "a paragraph begins with a date".to_owned(),
            several => format!("{several} lines of paragraphs begin with a date"),
        };
        let said = words(
            message,
            "put `- ` before a dated line, as in `- 2026-11-02 met for coffee`",
            "it is no interaction",
        );
        self.report.at(Code::DatedParagraph, spot, date, said);
    }

    /// Whether a heading or a paragraph is a line of the log.
    fn is_entry(&self, line: &Line<'_>) -> bool {
        may_be_entry(line)
            && leading(without_marks(&line.text), self.order).is_some_and(|date| date.day.is_ok())
    }

    /// The date that a line begins with, if the rest reads like a line of a log.
    fn found<'l>(&self, line: &'l Line<'_>) -> Option<Found<'l>> {
        let start = without_marks(&line.text);
        let found = leading(start, self.order)?;
        found.day.ok()?;
        let (date, rest) = start.split_at_checked(found.length)?;
        let marks = line.text.get(..line.text.len() - start.len())?;
        let column = u32::try_from(marks.chars().count()).unwrap_or(u32::MAX);
        let spot = Spot { column: line.spot.column.saturating_add(column), ..line.spot };
        self.is_like_a_log(rest).then_some((spot, date))
    }

    /// Whether what follows a date is what was done on it: behind a separator, or in words we know. A file
    /// name, a range of days, links to other days and a fact about a day are not.
    fn is_like_a_log(&self, rest: &str) -> bool {
        let rest = rest.trim_start_matches(['*', '_', ')', ']']);
        if rest.starts_with(['.', '/', '-']) || rest.starts_with("::") {
            return false;
        }
        let is_set_off = rest.trim_start().starts_with([':', '-', '–', '—']);
        let is_between = |letter| is_separator(letter) || letter == '*';
        let is_range = leading(rest.trim_start_matches(is_between), self.order).is_some();
        let said = behind_date(rest, self.order).trim_start_matches(is_between);
        let is_said = said.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[');
        is_said
            && !is_range
            && leading(said, self.order).is_none()
            && (is_set_off || read(said, self.words, self.subjects).reading != Reading::Assumed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::note::log::subjects::Subjects;
    use crate::core::note::log::words::WordTable;
    use crate::core::note::purposes::HeadingTable;
    use crate::core::note::report::Report;
    use crate::core::place::NotePath;

    #[track_caller]
    fn case(text: &str, told: Option<(u32, &str)>) {
        let path = NotePath::new("Ada.md");
        let mut report = Report::new(&path, text);
        let words = WordTable::default();
        let body = body::read(text, 1);
        let purposes = Purposes::of(&body, &HeadingTable::new(&words.headings));
        let subjects = Subjects::of(&["ada lovelace"]);
        MissedLines { words: &words, subjects: &subjects, order: None, report: &mut report }
            .tell_paragraphs(&body, &purposes);
        let found = report.problems.first().map(|first| (first.spot.unwrap().line, first.message.as_str()));
        assert_eq!(found, told, "{text}");
        assert!(report.problems.len() < 2, "{text}");
    }

    const ONE: &str = "a paragraph begins with a date";
    const TWO: &str = "2 lines of paragraphs begin with a date";
    const THREE: &str = "3 lines of paragraphs begin with a date";

    #[test]
    fn paragraphs_like_a_log_are_told_once_a_note() {
        case("2026-11-02: coffee", Some((1, ONE)));
        case("2026-11-02 – she told me of the house", Some((1, ONE)));
        case("# Ada\n\n## Log\n\n2 November 2026 met her\nat the fair", Some((5, ONE)));
        case("2026-11-02: coffee\n2026-11-03: sent notes", Some((1, TWO)));
        case("2026-11-02 coffee\nwith cake\n2026-11-04 call\n\n[[2026-11-05]] sent notes", Some((1, THREE)));
        case("newest first\n2026-11-02 coffee\n2026-11-09 call", Some((2, TWO)));
        case("**Log**\n2026-11-02 coffee\n2026-11-09 call\n2026-11-16 lunch", Some((2, THREE)));
        case("### 2026-11-02\n\ncoffee\n\n2026-11-03 sent notes", Some((5, ONE)));
        // Marks that make no item of it.
        case("• 2026-11-02 coffee\n• 2026-11-03 sent notes", Some((1, TWO)));
        case("(2026-11-02) coffee\n\n*2026-11-03* sent notes\n\n– 2026-11-04 call", Some((1, THREE)));
    }

    #[test]
    fn what_is_a_log_or_prose_is_not_told() {
        case("- 2026-11-02 coffee\n  2026-11-03 call", None);
        case("- coffee\n2026-11-02 call, as the item goes on", None);
        case("**2026-11-02** coffee", None);
        case("### 2026-11-02\n\ncoffee", None);
        case("### 2026-11-02\n\n2026-11-02 10:30 email out: the book\n2026-11-03 call", None);
        case("**2026-11-02**\n\n2026-11-02 email out: the book", None);
        case("> 2026-11-02 call", None);
        case("```\n2026-11-02 call\n```", None);
        case("## Dates\n\n2026-12-10 party", None);
        case("## Events\n\n2026-12-10 call", None);
        case("We met on\n2026-11-02 and had coffee.", None);
        case("2026-11-02 was the day we met.", None);
        case("1990-04-27 born in Ulm", None);
        case("2026-13-45 coffee", None);
        case("2026 was good. 11-02 too.", None);
        case("", None);
    }

    #[test]
    fn dates_for_themselves_are_not_told() {
        for text in [
            "2026-11-02",
            "2026-11-02 ^id",
            "[[2026-11-02]]",
            "[[2026-11-01]] | [[2026-11-03]]",
            "[[2026-11-01]] ← → [[2026-11-03]]",
            "2026-11-02 - 2026-11-05 visit",
            "2026-11-02–2026-11-05 visit",
            "2026-11-02.pdf",
            "2026-11-02-call.md",
            "2026/11/02/call",
            "2026-11-02:: call",
        ] {
            case(text, None);
        }
    }
}
