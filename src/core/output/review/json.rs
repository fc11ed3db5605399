//! The JSON of `followup review --json`.

use super::super::links::Build;
use super::QUESTION;
use super::words::ahead;
use crate::core::day::Day;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::stage::Stage;
use crate::core::review::list::{List, Listed};
use crate::core::review::model::{Load, Moved, Promises, Review, Runs, Tally, Week};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Version of the JSON format.
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
        funnel: Funnel(review),
        moved: review.moved.iter().map(|moved| MovedJson::new(build, moved)).collect(),
        week: review.week,
        replies: Replies::new(review),
        promises: &review.promises,
        load: &review.load,
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
    // Serializing can only fail on maps with keys that are not strings, and there are none.
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
    funnel: Funnel<'a>,
    moved: Vec<MovedJson<'a>>,
    week: Week,
    replies: Replies<'a>,
    promises: &'a Promises,
    load: &'a [Load],
    ahead: Vec<AheadJson<'a>>,
    #[serde(flatten)]
    lists: BTreeMap<&'static str, Vec<ListedJson<'a>>>,
    question: &'static str,
}

/// Number of contacts in each stage, in the order of the review.
struct Funnel<'a>(&'a Review);

impl Serialize for Funnel<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Stage::FUNNEL.iter().map(|stage| (stage.name(), self.0.number(*stage))))
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
struct Replies<'a> {
    by_channel: Vec<ChannelJson>,
    by_sequence: Vec<SequenceJson<'a>>,
}

#[derive(Serialize)]
struct ChannelJson {
    channel: Option<&'static str>,
    #[serde(flatten)]
    sent: Tally,
}

#[derive(Serialize)]
struct SequenceJson<'a> {
    sequence: &'a str,
    #[serde(flatten)]
    runs: Runs,
}

impl<'a> Replies<'a> {
    fn new(review: &'a Review) -> Replies<'a> {
        let named = review.channels.iter().map(|(channel, tally)| (Some(channel.name()), *tally));
        let other = (review.other.sent > 0).then_some((None, review.other));
        let by_channel = named.chain(other).map(|(channel, sent)| ChannelJson { channel, sent });
        let by_sequence =
            review.sequences.iter().map(|(sequence, runs)| SequenceJson { sequence, runs: *runs });
        Replies { by_channel: by_channel.collect(), by_sequence: by_sequence.collect() }
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
