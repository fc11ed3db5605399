//! Reads birthdays, other yearly dates and the day a contact was met, and checks for dates too far ahead.

use super::field_reader::{FieldReader, QUOTES, line_of, says_died};
use super::keys::Key;
use super::{date_problem, name, values};
use crate::core::date_text::partial::uncertain_day;
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, DateOrder, leading, read_date, trailing};
use crate::core::day::{Day, Yearly};
use crate::core::note::body::line::is_separator;
use crate::core::note::facts::{ContactFacts, Labelled, Met};
use crate::core::note::front_matter::yaml::{Node, Pair, Value};
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::rare::RareFacts;
use crate::core::note::report::words;
use crate::core::place::Found;
use crate::core::problem::{Code, quoted};
use crate::core::text::{begins_with_digit, folded, one_line, unquoted};
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

impl<'a> FieldReader<'a, '_> {
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
        let found = self.value_or_problem(Key::Birthday, written, yearly)?;
        Some(self.possible_birthday(found, written.value))
    }

    fn possible_birthday(&mut self, mut found: Found<Yearly>, written: &str) -> Found<Yearly> {
        if let Some(year) = found.value.since
            && (year < EARLIEST_BIRTH
                || Day::new(year, found.value.month, found.value.day) > Some(self.reader.today))
        {
            let said = words(
                format!("this birthday is not possible: {}", quoted(written)),
                "correct its year",
                "it counts without its year",
            );
            self.report.at(Code::UnlikelyDate, found.spot, written, said);
            found.value.since = None;
        }
        found
    }

    /// Reads a date that may have a remark behind it: `2026-10-15 - sent the proposal`. With a second date or a question
    /// mark, it is not certain.
    pub(super) fn date_before_text(&mut self, key: Key, found: Found<&str>) -> Option<Found<Day>> {
        let order = self.reader.order();
        let is_date = read_date(found.value, order) != Err(DateFault::NotADate);
        if is_date || !has_only_remark(found.value, order) {
            return self.date_of(key, found);
        }
        let found = self.dated_text_of(key, found)?;
        Some(Found { value: found.value.0, spot: found.spot })
    }

    /// Reads `met`. A text without a date (`met: at FOSDEM`) is not a mistake. In a list or map of several texts, the one
    /// with the date may be any of them, and the first other one is the place.
    pub(super) fn met(&mut self) -> Option<Found<Met>> {
        let (fields, order) = (self.fields, self.reader.order());
        let (_, first) = fields.first(Key::Met)?;
        let texts: Vec<Found<&str>> = std::iter::once(first).chain(fields.texts(Key::Met)).collect();
        let begins_so =
            |found: &Found<&str>| leading(found.value.trim_start_matches(QUOTES), order).is_some();
        let mut met = match texts.iter().find(|found| begins_so(found)) {
            Some(found) => {
                let Found { value: (day, text), spot } = self.dated_text_of(Key::Met, *found)?;
                Found { value: Met { day, text }, spot }
            }
            None => {
                texts.iter().find_map(|found| self.met_at(Found { value: found.value.trim(), ..*found }))?
            }
        };
        if met.value.text.is_none() {
            let place = texts.iter().find(|found| found.spot != met.spot && !begins_so(found));
            met.value.text = place.and_then(|place| line_of(place.value));
        }
        Some(met)
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
    /// 2010-06-12`, and `anniversary`. A label that is a spelling of `died` or `birthday` is read as that key, and one of
    /// `met` also as that key.
    pub(super) fn dates(&mut self, facts: &mut ContactFacts, rare: &mut RareFacts) {
        let mut found = self.labels_with_dates(rare);
        self.add_anniversary(&mut found);
        let mut dates = Vec::new();
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for (label, Found { value, spot }) in found {
            let key = self.reader.keys.find(label).map(|(key, _)| key);
            match read_yearly(value, self.reader.order()) {
                Ok(yearly) if key == Some(Key::Birthday) => {
                    self.birthday_below_dates(&mut facts.birthday, Found { value: yearly, spot }, value);
                }
                Ok(yearly) => {
                    if key == Some(Key::Met) && rare.met.is_none() {
                        let day = yearly.since.and_then(|year| Day::new(year, yearly.month, yearly.day));
                        let day = day.filter(|day| *day <= self.reader.today);
                        rare.met = day.map(|day| Found { value: Met { day, text: None }, spot });
                    }
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

    /// Returns the labels below `dates` with what stands behind them.
    fn labels_with_dates(&mut self, rare: &mut RareFacts) -> Vec<(&'a str, Found<&'a str>)> {
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
        found
    }

    /// Adds the date of `anniversary`, unless it is below `dates`, too.
    fn add_anniversary(&mut self, found: &mut Vec<(&'a str, Found<&'a str>)>) {
        let Some(date) = self.single(Key::Anniversary) else { return };
        let Some((_, said)) = found.iter().find(|(label, _)| folded(label) == ANNIVERSARY) else {
            return found.push((ANNIVERSARY, date));
        };
        let dates = [date, *said].map(|found| read_yearly(found.value, self.reader.order()));
        if let [Ok(one), Ok(other)] = dates
            && !one.may_be(other)
        {
            self.report_other_date(Key::Anniversary, date, "the one in `dates` counts");
        }
    }

    /// Takes a birthday below `dates`. That of the key goes before it, and may lack only the year.
    fn birthday_below_dates(
        &mut self,
        birthday: &mut Option<Found<Yearly>>,
        found: Found<Yearly>,
        written: &str,
    ) {
        match birthday {
            None => *birthday = Some(self.possible_birthday(found, written)),
            Some(own) if own.value.may_be(found.value) => {
                own.value.since = own.value.since.or(found.value.since)
            }
            Some(_) => {
                let written = Found { value: written, spot: found.spot };
                self.report_other_date(Key::Birthday, written, "the key counts");
            }
        }
    }

    /// Reports a date that stands both below `dates` and under a key of its own, with another day.
    fn report_other_date(&mut self, key: Key, written: Found<&str>, effect: &str) {
        let message = format!("`{0}` and `{0}` below `dates` have different dates", name(key));
        self.report.at(
            Code::DoubledKey,
            written.spot,
            written.value,
            words(message, "keep one of them", effect),
        );
    }

    /// Whether a label says nothing but that the contact died.
    fn is_died(&self, label: &str) -> bool {
        self.reader.keys.find(label).is_some_and(|(key, _)| key == Key::Died)
            || says_died(label)
            || folded(label) == "death"
    }
}

/// Whether a text begins with a date, and what is behind it is set off and does not name another one.
fn has_only_remark(text: &str, order: Option<DateOrder>) -> bool {
    let text = unquoted(text).trim_start_matches(QUOTES);
    let rest = leading(text, order).and_then(|date| text.get(date.length..)).unwrap_or_default();
    let is_set_off = rest.starts_with([' ', ',', ';', ':', '(', '–', '—']);
    is_set_off && !rest.contains('?') && !goes_on(behind_date(rest, order)) && {
        let mut words = rest.split([' ', '(', ',', ';']);
        !words.any(|word| names_day(word, order))
    }
}

/// Whether the text behind a date may be a further one: `or 16`, `- 17`, `, Nov 3`.
fn goes_on(rest: &str) -> bool {
    let start = rest.trim_start_matches(|letter| is_separator(letter) || letter == '(');
    let first = start.split(' ').next().unwrap_or_default();
    let is_number = begins_with_digit(first) && first.len() <= 2;
    is_number || matches!(first, "or" | "to" | "and" | "until") || uncertain_day(start).is_some()
}

/// Whether a word begins with a date, or may be a part of one: `2026-11`, `3/11`.
fn names_day(word: &str, order: Option<DateOrder>) -> bool {
    begins_with_digit(word) && (word.contains(['-', '/', '.']) || leading(word, order).is_some())
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

#[cfg(test)]
mod tests {
    use crate::core::note::read::tests::note;

    #[track_caller]
    fn case(value: &str, expected: Option<&str>) {
        let facts = note("People/Ada.md", &format!("---\nlast-contact: {value}\n---\n"));
        let day = facts.contact.unwrap().last_contact.map(|found| found.value.to_string());
        assert_eq!(day.as_deref(), expected, "{value}");
        assert_eq!(facts.problems.is_empty(), expected.is_some(), "{value}");
    }

    #[test]
    fn the_last_contact_may_have_a_remark() {
        for remark in [
            "", " - sent proposal", " (email)", ", by phone", " call", " 10:30 call", " (Thu) call",
            " — sent 2 mails", "; met at the fair 2026",
        ] {
            case(&format!("2026-10-15{remark}"), Some("2026-10-15"));
        }
        case("\"15 October 2026: lunch\"", Some("2026-10-15"));
        for remark in [
            "?", " (?)", " or 16", " - 17", " - 2026-10-17 call", ", 2026-11-02", " and 2026-11-02",
            ", Nov 3", "-call", " call, then 3/11", "/17",
        ] {
            case(&format!("2026-10-15{remark}"), None);
        }
        case("Oct 15 call", None);
        case("03/04/2026 - call", None);
    }
}
