//! Messages and events that `harvest` could not read, by file and line.

use crate::cli::terminal::safe;
use crate::core::text::{clip, one_line};
use serde::Serialize;
use std::fmt::Write;
use std::path::Path;

/// Maximum number of them that are named.
const MOST_NAMED: usize = 5;
/// Maximum number of characters of a title.
const MOST_TITLE: usize = 60;

/// A message or event that could not be read, or a file of them.
#[derive(Debug, Serialize)]
pub(super) struct Unread {
    path: String,
    line: Option<usize>,
    title: String,
}

impl Unread {
    pub(super) fn of(path: &Path, line: Option<usize>, title: &str) -> Unread {
        Unread { path: path.display().to_string(), line, title: one_line(title) }
    }
}

/// Names the first of them, one on a line.
pub(super) fn listed(unread: &[Unread]) -> String {
    let mut text = String::new();
    for one in unread.iter().take(MOST_NAMED) {
        let line = one.line.map(|line| format!(":{line}")).unwrap_or_default();
        let title = match clip(&one.title, MOST_TITLE) {
            title if title.is_empty() => String::new(),
            title => format!(": {}", safe(&title)),
        };
        let _ = writeln!(text, "  not read: {}{line}{title}", safe(&one.path));
    }
    if unread.len() > MOST_NAMED {
        let _ = writeln!(text, "  and {} more", unread.len() - MOST_NAMED);
    }
    text
}
