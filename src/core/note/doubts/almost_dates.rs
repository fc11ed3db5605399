//! Text at the start of a line that is almost a date, and days that lie far ahead or far back (design 3.4).

use crate::core::date_text::leading;
use crate::core::day::Day;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::log::LogReader;
use crate::core::note::log::dates::odd_dates::{EARLIEST, YEARS_AHEAD, is_unlikely};
use crate::core::note::purposes::Purposes;
use crate::core::note::report::{LINE_IS_NO_INTERACTION, Report, words};
use crate::core::place::Spot;
use crate::core::problem::{Code, quoted};
use crate::core::text::{begins_with_digit, is_digits, is_mark};
use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

impl LogReader<'_, '_> {
    /// Reports lines that begin with almost a date, and lines that lie far ahead or far back. `entries` are the
    /// lines and days of the log; all kinds of almost-dates but `Almost::Dashed` are reported only in sections
    /// that have such lines, or before known words.
    pub(super) fn report_almost_dates(
        &mut self,
        body: &Body<'_>,
        purposes: &Purposes,
        entries: impl Iterator<Item = (u32, Day)> + Clone,
    ) {
        let today = self.reader.today;
        let unlikely = |(_, day): &(u32, Day)| is_unlikely(*day, today);
        let far: BTreeMap<u32, Day> = entries.clone().filter(unlikely).collect();
        // The sections with entries. Few notes need them.
        let logs: LazyCell<BTreeSet<Option<usize>>, _> = LazyCell::new(|| {
            let dated: BTreeSet<u32> = entries.map(|(line, _)| line).collect();
            let lines = body.lines.iter().filter(|line| dated.contains(&line.spot.line));
            lines.map(|line| line.section).collect()
        });
        let mut reported = BTreeSet::new();
        for line in &body.lines {
            if let Some(day) = far.get(&line.spot.line) {
                report_unlikely(line, *day, self.report);
            } else if matches!(line.kind, LineKind::Item(_, None) | LineKind::Heading(2..))
                && purposes.is_log(line.section)
                && let Some((found, fault)) = almost_date_on(line, self.report)
                && (fault == Almost::Dashed
                    || logs.contains(&line.section)
                    || self.is_known_behind(&line.text, &found))
                && (fault == Almost::Digits || reported.insert(fault))
            {
                let spot =
                    if fault == Almost::Code { first_backtick(line.spot, self.report) } else { line.spot };
                let message = format!("almost a date, but not one: {}", quoted(&found));
                let words = words(message, fault.help(), LINE_IS_NO_INTERACTION);
                self.report.at(Code::AlmostDated, spot, &found, words);
            }
        }
    }

    /// Whether the words behind almost a date are known.
    fn is_known_behind(&self, text: &str, date: &str) -> bool {
        let rest = text.strip_prefix(date).unwrap_or_default().trim_start_matches(is_separator);
        rest.starts_with(char::is_alphabetic) && self.is_known(rest)
    }
}

/// Returns the place of the first backtick on a line.
fn first_backtick(spot: Spot, report: &Report<'_>) -> Spot {
    let before =
        report.line(spot.line).and_then(|line| line.split_once('`')).map_or("", |(before, _)| before);
    Spot::new(spot.line as usize, before.chars().count() + 1)
}

/// Reports a log line with an unlikely year.
fn report_unlikely(line: &Line<'_>, day: Day, report: &mut Report<'_>) {
    let year = line.text.trim_start_matches(is_mark);
    let found = year.split_whitespace().next().unwrap_or_default();
    let (message, effect) = if day.year() < EARLIEST {
        (format!("a log line from before {EARLIEST}"), "it counts on that day")
    } else {
        let message = format!("a log line more than {YEARS_AHEAD} years ahead");
        (message, "it does not count as contact before that day")
    };
    report.at(Code::UnlikelyDate, line.spot, found, words(message, "correct its year", effect));
}

/// Characters of a date in code: `` `2026-11-02` ``.
const DATE_IN_CODE: u32 = 12;

/// Why text at the start of a line is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Almost {
    /// `20226-11-01`, `2026-11-0x`, `2026-1102`: a typing error in the digits. Reported for each line.
    Digits,
    /// `2026–11–24`, as phones write.
    Dashed,
    /// `2026-11-24lunch`.
    Glued,
    /// The date is inline code.
    Code,
    /// `20261102`, `2-Nov-2026`, `2026 Nov 2`: a form that is not supported.
    Other,
}

impl Almost {
    fn help(self) -> &'static str {
        match self {
            Almost::Digits => "write it as `2026-11-02`",
            Almost::Dashed => "write it with `-`, as in `2026-11-02`, in this line and others",
            Almost::Glued => "put a space after it, in this line and others",
            Almost::Other => "write it as `2026-11-02`, in this line and others",
            Almost::Code => "remove the code marks, in this line and others",
        }
    }
}

/// Returns the text at the start of a line that is almost a date.
fn almost_date_on(line: &Line<'_>, report: &Report<'_>) -> Option<(String, Almost)> {
    // A line that is owned has text blanked out, such as code. Blanked text at its start moves its column, so
    // the line as written is looked up only for the few lines that begin so far to the right.
    if matches!(line.text, Cow::Owned(_)) && line.spot.column > DATE_IN_CODE {
        let start = report.line(line.spot.line)?.trim_start_matches([' ', '\t', '-', '*', '+', '#']);
        let (code, _) = start.strip_prefix('`')?.split_once('`')?;
        return is_date(code).then(|| (format!("`{code}`"), Almost::Code));
    }
    if !begins_with_digit(&line.text) {
        return None;
    }
    let (found, fault) = almost_date(&line.text)?;
    Some((found.to_owned(), fault))
}

/// Returns the text at the start that has the digits of a date but is not one.
fn almost_date(text: &str) -> Option<(&str, Almost)> {
    // Nearly every line that begins with a digit begins with a valid date.
    if matches!(
        text.as_bytes(),
        [_, _, _, _, b'-', _, _, b'-', b'0'..=b'9', b'0'..=b'9', b' ' | b':' | b',', ..]
    ) {
        return None;
    }
    let word = text.split(|letter: char| letter.is_whitespace() || matches!(letter, ':' | ',')).next()?;
    let fault = if is_dashed(word) {
        Almost::Dashed
    } else if is_glued(word) {
        Almost::Glued
    } else if let Some(date) = other_form(text, word) {
        return Some((date, Almost::Other));
    } else if has_slip(word) {
        Almost::Digits
    } else {
        return None;
    };
    Some((word, fault))
}

/// Whether a text is a date and nothing else.
fn is_date(text: &str) -> bool {
    leading(text, None).is_some_and(|found| found.length == text.len() && found.day.is_ok())
}

/// Whether a word has the digits of a date: `20226-11-01`, `2026-1102`.
fn has_slip(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let Some((year, rest)) = word.split_once('-') else { return false };
    matches!(year.len(), 4 | 5)
        && year.starts_with("20")
        && is_digits(year)
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && (7..=9).contains(&digits)
        && letters <= 1
        // `2026-2027` are two years.
        && !(rest.len() == 4 && rest.starts_with("20"))
        && digits + letters >= 8
        && leading(word, None).is_none()
}

/// Whether a word is a date except for its dashes: `2026–11–24`.
fn is_dashed(word: &str) -> bool {
    let is_dash = |letter: char| matches!(letter, '–' | '—' | '‐' | '‑' | '−');
    word.contains(is_dash) && is_date(&word.trim_end_matches(is_dash).replace(is_dash, "-"))
}

/// Whether a word is a date with letters right after it: `2026-11-24lunch`.
fn is_glued(word: &str) -> bool {
    let Some((date, after)) = word.split_at_checked("2026-11-24".len()) else { return false };
    let is_word = after.chars().take(2).filter(|letter| letter.is_alphabetic()).count() == 2;
    is_word && date.as_bytes().get(4) == Some(&b'-') && is_date(date) && leading(word, None).is_none()
}

/// Reads an unambiguous date in another form: `20261102`, `2-Nov-2026`, `2026-Nov-2`, `2026 Nov 2`, `2–4 Nov 2026`. `word` is the first of
/// the text.
fn other_form<'t>(text: &'t str, word: &'t str) -> Option<&'t str> {
    const COMPACT: usize = "20261102".len();
    if word.len() == COMPACT && word.starts_with("20") && is_digits(word) {
        let (year, day) = word.split_at_checked(4)?;
        let (month, day) = day.split_at_checked(2)?;
        return is_date(&[year, month, day].join("-")).then_some(word);
    }
    let is_month = |text: &str| text.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
    // The word, the month behind it and the number behind that.
    let with_month = || {
        let mut after = text.get(word.len()..)?.splitn(4, ' ').skip(1);
        let month = after.next().filter(|month| is_month(month))?;
        let number = after.next()?.trim_end_matches([':', ',']);
        Some((text.get(..word.len() + month.len() + number.len() + 2)?, month, number))
    };
    if word.len() == 4 && is_digits(word) {
        let (date, month, day) = with_month()?;
        return (is_digits(day) && is_date(&[day, month, word].join(" "))).then_some(date);
    }
    if let Some((first, last)) = word.split_once(['-', '–'])
        && is_digits(first)
        && is_digits(last)
    {
        // `12–14 Nov 2026`
        let (date, month, year) = with_month()?;
        let is_range =
            year.len() == 4 && [first, last].iter().all(|day| is_date(&[day, month, year].join(" ")));
        return is_range.then_some(date);
    }
    let (year, month) = word.split_once('-')?;
    if year.len() == 4 && is_month(month) {
        // `2026-Nov-12`
        let (month, day) = month.split_once('-')?;
        return (is_digits(day) && is_date(&[day, month, year].join(" "))).then_some(word);
    }
    (is_month(month) && is_date(&word.replace('-', " "))).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn almost_dates_are_recognised() {
        #[track_caller]
        fn case(text: &str, expected: Option<Almost>) {
            assert_eq!(almost_date(text).map(|(_, fault)| fault), expected, "{text}");
        }
        for text in ["20226-11-01 call", "2026-11-0x call", "2026-1102 call"] {
            case(text, Some(Almost::Digits));
        }
        for text in ["2026–11–24 call", "2026–11–24: call", "2026‑11‑24, call", "2026–11–24– call"]
        {
            case(text, Some(Almost::Dashed));
        }
        case("2026-11-24lunch with her", Some(Almost::Glued));
        for text in
            ["20261102 call", "20261102: call", "2-Nov-2026 call", "2026 Nov 2 call", "2026 November 2: call"]
        {
            case(text, Some(Almost::Other));
        }
        for text in [
            "202611-02: call", "2026-11-02 call", "2026 was good", "2026-11", "2026-11-02-call",
            "2026-11-24T10:00 call", "2026-11-24–2026-11-26 visit", "2026–2027", "2026–13–24 call",
            "2026-2027", "2024-Q3-report", "20261402 is an order", "20260230", "202611020 is an order",
            "2-year-old daughter", "2026 May be good", "2026 was 2 years ago", "2 Nov", "2-Nov call", "",
        ] {
            case(text, None);
        }
    }
}
