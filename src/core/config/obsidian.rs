//! What Obsidian's own settings say about a vault: where daily notes lie and
//! which folders hold templates (design 3.1, 3.4).

use super::model::DailyNotes;

/// Settings taken from `.obsidian`; all empty for a vault that has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VaultSettings {
    /// Where daily notes lie, from the Daily notes or Periodic Notes plugin.
    pub daily: Option<DailyNotes>,
    /// Folders of templates, relative to the vault, without a final `/`.
    pub template_folders: Vec<String>,
}

/// The day of a daily note by its path.
pub fn daily_day(daily: Option<&DailyNotes>, path: &str) -> Option<crate::core::day::Day> {
    let _ = daily;
    let name = path.rsplit('/').next()?;
    crate::core::day::Day::from_iso(name.get(..name.len().checked_sub(3)?)?)
}
