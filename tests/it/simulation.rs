//! Long runs over all contacts of the rule tables: a follow-up stays open until somebody acts on it or it
//! lapses by a published rule, no contact has two relationship follow-ups at once, and nobody's days depend
//! on unrelated notes.

use crate::rules::{Scene, scenes};
use crate::vault::compiled;
use followup::core::agenda::model::{Agenda, FollowUp, Kind, State};
use followup::core::compile::Compiled;
use followup::core::config::model::Config;
use followup::core::day::Day;
use followup::core::people::contact::ContactIndex;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Number of days of the long run (design 1: a missed day loses nothing).
const DAYS: i64 = 400;

fn first_day() -> Day {
    Day::from_iso("2026-10-20").unwrap()
}

/// Returns the notes of all rows that need neither other notes nor a configuration, without repetitions.
fn everybody() -> Vec<(String, String)> {
    let texts: BTreeSet<String> = scenes()
        .into_iter()
        .filter(|scene: &Scene| scene.config.is_empty() && scene.others.is_empty())
        .map(|scene| scene.note)
        .collect();
    texts.into_iter().enumerate().map(|(number, text)| (format!("People/P{number:04}.md"), text)).collect()
}

/// Returns the notes that differ in what comes of them. Many differ only in words that mean the same, and
/// would only repeat each other's days.
fn all_cases(config: &Config) -> Vec<(String, String)> {
    let mut notes = everybody();
    let mut cases: Vec<String> = vec![String::new(); notes.len()];
    for ahead in [0, 30, 60, 200] {
        let compiled = compiled(&notes, config, first_day().plus_days(ahead));
        let number = |contact| {
            let path = compiled.people.contact(contact).path.to_string();
            notes.iter().position(|(note, _)| *note == path).unwrap()
        };
        for (contact, mine) in by_contact(&compiled.agenda) {
            let days = mine.iter().map(|one| {
                let touch = one.touch.as_deref().unwrap_or_default();
                format!("{} {touch} {} {} {} {}", one.kind.name(), one.due, one.by, one.on, one.attempts)
            });
            cases[number(contact)].extend(days);
        }
        for rest in &compiled.agenda.resting {
            cases[number(rest.contact)] += &format!("rests until {:?}", rest.returns);
        }
    }
    let mut seen = BTreeSet::new();
    let mut cases = cases.into_iter();
    notes.retain(|_| cases.next().is_some_and(|case| seen.insert(case)));
    notes
}

type Open = BTreeMap<ContactIndex, Vec<FollowUp>>;

fn by_contact(agenda: &Agenda) -> Open {
    let mut open = Open::new();
    for follow_up in &agenda.follow_ups {
        open.entry(follow_up.contact).or_default().push((**follow_up).clone());
    }
    open
}

/// Returns why a follow-up that was open the day before may be gone; `None` if it may not.
fn excuse(gone: &FollowUp, now: &[FollowUp], agenda: &Agenda) -> Option<&'static str> {
    let rule = gone.reasons.first().map(|reason| reason.rule);
    let lapsed = agenda.lapsed.iter().any(|lapsed| {
        let same_day = lapsed.due == gone.due || Some(lapsed.due) == gone.date;
        lapsed.contact == gone.contact && lapsed.kind == gone.kind && same_day && lapsed.on == agenda.today
    });
    let speaks_for_it = now.iter().any(|other| {
        other.kind.is_relationship() && other.reasons.iter().any(|reason| Some(reason.rule) == rule)
    });
    let later_touch = now.iter().any(|other| other.sequence.is_some() && other.sequence == gone.sequence);
    match gone.kind {
        _ if lapsed => Some("it lapsed, and that is told"),
        kind if kind.is_relationship() && speaks_for_it => Some("another one speaks, and names it"),
        Kind::Touch if later_touch => Some("the time of the next touch has come"),
        Kind::Touch | Kind::KeepInTouch if now.iter().any(|other| other.kind == Kind::Next) => {
            Some("the note names the next step")
        }
        Kind::Prepare if now.iter().any(|other| other.date == gone.date) => Some("the day itself has come"),
        Kind::Drift => Some("silent too long to call it going quiet"),
        _ => None,
    }
}

/// Whether the contact has an entry of this day, which means that somebody acted.
fn acted(compiled: &Compiled, contact: ContactIndex, day: Day) -> bool {
    let contact = compiled.people.contact(contact);
    contact.history.iter().any(|entry| entry.day == day) || contact.facts.dated.contains(&day)
}

#[test]
fn what_is_open_stays_until_something_is_done_or_it_lapses() {
    let config = Config::default();
    let notes = all_cases(&config);
    assert!(notes.len() > 200, "{} notes", notes.len());
    let days: Vec<Compiled> = (0..DAYS)
        .into_par_iter()
        .map(|ahead| compiled(&notes, &config, first_day().plus_days(ahead)))
        .collect();
    let mut wrong: Vec<String> = days.iter().flat_map(twice).collect();
    for pair in days.windows(2) {
        let (before, compiled) = (&pair[0].agenda, &pair[1]);
        let today = compiled.agenda.today;
        let now = by_contact(&compiled.agenda);
        for gone in before.follow_ups.iter().filter(|one| one.state != State::Upcoming) {
            let mine = now.get(&gone.contact).map(Vec::as_slice).unwrap_or_default();
            let kept = gone.date.is_some_and(|date| acted(compiled, gone.contact, date));
            let stays =
                mine.iter().any(|one| one.id == gone.id) || acted(compiled, gone.contact, today) || kept;
            if !stays && excuse(gone, mine, &compiled.agenda).is_none() {
                let path = &compiled.people.contact(gone.contact).path;
                wrong.push(format!("{path}: {} is gone on {today}", gone.title));
            }
        }
        for rest in before.resting.iter().map(|rest| rest.contact) {
            let rests = compiled.agenda.resting.iter().any(|one| one.contact == rest);
            if !rests && !acted(compiled, rest, today) {
                wrong.push(format!("{} no longer rests on {today}", compiled.people.contact(rest).path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Returns the contacts with two relationship follow-ups at once; there must be none.
fn twice(compiled: &Compiled) -> Vec<String> {
    let mut twice = Vec::new();
    for (contact, mine) in by_contact(&compiled.agenda) {
        let kinds = mine.iter().filter(|one| one.kind.is_relationship()).map(|one| one.kind.name());
        let kinds: Vec<&str> = kinds.collect();
        if kinds.len() > 1 {
            let path = &compiled.people.contact(contact).path;
            twice.push(format!("{path} on {}: {}", compiled.agenda.today, kinds.join(" and ")));
        }
    }
    twice
}

/// Returns everything about each follow-up, except what depends on how many fit into a day.
fn days_of(compiled: &Compiled) -> BTreeMap<String, String> {
    let said = compiled.agenda.follow_ups.iter().map(|one| {
        let path = &compiled.people.contact(one.contact).path;
        let days = format!(
            "{} {} {} {} {} {}",
            one.kind.name(),
            one.due,
            one.by,
            one.on,
            one.state.name(),
            one.overdue_days
        );
        (format!("{path} {}", one.id), format!("{days} {:?} {:?}", one.channel, one.reasons))
    });
    said.collect()
}

#[test]
fn an_unrelated_note_changes_nobody_s_follow_ups() {
    let notes = everybody();
    let config = Config { per_day: 3, ..Config::default() };
    let more: Vec<(String, String)> = notes
        .iter()
        .map(|(path, text)| (path.replace("People/P", "People/aside/Q"), text.clone()))
        .chain([("Recipes/Soup.md".to_owned(), "# Soup\n\n- 2026-11-02 coffee\n".to_owned())])
        .collect();
    let both: Vec<(String, String)> = notes.iter().chain(&more).cloned().collect();
    for ahead in [0, 34, 60, 200] {
        let today = first_day().plus_days(ahead);
        let mut together = days_of(&compiled(&both, &config, today));
        together.retain(|key, _| key.starts_with("People/P"));
        assert_eq!(together, days_of(&compiled(&notes, &config, today)), "{today}");
    }
}
