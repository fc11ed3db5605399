//! The fields of a note by key, from its front matter and its text.

pub(crate) mod about_note;
pub(super) mod about_whom;
pub(crate) mod dated_fields;
pub mod fallback;
pub(crate) mod field_reader;
mod in_entry;
pub mod keys;
pub(in crate::core) mod next_step;
pub mod note_settings;
pub(crate) mod owner;
mod plain_lines;
mod two_values;
pub mod values;
mod written_pairs;

use self::fallback::FromText;
use self::keys::{FURTHER_VALUE, Key, KeySet, KeyTable, ROWS, Row};
use super::front_matter::yaml::{Node, Pair, Value};
use super::report::{Report, words};
use crate::core::date_text::DateFault;
use crate::core::place::{Found, Spot};
use crate::core::problem::{Code, quoted};
use crate::core::text::{fold, folded, has_year};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The pairs of a note by key. Pairs of the body are used only for keys that the front matter lacks.
#[derive(Debug, Default)]
pub struct Fields<'a> {
    /// Pairs with known keys, sorted by the rank of their spelling.
    known: Vec<Field<'a>>,
    /// Set of the known keys. Most keys that are looked up are not in the note, and the set rules them out
    /// quickly.
    keys: KeySet,
    /// Pairs with unknown keys.
    pub unknown: Vec<Pair<'a>>,
    /// Pairs of the body that are probably about somebody or something else, and do not count.
    pub set_aside: Vec<(Key, Pair<'a>)>,
}

/// A pair with a known key.
#[derive(Debug)]
pub struct Field<'a> {
    /// The key.
    pub key: Key,
    /// The rank of its spelling.
    rank: usize,
    /// Position among the known pairs of the front matter, or among those of the body.
    place: usize,
    /// The pair as written.
    pub pair: Pair<'a>,
}

impl<'a> Fields<'a> {
    /// Sorts the pairs of the front matter. If a key appears twice the later pair wins, and the key is
    /// reported.
    pub fn of_front_matter(pairs: Vec<Pair<'a>>, table: &KeyTable, report: &mut Report<'_>) -> Fields<'a> {
        let mut fields = Fields { known: Vec::with_capacity(pairs.len()), ..Fields::default() };
        let mut places = Places { ours: Vec::with_capacity(pairs.len()), ..Places::default() };
        for pair in pairs {
            report_odd_space(&pair, report);
            let folded = folded_key(&pair.key);
            let known = table.find_folded(&folded);
            let next = if known.is_some() { fields.known.len() } else { fields.unknown.len() };
            match (places.earlier(folded, known, next), known) {
                (None, Some((key, rank))) => fields.known.push(Field { key, rank, place: next, pair }),
                (None, None) => fields.unknown.push(pair),
                (Some(place), known) => {
                    let earlier = match known {
                        Some(_) => fields.known.get_mut(place).map(|field| &mut field.pair),
                        None => fields.unknown.get_mut(place),
                    };
                    if let Some(earlier) = earlier {
                        replace(earlier, pair, known.map(|(key, _)| key), report);
                    }
                }
            }
        }
        fields.known.retain(|field| !is_absent(field.key, &field.pair));
        fields.known.iter().for_each(|field| fields.keys.insert(field.key));
        fields.known.sort_by_key(|value| value.rank);
        fields
    }

    /// Adds the pairs of the body whose keys the front matter lacks.
    pub fn add_fallbacks(&mut self, said: FromText<'a>) {
        let FromText { mut fields, set_aside } = said;
        self.set_aside = set_aside;
        fields.retain(|field| !values::is_empty(&field.pair.node) && !is_absent(field.key, &field.pair));
        if fields.is_empty() {
            return;
        }
        let mut in_text = KeySet::default();
        fields.iter().for_each(|field| in_text.insert(field.key));
        // Checked once for each key, not for each pair, as each check searches the known pairs.
        let mut silent = KeySet::default();
        for Row { key, .. } in ROWS {
            if in_text.holds(*key) && !self.has(*key) {
                silent.insert(*key);
                self.keys.insert(*key);
            }
        }
        self.known.retain(|value| !silent.holds(value.key));
        self.known.extend(fields.into_iter().filter(|value| silent.holds(value.key)));
        self.known.sort_by_key(|value| value.rank);
    }

    /// Whether a key has a value.
    pub fn has(&self, key: Key) -> bool {
        self.values(key).next().is_some()
    }

    /// Returns the pairs of a key that have a value, our spelling first.
    fn values(&self, key: Key) -> impl Iterator<Item = &Field<'a>> + Clone {
        self.written_values(key).filter(|value| !values::is_empty(&value.pair.node))
    }

    /// As [`Fields::values`], with those that hold nothing, or only labels.
    fn written_values(&self, key: Key) -> impl Iterator<Item = &Field<'a>> + Clone {
        let known = if self.keys.holds(key) { self.known.as_slice() } else { &[] };
        known.iter().filter(move |value| value.key == key)
    }

    /// Returns the nodes of a key that are not empty, our spelling first.
    pub fn nodes(&self, key: Key) -> impl Iterator<Item = &Node<'a>> {
        self.values(key).map(|value| &value.pair.node)
    }

    /// Returns the first of the [`Fields::nodes`] of a key.
    pub fn node(&self, key: Key) -> Option<&Node<'a>> {
        self.nodes(key).next()
    }

    /// Returns the first node of a key that is a single text.
    pub fn text(&self, key: Key) -> Option<Found<&str>> {
        self.nodes(key).find_map(values::text)
    }

    /// Returns the spelling of a key that comes first in the note.
    pub fn written(&self, key: Key) -> Option<&str> {
        self.values(key).min_by_key(|value| value.place).map(|value| &*value.pair.key)
    }

    /// Returns the spellings of a key with their values, ours first.
    pub fn spellings(&self, key: Key) -> impl Iterator<Item = (&str, &Node<'a>)> {
        self.values(key).map(|value| (&*value.pair.key, &value.pair.node))
    }

    /// Whether a key has a value under a spelling that `fits`.
    pub fn is_written(&self, key: Key, fits: impl Fn(&str) -> bool) -> bool {
        self.values(key).any(|value| fits(&value.pair.key))
    }

    /// Returns the position of a key and its first text, where the key first appears in the note.
    pub fn first(&self, key: Key) -> Option<(Spot, Found<&str>)> {
        let said = self.values(key).filter_map(|value| Some((value, values::first_text(&value.pair.node)?)));
        said.min_by_key(|(value, _)| value.place).map(|(value, text)| (value.pair.key_spot, text))
    }

    /// Returns every text of every known key.
    pub fn all_texts(&self) -> impl Iterator<Item = (Key, Found<&str>)> {
        let known = self.known.iter();
        known.flat_map(|value| values::texts(&value.pair.node).map(|found| (value.key, found)))
    }

    /// Returns every text of a key.
    pub fn texts(&self, key: Key) -> impl Iterator<Item = Found<&str>> {
        self.nodes(key).flat_map(values::texts)
    }
}

/// Whether a pair counts as absent. A tag may be called `unknown`, and of keys that protect a person every
/// value counts that is not clearly a no.
fn is_absent(key: Key, pair: &Pair<'_>) -> bool {
    values::is_absent(&pair.node) && !matches!(key, Key::Tags | Key::Died | Key::DoNotContact | Key::Private)
}

fn folded_key<'a>(key: &Cow<'a, str>) -> Cow<'a, str> {
    match key {
        Cow::Borrowed(key) => folded(key),
        Cow::Owned(key) => Cow::Owned(fold(key)),
    }
}

fn report_odd_space(pair: &Pair<'_>, report: &mut Report<'_>) {
    if pair.key.is_ascii() || !pair.key.contains(['\u{a0}', '\u{200b}', '\u{feff}', '\u{202f}']) {
        return;
    }
    let said = words(
        format!("key {} contains a character that looks like a space", quoted(&pair.key)),
        "type the key again with ordinary spaces",
        "it is read as an ordinary space",
    );
    report.at(Code::OddSpace, pair.key_spot, &pair.key, said);
}

/// Where the keys of a note are among its pairs.
#[derive(Default)]
struct Places<'a> {
    /// Those of our table, by key and rank. They are few, so a list is searched faster than a map.
    ours: Vec<((Key, usize), usize)>,
    /// All others, of which there may be any number. One rank stands for many further values.
    others: BTreeMap<Cow<'a, str>, usize>,
}

impl<'a> Places<'a> {
    /// Returns the place of an earlier pair with the same key, or adds the key at the next place.
    fn earlier(&mut self, folded: Cow<'a, str>, known: Option<(Key, usize)>, next: usize) -> Option<usize> {
        let Some(own) = known.filter(|(_, rank)| *rank < FURTHER_VALUE) else {
            return match self.others.entry(folded) {
                Entry::Occupied(place) => Some(*place.get()),
                Entry::Vacant(place) => {
                    place.insert(next);
                    None
                }
            };
        };
        let found = self.ours.iter().find(|(known, _)| *known == own).map(|(_, place)| *place);
        if found.is_none() {
            self.ours.push((own, next));
        }
        found
    }
}

/// Replaces the earlier pair with the same key. An empty value is the same as no key, so it takes nothing from the
/// other one.
fn replace<'a>(earlier: &mut Pair<'a>, pair: Pair<'a>, known: Option<Key>, report: &mut Report<'_>) {
    let says_something =
        |pair: &Pair<'_>| !values::is_empty(&pair.node) && !known.is_some_and(|key| is_absent(key, pair));
    match (says_something(earlier), says_something(&pair)) {
        (true, true) => {
            report_doubled(&pair, earlier, report);
            *earlier = pair;
        }
        (true, false) => {}
        (false, _) => *earlier = pair,
    }
}

fn report_doubled(pair: &Pair<'_>, earlier: &Pair<'_>, report: &mut Report<'_>) {
    let key = pair.key.trim();
    let said = words(
        format!("key `{key}` appears twice, also on line {}", earlier.key_spot.line),
        "keep one of them",
        "the later one counts",
    );
    report.at(Code::DoubledKey, pair.key_spot, key, said);
}

/// Returns our spelling of a key.
pub fn name(key: Key) -> &'static str {
    ROWS.get(key as usize).map_or("", |row| row.ours)
}

/// Returns the text of a key that takes one, and reports any other shape. Of several texts that say something the
/// first counts, which is not reported for `channel`, where they are an order of preference.
pub fn one_text<'n>(key: Key, node: &'n Node<'_>, report: &mut Report<'_>) -> Option<Found<&'n str>> {
    if let Some(found) = values::text(node) {
        return Some(found);
    }
    let texts = matches!(node.value, Value::List(_)).then(|| values::texts(node));
    let mut said = texts.into_iter().flatten().filter(|found| !values::is_unknown(found.value));
    let first = said.next();
    if first.is_some() && said.next().is_none() {
        return first;
    }
    if first.is_none() || key != Key::Channel {
        let effect = match key {
            _ if first.is_none() => "it is ignored",
            Key::Status => "the strictest counts",
            _ => "the first counts",
        };
        let said = words(format!("`{}` takes one value", name(key)), "write a single value", effect);
        report.at(Code::UnusableValue, node.spot, "", said);
    }
    first
}

/// Reports a text that is not a date.
pub fn date_problem(report: &mut Report<'_>, fault: DateFault, spot: Spot, found: &str, effect: &str) {
    let (message, help) = match fault {
        DateFault::NotADate => ("not a date", "write it as `2026-11-02`"),
        DateFault::Impossible => ("this date does not exist", "write a day that exists"),
        DateFault::Ambiguous => (
            "could be day first or month first",
            match has_year(found) {
                true => "write it as `2026-11-02`, or set `date-order: dmy` or `mdy` in followup.yaml",
                false => {
                    "write the month first, as in `11-02`, or set `date-order: dmy` or `mdy` in followup.yaml"
                }
            },
        ),
        DateFault::TwoDigitYear => ("the year has two digits", "write all four digits of the year"),
    };
    report.at(Code::from(fault), spot, found, words(format!("{message}: {}", quoted(found)), help, effect));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::place::NotePath;

    #[test]
    fn our_spelling_wins_and_the_first_written_is_reported() {
        let text = "mail: a\nemail: b\nmail address: c\nmail: d\n";
        let table = KeyTable::new(&BTreeMap::new());
        let path = NotePath::new("Ada.md");
        let mut report = Report::new(&path, text);
        let Ok(Node { value: Value::Map(pairs), .. }) =
            crate::core::note::front_matter::yaml::parse_events(text, 2)
        else {
            panic!("no map");
        };
        let fields = Fields::of_front_matter(pairs, &table, &mut report);
        let values: Vec<&str> = fields.texts(Key::Email).map(|found| found.value).collect();
        assert_eq!(values, ["b", "d"], "`mail` stands twice, and the later one counts");
        assert_eq!(fields.written(Key::Email), Some("mail"));
        assert_eq!(fields.first(Key::Email).map(|(_, found)| found.value), Some("d"));
    }
}
