//! Writes one follow-up of `agenda.json`.

use super::super::drafts::Drafts;
use super::super::links::Build;
use super::object::{Json, Word, key, object};
use crate::core::agenda::detail::Detail;
use crate::core::agenda::model::{FollowUp, Introduction, Offer, Reason};
use crate::core::place::Place;

/// Writes a follow-up; `position` is its index in the agenda.
pub(super) fn write(build: &Build<'_>, drafts: &Drafts, position: usize, one: &FollowUp, to: &mut Vec<u8>) {
    let contact = build.contact(one);
    object(to, |object| {
        object.put(key!("id"), &*one.id);
        object.put(key!("kind"), Word(one.kind.name()));
        object.put(key!("contact"), contact.name());
        object.put(key!("contact_id"), &*contact.id);
        object.put(key!("path"), contact.path.as_str());
        object.list(key!("tags"), &contact.facts.tags, |tag, to| (&**tag).write(to));
        object.put(key!("title"), &*one.title);
        object.put(key!("due"), one.due);
        object.put(key!("by"), one.by);
        object.put(key!("on"), one.on);
        object.put(key!("date"), one.date);
        object.put(key!("state"), Word(one.state.name()));
        object.put(key!("overdue_days"), one.overdue_days);
        object.put(key!("today"), one.is_today());
        object.put(key!("section"), Word(one.section.name()));
        object.put(key!("channel"), one.channel.map(|channel| Word(channel.name())));
        object.put(key!("touch"), one.touch.as_deref());
        object.put(key!("sequence"), one.sequence.as_deref());
        object.put(key!("optional"), one.optional);
        object.put(key!("turns"), one.turns);
        object.put(key!("attempts"), one.attempts);
        object.list(key!("reasons"), &one.reasons, reason);
        object.list(key!("hooks"), one.hooks(contact), detail);
        object.put(key!("topic"), one.topic.as_deref());
        object.list(key!("resources"), &one.resources, resource);
        object.list(key!("introductions"), &one.introductions, introduction);
        object.put(key!("draft"), drafts.of(position).map(|draft| &*draft.path));
        object.put(key!("mailto"), drafts.mailto(build, position, one).map(|mailto| mailto.url).as_deref());
        object.put(key!("log_url"), build.log_url(one).as_deref());
    });
}

fn reason(reason: &Reason, to: &mut Vec<u8>) {
    let place = reason.place.as_ref();
    object(to, |object| {
        object.put(key!("rule"), Word(reason.rule));
        object.put(key!("text"), &*reason.text);
        object.put(key!("path"), place.map(|place| place.path.as_str()));
        object.put(key!("line"), place.and_then(line));
    });
}

fn detail(detail: Detail<'_>, to: &mut Vec<u8>) {
    object(to, |object| {
        object.put(key!("text"), detail.text);
        object.put(key!("path"), detail.path.as_str());
        object.put(key!("line"), detail.spot.line);
    });
}

fn resource(offer: &Offer, to: &mut Vec<u8>) {
    object(to, |object| {
        object.put(key!("title"), &*offer.title);
        object.put(key!("path"), offer.path.as_str());
        object.put(key!("url"), offer.url.as_deref());
    });
}

fn introduction(one: &Introduction, to: &mut Vec<u8>) {
    object(to, |object| {
        object.put(key!("name"), &*one.name);
        object.put(key!("path"), one.path.as_str());
        object.put(key!("why"), &*one.why);
    });
}

fn line(place: &Place) -> Option<u32> {
    place.spot.map(|spot| spot.line)
}
