//! The model of a contact: the facts of its note, and the history put together from all notes.

use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::facts::{ContactFacts, Mark, Source};
use crate::core::note::log::direction::attempt::Attempt;
use crate::core::note::log::line::meal::Meal;
use crate::core::note::log::line::words::Direction;
use crate::core::note::meant_tags::MeantTags;
use crate::core::people::settings::Status;
use crate::core::place::{NotePath, Place, Spot};
use std::sync::Arc;

/// Index of a contact in [`People::contacts`], which is sorted by path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContactIndex(pub u32);

impl ContactIndex {
    /// The index for a position in the list.
    pub fn at(position: usize) -> ContactIndex {
        ContactIndex(u32::try_from(position).unwrap_or(u32::MAX))
    }
}

/// Index of a resource in [`People::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceIndex(pub u32);

impl ResourceIndex {
    /// The index for a position in the list.
    pub fn at(position: usize) -> ResourceIndex {
        ResourceIndex(u32::try_from(position).unwrap_or(u32::MAX))
    }
}

/// All contacts of a vault, with everything that its notes say about them.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The contacts, sorted by path.
    pub contacts: Vec<Contact>,
    /// The notes that are resources.
    pub resources: Vec<Resource>,
    /// Paths of all notes, sorted; [`Interaction::note`] is an index into it.
    pub notes: Vec<NotePath>,
    /// Whether it is certain that all notes have different file names.
    pub names_differ: bool,
    /// The new due days of contacts who were due on the day of start (design 5.8).
    pub starts: std::collections::BTreeMap<ContactIndex, Day>,
}

impl People {
    /// The contact with this index.
    #[allow(clippy::indexing_slicing, reason = "a ContactIndex is only made from positions in `contacts`")]
    pub fn contact(&self, index: ContactIndex) -> &Contact {
        &self.contacts[index.0 as usize]
    }

    /// All contacts with their indexes.
    pub fn indexed(&self) -> impl Iterator<Item = (ContactIndex, &Contact)> {
        (0..).map(ContactIndex).zip(&self.contacts)
    }

    /// For each note the contact it is about.
    pub fn owners(&self) -> Vec<Option<ContactIndex>> {
        let mut contacts = self.contacts.iter().enumerate().peekable();
        // Both lists are sorted by path.
        let owner = |path: &NotePath| contacts.next_if(|(_, contact)| contact.path == *path);
        self.notes.iter().map(owner).map(|found| found.map(|(place, _)| ContactIndex::at(place))).collect()
    }

    /// The place of an interaction.
    pub fn place(&self, interaction: &Interaction) -> Option<Place> {
        Some(Place::at(self.notes.get(interaction.note as usize)?, interaction.spot))
    }
}

/// A person, as described by their note and by all notes that mention them.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Path of the note.
    pub path: NotePath,
    /// The `id` of the note if it has one of its own, which survives a rename; else the path in NFC.
    pub id: Arc<str>,
    /// Why the note counts as a contact.
    pub mark: Mark,
    /// Everything the note says.
    pub facts: Box<ContactFacts>,
    /// Interactions in the order of design 3.4. Duplicates of a day are marked [`InteractionKind::Again`].
    pub history: Vec<Interaction>,
    /// The tasks this contact owns, open and closed.
    pub tasks: Vec<OwnedTask>,
    /// The resources that the log mentions and so were shared already, sorted.
    pub shared: Box<[ResourceIndex]>,
}

impl Contact {
    /// The contact's name.
    pub fn name(&self) -> &str {
        &self.facts.name
    }

    /// Whether anything may be proposed for this contact: not do-not-contact, not dead.
    pub fn is_kept_up(&self) -> bool {
        self.why_never().is_none()
    }

    /// Why nothing is ever proposed, with the evidence, if that is so.
    pub fn why_never(&self) -> Option<(&'static str, Spot)> {
        let died = self.facts.rare.died.map(|spot| ("they have died", spot));
        let refused = self.facts.status.filter(|found| found.value == Status::DoNotContact);
        died.or(refused.map(|found| ("the note says do-not-contact", found.spot)))
    }

    /// Whether it is kept up and neither closed nor archived.
    pub fn is_open(&self) -> bool {
        let is_over = |status| matches!(status, Status::Closed | Status::Archived);
        self.is_kept_up() && !self.facts.status.is_some_and(|found| is_over(found.value))
    }

    /// The history up to a day.
    pub fn past(&self, today: Day) -> &[Interaction] {
        let end = self.history.partition_point(|entry| entry.day <= today);
        self.history.get(..end).unwrap_or_default()
    }

    /// The interactions up to a day that count as contact, oldest first.
    pub fn contacts(&self, today: Day) -> impl DoubleEndedIterator<Item = &Interaction> {
        self.past(today).iter().filter(|entry| entry.kind.is_contact())
    }

    /// The newest contact up to a day.
    pub fn last_contact(&self, today: Day) -> Option<&Interaction> {
        self.contacts(today).next_back()
    }

    /// A place in the contact's own note.
    pub fn place(&self, spot: Spot) -> Place {
        Place::at(&self.path, spot)
    }
}

/// A dated line about a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// Day of the interaction.
    pub day: Day,
    /// How it counts.
    pub kind: InteractionKind,
    /// The channel, if the words name one.
    pub channel: Option<Channel>,
    /// What the words say about how you or they got in touch; see [`Interaction::reached`] for what the
    /// channel adds.
    pub attempt: Option<Attempt>,
    /// The meal or the like for which you met.
    pub meal: Option<Meal>,
    /// Which of the five places of design 3.4 it was read from.
    pub source: Source,
    /// Index of its note in [`People::notes`].
    pub note: u32,
    /// Position in that note.
    pub spot: Spot,
    /// What it was about; kept for the newest entries only.
    pub text: Option<Arc<str>>,
    /// Hashtags with a meaning.
    pub hashtags: MeantTags,
}

impl Interaction {
    /// An interaction of which no more than this is known. `at` is the index of its note, and its position there.
    pub fn new(day: Day, kind: InteractionKind, source: Source, at: (u32, Spot)) -> Interaction {
        let (note, spot) = at;
        let hashtags = MeantTags::default();
        Interaction {
            day,
            kind,
            channel: None,
            attempt: None,
            meal: None,
            source,
            note,
            spot,
            text: None,
            hashtags,
        }
    }

    /// How you or they got in touch according to the words, else the channel.
    pub fn reached(&self) -> Attempt {
        self.attempt.or(self.channel.map(Attempt::by_channel)).unwrap_or(Attempt::InTouch)
    }

    /// Says how you or they got in touch.
    pub fn said(&self) -> Said {
        let Some(direction) = self.kind.direction() else {
            return Said { to_you: "in touch", to_them: None };
        };
        let (to_you, to_them) = match (direction, self.reached(), self.channel) {
            (Direction::Both, _, Some(Channel::Meeting | Channel::InPerson)) => ("you met", None),
            (Direction::Both, ..) => ("you spoke", None),
            (Direction::Out, Attempt::Wrote | Attempt::Answered, _) => ("you wrote", Some("I wrote to you")),
            (Direction::Out, Attempt::Tried, _) => ("you tried to reach them", Some("I tried to reach you")),
            (Direction::Out, Attempt::InTouch, _) => ("you got in touch", Some("I got in touch")),
            (Direction::Out, Attempt::Gave, _) => ("you gave them something", None),
            (Direction::In, _, Some(Channel::Phone | Channel::Video)) => ("they called", Some("you called")),
            (Direction::In, Attempt::Wrote | Attempt::Answered, _) => ("they wrote", Some("you wrote")),
            (Direction::In, Attempt::Tried, _) => ("they tried to reach you", Some("you tried to reach me")),
            (Direction::In, Attempt::InTouch, _) => ("they got in touch", Some("you got in touch")),
            (Direction::In, Attempt::Gave, _) => ("they gave you something", None),
        };
        Said { to_you, to_them }
    }
}

/// How somebody got in touch, as the start of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// As told to the user: `they tried to reach you`.
    pub to_you: &'static str,
    /// As a message tells them: `you tried to reach me`. `None` for gifts and talks.
    pub to_them: Option<&'static str>,
}

/// Names the last `attempts` attempts since they were heard from: `you wrote`, `you tried to reach them`.
pub fn reached(past: &[Interaction], attempts: usize) -> &'static str {
    let since_heard = past.iter().rev().take_while(|one| !one.kind.is_heard());
    let sent = since_heard.filter(|one| one.kind.is_sent());
    let mut attempts = sent.map(|one| one.said().to_you).take(attempts);
    let first = attempts.next();
    first.filter(|first| attempts.all(|other| other == *first)).unwrap_or("you wrote or tried")
}

/// How a dated line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionKind {
    /// Contact in known words.
    Clear(Direction),
    /// A bare `replied`; decided before a history is finished.
    Reply,
    /// Contact in unknown words; counts as `both`.
    Assumed,
    /// A birthday wish of yours: it settles the birthday and restarts the cadence, but answers nothing.
    Wish,
    /// A ticked promise in words that name no contact: as assumed, but it uses up no next step.
    Errand,
    /// A mention: shown, but counted nowhere.
    Mention,
    /// A light touch such as a comment: neither contact nor attempt.
    Light,
    /// It did not take place.
    Cancelled,
    /// A promise without a date.
    Intention,
    /// Skips the current relationship follow-up.
    Skip,
    /// A repetition of an interaction that was already counted.
    Again,
}

impl InteractionKind {
    /// Whether it is contact in known words.
    pub fn is_clear(self) -> bool {
        matches!(self, InteractionKind::Clear(_))
    }

    /// Whether it restarts the cadence.
    pub fn is_contact(self) -> bool {
        self.uses_up() || matches!(self, InteractionKind::Wish | InteractionKind::Errand)
    }

    /// Whether it uses up a next step and the return from a pause: contact that had no card of its own, as a birthday
    /// and a promise have.
    pub fn uses_up(self) -> bool {
        matches!(self, InteractionKind::Clear(_) | InteractionKind::Reply | InteractionKind::Assumed)
    }

    /// The direction that its words give.
    pub fn direction(self) -> Option<Direction> {
        match self {
            InteractionKind::Clear(direction) => Some(direction),
            InteractionKind::Wish => Some(Direction::Out),
            _ => None,
        }
    }

    /// Whether something was clearly heard from them: an `in` or a `both`.
    pub fn is_heard(self) -> bool {
        matches!(self, InteractionKind::Clear(Direction::In | Direction::Both))
    }

    /// Whether it is a clear `out`.
    pub fn is_sent(self) -> bool {
        self == InteractionKind::Clear(Direction::Out)
    }
}

/// A task of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedTask {
    /// The task as read.
    pub task: crate::core::note::facts::Task,
    /// The note it is in.
    pub path: NotePath,
    /// Names of the other contacts in the task.
    pub with: Box<[Box<str>]>,
}

impl OwnedTask {
    /// The place of the task.
    pub fn place(&self) -> Place {
        Place::at(&self.path, self.task.spot)
    }
}

/// A note with something of value to share, such as an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Path of the note.
    pub path: NotePath,
    /// Title of the resource.
    pub title: String,
    /// Its URL.
    pub url: Option<String>,
    /// Topics, folded.
    pub topics: Vec<String>,
}
