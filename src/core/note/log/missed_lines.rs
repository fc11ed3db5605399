//! Lines that are surely meant for the log and are none of it for where they stand: below a title that is a
//! date, in a table with its dates in the second column, in a callout (design 3.4). They are told of, each
//! sort once a note: else nothing would say why nothing comes of them.

use super::reading::read;

use super::start::without_marks;
use super::subjects::Subjects;
use super::words::WordTable;
use crate::core::date_text::{DateOrder, leading};
use crate::core::note::body::{Body, LineKind};
use crate::core::note::facts::Reading;
use crate::core::note::purposes::Purposes;
use crate::core::note::report::{Report, words};
use crate::core::place::Spot;
use crate::core::problem::Code;
use crate::core::text::fold;

/// What finding them needs to know.
pub(crate) struct MissedLines<'a, 'b> {
    /// How words are read.
    pub(crate) words: &'a WordTable,
    /// The contact.
    pub(crate) subjects: &'a Subjects<'a>,
    /// How slashed dates are meant.
    pub(crate) order: Option<DateOrder>,
    /// Where the hints go.
    pub(crate) report: &'a mut Report<'b>,
}

/// A date as written, and where it stands.
pub(super) type Found<'l> = (Spot, &'l str);

impl MissedLines<'_, '_> {
    /// Tells of all of a body.
    pub(crate) fn tell(mut self, body: &Body<'_>, purposes: &Purposes) {
        self.tell_paragraphs(body, purposes);
        let in_titles = self.first_title(body);
        let in_tables = self.first_second_column(body, purposes);
        let in_callouts = self.first_in_callout(body, purposes);
        let told = [
            (
                in_titles,
                "a heading of level 1 is a date",
                "make it one of level 2, as in `## 2026-11-02`: the first level is for the title",
                "it is no interaction",
            ),
            (
                in_tables,
                "a table has its dates in the second column",
                "put the dates into the first column",
                "its rows are no interactions",
            ),
            (
                in_callouts,
                "a callout holds lines of a log",
                "take them out of the callout: what stands in quotes is not read",
                "they are no interactions",
            ),
        ];
        for (found, message, help, effect) in told {
            if let Some((spot, date)) = found {
                self.report.at(Code::DatedParagraph, spot, date, words(message, help, effect));
            }
        }
    }

    /// `# 2026-11-02`, with text below it or behind the date.
    fn first_title<'l>(&self, body: &'l Body<'_>) -> Option<Found<'l>> {
        // Most notes have one title, which begins with a letter.
        let may_be = |text: &str| text.starts_with(|letter: char| !letter.is_alphabetic());
        if !body.sections.iter().any(|section| section.level == 1 && may_be(&section.heading)) {
            return None;
        }
        let mut lines = body.lines.iter().peekable();
        while let Some(line) = lines.next() {
            let has_text = lines.peek().is_some_and(|next| !matches!(next.kind, LineKind::Heading(_)));
            if line.kind == LineKind::Heading(1)
                && let Some((date, rest)) = self.date_of(&line.text)
                && (rest.contains(char::is_alphanumeric) || has_text)
            {
                return Some((line.spot, date));
            }
        }
        None
    }

    /// A row of a table with the heading `Date` over its second column, and words we know beside the date.
    fn first_second_column<'l>(&self, body: &'l Body<'_>, purposes: &Purposes) -> Option<Found<'l>> {
        let rows = body.lines.iter().filter(|line| line.kind == LineKind::Row);
        let (mut last, mut is_dated) = (None, false);
        for row in rows {
            let begins = last.is_none_or(|last: u32| row.spot.line != last + 1);
            last = Some(row.spot.line);
            if begins {
                let second = row.text.split('|').nth(1).map(fold);
                is_dated =
                    second.is_some_and(|head| matches!(head.as_str(), "date" | "day" | "when" | "datum"));
            } else if is_dated
                && purposes.is_log(row.section)
                && let Some(date) = self.in_second_cell(&row.text)
            {
                return Some((row.spot, date));
            }
        }
        None
    }

    fn in_second_cell<'t>(&self, row: &'t str) -> Option<&'t str> {
        let mut cells = row.split('|').map(str::trim);
        let (first, second) = (cells.next()?, cells.next()?);
        let (date, _) = self.date_of(second)?;
        let is_said = self.date_of(first).is_none()
            && [Some(first), cells.next()].into_iter().flatten().any(|cell| self.is_known(cell));
        is_said.then_some(date)
    }

    /// `> - 2026-11-02 call` below `> [!note] Log`.
    fn first_in_callout<'l>(&self, body: &'l Body<'_>, purposes: &Purposes) -> Option<Found<'l>> {
        let lines = self.report.lines();
        // The callout or quote that was asked for last, up to its last line that was.
        let (mut last, mut was_callout) = (0, false);
        body.quoted.iter().filter(|line| matches!(line.kind, LineKind::Item(_, None))).find_map(|line| {
            let (date, rest) = self.date_of(&line.text)?;
            let is_log = purposes.is_log(line.section) && self.is_known(rest);
            if !is_log {
                return None;
            }
            let above = lines.behind(last, line.spot.line)?;
            let quote = || above.iter().rev().take_while(|line| line.trim_start().starts_with('>'));
            let is_same = last > 0 && quote().count() == above.len();
            was_callout = quote().any(|line| is_callout(line)) || (is_same && was_callout);
            last = line.spot.line;
            was_callout.then_some((line.spot, date))
        })
    }

    /// The date that a text begins with, and what follows it.
    fn date_of<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let start = without_marks(text);
        let found = leading(start, self.order).filter(|found| found.day.is_ok())?;
        start.split_at_checked(found.length)
    }

    fn is_known(&self, said: &str) -> bool {
        let said = said.trim_start_matches(['*', '_']);
        read(said, self.words, self.subjects).reading != Reading::Assumed
    }
}

/// `> [!note] Log`: the first line of a callout.
fn is_callout(line: &str) -> bool {
    line.trim_start_matches(['>', ' ', '\t']).starts_with("[!")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::body;
    use crate::core::note::purposes::HeadingTable;
    use crate::core::place::NotePath;

    #[track_caller]
    fn case(text: &str, told: &[(u32, &str)]) {
        let path = NotePath::new("Ada.md");
        let mut report = Report::new(&path, text);
        let words = WordTable::default();
        let body = body::read(text, 1);
        let purposes = Purposes::of(&body, &HeadingTable::new(&words.headings));
        let subjects = Subjects::of(&["ada lovelace"]);
        MissedLines { words: &words, subjects: &subjects, order: None, report: &mut report }
            .tell(&body, &purposes);
        let first_word = |message: &str| message.split(' ').nth(1).unwrap_or_default().to_owned();
        let found: Vec<(u32, String)> = report
            .problems
            .iter()
            .map(|found| (found.spot.unwrap().line, first_word(&found.message)))
            .collect();
        let told: Vec<(u32, String)> = told.iter().map(|(line, word)| (*line, (*word).to_owned())).collect();
        assert_eq!(found, told, "{text}");
    }

    #[test]
    fn lines_that_are_meant_for_the_log_are_told_once() {
        case("# 2026-11-24\ncall\n\n# 2026-11-25\nlunch", &[(1, "heading")]);
        case("# Ada\n\n# [[2026-11-24]] call", &[(3, "heading")]);
        case(
            "| Type | Date | Notes |\n|---|---|---|\n| Call | 2026-11-20 | x |\n| Lunch | 2026-11-21 | |",
            &[(3, "table")],
        );
        case("| Who | When | What |\n|---|---|---|\n| her | 2026-11-20 | coffee |", &[(3, "table")]);
        case("> [!note] Log\n> - 2026-11-20 call\n> - 2026-11-21 lunch", &[(2, "callout")]);
        case("> [!note]- Log\n>\n> - the boat\n> * **2026-11-21** lunch", &[(4, "callout")]);
        case("> - 2026-11-20 call\n\n> [!note] Log\n> - 2026-11-21 lunch", &[(4, "callout")]);
    }

    #[test]
    fn other_titles_tables_and_quotes_are_not() {
        for text in [
            "# Ada",
            "# 2026-11-24",
            "# 2026-11-24\n## Log\n- 2026-11-20 call",
            "# 2026 was good\ncall",
            "| Document | Date |\n|---|---|\n| Passport | 2027-01-01 |",
            "| Type | Number | Notes |\n|---|---|---|\n| Call | 2026-11-20 | x |",
            "| Date | Until | What |\n|---|---|---|\n| 2026-11-20 | 2026-11-21 | visit |",
            "## Gifts\n| Type | Date |\n|---|---|\n| Letter | 2026-11-20 |",
            "> - 2026-11-20 call\n> - 2026-11-21 lunch",
            "> [!info] Trip\n> - 2026-11-20 Ulm\n> - the boat",
            "## Dates\n> [!note]\n> - 2026-11-20 call",
            "",
        ] {
            case(text, &[]);
        }
    }
}
