//! Lines of a log with their date behind the words: `- Call on 2026-11-12: roof`. Only the first of a note is reported.

use crate::core::date_text::leading;
use crate::core::note::body::line::{is_separator, is_separator_or_emphasis};
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::headings::HeadingSort;
use crate::core::note::log::LogReader;
use crate::core::note::log::dates::start::{may_be_entry, skip_marks};
use crate::core::note::log::entries::entry_labels::says_how_below;
use crate::core::note::log::entries::labels::{date_label, tells_topic_below};
use crate::core::note::log::line::words::Meaning;
use crate::core::note::purposes::Purposes;
use crate::core::note::report::NO_INTERACTION;
use crate::core::problem::Code;
use crate::core::text::{has_digit, lower};

impl LogReader<'_, '_> {
    /// Reports the first such line of a body.
    pub(super) fn report_late_dates(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let found = body.lines.iter().enumerate().filter_map(|(place, line)| {
            let date = self.missed_date(line).or_else(|| {
                let is_label = may_be_date_label(&line.text);
                if is_label { self.labelled_date(body, place) } else { None }
            })?;
            let is_missed = purposes.is_log(line.section) && !self.is_below_date(body, line);
            is_missed.then(|| (line.spot_of(date), date))
        });
        let found: Vec<_> = found.collect();
        let message =
            ("a line has its date behind the first word", "lines have their date behind the first word");
        let help = "put the date first, as in `- 2026-11-02 call: the roof`";
        self.report.first_of(Code::AlmostDated, &found, message, (help, NO_INTERACTION));
    }

    /// Returns the date behind the first words of a line that could be an entry and is none.
    fn missed_date<'t>(&self, line: &'t Line<'_>) -> Option<&'t str> {
        match line.kind {
            LineKind::Item(1, None) => self.date_behind_word(&line.text),
            LineKind::Text(_) if may_be_entry(line) => self.date_behind_word(&line.text),
            LineKind::Heading(2..) => match self.late_date(&line.text) {
                Some(late) => late.is_alike().then_some(late.written),
                None => self.date_behind_word(&line.text),
            },
            LineKind::Item(..) | LineKind::Text(_) | LineKind::Heading(_) | LineKind::Row => None,
        }
    }

    /// Returns the day of an entry whose date is behind a label: `- **Date:** 2026-11-12` above `**Type:** Call`.
    fn labelled_date<'t>(&self, body: &'t Body<'_>, place: usize) -> Option<&'t str> {
        let line = body.lines.get(place).filter(|line| may_be_entry(line))?;
        let value = date_label(&line.text)?;
        let date = self.day_at(value).filter(|date| date.len() == value.len())?;
        let is_log = || body.section(line.section).is_some_and(|own| HeadingSort::Log.has(&own.heading));
        (says_how_below(body, place, self.reader.words()) || (is_log() && tells_topic_below(body, place)))
            .then_some(date)
    }

    /// Returns the date behind a word for contact that begins a text, and behind the contact's name: `called Ada
    /// 2026-11-12`, `last met on 2026-11-12`.
    fn date_behind_word<'t>(&self, text: &'t str) -> Option<&'t str> {
        // Most lines begin with their date, and most others have none.
        if text.as_bytes().first().is_none_or(u8::is_ascii_digit) || !has_digit(text) {
            return None;
        }
        let text = skip_marks(text).trim_start_matches('[');
        if let Some(value) = after_date_key(text) {
            let date = self.day_at(value)?;
            let words = value
                .get(date.len()..)?
                .trim_start_matches(|letter: char| is_separator(letter) || letter == ']');
            return (!words.is_empty() && self.is_known(words)).then_some(date);
        }
        let text = text.strip_prefix("Last ").or_else(|| text.strip_prefix("last ")).unwrap_or(text);
        let word = text.split(|letter: char| !letter.is_alphanumeric() && letter != '-').next()?;
        let known = self.reader.words().exactly(&lower(word));
        if !matches!(known, Some(Meaning::Contact(..) | Meaning::Verb(_))) {
            return None;
        }
        // `Met: 2026-11-02` is a label, and `**Met**: 2026-11-02` a key.
        let marks: &[char] = if word.eq_ignore_ascii_case("met") { &['*', '_'] } else { &[] };
        let is_label = |after: &&str| after.trim_start_matches(marks).starts_with(':');
        let after = text.get(word.len()..).filter(|after| !is_label(after))?;
        let skip = |text: &'t str| {
            text.trim_start_matches(|letter: char| is_separator_or_emphasis(letter) || letter == ']')
        };
        let after = self.behind_contact(skip(after)).map_or_else(|| skip(after), skip);
        let date = after.strip_prefix("on ").map_or(after, skip);
        self.day_at(after_date_key(date.trim_start_matches('[')).unwrap_or(date))
    }

    /// Returns the date that begins a text, if it has come.
    fn day_at<'t>(&self, text: &'t str) -> Option<&'t str> {
        let found = leading(text, self.reader.order())
            .filter(|found| found.day.is_ok_and(|day| day <= self.reader.today))?;
        text.get(..found.length)
    }

    /// Returns the text behind the contact, if they begin it: `her …`, `with Ada …`.
    fn behind_contact<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.strip_prefix("with ").unwrap_or(text);
        let (who, after) = text.split_once(' ').filter(|(who, _)| who.starts_with(char::is_alphabetic))?;
        (matches!(who.trim_end_matches(','), "her" | "him" | "them") || self.subjects.has(who))
            .then_some(after)
    }
}

/// Whether a text may begin with a label for the date. Most lines begin with a date or another word.
fn may_be_date_label(text: &str) -> bool {
    match text.as_bytes() {
        [b'D' | b'd', rest @ ..]
        | [b'*', b'*', b'D' | b'd', rest @ ..]
        | [b'_', b'_', b'D' | b'd', rest @ ..] => rest.starts_with(b"ate"),
        _ => false,
    }
}

/// Returns the value of Dataview's field `date:: 2026-11-12` at the start of a text.
fn after_date_key(text: &str) -> Option<&str> {
    Some(text.strip_prefix("date::").or_else(|| text.strip_prefix("Date::"))?.trim_start())
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::with;

    #[track_caller]
    fn case(text: &str, expected: Option<&str>) {
        let reported = with(text, None, |reader, body, purposes| reader.report_late_dates(body, purposes)).1;
        assert_eq!(reported.first().map(|one| one.message.split(' ').next().unwrap()), expected, "{text}");
        assert!(reported.len() < 2, "{text}");
    }

    #[test]
    fn a_date_behind_a_label_is_reported_with_labels_of_an_entry() {
        case("- **Date:** 2026-11-15\n  **Type:** Call\n  **Notes:** roof", Some("a"));
        case("## Log\n- date: 2026-11-15\n  - notes: roof\n- date: 2026-11-10\n  - type: email", Some("2"));
        case("- Date: 2026-11-15\n- Place: Rome\n- Type: Phone call", Some("a"));
        case("- Date: 2026-11-15\n- Type: Person\n- Notes: x", None);
        case("- Date: 2026-11-15 (draft)\n- Type: Call", None);
        case("- Date: 2026-11-15\n\nText\n- Type: Call", None);
    }

    #[test]
    fn dates_behind_the_first_word_are_reported_once() {
        case("## Log\n- Call on 2026-11-12: roof", Some("a"));
        case("- Email - 2026-11-16 - sent plan\n- **Call** 2026-11-18 ok", Some("2"));
        case("- [Call] 2026-11-18 roof ok", Some("a"));
        case("- call (2026-11-12)", Some("a"));
        case("- **Met** 2026-11-12", Some("a"));
        for label in
            ["- Met: 2026-11-12", "**Met**: 2026-11-12", "- **Met:** 2026-11-12", "- _met_: 2026-11-12"]
        {
            case(label, None);
        }
        case("- called Ada 2026-11-20\n- Last met 2026-11-18\n- lunch with her, 2026-11-17", Some("3"));
        case("**Call 2026-11-20**\nthe roof\n\n**Call (2026-11-12):** roof", Some("2"));
        case("### Email: the plan (2026-11-20)\nsent", Some("a"));
        case(
            "- [date:: 2026-11-20] call about the roof\n- (date:: 2026-11-20) call\n- call [date:: 2026-11-20]",
            Some("3"),
        );
        case("### Call on 2026-11-20: the roof", Some("a"));
        case("### Call: the roof (2026-11-20)", Some("a"));
        case("### Lunch at the pub (2026-11-20)\n### Dinner in town 2026-11-20", Some("2"));
        case("### Lunch at the Crown, to talk (2026-11-20)", Some("a"));
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
            "## Call 2026-11-02\n- call on 2026-11-12 agreed",
            "### Call - 2026-11-12",
            "- met Ben 2026-11-12",
            "- date:: 2026-11-12",
            "- [date:: 2026-11-12] the garden",
            "- called her 5 times",
            "**Met:** 2026-11-12",
            "**Lunch** for 5",
            "## Dates\n- call 2026-11-12",
            "Call on 2026-11-12 was long.",
            "### Phone (since 2026-11-20)",
            "### Interview questions (2026-11-20)",
            "### Lunch at the Crown (2026-11-20)",
            "### Coffee shops in Leeds (2026-11-20)",
            "### Lunch at the pub until 2026-11-20",
            "### Video in HD (2026-11-20)",
            "### Trip to Rome (2026-11-20)",
            "### Draft of the talk (2026-11-20)",
            "### Don't call before 2099-11-30",
        ] {
            case(text, None);
        }
    }
}
