//! Keeping what `build` writes out of other programs' sight: Obsidian's search and git.
//! Lines are put in, nothing is taken away; what cannot be done safely is not done.

use serde_json::Value;

/// `.obsidian/app.json` with a folder among the excluded ones: the new text; `None` if it
/// is there already, or if the file is written in a way that is not ours to change.
pub fn app_json(old: Option<&str>, folder: &str) -> Option<String> {
    const KEY: &str = "userIgnoreFilters";
    let entry = Value::String(format!("{folder}/")).to_string();
    let Some(old) = old.filter(|text| !text.trim().is_empty()) else {
        return Some(format!("{{\n  \"{KEY}\": [\n    {entry}\n  ]\n}}\n"));
    };
    let before: Value = serde_json::from_str(old).ok()?;
    let filters = before.as_object()?.get(KEY);
    let mut after = before.clone();
    let text = match filters {
        Some(Value::Array(known)) => {
            let there = |one: &Value| one.as_str().is_some_and(|text| text.trim_end_matches('/') == folder);
            if known.iter().any(there) {
                return None;
            }
            let at = old.find(&format!("\"{KEY}\""))?;
            let open = at + old.get(at..)?.find('[')? + 1;
            let comma = if known.is_empty() { "" } else { "," };
            format!("{}\n    {entry}{comma}{}", old.get(..open)?, old.get(open..)?)
        }
        Some(_) => return None,
        None => {
            let open = old.find('{')? + 1;
            let comma = if before.as_object()?.is_empty() { "" } else { "," };
            format!("{}\n  \"{KEY}\": [\n    {entry}\n  ]{comma}{}", old.get(..open)?, old.get(open..)?)
        }
    };
    let mut known = filters.and_then(Value::as_array).cloned().unwrap_or_default();
    known.insert(0, Value::String(format!("{folder}/")));
    after.as_object_mut()?.insert(KEY.to_owned(), Value::Array(known));
    (serde_json::from_str::<Value>(&text).ok()? == after).then_some(text)
}

/// `.gitignore` with a folder at its end; `None` if it is there already.
pub fn gitignore(old: Option<&str>, folder: &str) -> Option<String> {
    let old = old.unwrap_or_default();
    let there = old.lines().any(|line| line.trim().trim_matches('/') == folder);
    let end = if old.contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if old.is_empty() || old.ends_with('\n') { "" } else { end };
    (!there).then(|| format!("{old}{gap}{folder}/{end}"))
}

/// Whether the `.gitignore` of a folder above a vault keeps a folder of the vault out already;
/// `below` is the way from there to the vault.
pub fn is_ignored_above(text: &str, below: &str, folder: &str) -> bool {
    let whole = format!("{below}/{folder}");
    text.lines().map(|line| line.trim().trim_end_matches('/')).any(|line| {
        // Without a slash it holds at any depth, else from its own folder.
        (line == folder && !folder.contains('/')) || line.trim_start_matches('/') == whole
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn obsidian_is_told_once() {
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
    fn git_is_told_once() {
        assert_eq!(gitignore(None, "agenda").as_deref(), Some("agenda/\n"));
        assert_eq!(gitignore(Some("a\r\nb"), "agenda").as_deref(), Some("a\r\nb\r\nagenda/\r\n"));
        assert_eq!(gitignore(Some("/agenda\n"), "agenda"), None);
    }
    #[test]
    fn what_a_repository_ignores_is_known() {
        assert!(is_ignored_above("target\nagenda/\n", "notes", "agenda"));
        assert!(is_ignored_above("/notes/agenda", "notes", "agenda"));
        assert!(is_ignored_above("notes/site/agenda/", "notes", "site/agenda"));
        for line in ["/agenda/", "other/agenda/", "agenda2", "# agenda", "!agenda", ""] {
            assert!(!is_ignored_above(line, "notes", "agenda"), "{line}");
        }
        assert!(!is_ignored_above("site/agenda/", "notes", "site/agenda"));
    }
}
