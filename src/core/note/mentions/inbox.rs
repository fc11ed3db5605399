//! Finds the dated lines of the inbox (design 3.4, 4). The text after each date is kept whole:
//! [`super::inbox_line`] takes it apart once the names of all contacts are known.

use super::MentionReader;
use crate::core::date_text::leading;
use crate::core::note::body::line::{hashtags, is_separator};
use crate::core::note::body::links::links;
use crate::core::note::body::{Body, Line, LineKind};
use crate::core::note::facts::{Entry, Reading, Said, Source};
use crate::core::note::fields::date_problem;
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::log::entries::order::reverse_falling;
use crate::core::note::log::line::words::{Meaning, WordTable};
use crate::core::note::report::{LINE_IS_NO_INTERACTION, Words, words};
use crate::core::problem::{Code, quoted};
use crate::core::text::{clip, list, lower};
use std::borrow::Cow;

impl MentionReader<'_, '_> {
    /// Returns an entry for every line of the inbox such as `- 2026-11-22 [[Ada]], Ben: lunch`.
    pub fn inbox(&mut self, body: &Body<'_>) -> Vec<Entry> {
        let lines = body.lines.iter().filter_map(|line| Some((line.section, self.inbox_line(line)?)));
        let mut entries: Vec<(Option<usize>, Entry)> = lines.collect();
        self.report_unlisted(body);
        reverse_falling(&mut entries, |(section, _)| *section, |(_, entry)| entry.day);
        entries.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Reports dated lines that are not list items: one problem for paragraphs, one for tables.
    fn report_unlisted(&mut self, body: &Body<'_>) {
        let dated = |line: &'_ Line<'_>| {
            let found = leading(&line.text, self.reader.order()).filter(|found| found.day.is_ok())?;
            let (date, rest) = line.text.split_at_checked(found.length)?;
            rest.contains(char::is_alphabetic).then(|| (line.spot, date.to_owned()))
        };
        // Continuation lines of an item are indented.
        let is_text = |line: &&Line<'_>| matches!(line.kind, LineKind::Text(depth) if depth == 0 || line.spot.column == 1);
        let texts: Vec<_> = body.lines.iter().filter(is_text).filter_map(dated).collect();
        let rows = body.lines.iter().filter(|line| line.kind == LineKind::Row);
        let rows: Vec<_> = rows.filter_map(dated).collect();
        for (found, what) in
            [(texts, "begins with a date but is not a list item"), (rows, "with a date is in a table")]
        {
            let Some((spot, date)) = found.first() else { continue };
            let message = match found.len() {
                1 => format!("a line of the inbox {what}"),
                several => format!("a line of the inbox {what}, and {} more like it", several - 1),
            };
            let help = "put `- ` before it, as in `- 2026-11-22 [[Ada]]: lunch`";
            self.report.at(Code::DatedParagraph, *spot, date, words(message, help, "it is ignored"));
        }
    }

    fn inbox_line(&mut self, line: &Line<'_>) -> Option<Entry> {
        let LineKind::Item(depth, _) = line.kind else { return None };
        if line.kind.is_pending() || line.text.trim().is_empty() {
            return None;
        }
        let is_mark = |letter| matches!(letter, '*' | '_');
        let start = line.text.trim_start_matches(is_mark);
        let Some(found) = leading(start, self.reader.order()) else {
            // What is below an item belongs to it.
            if depth > 1 {
                return None;
            }
            let help = "begin it with a day: `- 2026-11-22 [[Ada]]: lunch`";
            return self.report_no_effect(line, "a line of the inbox without a date", help);
        };
        let day = match found.day {
            Ok(day) => day,
            Err(fault) => {
                let written = start.get(..found.length).unwrap_or_default();
                date_problem(self.report, fault, line.spot, written, LINE_IS_NO_INTERACTION);
                return None;
            }
        };
        let rest = start.get(found.length..).unwrap_or_default().trim_start_matches(is_mark);
        let text = behind_date(rest, self.reader.order());
        // Removing an opening bracket would leave its closing bracket alone.
        let text = text.trim_start_matches(|letter| is_separator(letter) && letter != '(');
        let spot = line.spot.behind(line.text.strip_suffix(text).unwrap_or_default());
        if text.is_empty() {
            let help = "say who it was with: `- 2026-11-22 [[Ada]]: lunch`";
            return self.report_no_effect(line, "a line of the inbox that names nobody", help);
        }
        let hashtags = hashtags(text, &links(text));
        Some(Entry {
            day,
            spot,
            source: Source::Inbox,
            said: Said { reading: Reading::Assumed, attempt: None, meal: None },
            text: Some(text.trim_end().into()),
            hashtags: self.reader.hashtags.meant(&hashtags),
            names: Box::default(),
        })
    }

    /// Reports that a line is not an entry.
    fn report_no_effect(&mut self, line: &Line<'_>, message: &str, help: &str) -> Option<Entry> {
        self.report.at(Code::NoEffect, line.spot, &line.text, words(message, help, "it is ignored"));
        None
    }
}

/// Maximum number of contacts that are named in a hint as those who may be meant.
const MOST_NEAR: usize = 3;

/// Words the hint for a name that no contact has; `near` are the names of the contacts who may be
/// meant.
pub fn unknown_name(target: &str, near: &[&str], table: &WordTable) -> Words {
    let name = clip(target, 60);
    let new = format!("`followup new \"{}\"`", name.replace('"', "\\\""));
    // A text that begins like this says what happened, so the name probably comes later.
    let is_text = target.split_once(' ').is_some_and(|(first, _)| {
        let is_contact = |meaning| matches!(meaning, Meaning::Contact(..) | Meaning::Verb(_));
        first.starts_with(char::is_lowercase) || table.exactly(&lower(first)).is_some_and(is_contact)
    });
    let shown: Vec<Cow<'_, str>> = near.iter().take(MOST_NEAR).map(|near| clip(near, 60)).collect();
    let near = match near.len() {
        0 => None,
        1..=MOST_NEAR => Some(list(&shown, "or")),
        _ => Some(format!("{} or another of that name", shown.join(", "))),
    };
    let help = match near {
        Some(near) => format!("if you mean {near}, write that; for somebody else, {new}"),
        None if is_text => {
            format!(
                "names come first, as in `- 2026-11-22 Ada: lunch`; if this is a name, make a note: {new}"
            )
        }
        None => format!("make a note for them, {new}, or correct the name"),
    };
    words(format!("no contact is called {}", quoted(target)), help, "the line counts for nobody")
}
