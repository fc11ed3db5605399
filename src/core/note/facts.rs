//! What is kept of a note once its text is dropped. These types are small on purpose: memory grows with the
//! facts of a vault, not with its prose.

use super::channel::Channel;
use super::fields::keys::Key;
use super::log::direction::attempt::Attempt;
use super::log::line::meal::Meal;
use super::log::line::words::Direction;
use super::meant_tags::{MeantTags, is_waiting};
use super::rare::Rare;
use super::tasks::duties::after_waiting_for;
use crate::core::config::model::Settings;
use crate::core::day::{Day, Yearly};
use crate::core::named::named;
use crate::core::people::settings::Status;
use crate::core::place::{Found, NotePath, Spot};
use crate::core::problem::Problem;
use std::borrow::Cow;
use std::sync::Arc;

/// Everything read from one note.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteFacts {
    /// Path of the note.
    pub path: NotePath,
    /// What kind of note it is, and why.
    pub standing: Standing,
    /// Facts about the contact, if the note is a contact's.
    pub contact: Option<Box<ContactFacts>>,
    /// Interactions, in the order of the note. Those of a note of another kind do not count; they are reported.
    pub entries: Vec<Entry>,
    /// Tasks, about the contact or the people they name.
    pub tasks: Vec<Task>,
    /// Addresses and notes that the log of a contact or the text of a meeting names: resources that were already shared.
    pub shared: Shared,
    /// What a resource note offers.
    pub resource: Option<Box<ResourceFacts>>,
    /// Everything that could not be used.
    pub problems: Vec<Problem>,
}

impl NoteFacts {
    /// Facts that hold the path, the kind and the problems of a note, and nothing else.
    pub fn new(path: &NotePath, standing: Standing, problems: Vec<Problem>) -> NoteFacts {
        NoteFacts {
            path: path.clone(),
            standing,
            contact: None,
            entries: Vec::new(),
            tasks: Vec::new(),
            shared: Shared::default(),
            resource: None,
            problems,
        }
    }
}

/// What kind of note it is; the first kind that fits wins (design 3.1, 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// About a person, for this reason.
    Contact(Mark),
    /// A dated note with attendees.
    Meeting,
    /// A daily note.
    Daily,
    /// The inbox.
    Inbox,
    /// A resource to share.
    Resource,
    /// Any other note, for this reason.
    Other(Exclusion),
}

/// What made a note a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A key such as `type: person`, with its value, as written.
    Type(String),
    /// A tag in the front matter or the text.
    Tag(String),
    /// A category such as `categories: [[People]]`.
    Category(String),
    /// A key of a vCard plugin.
    VCard(String),
    /// The Contacts plugin's table.
    ContactTable,
    /// The folder of the note.
    Folder(String),
}

impl Mark {
    /// Describes the mark for `list`.
    pub fn describe(&self) -> String {
        match self {
            Mark::Type(what) => what.clone(),
            Mark::Tag(tag) => format!("tag #{tag}"),
            Mark::Category(category) => format!("category {category}"),
            Mark::VCard(key) => format!("vCard key {key}"),
            Mark::ContactTable => "contact table".to_owned(),
            Mark::Folder(folder) => format!("folder {folder}"),
        }
    }
}

/// Why a note is not a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// Nothing marks it.
    Unmarked,
    /// Nothing marks it, but it has a birthday, an e-mail address, or a key that says when to be in touch.
    LooksLikeContact,
    /// It says that it is something else.
    SaysItIs(String),
    /// It is in a folder of contacts, but named after a date.
    DatedName,
    /// An index of other notes.
    Index,
    /// It is in a folder of contacts, but about other notes by its name.
    AboutOthers,
    /// A template with placeholders.
    Template,
    /// The template of new notes.
    NoteTemplate,
    /// It has no text.
    Empty,
    /// An Excalidraw drawing.
    Excalidraw,
    /// A Kanban board.
    Kanban,
    /// A conflict copy left by a sync program.
    ConflictCopy,
    /// It could not be read.
    Unreadable,
}

impl Exclusion {
    /// Describes the reason for `list --all`.
    pub fn describe(&self) -> String {
        match self {
            Exclusion::Unmarked => "nothing marks it as a person".to_owned(),
            Exclusion::LooksLikeContact => {
                "looks like a contact, but nothing marks it as a person".to_owned()
            }
            Exclusion::SaysItIs(what) => format!("in a folder of contacts, but says it is: {what}"),
            Exclusion::DatedName => "in a folder of contacts, but named after a date".to_owned(),
            Exclusion::Index => "an index of other notes".to_owned(),
            Exclusion::AboutOthers => "in a folder of contacts, but about other notes by its name".to_owned(),
            Exclusion::Template => "a template that was not filled in".to_owned(),
            Exclusion::NoteTemplate => "the `note-template` of the configuration".to_owned(),
            Exclusion::Empty => "empty".to_owned(),
            Exclusion::Excalidraw => "an Excalidraw drawing".to_owned(),
            Exclusion::Kanban => "a Kanban board".to_owned(),
            Exclusion::ConflictCopy => "a conflict copy left by a sync program".to_owned(),
            Exclusion::Unreadable => "could not be read".to_owned(),
        }
    }
}

/// Facts about a contact, parsed; a value that could not be parsed is a problem instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactFacts {
    /// Name, from a key, a heading or the file name.
    pub name: Box<str>,
    /// Other names.
    pub aliases: Box<[Box<str>]>,
    /// E-mail addresses as written, the preferred one first.
    pub emails: Box<[Found<Box<str>>]>,
    /// Phone numbers as written.
    pub phones: Box<[Box<str>]>,
    /// Organisation.
    pub org: Option<Box<str>>,
    /// Role.
    pub role: Option<Box<str>>,
    /// Tags without `#`, as written.
    pub tags: Box<[Box<str>]>,
    /// Last contact as the front matter gives it.
    pub last_contact: Option<Found<Day>>,
    /// Birthday.
    pub birthday: Option<Found<Yearly>>,
    /// Status; `None` means active.
    pub status: Option<Found<Status>>,
    /// Settings given by the note itself.
    pub settings: Settings,
    /// Position of each setting in the note.
    pub setting_spots: Box<[(Key, Spot)]>,
    /// IANA time zone, as written.
    pub timezone: Option<Box<str>>,
    /// Day the note was created, by its own account; never an anchor.
    pub created: Option<Day>,
    /// Hooks: personal details worth mentioning.
    pub hooks: Box<[Hook]>,
    /// Days of all dated facts of the note, sorted. The feed's SEQUENCE counts those that an event may
    /// mention.
    pub dated: Box<[Day]>,
    /// Facts that few contacts have.
    pub rare: Rare,
}

impl ContactFacts {
    /// Position of `next: never`, which mutes everything about the relationship (design 5.6).
    pub fn muted(&self) -> Option<Spot> {
        self.rare.next.as_ref().filter(|found| found.value == Next::Never).map(|found| found.spot)
    }
}

/// Addresses and link targets in a log, each once, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// URLs, in links or bare.
    pub addresses: Box<[Box<str>]>,
    /// Targets of links to notes.
    pub targets: Box<[Arc<str>]>,
}

/// Value of `next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A day, and what to do on it.
    On(Day, Option<Box<str>>),
    /// `never`: no relationship follow-ups.
    Never,
}

/// When and where a contact was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The day.
    pub day: Day,
    /// The place or the people, as written.
    pub text: Option<Box<str>>,
}

/// A yearly date with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The label, as written.
    pub label: Box<str>,
    /// How many earlier dates of the note have the same label: two children have one birthday each.
    pub before: u32,
    /// The date.
    pub yearly: Yearly,
    /// Position of the date.
    pub spot: Spot,
}

/// A personal detail worth mentioning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The text as written, with its Markdown.
    pub text: Box<str>,
    /// Position of the text.
    pub spot: Spot,
    /// What kind of hook it is.
    pub kind: HookKind,
    /// Whether the log mentions it. Always false for plain hooks.
    pub mentioned: bool,
}

/// Kinds of hooks that come before others on dates (design 5.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookKind {
    /// `gift: …`.
    Gift,
    /// `recommended: …`.
    Recommended,
    /// Any other.
    Plain,
}

/// A one-off event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The day, or the first day of several.
    pub day: Day,
    /// The last day.
    pub until: Day,
    /// What it is.
    pub text: Box<str>,
    /// Position of the event.
    pub spot: Spot,
}

named! {
    /// Where an interaction was read. Interactions of one day are ordered by their source, in this order (design
    /// 3.4).
    pub enum Source {
        /// The contact's own log.
        Log "log",
        /// A meeting note.
        Meeting "meeting",
        /// A daily note.
        Daily "daily",
        /// The inbox.
        Inbox "inbox",
        /// `interactions:` or `last-contact:` in the front matter.
        FrontMatter "front-matter",
    }
}

/// A dated line and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub day: Day,
    /// Position of the line.
    pub spot: Spot,
    /// Which source it was read from.
    pub source: Source,
    /// What it says.
    pub said: Said,
    /// The words after the reading, on one line; only the newest entries keep them.
    pub text: Option<Arc<str>>,
    /// Hashtags that have a meaning.
    pub hashtags: MeantTags,
    /// The people named on the line; in a contact's own log, people other than the contact.
    pub names: Box<[Name]>,
}

/// What a line says of an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// How it was read.
    pub reading: Reading,
    /// How the user tried to reach the contact, where the channel does not say it.
    pub attempt: Option<Attempt>,
    /// The meal or the like for which they met.
    pub meal: Option<Meal>,
}

/// How a dated line was read (design 3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A known word gives the direction, and a channel if it names one.
    Clear(Direction, Option<Channel>),
    /// A bare `replied`: sent by whoever did not write last.
    Reply,
    /// No known word: restarts the cadence and does nothing else.
    Assumed,
    /// A link in the middle of a line of a daily note: shown, counted nowhere.
    Mention,
    /// A light touch such as a comment or a like: neither contact nor attempt.
    Light,
    /// Cancelled or postponed: no interaction.
    Cancelled,
    /// A plan such as `should call her`: an undated promise.
    Intention,
    /// Skips the current relationship follow-up.
    Skip,
}

/// A person named on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Link target or bare name, as written. Shares its allocation with [`Shared::targets`].
    pub target: Arc<str>,
    /// Whether the name is a link.
    pub linked: bool,
    /// Position of the name.
    pub spot: Spot,
    /// Where it stands on the line.
    pub stands: Stands,
}

/// Where a name stands on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Anywhere in it.
    Within,
    /// It begins a line of a daily note, which makes the line assumed instead of a mention.
    First,
    /// It is only talked about, which makes it a mention: `call with Kim about [[Jan]]`.
    About,
    /// It is behind a colon, dash or bracket in a daily note, in what the people named before said: `[[Kim]] texted:
    /// [[Jan]] is ill`. If one of them is a contact, it is a mention.
    Told,
    /// Words stand between it and the people named before. If one of them is a contact, a message on that line of a
    /// daily note was theirs, and this is a mention: `[[Kim]] wrote, passed it on to [[Jan]]`.
    Apart,
    /// It begins a later sentence of a daily note with news about this person: `Dad called. [[Rosie]] died`. What
    /// the line says was done is only assumed of them; a message is a mention of them.
    News,
}

impl Stands {
    /// Where a contact stands after those before it on the line. Where nobody took part yet, the words were not about
    /// somebody else: `Call on [[the lease]]: [[Ada]] agrees`.
    #[must_use]
    pub fn after(self, mut before: impl Iterator<Item = Stands>) -> Stands {
        match self {
            Stands::Told | Stands::Apart if before.all(|one| one == Stands::About) => Stands::Within,
            stands => stands,
        }
    }
}

/// A task (design 3.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Position of the task.
    pub spot: Spot,
    /// What is to be done, without dates and markers. Ids of follow-ups are derived from it.
    pub text: Arc<str>,
    /// Whether it is open.
    pub state: TaskState,
    /// First day to do it.
    pub due: Option<Day>,
    /// Last day to do it.
    pub by: Option<Day>,
    /// Whether it has a date other than one in front, which may also be the day on which it was done.
    pub is_planned: bool,
    /// What says that the contact owes it (`waiting`) and not the user (`promise`).
    pub waiting: Option<SaidBy>,
    /// Hashtags that have a meaning.
    pub hashtags: MeantTags,
    /// Contacts it links, in order.
    pub names: Box<[Name]>,
}

impl Task {
    /// Returns what is to be done as it is shown: without `#waiting` and `waiting for`, which only say who owes
    /// it.
    pub fn title(&self) -> Cow<'_, str> {
        let Some(said_by) = self.waiting else { return Cow::Borrowed(&self.text) };
        let behind_keyword = || self.text.strip_prefix("for ").filter(|_| said_by == SaidBy::Keyword);
        let text = after_waiting_for(&self.text).or_else(behind_keyword).unwrap_or(&self.text);
        let is_mark = |word: &str| word.strip_prefix('#').is_some_and(is_waiting);
        let words = || text.split(' ');
        if !words().any(is_mark) || words().all(is_mark) {
            return Cow::Borrowed(text);
        }
        Cow::Owned(words().filter(|word| !is_mark(word)).collect::<Vec<_>>().join(" "))
    }
}

/// What says that a task is a waiting-for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidBy {
    /// Its heading, its hashtag or its first words.
    Words,
    /// The keyword `WAITING` of an outliner, with which the text may begin with `for`.
    Keyword,
}

/// State of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// To be done.
    Open,
    /// Done, on this day if the task gives one.
    Done(Option<Day>),
    /// Cancelled.
    Cancelled,
}

/// A resource to share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceFacts {
    /// Title, else the file name.
    pub title: Box<str>,
    /// URL, if it has one.
    pub url: Option<Box<str>>,
    /// Topics, as written.
    pub topics: Box<[Box<str>]>,
}
