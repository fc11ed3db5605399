//! Facts about this machine that setting up a vault needs: its time zone, random bytes, the path of this
//! program, and the folder for systemd units.

use super::failure::Failure;
use super::open::reason;
use crate::core::day::{Day, is_zone};
use chrono::{Local, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;
use std::path::{Path, PathBuf};

/// Returns the machine's time zone, if it has an IANA name that a configuration can hold.
pub fn zone() -> Option<String> {
    iana_time_zone::get_timezone().ok().filter(|name| is_zone(name))
}

/// Returns random bytes from the operating system.
pub fn random<const COUNT: usize>() -> Result<[u8; COUNT], Failure> {
    let mut bytes = [0; COUNT];
    getrandom::fill(&mut bytes).map_err(|error| {
        Failure::new(format!("the system gives no random bytes: {error}"))
            .help("write a `feed.file` of your own into followup.yaml, one that nobody can guess")
    })?;
    Ok(bytes)
}

/// The clock that a scheduled time is given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// This machine's local time.
    Machine,
    /// UTC.
    Utc,
}

/// Returns how many minutes a clock is behind the one of a time zone (the machine's if `None`). Measured on
/// the first day of the year, so that the answer does not change with summer time.
pub fn minutes_behind(clock: Clock, zone: Option<&str>, today: Day) -> i32 {
    let Some(noon) = NaiveDate::from_ymd_opt(today.year(), 1, 1).and_then(|day| day.and_hms_opt(12, 0, 0))
    else {
        return 0;
    };
    let machine = minutes_east(&Local, noon);
    let there =
        zone.and_then(|name| name.parse::<Tz>().ok()).map_or(machine, |zone| minutes_east(&zone, noon));
    match clock {
        Clock::Machine => there - machine,
        Clock::Utc => there,
    }
}

fn minutes_east<Z: TimeZone>(zone: &Z, utc: NaiveDateTime) -> i32 {
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc() / 60
}

/// Returns the path of this program.
pub fn program() -> Result<PathBuf, Failure> {
    std::env::current_exe().map_err(|error| {
        Failure::new(format!("followup cannot tell where it is installed: {}", reason(&error)))
            .help("write the schedule by hand, with the full path of `followup`")
    })
}

/// Returns the folder for the user's own systemd units.
pub fn units() -> Result<PathBuf, Failure> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")));
    let config = config.filter(|path| path.is_absolute());
    config.map(|config| config.join("systemd/user")).ok_or_else(|| {
        Failure::new("neither XDG_CONFIG_HOME nor HOME says where systemd units go")
            .help("set HOME, or see the units with `followup init --systemd --dry-run`")
    })
}

/// Finds the root of the git repository that contains a folder.
pub fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|each| each.join(".git").symlink_metadata().is_ok()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schedules_do_not_move_with_summer_time() {
        let behind =
            |zone: &str, day: &str| minutes_behind(Clock::Utc, Some(zone), Day::from_iso(day).unwrap());
        assert_eq!(behind("Europe/Berlin", "2026-07-01"), 60);
        assert_eq!(behind("Europe/Berlin", "2026-12-01"), 60);
        assert_eq!(behind("Asia/Kolkata", "2026-12-01"), 330);
        assert_eq!(minutes_behind(Clock::Machine, None, Day::from_iso("2026-12-01").unwrap()), 0);
    }

    #[test]
    fn random_bytes_differ() {
        assert_ne!(random::<16>().unwrap(), random::<16>().unwrap());
    }
}
