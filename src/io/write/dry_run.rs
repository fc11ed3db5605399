//! What a build would write (design 8, `--dry-run`), worked out without a lock and without touching the disk.

use super::super::failure::Failure;
use super::super::folders::Targets;
use super::super::manifest::Manifest;
use super::super::open::bounded;
use super::super::stage::{Made, all};
use super::steps::{Step, leftovers, plan, with_ticks};
use super::{DRAFTS, Written, inside, report};
use crate::core::output::Outputs;

/// Maximum size in bytes of a file whose text is compared line by line; larger ones are only named.
const MOST_COMPARED: usize = 256 * 1024;

/// What a build would do.
#[derive(Debug)]
pub struct Planned {
    /// As a build would report it.
    pub written: Written,
    /// The texts that would be replaced, in the order of the outputs.
    pub replaced: Vec<ReplacedText>,
}

/// The text of an output before and after a build.
#[derive(Debug, PartialEq, Eq)]
pub struct ReplacedText {
    /// Path with its folder, as messages name it.
    pub path: String,
    /// The text on the disk.
    pub old: String,
    /// The text that would take its place.
    pub new: String,
}

/// Plans the same as [`super::write`] for the same outputs, and writes nothing.
pub fn planned(outputs: &Outputs, targets: &Targets) -> Result<Planned, Failure> {
    for target in targets.iter() {
        inside(targets, target, DRAFTS)?;
    }
    let known = Manifest::read(&targets.out.path);
    let steps = plan(all(outputs, None), targets, known.as_ref())?;
    let leftovers = leftovers(&steps, targets, &known.unwrap_or_default());
    let replaced = steps.iter().filter(|step| step.state.touches_disk()).filter_map(replaced).collect();
    Ok(Planned { written: report(&steps, &leftovers), replaced })
}

/// Returns both texts of a file; `None` if there is no old one, or one of them is no text or too large.
fn replaced(step: &Step<'_>) -> Option<ReplacedText> {
    let most = u64::try_from(MOST_COMPARED).unwrap_or(u64::MAX);
    let old = step.found.as_ref().and_then(|_| bounded(&step.path, most).ok())?;
    let new = match step.made {
        Made::Bytes(bytes) => bytes.to_vec(),
        Made::Agenda(bytes) => with_ticks(&old, bytes).text.into_bytes(),
        Made::Beside(_) | Made::Placed => return None,
    };
    let new = (new.len() <= MOST_COMPARED).then_some(new)?;
    let (old, new) = (String::from_utf8(old).ok()?, String::from_utf8(new).ok()?);
    Some(ReplacedText { path: step.shown.clone(), old, new })
}
