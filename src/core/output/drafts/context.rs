//! The variables that draft templates see. All are plain words: Markdown of notes
//! is taken out, every text is one line. What is unknown is `none`.

use crate::core::agenda::model::{FollowUp, Kind};
use crate::core::day::Day;
use crate::core::note::facts::Next;
use crate::core::note::words::Direction;
use crate::core::output::cards;
use crate::core::output::escape::inline::plain;
use crate::core::output::links::Build;
use crate::core::output::when::in_words;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};
use crate::core::text::{clip, one_line};
use serde::Serialize;

/// Days without contact after which a message says that it has been long.
const LONG: i64 = 180;
/// Characters of one text in a message.
const MOST: usize = 160;

/// Variables by the names that templates use.
#[derive(Debug, Serialize)]
pub(super) struct Variables<'a> {
    name: String,
    first: String,
    org: Option<String>,
    role: Option<String>,
    relationship: Option<String>,
    tags: Vec<String>,
    me: MeVariables,
    kind: &'a str,
    title: String,
    channel: Option<&'a str>,
    touch: Option<&'a str>,
    sequence: Option<&'a str>,
    state: &'a str,
    due: Dated,
    by: Dated,
    on: Dated,
    date: Option<Dated>,
    label: Option<String>,
    task: Option<String>,
    turns: Option<i32>,
    attempts: u32,
    overdue_days: i64,
    is_new: bool,
    long_gap: bool,
    met: Option<MetVariables>,
    last: Option<LastVariables>,
    /// What the last line of the log says, marked as a place to fill: a log line is seldom a
    /// phrase that fits a sentence, so its writer says it again in words of their own.
    topic: Option<String>,
    hooks: Vec<String>,
    resources: Vec<ResourceVariables>,
    introductions: Vec<IntroductionVariables>,
    promises: Vec<String>,
}

#[derive(Debug, Serialize)]
struct MeVariables {
    name: Option<String>,
    signature: String,
}

/// A day as `YYYY-MM-DD` and in words.
#[derive(Debug, Serialize)]
struct Dated {
    iso: String,
    words: String,
}

#[derive(Debug, Serialize)]
struct MetVariables {
    day: Dated,
    /// `at FOSDEM`, `through Ben`.
    place: Option<String>,
}

#[derive(Debug, Serialize)]
struct LastVariables {
    day: Dated,
    channel: Option<&'static str>,
    direction: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct ResourceVariables {
    title: String,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct IntroductionVariables {
    name: String,
    why: String,
}

impl<'a> Variables<'a> {
    pub(super) fn new(build: &Build<'a>, one: &'a FollowUp) -> Variables<'a> {
        let contact = build.contact(one);
        let facts = &contact.facts;
        let today = build.compiled.agenda.today;
        let dated = |day: Day| Dated { iso: day.to_string(), words: in_words(day, today) };
        let last = cards::last(build, contact);
        let field = |text: &Option<Box<str>>| text.as_deref().map(words);
        Variables {
            name: words(contact.name()),
            first: first_name(contact.name()),
            org: field(&facts.org),
            role: field(&facts.role),
            relationship: field(&facts.relationship),
            tags: facts.tags.iter().map(|tag| one_line(tag)).collect(),
            me: me(build),
            kind: one.kind.name(),
            title: words(&one.title),
            channel: one.channel.map(crate::core::note::channel::Channel::name),
            touch: one.touch.as_deref(),
            sequence: one.sequence.as_deref(),
            state: one.state.name(),
            due: dated(one.due),
            by: dated(one.by),
            on: dated(one.on),
            date: one.date.map(dated),
            label: label(contact, one),
            task: task(contact, one),
            turns: one.turns,
            attempts: one.attempts,
            overdue_days: one.overdue_days,
            is_new: is_new(contact),
            long_gap: last.is_some_and(|last| today.days_since(last.day) > LONG),
            met: facts.met.as_ref().map(|met| MetVariables {
                day: dated(met.value.day),
                place: met.value.text.as_deref().map(words).filter(|text| !text.is_empty()).map(whereabouts),
            }),
            last: last.map(|last| LastVariables {
                day: dated(last.day),
                channel: last.channel.map(crate::core::note::channel::Channel::name),
                direction: direction(last),
            }),
            topic: topic(one),
            hooks: one.hooks.iter().map(|hook| words(&hook.text)).collect(),
            resources: one
                .resources
                .iter()
                .map(|offer| ResourceVariables {
                    title: words(&offer.title),
                    url: offer.url.as_deref().map(one_line),
                })
                .collect(),
            introductions: one
                .introductions
                .iter()
                .map(|other| IntroductionVariables { name: words(&other.name), why: words(&other.why) })
                .collect(),
            promises: one.promises.iter().map(|promise| words(&promise.text)).collect(),
        }
    }
}

fn words(text: &str) -> String {
    clip(&plain(text), MOST).into_owned()
}

fn me(build: &Build<'_>) -> MeVariables {
    let me = &build.config.me;
    let signature = me.signature.as_ref().or(me.name.as_ref()).map(|text| text.trim().to_owned());
    MeVariables {
        name: me.name.as_deref().map(one_line),
        signature: signature.unwrap_or_else(|| "[? your name]".to_owned()),
    }
}

/// How to address somebody: the first word of the name that is no title.
fn first_name(name: &str) -> String {
    const TITLES: [&str; 9] = ["dr", "prof", "professor", "mr", "mrs", "ms", "mx", "sir", "dame"];
    let name = words(name);
    let name = name.split_once(',').map_or(name.as_str(), |(_, first)| first);
    let word = name
        .split_whitespace()
        .find(|word| !TITLES.contains(&word.trim_end_matches('.').to_lowercase().as_str()));
    word.unwrap_or(name).trim().to_owned()
}

/// `FOSDEM` becomes `at FOSDEM`; `at FOSDEM` and `through Ben` stay.
fn whereabouts(text: String) -> String {
    if text.starts_with(char::is_lowercase) { text } else { format!("at {text}") }
}

/// Somebody who has not written yet and was met once at most: they may not know who writes.
fn is_new(contact: &Contact) -> bool {
    let clear =
        |wanted| contact.history.iter().filter(move |one| one.kind == InteractionKind::Clear(wanted)).count();
    clear(Direction::In) == 0 && clear(Direction::Both) <= 1
}

fn direction(one: &Interaction) -> Option<&'static str> {
    match one.kind {
        InteractionKind::Clear(direction) => Some(direction.name()),
        InteractionKind::Assumed
        | InteractionKind::Mention
        | InteractionKind::Light
        | InteractionKind::Cancelled
        | InteractionKind::Intention
        | InteractionKind::Skip
        | InteractionKind::Reply
        | InteractionKind::Again => None,
    }
}

/// The last topic as a place to fill.
fn topic(one: &FollowUp) -> Option<String> {
    let topic = one.topic.as_deref().map(words).filter(|topic| !topic.is_empty())?;
    Some(format!("[? {topic}]"))
}

/// What a yearly date or an event is called.
fn label(contact: &Contact, one: &FollowUp) -> Option<String> {
    let spot = one.reasons.first()?.place.as_ref()?.spot?;
    let dates = contact.facts.dates.iter().map(|date| (date.spot, &date.label));
    let events = contact.facts.events.iter().map(|event| (event.spot, &event.text));
    let found = dates.chain(events).find(|(at, _)| at.line == spot.line);
    found.map(|(_, label)| words(label))
}

/// What was promised or is waited for, or what `next` says.
fn task(contact: &Contact, one: &FollowUp) -> Option<String> {
    if one.kind == Kind::Next {
        return match &contact.facts.next.as_ref()?.value {
            Next::On(_, text) => text.as_deref().map(words),
            Next::Never => None,
        };
    }
    let place = one.reasons.first()?.place.as_ref()?;
    let line = place.spot?.line;
    let found = contact.tasks.iter().find(|owned| owned.path == place.path && owned.task.spot.line == line);
    found.map(|owned| words(&owned.task.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_addressed_by_their_first_name() {
        #[track_caller]
        fn case(name: &str, expected: &str) {
            assert_eq!(first_name(name), expected);
        }
        case("Ada Lovelace", "Ada");
        case("Dr. Ada Lovelace", "Ada");
        case("Lovelace, Ada", "Ada");
        case("Prof. Dr. Grace Hopper", "Grace");
        case("**Ada**", "Ada");
        case("Dr.", "Dr.");
    }
}
