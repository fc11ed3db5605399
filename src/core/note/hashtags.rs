//! The hashtags that have a meaning in a vault.

use super::meant_tags::{EVERYWHERE, MeantTags};
use crate::core::config::model::Sequence;
use crate::core::nearest::{Shape, one_slip_from};
use crate::core::text::{fold, folded};
use std::collections::{BTreeMap, BTreeSet};

/// The hashtags with a meaning: the built-in ones, and the names of sequences and touches.
#[derive(Debug)]
pub struct Hashtags {
    known: BTreeSet<String>,
    /// Names by their folded form, without `-` and `_`.
    folded: BTreeMap<String, String>,
    /// The names of the sequences, whose shapes tell whether another one is close.
    starting: Vec<(Shape, String)>,
}

impl Hashtags {
    /// Collects the built-in hashtags and those of the configured sequences.
    pub fn new(sequences: &BTreeMap<String, Sequence>) -> Hashtags {
        let mut known: BTreeSet<String> = EVERYWHERE.map(str::to_owned).into();
        for (name, sequence) in sequences {
            known.insert(name.to_lowercase());
            known.extend(sequence.touches.iter().map(|touch| touch.name.to_lowercase()));
        }
        // Names that differ only in `-` and `_` must be written exactly.
        let mut folded: BTreeMap<String, String> = BTreeMap::new();
        let mut alike = BTreeSet::new();
        for name in &known {
            if folded.insert(fold(name), name.clone()).is_some() {
                alike.insert(fold(name));
            }
        }
        folded.retain(|name, _| !alike.contains(name));
        let starting = sequences.keys().map(|name| name.to_lowercase());
        let starting = starting.map(|name| (Shape::of(&name), name)).collect();
        Hashtags { known, folded, starting }
    }

    /// Returns the first of `found` that has no meaning but is almost the name of a sequence, and that name.
    pub fn almost_starting<'s>(&'s self, found: &'s [String]) -> Option<(&'s str, &'s str)> {
        let mut unknown = found.iter().filter(|tag| self.known(tag).is_none());
        let near =
            |tag: &str| one_slip_from(tag, self.starting.iter().map(|(shape, name)| (*shape, name.as_str())));
        unknown.find_map(|tag| Some((tag.as_str(), near(tag)?)))
    }

    /// Returns those of `found` that have a meaning. `#noreply` and `#no_reply` give `#no-reply`.
    pub fn meant(&self, found: &[String]) -> MeantTags {
        found.iter().filter_map(|tag| self.known(tag)).map(Box::from).collect()
    }

    fn known<'s>(&'s self, tag: &'s str) -> Option<&'s str> {
        if self.known.contains(tag) {
            return Some(tag);
        }
        self.folded.get(folded(tag).as_ref()).map(String::as_str)
    }
}
