//! What a note is: the first rule that fits decides (design 3.1, 3.4).

use super::body::Body;
use super::body::links::{only_link, unlinked};
use super::facts::{Exclusion, Mark, Standing};
use super::fields::Fields;
use super::fields::fallback::CONTACT_TABLE;
use super::fields::keys::Key;
use super::fields::values::{split_outside_links, tags};
use super::mentions::attendees;
use super::name_day::{day_in_name, is_misdated, meeting_day};
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::place::NotePath;
use crate::core::text::{fold_heading, fold_name, folded, folds_to, lower, same_name};
use std::borrow::Cow;

/// Words by which a note in a folder of contacts says that it is something else,
/// without a plural `s`. An unknown word does not unmake a contact.
const OTHERS: [&str; 40] = [
    "company",
    "companie",
    "organisation",
    "organization",
    "org",
    "business",
    "employer",
    "team",
    "meeting",
    "project",
    "place",
    "location",
    "city",
    "country",
    "book",
    "movie",
    "film",
    "article",
    "recipe",
    "event",
    "resource",
    "daily",
    "dailynote",
    "journal",
    "moc",
    "index",
    "template",
    "task",
    "area",
    "map",
    "restaurant",
    "podcast",
    "paper",
    "product",
    "group",
    "list",
    "log",
    "dashboard",
    "trip",
    "note",
];

/// Lines of the body among which a hashtag marks a contact.
pub(super) const TAG_LINES: u32 = 20;

/// By what the configuration knows contacts and the inbox, folded once a vault.
#[derive(Debug)]
pub struct Marking {
    inbox: String,
    /// Names of folders of contacts, wherever they lie.
    folders: Vec<String>,
    /// Paths of such folders below the vault: `areas/people`.
    paths: Vec<String>,
    /// Words of `type:` that make a contact.
    types: Vec<String>,
    /// Tags that make a contact, in lower case.
    tags: Vec<String>,
}

impl Marking {
    /// What a configuration says of them.
    pub fn of(config: &Config) -> Marking {
        let folders = config.contacts.folders.iter().map(|folder| fold_name(folder.trim_matches('/')));
        let (paths, folders) = folders.partition(|folder| folder.contains('/'));
        let types = config.contacts.types.iter().map(|word| singular(word)).collect();
        let tags = config.contacts.tags.iter().map(|tag| tag.to_lowercase()).collect();
        Marking { inbox: fold_name(&config.inbox), folders, paths, types, tags }
    }
}

/// Everything about a note that decides what it is.
pub struct Evidence<'a> {
    /// The note.
    pub path: &'a NotePath,
    /// The configuration.
    pub config: &'a Config,
    /// By what contacts and the inbox are known.
    pub marking: &'a Marking,
    /// Keys of front matter and body.
    pub fields: &'a Fields<'a>,
    /// The body.
    pub body: &'a Body<'a>,
    /// Its text as written.
    pub body_text: &'a str,
    /// Finds the hashtags of the first lines of the running text: of most notes nobody asks.
    pub inline_tags: &'a dyn Fn() -> Vec<String>,
    /// The day of a daily note, by its name and folder.
    pub daily: Option<Day>,
}

/// Exclusions that the path alone decides.
pub fn excluded_by_name(path: &NotePath) -> Option<Exclusion> {
    let stem = path.stem();
    // Few names have a dot or a bracket, and none of the others is a copy or a drawing.
    if stem.bytes().any(|byte| matches!(byte, b'.' | b'(')) {
        let lower = stem.to_lowercase();
        if stem.contains(".sync-conflict-") || (lower.contains("conflicted copy") && lower.contains('(')) {
            return Some(Exclusion::ConflictCopy);
        }
        if lower.ends_with(".excalidraw") {
            return Some(Exclusion::Excalidraw);
        }
    }
    is_index(stem).then_some(Exclusion::Index)
}

/// `README`, `_index`, `People MOC`.
fn is_index(stem: &str) -> bool {
    let letters = || stem.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    // A name with other plain letters than these is not folded in vain.
    let is_word = |word: &str| letters().eq(word.bytes()) && fold_heading(stem) == word;
    ["readme", "index", "moc"].into_iter().any(is_word) || stem.ends_with(" MOC") || stem.ends_with("_MOC")
}

/// Exclusions that the front matter decides.
fn excluded_by_keys(fields: &Fields<'_>) -> Option<Exclusion> {
    let has = |name: &str| fields.unknown.iter().any(|pair| folded(&pair.key).starts_with(name));
    if has("excalidrawplugin") {
        Some(Exclusion::Excalidraw)
    } else if has("kanbanplugin") {
        Some(Exclusion::Kanban)
    } else {
        None
    }
}

/// What a note is.
pub fn standing(evidence: &Evidence<'_>) -> Standing {
    let Evidence { path, marking, fields, .. } = *evidence;
    if folds_to(path.as_str(), &marking.inbox) {
        return Standing::Inbox;
    }
    if let Some(exclusion) = excluded_by_keys(fields) {
        return Standing::Other(exclusion);
    }
    let mark = marked(evidence);
    if is_folder_note(path)
        && (mark.is_none() || contact_folder(path, marking).is_some_and(|folder| is_called(&folder, path)))
    {
        return Standing::Other(Exclusion::Index);
    }
    if let Some(mark) = mark {
        return Standing::Contact(mark);
    }
    let other = otherwise(evidence);
    match contact_folder(path, marking) {
        Some(folder) => match other {
            None => Standing::Contact(Mark::Folder(folder)),
            Some(standing) => standing,
        },
        None => match other {
            // A company may have an address.
            Some(Standing::Other(Exclusion::SaysItIs(_))) if !fields.has(Key::Birthday) => {
                Standing::Other(Exclusion::Unmarked)
            }
            Some(Standing::Other(_)) | None => unmarked(fields),
            Some(standing) => standing,
        },
    }
}

fn unmarked(fields: &Fields<'_>) -> Standing {
    let personal = fields.has(Key::Email) || fields.has(Key::Birthday);
    Standing::Other(if personal { Exclusion::LooksLikeContact } else { Exclusion::Unmarked })
}

/// What the note is, if it is no contact by its own word.
fn otherwise(evidence: &Evidence<'_>) -> Option<Standing> {
    let Evidence { path, fields, .. } = *evidence;
    if says(fields, "resource") {
        return Some(Standing::Resource);
    }
    let is_dated =
        || meeting_day(path, fields, evidence.config).is_some() || is_misdated(fields, evidence.config);
    if fields.has(Key::Attendees) && is_dated() {
        return Some(Standing::Meeting);
    }
    if evidence.daily.is_some() {
        return Some(Standing::Daily);
    }
    let word = other_word(fields);
    if word.as_deref().is_none_or(|word| singular(word) == "meeting") && has_listed_attendees(evidence) {
        return Some(Standing::Meeting);
    }
    if let Some(word) = word {
        return Some(Standing::Other(Exclusion::SaysItIs(word)));
    }
    if fields.has(Key::Attendees) {
        return Some(Standing::Other(Exclusion::SaysItIs("a note with attendees".to_owned())));
    }
    day_in_name(path.stem()).map(|_| Standing::Other(Exclusion::DatedName))
}

/// A dated note with links below a heading `Attendees`. In a folder of contacts its name has to bear the
/// date: there a `date` may be that of any note.
fn has_listed_attendees(evidence: &Evidence<'_>) -> bool {
    let Evidence { path, fields, .. } = *evidence;
    attendees::are_listed(evidence.body)
        && match contact_folder(path, evidence.marking) {
            Some(_) => day_in_name(path.stem()).is_some(),
            None => meeting_day(path, fields, evidence.config).is_some(),
        }
}

/// The words of `type` and `categories`, folded, without links and plural `s`.
fn kind_words<'f>(fields: &'f Fields<'_>) -> impl Iterator<Item = (String, Cow<'f, str>)> {
    [Key::Kind, Key::Categories]
        .into_iter()
        .flat_map(|key| fields.texts(key))
        .flat_map(|found| split_outside_links(found.value, b","))
        .map(|text| {
            let name = link_or_text(text);
            (singular(&name), name)
        })
}

fn says(fields: &Fields<'_>, word: &str) -> bool {
    kind_words(fields).any(|(folded, _)| folded == word)
}

fn other_word(fields: &Fields<'_>) -> Option<String> {
    let said = kind_words(fields).find(|(folded, _)| OTHERS.contains(&folded.as_str()));
    said.map(|(_, name)| name.into_owned()).or_else(|| {
        // A person may be tagged `project`; a tag that names the note's own kind is one of these.
        fields
            .nodes(Key::Tags)
            .flat_map(tags)
            .find(|tag| {
                matches!(
                    fold_heading(tag).as_str(),
                    "company"
                        | "companies"
                        | "organisation"
                        | "organization"
                        | "meeting"
                        | "meetings"
                        | "recipe"
                        | "place"
                )
            })
            .map(|tag| format!("#{tag}"))
    })
}

/// What a link shows that is all of a text; of other texts, themselves without their links.
fn link_or_text(text: &str) -> Cow<'_, str> {
    if !text.contains('[') {
        return Cow::Borrowed(text);
    }
    only_link(text).map_or_else(|| unlinked(text), |link| Cow::Borrowed(link.shown))
}

/// Rule 2: the note says that it is a contact.
fn marked(evidence: &Evidence<'_>) -> Option<Mark> {
    let Evidence { marking, fields, .. } = *evidence;
    for found in fields.texts(Key::Kind) {
        for part in split_outside_links(found.value, b",") {
            if marking.types.contains(&singular(&link_or_text(part))) {
                let key = fields.written(Key::Kind).unwrap_or("type");
                return Some(Mark::Type([key, ": ", part.trim()].concat()));
            }
        }
    }
    marking_tag(evidence)
        .or_else(|| marking_category(fields))
        .or_else(|| marking_vcard(fields))
        .or_else(|| evidence.body_text.contains(CONTACT_TABLE).then_some(Mark::ContactTable))
}

fn singular(word: &str) -> String {
    let mut folded = fold_heading(word);
    if folded.ends_with('s') {
        folded.pop();
    }
    folded
}

fn marking_tag(evidence: &Evidence<'_>) -> Option<Mark> {
    let fits = |tag: &str| {
        let tag = lower(tag);
        let above = tag.split('/').next().unwrap_or(&tag);
        evidence.marking.tags.iter().any(|known| {
            *known == tag
                || known == above
                || tag.strip_prefix(known.as_str()).is_some_and(|rest| rest.starts_with('/'))
        })
    };
    let key = evidence.fields.nodes(Key::Tags).flat_map(tags).find(|tag| fits(tag)).map(String::from);
    let inline = || (evidence.inline_tags)().into_iter().find(|tag| fits(tag));
    key.or_else(inline).map(Mark::Tag)
}

fn marking_category(fields: &Fields<'_>) -> Option<Mark> {
    for found in fields.texts(Key::Categories) {
        for part in split_outside_links(found.value, b",") {
            let target =
                only_link(part).map_or(part, |link| link.target.rsplit('/').next().unwrap_or(link.target));
            if matches!(fold_heading(target).as_str(), "people" | "contacts") {
                return Some(Mark::Category(target.to_owned()));
            }
        }
    }
    None
}

/// `FN`, `N.GN`, `iCloudVCard`; not for an organisation's card.
fn marking_vcard(fields: &Fields<'_>) -> Option<Mark> {
    if says(fields, "org") || says(fields, "group") || says(fields, "location") {
        return None;
    }
    let fn_key = fields.written(Key::Name).filter(|key| *key == "FN");
    let given = fields.written(Key::FirstName).filter(|key| key.starts_with("N."));
    let family = fields.written(Key::LastName).filter(|key| key.starts_with("N."));
    let cloud = fields.unknown.iter().map(|pair| &*pair.key).find(|key| folded(key) == "icloudvcard");
    fn_key.or(given).or(family).or(cloud).map(|key| Mark::VCard(key.to_owned()))
}

/// The component of the path that is a folder of contacts.
fn contact_folder(path: &NotePath, marking: &Marking) -> Option<String> {
    let is_wanted = |part: &str| marking.folders.iter().any(|folder| folds_to(part, folder));
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

fn is_folder_note(path: &NotePath) -> bool {
    is_called(path.folder(), path)
}

/// Whether a note has the name of a folder.
fn is_called(folder: &str, note: &NotePath) -> bool {
    let folder = folder.rsplit('/').next().unwrap_or_default();
    !folder.is_empty() && same_name(folder, note.stem())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_tell_copies_and_indexes() {
        #[track_caller]
        fn case(path: &str, expected: Option<Exclusion>) {
            assert_eq!(excluded_by_name(&NotePath::new(path)), expected, "{path}");
        }
        case("People/Ada.sync-conflict-20261101-101010-ABCDEFG.md", Some(Exclusion::ConflictCopy));
        case("People/Ada (Conflicted copy MacBook 202611011010).md", Some(Exclusion::ConflictCopy));
        case("People/Ada (Ben's conflicted copy 2026-11-01).md", Some(Exclusion::ConflictCopy));
        case("People/Drawing.excalidraw.md", Some(Exclusion::Excalidraw));
        case("README.md", Some(Exclusion::Index));
        case("People/_index.md", Some(Exclusion::Index));
        case("People/_People MOC.md", Some(Exclusion::Index));
        case("People/Ada.md", None);
        case("People/Marta Moc.md", None);
    }

    proptest! {
        #[test]
        fn names_are_told_apart_as_their_folded_forms_are(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..5)) {
            let stem = pieces.concat();
            let lower = stem.to_lowercase();
            let expected = if stem.contains(".sync-conflict-") || (lower.contains("conflicted copy") && lower.contains('(')) {
                Some(Exclusion::ConflictCopy)
            } else if lower.ends_with(".excalidraw") {
                Some(Exclusion::Excalidraw)
            } else {
                let is_index = matches!(fold_heading(&stem).as_str(), "readme" | "index" | "moc")
                    || stem.ends_with(" MOC") || stem.ends_with("_MOC");
                is_index.then_some(Exclusion::Index)
            };
            prop_assert_eq!(excluded_by_name(&NotePath::new(&format!("{stem}.md"))), expected, "{:?}", stem);
        }
    }

    /// Pieces of names that are nearly one of those that are told apart.
    const PIECES: &[&str] = &[
        "index",
        "Index",
        "read",
        "ME",
        "moc",
        "MOC",
        " ",
        "_",
        "-",
        "(",
        ")",
        ".",
        "é",
        "e\u{301}",
        "\u{301}",
        "İ",
        "ındex",
        "\u{212a}",
        "📇",
        "conflicted copy",
        "Conflicted",
        " copy",
        ".sync-conflict-",
        ".excalidraw",
        ".Excalidraw",
        "x",
        "7",
        "李",
    ];
}
