//! A person to make a note of, in the form that all import formats are read into.

use crate::core::day::{Day, Yearly};
use crate::core::text::{fold, one_line};

/// A person to make a note of. Everything except the name may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Name, as it will be shown.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// E-mail addresses, the preferred one first.
    pub emails: Vec<LabelledText>,
    /// Phone numbers as written, the preferred one first.
    pub phones: Vec<LabelledText>,
    /// Organisation.
    pub org: Option<String>,
    /// Role in the organisation.
    pub role: Option<String>,
    /// Tags, with spaces still in them.
    pub tags: Vec<String>,
    /// Their relationship to the user.
    pub relationship: Option<String>,
    /// Birthday, with or without its year.
    pub birthday: Option<Yearly>,
    /// Other yearly dates by label.
    pub dates: Vec<(String, Yearly)>,
    /// Day of death or what is known of it, which stops all follow-ups.
    pub died: Option<String>,
    /// Day on which the card or the connection was made; never an anchor.
    pub created: Option<Day>,
    /// When and where the user met them, as a note says it.
    pub met: Option<String>,
    /// Preferred channel.
    pub channel: Option<String>,
    /// IANA zone.
    pub timezone: Option<String>,
    /// Interests, for matching with resources.
    pub interests: Vec<String>,
    /// Further labelled texts by their key: addresses, pages, accounts, other people.
    pub more: Vec<(String, Vec<LabelledText>)>,
    /// Personal details, each of which becomes a list item.
    pub hooks: Vec<String>,
    /// Things promised to them, each of which becomes an open task.
    pub promises: Vec<String>,
    /// Things that they promised, each of which becomes an open task that is waited for.
    pub waiting: Vec<String>,
    /// Free text, which becomes a block quote, since nothing in it is to be read as data.
    pub note: Option<String>,
    /// An id by which a second import recognises the card, even after a rename of the note.
    pub uid: Option<String>,
}

impl Card {
    /// Returns the texts under a further key.
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

    /// Adds a text under a further key, unless it is empty or there already.
    pub fn keep_once(&mut self, key: &str, text: LabelledText) {
        if !text.value.trim().is_empty() && !self.texts(key).iter().any(|known| known.value == text.value) {
            self.keep(key, text);
        }
    }

    /// Adds an e-mail address, unless it is there already.
    pub(super) fn add_email(&mut self, email: LabelledText) {
        if !self.emails.iter().any(|known| known.value.eq_ignore_ascii_case(&email.value)) {
            self.emails.push(email);
        }
    }

    /// Adds groups of an address book as tags, except the address book's own groups.
    pub(super) fn add_groups(&mut self, groups: impl IntoIterator<Item = String>) {
        for group in groups {
            let own = group.starts_with('*') || matches!(fold(&group).as_str(), "mycontacts" | "starred");
            if !own && !self.tags.contains(&group) {
                self.tags.push(group);
            }
        }
    }
}

/// Adds a text, unless it is empty or there already.
pub(super) fn add_once(texts: &mut Vec<LabelledText>, text: LabelledText) {
    if !text.value.trim().is_empty() && !texts.iter().any(|known| known.value == text.value) {
        texts.push(text);
    }
}

/// Returns a text on one line, or `None` if it is empty.
pub(super) fn nonempty(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}

/// Joins the lines of an address with commas.
pub(super) fn lines_joined(text: &str) -> String {
    let lines = text.lines().map(|line| line.trim().trim_end_matches(',').trim());
    one_line(&lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "))
}

/// A text with an optional label such as `work` or `home`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelledText {
    /// The label.
    pub label: Option<String>,
    /// The text.
    pub value: String,
}

impl LabelledText {
    /// Returns a text without a label.
    pub fn plain(value: impl Into<String>) -> LabelledText {
        LabelledText { label: None, value: value.into() }
    }

    /// Returns a text with a label, or without one if the label is empty.
    pub fn new(label: &str, value: impl Into<String>) -> LabelledText {
        let label = label.trim();
        LabelledText { label: (!label.is_empty()).then(|| label.to_owned()), value: value.into() }
    }
}
