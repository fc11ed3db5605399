//! The filter of the page: its chips, and the hidden text that the search field looks in.

use super::super::links::Build;
use crate::core::agenda::model::Kind;
use crate::core::note::channel::Channel;
use crate::core::object::object;
use crate::core::people::contact::Contact;
use crate::core::text::{fold, one_line};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Maximum number of tags with a chip; others can be typed.
const MOST_TAGS: usize = 12;

/// Returns the chips for the kinds, channels and tags that occur on the agenda.
pub(super) fn chips(build: &Build<'_>) -> Vec<impl Serialize + use<>> {
    let found = Found::on_the_agenda(build);
    let kinds = Kind::ALL.iter().filter(|kind| found.kinds.contains(kind));
    let channels = Channel::ALL.iter().filter(|channel| found.channels.contains(channel));
    let chip = |value: &str, label: &str| object! { value: value.to_owned(), label: label.to_owned() };
    let groups = [
        ("kind", "Kind", kinds.map(|kind| chip(kind.name(), kind.label())).collect()),
        ("channel", "Channel", channels.map(|channel| chip(channel.name(), channel.name())).collect()),
        ("tag", "Tag", tags(found.tags).iter().map(|tag| chip(tag, tag)).collect::<Vec<_>>()),
    ];
    let groups = groups.into_iter().filter(|(.., chips)| !chips.is_empty());
    groups.map(|(key, label, chips)| object! { key, label, chips }).collect()
}

/// Returns the most frequent tags in alphabetical order.
fn tags(spellings: Vec<(&str, usize)>) -> Vec<String> {
    let mut known: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (tag, number) in spellings {
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

/// The kinds, channels and tags on the agenda, found in one pass.
#[derive(Default)]
struct Found<'a> {
    kinds: BTreeSet<Kind>,
    channels: BTreeSet<Channel>,
    /// Each spelling of a tag with the number of contacts that have it, in the order of the agenda. Counting
    /// spellings first means that each is folded only once.
    tags: Vec<(&'a str, usize)>,
}

impl<'a> Found<'a> {
    fn on_the_agenda(build: &Build<'a>) -> Found<'a> {
        let mut found = Found::default();
        let mut seen = vec![false; build.compiled.people.contacts.len()];
        let mut places: HashMap<&str, usize> = HashMap::new();
        for one in &build.compiled.agenda.follow_ups {
            found.kinds.insert(one.kind);
            found.channels.extend(one.channel);
            let Some(seen) = seen.get_mut(one.contact.0 as usize) else { continue };
            if std::mem::replace(seen, true) {
                continue;
            }
            for tag in &build.contact(one).facts.tags {
                let place = *places.entry(tag).or_insert(found.tags.len());
                match found.tags.get_mut(place) {
                    Some((_, number)) => *number += 1,
                    None => found.tags.push((tag, 1)),
                }
            }
        }
        found
    }
}

/// Returns what else a contact is found by, one a line: aliases and relationship, which a card does not show.
pub(super) fn also(contact: &Contact) -> String {
    let facts = &contact.facts;
    lines(facts.aliases.iter().chain(&facts.rare.relationship).map(|text| &**text))
}

/// Returns the tags of a contact, one a line, for a row that does not show them.
pub(super) fn tag_lines(contact: &Contact) -> String {
    lines(contact.facts.tags.iter().map(|tag| &**tag))
}

/// Joins the distinct texts with line breaks.
fn lines<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut lines: Vec<String> = Vec::new();
    for text in texts.map(one_line) {
        if !lines.contains(&text) {
            lines.push(text);
        }
    }
    lines.join("\n")
}
