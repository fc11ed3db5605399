//! By which name one addresses somebody.

use crate::core::output::escape::inline::plain;
use crate::core::text::clip;

/// Characters of a name by which somebody is addressed.
const MOST_FIRST: usize = 40;
/// Characters of a name that are looked at.
const MOST_NAME: usize = 160;

#[rustfmt::skip]
const TITLES: &[&str] = &[
    "dr", "prof", "professor", "med", "phil", "rer", "nat", "ing", "dipl", "hc", "h", "c", "jur", "mag",
    "univ", "habil", "sir", "dame",
];

#[rustfmt::skip]
const WHOLE: &[&str] = &[
    "the", "mr", "mrs", "ms", "mx", "miss", "herr", "frau", "aunt", "auntie", "uncle", "grandma", "grandpa",
    "granny", "grandmother", "grandfather", "father", "mother", "sister", "brother", "rabbi", "pastor",
    "rev", "reverend", "von", "van", "de", "family",
];

/// How to address somebody: the first word of the name that is no academic title. Where that
/// word is none by which one is called ("The Smiths", "Anna & Ben", "Mr. Smith", "Aunt May",
/// "J. Smith"), the whole name.
pub(super) fn first_name(name: &str) -> String {
    let name = clip(&plain(name), MOST_NAME).into_owned();
    let ordered = match name.split_once(',') {
        Some((last, first)) if !first.trim().is_empty() => format!("{} {last}", first.trim()),
        Some(_) | None => name.clone(),
    };
    let bare = |word: &str| word.trim_matches('.').to_lowercase();
    let titled =
        |word: &&str| bare(word).split(['.', '-']).all(|part| part.is_empty() || TITLES.contains(&part));
    let mut parts = ordered.split_whitespace().skip_while(titled);
    let first = parts.next();
    let joined = parts.any(|word| matches!(word, "&" | "+" | "and" | "und" | "et" | "y"));
    let fits = |word: &&str| {
        !joined
            && !WHOLE.contains(&bare(word).as_str())
            && (bare(word).chars().count() > 1 || !word.is_ascii())
    };
    clip(first.filter(fits).unwrap_or(&name).trim(), MOST_FIRST).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_addressed_by_their_first_name() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(first_name(name), expected);
        }
        case("Ada Lovelace", "Ada");
        case("Dr. Ada Lovelace", "Ada");
        case("Lovelace, Ada", "Ada");
        case("Prof. Dr. Grace Hopper", "Grace");
        case("**Ada**", "Ada");
        case("Dr.", "Dr.");
        case("Prof. Dr. med. Hans Maier", "Hans");
        case("Dr.-Ing. Eva Blum", "Eva");
        case("The Smiths", "The Smiths");
        case("Anna & Ben", "Anna & Ben");
        case("Mr. Smith", "Mr. Smith");
        case("Aunt May", "Aunt May");
        case("J. Smith", "J. Smith");
        case("van Gogh", "van Gogh");
    }
}
