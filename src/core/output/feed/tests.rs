//! Tests of whole calendars, for vaults built in memory.

use super::*;
use crate::core::agenda::model::{Kind, Reason, State};
use crate::core::compile::Compiled;
use crate::core::config::model::Config;
use crate::core::config::outputs::{OverdueOn, ReviewBlock};
use crate::core::day::Yearly;
use crate::core::note::facts::Labelled;
use crate::core::output::fixture::{self, HOSTILE, day};
use crate::core::place::{Found, Spot};
use crate::core::plan::id::follow_up_id;
use crate::core::plan::rules::dates::Dated;

/// Makes and checks a calendar as the private feed.
fn private(calendar: &Calendar<'_>) -> Outputs {
    let mut feeds = Feeds::default();
    feeds.add(calendar, Folder::Out, "followups.ics");
    feeds.checked()
}

pub(super) fn calendar(compiled: &Compiled, config: &Config, detail: Detail) -> String {
    let build = Build::new(compiled, config);
    let mut outputs = private(&Calendar::new(&build, detail, Audience::Owner));
    assert_eq!(outputs.faults, []);
    String::from_utf8(outputs.files.remove(0).bytes).unwrap()
}

/// The values of a property in an unfolded calendar.
pub(super) fn all<'a>(unfolded: &'a str, name: &str) -> Vec<&'a str> {
    unfolded.split("\r\n").filter_map(|line| line.strip_prefix(name)).collect()
}

pub(super) fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "")
}

pub(super) fn with_follow_ups(number: usize, due: &str) -> Compiled {
    fixture::compiled(vec![fixture::contact("People/Ada.md", "Ada Lovelace")], |people| {
        (0..number)
            .map(|place| {
                let mut one = fixture::follow_up(people, Kind::Promise, due);
                one.id = format!("{place:0>10}").parse().unwrap();
                one.title = format!("Promise {place}").into();
                one
            })
            .collect()
    })
}

#[test]
fn overdue_items_sit_on_today_and_the_rest_is_counted() {
    let compiled = with_follow_ups(11, "2026-11-20");
    let config = Config::default();
    let text = unfolded(&calendar(&compiled, &config, Detail::Full));
    let days = all(&text, "DTSTART;VALUE=DATE:");
    assert_eq!(days.iter().filter(|day| **day == "20261124").count(), 9);
    assert!(all(&text, "SUMMARY:").contains(&"and 3 more are waiting"));
    let mut keep = Config::default();
    keep.feed.overdue = OverdueOn::Due;
    let text = unfolded(&calendar(&compiled, &keep, Detail::Full));
    assert_eq!(all(&text, "DTSTART;VALUE=DATE:").iter().filter(|day| **day == "20261120").count(), 11);
}

#[test]
fn an_empty_agenda_is_still_a_calendar() {
    let text = calendar(&fixture::compiled(Vec::new(), |_| Vec::new()), &Config::default(), Detail::Full);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert_eq!(all(&text, "SUMMARY:"), ["Calendar not rebuilt since 2026-11-24"]);
    assert_eq!(all(&text, "DTSTART;VALUE=DATE:"), ["20261201"]);
}

#[test]
fn yearly_dates_are_dated_events_with_true_ages() {
    let mut ada = fixture::contact("People/Ada.md", "Ada Lovelace");
    let spot = Spot::new(4, 1);
    ada.facts.birthday = Some(Found { value: Yearly::new(2, 29, Some(1992)).unwrap(), spot });
    let yearly = Yearly::new(12, 1, None).unwrap();
    ada.facts.rare.dates =
        Box::new([Labelled { label: "wedding, [[church]]".into(), before: 0, yearly, spot }]);
    let compiled = fixture::compiled(vec![ada], |_| Vec::new());
    let config = Config::default();
    let text = unfolded(&calendar(&compiled, &config, Detail::Full));
    let mut summaries = all(&text, "SUMMARY:");
    summaries.retain(|summary| !summary.starts_with("Calendar"));
    assert_eq!(
        summaries,
        ["Ada Lovelace: wedding\\, church", "Ada Lovelace: Birthday (35)", "Ada Lovelace: wedding\\, church"]
    );
    assert!(all(&text, "DTSTART;VALUE=DATE:").contains(&"20270228"));
    let mut dead = compiled;
    dead.people.contacts[0].facts.rare.died = Some(spot);
    assert_eq!(all(&calendar(&dead, &config, Detail::Full), "SUMMARY:").len(), 1);
}

#[test]
fn a_yearly_date_is_one_event_from_its_announcement_until_it_is_belated() {
    let dated = |text: &str, kind: Kind| {
        let mut ada = fixture::contact("People/Ada.md", "Ada Lovelace");
        let yearly = Yearly::new(11, 26, None).unwrap();
        ada.facts.birthday = Some(Found { value: yearly, spot: Spot::new(4, 1) });
        let mut compiled = fixture::compiled(vec![ada], |people| {
            let mut one = fixture::follow_up(people, kind, "2026-11-26");
            let ada = &people.contacts[0];
            let key = Dated::birthday(&ada.facts).unwrap().key(day("2026-11-26"));
            one.id = follow_up_id(kind, &ada.id, &key);
            vec![one]
        });
        compiled.agenda.today = day(text);
        if day(text) > day("2026-11-26") {
            let one = &mut compiled.agenda.follow_ups[0];
            (one.state, one.on) = (State::Belated, day(text));
        }
        unfolded(&calendar(&compiled, &Config::default(), Detail::Full))
    };
    let uid_of = |text: &str, summary: &str| {
        let this_year = |event: &&str| event.contains(summary) && event.contains("DATE:202611");
        let events: Vec<&str> = text.split("BEGIN:VEVENT").filter(this_year).collect();
        assert_eq!(events.len(), 1, "{text}");
        all(events[0], "UID:")[0].to_owned()
    };
    let ahead = dated("2026-11-24", Kind::Birthday);
    let belated = dated("2026-11-27", Kind::Birthday);
    assert_eq!(uid_of(&ahead, "Ada Lovelace: Birthday"), uid_of(&belated, "SUMMARY:Belated"));
    // Preparing is a separate event, in addition to the day itself.
    let both = dated("2026-11-24", Kind::Prepare);
    assert_ne!(uid_of(&both, "SUMMARY:Ada Lovelace: Birthday"), uid_of(&both, "SUMMARY:Prepare"));
    assert_eq!(uid_of(&both, "SUMMARY:Ada Lovelace: Birthday"), uid_of(&ahead, "Ada Lovelace: Birthday"));
}

#[test]
fn no_detail_shows_more_than_it_may() {
    #[track_caller]
    fn case(detail: Detail, forbidden: &[&str]) {
        let mut compiled = with_follow_ups(2, "2026-11-27");
        let yearly = Yearly::new(12, 1, Some(1990)).unwrap();
        let dates = Labelled { label: "wedding".into(), before: 0, yearly, spot: Spot::new(9, 1) };
        compiled.people.contacts[0].facts.rare.dates = Box::new([dates]);
        let mut config = Config::default();
        config.feed.file = Some("secret.ics".to_owned());
        let text = unfolded(&calendar(&compiled, &config, detail));
        for word in forbidden {
            assert!(!text.contains(word), "{word} in {text}");
        }
    }
    let notes = ["vinyl", "case study", "Promise 1", "wedding", "example.org", "daily", "every 4 weeks"];
    case(Detail::Name, &notes);
    case(Detail::Initials, &[&notes[..], &["Ada", "People", "obsidian"]].concat());
    case(Detail::Busy, &[&notes[..], &["Ada", "People", "obsidian", "AL:", "Promise"]].concat());
}

#[test]
fn an_address_used_as_a_name_is_not_published() {
    let mut compiled = with_follow_ups(1, "2026-11-27");
    compiled.people.contacts = vec![fixture::contact("People/ada@engine.example.md", "ada@engine.example")];
    let text = unfolded(&calendar(&compiled, &Config::default(), Detail::Name));
    assert!(!text.contains("engine.example") && !text.contains("URL:"), "{text}");
    assert!(all(&text, "SUMMARY:").contains(&"A: Promise"), "{text}");
}

#[test]
fn private_contacts_are_not_published() {
    let mut compiled = with_follow_ups(1, "2026-11-27");
    compiled.people.contacts[0].facts.rare.private = true;
    let mut config = Config::default();
    config.feed.file = Some("x.ics".to_owned());
    let outputs = make(&Build::new(&compiled, &config), Publish::Wanted).checked();
    let paths: Vec<(&str, Folder)> = outputs.files.iter().map(|file| (&*file.path, file.folder)).collect();
    let publish = Folder::Publish;
    assert_eq!(
        paths,
        [("followups.ics", Folder::Out), ("x.ics", publish), ("robots.txt", publish), (".nojekyll", publish)]
    );
    let published = std::str::from_utf8(&outputs.files[1].bytes).unwrap();
    assert!(!published.contains("AL:") && published.contains("not rebuilt"), "{published}");
}

#[test]
fn private_contacts_are_not_named_in_the_follow_ups_of_others() {
    let mut private = fixture::contact("People/Priv Ate.md", "Priv Ate");
    private.facts.rare.private = true;
    private.facts.aliases = Box::new(["Shadow".into()]);
    let contacts = vec![fixture::contact("People/Ada.md", "Ada Lovelace"), private];
    let mut compiled = fixture::compiled(contacts, |people| {
        let mut one = fixture::follow_up(people, Kind::Promise, "2026-11-27");
        let reason = one.reasons[0].clone();
        let naming = |text: &str| Reason { text: text.into(), ..reason.clone() };
        one.title = "Ada Lovelace: introduce [[Priv Ate]]".into();
        one.reasons.push(naming("you promised: introduce [[Priv Ate|her]]"));
        one.reasons.push(naming("you promised: lunch (also for Priv Ate)"));
        one.own_reasons = 3;
        one.topic = Some("about priv  ate".into());
        vec![one]
    });
    let yearly = Yearly::new(12, 1, None).unwrap();
    let label = "wedding with Shadow".into();
    compiled.people.contacts[0].facts.hooks[0].text = "cousin of Shadow".into();
    compiled.people.contacts[0].facts.rare.dates =
        Box::new([Labelled { label, before: 0, yearly, spot: Spot::new(9, 1) }]);
    let config = Config::default();
    let build = Build::new(&compiled, &config);
    let told = |audience| {
        let (events, _) = Calendar::new(&build, Detail::Full, audience).events();
        events.iter().map(|event| format!("{}\n{}\n", event.summary, event.description)).collect::<String>()
    };
    let published = told(Audience::Subscribers);
    for word in ["Priv", "priv", "Shadow"] {
        assert!(!published.contains(word), "{word} in {published}");
    }
    for kept in [
        "Ada Lovelace: Promise",
        "you promised: lunch (",
        &build.compiled.agenda.follow_ups[0].id,
        "6 weeks ago",
        "Ada Lovelace: Date",
    ] {
        assert!(published.contains(kept), "{kept} not in {published}");
    }
    assert_eq!(told(Audience::Owner).matches("Priv Ate").count(), 2);
    assert!(told(Audience::Owner).contains("cousin of Shadow"));
}

#[test]
fn hostile_texts_read_back_alike() {
    let compiled = fixture::compiled(vec![fixture::contact("People/\u{2028}x,;\n.md", HOSTILE)], |people| {
        let texts =
            [HOSTILE, ": colon", "\\", "ünïcödé".repeat(50).as_str(), "", "BEGIN:VEVENT\r\nEND:VCALENDAR"]
                .map(str::to_owned);
        let follow_up = |(place, text): (usize, String)| {
            let mut one = fixture::follow_up(people, Kind::Promise, "2026-11-26");
            one.id = format!("{place:0>10}").parse().unwrap();
            one.title = text.as_str().into();
            one.reasons[0].text = text.as_str().into();
            one.topic = Some(text.into());
            one.state = State::Upcoming;
            one
        };
        texts.into_iter().enumerate().map(follow_up).collect()
    });
    let config =
        Config { review: Some(ReviewBlock { weekday: 0, at: (23, 50), minutes: 30 }), ..Config::default() };
    let text = calendar(&compiled, &config, Detail::Full);
    assert_eq!(unfolded(&text).matches("\r\nBEGIN:VEVENT\r\n").count(), 6 + 8 + 1);
    assert!(text.contains("DTSTART:20261130T235000\r\nDTEND:20261201T002000\r\n"));
}

#[test]
fn the_limit_cuts_what_ranks_last() {
    let mut compiled = with_follow_ups(5, "2026-11-20");
    let people = &compiled.people;
    compiled.agenda.follow_ups.push(Box::new(fixture::follow_up(people, Kind::Next, "2026-11-26")));
    let birthday = Yearly::new(11, 24, None).unwrap();
    compiled.people.contacts[0].facts.birthday = Some(Found { value: birthday, spot: Spot::new(4, 1) });
    let mut config = Config::default();
    config.feed.max_events = 5;
    let build = Build::new(&compiled, &config);
    let outputs = private(&Calendar::new(&build, Detail::Full, Audience::Owner));
    let text = unfolded(std::str::from_utf8(&outputs.files[0].bytes).unwrap());
    let mut summaries = all(&text, "SUMMARY:");
    summaries.sort_unstable();
    let watchdog = "Calendar not rebuilt since 2026-11-24";
    // The date of today comes first, then the follow-ups as the agenda ranks them.
    assert_eq!(summaries, ["Ada Lovelace: Birthday", watchdog, "Promise 0", "Promise 1", "Promise 2"]);
    let codes: Vec<Code> = outputs.problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::LargeFeed]);
    assert_eq!(outputs.problems[0].path.as_str(), "agenda/followups.ics");
    // Contacts marked private stay in the owner's calendar: that helps the published one alone.
    config.feed.file = Some("x.ics".to_owned());
    let problems = make(&Build::new(&compiled, &config), Publish::Wanted).problems;
    let helped =
        problems.iter().map(|problem| (problem.path.as_str(), problem.help.contains("private: true")));
    assert_eq!(helped.collect::<Vec<_>>(), [("agenda/followups.ics", false), ("publish/x.ics", true)]);
}

#[test]
fn review_blocks_are_cut_before_follow_ups() {
    let compiled = with_follow_ups(3, "2026-11-27");
    let mut config =
        Config { review: Some(ReviewBlock { weekday: 0, at: (9, 0), minutes: 30 }), ..Config::default() };
    let kept = |most: usize, config: &mut Config| {
        config.feed.max_events = most;
        let build = Build::new(&compiled, config);
        let (events, cut) = Calendar::new(&build, Detail::Full, Audience::Owner).events();
        let number = |start: &str| events.iter().filter(|event| event.summary.starts_with(start)).count();
        (number("Promise"), number("Weekly review"), number("Calendar not rebuilt"), cut)
    };
    assert_eq!(kept(1_000, &mut config), (3, 8, 1, 0));
    assert_eq!(kept(5, &mut config), (3, 1, 1, 7));
    assert_eq!(kept(3, &mut config), (2, 0, 1, 9));
}

#[test]
fn a_busy_day_counts_everything() {
    let mut compiled = with_follow_ups(11, "2026-11-20");
    let later = fixture::follow_up(&compiled.people, Kind::Next, "2026-11-27");
    compiled.agenda.follow_ups.push(Box::new(later));
    let text = unfolded(&calendar(&compiled, &Config::default(), Detail::Busy));
    let mut summaries = all(&text, "SUMMARY:");
    summaries.sort_unstable();
    assert_eq!(summaries, ["1 follow-up", "11 follow-ups", "Calendar not rebuilt since 2026-11-24"]);
    assert_eq!(all(&text, "DESCRIPTION:"), Vec::<&str>::new());
}

#[test]
fn reasons_of_other_kinds_are_shown_only_on_late_events() {
    let with_two = |due: &str| {
        let mut compiled = with_follow_ups(1, due);
        let one = &mut compiled.agenda.follow_ups[0];
        let mut other = one.reasons[0].clone();
        other.text = "another kind is due too".into();
        one.reasons.push(other);
        unfolded(&calendar(&compiled, &Config::default(), Detail::Full)).contains("another kind is due too")
    };
    assert!(with_two("2026-11-20") && !with_two("2026-11-24") && !with_two("2026-11-27"));
}
