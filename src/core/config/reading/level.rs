//! The keys of a map in the file, each listed once with its value and its reader. The same list reads the
//! file, shows the values, and gives the known keys for problems.

use super::values::{Reading, update};
use crate::core::config::shown::{Show, Shown};
use crate::core::config::tree::{Node, Pair, Value};
use crate::core::text::fold;

/// A type that a map of the file is read into.
pub(super) trait Level: Clone {
    /// The name of the map in problems.
    const NAME: &'static str;
    /// Whether keys without a value are left out when the level is shown.
    const OMITS_EMPTY: bool = false;

    /// Visits all keys, in the order of the design.
    fn keys(&mut self, pass: &mut Pass<'_, '_>);
}

/// A key, one line about it (empty below the first level), and its value.
pub(in crate::core::config) type ShownKey = (&'static str, &'static str, Shown);

/// Returns the value of a node, or reports what is wrong with it.
type Read<'t, T> = fn(&mut Reading<'t>, &Node) -> Option<T>;

/// A visit to all keys of a level, which either reads or shows their values.
pub(super) struct Pass<'p, 't> {
    /// The map to read from; `None` to show the values.
    file: Option<(&'p [Pair], &'p mut Reading<'t>)>,
    about: &'static str,
    keys: Vec<ShownKey>,
}

impl<'t> Pass<'_, 't> {
    /// Sets the line about the next key.
    pub(super) fn about(&mut self, line: &'static str) {
        self.about = line;
    }

    /// Visits a key that `read` reads into `target` and `show` shows. Keys are compared folded, and an empty
    /// value counts as an absent key.
    pub(super) fn at<T>(
        &mut self,
        key: &'static str,
        target: &mut T,
        read: impl Fn(&mut T, &Node, &mut Reading<'t>),
        show: impl Fn(&T) -> Shown,
    ) {
        let shown = match &mut self.file {
            Some((pairs, reading)) => {
                let folded = fold(key);
                for Pair { key, node, .. } in pairs.iter() {
                    if fold(key) == folded && node.value != Value::Null {
                        read(target, node, reading);
                    }
                }
                Shown::Null
            }
            None => show(target),
        };
        self.keys.push((key, std::mem::take(&mut self.about), shown));
    }

    /// Visits a key with a value; one that cannot be read leaves the default.
    pub(super) fn key<T: Show>(&mut self, key: &'static str, slot: &mut T, read: Read<'t, T>) {
        self.at(key, slot, |slot, node, reading| update(slot, read(reading, node)), Show::shown);
    }

    /// Visits a key with an optional value.
    pub(super) fn maybe<T: Show>(&mut self, key: &'static str, slot: &mut Option<T>, read: Read<'t, T>) {
        self.at(key, slot, |slot, node, reading| *slot = read(reading, node), Show::shown);
    }

    /// Visits a key with one value or a list of them.
    pub(super) fn list<T: Show>(&mut self, key: &'static str, slot: &mut Vec<T>, read: Read<'t, T>) {
        self.at(key, slot, |slot, node, reading| *slot = reading.list(node, read), Show::shown);
    }

    /// As [`Pass::list`], but an empty list is a problem.
    pub(super) fn nonempty_list<T: Show>(
        &mut self,
        key: &'static str,
        what: &str,
        slot: &mut Vec<T>,
        read: Read<'t, T>,
    ) {
        self.at(
            key,
            slot,
            |slot, node, reading| *slot = reading.nonempty_list(node, what, read),
            Show::shown,
        );
    }

    /// Visits a key with one of a few keywords; of several keywords for one value the first is shown.
    pub(super) fn choice<T>(&mut self, key: &'static str, slot: &mut T, words: &[(&'static str, T)])
    where
        T: Copy + PartialEq,
    {
        let word = |choice: &T| words.iter().find(|(_, value)| value == choice);
        self.at(
            key,
            slot,
            |slot, node, reading| update(slot, reading.choice(node, words)),
            |choice| word(choice).map_or(Shown::Null, |(word, _)| Shown::text(word)),
        );
    }

    /// Visits a key with a map of further keys.
    pub(super) fn level<T: Level>(&mut self, key: &'static str, level: &mut T) {
        self.at(key, level, |level, node, reading| reading.level(level, node), Show::shown);
    }
}

impl Reading<'_> {
    /// Reads a map into a level, and reports unknown keys.
    pub(super) fn level<T: Level>(&mut self, target: &mut T, node: &Node) {
        let pairs = self.pairs(node, T::NAME, fold);
        let mut pass = Pass { file: Some((pairs, &mut *self)), about: "", keys: Vec::new() };
        target.keys(&mut pass);
        let known: Vec<&str> = pass.keys.iter().map(|(key, ..)| *key).collect();
        let is_known = |pair: &&Pair| known.iter().any(|key| fold(key) == fold(&pair.key));
        for pair in pairs.iter().filter(|pair| !is_known(pair)) {
            self.unknown_key(pair, T::NAME, &known);
        }
    }
}

/// Returns all keys of a level with their values. A level may be changed even when it is only shown (a key
/// may stand for two fields), so the visit uses a copy.
pub(super) fn shown_keys<T: Level>(level: &T) -> Vec<ShownKey> {
    let mut pass = Pass { file: None, about: "", keys: Vec::new() };
    level.clone().keys(&mut pass);
    pass.keys
}

impl<T: Level> Show for T {
    fn shown(&self) -> Shown {
        let is_empty = |shown: &Shown| *shown == Shown::Null || *shown == Shown::List(Vec::new());
        let keys = shown_keys(self).into_iter().filter(|(.., shown)| !(T::OMITS_EMPTY && is_empty(shown)));
        Shown::Map(keys.map(|(key, _, shown)| (key.to_owned(), shown)).collect())
    }
}
