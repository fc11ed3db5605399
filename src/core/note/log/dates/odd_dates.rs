//! Dates that count only in a log: `[2026-11-02]`, and links to daily notes in the format of the vault. Also
//! reports text that is almost a date (design 3.4).

use super::after_date::behind_date;
use crate::core::config::model::DailyNotes;
use crate::core::date_text::{DateOrder, Leading, leading};
use crate::core::day::Day;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::log::LogReader;
use crate::core::note::purposes::Purposes;
use crate::core::note::report::{LINE_IS_NO_INTERACTION, Report, words};
use crate::core::place::{Spot, last_part};
use crate::core::problem::{Code, quoted};
use crate::core::text::{begins_with_digit, is_digits, is_mark};
use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

/// Number of years by which a log line may lie ahead.
const YEARS_AHEAD: i32 = 5;

/// First plausible year of a log line.
const EARLIEST: i32 = 1900;

/// Whether a day in the log is most likely a typing error.
pub(crate) fn is_unlikely(day: Day, today: Day) -> bool {
    day.year() > today.year() + YEARS_AHEAD || day.year() < EARLIEST
}

/// Reads a date in one of these forms at the start of a text.
pub(super) fn odd_date(text: &str, order: Option<DateOrder>, daily: Option<&DailyNotes>) -> Option<Leading> {
    match text.strip_prefix("[[") {
        Some(inner) => daily_link(inner, daily?),
        None => bracketed(text, order),
    }
}

/// Reads `[[2026-11-02 lundi]]`, if the vault names its daily notes that way.
fn daily_link(inner: &str, daily: &DailyNotes) -> Option<Leading> {
    let (inner, _) = inner.split_once("]]")?;
    let target = inner.split(['|', '#']).next().unwrap_or(inner).trim();
    // A link may give the path in the vault, or a path below the folder of daily notes.
    let day = daily.day_of_link(target)?;
    Some(Leading { day: Ok(day), length: inner.len() + 4 })
}

/// Reads `[2026-11-02]`, `[2026-11-02 Mon 10:15]`, or `[2026-11-02](2026-11-02.md)`, a link to the note of
/// that day. Not a link that leads elsewhere.
pub(in crate::core::note) fn bracketed(text: &str, order: Option<DateOrder>) -> Option<Leading> {
    let inner = text.strip_prefix('[')?;
    let found = leading(inner, order).filter(|found| found.day.is_ok())?;
    let (hour, rest) = inner.get(found.length..)?.split_once(']')?;
    if !behind_date(hour, order).is_empty() {
        return None;
    }
    let rest = match rest.strip_prefix('(') {
        Some(link) => {
            let (target, after) = link.split_once(')')?;
            let name = last_part(target).strip_suffix(".md")?;
            let is_same =
                leading(name, order).is_some_and(|day| day.length == name.len() && day.day == found.day);
            is_same.then_some(after)?
        }
        None => rest,
    };
    Some(Leading { day: found.day, length: text.len() - rest.len() })
}

impl LogReader<'_, '_> {
    /// Reports lines that begin with almost a date, and lines that lie far ahead or far back. `entries` are the
    /// lines and days of the log; all kinds of almost-dates but `Almost::Dashed` are reported only in sections
    /// that have such lines, or before known words.
    pub(crate) fn report_odd_dates(
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
    use crate::core::note::log::tests::{log, log_in};

    #[test]
    fn odd_forms_are_read_if_unambiguous() {
        #[track_caller]
        fn case(text: &str, expected: Option<(&str, usize)>) {
            let daily = DailyNotes { folder: "Journal".to_owned(), format: "YYYY-MM-DD dddd".to_owned() };
            let found = odd_date(text, None, Some(&daily))
                .map(|found| (found.day.unwrap().to_string(), found.length));
            assert_eq!(found.as_ref().map(|(day, length)| (day.as_str(), *length)), expected, "{text}");
        }
        case("[2026-11-02] coffee", Some(("2026-11-02", 12)));
        case("[2026-11-02 10:15] coffee", Some(("2026-11-02", 18)));
        case("[2026-11-02 Mon] coffee", Some(("2026-11-02", 16)));
        case("[2026-11-02 Mon 10:15-11:00] coffee", Some(("2026-11-02", 28)));
        case("[2026-11-02 10:15](2026-11-02.md) coffee", Some(("2026-11-02", 33)));
        case("[2026-11-02 minutes] of the meeting", None);
        case("[2026-11-02 10:15](https://x.example)", None);
        case("[2026-11-02](https://x.example) minutes", None);
        case("[2026-11-02](2026-11-02.md) coffee", Some(("2026-11-02", 27)));
        case("[2026-11-02](../Journal/2026-11-02.md) coffee", Some(("2026-11-02", 38)));
        case("[2026-11-02](2026-11-03.md) coffee", None);
        case("[2026-11-02](Minutes.md) coffee", None);
        case("[[2026-11-02 lundi]] coffee", Some(("2026-11-02", 20)));
        case("[[Journal/2026-11-02 lundi|lundi]] coffee", Some(("2026-11-02", 34)));
        case("20261102 is the order number", None);
        case("[2026-11-02 coffee", None);
        case("[[Ada]] coffee", None);
        case("2026 was good", None);
    }

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

    #[test]
    fn links_to_daily_notes_use_the_format_of_the_vault() {
        #[track_caller]
        fn case(format: &str, line: &str) {
            let daily = DailyNotes { folder: "D".to_owned(), format: format.to_owned() };
            let expected = (vec!["2026-11-02 Clear(Both, Some(Phone)) call".to_owned()], vec![]);
            assert_eq!(log_in(line, Some(&daily)), expected, "{line}");
        }
        for line in ["- [[02.11.2026]] call", "- [[D/02.11.2026|Monday]] call", "- [x] [[02.11.2026]] call"] {
            case("DD.MM.YYYY", line);
        }
        case("DD-MM-YYYY", "- [[02-11-2026]] call");
        case("MM-DD-YYYY", "- [[11-02-2026]] call");
        case("YY-MM-DD", "- [[26-11-02]] call");
        case("DD.MM.YYYY", "- [[2026-11-02]] call");
        let daily = DailyNotes { folder: String::new(), format: "DD.MM.YYYY".to_owned() };
        assert_eq!(log_in("- 02.11.2026 call", Some(&daily)).1, [Code::AmbiguousDate]);
        assert_eq!(log("- [[02.11.2026]] call").1, [Code::AmbiguousDate]);
    }
}
