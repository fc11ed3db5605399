//! Adds many lines to a note's log, as `harvest` does. Lines that come to stand one right after the other are
//! one change, so that a long log is not read again for each of them.

use super::lines::Splice;
use super::log_entry::{LogEntry, Logbook, Shape};
use super::log_layout::{AmongDay, Heading, Layout, layouts};
use super::log_line::{NewLine, log_line, ways};
use super::log_style::Words;
use super::verify::{Meant, Original, text as text_of};
use super::{Change, Refused};
use crate::core::day::Day;
use crate::core::note::read::Reader;
use crate::core::place::NotePath;
use crate::core::text::begins_with_digit;

/// Returns the change that adds a line to the log of a contact's note together with as many of the `others`
/// as go right beside it, and their number. The lines are typed ones without line breaks, sorted by day.
pub fn log_lines<'a>(
    reader: &Reader<'_>,
    path: &NotePath,
    bytes: &[u8],
    first: NewLine<'_>,
    others: impl Iterator<Item = NewLine<'a>>,
) -> Result<(Change, usize), Refused> {
    let one = log_line(reader, path, bytes, first)?;
    let mut others = others.peekable();
    if others.peek().is_none() {
        return Ok((one, 0));
    }
    let decoded = text_of(&one.new)?;
    let note = Original::of(reader, path, &one.new)?;
    let book = Logbook::of(reader, path, &decoded);
    let Some((layout, mut rows)) = beside(reader, &book, one.line, first.words.day, others) else {
        return Ok((one, 0));
    };
    // A line that is refused costs only those near it: the others are tried again in smaller parts.
    while !rows.is_empty() {
        let (splice, entries) = splice(&layout, one.line, &rows);
        if let Ok(change) = note.changed(&splice, &Meant::Entries(&entries), one.line) {
            return Ok((change, rows.len()));
        }
        rows.truncate(rows.len() / 2);
    }
    Ok((one, 0))
}

/// The content of an entry and its lines.
type Row<'a> = (Words<'a>, Vec<String>);

/// Returns the entries that go right beside the one on a line, in its form, and their place.
fn beside<'a>(
    reader: &Reader<'_>,
    book: &Logbook<'_>,
    line: usize,
    day: Day,
    lines: impl Iterator<Item = NewLine<'a>>,
) -> Option<(Layout, Vec<Row<'a>>)> {
    let entry = book.entries.iter().find(|entry| entry.line == line)?;
    let is_numbered =
        matches!(entry.shape, Shape::Item(_)) && begins_with_digit(book.line(line).trim_start());
    let mut place: Option<Layout> = None;
    let (mut rows, mut last) = (Vec::new(), day);
    for NewLine { words, among, .. } in lines.filter(|_| !is_numbered) {
        let follows = words.day > last || (words.day == last && among == AmongDay::Last);
        let found = layouts(book, words.day, among).into_iter().next();
        let Some(layout) = found.filter(|layout| follows && is_at(layout, entry)) else { break };
        if words.text.is_empty() || place.as_ref().is_some_and(|place| place.at != layout.at) {
            break;
        }
        let Some(row) = ways(book, &layout, words, reader).into_iter().next() else { break };
        rows.push((words, row));
        last = words.day;
        place.get_or_insert(layout);
    }
    Some((place?, rows))
}

fn is_at(layout: &Layout, entry: &LogEntry) -> bool {
    layout.model == Some(*entry) && layout.rule.is_none() && matches!(layout.heading, Heading::Present)
}

/// Returns the splice of several entries, and the line on which each will be. Where the newest is on top, they
/// go above the line, the last one first.
fn splice<'a>(layout: &Layout, line: usize, rows: &[Row<'a>]) -> (Splice, Vec<(usize, Words<'a>)>) {
    let is_above = layout.at <= line;
    let (mut insert, mut entries) = (Vec::new(), Vec::new());
    let ordered: Vec<&Row<'a>> = if is_above { rows.iter().rev().collect() } else { rows.iter().collect() };
    for (words, row) in ordered {
        insert.extend(std::iter::repeat_n(String::new(), layout.before));
        entries.push((layout.at + insert.len(), *words));
        insert.extend_from_slice(row);
        insert.extend(std::iter::repeat_n(String::new(), layout.after));
    }
    (Splice::insert(layout.at, insert), entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;

    const LINES: [(&str, &str); 7] = [
        ("2026-09-30", "email out: the plan"),
        ("2026-10-05", "email in: the plan"),
        ("2026-10-05", "email out"),
        ("2026-10-07", "%% hidden"),
        ("2026-10-09", "email in: a question"),
        ("2026-11-10", "meeting: the budget"),
        ("2026-11-20", "email out: thanks"),
    ];

    /// Adds all lines with [`log_lines`], or one by one; returns the note and the number of changes.
    fn written(note: &str, among: AmongDay, at_once: bool) -> (String, usize) {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let reader = Reader::new(&config, &settings, Day::from_iso("2026-11-24").unwrap());
        let path = NotePath::new("People/Ada.md");
        let lines: Vec<NewLine<'_>> = LINES
            .iter()
            .map(|(day, text)| Words { day: Day::from_iso(day).unwrap(), text })
            .map(|words| NewLine { among, ..NewLine::typed(words) })
            .collect();
        let (mut bytes, mut rest, mut changes) = (note.as_bytes().to_vec(), lines.as_slice(), 0);
        while let [line, others @ ..] = rest {
            let others = if at_once { others } else { &[] };
            let more = match log_lines(&reader, &path, &bytes, *line, others.iter().copied()) {
                Ok((change, more)) => {
                    bytes = change.new;
                    changes += 1;
                    more
                }
                Err(_) => 0,
            };
            rest = &rest[1 + more..];
        }
        (String::from_utf8(bytes).unwrap(), changes)
    }

    #[test]
    fn many_lines_are_written_as_one_after_the_other() {
        for note in [
            "",
            "## Log\n",
            "# Ada\n\n## Hooks\n\n- tea\n",
            "## Log\n- 2026-10-06 call\n",
            "## Log\n- 2026-10-01 call\n- 2026-10-08 call\n- 2026-11-15 lunch\n",
            "## Log\n\n- 2026-11-15 lunch\n  - tea\n\n- 2026-10-08 call\n\n- 2026-10-01 call\n",
            "## Log\n- 2026-11-15 lunch\n- 2026-10-01 call\n- 2026-10-08 call\n",
            "## Log\n### 2026-10-01 call\nabout tea\n\n### 2026-11-15 lunch\n",
            "### 2026-11-15\n\n- lunch\n\n### 2026-10-01\n\n- call\n",
            "## Log\n1. 2026-10-01 call\n2. 2026-10-08 call\n",
            "## Log\n| date | what |\n| --- | --- |\n| 2026-10-01 | call |\n",
            "## 2026\n### November\n- 2026-11-15 lunch\n\n### October\n- 2026-10-01 call\n",
            "**2026-10-01**: call\n\n---\n\n**2026-11-15**: lunch\n",
            "- [x] 2026-10-01 call\n- [x] 2026-11-15 lunch\n",
            "## Log\r\n- [[2026-10-01]] call\r\n",
        ] {
            for among in [AmongDay::Behind(0), AmongDay::Last] {
                let ((whole, few), (single, many)) =
                    (written(note, among, true), written(note, among, false));
                assert_eq!(whole, single, "{note}");
                assert!(few <= many, "{note}");
            }
        }
        assert_eq!(written("## Log\n", AmongDay::Last, true).1, 3, "the refused line parts them");
    }
}
