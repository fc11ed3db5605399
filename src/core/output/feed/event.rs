//! One event of the calendar, and its iCalendar text.

use super::line::Lines;
use crate::core::day::Day;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The last second of a day.
const LAST_SECOND: u32 = 86_399;

/// An event with its final texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event {
    pub(super) uid: Uuid,
    pub(super) day: Day,
    /// `None` for an all-day event.
    pub(super) time: Option<Time>,
    pub(super) summary: String,
    /// Its lines, without a line break at the end.
    pub(super) description: String,
    /// In ASCII.
    pub(super) url: Option<String>,
    /// The date of the newest fact in the event.
    pub(super) stamp: Day,
    /// How the time of day of its stamps is made.
    pub(super) newer: Newer,
    pub(super) sequence: u32,
    /// Minutes before the event at which its alarm rings.
    pub(super) alarm: Option<u32>,
}

/// What makes one version of an event newer than another with the same stamp date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Newer {
    /// The days between its due day and its own day: a version that is put off further is newer, then the
    /// longer text.
    PutOff(u32),
    /// The number that it shows: a smaller number is newer, since follow-ups get done during a day.
    Counted(usize),
}

/// A floating local time of day with a length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) minutes: u32,
}

impl Event {
    pub(super) fn write(&self, lines: &mut Lines) {
        let [stamp, modified] = self.stamps();
        lines.line("BEGIN", "VEVENT");
        lines.line("UID", self.uid);
        lines.line("DTSTAMP", &stamp);
        lines.line("LAST-MODIFIED", &modified);
        lines.line("SEQUENCE", self.sequence);
        match self.time {
            None => {
                lines.line("DTSTART;VALUE=DATE", compact(self.day));
                lines.line("DTEND;VALUE=DATE", compact(self.day.plus_days(1)));
            }
            Some(time) => self.write_time(lines, time),
        }
        lines.text("SUMMARY", &self.summary);
        if !self.description.is_empty() {
            lines.text("DESCRIPTION", &self.description);
        }
        if let Some(url) = &self.url {
            lines.line("URL", url);
        }
        lines.line("TRANSP", if self.time.is_some() { "OPAQUE" } else { "TRANSPARENT" });
        if let Some(minutes) = self.alarm {
            lines.line("BEGIN", "VALARM");
            lines.line("ACTION", "DISPLAY");
            lines.text("DESCRIPTION", &self.summary);
            lines.line("TRIGGER", format_args!("-PT{minutes}M"));
            lines.line("END", "VALARM");
        }
        lines.line("END", "VEVENT");
    }

    fn write_time(&self, lines: &mut Lines, time: Time) {
        let start = time.hour * 60 + time.minute;
        let end = start + time.minutes.max(1);
        let at = |minutes: u32| {
            let day = self.day.plus_days(i64::from(minutes / 1_440));
            format!("{}T{:02}{:02}00", compact(day), minutes / 60 % 24, minutes % 60)
        };
        lines.line("DTSTART", at(start));
        lines.line("DTEND", at(end));
    }

    /// Returns DTSTAMP and LAST-MODIFIED: the stamp's date, with times of day computed from the content,
    /// since no clock is read (design 6.3).
    fn stamps(&self) -> [String; 2] {
        let seconds = match self.newer {
            Newer::PutOff(later) => self.seconds(later),
            Newer::Counted(number) => [LAST_SECOND - small(number, LAST_SECOND); 2],
        };
        seconds.map(|seconds| {
            let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
            format!("{}T{hour:02}{minute:02}{second:02}Z", compact(self.stamp))
        })
    }

    /// Returns the seconds of the day for both stamps. An event that was put off further gets a later time,
    /// then one with more text. Versions that differ in neither get different times by their hash, in no
    /// particular order.
    fn seconds(&self, later: u32) -> [u32; 2] {
        let mut hash = Sha256::new();
        let url = self.url.as_deref().unwrap_or_default();
        let mut size = 0;
        for part in [&*self.day.to_string(), &self.summary, &self.description, url] {
            hash.update(part.as_bytes());
            hash.update([0]);
            size += part.chars().count();
        }
        let step = later.min(20) * 61 + small(size / 16, 60);
        let digest = hash.finalize();
        let mut bytes = digest.iter();
        [(); 2].map(|()| {
            let number = bytes.by_ref().take(3).fold(0, |sum, byte| (sum << 8) | u32::from(*byte));
            step * 67 + number % 67
        })
    }
}

/// Returns the number, limited to `most`.
fn small(number: usize, most: u32) -> u32 {
    u32::try_from(number).map_or(most, |number| number.min(most))
}

/// Returns a day as `20261124`.
pub(super) fn compact(day: Day) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}
