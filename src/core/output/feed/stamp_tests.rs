//! Tests of the stamps of events: one is newer exactly when its event says something else.

use super::event::Newer;
use super::tests::{all, calendar, unfolded, with_follow_ups};
use super::*;
use crate::core::agenda::model::FollowUp;
use crate::core::config::model::Config;
use crate::core::config::outputs::OverdueOn;
use crate::core::day::Yearly;
use crate::core::output::fixture::{self, day};
use crate::core::place::{Found, Spot};

#[test]
fn the_waiting_event_is_newer_when_fewer_wait_and_on_later_days() {
    let waiting = |late: usize, today: &str| {
        let mut compiled = with_follow_ups(late, "2026-11-20");
        compiled.agenda.today = day(today);
        compiled.agenda.follow_ups.iter_mut().for_each(|one| one.on = day(today));
        let text = unfolded(&calendar(&compiled, &Config::default(), Detail::Full));
        let event = text.split("BEGIN:VEVENT").find(|event| event.contains("more")).unwrap();
        let [stamp, modified, said] =
            ["DTSTAMP:", "LAST-MODIFIED:", "SUMMARY:"].map(|name| all(event, name)[0].to_owned());
        assert_eq!(stamp, modified);
        (stamp, said)
    };
    let course =
        [(130, "2026-11-24"), (12, "2026-11-24"), (11, "2026-11-24"), (9, "2026-11-24"), (200, "2026-11-25")];
    let told: Vec<_> = course.iter().map(|(late, today)| waiting(*late, today)).collect();
    assert!(told.windows(2).all(|pair| pair[0].0 < pair[1].0), "{told:?}");
    let said: Vec<&str> = told.iter().map(|(_, said)| said.as_str()).collect();
    assert_eq!(said[1..4], ["and 4 more are waiting", "and 3 more are waiting", "and 1 more is waiting"]);
}

#[test]
fn the_same_notes_give_the_same_bytes_and_a_change_gives_a_new_stamp() {
    let config = Config::default();
    let first = calendar(&with_follow_ups(3, "2026-11-27"), &config, Detail::Full);
    assert_eq!(first, calendar(&with_follow_ups(3, "2026-11-27"), &config, Detail::Full));
    let mut changed = with_follow_ups(3, "2026-11-27");
    changed.agenda.follow_ups[1].stamp = day("2026-11-24");
    let second = calendar(&changed, &config, Detail::Full);
    assert_eq!(all(&first, "UID:"), all(&second, "UID:"));
    assert!(second.contains("DTSTAMP:20261124T") && first.contains("DTSTAMP:20261102T"));
}

#[test]
fn a_moved_follow_up_is_a_new_event_and_a_late_one_stays_the_same() {
    let uid = |due: &str, today: &str| {
        let mut compiled = with_follow_ups(1, due);
        compiled.agenda.today = day(today);
        compiled.agenda.follow_ups[0].on = day(due).max(day(today));
        let text = unfolded(&calendar(&compiled, &Config::default(), Detail::Full));
        let event = text.split("BEGIN:VEVENT").find(|event| event.contains("Promise 0")).unwrap();
        all(event, "UID:")[0].to_owned()
    };
    assert_eq!(uid("2026-11-20", "2026-11-24"), uid("2026-11-20", "2026-11-25"));
    assert_ne!(uid("2026-11-20", "2026-11-24"), uid("2026-12-20", "2026-11-24"));
}

#[test]
fn an_inserted_line_does_not_change_any_event() {
    let with_line = |line: usize| {
        let mut compiled = with_follow_ups(1, "2026-11-27");
        let one = &mut compiled.agenda.follow_ups[0];
        one.reasons[0].place = Some(fixture::place("People/Ada.md", line));
        let ada = &mut compiled.people.contacts[0];
        let spot = Spot::new(line, 1);
        ada.facts.birthday = Some(Found { value: Yearly::new(12, 1, None).unwrap(), spot });
        calendar(&compiled, &Config::default(), Detail::Full)
    };
    assert_eq!(with_line(12), with_line(13));
    assert!(unfolded(&with_line(12)).contains("every 4 weeks (People/Ada.md)"));
}

#[test]
fn a_stamp_moves_exactly_with_its_event() {
    #[track_caller]
    fn case(change: impl Fn(&mut FollowUp), overdue: OverdueOn, expected: &str) {
        let mut compiled = with_follow_ups(1, "2026-11-20");
        let one = &mut compiled.agenda.follow_ups[0];
        change(one);
        let mut config = Config::default();
        config.feed.overdue = overdue;
        let text = unfolded(&calendar(&compiled, &config, Detail::Full));
        let event = text.split("BEGIN:VEVENT").find(|event| event.contains("Promise 0")).unwrap();
        let stamp = all(event, "DTSTAMP:")[0];
        assert!(stamp.starts_with(expected), "{stamp}");
    }
    let evidence =
        |one: &mut FollowUp| (one.stamp, one.newest) = (day("2026-11-02"), Some(day("2026-11-05")));
    // Late and moved to today each day; late and left on its day.
    case(evidence, OverdueOn::Today, "20261124");
    case(evidence, OverdueOn::Due, "20261105");
    let ahead = |one: &mut FollowUp, to: &str| (one.due, one.first, one.on) = (day(to), day(to), day(to));
    // Ahead: the day of the newest line that it shows, or the day on which it was put off.
    case(
        |one| {
            evidence(one);
            ahead(one, "2026-12-01");
        },
        OverdueOn::Today,
        "20261105",
    );
    case(
        |one| {
            ahead(one, "2026-12-01");
            one.put_off = Some(day("2026-11-22"));
        },
        OverdueOn::Today,
        "20261122",
    );
    // A date that is its own evidence counts from when it first could be shown, not from today.
    case(
        |one| {
            ahead(one, "2026-12-01");
            (one.stamp, one.newest) = (one.due, None);
        },
        OverdueOn::Today,
        "20251027",
    );
}

#[test]
fn a_version_that_is_put_off_or_longer_is_newer() {
    let stamp = |later: u32, text: &str| {
        let event = Event {
            uid: uuid::Uuid::nil(),
            day: day("2026-12-01"),
            time: None,
            summary: "Ada".to_owned(),
            description: text.to_owned(),
            url: None,
            stamp: day("2026-11-24"),
            newer: Newer::PutOff(later),
            sequence: 0,
            alarm: None,
        };
        let mut lines = Lines::default();
        event.write(&mut lines);
        let text = String::from_utf8(lines.into_bytes()).unwrap();
        (all(&text, "DTSTAMP:")[0].to_owned(), all(&text, "LAST-MODIFIED:")[0].to_owned())
    };
    let short = stamp(0, "");
    for newer in [stamp(1, ""), stamp(0, "Remember: the vinyl"), stamp(20, "")] {
        assert!(newer.0 > short.0 && newer.1 > short.1, "{newer:?} after {short:?}");
    }
    assert!(stamp(9_999, &"x".repeat(9_999)).0.as_str() < "20261125");
    assert_ne!(stamp(0, "vinyl"), stamp(0, "vinly"));
}
