//! Finds today's date. The only module that asks the clock for it.

use super::failure::Failure;
use crate::core::config::model::Config;
use crate::core::day::Day;
use chrono::{Datelike, Local, NaiveDate, Utc};
use chrono_tz::Tz;

/// The day of a run, and its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub day: Day,
    /// Its source.
    pub from: TodayFrom,
}

/// The source of the day of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TodayFrom {
    /// `--today` or `--on`.
    Argument,
    /// `today:` in the configuration; the summary says so.
    Config,
    /// The clock.
    Clock,
}

/// Returns the requested day, else the configured one, else the clock's day in the configured time zone, else
/// in the machine's.
pub fn today(asked: Option<Day>, config: &Config) -> Result<Today, Failure> {
    if let Some(day) = asked {
        return Ok(Today { day, from: TodayFrom::Argument });
    }
    if let Some(day) = config.today {
        return Ok(Today { day, from: TodayFrom::Config });
    }
    let date = match &config.timezone {
        Some(name) => Utc::now().with_timezone(&zone(name)?).date_naive(),
        None => Local::now().date_naive(),
    };
    Ok(Today { day: day(date)?, from: TodayFrom::Clock })
}

fn zone(name: &str) -> Result<Tz, Failure> {
    name.parse().map_err(|_| {
        Failure::new(format!("no time zone is named `{name}`"))
            .help("write `timezone:` as in the IANA list, such as `Europe/Berlin`")
    })
}

fn day(date: NaiveDate) -> Result<Day, Failure> {
    Day::new(date.year(), date.month(), date.day()).ok_or_else(|| {
        Failure::new("the clock of this machine is not between the years 1 and 9999")
            .help("set it right, or name a day with `--today`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asked_day_wins_over_a_configured_one() {
        let day = |text| Day::from_iso(text).unwrap();
        let config = Config { today: Some(day("2026-11-23")), ..Config::default() };
        let asked = today(Some(day("2026-12-01")), &config).unwrap();
        assert_eq!(asked, Today { day: day("2026-12-01"), from: TodayFrom::Argument });
        assert_eq!(today(None, &config).unwrap().from, TodayFrom::Config);
    }

    #[test]
    fn an_unknown_zone_is_a_failure() {
        let config = Config { timezone: Some("Mars/Olympus".to_owned()), ..Config::default() };
        assert!(today(None, &config).is_err());
    }
}
