//! Days that are worked, days that are not, and yearly dates.

use super::values::{Reading, Row, give, names};
use crate::core::config::model::{Away, Config, Dates};
use crate::core::config::tree::{Node, Pair, Value};
use crate::core::date_text::weekdays;
use crate::core::day::{Day, LeapDay};
use crate::core::text::fold;
use crate::core::workdays::Workdays;
use std::collections::BTreeSet;

/// Weekdays as the configuration names them, Monday first.
pub(in crate::core::config) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// `mon-fri`, `sun-thu`, or a list of days.
pub(super) fn work_week(config: &mut Config, node: &Node, reading: &mut Reading<'_>) {
    let help = format!("write a range such as `mon-fri`, or a list of {}", names(&WEEKDAYS, "and"));
    let mut week = [false; 7];
    let spans = reading.some(node, "a working day", |reading, item| {
        reading.parsed(item, "a range of weekdays", &help, span)
    });
    for (first, last) in spans {
        let days = (last + 7 - first) % 7;
        for (place, worked) in week.iter_mut().enumerate() {
            *worked |= (place + 7 - first) % 7 <= days;
        }
    }
    config.workdays = Workdays::new(week, config.workdays.holidays().clone());
}

/// First and last day of `mon-fri`, Monday being 0; a day alone is both.
fn span(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    Some((weekday(first)?, weekday(last)?))
}

/// A weekday by its English name or the first letters of it, Monday being 0.
pub(super) fn weekday(text: &str) -> Option<usize> {
    let folded = fold(text);
    let (weekday, rest) = weekdays::weekday(&folded)?;
    usize::try_from(weekday).ok().filter(|_| rest.is_empty())
}

/// Dates, and at most one calendar file.
pub(super) fn holidays(config: &mut Config, node: &Node, reading: &mut Reading<'_>) {
    let mut days: BTreeSet<Day> = BTreeSet::new();
    for item in node.items() {
        if is_calendar(item) {
            let path = reading.path(item, "a calendar file of the vault");
            if config.holidays_file.is_some() && path.is_some() {
                reading.wrong(item, "a second calendar file", "put all holidays into one `.ics` file");
            }
            config.holidays_file = path;
        } else {
            days.extend(reading.date(item));
        }
    }
    config.workdays = Workdays::new(config.workdays.week(), days);
}

fn is_calendar(node: &Node) -> bool {
    node.as_text().is_some_and(|text| text.to_lowercase().ends_with(".ics"))
}

/// `{from: 2026-12-20, to: 2027-01-03}`, both included.
pub(super) fn away(reading: &mut Reading<'_>, node: &Node) -> Option<Away> {
    let told = reading.problems.len();
    let mut days = (None, None);
    reading.fill(&mut days, node, "`away`", AWAY);
    match days {
        (Some(from), Some(to)) if from <= to => Some(Away { from, to }),
        (Some(_), Some(_)) => {
            reading.wrong(node, "`to` is before `from`", "write the first day as `from`, the last as `to`");
            None
        }
        _ => {
            if reading.problems.len() == told {
                let help = "write `{from: 2026-12-20, to: 2027-01-03}`; both days are included";
                reading.wrong(node, "`away` needs `from` and `to`", help);
            }
            None
        }
    }
}

const AWAY: &[Row<(Option<Day>, Option<Day>)>] = &[
    ("from", |days, node, reading| days.0 = reading.date(node)),
    ("to", |days, node, reading| days.1 = reading.date(node)),
];

pub(super) const DATES: &[Row<Dates>] = &[
    ("grace", |dates, node, reading| give(&mut dates.grace, reading.days(node, 0))),
    ("leap-day", |dates, node, reading| give(&mut dates.leap_day, reading.choice(node, LEAP_DAYS))),
    ("lead", lead),
];

const LEAP_DAYS: &[(&str, LeapDay)] = &[("feb28", LeapDay::Feb28), ("mar1", LeapDay::Mar1)];

/// Days for birthdays, or a map of kinds and labels.
fn lead(dates: &mut Dates, node: &Node, reading: &mut Reading<'_>) {
    if !matches!(node.value, Value::Map(_)) {
        if let Some(days) = reading.days(node, 0) {
            dates.lead.insert("birthday".to_owned(), days);
        }
        return;
    }
    for Pair { key, node, .. } in reading.pairs(node, "`lead`", fold) {
        if node.value == Value::Null {
            continue;
        }
        if let Some(days) = reading.days(node, 0) {
            dates.lead.insert(fold(key), days);
        }
    }
}
