//! A contact with the history put together from all notes.

use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::facts::{ContactFacts, Mark, Source};
use crate::core::note::log::attempt::Attempt;
use crate::core::note::log::words::Direction;
use crate::core::note::meant_tags::MeantTags;
use crate::core::people::settings::Status;
use crate::core::place::{NotePath, Place, Spot};
use std::sync::Arc;

/// Place of a contact in [`People::contacts`]. Contacts stand in order of their paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContactIndex(pub u32);

impl ContactIndex {
    /// The contact at a position of the list.
    pub fn at(position: usize) -> ContactIndex {
        ContactIndex(u32::try_from(position).unwrap_or(u32::MAX))
    }
}

/// Place of a resource in [`People::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceIndex(pub u32);

impl ResourceIndex {
    /// The resource at a position of the list.
    pub fn at(position: usize) -> ResourceIndex {
        ResourceIndex(u32::try_from(position).unwrap_or(u32::MAX))
    }
}

/// Everybody, with what all notes together say of them.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The contacts, by path.
    pub contacts: Vec<Contact>,
    /// What could be shared.
    pub resources: Vec<Resource>,
    /// Paths of all notes; [`Interaction::note`] points here.
    pub notes: Vec<NotePath>,
    /// When those are due who were due on the day of start (design 5.8).
    pub starts: std::collections::BTreeMap<ContactIndex, Day>,
}

impl People {
    /// The contact at a place that this `People` gave out.
    #[allow(clippy::indexing_slicing, reason = "a ContactIndex is only made from positions in `contacts`")]
    pub fn contact(&self, index: ContactIndex) -> &Contact {
        &self.contacts[index.0 as usize]
    }

    /// The contact that each of the notes is about.
    pub fn owners(&self) -> Vec<Option<ContactIndex>> {
        let mut contacts = self.contacts.iter().enumerate().peekable();
        // Both stand in order of their paths.
        let owner = |path: &NotePath| contacts.next_if(|(_, contact)| contact.path == *path);
        self.notes.iter().map(owner).map(|found| found.map(|(place, _)| ContactIndex::at(place))).collect()
    }

    /// Where an interaction was read.
    pub fn place(&self, interaction: &Interaction) -> Option<Place> {
        let path = self.notes.get(interaction.note as usize)?;
        Some(Place { path: path.clone(), spot: Some(interaction.spot) })
    }
}

/// A person, as one note and all mentions of it tell.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The note.
    pub path: NotePath,
    /// Id that survives a rename, if the note has one; else the path in NFC.
    pub id: Arc<str>,
    /// What marked the note as a contact.
    pub mark: Mark,
    /// What the note says.
    pub facts: Box<ContactFacts>,
    /// Interactions in order (design 3.4), duplicates of a day taken together.
    pub history: Vec<Interaction>,
    /// Open and closed tasks that this contact owns.
    pub tasks: Vec<OwnedTask>,
    /// What the log names of [`People::resources`], in order: it was shared already.
    pub shared: Box<[ResourceIndex]>,
}

impl Contact {
    /// The name.
    pub fn name(&self) -> &str {
        &self.facts.name
    }

    /// Whether anything may be proposed about this contact: not after do-not-contact or a death.
    pub fn is_kept_up(&self) -> bool {
        let refused = self.facts.status.is_some_and(|found| found.value == Status::DoNotContact);
        self.facts.rare.died.is_none() && !refused
    }

    /// A place in the contact's own note.
    pub fn place(&self, spot: Spot) -> Place {
        Place { path: self.path.clone(), spot: Some(spot) }
    }
}

/// A dated line about a contact, its reading decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// The day.
    pub day: Day,
    /// What it is.
    pub kind: InteractionKind,
    /// Channel, if the words name one.
    pub channel: Option<Channel>,
    /// How one reached for them, where no channel says it: see [`Interaction::attempt`].
    pub attempt: Option<Attempt>,
    /// Which of the five places it was read from.
    pub source: Source,
    /// Position in [`People::notes`].
    pub note: u32,
    /// Where it stands there.
    pub spot: Spot,
    /// What it was about; kept for the newest entries alone.
    pub text: Option<Arc<str>>,
    /// Hashtags with a meaning.
    pub hashtags: MeantTags,
}

impl Interaction {
    /// How one reached for them with a clear `out`; none of anything else.
    pub fn attempt(&self) -> Option<Attempt> {
        self.kind.is_sent().then(|| self.reached().unwrap_or(Attempt::InTouch))
    }

    /// What its words tell of how one reached for them, else its channel.
    pub fn reached(&self) -> Option<Attempt> {
        self.attempt.or(self.channel.map(Attempt::by_channel))
    }
}

/// `you wrote`, `you tried to reach them`: what the last so many attempts since they were heard from were.
pub fn reached(past: &[Interaction], attempts: usize) -> &'static str {
    let since_heard = past.iter().rev().take_while(|one| !one.kind.is_heard());
    let mut attempts = since_heard.filter_map(Interaction::attempt).take(attempts);
    let first = attempts.next();
    match first.filter(|first| attempts.all(|other| other == *first)) {
        Some(Attempt::Wrote) => "you wrote",
        Some(Attempt::Tried) => "you tried to reach them",
        Some(Attempt::Gave) => "you gave them something",
        Some(Attempt::InTouch) => "you got in touch",
        None => "you wrote or tried",
    }
}

/// What a dated line turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionKind {
    /// Contact whose words we know.
    Clear(Direction),
    /// A bare `replied`; stands in no finished history.
    Reply,
    /// Contact whose words we do not know; counts as `both`.
    Assumed,
    /// Shown, counted nowhere.
    Mention,
    /// Neither contact nor attempt.
    Light,
    /// It did not take place.
    Cancelled,
    /// An undated promise.
    Intention,
    /// Passes over the current follow-up.
    Skip,
    /// The same thing told again, here or in another note: counted once already.
    Again,
}

impl InteractionKind {
    /// Whether it restarts the cadence.
    pub fn is_contact(self) -> bool {
        matches!(self, InteractionKind::Clear(_) | InteractionKind::Reply | InteractionKind::Assumed)
    }

    /// Whether they were clearly heard from: an `in` or a `both`.
    pub fn is_heard(self) -> bool {
        matches!(self, InteractionKind::Clear(Direction::In | Direction::Both))
    }

    /// Whether it is clearly yours alone: an attempt, until they are heard from.
    pub fn is_sent(self) -> bool {
        self == InteractionKind::Clear(Direction::Out)
    }
}

/// A task with the note it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedTask {
    /// The task.
    pub task: crate::core::note::facts::Task,
    /// The note it stands in.
    pub path: NotePath,
    /// Others that the task names.
    pub with: Box<[Box<str>]>,
}

/// Something of value to share, with its note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Its note.
    pub path: NotePath,
    /// Title.
    pub title: String,
    /// Address.
    pub url: Option<String>,
    /// Topics, folded.
    pub topics: Vec<String>,
}
