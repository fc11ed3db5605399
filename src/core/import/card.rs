//! What is known of a person who is to get a note, wherever it came from.

use crate::core::day::{Day, Yearly};

/// A person to write a note about. Everything but the name may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Name, as it is to be shown.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// E-mail addresses, the preferred one first.
    pub emails: Vec<LabelledText>,
    /// Phone numbers as written, the preferred one first.
    pub phones: Vec<LabelledText>,
    /// Organisation.
    pub org: Option<String>,
    /// What they do there.
    pub role: Option<String>,
    /// Tags; blanks become hyphens.
    pub tags: Vec<String>,
    /// What they are to you.
    pub relationship: Option<String>,
    /// Birthday, with or without its year.
    pub birthday: Option<Yearly>,
    /// Other yearly dates by label.
    pub dates: Vec<(String, Yearly)>,
    /// Day of death: nothing is proposed any more.
    pub died: Option<Day>,
    /// Day the card, or the connection, was made; never an anchor.
    pub created: Option<Day>,
    /// When and where you met.
    pub met: Option<(Day, Option<String>)>,
    /// The next step: a day, with what to do on it.
    pub next: Option<(Day, Option<String>)>,
    /// Preferred channel.
    pub channel: Option<String>,
    /// IANA zone.
    pub timezone: Option<String>,
    /// What resources are matched with.
    pub interests: Vec<String>,
    /// Postal addresses.
    pub addresses: Vec<LabelledText>,
    /// Web pages.
    pub urls: Vec<LabelledText>,
    /// Accounts elsewhere: messengers, networks.
    pub accounts: Vec<LabelledText>,
    /// Other people, by what they are to this one.
    pub related: Vec<LabelledText>,
    /// Anything else that has a name and a text, under the key given.
    pub more: Vec<(String, Vec<LabelledText>)>,
    /// Personal details, a list item each.
    pub hooks: Vec<String>,
    /// What you owe them, an open task each.
    pub promises: Vec<String>,
    /// Lines of the log, without their bullets.
    pub log: Vec<String>,
    /// Free text: becomes a block quote, in which nothing is read.
    pub note: Option<String>,
    /// An id that survives a rename, and by which a second import knows the card.
    pub uid: Option<String>,
}

/// A text with what it is for: `work`, `home`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledText {
    /// What it is for.
    pub label: Option<String>,
    /// The text.
    pub value: String,
}

impl LabelledText {
    /// A text without a label.
    pub fn plain(value: impl Into<String>) -> LabelledText {
        LabelledText { label: None, value: value.into() }
    }

    /// A text with a label; an empty label is none.
    pub fn new(label: &str, value: impl Into<String>) -> LabelledText {
        let label = label.trim();
        LabelledText { label: (!label.is_empty()).then(|| label.to_owned()), value: value.into() }
    }
}
