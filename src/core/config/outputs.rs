//! The settings of the outputs: feed, review block, page, drafts and links to notes (design 4).

use crate::core::note::channel::Channel;
use std::collections::BTreeMap;

/// How much the published feed reveals (design 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Only the number of follow-ups of a day.
    Busy,
    /// Initials and kind.
    Initials,
    /// Name, kind and link.
    Name,
    /// Also reasons, hooks, mail and log links.
    Full,
}

/// The day on which the feed shows overdue items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverdueOn {
    /// On today.
    Today,
    /// On the day they were due.
    Due,
}

/// Settings of the calendar feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// How much the published feed reveals.
    pub detail: Detail,
    /// The day on which overdue items are shown.
    pub overdue: OverdueOn,
    /// Number of days after a build until the watchdog event; 0 for none.
    pub watchdog: u32,
    /// Name of the calendar; the vault's if absent.
    pub name: Option<String>,
    /// Minutes from an alarm to its event; `None` for no alarm.
    pub alarm: Option<u32>,
    /// File name of the published feed.
    pub file: Option<String>,
    /// Maximum number of events.
    pub max_events: usize,
}

/// The weekly review block in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewBlock {
    /// Weekday, Monday being 0.
    pub weekday: u32,
    /// Hour and minute.
    pub at: (u32, u32),
    /// Length in minutes.
    pub minutes: u32,
}

/// Settings of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Maximum number of cards.
    pub max: usize,
}

/// Settings of draft messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drafts {
    /// Whether `.eml` files are written.
    pub eml: bool,
    /// Whether `.md` files are written.
    pub markdown: bool,
    /// Maximum number of drafts.
    pub max: usize,
    /// Number of words above which `lint` reports a message.
    pub max_words: MaxWords,
}

/// The number of words above which `lint` reports a message, by channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaxWords {
    /// For channels without a number of their own.
    pub default: usize,
    /// For these channels.
    pub channels: BTreeMap<Channel, usize>,
}

impl MaxWords {
    /// Returns the number for a channel; a draft without a channel counts as a mail.
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
