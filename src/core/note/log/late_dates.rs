//! Reports items of a log with their date behind the first word: `Call on 2026-11-12: roof` (design 3.4). Only the first
//! of a note is reported.

use super::LogReader;
use super::start::{is_below_day, skip_marks};
use super::words::Meaning;
use crate::core::date_text::leading;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, LineKind};
use crate::core::note::purposes::Purposes;
use crate::core::note::report::NO_INTERACTION;
use crate::core::problem::Code;
use crate::core::text::lower;

impl LogReader<'_, '_> {
    /// Reports the first such item of a body.
    pub(crate) fn report_late_dates(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let items = body.lines.iter().filter(|line| line.kind == LineKind::Item(1, None));
        let found = items.filter_map(|line| {
            let date = self.date_behind_word(&line.text)?;
            let before = line.text.split_once(date).map_or("", |(before, _)| before);
            let is_missed =
                purposes.is_log(line.section) && !is_below_day(body, line.section, self.reader.order());
            is_missed.then(|| (line.spot.behind(before), date))
        });
        let found: Vec<_> = found.collect();
        let message =
            ("a line has its date behind the first word", "lines have their date behind the first word");
        let help = "put the date first, as in `- 2026-11-02 call: the roof`";
        self.report.first_of(Code::AlmostDated, &found, message, (help, NO_INTERACTION));
    }

    /// Returns the date behind a word for contact that begins a text.
    fn date_behind_word<'t>(&self, text: &'t str) -> Option<&'t str> {
        let is_digit = |byte: &u8| byte.is_ascii_digit();
        // Most lines begin with their date, and most others have none.
        if text.as_bytes().first().is_none_or(is_digit) || !text.as_bytes().iter().any(is_digit) {
            return None;
        }
        let text = skip_marks(text).trim_start_matches('[');
        let word = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').next()?;
        let known = self.reader.words().exactly(&lower(word));
        if !matches!(known, Some(Meaning::Contact(..) | Meaning::Verb(_))) {
            return None;
        }
        // `Met: 2026-11-02` is a label.
        let after = text.get(word.len()..).filter(|after| !after.starts_with(':'))?;
        let skip = |text: &'t str| {
            text.trim_start_matches(|letter: char| is_separator(letter) || matches!(letter, '*' | '_' | ']'))
        };
        let after = skip(after);
        let date = after.strip_prefix("on ").map_or(after, skip);
        let found = leading(date, self.reader.order())
            .filter(|found| found.day.is_ok_and(|day| day <= self.reader.today))?;
        date.get(..found.length)
    }
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::with;

    #[test]
    fn dates_behind_the_first_word_are_reported_once() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            let reported =
                with(text, None, |reader, body, purposes| reader.report_late_dates(body, purposes)).1;
            assert_eq!(
                reported.first().map(|one| one.message.split(' ').next().unwrap()),
                expected,
                "{text}"
            );
            assert!(reported.len() < 2, "{text}");
        }
        case("## Log\n- Call on 2026-11-12: roof", Some("a"));
        case("- Email - 2026-11-16 - sent plan\n- **Call** 2026-11-18 ok", Some("2"));
        case("- [Call] 2026-11-18 roof ok", Some("a"));
        case("- call (2026-11-12)", Some("a"));
        for text in [
            "- 2026-11-12 call",
            "- Met: 2026-11-12",
            "- met:: 2026-11-12",
            "- Letter of 2026-11-12",
            "- call her by 2026-12-01",
            "- call 5 people",
            "- Passport 2031-01-01",
            "- [ ] call on 2026-11-12",
            "- 2026-11-02 lunch\n  - call on 2026-11-12 agreed",
            "## 2026-11-02\n- call on 2026-11-12 agreed",
            "## Dates\n- call 2026-11-12",
            "Call on 2026-11-12 was long.",
        ] {
            case(text, None);
        }
    }
}
