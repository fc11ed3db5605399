//! Makes people from the facts of single notes: resolves names, and puts everything the notes say about a
//! contact into one history (design 3.4).

use super::contact::{
    Contact, ContactIndex, Interaction, InteractionKind, OwnedTask, People, Resource, ResourceIndex,
};
use super::history::{self, Known};
use super::lines::{Lines, Linked, Linking};
use super::names::NameIndex;
use super::nearly::Nearly;
use super::shared::Shareable;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::guard::{Slip, caught};
use crate::core::note::details::mark_mentioned;
use crate::core::note::doubts::unread_daily::{self, UnreadDays};
use crate::core::note::facts::{NoteFacts, Standing};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem, once_each, quoted};
use crate::core::text::{fold_name, folds_to, nfc, same_name};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// Texts of the problem for a panic in this module: what was being done, and what is lost.
const PUTTING_TOGETHER: &str = "while putting together";
const LINES_LOST: &str = "some of its lines may not count";

/// The inbox of a vault that names no other.
const INBOX: &str = "inbox.md";

/// Number of notes whose lines are looked up at a time.
const ROUND: usize = 2048;

/// The people, the other notes, and the problems of all notes.
pub struct Gathered {
    /// The contacts and resources.
    pub people: People,
    /// The notes that are not contacts, sorted by path.
    pub others: Vec<(NotePath, Standing)>,
    /// Problems from reading the notes and from putting them together.
    pub problems: Vec<Problem>,
}

/// Puts the facts of all notes together. The order of `notes` does not matter.
pub fn gather(mut notes: Vec<NoteFacts>, config: &Config, today: Day) -> Gathered {
    notes.sort_by(|a, b| a.path.cmp(&b.path));
    let mut gathering = Gathering::new(config, notes.len());
    for (note, facts) in notes.into_iter().enumerate() {
        let path = facts.path.clone();
        let left_out = "the note may be left out, in whole or in part";
        let note = u32::try_from(note).unwrap_or(u32::MAX);
        let owner = gathering.guarded(&path, left_out, |it| it.add_note(note, facts));
        gathering.people.notes.push(path);
        gathering.owners.push(owner.flatten());
    }
    let is_daily = |(_, standing): &(NotePath, Standing)| *standing == Standing::Daily;
    once_each(
        &mut gathering.found.problems,
        &[Code::UnknownKey, Code::UnknownStatus, Code::UnknownTier, Code::UnreadAttendees, Code::UnreadLabel],
    );
    let unread_days =
        unread_daily::once(&mut gathering.found.problems, || gathering.others.iter().any(is_daily));
    gathering.report_missing_inbox();
    gathering.settle_ids();
    gathering.link_lines(today);
    gathering.found.move_elsewhere();
    gathering.report_unread(&unread_days);
    let codes = [Code::UnreadAttendees, Code::UnreadDaily, Code::UnreadLine];
    once_each(&mut gathering.found.problems, &codes);
    gathering.finish(today);
    let Gathering { people, others, found, .. } = gathering;
    Gathered { people, others, problems: found.problems }
}

struct Gathering<'a> {
    config: &'a Config,
    people: People,
    others: Vec<(NotePath, Standing)>,
    /// The contact that each note is about, in the order of `people.notes`.
    owners: Vec<Option<ContactIndex>>,
    /// The lines of all notes that have any.
    lines: Vec<Lines>,
    found: Found,
}

/// What was found in the notes so far.
#[derive(Default)]
struct Found {
    /// What they say about each contact, in the order of `people.contacts`.
    collected: Vec<Collected>,
    /// Interactions noted elsewhere than in the contact's own note, in the order of the notes.
    elsewhere: Vec<(ContactIndex, Interaction)>,
    /// Interactions in notes whose lines do not count, in the order of the notes.
    unread: Vec<(ContactIndex, Interaction)>,
    /// Resources that logs and lines link beside a contact.
    shared: Vec<(ContactIndex, ResourceIndex)>,
    problems: Vec<Problem>,
}

impl Found {
    /// Takes what the lines of a note say.
    fn add(&mut self, linked: Linked) {
        let Linked { owner, own, mut own_tasks, mut elsewhere, mut unread, tasks, mut shared, mut problems } =
            linked;
        self.shared.append(&mut shared);
        self.elsewhere.append(&mut elsewhere);
        self.unread.append(&mut unread);
        self.problems.append(&mut problems);
        for (contact, task) in tasks {
            if let Some(collected) = self.of(contact) {
                collected.tasks.push(task);
            }
        }
        if let Some(collected) = owner.and_then(|owner| self.of(owner)) {
            collected.history = own;
            match collected.tasks.is_empty() {
                true => collected.tasks = own_tasks,
                false => collected.tasks.append(&mut own_tasks),
            }
        }
    }

    fn of(&mut self, contact: ContactIndex) -> Option<&mut Collected> {
        self.collected.get_mut(contact.0 as usize)
    }

    /// Moves the interactions noted elsewhere into the histories of their contacts.
    fn move_elsewhere(&mut self) {
        let elsewhere = std::mem::take(&mut self.elsewhere);
        let mut numbers = vec![0; self.collected.len()];
        for (contact, _) in &elsewhere {
            numbers.get_mut(contact.0 as usize).into_iter().for_each(|number| *number += 1);
        }
        let rooms = self.collected.par_iter_mut().zip(numbers);
        rooms.for_each(|(collected, number)| collected.history.reserve_exact(number));
        for (contact, interaction) in elsewhere {
            if let Some(collected) = self.of(contact) {
                collected.history.push(interaction);
            }
        }
    }
}

/// What the notes say about a contact, before it is sorted.
struct Collected {
    /// Index of the contact's own note.
    note: u32,
    /// Interactions from the own note, followed by those from other notes.
    history: Vec<Interaction>,
    tasks: Vec<OwnedTask>,
}

impl<'a> Gathering<'a> {
    fn new(config: &'a Config, notes: usize) -> Gathering<'a> {
        Gathering {
            config,
            people: People { notes: Vec::with_capacity(notes), ..People::default() },
            others: Vec::new(),
            owners: Vec::with_capacity(notes),
            lines: Vec::with_capacity(notes),
            found: Found { collected: Vec::with_capacity(notes), ..Found::default() },
        }
    }

    /// Runs one step for one note and reports a panic as a problem of that note. What the step had added
    /// before it panicked stays, since each addition is complete in itself.
    fn guarded<T>(&mut self, path: &NotePath, effect: &str, step: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let taken = caught(|| step(self));
        taken.map_err(|slip| self.found.problems.push(slip.problem(path, PUTTING_TOGETHER, effect))).ok()
    }

    /// Takes apart the facts of a note. Returns the contact that it is about.
    fn add_note(&mut self, note: u32, mut facts: NoteFacts) -> Option<ContactIndex> {
        crate::core::problem::limit(&facts.path, &mut facts.problems);
        self.found.problems.append(&mut facts.problems);
        if let Some(resource) = facts.resource {
            self.people.resources.push(Resource {
                path: facts.path.clone(),
                title: resource.title.into(),
                url: resource.url.map(Into::into),
                topics: resource.topics.iter().map(|topic| fold_name(topic)).collect(),
            });
        }
        let count = !matches!(facts.standing, Standing::Other(_));
        let owner = match (facts.standing, facts.contact) {
            (Standing::Contact(mark), Some(contact)) => {
                let index = ContactIndex::at(self.people.contacts.len());
                self.found.collected.push(Collected { note, history: Vec::new(), tasks: Vec::new() });
                self.people.contacts.push(Contact {
                    id: facts.path.shared(),
                    path: facts.path,
                    mark,
                    facts: contact,
                    history: Vec::new(),
                    tasks: Vec::new(),
                    shared: Box::default(),
                });
                Some(index)
            }
            (Standing::Contact(_), None) => None,
            (standing, _) => {
                self.others.push((facts.path, standing));
                None
            }
        };
        if owner.is_some() || !facts.entries.is_empty() || !facts.tasks.is_empty() {
            let (entries, tasks, shared) = (facts.entries, facts.tasks, facts.shared);
            self.lines.push(Lines { note, owner, entries, tasks, shared, count });
        }
        owner
    }

    /// Reports an inbox that is not read as one: the configuration names another file, which is no note.
    fn report_missing_inbox(&mut self) {
        let wanted = &self.config.inbox;
        let is_read = || self.people.notes.iter().any(|path| same_name(path.as_str(), wanted));
        if !self.config.sources.inbox || folds_to(wanted, INBOX) || is_read() {
            return;
        }
        let is_inbox = |(path, standing): &&(NotePath, Standing)| {
            path.as_str() == INBOX && matches!(standing, Standing::Other(_))
        };
        if let Some((path, _)) = self.others.iter().find(is_inbox) {
            let wanted = quoted(wanted);
            let message =
                format!("this is not the inbox: `inbox:` names {wanted}, which is not among the notes");
            let problem = Problem::new(Code::NoEffect, path, message);
            let help = "move the note there, or change `inbox:` in followup.yaml";
            self.found.problems.push(problem.help(help).effect("its lines do not count"));
        }
    }

    /// Gives each contact its id. A contact whose id is also the id or the path of another uses its own path
    /// instead, as spelled on disk; so the ids differ after one round.
    fn settle_ids(&mut self) {
        self.people.contacts.par_iter_mut().for_each(|contact| {
            contact.id = match &contact.facts.rare.id {
                Some(id) => Arc::from(&**id),
                None => path_id(&contact.path),
            };
        });
        let doubled = doubled_ids(&self.people.contacts);
        if doubled.is_empty() {
            return;
        }
        for contact in &mut self.people.contacts {
            if doubled.contains(&*contact.id) && *contact.id != *contact.path.as_str() {
                let message = format!("another contact has the id {}", quoted(&contact.id));
                let problem = Problem::new(Code::DoubledId, &contact.path, message);
                let problem = problem.help("give each note an id of its own");
                self.found.problems.push(problem.effect("the note is identified by its path"));
                contact.id = contact.path.shared();
            }
        }
    }

    /// Finds out which contacts the lines of each note are about, and takes what they say. Each note is independent of the
    /// others. A round at a time keeps what was found of few notes beside the facts of all: 9 MB less at 100,000 notes.
    fn link_lines(&mut self, today: Day) {
        let names = NameIndex::of(&self.people, &self.owners);
        let shareable = Shareable::of(&self.people.resources);
        let linking = Linking {
            shareable: &shareable,
            config: self.config,
            names: &names,
            people: &self.people,
            nearly: Nearly::of(&self.people),
            today,
        };
        let mut lines = std::mem::take(&mut self.lines).into_iter();
        loop {
            let round: Vec<Lines> = lines.by_ref().take(ROUND).collect();
            if round.is_empty() {
                break;
            }
            let linked = round.into_par_iter().filter_map(|lines| {
                let path = linking.people.notes.get(lines.note as usize)?;
                Some((path, caught(|| linking.linked(lines, path))))
            });
            let linked: Vec<(&NotePath, Result<Linked, Slip>)> = linked.collect();
            for (path, linked) in linked {
                let added = linked.and_then(|linked| caught(|| self.found.add(linked)));
                if let Err(slip) = added {
                    self.found.problems.push(slip.problem(path, PUTTING_TOGETHER, LINES_LOST));
                }
            }
        }
        self.people.names_differ = names.certainly_differ();
    }

    /// Reports the first line of each note that does not count, unless another note says the same of that day.
    fn report_unread(&mut self, unread_days: &UnreadDays) {
        let mut reported = None;
        for (index, line) in std::mem::take(&mut self.found.unread) {
            let is_known = |collected: &Collected| {
                collected.history.iter().any(|entry| entry.day == line.day && entry.kind.is_contact())
            };
            let is_told = self.found.collected.get(index.0 as usize).is_some_and(is_known);
            let Some(path) = self.people.notes.get(line.note as usize) else { continue };
            if reported == Some(line.note) || is_told || !self.people.contact(index).is_open() {
                continue;
            }
            reported = Some(line.note);
            let hint = unread_days.hint(path).map(|hint| hint.at(line.spot));
            self.found.problems.extend(hint);
        }
    }

    /// Arranges the history of each contact, in parallel.
    fn finish(&mut self, today: Day) {
        let touches = self.config.sequences.values().flat_map(|sequence| &sequence.touches);
        let touches: BTreeSet<String> = touches.map(|touch| touch.name.to_lowercase()).collect();
        let words = &self.config.words;
        let collected = std::mem::take(&mut self.found.collected);
        let mut shared = std::mem::take(&mut self.found.shared);
        shared.sort_unstable();
        shared.dedup();
        let contacts = self.people.contacts.par_iter_mut().enumerate();
        let arranged = contacts.zip(collected).map(|((place, contact), collected)| {
            let Collected { note, history, tasks } = collected;
            contact.shared = of(&shared, ContactIndex::at(place)).collect();
            mark_hooks(contact, note, &history);
            let known = Known { touches: &touches, words, names: &[contact.name()] };
            contact.history = history::arrange(history, note, known);
            contact.tasks = tasks;
            // A `Vec` starts with room for four; most contacts have one or two tasks.
            contact.tasks.shrink_to_fit();
            let mut problems = Vec::new();
            if self.config.sources.front_matter {
                history::add_last_contact(contact, note, today, &mut problems);
            }
            problems
        });
        let problems: Vec<Vec<Problem>> = arranged.collect();
        self.found.problems.extend(problems.into_iter().flatten());
    }
}

/// Marks the hooks of a contact that lines in other notes mention.
fn mark_hooks(contact: &mut Contact, own: u32, history: &[Interaction]) {
    let is_told = |kind| !matches!(kind, InteractionKind::Intention | InteractionKind::Cancelled);
    let elsewhere = history.iter().filter(|entry| entry.note != own && is_told(entry.kind));
    mark_mentioned(&mut contact.facts.hooks, elsewhere.filter_map(|entry| entry.text.as_deref()));
}

/// Returns what a sorted list has for a contact.
fn of(all: &[(ContactIndex, ResourceIndex)], contact: ContactIndex) -> impl Iterator<Item = ResourceIndex> {
    let start = all.partition_point(|(other, _)| *other < contact);
    let from = all.get(start..).unwrap_or_default().iter();
    from.take_while(move |(other, _)| *other == contact).map(|(_, resource)| *resource)
}

/// Returns the ids that are the id or path of several contacts.
fn doubled_ids(contacts: &[Contact]) -> HashSet<Box<str>> {
    let hasher = RandomState::new();
    let hashes = contacts.par_iter().flat_map_iter(names).map(|name| hasher.hash_one(name));
    let mut hashes: Vec<u64> = hashes.collect();
    hashes.par_sort_unstable();
    // Comparing numbers is faster than comparing texts: if all hashes differ, so do the names.
    if hashes.windows(2).all(|pair| pair.first() != pair.last()) {
        return HashSet::new();
    }
    let mut seen = HashSet::new();
    contacts.iter().flat_map(names).filter(|name| !seen.insert(*name)).map(Box::from).collect()
}

/// Returns the id and the path of a contact, once if they are the same.
fn names(contact: &Contact) -> impl Iterator<Item = &str> {
    let (id, path) = (&*contact.id, contact.path.as_str());
    std::iter::once(id).chain((id != path).then_some(path))
}

/// The id of a contact without an `id`: the path in NFC, which it usually is already.
fn path_id(path: &NotePath) -> Arc<str> {
    match nfc(path.as_str()) {
        Cow::Borrowed(_) => path.shared(),
        Cow::Owned(path) => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture;

    #[test]
    fn a_panic_in_a_step_costs_only_its_note() {
        let config = Config::default();
        let mut gathering = Gathering::new(&config, 1);
        let ada = NotePath::new("Ada.md");
        let step = |it: &mut Gathering<'_>| it.people.notes.push(ada.clone());
        assert_eq!(gathering.guarded(&ada, "left out", step), Some(()));
        let failed: Option<()> = gathering.guarded(&ada, "left out", |_| panic!("as a fault of ours would"));
        assert_eq!((failed, gathering.people.notes.len()), (None, 1));
        let [problem] = gathering.found.problems.as_slice() else { panic!("{:?}", gathering.found.problems) };
        assert_eq!((problem.code, problem.effect.as_str()), (Code::NotePanicked, "left out"));
    }

    #[test]
    fn ids_differ_in_the_end() {
        let config = Config::default();
        let ids = |contacts: &[(&str, Option<&str>)]| {
            let mut gathering = Gathering::new(&config, 1);
            gathering.people.contacts = contacts
                .iter()
                .map(|(path, id)| {
                    let mut contact = fixture::contact(path, "Zoe");
                    contact.facts.rare.id = id.map(Into::into);
                    contact
                })
                .collect();
            gathering.settle_ids();
            let ids = gathering.people.contacts.iter().map(|contact| contact.id.to_string());
            (ids.collect::<Vec<_>>(), gathering.found.problems.len())
        };
        let (composed, decomposed) = ("People/Zo\u{eb}.md", "People/Zoe\u{308}.md");
        assert_eq!(ids(&[(decomposed, None)]), (vec![composed.to_owned()], 0));
        assert_eq!(
            ids(&[(decomposed, None), (composed, None)]),
            (vec![decomposed.to_owned(), composed.to_owned()], 1)
        );
        let three = ids(&[("A.md", Some("x")), ("B.md", Some("x")), ("C.md", Some("A.md"))]);
        assert_eq!(three, (vec!["A.md".to_owned(), "B.md".to_owned(), "C.md".to_owned()], 3));
        // Each but the first two would take its path only after the one before it.
        let paths: Vec<String> = (0..20_000).map(|place| format!("{place}.md")).collect();
        let chain: Vec<(&str, Option<&str>)> = paths
            .iter()
            .enumerate()
            .map(|(place, path)| (&**path, Some(if place < 2 { "x" } else { &*paths[place - 1] })))
            .collect();
        assert_eq!(ids(&chain), (paths.clone(), 20_000));
    }
}
