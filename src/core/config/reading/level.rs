//! The keys of a level of the file. Each is named once, with the value behind it and how that is read: the same
//! list reads a file, shows what holds, and tells which keys there are.

use super::values::{Reading, give};
use crate::core::config::shown::{Show, Shown};
use crate::core::config::tree::{Node, Pair, Value};
use crate::core::text::fold;

/// What a map of the file is read into.
pub(super) trait Level: Clone {
    /// What the map is called in problems.
    const CALLED: &'static str;
    /// Whether keys without a value are left out where it is shown.
    const TERSE: bool = false;

    /// Goes through all keys, in the order of the design.
    fn keys(&mut self, pass: &mut Pass<'_, '_>);
}

/// A key, one line about it (empty below the first level), and what its value shows.
pub(in crate::core::config) type ShownKey = (&'static str, &'static str, Shown);

/// Gives a value, or puts down what is wrong.
type Read<'t, T> = fn(&mut Reading<'t>, &Node) -> Option<T>;

/// One pass over the keys of a level.
pub(super) struct Pass<'p, 't> {
    /// A map to take the values from; without one they are shown.
    file: Option<(&'p [Pair], &'p mut Reading<'t>)>,
    about: &'static str,
    keys: Vec<ShownKey>,
}

impl<'t> Pass<'_, 't> {
    /// Says in a line what the next key is for.
    pub(super) fn about(&mut self, line: &'static str) {
        self.about = line;
    }

    /// A key whose value is put into `target` by `read`, and shown by `show`. Keys are compared folded, an
    /// empty value is an absent key.
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
                let given = pairs.iter().filter(|pair| fold(&pair.key) == folded);
                let given = given.filter(|pair| pair.node.value != Value::Null);
                given.for_each(|pair| read(target, &pair.node, reading));
                Shown::Null
            }
            None => show(target),
        };
        self.keys.push((key, std::mem::take(&mut self.about), shown));
    }

    /// A key with a value; what could not be read leaves the default.
    pub(super) fn key<T: Show>(&mut self, key: &'static str, slot: &mut T, read: Read<'t, T>) {
        self.at(key, slot, |slot, node, reading| give(slot, read(reading, node)), Show::shown);
    }

    /// A key with a value or none.
    pub(super) fn maybe<T: Show>(&mut self, key: &'static str, slot: &mut Option<T>, read: Read<'t, T>) {
        self.at(key, slot, |slot, node, reading| *slot = read(reading, node), Show::shown);
    }

    /// A key with one value or a list of them.
    pub(super) fn list<T: Show>(&mut self, key: &'static str, slot: &mut Vec<T>, read: Read<'t, T>) {
        self.at(key, slot, |slot, node, reading| *slot = reading.list(node, read), Show::shown);
    }

    /// As [`Pass::list`], but an empty list is a problem.
    pub(super) fn some<T: Show>(
        &mut self,
        key: &'static str,
        what: &str,
        slot: &mut Vec<T>,
        read: Read<'t, T>,
    ) {
        self.at(key, slot, |slot, node, reading| *slot = reading.some(node, what, read), Show::shown);
    }

    /// A key with one of a few words; of those for one choice the first is shown.
    pub(super) fn choice<T>(&mut self, key: &'static str, slot: &mut T, words: &[(&'static str, T)])
    where
        T: Copy + PartialEq,
    {
        let word = |choice: &T| words.iter().find(|(_, value)| value == choice);
        self.at(
            key,
            slot,
            |slot, node, reading| give(slot, reading.choice(node, words)),
            |choice| word(choice).map_or(Shown::Null, |(word, _)| Shown::text(word)),
        );
    }

    /// A key with a map of further keys.
    pub(super) fn level<T: Level>(&mut self, key: &'static str, level: &mut T) {
        self.at(key, level, |level, node, reading| reading.level(level, node), Show::shown);
    }
}

impl Reading<'_> {
    /// Reads a map by the keys of its level.
    pub(super) fn level<T: Level>(&mut self, target: &mut T, node: &Node) {
        let pairs = self.pairs(node, T::CALLED, fold);
        let mut pass = Pass { file: Some((pairs, &mut *self)), about: "", keys: Vec::new() };
        target.keys(&mut pass);
        let known: Vec<&str> = pass.keys.iter().map(|(key, ..)| *key).collect();
        let is_known = |pair: &&Pair| known.iter().any(|key| fold(key) == fold(&pair.key));
        for pair in pairs.iter().filter(|pair| !is_known(pair)) {
            self.unknown_key(pair, T::CALLED, &known);
        }
    }
}

/// All keys of a level with what they hold. A pass may write to its level even where nothing is read, such as a key
/// that two fields hold together, so it goes over a copy.
pub(super) fn shown_keys<T: Level>(level: &T) -> Vec<ShownKey> {
    let mut pass = Pass { file: None, about: "", keys: Vec::new() };
    level.clone().keys(&mut pass);
    pass.keys
}

impl<T: Level> Show for T {
    fn shown(&self) -> Shown {
        let is_empty = |shown: &Shown| *shown == Shown::Null || *shown == Shown::List(Vec::new());
        let keys = shown_keys(self).into_iter().filter(|(.., shown)| !(T::TERSE && is_empty(shown)));
        Shown::Map(keys.map(|(key, _, shown)| (key.to_owned(), shown)).collect())
    }
}
