//! Builds small vaults in memory, for the tests of the outputs.

use crate::core::agenda::about::About;
use crate::core::agenda::model::{Agenda, FollowUp, Kind, Reason, Section, State};
use crate::core::compile::Compiled;
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::note::facts::{ContactFacts, Hook, HookKind, Mark};
use crate::core::people::contact::{Contact, ContactIndex, People};
use crate::core::place::{Found, NotePath, Place, Spot};

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
