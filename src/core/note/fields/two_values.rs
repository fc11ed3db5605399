//! Reports a key that has two different values where one counts: twice in the text, or in two spellings in the front
//! matter (design 3.2).

use super::keys::{FURTHER_VALUE, Key, KeySet};
use super::note_settings::is_yes;
use super::{Field, Fields, values};
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateOrder, leading, read_date, trailing};
use crate::core::day::Day;
use crate::core::note::report::{Report, words};
use crate::core::problem::Code;
use crate::core::text::{fold, folded, is_mark};
use std::collections::BTreeSet;

/// How two values of a key are compared.
enum Compared {
    /// By the words of one in the other: `Ada` and `[[Ada Lovelace]]` say the same.
    Words,
    /// By the day that they name.
    Day,
    /// By day and month, and by the year if both have one.
    Yearly,
}

impl Compared {
    /// Returns how two values of a key are compared. `None` if several may count, or if the key is for other programs too.
    fn of(key: Key) -> Option<Compared> {
        match key {
            Key::Name
            | Key::Org
            | Key::Role
            | Key::Relationship
            | Key::Cadence
            | Key::Status
            | Key::Sequence
            | Key::Channel
            | Key::Timezone
            | Key::Priority
            | Key::Max
            | Key::Attempts
            | Key::Retry
            | Key::Lead
            | Key::ReplyWithin => Some(Compared::Words),
            Key::Met | Key::PausedUntil | Key::Snooze | Key::SeeBy | Key::SequenceStart => {
                Some(Compared::Day)
            }
            Key::Birthday | Key::Anniversary => Some(Compared::Yearly),
            _ => None,
        }
    }

    /// Whether two values differ in more than their form. Of a value that cannot be read, nothing is known.
    fn differ(&self, one: &str, other: &str, order: Option<DateOrder>) -> bool {
        match self {
            Compared::Words => {
                let words = |text| -> BTreeSet<String> {
                    let shown = values::shown(text);
                    let words = shown.split(is_mark);
                    words.map(fold).filter(|word| !word.is_empty()).collect()
                };
                let (one, other) = (words(one), words(other));
                !one.is_subset(&other) && !other.is_subset(&one)
            }
            Compared::Day => {
                let days = day(one, order).zip(day(other, order));
                days.is_some_and(|(one, other)| one != other)
            }
            Compared::Yearly => {
                let dates = read_yearly(one, order).ok().zip(read_yearly(other, order).ok());
                dates.is_some_and(|(one, other)| !one.may_be(other))
            }
        }
    }
}

/// Returns the day that a value names, before or after other words.
fn day(text: &str, order: Option<DateOrder>) -> Option<Day> {
    let text = text.trim();
    let found = read_date(text, order).ok().or_else(|| leading(text, order)?.day.ok());
    found.or_else(|| trailing(text, order)?.1.ok())
}

impl Fields<'_> {
    /// Reports values that do not count next to another of their key: those of `cadence` and `next` in the front matter, above
    /// `body_line`, and the first of other keys or in the text. `is_in_entry` tells whether a line of the text belongs to a
    /// log entry, and so may say what was true on that day.
    pub fn report_two_values(
        &self,
        body_line: usize,
        order: Option<DateOrder>,
        is_in_entry: impl Fn(u32) -> bool,
        report: &mut Report<'_>,
    ) {
        let cadence = |text: &str| (!is_yes(text)).then(|| fold(text));
        self.report_spellings(Key::Cadence, body_line, cadence, report);
        let day = |text: &str| leading(text, order)?.day.ok().map(|day| day.to_string());
        self.report_spellings(Key::Next, body_line, day, report);
        self.report_value_beside(body_line, order, is_in_entry, report);
    }

    /// Reports different values of a key under two spellings in the front matter. `value` gives what is compared.
    fn report_spellings(
        &self,
        key: Key,
        body_line: usize,
        value: impl Fn(&str) -> Option<String>,
        report: &mut Report<'_>,
    ) {
        let is_one = |field: &&Field<'_>| {
            field.rank < FURTHER_VALUE && (field.pair.key_spot.line as usize) < body_line
        };
        let said = self.values(key).filter(is_one);
        // Most notes have one spelling at most.
        if said.clone().nth(1).is_none() {
            return;
        }
        let said =
            said.filter_map(|field| Some((field, value(values::first_text(&field.pair.node)?.value)?)));
        let mut said: Vec<(&Field<'_>, String)> = said.collect();
        said.sort_by_key(|(field, _)| field.place);
        for (count, (later, text)) in said.iter().enumerate() {
            let differs =
                |(earlier, other): &&(&Field<'_>, String)| earlier.rank != later.rank && other != text;
            if let Some((earlier, _)) = said.iter().take(count).find(differs) {
                report_beside(earlier, later, report);
            }
        }
    }

    fn report_value_beside(
        &self,
        body_line: usize,
        order: Option<DateOrder>,
        is_in_entry: impl Fn(u32) -> bool,
        report: &mut Report<'_>,
    ) {
        let (mut seen, mut twice, mut doubled) = (KeySet::default(), KeySet::default(), Vec::new());
        for Field { key, .. } in &self.known {
            if !seen.holds(*key) {
                seen.insert(*key);
            } else if !twice.holds(*key) {
                twice.insert(*key);
                doubled.extend(Compared::of(*key).map(|compared| (*key, compared)));
            }
        }
        for (key, compared) in doubled {
            let said = self.values(key).filter(|field| is_one(field));
            let mut said = said.filter_map(|field| Some((field, values::text(&field.pair.node)?.value)));
            let Some((counts, value)) = said.next() else { continue };
            let line = |field: &Field<'_>| field.pair.key_spot.line;
            let in_text = line(counts) as usize >= body_line;
            // Two cadences in the front matter have a check of their own.
            if key == Key::Cadence && !in_text {
                continue;
            }
            // Each look at an entry goes through the whole text.
            let other = said.take(MOST_COMPARED).find(|(field, other)| {
                !may_both_be_true(key, (counts, value), (field, other))
                    && compared.differ(value, other, order)
                    && !(in_text && (is_in_entry(line(counts)) || is_in_entry(line(field))))
            });
            if let Some((other, _)) = other {
                return report_beside(counts, other, report);
            }
        }
    }
}

/// Maximum values of a key that are compared with the one that counts.
const MOST_COMPARED: usize = 20;

/// Whether two values under two spellings may both be true: `role: client` and `job title: CTO`, `org: Acme Corp` and
/// `company: Acme Corporation`.
fn may_both_be_true(key: Key, one: (&Field<'_>, &str), other: (&Field<'_>, &str)) -> bool {
    let is_in =
        |one: &str, other: &str| folded(&values::shown(one)).contains(&*folded(&values::shown(other)));
    one.0.rank != other.0.rank
        && match key {
            Key::Role | Key::Relationship => true,
            Key::Org => is_in(one.1, other.1) || is_in(other.1, one.1),
            _ => false,
        }
}

/// Whether a field gives the value of its key. `work` may be about something else than `org`.
fn is_one(field: &Field<'_>) -> bool {
    field.rank < FURTHER_VALUE && !matches!(folded(&field.pair.key).as_ref(), "work" | "job")
}

/// Reports two values of a key, of which that under the better spelling counts.
fn report_beside(one: &Field<'_>, other: &Field<'_>, report: &mut Report<'_>) {
    let (earlier, later) = if one.place < other.place { (one, other) } else { (other, one) };
    let (key, before) = (later.pair.key.trim(), earlier.pair.key.trim());
    let line = earlier.pair.key_spot.line;
    let (message, effect) = if earlier.rank == later.rank {
        (format!("`{key}` has another value on line {line}"), "the first one counts".to_owned())
    } else {
        let effect = format!("`{}` counts", if earlier.rank < later.rank { before } else { key });
        (format!("`{key}` and `{before}`, on line {line}, are the same key"), effect)
    };
    report.at(Code::DoubledKey, later.pair.key_spot, key, words(message, "keep one of them", effect));
}
