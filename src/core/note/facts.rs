//! What one note says, once its text is dropped. Small on purpose: memory grows
//! with the facts of a vault, not with its prose.

use super::channel::Channel;
use super::fields::keys::Key;
use super::log::attempt::Attempt;
use super::log::words::Direction;
use super::meant_tags::MeantTags;
use super::rare::Rare;
use crate::core::config::model::Settings;
use crate::core::day::{Day, Yearly};
use crate::core::people::settings::Status;
use crate::core::place::{Found, NotePath, Spot};
use crate::core::problem::Problem;
use std::borrow::Cow;
use std::sync::Arc;

/// Everything read from one note.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteFacts {
    /// The note.
    pub path: NotePath,
    /// What the note is, and why.
    pub standing: Standing,
    /// What a contact's note says of the contact.
    pub contact: Option<Box<ContactFacts>>,
    /// Dated lines, in the order of the note.
    pub entries: Vec<Entry>,
    /// Tasks about whoever they name, or about the contact.
    pub tasks: Vec<Task>,
    /// What the log names, for resources already shared.
    pub shared: Shared,
    /// What a resource note offers.
    pub resource: Option<Box<ResourceFacts>>,
    /// What could not be used.
    pub problems: Vec<Problem>,
}

/// What a note is (design 3.1, 3.4): the first of these that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// About a person, marked by this.
    Contact(Mark),
    /// A dated note with attendees.
    Meeting,
    /// A daily note.
    Daily,
    /// The inbox.
    Inbox,
    /// Something of value to share.
    Resource,
    /// Nothing that is followed up, for this reason.
    Other(Exclusion),
}

/// What made a note a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `type: person` and its like, with key and value as written.
    Type(String),
    /// A tag in front matter or text.
    Tag(String),
    /// `categories: [[People]]`.
    Category(String),
    /// Keys of a vCard plugin.
    VCard(String),
    /// The Contacts plugin's table.
    ContactTable,
    /// The folder it lies in.
    Folder(String),
}

impl Mark {
    /// The mark in words, for `list`.
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

/// Why a note is no contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exclusion {
    /// Nothing marks it.
    Unmarked,
    /// Nothing marks it, but it has a birthday or an address.
    LooksLikeContact,
    /// It says that it is something else.
    SaysItIs(String),
    /// In a contact folder, but named after a date.
    DatedName,
    /// An index of other notes.
    Index,
    /// A template with placeholders.
    Template,
    /// The template of new notes.
    NoteTemplate,
    /// Nothing in it.
    Empty,
    /// An Excalidraw drawing.
    Excalidraw,
    /// A Kanban board.
    Kanban,
    /// A sync program's conflict copy.
    ConflictCopy,
    /// It could not be read.
    Unreadable,
}

impl Exclusion {
    /// The reason in words, for `list --all`.
    pub fn describe(&self) -> String {
        match self {
            Exclusion::Unmarked => "nothing marks it as a person".to_owned(),
            Exclusion::LooksLikeContact => {
                "looks like a contact, but nothing marks it as a person".to_owned()
            }
            Exclusion::SaysItIs(what) => format!("in a folder of contacts, but says it is: {what}"),
            Exclusion::DatedName => "in a folder of contacts, but named after a date".to_owned(),
            Exclusion::Index => "an index of other notes".to_owned(),
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

/// What the note of a contact says, parsed; what could not be is a problem instead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ContactFacts {
    /// Name, from key, heading or file name.
    pub name: Box<str>,
    /// Other names.
    pub aliases: Box<[Box<str>]>,
    /// Addresses as written, the preferred one first.
    pub emails: Box<[Found<Box<str>>]>,
    /// Phone numbers as written.
    pub phones: Box<[Box<str>]>,
    /// Organisation.
    pub org: Option<Box<str>>,
    /// Role.
    pub role: Option<Box<str>>,
    /// Tags without `#`, as written.
    pub tags: Box<[Box<str>]>,
    /// Last contact that the front matter claims.
    pub last_contact: Option<Found<Day>>,
    /// Birthday.
    pub birthday: Option<Found<Yearly>>,
    /// Status; active if absent.
    pub status: Option<Found<Status>>,
    /// Settings of the note itself, with where they stand.
    pub settings: Settings,
    /// Where each setting of the note stands.
    pub setting_spots: Box<[(Key, Spot)]>,
    /// IANA zone, as written.
    pub timezone: Option<Box<str>>,
    /// Day the note says it was created; never an anchor.
    pub created: Option<Day>,
    /// Personal details.
    pub hooks: Box<[Hook]>,
    /// Dated facts of the note, sorted: of these the feed's SEQUENCE counts those that an event may tell.
    pub dated: Box<[Day]>,
    /// What few notes say.
    pub rare: Rare,
}

/// What a log names, each once, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Addresses, in links or bare.
    pub addresses: Box<[Box<str>]>,
    /// Targets of links to notes.
    pub targets: Box<[Arc<str>]>,
}

/// What `next` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// A day, with what to do on it.
    On(Day, Option<Box<str>>),
    /// `never`: no relationship follow-ups.
    Never,
}

/// When and where somebody was met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The day.
    pub day: Day,
    /// Where, or with whom, as written.
    pub text: Option<Box<str>>,
}

/// A yearly date with its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// As written.
    pub label: Box<str>,
    /// How many dates of the note before it bear the same label: two children have a birthday each.
    pub before: u32,
    /// The date.
    pub yearly: Yearly,
    /// Where it stands.
    pub spot: Spot,
}

/// A personal detail worth mentioning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// As written, Markdown and all.
    pub text: Box<str>,
    /// Where it stands.
    pub spot: Spot,
    /// What sort of hook it is.
    pub kind: HookKind,
    /// Whether a later log entry speaks of it.
    pub mentioned: bool,
}

/// Sorts of hooks that rank before others on dates (design 5.10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookKind {
    /// `gift: …`.
    Gift,
    /// `recommended: …`.
    Recommended,
    /// Anything else.
    Plain,
}

/// Something that happens once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The day, or the first of several.
    pub day: Day,
    /// Its last day.
    pub until: Day,
    /// What it is.
    pub text: Box<str>,
    /// Where it stands.
    pub spot: Spot,
}

/// Where an interaction was read; the order is the order of one day (design 3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The contact's own log.
    Log,
    /// A meeting note.
    Meeting,
    /// A daily note.
    Daily,
    /// The inbox.
    Inbox,
    /// `interactions:` or `last-contact:`.
    FrontMatter,
}

impl Source {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Source::Log => "log",
            Source::Meeting => "meeting",
            Source::Daily => "daily",
            Source::Inbox => "inbox",
            Source::FrontMatter => "front-matter",
        }
    }
}

/// A dated line, with its reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub day: Day,
    /// Where the line stands.
    pub spot: Spot,
    /// Which of the five places it was read from.
    pub source: Source,
    /// What it is.
    pub reading: Reading,
    /// How one reached for somebody, where no channel says it.
    pub attempt: Option<Attempt>,
    /// The words after the reading, on one line; kept for the newest entries alone.
    pub text: Option<Arc<str>>,
    /// Hashtags that the configuration gives a meaning.
    pub hashtags: MeantTags,
    /// Whom the line names. In a contact's own log: others than the contact.
    pub names: Box<[Name]>,
}

/// What a dated line is (design 3.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Contact whose words we know.
    Clear(Direction, Option<Channel>),
    /// A bare `replied`: from whoever did not write last.
    Reply,
    /// A line whose words we do not know: it restarts the cadence and nothing else.
    Assumed,
    /// A link in the middle of a daily line: shown, counted nowhere.
    Mention,
    /// A comment, a like: neither contact nor attempt.
    Light,
    /// Cancelled or postponed: no interaction.
    Cancelled,
    /// `should call her`: an undated promise.
    Intention,
    /// Passes over the current relationship follow-up.
    Skip,
}

/// A person as a line names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Link target or bare name, as written; one text with that of [`Shared::targets`].
    pub target: Arc<str>,
    /// Whether it stood in a link.
    pub linked: bool,
    /// Where it stands.
    pub spot: Spot,
    /// In a daily note: whether the link begins the line. Decides assumed or mention.
    pub leads: bool,
}

/// A task of a note (design 3.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Where it stands.
    pub spot: Spot,
    /// What is to be done, without dates and markers. Ids of follow-ups are made from it.
    pub text: Arc<str>,
    /// Open or not.
    pub state: TaskState,
    /// First day to do it.
    pub due: Option<Day>,
    /// Last good day.
    pub by: Option<Day>,
    /// Who is waited for: them (`waiting`) or you (`promise`).
    pub waiting: bool,
    /// Hashtags that the configuration gives a meaning.
    pub hashtags: MeantTags,
    /// Contacts it links, in order.
    pub names: Box<[Name]>,
}

impl Task {
    /// What is to be done, as it is shown: without `#waiting`, which says who owes it.
    pub fn title(&self) -> Cow<'_, str> {
        let is_mark = |word: &str| word.eq_ignore_ascii_case("#waiting");
        let words = || self.text.split(' ');
        if !self.waiting || !words().any(is_mark) || words().all(is_mark) {
            return Cow::Borrowed(&self.text);
        }
        Cow::Owned(words().filter(|word| !is_mark(word)).collect::<Vec<_>>().join(" "))
    }
}

/// Whether a task is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// To be done.
    Open,
    /// Done, on this day if it says so.
    Done(Option<Day>),
    /// Cancelled.
    Cancelled,
}

/// Something of value to share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceFacts {
    /// Title, else the file name.
    pub title: Box<str>,
    /// Address, if it has one.
    pub url: Option<Box<str>>,
    /// Topics, as written.
    pub topics: Box<[Box<str>]>,
}
