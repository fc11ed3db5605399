//! `followup review --json`.

use super::super::links::Build;
use super::QUESTION;
use super::words::ahead;
use crate::core::day::Day;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::stage::Stage;
use crate::core::review::list::{List, Listed};
use crate::core::review::model::{Load, Moved, Promises, Review, Tally};
use serde::Serialize;
use std::collections::BTreeMap;

/// Version of the contract.
const SCHEMA: u32 = 1;

pub(super) fn write(build: &Build<'_>, review: &Review) -> String {
    let lists = List::ALL.iter().map(|list| {
        let rows = review.listed(*list).iter().map(|one| ListedJson::new(build, one)).collect();
        (list.name(), rows)
    });
    let json = ReviewJson {
        schema: SCHEMA,
        today: review.today,
        before: review.before,
        vault: &build.compiled.agenda.vault,
        contacts: review.contacts,
        funnel: Funnel::new(review),
        moved: review.moved.iter().map(|moved| MovedJson::new(build, moved)).collect(),
        week: WeekJson::new(review),
        replies: Replies::new(review),
        promises: PromisesJson::from(&review.promises),
        load: review.load.iter().map(LoadJson::from).collect(),
        ahead: ahead(build.compiled)
            .map(|one| AheadJson {
                id: &one.id,
                contact: build.contact(one).name(),
                path: build.contact(one).path.as_str(),
                kind: one.kind.name(),
                title: &one.title,
                on: one.on,
                state: one.state.name(),
            })
            .collect(),
        lists: lists.collect(),
        question: QUESTION,
    };
    // Our own structs have no map with keys that are no text, the one thing that fails.
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct ReviewJson<'a> {
    schema: u32,
    today: Day,
    before: Day,
    vault: &'a str,
    contacts: usize,
    funnel: Funnel,
    moved: Vec<MovedJson<'a>>,
    week: WeekJson,
    replies: Replies<'a>,
    promises: PromisesJson,
    load: Vec<LoadJson>,
    ahead: Vec<AheadJson<'a>>,
    #[serde(flatten)]
    lists: BTreeMap<&'static str, Vec<ListedJson<'a>>>,
    question: &'static str,
}

/// Contacts by stage; together they are `contacts`.
#[derive(Serialize)]
struct Funnel {
    new: usize,
    active: usize,
    waiting: usize,
    resting: usize,
    dormant: usize,
    paused: usize,
    closed: usize,
    never: usize,
}

impl Funnel {
    fn new(review: &Review) -> Funnel {
        Funnel {
            new: review.number(Stage::New),
            active: review.number(Stage::Active),
            waiting: review.number(Stage::Waiting),
            resting: review.number(Stage::Resting),
            dormant: review.number(Stage::Dormant),
            paused: review.number(Stage::Paused),
            closed: review.number(Stage::Closed),
            never: review.number(Stage::Never),
        }
    }
}

#[derive(Serialize)]
struct MovedJson<'a> {
    contact: &'a str,
    path: &'a str,
    from: Option<&'static str>,
    to: &'static str,
}

impl<'a> MovedJson<'a> {
    fn new(build: &Build<'a>, moved: &Moved) -> MovedJson<'a> {
        let (contact, path) = who(build, moved.contact);
        MovedJson { contact, path, from: moved.from.map(Stage::name), to: moved.to.name() }
    }
}

fn who<'a>(build: &Build<'a>, index: ContactIndex) -> (&'a str, &'a str) {
    let contact = build.compiled.people.contact(index);
    (contact.name(), contact.path.as_str())
}

#[derive(Serialize)]
struct WeekJson {
    people: u32,
    sent: u32,
    answered: u32,
    rate: Option<f64>,
    received: u32,
    met: u32,
    assumed: u32,
    promises_kept: u32,
}

impl WeekJson {
    fn new(review: &Review) -> WeekJson {
        let week = &review.week;
        WeekJson {
            people: week.people,
            sent: week.sent.sent,
            answered: week.sent.answered,
            rate: rate(week.sent),
            received: week.heard,
            met: week.met,
            assumed: week.assumed,
            promises_kept: week.kept,
        }
    }
}

/// Answers a message, to two places; null below ten messages.
fn rate(tally: Tally) -> Option<f64> {
    tally.percent().map(|percent| f64::from(percent) / 100.0)
}

#[derive(Serialize)]
struct Replies<'a> {
    by_channel: Vec<ChannelJson>,
    by_sequence: Vec<SequenceJson<'a>>,
}

#[derive(Serialize)]
struct ChannelJson {
    channel: Option<&'static str>,
    sent: u32,
    answered: u32,
    rate: Option<f64>,
}

#[derive(Serialize)]
struct SequenceJson<'a> {
    sequence: &'a str,
    sent: u32,
    answered: u32,
    rate: Option<f64>,
    touches: u32,
    open: u32,
}

impl<'a> Replies<'a> {
    fn new(review: &'a Review) -> Replies<'a> {
        let named = review.channels.iter().map(|(channel, tally)| (Some(channel.name()), *tally));
        let other = (review.other.sent > 0).then_some((None, review.other));
        let channel = |(channel, tally): (Option<&'static str>, Tally)| ChannelJson {
            channel,
            sent: tally.sent,
            answered: tally.answered,
            rate: rate(tally),
        };
        let sequence = |(name, runs): (&'a String, &crate::core::review::model::Runs)| SequenceJson {
            sequence: name,
            sent: runs.runs.sent,
            answered: runs.runs.answered,
            rate: rate(runs.runs),
            touches: runs.touches,
            open: runs.open,
        };
        Replies {
            by_channel: named.chain(other).map(channel).collect(),
            by_sequence: review.sequences.iter().map(sequence).collect(),
        }
    }
}

#[derive(Serialize)]
struct PromisesJson {
    kept_on_time: u32,
    kept_late: u32,
    kept_undated: u32,
    open_late: u32,
}

impl From<&Promises> for PromisesJson {
    fn from(promises: &Promises) -> PromisesJson {
        PromisesJson {
            kept_on_time: promises.on_time,
            kept_late: promises.late,
            kept_undated: promises.undated,
            open_late: promises.open_late,
        }
    }
}

#[derive(Serialize)]
struct LoadJson {
    from: Day,
    to: Day,
    planned: u32,
    again: u32,
}

impl From<&Load> for LoadJson {
    fn from(load: &Load) -> LoadJson {
        LoadJson { from: load.from, to: load.to, planned: load.planned, again: load.again }
    }
}

#[derive(Serialize)]
struct AheadJson<'a> {
    id: &'a str,
    contact: &'a str,
    path: &'a str,
    kind: &'a str,
    title: &'a str,
    on: Day,
    state: &'a str,
}

#[derive(Serialize)]
struct ListedJson<'a> {
    contact: &'a str,
    path: &'a str,
    text: String,
    date: Option<Day>,
    evidence: Option<Evidence>,
}

#[derive(Serialize)]
struct Evidence {
    path: String,
    line: Option<u32>,
}

impl<'a> ListedJson<'a> {
    fn new(build: &Build<'a>, one: &Listed) -> ListedJson<'a> {
        let (contact, path) = who(build, one.contact);
        let evidence = one.place.as_ref().map(|place| Evidence {
            path: place.path.as_str().to_owned(),
            line: place.spot.map(|spot| spot.line),
        });
        ListedJson { contact, path, text: one.text.clone(), date: one.day, evidence }
    }
}
