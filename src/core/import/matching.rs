//! Recognises whether the person of a card has a note already (design 7): by the UID, else by a LinkedIn
//! profile or an e-mail address, else by name and phone number together. A card with none of these is compared
//! by its name and everything else it says. If several notes fit, or one with another name, the user must decide.
//!
//! A card is compared as its note would be read, since writing a note changes some texts, such as a name in
//! brackets.

use super::profiles::Profiles;
use crate::core::note::facts::ContactFacts;
use crate::core::people::contact::Contact;
use crate::core::place::NotePath;
use crate::core::text::{fold_heading, fold_name};
use std::collections::{BTreeSet, HashMap};

/// The values of a contact or of an earlier card that are compared.
#[derive(Debug)]
struct Known {
    uid: Option<String>,
    emails: Vec<String>,
    phones: Vec<String>,
    names: Vec<String>,
    /// The file of a card; `None` for a contact of the vault.
    file: Option<NotePath>,
}

impl Known {
    fn of(facts: &ContactFacts, file: Option<&NotePath>) -> Known {
        let names = std::iter::once(&facts.name).chain(&facts.aliases);
        Known {
            uid: facts.rare.id.as_deref().map(folded_uid),
            emails: facts.emails.iter().map(|found| found.value.trim().to_lowercase()).collect(),
            phones: facts.phones.iter().filter_map(|phone| phone_digits(phone)).collect(),
            names: names.map(|name| fold_name(name)).collect(),
            file: file.cloned(),
        }
    }

    fn has_only_names(&self) -> bool {
        self.uid.is_none() && self.emails.is_empty() && self.phones.is_empty()
    }

    /// Whether the names may be of one person: one has every word of the other, as in `Ada` and
    /// `Ada Lovelace`. The members of a family with one mailbox share only a word.
    fn name_fits(&self, other: &Known) -> bool {
        let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
        self.any_name_fits(other, |own, others| within(own, others) || within(others, own))
    }

    /// Whether the names have the same words, in any order.
    fn has_same_name(&self, other: &Known) -> bool {
        self.any_name_fits(other, |own, others| own == others)
    }

    /// Whether the main name of one fits any name of the other. `fits` gets the words of each name, sorted.
    fn any_name_fits(&self, other: &Known, fits: impl Fn(&[String], &[String]) -> bool) -> bool {
        let (own, others) = (sorted_words(&self.names), sorted_words(&other.names));
        let first_fits = |names: &[Vec<String>], many: &[Vec<String>]| {
            let first = names.first().filter(|name| !name.is_empty());
            first.is_some_and(|name| many.iter().any(|one| !one.is_empty() && fits(name, one)))
        };
        first_fits(&own, &others) || first_fits(&others, &own)
    }
}

/// The result of looking for the person of a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// A new person.
    New,
    /// The person at this position of the directory.
    Existing(usize),
    /// The card has nothing but its name and other texts, and these have the name: the texts decide.
    Named(Vec<usize>),
    /// Possibly one of these, for the user to decide.
    Doubtful(Vec<usize>, Doubt),
}

/// Why the person cannot be determined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Several notes fit by the address, by name and number, or by name.
    Several,
    /// A note with the e-mail address has a different name.
    OtherName,
    /// A note with the LinkedIn profile has a different name.
    OtherProfile,
    /// A note has the name, and nothing shows whether it is the same person.
    NameAlone,
}

/// The people that a card is compared with.
#[derive(Debug, Default)]
pub struct Directory {
    known: Vec<Known>,
    by_uid: HashMap<String, Vec<usize>>,
    by_email: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
    by_profile: HashMap<String, Vec<usize>>,
    /// By profiles that a note mentions, which may be of others.
    by_mention: HashMap<String, Vec<usize>>,
}

impl Directory {
    /// Returns the contacts of a vault, each at its own position.
    pub fn of_contacts(contacts: &[Contact]) -> Directory {
        let mut directory = Directory::default();
        contacts.iter().for_each(|contact| directory.add(Known::of(&contact.facts, None)));
        directory
    }

    /// Adds the person of a card, by the facts that will be read from the new note, at the next position.
    pub fn add_card(&mut self, facts: &ContactFacts, profiles: Profiles, file: &NotePath) {
        self.add_profiles(self.known.len(), profiles);
        self.add(Known::of(facts, Some(file)));
    }

    /// Adds the profiles of the person at a position.
    pub fn add_profiles(&mut self, place: usize, profiles: Profiles) {
        enter(&mut self.by_profile, profiles.own, place);
        enter(&mut self.by_mention, profiles.mentioned, place);
    }

    fn add(&mut self, known: Known) {
        let place = self.known.len();
        enter(&mut self.by_uid, known.uid.clone(), place);
        enter(&mut self.by_email, known.emails.clone(), place);
        enter(&mut self.by_name, known.names.clone(), place);
        self.known.push(known);
    }

    /// Finds the person of a card, by the facts that would be read from its note.
    pub fn find(&self, facts: &ContactFacts, profiles: &Profiles, file: &NotePath) -> Match {
        let wanted = Known::of(facts, Some(file));
        if let Some(found) = wanted.uid.as_ref().and_then(|uid| self.by_uid.get(uid)) {
            return unique_or_doubtful(found, Doubt::Several);
        }
        let own = places(&self.by_profile, &profiles.own);
        self.by_profile(&wanted, &own)
            .or_else(|| self.by_profile(&wanted, &places(&self.by_mention, &profiles.own)))
            .or_else(|| self.by_email(&wanted))
            .or_else(|| self.by_name(&wanted))
            .or_else(|| self.by_foreign_profile(&wanted, &own))
            .unwrap_or(Match::New)
    }

    /// Returns the person among those with the profile of a card whose name fits too.
    fn by_profile(&self, wanted: &Known, found: &[usize]) -> Option<Match> {
        let same = self.filtered(found, |known| known.has_same_name(wanted));
        let fits = self.filtered(found, |known| known.name_fits(wanted));
        let found = if same.is_empty() { fits } else { same };
        (!found.is_empty()).then(|| unique_or_doubtful(&found, Doubt::Several))
    }

    /// Returns those of other files who have the profile of a card, but another name.
    fn by_foreign_profile(&self, wanted: &Known, found: &[usize]) -> Option<Match> {
        let others = self.filtered(found, |known| known.file != wanted.file);
        (!others.is_empty()).then_some(Match::Doubtful(others, Doubt::OtherProfile))
    }

    fn by_email(&self, wanted: &Known) -> Option<Match> {
        let found = places(&self.by_email, &wanted.emails);
        let same = self.filtered(&found, |known| known.has_same_name(wanted));
        if !same.is_empty() {
            return Some(unique_or_doubtful(&same, Doubt::Several));
        }
        // Two cards of one file with one mailbox and different names are two people, as the address book
        // says; so are two cards that both have a UID.
        let apart =
            |known: &Known| known.file == wanted.file || (known.uid.is_some() && wanted.uid.is_some());
        let fits = self.filtered(&found, |known| known.name_fits(wanted) && !apart(known));
        if !fits.is_empty() {
            return Some(unique_or_doubtful(&fits, Doubt::Several));
        }
        let others = self.filtered(&found, |known| !apart(known));
        (!others.is_empty()).then_some(Match::Doubtful(others, Doubt::OtherName))
    }

    fn by_name(&self, wanted: &Known) -> Option<Match> {
        let named = self.by_name.get(wanted.names.first()?)?;
        let has_number = |number: &String| wanted.phones.iter().any(|other| same_number(number, other));
        let numbers = self.filtered(named, |known| known.phones.iter().any(has_number));
        if !numbers.is_empty() {
            return Some(unique_or_doubtful(&numbers, Doubt::Several));
        }
        if wanted.has_only_names() {
            return Some(Match::Named(named.clone()));
        }
        let old = self.filtered(named, |known| known.has_only_names() && known.file != wanted.file);
        (!old.is_empty()).then_some(Match::Doubtful(old, Doubt::NameAlone))
    }

    /// Returns the positions at which the person fits.
    fn filtered(&self, places: &[usize], fits: impl Fn(&Known) -> bool) -> Vec<usize> {
        places.iter().copied().filter(|place| self.known.get(*place).is_some_and(&fits)).collect()
    }
}

fn enter(map: &mut HashMap<String, Vec<usize>>, keys: impl IntoIterator<Item = String>, place: usize) {
    keys.into_iter().for_each(|key| map.entry(key).or_default().push(place));
}

/// Returns the positions of those who have one of these values, in order.
fn places<'v>(map: &HashMap<String, Vec<usize>>, values: impl IntoIterator<Item = &'v String>) -> Vec<usize> {
    let found = values.into_iter().filter_map(|value| map.get(value)).flatten().copied();
    found.collect::<BTreeSet<usize>>().into_iter().collect()
}

fn unique_or_doubtful(found: &[usize], doubt: Doubt) -> Match {
    match found {
        [only] => Match::Existing(*only),
        several => Match::Doubtful(several.to_vec(), doubt),
    }
}

/// Returns the folded words of each name, sorted.
fn sorted_words(names: &[String]) -> Vec<Vec<String>> {
    let of_name = |name: &String| {
        let parts = name.split(|letter: char| letter.is_whitespace() || letter == ',');
        let mut words: Vec<String> = parts.map(fold_heading).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words
    };
    names.iter().map(of_name).collect()
}

fn folded_uid(text: &str) -> String {
    let text = text.trim().to_lowercase();
    text.strip_prefix("urn:uuid:").unwrap_or(&text).to_owned()
}

/// Returns the digits of a phone number without leading zeros, or the text itself if it has no digits.
fn phone_digits(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // The trunk and country prefixes of a number differ between address books.
    let digits = digits.trim_start_matches('0').to_owned();
    Some(if digits.is_empty() { text.trim().to_lowercase() } else { digits })
        .filter(|number| !number.is_empty())
}

fn same_number(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    long == short || (short.len() >= 8 && long.ends_with(short))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::rare::{Rare, RareFacts};
    use crate::core::place::{Found, Spot};

    fn card(name: &str, emails: &[&str], phones: &[&str], uid: Option<&str>) -> ContactFacts {
        let spot = Spot::new(1, 1);
        ContactFacts {
            name: name.into(),
            emails: emails.iter().map(|email| Found { value: (*email).into(), spot }).collect(),
            phones: phones.iter().map(|phone| (*phone).into()).collect(),
            rare: Rare::of(RareFacts { id: uid.map(Into::into), ..RareFacts::default() }),
            ..ContactFacts::default()
        }
    }

    fn directory(cards: &[ContactFacts]) -> Directory {
        let mut directory = Directory::default();
        cards.iter().for_each(|card| directory.add(Known::of(card, None)));
        directory
    }

    #[test]
    fn the_first_key_that_both_have_decides() {
        let directory = directory(&[
            card("Ada Lovelace", &["ada@acme.example"], &["+44 20 7946 0001"], Some("1")),
            card("Ben Okoro", &[], &["020 7946 0002"], None),
            card("Cleo Marsh", &[], &[], None),
            card("Dan Poe", &["home@poe.example"], &[], None),
            card("Eve Poe", &["home@poe.example"], &[], None),
        ]);
        #[track_caller]
        fn case(directory: &Directory, found: &ContactFacts, expected: Match) {
            assert_eq!(directory.find(found, &Profiles::default(), &NotePath::new("a.vcf")), expected);
        }
        case(&directory, &card("A. L.", &[], &[], Some("URN:UUID:1")), Match::Existing(0));
        let other_name = |place| Match::Doubtful(vec![place], Doubt::OtherName);
        case(&directory, &card("Lovelace, Ada", &["ADA@acme.example"], &[], None), Match::Existing(0));
        case(&directory, &card("Ada", &["ada@acme.example"], &[], None), Match::Existing(0));
        case(&directory, &card("Ada King Lovelace", &["ada@acme.example"], &[], None), Match::Existing(0));
        case(&directory, &card("Tom Lovelace", &["ada@acme.example"], &[], None), other_name(0));
        case(&directory, &card("Anna Ada", &["ada@acme.example"], &[], None), other_name(0));
        case(
            &directory,
            &card("Bob", &["ada@acme.example"], &[], None),
            Match::Doubtful(vec![0], Doubt::OtherName),
        );
        case(&directory, &card("Bob", &["ada@acme.example"], &[], Some("2")), Match::New);
        case(&directory, &card("ben okoro", &[], &["+44 20 7946 0002"], None), Match::Existing(1));
        case(&directory, &card("Ben Okoro", &[], &["555 0000 111"], None), Match::New);
        case(
            &directory,
            &card("Cleo Marsh", &["c@m.example"], &[], None),
            Match::Doubtful(vec![2], Doubt::NameAlone),
        );
        case(&directory, &card("Cleo Marsh", &[], &[], None), Match::Named(vec![2]));
        case(&directory, &card("Ada Lovelace", &["other@x.example"], &[], None), Match::New);
        case(&directory, &card("Eve Poe", &["home@poe.example"], &[], None), Match::Existing(4));
        case(&directory, &card("Someone", &[], &[], None), Match::New);
    }

    #[test]
    fn two_cards_with_one_mailbox_are_two_people() {
        let mut directory = Directory::default();
        let none = Profiles::default();
        let dan = card("Dan Poe", &["home@poe.example"], &[], None);
        directory.add_card(&dan, none.clone(), &NotePath::new("a.vcf"));
        let of = |name| card(name, &["home@poe.example"], &[], None);
        let find = |name, file| directory.find(&of(name), &none, &NotePath::new(file));
        assert_eq!(find("Eve Roe", "a.vcf"), Match::New);
        assert_eq!(find("Eve Poe", "a.vcf"), Match::New);
        assert_eq!(find("Dan Poe", "a.vcf"), Match::Existing(0));
        assert_eq!(find("Eve Roe", "b.vcf"), Match::Doubtful(vec![0], Doubt::OtherName));
        assert_eq!(find("Dan Poe", "b.vcf"), Match::Existing(0));
    }

    #[test]
    fn a_profile_is_an_address() {
        let profiles = |own: &[&str], mentioned: &[&str]| {
            let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            Profiles { own: of(own), mentioned: of(mentioned) }
        };
        let mut directory = directory(&[
            card("Ada Lovelace", &["ada@acme.example"], &[], Some("1")),
            card("Ben Okoro", &[], &[], None),
            card("Cleo Marsh", &["cleo@acme.example"], &[], None),
        ]);
        directory.add_profiles(0, profiles(&["ada"], &["cleo"]));
        directory.add_profiles(1, profiles(&["ben"], &["ada"]));
        let find = |name, emails: &[&str], profile| {
            let facts = card(name, emails, &[], Some("linkedin"));
            directory.find(&facts, &profiles(&[profile], &[]), &NotePath::new("Connections.csv"))
        };
        assert_eq!(find("Ada Lovelace", &[], "ada"), Match::Existing(0));
        assert_eq!(find("Ada", &["other@x.example"], "ada"), Match::Existing(0));
        assert_eq!(find("Ben Okoro", &[], "ben"), Match::Existing(1));
        // In a text it may be of somebody else.
        assert_eq!(find("Cleo Marsh", &["c@x.example"], "cleo"), Match::New);
        assert_eq!(find("Ada Lovelace", &[], "cleo"), Match::Existing(0));
        assert_eq!(find("Ada King", &[], "ada"), Match::Doubtful(vec![0], Doubt::OtherProfile));
        assert_eq!(find("Cleo Marsh", &["cleo@acme.example"], "ada"), Match::Existing(2));
    }
}
