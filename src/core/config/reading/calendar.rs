//! Keys about days: the working week, holidays, times away, and yearly dates.

use super::level::{Level, Pass};
use super::values::Reading;
use crate::core::config::model::{Away, Config, Dates};
use crate::core::config::shown::{Show, Shown};
use crate::core::config::tree::{Node, Pair, Value};
use crate::core::date_text::weekdays;
use crate::core::day::{Day, LeapDay};
use crate::core::place::Found;
use crate::core::text::{fold, list_in_ticks};
use crate::core::workdays::Workdays;
use std::collections::{BTreeMap, BTreeSet};

/// The names of weekdays in the configuration, Monday first.
pub(super) const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Reads `mon-fri`, `sun-thu`, or a list of days.
pub(super) fn work_week(workdays: &mut Workdays, node: &Node, reading: &mut Reading<'_>) {
    let help = format!("write a range such as `mon-fri`, or a list of {}", list_in_ticks(WEEKDAYS, "and"));
    let mut week = [false; 7];
    let spans = reading.nonempty_list(node, "a working day", |reading, item| {
        reading.parsed(item, "a range of weekdays", &help, span)
    });
    for (first, last) in spans {
        let days = (last + 7 - first) % 7;
        for (place, worked) in week.iter_mut().enumerate() {
            *worked |= (place + 7 - first) % 7 <= days;
        }
    }
    *workdays = Workdays::new(week, workdays.holidays().clone());
}

pub(super) fn shown_work_week(workdays: &Workdays) -> Shown {
    let worked = WEEKDAYS.iter().zip(workdays.week()).filter(|(_, worked)| *worked);
    Shown::List(worked.map(|(name, _)| Shown::text(name)).collect())
}

/// Reads the first and the last day of `mon-fri`, Monday being 0; a single day is both.
fn span(text: &str) -> Option<(usize, usize)> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    Some((weekday(first)?, weekday(last)?))
}

/// Reads a weekday by its English name or the first letters of it, Monday being 0.
pub(super) fn weekday(text: &str) -> Option<usize> {
    let folded = fold(text);
    let (weekday, rest) = weekdays::weekday(&folded)?;
    usize::try_from(weekday).ok().filter(|_| rest.is_empty())
}

/// Reads dates and at most one calendar file.
pub(super) fn holidays(config: &mut Config, node: &Node, reading: &mut Reading<'_>) {
    let mut days: BTreeSet<Day> = BTreeSet::new();
    for item in node.items() {
        if is_calendar(item) {
            let path = reading.path(item, "a calendar file of the vault");
            if config.holidays_file.is_some() && path.is_some() {
                reading.wrong(item, "a second calendar file", "put all holidays into one `.ics` file");
            }
            config.holidays_file = path.map(|value| Found { value, spot: item.spot });
        } else {
            days.extend(reading.date(item));
        }
    }
    config.workdays = Workdays::new(config.workdays.week(), days);
}

pub(super) fn shown_holidays(config: &Config) -> Shown {
    let days = config.workdays.holidays().iter().map(Show::shown);
    Shown::List(days.chain(config.holidays_file.iter().map(|file| file.value.shown())).collect())
}

fn is_calendar(node: &Node) -> bool {
    node.as_text().is_some_and(|text| text.to_lowercase().ends_with(".ics"))
}

/// Reads `{from: 2026-12-20, to: 2027-01-03}`, both days included.
pub(super) fn away(reading: &mut Reading<'_>, node: &Node) -> Option<Away> {
    let problems_before = reading.problems.len();
    let mut partial = PartialAway::default();
    reading.level(&mut partial, node);
    match (partial.from, partial.to) {
        (Some(from), Some(to)) if from <= to => return Some(Away { from, to }),
        (Some(_), Some(_)) => {
            reading.wrong(node, "`to` is before `from`", "write the first day as `from`, the last as `to`");
        }
        _ if reading.problems.len() == problems_before => {
            let help = "write `{from: 2026-12-20, to: 2027-01-03}`; both days are included";
            reading.wrong(node, "`away` needs `from` and `to`", help);
        }
        _ => {}
    }
    None
}

/// A time away of which either day may be missing.
#[derive(Clone, Default)]
struct PartialAway {
    from: Option<Day>,
    to: Option<Day>,
}

impl Level for PartialAway {
    const NAME: &'static str = "`away`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.maybe("from", &mut self.from, Reading::date);
        pass.maybe("to", &mut self.to, Reading::date);
    }
}

impl Show for Away {
    fn shown(&self) -> Shown {
        PartialAway { from: Some(self.from), to: Some(self.to) }.shown()
    }
}

impl Level for Dates {
    const NAME: &'static str = "`dates`";

    fn keys(&mut self, pass: &mut Pass<'_, '_>) {
        pass.key("grace", &mut self.grace, |reading, node| reading.days(node, 0));
        pass.choice("leap-day", &mut self.leap_day, LEAP_DAYS);
        pass.at("lead", &mut self.lead, lead, Show::shown);
    }
}

const LEAP_DAYS: &[(&str, LeapDay)] = &[("feb28", LeapDay::Feb28), ("mar1", LeapDay::Mar1)];

/// Reads the days for birthdays alone, or a map by kinds and labels.
fn lead(leads: &mut BTreeMap<String, u32>, node: &Node, reading: &mut Reading<'_>) {
    if !matches!(node.value, Value::Map(_)) {
        leads.extend(reading.days(node, 0).map(|days| ("birthday".to_owned(), days)));
        return;
    }
    for Pair { key, node, .. } in reading.pairs(node, "`lead`", fold) {
        if node.value != Value::Null {
            leads.extend(reading.days(node, 0).map(|days| (fold(key), days)));
        }
    }
}
