//! The template values of one card of the page: who, what, when and why, what last happened, what to mention
//! and share.

use super::super::cards::Card;
use super::super::drafts::Drafts;
use super::super::escape::inline::plain;
use super::super::escape::url::{PathPart, linkable};
use super::super::html::{LineView, Who, dated, line, safe, spoken, stands};
use super::super::links::Build;
use super::super::when::in_words;
use super::filter::also;
use super::words::{by_channel, how, without_name};
use crate::core::agenda::detail::Detail;
use crate::core::agenda::model::{FollowUp, Introduction, Offer, State};
use crate::core::day::Day;
use crate::core::object::object;
use crate::core::people::contact::{Interaction, reached};
use crate::core::place::Place;
use crate::core::plan::rules::cadence::ATTEMPTS;
use crate::core::text::{count, fold, one_line};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) fn of_card<'a>(build: &Build<'a>, drafts: &Drafts, card: &Card<'a>) -> impl Serialize + use<'a> {
    let contact = card.contact;
    let facts = &contact.facts;
    let follow_ups: Vec<(usize, &'a FollowUp)> = card.follow_ups(build.compiled).collect();
    let ones = || follow_ups.iter().map(|(_, one)| *one);
    let about: Vec<Cow<'_, str>> =
        [&facts.role, &facts.org].into_iter().flatten().map(|text| plain(text)).collect();
    let last = contact.last_contact(build.compiled.agenda.today);
    let last_text = last.and_then(|last| last.text.as_deref());
    let topics = ones().filter_map(|one| one.topic.as_deref()).filter(|topic| Some(*topic) != last_text);
    // A set, since a note can have thousands of promises and of reasons.
    let said: BTreeSet<&Place> =
        ones().flat_map(|one| &one.reasons).filter_map(|reason| reason.place.as_ref()).collect();
    let open = ones().flat_map(|one| one.promises(contact)).filter(|open| !said.contains(&open.place()));
    object! {
        who: Who::new(build, contact),
        about: (!about.is_empty()).then(|| about.join(", ")),
        tags: facts
            .tags
            .iter()
            .filter(|tag| !only_marks(tag))
            .map(|tag| one_line(tag))
            .collect::<Vec<_>>(),
        // Hidden text that the filter also searches.
        also: also(contact),
        items: follow_ups
            .iter()
            .map(|(position, one)| item(build, drafts, *position, one))
            .collect::<Vec<_>>(),
        last: last.map(|last| of_last(build, last, &follow_ups)),
        topics: once(topics, safe),
        hooks: once(ones().flat_map(|one| one.hooks(contact)), detail),
        promises: once(open, detail),
        resources: once(ones().flat_map(|one| &one.resources), resource),
        introductions: once(ones().flat_map(|one| &one.introductions), introduction),
    }
}

/// Returns the view of each distinct item, in order. The follow-ups of one card share most of their details.
fn once<T: Copy + Ord, V>(all: impl Iterator<Item = T>, view: impl Fn(T) -> V) -> Vec<V> {
    let mut seen = BTreeSet::new();
    all.filter(|one| seen.insert(*one)).map(view).collect()
}

fn detail(detail: Detail<'_>) -> LineView {
    line(detail.text, Some(&detail.place()))
}

fn resource(offer: &Offer) -> impl Serialize {
    object! {
        title: plain(&offer.title).into_owned(),
        path: offer.path.as_str(),
        url: offer.url.as_deref().and_then(linkable),
    }
}

fn introduction(other: &Introduction) -> impl Serialize {
    object! { name: one_line(&other.name), path: other.path.as_str(), why: safe(&other.why) }
}

fn item<'a>(
    build: &Build<'a>,
    drafts: &Drafts,
    position: usize,
    one: &'a FollowUp,
) -> impl Serialize + use<'a> {
    let agenda = &build.compiled.agenda;
    let draft = drafts.of(position);
    let contact = build.contact(one);
    let mailto = drafts.mailto(build, position, one);
    object! {
        id: &*one.id,
        kind: one.kind,
        state: state(one.state, agenda.welcome_back),
        title: plain(&without_name(&one.title, contact.name())).into_owned(),
        when: stands(one, agenda),
        by: one.written_by().map(by_channel),
        channel: one.written_by(),
        optional: one.optional,
        reasons: reasons(one, agenda.today),
        tried: tried(one, contact.past(agenda.today)),
        draft: draft.map(|draft| PathPart(&draft.path).to_string()),
        places: draft.map_or(0, |draft| draft.places),
        // The card must offer the text for copying if the `mailto:` does not contain it.
        copy_apart: !mailto.as_ref().is_some_and(|mailto| mailto.holds_text),
        mailto: mailto.map(|mailto| mailto.url),
        copy: draft.map(|draft| draft.body.clone()),
        log_url: build.log_url(one),
    }
}

/// Returns the reasons of a follow-up. A line of a note is given as evidence only once.
fn reasons(one: &FollowUp, today: Day) -> Vec<LineView> {
    let mut quoted: BTreeSet<&Place> = BTreeSet::new();
    let mut lines = Vec::with_capacity(one.reasons.len());
    for reason in &one.reasons {
        let place = reason.place.as_ref().filter(|place| quoted.insert(*place));
        lines.push(spoken(&reason.text, place, today));
    }
    lines
}

/// Returns the state that a follow-up is marked with. After a long break, nothing is marked as late.
fn state(state: State, welcome_back: bool) -> State {
    if welcome_back && matches!(state, State::Overdue | State::Belated) { State::Due } else { state }
}

/// Says how often you wrote without an answer, unless a reason says it already.
fn tried(one: &FollowUp, past: &[Interaction]) -> Option<String> {
    let attempts = usize::try_from(one.attempts).unwrap_or(0);
    let said = one.reasons.iter().any(|reason| reason.rule == ATTEMPTS);
    (attempts > 0 && !said)
        .then(|| format!("{} {} since you last heard from them", reached(past, attempts), times(attempts)))
}

fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        _ => count(number, "time"),
    }
}

/// The last contact. Its place is left out if a reason on the card gives it already.
fn of_last(
    build: &Build<'_>,
    last: &Interaction,
    follow_ups: &[(usize, &FollowUp)],
) -> impl Serialize + use<> {
    let quoted = |place: &Place| {
        let reasons = follow_ups.iter().flat_map(|(_, one)| &one.reasons);
        reasons.filter_map(|reason| reason.place.as_ref()).any(|quoted| quoted == place)
    };
    let place = build.compiled.people.place(last).filter(|place| !quoted(place));
    object! {
        when: dated(last.day, &in_words(last.day, build.compiled.agenda.today)),
        how: how(last),
        text: last.text.as_deref().filter(|text| !text.trim().is_empty()).map(safe),
        place: place.map(|place| place.to_string()),
    }
}

/// Whether a tag only marks a note as a contact, as every card does anyway.
fn only_marks(tag: &str) -> bool {
    matches!(fold(tag).as_str(), "person" | "people" | "contact" | "contacts")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_mark_contacts_are_known() {
        assert!(["person", "People", "contacts"].into_iter().all(only_marks));
        assert!(!["client", "personal", "person/work"].into_iter().any(only_marks));
    }
}
