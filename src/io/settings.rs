//! Reads the small files that say how a vault is to be read: the configuration, Obsidian's settings, and the
//! user's templates. This module returns texts; `core` interprets them.

use super::failure::Failure;
use super::open::{Refusal, bounded, bounded_below};
use super::vault::{CONFIG_FILES, Vault};
use crate::core::config::model::Config;
use crate::core::config::obsidian::{self, VaultSettings};
use crate::core::place::NotePath;
use crate::core::problem::{Code, Problem};
use std::collections::BTreeMap;
use walkdir::WalkDir;

/// Maximum size in bytes of a configuration file; `core` has narrower limits.
const MOST_CONFIG: u64 = 1024 * 1024;
const MOST_OBSIDIAN: u64 = 64 * 1024;
const MOST_TEMPLATE: u64 = 256 * 1024;
/// Maximum number of templates read from the template folder.
const MOST_TEMPLATES: usize = 1000;

/// Returns the name and text of the configuration file; `None` if there is none.
pub fn config_text(vault: &Vault) -> Result<Option<(&'static str, String)>, Failure> {
    for name in CONFIG_FILES {
        let bytes = match bounded(&vault.root.join(name), MOST_CONFIG) {
            Ok(bytes) => bytes,
            Err(Refusal::Missing) => continue,
            Err(refusal) => {
                return Err(Failure::new(format!("`{name}` {}", refusal.describe()))
                    .help("put a text file of at most 1 MB there that you may read; nothing was written"));
            }
        };
        return match String::from_utf8(bytes) {
            Ok(text) => Ok(Some((name, text))),
            Err(_) => {
                Err(Failure::new(format!("`{name}` is not UTF-8 text"))
                    .help("save it as UTF-8 in your editor"))
            }
        };
    }
    Ok(None)
}

/// Returns the text of the calendar file that `holidays:` names.
pub fn holidays_text(vault: &Vault, relative: &str) -> Result<String, Failure> {
    let faulty = |what: &str, help: &str| {
        Err(Failure::new(format!("`{relative}`, named by `holidays:`, {what}")).help(help))
    };
    let text = match bounded_below(&vault.root, relative, MOST_CONFIG) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(refusal) => {
            return faulty(&refusal.describe(), "name a calendar file inside the vault, or list the days");
        }
    };
    if !text.to_ascii_uppercase().contains("BEGIN:VCALENDAR") {
        return faulty("is no calendar", "export the calendar again as an `.ics` file, or list the days");
    }
    Ok(text)
}

/// Reads Obsidian's settings of the vault; a file that cannot be used is a problem. Settings of Periodic
/// Notes, if it is used, win over those of the core plugin.
pub fn obsidian_settings(vault: &Vault, config: &Config, problems: &mut Vec<Problem>) -> VaultSettings {
    const DAILY: &str = ".obsidian/daily-notes.json";
    const PERIODIC: &str = ".obsidian/plugins/periodic-notes/data.json";
    let mut text = |name: &str| {
        let text = obsidian_text(vault, name, problems)?;
        problems.extend(obsidian::fault(&NotePath::new(name), &text));
        Some(text)
    };
    let daily = text(DAILY);
    let templates = text(".obsidian/templates.json");
    let periodic = text(PERIODIC);
    let templater = text(".obsidian/plugins/templater-obsidian/data.json");
    let folders = [
        templates.as_deref().and_then(obsidian::templates_folder),
        templater.as_deref().and_then(obsidian::templater_folder),
    ];
    let periodic = periodic.as_deref().and_then(obsidian::periodic_notes).map(|notes| (PERIODIC, notes));
    let daily = periodic.or_else(|| Some((DAILY, obsidian::daily_notes(daily.as_deref()?)?)));
    if let Some((name, daily)) = daily.as_ref().filter(|_| config.daily.is_none() && config.sources.daily) {
        problems.extend(obsidian::format_fault(&NotePath::new(name), daily));
    }
    VaultSettings {
        daily: daily.map(|(_, daily)| daily),
        template_folders: folders.into_iter().flatten().collect(),
    }
}

fn obsidian_text(vault: &Vault, relative: &str, problems: &mut Vec<Problem>) -> Option<String> {
    match bounded_below(&vault.root, relative, MOST_OBSIDIAN) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(Refusal::Missing) => None,
        Err(refusal) => {
            let path = NotePath::new(relative);
            problems.push(
                Problem::new(Code::OddFile, &path, format!("this settings file {}", refusal.describe()))
                    .help("put a regular file of at most 64 KB there")
                    .effect("the vault is read as if the file were not there"),
            );
            None
        }
    }
}

/// Reads the user's templates. The keys are paths relative to the template folder, with `/` between the
/// parts.
pub fn templates(vault: &Vault, folder: &str, problems: &mut Vec<Problem>) -> BTreeMap<String, String> {
    let root = vault.root.join(folder);
    let mut texts = BTreeMap::new();
    if !root.symlink_metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return texts;
    }
    for entry in WalkDir::new(&root).max_depth(3).sort_by_file_name().into_iter().flatten() {
        let relative = entry.path().strip_prefix(&root).unwrap_or(entry.path());
        let relative = super::walk::with_slashes(relative);
        if entry.file_type().is_dir() || relative.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        if texts.len() >= MOST_TEMPLATES {
            break;
        }
        let path = NotePath::new(&format!("{folder}/{relative}"));
        match template(entry.path()) {
            Ok(text) => _ = texts.insert(relative, text),
            Err(why) => problems.push(
                Problem::new(Code::TemplateError, &path, format!("this template {why}"))
                    .help("put a regular UTF-8 file of at most 256 KB there")
                    .effect("the built-in template is used"),
            ),
        }
    }
    texts
}

fn template(path: &std::path::Path) -> Result<String, String> {
    let bytes = bounded(path, MOST_TEMPLATE).map_err(|refusal| refusal.describe())?;
    String::from_utf8(bytes).map_err(|_| "is not UTF-8 text".to_owned())
}
