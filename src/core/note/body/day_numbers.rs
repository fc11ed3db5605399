//! Days that Markdown takes for the numbers of a list in the item: `- 2. November 2026: call`. In a log, they are
//! dates.

use super::lines::{bullets, indent};
use crate::core::date_text::leading;
use crate::core::date_text::partial::{Part, partial};
use std::borrow::Cow;

/// Returns a body for a Markdown parser, in which such days number no list. Positions stay the same.
pub fn without_day_numbers(body: &str) -> Cow<'_, str> {
    let mut masked: Option<String> = None;
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let skip = bullets(line);
        if skip > indent(line) && line.get(skip..).is_some_and(begins_with_day) {
            let digits = line.bytes().skip(skip).take_while(u8::is_ascii_digit).count();
            let dot = start + skip + digits;
            masked.get_or_insert_with(|| body.to_owned()).replace_range(dot..=dot, ",");
        }
        start += line.len();
    }
    masked.map_or(Cow::Borrowed(body), Cow::Owned)
}

/// Whether a text begins with a day such as `2. November 2026`, in other languages too.
pub(super) fn begins_with_day(text: &str) -> bool {
    let after = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_elsewhere = || partial(text).is_some_and(|found| found.part == Part::Elsewhere);
    after.len() < text.len() && after.starts_with(". ") && (leading(text, None).is_some() || is_elsewhere())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_behind_bullets_number_no_list() {
        for (body, expected) in [
            (
                "- 2. November 2026: call\n\t* - 3. Dec. 2026\n",
                "- 2, November 2026: call\n\t* - 3, Dec. 2026\n",
            ),
            ("2. November 2026: call", "2. November 2026: call"),
            (
                "- 2. November: call\n- 1. 2026\n- 2) November 2026",
                "- 2. November: call\n- 1. 2026\n- 2) November 2026",
            ),
            ("- 15. Oktober 2026: Telefonat", "- 15, Oktober 2026: Telefonat"),
            ("- [ ] 2. November 2026\n1. 2. November 2026", "- [ ] 2. November 2026\n1. 2, November 2026"),
        ] {
            assert_eq!(without_day_numbers(body), expected);
        }
    }
}
