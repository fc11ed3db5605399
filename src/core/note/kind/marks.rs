//! Finds what marks a note as a contact: its own keys and tags, or its folder (design 3.1, rules 2 and 3).

use super::words::{is_kind, link_or_text, singular, split_values};
use super::{Evidence, other_standing};
use crate::core::config::model::Config;
use crate::core::note::body::links::only_link;
use crate::core::note::facts::{Mark, Standing};
use crate::core::note::fields::Fields;
use crate::core::note::fields::fallback::CONTACT_TABLE;
use crate::core::note::fields::keys::Key;
use crate::core::note::fields::values::{split_outside_links, tags, texts};
use crate::core::note::meeting;
use crate::core::place::{NotePath, last_part, without_ending};
use crate::core::text::{fold_heading, fold_name, folded, is_mark, lower, same_name};

/// What the configuration says about contacts and the inbox, folded once.
#[derive(Debug)]
pub struct Marking {
    pub(super) inbox: String,
    /// Names of folders of contacts, at any depth.
    folders: Vec<String>,
    /// Paths of folders of contacts below the vault, such as `areas/people`.
    paths: Vec<String>,
    /// Values of `type:` that mark a contact.
    types: Vec<String>,
    /// Tags that mark a contact, in lower case.
    tags: Vec<String>,
    /// Path of the template for new notes, without its ending.
    note_template: Option<String>,
}

impl Marking {
    /// Takes the marks from a configuration.
    pub fn of(config: &Config) -> Marking {
        let folders = config.contacts.folders.iter().map(|folder| fold_name(folder.trim_matches('/')));
        let (paths, folders) = folders.partition(|folder| folder.contains('/'));
        let types = config.contacts.types.iter().map(|word| singular(word)).collect();
        let tags = config.contacts.tags.iter().map(|tag| tag.to_lowercase()).collect();
        let note_template = config.note_template.as_deref().map(|path| {
            let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "."));
            without_ending(&parts.collect::<Vec<_>>().join("/")).to_owned()
        });
        Marking { inbox: fold_name(&config.inbox), folders, paths, types, tags, note_template }
    }

    /// Whether a note is the template for new notes. The configuration may name it without its ending.
    pub(in crate::core::note) fn is_note_template(&self, path: &NotePath) -> bool {
        self.note_template.as_deref().is_some_and(|template| without_ending(path.as_str()) == template)
    }
}

/// Returns how the note says that it is a contact (rule 2).
pub(super) fn marked_by(evidence: &Evidence<'_, '_>) -> Option<Mark> {
    let Evidence { note, fields, .. } = *evidence;
    type_mark(fields, &note.reader.marking)
        .or_else(|| tag_mark(evidence))
        .or_else(|| category_mark(fields))
        .or_else(|| vcard_mark(fields))
        .or_else(|| note.split.body.contains(CONTACT_TABLE).then_some(Mark::ContactTable))
}

fn type_mark(fields: &Fields<'_>, marking: &Marking) -> Option<Mark> {
    let marks = |part: &&str| marking.types.contains(&singular(&link_or_text(part)));
    fields.spellings(Key::Kind).find_map(|(key, node)| {
        let said = texts(node).flat_map(|found| split_outside_links(found.value, b",")).find(marks)?;
        Some(Mark::Type([key, ": ", said.trim()].concat()))
    })
}

fn tag_mark(evidence: &Evidence<'_, '_>) -> Option<Mark> {
    let fits = |tag: &str| {
        let tag = lower(tag);
        let tag = without_word_for_kind(&tag);
        let above = tag.split('/').next().unwrap_or(tag);
        evidence.note.reader.marking.tags.iter().any(|known| {
            let is_below = || {
                known == above || tag.strip_prefix(known.as_str()).is_some_and(|rest| rest.starts_with('/'))
            };
            known == tag || is_below() && !meeting::is_named_meeting(evidence)
        })
    };
    let key = evidence.fields.nodes(Key::Tags).flat_map(tags).find(|tag| fits(tag)).map(String::from);
    let inline = || evidence.note.undated_tags(evidence.body).into_iter().find(|tag| fits(tag));
    let inline = || inline().filter(|_| !is_about_a_day(evidence));
    key.or_else(inline).map(Mark::Tag)
}

/// Returns a tag without the word that says that it names a kind: `type/person`.
fn without_word_for_kind(tag: &str) -> &str {
    let below = ["type/", "entity/"].iter().find_map(|word| tag.strip_prefix(word));
    below.unwrap_or(tag)
}

/// Whether it is a daily note, or else a meeting note. A hashtag in its text is about the people it names.
fn is_about_a_day(evidence: &Evidence<'_, '_>) -> bool {
    let is_meeting = || matches!(other_standing(evidence), Some(Standing::Meeting));
    evidence.daily.is_some() || (meeting::personal_key(evidence.fields).is_none() && is_meeting())
}

fn category_mark(fields: &Fields<'_>) -> Option<Mark> {
    let target = |part| only_link(part).map_or(part, |link| last_part(link.target));
    split_values(fields, Key::Categories)
        .map(target)
        .find(|target| matches!(fold_heading(target).as_str(), "people" | "contacts" | "person"))
        .map(|target| Mark::Category(target.to_owned()))
}

/// Returns a key that only cards of people have: `FN`, `N.GN` or `iCloudVCard`, unless the card is an
/// organisation's.
fn vcard_mark(fields: &Fields<'_>) -> Option<Mark> {
    if is_kind(fields, "org") || is_kind(fields, "group") || is_kind(fields, "location") {
        return None;
    }
    let fn_key = fields.written(Key::Name).filter(|key| *key == "FN");
    let given = fields.written(Key::FirstName).filter(|key| key.starts_with("N."));
    let family = fields.written(Key::LastName).filter(|key| key.starts_with("N."));
    let cloud = fields.unknown.iter().map(|pair| &*pair.key).find(|key| folded(key) == "icloudvcard");
    fn_key.or(given).or(family).or(cloud).map(|key| Mark::VCard(key.to_owned()))
}

/// Returns the name of a folder or note without the id that Notion's exports add: `People 8f3c…`, of 32 digits.
pub(in crate::core::note) fn without_export_id(name: &str) -> &str {
    const DIGITS: usize = 32;
    let is_id = |id: &str| id.len() == DIGITS && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    match name.rsplit_once(' ').filter(|(_, id)| is_id(id)) {
        Some((name, _)) => name,
        None => name,
    }
}

/// Whether Notion exported a note.
pub(in crate::core::note) fn is_export(path: &NotePath) -> bool {
    without_export_id(path.stem()).len() < path.stem().len()
}

/// Returns the name of a folder without numbers and marks before it and marks behind it: `10 - People`, `People 👥`.
fn without_order(folder: &str) -> &str {
    let start = folder.trim_start_matches(|letter: char| !letter.is_alphabetic());
    start.trim_end_matches(is_mark)
}

/// Whether a note is named like the folder of contacts that it is in, but for the marks around that name:
/// `10 - People/People`.
pub(super) fn is_index_of_contacts(path: &NotePath, marking: &Marking) -> bool {
    let folder = last_part(path.folder());
    let name = without_order(folder);
    name.len() < folder.len()
        && same_name(name, path.stem())
        && contact_folder(path, marking).as_deref() == Some(folder)
}

/// Returns the part of the path that is a folder of contacts.
pub(in crate::core::note) fn contact_folder(path: &NotePath, marking: &Marking) -> Option<String> {
    let is_wanted = |part: &str| {
        let part = without_export_id(part);
        let name = without_order(part);
        let is_known = |name: &str| marking.folders.contains(&fold_name(name));
        is_known(part) || (name.len() < part.len() && is_known(name))
    };
    let one = path.folder().split('/').find(|part| !part.is_empty() && is_wanted(part));
    if one.is_some() || marking.paths.is_empty() {
        return one.map(str::to_owned);
    }
    let whole = fold_name(path.folder());
    let is_below = |folder: &&String| {
        whole.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    marking.paths.iter().find(is_below).cloned()
}
