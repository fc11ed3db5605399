//! The order of contacts by name. Computed once for a day, since many follow-ups tie in everything compared
//! before it.

use crate::core::people::contact::{Contact, ContactIndex, People};
use crate::core::text::fold_name;
use rayon::prelude::*;

/// A contact's position in the order of folded names; contacts with the same name are in the order of their
/// paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameRank(u32);

/// The rank of each contact, in the order of [`People::contacts`].
#[derive(Debug)]
pub struct NameOrder(Vec<NameRank>);

impl NameOrder {
    /// Ranks all contacts.
    pub fn of(people: &People) -> NameOrder {
        let contacts = people.contacts.par_iter().enumerate();
        let mut names: Vec<Named> = contacts.map(Named::new).collect();
        names.par_sort_unstable();
        let mut ranks = vec![NameRank(u32::MAX); names.len()];
        for (named, rank) in names.iter().zip(0..) {
            if let Some(place) = ranks.get_mut(named.contact.0 as usize) {
                *place = NameRank(rank);
            }
        }
        NameOrder(ranks)
    }

    /// The rank of one of the contacts.
    pub fn rank(&self, contact: ContactIndex) -> NameRank {
        self.0.get(contact.0 as usize).copied().unwrap_or(NameRank(u32::MAX))
    }
}

/// A contact with its folded name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Named {
    /// The first 16 bytes of the name as a big-endian number, padded with zeros. It decides most comparisons
    /// without following the pointer to the name, which is much slower.
    start: u128,
    name: String,
    contact: ContactIndex,
}

impl Named {
    fn new((place, contact): (usize, &Contact)) -> Named {
        let name = fold_name(contact.name());
        let mut start = [0; 16];
        start.iter_mut().zip(name.bytes()).for_each(|(place, byte)| *place = byte);
        let contact = ContactIndex::at(place);
        Named { start: u128::from_be_bytes(start), name, contact }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::output::fixture::contact;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn contacts_are_ordered_by_folded_name(
            names in proptest::collection::vec("[aAbB\u{0} é]{0,3}|Ada Lovelace of Turin[a\u{0}]{0,2}|\\PC{0,20}", 0..9),
        ) {
            let contacts: Vec<Contact> = names.iter().map(|name| contact("Ada.md", name)).collect();
            let people = People { contacts, ..People::default() };
            let order = NameOrder::of(&people);
            let mut ranked: Vec<u32> = (0..).take(names.len()).collect();
            let mut sorted = ranked.clone();
            ranked.sort_by_key(|index| order.rank(ContactIndex(*index)));
            sorted.sort_by_key(|index| (fold_name(&names[*index as usize]), *index));
            prop_assert_eq!(ranked, sorted);
        }
    }
}
