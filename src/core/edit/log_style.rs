//! How a note writes the lines of its log, learnt from one of them: indent and bullet,
//! marks round the date, its form, what stands between date and words.

use super::date_form::{in_brackets, written_as};
use super::lines::split_at_column;
use super::log_entry::{LogEntry, Logbook, Shape};
use super::table_row;
use crate::core::date_text::{DateOrder, Leading, leading};
use crate::core::day::Day;
use crate::core::note::body::LineKind;
use crate::core::note::body::line::is_separator;
use crate::core::note::log::after_date::behind_date;

/// What a new entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words<'a> {
    /// Its day.
    pub day: Day,
    /// Its words, on one line.
    pub text: &'a str,
}

/// Whose words an entry has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Typed by the user: kept letter for letter.
    Typed,
    /// Proposed by a card: they begin with a capital where the entries of the log do.
    Proposed,
}

/// Whether the words of all entries like this one begin with a capital.
pub(super) fn has_capitals(book: &Logbook<'_>, model: &LogEntry, order: Option<DateOrder>) -> bool {
    let mut firsts = alike(book, model).filter_map(|entry| {
        let line = book.body_line(entry)?;
        let (_, content) = split_at_column(book.line(entry.line), line.spot);
        Dated::of(content.trim_end(), order)?.words.chars().next()
    });
    let first = firsts.next();
    first.is_some_and(char::is_uppercase) && firsts.all(char::is_uppercase)
}

/// What was done, and what it was about: the words before and after the first `: `. That of a field
/// (`due:: 2026-12-01`) parts nothing.
pub(super) fn head_and_rest(text: &str) -> Option<(&str, &str)> {
    let (at, _) =
        text.match_indices(": ").find(|(at, _)| !text.get(..*at).is_some_and(|head| head.ends_with(':')))?;
    Some((text.get(..at)?, text.get(at + 2..)?))
}

/// The lines of a new entry where there is none to be like.
pub(super) fn plain(bullet: &str, words: Words<'_>) -> Vec<String> {
    vec![format!("{bullet}{} {}", words.day, words.text)]
}

/// The lines of a new entry written like another one; several ways, the likest first.
pub(super) fn like(
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
    let likest = if dated.words.is_empty() {
        below(book, model).map(|(gap, indent)| {
            let mut lines = vec![format!("{prefix}{}{date}{}", dated.open, dated.close.trim_end())];
            lines.extend(std::iter::repeat_n(String::new(), gap));
            lines.push(format!("{indent}{}", words.text));
            lines
        })
    } else {
        Some(vec![format!("{prefix}{}", dated.with(&date, words.text))])
    };
    likest.into_iter().chain([simple]).collect()
}

/// A dated line taken apart.
struct Dated<'a> {
    /// Marks before the date: emphasis, a bracket.
    open: &'a str,
    date: &'a str,
    /// What stands between date and words, the closing marks included.
    close: String,
    words: &'a str,
}

impl<'a> Dated<'a> {
    fn of(content: &'a str, order: Option<DateOrder>) -> Option<Dated<'a>> {
        let start = content.trim_start_matches(|letter: char| !letter.is_alphanumeric() && letter != '[');
        let marks = content.get(..content.len() - start.len())?;
        // An emoji in front is about that one entry; the emphasis behind it is the style of all.
        let open = marks.trim_start_matches(|mark| !matches!(mark, '*' | '_' | '('));
        let open = if open.chars().all(|mark| matches!(mark, '*' | '_' | '(')) { open } else { "" };
        let Leading { day, length } = leading(start, order).or_else(|| in_brackets(start, order))?;
        let (date, rest) = (start.get(..length)?, start.get(length..)?);
        let closing = |letter: char| matches!(letter, '*' | '_');
        let bare = rest.trim_start_matches(closing);
        let marks = rest.get(..rest.len() - bare.len())?;
        // What ends emphasis that is not begun in the new line would be shown as it is.
        let marks = if open.is_empty() { "" } else { marks };
        let timeless = if day.is_ok() { behind_date(bare, order) } else { bare };
        let emphasis = open.contains(['*', '_']) && marks.is_empty();
        let words =
            timeless.trim_start_matches(|letter: char| is_separator(letter) || (emphasis && closing(letter)));
        let between = timeless.get(..timeless.len() - words.len())?;
        let between = if timeless.len() < bare.len() && between.is_empty() { " " } else { between };
        // A bracket that would be left open says nothing in another line.
        let open_bracket =
            between.matches('(').count() > between.matches(')').count() + open.matches('(').count();
        let between = if open_bracket { " " } else { between };
        Some(Dated { open, date, close: format!("{marks}{between}"), words })
    }

    /// The line for another date and other words.
    fn with(&self, date: &str, text: &str) -> String {
        let mark = self.open.trim_start_matches('(');
        let balanced = mark.is_empty() || self.close.contains(mark);
        let gap = if self.close.ends_with(char::is_whitespace) || self.close.is_empty() { "" } else { " " };
        if balanced && !self.close.is_empty() {
            return format!("{}{date}{}{gap}{text}", self.open, self.close);
        }
        // `**2026-11-02 call:** about it`: the emphasis reaches over the head of the line.
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

/// Where the words of an entry stand that is only a date: blank lines above them, and
/// the indent and bullet before them.
fn below(book: &Logbook<'_>, model: &LogEntry) -> Option<(usize, String)> {
    let next = book.body.lines.get(model.place + 1)?;
    let line = next.spot.line as usize;
    if line > book.end(model) {
        return None;
    }
    let (prefix, _) = split_at_column(book.line(line), next.spot);
    let prefix = if matches!(next.kind, LineKind::Item(_, Some(_))) { unboxed(prefix) } else { prefix };
    Some((line - model.line - 1, prefix.to_owned()))
}

/// The indent and bullet of an entry for its neighbour: a number goes on after the last
/// item, unless all items have the same. A task box is none of the style, but where all of a log is ticked.
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
    let is_last = alike(book, model).next_back().is_some_and(|last| last.line == model.line);
    let number = if is_last && !alike(book, model).any(is_same) { number + 1 } else { number };
    format!("{indent}{number}{rest}")
}

/// What stands before the box of a task.
fn unboxed(prefix: &str) -> &str {
    prefix.split('[').next().unwrap_or(prefix)
}

/// The entries of a log that are written as one of them is.
fn alike<'b>(
    book: &'b Logbook<'_>,
    model: &'b LogEntry,
) -> impl DoubleEndedIterator<Item = &'b LogEntry> + use<'b> {
    let place = |entry: &LogEntry| (entry.section, entry.shape);
    book.entries.iter().filter(move |entry| place(entry) == place(model))
}
