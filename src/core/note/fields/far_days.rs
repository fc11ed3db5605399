//! Days that put somebody off for decades, which is most often a slip in the year: who is put off by
//! one vanishes from the agenda, so it is told.

use super::field_reader::FieldReader;
use super::keys::Key;
use super::name;
use crate::core::day::Day;
use crate::core::note::report::words;
use crate::core::place::Spot;
use crate::core::problem::{Code, quoted};

/// Years by which somebody may be put off.
const YEARS_AHEAD: i32 = 10;

/// Whether a day up to which somebody is put off is most likely a slip of the finger. Years such as 2099,
/// 2100 and 9999 are written for `never again`.
pub(crate) fn is_too_far(day: Day, today: Day) -> bool {
    day.year() > today.year() + YEARS_AHEAD && !matches!(day.year() % 100, 0 | 99)
}

impl FieldReader<'_, '_> {
    /// Tells of a day of a key that lies decades ahead.
    pub(super) fn tell_if_far(&mut self, key: Key, day: Day, spot: Spot) {
        if !is_too_far(day, self.today) {
            return;
        }
        let written = self.fields.text(key).map(|found| found.value).unwrap_or_default();
        let date = written.split_whitespace().next().unwrap_or_default();
        self.report.at(
            Code::UnlikelyDate,
            spot,
            date,
            words(
                format!("`{}` lies more than {YEARS_AHEAD} years ahead: {}", name(key), quoted(date)),
                "correct its year",
                "nothing of the relationship is due before that day",
            ),
        );
    }
}
