//! The variables of draft templates. All texts are plain, on one line and without Markdown. An unknown value
//! is `none`.

use super::days::{deadline, letter_day, meeting_by};
use super::handover;
use super::newcomer::{is_close, is_new};
use super::occasion::Occasion;
use super::past::{asks, attempt, direction, heard, noun, only_messages, theirs};
use super::phrase;
use super::reader::names_reader;
use super::salutation::{first_name, greeting};
use super::topics::{Topics, topic_of};
use super::whereabouts::{setting, whereabouts};
use super::workplace::workplace;
use crate::core::agenda::about::About;
use crate::core::agenda::detail::Detail;
use crate::core::agenda::model::{FollowUp, Introduction, Kind, Offer};
use crate::core::day::Day;
use crate::core::note::body::line::{self, released};
use crate::core::note::channel::Channel;
use crate::core::note::facts::{Met, Next};
use crate::core::note::log::topic::is_message_only;
use crate::core::note::log::words::Direction;
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

/// The variables, by the names that templates use. `docs/drafts.md` describes each.
#[derive(Debug, Serialize)]
pub(crate) struct Variables {
    name: String,
    first: String,
    aliases: Vec<String>,
    org: Option<String>,
    workplace: Option<String>,
    role: Option<String>,
    relationship: Option<String>,
    tags: Vec<String>,
    interests: Vec<String>,
    needs: Vec<String>,
    me: MeVariables,
    kind: &'static str,
    title: String,
    channel: Option<&'static str>,
    touch: Option<String>,
    sequence: Option<String>,
    state: &'static str,
    due: Dated,
    by: Dated,
    on: Dated,
    date: Option<Dated>,
    #[serde(flatten)]
    occasion: Occasion,
    #[serde(flatten)]
    owed: Owed,
    see_by: bool,
    turns: Option<i32>,
    attempts: u32,
    asks: bool,
    overdue_days: i64,
    is_new: bool,
    is_close: bool,
    long_gap: bool,
    only_messages: bool,
    met: Option<MetVariables>,
    last: Option<LastVariables>,
    heard: Option<LastVariables>,
    start: Option<StartVariables>,
    topic: Option<String>,
    about: Option<String>,
    #[serde(flatten)]
    hooks: Hooks,
    resources: Vec<ResourceVariables>,
    introductions: Vec<IntroductionVariables>,
    promises: Vec<String>,
}

/// The variables about what was promised, is waited for or comes next.
#[derive(Debug, Serialize)]
struct Owed {
    task: Option<String>,
    owed: bool,
    brings: Option<String>,
    brings_many: bool,
}

impl Owed {
    fn new(task: Option<String>, names: &[&str]) -> Owed {
        let sayable = task.as_deref().filter(|task| !names_reader(task, names.iter().copied()));
        let brings = sayable.and_then(handover::brought);
        Owed {
            brings_many: brings.as_deref().is_some_and(phrase::is_many),
            owed: task.as_deref().is_some_and(handover::is_owed),
            task,
            brings,
        }
    }
}

#[derive(Debug, Serialize)]
struct MeVariables {
    name: Option<String>,
    first: Option<String>,
    signature: String,
}

fn dated(day: Day, today: Day) -> Dated {
    Dated { iso: day, words: letter_day(day, today) }
}

#[derive(Debug, Serialize)]
struct MetVariables {
    day: Dated,
    /// `at FOSDEM`, `through Ben`.
    place: Option<String>,
    /// The place again, if it fits a subject line.
    setting: Option<String>,
}

#[derive(Debug, Serialize)]
struct LastVariables {
    day: Dated,
    channel: Option<&'static str>,
    direction: Option<&'static str>,
    noun: &'static str,
    /// `I wrote to you`.
    attempt: Option<&'static str>,
    /// `you wrote`.
    theirs: Option<&'static str>,
    topic: Option<String>,
}

/// The log entry that started the sequence.
#[derive(Debug, Serialize)]
struct StartVariables {
    #[serde(flatten)]
    day: Dated,
    direction: Option<&'static str>,
    noun: &'static str,
    topic: Option<String>,
}

#[derive(Debug, Serialize)]
struct ResourceVariables {
    title: String,
    url: Option<String>,
}

#[derive(Debug, Serialize)]
struct IntroductionVariables {
    name: String,
    first: String,
    need: String,
    why: String,
}

impl Variables {
    /// Collects the variables for a follow-up and its contact.
    pub(crate) fn new(build: &Build<'_>, one: &FollowUp) -> Variables {
        let contact = build.contact(one);
        let facts = &contact.facts;
        let today = build.compiled.agenda.today;
        let dated = |day| dated(day, today);
        let first = first_name(contact.name());
        let names: Vec<&str> =
            [contact.name(), &first].into_iter().chain(facts.aliases.iter().map(|alias| &**alias)).collect();
        let to_them = |text: String| handover::without_receiver(text, &names);
        let (last, told) = last_and_told(build, contact, one);
        let topics = Topics { build, contact, names: &names };
        let topic = topics.to_reader(told.and_then(topic_of), told);
        let start = one.beginning(contact);
        let field = |text: &Option<Box<str>>| text.as_deref().map(words);
        Variables {
            name: words(contact.name()),
            first: greeting(contact.name(), facts.org.as_deref()),
            aliases: facts.aliases.iter().map(|alias| words(alias)).collect(),
            workplace: facts.org.as_deref().and_then(|org| workplace(&words(org))),
            org: field(&facts.org),
            role: field(&facts.role),
            relationship: field(&facts.rare.relationship),
            tags: facts.tags.iter().map(|tag| one_line(tag)).collect(),
            interests: facts.rare.interests.iter().map(|interest| words(interest)).collect(),
            needs: facts.rare.needs.iter().map(|need| words(need)).collect(),
            me: me(build),
            kind: one.kind.name(),
            title: words(&one.title),
            channel: one.channel.map(Channel::name),
            touch: one.touch.as_deref().map(str::to_owned),
            sequence: one.sequence.as_deref().map(str::to_owned),
            state: one.state.name(),
            due: dated(one.due),
            by: by(one, today),
            on: dated(one.on),
            date: one.date.map(dated),
            occasion: Occasion::new(contact, one, &names, topic.as_deref()),
            owed: Owed::new(task(contact, one).map(to_them), &names),
            see_by: one.arranges(),
            turns: one.turns,
            attempts: one.attempts,
            asks: last.is_some_and(|last| asks(build, contact, last, topic.as_deref())),
            overdue_days: one.overdue_days,
            is_new: is_new(contact, one, today),
            is_close: is_close(contact),
            long_gap: last.is_some_and(|last| today.days_since(last.day) > LONG),
            only_messages: only_messages(contact, today),
            met: facts.rare.met.as_ref().map(|met| MetVariables::new(&met.value, today)),
            last: last.map(|last| LastVariables::new(last, today, topics.as_noted(last))),
            heard: heard(contact, one, today)
                .map(|heard| LastVariables::new(heard, today, topics.as_noted(heard))),
            start: start
                .map(|began| StartVariables::new(began, today, topics.to_reader(topic_of(began), start))),
            about: topic.as_deref().and_then(|topic| about(topic, &names)),
            topic: topic.filter(|topic| !topic.is_empty()),
            hooks: Hooks::of(fit_hooks(contact, one)),
            resources: one.resources.iter().map(ResourceVariables::new).collect(),
            introductions: one.introductions.iter().map(IntroductionVariables::new).collect(),
            promises: open_tasks(contact, one).map(to_them).filter(|task| handover::is_owed(task)).collect(),
        }
    }
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
    let is_bare = last.and_then(|last| last.text.as_deref()).is_some_and(is_message_only);
    (last, told(past).filter(|told| !is_bare || told.kind.is_sent()))
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

impl MetVariables {
    fn new(met: &Met, today: Day) -> MetVariables {
        let place = met.text.as_deref().map(words).and_then(|text| whereabouts(&text));
        let setting = place.as_deref().and_then(setting);
        MetVariables { day: dated(met.day, today), place, setting }
    }
}

impl LastVariables {
    fn new(one: &Interaction, today: Day, topic: Option<String>) -> LastVariables {
        LastVariables {
            day: dated(one.day, today),
            channel: one.channel.map(Channel::name),
            direction: direction(one),
            noun: noun(one),
            attempt: attempt(one),
            theirs: theirs(one),
            topic,
        }
    }
}

impl StartVariables {
    fn new(began: &Interaction, today: Day, topic: Option<String>) -> StartVariables {
        StartVariables { day: dated(began.day, today), direction: direction(began), noun: noun(began), topic }
    }
}

impl ResourceVariables {
    fn new(offer: &Offer) -> ResourceVariables {
        ResourceVariables { title: words(&offer.title), url: offer.url.as_deref().map(one_line) }
    }
}

impl IntroductionVariables {
    fn new(other: &Introduction) -> IntroductionVariables {
        IntroductionVariables {
            name: words(&other.name),
            first: greeting(&other.name, None),
            need: words(&other.need),
            why: words(&other.why),
        }
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

fn me(build: &Build<'_>) -> MeVariables {
    let me = &build.config.me;
    let signature = me.signature.as_ref().or(me.name.as_ref()).map(|text| text.trim().to_owned());
    MeVariables {
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
    use crate::core::note::facts::Source;
    use crate::core::note::meant_tags::MeantTags;
    use crate::core::output::fixture;
    use crate::core::place::{Found, NotePath, Spot};

    /// Collects the names of a value's fields; those inside lists as `hooks[].text`.
    fn names(prefix: &str, value: &serde_json::Value, names: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                let point = if prefix.is_empty() { "" } else { "." };
                fields
                    .iter()
                    .for_each(|(key, value)| self::names(&format!("{prefix}{point}{key}"), value, names));
            }
            serde_json::Value::Array(items) if items.first().is_some_and(serde_json::Value::is_object) => {
                self::names(&format!("{prefix}[]"), &items[0], names);
            }
            _ => names.push(prefix.to_owned()),
        }
    }

    #[test]
    fn every_variable_is_documented() {
        let mut ada = fixture::contact("People/Ada.md", "Ada");
        ada.facts.rare.met =
            Some(Found { value: Met { day: fixture::day("2026-11-20"), text: None }, spot: Spot::new(1, 1) });
        ada.history.push(Interaction {
            day: fixture::day("2026-11-20"),
            kind: InteractionKind::Clear(Direction::Both),
            channel: None,
            attempt: None,
            meal: None,
            source: Source::Log,
            note: 0,
            spot: Spot::new(1, 1),
            text: None,
            hashtags: MeantTags::default(),
        });
        let mut compiled = fixture::compiled(vec![ada], |people| {
            vec![fixture::follow_up(people, Kind::Birthday, "2026-11-24")]
        });
        compiled.people.notes.push(NotePath::new("a.md"));
        let mut one = compiled.agenda.follow_ups[0].clone();
        one.sequence = Some("proposal".into());
        one.about = About::BegunBy(0);
        let path = NotePath::new("a.md");
        one.resources = Box::new([Offer { title: "a".to_owned(), path: path.clone(), url: None }]);
        let (name, need, why) = ("Ben".to_owned(), "a".to_owned(), "b".to_owned());
        one.introductions = Box::new([Introduction { name, path, need, why }]);
        let config = Config::default();
        let variables = Variables::new(&Build::new(&compiled, &config), &one);
        let mut found = Vec::new();
        names("", &serde_json::to_value(variables).unwrap(), &mut found);
        let (_, table) = include_str!("../../../../docs/drafts.md").split_once("<!-- variables -->").unwrap();
        let (table, _) = table.split_once("<!-- /variables -->").unwrap();
        let names = table.lines().filter_map(|row| row.strip_prefix("| `")?.split_once("` |"));
        let mut documented: Vec<&str> = names.flat_map(|(names, _)| names.split("`, `")).collect();
        found.sort();
        documented.sort();
        assert_eq!(found, documented);
    }
}
