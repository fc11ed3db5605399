//! Positions in files. A value keeps the position it was read from, so that later stages can point at it; a
//! position is never invented.

use memchr::{memchr2, memrchr};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// What Logseq writes for the slash between the parts of a page's name.
const NAMESPACES: [&str; 2] = ["___", "%2F"];

/// Returns a path or link target with the slashes that Logseq writes differently.
pub fn with_namespaces(path: &str) -> Cow<'_, str> {
    if !may_hold_namespace(path) {
        return Cow::Borrowed(path);
    }
    NAMESPACES.iter().fold(Cow::Borrowed(path), |path, mark| {
        if path.contains(mark) { Cow::Owned(path.replace(mark, "/")) } else { path }
    })
}

/// Whether a path has a first character of one of the marks; most have none, and need no search for words.
fn may_hold_namespace(path: &str) -> bool {
    memchr2(b'_', b'%', path.as_bytes()).is_some()
}

/// Path of a note within its vault, with `/` between the parts, spelled as on disk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NotePath(Arc<str>);

impl NotePath {
    /// Creates a path relative to the vault, with `/` as the only separator.
    pub fn new(path: &str) -> NotePath {
        NotePath(Arc::from(path))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the path without copying it.
    pub fn shared(&self) -> Arc<str> {
        Arc::clone(&self.0)
    }

    /// Returns the file name without its ending.
    pub fn stem(&self) -> &str {
        without_ending(self.0.get(self.name_start()..).unwrap_or_default())
    }

    /// Returns the file name without its ending and without the namespace that Logseq writes into it:
    /// `people___Ada` and `people%2FAda` are files of the page `people/Ada`.
    pub fn page_name(&self) -> &str {
        let stem = self.stem();
        if !may_hold_namespace(stem) {
            return stem;
        }
        let parts = NAMESPACES.iter().filter_map(|mark| stem.rsplit_once(mark));
        parts
            .map(|(_, name)| name)
            .filter(|name| !name.is_empty())
            .min_by_key(|name| name.len())
            .unwrap_or(stem)
    }

    /// Returns the folder of the note without a final `/`; empty at the root of the vault.
    pub fn folder(&self) -> &str {
        self.0.get(..self.name_start().saturating_sub(1)).unwrap_or_default()
    }

    /// Returns where the file name begins.
    fn name_start(&self) -> usize {
        memrchr(b'/', self.0.as_bytes()).map_or(0, |slash| slash + 1)
    }
}

/// Returns the last part of a path or link target: the name of a file or folder.
pub fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns a path or link target without the ending of a note, if it has one.
pub fn without_ending(path: &str) -> &str {
    split_ending(path).map_or(path, |(stem, _)| stem)
}

/// Splits the name of a note into stem and ending, which is `.md` or `.markdown` in any case. `None` if the
/// name is not a note's.
pub fn split_ending(name: &str) -> Option<(&str, &str)> {
    const LONG: &str = ".markdown";
    let length = match name.as_bytes() {
        [.., b'.', b'm' | b'M', b'd' | b'D'] => ".md".len(),
        [.., b'n' | b'N'] => LONG.len(),
        _ => return None,
    };
    let parts = name.split_at_checked(name.len().checked_sub(length)?)?;
    (length != LONG.len() || parts.1.eq_ignore_ascii_case(LONG)).then_some(parts)
}

impl fmt::Display for NotePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A position in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Spot {
    /// The first character of a file.
    pub const START: Spot = Spot { line: 1, column: 1 };

    /// Creates a position. Numbers above `u32::MAX` are clamped.
    pub fn new(line: usize, column: usize) -> Spot {
        let narrow = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Spot { line: narrow(line), column: narrow(column) }
    }

    /// Returns the position after `words`, which begin here.
    #[must_use]
    pub fn behind(self, words: &str) -> Spot {
        Spot::new(self.line as usize, self.column as usize + words.chars().count())
    }

    /// Returns the position after a text of any number of lines, which begins here.
    #[must_use]
    pub fn after(self, text: &str) -> Spot {
        match text.rsplit_once('\n') {
            None => self.behind(text),
            Some((above, last)) => {
                let below = above.matches('\n').count() + 1;
                Spot::new(self.line as usize + below, 1).behind(last)
            }
        }
    }
}

/// A value with the position it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Position where its text begins.
    pub spot: Spot,
}

/// A position in a note of the vault.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The note.
    pub path: NotePath,
    /// The position, or `None` for the whole note.
    pub spot: Option<Spot>,
}

impl Place {
    /// A position in this note.
    pub fn at(path: &NotePath, spot: Spot) -> Place {
        Place { path: path.clone(), spot: Some(spot) }
    }
}

/// Writes `path`, or `path:line`, as evidence is quoted.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.spot {
            Some(spot) => write!(f, "{}:{}", self.path, spot.line),
            None => self.path.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_have_two_endings_in_any_case() {
        assert_eq!(split_ending("Ada.md"), Some(("Ada", ".md")));
        assert_eq!(split_ending("a.b.MARKDOWN"), Some(("a.b", ".MARKDOWN")));
        for name in ["", "Ada", "md", "Ada.markdow", "Ada.mdn", "é.txt", "Adamarkdown"] {
            assert_eq!(split_ending(name), None, "{name}");
        }
        assert_eq!(NotePath::new("People/Ada.markdown").stem(), "Ada");
        for path in ["pages/people___Ada.md", "pages/a%2Fb___Ada.md", "Ada.md", "people___x/Ada.md"] {
            assert_eq!(NotePath::new(path).page_name(), "Ada");
        }
        assert_eq!(NotePath::new("Ada___.md").page_name(), "Ada___");
        assert_eq!(with_namespaces("pages/people___Ada.md"), "pages/people/Ada.md");
    }
}
