//! Reads birthdays, other yearly dates and the day a contact was met, and checks for dates too far ahead.

use super::field_reader::{FieldReader, QUOTES, line_of, says_died};
use super::keys::Key;
use super::{date_problem, name, values};
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{leading, trailing};
use crate::core::day::{Day, Yearly};
use crate::core::note::body::line::is_separator;
use crate::core::note::facts::{Labelled, Met};
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::note::rare::RareFacts;
use crate::core::note::report::words;
use crate::core::place::Found;
use crate::core::problem::{Code, quoted};
use crate::core::text::{folded, one_line};
use crate::core::truth::truth;
use std::collections::BTreeMap;

/// Earliest plausible year of birth.
const EARLIEST_BIRTH: i32 = 1500;

/// Number of years by which a contact may be put off.
const YEARS_AHEAD: i32 = 10;

/// The label of the date that the key `anniversary` gives, as `import` writes it.
const ANNIVERSARY: &str = "anniversary";

/// Help for a wrong `dates` key.
const DATES_HELP: &str = "write `wedding: 2010-06-12` below `dates:`";

/// Whether a day until which somebody is put off is probably a typing error: it would remove the contact from
/// the agenda for decades. Years such as 2099, 2100 and 9999 are used on purpose for "never again".
pub(crate) fn is_too_far(day: Day, today: Day) -> bool {
    day.year() > today.year() + YEARS_AHEAD && !matches!(day.year() % 100, 0 | 99)
}

impl FieldReader<'_, '_> {
    /// Reports a date that is decades ahead. `written` is the value that begins with it.
    pub(super) fn report_if_far(&mut self, key: Key, day: Day, written: Found<&str>) {
        if !is_too_far(day, self.reader.today) {
            return;
        }
        let date = written.value.split_whitespace().next().unwrap_or_default();
        let said = words(
            format!("`{}` is more than {YEARS_AHEAD} years ahead: {}", name(key), quoted(date)),
            "correct its year",
            "no relationship follow-up is due before that day",
        );
        self.report.at(Code::UnlikelyDate, written.spot, date, said);
    }

    /// Reads the birthday. A year in the future or long ago is reported and dropped.
    pub(super) fn birthday(&mut self) -> Option<Found<Yearly>> {
        let written = self.single(Key::Birthday)?;
        let yearly = read_yearly(written.value, self.reader.order());
        let mut found = self.value_or_problem(Key::Birthday, written, yearly)?;
        if let Some(year) = found.value.since
            && (year < EARLIEST_BIRTH
                || Day::new(year, found.value.month, found.value.day) > Some(self.reader.today))
        {
            let said = words(
                format!("this birthday is not possible: {}", quoted(written.value)),
                "correct its year",
                "it counts without its year",
            );
            self.report.at(Code::UnlikelyDate, found.spot, written.value, said);
            found.value.since = None;
        }
        Some(found)
    }

    /// Reads `met`. A text without a date (`met: at FOSDEM`) is not a mistake.
    pub(super) fn met(&mut self) -> Option<Found<Met>> {
        let (_, first) = self.fields.first(Key::Met)?;
        if leading(first.value.trim_start_matches(QUOTES), self.reader.order()).is_none() {
            return self.met_at(Found { value: first.value.trim(), spot: first.spot });
        }
        let found = self.dated_text(Key::Met)?;
        let (day, text) = found.value;
        Some(Found { value: Met { day, text }, spot: found.spot })
    }

    /// Reads a date after the place: `at PyCon 2026-11-25`. A month alone is not a day to count from, but not
    /// a mistake either.
    fn met_at(&mut self, found: Found<&str>) -> Option<Found<Met>> {
        let (at, day) = trailing(found.value, self.reader.order())?;
        let day = self.value_or_problem(Key::Met, found, day)?.value;
        let place = found.value.get(..at).unwrap_or_default().trim_end_matches(is_separator);
        Some(Found { value: Met { day, text: line_of(place) }, spot: found.spot })
    }

    /// Reads `sequence-start`, which counts only for a `sequence` of the same note.
    pub(super) fn sequence_start(&mut self) -> Option<Found<Day>> {
        let start = self.date(Key::SequenceStart)?;
        if !self.fields.has(Key::Sequence) {
            let message = "`sequence-start` does nothing: the note sets no `sequence`".to_owned();
            let said = words(message, "add the sequence, such as `sequence: new-contact`", "it is ignored");
            let written = self.fields.first(Key::SequenceStart).map_or("", |(_, found)| found.value);
            self.report.at(Code::NoEffect, start.spot, written, said);
        }
        Some(start)
    }

    /// Reads `dates:`, which is a map of labels, or texts such as `2010-06-12 wedding` and `wedding:
    /// 2010-06-12`, and `anniversary`. A label that is a spelling of `died` is read as that key.
    pub(super) fn dates(&mut self, rare: &mut RareFacts) {
        let fields = self.fields;
        let mut found: Vec<(&str, Found<&str>)> = Vec::new();
        let mut died = |found: Found<&str>| {
            if truth(found.value) != Some(false) {
                rare.died = rare.died.or(Some(found.spot));
            }
        };
        for Found { value, spot } in fields.nodes(Key::Dates).flat_map(texts_within) {
            let date =
                leading(value, self.reader.order()).and_then(|date| value.split_at_checked(date.length));
            let date = date.map(|(date, rest)| (rest.trim_matches(is_separator), date));
            match date.or_else(|| value.split_once(": ")).filter(|(label, _)| !label.is_empty()) {
                Some((label, value)) if self.is_died(label) => died(Found { value, spot }),
                Some((label, value)) => found.push((label, Found { value, spot })),
                None => self.report_unusable(Key::Dates, spot, DATES_HELP),
            }
        }
        for Pair { key, node, .. } in fields.nodes(Key::Dates).flat_map(pairs_within) {
            if self.is_died(key) {
                let value = values::first_text(node).map(|found| found.value);
                value.into_iter().for_each(|value| died(Found { value, spot: node.spot }));
            } else if let Some(date) = values::text(node) {
                found.extend((!values::is_unknown(date.value)).then_some((&**key, date)));
            } else if !values::is_empty(node) {
                self.report_unusable(Key::Dates, node.spot, DATES_HELP);
            }
        }
        let is_said = found.iter().any(|(label, _)| folded(label) == ANNIVERSARY);
        if let Some(date) = self.single(Key::Anniversary).filter(|_| !is_said) {
            found.push((ANNIVERSARY, date));
        }
        let mut dates = Vec::new();
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for (label, Found { value, spot }) in found {
            match read_yearly(value, self.reader.order()) {
                Ok(yearly) => {
                    let label = one_line(label);
                    let alike = known.entry(folded(&label).into_owned()).or_default();
                    dates.push(Labelled { label: label.into(), before: *alike, yearly, spot });
                    *alike += 1;
                }
                Err(fault) => date_problem(self.report, fault, spot, value, "this date is left out"),
            }
        }
        rare.dates = dates.into();
    }

    /// Whether a label says nothing but that the contact died.
    fn is_died(&self, label: &str) -> bool {
        self.reader.keys.find(label).is_some_and(|(key, _)| key == Key::Died)
            || says_died(label)
            || folded(label) == "death"
    }
}

/// Returns the texts of a node that are not inside a map.
fn texts_within<'n>(node: &'n Node<'_>) -> Vec<Found<&'n str>> {
    match &node.value {
        Value::Text(text) if !values::is_unknown(text) => vec![Found { value: text.trim(), spot: node.spot }],
        Value::List(nodes) => nodes.iter().flat_map(texts_within).collect(),
        Value::Null | Value::Text(_) | Value::Map(_) => Vec::new(),
    }
}

/// Returns the pairs of a map, or of the maps in a list.
fn pairs_within<'n, 'a>(node: &'n Node<'a>) -> Vec<&'n Pair<'a>> {
    match &node.value {
        Value::Map(pairs) => pairs.iter().collect(),
        Value::List(nodes) => nodes.iter().flat_map(pairs_within).collect(),
        Value::Null | Value::Text(_) => Vec::new(),
    }
}
