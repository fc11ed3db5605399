//! Adds a line to a note's log, at the place and in the form that the log itself shows (design 7 and 8).

use super::lines::Splice;
use super::log_entry::Logbook;
use super::log_layout::{AmongDay, Heading, Layout, heads_are_spaced, layouts, title};
use super::log_period::period_in;
use super::log_style::{self, Wording, Words};
use super::table_row;
use super::verify::{Meant, Original, text as text_of};
use super::{Change, Refused};
use crate::core::day::Day;
use crate::core::note::body::LineKind;
use crate::core::note::read::Reader;
use crate::core::place::NotePath;
use crate::core::text::{capitalized, one_line};

/// A line to add to the log of a contact's note.
#[derive(Clone, Copy, Debug)]
pub struct NewLine<'a> {
    /// The day and the text.
    pub words: Words<'a>,
    /// Whether the user typed the text.
    pub wording: Wording,
    /// Its place among the entries of its day.
    pub among: AmongDay,
}

impl<'a> NewLine<'a> {
    /// Returns a line typed by the user, which goes after the entries of its day.
    pub fn typed(words: Words<'a>) -> NewLine<'a> {
        NewLine { words, wording: Wording::Typed, among: AmongDay::Last }
    }
}

/// Returns the change that adds a line to the log of a contact's note. It is refused if the line would not be
/// read back as intended, or if the note would say anything else.
pub fn log_line(
    reader: &Reader<'_>,
    path: &NotePath,
    bytes: &[u8],
    NewLine { words, wording, among }: NewLine<'_>,
) -> Result<Change, Refused> {
    if !reader.config().sources.log {
        return Err(Refused::new(
            "`sources:` in followup.yaml switches the logs of notes off, so the line would not be read",
            "switch `log` on, or write into the inbox or a daily note",
        ));
    }
    let text = one_line(words.text);
    if text.is_empty() {
        return Err(Refused::new(
            "there are no words to log",
            "say what happened: `call`, `email out: the plan`",
        ));
    }
    let decoded = text_of(bytes)?;
    let note = Original::of(reader, path, bytes)?;
    let book = Logbook::of(reader, path, &decoded);
    let capital = capitalized(&text);
    let mut refused = None;
    for layout in layouts(&book, words.day, among) {
        let has_capitals = |model| log_style::has_capitals(&book, &model, reader.config().date_order);
        let upper = wording == Wording::Proposed && layout.model.is_some_and(has_capitals);
        let words = Words { text: if upper { &capital } else { &text }, ..words };
        for way in ways(&book, &layout, words, reader) {
            let (splice, line) = splice(&book, &layout, way, words.day);
            match note.changed(&splice, &Meant::Entries(&[(line, words)]), line) {
                Ok(change) => return Ok(change),
                Err(fault) => refused = refused.or(Some(fault)),
            }
        }
    }
    Err(refused.unwrap_or_else(|| {
        Refused::new("no place was found for the line", "add a heading `## Log` to the note, then try again")
    }))
}

/// Returns the lines of the entry in every form worth trying, best first.
pub(super) fn ways(
    book: &Logbook<'_>,
    layout: &Layout,
    words: Words<'_>,
    reader: &Reader<'_>,
) -> Vec<Vec<String>> {
    let mut ways = match &layout.model {
        Some(model) => log_style::in_style_of(book, model, words, reader.config().date_order),
        None => Vec::new(),
    };
    if let Heading::Table(header) = layout.heading {
        let rows = table_row::rows(book, header, &words.day.to_string(), words.text);
        ways.extend(rows.into_iter().map(|row| vec![row]));
        return ways;
    }
    let bullet = if let Heading::Bullet(line) = layout.heading {
        bullet_below(book, line)
    } else {
        bullet(book, layout.at)
    };
    ways.push(log_style::plain(&bullet, words));
    ways.dedup();
    ways
}

/// Returns the bullet of the list directly above a line, else the most frequent one of the note.
fn bullet(book: &Logbook<'_>, at: usize) -> String {
    let above = book.line(at.saturating_sub(1));
    if let Some(bullet) = ["- ", "* ", "+ "].iter().find(|bullet| above.starts_with(**bullet)) {
        return (*bullet).to_owned();
    }
    let items = || book.body.lines.iter().filter(|line| matches!(line.kind, LineKind::Item(1, _)));
    let texts = || items().map(|item| book.line(item.spot.line as usize).trim_start());
    // `max_by_key` returns the last of several maxima: `-` if there is no list.
    let most = ["+ ", "* ", "- "]
        .into_iter()
        .max_by_key(|bullet| texts().filter(|text| text.starts_with(bullet)).count());
    most.unwrap_or("- ").to_owned()
}

/// Returns a bullet one level below the one on a line, indented by a tab if the note uses tabs, else as far
/// as the words of the upper bullet.
fn bullet_below(book: &Logbook<'_>, line: usize) -> String {
    let above = book.line(line);
    let (indent, item) = above.split_at(above.len() - above.trim_start().len());
    let bullet = item.chars().next().filter(|mark| matches!(mark, '*' | '+')).unwrap_or('-');
    let words = item.trim_start_matches(|letter: char| !letter.is_whitespace()).trim_start();
    let has_tabs = book.raw.iter().any(|line| line.starts_with('\t'));
    let step = if has_tabs { "\t".to_owned() } else { " ".repeat(item.len() - words.len()) };
    format!("{indent}{step}{bullet} ")
}

/// Returns the splice of an entry with its blank lines and heading, and the line that the entry will be on.
fn splice(book: &Logbook<'_>, layout: &Layout, entry: Vec<String>, day: Day) -> (Splice, usize) {
    if layout.model.is_none()
        && let Some(at) = placeholder(book, layout.at)
    {
        return (Splice { at, remove: 1, insert: entry }, at);
    }
    let blanks = |number: usize| std::iter::repeat_n(String::new(), number);
    let divider = layout.rule.map(|line| book.line(line).trim_end().to_owned());
    let mut insert: Vec<String> = blanks(layout.before).collect();
    if let Some(divider) = divider.as_ref().filter(|_| layout.before > 0) {
        insert.push(divider.clone());
        insert.extend(blanks(layout.before));
    }
    match &layout.heading {
        Heading::Present | Heading::Bullet(_) | Heading::Table(_) => {}
        Heading::Log(level) => {
            insert.push(format!("{} Log", "#".repeat(usize::from(*level))));
            insert.extend(blanks(usize::from(heads_are_spaced(book))));
        }
        Heading::Periods(like) => {
            insert.extend(like.iter().flat_map(|(line, known)| period_heading(book, *line, *known, day)));
        }
    }
    let line = layout.at + insert.len();
    insert.extend(entry);
    insert.extend(blanks(layout.after));
    if let Some(divider) = divider.filter(|_| layout.after > 0) {
        insert.push(divider);
        insert.extend(blanks(layout.after));
    }
    (Splice::insert(layout.at, insert), line)
}

/// Returns a heading for the year or month of a day, in the form of the heading on a line, with the blank
/// lines below it.
fn period_heading(book: &Logbook<'_>, line: usize, known: Day, day: Day) -> Vec<String> {
    let like = book.line(line);
    let written = title(like);
    let start = like.find(written).and_then(|at| like.get(..at)).unwrap_or_default();
    let section = (0..book.body.sections.len()).find(|section| book.heading_line(*section) == Some(line));
    let period = section.and_then(|section| period_in(book, section, known, day));
    let text = period.map_or_else(|| written.to_owned(), |(_, text)| text);
    std::iter::once(format!("{start}{text}"))
        .chain(std::iter::repeat_n(String::new(), book.blanks_below(line)))
        .collect()
}

/// Returns the line of an empty bullet directly before a line, which a template left for the first entry.
fn placeholder(book: &Logbook<'_>, at: usize) -> Option<usize> {
    let line = at.checked_sub(1)?;
    let empty = matches!(book.line(line).trim(), "-" | "*" | "+");
    let mut items = book.body.lines.iter().filter(|found| matches!(found.kind, LineKind::Item(_, None)));
    (empty && items.any(|item| item.spot.line as usize == line)).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::config::obsidian::VaultSettings;

    fn logged(note: &str, text: &str) -> Result<String, Refused> {
        let (config, settings) = (Config::default(), VaultSettings::default());
        let day = Day::from_iso("2026-11-24").unwrap();
        let reader = Reader::new(&config, &settings, day);
        let words = Words { day, text };
        let change =
            log_line(&reader, &NotePath::new("People/Ada.md"), note.as_bytes(), NewLine::typed(words))?;
        Ok(String::from_utf8(change.new).unwrap())
    }

    #[test]
    fn lines_that_would_not_be_read_are_refused() {
        for text in ["", "%% hidden", "<!-- x", "`code` and ~~gone~~ email", "email out:\u{0}"] {
            let before = "## Log\n- 2026-11-02 call\n\n## Hooks\n- tea\n";
            if let Ok(after) = logged(before, text) {
                assert!(after.contains("## Hooks\n- tea\n"), "{text}: {after}");
            }
        }
        assert!(logged("## Log\n- 2026-11-02 call\n\n## Hooks\n- tea\n", "%% hidden").is_err());
        assert!(logged("# A\r- 2026-11-02 call\r", "call").is_err());
    }
}
