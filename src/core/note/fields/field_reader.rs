//! Reads the facts about a contact from its fields. A value that cannot be used is a problem of its key
//! alone.

use super::keys::Key;
use super::values;
use super::{Fields, date_problem, name, one_text};
use crate::core::address::Address;
use crate::core::bytes::split_once_at;
use crate::core::date_text::{DateFault, leading, read_date};
use crate::core::day::Day;
use crate::core::note::body::line::is_separator;
use crate::core::note::body::links::unlinked;
use crate::core::note::facts::ContactFacts;
use crate::core::note::front_matter::yaml::{Node, Value};
use crate::core::note::log::dates::after_date::behind_date;
use crate::core::note::name::name_in;
use crate::core::note::rare::{Rare, RareFacts};
use crate::core::note::read::Reader;
use crate::core::note::report::{Report, words};
use crate::core::people::settings::Status;
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::{folded, has_year, one_line, unquoted};
use crate::core::truth::truth;
use std::collections::BTreeSet;

/// Quotes that may stand around a date: `"2026-11-27" ask about the exam`.
pub(super) const QUOTES: [char; 2] = ['"', '\''];

/// Reads the fields of one contact.
pub(crate) struct FieldReader<'a, 'b> {
    /// The fields.
    pub(crate) fields: &'a Fields<'a>,
    /// What reading a note needs from the configuration.
    pub(crate) reader: &'a Reader<'a>,
    /// Receives problems.
    pub(crate) report: &'a mut Report<'b>,
}

impl<'a> FieldReader<'a, '_> {
    /// Reads all keys that are not settings.
    pub(crate) fn read(&mut self, facts: &mut ContactFacts) {
        let mut rare = RareFacts::default();
        self.report_unread_names();
        facts.aliases = self.list(Key::Aliases, values::names);
        facts.emails = self.emails();
        facts.phones = self.list(Key::Phone, values::labelled_items);
        facts.org = self.joined(Key::Org);
        facts.role = self.joined(Key::Role);
        facts.tags = self.tags();
        rare.relationship = self.joined(Key::Relationship);
        rare.interests = self.described(Key::Interests);
        rare.needs = self.described(Key::Needs);
        rare.offers = self.described(Key::Offers);
        facts.timezone = self.joined(Key::Timezone);
        rare.id = self.joined(Key::Id);
        facts.last_contact = self.latest_date(Key::LastContact);
        rare.next = self.next();
        rare.see_by = self.date(Key::SeeBy);
        facts.birthday = self.birthday();
        rare.met = self.met();
        rare.paused_until = self.date_ahead(Key::PausedUntil);
        rare.snooze = self.date_ahead(Key::Snooze);
        rare.sequence_start = self.sequence_start();
        facts.created = self.created();
        rare.died = self.flag(Key::Died);
        rare.private = self.flag(Key::Private).is_some();
        self.dates(facts, &mut rare);
        facts.status = self.status(facts, &mut rare);
        rare.died = rare.died.or_else(|| self.tagged(facts, says_died));
        facts.rare = Rare::of(rare);
    }

    fn list<T>(&self, key: Key, read: impl Fn(&'a Node<'a>) -> T) -> Box<[Box<str>]>
    where
        T: Iterator<Item = Found<Box<str>>>,
    {
        if !self.fields.has(key) {
            return Box::default();
        }
        let says_nothing = if key == Key::Phone { values::is_unknown } else { values::is_no_word };
        let values = self.fields.nodes(key).flat_map(read).map(|found| found.value);
        values.filter(|value| !says_nothing(value)).collect()
    }

    /// Reads words that describe the person.
    fn described(&self, key: Key) -> Box<[Box<str>]> {
        let nodes = self.fields.written_values(key).map(|value| &value.pair.node);
        let found = nodes.flat_map(values::items_or_labels).map(|found| found.value);
        found.filter(|value| !value.is_empty() && !values::is_no_word(value)).collect()
    }

    /// Reports names that cannot be read, such as a list of them under `name`, which takes one.
    fn report_unread_names(&mut self) {
        let keys = [Key::Name, Key::FirstName, Key::LastName];
        let nodes = keys.into_iter().flat_map(|key| self.fields.nodes(key).map(move |node| (key, node)));
        for (key, node) in nodes.filter(|(key, node)| name_in(*key, node).is_none()) {
            self.report_unusable(key, node.spot, "write a single name; others go to `aliases`");
        }
    }

    fn tags(&self) -> Box<[Box<str>]> {
        let mut tags = self.fields.nodes(Key::Tags).map(values::tags_once);
        let mut all = tags.next().unwrap_or_default();
        all.extend(tags.flatten());
        all.into()
    }

    /// Reads a key as one text: links are replaced by what they show, list items joined with commas.
    fn joined(&self, key: Key) -> Option<Box<str>> {
        let node = self.fields.node(key)?;
        let mut joined = String::new();
        for found in values::texts(node).filter(|found| !values::is_no_word(found.value)) {
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
        let found = self.fields.nodes(Key::Email).flat_map(values::labelled_items);
        let mut emails: Vec<Found<Box<str>>> =
            found.filter(|found| !values::is_unknown(&found.value)).collect();
        if emails.len() > 1 {
            let mut known = BTreeSet::new();
            emails.retain(|found| known.insert(found.value.clone()));
        }
        for found in &emails {
            if !Address::is(&found.value) {
                let said = words(
                    format!("not an e-mail address: {}", quoted(&found.value)),
                    "write one address of ASCII letters with one `@`, such as `ada@home.example`",
                    "no message is addressed to it",
                );
                self.report.at(Code::BadEmail, found.spot, &found.value, said);
            }
        }
        emails.retain(|found| found.value.contains('@'));
        emails.into()
    }

    /// Reads the text of a key that takes one.
    pub(super) fn single(&mut self, key: Key) -> Option<Found<&'a str>> {
        self.single_of(key, self.fields.node(key)?)
    }

    pub(super) fn single_of(&mut self, key: Key, node: &'a Node<'a>) -> Option<Found<&'a str>> {
        let found = one_text(key, node, self.report)?;
        let value = found.value.trim();
        (!values::is_unknown(value)).then_some(Found { value, spot: found.spot })
    }

    /// Reports a value whose shape the key does not take.
    pub(super) fn report_unusable(&mut self, key: Key, spot: Spot, help: &str) {
        let message = match key {
            Key::Dates => "`dates` takes labels with dates".to_owned(),
            key => format!("`{}` takes one value", name(key)),
        };
        self.report.at(Code::UnusableValue, spot, "", words(message, help, "it is ignored"));
    }

    /// Reads a date, and reports a text that is not one.
    pub(super) fn date(&mut self, key: Key) -> Option<Found<Day>> {
        let found = self.single(key)?;
        self.date_of(key, found)
    }

    /// Reads a date until which the contact is put off.
    fn date_ahead(&mut self, key: Key) -> Option<Found<Day>> {
        let written = self.single(key)?;
        let found = self.date_of(key, written)?;
        self.report_if_far(key, found.value, written);
        Some(found)
    }

    pub(super) fn date_of(&mut self, key: Key, found: Found<&str>) -> Option<Found<Day>> {
        let day = read_date(found.value, self.reader.order());
        self.value_or_problem(key, found, day)
    }

    /// Returns the parsed value, or reports why the text is not a date.
    pub(super) fn value_or_problem<T>(
        &mut self,
        key: Key,
        found: Found<&str>,
        read: Result<T, DateFault>,
    ) -> Option<Found<T>> {
        match read {
            Ok(value) => Some(Found { value, spot: found.spot }),
            Err(fault) => {
                let effect = format!("`{}` is left out", name(key));
                date_problem(self.report, fault, found.spot, found.value, &effect);
                None
            }
        }
    }

    /// Reads the latest of several dates, which may be in a list or under several spellings.
    fn latest_date(&mut self, key: Key) -> Option<Found<Day>> {
        let fields = self.fields;
        let found = fields.nodes(key).filter_map(|node| self.latest_of(key, node));
        found.reduce(|latest, found| if found.value > latest.value { found } else { latest })
    }

    fn latest_of(&mut self, key: Key, node: &'a Node<'a>) -> Option<Found<Day>> {
        let says_something = |found: &Found<&str>| {
            !values::is_unknown(found.value) && !found.value.trim().eq_ignore_ascii_case("never")
        };
        if let Value::Map(_) = node.value {
            // Only the date of `{date: …, how: call}` is wanted.
            let dates = values::texts(node).filter_map(|found| {
                Some(Found { value: read_date(found.value, self.reader.order()).ok()?, spot: found.spot })
            });
            let latest = dates.max_by_key(|found| found.value);
            if latest.is_none() {
                self.report_unusable(key, node.spot, "write a date");
            }
            return latest;
        }
        let found = values::texts(node).filter(says_something);
        let found = found.map(|found| Found { value: found.value.trim(), spot: found.spot });
        found.filter_map(|found| self.date_before_text(key, found)).max_by_key(|found| found.value)
    }

    /// Reads `created`. It is only shown, and other programs have formats of their own, so a text that is not
    /// a date is ignored; only an impossible date is reported.
    fn created(&mut self) -> Option<Day> {
        let found = self.fields.text(Key::Created)?;
        match read_date(found.value, self.reader.order()) {
            Err(DateFault::NotADate | DateFault::Ambiguous | DateFault::TwoDigitYear) => None,
            read => self.value_or_problem(Key::Created, found, read).map(|day| day.value),
        }
    }

    /// Reads a date and the text after it: `2026-11-27 ask about the exam`.
    pub(super) fn dated_text_of(
        &mut self,
        key: Key,
        found: Found<&str>,
    ) -> Option<Found<(Day, Option<Box<str>>)>> {
        let Found { value, spot } = found;
        let value = unquoted(value);
        let start = value.trim_start_matches(QUOTES);
        let date = leading(start, self.reader.order());
        let cut = date.and_then(|date| start.split_at_checked(date.length));
        let (written, rest) = cut.map_or((value, ""), |(date, rest)| (date, rest.trim_start_matches(QUOTES)));
        let day = date.map_or(Err(DateFault::NotADate), |date| date.day);
        let day = self.value_or_problem(key, Found { value: written, spot }, day)?.value;
        let words = behind_date(rest, self.reader.order()).trim_start_matches(is_separator);
        Some(Found { value: (day, line_of(words)), spot })
    }

    /// Returns the position of a yes-or-no key that is set. For `died`, a date means yes.
    fn flag(&mut self, key: Key) -> Option<Spot> {
        let node = self.fields.node(key)?;
        let Found { value, spot } = values::first_text(node)?;
        match truth(value) {
            Some(false) => return None,
            Some(true) => return Some(node.spot),
            None => {}
        }
        let day = leading(value, self.reader.order()).map(|date| date.day);
        // A month or year such as `March 2024`, `2024-03` or `2024` is enough.
        if key != Key::Died || (day.is_none() && !has_year(value)) {
            let message = format!("`{}` is neither yes nor no: {}", name(key), quoted(value));
            let said = words(message, "write `true` or `false`", "it counts as `true`");
            self.report.at(Code::DoubtfulFlag, spot, value, said);
        } else if let Some(Err(fault @ DateFault::Impossible)) = day {
            date_problem(self.report, fault, spot, value, "`died` counts all the same");
        } else if let Some(Ok(day)) = day
            && day > self.reader.today
        {
            let message = format!("`died` names a day to come: {}", quoted(value));
            let said = words(message, "correct the date", "`died` counts all the same");
            self.report.at(Code::UnlikelyDate, spot, value, said);
        }
        Some(spot)
    }

    /// Returns the position of the tags if one says something about the person.
    fn tagged(&self, facts: &ContactFacts, says_so: impl Fn(&str) -> bool) -> Option<Spot> {
        let node = self.fields.node(Key::Tags)?;
        facts.tags.iter().any(|tag| says_so(about_person(tag))).then_some(node.spot)
    }

    fn status(&mut self, facts: &ContactFacts, rare: &mut RareFacts) -> Option<Found<Status>> {
        // `dnc` alone may mean something else.
        let is_refusal = |tag: &str| folded(tag) == "donotcontact";
        let refused = self.flag(Key::DoNotContact).or_else(|| self.tagged(facts, is_refusal));
        if let Some(spot) = refused {
            return Some(Found { value: Status::DoNotContact, spot });
        }
        let node = self.fields.node(Key::Status)?;
        let found = one_text(Key::Status, node, self.report)?;
        let mut strictest: Option<Found<Status>> = None;
        for Found { value, spot } in values::texts(node) {
            let plain = unlinked(value);
            let plain = unadorned(&plain);
            let words = before_remark(plain).split([',', ';']);
            for word in std::iter::once(plain).chain(words) {
                if says_died(word) {
                    rare.died = rare.died.or(Some(spot));
                }
                let read = Status::read(word).map(|value| Found { value, spot });
                strictest = strictest.into_iter().chain(read).max_by_key(|found| found.value);
            }
        }
        if strictest.is_none() && rare.died.is_none() && !values::is_unknown(found.value) {
            let said = words(
                format!("not a status: {}", quoted(found.value)),
                "use active, paused, dormant, inactive, closed, archived or do-not-contact",
                "the contact is active",
            );
            self.report.at(Code::UnknownStatus, found.spot, found.value, said);
        }
        strictest
    }
}

/// Returns a status without the emoji, signs and numbers around it: `🔴 Inactive`, `3 - closed`, `died 2021`.
pub(in crate::core::note) fn unadorned(status: &str) -> &str {
    let words = status.trim_matches(|letter: char| !letter.is_alphabetic());
    if words.is_empty() { status } else { words }
}

/// A status without the remark behind it: `Closed - lost`.
fn before_remark(status: &str) -> &str {
    let marks = [" - ", " – ", " — ", ":", "(", "/", "|"];
    let end = marks.into_iter().filter_map(|mark| status.find(mark)).min();
    end.and_then(|end| status.get(..end)).unwrap_or(status)
}

/// Returns a tag without the part that says that it is about the person: `status/deceased`, `person/deceased`.
pub(in crate::core::note) fn about_person(tag: &str) -> &str {
    let is_about = |above: &str| matches!(above, "status" | "person" | "people" | "contact" | "contacts");
    let below = split_once_at(tag, b'/').filter(|(above, _)| is_about(folded(above).as_ref()));
    below.map_or(tag, |(_, below)| below)
}

/// Returns the key that a status stands for if it says that the person died or is not to be contacted.
pub(in crate::core) fn key_of_status(status: &str) -> Option<Key> {
    let status = unadorned(before_remark(status.trim())).trim();
    match Status::read(status) {
        Some(Status::DoNotContact) => Some(Key::DoNotContact),
        _ => says_died(status).then_some(Key::Died),
    }
}

/// Whether a word says that the person died.
pub(in crate::core::note) fn says_died(word: &str) -> bool {
    matches!(folded(word).as_ref(), "deceased" | "died" | "dead" | "passedaway" | "verstorben")
}

/// Returns a text on one line, or `None` if it is empty.
pub(super) fn line_of(text: &str) -> Option<Box<str>> {
    let text = one_line(text);
    (!text.is_empty()).then(|| text.into())
}
