//! Excludes notes by name alone: conflict copies, drawings and indexes (design 3.1).

use crate::core::note::facts::Exclusion;
use crate::core::place::NotePath;
use crate::core::text::{fold_heading, is_one_of};

/// Returns the exclusion that the path alone decides.
pub fn excluded_by_name(path: &NotePath) -> Option<Exclusion> {
    let stem = path.stem();
    // Names of copies and drawings have a dot or a bracket, which few other names have.
    if stem.bytes().any(|byte| matches!(byte, b'.' | b'(')) {
        let lower = stem.to_lowercase();
        if stem.contains(".sync-conflict-") || (lower.contains("conflicted copy") && lower.contains('(')) {
            return Some(Exclusion::ConflictCopy);
        }
        if lower.ends_with(".excalidraw") {
            return Some(Exclusion::Excalidraw);
        }
    }
    is_index(stem).then_some(Exclusion::Index)
}

/// Whether a name is an index's: `README`, `_index`, `People MOC`.
fn is_index(stem: &str) -> bool {
    let letters = || stem.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase());
    // The letters are compared first, so that few names need to be folded.
    let is_word = |word: &str| letters().eq(word.bytes()) && fold_heading(stem) == word;
    ["readme", "index", "moc"].into_iter().any(is_word) || stem.ends_with(" MOC") || stem.ends_with("_MOC")
}

/// Words at the end of a name that say that the note is about other notes.
const OF_OTHERS: [&str; 5] = ["dashboard", "index", "moc", "overview", "template"];

/// Whether a name may be that of a note about other notes: `_Ideas`, `People Dashboard`. A person may have such
/// a name too.
pub(in crate::core::note) fn may_be_about_others(stem: &str) -> bool {
    let last = stem.rsplit([' ', '_', '-']).next().unwrap_or_default();
    stem.starts_with('_') || is_one_of(last, &OF_OTHERS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn copies_and_indexes_are_excluded_by_name() {
        #[track_caller]
        fn case(path: &str, expected: Option<Exclusion>) {
            assert_eq!(excluded_by_name(&NotePath::new(path)), expected, "{path}");
        }
        case("People/Ada.sync-conflict-20261101-101010-ABCDEFG.md", Some(Exclusion::ConflictCopy));
        case("People/Ada (Conflicted copy MacBook 202611011010).md", Some(Exclusion::ConflictCopy));
        case("People/Ada (Ben's conflicted copy 2026-11-01).md", Some(Exclusion::ConflictCopy));
        case("People/Drawing.excalidraw.md", Some(Exclusion::Excalidraw));
        case("README.md", Some(Exclusion::Index));
        case("People/_index.md", Some(Exclusion::Index));
        case("People/_People MOC.md", Some(Exclusion::Index));
        case("People/Ada.md", None);
        case("People/Marta Moc.md", None);
    }

    proptest! {
        #[test]
        fn folding_only_likely_names_changes_nothing(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..5)) {
            let stem = pieces.concat();
            let lower = stem.to_lowercase();
            let expected = if stem.contains(".sync-conflict-") || (lower.contains("conflicted copy") && lower.contains('(')) {
                Some(Exclusion::ConflictCopy)
            } else if lower.ends_with(".excalidraw") {
                Some(Exclusion::Excalidraw)
            } else {
                let is_index = matches!(fold_heading(&stem).as_str(), "readme" | "index" | "moc")
                    || stem.ends_with(" MOC") || stem.ends_with("_MOC");
                is_index.then_some(Exclusion::Index)
            };
            prop_assert_eq!(excluded_by_name(&NotePath::new(&format!("{stem}.md"))), expected, "{:?}", stem);
        }
    }

    /// Pieces of names that are nearly those of excluded notes.
    const PIECES: &[&str] = &[
        "index", "Index", "read", "ME", "moc", "MOC", " ", "_", "-", "(", ")", ".", "é", "e\u{301}",
        "\u{301}", "İ", "ındex", "\u{212a}", "📇", "conflicted copy", "Conflicted", " copy",
        ".sync-conflict-", ".excalidraw", ".Excalidraw", "x", "7", "李",
    ];
}
