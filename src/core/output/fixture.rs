//! Builds small vaults in memory, for the tests of the outputs.

use crate::core::agenda::about::About;
use crate::core::agenda::model::{
    Agenda, FollowUp, Introduction, Kind, Offer, Reason, RestCause, Resting, Section, State,
};
use crate::core::compile::Compiled;
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::facts::{ContactFacts, Hook, HookKind, Mark, Met, Source};
use crate::core::note::log::line::words::Direction;
use crate::core::people::contact::{Contact, ContactIndex, Interaction, InteractionKind, People};
use crate::core::place::{Found, NotePath, Place, Spot};
use crate::core::problem::{Code, Problem};
use serde::Serialize;

/// A Tuesday.
pub(crate) const TODAY: &str = "2026-11-24";

/// A name that tries to end every format it is put into.
pub(crate) const HOSTILE: &str = "Eve; \"O, Neil\\\"\r\nBcc: x@y.example\r\nBEGIN:VEVENT\u{2028}]] <script>alert(1)</script> 📅 ^f-aaaaaaaaaa שָׁלוֹם\u{202e}";

pub(crate) fn day(text: &str) -> Day {
    Day::from_iso(text).unwrap()
}

pub(crate) fn place(path: &str, line: usize) -> Place {
    Place::at(&NotePath::new(path), Spot::new(line, 1))
}

pub(crate) fn contact(path: &str, name: &str) -> Contact {
    let email = Found { value: "ada@example.org".into(), spot: Spot::new(3, 8) };
    let hook = Hook {
        text: "collects **vinyl**, see [[Jazz]]".into(),
        spot: Spot::new(7, 1),
        kind: HookKind::Plain,
        mentioned: false,
    };
    Contact {
        path: NotePath::new(path),
        id: path.into(),
        mark: Mark::Folder("People".to_owned()),
        facts: Box::new(ContactFacts {
            name: name.into(),
            emails: Box::new([email]),
            dated: Box::new([day("2026-11-02")]),
            hooks: Box::new([hook]),
            ..ContactFacts::default()
        }),
        history: Vec::new(),
        tasks: Vec::new(),
        shared: Box::default(),
    }
}

/// A follow-up by e-mail for the first contact: on today, or upcoming if it is due later.
pub(crate) fn follow_up(people: &People, kind: Kind, due: &str) -> FollowUp {
    let due = day(due);
    let today = day(TODAY);
    let first = &people.contacts[0];
    let upcoming = due > today;
    FollowUp {
        id: format!("{:0>10.10}", kind.name().replace('-', "")).parse().unwrap(),
        kind,
        contact: ContactIndex(0),
        about: About::Contact,
        title: format!("{}: {}", kind.label(), first.name()).into(),
        due,
        by: due.plus_days(2),
        on: due.max(today),
        turn: due,
        first: due,
        date: kind.is_date().then_some(due),
        state: if upcoming { State::Upcoming } else { State::Due },
        overdue_days: 0,
        section: if upcoming { Section::Week } else { Section::Today },
        channel: Some(Channel::Email),
        touch: None,
        sequence: None,
        optional: false,
        turns: None,
        attempts: 0,
        reasons: vec![Reason {
            rule: "cadence",
            text: "last contact 6 weeks ago, every 4 weeks".into(),
            place: Some(place(first.path.as_str(), 12)),
        }],
        own_reasons: 1,
        topic: Some("the case study".into()),
        resources: Box::default(),
        introductions: Box::default(),
        stamp: day("2026-11-02"),
        newest: Some(day("2026-11-02")),
        put_off: None,
    }
}

pub(crate) fn compiled(
    contacts: Vec<Contact>,
    follow_ups: impl FnOnce(&People) -> Vec<FollowUp>,
) -> Compiled {
    let people = People { contacts, ..People::default() };
    let agenda = Agenda {
        today: day(TODAY),
        vault: "My vault".to_owned(),
        welcome_back: false,
        follow_ups: follow_ups(&people).into_iter().map(Box::new).collect(),
        planned: Vec::new(),
        failed: Vec::new(),
        resting: Vec::new(),
        lapsed: Vec::new(),
        contacts: people.contacts.len(),
    };
    Compiled { agenda, people, others: Vec::new(), problems: Vec::new() }
}

/// A follow-up and a contact with everything that templates can be given of one.
pub(crate) fn full() -> Compiled {
    let (met_on, path) = (day("2026-11-20"), NotePath::new("a.md"));
    let mut ada = contact("People/Ada.md", "Ada");
    ada.facts.rare.met = Some(Found { value: Met { day: met_on, text: None }, spot: Spot::new(1, 1) });
    let talk = InteractionKind::Clear(Direction::Both);
    ada.history.push(Interaction::new(met_on, talk, Source::Log, (0, Spot::new(1, 1))));
    let mut compiled = compiled(vec![ada], |people| {
        let mut one = follow_up(people, Kind::Birthday, TODAY);
        one.sequence = Some("proposal".into());
        one.about = About::BegunBy(0);
        one.resources = Box::new([Offer { title: "a".to_owned(), path: path.clone(), url: None }]);
        let (name, need, why) = ("Ben".to_owned(), "a".to_owned(), "b".to_owned());
        one.introductions = Box::new([Introduction { name, path: path.clone(), need, why }]);
        vec![one]
    });
    let (contact, cause) = (ContactIndex(0), RestCause::NotNow);
    compiled.agenda.resting =
        vec![Resting { contact, since: met_on, cause, attempts: 0, returns: day(TODAY) }];
    compiled.problems = vec![Problem::new(Code::BadDate, &path, "a")];
    compiled.people.notes.push(path);
    compiled
}

/// Checks that a part of a page of the documentation names what a template is given and nothing else, each with its
/// meaning. A row may stand for all variables below it: `who` for `who.name`.
#[track_caller]
pub(crate) fn assert_documented(given: &impl Serialize, page: &str, part: &str) {
    let (_, rows) = page.split_once(&format!("<!-- {part} -->")).unwrap();
    let (rows, _) = rows.split_once(&format!("<!-- /{part} -->")).unwrap();
    for row in rows.lines().filter(|row| row.starts_with("| `")) {
        assert!(row.trim_matches('|').split('|').all(|cell| !cell.trim().is_empty()), "an empty cell: {row}");
    }
    let names = rows.lines().filter_map(|row| row.strip_prefix("| `")?.split_once("` |"));
    let documented: Vec<&str> =
        names.flat_map(|(names, _)| names.split("`, `")).map(|name| name.trim_end_matches("[]")).collect();
    let mut found = Vec::new();
    push_names("", &serde_json::to_value(given).unwrap(), &mut found);
    let covers = |row: &str, name: &str| {
        name.strip_prefix(row).is_some_and(|below| below.is_empty() || below.starts_with(['.', '[']))
    };
    for name in &found {
        assert!(documented.iter().any(|row| covers(row, name)), "`{name}` is not documented");
    }
    for row in documented {
        assert!(found.iter().any(|name| covers(row, name)), "there is no `{row}`");
    }
}

/// Collects the names of a value's fields; those inside lists as `hooks[].text`.
fn push_names(prefix: &str, value: &serde_json::Value, names: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            let point = if prefix.is_empty() { "" } else { "." };
            fields.iter().for_each(|(key, value)| push_names(&format!("{prefix}{point}{key}"), value, names));
        }
        serde_json::Value::Array(items) if items.first().is_some_and(serde_json::Value::is_object) => {
            push_names(&format!("{prefix}[]"), &items[0], names);
        }
        _ => names.push(prefix.to_owned()),
    }
}
