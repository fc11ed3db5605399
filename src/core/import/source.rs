//! Recognises the format of a file, by its contents and else by its name, and reads the people in it.

use super::csv::read as read_table;
use super::encoding::marked;
use super::findings::{Findings, FoundCard};
use super::vcard;
use crate::core::date_text::DateOrder;

/// Number of bytes at the start of a file in which its format is looked for.
const LOOKED_AT: usize = 4096;

/// Why a file gave no people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotRead {
    /// A table without the columns of a known form, with the columns that it has.
    UnknownHeader(Vec<String>),
    /// A calendar, which `harvest` reads.
    Calendar,
    /// Neither cards nor a table.
    Unknown,
    /// Cards of which none could be read.
    Nobody,
}

/// Reads the people of a file in any known format.
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
    match read_table(octets, order, findings) {
        Ok(cards) => Ok(cards),
        Err(columns) if matches!(ending.as_str(), "csv" | "tsv" | "txt") => {
            Err(NotRead::UnknownHeader(columns))
        }
        Err(_) => Err(NotRead::Unknown),
    }
}
