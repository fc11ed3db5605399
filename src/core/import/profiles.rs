//! Profiles of LinkedIn, by which a person is recognised as by an address. A note names the person's own under a key
//! about the person's addresses. One under another key or in the text may also be somebody else's.

use super::card::Card;
use crate::core::bytes::percent_decoded;
use crate::core::note::front_matter::split::split;
use crate::core::text::nfc;
use std::collections::BTreeSet;

/// The part of an address before the name of the profile. Countries have subdomains of their own.
const BEFORE: &str = "linkedin.com/in/";
/// Keys of the person's own addresses, besides those with `linkedin` in them.
const OWN_KEYS: [&str; 16] = [
    "accounts", "contact", "contacts", "homepage", "link", "links", "profile", "profiles", "social",
    "socials", "source", "uid", "url", "urls", "web", "website",
];

/// The profiles in a note or a card, in the form in which they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    /// The person's own.
    pub own: BTreeSet<String>,
    /// Those under other keys and in the text, which may be of others.
    pub mentioned: BTreeSet<String>,
}

impl Profiles {
    /// Returns the profiles in the text of a note.
    pub fn of_note(text: &str) -> Profiles {
        let parts = split(text);
        let mut profiles = Profiles { own: BTreeSet::new(), mentioned: named(parts.body) };
        let mut is_own = false;
        for line in parts.front.map(|front| front.text.lines()).into_iter().flatten() {
            // What is indented or an item belongs to the key above.
            if let Some((key, _)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t', '-', '#']))
            {
                let key = key.trim_matches(['"', '\'', ' ']).to_lowercase();
                is_own = key.contains("linkedin") || OWN_KEYS.contains(&key.as_str());
            }
            if is_own { &mut profiles.own } else { &mut profiles.mentioned }.extend(named(line));
        }
        profiles
    }

    /// Returns the profiles of a card.
    pub fn of_card(card: &Card) -> Profiles {
        let texts = card.more.iter().flat_map(|(_, texts)| texts).map(|text| &text.value);
        let own = card.uid.iter().chain(texts).flat_map(|text| named(text)).collect();
        Profiles { own, mentioned: BTreeSet::new() }
    }
}

fn named(text: &str) -> BTreeSet<String> {
    let lower = text.to_lowercase();
    let is_own = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '%' | '.');
    let ends = |letter: char| letter.is_whitespace() || (letter.is_ascii() && !is_own(letter));
    let names = lower.match_indices(BEFORE).filter_map(|(at, _)| {
        let name = lower.get(at + BEFORE.len()..)?.split(ends).next()?.trim_end_matches('.');
        Some(nfc(&percent_decoded(name)).to_lowercase())
    });
    names.filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_is_known_in_any_form_of_its_address() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert!(named(text).iter().eq(expected), "{text}: {:?}", named(text));
        }
        case("https://www.linkedin.com/in/ada-lovelace", &["ada-lovelace"]);
        case("HTTPS://uk.LinkedIn.com/in/Ada-Lovelace/?trk=x", &["ada-lovelace"]);
        case("see [her](linkedin.com/in/ada) and <https://linkedin.com/in/ben/en>.", &["ada", "ben"]);
        case("linkedin.com/in/zo%C3%AB, or linkedin.com/in/zoë.", &["zoë"]);
        case(
            "**linkedin.com/in/ada** `linkedin.com/in/ben` {li: linkedin.com/in/cy}<br>",
            &["ada", "ben", "cy"],
        );
        case("https://www.linkedin.com/company/acme linkedin.com/in/", &[]);
    }

    #[test]
    fn only_keys_of_addresses_say_whose_profile_it_is() {
        let of = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(
            Profiles::of_note("---\nlinkedin: linkedin.com/in/ada\n---\nlinkedin.com/in/ben\n"),
            Profiles { own: of(&["ada"]), mentioned: of(&["ben"]) }
        );
        let note = "---\nlinks:\n  - linkedin.com/in/ada\nintroduced-by: \"[Ben](https://linkedin.com/in/ben)\"\n---\n";
        assert_eq!(Profiles::of_note(note), Profiles { own: of(&["ada"]), mentioned: of(&["ben"]) });
    }
}
