//! People as somebody types them, a line each: lines with one name are about one person, whatever their order,
//! unless what they can be told apart by differs. Cards of an address book are another thing: there, two of one
//! name are two people (`matching`).

use super::card::{Card, LabelledText};
use super::findings::FoundCard;
use super::plan::merge;
use crate::core::text::fold_name;
use std::collections::HashMap;

/// Joins the lines about one person: a card a person, at the place of its first line. A line that says nothing to
/// tell people apart by is about the only one of its name; of several it is left by itself.
pub fn joined(lines: Vec<FoundCard>) -> Vec<FoundCard> {
    let (told, bare): (Vec<_>, Vec<_>) =
        lines.into_iter().enumerate().partition(|(_, found)| says_who(&found.card));
    let mut people: Vec<Vec<(usize, FoundCard)>> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for line in told.into_iter().chain(bare) {
        let card = &line.1.card;
        let known = by_name.entry(fold_name(&card.name)).or_default();
        let place = match known.as_slice() {
            [only] if !says_who(card) => Some(*only),
            _ if !says_who(card) => None,
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
        // Two people of one name, and a line that may be about either.
        let other = "Jane Doe|jane@y.example|||";
        case(&[mail, other, bare], &["1|j@x.example|||tea|", "2|jane@y.example||||", "3||||vinyl|"]);
        case(&[bare, other, mail], &["1||||vinyl|", "2|jane@y.example||||", "3|j@x.example|||tea|"]);
    }
}
