//! Reports lines that would be entries if their date were whole: `2 Nov: she wrote`, `2026-09: call`, or a
//! heading `Nov 2026` with what happened below it (design 3.4). Only the first of a note is reported.

use super::LogReader;
use super::start::{dated, skip_marks};
use crate::core::date_text::partial::{Part, partial};
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::purposes::Purposes;
use crate::core::note::report::words;
use crate::core::problem::{Code, quoted};

impl LogReader<'_, '_> {
    /// Reports the first such line of a body.
    pub(crate) fn report_partial_dates(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let found = body.lines.iter().enumerate().find_map(|(place, line)| {
            if !matches!(line.kind, LineKind::Item(_, None) | LineKind::Heading(2..)) {
                return None;
            }
            let (date, rest) = partial_date(&line.text)?;
            let is_entry = match line.kind {
                LineKind::Item(_, None) => self.is_known(rest),
                LineKind::Heading(2..) if rest.is_empty() => self.is_known_below(body, place),
                LineKind::Heading(2..) => self.is_known(rest),
                LineKind::Heading(_) | LineKind::Item(..) | LineKind::Row | LineKind::Text(_) => false,
            };
            (is_entry && purposes.is_log(line.section)).then_some((line.spot, date))
        });
        if let Some((spot, date)) = found {
            let message = format!("almost a date, but not one: {}", quoted(date));
            let help = "write the whole date, as in `2026-11-02`, in this line and others";
            let words = words(message, help, "the line does not count as an interaction");
            self.report.at(Code::AlmostDated, spot, date, words);
        }
    }

    /// Whether the first text below a heading is in known words, unless the heading groups dated lines.
    fn is_known_below(&self, body: &Body<'_>, place: usize) -> bool {
        let below = body.lines.get(place + 1..).unwrap_or_default();
        let mut below = below.iter().take_while(|line| !matches!(line.kind, LineKind::Heading(_)));
        let is_plain = |line: &Line<'_>| matches!(line.kind, LineKind::Item(_, None) | LineKind::Text(_));
        below
            .next()
            .is_some_and(|first| is_plain(first) && dated(first).is_none() && self.is_known(&first.text))
            && below.all(|line| dated(line).is_none())
    }
}

/// Splits a line at a date without a day, without a year or in another language at its start, and returns what
/// follows it after separators.
fn partial_date(text: &str) -> Option<(&str, &str)> {
    let text = skip_marks(text);
    let found = partial(text)?;
    if !matches!(found.part, Part::DayOfMonth | Part::Month | Part::Elsewhere) {
        return None;
    }
    let (date, rest) = text.split_at_checked(found.length)?;
    Some((date, rest.trim_start_matches(|letter| is_separator(letter) || matches!(letter, '*' | '_'))))
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
        case("- 20. Oktober 2026: call", Some((1, "Oktober 2026")));
        case("- 2 novembre 2026: call", Some((1, "2 novembre 2026")));
        case("# El\n\n## Nov 2026\nWrote to El", Some((3, "Nov 2026")));
        case("## 2026\n### 22nd November\nRang", Some((2, "22nd November")));
        case("### 22nd November — lunch", Some((1, "22nd November")));
    }

    #[test]
    fn other_lines_are_not_reported() {
        for text in [
            "We met on\n2 Nov and had lunch",
            "- 2 eggs",
            "- 2 calls: one with her",
            "- 2 Nov",
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
