//! The style of a note's log, taken from one of its entries: indentation and bullet, marks around the date,
//! the form of the date, and what separates it from the words.

use super::date_form::{in_brackets, written_as};
use super::lines::split_at_column;
use super::log_entry::{LogEntry, Logbook, Shape};
use super::table_row;
use crate::core::date_text::{DateOrder, Leading, leading};
use crate::core::day::Day;
use crate::core::note::body::LineKind;
use crate::core::note::body::line::is_separator;
use crate::core::note::log::dates::after_date::behind_date;

/// The content of a new entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words<'a> {
    /// The day of the entry.
    pub day: Day,
    /// The text, on one line.
    pub text: &'a str,
}

/// The origin of an entry's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Typed by the user, and kept letter for letter.
    Typed,
    /// Proposed by a card; they begin with a capital if the entries of the log do.
    Proposed,
}

/// Whether the words of all entries in the form of `model` begin with a capital.
pub(super) fn has_capitals(book: &Logbook<'_>, model: &LogEntry, order: Option<DateOrder>) -> bool {
    let mut firsts = same_form(book, model).filter_map(|entry| {
        let line = book.body_line(entry)?;
        let (_, content) = split_at_column(book.line(entry.line), line.spot);
        Dated::of(content.trim_end(), order)?.words.chars().next()
    });
    let first = firsts.next();
    first.is_some_and(char::is_uppercase) && firsts.all(char::is_uppercase)
}

/// Splits a text at its first `: ` into what was done and what it was about. The `:: ` of a field such as
/// `due:: 2026-12-01` does not count.
pub(super) fn head_and_rest(text: &str) -> Option<(&str, &str)> {
    let (at, _) =
        text.match_indices(": ").find(|(at, _)| !text.get(..*at).is_some_and(|head| head.ends_with(':')))?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

/// Returns the lines of a new entry in the default form.
pub(super) fn plain(bullet: &str, words: Words<'_>) -> Vec<String> {
    vec![format!("{bullet}{} {}", words.day, words.text)]
}

/// Returns the lines of a new entry in the form of another one, in several versions with the closest first.
pub(super) fn in_style_of(
    book: &Logbook<'_>,
    model: &LogEntry,
    words: Words<'_>,
    order: Option<DateOrder>,
) -> Vec<Vec<String>> {
    let Some(line) = book.body_line(model) else { return Vec::new() };
    let (prefix, content) = split_at_column(book.line(model.line), line.spot);
    let Some(dated) = Dated::of(content.trim_end(), order) else { return Vec::new() };
    let date = written_as(dated.date, model.day, words.day, order);
    if model.shape == Shape::Row {
        let lines = table_row::rows(book, model.line, &date, words.text);
        return lines.into_iter().map(|line| vec![line]).collect();
    }
    let prefix = next_number(book, model, prefix);
    let simple = vec![format!("{prefix}{date} {}", words.text)];
    let underline = underline(book, model).map(str::to_owned);
    let likest = if dated.words.is_empty() {
        words_below(book, model).map(|(gap, indent)| {
            let mut lines = vec![format!("{prefix}{}{date}{}", dated.open, dated.close.trim_end())];
            lines.extend(underline);
            lines.extend(std::iter::repeat_n(String::new(), (gap + 1).saturating_sub(lines.len())));
            lines.push(format!("{indent}{}", words.text));
            lines
        })
    } else {
        let line = format!("{prefix}{}", dated.rewritten(&date, words.text));
        Some(std::iter::once(line).chain(underline).collect())
    };
    likest.into_iter().chain([simple]).collect()
}

/// The parts of a dated line.
struct Dated<'a> {
    /// The marks before the date: emphasis, a bracket.
    open: &'a str,
    date: &'a str,
    /// The text between date and words, with the closing marks.
    close: String,
    words: &'a str,
}

impl<'a> Dated<'a> {
    fn of(content: &'a str, order: Option<DateOrder>) -> Option<Dated<'a>> {
        let start = content.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '[');
        let marks = content.get(..content.len() - start.len())?;
        // An emoji before the date belongs to that entry; emphasis after it is the style of the log.
        let open = marks.trim_start_matches(|mark| !matches!(mark, '*' | '_' | '('));
        let open = if open.chars().all(|mark| matches!(mark, '*' | '_' | '(')) { open } else { "" };
        let Leading { day, length } = leading(start, order).or_else(|| in_brackets(start, order))?;
        let (date, rest) = (start.get(..length)?, start.get(length..)?);
        let closing = |letter: char| matches!(letter, '*' | '_');
        let bare = rest.trim_start_matches(closing);
        let marks = rest.get(..rest.len() - bare.len())?;
        // A closing mark without an opening one would be shown literally.
        let marks = if open.is_empty() { "" } else { marks };
        let timeless = if day.is_ok() { behind_date(bare, order) } else { bare };
        let emphasis = open.contains(['*', '_']) && marks.is_empty();
        let words =
            timeless.trim_start_matches(|letter: char| is_separator(letter) || (emphasis && closing(letter)));
        let between = timeless.get(..timeless.len() - words.len())?;
        let between = if timeless.len() < bare.len() && between.is_empty() { " " } else { between };
        // A bracket that is opened here and closed within the old words is left out.
        let open_bracket =
            between.matches('(').count() > between.matches(')').count() + open.matches('(').count();
        let between = if open_bracket { " " } else { between };
        Some(Dated { open, date, close: format!("{marks}{between}"), words })
    }

    /// Returns the line with another date and other words.
    fn rewritten(&self, date: &str, text: &str) -> String {
        let mark = self.open.trim_start_matches('(');
        let balanced = mark.is_empty() || self.close.contains(mark);
        let gap = if self.close.ends_with(char::is_whitespace) || self.close.is_empty() { "" } else { " " };
        if balanced && !self.close.is_empty() {
            return format!("{}{date}{}{gap}{text}", self.open, self.close);
        }
        // In `**2026-11-02 call:** about it` the emphasis includes the head of the line.
        let close = if self.close.is_empty() { " " } else { self.close.as_str() };
        match (mark, head_and_rest(text)) {
            ("", _) => format!("{date}{close}{text}"),
            (_, Some((head, rest))) if self.words.contains(&format!(":{mark}")) => {
                format!("{mark}{date}{close}{head}:{mark} {rest}")
            }
            (_, Some((head, rest))) if self.words.contains(&format!("{mark}:")) => {
                format!("{mark}{date}{close}{head}{mark}: {rest}")
            }
            _ if self.words.ends_with(mark) => format!("{mark}{date}{close}{text}{mark}"),
            _ => format!("{mark}{date}{mark}{close}{text}"),
        }
    }
}

/// Returns the line that makes a heading of the one above it: `---` or `===`.
fn underline<'t>(book: &Logbook<'t>, model: &LogEntry) -> Option<&'t str> {
    let below = book.line(model.line + 1).trim_end();
    let is_line = |mark| !below.is_empty() && below.chars().all(|letter| letter == mark);
    let is_heading =
        matches!(model.shape, Shape::Heading(_)) && !book.line(model.line).trim_start().starts_with('#');
    (is_heading && (is_line('-') || is_line('='))).then_some(below)
}

/// Returns how the words of an entry are written below a line with only its date: the number of blank lines
/// between, and the indentation and bullet.
fn words_below(book: &Logbook<'_>, model: &LogEntry) -> Option<(usize, String)> {
    let next = book.body.lines.get(model.place + 1)?;
    let line = next.spot.line as usize;
    if line > book.end(model) {
        return None;
    }
    let (prefix, _) = split_at_column(book.line(line), next.spot);
    let prefix = if matches!(next.kind, LineKind::Item(_, Some(_))) { unboxed(prefix) } else { prefix };
    Some((line - model.line - 1, prefix.to_owned()))
}

/// Returns the indentation and bullet for a new entry. A number is increased after the last item, unless all
/// items have the same. A task box is kept only where the whole log is ticked.
fn next_number(book: &Logbook<'_>, model: &LogEntry, prefix: &str) -> String {
    let prefix = match book.body_line(model).map(|line| line.kind) {
        Some(LineKind::Item(_, Some(_))) if !book.is_ticked(model) => unboxed(prefix),
        _ => prefix,
    };
    let indent = prefix.len() - prefix.trim_start().len();
    let (indent, bullet) = prefix.split_at(indent);
    let digits = bullet.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = bullet.split_at(digits);
    let Ok(number) = number.parse::<u64>() else { return prefix.to_owned() };
    let bullet = format!("{number}{}", rest.trim_end());
    let is_same = |entry: &LogEntry| {
        entry.line != model.line && book.line(entry.line).trim_start().starts_with(&bullet)
    };
    let is_last = same_form(book, model).next_back().is_some_and(|last| last.line == model.line);
    let number = if is_last && !same_form(book, model).any(is_same) { number + 1 } else { number };
    format!("{indent}{number}{rest}")
}

/// Returns the indentation and bullet before a task box or keyword.
fn unboxed(prefix: &str) -> &str {
    prefix.split(|letter: char| letter == '[' || letter.is_ascii_uppercase()).next().unwrap_or(prefix)
}

/// Returns the entries of the same section and form.
fn same_form<'b>(
    book: &'b Logbook<'_>,
    model: &'b LogEntry,
) -> impl DoubleEndedIterator<Item = &'b LogEntry> + use<'b> {
    let place = |entry: &LogEntry| (entry.section, entry.shape);
    book.entries.iter().filter(move |entry| place(entry) == place(model))
}
