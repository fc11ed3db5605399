//! Dates behind the words. A heading that only names a meeting, a talk or a message and ends with its day is an entry:
//! `### Call - 2026-11-12` (design 3.4). Other lines with their date behind the words are no entries.

use super::start::{is_below_day, skip_marks};
use crate::core::date_text::{DateFault, trailing};
use crate::core::day::Day;
use crate::core::note::body::line::is_separator_or_emphasis;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::channel::Channel;
use crate::core::note::facts::Reading;
use crate::core::note::log::LogReader;
use crate::core::note::log::line::line_head::bare;
use crate::core::note::log::line::reading::{Tense, read_in};
use crate::core::note::log::line::words::Direction;
use crate::core::text::has_digit;

/// A heading that ends with a date.
pub(in crate::core::note) struct LateDate<'t> {
    /// The words before the date.
    pub(in crate::core::note) words: &'t str,
    /// The date as written.
    pub(in crate::core::note) written: &'t str,
    pub(in crate::core::note) day: Result<Day, DateFault>,
    kind: Kind,
}

/// What a heading that ends with a date is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Its day has come, and its words say nothing but how there was contact and with whom.
    Entry,
    /// It looks like an entry, but says more: `Call: the roof`.
    Alike,
    /// It may be anything.
    Other,
}

impl LateDate<'_> {
    /// Whether it looks like an entry, but says more than how there was contact and with whom.
    pub(in crate::core::note) fn is_alike(&self) -> bool {
        self.kind == Kind::Alike
    }
}

impl LogReader<'_, '_> {
    /// Splits a heading that is an entry by its last words: `Call - 2026-11-12`.
    pub(in crate::core::note) fn late_entry<'t>(&self, line: &'t Line<'_>) -> Option<LateDate<'t>> {
        let is_heading = matches!(line.kind, LineKind::Heading(2..));
        is_heading.then(|| self.late_date(&line.text)).flatten().filter(|late| late.kind == Kind::Entry)
    }

    /// Splits a text in known words at the date that ends it.
    pub(in crate::core::note) fn late_date<'t>(&self, text: &'t str) -> Option<LateDate<'t>> {
        if !has_digit(text) {
            return None;
        }
        let text = skip_marks(text).trim_end_matches(['*', '_', ' ']);
        let (at, day) =
            trailing(text, self.reader.order()).filter(|(_, day)| *day != Err(DateFault::NotADate))?;
        let (words, written) = text.split_at_checked(at)?;
        let words = words.trim_end_matches(is_separator_or_emphasis);
        let words = words.strip_suffix(" on").unwrap_or(words);
        // The first of several days is the day.
        if trailing(words, self.reader.order()).is_some() {
            return None;
        }
        let tense = day.map_or(Tense::Past, |day| Tense::of(day, self.reader.today));
        let read = read_in(tense, words, self.vocabulary());
        if !matches!(read.reading, Reading::Clear(..) | Reading::Reply) {
            return None;
        }
        let has_met = matches!(
            read.reading,
            Reading::Clear(Direction::Both, Some(Channel::InPerson | Channel::Meeting))
        );
        let kind = match day {
            Ok(day) if day > self.reader.today => Kind::Other,
            _ if names_device(words) || names_device(read.head()) => Kind::Other,
            _ if self.says_only_how(words, has_met) => Kind::Entry,
            Ok(_) if self.is_plain(read.head(), has_met) => Kind::Alike,
            _ => Kind::Other,
        };
        let written = written.trim_matches([' ', '(', ',', ')', '.']);
        Some(LateDate { words, written, day, kind })
    }

    /// Whether a line is in the section of a day, where none needs a date.
    pub(in crate::core::note) fn is_below_date(&self, body: &Body<'_>, line: &Line<'_>) -> bool {
        let has_late_date =
            || body.section(line.section).is_some_and(|section| self.late_date(&section.heading).is_some());
        is_below_day(body, line.section, self.reader.order()) || has_late_date()
    }
}

/// Whether words only name what has a number or an account: `Phone (since 2026-11-20)`.
fn names_device(words: &str) -> bool {
    ["phone", "signal", "teams"].contains(&bare(words.trim()).as_ref())
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::log;
    use crate::core::problem::Code;

    #[test]
    fn a_heading_that_ends_with_its_day_is_an_entry() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert_eq!(log(text).0, expected, "{text}");
        }
        const CALL: &str = "2026-11-20 Clear(Both, Some(Phone)) the roof";
        for heading in [
            "Call - 2026-11-20", "call 2026-11-20", "Call (2026-11-20)", "Call on 20 Nov 2026",
            "Call [[2026-11-20]]", "Phone call, Nov 20, 2026", "**Call** – Fri 2026-11-20",
            "📞 Call: 2026-11-20", "**Call 2026-11-20**",
        ] {
            case(&format!("### {heading}\nthe roof"), &[CALL]);
        }
        case("## Lunch with Ben, 20 Nov 2026\nx", &["2026-11-20 Clear(Both, Some(InPerson)) Lunch with Ben"]);
        case(
            "## Lunch with Ben & [[Cy Lee]] (20 Nov 2026)\nx",
            &["2026-11-20 Clear(Both, Some(InPerson)) Lunch with Ben & Cy Lee"],
        );
        case("### [[Call]] 2026-11-20\nthe roof", &[CALL]);
        case("## Email out 2026-11-20\nplan", &["2026-11-20 Clear(Out, Some(Email)) plan"]);
        for text in [
            "# Call 2026-11-20",
            "## Trip to Ulm 2026-11-20",
            "## Letter of advice 2026-11-20",
            "## Born 1990-11-20",
            "## Calls in 2026",
            "## Call 5",
            "## Lunch cancelled 2026-11-20",
            "## Call 2026-11-20 – 2026-11-22",
            "## Dates\n### Lunch 2026-11-20",
            "## Saw her post 2026-11-20",
            "## Interview questions (2026-11-20)",
            "## Notes for the call 2026-11-20",
            "## Coffee shops as of 2026-11-20",
            "## Party planning 2026-11-20",
            "## Call her mum 2026-11-20",
            "## Video of 2026-11-20",
            "## Next call: 2026-11-20",
            "## Interview 2026-11",
            "## Trip to Rome (2026-11-20)",
            "## Draft of the talk (2026-11-20)",
            "Call 2026-11-20",
        ] {
            case(text, &[]);
        }
        assert_eq!(log("## Call 02/11/2026").1, [Code::AmbiguousDate]);
        assert_eq!(log("## Passport 02/11/2026").1, []);
    }

    #[test]
    fn a_heading_that_says_more_is_no_entry() {
        for text in [
            "### Call: the roof (2026-11-20)",
            "### Email from Ada 2026-11-20",
            "### Don't call before 2099-11-30",
            "### Lunch voucher valid until 2099-11-30",
            "### Phone contract until 2099-11-30",
            "### Coffee machine warranty until 2099-11-30",
            "### Call by 2099-11-30",
            "### Visa interview 2099-11-30",
            "### Phone (since 2026-11-20)",
            "### Phone 2020-01-05",
            "### Phone: new (2026-11-20)",
            "### Teams (since 2026-11-20)",
            "### Call with Tom about Ann (2026-11-20)",
            "### Call (her with Tom) 2026-11-20",
            "### Call: to do (2026-11-20)",
            "### Call: planned (2026-11-20)",
            "### Call (tbc) 2026-11-20",
            "### [ ] Call 2026-11-20",
            "### Meeting: without Ann (2026-11-20)",
        ] {
            assert_eq!(log(text).0, [""; 0], "{text}");
        }
    }
}
