//! What the search field and the chips of the page look in.

use super::super::links::Build;
use crate::core::agenda::model::Kind;
use crate::core::note::channel::Channel;
use crate::core::people::contact::Contact;
use crate::core::text::{fold, one_line};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Tags that have a chip; any other can be typed.
const MOST_TAGS: usize = 12;

/// Chips of one sort.
#[derive(Serialize)]
pub(super) struct Chips {
    key: &'static str,
    label: &'static str,
    chips: Vec<Chip>,
}

#[derive(Serialize)]
struct Chip {
    value: String,
    label: String,
}

/// Filters by kind, channel and tag, as far as they occur.
pub(super) fn chips(build: &Build<'_>) -> Vec<Chips> {
    let follow_ups = &build.compiled.agenda.follow_ups;
    let kinds = Kind::ALL.iter().filter(|kind| follow_ups.iter().any(|one| one.kind == **kind));
    let channels =
        Channel::ALL.iter().filter(|channel| follow_ups.iter().any(|one| one.channel == Some(**channel)));
    let chip = |value: &str, label: &str| Chip { value: value.to_owned(), label: label.to_owned() };
    let groups = [
        Chips {
            key: "kind",
            label: "Kind",
            chips: kinds.map(|kind| chip(kind.name(), kind.label())).collect(),
        },
        Chips {
            key: "channel",
            label: "Channel",
            chips: channels.map(|channel| chip(channel.name(), channel.name())).collect(),
        },
        Chips { key: "tag", label: "Tag", chips: tags(build).iter().map(|tag| chip(tag, tag)).collect() },
    ];
    groups.into_iter().filter(|group| !group.chips.is_empty()).collect()
}

/// The tags that most people on the agenda bear, in the order of the alphabet.
fn tags(build: &Build<'_>) -> Vec<String> {
    let mut known: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (tag, number) in spellings(build) {
        let tag = one_line(tag);
        known.entry(fold(&tag)).or_insert((tag, 0)).1 += number;
    }
    known.retain(|tag, _| !tag.is_empty());
    let mut most: Vec<(String, (String, usize))> = known.into_iter().collect();
    most.sort_by(|(tag, (_, number)), (other, (_, more))| more.cmp(number).then_with(|| tag.cmp(other)));
    most.truncate(MOST_TAGS);
    most.sort();
    most.into_iter().map(|(_, (tag, _))| tag).collect()
}

/// Each spelling of a tag and how often it is borne, in the order in which they come. Many bear one, and
/// so it is folded once.
fn spellings<'a>(build: &Build<'a>) -> Vec<(&'a str, usize)> {
    let mut seen = vec![false; build.compiled.people.contacts.len()];
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut spellings: Vec<(&str, usize)> = Vec::new();
    for follow_up in &build.compiled.agenda.follow_ups {
        let Some(seen) = seen.get_mut(follow_up.contact.0 as usize) else { continue };
        if std::mem::replace(seen, true) {
            continue;
        }
        for tag in &build.contact(follow_up).facts.tags {
            let place = *places.entry(tag).or_insert(spellings.len());
            match spellings.get_mut(place) {
                Some((_, number)) => *number += 1,
                None => spellings.push((tag, 1)),
            }
        }
    }
    spellings
}

/// What else somebody is found by, besides what is there to be read: a line each.
pub(super) fn also(contact: &Contact) -> String {
    let facts = &contact.facts;
    lines(facts.aliases.iter().chain(&facts.relationship).map(|text| &**text))
}

/// The tags of somebody whose row does not show them.
pub(super) fn tag_lines(contact: &Contact) -> String {
    lines(contact.facts.tags.iter().map(|tag| &**tag))
}

/// The different ones, a line each.
fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for text in texts.map(one_line) {
        if !lines.contains(&text) {
            lines.push(text);
        }
    }
    lines.join("\n")
}
