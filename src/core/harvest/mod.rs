//! Proposes log lines from mail and calendars. Pure; only headers and events are looked at, and nothing is
//! proposed that a note already records.
#![warn(clippy::indexing_slicing, clippy::string_slice)]

pub mod calendar;
mod cancelled;
pub mod mail;

use self::cancelled::{Left, left};
use super::day::Day;
use super::edit::log_layout::AmongDay;
use super::note::log::line::reading::read_text;
use super::note::log::line::words::{Direction, WordTable};
use super::people::contact::{Contact, ContactIndex, InteractionKind, People};
use super::text::{clip, fold_name, one_line};
use std::collections::{BTreeMap, HashMap};

/// Maximum number of characters of a subject or title in a log line.
const MAX_TOPIC_CHARS: usize = 100;

/// A person seen in a message or an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The day, by the writer's clock.
    pub day: Day,
    /// Orders the sightings of a day, for instance in seconds.
    pub order: i64,
    /// The address, in lower case.
    pub address: String,
    /// The kind of sighting.
    pub what: What,
    /// The subject or title, as written.
    pub topic: String,
}

/// The kind of a sighting.
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

/// A proposed line for a contact's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedLine {
    /// The contact whose log gets the line.
    pub contact: ContactIndex,
    /// The day of the entry.
    pub day: Day,
    /// The text after the date.
    pub text: String,
    /// The text without the topic, for a note that cannot take the topic.
    pub bare: &'static str,
    /// Its place among the entries of its day: first if something that the note records came after it.
    pub among: AmongDay,
}

/// The result of a harvest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The lines to write, by contact and day.
    pub lines: Vec<ProposedLine>,
    /// Number of sightings that the notes already record, counted once for each contact, day and direction.
    pub there: usize,
    /// Addresses that several contacts have; no lines are proposed for them.
    pub shared: Vec<String>,
    /// Addresses without a contact and how often each was seen, most frequent first.
    pub strangers: Vec<(String, usize)>,
}

/// The sightings of one contact on one day in one direction.
#[derive(Default)]
struct Seen {
    /// The `order` of the last of them.
    last: i64,
    /// The topic of each, in order.
    topics: Vec<String>,
}

/// Returns one line for each contact, day and direction that no note records yet. The lines of a day are in
/// the order in which each was seen last.
pub fn propose(mut sightings: Vec<Sighting>, people: &People, words: &WordTable) -> Proposal {
    sightings.sort();
    // One message may be in two folders.
    sightings.dedup();
    let by_address = addresses(&people.contacts);
    let mut proposal = Proposal::default();
    let mut strangers: BTreeMap<String, usize> = BTreeMap::new();
    let mut days: BTreeMap<(ContactIndex, Day), BTreeMap<What, Seen>> = BTreeMap::new();
    for sighting in sightings {
        match by_address.get(&sighting.address).map(Vec::as_slice) {
            None | Some([]) if is_unanswered(&sighting.address) => {}
            None | Some([]) => *strangers.entry(sighting.address).or_default() += 1,
            Some([contact]) => {
                let day = days.entry((*contact, sighting.day)).or_default();
                let seen = day.entry(sighting.what).or_default();
                let topic = topic(&sighting.topic, people.contact(*contact));
                // One event may be seen at two addresses, or in two files.
                if seen.last != sighting.order || !seen.topics.contains(&topic) {
                    seen.topics.push(topic);
                }
                seen.last = sighting.order;
            }
            Some(_) if !proposal.shared.contains(&sighting.address) => proposal.shared.push(sighting.address),
            Some(_) => {}
        }
    }
    for ((contact, day), seen) in days {
        if people.contact(contact).is_kept_up() {
            proposal.add(contact, people.contact(contact), (day, seen), words);
        }
    }
    proposal.strangers = strangers.into_iter().collect();
    proposal.strangers.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    proposal
}

impl Proposal {
    /// Adds the lines of one day. A line goes before the entries of its day if a recorded one came after it.
    fn add(
        &mut self,
        contact: ContactIndex,
        found: &Contact,
        (day, seen): (Day, BTreeMap<What, Seen>),
        words: &WordTable,
    ) {
        let mut seen: Vec<(What, Seen)> = seen.into_iter().collect();
        seen.sort_by_key(|(what, seen)| (seen.last, *what));
        let missing =
            |(what, seen): &(What, Seen)| missing(found, day, *what, &seen.topics).map(str::to_owned);
        let topics: Vec<Option<String>> = seen.iter().map(missing).collect();
        let mut recorded_after = topics.iter().filter(|topic| topic.is_none()).count();
        self.there += recorded_after;
        for ((what, _), topic) in seen.into_iter().zip(topics) {
            let Some(topic) = topic else {
                recorded_after -= 1;
                continue;
            };
            let among = if recorded_after > 0 { AmongDay::Behind(0) } else { AmongDay::Last };
            let bare = what.words();
            let text = if topic.is_empty() { bare.to_owned() } else { format!("{bare}: {topic}") };
            // A title such as `no answer` would say something else of the meeting.
            let says_as_much = read_text(&text, words) == read_text(bare, words);
            let text = if says_as_much { text } else { bare.to_owned() };
            self.lines.push(ProposedLine { contact, day, text, bare, among });
        }
    }
}

/// Whether an address is one that nobody reads, by its part before the `@`.
fn is_unanswered(address: &str) -> bool {
    const UNANSWERED: [&str; 6] =
        ["noreply", "donotreply", "mailerdaemon", "postmaster", "notifications", "notification"];
    let local = address.split(['@', '+']).next().unwrap_or_default();
    let letters: String = local.chars().filter(|letter| !matches!(letter, '-' | '_' | '.')).collect();
    UNANSWERED.contains(&letters.as_str())
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

/// Returns the topic of what a note does not record yet; `None` if there is nothing to write.
fn missing<'t>(contact: &Contact, day: Day, what: What, topics: &'t [String]) -> Option<&'t str> {
    if is_recorded(contact, day, what) {
        return None;
    }
    match what {
        What::MailOut | What::MailIn => {
            topics.iter().map(String::as_str).find(|topic| !topic.is_empty()).or(Some(""))
        }
        What::Meeting => match left(contact, day, topics) {
            Left::Nothing => None,
            Left::Titled(title) => Some(title),
        },
    }
}

/// Whether a note records this: entries of one day and direction are one interaction.
fn is_recorded(contact: &Contact, day: Day, what: What) -> bool {
    contact.history.iter().filter(|entry| entry.day == day).any(|entry| match entry.kind {
        kind @ (InteractionKind::Clear(_) | InteractionKind::Wish) => {
            kind.direction() == Some(what.direction())
        }
        InteractionKind::Reply => what != What::Meeting,
        InteractionKind::Assumed | InteractionKind::Errand => what == What::Meeting,
        InteractionKind::Cancelled
        | InteractionKind::Mention
        | InteractionKind::Light
        | InteractionKind::Intention
        | InteractionKind::Skip
        | InteractionKind::Again => false,
    })
}

/// Returns a subject as the topic of a log line: without `Re:` and the like, and without characters that
/// would make a link, a tag, a comment or code of it.
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
    let clean = clip(one_line(&clean).trim_matches([' ', '-', ':']), MAX_TOPIC_CHARS).into_owned();
    // A title that is only the contact's name adds nothing.
    if fold_name(&clean) == fold_name(contact.name()) { String::new() } else { clean.replace("::", ":") }
}

/// Returns the text after a prefix of an answer or a forwarded message, in the languages of common programs.
fn without_prefix(text: &str) -> Option<String> {
    const MARKS: [&str; 14] =
        ["re", "fwd", "fw", "aw", "wg", "sv", "vs", "vb", "antw", "tr", "rv", "res", "enc", "odp"];
    let (mark, rest) = text.split_once(':')?;
    let mark =
        mark.trim().trim_end_matches(|letter: char| letter.is_ascii_digit() || "[]()".contains(letter));
    MARKS.contains(&mark.to_lowercase().as_str()).then(|| rest.trim().to_owned())
}
