//! What a build would write (design 7, `--dry-run`), worked out without a lock and without touching the disk.

use super::super::failure::Failure;
use super::super::folders::Targets;
use super::super::open::bounded;
use super::super::stage::Made;
use super::steps::{Plan, Step, with_ticks};
use super::{DRAFTS, Written, inside, report};
use crate::core::output::Outputs;

/// Maximum size in bytes of a file whose texts are kept to be compared.
const MOST_COMPARED: u64 = 1024 * 1024;

/// A file whose place an output would take.
#[derive(Debug, PartialEq, Eq)]
pub enum Replaced {
    /// The text on the disk and the new one.
    Text(String, String),
    /// One of them is too large to be compared, or no text.
    NotCompared,
}

/// Reports what [`super::write`] would for the same outputs, and writes nothing. It does not find out whether the user may write
/// to the folders.
pub fn planned(outputs: &Outputs, targets: &Targets) -> Result<Written, Failure> {
    for target in targets.iter() {
        inside(targets, target, DRAFTS)?;
    }
    let plan = Plan::of(outputs, None, targets)?;
    let mut written = report(&plan, "would be");
    for (file, step) in written.files.iter_mut().zip(&plan.steps) {
        let is_replaced = step.state.touches_disk() && step.found.is_some();
        file.replaces = is_replaced.then(|| texts(step).unwrap_or(Replaced::NotCompared));
    }
    Ok(written)
}

/// Returns the text on the disk and the one that would take its place.
fn texts(step: &Step<'_>) -> Option<Replaced> {
    let old = bounded(&step.path, MOST_COMPARED).ok()?;
    let new = match step.made {
        Made::Bytes(bytes) => bytes.to_vec(),
        Made::Agenda(bytes) => with_ticks(&old, bytes).text.into_bytes(),
        Made::Beside(_) | Made::Placed => return None,
    };
    let is_large = u64::try_from(new.len()).is_ok_and(|length| length > MOST_COMPARED);
    (!is_large).then_some(Replaced::Text(String::from_utf8(old).ok()?, String::from_utf8(new).ok()?))
}
