//! Reads Obsidian's own settings: where daily notes are and which folders hold templates (design 3.1, 3.4).
//! Each function takes the text of one file below `.obsidian`; a broken file counts as an absent one, and is reported.

use super::model::DailyNotes;
use super::moment;
use crate::core::day::Day;
use crate::core::place::{NotePath, last_part, split_ending, without_ending};
use crate::core::problem::{Code, Problem, quoted};
use crate::core::text::nfc;
use serde_json::Value;

/// The settings taken from `.obsidian`, empty for a vault without it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VaultSettings {
    /// Folder and names of daily notes, from the Daily notes or Periodic Notes plugin.
    pub daily: Option<DailyNotes>,
    /// Folders of templates, relative to the vault, without a final `/`.
    pub template_folders: Vec<String>,
}

/// Reads `.obsidian/daily-notes.json`.
pub fn daily_notes(text: &str) -> Option<DailyNotes> {
    notes(&object(text)?)
}

/// Reads `.obsidian/plugins/periodic-notes/data.json`; `None` if its daily notes are switched off.
pub fn periodic_notes(text: &str) -> Option<DailyNotes> {
    let all = object(text)?;
    let daily = all.get("daily")?.as_object()?;
    if daily.get("enabled").is_some_and(|enabled| *enabled == false) { None } else { notes(daily) }
}

/// Reads the folder from `.obsidian/templates.json`.
pub fn templates_folder(text: &str) -> Option<String> {
    below_the_vault(object(text)?.get("folder")?.as_str()?)
}

/// Reads the folder from `.obsidian/plugins/templater-obsidian/data.json`.
pub fn templater_folder(text: &str) -> Option<String> {
    below_the_vault(object(text)?.get("templates_folder")?.as_str()?)
}

/// Returns the day of the daily note at a path. Without settings, every note named `YYYY-MM-DD` or
/// `YYYY_MM_DD` is a daily note.
pub fn daily_note_day(daily: Option<&DailyNotes>, path: &str) -> Option<Day> {
    match daily {
        Some(daily) => daily.day_of(path),
        None => plain_day(split_ending(last_part(path))?.0),
    }
}

/// Reads `2026-11-02`, or `2026_11_02` as Logseq writes it.
fn plain_day(name: &str) -> Option<Day> {
    Day::from_iso(name)
        .or_else(|| if name.contains('_') { Day::from_iso(&name.replace('_', "-")) } else { None })
}

type Object = serde_json::Map<String, Value>;

fn object(text: &str) -> Option<Object> {
    serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()
}

/// Returns the problem of a settings file that is not empty and cannot be read.
pub fn fault(path: &NotePath, text: &str) -> Option<Problem> {
    if text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}').is_empty()
        || serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}')).is_ok()
    {
        return None;
    }
    let problem = Problem::new(Code::OddFile, path, "this settings file is not valid JSON");
    let help = "repair it, or set it again in the settings of Obsidian";
    Some(problem.help(help).effect("the vault is read as if the file were not there"))
}

/// Returns the problem of a settings file whose format of daily notes does not say the day: no note has it.
pub fn format_fault(path: &NotePath, daily: &DailyNotes) -> Option<Problem> {
    if moment::identifies_a_day(&daily.format) {
        return None;
    }
    let message = format!("days cannot be read by this format of daily notes: {}", quoted(&daily.format));
    let problem = Problem::new(Code::OddFile, path, message);
    let help = "use one with year, month and day, such as `YYYY-MM-DD`, or set `daily:` in followup.yaml";
    Some(problem.help(help).effect("no note is read as a daily note"))
}

/// Reads the folder and the format, which both plugins store in the same form; either may be missing.
fn notes(daily: &Object) -> Option<DailyNotes> {
    let text = |key| match daily.get(key) {
        None | Some(Value::Null) => Some(""),
        Some(value) => value.as_str(),
    };
    let format = text("format")?.trim().trim_matches('/');
    let format = if format.is_empty() { moment::DEFAULT_FORMAT } else { format };
    Some(DailyNotes { folder: relative_folder(text("folder")?)?, format: format.to_owned() })
}

impl DailyNotes {
    /// Returns the day of the note at a path (relative, with its `.md`), if the note is in the folder and the
    /// rest of the path has the format.
    pub fn day_of(&self, path: &str) -> Option<Day> {
        let (path, folder) = (nfc(path), nfc(&self.folder));
        let (name, _) = split_ending(&path)?;
        let name = if folder.is_empty() { name } else { name.strip_prefix(&*folder)?.strip_prefix('/')? };
        moment::day_of(&nfc(&self.format), name)
    }

    /// Returns the day of the daily note that a link points to, by its path in the vault or by its name
    /// alone.
    pub fn day_of_link(&self, target: &str) -> Option<Day> {
        let target = nfc(target);
        let target = without_ending(&target);
        let inner = target.strip_prefix(&*nfc(&self.folder)).and_then(|rest| rest.strip_prefix('/'));
        let format = nfc(&self.format);
        // A link may leave out the folders of the format.
        let last = Some(last_part(&format)).filter(|last| last.len() < format.len());
        moment::day_of(&format, inner.unwrap_or(target)).or_else(|| moment::day_of(last?, last_part(target)))
    }
}

/// Returns a folder without slashes around it, empty for the vault itself; `None` if it is outside of the
/// vault.
fn relative_folder(folder: &str) -> Option<String> {
    let parts: Vec<&str> =
        folder.split('/').map(str::trim).filter(|part| !matches!(*part, "" | ".")).collect();
    (!parts.contains(&"..")).then(|| parts.join("/"))
}

/// As [`relative_folder`], but refuses the vault itself, which would hide every note.
fn below_the_vault(folder: &str) -> Option<String> {
    relative_folder(folder).filter(|folder| !folder.is_empty())
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
    fn daily_notes_are_dated_by_their_path() {
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
