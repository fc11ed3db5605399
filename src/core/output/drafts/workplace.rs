//! Decides whether the `org` of a note is a name that a message may mention: `Harbour Museum`, but not
//! `freelance`.

use crate::core::text::behind_start;

/// Maximum number of characters of a name.
const MOST: usize = 50;
/// Maximum number of words of a name.
const MOST_WORDS: usize = 6;

/// First words that people write instead of a name.
const NO_NAMES: &[&str] = &[
    "freelance", "freelancer", "freelancing", "self", "self-employed", "selfemployed", "unemployed",
    "retired", "student", "independent", "consultant", "contractor", "none", "n/a", "na", "tbd", "tba",
    "various", "between", "jobseeker", "ex", "former", "formerly", "previously", "prev", "sabbatical",
    "leave", "own", "home", "stealth", "confidential", "unknown", "private", "looking", "currently", "was",
    "soon", "maybe", "not", "no", "teacher", "nurse", "doctor", "lawyer", "artist", "designer", "developer",
    "engineer", "writer", "parent", "mum", "mom", "dad", "carer",
];

/// Words before the name, which are removed.
const BEFORE_NAMES: &[&str] =
    &["works at ", "working at ", "work at ", "works for ", "working for ", "employed at "];

/// Small words inside names.
const INSIDE_NAMES: &[&str] = &[
    "of", "and", "the", "for", "in", "at", "on", "to", "de", "du", "des", "la", "le", "di", "del", "der",
    "für", "und",
];

/// Returns the name of a workplace: `Harbour Museum`, `eBay`, `B&Q`; of `Works at Acme` the name. `None` for
/// `freelance`, `ex-Google`, `On leave`, `Hays (agency)` or `Acme, Beta`.
pub(super) fn workplace(org: &str) -> Option<String> {
    let named = BEFORE_NAMES.iter().find_map(|words| behind_start(org, words));
    let name = named.map_or(org, str::trim);
    is_workplace(name).then(|| name.to_owned())
}

fn is_workplace(org: &str) -> bool {
    let is_of_names = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, ' ' | '&' | '\'' | '’' | '.' | '-' | '!' | '+')
    };
    let mut words = org.split([' ', '-']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_lowercase();
    let is_known = |word: &str| NO_NAMES.contains(&word);
    let is_of_name = |word: &str| {
        INSIDE_NAMES.contains(&word) || word.chars().any(|letter| !letter.is_lowercase() && letter != '-')
    };
    let is_named =
        org.split(' ').next().is_some_and(|word| word.chars().any(|letter| !letter.is_lowercase()));
    is_named
        && org.split(' ').all(is_of_name)
        && org.chars().all(is_of_names)
        && !is_known(&first)
        && !is_known(&org.to_lowercase())
        && org.chars().count() <= MOST
        && org.split(' ').count() <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_are_workplaces() {
        for name in [
            "Harbour Museum", "eBay", "B&Q", "Tileworks Visitor Centre", "3M", "Société d'Ada", "Yahoo!",
            "Exner GmbH", "University of Bath", "Museum für Naturkunde",
        ] {
            assert_eq!(workplace(name).as_deref(), Some(name));
        }
        assert_eq!(workplace("Works at Acme").as_deref(), Some("Acme"));
        for other in [
            "freelance", "Freelance", "Freelance designer", "unemployed", "ex-Google", "Ex-Google",
            "Hays (agency)", "Acme, Beta", "Acme / Beta", "N/A", "Between jobs", "Self-employed",
            "a bakery in town", "Teacher", "On leave", "Parental leave", "Stay at home mum",
            "Laid off from Acme", "?", "",
        ] {
            assert_eq!(workplace(other), None, "{other}");
        }
    }
}
