//! Reports lines that would be entries if their date were whole: `2 Nov: she wrote`, `2026-09: call`, `10/11
//! call`, a row `| Mon 2 Nov | lunch |`, or a heading `Nov 2026` with what happened below it; and those that would be
//! if months were read in their language: `2 novembre 2026 : appel` (design 3.4). Only the first of a note is
//! reported.

use super::LogReader;
use super::start::{dated, may_be_entry, skip_marks};
use crate::core::bytes::all;
use crate::core::date_text::partial::{Part, partial};
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::purposes::Purposes;
use crate::core::note::report::{LINE_IS_NO_INTERACTION, words};
use crate::core::problem::{Code, quoted};

impl LogReader<'_, '_> {
    /// Reports the first such line of a body.
    pub(crate) fn report_partial_dates(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let found = body.lines.iter().enumerate().find_map(|(place, line)| {
            let above = place.checked_sub(1).and_then(|above| body.lines.get(above));
            if !may_begin_entry(line, above) {
                return None;
            }
            let (marks, date, part, after) = partial_date(&line.text)?;
            let rest = after.trim_start_matches(|letter| is_separator(letter) || matches!(letter, '*' | '_'));
            let below = body.below(place);
            // In prose, a date without a mark after it begins a sentence: `2 Nov was the day we met`.
            let is_set_off = || date.starts_with('[') || after.trim_start().starts_with([':', '-', '–', '—']);
            // The words after a month in another language are in that language too.
            let is_entry = if part == Part::Elsewhere && may_be_entry(line) {
                true
            } else if rest.is_empty() {
                self.is_known_below(line, below)
            } else {
                self.is_known(rest) && (may_be_entry(line) || is_set_off())
            };
            (is_entry && purposes.is_log(line.section)).then(|| (line.spot.behind(marks), date, part))
        });
        if let Some((spot, date, part)) = found {
            let message = format!("almost a date, but not one: {}", quoted(date));
            let help = match part {
                Part::Elsewhere => {
                    "write it as `2026-11-02`, in this line and others: names of months are read in English only"
                }
                _ => "write the whole date, as in `2026-11-02`, in this line and others",
            };
            let words = words(message, help, LINE_IS_NO_INTERACTION);
            self.report.at(Code::AlmostDated, spot, date, words);
        }
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
        let is_group = || {
            let mut below = below.iter().take_while(|line| !matches!(line.kind, LineKind::Heading(_)));
            matches!(line.kind, LineKind::Heading(_)) && below.any(|line| dated(line).is_some())
        };
        may_say && dated(first).is_none() && self.is_known(&first.text) && !is_group()
    }
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
    // Nearly all lines without a whole date have no digit at all.
    if !may_hold_date(start) {
        return None;
    }
    let marks = text.get(..text.len() - start.len())?;
    let found = partial(start)?;
    let (date, rest) = start.split_at_checked(found.length)?;
    let is_date = matches!(found.part, Part::DayOfMonth | Part::Numbers | Part::Month | Part::Elsewhere);
    // `10/10 coffee` says how good it was.
    let is_rating = matches!(date, "10/10" | "12/12") && !rest.starts_with(':');
    (is_date && !is_rating).then_some((marks, date, found.part, rest))
}

/// Whether a text has a digit, as all of these dates have.
fn may_hold_date(text: &str) -> bool {
    !all(text.as_bytes(), |byte| !byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::with;

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
