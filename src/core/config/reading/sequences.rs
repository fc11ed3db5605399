//! The `sequences:` key, which adds, changes or removes sequences (design 4, 5.2). A map changes the given
//! keys of a known sequence; a list of touches replaces its touches.

use super::level::{Level, Pass};
use super::values::{Reading, did_you_mean, is_off};
use crate::core::config::defaults;
use crate::core::config::model::{Sequence, Touch, Unit};
use crate::core::config::shown::{Show, Shown};
use crate::core::config::tree::{Node, Pair, Value};
use crate::core::interval::MOST_DAYS;
use crate::core::nearest::nearest;
use crate::core::note::channel::Channel;
use crate::core::note::meant_tags;
use crate::core::place::Found;
use crate::core::text::{fold, list_in_ticks};
use std::collections::{BTreeMap, BTreeSet};

type Sequences = BTreeMap<String, Sequence>;

/// Reads all sequences, then reports names that a hashtag could mean twice.
pub(super) fn sequences(sequences: &mut Sequences, node: &Node, reading: &mut Reading<'_>) {
    let pairs = reading.pairs(node, "`sequences`", fold);
    for pair in pairs {
        if pair.node.value == Value::Null || is_off(&pair.node) {
            switch_off(sequences, pair, reading);
        } else if let Some(name) = hashtag(&pair.key_node, reading) {
            let name = known_name(sequences, &name).map_or(name, str::to_owned);
            let sequence = sequence(sequences.get(&name).cloned(), pair, reading);
            sequences.insert(name, sequence);
        }
    }
    check_names(sequences, pairs, reading);
}

/// Returns all sequences, and `null` for each shipped one that was removed.
pub(super) fn shown(sequences: &Sequences) -> Shown {
    let kept = sequences.iter().map(|(name, sequence)| (name.clone(), sequence.shown()));
    let removed = defaults::sequences().into_keys().filter(|name| !sequences.contains_key(name));
    Shown::Map(kept.chain(removed.map(|name| (name, Shown::Null))).collect())
}

/// Returns the name of a sequence as it is spelled in `sequences`, compared folded.
pub(super) fn known_name<'s>(sequences: &'s Sequences, name: &str) -> Option<&'s str> {
    let folded = fold(name);
    sequences.keys().map(String::as_str).find(|known| fold(known) == folded)
}

fn switch_off(sequences: &mut Sequences, pair: &Pair, reading: &mut Reading<'_>) {
    if let Some(known) = known_name(sequences, &pair.key).map(str::to_owned) {
        sequences.remove(&known);
        return;
    }
    let known: Vec<&str> = sequences.keys().map(String::as_str).collect();
    let near = nearest(&pair.key, known.iter().copied());
    let help = did_you_mean(near, || format!("there is {}", list_in_ticks(&known, "and")));
    reading.is_not(&pair.key_node, "a sequence to switch off", help);
}

fn sequence(before: Option<Sequence>, pair: &Pair, reading: &mut Reading<'_>) -> Sequence {
    let mut sequence = before.unwrap_or(Sequence { unit: Unit::Days, touches: Vec::new() });
    if let Value::List(_) = pair.node.value {
        sequence.touches = touches(&pair.node, reading);
        return sequence;
    }
    let problems_before = reading.problems.len();
    reading.level(&mut sequence, &pair.node);
    if sequence.touches.is_empty() && reading.problems.len() == problems_before {
        let help = "list them as `touches: [1..2 thank-you, 4..5 value]`";
        reading.wrong(&pair.key_node, "a sequence without touches", help);
    }
    sequence
}

impl Level for Sequence {
    const NAME: &'static str = "a sequence";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.choice("unit", &mut self.unit, UNITS);
        let read =
            |all: &mut Vec<Touch>, node: &Node, reading: &mut Reading<'_>| *all = touches(node, reading);
        pass.at("touches", &mut self.touches, read, Show::shown);
    }
}

const UNITS: &[(&str, Unit)] = &[
    ("days", Unit::Days),
    ("business days", Unit::BusinessDays),
    ("day", Unit::Days),
    ("working days", Unit::BusinessDays),
    ("workdays", Unit::BusinessDays),
];

/// Reads the touches, and reports those that begin before the touch above.
fn touches(node: &Node, reading: &mut Reading<'_>) -> Vec<Touch> {
    let mut earliest = 0;
    let mut seen = BTreeSet::new();
    reading.nonempty_list(node, "a touch", |reading, item| {
        let touch = touch(item, reading)?;
        if touch.after < earliest {
            let message = format!("`after` of {} is before the touch above it", touch.name);
            reading.wrong(item, message, "list the touches by their days");
        }
        if !seen.insert(fold(&touch.name)) {
            let message = format!("two touches are named `{}`", touch.name);
            reading.wrong(item, message, "a hashtag names a touch, so each needs its own name");
        }
        earliest = earliest.max(touch.after);
        Some(touch)
    })
}

/// A touch of which any part may be missing.
#[derive(Clone, Default)]
struct PartialTouch {
    name: Option<String>,
    after: Option<u32>,
    by: Option<u32>,
    channel: Option<Channel>,
    template: Option<Found<String>>,
    optional: Option<bool>,
}

impl Level for PartialTouch {
    const NAME: &'static str = "a touch";
    const OMITS_EMPTY: bool = true;

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.maybe("name", &mut self.name, |reading, node| hashtag(node, reading));
        pass.maybe("after", &mut self.after, |reading, node| reading.count(node, 0..=MOST_DAYS));
        pass.maybe("by", &mut self.by, |reading, node| reading.count(node, 0..=MOST_DAYS));
        pass.maybe("channel", &mut self.channel, Reading::channel);
        pass.maybe("template", &mut self.template, |reading, node| {
            Some(Found { value: reading.template(node)?, spot: node.spot })
        });
        pass.maybe("optional", &mut self.optional, Reading::bool);
    }
}

impl Show for Touch {
    fn shown(&self) -> Shown {
        let Touch { name, after, by, channel, template, optional } = self.clone();
        let (name, after, by) = (Some(name), Some(after), Some(by));
        PartialTouch { name, after, by, channel, template, optional: optional.then_some(true) }.shown()
    }
}

fn touch(node: &Node, reading: &mut Reading<'_>) -> Option<Touch> {
    let problems_before = reading.problems.len();
    let mut partial = PartialTouch::default();
    match node.as_text() {
        Some(_) => partial = compact(node, reading).unwrap_or_default(),
        None => reading.level(&mut partial, node),
    }
    let (Some(name), Some(after)) = (partial.name, partial.after) else {
        if reading.problems.len() == problems_before {
            reading.wrong(node, "a touch needs `name` and `after`", TOUCH_HELP);
        }
        return None;
    };
    let by = partial.by.unwrap_or(after);
    if by < after {
        let message = format!("`by` of {name} is before its `after`: {by} and {after}");
        reading.wrong(node, message, "`after` is the first day to send it, `by` the last good one");
    }
    let PartialTouch { channel, template, optional, .. } = partial;
    Some(Touch { name, after, by, channel, template, optional: optional.unwrap_or(false) })
}

const TOUCH_HELP: &str = "write `18..21 check-in`, a `?` after the name of an optional one, or a map such as \
                          `{name: check-in, after: 18, by: 21}`";

/// Reads a touch in its short form on one line.
fn compact(node: &Node, reading: &mut Reading<'_>) -> Option<PartialTouch> {
    let touch = reading.parsed(node, "a touch", TOUCH_HELP, defaults::touch)?;
    let name_node = Node { value: Value::Text(touch.name), ..node.clone() };
    Some(PartialTouch {
        name: hashtag(&name_node, reading),
        after: Some(touch.after),
        by: Some(touch.by),
        optional: Some(touch.optional),
        ..PartialTouch::default()
    })
}

/// Reads a name that can be used as a hashtag and does not have a meaning of its own.
fn hashtag(node: &Node, reading: &mut Reading<'_>) -> Option<String> {
    let help = "write letters, digits and `-`, with one letter at least: it is used as a hashtag";
    let name = reading.parsed(node, "a name for a hashtag", help, |text| {
        let fits = text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_'));
        (fits && text.contains(char::is_alphabetic)).then(|| text.to_owned())
    })?;
    let taken = meant_tags::EVERYWHERE.iter().find(|taken| fold(taken) == fold(&name));
    if let Some(taken) = taken {
        let message = format!("`#{taken}` has a meaning of its own");
        reading.wrong(node, message, "choose another name");
    }
    taken.is_none().then_some(name)
}

/// Reports names that are both a touch's and a sequence's, where this file gives them.
fn check_names(sequences: &Sequences, pairs: &[Pair], reading: &mut Reading<'_>) {
    let touches: BTreeSet<String> =
        sequences.values().flat_map(|sequence| &sequence.touches).map(|touch| fold(&touch.name)).collect();
    let help = "a hashtag could mean both; rename one of the two";
    for pair in pairs {
        let folded = fold(&pair.key);
        if known_name(sequences, &pair.key).is_some() && touches.contains(&folded) {
            reading.wrong(&pair.key_node, format!("`{}` is also the name of a touch", pair.key), help);
        }
        for (name, node) in touch_names(&pair.node) {
            let shipped = !pairs.iter().any(|pair| fold(&pair.key) == fold(name));
            if shipped && known_name(sequences, name).is_some() {
                reading.wrong(node, format!("`{name}` is also the name of a sequence"), help);
            }
        }
    }
}

/// Returns the names of the touches of a sequence, each with the node to point at.
fn touch_names(node: &Node) -> Vec<(&str, &Node)> {
    let list = node.pair("touches").map_or(node, |pair| &pair.node);
    let named = list.items().iter().filter_map(|item| match item.as_text() {
        Some(text) => Some((text.split_once(char::is_whitespace)?.1.trim().trim_end_matches('?'), item)),
        None => {
            let name = &item.pair("name")?.node;
            Some((name.as_text()?, name))
        }
    });
    named.collect()
}
