//! Finds contacts by e-mail address, for attendees that a calendar names only by their address.

use super::contact::Contact;
use crate::core::address::Address;
use crate::core::place::NotePath;
use crate::core::text::fold_name;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The addresses of all contacts, indexed on first use.
pub(super) struct Addresses<'a> {
    contacts: &'a [Contact],
    /// Positions of the contacts that have an address, by folded address.
    owners: OnceLock<HashMap<String, Vec<usize>>>,
}

impl<'a> Addresses<'a> {
    pub(super) fn of(contacts: &'a [Contact]) -> Addresses<'a> {
        Addresses { contacts, owners: OnceLock::new() }
    }

    /// The notes of the contacts with this address; a family or an office may share one.
    pub(super) fn owners(&self, address: &str) -> Vec<&'a NotePath> {
        let owners = self.owners.get_or_init(|| by_address(self.contacts));
        let owners = owners.get(&fold_name(address)).into_iter().flatten();
        owners.filter_map(|place| self.contacts.get(*place)).map(|contact| &contact.path).collect()
    }
}

fn by_address(contacts: &[Contact]) -> HashMap<String, Vec<usize>> {
    let mut owners: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, contact) in contacts.iter().enumerate() {
        for email in &contact.facts.emails {
            let those = owners.entry(fold_name(&email.value)).or_default();
            if those.last() != Some(&place) {
                those.push(place);
            }
        }
    }
    owners
}

/// Finds the one e-mail address in a text, and the text before and after it.
pub(super) fn address_in(text: &str) -> Option<(&str, [&str; 2])> {
    let is_end =
        |letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '(' | ')' | '"' | '\'');
    let at = text.find('@')?;
    let start = text.get(..at)?.rfind(is_end).map_or(0, |before| before + 1);
    let end = text.get(at..)?.find(is_end).map_or(text.len(), |length| at + length);
    let address = text.get(start..end)?;
    let address = address.strip_prefix("mailto:").unwrap_or(address);
    Address::is(address).then_some((address, [text.get(..start)?, text.get(end..)?]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_within_a_text() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(address_in(text).map(|(address, _)| address), expected, "{text}");
        }
        case("ada@b.example", Some("ada@b.example"));
        case("mailto:ada@b.example", Some("ada@b.example"));
        case("A. Byron <ada@b.example> (late)", Some("ada@b.example"));
        case("A. Byron (ada@b.example)", Some("ada@b.example"));
        case("@Ada", None);
        case("é@", None);
        case("Ada", None);
    }
}
