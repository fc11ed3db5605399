//! Whom the lines of a note are about (design 3.4). Each note is looked at by itself, beside others.

use super::attendees::{self, Attendees};
use super::contact::{ContactIndex, Interaction, InteractionKind, OwnedTask, People};
use super::names::{NameIndex, Resolved};
use crate::core::config::model::{Config, Mentions};
use crate::core::note::channel::Channel;
use crate::core::note::facts::{Entry, Name, Reading, Source, Task};
use crate::core::note::log::topic::kept;
use crate::core::note::meant_tags::BIRTHDAY;
use crate::core::note::mentions::inbox::unknown_name;
use crate::core::note::mentions::inbox_line::{InboxLine, InboxReading};
use crate::core::note::tag_effect::TagEffect;
use crate::core::place::{NotePath, without_ending};
use crate::core::problem::{Code, Problem, quoted};

/// What is left of a note's facts once the contact is taken out.
pub(super) struct Lines {
    /// Position of the note.
    pub(super) note: u32,
    /// The contact that the note is about.
    pub(super) owner: Option<ContactIndex>,
    /// Its dated lines.
    pub(super) entries: Vec<Entry>,
    /// Its tasks.
    pub(super) tasks: Vec<Task>,
}

/// The lines of a note by whom they are about.
#[derive(Default)]
pub(super) struct Linked {
    /// The contact that the note is about.
    pub(super) owner: Option<ContactIndex>,
    /// Interactions with the contact whose note it is.
    pub(super) own: Vec<Interaction>,
    /// Tasks of the contact whose note it is.
    pub(super) own_tasks: Vec<OwnedTask>,
    /// Interactions with those whom the lines name.
    pub(super) elsewhere: Vec<(ContactIndex, Interaction)>,
    /// Tasks of a note that is about nobody, with those who keep them.
    pub(super) tasks: Vec<(ContactIndex, OwnedTask)>,
    /// Names that nobody has or several, and hashtags that do nothing.
    pub(super) problems: Vec<Problem>,
}

/// What is asked about lines.
pub(super) struct Linking<'a> {
    /// The configuration.
    pub(super) config: &'a Config,
    /// All names.
    pub(super) names: &'a NameIndex<'a>,
    /// Everybody.
    pub(super) people: &'a People,
}

impl Linking<'_> {
    /// Finds out whom the lines of a note are about.
    pub(super) fn linked(&self, lines: Lines, path: &NotePath) -> Linked {
        let Lines { note, owner, mut entries, tasks } = lines;
        // All lines of the inbox are from there, and those of no other note.
        if entries.first().is_some_and(|entry| entry.source == Source::Inbox) {
            entries.iter_mut().for_each(|entry| self.read_inbox_line(entry, path));
        }
        let mut note_lines =
            NoteLines { linking: self, path, owner, named: Vec::new(), problems: Vec::new() };
        let mut elsewhere = Vec::new();
        for entry in &entries {
            note_lines.find_others(entry);
            note_lines.no_effect(entry, &tasks);
            for (contact, leads) in &note_lines.named {
                let kind = elsewhere_kind(entry, owner.is_some(), *leads, self.config.sources.mentions);
                elsewhere.extend(kind.map(|kind| (*contact, interaction(entry, kind, note))));
            }
        }
        let mut linked = Linked { owner, elsewhere, ..Linked::default() };
        if owner.is_some() {
            // Collected where the entries lie, which are larger: a history takes no second room.
            linked.own = entries.into_iter().map(|entry| own_interaction(entry, note)).collect();
            linked.own_tasks = Vec::with_capacity(tasks.len());
        }
        for task in tasks {
            note_lines.find_named(&task);
            match owner {
                Some(owner) => linked.own_tasks.push(note_lines.owned(owner, task)),
                None => {
                    let keeper = note_lines.keeper();
                    linked.tasks.extend(keeper.map(|keeper| (keeper, note_lines.owned(keeper, task))));
                }
            }
        }
        linked.problems = note_lines.problems;
        linked
    }
}

impl Linking<'_> {
    /// Reads a line of the inbox, which waits for it as it was written.
    fn read_inbox_line(&self, entry: &mut Entry, path: &NotePath) {
        let Some(text) = entry.text.take() else { return };
        let words = &self.config.words;
        let line = InboxLine::of(&text, entry.spot, words, &|name| self.names.knows(name, path));
        let InboxReading { reading, attempt, topic } = line.read(words);
        entry.reading = reading;
        entry.attempt = attempt;
        entry.text = kept(&topic);
        entry.names = line.named.into_iter().map(|named| named.name).collect();
    }
}

/// The lines of one note, while they are gone through.
struct NoteLines<'a> {
    linking: &'a Linking<'a>,
    path: &'a NotePath,
    owner: Option<ContactIndex>,
    /// The contacts that the line at hand names, each once, with whether the line begins with them: one
    /// list for all lines of a note.
    named: Vec<(ContactIndex, bool)>,
    problems: Vec<Problem>,
}

impl NoteLines<'_> {
    /// Finds the contacts that a dated line names, without the one whose note it is in.
    fn find_others(&mut self, entry: &Entry) {
        self.named.clear();
        let mut others = Vec::new();
        for name in &entry.names {
            let resolved = self.linking.names.resolve(name, self.path);
            match resolved {
                Resolved::Unknown | Resolved::OtherNote => others.push((name, resolved)),
                Resolved::Contact(_) | Resolved::Ambiguous(_) => {
                    if let Some(contact) = self.one(resolved, name)
                        && Some(contact) != self.owner
                    {
                        self.add_named(contact, name.leads);
                    }
                }
            }
        }
        if entry.source == Source::Meeting {
            return others.into_iter().for_each(|(name, _)| self.find_attendees(name));
        }
        if entry.source == Source::Inbox {
            // `sent [[Case study]] to [[Ada]]`: a link to some other note takes nobody's place.
            let is_lost = |resolved: &Resolved| *resolved == Resolved::Unknown || self.named.is_empty();
            let lost = others.into_iter().filter(|(name, resolved)| name.leads && is_lost(resolved));
            let others_count = !self.named.is_empty();
            let told = lost.map(|(name, _)| {
                let problem = unknown(self.path, name);
                if others_count { problem.effect("the line counts for the others") } else { problem }
            });
            self.problems.extend(told);
        }
    }

    /// Finds the attendees whom a text names that is nobody's name.
    fn find_attendees(&mut self, name: &Name) {
        if name.linked {
            return;
        }
        match attendees::within(name, self.linking.names, self.path) {
            Attendees::Known(names) => names.iter().for_each(|name| {
                let resolved = self.linking.names.resolve(name, self.path);
                if let Some(contact) = self.one(resolved, name) {
                    self.add_named(contact, name.leads);
                }
            }),
            Attendees::Doubtful(problem) => self.problems.push(problem),
            Attendees::Nobody => {}
        }
    }

    /// Finds the contacts that a task names.
    fn find_named(&mut self, task: &Task) {
        self.named.clear();
        for name in &task.names {
            let resolved = self.linking.names.resolve(name, self.path);
            if let Some(contact) = self.one(resolved, name) {
                self.add_named(contact, name.leads);
            }
        }
    }

    fn add_named(&mut self, contact: ContactIndex, leads: bool) {
        if !self.named.iter().any(|(known, _)| *known == contact) {
            self.named.push((contact, leads));
        }
    }

    /// The one contact that was meant; several are reported.
    fn one(&mut self, resolved: Resolved, name: &Name) -> Option<ContactIndex> {
        let people = self.linking.people;
        match resolved {
            Resolved::Contact(contact) => Some(contact),
            Resolved::Ambiguous(several) => {
                let paths: Vec<String> =
                    several.iter().map(|contact| format!("`{}`", people.contact(*contact).path)).collect();
                let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
                let first = several.first().map(|contact| people.contact(*contact));
                let example = first.map_or(String::new(), |contact| {
                    let path = contact.path.as_str();
                    format!(", such as `[[{}|{}]]`", without_ending(path), contact.name())
                });
                self.problems.push(
                    Problem::new(
                        Code::AmbiguousName,
                        self.path,
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

    /// Who keeps a task of a note that is about nobody. Somebody who is not to be contacted owns only what
    /// nobody else could keep.
    fn keeper(&self) -> Option<ContactIndex> {
        let mut named = self.named.iter().map(|(contact, _)| *contact);
        let first = named.clone().next();
        named.find(|contact| self.linking.people.contact(*contact).is_kept_up()).or(first)
    }

    fn owned(&self, owner: ContactIndex, mut task: Task) -> OwnedTask {
        let others = self.named.iter().filter(|(contact, _)| *contact != owner);
        let others = others.map(|(contact, _)| self.linking.people.contact(*contact));
        let with = others.filter(|contact| contact.is_kept_up()).map(|contact| contact.name().into());
        // Whom it names is known now.
        task.names = Box::default();
        OwnedTask { task, path: self.path.clone(), with: with.collect() }
    }

    /// Whether a line of no word of contact stands on the birthday of somebody it is about.
    fn on_birthday(&self, entry: &Entry) -> bool {
        let is_wordless = matches!(entry.reading, Reading::Assumed | Reading::Light);
        let Linking { people, config, .. } = self.linking;
        let mut about = self.owner.into_iter().chain(self.named.iter().map(|(contact, _)| *contact));
        let is_on = |contact| {
            let birthday = people.contact(contact).facts.birthday.as_ref();
            birthday.is_some_and(|day| day.value.on_or_after(entry.day, config.dates.leap_day) == entry.day)
        };
        is_wordless && about.any(is_on)
    }

    /// A hashtag with a meaning that has none where it stands (design 3.4).
    /// On a task it is the task's.
    fn no_effect(&mut self, entry: &Entry, tasks: &[Task]) {
        if entry.hashtags.is_empty() {
            return;
        }
        let config = self.linking.config;
        // Tasks stand in the order of their lines.
        let task = tasks.binary_search_by_key(&entry.spot.line, |task| task.spot.line);
        let task = task.ok().and_then(|place| tasks.get(place));
        for tag in &*entry.hashtags {
            let of_task = task.is_some_and(|task| task.hashtags.contains(tag));
            let TagEffect { is_on, needs } = TagEffect::of(tag, config);
            let is_wish = || tag.as_ref() == BIRTHDAY && self.on_birthday(entry);
            if !of_task && !is_on(entry.reading) && !is_wish() {
                self.problems.push(
                    Problem::new(Code::NoEffect, self.path, format!("`#{tag}` does nothing on this line"))
                        .at(entry.spot)
                        .help(format!("it works on {needs}"))
                        .effect("the line counts without it"),
                );
            }
        }
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
        channel: channel(entry.reading),
        attempt: entry.attempt,
        source: entry.source,
        note,
        spot: entry.spot,
        text: entry.text.clone(),
        hashtags: entry.hashtags.clone(),
    }
}

/// As [`interaction`], for the entry's own contact, who takes its text over.
fn own_interaction(entry: Entry, note: u32) -> Interaction {
    let Entry { day, spot, source, reading, attempt, text, hashtags, names: _ } = entry;
    Interaction {
        day,
        kind: own_kind(reading),
        channel: channel(reading),
        attempt,
        source,
        note,
        spot,
        text,
        hashtags,
    }
}

fn channel(reading: Reading) -> Option<Channel> {
    match reading {
        Reading::Clear(_, channel) => channel,
        _ => None,
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
