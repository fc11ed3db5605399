//! Groups follow-ups into cards, one for each contact and section, for the page, the Markdown
//! agenda and the terminal, and applies the limits on how many cards are shown.

use super::links::Build;
use crate::core::agenda::model::{FollowUp, Section};
use crate::core::compile::Compiled;
use crate::core::people::contact::Contact;
use crate::core::text::{count, grouped};

/// Maximum number of cards in First contact and in Going quiet; the rest is counted.
const MOST_QUIET: usize = 5;
/// Maximum number of cards that the page opens with after a long break (design 5.8).
pub(crate) const MOST_WELCOME: usize = 5;

/// One section with its visible cards.
#[derive(Debug)]
pub(crate) struct Part<'a> {
    pub(crate) section: Section,
    pub(crate) cards: Vec<Card<'a>>,
    /// Number of cards that a limit left out.
    pub(crate) hidden: usize,
    /// Number of the hidden cards that `page.max` left out.
    pub(crate) cut: usize,
}

/// All follow-ups of one contact in one section, strongest first.
#[derive(Debug)]
pub(crate) struct Card<'a> {
    pub(crate) contact: &'a Contact,
    /// Indexes of the follow-ups in the agenda; never empty.
    pub(crate) positions: Vec<usize>,
}

impl<'a> Card<'a> {
    /// Returns the follow-ups with their indexes in the agenda.
    pub(crate) fn follow_ups(&self, compiled: &'a Compiled) -> impl Iterator<Item = (usize, &'a FollowUp)> {
        let all = &compiled.agenda.follow_ups;
        self.positions.iter().filter_map(|position| Some((*position, &**all.get(*position)?)))
    }
}

/// Returns the sections that have cards, and Today in any case.
pub(crate) fn parts<'a>(build: &Build<'a>) -> Vec<Part<'a>> {
    let mut left = build.config.page.max;
    let mut parts = Vec::new();
    for section in Section::ALL {
        let wanted = match section {
            Section::First | Section::Quiet => MOST_QUIET,
            Section::Today | Section::More | Section::Week | Section::Later => usize::MAX,
        };
        let mut part = part(build.compiled, *section, wanted.min(left));
        part.cut = wanted.min(part.cards.len() + part.hidden) - part.cards.len();
        if part.cards.is_empty() && part.hidden == 0 && *section != Section::Today {
            continue;
        }
        left -= part.cards.len();
        parts.push(part);
    }
    parts
}

/// Returns the message for the summary if `page.max` left out cards.
pub(crate) fn cut(parts: &[Part<'_>], most: usize) -> Option<String> {
    let cut: usize = parts.iter().map(|part| part.cut).sum();
    let cards = count(cut, "card");
    (cut > 0).then(|| format!("{cards} of index.html and agenda.md over the limit of {}", grouped(most)))
}

/// Makes a section with at most `most` cards. In a large vault nearly all cards are hidden, so these are only
/// counted.
pub(crate) fn part(compiled: &Compiled, section: Section, most: usize) -> Part<'_> {
    let mut part = Part { section, cards: Vec::new(), hidden: 0, cut: 0 };
    let mut seen = vec![Seen::Never; compiled.people.contacts.len()];
    for (position, one) in compiled.agenda.follow_ups.iter().enumerate() {
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
                let contact = compiled.people.contact(one.contact);
                part.cards.push(Card { contact, positions: vec![position] });
            }
            Seen::Never => {
                *seen = Seen::Hidden;
                part.hidden += 1;
            }
        }
    }
    part
}

/// What is known of a contact while the cards of a section are made.
#[derive(Clone, Copy)]
enum Seen {
    Never,
    OnCard(usize),
    Hidden,
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::*;
    use crate::core::agenda::model::Kind;
    use crate::core::config::model::Config;
    use crate::core::config::outputs::Page;
    use crate::core::people::contact::ContactIndex;

    #[test]
    fn a_contact_has_one_card_per_section() {
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
        let config = Config { page: Page { max: 2 }, ..Config::default() };
        let shown = |config: &Config| {
            let parts = parts(&Build::new(&compiled, config));
            let shown = parts.iter().map(|part| {
                let positions: Vec<_> = part.cards.iter().map(|card| card.positions.clone()).collect();
                (part.section, positions, part.hidden)
            });
            (shown.collect::<Vec<_>>(), cut(&parts, config.page.max))
        };
        let (parts, cut) = shown(&config);
        assert_eq!(parts, [(Section::Today, vec![vec![0, 2], vec![1]], 0), (Section::Week, vec![], 1)]);
        assert_eq!(cut.unwrap(), "1 card of index.html and agenda.md over the limit of 2");
        assert_eq!(shown(&Config::default()).1, None);
    }
}
