//! A change as a unified diff, for people and for `patch`.

use similar::TextDiff;

/// The difference of two texts of a file; nothing if they are the same.
pub fn unified(path: &str, old: &[u8], new: &[u8]) -> String {
    let (old, new) = (String::from_utf8_lossy(old), String::from_utf8_lossy(new));
    let before = if old.is_empty() { "/dev/null".to_owned() } else { format!("a/{path}") };
    TextDiff::from_lines(&*old, &*new)
        .unified_diff()
        .context_radius(3)
        .header(&before, &format!("b/{path}"))
        .to_string()
}
