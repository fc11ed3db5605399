//! Formats what a command would change as a diff that `patch` understands.

use crate::core::text::visible;
use similar::TextDiff;
use std::borrow::Cow;

/// Returns the unified diff of a text file, empty if there is no difference; `None` as `old` stands for a
/// file that does not exist yet. Tabs and line ends stay, so that `patch` takes it; other control characters
/// are made visible.
pub(super) fn unified(path: &str, old: Option<&str>, new: &str) -> String {
    // A file outside the vault is named by its whole path, which is not below `a` or `b`.
    let side = |name: &str| if path.starts_with('/') { path.to_owned() } else { format!("{name}/{path}") };
    let from = if old.is_some() { side("a") } else { "/dev/null".to_owned() };
    let diff = TextDiff::from_lines(old.unwrap_or_default(), new);
    let text = diff.unified_diff().context_radius(3).header(&from, &side("b")).to_string();
    text.split_inclusive('\n').map(shown).collect()
}

fn shown(line: &str) -> String {
    let text = line.trim_end_matches(['\r', '\n']);
    let parts: Vec<Cow<'_, str>> = text.split('\t').map(visible).collect();
    format!("{}{}", parts.join("\t"), line.get(text.len()..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_names_the_file_and_shows_no_controls() {
        assert_eq!(
            unified("a.md", Some("a\nb\n"), "a\nb\nc\n"),
            "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,3 @@\n a\n b\n+c\n"
        );
        assert_eq!(
            unified("a.md", None, "\u{1b}x\n"),
            "--- /dev/null\n+++ b/a.md\n@@ -0,0 +1 @@\n+\\u{1b}x\n"
        );
        assert_eq!(unified("a.md", Some("a"), "a"), "");
        assert!(unified("/etc/a", None, "x\n").starts_with("--- /dev/null\n+++ /etc/a\n"));
    }
}
