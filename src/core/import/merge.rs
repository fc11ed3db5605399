//! Merges two cards of one person. Nothing is lost: a second value of a key that takes one is kept under `other`.

use super::card::{Card, LabelledText, add_once};
use super::findings::FoundCard;
use crate::core::note::fields::keys::{Key, ROWS};

/// Merges a later card of the same person into the earlier one.
pub(super) fn merge(earlier: &mut FoundCard, found: &FoundCard) {
    let (into, from) = (&mut earlier.card, &found.card);
    if into.name != from.name {
        add_texts(&mut into.aliases, std::slice::from_ref(&from.name));
    }
    add_texts(&mut into.aliases, &from.aliases);
    add_texts(&mut into.tags, &from.tags);
    add_texts(&mut into.interests, &from.interests);
    add_texts(&mut into.hooks, &from.hooks);
    add_texts(&mut into.promises, &from.promises);
    add_texts(&mut into.waiting, &from.waiting);
    add_texts(&mut into.dates, &from.dates);
    from.emails.iter().for_each(|email| into.add_email(email.clone()));
    from.phones.iter().for_each(|text| add_once(&mut into.phones, text.clone()));
    for (key, texts) in from.more.iter().filter(|(key, _)| !has_one_value(key)) {
        add_further(into, key, texts);
    }
    if let Some(note) = &from.note
        && !into.note.as_deref().unwrap_or_default().contains(note.as_str())
    {
        into.note = Some(into.note.take().map_or(note.clone(), |known| format!("{known}\n\n{note}")));
    }
    single_values(into, from);
}

/// Whether a key of a note takes one value only, so that a second one would be a warning.
fn has_one_value(key: &str) -> bool {
    let row = ROWS.iter().find(|row| row.ours == key);
    row.is_some_and(|row| !matches!(row.key, Key::Needs | Key::Offers | Key::Url))
}

/// Fills in single values that the earlier card lacks; different ones are kept under `other`.
fn single_values(into: &mut Card, from: &Card) {
    let mut others = Vec::new();
    for (label, into, from) in [
        ("org", &mut into.org, &from.org),
        ("role", &mut into.role, &from.role),
        ("uid", &mut into.uid, &from.uid),
        ("relationship", &mut into.relationship, &from.relationship),
        ("channel", &mut into.channel, &from.channel),
        ("timezone", &mut into.timezone, &from.timezone),
    ] {
        let other = fill_or_differ(into, from).filter(|(known, other)| !known.contains(other.as_str()));
        others.extend(other.map(|(_, other)| LabelledText::new(label, other.clone())));
    }
    let birthday = fill_or_differ(&mut into.birthday, &from.birthday);
    others.extend(birthday.map(|(_, other)| LabelledText::new("birthday", other.to_string())));
    others.extend(fill_or_differ(&mut into.met, &from.met).map(|(_, met)| LabelledText::new("met", met)));
    for (key, texts) in from.more.iter().filter(|(key, _)| has_one_value(key)) {
        match into.texts(key) {
            [] => into.more.push((key.clone(), texts.clone())),
            known if known == texts => {}
            _ => others.extend(texts.iter().map(|text| LabelledText::new(key, text.value.clone()))),
        }
    }
    into.created = into.created.or(from.created);
    into.died = into.died.take().or_else(|| from.died.clone());
    add_further(into, "other", &others);
}

/// Fills in a missing value; returns both values if they differ.
fn fill_or_differ<'v, T: Clone + PartialEq>(
    into: &'v mut Option<T>,
    from: &'v Option<T>,
) -> Option<(&'v T, &'v T)> {
    if into.is_none() {
        into.clone_from(from);
    }
    into.as_ref().zip(from.as_ref()).filter(|(known, other)| known != other)
}

/// Adds the texts under a further key that are not there already.
fn add_further(into: &mut Card, key: &str, texts: &[LabelledText]) {
    if into.texts(key).is_empty() && !texts.is_empty() {
        into.more.push((key.to_owned(), texts.to_vec()));
    }
    texts.iter().for_each(|text| into.keep_once(key, text.clone()));
}

/// Adds the texts that are not there already.
pub(super) fn add_texts<T: Clone + PartialEq>(into: &mut Vec<T>, from: &[T]) {
    for text in from {
        if !into.contains(text) {
            into.push(text.clone());
        }
    }
}
