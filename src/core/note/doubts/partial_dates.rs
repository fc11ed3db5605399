//! Reports lines that would be entries if their date were whole: `2 Nov: she wrote`, `2026-09: call`, `10/11
//! call`, a row `| Mon 2 Nov | lunch |`, or a heading `Nov 2026` with what happened below it; and those that would be
//! if months were read in their language: `2 novembre 2026 : appel` (design 3.4). Below a heading that is a month, a
//! number is a day: `24: call`. Only the first of a note is reported.

use crate::core::date_text::partial::{Part, day_number, partial};
use crate::core::day::month_named;
use crate::core::note::body::line::is_separator_or_emphasis;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::log::LogReader;
use crate::core::note::log::dates::start::{dated, may_be_entry, skip_marks};
use crate::core::note::purposes::Purposes;
use crate::core::note::report::{LINE_IS_NO_INTERACTION, words};
use crate::core::problem::{Code, quoted};
use crate::core::text::{has_digit, is_digits, prefix};

impl LogReader<'_, '_> {
    /// Reports the first such line of a body.
    pub(super) fn report_partial_dates(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let found = body.lines.iter().enumerate().find_map(|(place, line)| {
            let above = place.checked_sub(1).and_then(|above| body.lines.get(above));
            if !may_begin_entry(line, above) {
                return None;
            }
            let below = body.below(place);
            let Some((marks, date, part, after)) = partial_date(&line.text) else {
                let month = self.month_of_days(line, below).filter(|_| purposes.is_log(line.section))?;
                return Some((line.spot, month, Part::Month));
            };
            // Below the heading of a day, these numbers may be a time.
            if part == Part::Dashed && self.is_below_date(body, line) {
                return None;
            }
            let rest = after.trim_start_matches(is_separator_or_emphasis);
            // In prose, a date without a mark after it begins a sentence: `2 Nov was the day we met`.
            let is_set_off = || date.starts_with('[') || after.trim_start().starts_with([':', '-', '–', '—']);
            // The words after a month in another language are in that language too.
            let is_entry = if part == Part::Elsewhere && may_be_entry(line) {
                true
            } else if rest.is_empty() {
                self.is_known_below(line, below) || self.begins_with_day(line, below)
            } else {
                self.is_known(rest) && (may_be_entry(line) || is_set_off())
            };
            (is_entry && purposes.is_log(line.section)).then(|| (line.spot.behind(marks), date, part))
        });
        if let Some((spot, date, part)) = found {
            let message = format!("almost a date, but not one: {}", quoted(date));
            let help = match part {
                Part::Elsewhere => {
                    "write it as `2026-11-02`, in this line and others: dates in words are read in English only"
                }
                _ => "write the whole date, as in `2026-11-02`, in this line and others",
            };
            let words = words(message, help, LINE_IS_NO_INTERACTION);
            self.report.at(Code::AlmostDated, spot, date, words);
        }
    }

    /// Returns the name of a month without its year, in a heading with a number for a day below it.
    fn month_of_days<'l>(&self, line: &'l Line<'_>, below: &[Line<'_>]) -> Option<&'l str> {
        let name = line.text.trim_end_matches(':');
        (matches!(line.kind, LineKind::Heading(2..))
            && month_named(name).is_some()
            && self.begins_with_day(line, below))
        .then_some(name)
    }

    /// Whether the first line below the heading of a month begins with a number for a day and says in known words what
    /// took place, or the line below it does. Unless the heading groups dated lines.
    fn begins_with_day(&self, line: &Line<'_>, below: &[Line<'_>]) -> bool {
        let [first, rest @ ..] = below else { return false };
        let start = skip_marks(&first.text);
        let Some(words) = day_number(start).and_then(|length| start.get(length..)) else { return false };
        let words = words.trim_start_matches(is_separator_or_emphasis);
        let is_known = match rest.first() {
            _ if !words.is_empty() => self.is_known(words),
            Some(next) => {
                !matches!(next.kind, LineKind::Heading(_) | LineKind::Row) && self.is_known(&next.text)
            }
            None => false,
        };
        is_known && !is_group(line, below)
    }

    /// Whether the first text below a line that is only a date is in known words, unless a heading groups
    /// dated lines.
    fn is_known_below(&self, line: &Line<'_>, below: &[Line<'_>]) -> bool {
        let Some(first) = below.first() else { return false };
        let may_say = match (line.kind, first.kind) {
            (LineKind::Item(own, _), LineKind::Item(depth, None)) => depth > own,
            (LineKind::Heading(_) | LineKind::Text(_), LineKind::Item(_, None)) => true,
            (LineKind::Heading(_) | LineKind::Text(_) | LineKind::Item(..), LineKind::Text(_)) => true,
            (_, LineKind::Heading(_) | LineKind::Row | LineKind::Item(..)) | (LineKind::Row, _) => false,
        };
        may_say && dated(first).is_none() && self.is_known(&first.text) && !is_group(line, below)
    }
}

/// Whether a line is a heading that groups dated lines.
fn is_group(line: &Line<'_>, below: &[Line<'_>]) -> bool {
    let mut below = below.iter().take_while(|line| !matches!(line.kind, LineKind::Heading(_)));
    matches!(line.kind, LineKind::Heading(_)) && below.any(|line| dated(line).is_some())
}

/// Whether a line could be an entry with a whole date, or begins a paragraph. Within a paragraph, a date may be
/// where prose was wrapped.
fn may_begin_entry(line: &Line<'_>, above: Option<&Line<'_>>) -> bool {
    match line.kind {
        LineKind::Item(_, mark) => mark.is_none(),
        LineKind::Text(0) => {
            let goes_on = |above: &Line<'_>| {
                above.spot.line + 1 == line.spot.line && !matches!(above.kind, LineKind::Heading(_))
            };
            may_be_entry(line) || !above.is_some_and(goes_on)
        }
        LineKind::Text(_) => false,
        LineKind::Heading(_) | LineKind::Row => may_be_entry(line),
    }
}

/// Splits a line around a date without a day, without a year or in another language at its start: into the marks
/// before it, the date and what follows.
fn partial_date(text: &str) -> Option<(&str, &str, Part, &str)> {
    let start = skip_marks(text);
    // Nearly all lines begin with a whole date or have no digit at all.
    if begins_like_whole_date(start) || !has_digit(start) {
        return None;
    }
    let marks = text.get(..text.len() - start.len())?;
    if let Some(length) = two_numbers(start) {
        let (date, rest) = start.split_at_checked(length)?;
        return Some((marks, date, Part::Dashed, rest));
    }
    let found = partial(start)?;
    let (date, rest) = start.split_at_checked(found.length)?;
    let is_date = matches!(found.part, Part::DayOfMonth | Part::Numbers | Part::Month | Part::Elsewhere);
    // `10/10 coffee` says how good it was.
    let is_rating = matches!(date, "10/10" | "12/12") && !rest.starts_with(':');
    (is_date && !is_rating).then_some((marks, date, found.part, rest))
}

/// Whether a text begins like `2026-11-02`.
fn begins_like_whole_date(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', b'-', _, _, b'-', ..])
}

/// Returns the length of `11-24` or `24.11` before a colon, if it can hardly be anything but a month and a day: not the
/// hours of `10-12: call`, and not the time `10.10: call`.
fn two_numbers(text: &str) -> Option<usize> {
    // Whole dates begin with four digits.
    text.as_bytes().get(1..3)?.iter().find(|byte| matches!(byte, b'-' | b'.'))?;
    let (numbers, _) = prefix(text, "24.11:".len()).split_once(':')?;
    let (first, second) = numbers.split_once(['-', '.'])?;
    let is_short = |part: &str| matches!(part.len(), 1 | 2) && is_digits(part);
    if !is_short(first) || !is_short(second) {
        return None;
    }
    let (first, second): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let is_date = if numbers.contains('-') {
        (1..=12).contains(&first) && (13..=31).contains(&second)
    } else {
        (24..=31).contains(&first) && (1..=12).contains(&second)
            || (1..=23).contains(&first) && (1..=12).contains(&second) && second % 5 != 0
    };
    is_date.then_some(numbers.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::log::tests::with;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whole_dates_have_no_part_missing(text in "[0-9]{4}-[0-9a-zJM]{2}-[0-9a-zJMé: ]{0,4}") {
            prop_assert!(begins_like_whole_date(&text));
            prop_assert_eq!((two_numbers(&text), partial(&text)), (None, None));
        }
    }

    #[track_caller]
    fn case(text: &str, expected: Option<(u32, &str)>) {
        let problems =
            with(text, None, |reader, body, purposes| reader.report_partial_dates(body, purposes)).1;
        let found = problems.first().map(|found| (found.spot.unwrap().line, found.message.as_str()));
        let message = |date| format!("almost a date, but not one: \"{date}\"");
        let expected = expected.map(|(line, date)| (line, message(date)));
        assert_eq!(found, expected.as_ref().map(|(line, message)| (*line, message.as_str())), "{text}");
        assert!(problems.len() < 2, "{text}");
    }

    #[test]
    fn entries_with_a_partial_date_are_reported_once() {
        case("- 2 Nov: she wrote\n- 3 Oct: call", Some((1, "2 Nov")));
        case("## Log\n- 2026-09-01 call\n- 2026-09: call", Some((3, "2026-09")));
        case("- Oct 2026: lunch", Some((1, "Oct 2026")));
        case("- Oct 20th, lunch", Some((1, "Oct 20th")));
        case("- **20 Oct** lunch", Some((1, "20 Oct")));
        case("- 20. Oktober 2026: call", Some((1, "20. Oktober 2026")));
        case("## Verlauf\n- 15. Oktober 2026: Telefonat", Some((2, "15. Oktober 2026")));
        case("- 15 octobre 2026 : appel", Some((1, "15 octobre 2026")));
        case("- **5 de octubre de 2026** comida", Some((1, "5 de octubre de 2026")));
        case("- 2026年11月10日 会食", Some((1, "2026年11月10日")));
        case("- 2026年11月10日会食", Some((1, "2026年11月10日")));
        case("### 2 déc. 2025\ndéjeuner", Some((1, "2 déc. 2025")));
        case("- 2 novembre 2026: call", Some((1, "2 novembre 2026")));
        case("# El\n\n## Nov 2026\nWrote to El", Some((3, "Nov 2026")));
        case("## 2026\n### 22nd November\nRang", Some((2, "22nd November")));
        case("### 22nd November — lunch", Some((1, "22nd November")));
        case("- Mon 2 Nov: call", Some((1, "Mon 2 Nov")));
        case("- 10/11 call", Some((1, "10/11")));
        case("- 10/10: call", Some((1, "10/10")));
        case("- 2.11. call", Some((1, "2.11.")));
        case("- [[Nov 2]] call", Some((1, "[[Nov 2]]")));
        case("- 2 Nov\n  - call", Some((1, "2 Nov")));
        case("- 11-24: lunch", Some((1, "11-24")));
        case("- 24.11: call", Some((1, "24.11")));
        case("## November 2026\n- 24th: call\n- 20th: lunch", Some((1, "November 2026")));
        case("## Nov 2026\n- 24: call", Some((1, "Nov 2026")));
        case("## Nov 2026\n- **Tue 24**: call", Some((1, "Nov 2026")));
        case("## Nov 2026\n### 24\ncall", Some((1, "Nov 2026")));
        case("## Nov 2026\n### Tue 24th – lunch", Some((1, "Nov 2026")));
        case("## 2026\n### November\n- 24: call", Some((2, "November")));
        case("| When | What |\n|---|---|\n| 2 Nov | call |", Some((3, "2 Nov")));
        case("# El\n\n**2 November** — call", Some((3, "2 November")));
        case("[[Nov 2]] call", Some((1, "[[Nov 2]]")));
        case("2 Nov: had lunch\n3 Nov: call", Some((1, "2 Nov")));
        case("# El\n2 Nov\n\nHad lunch with her.\n\n- 2026-11-03 call", Some((2, "2 Nov")));
        case("**2 Nov**\nhad lunch", Some((1, "2 Nov")));
    }

    #[test]
    fn other_lines_are_not_reported() {
        for text in [
            "We met on\n2 Nov and had lunch",
            "- 2 eggs",
            "- 2 calls: one with her",
            "- 2 Nov",
            "- 2 Nov\n- call",
            "- 24/7 call centre",
            "- 10/10 coffee at hers",
            "- 12/12 lunch",
            "- 3/4 calls answered",
            "- Friday: call",
            "- 15 octobre : appel",
            "- Oktober 2026: Telefonat",
            "15 octobre 2026 : appel",
            "## Key dates\n- 15 octobre 2026 : naissance",
            "- [ ] 15 octobre 2026 : appel",
            "- Mon: call",
            "- 10-11 call",
            "- 10-12: call",
            "- 10.10: call",
            "- 1.5: call",
            "### 2026-11-02\n- 11-24: call",
            "## Nov 2026\n- 24: the garden",
            "## Nov 2026\n- 24: call\n- 2026-11-20 lunch",
            "## November\n- call her",
            "## November\n- 3 books to read",
            "## 2026\n### 24\ncall",
            "## May\n- 24/7 call centre",
            "| Round | Score |\n|---|---|\n| 10/11 | 3:1 |",
            "| Nov 2 | Leeds | won |\n|---|---|---|\n| 10/11 | Ulm | lost |",
            "2 Nov is her birthday, so call her.",
            "2 Nov and 3 Nov do not suit her. Call in spring.",
            "Her flat is free from\n2 Nov: call the agent",
            "2 Nov\n\nThe garden is empty.",
            "2 November",
            "Nov 2026 was when we met.",
            "2 Nov was the day we met.",
            "[[Nov 2]] and [[Nov 3]]",
            "- 2 Nov: the garden is empty",
            "- May I call her",
            "- 2025\n- 2026",
            "- 2026-11-02 call",
            "- 2 Nov 2026: call",
            "- Nov 2, 2026: call",
            "## 2026\n- 2026-11-02 call",
            "## Nov 2026\n- 2026-11-02 call",
            "## Nov 2026\n\ncall\n\n- 2026-11-02 call",
            "## Nov 2026\n### 2026-11-02\ncall",
            "## Nov 2026",
            "## Key dates\n- 2 Nov: lunch",
            "- [ ] 2 Nov: call her",
            "> - 2 Nov: call",
            "- call on 2 Nov",
            "",
        ] {
            case(text, None);
        }
    }
}
