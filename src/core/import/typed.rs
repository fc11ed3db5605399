//! People as somebody types them, a line each: lines with one name are about one person, whatever their order,
//! unless what they can be told apart by differs. Cards of an address book are another thing: there, two of one
//! name are two people (`matching`).

use super::card::{Card, LabelledText};
use super::findings::FoundCard;
use super::plan::merge;
use crate::core::text::fold_name;
use std::collections::BTreeMap;

/// Lines taken together.
#[derive(Debug, Default)]
pub struct Joined {
    /// A card a person, at the place of its first line.
    pub people: Vec<FoundCard>,
    /// Lines that were joined with an earlier one.
    pub merged: usize,
}

/// Joins the lines about one person.
pub fn joined(lines: Vec<FoundCard>) -> Joined {
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (place, found) in lines.iter().enumerate() {
        by_name.entry(fold_name(&found.card.name)).or_default().push(place);
    }
    let mut first_of: Vec<usize> = (0..lines.len()).collect();
    for places in by_name.values().filter(|places| places.len() > 1) {
        for person in people_of(&lines, places) {
            let first = person.iter().min().copied().unwrap_or_default();
            person.iter().for_each(|place| _ = first_of.get_mut(*place).map(|known| *known = first));
        }
    }
    let mut joined = Joined::default();
    let mut place_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (found, first) in lines.into_iter().zip(first_of) {
        match place_of.get(&first).and_then(|place| joined.people.get_mut(*place)) {
            Some(earlier) => {
                merge(earlier, &found);
                joined.merged += 1;
            }
            None => {
                place_of.insert(first, joined.people.len());
                joined.people.push(found);
            }
        }
    }
    joined
}

/// The lines with one name by whom they are about. One that says nothing to tell people apart by is about the only
/// one of that name; of several it is left by itself.
fn people_of(lines: &[FoundCard], places: &[usize]) -> Vec<Vec<usize>> {
    let card = |place: usize| lines.get(place).map(|found| &found.card);
    let (told, bare): (Vec<usize>, Vec<usize>) =
        places.iter().partition(|place| card(**place).is_some_and(says_who));
    let mut people: Vec<Vec<usize>> = Vec::new();
    for place in told {
        let fits = |person: &&mut Vec<usize>| {
            person.iter().all(|other| card(place).zip(card(*other)).is_some_and(|(a, b)| !are_two(a, b)))
        };
        match people.iter_mut().find(fits) {
            Some(person) => person.push(place),
            None => people.push(vec![place]),
        }
    }
    match people.as_mut_slice() {
        [] => people.push(bare),
        [person] => person.extend(bare),
        [..] => {}
    }
    people
}

fn says_who(card: &Card) -> bool {
    card.uid.is_some() || !card.emails.is_empty() || !card.phones.is_empty()
}

/// Whether two cards of one name are two people: the first that both have decides.
fn are_two(a: &Card, b: &Card) -> bool {
    fn differ(a: &[LabelledText], b: &[LabelledText]) -> Option<bool> {
        let alike = |a: &LabelledText, b: &LabelledText| letters(&a.value) == letters(&b.value);
        (!a.is_empty() && !b.is_empty()).then(|| !a.iter().any(|one| b.iter().any(|other| alike(one, other))))
    }
    let by_uid = || a.uid.as_ref().zip(b.uid.as_ref()).map(|(a, b)| a != b);
    let decided = by_uid().or_else(|| differ(&a.emails, &b.emails)).or_else(|| differ(&a.phones, &b.phones));
    decided.unwrap_or(false)
}

/// An address or number without case and blanks.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '(' | ')'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::place::NotePath;

    /// `name|email|phone|org|hook`, a line each; gives the people as they came out.
    fn people(lines: &[&str]) -> Vec<String> {
        let found = lines.iter().enumerate().map(|(line, text)| {
            let mut parts = text.split('|').map(str::to_owned);
            let mut part = || parts.next().filter(|part| !part.is_empty());
            let name = part().unwrap();
            let labelled = |text: Option<String>| text.into_iter().map(LabelledText::plain).collect();
            let (emails, phones, org) = (labelled(part()), labelled(part()), part());
            let hooks = part().into_iter().collect();
            let card = Card { name, emails, phones, org, hooks, ..Card::default() };
            FoundCard { card, file: NotePath::new("lines"), line: line + 1 }
        });
        let values = |texts: &[LabelledText]| {
            texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>().join("+")
        };
        let shown = |found: &FoundCard| {
            let Card { emails, phones, org, hooks, more, .. } = &found.card;
            let other = more.first().map(|(_, texts)| values(texts)).unwrap_or_default();
            let org = org.as_deref().unwrap_or_default();
            [found.line.to_string(), values(emails), values(phones), org.to_owned(), hooks.join("+"), other]
                .join("|")
        };
        joined(found.collect()).people.iter().map(shown).collect()
    }

    #[test]
    fn lines_about_one_person_are_joined_in_any_order() {
        #[track_caller]
        fn case(lines: &[&str], expected: &[&str]) {
            assert_eq!(people(lines), expected);
        }
        let (bare, mail, phone) = ("Jane Doe||||vinyl", "jane doe|j@x.example|||tea", "Jane Doe||070 1234||");
        case(&[bare, mail], &["1|j@x.example|||vinyl+tea|"]);
        case(&[mail, bare], &["1|j@x.example|||tea+vinyl|"]);
        case(&[bare, phone], &["1||070 1234||vinyl|"]);
        case(&[phone, mail, bare], &["1|j@x.example|070 1234||tea+vinyl|"]);
        case(&["Jane|||Acme|", "Jane|||Other|"], &["1|||Acme||Other"]);
        case(&[mail, "Bo||||", "Jane Doe|j@x.example|||jazz"], &["1|j@x.example|||tea+jazz|", "2|||||"]);
        // Two people of one name, and a line that may be about either.
        let other = "Jane Doe|jane@y.example|||";
        case(&[mail, other, bare], &["1|j@x.example|||tea|", "2|jane@y.example||||", "3||||vinyl|"]);
        case(&[bare, other, mail], &["1||||vinyl|", "2|jane@y.example||||", "3|j@x.example|||tea|"]);
    }
}
