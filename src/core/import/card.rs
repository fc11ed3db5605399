//! What is known of a person who is to get a note, wherever it came from.

use crate::core::day::{Day, Yearly};
use crate::core::text::{fold, one_line};

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
    /// Preferred channel.
    pub channel: Option<String>,
    /// IANA zone.
    pub timezone: Option<String>,
    /// What resources are matched against.
    pub interests: Vec<String>,
    /// Anything else that has a name and a text, under the key given: addresses, pages, accounts, other people.
    pub more: Vec<(String, Vec<LabelledText>)>,
    /// Personal details, a list item each.
    pub hooks: Vec<String>,
    /// What you owe them, an open task each.
    pub promises: Vec<String>,
    /// Free text: becomes a block quote, in which nothing is read.
    pub note: Option<String>,
    /// An id that survives a rename, and by which a second import knows the card.
    pub uid: Option<String>,
}

impl Card {
    /// The texts under a further key.
    pub fn texts(&self, key: &str) -> &[LabelledText] {
        self.more.iter().find(|(known, _)| known == key).map_or(&[], |(_, texts)| texts)
    }

    /// Adds a text under a further key.
    pub fn keep(&mut self, key: &str, text: LabelledText) {
        match self.more.iter_mut().find(|(known, _)| known == key) {
            Some((_, texts)) => texts.push(text),
            None => self.more.push((key.to_owned(), vec![text])),
        }
    }

    /// Adds a text under a further key, if it says anything and does not stand there already.
    pub fn keep_once(&mut self, key: &str, text: LabelledText) {
        if !text.value.trim().is_empty() && !self.texts(key).iter().any(|known| known.value == text.value) {
            self.keep(key, text);
        }
    }

    /// Adds groups of an address book as tags; starred ones are its own.
    pub(super) fn add_groups(&mut self, groups: impl IntoIterator<Item = String>) {
        for group in groups {
            let own = group.starts_with('*') || matches!(fold(&group).as_str(), "mycontacts" | "starred");
            if !own && !self.tags.contains(&group) {
                self.tags.push(group);
            }
        }
    }
}

/// Adds a text to others, if it says anything and does not stand there already.
pub(super) fn add_once(texts: &mut Vec<LabelledText>, text: LabelledText) {
    if !text.value.trim().is_empty() && !texts.iter().any(|known| known.value == text.value) {
        texts.push(text);
    }
}

/// A text on one line, if it says anything.
pub(super) fn said(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}

/// The lines of an address as one, parted by commas.
pub(super) fn lines_joined(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim().trim_end_matches(',').trim());
    one_line(&lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "))
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
