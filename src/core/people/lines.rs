//! Finds out which contacts the lines of a note are about (design 3.4). Notes are independent and done in
//! parallel.

use super::attendees::{self, Attendees};
use super::contact::{Contact, ContactIndex, Interaction, InteractionKind, OwnedTask, People, ResourceIndex};
use super::names::{NameIndex, Resolved};
use super::nearly::Nearly;
use super::shared::Shareable;
use crate::core::config::model::{Config, Mentions};
use crate::core::day::Day;
use crate::core::note::facts::{Entry, Name, Reading, Said, Shared, Source, Stands, Task};
use crate::core::note::linked_names::linked_pages;
use crate::core::note::log::line::reading::Tense;
use crate::core::note::log::line::topic::kept;
use crate::core::note::log::line::words::Direction;
use crate::core::note::meant_tags::{BIRTHDAY, MeantTags};
use crate::core::note::mentions::inbox::unknown_name;
use crate::core::note::mentions::inbox_line::InboxLine;
use crate::core::note::tag_effect::{TagEffect, is_after_thanks};
use crate::core::place::{NotePath, without_ending};
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::{list_in_ticks, lower};

/// The lines of a note, without the contact it is about.
pub(super) struct Lines {
    pub(super) note: u32,
    /// The contact that the note is about.
    pub(super) owner: Option<ContactIndex>,
    /// The dated lines.
    pub(super) entries: Vec<Entry>,
    pub(super) tasks: Vec<Task>,
    /// The links and addresses in the log of the contact, or in the text of a meeting note.
    pub(super) shared: Shared,
    /// Whether the dated lines of such a note count.
    pub(super) count: bool,
}

/// The lines of a note, grouped by the contacts they are about.
#[derive(Default)]
pub(super) struct Linked {
    /// The contact that the note is about.
    pub(super) owner: Option<ContactIndex>,
    /// Interactions with the owner.
    pub(super) own: Vec<Interaction>,
    /// Tasks of the owner.
    pub(super) own_tasks: Vec<OwnedTask>,
    /// Interactions with other contacts named in the lines.
    pub(super) elsewhere: Vec<(ContactIndex, Interaction)>,
    /// The same in a note whose lines do not count.
    pub(super) unread: Vec<(ContactIndex, Interaction)>,
    /// Tasks of a note without an owner, with the contacts they belong to.
    pub(super) tasks: Vec<(ContactIndex, OwnedTask)>,
    /// Resources that the log of a contact and the lines about one link.
    pub(super) shared: Vec<(ContactIndex, ResourceIndex)>,
    /// Unknown and ambiguous names, and hashtags without effect.
    pub(super) problems: Vec<Problem>,
}

/// What the lines are looked up in.
pub(super) struct Linking<'a> {
    pub(super) config: &'a Config,
    pub(super) names: &'a NameIndex<'a>,
    pub(super) people: &'a People,
    pub(super) today: Day,
    pub(super) nearly: Nearly<'a>,
    pub(super) shareable: &'a Shareable<'a>,
}

impl Linking<'_> {
    /// Groups the lines of one note by the contacts they are about.
    pub(super) fn linked(&self, lines: Lines, path: &NotePath) -> Linked {
        let Lines { note, owner, mut entries, tasks, shared, count } = lines;
        // A note's entries are either all from the inbox or none.
        if entries.first().is_some_and(|entry| entry.source == Source::Inbox) {
            entries.iter_mut().for_each(|entry| self.read_inbox_line(entry, path));
        }
        let mut note_lines =
            NoteLines { linking: self, path, owner, named: Vec::new(), problems: Vec::new() };
        let mut linked = Linked { owner, ..Linked::default() };
        let of_note = self.shareable.named_in(&shared, path);
        if let Some(owner) = owner {
            linked.shared.extend(of_note.iter().map(|resource| (owner, *resource)));
        }
        let is_alone = entries.len() == 1;
        // Collected in place they would keep a part of the room of the entries, which are larger; the rest fits little
        // else. 4 MB at 100,000 notes.
        let own = entries.into_iter().map(|entry| {
            note_lines.find_others(&entry);
            if entry.source == Source::Meeting && entry.names.is_empty() {
                note_lines.find_in_path(is_alone);
                // A line of that day says more.
                let is_met = |contact: ContactIndex| {
                    let met = InteractionKind::Clear(Direction::Both);
                    linked.elsewhere.iter().any(|(known, line)| *known == contact && line.kind == met)
                };
                note_lines.named.retain(|(contact, _)| !is_met(*contact));
            }
            note_lines.no_effect(&entry, &tasks);
            let resources = note_lines.resources(&entry, &of_note);
            let mut own = interaction(entry, note);
            if owner.is_some() && own.kind == InteractionKind::Assumed {
                // A task that was planned for a date had a card of its own.
                let is_promise = task_on(&tasks, own.spot.line).is_some_and(|task| task.is_planned);
                own.kind = if is_promise { InteractionKind::Errand } else { own.kind };
            }
            note_lines.give_to_others(&own, &resources, &mut linked);
            own
        });
        let mut interactions = Vec::with_capacity(own.len());
        interactions.extend(own);
        if !count {
            note_lines.problems.clear();
            linked.shared.clear();
            linked.unread = std::mem::take(&mut linked.elsewhere);
            linked.unread.retain(|(_, line)| line.kind.is_contact());
        }
        if owner.is_some() {
            linked.own = interactions;
            linked.own_tasks = Vec::with_capacity(tasks.len());
        }
        for task in tasks {
            note_lines.named.clear();
            note_lines.add_all(&task.names);
            match owner {
                Some(owner) => linked.own_tasks.push(note_lines.owned(owner, task)),
                None if task.names.is_empty() => note_lines.find_unlinked(&task),
                None => {
                    let keeper = note_lines.keeper();
                    linked.tasks.extend(keeper.map(|keeper| (keeper, note_lines.owned(keeper, task))));
                }
            }
        }
        linked.problems = note_lines.problems;
        linked
    }

    /// Reads a line of the inbox. Its names need no brackets, so it can only be read once all names are
    /// known.
    fn read_inbox_line(&self, entry: &mut Entry, path: &NotePath) {
        let Some(text) = entry.text.take() else { return };
        let words = &self.config.words;
        let line = InboxLine::of(&text, entry.spot, words, &|name| self.names.knows(name, path));
        let (said, topic) = line.read(words, Tense::of(entry.day, self.today));
        entry.said = said;
        entry.text = kept(&topic);
        let named = line.named.into_iter().map(|named| named.name);
        entry.names = named.chain(linked_pages(&text, entry.spot)).collect();
    }

    /// Reports a name that nobody has.
    fn unknown(&self, name: &Name, path: &NotePath) -> Problem {
        let near: Vec<&str> = self.nearly.find(&name.target).into_iter().map(Contact::name).collect();
        let words = unknown_name(&name.target, &near, &self.config.words);
        let problem = Problem::new(Code::UnknownName, path, words.message).at(name.spot);
        problem.help(words.help).effect(words.effect)
    }
}

/// The lines of one note while they are read.
struct NoteLines<'a> {
    linking: &'a Linking<'a>,
    path: &'a NotePath,
    owner: Option<ContactIndex>,
    /// The contacts named in the current line, each once, with where they stand on it. One list is
    /// reused for all lines.
    named: Vec<(ContactIndex, Stands)>,
    problems: Vec<Problem>,
}

impl NoteLines<'_> {
    /// Finds the contacts named in a dated line, other than the owner.
    fn find_others(&mut self, entry: &Entry) {
        self.named.clear();
        let mut others = Vec::new();
        for name in &entry.names {
            let resolved = self.linking.names.resolve(name, self.path);
            match resolved {
                Resolved::Unknown | Resolved::OtherNote => others.push((name, resolved)),
                Resolved::Contact(contact) if Some(contact) == self.owner => {}
                Resolved::Contact(_) | Resolved::Ambiguous(_) => self.add(resolved, name),
            }
        }
        if entry.source == Source::Meeting {
            return others.into_iter().for_each(|(name, _)| self.find_attendees(name));
        }
        if entry.source == Source::Inbox {
            // In `sent [[Case study]] to [[Ada]]` the link to another note is not meant as a person.
            let is_lost = |resolved: &Resolved| *resolved == Resolved::Unknown || self.named.is_empty();
            let lost = others
                .into_iter()
                .filter(|(name, resolved)| name.stands == Stands::First && is_lost(resolved));
            let others_count = !self.named.is_empty();
            let (linking, path) = (self.linking, self.path);
            let told = lost.map(|(name, _)| {
                let problem = linking.unknown(name, path);
                if others_count { problem.effect("the line counts for the others") } else { problem }
            });
            self.problems.extend(told);
        }
    }

    /// Adds an interaction to those of the contacts named on its line, and the resources that it links.
    fn give_to_others(&self, own: &Interaction, resources: &[ResourceIndex], linked: &mut Linked) {
        let mentions = self.linking.config.sources.mentions;
        // The links of the own log are known.
        let is_apart = own.kind.is_contact() && own.source == Source::FrontMatter;
        if let Some(owner) = self.owner.filter(|_| is_apart) {
            linked.shared.extend(resources.iter().map(|resource| (owner, *resource)));
        }
        for (place, (contact, stands)) in self.named.iter().enumerate() {
            let stands = stands.after(self.named.iter().take(place).map(|(_, before)| *before));
            let Some(kind) = elsewhere_kind(own, self.owner.is_some(), stands, mentions) else { continue };
            if kind.is_contact() {
                linked.shared.extend(resources.iter().map(|resource| (*contact, *resource)));
            }
            linked.elsewhere.push((*contact, Interaction { kind, ..own.clone() }));
        }
    }

    /// The resources that a line links; for a meeting, also those that its note does.
    fn resources(&self, entry: &Entry, of_note: &[ResourceIndex]) -> Vec<ResourceIndex> {
        // Most vaults have none, and the log of a contact's own note was looked through as a whole.
        if self.linking.shareable.is_empty() {
            return Vec::new();
        }
        let links = entry.names.iter().filter(|name| name.linked);
        let linked = links.flat_map(|name| self.linking.shareable.linked(&name.target, self.path));
        let of_meeting = of_note.iter().copied().filter(|_| entry.source == Source::Meeting);
        linked.chain(of_meeting).collect()
    }

    /// Reports a task of the inbox that names a contact, but not by a link.
    fn find_unlinked(&mut self, task: &Task) {
        let words = &self.linking.config.words;
        let is_known = |name: &str| self.linking.names.knows(name, self.path);
        let Some(named) = InboxLine::first_known(&task.text, task.spot, words, &is_known) else { return };
        let name = &named.name.target;
        let message = format!("a task of the inbox names {} without a link", quoted(name));
        let problem = Problem::new(Code::NoEffect, self.path, message).at(task.spot);
        let help = format!("write `[[{name}]]` if it is a promise to them, or move it into their note");
        self.problems.push(problem.help(help).effect("it is on nobody's card"));
    }

    /// Finds who a meeting was with that names nobody, by the name of its note. Reports it if nothing else in the note counts.
    fn find_in_path(&mut self, is_alone: bool) {
        let found = attendees::in_path(self.linking.names, self.path);
        let is_nobody = found.is_empty();
        self.named.extend(found.into_iter().map(|contact| (contact, Stands::First)));
        if is_nobody && is_alone {
            let message = "a meeting that names nobody";
            let problem = Problem::new(Code::UnreadAttendees, self.path, message.to_owned());
            let help = "say who was there in its front matter, as in `attendees: [Ada, Ben]`";
            self.problems.push(problem.help(help).effect("the meeting counts for nobody"));
        }
    }

    /// Finds the attendees named in a text that is not a contact's name.
    fn find_attendees(&mut self, name: &Name) {
        if name.linked {
            return;
        }
        match attendees::find(name, self.linking.names, self.path) {
            Attendees::Known(names) => self.add_all(&names),
            Attendees::Doubtful(problem) => self.problems.push(problem),
            Attendees::Nobody => {
                let is_near = !self.linking.nearly.find(&name.target).is_empty();
                let problem = is_near.then(|| self.linking.unknown(name, self.path));
                self.problems
                    .extend(problem.map(|problem| problem.effect("the meeting does not count for them")));
            }
        }
    }

    fn add_all(&mut self, names: &[Name]) {
        for name in names {
            self.add(self.linking.names.resolve(name, self.path), name);
        }
    }

    /// Adds the contact if there is exactly one, and reports an ambiguous name.
    fn add(&mut self, resolved: Resolved, name: &Name) {
        let people = self.linking.people;
        match resolved {
            Resolved::Contact(contact) => {
                match self.named.iter_mut().find(|(known, _)| *known == contact) {
                    // `met [[Ada]]'s brother and [[Ada]]`
                    Some((_, stands)) if *stands == Stands::About => *stands = name.stands,
                    Some(_) => {}
                    None => self.named.push((contact, name.stands)),
                }
            }
            Resolved::Ambiguous(several) => {
                let paths = several.iter().map(|contact| &people.contact(*contact).path);
                let first = several.first().map(|contact| people.contact(*contact));
                let example = first.map_or(String::new(), |contact| {
                    let path = contact.path.as_str();
                    format!(", such as `[[{}|{}]]`", without_ending(path), contact.name())
                });
                let message = format!("{} matches {}", quoted(&name.target), list_in_ticks(paths, "and"));
                let problem = Problem::new(Code::AmbiguousName, self.path, message).at(name.spot);
                let problem = problem.help(format!("link the note by its path{example}"));
                self.problems.push(problem.effect("the line counts for nobody of that name"));
            }
            Resolved::OtherNote | Resolved::Unknown => {}
        }
    }

    /// The contact who gets a task of a note without an owner: the first one named, if possible one who may
    /// be contacted.
    fn keeper(&self) -> Option<ContactIndex> {
        let mut named = self.named.iter().map(|(contact, _)| *contact);
        let first = named.clone().next();
        named.find(|contact| self.linking.people.contact(*contact).is_kept_up()).or(first)
    }

    fn owned(&self, owner: ContactIndex, mut task: Task) -> OwnedTask {
        let others = self.named.iter().filter(|(contact, _)| *contact != owner);
        let others = others.map(|(contact, _)| self.linking.people.contact(*contact));
        let with = others.filter(|contact| contact.is_kept_up()).map(|contact| contact.name().into());
        // The names are resolved now.
        task.names = Box::default();
        OwnedTask { task, path: self.path.clone(), with: with.collect() }
    }

    /// Whether a line without a known word is dated on the birthday of a contact it is about.
    fn on_birthday(&self, entry: &Entry) -> bool {
        let is_wordless = matches!(entry.said.reading, Reading::Assumed | Reading::Light);
        let Linking { people, config, .. } = self.linking;
        let mut about = self.owner.into_iter().chain(self.named.iter().map(|(contact, _)| *contact));
        let is_on = |contact| {
            let birthday = people.contact(contact).facts.birthday.as_ref();
            birthday.is_some_and(|day| day.value.on_or_after(entry.day, config.dates.leap_day) == entry.day)
        };
        is_wordless && about.any(is_on)
    }

    /// Reports hashtags that have a meaning, but not on this line (design 3.4). On a task they belong to the
    /// task.
    fn no_effect(&mut self, entry: &Entry, tasks: &[Task]) {
        if entry.hashtags.is_empty() {
            return;
        }
        let config = self.linking.config;
        let task = task_on(tasks, entry.spot.line);
        self.several_sequences(entry);
        for tag in &*entry.hashtags {
            let of_task = task.is_some_and(|task| task.hashtags.contains(tag));
            let TagEffect { is_on, needs } = TagEffect::of(tag, config);
            let is_wish = || tag.as_ref() == BIRTHDAY && self.on_birthday(entry);
            let text = || entry.text.as_deref().unwrap_or_default();
            if !of_task && is_after_thanks(tag, entry.said.reading, text(), config) {
                let message = format!("`#{tag}` begins with a thank-you, which this line seems to be");
                let problem = Problem::new(Code::NoEffect, self.path, message).at(entry.spot);
                let help = format!("write `#thank-you` here, and `#{tag}` on the line about what it was for");
                self.problems.push(problem.help(help).effect("another thank-you is due after it"));
            } else if !of_task && !is_on(entry.said.reading) && !is_wish() {
                let message = format!("`#{tag}` does nothing on this line");
                let problem = Problem::new(Code::NoEffect, self.path, message).at(entry.spot);
                let problem = problem.help(format!("it works on {needs}"));
                self.problems.push(problem.effect("the line counts without it"));
            }
        }
    }

    /// Reports hashtags of sequences before another one on their line, which starts its own in their place.
    fn several_sequences(&mut self, entry: &Entry) {
        let names = &self.linking.config.sequences;
        let is_sequence = |tag: &&str| names.keys().any(|name| *lower(name) == **tag);
        let starts = matches!(entry.said.reading, Reading::Clear(..) | Reading::Reply);
        let tags = entry.hashtags.iter().map(|tag| &**tag);
        let sequences: Vec<&str> = tags.filter(is_sequence).collect();
        let Some((counts, idle)) = sequences.split_last().filter(|_| starts) else { return };
        for tag in idle {
            let message = format!("`#{tag}` does nothing beside `#{counts}`");
            let problem = Problem::new(Code::NoEffect, self.path, message).at(entry.spot);
            let problem = problem.help("one sequence runs at a time: keep the one that you mean");
            self.problems.push(problem.effect(format!("only `{counts}` starts")));
        }
    }
}

/// The interaction with the contact in whose note the line is.
fn interaction(entry: Entry, note: u32) -> Interaction {
    let Entry { day, spot, source, said, text, hashtags, names: _ } = entry;
    let Said { reading, attempt, meal } = said;
    let channel = match reading {
        Reading::Clear(_, channel) => channel,
        _ => None,
    };
    let kind = own_kind(reading, &hashtags);
    Interaction { day, kind, channel, attempt, meal, source, note, spot, text, hashtags }
}

/// Returns the task on a line. The tasks of a note are sorted by line.
fn task_on(tasks: &[Task], line: u32) -> Option<&Task> {
    let place = tasks.binary_search_by_key(&line, |task| task.spot.line);
    place.ok().and_then(|place| tasks.get(place))
}

/// How a line in the contact's own note counts.
fn own_kind(reading: Reading, hashtags: &MeantTags) -> InteractionKind {
    let is_wish = || hashtags.len() == 1 && hashtags.has(BIRTHDAY);
    match reading {
        Reading::Clear(Direction::Out, _) if is_wish() => InteractionKind::Wish,
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

/// How a line counts for a contact named in it; `None` if not at all. `in_contact` is whether the note is
/// another contact's, `stands` where the name stands on the line.
fn elsewhere_kind(
    own: &Interaction,
    in_contact: bool,
    stands: Stands,
    mentions: Mentions,
) -> Option<InteractionKind> {
    let mention = || match mentions {
        Mentions::Shown => Some(InteractionKind::Mention),
        Mentions::Assumed => Some(InteractionKind::Assumed),
        Mentions::Off => None,
    };
    if in_contact {
        // The same interaction, but assumed.
        return match own.kind {
            kind if kind.is_contact() && stands == Stands::About => mention(),
            InteractionKind::Errand => Some(InteractionKind::Errand),
            kind => kind.is_contact().then_some(InteractionKind::Assumed),
        };
    }
    let is_message =
        matches!(own.kind, InteractionKind::Clear(Direction::In | Direction::Out) | InteractionKind::Reply);
    match (own.source, own.kind) {
        (Source::Daily, _) if is_message && matches!(stands, Stands::News | Stands::Apart) => mention(),
        (Source::Daily, InteractionKind::Clear(_)) if stands == Stands::News => {
            Some(InteractionKind::Assumed)
        }
        (Source::Daily, kind) if matches!(stands, Stands::About | Stands::Told) && kind.is_contact() => {
            mention()
        }
        (Source::Daily, InteractionKind::Assumed) if stands != Stands::First => mention(),
        (_, kind) => Some(kind),
    }
}
