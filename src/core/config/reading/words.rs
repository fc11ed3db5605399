//! The `words:` key: the meanings of the words of a log line, and the headings with a meaning.

use super::values::{Reading, did_you_mean, is_off};
use crate::core::config::shown::{Show, Shown};
use crate::core::config::tree::{Node, Pair, Value};
use crate::core::nearest::nearest;
use crate::core::note::log::line::words::{Meaning, WordTable};
use crate::core::note::purposes::Headings;
use crate::core::text::{fold, fold_heading, fold_name};
use std::collections::BTreeSet;

type ListOf = fn(&mut Headings) -> &mut BTreeSet<String>;

/// The keys below `words:` that list headings, with the place of each list.
const HEADINGS: [(&str, ListOf); 5] = [
    ("not-a-log", |headings| &mut headings.not_a_log),
    ("hooks", |headings| &mut headings.hooks),
    ("events", |headings| &mut headings.events),
    ("waiting-for", |headings| &mut headings.waiting),
    ("next-steps", |headings| &mut headings.next_steps),
];

/// Adds words and headings to the table; `null` and `off` remove a word, and `off` all headings of a list.
pub(super) fn words(words: &mut WordTable, node: &Node, reading: &mut Reading<'_>) {
    for pair in reading.pairs(node, "`words`", fold_name) {
        let folded = fold(&pair.key);
        match HEADINGS.iter().find(|(name, _)| fold(name) == folded) {
            Some(_) if pair.node.value == Value::Null => {}
            Some((_, list_of)) if is_off(&pair.node) || pair.node.value == Value::List(Vec::new()) => {
                list_of(&mut words.headings).clear()
            }
            Some((_, list_of)) => {
                let titles = reading.list(&pair.node, heading);
                list_of(&mut words.headings).extend(titles);
            }
            None => word(words, pair, reading),
        }
    }
}

/// Returns the headings, all words, and `null` for each shipped word that was removed.
pub(super) fn shown(table: &WordTable) -> Shown {
    let mut headings = table.headings.clone();
    let headings = HEADINGS.map(|(name, list_of)| {
        let titles = list_of(&mut headings).iter().map(Show::shown);
        (name.to_owned(), Shown::List(titles.collect()))
    });
    let words = table.iter().map(|(word, meaning)| (word.to_owned(), Shown::text(meaning.describe())));
    let shipped = WordTable::default();
    let removed = shipped.iter().filter(|(word, _)| table.exactly(word).is_none());
    let removed = removed.map(|(word, _)| (word.to_owned(), Shown::Null));
    Shown::Map(headings.into_iter().chain(words).chain(removed).collect())
}

fn heading(reading: &mut Reading<'_>, node: &Node) -> Option<String> {
    reading.parsed(node, "a heading", "write the words of the heading, without `#`", |text| {
        Some(fold_heading(text)).filter(|folded| !folded.is_empty())
    })
}

fn word(table: &mut WordTable, pair: &Pair, reading: &mut Reading<'_>) {
    let phrase = fold_name(&pair.key);
    if phrase.is_empty() {
        reading.is_not(&pair.key_node, "a word", "write the word or phrase before the `:`");
        return;
    }
    if pair.node.value == Value::Null || is_off(&pair.node) {
        return remove(table, &phrase, pair, reading);
    }
    let help = "write `out`, `in` or `both`, with a channel after it if there is one (`out email`), or `verb`, \
                `tried`, `reply`, `light`, `skip`, `cancelled`, `intention`";
    if let Some(meaning) = reading.parsed(&pair.node, "a meaning", help, Meaning::read) {
        table.set(&phrase, Some(meaning));
    }
}

fn remove(table: &mut WordTable, phrase: &str, pair: &Pair, reading: &mut Reading<'_>) {
    if table.exactly(phrase).is_some() {
        table.set(phrase, None);
        return;
    }
    let help = did_you_mean(nearest(phrase, table.iter().map(|(word, _)| word)), || {
        "only a word of the table can be switched off; `followup config` lists them".to_owned()
    });
    reading.is_not(&pair.key_node, "a known word", help);
}
