//! One type for each format that note text is put into. Text from a note reaches
//! an output only through one of these (design 8), so that none can break out.

pub mod address;
pub mod html;
pub mod ics;
pub mod inline;
pub mod markdown;
pub mod url;
pub mod wikilink;

use std::fmt;

/// Writes a text with some of its characters changed: `stand` gives what stands for the one at a
/// byte, if not itself. What stays goes in one piece, for it is nearly all of it.
fn in_runs(
    text: &str,
    f: &mut fmt::Formatter<'_>,
    stand: impl Fn(usize, char) -> Option<&'static str>,
) -> fmt::Result {
    let mut start = 0;
    for (at, letter) in text.char_indices() {
        if let Some(stand) = stand(at, letter) {
            f.write_str(text.get(start..at).unwrap_or_default())?;
            f.write_str(stand)?;
            start = at + letter.len_utf8();
        }
    }
    f.write_str(text.get(start..).unwrap_or_default())
}
