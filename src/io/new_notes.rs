//! Writes new notes, and reads the exports and templates that they are made from. An existing note is never
//! replaced.

use super::create::create;
use super::edit::content;
use super::failure::Failure;
use super::folders::{inside, relative};
use super::open::{Refusal, bounded, bounded_below, reason};
use super::progress::{Progress, Watching};
use super::temporary::keep_moves;
use super::vault::Vault;
use crate::core::import::file_name::TakenNames;
use crate::core::import::note_template::{NoteTemplate, OpenMark};
use crate::core::import::plan::PlannedNote;
use crate::core::place::{NotePath, without_ending};
use std::path::{Path, PathBuf};

/// Maximum size in bytes of an address book.
const MOST_EXPORT: u64 = 512 * 1024 * 1024;
const MOST_TEMPLATE: u64 = 256 * 1024;

/// Returns the export files at a path: the file itself, or the `.vcf`, `.vcard` and `.csv` files of a folder,
/// sorted.
pub fn exports(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).map_err(|error| unreadable(path, &reason(&error), ADDRESS_BOOK))?;
    let wanted = |file: &PathBuf| {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        file.is_file() && matches!(ending.as_deref(), Some("vcf" | "vcard" | "csv"))
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(wanted).collect();
    files.sort();
    if files.is_empty() {
        return Err(
            Failure::new(format!("`{}` contains no .vcf or .csv file", path.display())).help(ADDRESS_BOOK)
        );
    }
    Ok(files)
}

/// Help for a path that is not an export of an address book.
pub const ADDRESS_BOOK: &str = "name the file that your address book exported";

/// Reads an export; `help` says which file is wanted.
pub fn export(path: &Path, help: &str) -> Result<Vec<u8>, Failure> {
    // An export may be a symbolic link: it is only read.
    let target = std::fs::canonicalize(path).map_err(|error| unreadable(path, &reason(&error), help))?;
    bounded(&target, MOST_EXPORT).map_err(|refusal| unreadable(path, &refusal.describe(), help))
}

fn unreadable(path: &Path, why: &str, help: &str) -> Failure {
    Failure::new(format!("`{}`: {why}", path.display())).help(help)
}

/// Returns the user's note template.
pub fn note_template(vault: &Vault, path: &str) -> Result<NoteTemplate, Failure> {
    let shown = |refusal: &Refusal| {
        Failure::new(format!("the note template `{path}` {}", refusal.describe()))
            .help("name a note inside the vault with `note-template:` (`import` also takes `--template`)")
    };
    let file = relative(path);
    let octets = match bounded_below(&vault.root, &file, MOST_TEMPLATE) {
        Err(Refusal::Missing) if !file.to_lowercase().ends_with(".md") => {
            bounded_below(&vault.root, &format!("{file}.md"), MOST_TEMPLATE)
        }
        octets => octets,
    }
    .map_err(|refusal| shown(&refusal))?;
    let (text, _) = crate::core::note::front_matter::split::decode(&octets).map_err(|_| {
        Failure::new(format!("the note template `{path}` is not UTF-8 text"))
            .help("save it as UTF-8 in your editor")
    })?;
    NoteTemplate::read(&text).map_err(|OpenMark { line }| {
        Failure::new(format!("the note template `{path}` has a `<%` without a `%>` on line {line}"))
            .help("close it, or take it out; nothing was written")
    })
}

/// Returns the text of an existing note, or `None` if it cannot be read.
pub fn note_text(vault: &Vault, path: &NotePath) -> Option<String> {
    let octets = content(vault, path).ok().flatten()?;
    crate::core::note::front_matter::split::decode(&octets).ok().map(|(text, _)| text.into_owned())
}

/// Returns the normalized folder for new notes, checked to be inside the vault, and the file names taken
/// there.
pub fn note_folder(vault: &Vault, folder: &str) -> Result<(String, TakenNames), Failure> {
    let path = inside(vault, folder)?.ok_or_else(|| {
        Failure::new(format!("`{folder}` leads out of the vault"))
            .help("name a folder inside the vault with `import-folder:` (`import` also takes `--folder`)")
    })?;
    let mut taken = TakenNames::default();
    match std::fs::read_dir(&path) {
        Ok(entries) => entries.flatten().for_each(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            taken.take(without_ending(&name));
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => {
            return Err(Failure::new(format!("`{folder}` cannot be opened: {}", reason(&error))).help("name another folder with `import-folder:` (`import` also takes `--folder`), or make it readable"));
        }
    }
    Ok((relative(folder), taken))
}

/// Writes planned notes. Stops at the first that cannot be written; the failure says which command writes the
/// rest.
pub fn write_notes(
    vault: &Vault,
    notes: &[PlannedNote],
    command: &str,
    watching: Watching,
) -> Result<(), Failure> {
    let progress = Progress::of("writing notes", notes.len(), watching);
    let mut folders: Vec<PathBuf> = Vec::new();
    for (done, note) in notes.iter().enumerate() {
        let path = vault.root.join(note.path.as_str());
        create(&path, note.text.as_bytes(), note.path.as_str()).map_err(|failure| {
            let written = format!("{done} of {} notes are written", notes.len());
            let rest = format!("make sure the folder can be written to, then run `{command}` again");
            failure.help(format!("{written}; {rest}"))
        })?;
        if let Some(folder) = path.parent().filter(|folder| !folders.iter().any(|known| known == folder)) {
            folders.push(folder.to_owned());
        }
        progress.step();
    }
    folders.iter().for_each(|folder| keep_moves(folder));
    progress.finish();
    Ok(())
}
