//! Plans an import: which notes to write, which people have one, and which cards only the user can decide
//! about. Nothing is written here, and existing notes are never changed.

use super::card::Card;
use super::file_name::{TakenNames, file_name};
use super::findings::FoundCard;
use super::matching::{Directory, Doubt, Match};
use super::merge::{add_texts, merge};
use super::note_writer::NoteWriter;
use super::profiles::Profiles;
use crate::core::people::contact::{Contact, People};
use crate::core::place::{NotePath, Spot};
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::{fold_heading, list};

/// The result of planning an import.
#[derive(Debug, Default)]
pub struct Plan {
    /// Notes to write, in the order of the files.
    pub new: Vec<PlannedNote>,
    /// Cards whose person has a note, with the path of that note.
    pub there: Vec<(FoundCard, NotePath)>,
    /// Cards that may or may not be about a person with a note.
    pub doubtful: Vec<FoundCard>,
    /// Number of cards that were merged into an earlier one.
    pub merged: usize,
    /// The problems about doubtful cards.
    pub problems: Vec<Problem>,
    /// Placeholders and scripts of the template without a meaning.
    pub unknown: Vec<String>,
}

/// A note to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedNote {
    /// The path of the note.
    pub path: NotePath,
    /// The text of the note.
    pub text: String,
    /// The name of the person.
    pub name: String,
    /// The file of the card.
    pub file: NotePath,
    /// The line of the card.
    pub line: usize,
}

/// Decides for each card whether it becomes a note. `folder` is the folder for new notes, without a final
/// `/`; `taken` are the file names in it; `text_of` returns the text of an existing note.
pub fn plan(
    cards: Vec<FoundCard>,
    people: &People,
    writer: &NoteWriter<'_>,
    folder: &str,
    mut taken: TakenNames,
    text_of: &dyn Fn(&NotePath) -> Option<String>,
) -> Plan {
    let mut plan = Plan::default();
    let mut directory = directory(&cards, people, text_of);
    let mut known = Candidates { contacts: &people.contacts, fresh: Vec::new(), text_of };
    for found in cards {
        let facts = writer.read_back(&found.card, folder);
        let profiles = Profiles::of_card(&found.card);
        let matched = match directory.find(&facts, &profiles, &found.file) {
            Match::Named(places) => match_by_texts(&found, &places, &known),
            other => other,
        };
        match matched {
            Match::New | Match::Named(_) => {
                directory.add_card(&facts, profiles, &found.file);
                known.fresh.push(found);
            }
            Match::Existing(place) => match people.contacts.get(place) {
                Some(contact) => plan.there.push((found, contact.path.clone())),
                None => {
                    plan.merged += 1;
                    let earlier = known.fresh.get_mut(place - people.contacts.len());
                    earlier.into_iter().for_each(|earlier| merge(earlier, &found));
                }
            },
            Match::Doubtful(places, doubt) => {
                plan.problems.push(doubt_problem(&found, &places, doubt, &known));
                plan.doubtful.push(found);
            }
        }
    }
    for found in known.fresh {
        let name = file_name(&found.card.name, folder, &mut taken);
        let path = NotePath::new(&if folder.is_empty() { name } else { format!("{folder}/{name}") });
        plan.add_note(found, path, writer);
    }
    plan
}

impl Plan {
    /// Adds the note that a card becomes.
    fn add_note(&mut self, found: FoundCard, path: NotePath, writer: &NoteWriter<'_>) {
        let FoundCard { card, file, line } = found;
        let written = writer.write(&card, &path);
        add_texts(&mut self.unknown, &written.unknown);
        self.new.push(PlannedNote { path, text: written.text, name: card.name, file, line });
    }
}

/// Returns the contacts that cards are compared with. Their notes are read only if a card has a profile.
fn directory(
    cards: &[FoundCard],
    people: &People,
    text_of: &dyn Fn(&NotePath) -> Option<String>,
) -> Directory {
    let mut directory = Directory::of_contacts(&people.contacts);
    if cards.iter().any(|found| !Profiles::of_card(&found.card).own.is_empty()) {
        for (place, contact) in people.contacts.iter().enumerate() {
            let profiles = text_of(&contact.path).map(|text| Profiles::of_note(&text));
            directory.add_profiles(place, profiles.unwrap_or_default());
        }
    }
    directory
}

/// Those that a card may be about, at their positions in the directory: the contacts, then the earlier cards that
/// become notes.
struct Candidates<'a> {
    contacts: &'a [Contact],
    fresh: Vec<FoundCard>,
    text_of: &'a dyn Fn(&NotePath) -> Option<String>,
}

enum Person<'k> {
    Contact(&'k Contact),
    Card(&'k FoundCard),
}

impl Candidates<'_> {
    fn get(&self, place: usize) -> Option<Person<'_>> {
        match self.contacts.get(place) {
            Some(contact) => Some(Person::Contact(contact)),
            None => self.fresh.get(place - self.contacts.len()).map(Person::Card),
        }
    }

    /// Returns everything that is written about a person.
    fn text(&self, place: usize) -> Option<String> {
        match self.get(place)? {
            Person::Contact(contact) => {
                let birthday = contact.facts.birthday.as_ref().map(|found| found.value.to_string());
                let text = (self.text_of)(&contact.path)?;
                Some(format!("{text}\n{}", birthday.unwrap_or_default()))
            }
            Person::Card(found) => Some(card_texts(&found.card).join("\n")),
        }
    }
}

/// Finds the person of a card with nothing but a name and other texts: a person of that name whose note or
/// card contains all these texts. Two cards of one file with different texts are two people.
fn match_by_texts(found: &FoundCard, places: &[usize], known: &Candidates<'_>) -> Match {
    let texts: Vec<String> = card_texts(&found.card).iter().map(|text| fold_heading(text)).collect();
    if texts.is_empty() && places.len() > 1 {
        return Match::Doubtful(places.to_vec(), Doubt::Several);
    }
    let says_all = |place: &&usize| {
        texts.is_empty()
            || known.text(**place).is_some_and(|text| {
                let text = fold_heading(&text);
                texts.iter().all(|wanted| text.contains(wanted.as_str()))
            })
    };
    if let Some(place) = places.iter().find(says_all) {
        return Match::Existing(*place);
    }
    let is_old =
        |place: &usize| !matches!(known.get(*place), Some(Person::Card(card)) if card.file == found.file);
    let old: Vec<usize> = places.iter().copied().filter(is_old).collect();
    if old.is_empty() { Match::New } else { Match::Doubtful(old, Doubt::NameAlone) }
}

/// Returns the texts of a card without those that identify the person (name, UID, addresses, numbers).
fn card_texts(card: &Card) -> Vec<String> {
    let dates = card.birthday.iter().chain(card.dates.iter().map(|(_, day)| day)).map(ToString::to_string);
    let mut all: Vec<String> = dates.collect();
    all.extend([&card.org, &card.role, &card.relationship, &card.note].into_iter().flatten().cloned());
    all.extend(card.died.iter().cloned().chain(card.created.map(|day| day.to_string())));
    all.extend([&card.aliases, &card.tags, &card.interests].into_iter().flatten().cloned());
    all.extend(card.more.iter().flat_map(|(_, texts)| texts).map(|text| text.value.clone()));
    all
}

fn doubt_problem(found: &FoundCard, places: &[usize], doubt: Doubt, known: &Candidates<'_>) -> Problem {
    let shown = |person: Person<'_>| match person {
        Person::Contact(contact) => format!("`{}`", contact.path),
        Person::Card(card) if card.file == found.file => format!("line {}", card.line),
        Person::Card(card) => format!("`{}:{}`", card.file, card.line),
    };
    let named: Vec<String> = places.iter().filter_map(|place| known.get(*place).map(shown)).collect();
    let named = list(&named, "and");
    let name = quoted(&found.card.name);
    let (message, help) = match doubt {
        Doubt::Several => (
            format!("{name} could be any of {named}"),
            "write the address, or the UID of the card as `uid`, into the note that is meant",
        ),
        Doubt::OtherName => (
            format!("{name} has the e-mail address of {named}, who has another name"),
            "if it is the same person, add the name to `aliases` of that note; else remove the address from it",
        ),
        Doubt::OtherProfile => (
            format!("{name} has the LinkedIn profile of {named}, who has another name"),
            "if it is the same person, add the name to `aliases` of that note; else move the profile into its text",
        ),
        Doubt::NameAlone => (
            format!("{name} has the name of {named}, and nothing that shows whether it is the same person"),
            "if it is the same person, write what the card says into that note; else give one of them another name",
        ),
    };
    Problem::new(Code::AmbiguousName, &found.file, message)
        .at(Spot::new(found.line, 1))
        .help(help)
        .effect("no note is written for it")
}
