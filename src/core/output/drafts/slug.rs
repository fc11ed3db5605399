//! Recognizes names that are written for machines, as the files of some vaults are called.

/// Beginnings of names of one word with a capital inside: `McAdams`, `DeShawn`, `Fitzroy`.
const BEGINNINGS: &[&str] = &["mac", "van", "von", "fitz"];

/// Whether a name is one of a file, for a machine: `jane-doe`, `jane.doe`, `Jane_Doe`, `JaneDoe`; not
/// `Anne-Marie`, `J.R.`, `McAdams` or `DeShawn`.
pub(super) fn is_slug(name: &str) -> bool {
    let is_joined = |part: &str| part.chars().count() > 1;
    let mut parts = name.split(['-', '.', '_']).filter(|part| is_joined(part));
    let is_plain = !name.contains(char::is_whitespace) && !name.starts_with('@');
    let is_several = parts.next().is_some() && parts.next().is_some();
    let is_small = !name.contains(char::is_uppercase) || name.contains(['.', '_']);
    is_plain && (is_several && is_small || has_capital_inside(name))
}

/// Whether a name is two words written as one: `JaneDoe`.
fn has_capital_inside(name: &str) -> bool {
    let behind = |letter: char| !letter.is_lowercase();
    let start = name.strip_prefix(char::is_uppercase);
    let Some((rest, at)) = start.and_then(|rest| Some((rest, rest.find(behind)?))) else { return false };
    let is_capital = rest.get(at..).is_some_and(|from| from.starts_with(char::is_uppercase));
    let begins = name.to_lowercase();
    is_capital && at > 1 && !BEGINNINGS.iter().any(|known| begins.starts_with(known) && known.len() == at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_told_from_names_of_people() {
        for name in ["jane-doe", "jane_doe", "jane.doe", "Jane_Doe", "JaneDoe", "jane-doe-2"] {
            assert!(is_slug(name), "{name}");
        }
        for name in [
            "Anne-Marie",
            "McAdams",
            "MacAdams",
            "DeShawn",
            "J.R.",
            "VanDyke",
            "Ada",
            "ada",
            "@jane.doe",
            "Jane Doe",
        ] {
            assert!(!is_slug(name), "{name}");
        }
    }
}
