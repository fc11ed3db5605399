//! Hides the outputs of `build` from Obsidian's search and from git. Lines are only inserted; a file that
//! cannot be changed safely is left alone.

use serde_json::Value;

/// Returns `.obsidian/app.json` with a folder among the excluded ones; `None` if it is excluded already, or
/// if the file has a form that cannot be changed safely.
pub fn app_json(old: Option<&str>, folder: &str) -> Option<String> {
    const KEY: &str = "userIgnoreFilters";
    let entry = Value::String(format!("{folder}/")).to_string();
    let Some(old) = old.filter(|text| !text.trim().is_empty()) else {
        return Some(format!("{{\n  \"{KEY}\": [\n    {entry}\n  ]\n}}\n"));
    };
    let mut settings: serde_json::Map<String, Value> = serde_json::from_str(old).ok()?;
    let comma = |is_last: bool| if is_last { "" } else { "," };
    let (open, inserted) = match settings.get(KEY) {
        Some(known) => {
            let at = old.find(&format!("\"{KEY}\""))?;
            let comma = comma(known.as_array()?.is_empty());
            (at + old.get(at..)?.find('[')? + 1, format!("\n    {entry}{comma}"))
        }
        None => {
            let comma = comma(settings.is_empty());
            (old.find('{')? + 1, format!("\n  \"{KEY}\": [\n    {entry}\n  ]{comma}"))
        }
    };
    let known = settings.entry(KEY).or_insert_with(|| Value::Array(Vec::new())).as_array_mut()?;
    if known.iter().filter_map(Value::as_str).any(|known| known.trim_end_matches('/') == folder) {
        return None;
    }
    known.insert(0, Value::String(format!("{folder}/")));
    let (before, after) = old.split_at_checked(open)?;
    let text = format!("{before}{inserted}{after}");
    (serde_json::from_str::<Value>(&text).ok()? == Value::Object(settings)).then_some(text)
}

/// Returns `.gitignore` with a folder added at its end; `None` if it is listed already.
pub fn gitignore(old: Option<&str>, folder: &str) -> Option<String> {
    let old = old.unwrap_or_default();
    let there = old.lines().any(|line| line.trim().trim_matches('/') == folder);
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if old.is_empty() || old.ends_with('\n') { "" } else { end };
    (!there).then(|| format!("{old}{gap}{folder}/{end}"))
}

/// Whether a `.gitignore` above the vault ignores a folder of the vault. `below` is the path from that
/// `.gitignore` to the vault.
pub fn is_ignored_above(text: &str, below: &str, folder: &str) -> bool {
    let whole = format!("{below}/{folder}");
    text.lines().map(|line| line.trim().trim_end_matches('/')).any(|line| {
        // Without a slash a line holds at any depth, else only from its own folder.
        (line == folder && !folder.contains('/')) || line.trim_start_matches('/') == whole
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_hidden_from_obsidian_once() {
        #[track_caller]
        fn case(old: &str, expected: Option<&str>) {
            let text = app_json(Some(old), "agenda");
            assert_eq!(text.as_deref(), expected, "{old}");
            if let Some(text) = text {
                assert_eq!(app_json(Some(&text), "agenda"), None, "{text}");
            }
        }
        case("", Some("{\n  \"userIgnoreFilters\": [\n    \"agenda/\"\n  ]\n}\n"));
        case("{}", Some("{\n  \"userIgnoreFilters\": [\n    \"agenda/\"\n  ]}"));
        case("{\"a\": 1}", Some("{\n  \"userIgnoreFilters\": [\n    \"agenda/\"\n  ],\"a\": 1}"));
        case(
            "{\n  \"userIgnoreFilters\": [\n    \"x/\"\n  ]\n}",
            Some("{\n  \"userIgnoreFilters\": [\n    \"agenda/\",\n    \"x/\"\n  ]\n}"),
        );
        case("{\"userIgnoreFilters\": [\"agenda\"]}", None);
        case("{\"userIgnoreFilters\": null}", None);
        case("[1]", None);
        case("{broken", None);
    }

    #[test]
    fn a_folder_is_ignored_by_git_once() {
        assert_eq!(gitignore(None, "agenda").as_deref(), Some("agenda/\n"));
        assert_eq!(gitignore(Some("a\r\nb"), "agenda").as_deref(), Some("a\r\nb\r\nagenda/\r\n"));
        assert_eq!(gitignore(Some("/agenda\n"), "agenda"), None);
    }
    #[test]
    fn ignored_folders_above_the_vault_are_recognized() {
        assert!(is_ignored_above("target\nagenda/\n", "notes", "agenda"));
        assert!(is_ignored_above("/notes/agenda", "notes", "agenda"));
        assert!(is_ignored_above("notes/site/agenda/", "notes", "site/agenda"));
        for line in ["/agenda/", "other/agenda/", "agenda2", "# agenda", "!agenda", ""] {
            assert!(!is_ignored_above(line, "notes", "agenda"), "{line}");
        }
        assert!(!is_ignored_above("site/agenda/", "notes", "site/agenda"));
    }
}
