//! The contacts that a name in the inbox or of an attendee may mean, though nobody is called so: `Ben` for Ben Kay. They
//! are only proposed, since a line must not be counted for the wrong person.

use super::contact::{Contact, ContactIndex, People};
use crate::core::text::fold_name;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// The most typing errors in a whole name.
const MOST_ERRORS: usize = 2;

/// The most contacts of one word that are compared with a name, so that a common name costs no more.
const MOST_ALIKE: usize = 50;

/// The contacts by the words of their names. The words are put together when the first name is looked for.
pub(super) struct Nearly<'a> {
    people: &'a People,
    words: OnceLock<HashMap<String, Vec<ContactIndex>>>,
}

impl<'a> Nearly<'a> {
    pub(super) fn of(people: &'a People) -> Nearly<'a> {
        Nearly { people, words: OnceLock::new() }
    }

    /// Finds the contacts of whose names the text is a word, or a near spelling that begins or ends alike.
    pub(super) fn find(&self, text: &str) -> Vec<&'a Contact> {
        let wanted = plain_order(text);
        let words = self.words.get_or_init(|| self.by_word());
        let mut found = BTreeSet::new();
        for word in [wanted.split(' ').next(), wanted.rsplit(' ').next()].into_iter().flatten() {
            let alike = words.get(word).filter(|alike| alike.len() <= MOST_ALIKE);
            for &index in alike.into_iter().flatten() {
                let name = plain_order(self.people.contact(index).name());
                let fits = !wanted.contains(' ')
                    || is_part(&wanted, &name)
                    || strsim::osa_distance(&name, &wanted) <= MOST_ERRORS;
                if fits {
                    found.insert(index);
                }
            }
        }
        found.into_iter().map(|index| self.people.contact(index)).collect()
    }

    fn by_word(&self) -> HashMap<String, Vec<ContactIndex>> {
        let mut words: HashMap<String, Vec<ContactIndex>> = HashMap::new();
        for (index, contact) in self.people.indexed() {
            for word in plain_order(contact.name()).split(' ') {
                let alike = words.entry(word.to_owned()).or_default();
                // One more than are compared says that there are too many.
                if alike.len() <= MOST_ALIKE {
                    alike.push(index);
                }
            }
        }
        words
    }
}

/// Returns a name with the first name first, if it has a comma instead: `Ada Byron` for `Byron, Ada`.
pub(super) fn turned(name: &str) -> Option<String> {
    let (last, first) = name.split_once(", ")?;
    (!first.contains(',') && !last.is_empty()).then(|| format!("{first} {last}"))
}

/// Folds a name, with the first name first and `and` for `&`.
fn plain_order(name: &str) -> String {
    let name = turned(name).map_or_else(|| fold_name(name), |name| fold_name(&name));
    name.replace(" & ", " and ")
}

/// Whether a name begins or ends with the words of another one: `Dr. Paul Weiss` with `Paul Weiss`.
fn is_part(words: &str, name: &str) -> bool {
    name.strip_suffix(words).is_some_and(|before| before.ends_with(' '))
        || name.strip_prefix(words).is_some_and(|after| after.starts_with(' '))
        || name == words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::note::facts::{ContactFacts, Mark};
    use crate::core::place::NotePath;

    #[test]
    fn contacts_are_nearly_meant() {
        let contact = |name: &str| Contact {
            path: NotePath::new(&format!("People/{name}.md")),
            id: name.into(),
            mark: Mark::ContactTable,
            facts: Box::new(ContactFacts { name: name.into(), ..ContactFacts::default() }),
            history: Vec::new(),
            tasks: Vec::new(),
            shared: Box::default(),
        };
        let names = [
            "Ben Kay", "Ada Lovelace", "Ada Byron", "Mary", "Benn Orr", "Ben Smith", "Eva Roe", "Eva Row",
            "Jo Jo", "Dr. Paul Weiss", "O'Neil, Sean", "Walter and June Hobbs",
        ];
        let people = People { contacts: names.map(contact).into(), ..People::default() };
        let nearly = Nearly::of(&people);
        #[track_caller]
        fn case(nearly: &Nearly<'_>, text: &str, expected: &[&str]) {
            let found: Vec<&str> = nearly.find(text).into_iter().map(Contact::name).collect();
            assert_eq!(found, expected, "{text}");
        }
        case(&nearly, "Ben", &["Ben Kay", "Ben Smith"]);
        case(&nearly, "kay", &["Ben Kay"]);
        case(&nearly, "Ben Key", &["Ben Kay"]);
        case(&nearly, "Ben Miller", &[]);
        case(&nearly, "Ada", &["Ada Lovelace", "Ada Byron"]);
        case(&nearly, "Ada Lovelase", &["Ada Lovelace"]);
        // `Ben` begins the name of somebody else.
        case(&nearly, "Ben Orr", &["Benn Orr"]);
        case(&nearly, "Eva Ro", &["Eva Roe", "Eva Row"]);
        case(&nearly, "Jo", &["Jo Jo"]);
        case(&nearly, "Mary", &["Mary"]);
        case(&nearly, "Lovelace", &["Ada Lovelace"]);
        case(&nearly, "Paul Weiss", &["Dr. Paul Weiss"]);
        case(&nearly, "Weiss, Paul", &["Dr. Paul Weiss"]);
        case(&nearly, "Sean O'Neil", &["O'Neil, Sean"]);
        case(&nearly, "June Hobbs", &["Walter and June Hobbs"]);
        case(&nearly, "Walter & June Hobbs", &["Walter and June Hobbs"]);
        case(&nearly, "Anna Weiss", &[]);
        case(&nearly, "Be", &[]);
        case(&nearly, "", &[]);
    }
}
