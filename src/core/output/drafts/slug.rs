//! Recognizes names that are written for machines, as the files of some vaults are called.

/// Whether a name is one of a file, for a machine: `jane-doe`, `jane.doe`, `Jane_Doe`; not `Anne-Marie`, `J.R.`,
/// `St.John` or `JaneDoe`, which is written like `MaryAnn`.
pub(super) fn is_slug(name: &str) -> bool {
    let is_joined = |part: &str| part.chars().count() > 1;
    let mut parts = name.split(['-', '.', '_']).filter(|part| is_joined(part));
    let is_plain = !name.contains(char::is_whitespace) && !name.starts_with('@');
    let is_several = parts.next().is_some() && parts.next().is_some();
    let is_for_machines = !name.contains(char::is_uppercase) || name.contains('_');
    is_plain && is_several && is_for_machines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_told_from_names_of_people() {
        for name in ["jane-doe", "jane_doe", "jane.doe", "Jane_Doe", "jane-doe-2"] {
            assert!(is_slug(name), "{name}");
        }
        for name in [
            "Anne-Marie", "McAdams", "MacAdams", "DeShawn", "J.R.", "MaryAnn", "St.John", "Dr.Smith", "Ada",
            "ada", "@jane.doe", "Jane Doe",
        ] {
            assert!(!is_slug(name), "{name}");
        }
    }
}
