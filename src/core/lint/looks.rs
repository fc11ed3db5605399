//! The checks behind the table of rules. All of them work on words alone and can be wrong: a finding is
//! advice.

pub(super) mod asks;
pub(super) mod length;
pub(super) mod missing;
pub(super) mod subject;
pub(super) mod unfilled;
pub(super) mod worn_words;

use super::rules::Hit;
use crate::core::place::Spot;

fn hit(spot: Spot, found: impl Into<String>) -> Vec<Hit> {
    vec![Hit { spot, found: found.into() }]
}
