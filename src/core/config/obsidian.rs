//! What Obsidian's own settings say about a vault: where daily notes lie and
//! which folders hold templates (design 3.1, 3.4). Each function takes the text
//! of one file below `.obsidian`; a broken one says nothing.

use super::model::DailyNotes;
use super::moment;
use crate::core::day::Day;
use crate::core::place::{split_ending, without_ending};
use crate::core::text::nfc;
use serde_json::Value;

/// Settings taken from `.obsidian`; all empty for a vault that has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VaultSettings {
    /// Where daily notes lie, from the Daily notes or Periodic Notes plugin.
    pub daily: Option<DailyNotes>,
    /// Folders of templates, relative to the vault, without a final `/`.
    pub template_folders: Vec<String>,
}

/// `.obsidian/daily-notes.json`.
pub fn daily_notes(text: &str) -> Option<DailyNotes> {
    notes(&object(text)?)
}

/// `.obsidian/plugins/periodic-notes/data.json`, unless its daily notes are switched off.
pub fn periodic_notes(text: &str) -> Option<DailyNotes> {
    let all = object(text)?;
    let daily = all.get("daily")?.as_object()?;
    if daily.get("enabled").is_some_and(|enabled| *enabled == false) { None } else { notes(daily) }
}

/// The folder of `.obsidian/templates.json`.
pub fn templates_folder(text: &str) -> Option<String> {
    below_the_vault(object(text)?.get("folder")?.as_str()?)
}

/// The folder of `.obsidian/plugins/templater-obsidian/data.json`.
pub fn templater_folder(text: &str) -> Option<String> {
    below_the_vault(object(text)?.get("templates_folder")?.as_str()?)
}

/// The day of a daily note by its path; without settings, any note named
/// `YYYY-MM-DD` or `YYYY_MM_DD` is one.
pub fn daily_note_day(daily: Option<&DailyNotes>, path: &str) -> Option<Day> {
    match daily {
        Some(daily) => daily.day_of(path),
        None => plain_day(split_ending(path.rsplit('/').next()?)?.0),
    }
}

/// `2026-11-02`, or `2026_11_02` as Logseq calls it.
fn plain_day(name: &str) -> Option<Day> {
    Day::from_iso(name)
        .or_else(|| if name.contains('_') { Day::from_iso(&name.replace('_', "-")) } else { None })
}

type Object = serde_json::Map<String, Value>;

fn object(text: &str) -> Option<Object> {
    serde_json::from_str(text).ok()
}

/// Folder and format, as the Daily notes and Periodic Notes plugins write them; either may be missing.
fn notes(daily: &Object) -> Option<DailyNotes> {
    let text = |key| match daily.get(key) {
        None | Some(Value::Null) => Some(""),
        Some(value) => value.as_str(),
    };
    let format = text("format")?.trim().trim_matches('/');
    let format = if format.is_empty() { moment::PLAIN } else { format };
    Some(DailyNotes { folder: trimmed(text("folder")?)?, format: format.to_owned() })
}

impl DailyNotes {
    /// The day of the note at a path (relative, with its `.md`), if it lies in the
    /// folder and the rest of its path has the format.
    pub fn day_of(&self, path: &str) -> Option<Day> {
        let (path, folder) = (nfc(path), nfc(&self.folder));
        let (name, _) = split_ending(&path)?;
        let name = if folder.is_empty() { name } else { name.strip_prefix(&*folder)?.strip_prefix('/')? };
        moment::day_of(&nfc(&self.format), name)
    }

    /// The day that a link to a daily note means: by its path in the vault, or by the format alone.
    pub fn day_of_link(&self, target: &str) -> Option<Day> {
        let target = nfc(target);
        let target = without_ending(&target);
        let inner = target.strip_prefix(&*nfc(&self.folder)).and_then(|rest| rest.strip_prefix('/'));
        let format = nfc(&self.format);
        // A link may leave out the folders of the format.
        let last = format.rsplit('/').next().filter(|last| last.len() < format.len());
        moment::day_of(&format, inner.unwrap_or(target))
            .or_else(|| moment::day_of(last?, target.rsplit('/').next().unwrap_or(target)))
    }
}

/// A folder without slashes around it, empty for the vault; `None` when it leads out of it.
fn trimmed(folder: &str) -> Option<String> {
    let parts: Vec<&str> =
        folder.split('/').map(str::trim).filter(|part| !matches!(*part, "" | ".")).collect();
    (!parts.contains(&"..")).then(|| parts.join("/"))
}

/// As [`trimmed`], but never the vault itself: that would hide every note.
fn below_the_vault(folder: &str) -> Option<String> {
    trimmed(folder).filter(|folder| !folder.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(folder: &str, format: &str) -> Option<DailyNotes> {
        Some(DailyNotes { folder: folder.to_owned(), format: format.to_owned() })
    }

    #[test]
    fn daily_notes_are_where_the_plugins_say() {
        assert_eq!(
            daily_notes(r#"{"folder": "/Journal/", "format": "YYYY/MM/DD"}"#),
            notes("Journal", "YYYY/MM/DD")
        );
        assert_eq!(daily_notes("{}"), notes("", "YYYY-MM-DD"));
        assert_eq!(daily_notes(r#"{"folder": "", "format": "", "autorun": true}"#), notes("", "YYYY-MM-DD"));
        assert_eq!(daily_notes(r#"{"folder": "../elsewhere"}"#), None);
        for broken in ["", "{", "[]", r#"{"folder": 3}"#] {
            assert_eq!(daily_notes(broken), None, "{broken}");
        }
    }

    #[test]
    fn periodic_notes_count_unless_switched_off() {
        let text =
            |enabled: &str| format!(r#"{{"daily": {{"folder": "D", "format": "", {enabled}"x": 1}}}}"#);
        assert_eq!(periodic_notes(&text("\"enabled\": true,")), notes("D", "YYYY-MM-DD"));
        assert_eq!(periodic_notes(&text("\"enabled\": false,")), None);
        assert_eq!(periodic_notes(&text("")), notes("D", "YYYY-MM-DD"));
        assert_eq!(periodic_notes(r#"{"weekly": {}}"#), None);
    }

    #[test]
    fn template_folders_are_never_the_vault() {
        assert_eq!(templates_folder(r#"{"folder": "Templates/"}"#).as_deref(), Some("Templates"));
        assert_eq!(templates_folder(r#"{"folder": "/"}"#), None);
        assert_eq!(templater_folder(r#"{"templates_folder": "x/y"}"#).as_deref(), Some("x/y"));
        assert_eq!(templater_folder(r#"{"templates_folder": ""}"#), None);
        assert_eq!(templater_folder("nonsense"), None);
    }

    #[test]
    fn the_path_tells_the_day() {
        #[track_caller]
        fn case(daily: Option<DailyNotes>, path: &str, expected: Option<&str>) {
            let day = daily_note_day(daily.as_ref(), path).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{path}");
        }
        case(None, "anywhere/2026-11-02.md", Some("2026-11-02"));
        case(None, "journals/2026_11_02.md", Some("2026-11-02"));
        case(None, "2026-11-02.MD", Some("2026-11-02"));
        case(None, "2026-11-02 with Ada.md", None);
        case(None, "2026-02-30.md", None);
        case(None, "2026-11-02.txt", None);
        case(notes("Journal", "YYYY-MM-DD"), "Journal/2026-11-02.md", Some("2026-11-02"));
        case(notes("Journal", "YYYY-MM-DD"), "Journal/x/2026-11-02.md", None);
        case(notes("Journal", "YYYY-MM-DD"), "Journals/2026-11-02.md", None);
        case(notes("Journal", "YYYY-MM-DD"), "2026-11-02.md", None);
        case(notes("", "YYYY/YYYY-MM-DD"), "2026/2026-11-02.md", Some("2026-11-02"));
        case(notes("Tagebu\u{308}cher", "YYYY-MM-DD"), "Tagebücher/2026-11-02.md", Some("2026-11-02"));
    }
}
