//! The calendar of whole notes.

use crate::vault::compiled;
use followup::core::config::model::Config;
use followup::core::config::outputs::Detail;
use followup::core::day::Day;
use followup::core::output::{Folder, Publish, TemplateTexts, render};
use std::collections::BTreeSet;

/// The events of the published calendar at a detail, unfolded.
fn events(note: &str, today: &str, detail: Detail) -> Vec<String> {
    let mut config = Config::default();
    config.feed.file = Some("feed.ics".to_owned());
    config.feed.detail = detail;
    let compiled = compiled(&[("People/Ada.md", note)], &config, Day::from_iso(today).unwrap());
    let outputs = render(&compiled, &config, &TemplateTexts::new(), Publish::Wanted);
    assert_eq!(outputs.faults, []);
    let is_feed = |folder: Folder, path: &str| folder == Folder::Publish && path == "feed.ics";
    let file = outputs.files.into_iter().find(|file| is_feed(file.folder, &file.path)).unwrap();
    let text = String::from_utf8(file.bytes).unwrap().replace("\r\n ", "");
    let events = text.split("BEGIN:VEVENT").skip(1).map(|event| event.split("END:VEVENT").next().unwrap());
    events.filter(|event| !event.contains("Calendar not rebuilt")).map(str::to_owned).collect()
}

fn value<'a>(event: &'a str, name: &str) -> &'a str {
    event.split("\r\n").find_map(|line| line.strip_prefix(name)).unwrap_or_default()
}

const DATES: &str = "---\nemail: ada@x.example\nbirthday: 1990-11-26\ndates: {wedding: 2015-12-26}\n---\n\
                     ## Hooks\n- the vinyl\n- gift: a blue teapot\n## Log\n- 2026-11-02 call: the case study\n";

/// Every event of a yearly date has the help of its follow-up, also far beyond the horizon (design 6.3).
#[test]
fn yearly_dates_have_hooks_and_links_for_400_days() {
    let full = events(DATES, "2026-11-24", Detail::Full);
    assert_eq!(full.len(), 4, "{full:?}");
    for event in &full {
        for part in [
            "gift: a blue teapot\\nRemember: the vinyl",
            "Last topic: the case study",
            "Log it: obsidian://daily",
        ] {
            assert!(event.contains(part), "{part} not in {event}");
        }
        assert_eq!(event.contains("%23birthday"), event.contains("Birthday"), "{event}");
        assert!(!event.contains("mailto:"), "they are called, but: {event}");
    }
    let mailed = format!("{DATES}- 2026-11-10 email out: the map\n");
    for event in events(&mailed, "2026-11-24", Detail::Full) {
        assert!(event.contains("Mail: mailto:ada@x.example\\nLog it: obsidian://daily"), "{event}");
    }
    for detail in [Detail::Name, Detail::Initials, Detail::Busy] {
        assert_eq!(events(DATES, "2026-11-24", detail), events(&mailed, "2026-11-24", detail));
        for event in events(&mailed, "2026-11-24", detail) {
            let told = ["vinyl", "map", "x.example", "daily"];
            assert!(!told.iter().any(|part| event.contains(part)), "{event}");
        }
    }
}

/// From day to day the event of a yearly date stays as it is until a line of the log changes it, and then it is
/// newer.
#[test]
fn yearly_dates_are_newer_exactly_when_the_log_changes_them() {
    let log = "- 2026-11-20 email out: the map\n- 2026-11-22 meeting\n- 2026-11-23 email out\n\
               - 2026-11-25 call\n";
    let note = format!("{DATES}{log}");
    let next_year = |today: &str| {
        let all = events(&note, today, Detail::Full);
        all.into_iter().find(|event| value(event, "DTSTART;VALUE=DATE:") == "20271126").unwrap()
    };
    let changes =
        ["2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"];
    let told: Vec<String> = changes.iter().map(|today| next_year(today)).collect();
    let changed: Vec<bool> = told.windows(2).map(|pair| pair[0] != pair[1]).collect();
    // On the 23rd "email out" says nothing new.
    assert_eq!(changed, [true, false, true, false, false, true], "{told:#?}");
    let stamps: Vec<&str> = told.iter().map(|event| value(event, "DTSTAMP:")).collect();
    assert!(
        stamps.is_sorted() && stamps[0] < stamps[1] && stamps[2] < stamps[3] && stamps[5] < stamps[6],
        "{stamps:?}"
    );
}

/// Some programs keep only one of two events that nothing but their UID tells apart (`interop-musts` M6).
#[test]
fn two_tasks_of_one_text_are_told_apart_by_more_than_their_uid() {
    let note =
        "---\ntype: person\n---\n- [ ] t 📅 2026-11-20\n- [ ] t 📅 2026-11-21\n- [ ] t 📅 2026-11-21\n";
    for detail in [Detail::Full, Detail::Name, Detail::Initials] {
        let events = events(note, "2026-11-24", detail);
        let told: BTreeSet<&str> = events.iter().map(|event| value(event, "DESCRIPTION:")).collect();
        assert_eq!((events.len(), told.len()), (3, 3), "{events:#?}");
    }
}

/// Asking about a waiting-for that is put off anyway changes only its text, and makes it newer (design 6.3).
#[test]
fn a_waiting_for_that_was_asked_about_is_newer() {
    let note = |asked: &str| {
        let front = "---\nemail: cleo@x.example\nsnooze: 2026-06-03\n---\n";
        format!(
            "{front}## Waiting for\n- [ ] the offer 📅 2026-03-23\n## Log\n- 2026-05-15 email out: asked\n{asked}"
        )
    };
    let event = |asked: &str| {
        let found = events(&note(asked), "2026-05-25", Detail::Full);
        let [event] = found.as_slice() else { panic!("{found:?}") };
        let sequence: u32 = value(event, "SEQUENCE:").parse().unwrap();
        (value(event, "UID:").to_owned(), value(event, "DTSTART").to_owned(), sequence)
    };
    let (before, after) = (event(""), event("- 2026-05-25 email out: any news?\n"));
    assert_eq!((&before.0, &before.1), (&after.0, &after.1));
    assert!(before.2 < after.2, "{before:?} {after:?}");
}
