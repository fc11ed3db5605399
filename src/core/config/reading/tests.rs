//! Tests of the values that each key takes, and of the text of each kind of error.

use super::read;
use crate::core::config::model::{Config, SequenceChoice, Touch, Unit};
use crate::core::config::outputs::Detail;
use crate::core::interval::{Interval, IntervalOrOff};
use crate::core::note::channel::Channel;
use crate::core::note::log::words::{Direction, Meaning};
use crate::core::people::settings::Priority;
use crate::core::problem::show;

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
fn shapes_are_checked() {
    wrong("inbox: off", "1:8 bad-config: not a path of a note: \"off\" | name it with its ending, or write");
    wrong("inbox: true", "1:8 bad-config: not a path of a note: \"true\"");
    wrong("per-day: [1]", "1:10 bad-config: a list where a number in range belongs");
    wrong("feed: full", "1:7 bad-config: not a map: \"full\" | `feed` takes `key: value` lines");
    wrong("- a", "1:1 bad-config: a list where a map belongs");
    wrong("me: {name: ''}", "1:12 bad-config: an empty text where a name belongs");
    wrong("me: {name: a}\nme: {name: b}", "2:1 bad-config: \"me\" appears twice, first on line 1");
    wrong("re-engage: []", "1:12 bad-config: an empty list where an interval belongs");
    wrong("ignore: [a, null]", "1:13 bad-config: nothing where a glob belongs");
}

#[test]
fn single_values_are_checked() {
    wrong(
        "per-day: 0",
        "1:10 bad-config: not a number in range: \"0\" | write a whole number from 1 to 1000",
    );
    wrong("per-day: 1e3", "1:10 bad-config: not a number");
    wrong("horizon: 2 months", "1:10 bad-config: not a number of days: \"2 months\"");
    wrong("sources: {log: maybe}", "1:16 bad-config: not yes or no: \"maybe\" | write `true` or `false`");
    wrong(
        "timezone: europe/berlin",
        "1:11 bad-config: not a time zone: \"europe/berlin\" | did you mean `Europe/Berlin`?",
    );
    wrong("timezone: Mars", "1:11 bad-config: not a time zone: \"Mars\" | write an IANA name");
    wrong("me: {email: Ada <ada@x.y>}", "1:13 bad-config: not an e-mail address");
    wrong("reply-within: 0", "1:15 bad-cadence: not an interval: \"0\" | write a whole number from 1");
    wrong("start: 30.2.2026", "1:8 impossible-date: not a day that exists");
    wrong("start: 02/11/2026", "1:8 ambiguous-date: not a clear date");
    wrong("start: 02/11/26", "1:8 two-digit-year: not a date with a full year");
    wrong("start: soon", "1:8 bad-date: not a date: \"soon\"");
    wrong("date-order: ymd", "1:13 bad-config: not a known value: \"ymd\" | write `dmy` or `mdy`");
    wrong("ignore: '['", "1:9 bad-config: not a glob");
    wrong("review: {at: 25:00}", "1:14 bad-config: not a time of day");
    wrong("work-week: mon-fry", "1:12 bad-config: not a range of weekdays: \"mon-fry\"");
    wrong("note-url: https://example.org", "1:11 bad-config: not a pattern of links to notes");
    wrong("drafts: {formats: [pdf]}", "1:20 bad-config: not a known value: \"pdf\"");
    wrong("drafts: {max-words: {pigeon: 20}}", "1:22 bad-config: not a known value: \"pigeon\"");
    wrong("daily: {format: YYYY-MM}", "1:17 bad-config: not a date format: \"YYYY-MM\"");
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

#[test]
fn notes_and_words_are_checked() {
    wrong(
        "fields: {brithday: Geburtstag}",
        "1:10 bad-config: not a key of notes: \"brithday\" | did you mean `birthday`?",
    );
    wrong(
        "fields: {Firma: org}",
        "1:10 bad-config: not a key of notes: \"Firma\" | write it the other way round: `org: Firma`",
    );
    wrong("fields: {org: '_'}", "1:15 bad-config: not the spelling of a key: \"_\" | write it with letters");
    wrong("words: {Kaffee: sideways}", "1:17 bad-config: not a meaning: \"sideways\" | write `out`");
    wrong("words: {coffe: off}", "1:9 bad-config: not a known word: \"coffe\" | did you mean `coffee`?");
    wrong("words: {hooks: '!'}", "1:16 bad-config: not a heading: \"!\"");
    wrong("tiers: {A: often}", "1:12 bad-config: not a priority or a cadence: \"often\"");
    wrong("contacts: {tags: [a b]}", "1:19 bad-config: not a tag: \"a b\"");
}

#[test]
fn rules_are_checked() {
    wrong("rules: [{match: {tag: a}}]", "1:9 bad-config: a rule that sets nothing");
    wrong(
        "rules: [{match: {tag: []}, set: {lead: 1}}]",
        "1:23 bad-config: an empty list where a tag belongs",
    );
    wrong("rules: [{match: {status: gone}, set: {lead: 1}}]", "1:26 bad-config: not a known value");
    wrong(
        "rules: [{set: {cadense: 2w}}]",
        "1:16 unknown-config-key: `set` has no key \"cadense\" | did you mean `cadence`?",
    );
    wrong(
        "rules: [{set: {cadence: 4w, max: 2w}}]",
        "1:34 bad-config: `max` is shorter than `cadence`: 2 weeks and 4 weeks",
    );
    wrong(
        "rules: [{set: {cadence: 4-6 weeks, max: 8w}}]",
        "1:36 bad-config: a `max` with a `cadence` that is a range",
    );
    wrong("rules: [{set: {cadence: off, max: 8w}}]", "1:30 bad-config: a `max` with a `cadence` that is off");
    wrong("rules: [{set: {max: 8w}}]", "1:16 bad-config: a `max` without a `cadence`");
    wrong("rules: [{set: {cadence: often, max: 8w}}]", "1:25 bad-cadence: not an interval: \"often\"");
    wrong("rules: [{set: {attempts: 0}}]", "1:26 bad-config: not a number of attempts: \"0\"");
    wrong(
        "rules: [{set: {sequence: thank}}]",
        "1:26 bad-config: not a sequence: \"thank\" | did you mean `thanks`?",
    );
    wrong(
        "sequences: {thanks: off}\nrules: [{set: {sequence: thanks}}]",
        "2:26 bad-config: not a sequence: \"thanks\"",
    );
}

#[test]
fn sequences_are_checked() {
    wrong(
        "sequences: {thnaks: null}",
        "1:13 bad-config: not a sequence to switch off: \"thnaks\" | did you mean `thanks`?",
    );
    wrong("sequences: {x: {unit: days}}", "1:13 bad-config: a sequence without touches");
    wrong("sequences: {x: []}", "1:16 bad-config: an empty list where a touch belongs");
    wrong("sequences: {x y: [1 a]}", "1:13 bad-config: not a name for a hashtag: \"x y\"");
    wrong("sequences: {x: [soon hello]}", "1:17 bad-config: not a touch: \"soon hello\"");
    wrong("sequences: {x: [{name: a}]}", "1:17 bad-config: a touch needs `name` and `after`");
    wrong("sequences: {x: [3..1 a]}", "1:17 bad-config: `by` of a is before its `after`: 1 and 3");
    wrong("sequences: {x: [3 a, 1 b]}", "1:22 bad-config: `after` of b is before the touch above it");
    wrong("sequences: {x: [1 a, 2 A]}", "1:22 bad-config: two touches are named `A`");
    wrong("sequences: {x: [1 ask]}", "1:17 bad-config: `#ask` has a meaning of its own");
    wrong("sequences: {value: [1 a]}", "1:13 bad-config: `value` is also the name of a touch");
    wrong("sequences: {x: [1 proposal]}", "1:17 bad-config: `proposal` is also the name of a sequence");
    wrong("sequences: {x: [{name: x, after: 1}]}", "1:13 bad-config: `x` is also the name of a touch");
}

#[test]
fn time_off_is_checked() {
    wrong("away: [{from: 2026-12-20}]", "1:8 bad-config: `away` needs `from` and `to`");
    wrong("away: {from: 2026-12-20, to: 2026-12-19}", "1:7 bad-config: `to` is before `from`");
    wrong("away: {from: soon, to: 2026-12-19}", "1:14 bad-date: not a date: \"soon\"");
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
