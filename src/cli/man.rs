//! `followup man`: prints the main manual page, or writes all pages to a folder where `man` finds them.

mod pages;

use super::arguments::installing::Man;
use super::meaning::Meaning;
use super::report::{Report, object, to_json};
use super::terminal::safe;
use crate::core::text::count;
use crate::io::create::{Place, create, look, replace};
use crate::io::failure::Failure;
use crate::io::open::bounded;
use pages::{Page, pages};
use std::path::{Path, PathBuf};

/// Maximum size in bytes of an old page that is replaced; our pages have a tenth of it.
const MOST: u64 = 1024 * 1024;

pub(super) fn run(man: &Man, meaning: &Meaning) -> Result<Report, Failure> {
    let pages = pages();
    match &man.folder {
        None => {
            let stdout = pages.into_iter().next().map(|page| page.text).unwrap_or_default();
            Ok(Report { stdout, ..Report::default() })
        }
        Some(folder) => write(&pages, folder, meaning),
    }
}

/// Writes the pages. All paths are checked first, so that a foreign file leaves the folder as it was.
fn write(pages: &[Page], folder: &Path, meaning: &Meaning) -> Result<Report, Failure> {
    let steps: Vec<Step<'_>> = pages.iter().map(|page| plan(page, folder)).collect::<Result<_, _>>()?;
    steps.iter().try_for_each(put)?;
    let written = steps.iter().filter(|step| !matches!(step.state, State::Same)).count();
    let shown = folder.display().to_string();
    let json = || {
        let files: Vec<&String> = pages.iter().map(|page| &page.file).collect();
        to_json(&object! { folder: &shown, files: files, written: written })
    };
    let text = || format!("{}: {}, {written} written\n", safe(&shown), count(pages.len(), "page"));
    let stdout = meaning.told(json, text);
    Ok(Report { stdout, ..Report::default() })
}

/// A page and what exists at its path.
struct Step<'a> {
    page: &'a Page,
    path: PathBuf,
    shown: String,
    state: State,
}

enum State {
    Free,
    Same,
    /// A page of another version.
    Old(Vec<u8>),
}

fn plan<'a>(page: &'a Page, folder: &Path) -> Result<Step<'a>, Failure> {
    let path = folder.join(&page.file);
    let shown = path.display().to_string();
    let state = match look(&path, page.text.as_bytes(), &shown)? {
        Place::Free => State::Free,
        Place::Same => State::Same,
        Place::Other => match bounded(&path, MOST) {
            Ok(old) if page.is_other_version(&old) => State::Old(old),
            Ok(_) | Err(_) => {
                return Err(Failure::new(format!("`{shown}` is not a page of followup, and is in the way"))
                    .help("move the file away, or name another folder"));
            }
        },
    };
    Ok(Step { page, path, shown, state })
}

fn put(step: &Step<'_>) -> Result<(), Failure> {
    let new = step.page.text.as_bytes();
    match &step.state {
        State::Free => create(&step.path, new, &step.shown),
        State::Same => Ok(()),
        State::Old(old) => replace(&step.path, old, new, &step.shown),
    }
}
