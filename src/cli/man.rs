//! `followup man`: prints the main manual page, or writes all pages to a folder where `man` finds them.

mod pages;

use super::arguments::installing::Man;
use super::meaning::Meaning;
use super::report::{Report, object, to_json};
use super::terminal::safe;
use crate::core::text::count;
use crate::io::create::{Place, create, look, replace};
use crate::io::failure::Failure;
use pages::{Page, pages};
use std::path::{Path, PathBuf};

pub(super) fn run(man: &Man, meaning: &Meaning) -> Result<Report, Failure> {
    let pages = pages();
    match &man.folder {
        None => {
            let stdout = pages.into_iter().next().map(|page| page.text).unwrap_or_default();
            Ok(Report::printing(stdout))
        }
        Some(folder) => write(&pages, folder, meaning),
    }
}

/// Writes the pages. All paths are checked first, so that a foreign file leaves the folder as it was.
fn write(pages: &[Page], folder: &Path, meaning: &Meaning) -> Result<Report, Failure> {
    let steps: Vec<Step<'_>> = pages.iter().map(|page| plan(page, folder)).collect::<Result<_, _>>()?;
    steps.iter().try_for_each(put)?;
    let written = steps.iter().filter(|step| step.place != Place::Same).count();
    let shown = folder.display().to_string();
    let json = || {
        let files: Vec<&String> = pages.iter().map(|page| &page.file).collect();
        to_json(&object! { folder: &shown, files: files, written: written })
    };
    let text = || format!("{}: {}, {written} written\n", safe(&shown), count(pages.len(), "page"));
    let stdout = meaning.output(json, text);
    Ok(Report::printing(stdout))
}

/// A page and what exists at its path.
struct Step<'a> {
    page: &'a Page,
    path: PathBuf,
    shown: String,
    place: Place,
}

fn plan<'a>(page: &'a Page, folder: &Path) -> Result<Step<'a>, Failure> {
    let path = folder.join(&page.file);
    let shown = path.display().to_string();
    let place = look(&path, page.text.as_bytes(), &shown)?;
    if matches!(&place, Place::Other(found) if !page.is_other_version(found)) {
        return Err(Failure::new(format!("`{shown}` is not a page of followup, and is in the way"))
            .help("move the file away, or name another folder"));
    }
    Ok(Step { page, path, shown, place })
}

fn put(step: &Step<'_>) -> Result<(), Failure> {
    let new = step.page.text.as_bytes();
    match &step.place {
        Place::Free => create(&step.path, new, &step.shown),
        Place::Same => Ok(()),
        Place::Other(old) => replace(&step.path, old, new, &step.shown),
    }
}
