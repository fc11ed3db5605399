//! An overview of a vault for somebody who begins: how contacts were recognised, what is known of the last
//! contacts, and the groups of people that could get a rule.

use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::named::named;
use crate::core::note::facts::{Mark, Source, TaskState};
use crate::core::people::contact::{Contact, People};
use crate::core::people::settings::Status;
use crate::core::text::fold_heading;
use std::collections::BTreeMap;

/// The overview of a vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Number of notes.
    pub notes: usize,
    /// Number of contacts.
    pub contacts: usize,
    /// The marks by which contacts were recognised, most frequent first.
    pub marks: Vec<(String, usize)>,
    /// The sources of the last contact of each person, most frequent first.
    pub sources: Vec<(&'static str, usize)>,
    /// Number of contacts without any known contact.
    pub never: usize,
    /// The day of the newest contact in the vault.
    pub newest: Option<Day>,
    /// Number of contacts with a birthday.
    pub birthdays: usize,
    /// Number of open dated promises and waiting-fors.
    pub promises: usize,
    /// Number of contacts whose note has a cadence of its own.
    pub own_cadence: usize,
    /// Groups of people by tag and relationship, largest first.
    pub groups: Vec<Group>,
}

/// People with a common tag or relationship.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// Whether it is a tag or a relationship.
    pub sort: Sort,
    /// The tag or relationship, as most of them spell it.
    pub name: String,
    /// Number of people.
    pub people: usize,
    /// Number of people with a contact in their history.
    pub with_log: usize,
    /// The median gap in days between two contacts.
    pub usual_gap: Option<i64>,
}

named! {
    /// The feature that a group shares, named by its key below `match` of a rule.
    pub enum Sort {
        /// A tag, or one below it.
        Tag "tag",
        /// A relationship.
        Relationship "relationship",
    }
}

/// Returns the overview of a vault as of `today`.
pub fn look(people: &People, notes: usize, config: &Config, today: Day) -> Look {
    let mut look = Look { notes, contacts: people.contacts.len(), ..Look::default() };
    let mut marks: BTreeMap<String, usize> = BTreeMap::new();
    let mut sources: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<(Sort, String), Gathered> = BTreeMap::new();
    for contact in &people.contacts {
        *marks.entry(mark(&contact.mark)).or_default() += 1;
        let last = contact.last_contact(today);
        match last {
            Some(last) => *sources.entry(source(last.source)).or_default() += 1,
            None => look.never += 1,
        }
        look.newest = look.newest.max(last.map(|last| last.day));
        look.birthdays += usize::from(contact.facts.birthday.is_some());
        let tasks = contact.tasks.iter().map(|owned| &owned.task);
        look.promises += tasks.filter(|task| task.state == TaskState::Open && task.due.is_some()).count();
        look.own_cadence += usize::from(contact.facts.settings.cadence.is_some());
        if is_kept_up(contact) {
            for (sort, name) in names(contact, config) {
                groups.entry((sort, fold_heading(&name))).or_default().add(contact, name, today);
            }
        }
    }
    look.marks = by_number(marks);
    look.sources = by_number(sources);
    look.groups = groups.into_iter().map(|((sort, _), gathered)| gathered.group(sort)).collect();
    look.groups.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.cmp(b)));
    look
}

/// Whether follow-ups are proposed for a contact with the note as it is.
pub fn is_kept_up(contact: &Contact) -> bool {
    let status = contact.facts.status.map_or(Status::Active, |found| found.value);
    contact.is_kept_up() && status == Status::Active
}

fn by_number<T>(numbers: BTreeMap<T, usize>) -> Vec<(T, usize)> {
    let mut numbers: Vec<(T, usize)> = numbers.into_iter().collect();
    numbers.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    numbers
}

fn mark(mark: &Mark) -> String {
    match mark {
        Mark::Type(what) => format!("`{what}`"),
        Mark::Tag(tag) => format!("tag #{tag}"),
        Mark::Category(category) => format!("category {category}"),
        Mark::VCard(_) => "vCard keys".to_owned(),
        Mark::ContactTable => "contact table".to_owned(),
        Mark::Folder(folder) => format!("folder {folder}/"),
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Log => "their own logs",
        Source::Meeting => "meeting notes",
        Source::Daily => "daily notes",
        Source::Inbox => "the inbox",
        Source::FrontMatter => "keys such as last-contact",
    }
}

/// Returns the tags and the relationship of a contact. Only the first part of a tag counts, unless it merely
/// marks a contact, as in `person/client`.
fn names(contact: &Contact, config: &Config) -> Vec<(Sort, String)> {
    let mut names: Vec<(Sort, String)> = Vec::new();
    for tag in &contact.facts.tags {
        let mut parts = tag.split('/').filter(|part| !part.is_empty());
        let Some(first) = parts.next() else { continue };
        let marks = |part: &str| config.contacts.tags.iter().any(|known| known.eq_ignore_ascii_case(part));
        let name = match (marks(first), parts.next()) {
            (false, _) => first.to_owned(),
            (true, Some(second)) => format!("{first}/{second}"),
            (true, None) => continue,
        };
        if !names.iter().any(|(_, known)| fold_heading(known) == fold_heading(&name)) {
            names.push((Sort::Tag, name));
        }
    }
    if let Some(relationship) = &contact.facts.rare.relationship {
        names.push((Sort::Relationship, relationship.to_string()));
    }
    names
}

#[derive(Default)]
struct Gathered {
    spellings: BTreeMap<String, usize>,
    people: usize,
    with_log: usize,
    gaps: Vec<i64>,
}

impl Gathered {
    fn add(&mut self, contact: &Contact, name: String, today: Day) {
        *self.spellings.entry(name).or_default() += 1;
        self.people += 1;
        let mut days: Vec<Day> = contact.contacts(today).map(|entry| entry.day).collect();
        days.dedup();
        self.with_log += usize::from(!days.is_empty());
        self.gaps.extend(days.iter().zip(days.iter().skip(1)).map(|(a, b)| b.days_since(*a)));
    }

    fn group(mut self, sort: Sort) -> Group {
        self.gaps.sort_unstable();
        let name = self.spellings.iter().max_by_key(|(_, number)| **number).map(|(name, _)| name.clone());
        Group {
            sort,
            name: name.unwrap_or_default(),
            people: self.people,
            with_log: self.with_log,
            usual_gap: self.gaps.get(self.gaps.len() / 2).copied(),
        }
    }
}
