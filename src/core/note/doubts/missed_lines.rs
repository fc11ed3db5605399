//! Reports lines that look like log entries but do not count because of where they are: in a paragraph, below
//! a title that is a date, in a table with its dates in the second column, in a callout, or below hooks or waiting-fors
//! (design 3.4). Each kind is reported once per note.

use crate::core::date_text::leading;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::log::LogReader;
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::dates::start::may_be_entry;
use crate::core::note::log::entries::entry_text::Head;
use crate::core::note::purposes::{Purpose, Purposes};
use crate::core::note::report::NO_INTERACTION;
use crate::core::place::Spot;
use crate::core::problem::Code;
use crate::core::text::fold;

/// A date as written, with its place.
type Found<'l> = (Spot, &'l str);

impl LogReader<'_, '_> {
    /// Reports all such lines of a body.
    pub(in crate::core::note) fn report_missed_lines(&mut self, body: &Body<'_>, purposes: &Purposes) {
        let paragraphs = self.dates_in_paragraphs(body, purposes);
        let paragraph_help = paragraphs.first().map_or("", |found| self.paragraph_help(found));
        let lone = self.lone_dates(body, purposes);
        let titles = Vec::from_iter(self.first_title(body));
        let rows = Vec::from_iter(self.first_second_column(body, purposes));
        let quoted = Vec::from_iter(self.first_in_callout(body, purposes));
        let kept_apart = self.below_hooks_or_waiting(body, purposes);
        let mut report = |found: &[Found<'_>], message, help, effect| {
            self.report.first_of(Code::DatedParagraph, found, message, (help, effect));
        };
        let message = ("a paragraph begins with a date", "lines of paragraphs begin with a date");
        report(&paragraphs, message, paragraph_help, NO_INTERACTION);
        let message = ("a date is alone on its line", "dates are alone on their lines");
        let help = "make it a heading, as in `## 2026-11-02`: the text below it then says what happened";
        report(&lone, message, help, NO_INTERACTION);
        let help = "make it one of level 2, as in `## 2026-11-02`: the first level is for the title";
        report(&titles, ("a heading of level 1 is a date", ""), help, NO_INTERACTION);
        let message = ("a table has its dates in the second column", "");
        let help = "put the dates into the first column";
        report(&rows, message, help, "its rows do not count as interactions");
        let help = "move them out of the callout: quoted text is not read";
        report(&quoted, ("a callout holds lines of a log", ""), help, "they do not count as interactions");
        let message = (
            "a line below hooks or waiting-fors begins with a date",
            "lines below hooks or waiting-fors begin with a date",
        );
        let help = "if it took place, move it below a heading of its own, such as `## Log`";
        report(&kept_apart, message, help, NO_INTERACTION);
    }

    /// Returns the dates of items that say in known words what took place, in sections of hooks or of what is waited for.
    fn below_hooks_or_waiting<'l>(&self, body: &'l Body<'_>, purposes: &Purposes) -> Vec<Found<'l>> {
        let kinds = [Purpose::Hooks, Purpose::Waiting];
        if !kinds.iter().any(|kind| purposes.any(*kind)) {
            return Vec::new();
        }
        let holds = |line: &Line<'_>| kinds.iter().any(|kind| purposes.holds(line.section, *kind));
        let is_open = |line: &Line<'_>| purposes.are_steps(line.section);
        let items = body.lines.iter().filter(|line| matches!(line.kind, LineKind::Item(_, None)));
        let dates = items.filter(|line| holds(line) && !is_open(line)).filter_map(|line| {
            let date = self.date_in_front(&line.text)?;
            let has_come = date.day.is_ok_and(|day| day <= self.reader.today);
            (has_come && self.is_known(behind_date(date.rest, self.reader.order()))).then(|| date.at(line))
        });
        dates.collect()
    }

    /// Says how a paragraph becomes a list item. A bullet before an odd space makes none, nor does one that is
    /// indented below a text.
    fn paragraph_help(&self, (spot, _): &Found<'_>) -> &'static str {
        let line = self.report.line(spot.line).unwrap_or_default();
        match after_bullet(line.trim_start()) {
            Some(after) if after.starts_with([' ', '\t']) => {
                "put an empty line before the list, or begin its lines at the margin"
            }
            Some(_) => "replace the no-break space after the bullet by a plain space",
            None => "put `- ` before a dated line, as in `- 2026-11-02 met for coffee`",
        }
    }

    /// Returns the dates of lines in paragraphs that read like log entries. A single such line inside a
    /// paragraph may be prose that was wrapped before a date. So lines count from the start of a paragraph if
    /// its first line is one, else from the first two in a row on, or from the first with a bullet.
    fn dates_in_paragraphs<'l>(&self, body: &'l Body<'_>, purposes: &Purposes) -> Vec<Found<'l>> {
        let is_entry = |line: &Line<'_>| {
            may_be_entry(line) && purposes.is_log(line.section) && self.date_in_front(&line.text).is_some()
        };
        let is_prose = |line: &Line<'_>| {
            line.kind == LineKind::Text(0) && purposes.is_log(line.section) && !is_entry(line)
        };
        let goes_on = |above: &Line<'_>, line: &Line<'_>| {
            is_prose(above) && is_prose(line) && above.spot.line + 1 == line.spot.line
        };
        let mut dates = Vec::new();
        let mut above: Option<&Line<'_>> = None;
        for lines in body.lines.chunk_by(goes_on) {
            // The first text below a dated heading or bold run may be its words.
            let is_below_entry = above.is_some_and(|above| {
                matches!(above.kind, LineKind::Heading(_) | LineKind::Text(0)) && is_entry(above)
            });
            above = lines.last();
            if !lines.first().is_some_and(is_prose) {
                continue;
            }
            let date = |at: usize| {
                let line = lines.get(at).filter(|_| at > 0 || !is_below_entry)?;
                self.date_in_paragraph(line)
            };
            let is_bulleted =
                |at: usize| lines.get(at).is_some_and(|line| after_bullet(&line.text).is_some());
            let begins = |at: usize| at == 0 || date(at + 1).is_some() || is_bulleted(at);
            if let Some(start) = (0..lines.len()).find(|at| date(*at).is_some() && begins(*at)) {
                dates.extend((start..lines.len()).filter_map(date));
            }
        }
        dates
    }

    /// Returns the date at the start of a line, if the rest reads like a log entry.
    fn date_in_paragraph<'l>(&self, line: &'l Line<'_>) -> Option<Found<'l>> {
        let date = self.date_in_front(&line.text)?;
        self.reads_like_entry(date.rest).then(|| date.at(line))
    }

    /// Whether the text after a date says what was done that day: after a separator, or in known words. A
    /// file name, a range of days, links to other days and a fact about a day do not.
    fn reads_like_entry(&self, rest: &str) -> bool {
        let rest = rest.trim_start_matches(['*', '_', ')', ']']);
        // `2026-11-02. Call with Ada`
        let rest = rest.strip_prefix('.').filter(|rest| rest.starts_with(' ')).unwrap_or(rest);
        if rest.starts_with(['.', '/', '-']) || rest.starts_with("::") {
            return false;
        }
        let is_set_off = rest.trim_start().starts_with([':', '-', '–', '—']);
        let is_between = |letter| is_separator(letter) || letter == '*';
        let words = behind_date(rest, self.reader.order()).trim_start_matches(is_between);
        let is_date = |text: &str| leading(text, self.reader.order()).is_some();
        words.starts_with(|letter: char| letter.is_alphanumeric() || letter == '[')
            && !is_date(rest.trim_start_matches(is_between))
            && !is_date(words)
            && (is_set_off || self.is_known(words))
    }

    /// Returns the dates that begin a paragraph, alone on their line, with text or items below them. One of
    /// them may be the date of the note, unless what follows is in known words.
    fn lone_dates<'l>(&self, body: &'l Body<'_>, purposes: &Purposes) -> Vec<Found<'l>> {
        let mut dates = Vec::new();
        let mut is_known = false;
        let mut above: Option<&Line<'_>> = None;
        let mut lines = body.lines.iter().peekable();
        while let Some(line) = lines.next() {
            let last = above.replace(line);
            let goes_on = last.is_some_and(|last| {
                line.spot.line == last.spot.line + 1 && !matches!(last.kind, LineKind::Heading(_))
            });
            let Some(below) = lines.peek() else { break };
            let has_text = matches!(below.kind, LineKind::Text(0) | LineKind::Item(_, None));
            if line.kind != LineKind::Text(0) || goes_on || !has_text || may_be_entry(line) {
                continue;
            }
            let Some(date) = self.date_in_front(&line.text) else { continue };
            let is_alone = Head::of(behind_date(date.rest, self.reader.order())) == Head::Bare;
            if is_alone && purposes.is_log(line.section) && self.date_in_front(&below.text).is_none() {
                is_known |= self.is_known(&below.text);
                dates.push(date.at(line));
            }
        }
        if is_known || dates.len() > 1 { dates } else { Vec::new() }
    }

    /// Returns the first `# 2026-11-02` with text below it or after the date.
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
                && let Some(date) = self.date_in_front(&line.text)
                && (date.rest.contains(char::is_alphanumeric) || has_text)
            {
                return Some((line.spot, date.written));
            }
        }
        None
    }

    /// Returns the first row of a table headed `Date` in its second column, with known words next to the
    /// date.
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

    /// Returns the date in the second cell of a row, if the first or third cell has known words.
    fn in_second_cell<'t>(&self, row: &'t str) -> Option<&'t str> {
        let mut cells = row.split('|').map(str::trim);
        let (first, second) = (cells.next()?, cells.next()?);
        let date = self.date_in_front(second)?.written;
        let is_entry = self.date_in_front(first).is_none()
            && [Some(first), cells.next()].into_iter().flatten().any(|cell| self.is_known(cell));
        is_entry.then_some(date)
    }

    /// Returns the first `> - 2026-11-02 call` below `> [!note] Log`.
    fn first_in_callout<'l>(&self, body: &'l Body<'_>, purposes: &Purposes) -> Option<Found<'l>> {
        // The last line looked at, and whether its quote is a callout.
        let (mut last, mut was_callout) = (0, false);
        body.quoted.iter().filter(|line| matches!(line.kind, LineKind::Item(_, None))).find_map(|line| {
            let date = self.date_in_front(&line.text)?;
            if !purposes.is_log(line.section) || !self.is_known(date.rest) {
                return None;
            }
            let above = self.report.lines_behind(last, line.spot.line)?;
            let quote = || above.iter().rev().take_while(|line| line.trim_start().starts_with('>'));
            let is_same = last > 0 && quote().count() == above.len();
            was_callout = quote().any(|line| is_callout(line)) || (is_same && was_callout);
            last = line.spot.line;
            was_callout.then_some((line.spot, date.written))
        })
    }
}

/// Returns the text after a bullet, which begins with white space.
fn after_bullet(text: &str) -> Option<&str> {
    text.strip_prefix(['-', '*', '+']).filter(|after| after.starts_with(char::is_whitespace))
}

/// Whether a line is the first of a callout: `> [!note] Log`.
fn is_callout(line: &str) -> bool {
    line.trim_start_matches(['>', ' ', '\t']).starts_with("[!")
}

#[cfg(test)]
mod tests {
    use crate::core::note::log::tests::with;
    use crate::core::problem::Problem;

    fn reported(text: &str) -> Vec<Problem> {
        with(text, None, |reader, body, purposes| reader.report_missed_lines(body, purposes)).1
    }

    #[track_caller]
    fn case(text: &str, expected: &[(u32, &str)]) {
        let first_word = |message: &str| message.split(' ').nth(1).unwrap_or_default().to_owned();
        let found: Vec<(u32, String)> = reported(text)
            .iter()
            .map(|found| (found.spot.unwrap().line, first_word(&found.message)))
            .collect();
        let expected: Vec<(u32, String)> =
            expected.iter().map(|(line, word)| (*line, (*word).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn missed_lines_are_reported_once() {
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
    fn lines_below_hooks_or_waiting_fors_are_reported_once() {
        case(
            "## Hooks\n- the boat\n- 2026-11-20 lunch\n\n## Waiting for\n- 2026-11-21 email in: hello",
            &[(3, "lines")],
        );
        case("## Waiting for\n- [ ] the map\n- [[2026-11-21]]: call", &[(3, "line")]);
        for text in [
            "## Hooks\n- 2026-11-20 her sister is born\n- the boat",
            "## Hooks\n- 2026-11-20\n- 1990-04-27 the flood",
            "## Waiting for\n- 2026-11-20 the map\n- [ ] 2026-11-20 call\n- [x] 2026-11-20 call",
            "## Events\n- 2026-11-20 lunch",
            "## Hooks\n### Log\nlunch",
            "## Log\n- 2026-11-20 lunch",
        ] {
            case(text, &[]);
        }
    }

    #[test]
    fn other_titles_tables_and_quotes_are_not_reported() {
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

    #[track_caller]
    fn paragraph_case(text: &str, expected: Option<(u32, &str)>) {
        let reported = reported(text);
        let found = reported.first().map(|first| (first.spot.unwrap().line, first.message.as_str()));
        assert_eq!(found, expected, "{text}");
        assert!(reported.len() < 2, "{text}");
    }

    const ONE: &str = "a paragraph begins with a date";
    const TWO: &str = "2 lines of paragraphs begin with a date";
    const THREE: &str = "3 lines of paragraphs begin with a date";

    #[test]
    fn paragraphs_that_read_like_entries_are_reported_once() {
        paragraph_case("2026-11-02: coffee", Some((1, ONE)));
        paragraph_case("2026-11-02 – she told me of the house", Some((1, ONE)));
        paragraph_case("# Ada\n\n## Log\n\n2 November 2026 met her\nat the fair", Some((5, ONE)));
        paragraph_case("2026-11-02: coffee\n2026-11-03: sent notes", Some((1, TWO)));
        paragraph_case(
            "2026-11-02 coffee\nwith cake\n2026-11-04 call\n\n[[2026-11-05]] sent notes",
            Some((1, THREE)),
        );
        paragraph_case("Nov 20, 2026. Phone call with Ada, she moves.", Some((1, ONE)));
        paragraph_case("20.11.2026. Call\n2026-11-21. Lunch", Some((1, TWO)));
        paragraph_case("Log:\n\t- 2026-11-20 call", Some((2, ONE)));
        paragraph_case(
            "**Log**\n    - the boat\n    - 2026-11-20 call\n    - 2026-11-21 lunch",
            Some((3, TWO)),
        );
        paragraph_case("newest first\n2026-11-02 coffee\n2026-11-09 call", Some((2, TWO)));
        paragraph_case("**Log**\n2026-11-02 coffee\n2026-11-09 call\n2026-11-16 lunch", Some((2, THREE)));
        paragraph_case("### 2026-11-02\n\ncoffee\n\n2026-11-03 sent notes", Some((5, ONE)));
        // Marks that do not make a list item.
        paragraph_case("• 2026-11-02 coffee\n• 2026-11-03 sent notes", Some((1, TWO)));
        paragraph_case(
            "(2026-11-02) coffee\n\n*2026-11-03* sent notes\n\n– 2026-11-04 call",
            Some((1, THREE)),
        );
    }

    #[test]
    fn a_bullet_with_an_odd_space_is_named() {
        let help = |text| reported(text).first().map(|found| found.help.clone());
        assert!(help("-\u{a0}2026-11-02 coffee").is_some_and(|help| help.contains("no-break space")));
        assert!(help("Log:\n\t- 2026-11-02 coffee").is_some_and(|help| help.contains("empty line")));
        assert!(help("2026-11-02 coffee").is_some_and(|help| help.contains("put `- `")));
    }

    #[test]
    fn entries_and_prose_are_not_reported() {
        paragraph_case("- 2026-11-02 coffee\n  2026-11-03 call", None);
        paragraph_case("- coffee\n2026-11-02 call, as the item goes on", None);
        paragraph_case("**2026-11-02** coffee", None);
        paragraph_case("### 2026-11-02\n\ncoffee", None);
        paragraph_case("### 2026-11-02\n\n2026-11-02 10:30 email out: the book\n2026-11-03 call", None);
        paragraph_case("**2026-11-02**\n\n2026-11-02 email out: the book", None);
        paragraph_case("> 2026-11-02 call", None);
        paragraph_case("```\n2026-11-02 call\n```", None);
        paragraph_case("## Dates\n\n2026-12-10 party", None);
        paragraph_case("## Events\n\n2026-12-10 call", None);
        paragraph_case("We met on\n2026-11-02 and had coffee.", None);
        paragraph_case("2026-11-02 was the day we met.", None);
        paragraph_case("2026-11-02. The day we moved.", None);
        paragraph_case("We met on\n2026-11-02. Coffee at hers.", None);
        paragraph_case("2026-11-02..2026-11-04 visit", None);
        paragraph_case("1990-04-27 born in Ulm", None);
        paragraph_case("2026-13-45 coffee", None);
        paragraph_case("2026 was good. 11-02 too.", None);
        paragraph_case("", None);
    }

    #[test]
    fn dates_alone_on_their_lines_are_reported_once() {
        case("# Ed\n\n2026-11-20\n- had lunch\n\n2026-10-10\n- call", &[(3, "dates")]);
        case("Sunday 1 November 2026\nReceived a letter", &[(1, "date")]);
        case("2026-11-20\n\nhad lunch\n\n2026-10-10\n\nher house", &[(1, "dates")]);
        case("2026-11-20 (Fri), 10:00\n\nthe house\n\n2026-10-10:\n\nthe garden", &[(1, "dates")]);
        for text in [
            "2026-11-20\n- works at Acme",
            "# Ada\n\n2026-11-20\n\nWorks at Acme.",
            "We met on\n2026-11-20\nand had lunch.",
            "2026-11-20\n2026-11-21",
            "2026-11-20\n## Log\n- 2026-11-02 call",
            "2026-11-20\n- 2026-11-02 call",
            "2026-11-20\n- [ ] call her",
            "### 2026-11-20\n\ncall",
            "**2026-11-20**\n\ncall",
            "## Dates\n\n2026-11-20\nlunch",
        ] {
            case(text, &[]);
        }
    }

    #[test]
    fn dates_without_words_are_not_reported() {
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
            paragraph_case(text, None);
        }
    }
}
