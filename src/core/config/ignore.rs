//! Globs of the `ignore:` key, which exclude notes from reading. The only module that uses globset.
//!
//! As in a `.gitignore`, a glob without `/` fits a file or folder of that name anywhere, a glob with `/`
//! counts from the vault's root, and a glob that fits a folder fits everything below it. `*` does not match
//! `/`, `**` does.

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

/// The compiled globs of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Ignored(GlobSet);

impl Ignored {
    /// Compiles the globs of `Config::ignore`, which were checked when they were read.
    pub fn new(globs: &[String]) -> Ignored {
        let mut set = GlobSetBuilder::new();
        for glob in globs.iter().filter_map(|glob| compile(glob)) {
            set.add(glob);
        }
        Ignored(set.build().unwrap_or_default())
    }

    /// Whether the note or folder at `path`, relative to the vault, is ignored.
    pub fn fits(&self, path: &str) -> bool {
        // Without globs, as in most vaults, the ancestors need not be looked at.
        !self.0.is_empty() && ancestors(path).any(|path| self.0.is_match(path))
    }
}

/// Whether the text is a valid glob.
pub(super) fn is_glob(text: &str) -> bool {
    compile(text).is_some()
}

/// Iterates over the path and the folders that contain it, innermost first.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rsplit_once('/').map(|(folder, _)| folder))
}

fn compile(text: &str) -> Option<Glob> {
    let given = text.trim().trim_end_matches('/');
    let glob = given.strip_suffix("/**").unwrap_or(given);
    if glob.is_empty() {
        return None;
    }
    let anchored = match glob.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if given.contains('/') => glob.to_owned(),
        None => format!("**/{glob}"),
    };
    GlobBuilder::new(&anchored).literal_separator(true).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_fit_as_in_a_gitignore() {
        #[track_caller]
        fn case(glob: &str, path: &str, expected: bool) {
            assert_eq!(Ignored::new(&[glob.to_owned()]).fits(path), expected, "{glob} {path}");
        }
        case("Archive/", "Archive/2020/ada.md", true);
        case("Archive", "People/Archive/ada.md", true);
        case("Archive", "Archived/ada.md", false);
        case("*.excalidraw.md", "Work/plan.excalidraw.md", true);
        case("Work/Old", "Work/Old/ada.md", true);
        case("Work/Old", "More/Work/Old/ada.md", false);
        case("/Old", "Old/ada.md", true);
        case("/Old", "Work/Old/ada.md", false);
        case("Work/*/secret.md", "Work/a/secret.md", true);
        case("Work/*/secret.md", "Work/a/b/secret.md", false);
        case("Work/**/secret.md", "Work/a/b/secret.md", true);
        case("Templates/**", "Templates/x/y.md", true);
        case("Templates/**", "Work/Templates/y.md", false);
        case("**/Templates/**", "Work/Templates/y.md", true);
        case("*.draft.md", "Work/deep/plan.draft.md", true);
        assert!(!Ignored::default().fits("ada.md"));
        assert!(!is_glob("[") && !is_glob("/") && is_glob("a[bc]"));
    }
}
