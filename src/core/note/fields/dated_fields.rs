//! Birthdays, other yearly dates and the day somebody was met, in the shapes that people give them.

use super::field_reader::FieldReader;
use super::keys::Key;
use super::values::{self, Flag};
use crate::core::date_text::leading;
use crate::core::date_text::yearly::read_yearly;
use crate::core::day::{Day, Yearly};
use crate::core::note::facts::{Labelled, Met};
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::note::rare::RareFacts;
use crate::core::note::report::words;
use crate::core::place::Found;
use crate::core::problem::{Code, quoted};
use crate::core::text::{folded, one_line};
use std::collections::BTreeMap;

/// No contact was born before this year.
const EARLIEST_BIRTH: i32 = 1500;

impl<'a> FieldReader<'a, '_> {
    /// A birthday. One in the future, or in a year long gone, keeps its day and loses its year.
    pub(super) fn birthday(&mut self) -> Option<Found<Yearly>> {
        let mut found = self.yearly(Key::Birthday)?;
        if let Some(year) = found.value.since
            && (year < EARLIEST_BIRTH
                || Day::new(year, found.value.month, found.value.day) > Some(self.today))
        {
            let written = self.fields.text(Key::Birthday).map(|found| found.value).unwrap_or_default();
            self.report.at(
                Code::UnlikelyDate,
                found.spot,
                written,
                words(
                    format!("nobody has this birthday: {}", quoted(written)),
                    "correct its year",
                    "it counts without its year",
                ),
            );
            found.value.since = None;
        }
        Some(found)
    }

    /// `met` without a date (`met: at FOSDEM`) is a story, not a mistake.
    pub(super) fn met(&mut self) -> Option<Found<Met>> {
        let (_, first) = self.fields.first(Key::Met)?;
        if leading(first.value, self.order).is_none() {
            return self.met_at(Found { value: first.value.trim(), spot: first.spot });
        }
        let found = self.dated_text(Key::Met)?;
        let (day, text) = found.value;
        Some(Found { value: Met { day, text }, spot: found.spot })
    }

    /// `at PyCon 2026-11-25`: a date behind the place. A month alone is no day to count from, but no mistake.
    fn met_at(&mut self, found: Found<&str>) -> Option<Found<Met>> {
        let starts = found.value.char_indices().filter(|(_, letter)| matches!(letter, ' ' | '(' | ','));
        let date = starts.into_iter().find_map(|(at, _)| {
            let date = leading(found.value.get(at + 1..)?, self.order)?;
            let rest = found.value.get(at + 1 + date.length..)?;
            Some((at, date.day)).filter(|_| rest.trim_matches([')', '.', ' ']).is_empty())
        });
        match date {
            Some((at, Ok(day))) => {
                let text = one_line(
                    found
                        .value
                        .get(..at)
                        .unwrap_or_default()
                        .trim_end_matches(crate::core::note::body::line::is_separator),
                );
                let text = (!text.is_empty()).then(|| text.into());
                Some(Found { value: Met { day, text }, spot: found.spot })
            }
            Some((_, Err(fault))) => {
                self.date_problem(fault, found.spot, found.value, "`met` is left out");
                None
            }
            None => None,
        }
    }

    /// `dates:`, a map of labels; `died` among them is the key `died`.
    pub(super) fn dates(&mut self, rare: &mut RareFacts) {
        let mut dates = Vec::new();
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for found in self.dates_in_texts() {
            let (label, date) = found.value;
            self.labelled(&mut dates, &mut known, label, Found { value: date, spot: found.spot });
        }
        for pair in self.fields.nodes(Key::Dates).flat_map(pairs_within) {
            if matches!(folded(&pair.key).as_ref(), "died" | "deceased") {
                if values::flag(&pair.node) != Flag::Absent {
                    rare.died = rare.died.or(Some(pair.node.spot));
                }
                continue;
            }
            let Some(Found { value: text, spot }) = values::text(&pair.node) else {
                if !values::is_empty(&pair.node) {
                    self.unusable(Key::Dates, pair.node.spot, "write `wedding: 2010-06-12` below `dates:`");
                }
                continue;
            };
            if !values::is_unknown(text) {
                self.labelled(&mut dates, &mut known, &pair.key, Found { value: text, spot });
            }
        }
        rare.dates = dates.into();
    }

    /// Adds a date with its label.
    fn labelled(
        &mut self,
        dates: &mut Vec<Labelled>,
        known: &mut BTreeMap<String, u32>,
        label: &str,
        Found { value: text, spot }: Found<&str>,
    ) {
        match read_yearly(text, self.order) {
            Ok(yearly) => {
                let label = one_line(label);
                let alike = known.entry(folded(&label).into_owned()).or_default();
                dates.push(Labelled { label: label.into(), before: *alike, yearly, spot });
                *alike += 1;
            }
            Err(fault) => self.date_problem(fault, spot, text, "this date is left out"),
        }
    }

    /// `2010-06-12 wedding` and `wedding: 2010-06-12` as texts: labels with their dates.
    fn dates_in_texts(&mut self) -> Vec<Found<(&'a str, &'a str)>> {
        let fields = self.fields;
        let mut found = Vec::new();
        for text in fields.nodes(Key::Dates).flat_map(texts_within) {
            let date =
                leading(text.value, self.order).and_then(|date| text.value.split_at_checked(date.length));
            let label = |label: &'a str| label.trim_matches(crate::core::note::body::line::is_separator);
            match date.map(|(date, rest)| (label(rest), date)).or_else(|| text.value.split_once(": ")) {
                Some((label, date)) if !label.is_empty() => {
                    found.push(Found { value: (label, date), spot: text.spot })
                }
                Some(_) | None => {
                    self.unusable(Key::Dates, text.spot, "write `wedding: 2010-06-12` below `dates:`")
                }
            }
        }
        found
    }
}

/// The texts of a node that stand in no map.
fn texts_within<'n>(node: &'n Node<'_>) -> Vec<Found<&'n str>> {
    match &node.value {
        Value::Text(text) if !values::is_unknown(text) => vec![Found { value: text.trim(), spot: node.spot }],
        Value::List(nodes) => nodes.iter().flat_map(texts_within).collect(),
        Value::Null | Value::Text(_) | Value::Map(_) => Vec::new(),
    }
}

/// The pairs of a map, or of the maps in a list.
fn pairs_within<'n, 'a>(node: &'n Node<'a>) -> Vec<&'n Pair<'a>> {
    match &node.value {
        Value::Map(pairs) => pairs.iter().collect(),
        Value::List(nodes) => nodes.iter().flat_map(pairs_within).collect(),
        Value::Null | Value::Text(_) => Vec::new(),
    }
}
