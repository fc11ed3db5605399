//! Shows the paths of outputs relative to the current folder, so that the user sees at once if a build took
//! another folder for the vault than they meant.

use super::arguments::outputs::Build;
use crate::io::folders::{Target, Targets};
use crate::io::walk::with_slashes;
use std::path::Path;

/// The output folders of a build: each as the report names it, and relative to the current folder.
pub(super) struct FromHere(Vec<(String, String)>);

impl FromHere {
    /// Collects the folders of a build, except an `--out`, which was typed relative to the current folder
    /// already.
    pub(super) fn of(build: &Build, targets: &Targets) -> FromHere {
        let Ok(here) = std::env::current_dir().and_then(std::fs::canonicalize) else {
            return FromHere(Vec::new());
        };
        let configured = targets.publish.iter().chain(build.out.is_none().then_some(&targets.out));
        let seen = |target: &Target| (target.shown.clone(), seen(&target.path, &targets.vault, &here));
        FromHere(configured.map(seen).collect())
    }

    /// Returns the path of an output relative to the current folder.
    pub(super) fn path(&self, shown: &str) -> String {
        let behind = |folder: &str| shown.strip_prefix(folder)?.strip_prefix('/');
        let found = self.0.iter().find_map(|(folder, seen)| Some((seen, behind(folder)?)));
        match found {
            // Inside the output folder the path begins without a slash, which would mean the root.
            Some((seen, path)) if seen.is_empty() => path.to_owned(),
            Some((seen, path)) => format!("{seen}/{path}"),
            None => shown.to_owned(),
        }
    }
}

/// Returns a folder of a vault relative to the current folder.
pub(super) fn from_here(folder: &Path, vault: &Path) -> String {
    let here = std::env::current_dir().and_then(std::fs::canonicalize);
    let seen = here.map_or_else(|_| folder.display().to_string(), |here| seen(folder, vault, &here));
    if seen.is_empty() { ".".to_owned() } else { seen }
}

/// Returns a folder relative to `here` if it is below, or if both are in the vault; else its whole path.
fn seen(folder: &Path, vault: &Path, here: &Path) -> String {
    if let Ok(below) = folder.strip_prefix(here) {
        return with_slashes(below);
    }
    match (here.strip_prefix(vault), folder.strip_prefix(vault)) {
        (Ok(down), Ok(inside)) => {
            format!("{}{}", "../".repeat(down.components().count()), with_slashes(inside))
        }
        _ => folder.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_seen_from_here() {
        #[track_caller]
        fn case(here: &str, expected: &str) {
            assert_eq!(
                seen(Path::new("/home/ada/notes/agenda"), Path::new("/home/ada/notes"), Path::new(here)),
                expected
            );
        }
        case("/home/ada/notes", "agenda");
        case("/home/ada", "notes/agenda");
        case("/home/ada/notes/People/Friends", "../../agenda");
        case("/var", "/home/ada/notes/agenda");
        case("/home/ada/notes/agenda", "");
    }

    #[test]
    fn an_output_is_named_from_here() {
        let path = |seen: &str| FromHere(vec![("agenda".into(), seen.into())]).path("agenda/index.html");
        assert_eq!(path(""), "index.html");
        assert_eq!(path("../agenda"), "../agenda/index.html");
    }
}
