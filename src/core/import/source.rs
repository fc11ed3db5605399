//! What a file is, by what stands in it and, where that does not tell, by its name.

use super::csv::{self, UnknownHeader};
use super::encoding::marked;
use super::findings::{Findings, FoundCard};
use super::vcard;
use crate::core::date_text::DateOrder;

/// Bytes at the start of a file that tell what it is.
const LOOKED_AT: usize = 4096;

/// Why nobody could be read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// A table whose columns are not those of a known form.
    UnknownHeader(UnknownHeader),
    /// A calendar: `harvest` reads those.
    Calendar,
    /// Neither cards nor a table.
    Unknown,
    /// Cards, but not one that could be read.
    Nobody,
}

/// Reads the people of a file, whatever it is.
pub fn read(
    name: &str,
    octets: &[u8],
    order: Option<DateOrder>,
    findings: &mut Findings<'_>,
) -> Result<Vec<FoundCard>, NotRead> {
    let start = marked(octets.get(..octets.len().min(LOOKED_AT) & !1).unwrap_or(octets)).to_ascii_uppercase();
    let has = |word: &[u8]| start.windows(word.len()).any(|found| found == word);
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_lowercase());
    if has(b"BEGIN:VCARD") || matches!(ending.as_str(), "vcf" | "vcard") {
        findings.order = order.or(findings.order);
        let cards = vcard::read(octets, findings);
        let nobody = cards.is_empty() && findings.problems.is_empty();
        return if nobody { Err(NotRead::Nobody) } else { Ok(cards) };
    }
    if has(b"BEGIN:VCALENDAR") || ending == "ics" {
        return Err(NotRead::Calendar);
    }
    match csv::read(octets, order, findings) {
        Ok(cards) => Ok(cards),
        Err(unknown) if matches!(ending.as_str(), "csv" | "tsv" | "txt") => {
            Err(NotRead::UnknownHeader(unknown))
        }
        Err(_) => Err(NotRead::Unknown),
    }
}
