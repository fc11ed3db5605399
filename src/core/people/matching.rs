//! Finds the contact that a name on the command line means: by name, alias, file name, a unique beginning,
//! and at last by the nearest spelling.

use super::contact::{Contact, ContactIndex, People};
use crate::core::place::{last_part, without_ending};
use crate::core::text::{fold_name, plain_letters, undecorated};

/// The contacts that a typed name may mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// Exactly one contact.
    One(ContactIndex),
    /// Several contacts; the user has to choose.
    Several(Vec<ContactIndex>),
    /// No contact.
    Nobody,
}

impl Matched {
    fn of(found: Vec<ContactIndex>) -> Matched {
        match found.as_slice() {
            [] => Matched::Nobody,
            [only] => Matched::One(*only),
            _ => Matched::Several(found),
        }
    }
}

/// Finds the contacts that `typed` means. Each way of matching is tried only if the stricter ones found
/// nobody, so a longer name never makes an exact one ambiguous.
pub fn find(people: &People, typed: &str) -> Matched {
    let wanted = fold_name(typed);
    if wanted.is_empty() {
        return Matched::Nobody;
    }
    for fits in WAYS {
        let found = people.indexed().filter(|(_, contact)| fits(contact, &wanted));
        match Matched::of(found.map(|(index, _)| index).collect()) {
            Matched::Nobody => {}
            matched => return matched,
        }
    }
    nearest(people, &wanted)
}

/// The ways of matching by the typed letters, strictest first.
const WAYS: [fn(&Contact, &str) -> bool; 9] =
    [has_name, has_alias, has_file, has_address, has_bare_name, begins, has_word, has_words, sounds_like];

/// The contact that a text means by its nearest spelling only, and so may be a wrong guess.
pub fn guessed<'p>(people: &'p People, typed: &str) -> Option<&'p Contact> {
    let Matched::One(index) = find(people, typed) else { return None };
    let (contact, wanted) = (people.contact(index), fold_name(typed));
    (!WAYS.iter().any(|fits| fits(contact, &wanted))).then_some(contact)
}

/// Whether a text is the whole name, alias or file name of at least one contact.
pub fn is_whole_name(people: &People, typed: &str) -> bool {
    let wanted = fold_name(typed);
    let ways: [fn(&Contact, &str) -> bool; 4] = [has_name, has_alias, has_file, has_bare_name];
    !wanted.is_empty() && people.contacts.iter().any(|contact| ways.iter().any(|fits| fits(contact, &wanted)))
}

fn has_name(contact: &Contact, wanted: &str) -> bool {
    fold_name(contact.name()) == wanted
}

fn has_alias(contact: &Contact, wanted: &str) -> bool {
    contact.facts.aliases.iter().any(|alias| fold_name(alias) == wanted)
}

fn has_file(contact: &Contact, wanted: &str) -> bool {
    let path = fold_name(contact.path.as_str());
    fold_name(contact.path.stem()) == wanted
        || path == wanted
        || last_part(&path) == wanted
        || without_ending(&path) == wanted
}

fn has_address(contact: &Contact, wanted: &str) -> bool {
    wanted.contains('@') && contact.facts.emails.iter().any(|email| fold_name(&email.value) == wanted)
}

/// Matches `tom baker` for `@Tom Baker`, `🌱 Tom Baker` or `Baker, Tom`.
fn has_bare_name(contact: &Contact, wanted: &str) -> bool {
    bare_names(contact).any(|name| name == wanted)
}

fn begins(contact: &Contact, wanted: &str) -> bool {
    names(contact).any(|name| name.starts_with(wanted))
}

fn has_word(contact: &Contact, wanted: &str) -> bool {
    names(contact).any(|name| name.split([' ', '-']).any(|word| word.starts_with(wanted)))
}

/// Matches `j doe`: each typed word begins a word of the name, in order.
fn has_words(contact: &Contact, wanted: &str) -> bool {
    let begins_in_order = |name: String| {
        let mut words = name.split([' ', '-']);
        wanted.split(' ').all(|typed| words.any(|word| word.starts_with(typed)))
    };
    wanted.contains(' ') && names(contact).any(begins_in_order)
}

/// Matches `lucia` for Lucía and `sorensen` for Sørensen, since keyboards lack the letters.
fn sounds_like(contact: &Contact, wanted: &str) -> bool {
    let wanted = plain_letters(wanted);
    !wanted.is_empty()
        && names(contact).any(|name| {
            let name = plain_letters(&name);
            name.starts_with(&wanted) || name.split([' ', '-']).any(|word| word.starts_with(&wanted))
        })
}

fn names(contact: &Contact) -> impl Iterator<Item = String> {
    written_names(contact).map(fold_name).chain(bare_names(contact))
}

/// The names without the marks before them, if there are any, and those with the surname first in the other order.
fn bare_names(contact: &Contact) -> impl Iterator<Item = String> {
    let bare = |name| Some(undecorated(name)).filter(|bare: &&str| bare.len() < name.len());
    let turned = |name: &str| {
        let (surname, given) = undecorated(name).split_once(", ")?;
        (!given.contains(',')).then(|| fold_name(&format!("{given} {surname}")))
    };
    let names = written_names(contact);
    names.flat_map(move |name| bare(name).map(fold_name).into_iter().chain(turned(name)))
}

fn written_names(contact: &Contact) -> impl Iterator<Item = &str> {
    let aliases = contact.facts.aliases.iter().map(|alias| &**alias);
    [contact.name(), contact.path.stem()].into_iter().chain(aliases)
}

/// The contacts whose name, or a word of it, is the fewest typing errors away.
fn nearest(people: &People, wanted: &str) -> Matched {
    let wanted = plain_letters(wanted);
    let allowed = match wanted.chars().count() {
        0..=3 => return Matched::Nobody,
        4..=6 => 1,
        _ => 2,
    };
    let mut best = allowed;
    let mut found = Vec::new();
    for (index, contact) in people.indexed() {
        let Some(distance) = names(contact).map(|name| distance(&plain_letters(&name), &wanted)).min() else {
            continue;
        };
        if distance < best {
            found.clear();
            best = distance;
        }
        if distance == best {
            found.push(index);
        }
    }
    Matched::of(found)
}

fn distance(name: &str, wanted: &str) -> usize {
    let whole = strsim::osa_distance(name, wanted);
    name.split(' ').map(|word| strsim::osa_distance(word, wanted)).fold(whole, usize::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::facts::{ContactFacts, Mark};
    use crate::core::place::NotePath;

    fn people() -> People {
        let contact = |path: &str, name: &str, alias: &str| Contact {
            path: NotePath::new(path),
            id: path.into(),
            mark: Mark::ContactTable,
            facts: Box::new(ContactFacts {
                name: name.into(),
                aliases: [alias].into_iter().filter(|alias| !alias.is_empty()).map(Into::into).collect(),
                ..ContactFacts::default()
            }),
            history: Vec::new(),
            tasks: Vec::new(),
            shared: Box::default(),
        };
        People {
            contacts: vec![
                contact("People/Ada.md", "Ada Lovelace", "Countess"),
                contact("People/adam-1.md", "Adam Smith", ""),
                contact("People/zoe.md", "Zoë García", "Countess"),
                contact("People/adam-2.md", "Adam Smith Junior", ""),
                contact("People/@Tom Baker.md", "@Tom Baker", ""),
                contact("People/fox.md", "🦊 Foxy Fox", ""),
                contact("People/obrien.md", "O'Brien, Sean", ""),
            ],
            ..People::default()
        }
    }

    #[test]
    fn a_name_is_matched_in_the_strictest_way_that_fits() {
        #[track_caller]
        fn case(typed: &str, expected: &[u32]) {
            let found = match find(&people(), typed) {
                Matched::Nobody => Vec::new(),
                Matched::One(ContactIndex(one)) => vec![one],
                Matched::Several(several) => several.into_iter().map(|index| index.0).collect(),
            };
            assert_eq!(found, expected, "{typed}");
        }
        case("ada lovelace", &[0]);
        case("Countess", &[0, 2]);
        case("ada", &[0]);
        case("adam-2", &[3]);
        case("People/zoe.md", &[2]);
        case("zoe.md", &[2]);
        case("Adam Smith", &[1]);
        case("Adam", &[1, 3]);
        case("lovel", &[0]);
        case("Garcia", &[2]);
        case("zoe", &[2]);
        case("garcai", &[2]);
        case("ad sm j", &[3]);
        case("a lovelace", &[0]);
        case("Ada Lovelase", &[0]);
        case("Tom", &[4]);
        case("@Tom", &[4]);
        case("tom baker", &[4]);
        case("t baker", &[4]);
        case("Tom Bakr", &[4]);
        case("foxy", &[5]);
        case("🦊 foxy", &[5]);
        case("sean o'brien", &[6]);
        case("O'Brien", &[6]);
        case("@", &[4]);
        case("nobody at all", &[]);
        case("", &[]);
    }
}
