//! Follow-ups put on cards: one a contact and section, as the page and the Markdown
//! agenda show them, and how much of it they show.

use super::links::Build;
use crate::core::agenda::model::{FollowUp, Section};
use crate::core::people::contact::{Contact, Interaction};
use crate::core::text::{count, grouped};

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
    /// Those of them that `page.max` left out.
    pub(crate) cut: usize,
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
        let wanted = match section {
            Section::First | Section::Quiet => MOST_QUIET,
            Section::Today | Section::More | Section::Week | Section::Later => usize::MAX,
        };
        let mut part = part(build, *section, wanted.min(left));
        part.cut = wanted.min(part.cards.len() + part.hidden) - part.cards.len();
        if part.cards.is_empty() && part.hidden == 0 && *section != Section::Today {
            continue;
        }
        left -= part.cards.len();
        parts.push(part);
    }
    parts
}

/// What the limit of the page left out, in words for the summary.
pub(crate) fn cut(parts: &[Part<'_>], most: usize) -> Option<String> {
    let cut: usize = parts.iter().map(|part| part.cut).sum();
    let cards = count(cut, "card");
    (cut > 0).then(|| format!("{cards} of index.html and agenda.md over the limit of {}", grouped(most)))
}

/// A section with so many cards at most. Of a large vault nearly all are hidden, and only counted.
fn part<'a>(build: &Build<'a>, section: Section, most: usize) -> Part<'a> {
    let mut part = Part { section, cards: Vec::new(), hidden: 0, cut: 0 };
    let mut seen = vec![Seen::Never; build.compiled.people.contacts.len()];
    for (position, one) in build.compiled.agenda.follow_ups.iter().enumerate() {
        if one.section != section {
            continue;
        }
        let Some(seen) = seen.get_mut(one.contact.0 as usize) else { continue };
        match *seen {
            Seen::Hidden => {}
            Seen::OnCard(place) => {
                if let Some(card) = part.cards.get_mut(place) {
                    card.positions.push(position);
                }
            }
            Seen::Never if part.cards.len() < most => {
                *seen = Seen::OnCard(part.cards.len());
                part.cards.push(Card { contact: build.contact(one), positions: vec![position] });
            }
            Seen::Never => {
                *seen = Seen::Hidden;
                part.hidden += 1;
            }
        }
    }
    part
}

/// Whether a section has a card of somebody already.
#[derive(Clone, Copy)]
enum Seen {
    Never,
    OnCard(usize),
    Hidden,
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
    use crate::core::people::contact::ContactIndex;

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
        let shown = |config: &Config| {
            let parts = parts(&Build::new(&compiled, config));
            let shown = parts.iter().map(|part| {
                let positions: Vec<_> = part.cards.iter().map(|card| card.positions.clone()).collect();
                (part.section, positions, part.hidden)
            });
            (shown.collect::<Vec<_>>(), cut(&parts, config.page_max))
        };
        let (parts, cut) = shown(&config);
        assert_eq!(parts, [(Section::Today, vec![vec![0, 2], vec![1]], 0), (Section::Week, vec![], 1)]);
        assert_eq!(cut.unwrap(), "1 card of index.html and agenda.md over the limit of 2");
        assert_eq!(shown(&Config::default()).1, None);
    }
}
