//! From key-value pairs to what a note says of a contact: every value is read by
//! its key, and one that cannot be used is a problem of that value alone.

use super::facts::{ContactFacts, Labelled, Met, Next};
use super::keys::{Key, KeyTable};
use super::report::{Report, words};
use super::values::{self, Flag};
use super::yaml::{Node, Pair, Value};
use crate::core::date_text::{DateFault, DateOrder, leading, read_date, read_yearly};
use crate::core::day::{Day, Yearly};
use crate::core::people::settings::Status;
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::{fold, one_line};
use std::collections::{BTreeMap, btree_map};

/// The pairs of a note by key, front matter before the fallbacks of the body.
#[derive(Debug, Default)]
pub struct Fields {
    /// The values of each key, in the order of the note.
    by_key: BTreeMap<Key, Vec<Entered>>,
    /// Pairs with keys we do not know.
    pub unknown: Vec<Pair>,
}

/// A value with its spelling's rank and key.
#[derive(Debug)]
struct Entered {
    rank: usize,
    written: String,
    key_spot: Spot,
    node: Node,
}

impl Fields {
    /// Sorts the pairs of the front matter; a key that stands twice is reported, the later wins.
    pub fn of_front_matter(pairs: Vec<Pair>, table: &KeyTable, report: &mut Report<'_>) -> Fields {
        let mut fields = Fields::default();
        for pair in without_doubles(pairs, report) {
            fields.add(pair, table);
        }
        fields
    }

    fn add(&mut self, pair: Pair, table: &KeyTable) {
        match table.find(&pair.key) {
            Some((key, rank)) => {
                let value = Entered { rank, written: pair.key, key_spot: pair.key_spot, node: pair.node };
                self.by_key.entry(key).or_default().push(value);
            }
            None => self.unknown.push(pair),
        }
    }

    /// Adds what the body says, for the keys on which the front matter is silent.
    pub fn add_fallbacks(&mut self, pairs: Vec<Pair>, table: &KeyTable) {
        let mut fallback = Fields::default();
        for pair in pairs {
            if !values::is_empty(&pair.node) {
                fallback.add(pair, table);
            }
        }
        for (key, found) in fallback.by_key {
            if !self.has(key) {
                self.by_key.insert(key, found);
            }
        }
    }

    /// Whether a key holds anything.
    pub fn has(&self, key: Key) -> bool {
        self.nodes(key).next().is_some()
    }

    /// The nodes of a key that hold something, our spelling first.
    pub fn nodes(&self, key: Key) -> impl Iterator<Item = &Node> {
        let found = self.by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
        // Nearly every key has one value, and then there is nothing to put in order.
        let (in_order, mut others) = if found.is_sorted_by_key(|value| value.rank) {
            (found, vec![])
        } else {
            (&[][..], found.iter().collect())
        };
        others.sort_by_key(|value: &&Entered| value.rank);
        in_order.iter().chain(others).map(|value| &value.node).filter(|node| !values::is_empty(node))
    }

    /// The spelling that a key was found under, for saying what marked a note.
    pub fn written(&self, key: Key) -> Option<&str> {
        let found = self.by_key.get(&key)?;
        found.iter().find(|value| !values::is_empty(&value.node)).map(|value| value.written.as_str())
    }

    /// The spelling and place of the key, if it is one whose value is a text.
    pub fn first(&self, key: Key) -> Option<(Spot, Found<&str>)> {
        let found = self.by_key.get(&key)?;
        found.iter().find_map(|value| Some((value.key_spot, values::texts(&value.node).into_iter().next()?)))
    }

    /// Whether the value of any key is, or holds, a text that `fits`.
    pub fn any_text(&self, fits: fn(&str) -> bool) -> bool {
        self.by_key.values().flatten().any(|value| value.node.any_text(fits))
    }

    /// Every text of a key.
    pub fn texts(&self, key: Key) -> Vec<Found<&str>> {
        self.nodes(key).flat_map(values::texts).collect()
    }
}

/// Keys compared folded: of two alike the later counts, with a warning.
fn without_doubles(pairs: Vec<Pair>, report: &mut Report<'_>) -> Vec<Pair> {
    let mut kept: Vec<Pair> = Vec::with_capacity(pairs.len());
    // A tree: most notes have about ten keys.
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for pair in pairs {
        if !pair.key.is_ascii() && pair.key.contains(['\u{a0}', '\u{200b}', '\u{feff}', '\u{202f}']) {
            report.at(
                Code::OddSpace,
                pair.key_spot,
                &pair.key,
                words(
                    format!("key {} holds a character that looks like a blank", quoted(&pair.key)),
                    "type the key again with ordinary blanks",
                    "it is read as an ordinary blank",
                ),
            );
        }
        match places.entry(fold(&pair.key)) {
            btree_map::Entry::Vacant(place) => {
                place.insert(kept.len());
                kept.push(pair);
            }
            btree_map::Entry::Occupied(place) => {
                let key = pair.key.trim().to_owned();
                let Some(earlier) = kept.get_mut(*place.get()) else { continue };
                let earlier = std::mem::replace(earlier, pair);
                let spot = kept.get(*place.get()).map_or(earlier.key_spot, |pair| pair.key_spot);
                report.at(
                    Code::DoubledKey,
                    spot,
                    &key,
                    words(
                        format!("key `{key}` stands twice, on line {} too", earlier.key_spot.line),
                        "keep one of them",
                        "the later one counts",
                    ),
                );
            }
        }
    }
    kept
}

/// Reads values for one contact.
pub struct FieldReader<'a, 'b> {
    /// The values.
    pub fields: &'a Fields,
    /// How slashed dates are meant.
    pub order: Option<DateOrder>,
    /// Where problems go.
    pub report: &'a mut Report<'b>,
}

impl FieldReader<'_, '_> {
    /// Fills in all that is no setting.
    pub fn read(&mut self, facts: &mut ContactFacts) {
        facts.aliases = self.list(Key::Aliases);
        facts.emails = self.emails();
        facts.phones = self.nodes_of(Key::Phone, values::labelled_items).map(|found| found.value).collect();
        facts.org = self.joined(Key::Org);
        facts.role = self.joined(Key::Role);
        facts.tags = self.fields.nodes(Key::Tags).flat_map(values::tags).collect();
        facts.relationship = self.joined(Key::Relationship);
        facts.interests = self.list(Key::Interests);
        facts.needs = self.list(Key::Needs);
        facts.offers = self.list(Key::Offers);
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

    fn nodes_of<'n, T: 'n>(
        &'n self,
        key: Key,
        read: impl Fn(&Node) -> Vec<T> + 'n,
    ) -> impl Iterator<Item = T> + 'n {
        self.fields.nodes(key).flat_map(read)
    }

    fn list(&self, key: Key) -> Box<[Box<str>]> {
        self.nodes_of(key, values::items).map(|found| found.value).collect()
    }

    /// One text; links are unwrapped, lists joined with commas.
    fn joined(&self, key: Key) -> Option<Box<str>> {
        let node = self.fields.nodes(key).next()?;
        let parts: Vec<String> =
            values::texts(node).iter().map(|found| one_line(&super::links::unlinked(found.value))).collect();
        let joined = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(", ");
        (!joined.is_empty()).then(|| joined.into())
    }

    fn emails(&mut self) -> Box<[Found<Box<str>>]> {
        let mut emails: Vec<Found<Box<str>>> = Vec::new();
        for found in self.nodes_of(Key::Email, values::labelled_items).collect::<Vec<_>>() {
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
    fn single(&mut self, key: Key) -> Option<Found<String>> {
        let node = self.fields.nodes(key).next()?;
        if let Some(found) = values::text(node) {
            return Some(Found { value: found.value.trim().to_owned(), spot: found.spot });
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
        self.date_of(key, &found)
    }

    fn date_of(&mut self, key: Key, found: &Found<String>) -> Option<Found<Day>> {
        match read_date(&found.value, self.order) {
            Ok(day) => Some(Found { value: day, spot: found.spot }),
            Err(fault) => {
                self.date_problem(fault, found.spot, &found.value, &format!("`{}` is left out", name(key)));
                None
            }
        }
    }

    /// Several spellings of a last contact may stand together: the latest counts.
    fn latest_date(&mut self, key: Key) -> Option<Found<Day>> {
        let found: Vec<Found<String>> = self
            .fields
            .nodes(key)
            .filter_map(values::text)
            .map(|found| Found { value: found.value.trim().to_owned(), spot: found.spot })
            .collect();
        found.iter().filter_map(|found| self.date_of(key, found)).max_by_key(|found| found.value)
    }

    /// `created` is only told: a value that is no date costs nothing and says nothing.
    fn created(&self) -> Option<Day> {
        let node = self.fields.nodes(Key::Created).next()?;
        read_date(values::text(node)?.value, self.order).ok()
    }

    /// A problem for a text that is no date.
    pub fn date_problem(&mut self, fault: DateFault, spot: Spot, found: &str, effect: &str) {
        date_problem(self.report, fault, spot, found, effect);
    }

    fn yearly(&mut self, key: Key) -> Option<Found<Yearly>> {
        let found = self.single(key)?;
        match read_yearly(&found.value, self.order) {
            Ok(yearly) => Some(Found { value: yearly, spot: found.spot }),
            Err(fault) => {
                self.date_problem(fault, found.spot, &found.value, &format!("`{}` is left out", name(key)));
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
                &found.value,
                &format!("`{}` is left out", name(key)),
            );
            return None;
        };
        let written = found.value.get(..date.length).unwrap_or(&found.value).to_owned();
        match date.day {
            Ok(day) => {
                let rest =
                    crate::core::date_text::skip_time(found.value.get(date.length..).unwrap_or_default());
                let text = one_line(rest.trim_start_matches(super::line::is_separator));
                let text = (!text.is_empty()).then(|| text.into());
                Some(Found { value: (day, text), spot: found.spot })
            }
            Err(fault) => {
                self.date_problem(fault, found.spot, &written, &format!("`{}` is left out", name(key)));
                None
            }
        }
    }

    fn next(&mut self) -> Option<Found<Next>> {
        let (_, first) = self.fields.first(Key::Next)?;
        if matches!(fold(first.value).as_str(), "never" | "off" | "none" | "no") {
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
        let node = self.fields.nodes(key).next()?;
        let spot = node.spot;
        match values::flag(node) {
            Flag::Absent => None,
            Flag::Set => Some(spot),
            Flag::Doubtful(spot) => {
                let found =
                    values::texts(node).first().map(|found| found.value.to_owned()).unwrap_or_default();
                let dated = dates_count && looks_dated(&found, self.order);
                if !dated {
                    self.doubtful(key, spot, &found);
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
        let status = Status::read(super::links::unlinked(&found.value).trim_start_matches('#'));
        if status.is_none() {
            self.report.at(
                Code::UnknownStatus,
                found.spot,
                &found.value,
                words(
                    format!("not a status: {}", quoted(&found.value)),
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
        let pairs: Vec<Pair> = self.fields.nodes(Key::Dates).flat_map(pairs_within).cloned().collect();
        for pair in pairs {
            let Some(found) = values::text(&pair.node) else { continue };
            let (text, spot) = (found.value.to_owned(), found.spot);
            if matches!(fold(&pair.key).as_str(), "died" | "deceased") {
                if values::flag(&pair.node) != Flag::Absent {
                    facts.died = facts.died.or(Some(spot));
                }
                continue;
            }
            match read_yearly(&text, self.order) {
                Ok(yearly) => dates.push(Labelled { label: one_line(&pair.key).into(), yearly, spot }),
                Err(fault) => self.date_problem(fault, spot, &text, "this date is left out"),
            }
        }
        facts.dates = dates.into();
    }
}

/// The pairs of a map, or of the maps in a list.
fn pairs_within(node: &Node) -> Vec<&Pair> {
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

/// Our spelling of a key.
pub fn name(key: Key) -> &'static str {
    super::keys::ROWS.iter().find(|row| row.key == key).map_or("", |row| row.ours)
}

/// Says why a text is no date.
pub fn date_problem(report: &mut Report<'_>, fault: DateFault, spot: Spot, found: &str, effect: &str) {
    let (code, message, help) = match fault {
        DateFault::NotADate => (Code::BadDate, "not a date", "write it as `2026-11-02`"),
        DateFault::Impossible => {
            (Code::ImpossibleDate, "no calendar has this date", "write a day that exists")
        }
        DateFault::Ambiguous => (
            Code::AmbiguousDate,
            "day and month could be exchanged",
            "write it as `2026-11-02`, or set `date-order: dmy` or `mdy` in followup.yaml",
        ),
        DateFault::TwoDigitYear => {
            (Code::TwoDigitYear, "the century is open", "write all four digits of the year")
        }
    };
    report.at(code, spot, found, words(format!("{message}: {}", quoted(found)), help, effect));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::place::NotePath;

    #[test]
    fn our_spelling_counts_first_and_the_first_written_is_told() {
        let text = "mail: a\nemail: b\nmail address: c\nmail: d\n";
        let table = KeyTable::new(&BTreeMap::new());
        let path = NotePath::new("Ada.md");
        let mut report = Report::new(&path, text);
        let Ok(Node { value: Value::Map(pairs), .. }) = super::super::yaml::parse_events(text, 2) else {
            panic!("no map");
        };
        let fields = Fields::of_front_matter(pairs, &table, &mut report);
        let values: Vec<&str> = fields.texts(Key::Email).iter().map(|found| found.value).collect();
        assert_eq!(values, ["b", "d"], "`mail` stands twice, and the later one counts");
        assert_eq!(fields.written(Key::Email), Some("mail"));
        assert_eq!(fields.first(Key::Email).map(|(_, found)| found.value), Some("d"));
    }
}
