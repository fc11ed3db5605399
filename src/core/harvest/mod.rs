//! Log lines out of mail and calendars: who was written to, who wrote, whom one met. Pure;
//! only headers and events are looked at, and nothing is proposed that a note says already.

pub mod calendar;
pub mod mail;

use super::day::Day;
use super::edit::log_layout::AmongDay;
use super::note::log::words::Direction;
use super::people::contact::{Contact, ContactIndex, InteractionKind, People};
use super::text::{clip, fold_name, one_line};
use std::collections::{BTreeMap, HashMap};

/// Characters of a subject or title that a log line keeps.
const MOST_TOPIC: usize = 100;

/// Somebody seen in a message or an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The day, as its writer's clock had it.
    pub day: Day,
    /// Seconds or anything else that orders the sightings of a day.
    pub order: i64,
    /// The address, in lower case.
    pub address: String,
    /// What it was.
    pub what: What,
    /// Subject or title, as written.
    pub topic: String,
}

/// What a sighting was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A message to them.
    MailOut,
    /// A message from them.
    MailIn,
    /// An event with them.
    Meeting,
}

impl What {
    fn direction(self) -> Direction {
        match self {
            What::MailOut => Direction::Out,
            What::MailIn => Direction::In,
            What::Meeting => Direction::Both,
        }
    }

    fn words(self) -> &'static str {
        match self {
            What::MailOut => "email out",
            What::MailIn => "email in",
            What::Meeting => "meeting",
        }
    }
}

/// A line for a contact's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedLine {
    /// Whose.
    pub contact: ContactIndex,
    /// The day.
    pub day: Day,
    /// Its words.
    pub text: String,
    /// The same without the topic, should a note not bear it.
    pub bare: &'static str,
    /// Before the other entries of its day where something that a note tells of already came after it.
    pub among: AmongDay,
}

/// What the sightings come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Lines to write, by contact and day.
    pub lines: Vec<ProposedLine>,
    /// Contacts and days that the notes tell of already.
    pub there: usize,
    /// Addresses that several contacts have; their lines are left out.
    pub shared: Vec<String>,
    /// Addresses that no note has, with how often each was seen, the most frequent first.
    pub strangers: Vec<(String, usize)>,
}

/// What was seen of a person on a day in one direction.
#[derive(Default)]
struct Seen {
    /// What orders the last of it among the others of its day.
    last: i64,
    topic: String,
}

/// One line for each person, day and direction that no note tells of yet; those of a day in the order in
/// which the last of each was seen.
pub fn propose(mut sightings: Vec<Sighting>, people: &People) -> Proposal {
    sightings.sort();
    let by_address = addresses(&people.contacts);
    let mut proposal = Proposal::default();
    let mut strangers: BTreeMap<String, usize> = BTreeMap::new();
    let mut days: BTreeMap<(ContactIndex, Day), BTreeMap<What, Seen>> = BTreeMap::new();
    for sighting in sightings {
        match by_address.get(&sighting.address).map(Vec::as_slice) {
            None | Some([]) => *strangers.entry(sighting.address).or_default() += 1,
            Some([contact]) => {
                let day = days.entry((*contact, sighting.day)).or_default();
                let seen = day.entry(sighting.what).or_default();
                seen.last = sighting.order;
                if seen.topic.is_empty() {
                    seen.topic = topic(&sighting.topic, people.contact(*contact));
                }
            }
            Some(_) if !proposal.shared.contains(&sighting.address) => proposal.shared.push(sighting.address),
            Some(_) => {}
        }
    }
    for ((contact, day), seen) in days {
        if people.contact(contact).is_kept_up() {
            proposal.add(contact, people.contact(contact), day, seen);
        }
    }
    proposal.strangers = strangers.into_iter().collect();
    proposal.strangers.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    proposal
}

impl Proposal {
    /// The lines of one day. What came before something that is told already goes before it.
    fn add(&mut self, contact: ContactIndex, found: &Contact, day: Day, seen: BTreeMap<What, Seen>) {
        let mut seen: Vec<(What, Seen)> = seen.into_iter().collect();
        seen.sort_by_key(|(what, seen)| (seen.last, *what));
        let mut told_after = seen.iter().filter(|(what, _)| is_told(found, day, *what)).count();
        self.there += told_after;
        for (what, Seen { topic, .. }) in seen {
            if is_told(found, day, what) {
                told_after -= 1;
                continue;
            }
            let among = if told_after > 0 { AmongDay::First } else { AmongDay::Last };
            let bare = what.words();
            let text = if topic.is_empty() { bare.to_owned() } else { format!("{bare}: {topic}") };
            self.lines.push(ProposedLine { contact, day, text, bare, among });
        }
    }
}

fn addresses(contacts: &[Contact]) -> HashMap<String, Vec<ContactIndex>> {
    let mut addresses: HashMap<String, Vec<ContactIndex>> = HashMap::new();
    for (place, contact) in contacts.iter().enumerate() {
        let index = ContactIndex::at(place);
        for email in &contact.facts.emails {
            let found = addresses.entry(email.value.trim().to_lowercase()).or_default();
            if !found.contains(&index) {
                found.push(index);
            }
        }
    }
    addresses
}

/// Whether some note tells of this already: the same day and direction is one interaction.
fn is_told(contact: &Contact, day: Day, what: What) -> bool {
    contact.history.iter().filter(|entry| entry.day == day).any(|entry| match entry.kind {
        InteractionKind::Clear(direction) => direction == what.direction(),
        InteractionKind::Reply => what != What::Meeting,
        InteractionKind::Assumed => what == What::Meeting,
        InteractionKind::Mention
        | InteractionKind::Light
        | InteractionKind::Cancelled
        | InteractionKind::Intention
        | InteractionKind::Skip
        | InteractionKind::Again => false,
    })
}

/// A subject as the words of a log line: without `Re:` and its like, and without anything
/// that a note would take for a link, a tag, a comment or code.
fn topic(text: &str, contact: &Contact) -> String {
    let mut text = one_line(text);
    while let Some(rest) = without_prefix(&text) {
        text = rest;
    }
    let mut clean = String::with_capacity(text.len());
    let mut before = ' ';
    for letter in text.chars() {
        let acts = match letter {
            '#' => !before.is_alphanumeric(),
            '[' | ']' | '`' | '|' | '~' | '*' | '<' | '>' | '^' => true,
            '%' => before == '%',
            _ => false,
        };
        if !acts {
            clean.push(letter);
        }
        before = letter;
    }
    let clean = clip(one_line(&clean).trim_matches([' ', '-', ':']), MOST_TOPIC).into_owned();
    // A title that only says who takes part tells nothing.
    if fold_name(&clean) == fold_name(contact.name()) { String::new() } else { clean.replace("::", ":") }
}

/// The text after a mark of an answer or of forwarding, in the languages of common programs.
fn without_prefix(text: &str) -> Option<String> {
    const MARKS: [&str; 14] =
        ["re", "fwd", "fw", "aw", "wg", "sv", "vs", "vb", "antw", "tr", "rv", "res", "enc", "odp"];
    let (mark, rest) = text.split_once(':')?;
    let mark =
        mark.trim().trim_end_matches(|letter: char| letter.is_ascii_digit() || "[]()".contains(letter));
    MARKS.contains(&mark.to_lowercase().as_str()).then(|| rest.trim().to_owned())
}
