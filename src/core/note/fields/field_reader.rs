//! From key-value pairs to what a note says of a contact: every value is read by
//! its key, and one that cannot be used is a problem of that value alone.

use super::keys::Key;
use super::values::{self, Flag};
use super::{Fields, date_problem, name};
use crate::core::address::Address;
use crate::core::date_text::yearly::read_yearly;
use crate::core::date_text::{DateFault, DateOrder, leading, read_date};
use crate::core::day::{Day, Yearly};
use crate::core::note::facts::{ContactFacts, Next};
use crate::core::note::front_matter::yaml::{Node, Value};
use crate::core::note::rare::{Rare, RareFacts};
use crate::core::note::report::{Report, words};
use crate::core::people::settings::Status;
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::{folded, one_line};
use crate::core::truth::is_off;

/// Reads values for one contact.
pub(crate) struct FieldReader<'a, 'b> {
    /// The values.
    pub(crate) fields: &'a Fields<'a>,
    /// How slashed dates are meant.
    pub(crate) order: Option<DateOrder>,
    /// The day it is read on: nobody is born after it.
    pub(crate) today: Day,
    /// Where problems go.
    pub(crate) report: &'a mut Report<'b>,
}

impl<'a> FieldReader<'a, '_> {
    /// Fills in all that is no setting.
    pub(crate) fn read(&mut self, facts: &mut ContactFacts) {
        let mut rare = RareFacts::default();
        self.name_shape();
        facts.aliases = self.list(Key::Aliases, values::names);
        facts.emails = self.emails();
        facts.phones = self.list(Key::Phone, values::labelled_items);
        facts.org = self.joined(Key::Org);
        facts.role = self.joined(Key::Role);
        facts.tags = self.tags();
        rare.relationship = self.joined(Key::Relationship);
        rare.interests = self.list(Key::Interests, values::items);
        rare.needs = self.list(Key::Needs, values::items);
        rare.offers = self.list(Key::Offers, values::items);
        facts.timezone = self.joined(Key::Timezone);
        rare.id = self.joined(Key::Id);
        facts.last_contact = self.latest_date(Key::LastContact);
        rare.next = self.next();
        rare.see_by = self.date(Key::SeeBy);
        facts.birthday = self.birthday();
        rare.met = self.met();
        rare.paused_until = self.day_ahead(Key::PausedUntil);
        rare.snooze = self.day_ahead(Key::Snooze);
        rare.sequence_start = self.date(Key::SequenceStart);
        facts.created = self.created();
        rare.died = self.flag(Key::Died, true);
        rare.private = self.flag(Key::Private, false).is_some();
        self.dates(&mut rare);
        facts.status = self.status(&mut rare);
        rare.died = rare.died.or_else(|| self.tagged_as_died(facts));
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

    /// Who has a list of names is called by none of them.
    fn name_shape(&mut self) {
        let Some(node) = self.fields.node(Key::Name) else { return };
        if matches!(node.value, Value::List(_)) && values::text(node).is_none() {
            self.unusable(Key::Name, node.spot, "write a single name; others go to `aliases`");
        }
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
        let mut emails: Vec<Found<Box<str>>> = Vec::new();
        if !self.fields.has(Key::Email) {
            return Box::default();
        }
        for found in self.fields.nodes(Key::Email).flat_map(values::labelled_items) {
            if values::is_unknown(&found.value) || emails.iter().any(|known| known.value == found.value) {
                continue;
            }
            if !Address::is(&found.value) {
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
            let value = found.value.trim();
            return (!values::is_unknown(value)).then_some(Found { value, spot: found.spot });
        }
        self.unusable(key, node.spot, "write a single value");
        None
    }

    /// A problem for a value whose shape a key does not take.
    pub(crate) fn unusable(&mut self, key: Key, spot: Spot, help: &str) {
        let message = match key {
            Key::Dates => "`dates` takes labels with dates".to_owned(),
            key => format!("`{}` takes one value", name(key)),
        };
        self.report.at(Code::UnusableValue, spot, "", words(message, help, "it is passed over"));
    }

    /// A date, or a problem that says why not.
    fn date(&mut self, key: Key) -> Option<Found<Day>> {
        let found = self.single(key)?;
        self.date_of(key, found)
    }

    /// A date until which somebody is put off.
    fn day_ahead(&mut self, key: Key) -> Option<Found<Day>> {
        let found = self.date(key)?;
        self.tell_if_far(key, found.value, found.spot);
        Some(found)
    }

    fn date_of(&mut self, key: Key, found: Found<&str>) -> Option<Found<Day>> {
        match read_date(values::of_alias(found.value), self.order) {
            Ok(day) => Some(Found { value: day, spot: found.spot }),
            Err(fault) => {
                self.date_problem(fault, found.spot, found.value, &format!("`{}` is left out", name(key)));
                None
            }
        }
    }

    /// Several last contacts may stand together, in a list or under several spellings: the latest counts.
    fn latest_date(&mut self, key: Key) -> Option<Found<Day>> {
        let fields = self.fields;
        let mut latest: Option<Found<Day>> = None;
        for node in fields.nodes(key) {
            let before = latest.take();
            latest = self.latest_of(key, node).into_iter().chain(before).max_by_key(|found| found.value);
        }
        latest
    }

    fn latest_of(&mut self, key: Key, node: &'a Node<'a>) -> Option<Found<Day>> {
        let says_something = |found: &Found<&str>| {
            !values::is_unknown(found.value) && !found.value.trim().eq_ignore_ascii_case("never")
        };
        if let Value::Map(_) = node.value {
            // Of `{date: …, how: call}` only the date is one.
            let dates = values::texts(node).filter_map(|found| {
                Some(Found { value: read_date(found.value, self.order).ok()?, spot: found.spot })
            });
            let latest = dates.max_by_key(|found| found.value);
            if latest.is_none() {
                self.unusable(key, node.spot, "write a date");
            }
            return latest;
        }
        let found = values::texts(node).filter(says_something);
        let found = found.map(|found| Found { value: found.value.trim(), spot: found.spot });
        found.filter_map(|found| self.date_of(key, found)).max_by_key(|found| found.value)
    }

    /// `created` is only told, and other programs write it in forms of their own: of what is no date in ours
    /// nothing is said, but one that no calendar has is a mistake.
    fn created(&mut self) -> Option<Day> {
        let found = self.fields.text(Key::Created)?;
        match read_date(found.value, self.order) {
            Ok(day) => Some(day),
            Err(fault @ DateFault::Impossible) => {
                self.date_problem(fault, found.spot, found.value, "`created` is left out");
                None
            }
            Err(DateFault::NotADate | DateFault::Ambiguous | DateFault::TwoDigitYear) => None,
        }
    }

    /// A problem for a text that is no date.
    pub(crate) fn date_problem(&mut self, fault: DateFault, spot: Spot, found: &str, effect: &str) {
        date_problem(self.report, fault, spot, found, effect);
    }

    pub(crate) fn yearly(&mut self, key: Key) -> Option<Found<Yearly>> {
        let found = self.single(key)?;
        match read_yearly(values::of_alias(found.value), self.order) {
            Ok(yearly) => Some(Found { value: yearly, spot: found.spot }),
            Err(fault) => {
                self.date_problem(fault, found.spot, found.value, &format!("`{}` is left out", name(key)));
                None
            }
        }
    }

    /// `2026-11-27 ask about the exam`: a date and what is said after it.
    pub(crate) fn dated_text(&mut self, key: Key) -> Option<Found<(Day, Option<Box<str>>)>> {
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
                let rest = found.value.get(date.length..).unwrap_or_default();
                let rest = crate::core::note::log::after_date::behind_date(rest, self.order);
                let text = one_line(rest.trim_start_matches(crate::core::note::body::line::is_separator));
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
        if is_off(first.value) {
            return Some(Found { value: Next::Never, spot: first.spot });
        }
        let found = self.dated_text(Key::Next)?;
        let (day, text) = found.value;
        self.tell_if_far(Key::Next, day, found.spot);
        Some(Found { value: Next::On(day, text), spot: found.spot })
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
                let day = leading(found, self.order).map(|date| date.day);
                let dated = dates_count && looks_dated(found, self.order);
                if !dated {
                    self.doubtful(key, spot, found);
                } else if let Some(Err(fault @ DateFault::Impossible)) = day {
                    let effect = format!("`{}` counts all the same", name(key));
                    self.date_problem(fault, spot, found, &effect);
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

    /// A tag that says that the person has died.
    fn tagged_as_died(&self, facts: &ContactFacts) -> Option<Spot> {
        let node = self.fields.node(Key::Tags)?;
        facts
            .tags
            .iter()
            .any(|tag| says_died(tag.strip_prefix("status/").unwrap_or(tag)))
            .then_some(node.spot)
    }

    fn status(&mut self, rare: &mut RareFacts) -> Option<Found<Status>> {
        if let Some(spot) = self.flag(Key::DoNotContact, false) {
            return Some(Found { value: Status::DoNotContact, spot });
        }
        let found = self.single(Key::Status)?;
        let plain = crate::core::note::body::links::unlinked(found.value);
        let plain = plain.trim_start_matches('#').trim();
        // `Closed - lost`: what follows is a remark.
        let first = [" - ", " – ", " — ", ":", ",", ";", "(", "/", "|"]
            .into_iter()
            .filter_map(|mark| plain.find(mark))
            .min()
            .map_or(plain, |end| plain.get(..end).unwrap_or(plain));
        if says_died(first) {
            rare.died = rare.died.or(Some(found.spot));
            return None;
        }
        let status = Status::read(plain).or_else(|| Status::read(first));
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
}

/// Whether a word says that the person has died.
fn says_died(word: &str) -> bool {
    matches!(folded(word).as_ref(), "deceased" | "died" | "dead" | "passedaway" | "verstorben")
}

fn looks_dated(text: &str, order: Option<DateOrder>) -> bool {
    // `March 2024`, `2024-03`, `2024`: what has a year.
    let mut numbers = text.split(|letter: char| !letter.is_ascii_digit());
    leading(text, order).is_some() || numbers.any(|number| number.len() == 4)
}
