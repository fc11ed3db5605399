//! One type for each format that note text is put into. Text from a note reaches
//! an output only through one of these (design 8), so that none can break out.

pub mod address;
pub mod html;
pub mod ics;
pub mod inline;
pub mod markdown;
pub mod url;
pub mod wikilink;
