//! The typed configuration with its defaults (design 4). The module `reading` makes it from `followup.yaml`
//! and checks every value, so that code that uses a [`Config`] need not.

use super::outputs::{Detail, Drafts, Feed, MaxWords, NoteUrl, OverdueOn, Page, ReviewBlock};
use crate::core::date_text::DateOrder;
use crate::core::day::{Day, LeapDay};
use crate::core::interval::{Cadence, Interval, IntervalOrOff};
use crate::core::note::channel::Channel;
use crate::core::note::log::line::words::WordTable;
use crate::core::people::settings::{Attempts, Priority, Status};
use crate::core::place::{Found, Spot};
use crate::core::text::same_name;
use crate::core::workdays::Workdays;
use std::collections::BTreeMap;

/// All settings of `followup.yaml`, with defaults for the absent ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The user: signature of drafts, and the addresses by which own mail is recognised.
    pub me: Me,
    /// IANA zone that decides which day is today; the machine's if absent.
    pub timezone: Option<String>,
    /// The marks that make a note a contact; a given list replaces the one of design 3.1.
    pub contacts: ContactMarks,
    /// More spellings of keys, by the name of our key.
    pub fields: BTreeMap<String, Vec<String>>,
    /// The meanings of the words of a log line.
    pub words: WordTable,
    /// Tiers of other tools (`A`, `1`, `prm-tier: close`) with their meaning here; keys are folded.
    pub tiers: BTreeMap<String, Tier>,
    /// The places that interactions are read from.
    pub sources: Sources,
    /// Path of the inbox note.
    pub inbox: String,
    /// Folder and names of daily notes; `None` leaves it to Obsidian's settings.
    pub daily: Option<DailyNotes>,
    /// Globs of notes that are not read.
    pub ignore: Vec<String>,
    /// How `02/11/2026` is read; without it such dates are a problem.
    pub date_order: Option<DateOrder>,
    /// Settings for groups of contacts; the first match that gives a setting wins.
    pub rules: Vec<Rule>,
    /// Sequences by name, shipped and own; `null` in the file removes one.
    pub sequences: BTreeMap<String, Sequence>,
    /// How long an answer may take.
    pub reply_within: IntervalOrOff,
    /// How long a contact rests, by the number of attempts made while resting; the last interval repeats.
    pub re_engage: Vec<Interval>,
    /// Working days: week and holidays.
    pub workdays: Workdays,
    /// Calendar file with more holidays, relative to the vault; `io` adds its days to `workdays`.
    pub holidays_file: Option<Found<String>>,
    /// Days on which nothing is proposed.
    pub away: Vec<Away>,
    /// Maximum number of cards in Today.
    pub per_day: usize,
    /// Number of days the agenda looks ahead.
    pub horizon: u32,
    /// Day of the first use or of a restart (design 5.8).
    pub start: Option<Day>,
    /// Yearly dates.
    pub dates: Dates,
    /// The calendar feed.
    pub feed: Feed,
    /// Weekly review block in the feed, if any.
    pub review: Option<ReviewBlock>,
    /// Draft messages.
    pub drafts: Drafts,
    /// The page.
    pub page: Page,
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
    /// Folder for the outputs that may be published, if the file has a `publish` key, which switches
    /// publishing on.
    pub publish: Option<String>,
    /// Folder of the user's templates.
    pub templates: String,
    /// A fixed day instead of the clock's, for demonstration vaults only.
    pub today: Option<Day>,
}

/// The user of the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Me {
    /// Name under a message.
    pub name: Option<String>,
    /// Own addresses; the first is the sender.
    pub emails: Vec<String>,
    /// Text under a message; the name if absent.
    pub signature: Option<String>,
}

/// The marks of a contact. Folder names, tags and types are compared folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactMarks {
    /// Names of folders whose notes are contacts.
    pub folders: Vec<String>,
    /// Tags (and those below them) that mark a contact.
    pub tags: Vec<String>,
    /// Values of `type` that mark a contact.
    pub types: Vec<String>,
}

/// The meaning of another tool's tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Priority of its contacts.
    pub priority: Option<Priority>,
    /// Cadence of its contacts.
    pub cadence: Option<Cadence>,
}

/// The places that interactions are read from (design 3.4).
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
    /// How a link in the middle of a daily line counts.
    pub mentions: Mentions,
}

/// How a daily line that only mentions a contact counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mentions {
    /// Shown, counted nowhere.
    Shown,
    /// An assumed interaction.
    Assumed,
    /// Not shown.
    Off,
}

/// The folder and the names of daily notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyNotes {
    /// Folder below the vault, without a final `/`; empty for the vault itself.
    pub folder: String,
    /// Moment.js format of the file name, such as `YYYY-MM-DD`; may contain folders.
    pub format: String,
}

/// Settings for the contacts that match.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Position of the rule in `followup.yaml`, for `why` and `config`.
    pub spot: Spot,
    /// The conditions; each list that is not empty must have an entry that fits.
    pub matching: Match,
    /// The settings it gives.
    pub set: Settings,
}

/// The conditions of a rule; an empty list is no condition. Texts are folded.
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
    /// Wished interval, possibly with the longest one.
    pub cadence: Option<Cadence>,
    /// Longest interval, when given as a key of its own.
    pub max: Option<IntervalOrOff>,
    /// Whether only working days are proposed.
    pub weekdays_only: Option<bool>,
    /// Attempts before a contact rests.
    pub attempts: Option<Attempts>,
    /// Interval between attempts.
    pub retry: Option<IntervalOrOff>,
    /// Preferred channel.
    pub channel: Option<Channel>,
    /// Priority.
    pub priority: Option<Priority>,
    /// Sequence for new contacts.
    pub sequence: Option<SequenceChoice>,
    /// Days of preparation before a date.
    pub lead: Option<u32>,
    /// How long an answer may take; off asks for none.
    pub reply_within: Option<IntervalOrOff>,
}

/// Which sequence starts without a hashtag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SequenceChoice {
    /// None, not even by `met`.
    Off,
    /// The one of this name, as the configuration spells it.
    Named(String),
}

impl SequenceChoice {
    /// Returns the name of the sequence, if there is one.
    pub fn name(&self) -> Option<&str> {
        match self {
            SequenceChoice::Off => None,
            SequenceChoice::Named(name) => Some(name),
        }
    }
}

/// A planned series of touches after an event (design 4, 5.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// The unit of `after` and `by`.
    pub unit: Unit,
    /// The touches, in order.
    pub touches: Vec<Touch>,
}

/// The unit in which a sequence counts.
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
    pub template: Option<Found<String>>,
    /// Never overdue and not in the feed.
    pub optional: bool,
}

/// A time away, both days included, in which only promises and dates come up.
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
    /// Days after a date on which it is still shown.
    pub grace: u32,
    /// Where 29 February is kept in common years.
    pub leap_day: LeapDay,
    /// Days of preparation, by kind (`birthday`, `date`, `event`) or folded label.
    pub lead: BTreeMap<String, u32>,
}

impl ContactMarks {
    /// Whether a folder of this name marks its notes.
    pub fn is_folder(&self, name: &str) -> bool {
        self.folders.iter().any(|folder| same_name(folder.trim_matches('/'), name))
    }
}

impl Config {
    /// The last day of the time away that includes this day.
    pub fn away_until(&self, day: Day) -> Option<Day> {
        let away = self.away.iter().filter(|away| (away.from..=away.to).contains(&day));
        away.map(|away| away.to).max()
    }

    /// Whether a day is not in a time away and, if `only_working`, is a working day.
    pub fn is_suitable(&self, day: Day, only_working: bool) -> bool {
        self.away_until(day).is_none() && (!only_working || self.workdays.is_workday(day))
    }

    /// Folder for the outputs that may be published, whether or not the file asks for them.
    pub fn publish_folder(&self) -> &str {
        self.publish.as_deref().unwrap_or("publish")
    }
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
            reply_within: IntervalOrOff::Every(Interval::Days(2)),
            re_engage: vec![Interval::Months(6), Interval::Months(12)],
            workdays: Workdays::default(),
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
            page: Page { max: 500 },
            import_folder: "People".to_owned(),
            note_template: None,
            vault_name: None,
            note_url: NoteUrl::Obsidian,
            out: "agenda".to_owned(),
            publish: None,
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
