//! Whether a card is somebody who has a note already (design 7): its UID decides, else an
//! e-mail address, else name and phone number together; where a card has none of these,
//! its name with all that it says. What fits two notes, or one of another name, is for
//! people to decide.
//!
//! A card is compared as its note would read: a name in brackets, or an accent written in
//! two parts, is not what a note has of them.

use crate::core::note::facts::ContactFacts;
use crate::core::people::contact::Contact;
use crate::core::place::NotePath;
use crate::core::text::{fold_heading, fold_name};
use std::collections::HashMap;

/// What is known of somebody for comparison: a contact of the vault, or a card before.
#[derive(Debug)]
struct Known {
    uid: Option<String>,
    emails: Vec<String>,
    phones: Vec<String>,
    names: Vec<String>,
    /// The file of a card; none for a contact of the vault.
    file: Option<NotePath>,
}

impl Known {
    fn of(facts: &ContactFacts, file: Option<&NotePath>) -> Known {
        let names = std::iter::once(&facts.name).chain(&facts.aliases);
        Known {
            uid: facts.rare.id.as_deref().map(uid),
            emails: facts.emails.iter().map(|found| found.value.trim().to_lowercase()).collect(),
            phones: facts.phones.iter().filter_map(|phone| number(phone)).collect(),
            names: names.map(|name| fold_name(name)).collect(),
            file: file.cloned(),
        }
    }

    fn says_nothing(&self) -> bool {
        self.uid.is_none() && self.emails.is_empty() && self.phones.is_empty()
    }

    /// Whether two may be one person by their names: one has every word of the other, as
    /// `Ada` and `Ada Lovelace` do. A family that shares a mailbox shares a word, not all.
    fn name_fits(&self, other: &Known) -> bool {
        let within = |few: &[String], many: &[String]| few.iter().all(|word| many.contains(word));
        self.any_names(other, |own, others| within(own, others) || within(others, own))
    }

    /// Whether the name of one fits a name of the other, each as its words in order of the alphabet.
    fn any_names(&self, other: &Known, fits: impl Fn(&[String], &[String]) -> bool) -> bool {
        let (own, others) = (words(&self.names), words(&other.names));
        let first_fits = |names: &[Vec<String>], many: &[Vec<String>]| {
            let first = names.first().filter(|name| !name.is_empty());
            first.is_some_and(|name| many.iter().any(|one| !one.is_empty() && fits(name, one)))
        };
        first_fits(&own, &others) || first_fits(&others, &own)
    }
}

/// Who a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// Nobody we know.
    New,
    /// The one at this position of the list.
    There(usize),
    /// Its name is that of these, and it has nothing else to tell by: what it says decides.
    Named(Vec<usize>),
    /// One of these, or nobody.
    Doubtful(Vec<usize>, Doubt),
}

/// Why it cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// Several notes have its address, its name and number, or its name.
    Several,
    /// A note with its e-mail address has quite another name.
    OtherName,
    /// A note has its name, and nothing that shows whether it is the same person.
    NameAlone,
}

/// Everybody that a card is compared with.
#[derive(Debug, Default)]
pub struct Directory {
    known: Vec<Known>,
    by_uid: HashMap<String, Vec<usize>>,
    by_email: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Directory {
    /// The contacts of a vault, each at its own position.
    pub fn of_contacts(contacts: &[Contact]) -> Directory {
        let mut directory = Directory::default();
        contacts.iter().for_each(|contact| directory.add(Known::of(&contact.facts, None)));
        directory
    }

    /// Adds somebody from a file who is to get a note that reads so, at the next position.
    pub fn add_card(&mut self, facts: &ContactFacts, file: &NotePath) {
        self.add(Known::of(facts, Some(file)));
    }

    fn add(&mut self, known: Known) {
        let place = self.known.len();
        if let Some(uid) = &known.uid {
            self.by_uid.entry(uid.clone()).or_default().push(place);
        }
        for email in &known.emails {
            self.by_email.entry(email.clone()).or_default().push(place);
        }
        for name in &known.names {
            self.by_name.entry(name.clone()).or_default().push(place);
        }
        self.known.push(known);
    }

    /// Who a card of a file is whose note would read so.
    pub fn find(&self, facts: &ContactFacts, file: &NotePath) -> Match {
        let wanted = Known::of(facts, Some(file));
        if let Some(found) = wanted.uid.as_ref().and_then(|uid| self.by_uid.get(uid)) {
            return one(found, Doubt::Several);
        }
        self.by_email(&wanted).or_else(|| self.by_name(&wanted)).unwrap_or(Match::New)
    }

    fn by_email(&self, wanted: &Known) -> Option<Match> {
        let mut found: Vec<usize> =
            wanted.emails.iter().filter_map(|email| self.by_email.get(email)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        // Whether a name is the same, whatever the order of its words.
        let same = self.those(&found, |known| known.any_names(wanted, |own, others| own == others));
        if !same.is_empty() {
            return Some(one(&same, Doubt::Several));
        }
        // Two cards of one file with one mailbox and two names are two people, as their
        // address book has it; so are two with UIDs of their own.
        let apart =
            |known: &Known| known.file == wanted.file || (known.uid.is_some() && wanted.uid.is_some());
        let fits = self.those(&found, |known| known.name_fits(wanted) && !apart(known));
        if !fits.is_empty() {
            return Some(one(&fits, Doubt::Several));
        }
        let others = self.those(&found, |known| !apart(known));
        (!others.is_empty()).then_some(Match::Doubtful(others, Doubt::OtherName))
    }

    fn by_name(&self, wanted: &Known) -> Option<Match> {
        let named = self.by_name.get(wanted.names.first()?)?;
        let has_number = |number: &String| wanted.phones.iter().any(|other| same_number(number, other));
        let numbers = self.those(named, |known| known.phones.iter().any(has_number));
        if !numbers.is_empty() {
            return Some(one(&numbers, Doubt::Several));
        }
        if wanted.says_nothing() {
            return Some(Match::Named(named.clone()));
        }
        let old = self.those(named, |known| known.says_nothing() && known.file != wanted.file);
        (!old.is_empty()).then_some(Match::Doubtful(old, Doubt::NameAlone))
    }

    /// Those among some who fit.
    fn those(&self, places: &[usize], fits: impl Fn(&Known) -> bool) -> Vec<usize> {
        places.iter().copied().filter(|place| self.known.get(*place).is_some_and(&fits)).collect()
    }
}

fn one(found: &[usize], doubt: Doubt) -> Match {
    match found {
        [only] => Match::There(*only),
        several => Match::Doubtful(several.to_vec(), doubt),
    }
}

/// The words of each name, sorted.
fn words(names: &[String]) -> Vec<Vec<String>> {
    let of_name = |name: &String| {
        let parts = name.split(|letter: char| letter.is_whitespace() || letter == ',');
        let mut words: Vec<String> = parts.map(fold_heading).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words
    };
    names.iter().map(of_name).collect()
}

fn uid(text: &str) -> String {
    let text = text.trim().to_lowercase();
    text.strip_prefix("urn:uuid:").unwrap_or(&text).to_owned()
}

/// The digits of a number, if it has enough to tell two people apart.
fn number(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // The trunk and country prefixes of one number differ from one address book to the next.
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
            assert_eq!(directory.find(found, &NotePath::new("a.vcf")), expected);
        }
        case(&directory, &card("A. L.", &[], &[], Some("URN:UUID:1")), Match::There(0));
        let other_name = |place| Match::Doubtful(vec![place], Doubt::OtherName);
        case(&directory, &card("Lovelace, Ada", &["ADA@acme.example"], &[], None), Match::There(0));
        case(&directory, &card("Ada", &["ada@acme.example"], &[], None), Match::There(0));
        case(&directory, &card("Ada King Lovelace", &["ada@acme.example"], &[], None), Match::There(0));
        case(&directory, &card("Tom Lovelace", &["ada@acme.example"], &[], None), other_name(0));
        case(&directory, &card("Anna Ada", &["ada@acme.example"], &[], None), other_name(0));
        case(
            &directory,
            &card("Bob", &["ada@acme.example"], &[], None),
            Match::Doubtful(vec![0], Doubt::OtherName),
        );
        case(&directory, &card("Bob", &["ada@acme.example"], &[], Some("2")), Match::New);
        case(&directory, &card("ben okoro", &[], &["+44 20 7946 0002"], None), Match::There(1));
        case(&directory, &card("Ben Okoro", &[], &["555 0000 111"], None), Match::New);
        case(
            &directory,
            &card("Cleo Marsh", &["c@m.example"], &[], None),
            Match::Doubtful(vec![2], Doubt::NameAlone),
        );
        case(&directory, &card("Cleo Marsh", &[], &[], None), Match::Named(vec![2]));
        case(&directory, &card("Ada Lovelace", &["other@x.example"], &[], None), Match::New);
        case(&directory, &card("Eve Poe", &["home@poe.example"], &[], None), Match::There(4));
        case(&directory, &card("Someone", &[], &[], None), Match::New);
    }

    #[test]
    fn two_of_one_file_with_one_mailbox_are_two() {
        let mut directory = Directory::default();
        directory.add_card(&card("Dan Poe", &["home@poe.example"], &[], None), &NotePath::new("a.vcf"));
        let find =
            |name, file| directory.find(&card(name, &["home@poe.example"], &[], None), &NotePath::new(file));
        assert_eq!(find("Eve Roe", "a.vcf"), Match::New);
        assert_eq!(find("Eve Poe", "a.vcf"), Match::New);
        assert_eq!(find("Dan Poe", "a.vcf"), Match::There(0));
        assert_eq!(find("Eve Roe", "b.vcf"), Match::Doubtful(vec![0], Doubt::OtherName));
        assert_eq!(find("Dan Poe", "b.vcf"), Match::There(0));
    }
}
