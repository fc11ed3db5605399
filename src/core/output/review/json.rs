//! The JSON of `followup review --json`.

use super::super::links::Build;
use super::QUESTION;
use super::words::ahead;
use crate::core::object::object;
use crate::core::people::contact::ContactIndex;
use crate::core::plan::situation::stage::Stage;
use crate::core::review::list::{List, Listed};
use crate::core::review::model::{Moved, Review};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Version of the JSON format.
const SCHEMA: u32 = 1;

pub(super) fn write(build: &Build<'_>, review: &Review) -> String {
    let lists = List::ALL.iter().map(|list| {
        let rows = review.listed(*list).iter().map(|one| listed(build, one));
        (list.name(), rows.collect::<Vec<_>>())
    });
    let ahead = ahead(build.compiled).map(|one| {
        object! {
            id: &*one.id,
            contact: build.contact(one).name(),
            path: build.contact(one).path.as_str(),
            kind: one.kind,
            title: &one.title,
            on: one.on,
            state: one.state,
        }
    });
    let json = object! {
        schema: SCHEMA,
        today: review.today,
        before: review.before,
        vault: &build.compiled.agenda.vault,
        contacts: review.contacts,
        funnel: Funnel(review),
        moved: review.moved.iter().map(|one| moved(build, one)).collect::<Vec<_>>(),
        week: review.week,
        replies: replies(review),
        promises: &review.promises,
        load: &review.load,
        ahead: ahead.collect::<Vec<_>>(),
        #[serde(flatten)]
        lists: lists.collect::<BTreeMap<_, _>>(),
        question: QUESTION,
    };
    // Serializing can only fail on maps with keys that are not strings, and there are none.
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text.push('\n');
    text
}

/// Number of contacts in each stage, in the order of the review.
struct Funnel<'a>(&'a Review);

impl Serialize for Funnel<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(Stage::FUNNEL.iter().map(|stage| (stage, self.0.number(*stage))))
    }
}

fn moved<'a>(build: &Build<'a>, moved: &Moved) -> impl Serialize + use<'a> {
    let (contact, path) = who(build, moved.contact);
    object! { contact, path, from: moved.from, to: moved.to }
}

fn who<'a>(build: &Build<'a>, index: ContactIndex) -> (&'a str, &'a str) {
    let contact = build.compiled.people.contact(index);
    (contact.name(), contact.path.as_str())
}

fn replies(review: &Review) -> impl Serialize {
    let named = review.channels.iter().map(|(channel, tally)| (Some(*channel), *tally));
    let other = (review.other.sent > 0).then_some((None, review.other));
    let channels = named.chain(other).map(|(channel, sent)| {
        object! {
            channel,
            #[serde(flatten)]
            sent,
        }
    });
    let sequences = review.sequences.iter().map(|(sequence, runs)| {
        object! {
            sequence,
            #[serde(flatten)]
            runs,
        }
    });
    object! { by_channel: channels.collect::<Vec<_>>(), by_sequence: sequences.collect::<Vec<_>>() }
}

fn listed<'a>(build: &Build<'a>, one: &'a Listed) -> impl Serialize + use<'a> {
    let (contact, path) = who(build, one.contact);
    let evidence = one.place.as_ref().map(|place| {
        object! { path: place.path.as_str(), line: place.spot.map(|spot| spot.line) }
    });
    object! { contact, path, text: &one.text, date: one.day, evidence }
}
