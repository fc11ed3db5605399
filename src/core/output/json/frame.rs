//! The parts of `agenda.json` around the follow-ups: day, resting contacts, lapsed follow-ups, problems and
//! counts.

use super::super::links::Build;
use crate::core::agenda::model::{Lapsed, Resting, Section, State};
use crate::core::day::Day;
use crate::core::problem::counts::Counts;
use crate::core::problem::{Problem, show};
use serde::Serialize;

/// Version of the format.
const SCHEMA: u32 = 1;

/// Returns the file's content without its follow-ups.
pub(super) fn frame<'a>(build: &'a Build<'_>, problems: &'a [Problem]) -> Frame<'a> {
    let agenda = &build.compiled.agenda;
    Frame {
        schema: SCHEMA,
        today: agenda.today,
        vault: &agenda.vault,
        welcome_back: agenda.welcome_back,
        follow_ups: [],
        resting: agenda.resting.iter().map(|resting| RestingJson::new(build, resting)).collect(),
        lapsed: agenda.lapsed.iter().map(|lapsed| LapsedJson::new(build, lapsed)).collect(),
        problems: problems.iter().map(show::Json::from).collect(),
        counts: AllCounts::new(build, problems),
    }
}

#[derive(Serialize)]
pub(super) struct Frame<'a> {
    schema: u32,
    today: Day,
    vault: &'a str,
    welcome_back: bool,
    /// Always empty: the follow-ups are written separately, one a line.
    follow_ups: [(); 0],
    resting: Vec<RestingJson<'a>>,
    lapsed: Vec<LapsedJson<'a>>,
    problems: Vec<show::Json<'a>>,
    counts: AllCounts,
}

#[derive(Serialize)]
struct RestingJson<'a> {
    contact: &'a str,
    path: &'a str,
    since: Day,
    attempts: u32,
    returns: Day,
}

impl<'a> RestingJson<'a> {
    fn new(build: &Build<'a>, resting: &Resting) -> RestingJson<'a> {
        let contact = build.compiled.people.contact(resting.contact);
        RestingJson {
            contact: contact.name(),
            path: contact.path.as_str(),
            since: resting.since,
            attempts: resting.attempts,
            returns: resting.returns,
        }
    }
}

#[derive(Serialize)]
struct LapsedJson<'a> {
    contact: &'a str,
    path: &'a str,
    kind: &'a str,
    due: Day,
    on: Day,
}

impl<'a> LapsedJson<'a> {
    fn new(build: &Build<'a>, lapsed: &Lapsed) -> LapsedJson<'a> {
        let contact = build.compiled.people.contact(lapsed.contact);
        LapsedJson {
            contact: contact.name(),
            path: contact.path.as_str(),
            kind: lapsed.kind.name(),
            due: lapsed.due,
            on: lapsed.on,
        }
    }
}

/// The `counts` of the file.
#[derive(Serialize)]
struct AllCounts {
    follow_ups: usize,
    today: usize,
    more: usize,
    upcoming: usize,
    overdue: usize,
    resting: usize,
    lapsed: usize,
    #[serde(flatten)]
    problems: Counts,
}

impl AllCounts {
    fn new(build: &Build<'_>, problems: &[Problem]) -> AllCounts {
        let agenda = &build.compiled.agenda;
        let (mut today, mut more, mut upcoming, mut overdue) = (0, 0, 0, 0);
        for one in &agenda.follow_ups {
            today += usize::from(one.section == Section::Today);
            more += usize::from(one.section == Section::More);
            upcoming += usize::from(one.state == State::Upcoming);
            overdue += usize::from(one.state == State::Overdue);
        }
        AllCounts {
            follow_ups: agenda.follow_ups.len(),
            today,
            more,
            upcoming,
            overdue,
            resting: agenda.resting.len(),
            lapsed: agenda.lapsed.len(),
            problems: problems.into(),
        }
    }
}
