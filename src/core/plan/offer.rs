//! What to follow up with: channel, last topic, resources, introductions (design 5.10).

use super::situation::Situation;
use super::verdict::Proposal;
use crate::core::agenda::model::{Introduction, Offer};
use crate::core::config::effective::{Given, Origin};
use crate::core::note::channel::Channel;
use crate::core::note::log::line::topic::is_message_to;
use crate::core::people::contact::{Contact, ContactIndex, Interaction, People, ResourceIndex};
use crate::core::text::fold_name;
use std::collections::{BTreeSet, HashMap};

/// Maximum number of resources proposed at once.
const MOST_RESOURCES: usize = 3;
/// Maximum number of introductions proposed at once.
const MOST_INTRODUCTIONS: usize = 2;

/// Chooses the channel: that of the touch, else the one set for the contact, else the last one used for
/// messages or calls, else e-mail if there is an address. A first message goes by phone only if the touch or
/// the note says so.
pub fn channel(situation: &Situation<'_>, proposal: &Proposal) -> Option<Channel> {
    let is_first = situation.last.is_none();
    let suits = |given: &&Given<Channel>| {
        !(is_first && given.value == Channel::Phone && matches!(given.origin, Origin::Rule(_)))
    };
    let own = situation.settings.channel.as_ref().filter(suits).map(|given| given.value);
    let used = || {
        situation
            .past
            .iter()
            .rev()
            .filter(|entry| entry.kind.is_contact())
            .find_map(|entry| entry.channel.filter(|channel| channel.is_reusable()))
    };
    let address = || (!situation.contact.facts.emails.is_empty()).then_some(Channel::Email);
    let channel = proposal.channel.or(own).or_else(used).or_else(address);
    let first_message = is_first && own.is_none() && proposal.channel.is_none();
    channel.filter(|channel| !(first_message && *channel == Channel::Phone))
}

/// The newest interaction of a history that has a text, which is what a follow-up is about; a message to the named
/// contact without words of its own only if no other has any.
pub fn told<'a>(past: &'a [Interaction], name: &str) -> Option<&'a Interaction> {
    let mut told =
        past.iter().rev().filter(|entry| entry.kind.is_contact() && entry.text.is_some()).peekable();
    let newest = told.peek().copied();
    told.find(|entry| !entry.text.as_deref().is_some_and(|text| is_message_to(text, name))).or(newest)
}

/// Resources and offers by what they can be matched on, collected once for the whole vault.
#[derive(Default)]
pub struct Market {
    /// Resources by the key of their topics.
    topics: HashMap<String, Vec<ResourceIndex>>,
    /// Contacts by the key of what they offer.
    offers: HashMap<String, Vec<ContactIndex>>,
}

impl Market {
    /// Collects topics and offers. Contacts who must not be introduced are left out.
    pub fn of(people: &People) -> Market {
        let mut market = Market::default();
        for (place, resource) in people.resources.iter().enumerate() {
            let index = ResourceIndex::at(place);
            let topics: BTreeSet<String> = resource.topics.iter().map(|topic| key(topic)).collect();
            for topic in topics {
                market.topics.entry(topic).or_default().push(index);
            }
        }
        for (index, contact) in people.indexed() {
            if !contact.facts.rare.offers.is_empty() && may_be_introduced(contact) {
                for offer in &contact.facts.rare.offers {
                    market.offers.entry(key(offer)).or_default().push(index);
                }
            }
        }
        market
    }

    /// Up to three resources whose topics are among the interests, needs or tags and which the log does not
    /// mention yet; those that match most topics first.
    pub fn resources(&self, situation: &Situation<'_>) -> Box<[Offer]> {
        let facts = &situation.contact.facts;
        if self.topics.is_empty() {
            return Box::default();
        }
        let wanted = facts.rare.interests.iter().chain(&*facts.rare.needs).chain(&*facts.tags);
        let mut found: HashMap<ResourceIndex, usize> = HashMap::new();
        for topic in wanted {
            for index in self.topics.get(&key(topic)).into_iter().flatten() {
                *found.entry(*index).or_default() += 1;
            }
        }
        let mut found: Vec<(ResourceIndex, usize)> = found.into_iter().collect();
        found.sort_by_key(|(index, count)| (std::cmp::Reverse(*count), *index));
        found
            .into_iter()
            .filter(|(index, _)| situation.contact.shared.binary_search(index).is_err())
            .filter_map(|(index, _)| situation.people.resources.get(index.0 as usize))
            .take(MOST_RESOURCES)
            .map(|resource| Offer {
                title: resource.title.clone(),
                path: resource.path.clone(),
                url: resource.url.clone(),
            })
            .collect()
    }

    /// Up to two contacts who offer what this one needs.
    pub fn introductions(&self, situation: &Situation<'_>) -> Box<[Introduction]> {
        let mut found: Vec<Introduction> = Vec::new();
        'needs: for need in &situation.contact.facts.rare.needs {
            for index in self.offers.get(&key(need)).into_iter().flatten() {
                if found.len() == MOST_INTRODUCTIONS {
                    break 'needs;
                }
                let other = situation.people.contact(*index);
                if *index == situation.index || found.iter().any(|known| known.path == other.path) {
                    continue;
                }
                found.push(Introduction {
                    name: other.name().to_owned(),
                    path: other.path.clone(),
                    need: need.to_string(),
                    why: format!("{} needs {need}, {} offers it", situation.name(), other.name()),
                });
            }
        }
        found.into()
    }
}

/// Whether a contact may be introduced: not private, closed, archived, dead or do-not-contact.
fn may_be_introduced(contact: &Contact) -> bool {
    contact.is_open() && !contact.facts.rare.private
}

/// Returns what is compared of a topic, a need or an offer: `a lawyer` is `lawyer`, and the tag `#type-design`
/// is `type design`.
fn key(text: &str) -> String {
    let folded = fold_name(&text.trim_start_matches('#').replace(['-', '_'], " "));
    let bare = ["a ", "an ", "the "].iter().find_map(|article| folded.strip_prefix(article));
    bare.map(str::to_owned).unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_the_marks_of_tags_do_not_count() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(key(text), expected);
        }
        case("a lawyer", "lawyer");
        case("The Lawyer", "lawyer");
        case("lawyer", "lawyer");
        case("#type-design", "type design");
        case("urban_planning", "urban planning");
        case("Type  design", "type design");
        case("anthology", "anthology");
        case("a", "a");
        case("", "");
    }
}
