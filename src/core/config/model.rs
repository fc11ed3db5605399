//! The typed configuration, with its defaults (design 4). Reading it from
//! `followup.yaml` is `reading`'s work; what is here cannot be wrong any more.

use crate::core::date_text::DateOrder;
use crate::core::day::{Day, LeapDay};
use crate::core::interval::{Cadence, Interval};
use crate::core::note::channel::Channel;
use crate::core::note::log::words::WordTable;
use crate::core::people::settings::{Attempts, Priority, Status};
use crate::core::place::Spot;
use crate::core::workdays::Workdays;
use std::collections::{BTreeMap, BTreeSet};

/// Everything `followup.yaml` can say, with defaults where it is silent.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// Who writes: signature of drafts, and how own mail is known.
    pub me: Me,
    /// IANA zone that decides which day is today; the machine's if absent.
    pub timezone: Option<String>,
    /// What makes a note a contact; replaces the lists of design 3.1 where given.
    pub contacts: ContactMarks,
    /// More spellings of keys: our key's name to the other names.
    pub fields: BTreeMap<String, Vec<String>>,
    /// How the words of a log line are read.
    pub words: WordTable,
    /// Values of other tools' tiers (`A`, `1`, `prm-tier: close`) and what they mean here; keys are folded.
    pub tiers: BTreeMap<String, Tier>,
    /// Which of the five places interactions are read from.
    pub sources: Sources,
    /// Path of the inbox note.
    pub inbox: String,
    /// Where daily notes lie and how they are named, if the configuration says so.
    pub daily: Option<DailyNotes>,
    /// Globs of notes that are not read.
    pub ignore: Vec<String>,
    /// How `02/11/2026` is meant.
    pub date_order: Option<DateOrder>,
    /// Settings for groups of contacts; the first match that gives a setting wins.
    pub rules: Vec<Rule>,
    /// Sequences by name, shipped and own; a `null` in the file removes one.
    pub sequences: BTreeMap<String, Sequence>,
    /// How long an answer may take.
    pub reply_within: ReplyWithin,
    /// How long a rest lasts, by the attempts made in it; the last repeats.
    pub re_engage: Vec<Interval>,
    /// Working days: week and holidays.
    pub workdays: Workdays,
    /// Calendar file with more holidays, relative to the vault; `io` adds its days to `workdays`.
    pub holidays_file: Option<String>,
    /// Days on which nothing is proposed.
    pub away: Vec<Away>,
    /// Cards in Today.
    pub per_day: usize,
    /// How many days the agenda looks ahead.
    pub horizon: u32,
    /// Day of adoption or restart (design 5.8).
    pub start: Option<Day>,
    /// Yearly dates.
    pub dates: Dates,
    /// The calendar feed.
    pub feed: Feed,
    /// Weekly review block in the feed, if any.
    pub review: Option<ReviewBlock>,
    /// Draft messages.
    pub drafts: Drafts,
    /// Most cards on the page.
    pub page_max: usize,
    /// Folder for `new` and `import`.
    pub import_folder: String,
    /// Note template for `new` and `import`, relative to the vault.
    pub note_template: Option<String>,
    /// Name of the vault; the folder's name if absent.
    pub vault_name: Option<String>,
    /// How links to notes are made.
    pub note_url: NoteUrl,
    /// Output folder, relative to the vault.
    pub out: String,
    /// Folder of what may be published.
    pub publish: String,
    /// Whether the file names a `publish` folder itself, which asks for publishing.
    pub publish_asked: bool,
    /// Folder of the user's templates.
    pub templates: String,
    /// A fixed day, for demonstration vaults only.
    pub today: Option<Day>,
}

/// Who writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// Name under a message.
    pub name: Option<String>,
    /// Own addresses; the first is the sender.
    pub emails: Vec<String>,
    /// Text under a message; the name if absent.
    pub signature: Option<String>,
}

/// What makes a note a contact. Folder names, tags and types are compared folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactMarks {
    /// Names of folders whose notes are contacts.
    pub folders: Vec<String>,
    /// Tags (and those below them) that mark a contact.
    pub tags: Vec<String>,
    /// Values of `type` that mark a contact.
    pub types: Vec<String>,
}

/// What another tool's tier means here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Priority it stands for.
    pub priority: Option<Priority>,
    /// Cadence it stands for.
    pub cadence: Option<Cadence>,
}

/// Which places interactions are read from (design 3.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sources {
    /// The contact's own log.
    pub log: bool,
    /// Meeting notes.
    pub meetings: bool,
    /// Daily notes.
    pub daily: bool,
    /// The inbox.
    pub inbox: bool,
    /// `interactions:` and `last-contact:`.
    pub front_matter: bool,
    /// What a link in the middle of a daily line is.
    pub mentions: Mentions,
}

/// What a daily line that only mentions a contact counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mentions {
    /// Shown, counted nowhere.
    Shown,
    /// An assumed interaction.
    Assumed,
    /// Not even shown.
    Off,
}

/// Where daily notes lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyNotes {
    /// Folder below the vault, without a final `/`; empty for the vault itself.
    pub folder: String,
    /// Moment.js format of the file name, such as `YYYY-MM-DD`; may hold folders.
    pub format: String,
}

/// Settings for the contacts that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Where the rule stands in `followup.yaml`, for `why` and `config`.
    pub spot: Spot,
    /// What must hold; every given list must have one that fits.
    pub matching: Match,
    /// What it sets.
    pub set: Settings,
}

/// Conditions of a rule; an empty list asks nothing. All are folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Match {
    /// Tags, and those below them.
    pub tags: Vec<String>,
    /// Folders: a path component or a path prefix.
    pub folders: Vec<String>,
    /// Relationships.
    pub relationships: Vec<String>,
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Priorities.
    pub priorities: Vec<Priority>,
}

/// Settings that a note or a rule can give (design 4).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Wished interval, with its longest.
    pub cadence: Option<Cadence>,
    /// Longest interval, when given apart.
    pub max: Option<Interval>,
    /// Whether only working days are proposed.
    pub weekdays_only: Option<bool>,
    /// Attempts before a contact rests.
    pub attempts: Option<Attempts>,
    /// Interval between attempts.
    pub retry: Option<Interval>,
    /// Preferred channel.
    pub channel: Option<Channel>,
    /// Priority.
    pub priority: Option<Priority>,
    /// Sequence for new contacts.
    pub sequence: Option<String>,
    /// Days ahead of a date to prepare.
    pub lead: Option<u32>,
    /// How long an answer may take, or off.
    pub reply_within: Option<ReplyWithin>,
}

/// How long an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyWithin {
    /// No reply is ever asked for.
    Off,
    /// At most this long.
    Within(Interval),
}

/// A planned series of touches after an event (design 4, 5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// What `after` and `by` count.
    pub unit: Unit,
    /// The touches, in order.
    pub touches: Vec<Touch>,
}

/// What the days of a sequence are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Working days.
    BusinessDays,
}

/// One message of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Name; a hashtag on an `out` names the touch that was sent.
    pub name: String,
    /// First day, counted from the anchor.
    pub after: u32,
    /// Last good day, counted from the anchor; at least `after`.
    pub by: u32,
    /// Channel that wins over the contact's own.
    pub channel: Option<Channel>,
    /// Draft template, if it is not named after the touch.
    pub template: Option<String>,
    /// Never overdue and not in the feed.
    pub optional: bool,
}

/// Times away, both days included: only promises and dates come up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Away {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// Yearly dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// Days after a date on which it may still be done.
    pub grace: u32,
    /// Where 29 February is kept in common years.
    pub leap_day: LeapDay,
    /// Days ahead to prepare, by kind (`birthday`, `date`, `event`) or folded label.
    pub lead: BTreeMap<String, u32>,
}

/// How much the published feed tells (design 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Only how many a day.
    Busy,
    /// Initials and kind.
    Initials,
    /// Who and what kind, and the link.
    Name,
    /// Reasons, hooks, mail and log links.
    Full,
}

/// Where overdue items stand in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverdueOn {
    /// On today.
    Today,
    /// On the day they were due.
    Due,
}

/// The calendar feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// How much the published feed tells.
    pub detail: Detail,
    /// Where overdue items stand.
    pub overdue: OverdueOn,
    /// Days after a build at which the watchdog event lies; 0 for none.
    pub watchdog: u32,
    /// Name of the calendar; the vault's if absent.
    pub name: Option<String>,
    /// Alarm in minutes before (positive) an event, if any.
    pub alarm: Option<u32>,
    /// File name of the published feed.
    pub file: Option<String>,
    /// Events at most.
    pub max_events: usize,
}

/// The weekly review block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewBlock {
    /// Weekday, Monday being 0.
    pub weekday: u32,
    /// Hour and minute.
    pub at: (u32, u32),
    /// Length in minutes.
    pub minutes: u32,
}

/// Draft messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafts {
    /// Whether `.eml` files are written.
    pub eml: bool,
    /// Whether `.md` files are written.
    pub markdown: bool,
    /// Drafts at most.
    pub max: usize,
    /// Words that a message should not pass.
    pub max_words: MaxWords,
}

/// How many words a message should not pass, by channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaxWords {
    /// On channels without a number of their own.
    pub default: usize,
    /// On these channels.
    pub channels: BTreeMap<Channel, usize>,
}

impl MaxWords {
    /// The number for a channel; a draft without one is counted as a mail.
    pub fn on(&self, channel: Option<Channel>) -> usize {
        channel.and_then(|channel| self.channels.get(&channel)).copied().unwrap_or(self.default)
    }
}

impl Default for MaxWords {
    fn default() -> MaxWords {
        let channels = [(Channel::Text, 60), (Channel::Linkedin, 60), (Channel::Phone, 45)];
        MaxWords { default: 150, channels: channels.into() }
    }
}

/// How links to notes are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoteUrl {
    /// `obsidian://open?vault=…&file=…`.
    Obsidian,
    /// A pattern with `{path}` (percent-encoded, with `.md`).
    Pattern(String),
}

impl Default for Config {
    fn default() -> Config {
        Config {
            me: Me::default(),
            timezone: None,
            contacts: ContactMarks::default(),
            fields: BTreeMap::new(),
            words: WordTable::default(),
            tiers: BTreeMap::new(),
            sources: Sources {
                log: true,
                meetings: true,
                daily: true,
                inbox: true,
                front_matter: true,
                mentions: Mentions::Shown,
            },
            inbox: "inbox.md".to_owned(),
            daily: None,
            ignore: Vec::new(),
            date_order: None,
            rules: Vec::new(),
            sequences: super::defaults::sequences(),
            reply_within: ReplyWithin::Within(Interval::Days(2)),
            re_engage: vec![Interval::Months(6), Interval::Months(12)],
            workdays: Workdays::new([true, true, true, true, true, false, false], BTreeSet::new()),
            holidays_file: None,
            away: Vec::new(),
            per_day: 8,
            horizon: 60,
            start: None,
            dates: Dates { grace: 3, leap_day: LeapDay::Feb28, lead: BTreeMap::new() },
            feed: Feed {
                detail: Detail::Initials,
                overdue: OverdueOn::Today,
                watchdog: 7,
                name: None,
                alarm: None,
                file: None,
                max_events: 1000,
            },
            review: None,
            drafts: Drafts { eml: true, markdown: true, max: 100, max_words: MaxWords::default() },
            page_max: 500,
            import_folder: "People".to_owned(),
            note_template: None,
            vault_name: None,
            note_url: NoteUrl::Obsidian,
            out: "agenda".to_owned(),
            publish: "publish".to_owned(),
            publish_asked: false,
            templates: "followup-templates".to_owned(),
            today: None,
        }
    }
}

impl Default for ContactMarks {
    fn default() -> ContactMarks {
        let words = |words: &str| words.split(' ').map(str::to_owned).collect();
        ContactMarks {
            folders: words("People Persons Contacts Friends FriendTracker Family Colleagues CRM"),
            tags: words("person people contact contacts"),
            types: words("person people contact"),
        }
    }
}
