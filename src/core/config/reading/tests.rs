//! Tests of the values that each key takes, and of the text of each kind of error.

use super::read;
use crate::core::config::model::{Config, SequenceChoice, Touch, Unit};
use crate::core::config::outputs::Detail;
use crate::core::interval::{Interval, IntervalOrOff};
use crate::core::note::channel::Channel;
use crate::core::note::log::line::words::{Direction, Meaning};
use crate::core::people::settings::Priority;
use crate::core::problem::show;
use crate::core::table_rows::table_rows;

/// Returns the problems as `line:column code: message | help`.
fn problems_of(text: &str) -> Vec<String> {
    let problems = read(text).err().unwrap_or_default();
    let line = |problem: &crate::core::problem::Problem| {
        let place = show::location(problem).replace("followup.yaml:", "");
        format!("{place} {}: {} | {}", problem.code.name(), problem.message, problem.help)
    };
    problems.iter().map(line).collect()
}

/// Asserts that the file has one problem, which begins with `expected`.
#[track_caller]
fn wrong(text: &str, expected: &str) {
    let problems = problems_of(text);
    assert!(
        problems.len() == 1 && problems[0].starts_with(expected),
        "{text}\nexpected {expected}\ngot {problems:#?}"
    );
}

/// Asserts that the part of the configuration that `part` selects is `expected`.
#[track_caller]
fn right<T: PartialEq + std::fmt::Debug>(text: &str, part: impl Fn(&Config) -> T, expected: T) {
    let config = read(text).unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"));
    assert_eq!(part(&config), expected, "{text}");
}

#[test]
fn an_empty_file_gives_the_default() {
    for text in ["", "# a comment\n", "---\n", "feed:\nper-day: ~\n", "\u{feff}me: {}"] {
        right(text, Config::clone, Config::default());
    }
}

#[test]
fn the_example_of_the_design_is_read() {
    let text = "\
rules:
  - match: {tag: client}
    set: {cadence: 4 weeks, max: 6 weeks, weekdays-only: true, attempts: 3, retry: 2 weeks}
sequences:
  demo: {unit: business days, touches: [{name: recap, after: 0, by: 1, channel: email, template: recap}, {name: extra, after: 1, by: 2, optional: true}]}
  proposal: null
away: [{from: 2026-12-20, to: 2027-01-03}]
";
    right(text, |config| config.rules[0].spot.line, 2);
    right(text, |config| config.rules[0].set.max, Some(IntervalOrOff::Every(Interval::Days(42))));
    right(text, |config| config.sequences.contains_key("proposal"), false);
    right(text, |config| config.sequences["demo"].unit, Unit::BusinessDays);
    right(text, |config| config.away[0].to.to_string(), "2027-01-03".to_owned());
}

#[test]
fn keys_are_compared_folded() {
    right("PerDay: 3\nre_engage: [1 year]", |config| config.per_day, 3);
    right("Date Order: dmy\nstart: 02/11/2026", |config| config.start.map(|day| day.month()), Some(11));
    right("start: 02/11/2026\ndate-order: mdy", |config| config.start.map(|day| day.month()), Some(2));
}

#[test]
fn short_forms_are_read() {
    right("words: {Kaffee: both in-person}", |config| config.words.exactly("kaffee"), {
        Some(Meaning::Contact(Direction::Both, Some(Channel::InPerson)))
    });
    right("words: {ran into: off}", |config| config.words.exactly("ran into"), None);
    right("tiers: {A: high}", |config| config.tiers["a"].priority, Some(Priority::High));
    right("tiers: {A: 14}", |config| config.tiers["a"].cadence.map(|found| found.to_string()), {
        Some("2 weeks".to_owned())
    });
    let off = Some(IntervalOrOff::Off);
    right("rules: [{set: {retry: off}}]", |config| config.rules[0].set.retry, off);
    right("rules: [{set: {cadence: 8w, max: never}}]", |config| config.rules[0].set.max, off);
    right("reply-within: never", |config| config.reply_within, IntervalOrOff::Off);
    right("feed: {detail: Full}", |config| config.feed.detail, Detail::Full);
    right("review: Tue", |config| config.review.as_ref().map(|block| block.weekday), Some(1));
    right("daily: /", |config| config.daily.as_ref().map(|daily| daily.folder.clone()), Some(String::new()));
    right("dates: {lead: 2 weeks}", |config| config.dates.lead["birthday"], 14);
    right("drafts: {max-words: 99}", |config| config.drafts.max_words.on(Some(Channel::Text)), 60);
    right("drafts: {max-words: 99}", |config| config.drafts.max_words.on(Some(Channel::Email)), 99);
    right("work-week: [Monday, wed-thu]", |config| config.workdays.week(), {
        [true, false, true, true, false, false, false]
    });
    right("work-week: sat-mon", |config| config.workdays.week(), {
        [true, false, false, false, false, true, true]
    });
    right(
        "holidays: all.ics",
        |config| config.holidays_file.clone().map(|file| file.value),
        Some("all.ics".to_owned()),
    );
    right("publish: site", |config| config.publish.clone(), Some("site".to_owned()));
    right("publish: false", |config| config.publish.clone(), None);
    right("publish: Off", |config| config.publish_folder().to_owned(), "publish".to_owned());
    right("inbox: Notes/Inbox", |config| config.inbox.clone(), "Notes/Inbox.md".to_owned());
    right("inbox: '[[Inbox]]'", |config| config.inbox.clone(), "Inbox.md".to_owned());
    right("inbox: '[[Notes/Inbox|in]]'", |config| config.inbox.clone(), "Notes/Inbox.md".to_owned());
    right("inbox: In.box.MD", |config| config.inbox.clone(), "In.box.MD".to_owned());
    right("inbox: off.md", |config| config.inbox.clone(), "off.md".to_owned());
}

#[test]
fn a_touch_may_be_in_short_form() {
    let touch = |name: &str, after, by, optional| Touch {
        name: name.to_owned(),
        after,
        by,
        channel: None,
        template: None,
        optional,
    };
    right("sequences: {x: [18..21 say-hi?, 30 bye]}", |config| config.sequences["x"].touches.clone(), {
        vec![touch("say-hi", 18, 21, true), touch("bye", 30, 30, false)]
    });
    right("sequences: {Thanks: {unit: business days}}", |config| config.sequences["thanks"].touches.len(), 1);
    right("rules: [{set: {sequence: newContact}}]", |config| config.rules[0].set.sequence.clone(), {
        Some(SequenceChoice::Named("new-contact".to_owned()))
    });
    for none in ["none", "off"] {
        let rule = format!("rules: [{{set: {{sequence: {none}}}}}]");
        right(&rule, |config| config.rules[0].set.sequence.clone(), Some(SequenceChoice::Off));
    }
    right(
        "sequences: {none: [3 hello]}\nrules: [{set: {sequence: none}}]",
        |config| config.rules[0].set.sequence.clone(),
        Some(SequenceChoice::Named("none".to_owned())),
    );
}

#[test]
fn all_errors_are_reported_in_order() {
    let problems = problems_of(
        "per-dy: 3\nfeed:\n  detial: full\n  overdue: tomorrow\nre-engage: [6 month, bimonthly]\n",
    );
    assert_eq!(
        problems,
        [
            "1:1 unknown-config-key: the configuration has no key \"per-dy\" | did you mean `per-day`?",
            "3:3 unknown-config-key: `feed` has no key \"detial\" | did you mean `detail`?",
            "4:12 bad-config: not a known value: \"tomorrow\" | write `today` or `keep`",
            "5:22 bad-cadence: not an interval: \"bimonthly\" | it means two things; write `2 weeks` or `2 months`",
        ]
    );
}

#[test]
fn a_problem_shows_its_line_and_its_effect() {
    let problems = read("feed:\n  detail: everything\n").unwrap_err();
    let excerpt = problems[0].excerpt.as_ref().unwrap();
    assert_eq!((excerpt.line.as_str(), excerpt.from, excerpt.width), ("  detail: everything", 10, 10));
    assert_eq!(problems[0].effect, "nothing is built until this is fixed");
}

#[test]
fn folders_are_in_the_vault_and_different() {
    wrong("out: ../agenda", "1:6 bad-config: not a folder below the vault: \"../agenda\"");
    wrong("out: .", "1:6 bad-config: not a folder below the vault: \".\"");
    wrong("publish: /srv/www", "1:10 bad-config: not a folder below the vault");
    wrong("publish: yes", "1:10 bad-config: not a folder below the vault: \"yes\" | name it, as in");
    wrong("holidays: ../h.ics", "1:11 bad-config: not a calendar file of the vault");
    wrong("holidays: [a.ics, b.ics]", "1:19 bad-config: a second calendar file");
    wrong("feed: {file: a/b.ics}", "1:14 bad-config: not the name of a calendar file");
    wrong("feed: {file: robots.txt}", "1:14 bad-config: not the name of a calendar file");
    wrong("out: Publish", "1:6 bad-config: `publish` and `out` are one folder");
    wrong("out: people/", "1:6 bad-config: `import-folder` and `out` are one folder: People");
}

/// Each row is a file and the beginning of its only problem.
#[test]
fn what_is_wrong_is_told_with_a_remedy() {
    table_rows(include_str!("wrong.txt")).for_each(|(text, expected)| wrong(&text, &expected));
}

#[test]
fn no_input_panics() {
    let whole = include_str!("../print/all.yaml");
    for (place, _) in whole.char_indices().step_by(7) {
        let (head, tail) = whole.split_at(place);
        let _ = (read(head), read(tail));
    }
}

#[test]
fn the_watchdog_may_be_off() {
    right("feed: {watchdog: off}", |config| config.feed.watchdog, 0);
    right("feed: {watchdog: 2 weeks}", |config| config.feed.watchdog, 14);
    wrong("feed: {watchdog: never ever}", "1:18 ");
}
