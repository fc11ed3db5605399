//! What a build would write (design 7, `--dry-run`), worked out without a lock and without touching the disk.

use super::super::failure::Failure;
use super::super::folders::{Target, Targets};
use super::super::manifest::Manifest;
use super::super::open::bounded;
use super::super::stage::{Made, all};
use super::steps::{Step, leftovers, plan, with_ticks};
use super::{DRAFTS, Written, inside, report};
use crate::core::output::Outputs;

/// Maximum size in bytes of a file whose texts are kept to be compared.
const MOST_COMPARED: u64 = 1024 * 1024;

/// What a build would do.
#[derive(Debug)]
pub struct Planned {
    /// As a build would report it.
    pub written: Written,
    /// The files that would be replaced, in the order of the outputs.
    pub replaced: Vec<Replaced>,
}

/// An output that would take the place of another file.
#[derive(Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Path with its folder, as messages name it.
    pub path: String,
    /// The text on the disk and the new one; `None` if one of them is too large to be compared, or no text.
    pub texts: Option<(String, String)>,
}

/// Plans the same as [`super::write`] for the same outputs, and writes nothing. It does not find out whether the user may write
/// to the folders.
pub fn planned(outputs: &Outputs, targets: &Targets) -> Result<Planned, Failure> {
    for target in targets.iter() {
        may_be_folder(target)?;
        inside(targets, target, DRAFTS)?;
    }
    let known = Manifest::read(&targets.out.path);
    let steps = plan(all(outputs, None), targets, known.as_ref())?;
    let leftovers = leftovers(&steps, targets, &known.unwrap_or_default());
    let replaced = steps.iter().filter(|step| step.state.touches_disk() && step.found.is_some());
    Ok(Planned {
        replaced: replaced.map(|step| Replaced { path: step.shown.clone(), texts: texts(step) }).collect(),
        written: report(&steps, &leftovers, "would be"),
    })
}

/// Checks that a folder is there or could be made.
fn may_be_folder(target: &Target) -> Result<(), Failure> {
    let there = target.path.ancestors().find(|path| path.exists());
    if there.is_none_or(|path| path.is_dir()) {
        return Ok(());
    }
    Err(Failure::new(format!("`{}` cannot be written to: a file is in the way", target.shown))
        .help("move the file away, or name another folder with `--out`"))
}

/// Returns the text on the disk and the one that would take its place.
fn texts(step: &Step<'_>) -> Option<(String, String)> {
    let old = bounded(&step.path, MOST_COMPARED).ok()?;
    let new = match step.made {
        Made::Bytes(bytes) => bytes.to_vec(),
        Made::Agenda(bytes) => with_ticks(&old, bytes).text.into_bytes(),
        Made::Beside(_) | Made::Placed => return None,
    };
    let is_large = u64::try_from(new.len()).is_ok_and(|length| length > MOST_COMPARED);
    (!is_large).then_some((String::from_utf8(old).ok()?, String::from_utf8(new).ok()?))
}
