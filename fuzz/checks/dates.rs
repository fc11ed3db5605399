//! Reads the input as a date, an interval, a cadence, a typed day, and the name of a daily note.

use super::vault::{config, today};
use followup::core::config::model::DailyNotes;
use followup::core::config::obsidian::{daily_notes, periodic_notes};
use followup::core::date_text::yearly::read_yearly;
use followup::core::date_text::{DateOrder, leading, read_date};
use followup::core::day::{Day, LeapDay};
use followup::core::edit::when::{CountedFrom, ahead, back};
use followup::core::interval::{Cadence, Interval};
use followup::core::time_text::skip_time;

/// Reads the text with every parser of days and spans.
pub fn check(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for order in [None, Some(DateOrder::Dmy), Some(DateOrder::Mdy)] {
        date(&text, order);
        yearly(&text, order);
        beginning(&text, order);
        typed(&text, order);
    }
    assert!(text.ends_with(skip_time(&text)));
    if let Ok(interval) = Interval::read(&text) {
        steps(interval);
    }
    if let Ok(Cadence::Every(low, high)) = Cadence::read(&text) {
        steps(low);
        high.into_iter().for_each(steps);
        assert!(high.is_none_or(|high| low.about_days() <= high.about_days()));
    }
    name_of_a_day(&text);
}

/// Checks that a day is printed and read back as the same day in each of our forms.
fn date(text: &str, order: Option<DateOrder>) {
    let Ok(day) = read_date(text, order) else { return };
    assert!((Day::FIRST..=Day::LAST).contains(&day));
    let printed = day.to_string();
    assert_eq!(Day::from_iso(&printed), Some(day));
    assert_eq!(read_date(&printed, order), Ok(day));
    if day.year() >= 1000 {
        assert_eq!(read_date(&day.in_words(), order), Ok(day));
    }
    if order.is_none() {
        for order in [DateOrder::Dmy, DateOrder::Mdy] {
            assert_eq!(read_date(text, Some(order)), Ok(day), "an order changed a certain date");
        }
    }
}

fn yearly(text: &str, order: Option<DateOrder>) {
    let Ok(yearly) = read_yearly(text, order) else { return };
    assert_eq!(read_yearly(&yearly.to_string(), order), Ok(yearly));
    for leap_day in [LeapDay::Feb28, LeapDay::Mar1] {
        let next = yearly.on_or_after(today(), leap_day);
        assert!(next >= today() && next <= today().plus_days(366));
        assert!(yearly.turns(next).is_none_or(|years| years >= 1));
    }
}

/// Checks that a date at the start of a text is read from a part that is the same date by itself.
fn beginning(text: &str, order: Option<DateOrder>) {
    let Some(found) = leading(text, order) else { return };
    let date = text.get(..found.length).expect("a date ends between letters");
    assert_eq!(leading(date, order), Some(found));
    if found.day.is_ok() {
        assert_eq!(read_date(date, order), found.day);
    }
}

/// Checks that a span leads to a future day, and that a past day was written as a date.
fn typed(text: &str, order: Option<DateOrder>) {
    let from = CountedFrom { today: today(), order, workdays: &config().workdays };
    let written = |day: Day| read_date(&text.to_lowercase(), order) == Ok(day);
    if let Ok(day) = ahead(text, &from) {
        assert!(day >= today() || written(day), "{text:?} leads back to {day}");
    }
    if let Ok(day) = back(text, &from) {
        // `tomorrow` is read, so that a command can say that it is not over yet.
        assert!(day <= today().plus_days(1) || written(day), "{text:?} leads ahead to {day}");
    }
}

/// Checks that steps go forward from the anchor, each at least as far as the one before.
fn steps(interval: Interval) {
    let workdays = &config().workdays;
    assert!(interval.about_days() >= 1);
    for anchor in ["2024-02-29", "2026-01-31", "9999-12-01"].iter().filter_map(|day| Day::from_iso(day)) {
        assert!(interval.nth(anchor, 0, workdays) >= anchor);
        assert!(interval.after(anchor, workdays) > anchor);
        // On a day off, both zero and one working days ahead give the next working day.
        let mut before = anchor;
        for number in 1..4 {
            let next = interval.nth(anchor, number, workdays);
            assert!(next > before || next == Day::LAST, "{interval:?} stands still at {before}");
            before = next;
        }
    }
}

/// Reads the second line as a file name in the Moment.js format of the first line.
fn name_of_a_day(text: &str) {
    daily_notes(text);
    periodic_notes(text);
    let Some((format, name)) = text.split_once('\n') else { return };
    let daily = DailyNotes { folder: String::new(), format: format.to_owned() };
    let Some(day) = daily.day_of(&format!("{name}.md")) else { return };
    let last = (day.year() % 100).to_string();
    assert!(name.contains(&last), "{day} is not in {name:?}");
}
