//! Working days: the weekdays of the work week, without holidays.

use super::day::Day;
use std::collections::BTreeSet;

/// The days on which people work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workdays {
    week: [bool; 7],
    holidays: BTreeSet<Day>,
}

impl Default for Workdays {
    fn default() -> Workdays {
        Workdays { week: [true, true, true, true, true, false, false], holidays: BTreeSet::new() }
    }
}

impl Workdays {
    /// Makes working days from a week, Monday first, and holidays. A week without any working day is replaced
    /// by Monday to Friday, so that every search for a working day ends.
    pub fn new(week: [bool; 7], holidays: BTreeSet<Day>) -> Workdays {
        let week = if week.contains(&true) { week } else { Workdays::default().week };
        Workdays { week, holidays }
    }

    /// Whether each weekday is worked, Monday first.
    pub fn week(&self) -> [bool; 7] {
        self.week
    }

    /// The holidays: days not worked, whatever the weekday.
    pub fn holidays(&self) -> &BTreeSet<Day> {
        &self.holidays
    }

    /// Whether `day` is a working day.
    pub fn is_workday(&self, day: Day) -> bool {
        usize::try_from(day.weekday()).ok().and_then(|place| self.week.get(place)).copied().unwrap_or(true)
            && !self.holidays.contains(&day)
    }

    /// `day` if it is a working day, else the next one.
    pub fn on_or_after(&self, day: Day) -> Day {
        let mut day = day;
        while !self.is_workday(day) && day < Day::LAST {
            day = day.plus_days(1);
        }
        day
    }

    /// The `count`-th working day after `day`; with 0, the first on or after `day`.
    pub fn plus(&self, day: Day, count: u32) -> Day {
        if count == 0 {
            return self.on_or_after(day);
        }
        let mut day = day;
        for _ in 0..count {
            if day == Day::LAST {
                break;
            }
            day = self.on_or_after(day.plus_days(1));
        }
        day
    }

    /// The `count`-th working day before `day`.
    pub fn minus(&self, day: Day, count: u32) -> Day {
        let mut day = day;
        for _ in 0..count {
            day = day.plus_days(-1);
            while !self.is_workday(day) && day > Day::FIRST {
                day = day.plus_days(-1);
            }
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_and_holidays_are_skipped() {
        let day = |text| Day::from_iso(text).unwrap();
        let plain = Workdays::default();
        assert_eq!(plain.plus(day("2026-11-13"), 7), day("2026-11-24"));
        assert_eq!(plain.plus(day("2026-11-21"), 0), day("2026-11-23"));
        let festive = Workdays::new([true, true, true, true, true, false, false], [day("2026-11-23")].into());
        assert_eq!(festive.plus(day("2026-11-20"), 1), day("2026-11-24"));
        assert_eq!(festive.minus(day("2026-11-24"), 2), day("2026-11-19"));
        assert!(Workdays::new([false; 7], BTreeSet::new()).is_workday(day("2026-11-23")));
    }
}
