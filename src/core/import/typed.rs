//! People typed by the user, one a line. Lines with one name are about one person, in any order, unless a
//! UID, an address or a number shows that they are not. Address books differ: there, two cards with one name
//! are two people (see `matching`).

use super::card::{Card, LabelledText};
use super::findings::FoundCard;
use super::merge::merge;
use crate::core::text::fold_name;
use std::collections::HashMap;

/// Joins the lines about one person into one card, at the place of the first line. A line with a name alone
/// belongs to the only person of that name; if there are several, it stays on its own.
pub fn joined(lines: Vec<FoundCard>) -> Vec<FoundCard> {
    let (identified, bare): (Vec<_>, Vec<_>) =
        lines.into_iter().enumerate().partition(|(_, found)| is_identified(&found.card));
    let mut people: Vec<Vec<(usize, FoundCard)>> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for line in identified.into_iter().chain(bare) {
        let card = &line.1.card;
        let known = by_name.entry(fold_name(&card.name)).or_default();
        let place = match known.as_slice() {
            [only] if !is_identified(card) => Some(*only),
            _ if !is_identified(card) => None,
            several => several.iter().copied().find(|place| {
                let mut person = people.get(*place).into_iter().flatten();
                person.all(|(_, other)| !are_two(card, &other.card))
            }),
        };
        match place.and_then(|place| people.get_mut(place)) {
            Some(person) => person.push(line),
            None => {
                known.push(people.len());
                people.push(vec![line]);
            }
        }
    }
    people.iter_mut().for_each(|person| person.sort_by_key(|(place, _)| *place));
    people.sort_by_key(|person| person.first().map(|(place, _)| *place));
    let one = |person: Vec<(usize, FoundCard)>| {
        let mut lines = person.into_iter().map(|(_, found)| found);
        let mut first = lines.next()?;
        lines.for_each(|found| merge(&mut first, &found));
        Some(first)
    };
    people.into_iter().filter_map(one).collect()
}

fn is_identified(card: &Card) -> bool {
    card.uid.is_some() || !card.emails.is_empty() || !card.phones.is_empty()
}

/// Whether two cards of one name are two people. The first kind of value that both have decides: UID, e-mail
/// or phone.
fn are_two(a: &Card, b: &Card) -> bool {
    fn differ(a: &[LabelledText], b: &[LabelledText]) -> Option<bool> {
        let alike = |a: &LabelledText, b: &LabelledText| folded_value(&a.value) == folded_value(&b.value);
        (!a.is_empty() && !b.is_empty()).then(|| !a.iter().any(|one| b.iter().any(|other| alike(one, other))))
    }
    let by_uid = || a.uid.as_ref().zip(b.uid.as_ref()).map(|(a, b)| a != b);
    let decided = by_uid().or_else(|| differ(&a.emails, &b.emails)).or_else(|| differ(&a.phones, &b.phones));
    decided.unwrap_or(false)
}

/// Returns an address or number for comparison, without case, spaces and punctuation of numbers.
fn folded_value(text: &str) -> String {
    text.chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '(' | ')'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::place::NotePath;

    /// Joins lines of the form `name|email|phone|org|hook` and returns the resulting people.
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
        joined(found.collect()).iter().map(shown).collect()
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
        // Two people have one name, and a further line could be about either.
        let other = "Jane Doe|jane@y.example|||";
        case(&[mail, other, bare], &["1|j@x.example|||tea|", "2|jane@y.example||||", "3||||vinyl|"]);
        case(&[bare, other, mail], &["1||||vinyl|", "2|jane@y.example||||", "3|j@x.example|||tea|"]);
    }
}
