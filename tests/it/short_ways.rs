//! The short way for front matter, held against the full parser on every note of the repository's
//! vaults: other tools' keys, hands and mistakes.

use followup::core::note::{common_yaml, split, yaml};
use walkdir::WalkDir;

#[test]
fn recorded_front_matter_is_read_alike() {
    let (mut short, mut all) = (0, 0);
    for folder in ["example-vault", "tests/golden", "tests/problems"] {
        for entry in WalkDir::new(crate::folders::repository().join(folder)).into_iter().flatten() {
            if entry.path().extension().is_none_or(|ending| ending != "md") {
                continue;
            }
            // One vault has a link that leads nowhere.
            let Ok(bytes) = std::fs::read(entry.path()) else { continue };
            let Ok((text, _)) = split::decode(&bytes) else { continue };
            let Some(front) = split::split(&text).front else { continue };
            all += 1;
            if let Some(node) = common_yaml::read(front.text, 2) {
                short += 1;
                assert_eq!(Ok(node), yaml::parse_events(front.text, 2), "{}", entry.path().display());
            }
        }
    }
    assert!(short * 2 > all, "{short} of {all} notes take the short way");
}
