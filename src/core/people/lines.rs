//! Whom the lines of a note are about (design 3.4). Each note is looked at by itself, beside others.

use super::contact::{ContactIndex, Interaction, InteractionKind, OwnedTask, People};
use super::names::{NameIndex, Resolved};
use crate::core::config::model::{Config, Mentions};
use crate::core::note::facts::{Entry, Name, Reading, Source, Task};
use crate::core::note::mentions::unknown_name;
use crate::core::note::words::Direction;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem, quoted};

/// What is left of a note's facts once the contact is taken out.
pub struct Lines {
    /// Position of the note.
    pub note: u32,
    /// The contact that the note is about.
    pub owner: Option<ContactIndex>,
    /// Its dated lines.
    pub entries: Vec<Entry>,
    /// Its tasks.
    pub tasks: Vec<Task>,
}

/// The lines of a note by whom they are about.
#[derive(Default)]
pub struct Linked {
    /// The contact that the note is about.
    pub owner: Option<ContactIndex>,
    /// Interactions with the contact whose note it is.
    pub own: Vec<Interaction>,
    /// Tasks of the contact whose note it is.
    pub own_tasks: Vec<OwnedTask>,
    /// Interactions with those whom the lines name.
    pub elsewhere: Vec<(ContactIndex, Interaction)>,
    /// Tasks of a note that is about nobody, with those who keep them.
    pub tasks: Vec<(ContactIndex, OwnedTask)>,
    /// Names that nobody has or several, and hashtags that do nothing.
    pub problems: Vec<Problem>,
}

/// What is asked about lines.
pub struct Linking<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// All names.
    pub names: &'a NameIndex<'a>,
    /// Everybody.
    pub people: &'a People,
}

impl Linking<'_> {
    /// Finds out whom the lines of a note are about.
    pub fn linked(&self, lines: Lines, path: &NotePath) -> Linked {
        let Lines { note, owner, entries, tasks } = lines;
        let mut linked = Linked { owner, ..Linked::default() };
        for entry in &entries {
            self.no_effect(path, entry, &tasks, &mut linked.problems);
            for (contact, leads) in self.others(path, owner, entry, &mut linked.problems) {
                let kind = elsewhere_kind(entry, owner.is_some(), leads, self.config.sources.mentions);
                linked.elsewhere.extend(kind.map(|kind| (contact, interaction(entry, kind, note))));
            }
        }
        if owner.is_some() {
            // Collected where the entries lie, which are larger: a history takes no second room.
            linked.own = entries.into_iter().map(|entry| own_interaction(entry, note)).collect();
            linked.own_tasks.reserve_exact(tasks.len());
        }
        for task in tasks {
            let named = self.named(path, &task, &mut linked.problems);
            match owner {
                Some(owner) => linked.own_tasks.push(self.owned(path, owner, task, &named)),
                None => {
                    let keeper = self.keeper(&named);
                    linked
                        .tasks
                        .extend(keeper.map(|keeper| (keeper, self.owned(path, keeper, task, &named))));
                }
            }
        }
        linked
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

    /// Who keeps a task of a note that is about nobody. Somebody who is not to be contacted owns only what
    /// nobody else could keep.
    fn keeper(&self, named: &[ContactIndex]) -> Option<ContactIndex> {
        let kept_up = |contact: &&ContactIndex| self.people.contact(**contact).is_kept_up();
        named.iter().find(kept_up).or(named.first()).copied()
    }

    fn owned(&self, path: &NotePath, owner: ContactIndex, task: Task, named: &[ContactIndex]) -> OwnedTask {
        let others = named.iter().filter(|contact| **contact != owner);
        let others =
            others.map(|contact| self.people.contact(*contact)).filter(|contact| contact.is_kept_up());
        let with = others.map(|contact| contact.name().to_owned()).collect();
        OwnedTask { task, path: path.clone(), with }
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
