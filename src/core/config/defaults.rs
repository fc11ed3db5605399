//! The shipped sequences (design 4), as data.

use super::model::{Sequence, Touch, Unit};
use std::collections::BTreeMap;

/// `(name, after, by, optional)` of each touch, by sequence.
type Row = (&'static str, u32, u32, bool);

const SHIPPED: [(&str, Unit, &[Row]); 5] = [
    ("thanks", Unit::Days, &[("thank-you", 1, 2, false)]),
    (
        "new-contact",
        Unit::Days,
        &[
            ("thank-you", 1, 2, false),
            ("value", 4, 5, false),
            ("question", 8, 10, false),
            ("check-in", 18, 21, true),
            ("closing", 28, 35, false),
        ],
    ),
    (
        "interview",
        Unit::BusinessDays,
        &[
            ("thank-you", 0, 1, false),
            ("one-more-thought", 1, 2, true),
            ("value", 7, 9, false),
            ("closing", 15, 17, false),
        ],
    ),
    (
        "proposal",
        Unit::BusinessDays,
        &[
            ("value", 3, 5, false),
            ("question", 8, 10, false),
            ("check-in", 15, 18, false),
            ("closing", 25, 30, false),
        ],
    ),
    ("after-no", Unit::Days, &[("gracious-answer", 0, 2, false)]),
];

/// The sequences that need no configuration.
pub fn sequences() -> BTreeMap<String, Sequence> {
    SHIPPED
        .iter()
        .map(|(name, unit, rows)| {
            let touches = rows.iter().map(touch).collect();
            ((*name).to_owned(), Sequence { unit: *unit, touches })
        })
        .collect()
}

fn touch((name, after, by, optional): &Row) -> Touch {
    Touch {
        name: (*name).to_owned(),
        after: *after,
        by: *by,
        channel: None,
        template: None,
        optional: *optional,
    }
}
