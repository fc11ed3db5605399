//! One follow-up, key by key.

use super::super::drafts::Drafts;
use super::super::links::Build;
use crate::core::agenda::model::{Detail, FollowUp, Introduction, Offer, Reason};
use crate::core::day::Day;
use crate::core::note::channel::Channel;
use crate::core::place::Place;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct FollowUpJson<'a> {
    id: &'a str,
    kind: &'a str,
    contact: &'a str,
    contact_id: &'a str,
    path: &'a str,
    tags: &'a [Box<str>],
    title: &'a str,
    due: Day,
    by: Day,
    on: Day,
    date: Option<Day>,
    state: &'a str,
    overdue_days: i64,
    today: bool,
    section: &'a str,
    channel: Option<Channel>,
    touch: Option<&'a str>,
    sequence: Option<&'a str>,
    optional: bool,
    turns: Option<i32>,
    attempts: u32,
    reasons: Vec<ReasonJson<'a>>,
    hooks: Vec<DetailJson<'a>>,
    topic: Option<&'a str>,
    resources: Vec<ResourceJson<'a>>,
    introductions: Vec<IntroductionJson<'a>>,
    draft: Option<&'a str>,
    mailto: Option<String>,
    log_url: Option<String>,
}

impl<'a> FollowUpJson<'a> {
    pub(super) fn new(
        build: &Build<'a>,
        drafts: &'a Drafts,
        position: usize,
        one: &'a FollowUp,
    ) -> FollowUpJson<'a> {
        let contact = build.contact(one);
        FollowUpJson {
            id: &one.id,
            kind: one.kind.name(),
            contact: contact.name(),
            contact_id: &contact.id,
            path: contact.path.as_str(),
            tags: &contact.facts.tags,
            title: &one.title,
            due: one.due,
            by: one.by,
            on: one.on,
            date: one.date,
            state: one.state.name(),
            overdue_days: one.overdue_days,
            today: one.is_today(),
            section: one.section.name(),
            channel: one.channel,
            touch: one.touch.as_deref(),
            sequence: one.sequence.as_deref(),
            optional: one.optional,
            turns: one.turns,
            attempts: one.attempts,
            reasons: one.reasons.iter().map(ReasonJson::from).collect(),
            hooks: one.hooks.iter().map(DetailJson::from).collect(),
            topic: one.topic.as_deref(),
            resources: one.resources.iter().map(ResourceJson::from).collect(),
            introductions: one.introductions.iter().map(IntroductionJson::from).collect(),
            draft: drafts.of(position).map(|draft| draft.path.as_str()),
            mailto: drafts.mailto(build, position, one),
            log_url: build.log_url(one),
        }
    }
}

#[derive(Serialize)]
struct ReasonJson<'a> {
    rule: &'a str,
    text: &'a str,
    path: Option<&'a str>,
    line: Option<u32>,
}

impl<'a> From<&'a Reason> for ReasonJson<'a> {
    fn from(reason: &'a Reason) -> ReasonJson<'a> {
        let place = reason.place.as_ref();
        ReasonJson {
            rule: reason.rule,
            text: &reason.text,
            path: place.map(|place| place.path.as_str()),
            line: place.and_then(line),
        }
    }
}

#[derive(Serialize)]
struct DetailJson<'a> {
    text: &'a str,
    path: &'a str,
    line: Option<u32>,
}

impl<'a> From<&'a Detail> for DetailJson<'a> {
    fn from(detail: &'a Detail) -> DetailJson<'a> {
        DetailJson { text: &detail.text, path: detail.place.path.as_str(), line: line(&detail.place) }
    }
}

fn line(place: &Place) -> Option<u32> {
    place.spot.map(|spot| spot.line)
}

#[derive(Serialize)]
struct ResourceJson<'a> {
    title: &'a str,
    path: &'a str,
    url: Option<&'a str>,
}

impl<'a> From<&'a Offer> for ResourceJson<'a> {
    fn from(offer: &'a Offer) -> ResourceJson<'a> {
        ResourceJson { title: &offer.title, path: offer.path.as_str(), url: offer.url.as_deref() }
    }
}

#[derive(Serialize)]
struct IntroductionJson<'a> {
    name: &'a str,
    path: &'a str,
    why: &'a str,
}

impl<'a> From<&'a Introduction> for IntroductionJson<'a> {
    fn from(one: &'a Introduction) -> IntroductionJson<'a> {
        IntroductionJson { name: &one.name, path: one.path.as_str(), why: &one.why }
    }
}
