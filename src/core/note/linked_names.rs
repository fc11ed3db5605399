//! Links to notes as names of those who may be meant by them.

use super::body::links::{Link, links, urls};
use super::facts::{Name, Stands};
use crate::core::date_text::leading;
use crate::core::place::Spot;

/// Returns the notes that a line links, in order, as names. Links to days are left out.
pub fn linked_names(text: &str, spot: Spot) -> Vec<Name> {
    named(&links(text), text, spot).map(|(_, name)| name).collect()
}

/// Like [`linked_names`], for callers that have the links of the line already and need them.
pub fn named<'l, 't>(
    links: &'l [Link<'t>],
    text: &'l str,
    spot: Spot,
) -> impl Iterator<Item = (&'l Link<'t>, Name)> {
    let (mut column, mut at) = (spot.column as usize, 0);
    links.iter().filter_map(move |link| {
        let mut name = name_of(link, spot)?;
        column += text.get(at..link.start).unwrap_or_default().chars().count();
        at = link.start;
        name.spot = Spot::new(spot.line as usize, column);
        Some((link, name))
    })
}

/// Returns the name of the note that a link leads to. `None` for embeds, outside links and days.
pub fn name_of(link: &Link<'_>, spot: Spot) -> Option<Name> {
    is_name(link).then(|| Name { target: link.target.into(), linked: true, spot, stands: Stands::Within })
}

/// Returns the addresses of pages that a line links or holds, as names: nobody's, but perhaps those of a resource.
pub fn linked_pages(text: &str, spot: Spot) -> impl Iterator<Item = Name> {
    urls(text).map(move |url| Name { target: url.into(), linked: true, spot, stands: Stands::About })
}

/// Whether a link is to a note that may be about somebody: not an embed, an outside link or a day.
pub fn is_name(link: &Link<'_>) -> bool {
    !link.embed && !link.outside && leading(link.target, None).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_the_place_of_their_links() {
        let names = linked_names("é [[Ada]], ![[x]] [[2026-12-01]] [[Ben]]", Spot::new(3, 5));
        let shown: Vec<(&str, Spot)> = names.iter().map(|name| (&*name.target, name.spot)).collect();
        assert_eq!(shown, [("Ada", Spot::new(3, 7)), ("Ben", Spot::new(3, 38))]);
    }
}
