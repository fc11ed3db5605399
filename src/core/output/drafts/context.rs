//! The variables of draft templates. All texts are plain, on one line and without Markdown. An unknown value
//! is `none`.

use super::days::{deadline, letter_day, meeting_by};
use super::greeting::greeting;
use super::handover;
use super::newcomer::{is_close, is_new};
use super::occasion::Occasion;
use super::past::{asks, attempt, direction, heard, noun, only_messages, talk, theirs};
use super::phrase;
use super::reader::names_reader;
use super::salutation::first_name;
use super::topics::{Topics, topic_of};
use super::whereabouts::{setting, whereabouts};
use super::workplace::workplace;
use crate::core::agenda::about::About;
use crate::core::agenda::detail::Detail;
use crate::core::agenda::model::{FollowUp, Introduction, Kind, Offer};
use crate::core::day::Day;
use crate::core::note::body::line::{self, released};
use crate::core::note::facts::{Met, Next};
use crate::core::note::log::line::topic::is_message_to;
use crate::core::note::log::line::words::Direction;
use crate::core::object::object;
use crate::core::output::escape::inline::plain;
use crate::core::output::links::Build;
use crate::core::output::when::Dated;
use crate::core::people::contact::{Contact, Interaction, InteractionKind};
use crate::core::plan::offer::told;
use crate::core::sad_words::is_sad;
use crate::core::text::{clip, one_line};
use serde::Serialize;

/// Days without contact after which a message says that it has been long.
const LONG: i64 = 180;
/// Maximum number of characters of a text from a note.
const MOST: usize = 160;

/// Collects the variables for a follow-up and its contact, by the names that templates use. `docs/drafts.md` describes
/// each, in this order.
pub(crate) fn variables(build: &Build<'_>, one: &FollowUp) -> impl Serialize + use<> {
    let contact = build.contact(one);
    let facts = &contact.facts;
    let today = build.compiled.agenda.today;
    let dated = |day| dated(day, today);
    let first = first_name(facts.rare.given.as_deref().unwrap_or(contact.name()));
    let names = names(contact, &first);
    let to_them = |text: String| handover::without_receiver(text, &names);
    let (last, told) = last_and_told(build, contact, one);
    let topics = Topics { build, contact, names: &names };
    let topic = topics.to_reader(told.and_then(topic_of), told);
    let noted = |one| interaction(one, today, topics.as_noted(one));
    let start = one.beginning(contact);
    object! {
        name: words(contact.name()),
        first: greeting(contact.name(), facts.rare.given.as_deref(), facts.org.as_deref()),
        aliases: facts.aliases.iter().map(|alias| words(alias)).collect::<Vec<_>>(),
        org: facts.org.as_deref().map(words),
        workplace: facts.org.as_deref().and_then(|org| workplace(&words(org))),
        role: facts.role.as_deref().map(words),
        relationship: facts.rare.relationship.as_deref().map(words),
        tags: facts.tags.iter().map(|tag| one_line(tag)).collect::<Vec<_>>(),
        interests: facts.rare.interests.iter().map(|interest| words(interest)).collect::<Vec<_>>(),
        needs: facts.rare.needs.iter().map(|need| words(need)).collect::<Vec<_>>(),
        me: me(build),
        kind: one.kind,
        title: words(&one.title),
        channel: one.channel,
        touch: one.touch.as_deref().map(str::to_owned),
        sequence: one.sequence.as_deref().map(str::to_owned),
        state: one.state,
        due: dated(one.due),
        by: by(one, today),
        on: dated(one.on),
        date: one.date.map(dated),
        #[serde(flatten)]
        occasion: Occasion::new(contact, one, &names, topic.as_deref()),
        #[serde(flatten)]
        owed: owed(task(contact, one).map(to_them), &names),
        see_by: one.arranges(),
        turns: one.turns,
        attempts: one.attempts,
        asks: last.is_some_and(|last| asks(build, contact, last, topic.as_deref())),
        overdue_days: one.overdue_days,
        is_new: is_new(contact, one, today),
        is_close: is_close(contact),
        long_gap: last.is_some_and(|last| today.days_since(last.day) > LONG),
        only_messages: only_messages(contact, today),
        met: facts.rare.met.as_ref().map(|found| met(&found.value, today)),
        last: last.map(noted),
        heard: heard(contact, one, today).map(noted),
        talk: talk(contact, one, today).map(|talk| object! { day: dated(talk.day), noun: noun(talk) }),
        start: start.map(|began| beginning(began, today, topics.to_reader(topic_of(began), start))),
        topic: topic.clone().filter(|topic| !topic.is_empty()),
        about: topic.as_deref().and_then(|topic| about(topic, &names)),
        #[serde(flatten)]
        hooks: Hooks::of(fit_hooks(contact, one)),
        resources: one.resources.iter().map(resource).collect::<Vec<_>>(),
        introductions: one.introductions.iter().map(introduction).collect::<Vec<_>>(),
        promises: open_tasks(contact, one).map(to_them).filter(|task| handover::is_owed(task)).collect::<Vec<_>>(),
    }
}

/// Returns all names by which the contact may be called.
fn names<'a>(contact: &'a Contact, first: &'a str) -> Vec<&'a str> {
    let aliases = contact.facts.aliases.iter().map(|alias| &**alias);
    [contact.name(), first].into_iter().chain(aliases).collect()
}

/// The variables about what was promised, is waited for or comes next.
fn owed(task: Option<String>, names: &[&str]) -> impl Serialize + use<> {
    let sayable = task.as_deref().filter(|task| !names_reader(task, names.iter().copied()));
    let brings = sayable.and_then(handover::brought);
    let brings_many = brings.as_deref().is_some_and(phrase::is_many);
    let owed = task.as_deref().is_some_and(handover::is_owed);
    object! { task, owed, brings, brings_many }
}

fn dated(day: Day, today: Day) -> Dated {
    Dated { iso: day, words: letter_day(day, today) }
}

/// Returns the last interaction, and the one whose text is the topic. For a reply both are the message to
/// answer, even if there are newer entries; none if they never wrote.
fn last_and_told<'a>(
    build: &Build<'a>,
    contact: &'a Contact,
    one: &FollowUp,
) -> (Option<&'a Interaction>, Option<&'a Interaction>) {
    let today = build.compiled.agenda.today;
    let past = contact.past(today);
    if one.kind == Kind::Reply {
        let wrote = past.iter().rev().find(|past| past.kind == InteractionKind::Clear(Direction::In));
        return (wrote, wrote);
    }
    let last = contact.last_contact(today);
    // A message without words of its own is about what the message before it was, but not about a talk.
    let is_bare =
        last.and_then(|last| last.text.as_deref()).is_some_and(|text| is_message_to(text, contact.name()));
    (last, told(past, contact.name()).filter(|told| !is_bare || told.kind.is_sent()))
}

/// Returns the topic as a phrase for a sentence, if it fits one and does not name its reader.
fn about(topic: &str, names: &[&str]) -> Option<String> {
    phrase::fitting(topic).filter(|_| !names_reader(topic, names.iter().copied()))
}

/// Returns the last good day. A day to meet by is said as one asks for a meeting, not as a deadline.
fn by(one: &FollowUp, today: Day) -> Dated {
    let words = if one.arranges() { meeting_by(one.by, today) } else { deadline(one.by, today) };
    Dated { iso: one.by, words }
}

fn met(met: &Met, today: Day) -> impl Serialize + use<> {
    let place = met.text.as_deref().map(words).and_then(|text| whereabouts(&text));
    // The place again, if it fits a subject line.
    let setting = place.as_deref().and_then(setting);
    // `at FOSDEM`, `through Ben`.
    object! { day: dated(met.day, today), place, setting }
}

fn interaction(one: &Interaction, today: Day, topic: Option<String>) -> impl Serialize + use<> {
    object! {
        day: dated(one.day, today),
        channel: one.channel,
        direction: direction(one),
        noun: noun(one),
        // `I wrote to you`.
        attempt: attempt(one),
        // `you wrote`.
        theirs: theirs(one),
        topic,
    }
}

/// The log entry that started the sequence.
fn beginning(began: &Interaction, today: Day, topic: Option<String>) -> impl Serialize + use<> {
    object! {
        #[serde(flatten)]
        day: dated(began.day, today),
        direction: direction(began),
        noun: noun(began),
        topic,
    }
}

fn resource(offer: &Offer) -> impl Serialize + use<> {
    object! { title: words(&offer.title), url: offer.url.as_deref().map(one_line) }
}

fn introduction(other: &Introduction) -> impl Serialize + use<> {
    object! {
        name: words(&other.name),
        first: greeting(&other.name, None, None),
        need: words(&other.need),
        why: words(&other.why),
    }
}

/// Returns text of a note as plain text of limited length.
pub(super) fn words(text: &str) -> String {
    clip(&plain(text), MOST).into_owned()
}

/// Like [`words`], without hashtags.
pub(super) fn said(text: &str) -> String {
    words(&released(&line::plain(text).text))
}

fn me(build: &Build<'_>) -> impl Serialize + use<> {
    let me = &build.config.me;
    let signature = me.signature.as_ref().or(me.name.as_ref()).map(|text| text.trim().to_owned());
    object! {
        name: me.name.as_deref().map(one_line),
        first: me.name.as_deref().map(first_name),
        signature: signature.unwrap_or_else(|| phrase::hinted("your name")),
    }
}

/// The hooks, with gift ideas and recommendations separate and without their labels.
#[derive(Debug, Serialize)]
struct Hooks {
    hooks: Vec<String>,
    gift: Option<String>,
    recommended: Option<String>,
}

impl Hooks {
    fn of<'a>(hooks: impl Iterator<Item = Detail<'a>>) -> Hooks {
        let mut found = Hooks { hooks: Vec::new(), gift: None, recommended: None };
        for hook in hooks {
            let text = said(hook.text);
            let (label, rest) =
                text.split_once(':').map_or(("", ""), |(label, rest)| (label.trim(), rest.trim()));
            let slot = match label.to_lowercase().as_str() {
                "gift" | "gifts" | "gift idea" => Some(&mut found.gift),
                "recommended" | "recommends" => Some(&mut found.recommended),
                _ => None,
            };
            match slot.filter(|slot| slot.is_none() && !rest.is_empty()) {
                Some(slot) => *slot = Some(rest.to_owned()),
                None => found.hooks.push(text),
            }
        }
        found
    }
}

/// Returns the hooks for a message. A birthday is not the day for "her mum died in May".
fn fit_hooks<'a>(contact: &'a Contact, one: &'a FollowUp) -> impl Iterator<Item = Detail<'a>> {
    one.hooks(contact).filter(|hook| one.kind != Kind::Birthday || !is_sad(hook.text))
}

/// Returns the open tasks.
fn open_tasks<'a>(contact: &'a Contact, one: &'a FollowUp) -> impl Iterator<Item = String> {
    one.promises(contact).map(|promise| said(promise.text))
}

/// Returns the task of a promise or waiting-for, or the text of `next`.
fn task(contact: &Contact, one: &FollowUp) -> Option<String> {
    if one.about == About::NextStep {
        return match &contact.facts.rare.next.as_ref()?.value {
            Next::On(_, text) => text.as_deref().map(said),
            Next::Never => None,
        };
    }
    one.task(contact).map(|owned| said(&owned.task.title())).filter(|task| !task.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::model::Config;
    use crate::core::output::fixture;

    #[test]
    fn every_variable_is_documented() {
        let (compiled, config) = (fixture::full(), Config::default());
        let given = variables(&Build::new(&compiled, &config), &compiled.agenda.follow_ups[0]);
        fixture::assert_documented(&given, include_str!("../../../../docs/drafts.md"), "variables");
    }
}
