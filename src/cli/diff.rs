//! What a command would change, as a difference that `patch` understands.

use crate::core::text::visible;
use similar::TextDiff;

/// The unified difference of a text file; what does not exist yet is `/dev/null`.
pub fn unified(path: &str, old: Option<&str>, new: &str) -> String {
    let from = if old.is_some() { path } else { "/dev/null" };
    let diff = TextDiff::from_lines(old.unwrap_or_default(), new);
    let text = diff.unified_diff().context_radius(3).header(from, path).to_string();
    let lines = text.split_inclusive('\n').map(|line| match line.strip_suffix('\n') {
        Some(line) => format!("{}\n", visible(line.trim_end_matches('\r'))),
        None => visible(line).into_owned(),
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_names_the_file_and_shows_no_controls() {
        assert_eq!(
            unified("a.md", Some("a\nb\n"), "a\nb\nc\n"),
            "--- a.md\n+++ a.md\n@@ -1,2 +1,3 @@\n a\n b\n+c\n"
        );
        assert_eq!(unified("a.md", None, "\u{1b}x\n"), "--- /dev/null\n+++ a.md\n@@ -0,0 +1 @@\n+\\u{1b}x\n");
        assert_eq!(unified("a.md", Some("a"), "a"), "");
    }
}
