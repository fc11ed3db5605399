//! Whether what a note says of somebody's work is the name of a place one may speak of to them.

/// Characters and words of a name.
const MOST: usize = 50;
const MOST_WORDS: usize = 6;

/// What people write where a name would stand.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "freelance", "freelancer", "freelancing", "self", "self-employed", "selfemployed", "unemployed", "retired",
    "student", "independent", "consultant", "contractor", "none", "n/a", "na", "tbd", "tba", "various", "between",
    "jobseeker", "ex", "former", "formerly", "previously", "prev", "sabbatical", "leave", "own", "home", "stealth",
    "confidential", "unknown", "private", "looking", "currently", "was", "soon", "maybe", "not", "no",
];

/// `Harbour Museum`, `eBay`, `B&Q`; not `freelance`, `ex-Google`, `Hays (agency)` or `Acme, Beta`.
pub(super) fn is_workplace(org: &str) -> bool {
    let is_of_names = |letter: char| {
        letter.is_alphanumeric() || matches!(letter, ' ' | '&' | '\'' | '’' | '.' | '-' | '!' | '+')
    };
    let mut words = org.split([' ', '-']).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default().to_lowercase();
    let is_known = |word: &str| NO_NAMES.contains(&word);
    let is_named =
        org.split(' ').next().is_some_and(|word| word.chars().any(|letter| !letter.is_lowercase()));
    is_named
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
    fn only_names_are_spoken_of() {
        for name in [
            "Harbour Museum",
            "eBay",
            "B&Q",
            "Tileworks Visitor Centre",
            "3M",
            "Société d'Ada",
            "Yahoo!",
            "Exner GmbH",
        ] {
            assert!(is_workplace(name), "{name}");
        }
        for other in [
            "freelance",
            "Freelance",
            "Freelance designer",
            "unemployed",
            "ex-Google",
            "Ex-Google",
            "Hays (agency)",
            "Acme, Beta",
            "Acme / Beta",
            "N/A",
            "Between jobs",
            "Self-employed",
            "a bakery in town",
            "?",
            "",
        ] {
            assert!(!is_workplace(other), "{other}");
        }
    }
}
