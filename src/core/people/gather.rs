//! From the facts of single notes to people: names are resolved, and what all
//! notes say of a contact is put together in one history (design 3.4).

use super::contact::{Contact, ContactIndex, Interaction, InteractionKind, OwnedTask, People, Resource};
use super::history;
use super::names::{NameIndex, Resolved};
use crate::core::config::model::{Config, Mentions};
use crate::core::day::Day;
use crate::core::guard::{Slip, caught};
use crate::core::note::facts::{Entry, Name, NoteFacts, Reading, Source, Standing, Task};
use crate::core::note::mentions::unknown_name;
use crate::core::note::words::Direction;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::{fold_name, nfc};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};

/// When a fault of ours happened, and what it costs where it was on a note's lines.
const PUTTING_TOGETHER: &str = "while putting together";
const LINES_LOST: &str = "some of its lines may not count";

/// Contacts, other notes, and what went wrong.
pub struct Gathered {
    /// Everybody.
    pub people: People,
    /// Notes that are no contacts, by path.
    pub others: Vec<(NotePath, Standing)>,
    /// Problems of the notes and of putting them together.
    pub problems: Vec<Problem>,
}

/// Puts the facts of all notes together. The order of `notes` does not matter.
pub fn gather(mut notes: Vec<NoteFacts>, config: &Config, today: Day) -> Gathered {
    notes.sort_by(|a, b| a.path.cmp(&b.path));
    let names = NameIndex::with_capacity(notes.len());
    let mut gathering = Gathering::new(config, names);
    let mut others = Vec::new();
    let mut rest = Vec::with_capacity(notes.len());
    let folded: Vec<Folded> = notes.par_iter().map(Folded::of).collect();
    for ((note, facts), folded) in notes.into_iter().enumerate().zip(folded) {
        let note = u32::try_from(note).unwrap_or(u32::MAX);
        let path = facts.path.clone();
        gathering.people.notes.push(path.clone());
        let left_out = "the note may be left out, in whole or in part";
        let Some(remains) = gathering.guarded(&path, left_out, |it| it.add_note(note, facts, folded)) else {
            continue;
        };
        if !matches!(remains.standing, Standing::Contact(_)) {
            others.push((remains.path.clone(), remains.standing.clone()));
        }
        if remains.owner.is_some() || !remains.entries.is_empty() || !remains.tasks.is_empty() {
            rest.push(remains);
        }
    }
    gathering.unique_ids();
    // Whom a line means depends on no other line.
    let mut linked: Vec<(NotePath, Result<Linked, Slip>)> =
        rest.into_par_iter().map(|note| (note.path.clone(), caught(|| gathering.linked(note)))).collect();
    gathering.begin_histories(linked.iter_mut().filter_map(|(_, linked)| linked.as_mut().ok()));
    for (path, linked) in linked {
        match linked {
            Ok(linked) => {
                let _ = gathering.guarded(&path, LINES_LOST, |it| it.add_lines(&path, linked));
            }
            Err(slip) => gathering.problems.push(slip.problem(&path, PUTTING_TOGETHER, LINES_LOST)),
        }
    }
    gathering.finish(today);
    Gathered { people: gathering.people, others, problems: gathering.problems }
}

/// The path of a note and the names of its contact, folded side by side before they are put together.
struct Folded {
    path: String,
    names: Vec<String>,
}

impl Folded {
    fn of(facts: &NoteFacts) -> Folded {
        let contact = facts.contact.iter();
        let names = contact.flat_map(|contact| std::iter::once(&contact.name).chain(&contact.aliases));
        Folded { path: fold_name(facts.path.as_str()), names: names.map(|name| fold_name(name)).collect() }
    }
}

/// What is left of a note's facts once the contact is taken out.
struct Remains {
    note: u32,
    path: NotePath,
    standing: Standing,
    owner: Option<ContactIndex>,
    entries: Vec<Entry>,
    tasks: Vec<Task>,
}

/// The lines of a note by whom they are about.
struct Linked {
    owner: Option<ContactIndex>,
    /// Interactions with the contact whose note it is.
    own: Vec<Interaction>,
    /// Interactions with those whom the lines name.
    elsewhere: Vec<(ContactIndex, Interaction)>,
    /// Tasks with the contacts that each of them names.
    tasks: Vec<(Task, Vec<ContactIndex>)>,
    problems: Vec<Problem>,
}

struct Gathering<'a> {
    config: &'a Config,
    names: NameIndex,
    people: People,
    /// What the notes say of each contact, in the order of `people.contacts`.
    told: Vec<Told>,
    problems: Vec<Problem>,
}

/// What the notes say of a contact, before it is put in order.
struct Told {
    /// Position of the contact's own note.
    note: u32,
    /// What that note says, then what other notes say.
    history: Vec<Interaction>,
    /// How much other notes say.
    elsewhere: usize,
}

impl<'a> Gathering<'a> {
    fn new(config: &'a Config, names: NameIndex) -> Gathering<'a> {
        let people = People::default();
        Gathering { config, names, people, told: Vec::new(), problems: Vec::new() }
    }

    /// Takes one step for one note. What fails in it is told and costs that note; what the
    /// step had added by then stays, for each addition is whole by itself.
    fn guarded<T>(&mut self, path: &NotePath, effect: &str, step: impl FnOnce(&mut Self) -> T) -> Option<T> {
        let taken = caught(|| step(self));
        taken.map_err(|slip| self.problems.push(slip.problem(path, PUTTING_TOGETHER, effect))).ok()
    }

    fn add_note(&mut self, note: u32, mut facts: NoteFacts, folded: Folded) -> Remains {
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
        let owner = match (&facts.standing, facts.contact) {
            (Standing::Contact(mark), Some(contact)) => {
                let index = ContactIndex(u32::try_from(self.people.contacts.len()).unwrap_or(u32::MAX));
                let id = match &contact.id {
                    Some(id) => id.to_string(),
                    None => nfc(facts.path.as_str()).into_owned(),
                };
                self.told.push(Told { note, history: Vec::new(), elsewhere: 0 });
                self.people.contacts.push(Contact {
                    path: facts.path.clone(),
                    id,
                    mark: mark.clone(),
                    facts: contact,
                    history: Vec::new(),
                    tasks: Vec::new(),
                });
                // The contact first: a name that leads to nobody yet would lead to the next one.
                for name in folded.names {
                    self.names.add_name(name, index);
                }
                Some(index)
            }
            _ => None,
        };
        self.names.add_note(folded.path, owner);
        Remains {
            note,
            path: facts.path,
            standing: facts.standing,
            owner,
            entries: facts.entries,
            tasks: facts.tasks,
        }
    }

    /// An id that two notes have identifies neither: both go by their paths.
    fn unique_ids(&mut self) {
        let mut seen: HashMap<&str, u32> = HashMap::new();
        for contact in &self.people.contacts {
            *seen.entry(&contact.id).or_default() += 1;
        }
        let doubled: HashSet<String> =
            seen.into_iter().filter(|(_, count)| *count > 1).map(|(id, _)| id.to_owned()).collect();
        for contact in &mut self.people.contacts {
            if doubled.contains(&contact.id) {
                self.problems.push(
                    Problem::new(
                        Code::DoubledId,
                        &contact.path,
                        format!("another contact has the id {}", quoted(&contact.id)),
                    )
                    .help("give each note an id of its own")
                    .effect("the note goes by its path"),
                );
                contact.id = nfc(contact.path.as_str()).into_owned();
            }
        }
    }

    /// Finds out whom the lines of a note are about.
    fn linked(&self, remains: Remains) -> Linked {
        let Remains { note, path, owner, entries, tasks, .. } = remains;
        let mut problems = Vec::new();
        let mut elsewhere = Vec::new();
        for entry in &entries {
            self.no_effect(&path, entry, &tasks, &mut problems);
            for (contact, leads) in self.others(&path, owner, entry, &mut problems) {
                let kind = elsewhere_kind(entry, owner.is_some(), leads, self.config.sources.mentions);
                elsewhere.extend(kind.map(|kind| (contact, interaction(entry, kind, note))));
            }
        }
        // Collected where the entries lie, which are larger: a history takes no second room.
        let own = match owner {
            Some(_) => entries.into_iter().map(|entry| own_interaction(entry, note)).collect(),
            None => Vec::new(),
        };
        let named = |task| {
            let named = self.named(&path, &task, &mut problems);
            (task, named)
        };
        let tasks = tasks.into_iter().map(named).collect();
        Linked { owner, own, elsewhere, tasks, problems }
    }

    /// Most of a history is its own note's, taken over as it is, with room for what other notes say.
    fn begin_histories<'l>(&mut self, linked: impl Iterator<Item = &'l mut Linked>) {
        for linked in linked {
            if let Some(told) = linked.owner.and_then(|owner| self.told.get_mut(owner.0 as usize)) {
                told.history = std::mem::take(&mut linked.own);
            }
            for (contact, _) in &linked.elsewhere {
                if let Some(told) = self.told.get_mut(contact.0 as usize) {
                    told.elsewhere += 1;
                }
            }
        }
        self.told.iter_mut().for_each(|told| told.history.reserve_exact(told.elsewhere));
    }

    fn add_lines(&mut self, path: &NotePath, linked: Linked) {
        let Linked { owner, own: _, elsewhere, tasks, mut problems } = linked;
        self.problems.append(&mut problems);
        for (contact, interaction) in elsewhere {
            if let Some(told) = self.told.get_mut(contact.0 as usize) {
                told.history.push(interaction);
            }
        }
        for (task, named) in tasks {
            self.add_task(path, owner, task, &named);
        }
    }

    /// The contacts that a line names, each once, without the one whose note it is in.
    fn others(
        &self,
        path: &NotePath,
        owner: Option<ContactIndex>,
        entry: &Entry,
        problems: &mut Vec<Problem>,
    ) -> Vec<(ContactIndex, bool)> {
        let mut found: Vec<(ContactIndex, bool)> = Vec::new();
        for name in &entry.names {
            let starts = entry.source == Source::Inbox && !name.linked;
            let resolved =
                if starts { self.names.resolve_start(name, path) } else { self.names.resolve(name, path) };
            if entry.source == Source::Inbox && matches!(resolved, Resolved::Unknown | Resolved::OtherNote) {
                problems.push(unknown(path, name));
            }
            if let Some(contact) = self.one(resolved, path, name, problems)
                && Some(contact) != owner
                && !found.iter().any(|(known, _)| *known == contact)
            {
                found.push((contact, name.leads));
            }
        }
        found
    }

    /// The one contact that was meant; several are reported.
    fn one(
        &self,
        resolved: Resolved,
        path: &NotePath,
        name: &Name,
        problems: &mut Vec<Problem>,
    ) -> Option<ContactIndex> {
        match resolved {
            Resolved::Contact(contact) => Some(contact),
            Resolved::Ambiguous(several) => {
                let paths: Vec<String> = several
                    .iter()
                    .map(|contact| format!("`{}`", self.people.contact(*contact).path))
                    .collect();
                let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
                let first = several.first().map(|contact| self.people.contact(*contact));
                let example = first.map_or(String::new(), |contact| {
                    let path = contact.path.as_str();
                    format!(", such as `[[{}|{}]]`", path.strip_suffix(".md").unwrap_or(path), contact.name())
                });
                problems.push(
                    Problem::new(
                        Code::AmbiguousName,
                        path,
                        format!("{} fits {}", quoted(&name.target), crate::core::text::list(&paths, "and")),
                    )
                    .at(name.spot)
                    .help(format!("link the note by its path{example}"))
                    .effect("the line counts for nobody of that name"),
                );
                None
            }
            Resolved::OtherNote | Resolved::Unknown => None,
        }
    }

    /// The contacts that a task names, each once.
    fn named(&self, path: &NotePath, task: &Task, problems: &mut Vec<Problem>) -> Vec<ContactIndex> {
        let mut named = Vec::new();
        for name in &task.names {
            let resolved = self.names.resolve(name, path);
            if let Some(contact) = self.one(resolved, path, name, problems)
                && !named.contains(&contact)
            {
                named.push(contact);
            }
        }
        named
    }

    fn add_task(&mut self, path: &NotePath, owner: Option<ContactIndex>, task: Task, named: &[ContactIndex]) {
        // Somebody who is not to be contacted owns only what nobody else could keep.
        let kept_up = |contact: &&ContactIndex| self.people.contact(**contact).is_kept_up();
        let first = named.iter().find(kept_up).or(named.first());
        let Some(owner) = owner.or(first.copied()) else { return };
        let with: Vec<String> = named
            .iter()
            .filter(|contact| **contact != owner && kept_up(contact))
            .map(|contact| self.people.contact(*contact).name().to_owned())
            .collect();
        if let Some(contact) = self.people.contacts.get_mut(owner.0 as usize) {
            contact.tasks.push(OwnedTask { task, path: path.clone(), with });
        }
    }

    /// A hashtag with a meaning that has none where it stands (design 3.4).
    /// On a task it is the task's.
    fn no_effect(&self, path: &NotePath, entry: &Entry, tasks: &[Task], problems: &mut Vec<Problem>) {
        if entry.hashtags.is_empty() {
            return;
        }
        let task = tasks.iter().find(|task| task.spot.line == entry.spot.line);
        for tag in &entry.hashtags {
            let of_task = task.is_some_and(|task| task.hashtags.contains(tag));
            if !of_task && !has_effect(tag, entry.reading, self.config) {
                let needs = needed_for(tag, self.config);
                problems.push(
                    Problem::new(Code::NoEffect, path, format!("`#{tag}` does nothing on this line"))
                        .at(entry.spot)
                        .help(format!("it works on {needs}"))
                        .effect("the line counts without it"),
                );
            }
        }
    }

    /// Arranges the history of each contact; none reads another's.
    fn finish(&mut self, today: Day) {
        let touches = self.config.sequences.values().flat_map(|sequence| &sequence.touches);
        let touches: BTreeSet<String> = touches.map(|touch| touch.name.to_lowercase()).collect();
        let told = std::mem::take(&mut self.told);
        let arranged = self.people.contacts.par_iter_mut().zip(told).map(|(contact, told)| {
            let Told { note, history, .. } = told;
            contact.history = history::arrange(history, note, &touches);
            // A list of tasks begins with room for four; most contacts have one or two.
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

fn unknown(path: &NotePath, name: &Name) -> Problem {
    let words = unknown_name(&name.target);
    Problem::new(Code::UnknownName, path, words.message).at(name.spot).help(words.help).effect(words.effect)
}

fn interaction(entry: &Entry, kind: InteractionKind, note: u32) -> Interaction {
    Interaction {
        day: entry.day,
        kind,
        channel: match entry.reading {
            Reading::Clear(_, channel) => channel,
            _ => None,
        },
        source: entry.source,
        note,
        spot: entry.spot,
        text: entry.text.clone(),
        hashtags: entry.hashtags.clone(),
    }
}

/// As [`interaction`], for the entry's own contact, who takes its text over.
fn own_interaction(entry: Entry, note: u32) -> Interaction {
    Interaction {
        text: entry.text,
        hashtags: entry.hashtags,
        ..interaction(&Entry { text: None, hashtags: Box::default(), ..entry }, own_kind(entry.reading), note)
    }
}

/// What a line of the contact's own note is.
fn own_kind(reading: Reading) -> InteractionKind {
    match reading {
        Reading::Clear(direction, _) => InteractionKind::Clear(direction),
        Reading::Reply => InteractionKind::Reply,
        Reading::Assumed => InteractionKind::Assumed,
        Reading::Mention => InteractionKind::Mention,
        Reading::Light => InteractionKind::Light,
        Reading::Cancelled => InteractionKind::Cancelled,
        Reading::Intention => InteractionKind::Intention,
        Reading::Skip => InteractionKind::Skip,
    }
}

/// What a line that names a contact in another note is for them.
fn elsewhere_kind(
    entry: &Entry,
    in_contact: bool,
    leads: bool,
    mentions: Mentions,
) -> Option<InteractionKind> {
    if in_contact {
        // The same interaction, assumed; what is none for the one is none for the other.
        return own_kind(entry.reading).is_contact().then_some(InteractionKind::Assumed);
    }
    match (entry.source, entry.reading) {
        (Source::Daily, Reading::Assumed) if !leads => match mentions {
            Mentions::Shown => Some(InteractionKind::Mention),
            Mentions::Assumed => Some(InteractionKind::Assumed),
            Mentions::Off => None,
        },
        (_, reading) => Some(own_kind(reading)),
    }
}

/// Whether a hashtag does something on a line read so.
fn has_effect(tag: &str, reading: Reading, config: &Config) -> bool {
    let clear = matches!(reading, Reading::Clear(..) | Reading::Reply);
    let out = matches!(reading, Reading::Clear(Direction::Out, _) | Reading::Reply);
    let incoming = matches!(reading, Reading::Clear(Direction::In, _) | Reading::Reply);
    match tag {
        "no-reply" | "not-now" => incoming,
        "ask" | "birthday" => out || (tag == "birthday" && clear),
        "waiting" => true,
        name if config.sequences.keys().any(|known| known.to_lowercase() == name) => clear,
        _ => out || reading == Reading::Light,
    }
}

fn needed_for(tag: &str, config: &Config) -> &'static str {
    match tag {
        "no-reply" | "not-now" => "a line about something they wrote, such as `email in`",
        "ask" | "birthday" => "a line about something you wrote, such as `email out`",
        name if config.sequences.keys().any(|known| known.to_lowercase() == name) => {
            "a line whose words are known, such as `email out` or `coffee`"
        }
        _ => "a line about something you sent, such as `email out`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_panics_costs_its_note_and_keeps_the_rest() {
        let config = Config::default();
        let mut gathering = Gathering::new(&config, NameIndex::default());
        let ada = NotePath::new("Ada.md");
        let step = |it: &mut Gathering<'_>| it.people.notes.push(ada.clone());
        assert_eq!(gathering.guarded(&ada, "left out", step), Some(()));
        let failed: Option<()> = gathering.guarded(&ada, "left out", |_| panic!("as a fault of ours would"));
        assert_eq!((failed, gathering.people.notes.len()), (None, 1));
        let [problem] = gathering.problems.as_slice() else { panic!("{:?}", gathering.problems) };
        assert_eq!((problem.code, problem.effect.as_str()), (Code::NotePanicked, "left out"));
    }
}
