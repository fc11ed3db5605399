//! Texts of scheduled jobs: a crontab line, systemd units, a GitHub workflow. Each format has its own rules
//! for writing paths. Nothing is installed or run here.

pub mod cron;
pub mod github;
pub mod systemd;

/// The program, the vault and the time of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Absolute path of the program, since a job has no search path to rely on.
    pub program: String,
    /// Absolute path of the vault.
    pub vault: String,
    /// Time of the build, in the zone of whoever runs the job.
    pub at: TimeOfDay,
}

/// A time of day, to the minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOfDay {
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
}

/// When the job runs, in the vault's zone: before anybody is up, after the last late note of the day, and not
/// on a full hour, when shared machines are busiest.
pub const NIGHTLY: TimeOfDay = TimeOfDay { hour: 4, minute: 17 };

impl TimeOfDay {
    /// The same moment on a clock that is this many minutes behind.
    #[must_use]
    pub fn behind_by(self, minutes: i32) -> TimeOfDay {
        let here = i64::from(self.hour) * 60 + i64::from(self.minute);
        let there = (here - i64::from(minutes)).rem_euclid(24 * 60);
        let part = |number: i64| u32::try_from(number).unwrap_or(0);
        TimeOfDay { hour: part(there / 60), minute: part(there % 60) }
    }
}

/// Whether a character needs no quotes, neither in a shell nor in a systemd unit.
fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "/._-+,:@".contains(letter)
}

/// Whether a path can be written in a job at all: none of the formats can write a line break.
pub fn is_nameable(path: &str) -> bool {
    !path.contains(|letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_converted_to_another_zone() {
        #[track_caller]
        fn case(behind_by: i32, hour: u32, minute: u32) {
            assert_eq!(NIGHTLY.behind_by(behind_by), TimeOfDay { hour, minute });
        }
        case(0, 4, 17);
        case(60, 3, 17); // UTC, seen from Berlin.
        case(330, 22, 47); // Kolkata.
        case(-300, 9, 17); // New York.
        case(840, 14, 17); // Kiritimati.
    }
}
