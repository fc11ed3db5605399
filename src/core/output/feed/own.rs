//! The events of a calendar that are not about a contact: the watchdog, the weekly review, and "N more are
//! waiting".

use super::collect::Calendar;
use super::event::{Event, Newer, Time};
use crate::core::day::Day;

/// The stamp of events without a dated fact.
fn undated() -> Day {
    Day::new(2000, 1, 1).unwrap_or(Day::FIRST)
}

impl Calendar<'_> {
    /// Returns the watchdog event. Every build moves it ahead, so its day comes only if builds have stopped.
    pub(super) fn watchdog(&self) -> Option<Event> {
        let days = self.build.config.feed.watchdog;
        let day = self.today().plus_days(i64::from(days));
        let summary = format!("Calendar not rebuilt since {}", self.today());
        (days > 0).then(|| self.own("watchdog", day, &summary))
    }

    /// Returns the weekly review blocks within the horizon, in floating local time.
    pub(super) fn review(&self) -> Vec<Event> {
        let Some(block) = &self.build.config.review else { return Vec::new() };
        let (hour, minute) = block.at;
        let time = Time { hour, minute, minutes: block.minutes };
        let days = (0..=i64::from(self.build.config.horizon)).map(|ahead| self.today().plus_days(ahead));
        let days = days.filter(|day| day.weekday() == block.weekday);
        days.map(|day| Event {
            time: Some(time),
            stamp: undated(),
            sequence: 0,
            ..self.own(&format!("review\0{day}"), day, "Weekly review of follow-ups")
        })
        .collect()
    }

    /// Returns the event that counts the late follow-ups not shown on today. Its UID does not depend on the
    /// number.
    pub(super) fn waiting(&self, number: usize) -> Event {
        let are = if number == 1 { "is" } else { "are" };
        let summary = format!("and {number} more {are} waiting");
        Event { newer: Newer::Counted(number), ..self.own("more", self.today(), &summary) }
    }

    /// Returns an all-day event with today's stamp, so that it is newer with every day.
    pub(super) fn own(&self, key: &str, day: Day, summary: &str) -> Event {
        Event {
            uid: self.uid(&format!("own\0{key}")),
            day,
            time: None,
            summary: summary.to_owned(),
            description: String::new(),
            url: None,
            stamp: self.today(),
            newer: Newer::PutOff(0),
            sequence: u32::try_from(self.today().days_since(undated())).unwrap_or(0),
            alarm: None,
        }
    }
}
