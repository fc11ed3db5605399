//! From key-value pairs to what a note says of a contact: every value is read by
//! its key, and one that cannot be used is a problem of that value alone.

use super::facts::{ContactFacts, Labelled, Met, Next};
use super::fields::{Fields, date_problem, name};
use super::keys::Key;
use super::report::{Report, words};
use super::values::{self, Flag};
use super::yaml::{Node, Pair, Value};
use crate::core::date_text::{DateFault, DateOrder, leading, read_date, read_yearly};
use crate::core::day::{Day, Yearly};
use crate::core::people::settings::Status;
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::{folded, one_line};
use std::collections::BTreeMap;

/// Reads values for one contact.
pub(super) struct FieldReader<'a, 'b> {
    /// The values.
    pub(super) fields: &'a Fields<'a>,
    /// How slashed dates are meant.
    pub(super) order: Option<DateOrder>,
    /// Where problems go.
    pub(super) report: &'a mut Report<'b>,
}

impl<'a> FieldReader<'a, '_> {
    /// Fills in all that is no setting.
    pub(super) fn read(&mut self, facts: &mut ContactFacts) {
        facts.aliases = self.list(Key::Aliases, values::items);
        facts.emails = self.emails();
        facts.phones = self.list(Key::Phone, values::labelled_items);
        facts.org = self.joined(Key::Org);
        facts.role = self.joined(Key::Role);
        facts.tags = self.tags();
        facts.relationship = self.joined(Key::Relationship);
        facts.interests = self.list(Key::Interests, values::items);
        facts.needs = self.list(Key::Needs, values::items);
        facts.offers = self.list(Key::Offers, values::items);
        facts.timezone = self.joined(Key::Timezone);
        facts.id = self.joined(Key::Id);
        facts.last_contact = self.latest_date(Key::LastContact);
        facts.next = self.next();
        facts.see_by = self.date(Key::SeeBy);
        facts.birthday = self.yearly(Key::Birthday);
        facts.met = self.met();
        facts.paused_until = self.date(Key::PausedUntil);
        facts.snooze = self.date(Key::Snooze);
        facts.sequence_start = self.date(Key::SequenceStart);
        facts.created = self.created();
        facts.died = self.flag(Key::Died, true);
        facts.private = self.flag(Key::Private, false).is_some();
        self.dates(facts);
        facts.status = self.status();
    }

    fn list<T>(&self, key: Key, read: impl Fn(&'a Node<'a>) -> T) -> Box<[Box<str>]>
    where
        T: Iterator<Item = Found<Box<str>>>,
    {
        if !self.fields.has(key) {
            return Box::default();
        }
        self.fields.nodes(key).flat_map(read).map(|found| found.value).collect()
    }

    fn tags(&self) -> Box<[Box<str>]> {
        let mut tags = self.fields.nodes(Key::Tags).map(values::tags_once);
        let mut all = tags.next().unwrap_or_default();
        all.extend(tags.flatten());
        all.into()
    }

    /// One text; links are unwrapped, lists joined with commas.
    fn joined(&self, key: Key) -> Option<Box<str>> {
        let node = self.fields.node(key)?;
        let mut joined = String::new();
        for found in values::texts(node) {
            let part = values::shown(found.value);
            if joined.is_empty() {
                joined = part;
            } else if !part.is_empty() {
                joined.push_str(", ");
                joined.push_str(&part);
            }
        }
        (!joined.is_empty()).then(|| joined.into())
    }

    fn emails(&mut self) -> Box<[Found<Box<str>>]> {
        let mut emails: Vec<Found<Box<str>>> = Vec::new();
        if !self.fields.has(Key::Email) {
            return Box::default();
        }
        for found in self.fields.nodes(Key::Email).flat_map(values::labelled_items) {
            if emails.iter().any(|known| known.value == found.value) {
                continue;
            }
            if !values::is_address(&found.value) {
                self.report.at(
                    Code::BadEmail,
                    found.spot,
                    &found.value,
                    words(
                        format!("not an e-mail address: {}", quoted(&found.value)),
                        "write one address of ASCII letters with one `@`, such as `ada@home.example`",
                        "no message is addressed to it",
                    ),
                );
            }
            if found.value.contains('@') {
                emails.push(found);
            }
        }
        emails.into()
    }

    /// The only text of a key, or a problem if it is a list or a map.
    fn single(&mut self, key: Key) -> Option<Found<&'a str>> {
        let node = self.fields.node(key)?;
        if let Some(found) = values::text(node) {
            return Some(Found { value: found.value.trim(), spot: found.spot });
        }
        let (message, spot) = (format!("`{}` takes one value", name(key)), node.spot);
        self.report.at(
            Code::UnusableValue,
            spot,
            "",
            words(message, "write a single value", "it is passed over"),
        );
        None
    }

    /// A date, or a problem that says why not.
    fn date(&mut self, key: Key) -> Option<Found<Day>> {
        let found = self.single(key)?;
        self.date_of(key, found)
    }

    fn date_of(&mut self, key: Key, found: Found<&str>) -> Option<Found<Day>> {
        match read_date(found.value, self.order) {
            Ok(day) => Some(Found { value: day, spot: found.spot }),
            Err(fault) => {
                self.date_problem(fault, found.spot, found.value, &format!("`{}` is left out", name(key)));
                None
            }
        }
    }

    /// Several spellings of a last contact may stand together: the latest counts.
    fn latest_date(&mut self, key: Key) -> Option<Found<Day>> {
        let found = self.fields.nodes(key).filter_map(values::text);
        let found = found.map(|found| Found { value: found.value.trim(), spot: found.spot });
        found.filter_map(|found| self.date_of(key, found)).max_by_key(|found| found.value)
    }

    /// `created` is only told: a value that is no date costs nothing and says nothing.
    fn created(&self) -> Option<Day> {
        let node = self.fields.node(Key::Created)?;
        read_date(values::text(node)?.value, self.order).ok()
    }

    /// A problem for a text that is no date.
    fn date_problem(&mut self, fault: DateFault, spot: Spot, found: &str, effect: &str) {
        date_problem(self.report, fault, spot, found, effect);
    }

    fn yearly(&mut self, key: Key) -> Option<Found<Yearly>> {
        let found = self.single(key)?;
        match read_yearly(found.value, self.order) {
            Ok(yearly) => Some(Found { value: yearly, spot: found.spot }),
            Err(fault) => {
                self.date_problem(fault, found.spot, found.value, &format!("`{}` is left out", name(key)));
                None
            }
        }
    }

    /// `2026-11-27 ask about the exam`: a date and what is said after it.
    fn dated_text(&mut self, key: Key) -> Option<Found<(Day, Option<Box<str>>)>> {
        let found = self.single(key)?;
        let Some(date) = leading(found.value.trim_start_matches(['"', '\'']), self.order) else {
            self.date_problem(
                DateFault::NotADate,
                found.spot,
                found.value,
                &format!("`{}` is left out", name(key)),
            );
            return None;
        };
        let written = found.value.get(..date.length).unwrap_or(found.value);
        match date.day {
            Ok(day) => {
                let rest =
                    crate::core::date_text::skip_time(found.value.get(date.length..).unwrap_or_default());
                let text = one_line(rest.trim_start_matches(super::line::is_separator));
                let text = (!text.is_empty()).then(|| text.into());
                Some(Found { value: (day, text), spot: found.spot })
            }
            Err(fault) => {
                self.date_problem(fault, found.spot, written, &format!("`{}` is left out", name(key)));
                None
            }
        }
    }

    fn next(&mut self) -> Option<Found<Next>> {
        let (_, first) = self.fields.first(Key::Next)?;
        if matches!(folded(first.value).as_ref(), "never" | "off" | "none" | "no") {
            return Some(Found { value: Next::Never, spot: first.spot });
        }
        let found = self.dated_text(Key::Next)?;
        let (day, text) = found.value;
        Some(Found { value: Next::On(day, text), spot: found.spot })
    }

    /// `met` without a date (`met: at FOSDEM`) is a story, not a mistake.
    fn met(&mut self) -> Option<Found<Met>> {
        let (_, first) = self.fields.first(Key::Met)?;
        leading(first.value, self.order)?;
        let found = self.dated_text(Key::Met)?;
        let (day, text) = found.value;
        Some(Found { value: Met { day, text }, spot: found.spot })
    }

    /// A yes-or-no key: where it is set. A date says yes where `dates_count`.
    fn flag(&mut self, key: Key, dates_count: bool) -> Option<Spot> {
        let node = self.fields.node(key)?;
        let spot = node.spot;
        match values::flag(node) {
            Flag::Absent => None,
            Flag::Set => Some(spot),
            Flag::Doubtful(spot) => {
                let found = values::first_text(node).map(|found| found.value).unwrap_or_default();
                let dated = dates_count && looks_dated(found, self.order);
                if !dated {
                    self.doubtful(key, spot, found);
                }
                Some(spot)
            }
        }
    }

    fn doubtful(&mut self, key: Key, spot: Spot, found: &str) {
        self.report.at(
            Code::DoubtfulFlag,
            spot,
            found,
            words(
                format!("`{}` is neither yes nor no: {}", name(key), quoted(found)),
                "write `true` or `false`",
                "it counts as `true`",
            ),
        );
    }

    fn status(&mut self) -> Option<Found<Status>> {
        if let Some(spot) = self.flag(Key::DoNotContact, false) {
            return Some(Found { value: Status::DoNotContact, spot });
        }
        let found = self.single(Key::Status)?;
        let status = Status::read(super::links::unlinked(found.value).trim_start_matches('#'));
        if status.is_none() {
            self.report.at(
                Code::UnknownStatus,
                found.spot,
                found.value,
                words(
                    format!("not a status: {}", quoted(found.value)),
                    "use active, paused, dormant, inactive, closed, archived or do-not-contact",
                    "the contact is active",
                ),
            );
        }
        status.map(|value| Found { value, spot: found.spot })
    }

    /// `dates:`, a map of labels; `died` among them is the key `died`.
    fn dates(&mut self, facts: &mut ContactFacts) {
        let mut dates = Vec::new();
        let mut known: BTreeMap<String, u32> = BTreeMap::new();
        for pair in self.fields.nodes(Key::Dates).flat_map(pairs_within) {
            let Some(Found { value: text, spot }) = values::text(&pair.node) else { continue };
            if matches!(folded(&pair.key).as_ref(), "died" | "deceased") {
                if values::flag(&pair.node) != Flag::Absent {
                    facts.died = facts.died.or(Some(spot));
                }
                continue;
            }
            match read_yearly(text, self.order) {
                Ok(yearly) => {
                    let label = one_line(&pair.key);
                    let alike = known.entry(folded(&label).into_owned()).or_default();
                    dates.push(Labelled { label: label.into(), before: *alike, yearly, spot });
                    *alike += 1;
                }
                Err(fault) => self.date_problem(fault, spot, text, "this date is left out"),
            }
        }
        facts.dates = dates.into();
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

fn looks_dated(text: &str, order: Option<DateOrder>) -> bool {
    let year = text.trim();
    leading(text, order).is_some() || (year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
}
