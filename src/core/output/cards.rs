//! Follow-ups put on cards: one a contact and section, as the page and the Markdown
//! agenda show them, and how much of it they show.

use super::links::Build;
use crate::core::agenda::model::{FollowUp, Section};
use crate::core::people::contact::{Contact, ContactIndex, Interaction};
use std::collections::BTreeMap;

/// Cards of First contact and Going quiet that are shown; the rest is counted.
const MOST_QUIET: usize = 5;
/// Cards that the page opens with for somebody who comes back after a long break (design 5.8).
pub const MOST_WELCOME: usize = 5;

/// One section with the cards that are shown.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) section: Section,
    pub(crate) cards: Vec<Card<'a>>,
    /// Cards that a limit left out.
    pub(crate) hidden: usize,
}

/// All follow-ups of one contact in one section, strongest first.
#[derive(Debug)]
pub(crate) struct Card<'a> {
    pub(crate) contact: &'a Contact,
    /// Positions in the agenda; never empty.
    pub(crate) positions: Vec<usize>,
}

impl<'a> Card<'a> {
    /// The follow-ups with their positions.
    pub(crate) fn follow_ups(&self, build: &Build<'a>) -> impl Iterator<Item = (usize, &'a FollowUp)> {
        let all = &build.compiled.agenda.follow_ups;
        self.positions.iter().filter_map(|position| Some((*position, &**all.get(*position)?)))
    }
}

/// Every section that has something, and Today in any case.
pub(crate) fn parts<'a>(build: &Build<'a>) -> Vec<Part<'a>> {
    let mut left = build.config.page_max;
    let mut parts = Vec::new();
    for section in Section::ALL {
        let mut cards = cards(build, *section);
        if cards.is_empty() && *section != Section::Today {
            continue;
        }
        let most = match section {
            Section::First | Section::Quiet => MOST_QUIET.min(left),
            Section::Today | Section::More | Section::Week | Section::Later => left,
        };
        let hidden = cards.len().saturating_sub(most);
        cards.truncate(most);
        left -= cards.len();
        parts.push(Part { section: *section, cards, hidden });
    }
    parts
}

fn cards<'a>(build: &Build<'a>, section: Section) -> Vec<Card<'a>> {
    let mut cards: Vec<Card<'a>> = Vec::new();
    let mut known: BTreeMap<ContactIndex, usize> = BTreeMap::new();
    for (position, follow_up) in build.compiled.agenda.follow_ups.iter().enumerate() {
        if follow_up.section != section {
            continue;
        }
        let place = *known.entry(follow_up.contact).or_insert(cards.len());
        match cards.get_mut(place) {
            Some(card) => card.positions.push(position),
            None => cards.push(Card { contact: build.contact(follow_up), positions: vec![position] }),
        }
    }
    cards
}

/// What last happened, for a card: the newest interaction up to today.
pub(crate) fn last<'a>(build: &Build<'a>, contact: &'a Contact) -> Option<&'a Interaction> {
    let today = build.compiled.agenda.today;
    contact.history.iter().rev().find(|one| one.kind.is_contact() && one.day <= today)
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::core::agenda::model::Kind;
    use crate::core::config::model::Config;

    #[test]
    fn a_contact_has_one_card_a_section() {
        let contacts = vec![fixture::contact("a.md", "Ada"), fixture::contact("b.md", "Ben")];
        let compiled = fixture::compiled(contacts, |people| {
            let mut other = fixture::follow_up(people, Kind::Reply, "2026-11-23");
            other.contact = ContactIndex(1);
            vec![
                fixture::follow_up(people, Kind::KeepInTouch, "2026-11-20"),
                other,
                fixture::follow_up(people, Kind::Promise, "2026-11-20"),
                fixture::follow_up(people, Kind::Birthday, "2026-11-26"),
            ]
        });
        let config = Config { page_max: 2, ..Config::default() };
        let shown = |config| {
            let parts = parts(&Build::new(&compiled, config));
            let shown = parts.iter().map(|part| {
                let positions: Vec<_> = part.cards.iter().map(|card| card.positions.clone()).collect();
                (part.section, positions, part.hidden)
            });
            shown.collect::<Vec<_>>()
        };
        assert_eq!(
            shown(&config),
            [(Section::Today, vec![vec![0, 2], vec![1]], 0), (Section::Week, vec![], 1)]
        );
    }
}
