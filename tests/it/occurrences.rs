//! Takes every day of eight years as an anchor: occurrences are counted from it, clamped to the month's end,
//! and never chained from the previous one (design 3.3).

use crate::vault::compiled;
use followup::core::config::model::Config;
use followup::core::day::{Day, LeapDay, Yearly};
use followup::core::interval::Interval;
use followup::core::workdays::Workdays;

/// 2024-01-01 to 2031-12-31: two leap years, every weekday for every date.
fn eight_years() -> impl Iterator<Item = Day> {
    let first = Day::from_iso("2024-01-01").unwrap();
    (0..2922).map(move |days| first.plus_days(days))
}

/// Returns the same day of a later month, computed from the calendar alone.
fn by_hand(anchor: Day, months: i32) -> Day {
    let month = anchor.year() * 12 + i32::try_from(anchor.month()).unwrap() - 1 + months;
    let (year, month) = (month.div_euclid(12), u32::try_from(month.rem_euclid(12)).unwrap() + 1);
    let last = match month {
        2 if year % 4 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    Day::new(year, month, anchor.day().min(last)).unwrap()
}

#[test]
fn months_are_counted_from_the_anchor() {
    let workdays = Workdays::default();
    for anchor in eight_years() {
        for (interval, months) in
            [(Interval::Months(1), 1), (Interval::Months(3), 3), (Interval::Months(12), 12)]
        {
            for n in 0..=24_u32 {
                let expected = by_hand(anchor, months * i32::try_from(n).unwrap());
                assert_eq!(interval.nth(anchor, n, &workdays), expected, "{anchor} + {n} x {interval}");
            }
        }
    }
}

#[test]
fn days_and_working_days_are_counted_from_the_anchor() {
    let workdays = Workdays::default();
    for anchor in eight_years() {
        for n in 0..=24_u32 {
            let found = Interval::Days(14).nth(anchor, n, &workdays);
            assert_eq!(found.days_since(anchor), 14 * i64::from(n), "{anchor} + {n} x 2 weeks");
        }
        for n in 1..=3_u32 {
            let found = Interval::BusinessDays(10).nth(anchor, n, &workdays);
            let between = (1..=found.days_since(anchor)).map(|days| anchor.plus_days(days));
            let worked = between.filter(|day| day.weekday() < 5).count();
            assert_eq!(worked, 10 * n as usize, "{anchor} + {n} x 10 business days");
            assert!(found.weekday() < 5, "{found} is no working day");
        }
    }
}

#[test]
fn a_cadence_is_due_one_step_after_any_last_contact() {
    let wide = Config { horizon: 400, ..Config::default() };
    for anchor in eight_years() {
        let note = |every: &str| format!("---\ncadence: {every}\n---\n\n- {anchor} coffee\n");
        let notes = [
            ("People/A.md", note("monthly")),
            ("People/B.md", note("quarterly")),
            ("People/C.md", note("yearly")),
        ];
        let agenda = compiled(&notes, &wide, anchor).agenda;
        let mut due: Vec<Day> = agenda.follow_ups.iter().map(|one| one.due).collect();
        due.sort();
        assert_eq!(due, [1, 3, 12].map(|months| by_hand(anchor, months)), "{anchor}");
    }
}

#[test]
fn a_yearly_day_falls_once_in_every_year() {
    for born in eight_years() {
        let yearly = Yearly::new(born.month(), born.day(), Some(born.year())).unwrap();
        for year in 2024..2040 {
            for leap_day in [LeapDay::Feb28, LeapDay::Mar1] {
                let day = yearly.in_year(year, leap_day);
                let clamped = by_hand(Day::new(2024, born.month(), born.day()).unwrap(), (year - 2024) * 12);
                let expected = match leap_day {
                    LeapDay::Mar1 if clamped.day() != born.day() => clamped.plus_days(1),
                    LeapDay::Feb28 | LeapDay::Mar1 => clamped,
                };
                assert_eq!(day, expected, "{born} in {year}");
                assert_eq!(yearly.on_or_after(day, leap_day), day, "{born} in {year}");
                assert_eq!(
                    yearly.on_or_after(day.plus_days(1), leap_day).year(),
                    year + 1,
                    "{born} in {year}"
                );
            }
        }
    }
}
