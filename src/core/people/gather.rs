//! Makes people from the facts of single notes: resolves names, and puts everything the notes say about a
//! contact into one history (design 3.4).

use super::contact::{Contact, ContactIndex, Interaction, People, Resource};
use super::history;
use super::lines::{Lines, Linked, Linking};
use super::names::NameIndex;
use super::nearly::Nearly;
use super::shared::Shareable;
use crate::core::config::model::Config;
use crate::core::day::Day;
use crate::core::guard::{Slip, caught};
use crate::core::note::facts::{NoteFacts, Shared, Standing};
use crate::core::note::unread_daily;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem, once_each, quoted};
use crate::core::text::{fold_name, nfc};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

/// Texts of the problem for a panic in this module: what was being done, and what is lost.
const PUTTING_TOGETHER: &str = "while putting together";
const LINES_LOST: &str = "some of its lines may not count";

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
        &mut gathering.problems,
        &[Code::UnknownStatus, Code::UnknownTier, Code::UnreadAttendees, Code::UnreadLabel],
    );
    unread_daily::once(&mut gathering.problems, || gathering.others.iter().any(is_daily));
    gathering.settle_ids();
    let linked = gathering.linked(today);
    gathering.add_lines(linked);
    gathering.report_unread();
    once_each(&mut gathering.problems, &[Code::UnreadAttendees, Code::UnreadLine]);
    gathering.finish(today);
    let Gathering { people, others, problems, .. } = gathering;
    Gathered { people, others, problems }
}

struct Gathering<'a> {
    config: &'a Config,
    people: People,
    others: Vec<(NotePath, Standing)>,
    problems: Vec<Problem>,
    /// The contact that each note is about, in the order of `people.notes`.
    owners: Vec<Option<ContactIndex>>,
    /// What the notes say about each contact, in the order of `people.contacts`.
    collected: Vec<Collected>,
    /// The lines of all notes that have any.
    lines: Vec<Lines>,
    /// Interactions in notes whose lines do not count, in the order of the notes.
    unread: Vec<(ContactIndex, Interaction)>,
}

/// What the notes say about a contact, before it is sorted.
struct Collected {
    /// Index of the contact's own note.
    note: u32,
    /// Interactions from the own note, followed by those from other notes.
    history: Vec<Interaction>,
    /// Number of interactions in other notes.
    elsewhere: usize,
    /// The links and addresses in the own note's log.
    shared: Shared,
}

impl<'a> Gathering<'a> {
    fn new(config: &'a Config, notes: usize) -> Gathering<'a> {
        Gathering {
            config,
            people: People { notes: Vec::with_capacity(notes), ..People::default() },
            others: Vec::new(),
            problems: Vec::new(),
            owners: Vec::with_capacity(notes),
            collected: Vec::with_capacity(notes),
            lines: Vec::with_capacity(notes),
            unread: Vec::new(),
        }
    }

    /// Runs one step for one note and reports a panic as a problem of that note. What the step had added
    /// before it panicked stays, since each addition is complete in itself.
    fn guarded<T>(&mut self, path: &NotePath, effect: &str, step: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let taken = caught(|| step(self));
        taken.map_err(|slip| self.problems.push(slip.problem(path, PUTTING_TOGETHER, effect))).ok()
    }

    /// Takes apart the facts of a note. Returns the contact that it is about.
    fn add_note(&mut self, note: u32, mut facts: NoteFacts) -> Option<ContactIndex> {
        crate::core::problem::limit(&facts.path, &mut facts.problems);
        self.problems.append(&mut facts.problems);
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
                self.collected.push(Collected {
                    note,
                    history: Vec::new(),
                    elsewhere: 0,
                    shared: facts.shared,
                });
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
            self.lines.push(Lines { note, owner, entries: facts.entries, tasks: facts.tasks, count });
        }
        owner
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
                self.problems.push(problem.effect("the note is identified by its path"));
                contact.id = contact.path.shared();
            }
        }
    }

    /// Finds out which contacts the lines of each note are about. Each note is independent of the others.
    fn linked(&mut self, today: Day) -> Vec<(u32, Result<Linked, Slip>)> {
        let lines = std::mem::take(&mut self.lines);
        let names = NameIndex::of(&self.people, &self.owners);
        let linking = Linking {
            config: self.config,
            names: &names,
            people: &self.people,
            nearly: Nearly::of(&self.people),
            today,
        };
        let linked = lines.into_par_iter().map(|lines| {
            let note = lines.note;
            let linked = caught(|| match linking.people.notes.get(note as usize) {
                Some(path) => linking.linked(lines, path),
                None => Linked::default(),
            });
            (note, linked)
        });
        let linked = linked.collect();
        self.people.names_differ = names.certainly_differ();
        linked
    }

    fn add_lines(&mut self, mut linked: Vec<(u32, Result<Linked, Slip>)>) {
        self.begin_histories(linked.iter_mut().filter_map(|(_, linked)| linked.as_mut().ok()));
        for (note, linked) in linked {
            let Some(path) = self.people.notes.get(note as usize).cloned() else { continue };
            match linked {
                Ok(linked) => {
                    let _ = self.guarded(&path, LINES_LOST, |it| it.add_linked(linked));
                }
                Err(slip) => self.problems.push(slip.problem(&path, PUTTING_TOGETHER, LINES_LOST)),
            }
        }
    }

    /// Moves the interactions of each contact's own note into its history, and reserves room for those of
    /// other notes.
    fn begin_histories<'l>(&mut self, linked: impl Iterator<Item = &'l mut Linked>) {
        for linked in linked {
            if let Some(collected) = linked.owner.and_then(|owner| self.collected.get_mut(owner.0 as usize)) {
                collected.history = std::mem::take(&mut linked.own);
            }
            for (contact, _) in &linked.elsewhere {
                if let Some(collected) = self.collected.get_mut(contact.0 as usize) {
                    collected.elsewhere += 1;
                }
            }
        }
        self.collected
            .par_iter_mut()
            .for_each(|collected| collected.history.reserve_exact(collected.elsewhere));
    }

    fn add_linked(&mut self, linked: Linked) {
        let Linked { owner, own: _, mut own_tasks, elsewhere, unread, tasks, mut problems } = linked;
        self.unread.extend(unread);
        self.problems.append(&mut problems);
        for (contact, interaction) in elsewhere {
            if let Some(collected) = self.collected.get_mut(contact.0 as usize) {
                collected.history.push(interaction);
            }
        }
        for (contact, task) in tasks {
            if let Some(contact) = self.people.contacts.get_mut(contact.0 as usize) {
                contact.tasks.push(task);
            }
        }
        if let Some(contact) = owner.and_then(|owner| self.people.contacts.get_mut(owner.0 as usize)) {
            match contact.tasks.is_empty() {
                true => contact.tasks = own_tasks,
                false => contact.tasks.append(&mut own_tasks),
            }
        }
    }

    /// Reports the first line of each note that does not count, unless another note says the same of that day.
    fn report_unread(&mut self) {
        let mut reported = None;
        for (index, line) in std::mem::take(&mut self.unread) {
            let is_known = |collected: &Collected| {
                collected.history.iter().any(|entry| entry.day == line.day && entry.kind.is_contact())
            };
            let is_told = self.collected.get(index.0 as usize).is_some_and(is_known);
            let Some(path) = self.people.notes.get(line.note as usize) else { continue };
            if reported == Some(line.note) || is_told || !self.people.contact(index).is_open() {
                continue;
            }
            reported = Some(line.note);
            let message = "a dated line that names a contact, in a note whose lines are not read";
            let problem = Problem::new(Code::UnreadLine, path, message).at(line.spot);
            let help = "write it in the contact's own note, in a daily note or in the inbox";
            self.problems.push(problem.help(help).effect("it counts for nobody"));
        }
    }

    /// Arranges the history of each contact, in parallel.
    fn finish(&mut self, today: Day) {
        let touches = self.config.sequences.values().flat_map(|sequence| &sequence.touches);
        let touches: BTreeSet<String> = touches.map(|touch| touch.name.to_lowercase()).collect();
        let shareable = Shareable::of(&self.people.resources);
        let collected = std::mem::take(&mut self.collected);
        let arranged = self.people.contacts.par_iter_mut().zip(collected).map(|(contact, collected)| {
            let Collected { note, history, elsewhere: _, shared } = collected;
            contact.shared = shareable.named_in(&shared);
            contact.history = history::arrange(history, note, &touches);
            // A `Vec` starts with room for four; most contacts have one or two tasks.
            contact.tasks.shrink_to_fit();
            let mut problems = Vec::new();
            if self.config.sources.front_matter {
                history::add_last_contact(contact, note, today, &mut problems);
            }
            problems
        });
        let problems: Vec<Vec<Problem>> = arranged.collect();
        self.problems.extend(problems.into_iter().flatten());
    }
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
        let [problem] = gathering.problems.as_slice() else { panic!("{:?}", gathering.problems) };
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
            (ids.collect::<Vec<_>>(), gathering.problems.len())
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
