//! The shipped sequences (design 4).

use super::model::{Sequence, Touch, Unit};
use crate::core::interval::MOST_DAYS;
use std::collections::BTreeMap;

/// Name, unit, and the touches in the short form of the configuration, separated by `; `.
const SHIPPED: [(&str, Unit, &str); 5] = [
    ("thanks", Unit::Days, "1..2 thank-you"),
    (
        "new-contact",
        Unit::Days,
        "1..2 thank-you; 4..5 value; 8..10 question; 18..21 check-in?; 28..35 closing",
    ),
    ("interview", Unit::BusinessDays, "0..1 thank-you; 1..2 one-more-thought?; 7..9 value; 15..17 closing"),
    ("proposal", Unit::BusinessDays, "3..5 value; 8..10 question; 15..18 check-in; 25..30 closing"),
    ("after-no", Unit::Days, "0..2 gracious-answer"),
];

/// Returns the shipped sequences by name.
pub fn sequences() -> BTreeMap<String, Sequence> {
    let sequence = |(name, unit, touches): (&str, Unit, &str)| {
        let touches = touches.split("; ").filter_map(touch).collect();
        (name.to_owned(), Sequence { unit, touches })
    };
    SHIPPED.into_iter().map(sequence).collect()
}

/// Reads the short form of a touch, `18..21 check-in?`: days after the anchor, the name, and `?` if it is
/// optional.
pub(super) fn touch(text: &str) -> Option<Touch> {
    let (days, name) = text.split_once(char::is_whitespace)?;
    let (after, by) = days.split_once("..").unwrap_or((days, days));
    let number = |text: &str| text.parse::<u32>().ok().filter(|days| *days <= MOST_DAYS);
    Some(Touch {
        name: name.trim().trim_end_matches('?').trim().to_owned(),
        after: number(after)?,
        by: number(by)?,
        channel: None,
        template: None,
        optional: name.trim().ends_with('?'),
    })
}
