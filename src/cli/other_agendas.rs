//! Ticks in an agenda of another folder: `out` was changed after they were made, and no build would carry them over.

use super::build::MOST_KEPT;
use super::from_here::from_here;
use super::loading::Loaded;
use super::terminal::typed;
use crate::core::edit::ticks::ticks;
use crate::core::output::AGENDA;
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use crate::core::text::count;
use crate::io::folders::Targets;
use crate::io::open::bounded_below;
use crate::io::vault::CONFIG_FILES;
use crate::io::walk::OUTPUT_FOLDER;

/// Finds the agendas in the vault, other than the one of the output folder, with ticks that are not in the notes.
pub(super) fn ticked_elsewhere(loaded: &Loaded, targets: &Targets) -> Vec<Problem> {
    let outputs = loaded.left_out.iter().filter(|(_, why)| why == OUTPUT_FOLDER);
    let folders = outputs.filter_map(|(path, _)| {
        let path = path.as_str();
        path.strip_suffix('/').or_else(|| path.strip_suffix(AGENDA)?.strip_suffix('/'))
    });
    let others = folders.filter(|folder| targets.vault.join(folder) != targets.out.path);
    let others = others.filter(|folder| !is_in_another_vault(folder, targets));
    others.filter_map(|folder| ticked(folder, targets)).collect()
}

/// Whether a folder between the vault and this one has a configuration, and so is a vault of its own.
fn is_in_another_vault(folder: &str, targets: &Targets) -> bool {
    let above = |path: &str| path.rsplit_once('/').map(|(above, _)| above.to_owned());
    std::iter::successors(above(folder), |path| above(path))
        .any(|path| CONFIG_FILES.iter().any(|file| targets.vault.join(&path).join(file).is_file()))
}

fn ticked(folder: &str, targets: &Targets) -> Option<Problem> {
    let path = format!("{folder}/{AGENDA}");
    let bytes = bounded_below(&targets.vault, &path, MOST_KEPT).ok()?;
    let ticks = ticks(&String::from_utf8_lossy(&bytes)).len();
    if ticks == 0 {
        return None;
    }
    let command =
        format!("followup sync --out {}", typed(&from_here(&targets.vault.join(folder), &targets.vault)));
    let message = format!(
        "{} here not synced, and the agenda is in `{}` now",
        if ticks == 1 { "1 tick is".to_owned() } else { format!("{} are", count(ticks, "tick")) },
        targets.out.shown
    );
    let problem = Problem::new(Code::EditedOutput, &NotePath::new(&path), message);
    Some(
        problem
            .help(format!("`{command}` writes what it can; then delete that folder"))
            .effect("it was left as it is"),
    )
}
