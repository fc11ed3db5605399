//! Lines of a day to come that are no planned meeting: nothing on the agenda comes from them (design 3.4).

use crate::core::day::Day;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::Reading;
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::dates::odd_dates::is_unlikely;
use crate::core::note::log::dates::start::may_be_entry;
use crate::core::note::log::line::words::Direction;
use crate::core::note::log::{Log, LogReader};
use crate::core::note::purposes::{Purpose, Purposes};
use crate::core::note::report::words;
use crate::core::place::Spot;
use crate::core::problem::Code;
use crate::core::text::{clip, one_line};

/// Maximum number of characters of a line in the help.
const MOST_WORDS: usize = 60;

/// A line of a day to come.
struct ToCome<'t> {
    spot: Spot,
    written: &'t str,
    day: Day,
    words: String,
}

impl LogReader<'_, '_> {
    /// Reports the first of these lines of a body with this log.
    pub(super) fn report_to_come(&mut self, log: &Log<'_>, body: &Body<'_>, purposes: &Purposes) {
        let is_planned =
            |reading: Reading| matches!(reading, Reading::Clear(Direction::Both, _) | Reading::Cancelled);
        // Nearly all entries are of days that were.
        let entries = log
            .lines()
            .filter(|(_, entry)| entry.day > self.reader.today && !is_planned(entry.said.reading))
            .map(|(line, _)| line)
            .filter(|line| !matches!(line.kind, LineKind::Item(_, Some(_))));
        let others = if purposes.any_steps() { body.lines.as_slice() } else { &[] };
        let elsewhere = others.iter().filter(|line| is_left_out(line, purposes));
        let coming = |line| self.to_come(line);
        let found = entries.filter_map(coming).chain(elsewhere.filter_map(coming));
        let count = found.clone().count();
        let Some(first) = found.min_by_key(|found| found.spot.line) else { return };
        let message = match count {
            1 => "a line of a day to come is no planned meeting".to_owned(),
            several => format!("{several} lines of days to come are no planned meetings"),
        };
        let help = help(first.day, &first.words);
        self.report.at(
            Code::NoEffect,
            first.spot,
            first.written,
            words(message, help, "it is not on the agenda"),
        );
    }

    /// Returns what a line says of a day to come.
    fn to_come<'t>(&self, line: &'t Line<'_>) -> Option<ToCome<'t>> {
        let date = self.date_in_front(&line.text)?;
        let day =
            date.day.ok().filter(|day| *day > self.reader.today && !is_unlikely(*day, self.reader.today))?;
        let words = behind_date(date.rest, self.reader.order())
            .trim_start_matches(|letter| letter != '(' && is_separator(letter));
        let words = match line.kind {
            LineKind::Row => {
                let cells =
                    words.split('|').map(str::trim).filter(|cell| cell.contains(char::is_alphanumeric));
                cells.collect::<Vec<_>>().join(", ")
            }
            LineKind::Item(..) | LineKind::Heading(_) | LineKind::Text(_) => words.to_owned(),
        };
        let (spot, written) = date.at(line);
        Some(ToCome { spot, written, day, words })
    }
}

/// Whether a dated line of what is still to be done, or waited for, is no entry although its day is to come.
fn is_left_out(line: &Line<'_>, purposes: &Purposes) -> bool {
    if purposes.holds(line.section, Purpose::Waiting) && !purposes.may_hold_interactions(line.section) {
        may_be_entry(line) && !matches!(line.kind, LineKind::Item(_, Some(_)))
    } else {
        purposes.are_steps(line.section) && line.kind == LineKind::Text(0) && !may_be_entry(line)
    }
}

/// Says how to write a line so that it is on the agenda.
fn help(day: Day, text: &str) -> String {
    let text = one_line(text);
    let text = clip(text.trim_end_matches(['|', ' ']), MOST_WORDS);
    if text.is_empty() {
        return format!(
            "put `next: {day}` into the front matter, or write a task: `- [ ] call her 📅 {day}`"
        );
    }
    let is_plain = !text.contains(": ") && !text.contains(" #") && !text.ends_with(':');
    let quote = if is_plain { "" } else { "\"" };
    let next = if is_plain || !text.contains(['"', '\\']) {
        format!("{quote}{day} {text}{quote}")
    } else {
        day.to_string()
    };
    format!(
        "put `next: {next}` into the front matter, or write a task: `- [ ] {text} 📅 {day}`; move an event \
             below `## Events`"
    )
}

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;
    use crate::core::problem::Problem;

    fn reported(text: &str) -> Vec<Problem> {
        note("People/Ada.md", text).problems
    }

    #[test]
    fn what_is_to_come_is_reported_wherever_it_is() {
        for heading in [
            "Log", "Reminders", "Follow-ups", "Follow up", "Next", "Next contact", "Next steps",
            "I owe them", "They owe me", "Agenda", "Waiting for", "Notes",
        ] {
            let text = format!("# Ada\n\n## {heading}\n- 2026-12-08 send visa papers\n- 2026-12-09\n");
            let found = reported(&text);
            assert_eq!(found.len(), 1, "{text}{found:?}");
            assert_eq!(found[0].message, "2 lines of days to come are no planned meetings", "{text}");
            let next = "put `next: 2026-12-08 send visa papers` into the front matter";
            let task = "`- [ ] send visa papers 📅 2026-12-08`";
            assert!(found[0].help.contains(next) && found[0].help.contains(task), "{}", found[0].help);
        }
        for line in
            ["## Next step\n2026-12-10 call her", "## Next contact\n- 2026-12-10", "## 2026-12-10 the boat"]
        {
            assert_eq!(reported(&format!("# Ada\n\n{line}\n")).len(), 1, "{line}");
        }
    }

    #[test]
    fn what_the_help_says_to_write_is_read() {
        for words in [
            "send it", "email out: the \"quote\"", "email out: the quote", "[[Ben]]: a list", "the boat #12",
            "",
        ] {
            let text = format!("# Ada\n\n## Log\n- 2026-12-08 {words}\n");
            let help = reported(&text).remove(0).help;
            let next = help.split('`').nth(1).unwrap();
            let read = note("People/Ada.md", &format!("---\n{next}\n---\n# Ada\n"));
            assert!(read.problems.is_empty(), "{next}: {:?}", read.problems);
            assert!(format!("{:?}", read.contact.unwrap().rare.next).contains("2026-12-08"), "{next}");
        }
    }

    #[test]
    fn plans_tasks_and_what_was_are_not_reported() {
        for text in [
            "## Log\n- 2026-12-08 lunch",
            "## Log\n- 2026-12-08 lunch booked",
            "## Log\n### 2026-12-08\nLunch with her",
            "## Log\n- 2026-12-08 lunch cancelled",
            "## Log\n- [ ] 2026-12-08 send it",
            "## Log\n- [!] `a` 📅 2026-12-08",
            "## Next steps\n- [ ] 2026-12-08 send it\n- 2026-12-08 lunch",
            "## Waiting for\n- [ ] 2026-12-08 the list",
            "## Events\n- 2026-12-08 her exhibition",
            "## Important dates\n- 2026-12-08 her exhibition",
            "## Log\n- 2026-11-22 call",
        ] {
            let found = reported(&format!("# Ada\n\n{text}\n"));
            assert!(found.is_empty(), "{text}: {found:?}");
        }
    }
}
